"""The job of `briefing make`: sources in, pages out, one failure never losing the others.

One rule: what is written is written whole. A file appears under its name only when it is complete.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from urllib.parse import urlsplit

from briefing.domain.article import Article
from briefing.domain.briefing import Briefing, Page
from briefing.domain.claims import Verdict
from briefing.domain.formats import Format
from briefing.domain.spans import ArticleId
from briefing.domain.words import word_count
from briefing.errors import BriefingError
from briefing.loading import LoadOptions, load
from briefing.opening import Opened
from briefing.pipeline import brief
from briefing.rendering import Look, render
from briefing.rendering.compose import compose
from briefing.rendering.form import PLAIN, Form


@dataclass(frozen=True, slots=True)
class Layout:
    """How pages look: `words` a page, the format, whether the numbered source stands under the
    page, template and paper, and what `render` asks for."""

    format: Format
    words: int
    with_source: bool = False
    form: Form = PLAIN
    look: Look = field(default_factory=Look)


@dataclass(frozen=True, slots=True)
class Made:
    """A page as it is written, with its words and those of its sources. `sound`: all of it is supported."""

    written: str | bytes
    sound: bool
    words: int
    read: int


@dataclass(frozen=True, slots=True)
class Failed:
    """A source that gave no page, and why."""

    locator: str
    error: BriefingError


Result = tuple[int, Made | Failed]
"""The number of a source, from 0, and what became of it."""


@dataclass(slots=True)
class Timings:
    """Seconds by stage, summed over the sources; for --stats, never for a page."""

    sources: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    stage: str | None = None
    since: float = 0.0

    def begin(self, stage: str | None) -> None:
        """End the running stage and begin another; None begins none."""
        now = time.perf_counter()
        if self.stage is not None:
            self.seconds[self.stage] = self.seconds.get(self.stage, 0.0) + now - self.since
        self.stage, self.since = stage, now


@dataclass(frozen=True, slots=True)
class Maker:
    """Everything that stays the same from source to source."""

    opened: Opened
    loading: LoadOptions
    layout: Layout
    timings: Timings

    def each(self, locators: Sequence[str], on_source: Callable[[int], None]) -> Iterator[Result]:
        """One page, or one failure, a source, with its number; `on_source` hears what is begun."""
        for number, locator in enumerate(locators):
            on_source(number)
            try:
                self.timings.begin("loading")
                yield number, self._made([load(locator, self.loading)])
            except BriefingError as error:
                yield number, Failed(locator, error)
        self.timings.begin(None)

    def together(self, locators: Sequence[str], on_source: Callable[[int], None]) -> Iterator[Result]:
        """One page of all sources that can be read, after the failures of those that cannot."""
        articles: list[Article] = []
        first = 0
        for number, locator in enumerate(locators):
            on_source(number)
            try:
                self.timings.begin("loading")
                articles.append(load(locator, self.loading, ArticleId(f"A{len(articles) + 1}")))
                first = number if len(articles) == 1 else first
            except BriefingError as error:
                yield number, Failed(locator, error)
        if articles:
            yield first, self._made(articles)
        self.timings.begin(None)

    def _made(self, articles: Sequence[Article]) -> Made:
        self.timings.sources += len(articles)
        made = brief(articles, self.opened.models, self.opened.record, self.timings.begin)
        self.timings.begin("composing")
        page = compose(made, self.layout.words, self.layout.with_source, self.layout.form)
        self.timings.begin("rendering")
        written = render(made, page, self.layout.format, self.layout.look)
        read = sum(word_count(article.text) for article in articles)
        return Made(written, is_sound(made, page), page.words, read)


def is_sound(briefing: Briefing, page: Page) -> bool:
    """Whether everything on the page is supported by its source: what --strict asks for."""
    return all(check.verdict is Verdict.SUPPORTED for check in briefing.checks if check.claim in page.items)


def file_names(locators: Sequence[str], format: Format) -> list[str]:
    """The file for each source: its stem and the format's extension, numbered from the second of
    a name on, whatever the case of its letters."""
    taken: set[str] = set()
    names = []
    for locator in locators:
        stem = stem_of(locator)
        name, number = f"{stem}.{format.value}", 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}.{format.value}"
        taken.add(name.casefold())
        names.append(name)
    return names


def stem_of(locator: str) -> str:
    """What a source is called in a folder of pages: a file's stem, a URL's last path part."""
    if locator == "-":
        return "stdin"
    if "://" in locator:
        parts = urlsplit(locator)
        return PurePath(parts.path).stem or parts.hostname or "page"
    return PurePath(locator).stem or "page"
