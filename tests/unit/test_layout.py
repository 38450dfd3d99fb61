"""reading_order() on pages drawn as text: each word of a drawing is a piece where it stands."""

import re

import pytest

from briefing.loading.layout import Line, reading_order

SIZE = 10.0
WIDE = 5.0  # points a character


def drawn(page: str) -> list[Line]:
    """Pieces that two spaces part; a line of the drawing is a line of the page."""
    lines = page.strip("\n").splitlines()
    return [
        Line(
            piece.group(),
            piece.start() * WIDE,
            (len(lines) - row) * 12.0,
            piece.end() * WIDE,
            (len(lines) - row) * 12.0 + SIZE,
            SIZE,
        )
        for row, line in enumerate(lines)
        for piece in re.finditer(r"\S+(?: \S+)*", line)
    ]


def read(page: str) -> list[tuple[bool, list[str]]]:
    return [(region.table, [line.text for line in region.lines]) for region in reading_order(drawn(page))]


def test_one_column() -> None:
    assert read("the council voted on Monday\nfor a new harbour") == [
        (False, ["the council voted on Monday", "for a new harbour"])
    ]


def test_two_columns_under_a_headline_that_spans_them() -> None:
    page = """
A new harbour for the whole town of Ellery and its island
the council voted on Monday    of Ellery and its island
for a new harbour after nine   have waited for it since
hours of debate in the hall    the storm of that winter
and now the fishermen there    when the old quay broke.
"""
    assert read(page) == [
        (False, ["A new harbour for the whole town of Ellery and its island"]),
        (
            False,
            [
                "the council voted on Monday",
                "for a new harbour after nine",
                "hours of debate in the hall",
                "and now the fishermen there",
            ],
        ),
        (
            False,
            [
                "of Ellery and its island",
                "have waited for it since",
                "the storm of that winter",
                "when the old quay broke.",
            ],
        ),
    ]


def test_the_last_column_may_be_short() -> None:
    page = """
the council voted on Monday    and that was all of it.
for a new harbour after nine
hours of debate in the hall
where the fishermen waited
"""
    assert [lines for _, lines in read(page)][-1] == ["and that was all of it."]


def test_a_table_is_read_by_rows() -> None:
    page = """
Year    Ships    Tonnes
2022    188      4,100
2023    201      4,350
2024    212      4,900
"""
    assert read(page) == [
        (True, ["Year | Ships | Tonnes", "2022 | 188 | 4,100", "2023 | 201 | 4,350", "2024 | 212 | 4,900"])
    ]


@pytest.mark.parametrize("page", ["", "one line"])
def test_next_to_nothing(page: str) -> None:
    assert read(page) == ([(False, ["one line"])] if page else [])
