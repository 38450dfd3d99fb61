"""The job of `briefing make` at a terminal: settings and models in, pages to stdout or to files.

stdout carries pages and nothing else; what is to be said goes to `say`, progress to stderr.
"""

import json
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from rich.console import Console

from briefing.domain.formats import Format
from briefing.errors import ConfigError
from briefing.loading import FoundSources, LoadOptions, find_sources
from briefing.loading.fetch import is_folder
from briefing.making import Failed, Layout, Made, Maker, Timings, file_names
from briefing.memory import peak_memory_mb
from briefing.offline import seal
from briefing.opening import open_models
from briefing.options import MakeOptions
from briefing.outputs import STDOUT_NAMES, write_output
from briefing.rendering import Look, format_of, open_form
from briefing.settings import Settings, load_settings

NOT_SUPPORTED, SOME_FAILED = 1, 5
TOO_LONG = 1.1
"""Times the words asked for that a page may have without a note."""

Say = Callable[[str], None]
"""Takes a note or an error for stderr."""


def deliver(options: MakeOptions, say: Say) -> int:
    """Make every page asked for and put it where it belongs; the exit code.

    Raises ConfigError, UnknownModel and BackendError before anything is written; what is wrong with
    one source is said and does not stop the others.
    """
    settings = load_settings(options.given(), os.environ, options.config)
    if settings.offline:
        seal()
    if str(options.output) in STDOUT_NAMES:
        options = replace(options, output=None)
    found = _found(options)
    _tell(found.notes, options, say)
    _check_usage(options, found.locators)
    _check_places(options)
    format = _format(options, settings)
    _check_targets(options, found.locators, format)
    layout = _layout(options, settings, format, len(found.locators))
    opened = open_models(settings)
    _tell(opened.notes, options, say)
    maker = Maker(opened, _loading(options, settings), layout, Timings())
    tally = _make_all(maker, found.locators, options, say)
    if options.stats:
        write_output(options.stats, json.dumps(_stats(maker.timings), indent=2) + "\n")
    return tally.exit_code(len(found.locators), settings.strict)


def _tell(notes: Sequence[str], options: MakeOptions, say: Say) -> None:
    for note in () if options.quiet else notes:
        say(note)


def _found(options: MakeOptions) -> FoundSources:
    """The sources, without what an earlier run wrote into a folder inside them.

    Raises ConfigError where pages are to go into a folder of sources itself: the next run would
    read them.
    """
    found = find_sources(options.sources)
    if options.output_dir is None:
        return found
    target = _real(options.output_dir)
    for source in options.sources:
        if "://" not in source and is_folder(source) and _real(source) == target:
            raise ConfigError(f"{options.output_dir}: sources are read from it; choose another --output-dir")
    own = {
        locator
        for locator in found.locators
        if locator not in options.sources and target in _real(locator).parents
    }
    notes = [f"{locator}: skipped, it is in --output-dir" for locator in found.locators if locator in own]
    kept = tuple(locator for locator in found.locators if locator not in own)
    return FoundSources(kept, (*found.notes, *notes))


def _check_targets(options: MakeOptions, locators: Sequence[str], format: Format) -> None:
    """Raises ConfigError where a page would overwrite a source."""
    targets = [path for path in (options.output, options.stats) if path and not _is_device(path)]
    if len({_real(path) for path in targets}) < len(targets):
        raise ConfigError("--output and --stats name the same file; choose two")
    if options.output_dir:
        targets += [options.output_dir / name for name in file_names(locators, format)]
    sources = {_real(locator) for locator in locators if "://" not in locator}
    for target in targets:
        if _real(target) in sources:
            raise ConfigError(f"{target} is a source, its page would overwrite it; choose another place")


def _format(options: MakeOptions, settings: Settings) -> Format:
    """What was asked for, else what the output file's extension says, else the setting."""
    output = options.output
    if options.format is None and output is not None and (output.suffix or not _is_device(output)):
        return format_of(output)
    return settings.format


def _check_usage(options: MakeOptions, locators: Sequence[str]) -> None:
    if options.output and options.output_dir:
        raise ConfigError("--output and --output-dir cannot be used together; choose one")
    if options.output and len(locators) > 1 and not options.together:
        raise ConfigError(
            f"--output names one file for {len(locators)} sources; "
            "use --output-dir DIR, or --together for one page"
        )
    if sys.stdout is None and not (options.output or options.output_dir):
        raise ConfigError("standard output is closed; write to a file with -o or --output-dir")
    if locators.count("-") > 1:
        raise ConfigError("standard input (-) is named twice and can be read once; name it once")
    if not locators:
        raise ConfigError(
            "no source found in what was named; briefing reads text, Markdown, HTML, PDF, DOCX and e-mail"
        )


def _check_places(options: MakeOptions) -> None:
    """Raises ConfigError where what is to be written has no place."""
    for path in (options.output, options.stats):
        if path and not path.parent.is_dir():
            raise ConfigError(f"{path}: the folder {path.parent} does not exist; make it first")
        if path and path.is_dir():
            raise ConfigError(f"{path} is a folder; name a file in it, or use --output-dir for pages")
    folder = options.output_dir
    if folder and folder.exists() and not folder.is_dir():
        raise ConfigError(f"{folder} is a file and no folder; choose another --output-dir, or use -o")


def _real(path: str | Path) -> Path:
    """A path without links; Path.resolve raises where links lead in a circle."""
    return Path(os.path.realpath(path))


def _is_device(path: Path) -> bool:
    """Whether a path is that of a pipe or a device, such as /dev/null, which holds nothing to lose."""
    return path.exists() and not path.is_file() and not path.is_dir()


def _loading(options: MakeOptions, settings: Settings) -> LoadOptions:
    return LoadOptions(
        type=options.type,
        title=options.title,
        date=options.date,
        outlet=options.outlet,
        language=settings.language,
        allow_network=not settings.offline,
        allow_private=options.allow_private,
        allow_cut=options.allow_cut,
        fetch_seconds=settings.fetch_seconds,
    )


def _layout(options: MakeOptions, settings: Settings, format: Format, sources: int) -> Layout:
    """Pages for a screen take its width and colours; all others are the same everywhere."""
    to_stdout = not (options.output or options.output_dir)
    screen = to_stdout and sys.stdout.isatty()
    if screen and format is Format.PDF:
        raise ConfigError("a PDF is nothing for a screen; write it to a file with -o FILE.pdf")
    form = open_form(settings.template, settings.paper, format)
    look = Look(
        width=Console().width if screen else None,
        colour=screen and not os.environ.get("NO_COLOR"),
        one_line=to_stdout and sources > 1 and not options.together,
        press=form.press,
    )
    return Layout(format, settings.words, settings.with_source, form, look)


def _make_all(maker: Maker, locators: Sequence[str], options: MakeOptions, say: Say) -> "_Tally":
    """Make every page and put it where it belongs; a failure is told when it happens."""
    tally = _Tally()
    names = file_names(locators, maker.layout.format)
    console = Console(stderr=True)
    with console.status("…") if console.is_terminal and not options.quiet else nullcontext() as status:

        def on_source(number: int) -> None:
            if status is not None:
                status.update(f"{number + 1} of {len(locators)}: {locators[number]}")

        make = maker.together if options.together else maker.each
        for number, result in make(locators, on_source):
            outcome = result if isinstance(result, Failed) else _put(result, names[number], options)
            if isinstance(outcome, Failed):
                if options.debug:
                    raise outcome.error
                tally.failed.append(outcome)
                say(str(outcome.error))
                continue
            made = cast("Made", result)
            if options.verbose and not options.quiet:
                say(f"{locators[number]}: {made.read:,} words read, a page of {made.words:,} {outcome}")
            if made.words > maker.layout.words * TOO_LONG and not options.quiet:
                say(f"{locators[number]}: its least page has {made.words} words, more than --words")
            tally.unsound += not made.sound
    return tally


@dataclass(slots=True)
class _Tally:
    """What became of the sources."""

    failed: list[Failed] = field(default_factory=list)
    unsound: int = 0

    def exit_code(self, sources: int, strict: bool) -> int:
        if self.failed and len(self.failed) < sources:
            return SOME_FAILED
        if self.failed:
            return self.failed[0].error.exit_code
        return NOT_SUPPORTED if strict and self.unsound else 0


def _put(made: Made, name: str, options: MakeOptions) -> str | Failed:
    """Write a page where it belongs; says where that is. A file that cannot be written is a failure of
    its source alone."""
    target = options.output_dir / name if options.output_dir else options.output
    if target is None:
        _print(made.written)
        return "on standard output"
    try:
        if options.output_dir:
            _make_folder(options.output_dir)
        write_output(target, made.written)
    except ConfigError as error:
        return Failed(name, error)
    return f"in {target}"


def _print(written: str | bytes) -> None:
    try:
        sys.stdout.buffer.write(written.encode("utf-8") if isinstance(written, str) else written)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader of our output has gone (`| head`); the rest goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        raise ConfigError(f"standard output cannot be written: {error.strerror}; use -o FILE") from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"{folder} cannot be made: {error.strerror}; choose another folder") from error


def _stats(timings: Timings) -> dict[str, object]:
    """Seconds by stage and the most memory this process had, in MiB."""
    seconds = {stage: round(value, 4) for stage, value in timings.seconds.items()}
    return {"seconds": seconds, "sources": timings.sources, "peak_memory_mb": peak_memory_mb()}
