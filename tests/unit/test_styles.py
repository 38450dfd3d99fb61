"""One article in the styles that news comes in: what is found in it stays, as far as a style allows."""

import re
from collections.abc import Callable

import pytest
from stories import found

STORY = """Port Ellery votes for a new harbour

PORT ELLERY, Oct. 4 — The council voted for it on Monday, June 3, by 7 votes to 2.

"We have waited ten years for this, and the town will not wait any longer," Mayor Ann Reed said after it.

The harbour will cost about $4.5 million (and maybe more), Mr. James Cole, the treasurer, said.

The fishermen weren't asked, said their spokesman, John Lund. At least three want to go to court in May 2026.

"Nobody has told us where we shall land our fish next year," Mr. Lund said. Work begins at 9 a.m. on Tuesday.
"""


def tokenised(text: str) -> str:
    """As tokenisers write: marks set apart, quotation marks and brackets as words."""
    text = re.sub(r'(^|\s)"', r"\1`` ", text)
    text = text.replace('"', " ''").replace("(", "-LRB- ").replace(")", " -RRB-").replace("n't", " n't")
    text = re.sub(r"([,;:?!])(?!\d)", r" \1", text).replace("$", "$ ")
    return re.sub(r"(?<!a)(?<!a\.m)(?<!Oct)\.(?=\s|$)", " .", text)


def one_line(text: str) -> str:
    return " ".join(text.split())


STYLES: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "small letters": str.lower,
    "tokens": tokenised,
    "one line": one_line,
}


def plain(words: str) -> str:
    """Letters and figures alone."""
    return re.sub(r"\W+|lrb|rrb", "", words.casefold())


def findings(text: str) -> tuple[set[str], set[str], set[str], int]:
    """Names, words said, figures, and how many sentences."""
    article, told = found(text)
    names = {plain(actor.name.span.of(article.text)) for actor in told.actors}
    said = {plain(p.span.of(article.text)) for q in told.quotations for p in q.contents}
    figures = {plain(q.place.span.of(article.text)) for q in told.quantities}
    return names, said, figures, len(article.sentences)


@pytest.mark.parametrize("style", STYLES)
class TestStyles:
    def test_every_figure_and_date_is_found_again(self, style: str) -> None:
        assert findings(STYLES[style](STORY))[2] == findings(STORY)[2]

    def test_words_in_marks_are_found_again(self, style: str) -> None:
        said = {words for words in findings(STORY)[1] if "wait" in words or "nobody" in words}

        assert len(said) == 2
        assert said <= findings(STYLES[style](STORY))[1]

    def test_people_are_found_again(self, style: str) -> None:
        people = {"annreed", "jamescole", "johnlund"}

        assert people <= findings(STORY)[0]
        assert people <= findings(STYLES[style](STORY))[0]

    def test_sentences_are_parted_alike(self, style: str) -> None:
        assert findings(STORY)[3] == findings(STYLES[style](STORY))[3]


def test_an_article_in_capitals_may_end_with_a_name_of_a_table() -> None:
    names = findings("THE COUNCIL VOTED ON MONDAY FOR A NEW HARBOUR IN NEW YORK")[0]

    assert "newyork" in names
