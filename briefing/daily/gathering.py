"""Gathering: what a desk names becomes articles, politely, and one bad source never loses the others.

Feeds are given to feedparser as bytes that our own fetcher got; it opens no connection.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from lxml import etree

from briefing.daily.desk import Desk
from briefing.domain.article import Article
from briefing.errors import BriefingError, ConfigError, FetchError
from briefing.loading import LoadOptions, find_sources, load_bytes
from briefing.loading.fetch import is_url
from briefing.loading.fetched import MAX_BYTES, Fetched
from briefing.loading.media import HTML
from briefing.loading.web import TIMEOUT, USER_AGENT, Unchanged, fetch_url, is_public

_FEWEST_WORDS = 120
"""Words in a feed's entry that may stand for an article that cannot be fetched."""
_MOST_FEEDS = 500

Known = Callable[[str], Fetched | None]
"""What was fetched of an address before."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to read: `locator` a path or an address; the rest as a feed says it, `content` its HTML."""

    locator: str
    feed: str | None = None
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    content: str | None = None


@dataclass(slots=True)
class Gathered:
    """The entries found, and what went wrong with which source."""

    entries: list[Entry] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)


class Fetcher:
    """Fetches for one run: robots.txt is kept to, and a host is not asked twice within the pause."""

    def __init__(self, desk: Desk, known: Known, keep: Callable[[str, Fetched], None]) -> None:
        self._allows = (lambda _: True) if desk.allow_private else is_public
        self._pause, self._known, self._keep = desk.pause, known, keep
        self._robots: dict[str, RobotFileParser] = {}
        self._asked: dict[str, float] = {}

    def fetch(self, url: str) -> Fetched:
        """What an address gives, or what it gave before where that has not changed. Raises FetchError."""
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        if not self._robots_of(host).can_fetch(USER_AGENT, url):
            raise FetchError(
                f"{url}: its robots.txt asks not to be fetched by programs; save it and name a folder"
            )
        known = self._known(url)
        try:
            fetched = self._asked_of(host, url, known)
        except Unchanged:
            if known is None:
                raise
            return known
        self._keep(url, fetched)
        return fetched

    def _asked_of(self, host: str, url: str, known: Fetched | None) -> Fetched:
        wait = self._asked.get(host, 0.0) + self._pause - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        try:
            return fetch_url(url, self._allows, TIMEOUT, known)
        finally:
            self._asked[host] = time.monotonic()

    def _robots_of(self, host: str) -> RobotFileParser:
        """The rules of a host; none where it has none or does not answer."""
        if host not in self._robots:
            rules = RobotFileParser()
            try:
                told = self._asked_of(host, f"{host}/robots.txt", None).data.decode("utf-8", "replace")
            except FetchError:
                told = ""
            rules.parse(told.splitlines())
            self._robots[host] = rules
        return self._robots[host]


def gather(desk: Desk, fetcher: Fetcher, day: date, only_told: bool = False) -> Gathered:
    """Everything a desk names: entries of feeds that are new enough, files of folders, addresses of lists.

    With `only_told` no feed is opened; each stands for itself.
    """
    gathered = Gathered()
    feeds = [url for place in desk.feeds for url in _feeds_at(place, gathered)][:_MOST_FEEDS]
    for feed in feeds:
        if only_told:
            gathered.entries.append(Entry(feed, feed=feed))
            continue
        try:
            gathered.entries += _entries(feed, _bytes_of(feed, fetcher), desk, day)
        except BriefingError as error:
            gathered.failed[feed] = str(error)
    for folder in desk.folders:
        found = find_sources([folder])
        gathered.entries += [Entry(locator) for locator in found.locators]
        if not Path(folder).is_dir():
            gathered.failed[folder] = f"{folder}: no such folder"
    for place in desk.urls:
        gathered.entries += [Entry(url) for url in _addresses_at(place, gathered)]
    gathered.entries = list({entry.locator: entry for entry in reversed(gathered.entries)}.values())[::-1]
    return gathered


def read_entry(entry: Entry, fetcher: Fetcher, options: LoadOptions) -> Article:
    """The article of an entry; what its feed holds of it where the address gives none. Raises LoadError."""
    try:
        if not is_url(entry.locator):
            article = load_bytes(Path(entry.locator).read_bytes(), entry.locator, "", options)
        else:
            fetched = fetcher.fetch(entry.locator)
            article = load_bytes(fetched.data, entry.locator, fetched.media_type or "", options)
    except OSError as error:
        raise FetchError(f"{entry.locator} cannot be read: {error.strerror}") from error
    except BriefingError:
        if entry.content is None or len(entry.content.split()) < _FEWEST_WORDS:
            raise
        article = load_bytes(f"<article>{entry.content}</article>".encode(), entry.locator, HTML, options)
    return replace(
        article,
        title=article.title or entry.title,
        published=article.published or entry.published,
        outlet=article.outlet or entry.outlet,
    )


def _bytes_of(place: str, fetcher: Fetcher) -> bytes:
    if is_url(place):
        return fetcher.fetch(place).data
    path = Path(place)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FetchError(f"{place} is over {MAX_BYTES // 2**20} MB, which is no feed; take it out")
        return path.read_bytes()
    except OSError as error:
        raise FetchError(f"{place} cannot be read: {error.strerror}; check the desk file") from error


def _entries(feed: str, data: bytes, desk: Desk, day: date) -> Iterator[Entry]:
    """Entries of a feed that are new enough, newest first. Raises FetchError where it is no feed."""
    parsed = parse_feed(feed, data)
    outlet = _plain(parsed.get("feed", {}).get("title"))
    entries = [_entry(row, feed, outlet, day) for row in parsed.entries]
    oldest = (day - timedelta(days=desk.days)).isoformat()
    fresh = [e for e in entries if e is not None and (e.published is None or e.published >= oldest)]
    yield from sorted(fresh, key=lambda entry: entry.published or "", reverse=True)[: desk.per_feed]


def parse_feed(feed: str, data: bytes) -> Any:
    """What feedparser makes of bytes. Raises ConfigError without the extra, FetchError for no feed."""
    if find_spec("feedparser") is None:
        raise ConfigError("feeds need the extra daily, which is not installed: pip install 'briefing[daily]'")
    parsed = import_module("feedparser").parse(data, sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version"):
        raise FetchError(f"{feed}: is no RSS or Atom feed; check its address")
    return parsed


def _entry(row: Mapping[str, Any], feed: str, outlet: str | None, day: date) -> Entry | None:
    link = row.get("link")
    if not isinstance(link, str) or not link.strip():
        return None
    held = [part.get("value", "") for part in row.get("content", ())] or [row.get("summary", "")]
    url = urljoin(feed, link.strip()) if is_url(feed) else link.strip()
    if not url.startswith(("http://", "https://")):
        return None
    return Entry(url, feed, _plain(row.get("title")), _day_of(row, day), outlet, max(held, key=len) or None)


def _day_of(row: Mapping[str, Any], day: date) -> str | None:
    """The day an entry was published; None where it is not said, or cannot be: a day that has not come."""
    told = row.get("published_parsed") or row.get("updated_parsed")
    if told is None:
        return None
    try:
        published = date(told.tm_year, told.tm_mon, told.tm_mday)
    except ValueError:
        return None
    return published.isoformat() if published <= day + timedelta(days=1) else None


def _plain(text: object) -> str | None:
    return " ".join(text.split()) or None if isinstance(text, str) else None


def _feeds_at(place: str, gathered: Gathered) -> Iterator[str]:
    """The feed itself, or those that an OPML file lists."""
    if is_url(place) or not place.lower().endswith(".opml"):
        yield place
        return
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
        root = etree.fromstring(Path(place).read_bytes(), parser)
    except (OSError, etree.XMLSyntaxError) as error:
        gathered.failed[place] = f"{place} cannot be read: {error}"
        return
    for outline in root.iter("outline") if root is not None else ():
        url = outline.get("xmlUrl")
        if url:
            yield url


def _addresses_at(place: str, gathered: Gathered) -> Sequence[str]:
    if is_url(place):
        return [place]
    try:
        lines = Path(place).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        gathered.failed[place] = f"{place} cannot be read: {error}"
        return []
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]
