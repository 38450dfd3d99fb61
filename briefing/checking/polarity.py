"""The polarity lock: rose is not fell, accepted is not rejected, and what is denied stays denied."""

import re
from collections.abc import Iterator, Sequence

from briefing.checking.alignment import SourceIndex
from briefing.checking.comparison import CLOSE, Comparison, Token
from briefing.checking.items import CheckedItem, ItemKind
from briefing.checking.statements import Statement
from briefing.domain.claims import Evidence, Match, Verdict
from briefing.domain.spans import Place
from briefing.grammar.opposites import NEGATORS, are_opposite
from briefing.grammar.word_classes import SUBORDINATORS

_BEFORE = 6
"""Tokens before a word within which a "not" of the same clause denies it."""
_FAR = 60
"""Characters behind a "not" within which the word stands that it denies."""
_STOPS = re.compile(r"[.!?\"“”,;:()—–]|\s-\s")


def check_polarity(statement: Statement, _: SourceIndex) -> Iterator[CheckedItem]:
    """An item for each word that says the opposite of the one in its place in the source, or that only one of
    the two denies. Twice turned round ("did not accept", "rejected") is the same."""
    for comparison in statement.compared:
        if comparison.closeness >= CLOSE:
            yield from _turned(statement.text, comparison)
            return


def _turned(text: str, comparison: Comparison) -> Iterator[CheckedItem]:
    there = comparison.source.source.text
    for ours, theirs, opposite in (*_opposites(comparison), *_same(comparison)):
        denied = _is_denied(comparison.ours, ours, text)
        if opposite == (denied != _is_denied(comparison.theirs, theirs, there)):
            continue
        place = Place(comparison.source.place.article, theirs.span)
        evidence = Evidence(ours.span, place, Match.FOLDED)
        expected = theirs.span.of(there)
        denial = "the source does not deny this" if denied else "the source denies this"
        reason = f"the source says “{expected}”" if opposite else denial
        yield CheckedItem(ours.span, ItemKind.POLARITY, Verdict.CONTRADICTED, evidence, expected, reason)
        # One "not" denies one thing; the words behind it are not turned again.
        return


def _opposites(comparison: Comparison) -> Iterator[tuple[Token, Token, bool]]:
    """Words in each other's place that are opposites."""
    for ours, theirs in comparison.replaced:
        for one in ours:
            for other in theirs:
                if are_opposite(one.key, other.key):
                    yield one, other, True


def _same(comparison: Comparison) -> Iterator[tuple[Token, Token, bool]]:
    """The first telling word behind each "not" that only one of the two has."""
    for ours, theirs in comparison.replaced:
        denies = [t for t in (*ours, *theirs) if t.key in NEGATORS]
        if not denies:
            continue
        negator = denies[0]
        side = 0 if negator in ours else 1
        behind = [
            p for p in comparison.pairs if p[0].tells and 0 <= p[side].span.start - negator.span.start < _FAR
        ]
        for one, other in behind[:1]:
            yield one, other, False


def _is_denied(tokens: Sequence[Token], token: Token, text: str) -> bool:
    at = next(n for n, other in enumerate(tokens) if other is token)
    near = tokens[max(at - _BEFORE, 0) : at]
    clause = next((n for n in range(len(near), 0, -1) if near[n - 1].key in SUBORDINATORS), 0)
    before = [other for other in near[clause:] if other.key in NEGATORS]
    denying = [n for n in before if not _STOPS.search(text, n.span.end, token.span.start)]
    return len(denying) % 2 == 1
