"""The job of `briefing bench`: articles, the configured model and the locks in, a report out."""

import os
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files

from rich.console import Console

from briefing.benching.checkers import open_checker
from briefing.benching.material import Material
from briefing.benching.measuring import measure
from briefing.benching.report import Bench, Setup, to_json, to_table
from briefing.domain.article import Article
from briefing.domain.formats import Format
from briefing.errors import BriefingError, ConfigError
from briefing.loading import load, load_bytes
from briefing.loading.finding import find_sources
from briefing.memory import peak_memory_mb
from briefing.opening import Opened, open_models
from briefing.options import BenchOptions, ReportFormat
from briefing.pipeline import brief
from briefing.rendering import Look, render
from briefing.rendering.compose import compose
from briefing.settings import Settings, load_settings

SOME_FAILED = 5

Say = Callable[[str], None]
"""Takes a note or an error for stderr."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The articles that could be read; `failed`: some could not."""

    articles: tuple[Article, ...]
    failed: bool = False


def bench(options: BenchOptions, say: Say) -> tuple[str, int]:
    """The report as it was asked for, and the exit code.

    Raises ConfigError, UnknownModel and BackendError before anything is measured, and the LoadError of
    the first article where none can be read.
    """
    settings = load_settings({"model": options.model}, os.environ)
    loaded = _loaded(options, say)
    opened = open_models(settings)
    for note in opened.notes:
        say(note)
    report = _report(_measured(loaded.articles, opened, settings, options), options.format)
    return report, SOME_FAILED if loaded.failed else 0


def own_articles() -> tuple[Article, ...]:
    """The articles that come with the program, written for it."""
    folder = files("briefing.benching").joinpath("articles")
    entries = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".txt")), key=lambda e: e.name
    )
    return tuple(load_bytes(entry.read_bytes(), entry.name, "text/plain") for entry in entries)


def _loaded(options: BenchOptions, say: Say) -> Loaded:
    """The articles of the folder named, or the program's own. Raises ConfigError for no folder and for
    none in it."""
    if options.articles is None:
        return Loaded(own_articles())
    if not options.articles.is_dir():
        raise ConfigError(f"{options.articles}: no such folder; --articles takes a folder of articles")
    found = find_sources([str(options.articles)])
    if not found.locators:
        raise ConfigError(" ".join(found.notes) or f"{options.articles}: no article in this folder")
    for note in found.notes:
        say(note)
    return _read(found.locators, say)


def _read(locators: Sequence[str], say: Say) -> Loaded:
    articles: list[Article] = []
    errors: list[BriefingError] = []
    for locator in locators:
        try:
            articles.append(load(locator))
        except BriefingError as error:
            errors.append(error)
    if not articles:
        raise errors[0]
    for failure in errors:
        say(str(failure))
    return Loaded(tuple(articles), bool(errors))


def _measured(
    articles: Sequence[Article], opened: Opened, settings: Settings, options: BenchOptions
) -> Bench:
    console = Console(stderr=True)
    with console.status("…") if console.is_terminal else nullcontext() as status:

        def on_step(step: str) -> None:
            if status is not None:
                status.update(step.replace("_", " "))

        on_step("pages")
        pages = _pages_per_second(articles, opened, settings)
        materials = [Material.of(number, article) for number, article in enumerate(articles, 1)]
        found = measure(materials, open_checker(options.deep), options.count, options.seed, on_step)
    setup = Setup(
        version=version("briefing"),
        model=opened.record.model,
        device=opened.record.device,
        deep=options.deep,
        seed=options.seed,
        count=options.count,
        articles=len(materials),
        sentences=sum(len(material.originals) for material in materials),
    )
    return Bench(setup, found, pages, peak_memory_mb())


def _pages_per_second(articles: Sequence[Article], opened: Opened, settings: Settings) -> float:
    """How many pages are made a second, models open, loading not counted."""
    started = time.perf_counter()
    for article in articles:
        made = brief([article], opened.models, opened.record)
        render(made, compose(made, settings.words), Format.TXT, Look())
    return len(articles) / (time.perf_counter() - started)


def _report(bench: Bench, format: ReportFormat) -> str:
    return to_json(bench) if format is ReportFormat.JSON else to_table(bench)
