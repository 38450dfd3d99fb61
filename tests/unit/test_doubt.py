"""loses_doubt(): what a clause may not lose of its sentence."""

import pytest
from stories import briefed, place_of

from briefing.rendering.doubt import loses_doubt


def lost(sentence: str, shown: str, told: bool) -> bool:
    made = briefed(f"The ferry goes on. {sentence} And so it goes in Lund.")
    return loses_doubt(made, place_of("28", made), place_of(shown, made), told)


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor of Lund wrongly said that 28 schools were closed.",
        "The mayor of Lund didn’t say that 28 schools were closed.",
        "The mayor of Lund denied that 28 schools were closed.",
        "There is no evidence that 28 schools were closed.",
        "If the vote fails in Lund, 28 schools were closed for nothing.",
        "The mayor of Lund said it could well be that 28 schools were closed.",
        "Assuming that he is right, 28 schools were closed.",
        "28 schools were closed, a figure the mayor disputed.",
        "28 schools were closed, which officials later denied.",
        "28 schools were closed, which is not true.",
        "28 schools were closed, the paper wrote before correcting itself.",
        "28 schools were closed if the mayor is right.",
    ],
)
def test_what_takes_it_back_may_not_be_lost(sentence: str, told: bool) -> None:
    assert lost(sentence, "28 schools were closed", told)


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor of Lund said that 28 schools were closed.",
        "The mayor said on Monday in the town hall of Lund that 28 schools were closed.",
        "The mayor allegedly found that 28 schools were closed.",
        "The town is hopeful that 28 schools were closed.",
        "28 schools were closed, according to the mayor.",
        "28 schools were closed, two officials of the town said on Monday.",
    ],
)
def test_whose_words_they_are_may_be_lost_where_the_page_says_it(sentence: str) -> None:
    assert lost(sentence, "28 schools were closed", told=False)
    assert not lost(sentence, "28 schools were closed", told=True)


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("The mayor allegedly closed 28 schools.", "The mayor allegedly closed 28 schools"),
        ("28 schools were closed, which is not true.", "28 schools were closed, which is not true"),
        ("In the north 28 schools were closed, and not one is open.", "28 schools were closed"),
        ("On 3 May in the north 28 schools were closed.", "28 schools were closed"),
        ("The mayor, who said nothing more, closed 28 schools.", "closed 28 schools"),
    ],
)
def test_what_is_shown_or_of_something_else_is_not_lost(sentence: str, shown: str) -> None:
    assert not lost(sentence, shown, told=False)
