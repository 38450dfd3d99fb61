import pytest

from briefing.grammar.spelling import one_spelling


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("defence", "defense"),
        ("labour", "labor"),
        ("neighbouring", "neighboring"),
        ("theatre", "theater"),
        ("centres", "centers"),
        ("organisation", "organization"),
        ("realised", "realized"),
        ("analysed", "analyzed"),
        ("licences", "licenses"),
        ("travelled", "traveled"),
        ("programmes", "programs"),
    ],
)
def test_two_spellings_are_one(british: str, american: str) -> None:
    assert one_spelling(british) == one_spelling(american)


@pytest.mark.parametrize(
    ("one", "other"), [("four", "for"), ("price", "prize"), ("rise", "raise"), ("sell", "sel")]
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert one_spelling(one) != one_spelling(other)
