"""Briefing to Page: what is printed, in which order, within how many words.

Order and quotas are those of the drawn page: bottom line, sections, actors, quotations, numbers,
and a last line that says what was checked and what was left out. Nothing is printed twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.domain.briefing import Briefing, Line, LineKind, Page, Verbatim, untraced
from briefing.errors import UntracedPage
from briefing.rendering.dated import dated
from briefing.rendering.facts import checked_line, facts_line, source_lines, title_line
from briefing.rendering.listing import actor_lines, number_lines, quotation_lines
from briefing.rendering.points import bottom_line, led, section_lines
from briefing.rendering.printed import Printed
from briefing.rendering.runs import fixed
from briefing.rendering.within import found_within


@dataclass(frozen=True, slots=True)
class Quotas:
    """How much of each part a page takes: words for text, items for lists, and for items that are
    sentences both."""

    bottom_line: int = 60
    sections: int = 125
    actors: int = 8
    quotations: int = 4
    quoted_words: int = 70
    numbers: int = 6
    number_words: int = 70

    def scaled(self, by: float) -> "Quotas":
        """All parts smaller or larger alike, none less than one item."""
        return Quotas(
            max(round(self.bottom_line * by**0.5), 20),  # the last to go
            round(self.sections * by),
            max(round(self.actors * by), 1),
            max(round(self.quotations * by), 1),
            round(self.quoted_words * by),
            max(round(self.numbers * by), 1),
            round(self.number_words * by),
        )


DEFAULT_WORDS = 450

FITTING_STEPS = 6
"""Halvings in which the scale of the quotas is found, to one part in 64."""


def compose(briefing: Briefing, words: int = DEFAULT_WORDS, with_source: bool = False) -> Page:
    """The page of at most `words` words, as near as its smallest parts allow.

    `with_source` puts the numbered source under it, which does not count. Raises UntracedPage
    where a run does not lead back to the source: such a page must not be written.
    """
    page = _fitted(briefing, words)
    if with_source:
        page = replace(page, lines=(*page.lines, *source_lines(briefing)))
    lost = untraced(page, briefing)
    if lost:
        raise UntracedPage(f"{len(lost)} runs lead to no source, first {lost[0].text!r}; please report this")
    return page


def _fitted(briefing: Briefing, words: int) -> Page:
    """The fullest page within `words` words: quotas are those of the drawn page for as many words, and
    smaller where that is too much; the least page where nothing fits."""
    full = words / DEFAULT_WORDS
    page = _compose(briefing, Quotas().scaled(full))
    if page.words <= words:
        return page
    low, high = 0.0, full
    fitting = _compose(briefing, Quotas().scaled(low))
    for _ in range(FITTING_STEPS):
        middle = (low + high) / 2
        page = _compose(briefing, Quotas().scaled(middle))
        if page.words <= words:
            low, fitting = middle, page
        else:
            high = middle
    return fitting


def _compose(briefing: Briefing, quotas: Quotas) -> Page:
    printed = Printed()
    lines = [title_line(briefing)]
    printed.add(run.origin.place for run in lines[0].runs if isinstance(run.origin, Verbatim))
    points = bottom_line(briefing, quotas.bottom_line, printed)
    sections = section_lines(briefing, quotas.sections, printed)
    headed = any(line.kind is LineKind.SECTION for line in sections)
    if not headed:
        points, sections = led(points, sections, quotas.bottom_line)
    lines += _under("Bottom line", points)
    lines += _under("Sections" if headed else "More from the article", sections)
    quotations = quotation_lines(briefing, (quotas.quotations, quotas.quoted_words), printed)
    lines += _under("Key actors", actor_lines(briefing, quotas.actors))
    lines += _under("Quotations", quotations)
    lines += _under("Numbers", number_lines(briefing, (quotas.numbers, quotas.number_words), printed))
    lines = list(dated(lines, briefing))
    within = found_within(briefing, Page(tuple(lines)))
    left_out = _left_out(briefing, Page(tuple(lines), (), within).items)
    page = Page(tuple(lines), left_out, within)
    lines.insert(1, facts_line(briefing, page))
    return replace(page, lines=(*lines, checked_line(briefing, page)))


def _under(heading: str, lines: Sequence[Line]) -> list[Line]:
    if not lines:
        return []
    return [Line(LineKind.HEADING, (fixed(heading),)), *lines]


def _left_out(briefing: Briefing, items: frozenset[str]) -> tuple[str, ...]:
    """Findings that found no room: quotations with a speaker, then numbers, then actors."""
    findings = briefing.findings
    ids = [
        *(q.id for q in findings.quotations if q.speaker),
        *(n.id for n in findings.quantities),
        *(a.id for a in findings.actors),
    ]
    return tuple(id for id in ids if id not in items)
