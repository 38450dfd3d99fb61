"""Sentences as tokens in which a whole passage in quotation marks is one token: what the rules for
reported speech read."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.domain.spans import Span
from briefing.grammar.cues import REPORTING, Strength, Token, TokenKind
from briefing.grammar.marks import Marked
from briefing.grammar.names import ABBREVIATED_ROLES, HONORIFICS

# One token: "O'Brien", "AT&T", "well-known", "U.S" without its last full stop.
_TOKEN = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*|[^\w\s]|_")
# After these words in marks may wait for their speaker: "Who?" he asked.
_PAUSES = frozenset(",—–-!?'’")


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence, or several where they stand within marks: tokens, and the passages in it."""

    tokens: tuple[Token, ...]
    passages: dict[int, Marked]  # by the index of the token


def units(text: str, block: Span, sentence_ends: Sequence[int], marked: Sequence[Marked]) -> list[Unit]:
    """The units of a block. `sentence_ends` and the outermost `marked` passages are in order.

    A sentence that ends within a passage does not end the unit; nor one that ends with it, where
    the passage asks for its speaker ("Really?" he asked).
    """
    tokens, passages = _tokens(text, block, marked)
    found: list[Unit] = []
    begin = 0
    for index in range(len(tokens)):
        if index + 1 < len(tokens) and not _ends(tokens, index, sentence_ends):
            continue
        held = {at - begin: passages[at] for at in range(begin, index + 1) if tokens[at].is_passage}
        found.append(Unit(tuple(tokens[begin : index + 1]), held))
        begin = index + 1
    return found


def _tokens(text: str, block: Span, marked: Sequence[Marked]) -> tuple[list[Token], dict[int, Marked]]:
    tokens: list[Token] = []
    passages: dict[int, Marked] = {}
    at = block.start
    for passage in marked:
        tokens += _plain(text, at, passage.outer.start)
        passages[len(tokens)] = passage
        paused = (
            text[passage.inner.end - 1] in _PAUSES or text[passage.outer.end : passage.outer.end + 1] == ","
        )
        tokens.append(Token(passage.outer, TokenKind.PASSAGE, "", False, paused))
        at = passage.outer.end
    tokens += _plain(text, at, block.end)
    return tokens, passages


def _plain(text: str, start: int, end: int) -> list[Token]:
    found = []
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        kind = TokenKind.WORD if word[0].isalnum() else TokenKind.PUNCTUATION
        found.append(
            Token(Span(match.start(), match.end()), kind, word.lower().replace("’", "'"), word[0].isupper())
        )
    return found


def _ends(tokens: Sequence[Token], index: int, sentence_ends: Sequence[int]) -> bool:
    token, following = tokens[index], tokens[index + 1]
    after = bisect_right(sentence_ends, token.span.start)
    if after == len(sentence_ends) or sentence_ends[after] > following.span.start:
        return False
    if not token.is_passage:
        # Sentences are at times split after "Rep." and the like.
        title = tokens[index - 1].lower if index and token.lower == "." else ""
        return title not in ABBREVIATED_ROLES and title not in HONORIFICS
    if following.is_passage:
        return True
    if token.paused or not following.capital:
        return False
    return not _is_source_alone(tokens, index + 1)


def _is_source_alone(tokens: Sequence[Token], start: int) -> bool:
    """Whether only "Peskov said." follows, so that the full stop before it is a slip."""
    # At most six words: "Minister Karin Lund of Norway said."
    for index in range(start, min(start + 7, len(tokens))):
        if tokens[index].lower in {".", ","}:
            verb = REPORTING.get(tokens[index - 1].lower)
            return index > start + 1 and verb is not None and verb[2] is Strength.REPORTS
        if not tokens[index].is_word:
            return False
    return False
