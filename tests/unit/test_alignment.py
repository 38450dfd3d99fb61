"""Where the words of a claim stand in the sources: whole sentences, and the likeliest ones."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import segmented

from briefing.checking.alignment import SourceIndex, align, align_whole, words_of
from briefing.domain.claims import Match
from briefing.domain.spans import Span

ONE = (
    "The council of Lund approved the new bridge on Monday. “We will not sell the old one,” Anna Roth said. "
    "The old bridge carries 1,200 cars a day. The ferry goes on every hour, and the bus goes on too."
)
OTHER = "Traffic in Visby fell by 40 per cent. The council of Visby approved nothing at all."
INDEX = SourceIndex.of([segmented(ONE), segmented(OTHER, "A2")])


def first(text: str) -> str:
    """The sentence a text most likely comes from."""
    source = align(text, INDEX)[0].source
    return source.sentence.span.of(source.source.text)


class TestWords:
    def test_they_are_folded_and_their_places_are_those_of_the_text(self) -> None:
        text = "Ms Roth’s “old-time” bridge: 1,200 cars"

        assert [(w.folded, w.span.of(text)) for w in words_of(text)] == [
            ("ms", "Ms"),
            ("roth", "Roth’s"),
            ("old-time", "old-time"),
            ("bridge", "bridge"),
            ("1,200", "1,200"),
            ("cars", "cars"),
        ]

    def test_a_stretch_has_its_own_words_with_places_in_the_whole(self) -> None:
        assert [w.span for w in words_of("one two three", Span(4, 7))] == [Span(4, 7)]

    @pytest.mark.parametrize("text", ["", " ", "—", "…", "“”"])
    def test_no_words(self, text: str) -> None:
        assert list(words_of(text)) == []


class TestWhole:
    @pytest.mark.parametrize(
        "text",
        [
            "the council of lund approved the new bridge on monday",
            "The council of Lund approved the new bridge on Monday!",
            "The  council of Lund\napproved the new bridge on Monday.",
        ],
    )
    def test_case_white_space_and_the_end_mark_do_not_matter(self, text: str) -> None:
        evidence = align_whole(text, INDEX)

        assert evidence is not None
        assert evidence.match is Match.FOLDED
        assert evidence.place.span.of(ONE).startswith("The council of Lund")

    @pytest.mark.parametrize(
        "text",
        [
            "The council of Lund approved the new bridge",
            "The council of Lund approved the new bridge on Tuesday.",
            "The old bridge carries 1,200 cars a day. The ferry goes on every hour, and the bus goes on too.",
            "",
            "“…”",
        ],
        ids=["part", "another word", "two sentences", "empty", "marks"],
    )
    def test_anything_else_is_no_whole_sentence(self, text: str) -> None:
        assert align_whole(text, INDEX) is None

    def test_the_evidence_covers_all_of_the_claim(self) -> None:
        text = "traffic in visby fell by 40 per cent"
        evidence = align_whole(text, INDEX)

        assert evidence is not None
        assert evidence.part == Span(0, len(text))
        assert evidence.place.article == "A2"


class TestAlign:
    @pytest.mark.parametrize(
        ("text", "beginning"),
        [
            ("A new bridge was approved in Lund.", "The council of Lund"),
            ("In Visby, 40 per cent less traffic.", "Traffic in Visby"),
            ("1,200 cars use the bridge.", "The old bridge carries"),
            ("Roth does not want to sell the old one.", "“We will not sell"),
        ],
    )
    def test_a_rewrite_leads_to_its_sentence(self, text: str, beginning: str) -> None:
        assert first(text).startswith(beginning)

    def test_a_whole_sentence_scores_one(self) -> None:
        assert align("The old bridge carries 1,200 cars a day.", INDEX)[0].score == 1.0

    def test_words_in_another_order_score_less(self) -> None:
        turned = align("A day 1,200 cars carries bridge old the.", INDEX)[0].score

        assert 0.5 <= turned < 1.0

    def test_function_words_alone_align_with_nothing(self) -> None:
        assert align("the of and it was", INDEX) == ()

    def test_at_most_three_best_first(self) -> None:
        scores = [aligned.score for aligned in align("The council approved the bridge and the bus.", INDEX)]

        assert 0 < len(scores) <= 3
        assert scores == sorted(scores, reverse=True)

    @given(st.text(max_size=60))
    @settings(max_examples=60, deadline=None)
    def test_any_text_has_scores_between_nought_and_one(self, text: str) -> None:
        assert all(0 <= aligned.score <= 1 for aligned in align(f"{text} bridge {text}", INDEX))

    def test_no_source_aligns_with_nothing(self) -> None:
        assert align("The council met.", SourceIndex.of([])) == ()
