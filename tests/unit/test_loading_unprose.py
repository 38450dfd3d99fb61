"""Tables and program source are told where that is sure, and no article is taken for one."""

from pathlib import Path

import pytest

from briefing.errors import EmptyArticle, UnsupportedSource
from briefing.loading import LoadOptions, load, load_bytes

PROSE = "The council of Port Ellery, the region and the state voted for the harbour on Monday night.\n"
TABLE = "place,year,ships\n" + "".join(f"The quay of Lund,20{n},{n * 3}\n" for n in range(10, 30))
PYTHON = """import os

def ships(quay):
    \"\"\"The ships at a quay.\"\"\"
    return [ship for ship in quay if ship]


class Quay:
    length = 200

    def __len__(self):
        return self.length
"""
SCRIPT = """#include <stdio.h>
int main(void) {
    int ships = 3;
    for (int i = 0; i < ships; i++) {
        printf("a ship at the quay of the old town");
    }
    return 0;
}
"""


@pytest.mark.parametrize(
    ("data", "name", "seems"),
    [
        (TABLE, "a.csv", "a table"),
        (TABLE, "-", "a table"),
        (TABLE, "a.txt", "a table"),
        (TABLE.replace(",", "\t"), "a.tsv", "a table"),
        (TABLE.replace(",", "\t"), "a.txt", "a table"),
        (TABLE.replace(",", ";"), "a.txt", "a table"),
        ("a,b\n1,2\n", "a.csv", "a table"),
        (PYTHON, "a.py", "program source"),
        (PYTHON, "-", "program source"),
        (SCRIPT, "a.txt", "program source"),
        (SCRIPT, "a.c", "program source"),
        ("#!/bin/sh\necho ship\n", "a", "program source"),
    ],
)
def test_tables_and_program_source_are_refused(data: str, name: str, seems: str) -> None:
    with pytest.raises(UnsupportedSource, match=f"seems to be {seems}; briefing reads text"):
        load_bytes(data.encode(), name, "")


def test_who_says_that_it_is_text_has_it_read() -> None:
    assert load_bytes(PROSE.encode(), "a.csv", "", LoadOptions(type="txt")).text == PROSE


@pytest.mark.parametrize(
    "name", ["https://ledger.example/story.php", "https://ledger.example/a.pl", "a visit to D.C"]
)
def test_an_address_may_end_as_a_program_does(name: str) -> None:
    assert load_bytes((PROSE * 9).encode(), name, "").text


def test_a_page_is_a_page_whatever_its_name() -> None:
    page = f"<html><body><article><h1>Harbour</h1>{f'<p>{PROSE}</p>' * 3}</article></body></html>"

    assert load_bytes(page.encode(), "story.php", "").source.media_type == "text/html"


@pytest.mark.parametrize(
    "text",
    [
        PROSE * 30,
        "Roth, 53, left;\nReed, 44, stayed;\nLund, 9, slept;\n" * 5 + PROSE,
        "import duties rose in Lund\nfrom Monday the quay is shut\nclass is over, said Reed:\n" * 4 + PROSE,
        "Lund: 3\nReed: 4\n" * 12 + PROSE * 3,
    ],
)
def test_no_article_is_taken_for_one(text: str) -> None:
    try:
        assert load_bytes(text.encode(), "story.txt", "").text == text
    except EmptyArticle:
        pytest.fail("refused")


def test_the_seed_is_none(seed: Path) -> None:
    assert load(str(seed)).text
