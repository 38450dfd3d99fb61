"""The table of formats."""

import json
from pathlib import Path

import pytest

from briefing.domain.article import Article, Block, BlockKind, Section, SegmentedArticle, Source
from briefing.domain.briefing import Briefing, Given, Line, LineKind, Page, Run, RunRecord
from briefing.domain.findings import Findings
from briefing.domain.spans import Span
from briefing.errors import ConfigError
from briefing.rendering import FORMATS, Format, Look, format_of, render
from briefing.rendering.printable import printable

LOCATOR = "caf\udce9\n.txt"


@pytest.fixture
def briefing() -> Briefing:
    """One article from a file whose name is not UTF-8."""
    span = Span(0, 5)
    article = Article("A1", Source(LOCATOR, "text/plain", ""), "Ships", (Block(span, BlockKind.PARAGRAPH),))
    segmented = SegmentedArticle(article, (), (Section("p1", span, None, ()),))
    return Briefing((segmented,), Findings(), (), (), RunRecord("0"))


PAGE = Page((Line(LineKind.FACTS, (Run(LOCATOR, Given("A1", "locator")),)),))


def test_every_format_has_a_renderer() -> None:
    assert set(FORMATS) == set(Format)


@pytest.mark.parametrize("format", [format for format in Format if format is not Format.PDF])
def test_every_text_can_be_written_and_ends_with_a_line_break(briefing: Briefing, format: Format) -> None:
    text = render(briefing, PAGE, format)

    assert isinstance(text, str)
    assert text.encode("utf-8").endswith(b"\n")
    assert "caf" in text


def test_one_line_is_for_json_alone(briefing: Briefing) -> None:
    line = render(briefing, PAGE, Format.JSON, Look(one_line=True))

    assert line.count("\n") == 1
    assert json.loads(line) == json.loads(render(briefing, PAGE, Format.JSON))
    assert render(briefing, PAGE, Format.MD, Look(one_line=True)) == render(briefing, PAGE, Format.MD)


def test_width_is_for_plain_text(briefing: Briefing) -> None:
    page = Page((Line(LineKind.FACTS, (Run("word " * 20, Given("A1", "locator")),)),))

    assert len(render(briefing, page, Format.TXT, Look(width=40)).splitlines()) == 3


@pytest.mark.parametrize(
    ("name", "format"), [("a.md", Format.MD), ("a.b.HTML", Format.HTML), ("a.json", Format.JSON)]
)
def test_an_extension_stands_for_a_format(name: str, format: Format) -> None:
    assert format_of(Path(name)) is format


@pytest.mark.parametrize("name", ["page.docx", "page", ".md"])
def test_another_extension_is_refused_with_the_choices(name: str) -> None:
    with pytest.raises(ConfigError, match=r"choose one of \.md, \.txt, \.html, \.json"):
        format_of(Path(name))


def test_printable_keeps_places_and_letters() -> None:
    text = "é\x1b[1m\u2028港\udce9\t’"

    assert printable(text) == "é [1m 港\ufffd ’"
