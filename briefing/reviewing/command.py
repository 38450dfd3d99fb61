"""The job of `briefing review`: a saved briefing in, its review or the reviewed page out."""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from briefing.domain.briefing import Briefing, Page
from briefing.domain.formats import Format
from briefing.errors import ConfigError, LoadError
from briefing.options import ReviewOptions
from briefing.outputs import STDOUT_NAMES, check_place, write_output
from briefing.rendering import Look, format_of, open_form, render
from briefing.rendering.compose import compose
from briefing.rendering.form import Form
from briefing.rendering.from_json import from_json
from briefing.reviewing.applying import Reviewed, apply, words_of
from briefing.reviewing.decisions import load_decisions
from briefing.reviewing.to_review import to_review
from briefing.settings import Settings, load_settings

Say = Callable[[str], None]
"""Takes a note or an error for stderr."""

REFUSED = 1


def review(options: ReviewOptions, say: Say) -> tuple[str | bytes, int]:
    """What goes to standard output, empty where it went to a file, and the exit code: 1 where an edit is
    refused, and then nothing is written.

    Raises LoadError where the saved briefing cannot be read, ConfigError for decisions that are not its own.
    """
    if str(options.output) in STDOUT_NAMES:
        options = replace(options, output=None)
    _check_usage(options)
    settings = load_settings(options.given(), os.environ, options.config)
    data = _read(options.briefing)
    briefing = _briefing(options.briefing, data)
    digest = sha256(data).hexdigest()
    if options.apply is None:
        page = compose(briefing, settings.words, form=open_form(settings.template, None, Format.TXT))
        return _put(to_review(page, briefing, digest), options), 0
    words = words_of(briefing)
    decisions = load_decisions(options.apply, digest, words, {claim.id for claim in briefing.claims})
    reviewed = apply(briefing, decisions)
    if reviewed.refused:
        for refused in reviewed.refused:
            say(str(refused))
        say(f"{len(reviewed.refused)} of {len(decisions)} decisions refused, nothing is written; mend them")
        return "", REFUSED
    written = _final(briefing, reviewed, options, settings)
    _tell(reviewed, options, say)
    return _put(written, options), 0


def _check_usage(options: ReviewOptions) -> None:
    """Raises ConfigError where what is to be written has no place, or would overwrite what is read."""
    if options.apply is None and (options.format or options.log):
        raise ConfigError(
            "--format and --log belong to --apply: a review is HTML, and nothing is decided yet"
        )
    for path in (options.output, options.log):
        if path is None:
            continue
        check_place(path)
        for read in (options.briefing, options.apply):
            if read is not None and os.path.realpath(path) == os.path.realpath(read):
                raise ConfigError(f"{path} is read, it would be overwritten; choose another place")


def _read(path: Path) -> bytes:
    if str(path) == "-":
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except OSError as error:
        raise LoadError(f"{path} cannot be read: {error.strerror}") from error


def _briefing(path: Path, data: bytes) -> Briefing:
    try:
        return from_json(data.decode("utf-8"))
    except (UnicodeDecodeError, LoadError) as error:
        raise LoadError(f"{path}: {error}; save a page with: briefing make --format json") from error


def _final(briefing: Briefing, reviewed: Reviewed, options: ReviewOptions, settings: Settings) -> str | bytes:
    """The page of what was on the page before and was not struck: nothing that nobody saw takes its place."""
    format = _format(options, settings)
    form = open_form(settings.template, settings.paper, format)
    seen = _page(briefing, settings, form).items
    page = compose(reviewed.briefing, settings.words, settings.with_source, form, only=seen)
    return render(reviewed.briefing, page, format, Look(press=form.press))


def _page(briefing: Briefing, settings: Settings, form: Form) -> Page:
    return compose(briefing, settings.words, form=form)


def _format(options: ReviewOptions, settings: Settings) -> Format:
    if options.format is None and options.output is not None:
        return format_of(options.output)
    return settings.format


def _tell(reviewed: Reviewed, options: ReviewOptions, say: Say) -> None:
    """The log: to its file, and in words."""
    rows = [
        {
            "id": entry.id,
            "decision": entry.choice.value,
            "before": entry.before,
            "after": entry.after,
            "verdict": entry.verdict.value if entry.verdict else None,
        }
        for entry in reviewed.log
    ]
    if options.log is not None:
        log = {"schema": "briefing-review-log/1", "decisions": rows}
        write_output(options.log, json.dumps(log, ensure_ascii=False, indent=2) + "\n")
    for entry in reviewed.log if not options.quiet else ():
        verdict = f" ({entry.verdict.value})" if entry.verdict else ""
        changed = f" → “{entry.after}”{verdict}" if entry.after not in (None, entry.before) else ""
        say(f"{entry.id} {entry.choice.value}: “{entry.before}”{changed}")


def _put(written: str | bytes, options: ReviewOptions) -> str | bytes:
    if options.output is None:
        return written
    write_output(options.output, written)
    return ""
