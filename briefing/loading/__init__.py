"""Loading: a path, an address or standard input becomes an `Article`.

All repair of text happens here, before `Article.text` exists; afterwards no character changes.
A new input format is one file with a `read` and one line in `READERS`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from briefing.domain.article import PROSE, Article, Source
from briefing.domain.languages import language_of
from briefing.domain.spans import ArticleId
from briefing.domain.words import word_count
from briefing.errors import ConfigError, EmptyArticle, TooLong, UnsupportedSource
from briefing.loading.fetch import STDIN, fetch
from briefing.loading.fetched import Fetched
from briefing.loading.finding import FoundSources, find_sources
from briefing.loading.media import (
    DOCX,
    HTML,
    MAIL,
    MARKDOWN,
    MEDIA_TYPES,
    PDF,
    PLAIN,
    is_document,
    named_type,
    packed_type,
    told_type,
    unreadable,
)
from briefing.loading.parsed import Parsed
from briefing.loading.unprose import seems_for_machines
from briefing.loading.web import TIMEOUT

__all__ = ["READERS", "FoundSources", "LoadOptions", "find_sources", "load", "load_bytes"]

Reader = Callable[[Fetched, str | None], Parsed]
"""From the bytes, and the title if the user gave one, to a text, its blocks and its metadata."""

READERS = {
    PLAIN: "briefing.loading.text",
    MARKDOWN: "briefing.loading.markdown",
    HTML: "briefing.loading.html",
    PDF: "briefing.loading.pdf",
    DOCX: "briefing.loading.docx",
    MAIL: "briefing.loading.email",
}
"""Media type to the module whose `read` is its Reader, imported when first asked for."""

FEWEST_WORDS = 5
"""An article holds at least this many words of prose: one sentence."""
MOST_CHARACTERS = 2_000_000
"""What is read of one source: a book of 350,000 words, which takes minutes."""
MOST_UNREADABLE = 0.3
"""Share of characters that stand for lost ones."""


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """What the user says of a source; None: the source may say.

    `type` is a media type or an extension (txt, md, html, pdf, docx, eml); `date` is YYYY-MM-DD; `language`
    is a code of ISO 639-1. Raises ConfigError where one of them is not.
    """

    type: str | None = None
    title: str | None = None
    date: str | None = None
    outlet: str | None = None
    language: str | None = None
    allow_network: bool = True
    allow_private: bool = False
    allow_cut: bool = False
    fetch_seconds: float = TIMEOUT

    def __post_init__(self) -> None:
        if self.type is not None and named_type(self.type) is None:
            raise ConfigError(f'--type: "{self.type}" is not read; choose one of {", ".join(MEDIA_TYPES)}')
        if self.date is not None and not _is_date(self.date):
            raise ConfigError(f'--date: "{self.date}" is not a date; write it as YYYY-MM-DD')
        if self.language is not None and language_of(self.language) is None:
            raise ConfigError(f'--language: "{self.language}" is no code of ISO 639-1, such as en, de or fr')


DEFAULTS = LoadOptions()
FIRST = ArticleId("A1")


def load(locator: str | Path, options: LoadOptions = DEFAULTS, id: ArticleId = FIRST) -> Article:
    """The article behind a path, an http(s) address, or "-" for standard input.

    Raises LoadError: FetchError, UnsupportedSource, EmptyArticle or TooLong, with what may help.
    """
    fetched = fetch(str(locator), options.allow_network, options.allow_private, options.fetch_seconds)
    return _loaded(fetched, options, id)


def load_bytes(
    data: bytes, locator: str, media_type: str, options: LoadOptions = DEFAULTS, id: ArticleId = FIRST
) -> Article:
    """The article in `data`; an empty `media_type` leaves it to the content and the extension.

    Raises UnsupportedSource, EmptyArticle or TooLong. Opens no file and no connection.
    """
    return _loaded(Fetched(data, locator, media_type or None), options, id)


def _loaded(fetched: Fetched, options: LoadOptions, id: ArticleId) -> Article:
    where = "standard input" if fetched.locator == STDIN else fetched.locator
    if not fetched.data.strip():
        raise EmptyArticle(f"{where} is empty; name a source that holds an article")
    media_type = _media_type(fetched, where, options.type)
    whole = _reader(media_type, where)(fetched, options.title)
    parsed = _within_limit(whole, where, options.allow_cut)
    _check_prose(parsed, where)
    told = parsed.metadata
    return Article(
        id=id,
        source=Source(fetched.locator, media_type, sha256(fetched.data).hexdigest()),
        text=parsed.text,
        blocks=parsed.blocks,
        language=_language(parsed, options.language),
        title=options.title or told.title,
        published=options.date or told.published,
        outlet=options.outlet or told.outlet,
        author=told.author,
        excerpt=told.excerpt,
        unread=len(whole.text) - len(parsed.text),
    )


def _within_limit(parsed: Parsed, where: str, allow_cut: bool) -> Parsed:
    """As much as is read of a text. Raises TooLong where that is not all, unless it may be cut."""
    if len(parsed.text) > MOST_CHARACTERS and not allow_cut:
        raise TooLong(
            f"{where}: {len(parsed.text):,} characters of text, and at most {MOST_CHARACTERS:,} are read; "
            "divide it, or give --allow-cut to have its beginning read"
        )
    return parsed.within(MOST_CHARACTERS)


def _reader(media_type: str, where: str) -> Reader:
    try:
        read: Reader = import_module(READERS[media_type]).read
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("briefing"):
            raise
        raise UnsupportedSource(
            f"{where}: this kind of file needs an extra; run pip install 'briefing[docs]'"
        ) from error
    return read


def _media_type(fetched: Fetched, where: str, wanted: str | None) -> str:
    """The type to read as. Raises UnsupportedSource for what no reader takes."""
    packed = packed_type(fetched.data)
    if packed:
        return packed
    seems = unreadable(fetched.data)
    if seems and is_document(seems):
        raise UnsupportedSource(
            f"{where}: {seems} is not read by this version; convert it to text, HTML, PDF or DOCX first"
        )
    if seems:
        raise _unread(where, seems)
    if wanted is not None and (chosen := named_type(wanted)):
        return chosen
    told = told_type(fetched.data, fetched.media_type, fetched.locator)
    for_machines = seems_for_machines(fetched.data, fetched.locator) if told == PLAIN else None
    if for_machines:
        raise _unread(where, for_machines)
    return told


def _unread(where: str, seems: str) -> UnsupportedSource:
    return UnsupportedSource(
        f"{where} seems to be {seems}; briefing reads text, Markdown, HTML, PDF, DOCX and e-mail"
    )


def _check_prose(parsed: Parsed, where: str) -> None:
    """Raise EmptyArticle unless there is a sentence that is no headline and no boilerplate."""
    if parsed.text.count("\N{REPLACEMENT CHARACTER}") > MOST_UNREADABLE * len(parsed.text):
        raise EmptyArticle(
            f"{where}: most of its characters were lost before it came here; save the page anew, as UTF-8"
        )
    words = 0
    for block in parsed.blocks:
        if block.kind in PROSE:
            words += word_count(block.span.of(parsed.text)[:1000])
        if words >= FEWEST_WORDS:
            return
    raise EmptyArticle(
        f"{where}: no article found, {words} of the {FEWEST_WORDS} words of prose that it needs; check that "
        "it is the article itself, or say with --type how to read it"
    )


def _language(parsed: Parsed, wanted: str | None) -> str | None:
    """The user's word, else what the text and its markup say."""
    if wanted is not None:
        return language_of(wanted)
    tell = import_module("briefing.loading.language").told_language
    told: str | None = tell(parsed)
    return told


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
