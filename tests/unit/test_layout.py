"""reading_order() on pages drawn as text: each word of a drawing is a piece where it stands."""

import random

import pytest
from drawing import SIZE, WIDE, drawn

from briefing.loading.layout import reading_order
from briefing.loading.rows import Line


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


def test_a_table_among_paragraphs_is_read_by_rows() -> None:
    page = """
The council of Port Ellery voted on Monday for a new harbour

Year   Ships
2023   188
2024   201

and the fishermen marched to the old quay in the evening.
"""
    assert read(page) == [
        (False, ["The council of Port Ellery voted on Monday for a new harbour"]),
        (True, ["Year | Ships", "2023 | 188", "2024 | 201"]),
        (False, ["and the fishermen marched to the old quay in the evening."]),
    ]


def test_a_table_in_a_column_takes_nothing_of_the_other() -> None:
    page = """
the council voted on Monday    of Ellery and its island
for a new harbour after nine   have waited for it since
Year    Ships    Tonnes        the storm of that winter
2022    188      4,100         when the old quay broke
2023    201      4,350         and nobody had the money
and now the fishermen there    for the work in the ice.
"""
    assert read(page)[1] == (True, ["Year | Ships | Tonnes", "2022 | 188 | 4,100", "2023 | 201 | 4,350"])
    assert read(page)[3][1][2:5] == [
        "the storm of that winter",
        "when the old quay broke",
        "and nobody had the money",
    ]


def test_a_cell_may_have_two_lines() -> None:
    rows = [
        ("Island", 0, 100), ("Ships", 120, 100),
        ("North of the", 0, 70), ("188", 120, 70), ("old quay", 0, 58),
        ("South", 0, 40), ("201", 120, 40),
    ]  # fmt: skip
    lines = [Line(text, left, y, left + len(text) * WIDE, y + SIZE, SIZE) for text, left, y in rows]

    (region,) = reading_order(lines)

    assert [line.text for line in region.lines] == [
        "Island | Ships",
        "North of the old quay | 188",
        "South | 201",
    ]


def test_items_of_a_list_are_no_rows() -> None:
    page = """
•   the ice goes in March
•   work begins in April
•   ships call in summer
"""
    assert not any(table for table, _ in read(page))


def test_what_stands_far_apart_over_the_page_is_no_line_of_prose() -> None:
    page = """
THE ELLERY POST                     3 March 2025
the council voted on Monday for a new harbour
after nine hours of debate in the hall.
"""
    assert read(page)[0] == (True, ["THE ELLERY POST | 3 March 2025"])
    assert not read(page)[1][0]


@pytest.mark.parametrize("seed", range(40))
def test_no_word_is_lost_or_read_twice(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - not for secrets
    words = ["12", "•", "Ships", "4,100", "the council voted on Monday night", "• ice"]
    lines = [
        Line(text, left, height, left + len(text) * WIDE, height + SIZE, SIZE)
        for text in dice.choices(words, k=dice.choice([1, 5, 30]))
        for left, height in [(dice.choice([0, 60, 120, 200]), dice.choice(range(0, 120, 12)))]
    ]
    shown = " ".join(line.text for region in reading_order(lines) for line in region.lines)

    assert sorted(shown.replace("|", "").split()) == sorted(" ".join(line.text for line in lines).split())


@pytest.mark.parametrize("page", ["", "one line"])
def test_next_to_nothing(page: str) -> None:
    assert read(page) == ([(False, ["one line"])] if page else [])
