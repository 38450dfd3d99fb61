"""The polarity lock: rose is not fell, accepted is not rejected, and what is denied stays denied."""

from collections.abc import Iterator, Sequence

from briefing.checking.alignment import SourceIndex
from briefing.checking.comparison import CLOSE, Comparison, Pair, Token
from briefing.checking.items import CheckedItem, ItemKind
from briefing.checking.statements import Statement
from briefing.domain.claims import Evidence, Match, Verdict
from briefing.domain.spans import Place
from briefing.grammar.opposites import NEGATORS, are_opposite

_BEFORE = 4
"""Tokens before a word within which a "not" denies it."""


def check_polarity(statement: Statement, index: SourceIndex) -> Iterator[CheckedItem]:
    """An item for each word that says the opposite of the one in its place in the source, or that only one of
    the two denies. Twice turned round ("did not accept", "rejected") is the same."""
    for comparison in statement.compared:
        if comparison.closeness >= CLOSE:
            yield from _turned(comparison)
            return


def _turned(comparison: Comparison) -> Iterator[CheckedItem]:
    text = comparison.source.source.text
    met = False
    for ours, theirs, opposite in (*_opposites(comparison), *_same(comparison)):
        denied = _is_denied(comparison.ours, ours) != _is_denied(comparison.theirs, theirs)
        if opposite == denied or met:
            continue
        # One "not" denies one thing; the words behind it are not turned again.
        met = True
        place = Place(comparison.source.place.article, theirs.span)
        evidence = Evidence(ours.span, place, Match.FOLDED)
        expected = theirs.span.of(text)
        reason = f"the source says “{expected}”" if opposite else _denial(comparison, ours, theirs)
        yield CheckedItem(ours.span, ItemKind.POLARITY, Verdict.CONTRADICTED, evidence, expected, reason)


def _denial(comparison: Comparison, ours: Token, theirs: Token) -> str:
    if _is_denied(comparison.ours, ours):
        return "the source does not deny this"
    return "the source denies this"


def _opposites(comparison: Comparison) -> Iterator[tuple[Token, Token, bool]]:
    """Words in each other's place that are opposites."""
    for ours, theirs in comparison.replaced:
        for one in ours:
            for other in theirs:
                if are_opposite(one.key, other.key):
                    yield one, other, True


def _same(comparison: Comparison) -> Iterator[tuple[Token, Token, bool]]:
    """The first telling word behind each "not" that only one of the two has."""
    pairs: Sequence[Pair] = comparison.pairs
    for ours, theirs in comparison.replaced:
        denies = [t for t in (*ours, *theirs) if t.key in NEGATORS]
        if not denies:
            continue
        negator = denies[0]
        side = 0 if negator in ours else 1
        behind = [p for p in pairs if p[0].tells and 0 <= p[side].span.start - negator.span.start < 60]
        for one, other in behind[:1]:
            yield one, other, False


def _is_denied(tokens: Sequence[Token], token: Token) -> bool:
    at = next(n for n, other in enumerate(tokens) if other is token)
    before = [other.key for other in tokens[max(at - _BEFORE, 0) : at]]
    return sum(key in NEGATORS for key in before) % 2 == 1
