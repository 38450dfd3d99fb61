"""The job of `briefing verify`: a text and its sources in, a report and an exit code out."""

import os
import sys
from collections.abc import Callable
from importlib import import_module

from briefing.errors import EmptyArticle
from briefing.loading import LoadOptions, find_sources, load, load_bytes
from briefing.loading.decoding import decode
from briefing.loading.fetch import STDIN, fetch, is_url
from briefing.loading.media import MARKDOWN, PLAIN, packed_type, told_type, unreadable
from briefing.offline import seal
from briefing.options import ReportFormat, VerifyOptions
from briefing.settings import load_settings
from briefing.verifying.report import to_json, to_text
from briefing.verifying.verification import Verification, verify_text

Say = Callable[[str], None]
"""Takes a note for stderr."""

SOME_FAIL = 1
_AS_IT_STANDS = frozenset({PLAIN, MARKDOWN})


def verify(options: VerifyOptions, say: Say) -> tuple[str, int]:
    """The report as it was asked for, and the exit code.

    Raises LoadError where the text or a source cannot be read, ConfigError where there is nothing to hold the
    text against, and BackendError where `--deep` finds no model.
    """
    settings = load_settings({"offline": options.offline or None}, os.environ, options.config)
    if settings.offline:
        seal()
    loading = LoadOptions(
        type=options.type,
        allow_network=not settings.offline,
        allow_private=options.allow_private,
        allow_cut=options.allow_cut,
        fetch_seconds=settings.fetch_seconds,
    )
    text = _text(options.text)
    found = find_sources(options.sources) if options.sources else None
    for note in found.notes if found and not options.quiet else ():
        say(note)
    articles = [load(locator, loading) for locator in found.locators] if found else []
    deep = import_module("briefing.verifying.deep").open_deep() if options.deep else None
    verification = verify_text(text, articles, _name(options.text), deep)
    return _report(verification, options), 0 if verification.holds else SOME_FAIL


def _name(locator: str) -> str:
    return "standard input" if locator == STDIN else locator


def _text(locator: str) -> str:
    """The text as it stands in a file or in standard input; of other kinds of file what is read of them.

    Raises LoadError.
    """
    if is_url(locator):
        return load(locator).text
    data = fetch(locator).data
    if not data.strip():
        raise EmptyArticle(f"{_name(locator)} is empty; name a text to check")
    special = packed_type(data) or unreadable(data)
    if special or told_type(data, None, locator) not in _AS_IT_STANDS:
        return load_bytes(data, locator, "").text
    return _decoded(data)


def _decoded(data: bytes) -> str:
    """The characters as they stand, so that positions count in them; only line ends are made one."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decode(data)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _report(verification: Verification, options: VerifyOptions) -> str:
    if options.format is ReportFormat.JSON:
        return to_json(verification)
    screen = sys.stdout.isatty()
    return to_text(verification, colour=screen and not os.environ.get("NO_COLOR"))
