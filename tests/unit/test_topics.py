"""Sections by topic: where they begin, and what they are called."""

import numpy as np
import pytest
from fakes import FakeReader
from stories import briefed, lines

from briefing.backends.lexical import LexicalReader
from briefing.backends.ports import Reader, Reading
from briefing.domain.article import SegmentedArticle
from briefing.domain.briefing import LineKind
from briefing.domain.claims import Claim, ClaimId
from briefing.extracting.topics import find_topics
from briefing.loading import LoadOptions, load_bytes
from briefing.pipeline import extract
from briefing.rendering.compose import compose
from briefing.segmenting import segment
from briefing.segmenting.topics import LONG, LONGEST, divide

FERRY = (
    "The old ferry crossed the sound with sixty cars on the ferry deck. The ferry engine failed in the storm"
    " and the ferry deck rusted. The ferry crew asked the harbour for a new ferry engine."
)
SCHOOL = (
    "The village school has a roof with holes over the pupils. Teachers told pupils the school roof would"
    " be mended. Pupils wear coats in the school library because of the school roof."
)


def _text(*parts: tuple[str, int]) -> str:
    """Paragraphs, each so many times, numbered so that no two are alike."""
    return "\n\n".join(
        f"{paragraph} Line {letter}{n} ends."
        for letter, (paragraph, times) in zip("abcd", parts, strict=False)
        for n in range(times)
    )


def _divided(text: str, reader: Reader | None = None, first: int = 1) -> SegmentedArticle:
    segmented = segment(load_bytes(text.encode(), "story.txt", "txt"))
    texts = [s.span.of(segmented.text) for s in segmented.sentences]
    return divide(segmented, (reader or FakeReader()).read(texts), first)


def _openings(article: SegmentedArticle) -> list[str]:
    return [" ".join(s.span.of(article.text).split()[:4]) for s in article.sections]


def _topics(text: str, language: str | None = "en") -> list[str | None]:
    article = load_bytes(text.encode(), "story.txt", "txt", LoadOptions(language=language))
    segmented = segment(article)
    divided = divide(segmented, FakeReader().read([s.span.of(article.text) for s in segmented.sentences]))
    titled = find_topics(divided, extract(divided), ())
    return [s.topic.of(article.text) if s.topic else None for s in titled.sections]


class TestWhereTheyBegin:
    @pytest.mark.parametrize("reader", [FakeReader(), LexicalReader()], ids=["fake", "no model"])
    def test_where_the_words_change(self, reader: Reader) -> None:
        article = _divided(_text((FERRY, 6), (SCHOOL, 6)), reader)

        assert _openings(article)[0].startswith("The old ferry")
        assert "The village school has" in _openings(article)
        assert (
            sum(
                "ferry" in s.span.of(article.text) and "school" in s.span.of(article.text)
                for s in article.sections
            )
            == 0
        )

    def test_a_short_article_is_one(self) -> None:
        text = _text((FERRY, 3), (SCHOOL, 3))

        assert len(text.split()) < LONG
        assert len(_divided(text).sections) == 1

    def test_sections_under_headings_are_divided_only_where_they_are_very_long(self) -> None:
        long = _divided(f"{FERRY}\n\nThe harbour\n\n{_text((FERRY, 25), (SCHOOL, 25))}")
        shorter = _divided(f"{FERRY}\n\nThe harbour\n\n{_text((FERRY, 10), (SCHOOL, 10))}")

        assert len(long.text.split()) > LONGEST > len(shorter.text.split())
        assert [s.heading.of(long.text) if s.heading else None for s in long.sections[:3]] == [
            None,
            "The harbour",
            None,
        ]
        assert len(shorter.sections) == 2

    def test_never_before_what_goes_on_with_the_sentence_before(self) -> None:
        they = SCHOOL.replace("The village school has", "They have")

        assert not any(o.startswith("They") for o in _openings(_divided(_text((FERRY, 6), (they, 6)))))

    def test_between_sentences_where_there_are_no_paragraphs(self) -> None:
        article = _divided(_text((FERRY, 6), (SCHOOL, 6)).replace("\n\n", " "))

        assert "The village school has" in _openings(article)

    def test_numbers_go_on(self) -> None:
        article = _divided(_text((FERRY, 6), (SCHOOL, 6)), first=4)

        assert [s.id for s in article.sections] == [f"p{n}" for n in range(4, 4 + len(article.sections))]

    def test_vectors_that_say_nothing_divide_by_size(self) -> None:
        segmented = segment(load_bytes(_text((FERRY, 60)).encode(), "story.txt", "txt"))

        divided = divide(segmented, Reading(np.zeros((len(segmented.sentences), 8), dtype=np.float32)))

        assert max(len(s.span.of(segmented.text).split()) for s in divided.sections) <= LONGEST


class TestWhatTheyAreCalled:
    def test_by_no_phrase_that_the_point_beside_has_where_another_tells_as_much(self) -> None:
        segmented = _divided(_text((FERRY, 6), (SCHOOL, 6)))
        beside = Claim(
            ClaimId("c1"), "The School roof would be mended.", segmented.sections[1].id, verbatim=True
        )
        found = [find_topics(segmented, extract(segmented), claims) for claims in ((), (beside,))]

        assert [each.sections[1].topic.of(segmented.text) for each in found] == [
            "school roof",
            "village school",
        ]

    def test_by_a_phrase_that_tells_them_from_the_others(self) -> None:
        first, *others = _topics(_text((FERRY, 6), (SCHOOL, 6)))

        assert first is None
        assert "school roof" in others

    @pytest.mark.parametrize(
        "sentence",
        [
            'The mayor called it "the school roof".',
            "The council counted 40 school roofs.",
            "Nobody has seen alleged school roofs.",
            "They want to school roof.",
            "There is no school roof.",
        ],
    )
    def test_never_by_words_cut_from_marks_figures_or_a_denial(self, sentence: str) -> None:
        plain = "The pupils wait for a school. A roof was there. Rain came to the school and the roof."
        topics = _topics(_text((FERRY, 6), (f"{plain} {sentence}", 8)))

        assert not any("roof" in topic for topic in topics if topic)

    def test_never_by_part_of_a_name(self) -> None:
        named = "Pupils met the Ministry of School Roofs. The Ministry of School Roofs answered the pupils."

        assert "School Roofs" not in _topics(_text((FERRY, 6), (named, 10)))

    def test_by_none_in_a_language_without_rules(self) -> None:
        assert set(_topics(_text((FERRY, 6), (SCHOOL, 6)), "sv")) == {None}

    def test_the_page_says_it_or_where_they_begin(self) -> None:
        told = compose(briefed(_text((FERRY, 6), (SCHOOL, 6))))
        rain = "It rained. Nobody came. All was quiet and grey. The end of it was near that evening up north."
        untold = compose(briefed(_text((FERRY, 6), (rain, 8))))

        assert [_label(line) for line in lines(told, LineKind.SECTION)] == ["Opening", "village school"]
        assert any(_label(line).startswith("From s") for line in lines(untold, LineKind.SECTION))


def _label(line) -> str:
    return "".join(run.text for run in line.label)
