"""HTML of a page: one safe file whose references lead somewhere."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.domain.article import Article, Block, BlockKind, Section, SegmentedArticle, Sentence, Source
from briefing.domain.briefing import (
    Briefing,
    Fixed,
    Given,
    Line,
    LineKind,
    Origin,
    Page,
    Run,
    RunRecord,
    RunStyle,
    Verbatim,
)
from briefing.domain.findings import Findings
from briefing.domain.spans import Place, Span
from briefing.rendering.to_html import to_html

TEXT = "The old harbour of the town opened again on Monday - to all, it seems. It is dry."
FIRST, SECOND = Place("A1", Span(0, 70)), Place("A1", Span(71, len(TEXT)))


def _briefing(locator: str = "harbour.txt", language: str | None = "en") -> Briefing:
    article = Article(
        "A1",
        Source(locator, "text/plain", ""),
        TEXT,
        (Block(Span(0, len(TEXT)), BlockKind.PARAGRAPH),),
        language,
    )
    sentences = (
        Sentence("s1", FIRST.span, BlockKind.PARAGRAPH),
        Sentence("s2", SECOND.span, BlockKind.PARAGRAPH),
    )
    sections = (Section("p1", Span(0, len(TEXT)), None, ("s1", "s2")),)
    return Briefing((SegmentedArticle(article, sentences, sections),), Findings(), (), (), RunRecord("0"))


def _point(target: Place) -> Line:
    return Line(LineKind.POINT, (Run("It opened. ", Fixed()), Run("s1", Fixed(target), RunStyle.REFERENCE)))


def _source(label: str, place: Place) -> Line:
    return Line(
        LineKind.SOURCE,
        (Run("words", Verbatim(place)),),
        (Run(label, Fixed(), RunStyle.REFERENCE),),
        (label,),
    )


class _Reader(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.body = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [given["href"] or ""] if "href" in given else []
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "main" in self.open:
            self.body += data


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


class TestDocument:
    def test_holds_each_line_in_its_element(self) -> None:
        page = Page(
            (
                Line(LineKind.TITLE, (Run("Harbour opens", Verbatim(FIRST)),)),
                Line(LineKind.HEADING, (Run("Key actors", Fixed()),)),
                Line(
                    LineKind.ACTOR,
                    (Run("Chair", Verbatim(FIRST), RunStyle.ROLE),),
                    (Run("Bo Ek", Verbatim(FIRST), RunStyle.NAME),),
                ),
                Line(LineKind.HEADING, (Run("Bottom line", Fixed()),)),
                Line(LineKind.POINT, (Run("It opened.", Fixed()),)),
                Line(LineKind.POINT, (Run("It sank.", Fixed(), RunStyle.WARNING),)),
                Line(LineKind.CHECKED, (Run("2 items", Fixed()),)),
            )
        )

        html = to_html(page, _briefing())

        assert html.partition("<main>\n")[2].partition("</main>")[0] == (
            '<h1 class="title">Harbour opens</h1>\n'
            '<section aria-labelledby="part-1">\n<h2 class="heading" id="part-1">Key actors</h2>\n'
            '<dl>\n<div class="actor"><dt><b class="name">Bo Ek</b></dt>'
            '<dd><span class="role">Chair</span></dd></div>\n</dl>\n</section>\n'
            '<section aria-labelledby="part-2">\n<h2 class="heading" id="part-2">Bottom line</h2>\n'
            '<ul>\n<li class="point">It opened.</li>\n'
            '<li class="point"><strong class="warning">It sank.</strong></li>\n</ul>\n</section>\n'
            '<p class="checked">2 items</p>\n'
        )
        assert "<title>Harbour opens</title>" in html
        assert html.startswith('<!DOCTYPE html>\n<html lang="en">\n')

    def test_names_no_language_where_none_is_known(self) -> None:
        assert "\n<html>\n" in to_html(Page(()), _briefing(language=None))

    def test_takes_the_locator_for_a_title_where_the_page_has_none(self) -> None:
        assert "<title>a&amp;b.txt</title>" in to_html(Page(()), _briefing("a&b.txt"))


class TestPolicy:
    def test_allows_its_own_style_and_nothing_else(self) -> None:
        html = to_html(Page(()), _briefing())
        style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
        assert style is not None
        assert policy is not None

        digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()

        assert policy[1] == (
            f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        )
        assert html.index("Content-Security-Policy") < html.index("<style>")

    def test_fetches_nothing_and_runs_nothing(self) -> None:
        html = to_html(Page((_point(FIRST),)), _briefing())

        assert not re.search(r"<script|<link|<img|<iframe|style=|\son\w+=|@import|url\(", html)


class TestLinks:
    def test_a_reference_leads_to_the_sentence_on_the_page(self) -> None:
        reader = _read(
            to_html(Page((_point(FIRST), _source("s1", FIRST), _source("s2", SECOND))), _briefing())
        )

        assert reader.links == ["#A1-0"]
        assert reader.ids == ["A1-0", "A1-71"]

    def test_there_is_no_link_where_there_is_nothing_to_open(self) -> None:
        assert _read(to_html(Page((_point(FIRST),)), _briefing())).links == []

    @pytest.mark.parametrize(
        ("place", "fragment"),
        [
            (FIRST, "The%20old%20harbour%20of%20the,%2D%20to%20all%2C%20it%20seems."),
            (SECOND, "It%20is%20dry."),
        ],
    )
    def test_a_source_on_the_web_opens_at_the_passage(self, place: Place, fragment: str) -> None:
        reader = _read(to_html(Page((_point(place),)), _briefing("https://a.example/b?c&d#e")))

        assert reader.links == [f"https://a.example/b?c&d#:~:text={fragment}"]

    @pytest.mark.parametrize(
        ("locator", "links"), [("http://a.example", 1), ("javascript:alert(1)", 0), ("a.txt", 0)]
    )
    def test_only_addresses_on_the_web_are_opened(self, locator: str, links: int) -> None:
        facts = Line(LineKind.FACTS, (Run(locator, Given("A1", "locator")),))

        assert _read(to_html(Page((facts, _point(FIRST))), _briefing(locator))).links[:1] == [locator] * links


ORIGINS: st.SearchStrategy[Origin] = st.sampled_from(
    [Fixed(), Fixed(FIRST), Fixed(SECOND), Verbatim(FIRST), Given("A1", "locator")]
)
NASTY = st.lists(
    st.sampled_from(["<b>", "&lt;", "&", '"', "'", "-->", "]]>", "</main>", "a", " ", "\x00"])
).map("".join)
RUNS = st.lists(
    st.builds(Run, NASTY | st.text(st.characters()), ORIGINS, st.sampled_from(RunStyle)), max_size=4
).map(tuple)
LINES = st.lists(st.builds(Line, st.sampled_from(LineKind), RUNS, RUNS), max_size=4).map(tuple)


@given(LINES)
def test_a_reader_sees_the_words_of_the_page_and_no_other_element(lines: tuple[Line, ...]) -> None:
    reader = _read(to_html(Page(lines), _briefing("https://a.example/")).encode().decode())

    ours = "html head meta title style body main section h1 h2 p ul li dl div dt dd span b strong a"
    drawn = "svg line circle"
    assert set(reader.tags) <= {*ours.split(), *drawn.split()}
    told = "".join(
        run.text for line in lines for run in (*(() if line.kind in _UNLABELLED else line.label), *line.runs)
    )
    assert _shown(reader.body) == _shown(told)


_UNLABELLED = {
    LineKind.TITLE,
    LineKind.FACTS,
    LineKind.HEADING,
    LineKind.CHECKED,
    LineKind.NOTE,
    LineKind.PARAGRAPH,
}
"""Lines that stand alone and have no label on any page."""


def _shown(text: str) -> str:
    half = re.sub("[\ud800-\udfff]", "\ufffd", text)
    return "".join(
        c for c in half if not c.isspace() and not "\x00" <= c <= "\x1f" and not "\x7f" <= c <= "\x9f"
    )
