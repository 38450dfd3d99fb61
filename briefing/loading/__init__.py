"""Loading: a locator becomes an Article. All cleaning happens here, before `Article.text` exists.

A reader is a function from text to `Parsed`; a new type of source is one file and one line in
`READERS`.
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module
from pathlib import Path, PurePath
from typing import cast
from urllib.parse import urlsplit

from briefing.domain.article import Article, Block, BlockKind, Source
from briefing.domain.spans import ArticleId
from briefing.errors import ConfigError, EmptyArticle, UnsupportedSource
from briefing.loading.decoding import decode
from briefing.loading.fetch import Fetched, fetch, is_url
from briefing.loading.languages import told_language
from briefing.loading.parsed import Parsed

Reader = Callable[[str], Parsed]

READERS = {
    "text/plain": "briefing.loading.text:read_text",
    "text/markdown": "briefing.loading.markdown:read_markdown",
    "text/html": "briefing.loading.html:read_html",
}
"""Named, not imported: a parser of one type is not loaded for another (trafilatura takes a second)."""

EXTENSIONS = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
}
_ALIASES = {"application/xhtml+xml": "text/html", "text/x-markdown": "text/markdown"}
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.DOTALL)

LEAST_WORDS = 5


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """What the user says of a source. `type`: a media type or an extension; `date`: YYYY-MM-DD."""

    type: str | None = None
    title: str | None = None
    date: str | None = None
    outlet: str | None = None
    language: str | None = None
    allow_network: bool = True


@dataclass(frozen=True, slots=True)
class FoundSources:
    """Locators of what can be read, in order, and a note on each thing that was skipped."""

    locators: tuple[str, ...]
    notes: tuple[str, ...]


def find_sources(locators: Sequence[str]) -> FoundSources:
    """Folders as the files in them, by path; anything else as it is named, there or not."""
    found: list[str] = []
    notes: list[str] = []
    for locator in locators:
        if locator == "-" or is_url(locator) or not Path(locator).is_dir():
            found.append(locator)
            continue
        for path in sorted(p for p in Path(locator).rglob("*") if p.is_file()):
            hidden = any(part.startswith(".") for part in path.relative_to(locator).parts)
            if hidden or path.suffix.lower() not in EXTENSIONS:
                notes.append(f"{path}: skipped ({'hidden' if hidden else 'not a type that is read'})")
            else:
                found.append(str(path))
    return FoundSources(tuple(found), tuple(notes))


def load(
    locator: str, options: LoadOptions = LoadOptions(), id: ArticleId = ArticleId("A1")  # noqa: B008 - frozen
) -> Article:
    """The article at a path, a URL or "-" (standard input).

    Raises FetchError, UnsupportedSource, EmptyArticle, and ConfigError for a wrong option.
    """
    fetched = fetch(locator, options.allow_network)
    media_type = _media_type(fetched, options)
    return _article(fetched, media_type, options, id)


def load_bytes(
    data: bytes,
    locator: str,
    media_type: str,
    options: LoadOptions = LoadOptions(),  # noqa: B008 - frozen
    id: ArticleId = ArticleId("A1"),  # noqa: B008 - a string
) -> Article:
    """The article in bytes that are at hand already. Raises as `load` does."""
    return _article(Fetched(data, locator), _known_type(media_type), options, id)


def _article(fetched: Fetched, media_type: str, options: LoadOptions, id: ArticleId) -> Article:
    if options.date:
        _check_date(options.date)
    charset = fetched.charset or _declared_charset(fetched.data, media_type)
    text = decode(fetched.data, charset, fetched.locator)
    parsed = _titled(_reader(media_type)(text), options.title)
    _check_content(parsed, fetched.locator)
    return Article(
        id=id,
        source=Source(fetched.locator, media_type, hashlib.sha256(fetched.data).hexdigest()),
        text=parsed.text,
        blocks=parsed.blocks,
        language=options.language or parsed.language or told_language(parsed.text),
        title=options.title or parsed.title,
        published=options.date or parsed.published,
        outlet=options.outlet or parsed.outlet,
    )


def _reader(media_type: str) -> Reader:
    module, function = READERS[media_type].split(":")
    return cast(Reader, getattr(import_module(module), function))


def _titled(parsed: Parsed, title: str | None) -> Parsed:
    """Where a first line is the title the user gives, it is the headline."""
    if not title or not parsed.blocks or parsed.blocks[0].kind is BlockKind.HEADLINE:
        return parsed
    first = parsed.blocks[0]
    if first.span.of(parsed.text).strip(" \n.") != title.strip(" \n."):
        return parsed
    return replace(parsed, blocks=(Block(first.span, BlockKind.HEADLINE), *parsed.blocks[1:]))


def _media_type(fetched: Fetched, options: LoadOptions) -> str:
    """By the user's word, the content, the server's word, the extension; plain text at last."""
    if options.type:
        return _known_type(options.type)
    if _HTML.match(fetched.data[:4096]):
        return "text/html"
    told = _ALIASES.get(fetched.media_type or "", fetched.media_type)
    if told in READERS:
        return cast(str, told)
    path = urlsplit(fetched.locator).path if is_url(fetched.locator) else fetched.locator
    return EXTENSIONS.get(PurePath(path).suffix.lower(), "text/plain")


def _known_type(name: str) -> str:
    wanted = name.lower()
    found = EXTENSIONS.get("." + wanted.removeprefix("."), _ALIASES.get(wanted, wanted))
    if found not in READERS:
        raise ConfigError(f"--type {name}: not a type that is read; choose txt, md or html")
    return found


def _declared_charset(data: bytes, media_type: str) -> str | None:
    """What a page's markup says of its encoding."""
    if media_type != "text/html":
        return None
    match = re.search(rb"<meta[^>]+charset=[\"']?([\w-]+)", data[:4096], re.IGNORECASE)
    return match[1].decode("ascii") if match else None


def _check_date(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise ConfigError(f'--date must be a date such as 2026-11-24, got "{text}"') from None


def _check_content(parsed: Parsed, locator: str) -> None:
    """Raises EmptyArticle where there is nothing to brief."""
    if not parsed.text.strip():
        raise EmptyArticle(f"{locator}: holds no article text; check that it is the article itself")
    prose = [
        b.span.of(parsed.text) for b in parsed.blocks if b.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
    ]
    if sum(len(text.split()) for text in prose) < LEAST_WORDS:
        raise EmptyArticle(
            f"{locator}: is too short, fewer than {LEAST_WORDS} words of prose; check that it is the article itself"
        )


__all__ = ["FoundSources", "LoadOptions", "UnsupportedSource", "find_sources", "load", "load_bytes"]
