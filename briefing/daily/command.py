"""The job of `briefing daily`: a desk file in, the page of the day out and kept.

One rule: a bad source is a note and never the end; what is finished is in the archive, whatever happens next.
"""

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from briefing.daily.desk import Desk, example, load_desk, problems, seconds_of
from briefing.daily.gathering import Entry, Fetcher, Gathered, gather, read_entry
from briefing.daily.page import Day, Told, compose_day
from briefing.domain.article import Article
from briefing.domain.briefing import Briefing
from briefing.domain.formats import Format
from briefing.domain.spans import ArticleId, fold
from briefing.errors import BriefingError, ConfigError, LoadError, StoreError
from briefing.loading import LoadOptions
from briefing.loading.fetched import Fetched
from briefing.opening import Opened, open_models
from briefing.options import DailyOptions
from briefing.outputs import check_place, write_output
from briefing.pipeline import Models, brief
from briefing.rendering import Look, format_of, open_form, render
from briefing.rendering.from_json import from_json
from briefing.rendering.to_json import to_json
from briefing.settings import load_settings
from briefing.store.archive import Archive, Page, open_archive
from briefing.stories import Story, compare, facts_of, group

Say = Callable[[str], None]
"""Takes a note or an error for stderr."""

SOME_FAILED = 5
_MOST_TOLD, _MOST_COPIES, _MOST_BEFORE = 4, 3, 3
"""Articles of one story that are read, copies that are named, articles of before beside them."""
_WATCHED = 3.0
"""What a watched name adds to the weight of a story: as much as three more outlets."""
_FOR_READING, _FOR_BRIEFING = 0.5, 0.7
"""Shares of the time there is, and of what is then left, that may be spent so."""


@dataclass(slots=True)
class _Log:
    """What a run says: lines for a person or JSON for a machine, on stderr."""

    say: Say
    as_json: bool = False
    quiet: bool = False
    started: float = field(default_factory=time.monotonic)

    def tell(self, event: str, message: str, **more: object) -> None:
        """Something that happened."""
        if self.as_json:
            seconds = round(time.monotonic() - self.started, 3)
            row = {"event": event, "message": message, "seconds": seconds, **more}
            self.say(json.dumps(row, ensure_ascii=False))
        elif not self.quiet or event == "failed":
            self.say(message)


def daily(options: DailyOptions, say: Say) -> tuple[str | bytes, int]:
    """What goes to standard output, and the exit code: 0, or 5 where some sources failed.

    Raises ConfigError for a desk file or settings that are wrong, LoadError where nothing could be read, and
    StoreError where the archive cannot be used or another run uses it.
    """
    if options.init is not None:
        return _initialised(options.init), 0
    if options.desk is None:
        raise ConfigError("name a desk file; briefing daily --init FILE writes one to begin with")
    desk = load_desk(options.desk)
    day = _day(options.date)
    log = _Log(say, options.json_log, options.quiet)
    until = _deadline(options, desk)
    if options.dry_run:
        return _told_only(desk, day), 0
    for path in _outputs(desk, day):
        check_place(path)
        format_of(path)
    with _alone(desk.store), open_archive(desk.store) as archive:
        return _Run(desk, day, until, archive, log).page()


def _initialised(path: Path) -> str:
    """Write an example; what to do next. Raises ConfigError where the file is there already."""
    check_place(path)
    if path.exists():
        raise ConfigError(f"{path} is there already; name another file")
    write_output(path, example())
    return f"{path} is written; name feeds or folders in it, then run: briefing daily {path}\n"


def _day(told: str | None) -> date:
    try:
        return date.fromisoformat(told) if told else date.today()
    except ValueError:
        raise ConfigError(f'--date: "{told}" is not a date; write it as YYYY-MM-DD') from None


def _deadline(options: DailyOptions, desk: Desk) -> float | None:
    """The moment of the monotonic clock by which the page must stand; the nearer of what is said."""
    now = time.monotonic()
    budget = seconds_of(options.budget) if options.budget else desk.budget
    ends = [] if budget is None else [now + budget]
    if options.by:
        try:
            wanted = datetime.strptime(options.by, "%H:%M").time()
        except ValueError:
            raise ConfigError(f'--by: "{options.by}" is no time; write it as 06:30') from None
        here = datetime.now()
        end = datetime.combine(here.date(), wanted)
        ends.append(now + (end - here).total_seconds() % 86_400)
    return min(ends, default=None)


def _told_only(desk: Desk, day: date) -> str:
    """What would be fetched and read."""
    fetcher = Fetcher(desk, lambda _: None, lambda *_: None)
    gathered = gather(desk, fetcher, day, only_told=True)
    missing = {**problems(desk), **gathered.failed}
    lines = [
        *(f"{'feed   ' if entry.feed else 'article'}  {entry.locator}" for entry in gathered.entries),
        *(f"missing  {place}: {reason}" for place, reason in missing.items()),
        *([f"page     {path}" for path in _outputs(desk, day)] or ["page     to standard output"]),
    ]
    return "\n".join([*lines, f"archive  {desk.store}"]) + "\n"


def _outputs(desk: Desk, day: date) -> list[Path]:
    return [Path(str(path).replace("{date}", day.isoformat())) for path in desk.outputs]


@contextmanager
def _alone(store: Path) -> Iterator[None]:
    """Nobody else runs this desk meanwhile; the lock goes with the process, however that ends."""
    try:
        store.parent.mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(store.with_name(f"{store.name}.lock"), timeout=0, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
    except (OSError, sqlite3.Error) as error:
        if "locked" in str(error):
            raise StoreError(f"{store}: another run is using it; wait until it has ended") from error
        raise StoreError(
            f"{store}: the store cannot be used: {error}; name another in the desk file"
        ) from error
    try:
        yield
    finally:
        lock.close()


@dataclass(slots=True)
class _Run:
    """One run of a desk."""

    desk: Desk
    day: date
    until: float | None
    archive: Archive
    log: _Log
    failed: dict[str, str] = field(default_factory=dict)
    unread: int = 0
    known: set[str] = field(default_factory=set)

    def page(self) -> tuple[str | bytes, int]:
        """The page, written and kept."""
        articles = self._articles()
        if not articles:
            first = next(iter(self.failed.values()), "its sources hold no article that is new enough")
            raise LoadError(f"{self.desk.name}: nothing could be read: {first}")
        settings = load_settings({"model": self.desk.model, "device": self.desk.device.value}, os.environ)
        opened = open_models(settings)
        before_day, kept = self._before()
        self.known = {article.source.sha256 for article in kept}
        here = {article.source.sha256 for article in articles}
        before = [article for article in kept if article.source.sha256 not in here]
        stories = self._ranked(group([*articles, *before]), articles)
        self.log.tell("grouped", f"{len(articles)} articles, {len(stories)} stories", stories=len(stories))
        chosen = self._fitting(stories, articles, before, opened)
        made, told, also = self._told(chosen, stories, articles, before, opened)
        day = Day(
            self.desk.title,
            self.day.isoformat(),
            before_day,
            len(articles),
            len(stories),
            tuple(self._notes()),
            also,
        )
        return self._written(made, told, day), SOME_FAILED if self.failed else 0

    def _articles(self) -> list[Article]:
        """Today's articles, each kept in the archive as soon as it is read; no text twice."""
        options = LoadOptions(language=self.desk.language, allow_private=self.desk.allow_private)
        fetcher = Fetcher(self.desk, self._known, self._keep)
        gathered = gather(self.desk, fetcher, self.day)
        self.failed |= gathered.failed
        for reason in gathered.failed.values():
            self.log.tell("failed", reason)
        self.log.tell(
            "gathered", f"{len(gathered.entries)} articles are named", entries=len(gathered.entries)
        )
        return list(self._read(gathered, fetcher, options))

    def _read(self, gathered: Gathered, fetcher: Fetcher, options: LoadOptions) -> Iterator[Article]:
        end = self._share_of_time(_FOR_READING)
        seen: set[str] = set()
        oldest = (self.day - timedelta(days=self.desk.days)).isoformat()
        for number, entry in enumerate(gathered.entries):
            if end is not None and time.monotonic() > end and seen:
                self.unread = len(gathered.entries) - number
                self.log.tell("late", f"{self.unread} articles are not read: there is no time")
                return
            article = self._one(entry, fetcher, options)
            if article is None or article.source.sha256 in seen:
                continue
            if article.published is not None and article.published < oldest:
                continue
            seen.add(article.source.sha256)
            self.archive.keep_article(article, self.day.isoformat())
            yield article

    def _one(self, entry: Entry, fetcher: Fetcher, options: LoadOptions) -> Article | None:
        try:
            return read_entry(entry, fetcher, options)
        except StoreError:
            raise
        except BriefingError as error:
            self.failed[entry.locator] = str(error)
            self.log.tell("failed", str(error), locator=entry.locator)
            return None

    def _known(self, url: str) -> Fetched | None:
        page = self.archive.fetched(url)
        if page is None:
            return None
        return Fetched(page.data, url, page.media_type, page.charset, page.etag, page.modified)

    def _keep(self, url: str, got: Fetched) -> None:
        page = Page(got.data, got.media_type, got.charset, got.etag, got.modified)
        self.archive.keep_fetched(url, page, self.day.isoformat())

    def _before(self) -> tuple[str | None, list[Article]]:
        """The day of the last page, and its articles; None where there is none, or none that can be read."""
        oldest = (self.day - timedelta(days=max(self.desk.days, 1))).isoformat()
        kept = self.archive.briefing_before(self.desk.name, self.day.isoformat(), oldest)
        if kept is None:
            return None, []
        try:
            return kept[0], [segmented.article for segmented in from_json(kept[1]).articles]
        except LoadError as error:
            self.log.tell("failed", f"the page of {kept[0]} cannot be read and is not compared with: {error}")
            return None, []

    def _ranked(self, stories: Sequence[Story], articles: Sequence[Article]) -> list[Story]:
        """The stories with articles of today, heaviest first; a watched name weighs as much as outlets."""
        own = [story for story in stories if any(number < len(articles) for number in story.articles)]
        watched = [fold(name) for name in self.desk.watch]

        def weight(story: Story) -> float:
            today = [articles[n] for n in story.originals if n < len(articles)]
            outlets = len({article.outlet or article.source.locator for article in today})
            texts = [fold(article.text) for article in today]
            named = sum(any(name in text for text in texts) for name in watched)
            return outlets + 0.25 * (len(story.articles) - outlets) + _WATCHED * named

        return sorted(own, key=lambda story: (-round(weight(story), 3), story.articles))

    def _share_of_time(self, share: float) -> float | None:
        """The moment at which that share of what is left of the time is over."""
        now = time.monotonic()
        return None if self.until is None else now + share * max(self.until - now, 0.0)

    def _fitting(
        self, stories: Sequence[Story], articles: Sequence[Article], before: Sequence[Article], opened: Opened
    ) -> list[Story]:
        """As many stories as the desk wants and the time allows, by how long the first article takes."""
        wanted = list(stories[: self.desk.stories])
        if self.until is None:
            return wanted
        started = time.monotonic()
        words = len(articles[stories[0].articles[0]].text) if stories[0].articles[0] < len(articles) else 1
        first = next(articles[n] for n in stories[0].articles if n < len(articles))
        brief([first], Models(opened.models.reader), opened.record)
        a_character = (time.monotonic() - started) / max(len(first.text), words, 1)
        room = (self._share_of_time(_FOR_BRIEFING) or 0.0) - time.monotonic()
        kept: list[Story] = []
        both = [*articles, *before]
        for story in wanted:
            room -= a_character * sum(len(both[n].text) for n in self._members(story, both, len(articles)))
            if kept and room < 0:
                self.log.tell("late", f"{len(wanted) - len(kept)} stories are left out: there is no time")
                break
            kept.append(story)
        return kept

    def _told(
        self,
        chosen: Sequence[Story],
        stories: Sequence[Story],
        articles: Sequence[Article],
        before: Sequence[Article],
        opened: Opened,
    ) -> tuple[Briefing, list[Told], tuple[ArticleId, ...]]:
        """The briefing of what is told, story by story, and the ids of what is only named."""
        both, today = [*articles, *before], len(articles)
        named = [next(n for n in s.articles if n < today) for s in stories if s not in chosen][:8]
        order = [n for story in chosen for n in self._members(story, both, today)] + named
        ids = {number: ArticleId(f"A{place}") for place, number in enumerate(dict.fromkeys(order), 1)}
        made = brief(
            [replace(both[number], id=id) for number, id in ids.items()], self._models(opened), opened.record
        )
        told = [self._one_told(story, ids, both, today, made) for story in chosen]
        return made, told, tuple(ids[number] for number in named)

    def _models(self, opened: Opened) -> Models:
        """The models; without the writer where less than half of the time is left."""
        if self.until is None or opened.models.writer is None:
            return opened.models
        whole = self.until - self.log.started
        if self.until - time.monotonic() >= whole / 2:
            return opened.models
        self.log.tell("late", "the model does not write: there is no time")
        return Models(opened.models.reader)

    def _one_told(
        self,
        story: Story,
        ids: dict[int, ArticleId],
        both: Sequence[Article],
        today: int,
        made: Briefing,
    ) -> Told:
        members = self._members(story, both, today)
        own = [n for n in members if n < today]
        old = [n for n in members if n >= today]
        same = [n for n in own if both[n].source.sha256 in self.known]
        copies = tuple(
            (ids[r.copy], ids[r.origin]) for r in story.reprints if r.copy in own and r.origin in own
        )
        quoted = tuple(ids[n] for n in own if ids[n] not in {copy for copy, _ in copies})
        rewritten = {both[n].source.locator for n in own}
        gone = [ids[n] for n in old if both[n].source.locator in rewritten]
        facts = facts_of(made, [ids[n] for n in _newest(own, both)])
        before = tuple(ids[n] for n in [*old, *same])
        changes = compare(facts, facts_of(made, before), gone)
        return Told((*quoted, *(copy for copy, _ in copies)), copies, before, tuple(facts), tuple(changes))

    def _members(self, story: Story, both: Sequence[Article], today: int) -> list[int]:
        """Which articles of a story are read: some of today, the new first; copies; some of before."""
        copies = {reprint.copy for reprint in story.reprints}
        own = [n for n in story.articles if n < today]
        originals = [n for n in own if n not in copies] or own[:1]
        originals.sort(key=lambda n: both[n].source.sha256 in self.known)
        copied = [n for n in own if n in copies and n not in originals]
        old = [n for n in story.articles if n >= today]
        return [*originals[:_MOST_TOLD], *copied[:_MOST_COPIES], *old[:_MOST_BEFORE]]

    def _notes(self) -> Iterator[str]:
        if self.failed:
            yield f"{len(self.failed)} sources could not be read, first: {next(iter(self.failed.values()))}"
        if self.unread:
            yield f"{self.unread} articles were not read: there was no time"

    def _written(self, made: Briefing, told: Sequence[Told], day: Day) -> str | bytes:
        paths = _outputs(self.desk, self.day)
        formats = [format_of(path) for path in paths] or [Format.TXT]
        printed = self.desk.paper or Format.PDF in formats
        form = open_form("desk", self.desk.paper, Format.PDF) if printed else None
        page = compose_day(made, told, day, self.desk.words, form)
        look = Look(press=form.press if form else None)
        self.archive.keep_briefing(self.desk.name, day.day, to_json(made, page))
        for path, format in zip(paths, formats, strict=False):
            write_output(path, render(made, page, format, look))
            self.log.tell("written", f"{path} is written", path=str(path))
        return "" if paths else render(made, page, Format.TXT, look)


def _newest(numbers: Sequence[int], both: Sequence[Article]) -> list[int]:
    """The articles without those of an outlet that has a newer one: what it says now counts."""
    latest: dict[str, int] = {}
    for number in sorted(numbers, key=lambda n: (both[n].published or "", n)):
        latest[both[number].outlet or both[number].source.locator] = number
    return [number for number in numbers if number in latest.values()]
