"""The library: what `import briefing` gives, and what the command line itself is made of."""

import os
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from briefing.domain.article import Article
from briefing.domain.briefing import Briefing
from briefing.domain.formats import Format, Paper
from briefing.domain.spans import ArticleId
from briefing.loading import LoadOptions, load
from briefing.opening import open_models
from briefing.pipeline import brief as brief_articles
from briefing.rendering import Look, open_form
from briefing.rendering import render as render_page
from briefing.rendering.compose import DEFAULT_WORDS, compose
from briefing.settings import load_settings
from briefing.verifying import Verification, verify_text
from briefing.verifying.texts import text_of


def brief(
    source: str | Path | Sequence[str | Path],
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
    locators = [source] if isinstance(source, str | Path) else source
    given = {"model": model, "device": device, "seed": seed}
    settings = load_settings({k: v for k, v in given.items() if v is not None}, os.environ)
    articles = [
        load(locator, options or LoadOptions(), ArticleId(f"A{number}"))
        for number, locator in enumerate(locators, 1)
    ]
    opened = open_models(settings)
    return brief_articles(articles, opened.models, opened.record)


def render(
    briefing: Briefing,
    format: str = "txt",
    words: int = DEFAULT_WORDS,
    with_source: bool = False,
    *,
    template: str = "desk",
    paper: str | None = None,
) -> str | bytes:
    """The page of a briefing as md, txt, html or json, or the bytes of a pdf.

    `template`: desk, bullets, plain or a file; `paper`: "a4" or "letter", for a page that is measured. Raises
    ValueError for another format or paper, UnknownTemplate, and ConfigError where the extra `pdf` is needed
    and not installed.
    """
    asked = Format(format)
    form = open_form(template, Paper(paper) if paper else None, asked)
    return render_page(briefing, compose(briefing, words, with_source, form), asked, Look(press=form.press))


def verify(
    text: str | Path,
    sources: str | Path | Sequence[str | Path | Article] = (),
    *,
    deep: bool = False,
    options: LoadOptions | None = None,
) -> Verification:
    """What the locks say of a text against its sources: quotations, speakers, numbers, names, roles, wording.

    `text`: the text itself, plain or Markdown, or a `Path` to a file with it or to a saved briefing, which
    brings its own sources. `sources`: paths, URLs, or articles already loaded. `deep` reads with the embedded
    reader and asks the support model, else no model is loaded. `text[item.start:item.end]` of the result's
    `text` are an item's words.

    Raises LoadError, ConfigError where there is nothing to hold the text against, and BackendError.
    """
    name, given = (str(text), text_of(str(text))) if isinstance(text, Path) else ("text", text)
    wanted = [sources] if isinstance(sources, str | Path) else sources
    articles = [s if isinstance(s, Article) else load(s, options or LoadOptions()) for s in wanted]
    models = import_module("briefing.verifying.deep").open_deep() if deep else None
    return verify_text(given, articles, name, models)
