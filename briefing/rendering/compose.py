"""Briefing to Page: what is printed, in which order, within how many words and on what paper.

Order and quotas are those of the drawn page: bottom line, sections, actors, quotations, numbers,
and a last line that says what was checked and what was left out. Nothing is printed twice.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from itertools import islice

from briefing.domain.briefing import Briefing, Line, LineKind, Page, Verbatim, untraced
from briefing.errors import DoesNotFit, UntracedPage
from briefing.rendering.dated import dated
from briefing.rendering.facts import checked_line, facts_line, source_lines, title_line
from briefing.rendering.form import PLAIN, Form
from briefing.rendering.listing import Room, actor_lines, number_lines, quotation_lines
from briefing.rendering.parts import Parts, by_weight, shorter, stated
from briefing.rendering.points import bottom_line, led, section_lines
from briefing.rendering.printed import Printed
from briefing.rendering.shortening import restricted, shortened
from briefing.rendering.templating import Ledger, PageTemplate, TemplateFault, arrange, load_template
from briefing.rendering.timeline import event_lines
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


def compose(
    briefing: Briefing,
    words: int = DEFAULT_WORDS,
    with_source: bool = False,
    form: Form = PLAIN,
    only: Collection[str] | None = None,
) -> Page:
    """The page of at most `words` words, as near as its smallest parts allow; with a press in `form`, of as
    many as fit on its paper, what weighs least leaving first.

    `with_source` puts the numbered source under it, which does not count. `only`: ids of what may be
    printed; None: of all. Raises UntracedPage
    where a run does not lead back to the source: such a page must not be written; DoesNotFit where
    not even a title, a sentence and the last line fit the paper; TemplateFault.
    """
    composer = _Composer.of(briefing, form, only)
    page = composer.fitted(words)
    if with_source:
        page = replace(page, lines=(*page.lines, *source_lines(briefing)))
    lost = untraced(page, briefing)
    if lost:
        raise UntracedPage(f"{len(lost)} runs lead to no source, first {lost[0].text!r}; please report this")
    return page


@dataclass(frozen=True, slots=True)
class _Composer:
    """One briefing in one form. `chosen_from` holds what may be printed of it, with claims as short as the
    template wants them; ids are the same in both."""

    briefing: Briefing
    chosen_from: Briefing
    form: Form
    template: PageTemplate
    rank: dict[str, int]

    @classmethod
    def of(cls, briefing: Briefing, form: Form, only: Collection[str] | None) -> "_Composer":
        template = form.template or load_template("desk")
        longest = template.longest
        offered = briefing if only is None else restricted(briefing, only)
        return cls(
            briefing,
            shortened(offered, longest) if longest else offered,
            form,
            template,
            {claim.id: number for number, claim in enumerate(briefing.claims)},
        )

    def fitted(self, words: int) -> Page:
        """The fullest page within `words` words: quotas are those of the drawn page for as many words, and
        smaller where that is too much; the least page where nothing fits. Then what the paper has room
        for."""
        full = words / DEFAULT_WORDS
        parts = self._parts(Quotas().scaled(full))
        page = self._page(parts)
        if page.words > words:
            low, high = 0.0, full
            parts = self._parts(Quotas().scaled(low))
            page = self._page(parts)
            for _ in range(FITTING_STEPS):
                middle = (low + high) / 2
                tried = self._parts(Quotas().scaled(middle))
                tried_page = self._page(tried)
                if tried_page.words <= words:
                    low, parts, page = middle, tried, tried_page
                else:
                    high = middle
        return self._on_paper(parts, page)

    def _on_paper(self, parts: Parts, page: Page) -> Page:
        """The page without the least of what weighs least that makes it fit the paper."""
        press = self.form.press
        if press is None:
            return page
        if not press.fits(page, self.briefing):
            order = [unit for unit, _ in by_weight(parts, self.rank)]

            def of_heaviest(count: int) -> Page:
                return self._page(parts.only(frozenset(order[:count])), parts.items)

            page = _fullest(of_heaviest, len(order) - 1, lambda page: press.fits(page, self.briefing))
        return replace(page, paper=press.paper)

    def _parts(self, quotas: Quotas) -> Parts:
        briefing, longest = self.chosen_from, self.template.longest
        printed = Printed()
        title = title_line(briefing)
        printed.add(run.origin.place for run in title.runs if isinstance(run.origin, Verbatim))
        points = bottom_line(briefing, quotas.bottom_line, printed)
        sections = section_lines(briefing, quotas.sections, printed)
        headed = any(line.kind is LineKind.SECTION for line in sections)
        if not headed:
            points, sections = led(points, sections, quotas.bottom_line)
        quotations = quotation_lines(briefing, Room(quotas.quotations, quotas.quoted_words, longest), printed)
        actors = actor_lines(briefing, quotas.actors)
        numbers = number_lines(briefing, Room(quotas.numbers, quotas.number_words, longest), printed)
        events = event_lines(briefing, printed) if self.form.timeline else []
        parts = Parts(
            tuple(points),
            tuple(sections),
            tuple(events),
            tuple(actors),
            tuple(quotations),
            tuple(numbers),
            headed,
        )
        return shorter(parts, longest) if longest else parts

    def _page(self, parts: Parts, chosen: tuple[str, ...] | None = None) -> Page:
        """The page that the template makes of parts; `chosen` are the ids of those that were to be on it."""
        briefing = self.briefing
        lines = tuple(self._arranged(_dated(parts, briefing)))
        bare = Page(tuple(line for line in lines if line.kind not in _ABOUT))
        within = found_within(briefing, bare)
        left_out = _left_out(briefing, replace(bare, within=within).items, chosen or parts.items)
        page = replace(bare, left_out=left_out, within=within)
        about = {
            LineKind.FACTS: facts_line(briefing, page),
            LineKind.CHECKED: checked_line(briefing, page),
        }
        return replace(page, lines=tuple(about.get(line.kind, line) for line in lines))

    def _arranged(self, parts: Parts) -> list[Line]:
        """The lines of the page; those of facts and checks are empty yet."""
        ledger = Ledger()
        offered: dict[str, object] = {
            "title": ledger.item(title_line(self.briefing)),
            "facts": ledger.item(Line(LineKind.FACTS, ())),
            "checked": ledger.item(Line(LineKind.CHECKED, ())),
            "headed": parts.headed,
            "points": [ledger.item(line) for line in stated(parts, self.rank)],
            "paper": self.form.press.paper.value if self.form.press else None,
        }
        for name, part in _OFFERED.items():
            offered[name] = [ledger.item(line) for line in parts.lines(part)]
        lines = arrange(self.template, offered, ledger)
        if sum(line.kind is LineKind.CHECKED for line in lines) != 1:
            raise TemplateFault(
                f"{self.template.name}: {{{{ checked }}}}, which says what was checked and left out, must "
                "stand in it once, alone on its line"
            )
        return lines


_ABOUT = frozenset({LineKind.FACTS, LineKind.CHECKED})
_OFFERED = {
    "bottom_line": "points",
    "sections": "sections",
    "timeline": "events",
    "actors": "actors",
    "quotations": "quotations",
    "numbers": "numbers",
}
"""What a template calls the parts."""


def _dated(parts: Parts, briefing: Briefing) -> Parts:
    """The parts with the days that the article's date resolves, each marked where it stands first."""
    lines = iter(tuple(dated((*parts.points, *parts.sections, *parts.numbers), briefing)))
    points, sections, numbers = (
        tuple(islice(lines, len(own))) for own in (parts.points, parts.sections, parts.numbers)
    )
    return replace(parts, points=points, sections=sections, numbers=numbers)


def _fullest(page_of: Callable[[int], Page], most: int, fits: Callable[[Page], bool]) -> Page:
    """The page of as many items as fit, at most `most`, found by halving. Raises DoesNotFit."""
    page = page_of(0)
    if not fits(page):
        raise DoesNotFit(
            "the title, the facts and the last line alone are more than a page; give a shorter --title, or"
            " fewer sources"
        )
    low, high = 0, most + 1
    while high - low > 1:
        middle = (low + high) // 2
        tried = page_of(middle)
        if fits(tried):
            low, page = middle, tried
        else:
            high = middle
    return page


def _left_out(briefing: Briefing, items: frozenset[str], chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Findings that found no room: quotations with a speaker, then numbers, then actors; before them the
    sentences that were chosen and had to leave."""
    findings, wanted = briefing.findings, frozenset(chosen)
    ids = [
        *(claim.id for claim in briefing.claims if claim.id in wanted),
        *(q.id for q in findings.quotations if q.speaker),
        *(n.id for n in findings.quantities),
        *(a.id for a in findings.actors),
    ]
    return tuple(id for id in ids if id not in items)
