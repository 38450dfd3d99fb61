"""The archive of a desk: what was fetched, the articles read, and the briefings made, day by day.

One rule: what is finished is in, each article and each briefing in a transaction of its own.
"""

import json
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from briefing.domain.article import Article, Block, BlockKind, Source
from briefing.domain.spans import ArticleId, Span
from briefing.errors import StoreError
from briefing.store.database import open_database, transaction

STEPS = (
    """
    CREATE TABLE fetched (
        url TEXT PRIMARY KEY, day TEXT NOT NULL, etag TEXT, modified TEXT, media_type TEXT, charset TEXT,
        data BLOB NOT NULL
    );
    CREATE TABLE articles (
        id INTEGER PRIMARY KEY, day TEXT NOT NULL, locator TEXT NOT NULL, sha256 TEXT NOT NULL, title TEXT,
        outlet TEXT, published TEXT, data TEXT NOT NULL, UNIQUE (locator, sha256)
    );
    CREATE INDEX articles_by_day ON articles (day);
    CREATE VIRTUAL TABLE words USING fts5 (title, text);
    CREATE TABLE briefings (
        desk TEXT NOT NULL, day TEXT NOT NULL, page TEXT NOT NULL, PRIMARY KEY (desk, day)
    );
    """,
)
"""From one schema to the next."""


_BY_DAY = """
    SELECT a.id, a.day, a.locator, a.title, a.outlet, a.published FROM articles a WHERE ? IN ('', a.day)
    ORDER BY a.day DESC, a.id LIMIT ?
"""
_BY_WORDS = """
    SELECT a.id, a.day, a.locator, a.title, a.outlet, a.published
    FROM words w JOIN articles a ON a.id = w.rowid WHERE words MATCH ? ORDER BY rank, a.id LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Row:
    """An article in the archive, in short; `day` is when it was read first."""

    id: int
    day: str
    locator: str
    title: str | None
    outlet: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave, to be asked for again only where it has changed."""

    data: bytes
    media_type: str | None
    charset: str | None
    etag: str | None
    modified: str | None


class Archive:
    """An open archive; `open_archive` makes one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def fetched(self, url: str) -> Page | None:
        """What an address gave the last time."""
        row = self._connection.execute(
            "SELECT data, media_type, charset, etag, modified FROM fetched WHERE url = ?", (url,)
        ).fetchone()
        return Page(zlib.decompress(row[0]), *row[1:]) if row else None

    def keep_fetched(self, url: str, page: Page, day: str) -> None:
        """Keep what an address gave, in place of what it gave before."""
        packed = zlib.compress(page.data)
        with transaction(self._connection):
            self._connection.execute(
                "INSERT OR REPLACE INTO fetched VALUES (?, ?, ?, ?, ?, ?, ?)",
                (url, day, page.etag, page.modified, page.media_type, page.charset, packed),
            )

    def keep_article(self, article: Article, day: str) -> None:
        """Keep an article; one that is kept already stays as it is, with its day."""
        values = (day, article.source.locator, article.source.sha256, article.title, article.outlet)
        with transaction(self._connection):
            made = self._connection.execute(
                "INSERT OR IGNORE INTO articles (day, locator, sha256, title, outlet, published, data)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*values, article.published, json.dumps(_data(article), ensure_ascii=False)),
            )
            if made.rowcount:
                self._connection.execute(
                    "INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)",
                    (made.lastrowid, article.title or "", article.text),
                )

    def keep_briefing(self, desk: str, day: str, page: str) -> None:
        """Keep the JSON of a day's page, in place of an earlier one of that day."""
        with transaction(self._connection):
            self._connection.execute("INSERT OR REPLACE INTO briefings VALUES (?, ?, ?)", (desk, day, page))

    def briefing_before(self, desk: str, day: str, oldest: str) -> tuple[str, str] | None:
        """Day and JSON of the last briefing before a day, no older than `oldest`."""
        found = self._connection.execute(
            "SELECT day, page FROM briefings WHERE desk = ? AND day < ? AND day >= ?"
            " ORDER BY day DESC LIMIT 1",
            (desk, day, oldest),
        ).fetchone()
        return (str(found[0]), str(found[1])) if found else None

    def rows(self, words: str | None = None, day: str | None = None, most: int = 100) -> list[Row]:
        """Articles, the newest first, of a day, or the likeliest first for the words of a search.

        Raises StoreError for a search that cannot be read.
        """
        if words is None:
            found = self._connection.execute(_BY_DAY, (day or "", most))
        else:
            asked = " ".join(f'"{word}"' for word in words.replace('"', " ").split())
            if not asked:
                raise StoreError("a search needs a word")
            found = self._connection.execute(_BY_WORDS, (asked, most))
        return [Row(*row) for row in found]

    def article(self, id: int) -> Article | None:
        """A kept article."""
        row = self._connection.execute("SELECT data FROM articles WHERE id = ?", (id,)).fetchone()
        return _article(json.loads(row[0])) if row else None

    def prune(self, before: str) -> int:
        """Forget what is older than a day; how many articles that were."""
        with transaction(self._connection):
            old = [r[0] for r in self._connection.execute("SELECT id FROM articles WHERE day < ?", (before,))]
            for id in old:
                self._connection.execute("DELETE FROM words WHERE rowid = ?", (id,))
            for table in ("articles", "fetched", "briefings"):
                self._connection.execute(f"DELETE FROM {table} WHERE day < ?", (before,))  # noqa: S608 - ours
        self._connection.execute("VACUUM")
        return len(old)


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """The archive in a file, made where there is none. Raises StoreError."""
    with open_database(path, STEPS) as connection:
        yield Archive(connection)


def _data(article: Article) -> dict[str, Any]:
    return {
        "source": [article.source.locator, article.source.media_type, article.source.sha256],
        "text": article.text,
        "blocks": [[b.kind.value, b.span.start, b.span.end, b.page] for b in article.blocks],
        "language": article.language,
        "title": article.title,
        "published": article.published,
        "outlet": article.outlet,
        "author": article.author,
        "excerpt": article.excerpt,
        "unread": article.unread,
    }


def _article(data: dict[str, Any]) -> Article:
    rest = {key: value for key, value in data.items() if key not in ("source", "text", "blocks")}
    blocks = _blocks(data["blocks"])
    return Article(ArticleId("A1"), Source(*data["source"]), data["text"], blocks, **rest)


def _blocks(rows: Sequence[Sequence[Any]]) -> tuple[Block, ...]:
    return tuple(Block(Span(start, end), BlockKind(kind), page) for kind, start, end, page in rows)
