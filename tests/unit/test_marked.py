"""Names that the reader marks beside those of code."""

import pytest
from stories import segmented

from briefing.backends.tags import Tagged
from briefing.domain.spans import Span
from briefing.extracting.actors import find_actors


def actors(text: str, *marks: tuple[str, str, float]) -> dict[str, str]:
    """The names found and their kinds, with what a reader would have marked."""
    tagged = [Tagged(_span(text, words), "entity", kind, score) for words, kind, score in marks]
    article = segmented(text)
    return {
        article.article.text[a.name.span.start : a.name.span.end]: a.kind.value
        for a in find_actors(article, tagged)
    }


def _span(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


@pytest.mark.parametrize(
    ("mark", "named"),
    [
        (None, {}),
        (("the zorbex", "organisation", 0.99), {"the zorbex": "organisation"}),
        (("zorbex", "organisation", 0.6), {}),
        (("zorbex", "date", 0.99), {}),
    ],
)
def test_what_only_the_reader_sees_counts_if_it_is_sure(
    mark: tuple[str, str, float] | None, named: dict[str, str]
) -> None:
    text = "Talks with the zorbex went on for a day."

    assert actors(text, *([mark] if mark else [])) == named


def test_a_sure_mark_says_where_a_name_ends() -> None:
    text = "They met Hilma Varga Quell on the quay."

    assert list(actors(text)) == ["Hilma Varga Quell"]
    assert list(actors(text, ("Hilma Varga", "person", 0.95))) == ["Hilma Varga"]


def test_titles_and_possessives_are_no_part_of_a_name() -> None:
    text = "Mr Varga's boat lay at the quay."

    assert actors(text, ("Mr Varga's", "person", 0.95)) == {"Varga": "person"}


def test_a_word_that_describes_an_organisation_is_no_part_of_its_name() -> None:
    text = "They met the federal Zorbex Agency on the quay."

    assert list(actors(text, ("federal Zorbex Agency", "organisation", 0.95))) == ["Zorbex Agency"]


def test_the_reader_is_one_voice_among_others() -> None:
    text = "Anna Roth opened the bridge. Anna Roth was glad."

    assert actors(text, ("Anna Roth", "place", 0.55)) == {"Anna Roth": "person"}


def test_without_marks_code_decides() -> None:
    assert actors("Anna Roth opened the bridge of Lund.") == {"Anna Roth": "person", "Lund": "place"}


def test_a_headline_in_capitals_is_not_marked() -> None:
    text = "Anna Roth Opens Bridge In Lund\n\nAnna Roth opened it on Monday, and she was glad."

    assert actors(text, ("Anna Roth Opens Bridge", "person", 0.95)) == {
        "Anna Roth": "person",
    }


def test_no_mark_parts_a_name_of_the_lists() -> None:
    text = "They called the Fire Department of New York at noon."

    assert list(actors(text, ("Fire Department of New", "organisation", 0.9), ("York", "place", 0.9))) == [
        "Fire Department of New York"
    ]
