"""A claim and its evidence as one row of tokens, each with what code sees of its word.

A small encoder hardly learns from a few thousand pairs to compare rare words piece by piece, so it is told
which words of the claim the evidence has. Plain lists; no model library.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tokenizers import Encoding, Tokenizer

from briefing.domain.spans import fold

MARKS = ("evidence", "absent", "unlike", "after another", "before another", "digit", "capital", "used")
"""By the number of their bit. Of a word of the claim: "absent" from the evidence; "unlike" any word there,
by its beginning; "after another" or "before another" word than in the evidence. "used": a word of the
evidence that the claim has."""

_BIT = {name: 1 << number for number, name in enumerate(MARKS)}
_BEGINNING = 5  # letters


@dataclass(frozen=True, slots=True)
class Pair:
    """[CLS] claim [SEP] evidence [SEP] as token ids with the marks of each in bits. The tokens of the claim
    are `1 : 1 + claim`; `offsets` are their places in its text."""

    ids: list[int]
    marks: list[int]
    claim: int
    offsets: list[tuple[int, int]]


def lay_out_pairs(tokenizer: Tokenizer, pairs: Sequence[tuple[str, str]], room: int) -> list[Pair]:
    """A row of at most `room` tokens for each claim and its evidence. A claim keeps at least half of the
    room, and what is over at the end of either is cut."""
    claims, evidence = (
        tokenizer.encode_batch([pair[side] for pair in pairs], add_special_tokens=False) for side in (0, 1)
    )
    start, end = (tokenizer.token_to_id(mark) or 0 for mark in ("[CLS]", "[SEP]"))
    rows = []
    for texts, first, second in zip(pairs, claims, evidence, strict=True):
        row = _laid_out(texts, first, second, room - 3)
        rows.append(replace(row, ids=[start, *row.ids[: row.claim], end, *row.ids[row.claim :], end]))
    return rows


def _laid_out(texts: tuple[str, str], first: Encoding, second: Encoding, most: int) -> Pair:
    """The row without the ids of its three marks."""
    said, shown = _marked(_words(texts[0], first), _words(texts[1], second))
    own = min(len(first.ids), max(most - len(second.ids), most // 2))
    rest = min(len(second.ids), most - own)
    own_marks = [said[word] for word in _numbered(first)][:own]
    rest_marks = [shown[word] for word in _numbered(second)][:rest]
    return Pair(
        ids=[*first.ids[:own], *second.ids[:rest]],
        marks=[0, *own_marks, 0, *rest_marks, _BIT["evidence"]],
        claim=own,
        offsets=first.offsets[:own],
    )


def _numbered(encoding: Encoding) -> list[int]:
    """The number of the word that each token is of."""
    return [word or 0 for word in encoding.word_ids]


def _words(text: str, encoding: Encoding) -> list[str]:
    """The words of a text as the tokenizer parts them, in their own case."""
    spans: dict[int, tuple[int, int]] = {}
    for word, (start, end) in zip(_numbered(encoding), encoding.offsets, strict=True):
        spans[word] = (spans.get(word, (start, end))[0], end)
    return [text[start:end] for start, end in spans.values()]


def _marked(claim: Sequence[str], evidence: Sequence[str]) -> tuple[list[int], list[int]]:
    """The marks of the words of both."""
    said, shown = ([fold(word) for word in side] for side in (claim, evidence))
    there, used = set(shown), set(said)
    beginnings = {word[:_BEGINNING] for word in there}
    neighbours = set(pairwise(shown))
    own = []
    for at, word in enumerate(said):
        told = {
            "absent": word not in there,
            "unlike": word[:_BEGINNING] not in beginnings,
            "after another": at > 0 and (said[at - 1], word) not in neighbours,
            "before another": at + 1 < len(said) and (word, said[at + 1]) not in neighbours,
        }
        own.append(_bits(claim[at]) + sum(_BIT[name] for name, true in told.items() if true))
    rest = [
        _bits(evidence[at]) + _BIT["evidence"] + (_BIT["used"] if word in used else 0)
        for at, word in enumerate(shown)
    ]
    return own, rest


def _bits(word: str) -> int:
    """What a word shows by itself."""
    digit = any(char.isdigit() for char in word)
    return (_BIT["digit"] if digit else 0) + (_BIT["capital"] if word[:1].isupper() else 0)
