"""Reported speech that the reader marks, beside that of the rules."""

import re

from stories import segmented

from briefing.backends.tags import Tagged
from briefing.domain.findings import Quotation, QuotationKind
from briefing.domain.spans import Span
from briefing.extracting.heard import with_heard
from briefing.extracting.quotations import find_quotations

_TAGS = re.compile(r"<(source|cue|content)>(.*?)</\1>")


def heard(marked: str, score: float = 0.9) -> tuple[str, tuple[Quotation, ...]]:
    """The text without tags, and its quotations with the tags as marks of the reader."""
    text, tagged, at = "", [], 0
    for match in _TAGS.finditer(marked):
        text += marked[at : match.start()]
        tagged.append(Tagged(Span(len(text), len(text) + len(match[2])), match[1], match[1], score))
        text, at = text + match[2], match.end()
    text += marked[at:]
    article = segmented(text)
    return text, with_heard(article, find_quotations(article), tagged)


def told(marked: str, score: float = 0.9) -> list[tuple[str, ...]]:
    text, quotations = heard(marked, score)
    return [
        (
            q.kind.value,
            q.speaker.span.of(text) if q.speaker else "",
            *(place.span.of(text) for place in q.contents),
        )
        for q in quotations
    ]


def test_what_the_rules_do_not_see_is_reported_speech() -> None:
    marked = (
        "It fell, <cue>in the view of</cue> <source>the bank</source>, <content>by a third in May</content>."
    )

    assert told(marked) == [("indirect", "the bank", "by a third in May")]
    assert told(marked, score=0.3) == []


def test_the_readers_borders_stand_where_both_see_the_cue() -> None:
    marked = "<source>Lund</source> <cue>said</cue> <content>it would close in May</content> because of ice."

    assert told(marked) == [("indirect", "Lund", "it would close in May")]


def test_what_has_no_cue_for_the_reader_is_dropped() -> None:
    other = "<source>Lund</source> <cue>said</cue> <content>it would close</content>."

    assert told(f"{other} Roe added that the sea was cold.") == [("indirect", "Lund", "it would close")]
    assert len(told("Lund said it would close. Roe added that the sea was cold.")) == 2


def test_words_in_marks_stay_with_the_rules() -> None:
    marked = '"Nobody warned us," <source>Ann Lund</source> <cue>said</cue> of <content>the flood</content>.'

    assert told(marked) == [("direct", "Ann Lund", "Nobody warned us,")]


def test_words_in_marks_within_what_is_reported_are_the_speakers() -> None:
    marked = (
        "The plan was, <cue>in the eyes of</cue> <source>Karin Lund</source>, "
        "<content>“a great and terrible waste” of money</content>."
    )
    text, quotations = heard(marked)

    assert [q.kind for q in quotations] == [QuotationKind.MIXED]
    assert quotations[0].contents[0].span.of(text) == "a great and terrible waste"
    assert quotations[0].clause is not None
    assert quotations[0].clause.span.of(text) == "“a great and terrible waste” of money"


def test_nothing_is_reported_within_somebodys_words() -> None:
    marked = '"<source>They</source> <cue>think</cue> <content>we are fools here</content>," Karin Lund said.'

    assert [kind for kind, *_ in told(marked)] == ["direct"]
