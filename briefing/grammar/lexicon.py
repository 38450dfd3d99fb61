"""What spelling and word lists tell of each word: features beside the tokens of an uncased model."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from briefing.domain.spans import Span
from briefing.grammar.cues import REPORTING
from briefing.grammar.names import (
    COMMON_WORDS,
    EVENT_WORDS,
    HONORIFICS,
    NOT_NAMES,
    ORGANISATION_WORDS,
    PLACE_WORDS,
    first_names,
    folded,
    is_role,
    nationalities,
    organisations,
    outlets,
    places,
    surnames,
)
from briefing.grammar.word_classes import is_verb

FEATURES = (
    "capital", "capitals", "capital inside", "letterless", "opens", "ordinary", "place", "organisation",
    "outlet", "nationality", "first name", "surname", "organisation word", "place word", "event word",
    "common word", "no name", "role", "honorific", "reporting verb", "verb",
)  # fmt: skip
"""By the number of their bit. "ordinary": the article writes the word in small letters too."""

_BIT = {name: 1 << number for number, name in enumerate(FEATURES)}
CASED = tuple(map(FEATURES.index, ("capital", "capitals", "capital inside", "ordinary")))
"""The features that a text without capitals, or of capitals alone, does not have."""
_CASE = sum(1 << number for number in CASED)
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’](?!s\b)[^\W_]+)*|[^\w\s]")
# Marks after which a capital says nothing.
_OPENING = frozenset('"“”„«»`:;•*|!?.…')
_LONGEST = 5  # words of a listed name
_CASELESS = 0.9  # of the words in capitals: then they say nothing

Known = tuple[Span, int]
"""A word, or a mark, and its features as bits."""


def known_words(sentences: Sequence[str]) -> list[list[Known]]:
    """The words of each sentence of one article with what is known of them; spans count in the sentence.
    Linear in the text."""
    parted = [[(match.group(), Span(*match.span())) for match in _WORD.finditer(text)] for text in sentences]
    words = [text for sentence in parted for text, _ in sentence if text[0].isalpha()]
    plain = {folded(text) for text in words if text[0].islower()}
    loud = sum(text.isupper() for text in words) > _CASELESS * len(words)
    caseless = loud or not any(text[0].isupper() for text in words)
    return [list(_of_sentence(each, plain, ~_CASE if caseless else ~0)) for each in parted]


def _of_sentence(sentence: Sequence[tuple[str, Span]], plain: set[str], shown: int) -> Iterator[Known]:
    listed = _listed([text for text, _ in sentence])
    opens = True
    for (text, span), inside in zip(sentence, listed, strict=True):
        bits = _alone(text) | inside
        if opens:
            bits |= _BIT["opens"]
        if folded(text) in plain:
            bits |= _BIT["ordinary"]
        yield span, bits & shown
        opens = text in _OPENING or (opens and not text[0].isalnum())


@lru_cache(maxsize=1 << 16)
def _alone(text: str) -> int:
    """What a word has by itself."""
    key = folded(text)
    if not any(char.isalpha() for char in text):
        return _BIT["letterless"]
    told = {
        "capital": text[0].isupper(),
        "capitals": text.isupper() and len(text) > 1,
        "capital inside": text != text.upper() and any(char.isupper() for char in text[1:]),
        "nationality": key in nationalities(),
        "first name": key in first_names(),
        "surname": key in surnames(),
        "organisation word": key in ORGANISATION_WORDS,
        "place word": key in PLACE_WORDS,
        "event word": key in EVENT_WORDS,
        "common word": key in COMMON_WORDS,
        "no name": key in NOT_NAMES,
        "role": is_role(text),
        "honorific": key in HONORIFICS,
        "reporting verb": key in REPORTING,
        "verb": is_verb(key),
    }
    return sum(_BIT[name] for name, true in told.items() if true)


def _listed(words: Sequence[str]) -> list[int]:
    """The bits of lists that hold names of several words, for each word of the longest name there."""
    keys = [folded(word) for word in words]
    bits = [0] * len(words)
    openers = _openers()
    for at, key in enumerate(keys):
        for length in range(min(openers.get(key, 0), len(keys) - at), 0, -1):
            found = _named(" ".join(keys[at : at + length]))
            if found:
                for inside in range(at, at + length):
                    bits[inside] |= found
                break
    return bits


@lru_cache(maxsize=1 << 16)
def _named(name: str) -> int:
    lists = (("place", places()), ("organisation", organisations()), ("outlet", outlets()))
    return sum(_BIT[kind] for kind, names in lists if name in names)


@cache
def _openers() -> dict[str, int]:
    """First word of the listed names → the words of the longest of them."""
    longest: dict[str, int] = {}
    for name in (*places(), *organisations(), *outlets()):
        first, length = name.partition(" ")[0], name.count(" ") + 1
        longest[first] = max(longest.get(first, 0), min(length, _LONGEST))
    return longest
