"""What the day of writing says of words that leave the day open: cases, and laws for any day."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import lines_as_blocks

from briefing.domain.article import SegmentedArticle
from briefing.domain.findings import TEMPORAL, Moment
from briefing.extracting.quantities import find_quantities
from briefing.grammar.dates import Base
from briefing.grammar.relative import find_relative
from briefing.grammar.word_classes import WEEKDAYS
from briefing.segmenting import segment

CASES = Path(__file__).resolve().parent.parent / "cases" / "dates.txt"
_VALUE = re.compile(r"\s\[[^\]]+\]")


def _cases() -> Iterator[tuple[str, str]]:
    day = ""
    for line in CASES.read_text("utf-8").splitlines():
        if line.startswith("= "):
            day = line[2:]
        elif line and not line.startswith("#"):
            yield day, line


def _article(text: str, published: str | None) -> SegmentedArticle:
    article = lines_as_blocks(text).article
    return segment(type(article)(article.id, article.source, text, article.blocks, published=published))


def _told(text: str, day: str | None) -> str:
    """The text with the value of each date behind it."""
    for quantity in reversed(find_quantities(_article(text, day))):
        if quantity.kind in TEMPORAL:
            value, end = quantity.value, quantity.place.span.end
            assert isinstance(value, Moment | None)
            ends = (
                "-"
                if value is None
                else value.low
                if value.low == value.high
                else f"{value.low}..{value.high}"
            )
            text = f"{text[:end]} [{ends}]{text[end:]}"
    return text


@pytest.mark.parametrize(("day", "case"), list(_cases()), ids=lambda case: case[:40])
def test_dates_of_an_article(day: str, case: str) -> None:
    assert _told(_VALUE.sub("", case), day) == case


DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@given(DAYS, st.sampled_from(WEEKDAYS), st.sampled_from(["met", "will meet"]))
def test_a_weekday_is_within_a_week_on_its_side(day: date, name: str, verb: str) -> None:
    (found,) = find_relative(f"They {verb} on {name.capitalize()}.", Base(day))
    if found.value is None:
        assert (WEEKDAYS.index(name) - day.weekday()) % 7 == 1
        assert verb == "met"
        return
    assert found.resolved
    told = date.fromisoformat(found.value.low)

    assert told.weekday() == WEEKDAYS.index(name)
    assert timedelta() <= (day - told if verb == "met" else told - day) < timedelta(7)


@given(DAYS, st.sampled_from(["last week", "this week", "next week", "last weekend"]))
def test_a_week_is_whole_and_near(day: date, words: str) -> None:
    for found in find_relative(f"It rained {words}.", Base(day)):
        assert found.value is not None
        first, last = date.fromisoformat(found.value.low), date.fromisoformat(found.value.high)

        assert last - first == timedelta(1 if "weekend" in words else 6)
        assert abs(first - day) < timedelta(14)


@given(st.text(max_size=80), DAYS, st.sampled_from(WEEKDAYS))
def test_nothing_is_resolved_without_a_base_and_any_text_is_read(text: str, day: date, name: str) -> None:
    words = f"{text} on {name.capitalize()} {text}"

    assert not any(found.resolved for found in find_relative(words, None))
    for found in find_relative(words, Base(day)):
        assert found.resolved is (found.value is not None)


def test_without_a_date_they_stay_as_written() -> None:
    text = "The council met on Monday, yesterday and last year, and on October 10."

    assert (
        _told(text, None)
        == "The council met on Monday [-], yesterday and last year, and on October 10 [--10-10]."
    )


def test_another_year_before_it_may_be_that_of_a_day() -> None:
    retold = "In 1969 they flew. The craft landed on July 20."

    assert _told(retold, "2019-07-25") == "In 1969 [1969] they flew. The craft landed on July 20 [--07-20]."
