"""The timeline: dated events of an article in the order of time.

One rule: an event is a date of the article with words of its sentence; where these stand on the page
already, its sentence mark alone. Two events tell no story: there are three, or none.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from briefing.domain.briefing import Briefing, Line, LineKind, Resolved, Run, RunStyle, day_mark
from briefing.domain.findings import Moment, Quantity, QuantityKind
from briefing.domain.spans import Place
from briefing.domain.words import word_count
from briefing.rendering.clauses import clause_around, marked_piece
from briefing.rendering.doubt import loses_doubt
from briefing.rendering.printed import Printed
from briefing.rendering.runs import fixed, reference, verbatim

LEAST, MOST = 3, 6
"""Events of a timeline; those of the heaviest dates."""

_CONSIDERED = 100
"""Dates among which events are looked for, heaviest first; a book has thousands."""

_SHORTEST = 4
"""Words that say what happened."""

_KINDS = frozenset({QuantityKind.DATE, QuantityKind.YEAR})
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def event_lines(briefing: Briefing, printed: Printed) -> list[Line]:
    """The events, earliest first, `at` saying where between the first and the last; none of fewer than
    LEAST. O(dates × quotations)."""
    chosen: dict[date, Quantity] = {}
    for quantity in islice(_dates(briefing), _CONSIDERED):
        day = _day(quantity)
        if day is not None and day not in chosen and _is_event(quantity, briefing):
            chosen[day] = quantity
        if len(chosen) == MOST:
            break
    if len(chosen) < LEAST:
        return []
    first, last = min(chosen), max(chosen)
    span = (last - first).days
    return [_line(chosen[day], (day - first).days / span, briefing, printed) for day in sorted(chosen)]


def _dates(briefing: Briefing) -> Iterator[Quantity]:
    return (q for q in briefing.findings.quantities if q.kind in _KINDS)


def _day(quantity: Quantity) -> date | None:
    """The day of a date, the first of a month or a year; None where it is a range or has no year."""
    value = quantity.value
    if not isinstance(value, Moment) or value.low != value.high:
        return None
    found = _DATE.fullmatch(value.low)
    try:
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1)) if found else None
    except ValueError:  # "2021-02-30" stands in an article
        return None


def _is_event(quantity: Quantity, briefing: Briefing) -> bool:
    """Whether the article itself says, and does not take back, what was then: no words of somebody's."""
    place = quantity.place
    said = (p for q in briefing.findings.quotations for p in (*q.contents, q.clause) if p is not None)
    if any(p.article == place.article and p.span.contains(place.span) for p in said):
        return False
    return not loses_doubt(briefing, place, _around(quantity, briefing), told=False)


def _around(quantity: Quantity, briefing: Briefing) -> Place:
    return clause_around(briefing, quantity.place, forward=True)


def _line(quantity: Quantity, at: float, briefing: Briefing, printed: Printed) -> Line:
    around = _around(quantity, briefing)
    words = briefing.text(around)
    told = printed.holds([around]) or printed.says(words)
    runs: list[Run] = []
    if not told and word_count(words) >= _SHORTEST:
        runs += marked_piece(briefing, around)
        printed.add([around], words)
    marks = reference(briefing, quantity.place)
    runs += marks if runs else marks[1:]
    return Line(LineKind.EVENT, tuple(runs), tuple(_label(quantity, briefing)), (quantity.id,), round(at, 3))


def _label(quantity: Quantity, briefing: Briefing) -> Iterator[Run]:
    yield verbatim(briefing, quantity.place, RunStyle.FIGURE)
    if (mark := day_mark(quantity)) is not None:
        yield fixed(" ")
        yield Run(mark, Resolved(quantity.id), RunStyle.NOTE)
