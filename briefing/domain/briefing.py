"""The briefing: every finding and every checked claim; and the page, its runs and their origins.

All renderers read only `Page` (JSON reads the `Briefing`). `untraced` is the law of the product:
a page holds no run whose words are not those of its origin.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from briefing.domain.article import SectionId, SegmentedArticle
from briefing.domain.claims import Check, Claim, Verdict
from briefing.domain.findings import Findings, Moment, Quantity, QuantityId
from briefing.domain.formats import Paper
from briefing.domain.spans import ArticleId, Place, Span
from briefing.domain.words import word_count


@dataclass(frozen=True, slots=True)
class RunRecord:
    """What made the briefing. No clock and no timings: the same input gives the same bytes.

    `model_revision`: the commit of its repository. `languages`: those the reader was made for, as
    ISO 639-1; empty: any, or nobody says.
    """

    version: str
    model: str | None = None
    model_sha256: str | None = None
    model_revision: str | None = None
    prompts: Mapping[str, str] = field(default_factory=dict)
    device: str = "cpu"
    seed: int = 0
    packages: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Briefing:
    """Everything known of one article, or of several put together.

    `claims` without a section are the summary, heaviest first; those of a section follow in the
    order of the sections. `checks` stand in the order of `claims`. `omitted` counts written claims
    that were dropped because nothing in the source says them.
    """

    articles: tuple[SegmentedArticle, ...]
    findings: Findings
    claims: tuple[Claim, ...]
    checks: tuple[Check, ...]
    record: RunRecord
    omitted: int = 0

    def __post_init__(self) -> None:
        if [claim.id for claim in self.claims] != [check.claim for check in self.checks]:
            raise ValueError("a briefing needs one check per claim, in the same order")

    @property
    def title(self) -> str:
        """The first article's title, or its locator where it has none."""
        article = self.articles[0].article
        return article.title or article.source.locator

    def article(self, id: ArticleId) -> SegmentedArticle:
        """The article of that id. Raises KeyError."""
        for segmented in self.articles:
            if segmented.article.id == id:
                return segmented
        raise KeyError(id)

    def text(self, place: Place) -> str:
        """The characters at a place."""
        return place.span.of(self.article(place.article).text)

    def checked(self, section: SectionId | None) -> Iterator[tuple[Claim, Check]]:
        """The claims of one section, or of the whole (None), each with its check."""
        for claim, check in zip(self.claims, self.checks, strict=True):
            if claim.section == section:
                yield claim, check


@dataclass(frozen=True, slots=True)
class Fixed:
    """Words of the template. `target` is where a reference mark ("s12") points."""

    target: Place | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What the source's metadata or the user says of an article: `field` is an attribute of
    `Article` (title, published, outlet, author) or of its `Source` (locator)."""

    article: ArticleId
    field: str


@dataclass(frozen=True, slots=True)
class Verbatim:
    """The article's own words."""

    place: Place


@dataclass(frozen=True, slots=True)
class Stated:
    """Words of a checked claim that are a model's; `part` counts in `Claim.text`."""

    claim: str
    part: Span


@dataclass(frozen=True, slots=True)
class Resolved:
    """The day of a quantity that the article's date resolves: "Monday [19 Dec 2022]"."""

    quantity: QuantityId


Origin = Fixed | Given | Verbatim | Stated | Resolved


class RunStyle(StrEnum):
    """What a run is for, so that a format may set it apart."""

    PLAIN = "plain"
    NAME = "name"
    ROLE = "role"
    QUOTED = "quoted"
    FIGURE = "figure"
    REFERENCE = "reference"
    NOTE = "note"
    WARNING = "warning"


class LineKind(StrEnum):
    """What a line of the page is."""

    TITLE = "title"
    FACTS = "facts"
    HEADING = "heading"
    POINT = "point"
    SECTION = "section"
    ACTOR = "actor"
    ALSO = "also"
    QUOTATION = "quotation"
    NUMBER = "number"
    EVENT = "event"
    BULLET = "bullet"
    PARAGRAPH = "paragraph"
    CHECKED = "checked"
    NOTE = "note"
    SOURCE = "source"


_UNCOUNTED = frozenset({LineKind.SOURCE, LineKind.EVENT})


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the page with one origin."""

    text: str
    origin: Origin
    style: RunStyle = RunStyle.PLAIN


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page. `label` is its left column, empty where it has none; `items` are the
    ids of the claims, actors, quotations and quantities it prints. Runs hold their own spaces.
    `at`: when an EVENT was, 0 for the first of the page and 1 for the last."""

    kind: LineKind
    runs: tuple[Run, ...]
    label: tuple[Run, ...] = ()
    items: tuple[str, ...] = ()
    at: float | None = None

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Page:
    """The one page before any format. `left_out` are the ids that found no room, heaviest first;
    `within` those of findings that have no line but whose words stand in one. `paper`: what it was
    measured for and fits on, None where nobody measured."""

    lines: tuple[Line, ...]
    left_out: tuple[str, ...] = ()
    within: frozenset[str] = frozenset()
    paper: Paper | None = None

    @property
    def words(self) -> int:
        """Words on the page, without the numbered source that may stand under it and without a
        timeline, which some formats draw and others lack."""
        return sum(
            word_count("".join(run.text for run in (*line.label, *line.runs)))
            for line in self.lines
            if line.kind not in _UNCOUNTED
        )

    @property
    def items(self) -> frozenset[str]:
        """The ids of everything printed, by itself or within something else."""
        return self.within | {id for line in self.lines for id in line.items}

    @property
    def runs(self) -> Iterator[Run]:
        for line in self.lines:
            yield from line.label
            yield from line.runs


def untraced(page: Page, briefing: Briefing) -> tuple[Run, ...]:
    """The runs whose words are not those of their origin; empty on every page that is written.

    A Verbatim run must be the article's characters, white space aside. A Stated run must be the
    claim's words, and every name, figure and quoted word in it must be covered by evidence of that
    claim, unless the claim is flagged (its verdict is not SUPPORTED). A Resolved run must be the day of
    its quantity.
    """
    return tuple(run for run in page.runs if not _is_traced(run, briefing))


def _is_traced(run: Run, briefing: Briefing) -> bool:
    match run.origin:
        case Fixed():
            return True
        case Given(article, name):
            owner = briefing.article(article).article
            known = getattr(owner, name, None) or getattr(owner.source, name, None)
            return known is not None and run.text == known
        case Verbatim(place):
            return run.text.split() == briefing.text(place).split()
        case Stated(claim, part):
            return _is_stated(run.text, claim, part, briefing)
        case Resolved(id):
            found = (q for q in briefing.findings.quantities if q.id == id)
            return any(run.text == day_mark(quantity) for quantity in found)


def day_mark(quantity: Quantity) -> str | None:
    """A resolved day as the page writes it, "[19 Dec 2022]"; None where a quantity is no such day."""
    value = quantity.value
    if not (quantity.resolved and isinstance(value, Moment) and value.low == value.high):
        return None
    day = _ISO_DAY.fullmatch(value.low)
    return f"[{int(day[3])} {_MONTHS[int(day[2]) - 1]} {day[1]}]" if day else None


_ISO_DAY = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-(\d\d)")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def _is_stated(text: str, claim_id: str, part: Span, briefing: Briefing) -> bool:
    for claim, check in zip(briefing.claims, briefing.checks, strict=True):
        if claim.id != claim_id:
            continue
        if part.of(claim.text) != text:
            return False
        covered = {i for e in check.evidence for i in range(e.part.start, e.part.end)}
        return check.verdict is not Verdict.SUPPORTED or all(
            covered.issuperset(range(span.start, span.end)) for span in _accountable(claim.text, part)
        )
    return False


_NAME_OR_FIGURE = re.compile(r"\w*\d[\w.,]*\w|\d|(?<!^)(?<![.!?]\s)\b[A-Z][\w'’-]*")
_QUOTED = re.compile('["“„«]([^"“”„«»]+)["”“»]')


def _accountable(text: str, part: Span) -> Iterator[Span]:
    """The words of `text` within `part` that may not rest on a model's word alone."""
    for pattern, group in ((_NAME_OR_FIGURE, 0), (_QUOTED, 1)):
        for match in pattern.finditer(text, part.start, part.end):
            yield Span(match.start(group), match.end(group))
