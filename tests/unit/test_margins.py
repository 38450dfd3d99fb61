"""without_margins() on pages drawn as text."""

from dataclasses import replace

import pytest
from drawing import drawn

from briefing.loading.margins import without_margins


def kept(*pages: str) -> list[list[str]]:
    lines = [[replace(line, page=number) for line in drawn(page)] for number, page in enumerate(pages, 1)]
    return [[line.text for line in page] for page in without_margins(lines)]


PROSE = """the council voted on Monday night
for a new harbour after nine hours
of debate in the hall of the town"""
WORDS = ("a b c d e", "f g h i j", "k l m n o")
FURTHER = """and the fishermen of the island
who wait for it marched to the hall
with lamps in the ice of that night"""


@pytest.mark.parametrize("foot", ["{}", "Page {}", "– {} –", "{}/2", "Page {} of 2"])
def test_numbers_that_count_the_pages_go(foot: str) -> None:
    pages = [f"{text}\n\n\n{foot.format(number)}" for number, text in enumerate((PROSE, FURTHER), 1)]

    assert kept(*pages) == [PROSE.splitlines(), FURTHER.splitlines()]


def test_a_part_of_a_longer_paper_counts_too() -> None:
    pages = [f"{text}\n\n\n{number}" for number, text in ((163, PROSE), (164, FURTHER))]

    assert kept(*pages) == [PROSE.splitlines(), FURTHER.splitlines()]


def test_numbers_of_pages_beside_the_text_go() -> None:
    further = [f"{number}     " + PROSE.replace("\n", "\n        ") for number in range(163, 166)]
    above = ["\n".join(f"        {word} of a town by the sea" for word in words.split()) for words in WORDS]

    pages = [f"{long}\n{page}\n{long}" for long, page in zip(above, further, strict=True)]

    assert not any(text.isdecimal() for page in kept(*pages) for text in page)


@pytest.mark.parametrize("end", ["320", "\n\n320", "1", "\n2019    35    400", "\n\n\n12/3"])
def test_other_numbers_stay(end: str) -> None:
    assert kept(f"{PROSE}\n{end}") == [[*PROSE.splitlines(), *end.split()]]


def test_figures_at_the_same_place_of_two_pages_stay() -> None:
    tables = [f"{text}\n\n\nShips    {ships}" for text, ships in ((PROSE, "212"), (FURTHER, "188"))]

    assert [page[-2:] for page in kept(*tables)] == [["Ships", "212"], ["Ships", "188"]]


def test_running_heads_go_with_their_numbers() -> None:
    heads = [f"The Ellery Post, page {number}, 2024\n\n\n" for number in (7, 8)]

    assert kept(heads[0] + PROSE, heads[1] + FURTHER) == [PROSE.splitlines(), FURTHER.splitlines()]


def test_numbers_of_lines_go() -> None:
    page = """
1     the council voted on Monday
2     for a new harbour after nine
3     hours of debate in the hall
"""
    assert kept(page) == [
        ["the council voted on Monday", "for a new harbour after nine", "hours of debate in the hall"]
    ]


def test_numbers_of_every_fifth_line_go() -> None:
    pages = [
        f"""
{first}     the council voted on Monday
        for a new harbour after nine
{second}     hours of debate in the hall
"""
        for first, second in (("05", "10"), ("15", "20"))
    ]
    assert not any(text.isdecimal() for page in kept(*pages) for text in page)


def test_ranks_of_a_list_stay() -> None:
    page = """
1     Northern Dredging of Ellery
2     Southern Dredging of Lund
3     Eastern Dredging of Narva
"""
    assert [text for text in kept(page)[0] if text.isdecimal()] == ["1", "2", "3"]
