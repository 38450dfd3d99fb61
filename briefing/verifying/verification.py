"""verify(): what the locks say of any text against its sources. Without `deep` it loads no model.

Positions of items count in the text as it was given, so that `text[start:end]` are the words meant.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.backends.ports import Supporter
from briefing.checking import CheckedItem, ItemKind, SourceIndex, check_text
from briefing.checking.support import judge
from briefing.domain.article import Article, SegmentedArticle
from briefing.domain.claims import Match, Verdict
from briefing.domain.findings import Findings
from briefing.domain.spans import ArticleId, Place, Span
from briefing.errors import ConfigError
from briefing.extracting import find_all
from briefing.extracting.merging import merge
from briefing.segmenting import segment
from briefing.verifying.verifiable import Verifiable, verifiable


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


@dataclass(frozen=True, slots=True)
class Deep:
    """The models that `--deep` adds: `find` finds with a reader what `find_all` does, the supporter judges
    sentences that no lock can."""

    find: Callable[[SegmentedArticle], Findings]
    supporter: Supporter


@dataclass(frozen=True, slots=True, eq=False)
class _Sources:
    """What a text is held against; `names`: "S1" and so on for each article."""

    index: SourceIndex
    names: Mapping[ArticleId, str]
    locators: tuple[str, ...]


def verify_text(
    text: str, sources: Sequence[Article] = (), name: str = "text", deep: Deep | None = None
) -> Verification:
    """Check a text, Markdown or a saved JSON, against articles.

    A saved briefing brings its own articles and findings, which are used where `sources` is empty.
    Raises LoadError where the text has no words or is a damaged briefing, ConfigError where there is
    nothing to hold it against.
    """
    given = verifiable(text, name)
    held = _sources(given, sources, name, deep)
    checked = segment(given.article)
    items = check_text(checked, find_all(checked), held.index)
    if deep is not None:
        items = judge(items, checked.text, held.index, deep.supporter)
    drawn = sorted((_item(item, given, held) for item in items), key=lambda i: (i.start, i.end, i.kind))
    return Verification(given.text, held.locators, tuple(drawn))


def _sources(given: Verifiable, sources: Sequence[Article], name: str, deep: Deep | None) -> _Sources:
    """The sources with what code, or the reader, finds in them, or with what a saved briefing says was."""
    if sources:
        articles = [replace(article, id=ArticleId(f"S{number}")) for number, article in enumerate(sources, 1)]
        return _named(_read(articles, deep), articles)
    if given.briefing is None:
        raise ConfigError(f"{name}: nothing to hold it against; name its sources with --source")
    saved = given.briefing
    return _named(SourceIndex.of(saved.articles, saved.findings), [each.article for each in saved.articles])


def _named(index: SourceIndex, articles: Sequence[Article]) -> _Sources:
    names = {article.id: f"S{number}" for number, article in enumerate(articles, 1)}
    return _Sources(index, names, tuple(article.source.locator for article in articles))


def _read(articles: Sequence[Article], deep: Deep | None) -> SourceIndex:
    segmented: list[SegmentedArticle] = []
    for article in articles:
        segmented.append(segment(article, sum(len(s.sentences) for s in segmented) + 1))
    found = [deep.find(each) if deep else find_all(each) for each in segmented]
    return SourceIndex.of(segmented, merge(found, segmented))


def _item(item: CheckedItem, given: Verifiable, held: _Sources) -> Item:
    span = given.traced.back(item.part) or Span(0, len(given.text))
    evidence: tuple[Found, ...] = ()
    line = None
    if item.evidence is not None:
        place = item.evidence.place
        name = held.names[place.article]
        evidence = (Found(name, place.span.start, place.span.end, item.evidence.match),)
        line = _line(place, held.index)
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
