"""The options of the command line as data: one frozen dataclass a command, one table a field."""

from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, field, fields
from enum import StrEnum
from inspect import Parameter, Signature
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_type_hints

import typer

from briefing.domain.cards import Device
from briefing.domain.formats import Format, Paper

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class MakeOptions:
    """Options of `briefing make`; None: not given, so that environment and files may say."""

    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="Paths, folders, URLs, or - for standard input.")
    ]
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the page to FILE.")
    ] = None
    output_dir: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write one file a source into DIR.")
    ] = None
    format: Annotated[Format | None, typer.Option(help="Format of the page; txt by default.")] = None
    together: Annotated[bool, typer.Option("--together", help="One page of all sources.")] = False
    type: Annotated[
        str | None,
        typer.Option(metavar="TYPE", help="Type of the sources: txt, md, html, pdf or docx."),
    ] = None
    title: Annotated[str | None, typer.Option(help="Title of the article.")] = None
    date: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Date of the article.")] = None
    outlet: Annotated[str | None, typer.Option(help="Who published the article.")] = None
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="Language of the article, as in ISO 639-1.")
    ] = None
    model: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|FOLDER|URL", help="A model of models.toml, in a folder, or behind a server."
        ),
    ] = None
    device: Annotated[Device | None, typer.Option(help="Where models run.")] = None
    words: Annotated[
        int | None, typer.Option(min=50, max=5000, help="Words on the page; 450 by default.")
    ] = None
    paper: Annotated[
        Paper | None, typer.Option(help="Measure the page: one page of this paper (needs the extra pdf).")
    ] = None
    template: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|FILE", help="desk, bullets, plain, or a file of your own; desk by default."
        ),
    ] = None
    with_source: Annotated[
        bool, typer.Option("--with-source", help="Print the numbered source under the page.")
    ] = False
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit 1 if something on the page is not supported.")
    ] = False
    offline: Annotated[bool, typer.Option("--offline", help="Refuse every connection.")] = False
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from this machine and private networks too.")
    ] = False
    allow_cut: Annotated[
        bool, typer.Option("--allow-cut", help="Read the beginning of a source that is too long.")
    ] = False
    config: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Settings file instead of briefing.toml.")
    ] = None
    seed: Annotated[int | None, typer.Option(help="Seed, for models that draw lots.")] = None
    stats: Annotated[Path | None, typer.Option(metavar="FILE", help="Write timings as JSON to FILE.")] = None
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say more on stderr.")] = False
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing on stderr but errors.")] = False
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False

    def given(self) -> dict[str, object]:
        """What was said of the settings on the command line; the rest is left to other places."""
        named = {
            "format": self.format and self.format.value,
            "language": self.language,
            "model": self.model,
            "device": self.device and self.device.value,
            "words": self.words,
            "paper": self.paper and self.paper.value,
            "template": self.template,
            "seed": self.seed,
            "offline": self.offline or None,
            "strict": self.strict or None,
            "with_source": self.with_source or None,
        }
        return {name: value for name, value in named.items() if value is not None}


class ReportFormat(StrEnum):
    """How `briefing verify` and `briefing bench` report."""

    TXT = "txt"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class VerifyOptions:
    """Options of `briefing verify`."""

    text: Annotated[
        str,
        typer.Argument(metavar="TEXT", help="Text, Markdown or a saved JSON; - for standard input."),
    ]
    sources: Annotated[
        list[str],
        typer.Option("--source", "-s", metavar="SOURCE", help="What to check it against; may be repeated."),
    ] = field(default_factory=list)
    format: Annotated[ReportFormat, typer.Option(help="Format of the report.")] = ReportFormat.TXT
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the report to FILE.")
    ] = None
    deep: Annotated[
        bool, typer.Option("--deep", help="Read with the embedded reader, and ask the support model.")
    ] = False
    type: Annotated[
        str | None,
        typer.Option(metavar="TYPE", help="Type of the sources: txt, md, html, pdf or docx."),
    ] = None
    offline: Annotated[bool, typer.Option("--offline", help="Refuse every connection.")] = False
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from this machine and private networks too.")
    ] = False
    allow_cut: Annotated[
        bool, typer.Option("--allow-cut", help="Read the beginning of a source that is too long.")
    ] = False
    config: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Settings file instead of briefing.toml.")
    ] = None
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing on stderr but errors.")] = False
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False


@dataclass(frozen=True, slots=True)
class ReviewOptions:
    """Options of `briefing review`; None: not given, so that environment and files may say."""

    briefing: Annotated[
        Path, typer.Argument(metavar="BRIEFING.json", help="A page saved by make with --format json.")
    ]
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write the review, or page, to FILE."),
    ] = None
    apply: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Carry out saved decisions and make the final page.")
    ] = None
    format: Annotated[Format | None, typer.Option(help="Format of the final page; txt by default.")] = None
    log: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what was decided as JSON to FILE.")
    ] = None
    words: Annotated[
        int | None, typer.Option(min=50, max=5000, help="Words on the page; 450 by default.")
    ] = None
    paper: Annotated[Paper | None, typer.Option(help="Measure the final page: one page of this paper.")] = (
        None
    )
    template: Annotated[
        str | None, typer.Option(metavar="NAME|FILE", help="Template of the page; desk by default.")
    ] = None
    with_source: Annotated[
        bool, typer.Option("--with-source", help="Print the numbered source under the final page.")
    ] = False
    config: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Settings file instead of briefing.toml.")
    ] = None
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing on stderr but errors.")] = False
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False

    def given(self) -> dict[str, object]:
        """What was said of the settings on the command line."""
        named = {
            "format": self.format and self.format.value,
            "words": self.words,
            "paper": self.paper and self.paper.value,
            "template": self.template,
            "with_source": self.with_source or None,
        }
        return {name: value for name, value in named.items() if value is not None}


@dataclass(frozen=True, slots=True)
class DailyOptions:
    """Options of `briefing daily`; None: not given."""

    desk: Annotated[
        Path | None, typer.Argument(metavar="DESK.toml", help="What to read, and where to put it.")
    ] = None
    init: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a commented desk file to begin with.")
    ] = None
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be fetched and read; do neither.")
    ] = False
    date: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="The day of the page; today by default.")
    ] = None
    by: Annotated[
        str | None, typer.Option(metavar="HH:MM", help="The time at which the page must stand.")
    ] = None
    budget: Annotated[
        str | None, typer.Option(metavar="TIME", help="The most time a run may take: 90s, 10m, 1h.")
    ] = None
    json_log: Annotated[bool, typer.Option("--json-log", help="Log on stderr as JSON, a line an event.")] = (
        False
    )
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing on stderr but errors.")] = False
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False


@dataclass(frozen=True, slots=True)
class BenchOptions:
    """Options of `briefing bench`; None: not given."""

    articles: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Articles to put errors into; own ones by default.")
    ] = None
    count: Annotated[int, typer.Option(min=1, max=100_000, help="Most edits of each kind.")] = 100
    seed: Annotated[int, typer.Option(help="Seed by which sentences and edits are drawn.")] = 0
    format: Annotated[ReportFormat, typer.Option(help="Format of the report.")] = ReportFormat.TXT
    deep: Annotated[bool, typer.Option("--deep", help="Check with the support model too.")] = False
    model: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|FOLDER|URL", help="A model of models.toml, in a folder, or behind a server."
        ),
    ] = None
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False


def takes(options: type[T]) -> Callable[[Callable[[T], None]], Callable[..., None]]:
    """Make a function of one options value into one whose parameters are its fields, as typer
    reads them: name, annotation and default of each."""

    def decorate(run: Callable[[T], None]) -> Callable[..., None]:
        def command(**given: Any) -> None:
            run(options(**given))

        hints = get_type_hints(options, include_extras=True)
        command.__signature__ = Signature(  # type: ignore[attr-defined]
            [
                Parameter(
                    one.name,
                    Parameter.KEYWORD_ONLY,
                    default=_default(one),
                    annotation=hints[one.name],
                )
                for one in fields(options)  # type: ignore[arg-type]
            ]
        )
        command.__annotations__ = hints
        command.__doc__, command.__name__ = run.__doc__, run.__name__
        return command

    return decorate


def _default(one: Field[Any]) -> Any:
    if one.default_factory is not MISSING:
        return one.default_factory()
    return Parameter.empty if one.default is MISSING else one.default
