"""Little articles for tests: plain text through the loader and the code stages, with the fake reader."""

from fakes import FakeReader

from briefing.domain.article import SegmentedArticle
from briefing.domain.briefing import Briefing, Line, LineKind, Page, RunRecord
from briefing.domain.findings import Findings
from briefing.domain.spans import Place, Span
from briefing.loading import load_bytes
from briefing.pipeline import Models, brief, extract
from briefing.segmenting import segment
from briefing.summarising.units import Unit, find_units


def segmented(text: str, id: str = "A1") -> SegmentedArticle:
    """A plain text as the pipeline sees it."""
    return segment(load_bytes(text.encode(), "story.txt", "txt", id=id))


def found(text: str) -> tuple[SegmentedArticle, Findings]:
    """The same, with everything that code finds in it."""
    article = segmented(text)
    return article, extract(article)


def units_of(text: str) -> tuple[Unit, ...]:
    """The printable units of a plain text."""
    return find_units(*found(text))


def briefed(*texts: str, kind: str = "txt") -> Briefing:
    """One briefing of texts put together, plain ones or of that extension."""
    articles = [load_bytes(t.encode(), f"{n}.{kind}", kind, id=f"A{n}") for n, t in enumerate(texts, 1)]
    return brief(articles, Models(FakeReader()), RunRecord(version="0"))


def place_of(words: str, made: Briefing) -> Place:
    """Where words first stand in the first article."""
    start = made.articles[0].text.index(words)
    return Place(made.articles[0].article.id, Span(start, start + len(words)))


def lines(page: Page, kind: LineKind) -> list[Line]:
    """The lines of one kind, in order."""
    return [line for line in page.lines if line.kind is kind]


def speakers_of(text: str) -> list[str | None]:
    """Whom each quotation of a plain text is given to, by the actor's name."""
    article, findings = found(text)
    names = {actor.id: actor.name.span.of(article.text) for actor in findings.actors}
    quotations = sorted(findings.quotations, key=lambda q: q.contents[0])
    return [names[q.actor] if q.actor else None for q in quotations]
