"""Golden pages: whole pages of our own articles, made on fakes so that they are exact.

`pytest tests/golden --update-golden` writes them anew; then read the diff.
"""

from pathlib import Path

import pytest
from fakes import FakeReader, FakeWriter

from briefing.backends.ports import Writer
from briefing.domain.briefing import Briefing, RunRecord, untraced
from briefing.domain.formats import Format
from briefing.loading import load_bytes
from briefing.pipeline import Models, brief
from briefing.rendering import render
from briefing.rendering.compose import compose

HERE = Path(__file__).resolve().parent
TEXTS = [format for format in Format if format is not Format.PDF]
ARTICLES = sorted((HERE / "articles").glob("*.txt"))


def _briefing(path: Path, writer: Writer | None = None) -> Briefing:
    article = load_bytes(path.read_bytes(), path.name, "txt")
    return brief([article], Models(FakeReader(), writer), RunRecord(version="0", model="fake-reader"))


def _compare(text: str | bytes, golden: Path, update: bool) -> None:
    assert isinstance(text, str)
    if update:
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("format", TEXTS)
def test_page(article: Path, format: Format, update_golden: bool) -> None:
    made = _briefing(article)

    text = render(made, compose(made, with_source=True), format)

    _compare(text, HERE / "pages" / f"{article.stem}.{format.value}", update_golden)


def test_page_of_a_writer_that_lies(update_golden: bool) -> None:
    writer = FakeWriter(lambda prompt: "Mayor Anna Gran sold 99 bridges. “We are rich,” she said.")
    made = _briefing(HERE / "articles" / "bridge.txt", writer)
    page = compose(made)

    text = render(made, page, Format.TXT)

    assert untraced(page, made) == ()
    assert "99" not in text
    assert "Gran" not in text
    _compare(text, HERE / "pages" / "bridge-liar.txt", update_golden)


def test_page_of_a_writer_that_rewrites(update_golden: bool) -> None:
    writer = FakeWriter(lambda prompt: "The council of Lund approved a new bridge on Monday.")
    made = _briefing(HERE / "articles" / "bridge.txt", writer)

    text = render(made, compose(made), Format.TXT)

    assert "not checked" in text
    _compare(text, HERE / "pages" / "bridge-rewriter.txt", update_golden)


@pytest.mark.parametrize("words", [100, 200, 450, 900])
def test_a_page_has_about_the_words_asked_for(words: int, seed: Path) -> None:
    made = _briefing(seed)

    assert compose(made, words).words <= max(words, 170)


def test_nothing_stands_twice_on_a_page(seed: Path) -> None:
    page = compose(_briefing(seed))

    lines = [line.text for line in page.lines]
    assert len(lines) == len(set(lines))
