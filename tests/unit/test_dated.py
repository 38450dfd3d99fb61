"""Resolved days on the page: behind the article's words, one a line, none twice."""

import re

import pytest
from fakes import FakeReader

from briefing.domain.briefing import Briefing, Line, LineKind, Page, Resolved, RunRecord, Verbatim
from briefing.domain.spans import Place, Span
from briefing.loading import LoadOptions, load_bytes
from briefing.pipeline import Models, brief
from briefing.rendering.compose import compose
from briefing.rendering.dated import dated
from briefing.rendering.runs import verbatim

MARK = re.compile(r"\s\[\d{1,2} [A-Z][a-z]{2} \d{4}\]")


def _briefed(text: str, date: str | None = "2022-12-21") -> Briefing:
    article = load_bytes(text.encode(), "a.txt", "txt", LoadOptions(date=date))
    return brief([article], Models(FakeReader()), RunRecord(version="0"))


def _marked(text: str, date: str | None = "2022-12-21") -> list[str]:
    """Each sentence as a line of a page."""
    briefing = _briefed(text, date)
    article = briefing.articles[0]
    runs = [verbatim(briefing, article.article.place(sentence.span)) for sentence in article.sentences]
    return [line.text for line in dated([Line(LineKind.POINT, (run,)) for run in runs], briefing)]


@pytest.mark.parametrize(
    "line",
    [
        "The council met on Monday [19 Dec 2022], and rose.",
        "The council met on Monday night [19 Dec 2022] in Lund.",
        "The council met on Monday [19 Dec 2022].",
        "The council will meet on Friday [23 Dec 2022] and on Monday.",
        "The council met yesterday [20 Dec 2022] for long.",
        "The council met on October 10, and last week, and last year.",
        "Monday's vote was close to all of them.",
        "The council met every Monday in the town.",
        "They said “we met on Monday” in the town.",
    ],
)
def test_one_mark_behind_the_first_open_day_of_a_line(line: str) -> None:
    assert _marked(MARK.sub("", line)) == [line]


def test_the_same_day_under_the_same_words_is_marked_once() -> None:
    assert _marked("They met on Monday in Lund. They ate on Monday in Lund. They will meet on Monday.") == [
        "They met on Monday [19 Dec 2022] in Lund.",
        "They ate on Monday in Lund.",
        "They will meet on Monday [26 Dec 2022].",
    ]


def test_nothing_is_marked_without_a_date() -> None:
    text = "The council met on Monday, yesterday."

    assert _marked(text, None) == [text]


def test_a_page_keeps_the_articles_words_around_the_mark() -> None:
    text = "The council of Lund voted on Monday for a bridge of 28 arches over the river."
    briefing = _briefed(text)
    page = compose(briefing)
    (number,) = (
        n for line in page.lines for n, run in enumerate(line.runs) if isinstance(run.origin, Resolved)
    )
    runs = next(line.runs for line in page.lines if line.kind is LineKind.POINT)

    assert runs[number - 2].origin == Verbatim(Place("A1", Span(0, text.index(" for"))))
    assert runs[number].text == "[19 Dec 2022]"
    assert not {q.id for q in briefing.findings.quantities} - page.items


def test_marks_count_as_words_of_the_page() -> None:
    text = "The council of Lund voted on Monday for a bridge."
    marked, plain = compose(_briefed(text)), compose(_briefed(text, None))

    assert _words(marked) - _words(plain) == len("[19 Dec 2022]".split())


def _words(page: Page) -> int:
    return sum(len(line.text.split()) for line in page.lines if line.kind is LineKind.POINT)
