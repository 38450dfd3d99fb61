"""The polarity lock: rose is not fell, accepted is not rejected, and what is denied stays denied."""

import re
from collections.abc import Iterator, Sequence

from briefing.checking.alignment import SourceIndex
from briefing.checking.comparison import CLOSE, Comparison, Token
from briefing.checking.items import CheckedItem, ItemKind
from briefing.checking.statements import Statement
from briefing.domain.claims import Evidence, Match, Verdict
from briefing.domain.spans import Place
from briefing.grammar.inflection import forms_alike
from briefing.grammar.opposites import NEGATORS, are_opposite
from briefing.grammar.word_classes import SUBORDINATORS

_BEFORE = 6
"""Tokens before a word within which a "not" of the same clause denies it."""
_FAR = 60
"""Characters behind a "not" within which the word stands that it denies."""
_STOPS = re.compile(r"[.!?,;:()—–]|\s-\s|[\"”](?=[\s,.;:)]|$)")


def check_polarity(statement: Statement, _: SourceIndex) -> Iterator[CheckedItem]:
    """An item for each word that says the opposite of the one in its place in the source, or that only one of
    the two denies. Twice turned round ("did not accept", "rejected") is the same."""
    for comparison in statement.compared:
        if comparison.closeness >= CLOSE:
            yield from _turned(statement.text, comparison)
            return


def _turned(text: str, comparison: Comparison) -> Iterator[CheckedItem]:
    there = comparison.source.source.text
    # What stands behind the "not" of "did not reject" is turned twice, and nothing behind it once.
    pairs = list(_opposites(comparison)) or list(_denied_once(comparison))
    for ours, theirs, opposite in pairs:
        denied = _is_denied(comparison.ours, ours, text)
        if opposite == (denied != _is_denied(comparison.theirs, theirs, there)):
            continue
        place = Place(comparison.source.place.article, theirs.span)
        evidence = Evidence(ours.span, place, Match.FOLDED)
        expected = theirs.span.of(there)
        denial = "the source does not deny this" if denied else "the source denies this"
        reason = f"the source says “{expected}”" if opposite else denial
        yield CheckedItem(ours.span, ItemKind.POLARITY, Verdict.CONTRADICTED, evidence, expected, reason)
        return


def _opposites(comparison: Comparison) -> Iterator[tuple[Token, Token, bool]]:
    """Words in each other's place that are opposites."""
    for ours, theirs in comparison.replaced:
        for one in ours:
            for other in theirs:
                if are_opposite(one.key, other.key):
                    yield one, other, True


def _denied_once(comparison: Comparison) -> Iterator[tuple[Token, Token, bool]]:
    """The telling word behind each "not" that only one of the two has, in any form, and the other's."""
    for ours, theirs in comparison.replaced:
        negator = next((t for t in (*ours, *theirs) if t.key in NEGATORS), None)
        if negator is None:
            continue
        is_ours = negator in ours
        behind, other = (
            (comparison.ours, comparison.theirs) if is_ours else (comparison.theirs, comparison.ours)
        )
        found = _first_known(negator, behind, other)
        if found is not None:
            yield (*found, False) if is_ours else (found[1], found[0], False)


def _first_known(
    negator: Token, behind: Sequence[Token], other: Sequence[Token]
) -> tuple[Token, Token] | None:
    """The first telling word behind a "not" that the other text has in some form, and that form."""
    for token in behind:
        if token.tells and 0 < token.span.start - negator.span.start < _FAR:
            same = next((o for o in other if o.tells and forms_alike(token.key, o.key)), None)
            if same is not None:
                return token, same
    return None


def _is_denied(tokens: Sequence[Token], token: Token, text: str) -> bool:
    at = next(n for n, other in enumerate(tokens) if other is token)
    near = tokens[max(at - _BEFORE, 0) : at]
    clause = next((n for n in range(len(near), 0, -1) if near[n - 1].key in SUBORDINATORS), 0)
    before = [other for other in near[clause:] if other.key in NEGATORS]
    denying = [n for n in before if not _STOPS.search(text, n.span.end, token.span.start)]
    return len(denying) % 2 == 1
