"""Markdown of a page: readable as it is, and its text stays text whatever an article holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefing.domain.briefing import Fixed, Line, LineKind, Page, Run, RunStyle
from briefing.rendering.to_markdown import to_markdown

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def _run(text: str, style: RunStyle = RunStyle.PLAIN) -> Run:
    return Run(text, Fixed(), style)


def _line(kind: LineKind, text: str, label: str = "") -> Line:
    return Line(kind, (_run(text),), (_run(label),) if label else ())


def _markdown(kind: LineKind, *runs: Run) -> str:
    return to_markdown(Page((Line(kind, runs),)))


def _flat(tokens: list[Token]) -> list[Token]:
    return [inner for token in tokens for inner in (token, *_flat(token.children or []))]


def _read(markdown: str) -> str:
    """The text that a Markdown reader shows. Asserts that it shows text and emphasis alone."""
    tokens = _flat(MARKDOWN.parse(markdown))
    kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}
    assert kinds <= {"paragraph", "heading", "bullet_list", "list_item", "inline", "text", "strong", "em"}
    return "".join(token.content for token in tokens if token.type == "text")


def _words(text: str) -> list[str]:
    return "".join(c if c.isprintable() else " " for c in text).split()


class TestLayout:
    def test_each_line_is_a_heading_a_paragraph_or_an_item(self) -> None:
        page = Page(
            (
                _line(LineKind.TITLE, "Harbour opens"),
                _line(LineKind.FACTS, "harbour.txt · 90 words"),
                _line(LineKind.HEADING, "Bottom line"),
                _line(LineKind.POINT, "It opened."),
                _line(LineKind.POINT, "It is dry."),
                _line(LineKind.HEADING, "Key actors"),
                _line(LineKind.ACTOR, "Harbour master", label="Ida Lund"),
                _line(LineKind.CHECKED, "3 items, all verbatim"),
            )
        )

        assert to_markdown(page) == (
            "# Harbour opens\n\nharbour.txt · 90 words\n\n## Bottom line\n\n- It opened.\n- It is dry.\n\n"
            "## Key actors\n\n- **Ida Lund**: Harbour master\n\n3 items, all verbatim\n"
        )

    def test_a_label_may_stand_alone(self) -> None:
        assert to_markdown(Page((_line(LineKind.ACTOR, "", label="Ida Lund"),))) == "- **Ida Lund**\n"

    def test_an_empty_page_is_an_empty_line(self) -> None:
        assert to_markdown(Page(())) == "\n"

    def test_runs_keep_their_own_spaces(self) -> None:
        runs = (
            _run("It opened."),
            _run(" "),
            _run("s3", RunStyle.REFERENCE),
            _run(" (in place of another)", RunStyle.NOTE),
        )

        assert _markdown(LineKind.POINT, *runs) == "- It opened. *s3* (in place of another)\n"

    def test_doubt_stands_out(self) -> None:
        runs = (_run("It sank."), _run(" (not found)", RunStyle.WARNING))

        assert _markdown(LineKind.POINT, *runs) == "- It sank. **(not found)**\n"


class TestEmphasis:
    def test_is_left_out_inside_a_word(self) -> None:
        runs = (_run("pre"), _run("(Lund)", RunStyle.NAME), _run("post"))

        assert _markdown(LineKind.POINT, *runs) == "- pre(Lund)post\n"

    def test_is_left_out_where_two_meet(self) -> None:
        runs = (_run("Ida.", RunStyle.NAME), _run("“Lund”", RunStyle.NAME))

        assert _markdown(LineKind.POINT, *runs) == "- **Ida.**“Lund”\n"

    def test_does_not_hold_white_space(self) -> None:
        assert (
            _markdown(LineKind.POINT, _run("by"), _run(" Lund ", RunStyle.NAME), _run("now"))
            == "- by **Lund** now\n"
        )


class TestEscapes:
    @pytest.mark.parametrize(
        ("text", "written"),
        [
            ("<script>alert(1)</script>", r"\<script>alert(1)\</script>"),
            ("[a](javascript:x)", r"\[a\](javascript:x)"),
            ("see [a](b)", r"see [a\](b)"),
            ("[a]: http://b.example", r"\[a\]: http://b.example"),
            ("*all* of __it__", r"\*all\* of \_\_it\_\_"),
            ("`code`", r"\`code\`"),
            (r"back\slash", r"back\\slash"),
            ("AT&amp;T", r"AT\&amp;T"),
            ("# 1 of all", r"\# 1 of all"),
            ("- no", r"\- no"),
            ("+ 5 degrees", r"\+ 5 degrees"),
            ("> so", r"\> so"),
            ("1. May was wet", r"1\. May was wet"),
            ("2024) he said", r"2024\) he said"),
            ("---", r"\---"),
            ("===", r"\==="),
            ("~~~", r"~\~\~"),
            ("was ~~struck~~", r"was ~\~struck\~\~"),
            ("[x] done", r"\[x] done"),
            ("costs $5, US$ 6", r"costs $5, US\$ 6"),
        ],
    )
    def test_markup_in_an_article_is_escaped(self, text: str, written: str) -> None:
        assert _markdown(LineKind.POINT, _run(text)) == f"- {written}\n"
        assert _read(f"- {written}\n") == text

    @pytest.mark.parametrize(
        "text",
        [
            "AT&T, R&D & more",
            "http://a.example/one_two_3.html",
            "$44-45 billion, about ~60 % – and 1.5 million",
            "“We left […]” said [Putin]",
            "No. 1: it’s #new; 5 > 4, a=b, x+y - and (so) on!",
        ],
    )
    def test_what_needs_no_escape_has_none(self, text: str) -> None:
        assert _markdown(LineKind.POINT, _run(text)) == f"- {text}\n"

    def test_a_link_cannot_be_put_together_from_two_runs(self) -> None:
        runs = (_run("see [a]"), _run("(http://b.example)"))

        assert _read(_markdown(LineKind.POINT, *runs)) == "see [a](http://b.example)"

    def test_a_heading_keeps_its_last_sign(self) -> None:
        assert _read(_markdown(LineKind.TITLE, _run("Music in F #"))) == "Music in F #"

    def test_a_line_end_in_a_title_does_not_end_it(self) -> None:
        assert _markdown(LineKind.TITLE, _run("One\n# Two")) == "# One # Two\n"


# Short pieces of what Markdown reads, and letters: likelier to hit its grammar than any text.
NASTY = st.lists(
    st.sampled_from(
        [*"*_`[]()<>!#-+.~|&;:\\\"'$= \n\tab1", "**", "](", "]:", "http://b.example", "&lt;", "<b>", "1."]
    )
).map("".join)
RUNS = st.lists(st.builds(_run, NASTY | st.text(), st.sampled_from(RunStyle)), max_size=4).map(tuple)
LINES = st.lists(st.builds(Line, st.sampled_from(LineKind), RUNS, RUNS), max_size=4).map(tuple)


@given(LINES)
def test_a_reader_sees_the_words_of_the_page(lines: tuple[Line, ...]) -> None:
    shown = _read(to_markdown(Page(lines)))

    told = "".join("".join(run.text for run in (*line.label, *line.runs)) for line in lines)
    assert "".join(_words(shown)).replace(":", "") == "".join(_words(told)).replace(":", "")
