"""The command line: which commands and options there are, and what becomes of their errors.

stdout carries pages and nothing else; progress, notes and errors go to stderr. This is the only
file that ends the process.
"""

import gc
import os
import sys
from importlib import import_module
from importlib.metadata import version as version_of
from pathlib import Path
from types import ModuleType
from typing import Annotated, NoReturn

import typer

from briefing.errors import BriefingError
from briefing.options import BenchOptions, DailyOptions, MakeOptions, ReviewOptions, VerifyOptions, takes

_OBJECTS_BEFORE_COLLECTING = 100_000

app = typer.Typer(
    help="One checked page from news articles, with models that run on this machine.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
models = typer.Typer(help="The models that can be used, and which of them are here.", no_args_is_help=True)
app.add_typer(models, name="models")
archive = typer.Typer(help="What a desk has read and said, day by day.", no_args_is_help=True)
app.add_typer(archive, name="archive")


def main() -> None:
    """The console script. Turns every expected error into a message and its exit code."""
    # What starting allocates stays; looking for garbage in it costs a tenth of a page.
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTING)
    try:
        app()
    except BriefingError as error:
        _end(error)
    except BrokenPipeError:
        # The reader of our output has gone (`| head`); closing stdout would raise once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - no traceback reaches a user without --debug
        _end(
            BriefingError(f"unexpected {type(error).__name__}: {error}; run again with --debug and report it")
        )


def _end(error: BriefingError) -> NoReturn:
    if "--debug" in sys.argv:
        raise error
    _say(str(error))
    sys.exit(error.exit_code)


def _say(text: str) -> None:
    """On stderr, without characters that would steer a terminal: servers and file names may hold them."""
    typer.echo("".join(char if char.isprintable() else " " for char in f"briefing: {text}"), err=True)


def _job(module: str) -> ModuleType:
    """A module that does the work, imported when it is asked for: --help waits for none of them."""
    return import_module(f"briefing.{module}")


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"briefing {version_of('briefing')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


@app.command()
@takes(MakeOptions)
def make(options: MakeOptions) -> None:
    """One page from each source: what happened, who said it, which figures, and where each stands."""
    raise typer.Exit(_job("delivering").deliver(options, _say))


@app.command()
@takes(VerifyOptions)
def verify(options: VerifyOptions) -> None:
    """Check any text, or a saved briefing, against its sources: exit 1 where something does not hold."""
    report, code = _job("verifying.command").verify(options, _say)
    sys.stdout.buffer.write(report.encode())
    raise typer.Exit(code)


@app.command()
@takes(ReviewOptions)
def review(options: ReviewOptions) -> None:
    """A saved page beside its source, to accept, edit or strike; --apply makes the final page."""
    written, code = _job("reviewing.command").review(options, _say)
    sys.stdout.buffer.write(written.encode() if isinstance(written, str) else written)
    raise typer.Exit(code)


@app.command()
@takes(DailyOptions)
def daily(options: DailyOptions) -> None:
    """One page for the day: stories of feeds and folders, and what is new in them since the day before."""
    written, code = _job("daily.command").daily(options, _say)
    sys.stdout.buffer.write(written.encode() if isinstance(written, str) else written)
    raise typer.Exit(code)


_Desk = Annotated[Path, typer.Argument(metavar="DESK.toml")]
_Most = Annotated[int, typer.Option("--most", min=1, help="The most articles to name.")]


@archive.command("list")
def list_articles(
    desk: _Desk,
    day: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Only those of a day.")] = None,
    most: _Most = 100,
) -> None:
    """The articles that were read, the newest first."""
    typer.echo(_job("daily.shelves").listed(desk, day, most), nl=False)


@archive.command("show")
def show_article(desk: _Desk, number: Annotated[int, typer.Argument(metavar="NUMBER")]) -> None:
    """One article as it was read."""
    typer.echo(_job("daily.shelves").shown(desk, number), nl=False)


@archive.command("search")
def search_articles(
    desk: _Desk, words: Annotated[list[str], typer.Argument(metavar="WORDS...")], most: _Most = 20
) -> None:
    """Articles that have all the words, the likeliest first."""
    typer.echo(_job("daily.shelves").searched(desk, " ".join(words), most), nl=False)


@archive.command("prune")
def prune_articles(
    desk: _Desk, before: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="Forget what is older.")]
) -> None:
    """Forget articles and pages from before a day."""
    typer.echo(_job("daily.shelves").pruned(desk, before), nl=False)


@app.command()
@takes(BenchOptions)
def bench(options: BenchOptions) -> None:
    """Catch rates, false alarms, speed and memory of the configured model on this machine."""
    report, code = _job("benching.command").bench(options, _say)
    sys.stdout.buffer.write(report.encode())
    raise typer.Exit(code)


@models.command("list")
def list_models() -> None:
    """The models of models.toml: which are on this machine, and which fit its memory."""
    typer.echo(_job("catalogue").listing())


@models.command("get")
def fetch_model(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    pin: Annotated[
        bool, typer.Option("--pin", help="Take no other revision than this one from now on.")
    ] = False,
) -> None:
    """Fetch a model's files from the Hugging Face hub, sizes first; nothing else here downloads any."""
    typer.echo(_job("catalogue").fetched(name, pin, _say))


@models.command("show")
def show_model(name: Annotated[str, typer.Argument(metavar="NAME|FOLDER")]) -> None:
    """Everything that is known of one model."""
    typer.echo(_job("catalogue").details(name))


@models.command("check")
def check_model(name: Annotated[str, typer.Argument(metavar="NAME|FOLDER|URL")]) -> None:
    """Open a model and let it write, or read, one sentence."""
    typer.echo(_job("catalogue").trial(name))
