"""verify(): what the locks say of any text against its sources. It loads no model.

Positions of items count in the text as it was given, so that `text[start:end]` are the words meant.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.checking import CheckedItem, ItemKind, SourceIndex, check_text
from briefing.domain.article import Article, SegmentedArticle
from briefing.domain.claims import Match, Verdict
from briefing.domain.findings import Findings
from briefing.domain.spans import ArticleId, Place, Span
from briefing.errors import ConfigError
from briefing.extracting import find_all
from briefing.extracting.merging import merge
from briefing.segmenting import segment
from briefing.verifiable import Verifiable, verifiable


@dataclass(frozen=True, slots=True)
class Found:
    """Characters `start:end` of a source ("S1", "S2" … in the order they were named)."""

    source: str
    start: int
    end: int
    match: Match


@dataclass(frozen=True, slots=True)
class Item:
    """What the locks say of the characters `start:end` of the text; `line`: the source's sentence that
    bears on it."""

    start: int
    end: int
    text: str
    kind: ItemKind
    verdict: Verdict
    expected: str | None
    reason: str
    evidence: tuple[Found, ...]
    line: str | None


@dataclass(frozen=True, slots=True)
class Verification:
    """All items in the order of the text. `text` is what was checked, `sources` the names of S1, S2 …"""

    text: str
    sources: tuple[str, ...]
    items: tuple[Item, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many items have each verdict."""
        counted = Counter(item.verdict for item in self.items)
        return {verdict.value: counted[verdict] for verdict in Verdict}

    @property
    def holds(self) -> bool:
        """Whether no item is contradicted or not found."""
        return not any(item.verdict in {Verdict.CONTRADICTED, Verdict.NOT_FOUND} for item in self.items)


def verify_text(text: str, sources: Sequence[Article], name: str = "text") -> Verification:
    """Check a text, Markdown or a saved JSON, against articles.

    A saved briefing brings its own articles, which are used where `sources` is empty.
    Raises LoadError where the text has no words, ConfigError where there is nothing to hold it against.
    """
    given = verifiable(text, name)
    articles = _numbered(sources or given.articles)
    if not articles:
        raise ConfigError(f"{name}: nothing to hold it against; name its sources with --source")
    index = source_index(articles)
    checked = segment(given.article)
    items = check_text(checked, find_all(checked), index)
    drawn = (_item(item, given, index) for item in items)
    kept = tuple(sorted(drawn, key=lambda item: (item.start, item.end, item.kind)))
    return Verification(given.text, tuple(a.source.locator for a in articles), kept)


def source_index(articles: Sequence[Article]) -> SourceIndex:
    """The sources as the locks read them, with what code finds in them."""
    segmented: list[SegmentedArticle] = []
    for article in articles:
        segmented.append(segment(article, sum(len(s.sentences) for s in segmented) + 1))
    found: list[Findings] = [find_all(each) for each in segmented]
    return SourceIndex.of(segmented, merge(found, segmented))


def _numbered(articles: Sequence[Article]) -> list[Article]:
    return [replace(article, id=ArticleId(f"S{number}")) for number, article in enumerate(articles, 1)]


def _item(item: CheckedItem, given: Verifiable, index: SourceIndex) -> Item:
    span = given.traced.back(item.part) or Span(0, len(given.text))
    evidence, line = (), None
    if item.evidence is not None:
        place = item.evidence.place
        evidence = (Found(place.article, place.span.start, place.span.end, item.evidence.match),)
        line = _line(place, index)
    return Item(
        span.start,
        span.end,
        span.of(given.text),
        item.kind,
        item.verdict,
        item.expected,
        item.reason,
        evidence,
        line,
    )


def _line(place: Place, index: SourceIndex) -> str | None:
    source = index.at(place)
    return " ".join(source.place.span.of(source.source.text).split()) if source else None
