"""The job of `briefing verify`: a text and its sources in, a report and an exit code out."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from briefing.errors import ConfigError
from briefing.loading import LoadOptions, find_sources, load
from briefing.offline import seal
from briefing.options import ReportFormat, VerifyOptions
from briefing.outputs import STDOUT_NAMES, check_place, write_output
from briefing.settings import load_settings
from briefing.verifying.report import to_json, to_text
from briefing.verifying.texts import name_of, text_of
from briefing.verifying.verification import Verification, verify_text

Say = Callable[[str], None]
"""Takes a note for stderr."""

SOME_FAIL = 1


def verify(options: VerifyOptions, say: Say) -> tuple[str, int]:
    """The report for standard output, empty where it went to a file, and the exit code.

    Raises LoadError where the text or a source cannot be read, ConfigError where there is nothing to hold the
    text against or the report has no place, and BackendError where `--deep` finds no model.
    """
    if str(options.output) in STDOUT_NAMES:
        options = replace(options, output=None)
    _check_output(options)
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
    text = text_of(options.text)
    found = find_sources(options.sources) if options.sources else None
    for note in found.notes if found and not options.quiet else ():
        say(note)
    articles = [load(locator, loading) for locator in found.locators] if found else []
    deep = import_module("briefing.verifying.deep").open_deep() if options.deep else None
    verification = verify_text(text, articles, name_of(options.text), deep)
    report, code = _report(verification, options), 0 if verification.holds else SOME_FAIL
    if options.output is None:
        return report, code
    write_output(options.output, report)
    return "", code


def _check_output(options: VerifyOptions) -> None:
    """Raises ConfigError where the report has no place, or would overwrite what it is about."""
    if options.output is None:
        return
    check_place(options.output)
    for name in (options.text, *options.sources):
        if Path(name).exists() and os.path.realpath(name) == os.path.realpath(options.output):
            raise ConfigError(
                f"{options.output} is read, its report would overwrite it; choose another place"
            )


def _report(verification: Verification, options: VerifyOptions) -> str:
    if options.format is ReportFormat.JSON:
        return to_json(verification)
    screen = options.output is None and sys.stdout.isatty()
    return to_text(verification, colour=screen and not os.environ.get("NO_COLOR"))
