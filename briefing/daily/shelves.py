"""The jobs of `briefing archive`: what a desk has read and said, listed, shown, searched and pruned."""

from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

from briefing.daily.desk import load_desk
from briefing.errors import ConfigError
from briefing.store.archive import Archive, Row, open_archive


def listed(desk: Path, day: str | None, most: int) -> str:
    """A line an article, the newest first."""
    with _opened(desk) as archive:
        return _lines(archive.rows(day=_checked(day), most=most))


def searched(desk: Path, words: str, most: int) -> str:
    """A line an article that has the words, the likeliest first."""
    with _opened(desk) as archive:
        return _lines(archive.rows(words, most=most))


def shown(desk: Path, id: int) -> str:
    """An article as it was read. Raises ConfigError where there is none of that number."""
    with _opened(desk) as archive:
        article = archive.article(id)
    if article is None:
        raise ConfigError(
            f"the archive has no article {id}; briefing archive list {desk} says which there are"
        )
    about = (article.title, article.outlet, article.published, article.source.locator)
    return "\n".join(filter(None, about)) + f"\n\n{article.text.rstrip()}\n"


def pruned(desk: Path, before: str) -> str:
    """Forget what is older than a day."""
    day = _checked(before)
    with _opened(desk) as archive:
        return f"{archive.prune(day or '')} articles from before {day} are forgotten\n"


def _opened(desk: Path) -> AbstractContextManager[Archive]:
    """The archive of a desk. Raises ConfigError where it has none yet."""
    store = load_desk(desk).store
    if not store.is_file():
        raise ConfigError(f"{store}: this desk has kept nothing yet; run: briefing daily {desk}")
    return open_archive(store)


def _checked(day: str | None) -> str | None:
    try:
        return date.fromisoformat(day).isoformat() if day else None
    except ValueError:
        raise ConfigError(f'"{day}" is not a date; write it as YYYY-MM-DD') from None


def _lines(rows: list[Row]) -> str:
    return "".join(_line(row) for row in rows) or "nothing found\n"


def _line(row: Row) -> str:
    about = f"{row.outlet or '-'}  {row.title or row.locator}"
    return f"{row.id:>6}  {row.day}  {row.published or '-':10}  {about}\n"
