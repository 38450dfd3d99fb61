"""Days that the article's date resolves, shown where its words leave them open: "Monday [19 Dec 2022]".

One rule: a mark stands behind words of the article and is no part of them; one a line, each day once
under the same words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefing.domain.briefing import Briefing, Line, LineKind, Resolved, Run, RunStyle, Verbatim, day_mark
from briefing.domain.findings import Quantity
from briefing.domain.spans import Place, Span
from briefing.rendering.runs import fixed, verbatim

# What may stand behind a day that no noun owns; "" is the end of the text.
_BEHIND = frozenset(" ,.;:)\n") | {""}
_DATED = frozenset({LineKind.POINT, LineKind.SECTION, LineKind.NUMBER})


def dated(lines: Iterable[Line], briefing: Briefing) -> Iterator[Line]:
    """The lines with a mark behind the first resolved day of each that none before has under its words."""
    days = [q for q in briefing.findings.quantities if day_mark(q) and _is_open(q, briefing)]
    shown: set[tuple[str, str | None]] = set()
    for line in lines:
        yield _marked(line, days, shown, briefing) if line.kind in _DATED else line


def _is_open(quantity: Quantity, briefing: Briefing) -> bool:
    """Whether the words name no day of a month, and no noun is theirs ("Friday's vote")."""
    place, text = quantity.place, briefing.article(quantity.place.article).text
    figure = any(char.isdigit() for char in briefing.text(place))
    return not figure and text[place.span.end : place.span.end + 1] in _BEHIND


def _marked(line: Line, days: list[Quantity], shown: set[tuple[str, str | None]], briefing: Briefing) -> Line:
    for number, run in enumerate(line.runs):
        if not isinstance(run.origin, Verbatim):
            continue
        place = run.origin.place
        for day in sorted((d for d in days if _holds(place, d.place)), key=lambda d: d.place):
            key = (briefing.text(day.place).lower(), day_mark(day))
            if key not in shown:
                shown.add(key)
                parted = _parted(run, place, day, briefing)
                return replace(line, runs=(*line.runs[:number], *parted, *line.runs[number + 1 :]))
    return line


def _holds(place: Place, day: Place) -> bool:
    return place.article == day.article and place.span.contains(day.span)


def _parted(run: Run, place: Place, day: Quantity, briefing: Briefing) -> Iterator[Run]:
    """A run of the article's words with the mark behind those of a day."""
    end = day.place.span.end
    yield verbatim(briefing, Place(place.article, Span(place.span.start, end)), run.style)
    yield fixed(" ")
    yield Run(day_mark(day) or "", Resolved(day.id), RunStyle.NOTE)
    if end < place.span.end:
        rest = Place(place.article, Span(end, place.span.end))
        if briefing.text(rest)[0].isspace():
            yield fixed(" ")
        yield verbatim(briefing, rest, run.style)
