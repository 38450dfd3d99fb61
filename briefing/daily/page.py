"""The page of the day: stories in order of weight, each with what is new, changed, in dispute or withdrawn.

One rule: the words are the articles' and the template's, as on every page; what stood before is shown from
the article of that day, which is among the sources.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefing.domain.briefing import Briefing, Given, Line, LineKind, Page, Run, RunStyle, untraced
from briefing.domain.claims import Check, Claim
from briefing.domain.spans import ArticleId, Place
from briefing.errors import UntracedPage
from briefing.rendering.facts import checked_line
from briefing.rendering.form import Form
from briefing.rendering.runs import claim_runs, fixed, reference, title_run, verbatim
from briefing.rendering.within import found_within
from briefing.stories import Change, ChangeKind, Fact, change_of, conflicts, said
from briefing.stories.changes import Said

_MOST_FACTS = 3
"""Lines of figures of one story."""
_MOST_CLAIMS = 3
_ALSO = 8
_NOTES = {ChangeKind.NEW: "new", ChangeKind.CHANGED: "changed", ChangeKind.REPEATED: "as on DAY"}

Checked = tuple[Claim, Check]


@dataclass(frozen=True, slots=True)
class Told:
    """A story in a briefing: its articles of today, the first the one to quote; copies of them, each with the
    article it copies; `before` those of the day before; `changes` of its figures."""

    articles: tuple[ArticleId, ...]
    copies: tuple[tuple[ArticleId, ArticleId], ...]
    before: tuple[ArticleId, ...]
    facts: tuple[Fact, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """What the page says of itself: title and day, the day that it is compared with, articles and stories of
    which only some are on it, and `notes` on what could not be read."""

    title: str
    day: str
    before: str | None
    articles: int
    stories: int
    notes: tuple[str, ...] = ()
    also: tuple[ArticleId, ...] = ()


def compose_day(
    briefing: Briefing, stories: Sequence[Told], day: Day, words: int, form: Form | None = None
) -> Page:
    """The fullest page within `words` words, and on the paper of the form where it has one: first each story
    loses its later sentences, then the least stories go.

    Raises UntracedPage where a run does not lead back to a source.
    """
    press = form.press if form else None
    for counts in _sizes(len(stories)):
        chosen = _page(briefing, stories, counts, day)
        if chosen.words <= words and (press is None or press.fits(chosen, briefing)):
            break
    lost = untraced(chosen, briefing)
    if lost:
        raise UntracedPage(f"{len(lost)} runs lead to no source, first {lost[0].text!r}; please report this")
    return replace(chosen, paper=press.paper) if press else chosen


def _sizes(stories: int) -> Iterator[tuple[int, ...]]:
    """How many sentences of each story that is on the page, from the fullest page to the one without any."""
    counts = [_MOST_CLAIMS] * stories
    yield tuple(counts)
    for fewer in range(_MOST_CLAIMS - 1, 0, -1):
        for at in range(stories - 1, -1, -1):
            counts[at] = fewer
            yield tuple(counts)
    for count in range(stories - 1, -1, -1):
        yield tuple(counts[:count])


def _page(briefing: Briefing, stories: Sequence[Told], counts: Sequence[int], day: Day) -> Page:
    """The page of as many stories as there are counts, with so many sentences each; the others are named."""
    lines = [Line(LineKind.TITLE, (fixed(f"{day.title} · {day.day}"),)), Line(LineKind.FACTS, ())]
    for story, count in zip(stories, counts, strict=False):
        lines += _story_lines(briefing, story, count, day)
    also = [*(story.articles[0] for story in stories[len(counts) :]), *day.also][:_ALSO]
    if also:
        lines.append(Line(LineKind.HEADING, (fixed("Also"),)))
        lines += [_also_line(briefing, id) for id in also]
    lines += [Line(LineKind.NOTE, (fixed(note),)) for note in day.notes]
    page = Page(tuple(lines))
    page = replace(page, within=found_within(briefing, page))
    items = len(page.items)
    told = (
        f"{day.articles:,} articles · {day.stories:,} stories, {len(counts)} on this page · "
        f"{f'compared with {day.before}' if day.before else 'nothing to compare with'} · {items} items"
    )
    facts = Line(LineKind.FACTS, (fixed(told),))
    return replace(page, lines=(page.lines[0], facts, *page.lines[2:], checked_line(briefing, page)))


def _story_lines(briefing: Briefing, story: Told, each: int, day: Day) -> Iterator[Line]:
    lead = briefing.article(story.articles[0]).article
    yield Line(LineKind.HEADING, (title_run(briefing, lead),))
    old = [each for id in story.before for each in _sentences(briefing, id)]
    for claim, check in _claims(briefing, story, each, old):
        note = f" [{_NOTES[change_of(claim.text, old)]}]" if day.before is not None else ""
        note = note.replace("DAY", day.before or "")
        runs = (*claim_runs(claim, check, briefing), *([fixed(note, RunStyle.NOTE)] if note else ()))
        yield Line(LineKind.POINT, runs, items=(claim.id,))
    yield from _figures(briefing, story, day)
    yield Line(LineKind.NOTE, tuple(_sources(briefing, story)))


def _claims(briefing: Briefing, story: Told, most: int, old: Sequence[Said]) -> list[Checked]:
    """The heaviest claims of a story, none twice: what is new first, and the summary's before those of
    sections."""
    held = set(story.articles)
    own = [
        (claim, check)
        for claim, check in zip(briefing.claims, briefing.checks, strict=True)
        if check.evidence and all(e.place.article in held for e in check.evidence)
    ]
    own.sort(
        key=lambda pair: (
            change_of(pair[0].text, old) is ChangeKind.REPEATED,
            pair[0].section is not None,
            _rank(pair, story),
        )
    )
    chosen: list[Checked] = []
    for pair in own:
        if len(chosen) < most and _adds(pair[0], chosen):
            chosen.append(pair)
    return chosen


def _adds(claim: Claim, chosen: Sequence[Checked]) -> bool:
    """Whether a claim says what none of the chosen says."""
    return change_of(claim.text, (said(other.text) for other, _ in chosen)) is ChangeKind.NEW


def _rank(pair: Checked, story: Told) -> tuple[int, int]:
    """Summary claims keep their order; of sections those of the first article's beginning come first."""
    if pair[0].section is None:
        return 0, 0
    place = min(evidence.place for evidence in pair[1].evidence)
    return story.articles.index(place.article), place.span.start


def _sentences(briefing: Briefing, id: ArticleId) -> Iterator[Said]:
    article = briefing.article(id)
    for sentence in article.sentences:
        yield said(sentence.span.of(article.text))


def _figures(briefing: Briefing, story: Told, day: Day) -> Iterator[Line]:
    """What changed, what outlets tell otherwise, and what was taken back."""
    lines: list[Line] = []
    seen: set[Place] = set()
    for one, other in conflicts(story.facts):
        if {one.quantity.place, other.quantity.place} & seen:
            continue
        seen |= {one.quantity.place, other.quantity.place}
        runs = [*_figure(briefing, one), fixed(" / "), *_figure(briefing, other)]
        lines.append(_figure_line("Differs", runs, (one, other)))
    for change in story.changes:
        if change.kind is ChangeKind.CHANGED and change.today and change.before:
            if change.today.quantity.place in seen or _is_told(change, lines):
                continue
            seen.add(change.today.quantity.place)
            runs = [
                *_figure(briefing, change.before, day.before),
                fixed(" → "),
                *_figure(briefing, change.today),
            ]
            lines.append(_figure_line("Changed", runs, (change.today,)))
        elif change.kind is ChangeKind.WITHDRAWN and change.before:
            runs = [*_figure(briefing, change.before, day.before), fixed(" is no longer said")]
            lines.append(_figure_line("Withdrawn", runs, ()))
    yield from lines[:_MOST_FACTS]


def _is_told(change: Change, lines: Sequence[Line]) -> bool:
    id = change.today.quantity.id if change.today else None
    return any(id in line.items for line in lines)


def _figure_line(label: str, runs: Sequence[Run], facts: Sequence[Fact]) -> Line:
    ids = tuple(str(fact.quantity.id) for fact in facts)
    return Line(LineKind.NUMBER, tuple(runs), (fixed(label),), ids)


def _figure(briefing: Briefing, fact: Fact, day: str | None = None) -> Iterator[Run]:
    """A figure with the thing counted, who gives it and, of another day, when."""
    quantity = fact.quantity
    yield verbatim(briefing, quantity.place, RunStyle.FIGURE)
    if quantity.of is not None and not _within(quantity.of, quantity.place):
        yield fixed(" ")
        yield verbatim(briefing, quantity.of)
    yield fixed(" (")
    yield from _outlet(briefing, fact.article)
    yield fixed(f", {day}" if day else "")
    yield from reference(briefing, quantity.place)
    yield fixed(")")


def _within(inner: Place, outer: Place) -> bool:
    return inner.article == outer.article and outer.span.contains(inner.span)


def _outlet(briefing: Briefing, id: ArticleId) -> Iterator[Run]:
    """Who published an article, else where it is from."""
    article = briefing.article(id).article
    if article.outlet:
        yield Run(article.outlet, Given(id, "outlet"))
    else:
        yield Run(article.source.locator, Given(id, "locator"))


def _sources(briefing: Briefing, story: Told) -> Iterator[Run]:
    """Who tells the story, and who reprints whom."""
    copies = {copy for copy, _ in story.copies}
    for number, id in enumerate(id for id in story.articles if id not in copies):
        yield fixed(" · " if number else "")
        yield fixed(f"{id} ")
        yield from _outlet(briefing, id)
        published = briefing.article(id).article.published
        if published:
            yield fixed(" ")
            yield Run(published, Given(id, "published"))
    for copy, origin in story.copies:
        yield fixed(f" · {copy} ")
        yield from _outlet(briefing, copy)
        yield fixed(f" reprints {origin}")


def _also_line(briefing: Briefing, id: ArticleId) -> Line:
    article = briefing.article(id).article
    return Line(LineKind.POINT, (title_run(briefing, article), fixed(" — "), *_outlet(briefing, id)))
