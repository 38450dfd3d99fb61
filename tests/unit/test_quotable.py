"""Which quotations are fit for the page, and what of them is printed."""

import pytest
from stories import briefed, lines

from briefing.domain.briefing import LineKind, Page
from briefing.rendering.listing import Room, quotation_lines
from briefing.rendering.printed import Printed

FERRY = "\n\nThe ferry goes on every hour."


def quoted(text: str) -> list[str]:
    made = briefed(text + FERRY)
    page = Page(tuple(quotation_lines(made, Room(4, 100), Printed())))
    return [line.text.rpartition(" s")[0] for line in lines(page, LineKind.QUOTATION)]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Roth said the plan, which was dear, “would ruin the town of Lund for ever”.",
        "The suit says the bridge “was built by people who had never seen one before”.",
        f"“Rather than close {'the port and the school and the mill and ' * 4}all, we pay,” said Anna Roth.",
        "“This will not save a single one of us,” a mysterious said.",
        "Anna Roth smiled. This was her day, she said, “and then of course the ferry for us all.”",
    ],
    ids=["no verb of its own", "a lawsuit speaks", "cut before its clause", "nobody", "no clause"],
)
def test_what_is_no_clause_of_somebody_is_not_printed(text: str) -> None:
    assert quoted(text) == []


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (
            "Anna Roth called the plan “a gift to the whole town of Lund”.",
            "called the plan “a gift to the whole town of Lund”. — Anna Roth",
        ),
        (
            "Anna Roth wrote on Friday in a letter that “the bridge is a gift to us”.",
            "wrote on Friday in a letter that “the bridge is a gift to us”. — Anna Roth",
        ),
        (
            "Anna Roth said that the bridge “was a gift to the whole town”.",
            "the bridge “was a gift to the whole town”. — Anna Roth",
        ),
    ],
    ids=["an object", "words before the clause", "a clause"],
)
def test_a_clause_stands_alone_and_anything_else_with_its_cue(text: str, printed: str) -> None:
    assert quoted(text) == [printed]


def test_a_second_half_that_finds_no_room_is_marked() -> None:
    waited = "We have waited for a bridge in this town for ten years and now at last we have been told"
    text = f"“{waited} that there is no money and none will come,” Anna Roth said, “so we will build it.”"

    (line,) = quoted(text)

    assert line.endswith("and none will come […]” — Anna Roth")


def test_a_speaker_of_function_words_is_nobody() -> None:
    text = "“We have waited for this,” Karl Berg said. “The bridge is ours now,” all the while they said."

    assert quoted(text) == ["“We have waited for this” — Karl Berg"]
