"""Plain text of a page: its layout, and that no article can steer the terminal."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from briefing.domain.briefing import Fixed, Line, LineKind, Page, Run, RunStyle, Verbatim
from briefing.domain.spans import Place, Span
from briefing.rendering.to_terminal import NARROWEST, to_terminal

SOURCE = Verbatim(Place("A1", Span(0, 1)))
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def _line(kind: LineKind, text: str, label: str = "") -> Line:
    return Line(kind, (Run(text, Fixed()),), (Run(label, SOURCE, RunStyle.NAME),) if label else ())


PAGE = Page(
    (
        Line(LineKind.TITLE, (Run("Harbour opens again", SOURCE),)),
        _line(LineKind.FACTS, "harbour.txt · 90 words"),
        _line(LineKind.HEADING, "Bottom line"),
        _line(LineKind.POINT, "It is open to all ships again, said the harbour master. s3"),
        _line(LineKind.HEADING, "Key actors"),
        _line(LineKind.ACTOR, "Harbour master s2", label="Ida Lund"),
        _line(LineKind.ACTOR, "Chair of the board of the port and of its many piers s9", label="Bo Ek"),
        _line(LineKind.CHECKED, "3 items, all verbatim"),
    )
)

DRAWN = """\
Harbour opens again
harbour.txt · 90 words

BOTTOM LINE
  It is open to all ships again,
    said the harbour master. s3

KEY ACTORS
  Ida Lund  Harbour master s2
  Bo Ek     Chair of the board of the
            port and of its many piers
            s9

3 items, all verbatim
"""


class TestLayout:
    def test_is_as_drawn(self) -> None:
        assert to_terminal(PAGE, 38) == DRAWN

    def test_is_120_columns_wide_by_default(self) -> None:
        text = to_terminal(Page((_line(LineKind.FACTS, "word " * 100),)))

        assert max(len(row) for row in text.splitlines()) == 119

    def test_does_not_look_at_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COLUMNS", "50")
        monkeypatch.setenv("FORCE_COLOR", "1")

        assert to_terminal(PAGE, 38) == DRAWN

    def test_a_long_label_is_wrapped_in_its_column(self) -> None:
        line = _line(LineKind.SECTION, "It opened.", label="A heading that is far too long for a column")

        assert to_terminal(Page((line,)), 40) == (
            "  A heading     It opened.\n  that is far\n  too long for\n  a column\n"
        )

    def test_neighbours_with_a_label_share_its_column_and_others_do_not(self) -> None:
        number = _line(LineKind.NUMBER, "of the piers", label="60%")
        actor = _line(LineKind.ACTOR, "chair", label="Bo Ek")

        rows = to_terminal(Page((number, actor, _line(LineKind.HEADING, "More"), number))).splitlines()

        assert rows == ["  60%    of the piers", "  Bo Ek  chair", "", "MORE", "  60%  of the piers"]

    def test_headings_of_the_article_keep_their_letters(self) -> None:
        heading = Line(LineKind.HEADING, (Run("Costs", SOURCE),))

        assert to_terminal(Page((heading,))) == "Costs\n"

    def test_wide_characters_count_two_columns(self) -> None:
        page = Page(
            (_line(LineKind.NUMBER, "of it", label="港口"), _line(LineKind.NUMBER, "of all", label="60%"))
        )

        assert to_terminal(page) == "  港口  of it\n  60%   of all\n"

    def test_a_label_may_stand_alone(self) -> None:
        assert to_terminal(Page((_line(LineKind.ACTOR, "", label="Bo Ek"),))) == "  Bo Ek\n"

    def test_an_empty_page_is_empty(self) -> None:
        assert to_terminal(Page(())) == ""


class TestColour:
    def test_changes_no_character(self) -> None:
        coloured = to_terminal(PAGE, 38, colour=True)

        assert coloured != DRAWN
        assert ESCAPE.sub("", coloured) == DRAWN

    def test_there_is_none_unless_asked_for(self) -> None:
        warning = Line(LineKind.POINT, (Run("It sank. (not found)", Fixed(), RunStyle.WARNING),))

        assert "\x1b" not in to_terminal(Page((warning,)))

    def test_markup_of_the_layout_library_in_an_article_is_text(self) -> None:
        line = _line(LineKind.POINT, "[bold red]fire[/] :fire: [link=x]")

        assert to_terminal(Page((line,)), colour=True) == "  [bold red]fire[/] :fire: [link=x]\n"


def test_control_characters_of_an_article_do_not_reach_the_terminal() -> None:
    line = _line(LineKind.POINT, "a\x1b[2Jb\x07c\rd\x9bme\nf", label="g\x08h")

    assert to_terminal(Page((line,))) == "  g h  a [2Jb c d me f\n"


TEXTS = st.text() | st.text("ab c\t\n港é-’\u200d😀", max_size=200)
RUNS = st.lists(st.builds(Run, TEXTS, st.just(SOURCE), st.sampled_from(RunStyle)), max_size=3).map(tuple)
LINES = st.lists(st.builds(Line, st.sampled_from(LineKind), RUNS, RUNS), max_size=4).map(tuple)


@given(LINES, st.integers(NARROWEST, 130))
def test_no_line_is_wider_than_asked_for(lines: tuple[Line, ...], width: int) -> None:
    assert all(cell_len(row) <= width for row in to_terminal(Page(lines), width).split("\n"))


@given(RUNS)
def test_every_character_but_white_space_is_printed_in_order(runs: tuple[Run, ...]) -> None:
    printed = to_terminal(Page((Line(LineKind.POINT, runs),)))

    told = "".join(c for run in runs for c in run.text if c.isprintable() or ord(c) > 0x9F)
    assert "".join(printed.split()) == "".join(told.split())
