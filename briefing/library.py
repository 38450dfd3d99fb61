"""The library: what `import briefing` gives, and what the command line itself is made of."""

import os
from collections.abc import Sequence

from briefing.domain.briefing import Briefing
from briefing.domain.formats import Format
from briefing.domain.spans import ArticleId
from briefing.loading import LoadOptions, load
from briefing.opening import open_models
from briefing.pipeline import brief as brief_articles
from briefing.rendering import render as render_page
from briefing.rendering.compose import DEFAULT_WORDS, compose
from briefing.settings import load_settings


def brief(
    source: str | Sequence[str],
    *,
    model: str | None = None,
    device: str | None = None,
    seed: int | None = None,
    options: LoadOptions | None = None,
) -> Briefing:
    """The briefing of one source (a path, a URL, "-"), or of several together.

    `model`: a name of models.toml or a folder; `device`: auto, cpu, cuda or mps. What is not given
    comes from the environment and briefing.toml, as for the command line. Models are opened at every
    call: for many sources use `briefing.pipeline.brief` with models opened once.

    Raises LoadError, ConfigError and BackendError.
    """
    locators = [source] if isinstance(source, str) else list(source)
    given = {"model": model, "device": device, "seed": seed}
    settings = load_settings({k: v for k, v in given.items() if v is not None}, os.environ)
    articles = [
        load(locator, options or LoadOptions(), ArticleId(f"A{number}"))
        for number, locator in enumerate(locators, 1)
    ]
    opened = open_models(settings)
    return brief_articles(articles, opened.models, opened.record)


def render(
    briefing: Briefing, format: str = "txt", words: int = DEFAULT_WORDS, with_source: bool = False
) -> str:
    """The page of a briefing as md, txt, html or json. Raises ValueError for another format."""
    return render_page(briefing, compose(briefing, words, with_source), Format(format))
