"""The number lock: every figure of a statement is a figure of the source, with its unit, and counts what it
counts there."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations

from briefing.checking.alignment import SourceIndex, SourceSentence
from briefing.checking.comparison import CLOSE, Comparison, Token
from briefing.checking.items import CheckedItem, ItemKind
from briefing.checking.statements import Statement
from briefing.domain.claims import Evidence, Match, Verdict
from briefing.domain.findings import Amount, Moment, QuantityKind
from briefing.domain.spans import Place, Span, fold
from briefing.extracting.quantities import thing_counted
from briefing.grammar.amounts import small_number
from briefing.grammar.certainty import Bound, bound_of
from briefing.grammar.equality import Equal, Likeness, derived, same_value
from briefing.grammar.numbers import Figure
from briefing.grammar.word_classes import WEEKDAYS

Found = tuple[Figure, SourceSentence]
"""A figure of a source and the sentence it stands in."""

_LEAST_DERIVED = 10
"""Results below this come about by chance."""
_SPELLED_OUT = 21
_ENDS = frozenset({Bound.MORE, Bound.LESS})
_FAR = Decimal("1.25")
"""Times that a value may lie beyond a bound that is rightly given for it."""


def check_numbers(statement: Statement, index: SourceIndex) -> Iterator[CheckedItem]:
    """One item for each figure. SUPPORTED: the source has the same value and unit, or values that make it by
    one addition or subtraction. CONTRADICTED: the source gives another value in its place, or this one to
    another thing. NOT_FOUND otherwise."""
    return (_check(figure, statement, index) for figure in statement.figures)


def _check(figure: Figure, statement: Statement, index: SourceIndex) -> CheckedItem:
    instead = _in_its_place(figure, statement)
    found = _found(figure, statement, index)
    if found is not None:
        rival = instead or _moved(figure, statement, found, index)
        return _contradicted(figure, rival) if rival else _supported(figure, statement, found)
    if instead is None and (derived := _derived(figure, statement, index)):
        return derived
    rival = instead or _rival(figure, statement, index)
    if rival is not None:
        return _contradicted(figure, rival)
    place = _resolved(figure, statement, index) or _bare_word(figure, statement)
    if place is not None:
        evidence = Evidence(figure.span, place, Match.FOLDED)
        return CheckedItem(figure.span, ItemKind.NUMBER, Verdict.SUPPORTED, evidence)
    return CheckedItem(figure.span, ItemKind.NUMBER, Verdict.NOT_FOUND, reason="no such figure in the source")


def equal(figure: Figure, text: str, other: Figure, there: str) -> Equal | None:
    """How a figure of a text says the value of one of a source: exactly, rounded, converted, bounded; of two
    without a value ("dozens", "Monday") whether their words are the same. None where it says another."""
    if figure.value is None and other.value is None:
        same = _bare(figure, text) == _bare(other, there)
        return Equal(Likeness.EXACT) if same else None
    if _is_bound(figure, other) or _leaves_unit_out(figure, text, other):
        return Equal(Likeness.ROUNDED)
    return same_value(figure, other)


def _bare(figure: Figure, text: str) -> str:
    """The words of a figure without a value; of a day without the time of day, of a label its digits."""
    words = fold(figure.number.of(text))
    if figure.kind is QuantityKind.OTHER:
        return "".join(char for char in words if char.isdigit()) or words
    return _TIME_OF_DAY.sub("", words)


_TIME_OF_DAY = re.compile(
    r"^(?:early|late|mid)[ -]|[ -](?:early|late|morning|afternoon|evening|night|noon|midday)\b"
)


def _leaves_unit_out(figure: Figure, text: str, other: Figure) -> bool:
    """Whether a bare number of which nothing is counted is one that the source gives with its currency."""
    bare = figure.kind is QuantityKind.COUNT and figure.unit is None and other.kind is QuantityKind.MONEY
    if not bare or thing_counted(figure, Span(0, len(text)), text):
        return False
    return same_value(replace(figure, kind=other.kind, unit=other.unit), other) is not None


def _is_bound(figure: Figure, other: Figure) -> bool:
    """Whether "more than 4,000" or "nearly 5,000" is rightly said of 4,480."""
    bound = bound_of(figure.hedge)
    one, two = figure.value, other.value
    if bound not in _ENDS or figure.unit != other.unit:
        return False
    if not (isinstance(one, Amount) and isinstance(two, Amount)) or one.low != one.high or not two.low:
        return False
    if bound is Bound.MORE:
        return one.low <= two.low <= one.low * _FAR
    return two.high <= one.high <= two.high * _FAR


def _found(figure: Figure, statement: Statement, index: SourceIndex) -> Found | None:
    """The same value, in the sentences the statement comes from or else in any other."""
    near = [each.source for each in statement.aligned]
    for source in (*near, *index.sentences):
        for other in index.figures_of(source):
            if equal(figure, statement.text, other, source.source.text):
                return other, source
    return None


def _in_its_place(figure: Figure, statement: Statement) -> Found | None:
    """The other figure that stands in the same words of a sentence the statement comes from."""
    for comparison in statement.compared:
        if comparison.closeness < CLOSE:
            continue
        for ours, theirs in comparison.slots:
            if ours.figure is not figure or theirs.figure is None:
                continue
            if _same(theirs, figure, statement, comparison) or _is_elsewhere(
                figure, statement, ours, theirs, comparison
            ):
                return None
            return theirs.figure, comparison.source
    return None


def _same(token: Token, figure: Figure, statement: Statement, comparison: Comparison) -> bool:
    other, there = token.figure, comparison.source.source.text
    return other is not None and equal(figure, statement.text, other, there) is not None


def _is_elsewhere(
    figure: Figure, statement: Statement, ours: Token, theirs: Token, comparison: Comparison
) -> bool:
    return comparison.is_elsewhere(ours, theirs, lambda token: _same(token, figure, statement, comparison))


def _moved(figure: Figure, statement: Statement, found: Found, index: SourceIndex) -> Found | None:
    """The source's own figure for what the statement counts, where that is another than the one found, which
    has the statement's value: 28 boats and 30 cars are not 30 boats."""
    other, source = found
    counted = _thing(figure, statement.text, statement.span)
    own = _thing(other, source.source.text, source.place.span)
    # What is left out ("the League 53") may be the same.
    if counted is None or own is None or own == counted:
        return None
    for third in index.figures_of(source):
        another = third.kind is figure.kind and third.value != other.value
        if another and _thing(third, source.source.text, source.place.span) == counted:
            return None if _is_nearer(figure, other, third, statement) else (third, source)
    return None


def _is_nearer(figure: Figure, other: Figure, third: Figure, statement: Statement) -> bool:
    """Whether a figure stands among the words of `other` rather than among those of `third`."""
    for comparison in statement.compared:
        ours = next((token for token in comparison.ours if token.figure is figure), None)
        theirs = next((token for token in comparison.theirs if token.figure is third), None)
        if ours and theirs:
            return comparison.is_elsewhere(ours, theirs, lambda token: token.figure is other)
    return False


def _thing(figure: Figure, text: str, sentence: Span) -> str | None:
    """The last word, folded, of what a figure counts: its noun."""
    thing = thing_counted(figure, sentence, text)
    return fold(thing.of(text)).split()[-1] if thing else None


def _rival(figure: Figure, statement: Statement, index: SourceIndex) -> Found | None:
    """A figure of the likeliest sentence that could be meant: the same number with another unit, else one of
    the same kind and unit; none that the statement has besides."""
    for each in statement.aligned[:1]:
        others = [o for o in index.figures_of(each.source) if not _is_used(o, each.source, statement)]
        same_number = (o for o in others if o.value is not None and o.value == figure.value)
        same_kind = (
            o for o in others if o.kind is figure.kind and o.unit == figure.unit and o.value is not None
        )
        best = next(same_number, None) or next(same_kind, None)
        if best is not None:
            return best, each.source
    return None


def _is_used(other: Figure, source: SourceSentence, statement: Statement) -> bool:
    return any(equal(f, statement.text, other, source.source.text) for f in statement.figures)


def _derived(figure: Figure, statement: Statement, index: SourceIndex) -> CheckedItem | None:
    """Support by one operation on two values of the same unit and thing in the sentences the statement comes
    from."""
    value = figure.value
    if not isinstance(value, Amount) or value.low < _LEAST_DERIVED:
        return None
    known = [
        (other, each.source) for each in statement.aligned[:2] for other in index.figures_of(each.source)
    ]
    for first, second in combinations(known, 2):
        how = derived(figure, first[0], second[0]) if _count_alike(first, second) else None
        if how is not None:
            evidence = Evidence(figure.span, _place(first), Match.DERIVED, how=how)
            return CheckedItem(figure.span, ItemKind.NUMBER, Verdict.SUPPORTED, evidence)
    return None


def _count_alike(one: Found, other: Found) -> bool:
    things = {_thing(figure, source.source.text, source.place.span) for figure, source in (one, other)}
    return len(things) == 1 or None in things


def _resolved(figure: Figure, statement: Statement, index: SourceIndex) -> Place | None:
    """Where a date of the source is the day that is meant, by the date of its article: "Monday"."""
    if figure.kind is not QuantityKind.DATE:
        return None
    words = fold(figure.number.of(statement.text))
    for quantity in index.findings.quantities:
        if not isinstance(quantity.value, Moment) or quantity.value.low != quantity.value.high:
            continue
        told = quantity.value.low
        if isinstance(figure.value, Moment):
            if told.startswith(figure.value.low) or told.endswith(figure.value.low.lstrip("-")):
                return quantity.place
        elif len(told) == len("2023-10-10") and told[0] != "-" and _weekday(told) in words:
            return quantity.place
    return None


def _bare_word(figure: Figure, statement: Statement) -> Place | None:
    """Where a small number stands alone in the sentences the statement comes from, counting nothing there:
    "its partners five"."""
    value = figure.value
    if figure.kind is not QuantityKind.COUNT or not isinstance(value, Amount) or value.low >= _SPELLED_OUT:
        return None
    for each in statement.aligned:
        for word in each.source.words:
            if small_number(word.folded) == value.low == value.high:
                return Place(each.source.place.article, word.span)
    return None


def _weekday(day: str) -> str:
    return WEEKDAYS[date.fromisoformat(day).weekday()]


def _supported(figure: Figure, statement: Statement, found: Found) -> CheckedItem:
    other, source = found
    same = other.span.of(source.source.text) == figure.span.of(statement.text)
    told = equal(figure, statement.text, other, source.source.text)
    how = told.shown if told else None
    match = Match.EXACT if same else Match.DERIVED if how else Match.FOLDED
    evidence = Evidence(figure.span, _place(found), match, how=how)
    return CheckedItem(figure.span, ItemKind.NUMBER, Verdict.SUPPORTED, evidence)


def _contradicted(figure: Figure, instead: Found) -> CheckedItem:
    evidence = Evidence(figure.span, _place(instead), Match.FOLDED)
    expected = evidence.place.span.of(instead[1].source.text)
    reason = f"the source has {expected} here"
    return CheckedItem(figure.span, ItemKind.NUMBER, Verdict.CONTRADICTED, evidence, expected, reason)


def _place(found: Found) -> Place:
    figure, source = found
    return Place(source.place.article, figure.span)
