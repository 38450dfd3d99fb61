"""The locks on written claims: what is a sentence of the source, what is not, what cannot be told."""

import pytest

from briefing.checking import check_claim
from briefing.checking.alignment import SourceIndex, align, align_whole
from briefing.domain.article import Article, Block, BlockKind, Source
from briefing.domain.claims import Check, Claim, Match, Verdict
from briefing.domain.spans import Span
from briefing.segmenting import segment

SOURCE = (
    "The council of Lund approved the new bridge on Monday. Mayor Ines Roth said it will cost about "
    "$4.5 million and open in 2026. “We will build it with our own hands,” she said. "
    "Critics called the plan reckless. "
    "The old bridge carries 1,200 cars a day."
)


def _index(text: str = SOURCE) -> SourceIndex:
    block = Block(Span(0, len(text)), BlockKind.PARAGRAPH)
    return SourceIndex.of([segment(Article("A1", Source("x", "text/plain", ""), text, (block,)))])


def _check(text: str) -> Check:
    return check_claim(Claim("c1", text, None, verbatim=False), _index())


class TestWholeSentences:
    def test_exact(self) -> None:
        check = _check("Critics called the plan reckless.")

        assert check.verdict is Verdict.SUPPORTED
        assert check.evidence[0].match is Match.EXACT
        assert check.evidence[0].place.span.of(SOURCE) == "Critics called the plan reckless."

    def test_folded(self) -> None:
        check = _check('"We will build it with our own hands," she said')

        assert check.verdict is Verdict.SUPPORTED
        assert check.evidence[0].match is Match.FOLDED

    def test_a_part_of_a_sentence_is_not_the_sentence(self) -> None:
        assert align_whole("The council of Lund approved the new bridge", _index()) is None


class TestLocks:
    @pytest.mark.parametrize(
        "text",
        [
            "The bridge will cost about $4.5 million, Mayor Ines Roth said.",
            "Mayor Roth said the bridge will cost $4.5m and open in 2026.",
            "The old bridge carries 1200 cars each day.",
            "The new bridge was approved by the council of Lund.",
        ],
    )
    def test_true_rewrites_are_not_called_false(self, text: str) -> None:
        assert _check(text).verdict is Verdict.UNCHECKED

    @pytest.mark.parametrize(
        "text",
        [
            "Mayor Ines Roth said it will cost about $5.4 million and open in 2026.",
            "Mayor Ines Roth said it will cost about $4.5 billion and open in 2026.",
            "The old bridge carries 12,000 cars a day.",
        ],
    )
    def test_another_figure_is_contradicted(self, text: str) -> None:
        check = _check(text)

        assert check.verdict is Verdict.CONTRADICTED
        assert check.evidence

    def test_a_name_from_nowhere_is_not_found(self) -> None:
        assert _check("Mayor Anna Falk said it will cost about $4.5 million.").verdict is Verdict.NOT_FOUND

    def test_words_in_marks_that_nobody_said_are_not_found(self) -> None:
        assert _check("Mayor Ines Roth said “we will build it with your money”.").verdict is Verdict.NOT_FOUND

    def test_words_in_marks_that_stand_in_the_source_hold(self) -> None:
        check = _check("The mayor said they will build the bridge “with our own hands”.")

        assert any(e.place.span.of(SOURCE) == "with our own hands" for e in check.evidence)

    def test_chatter_is_not_found(self) -> None:
        assert _check("the of and bridge bridge bridge the to").verdict is Verdict.NOT_FOUND

    def test_every_item_says_which_words_it_bears_out(self) -> None:
        text = "Mayor Roth said the bridge will cost $4.5m and open in 2026."

        parts = {e.part.of(text) for e in _check(text).evidence}

        assert {"Roth", "2026"} <= parts

    @pytest.mark.parametrize("text", ["", " ", "…", "“", "12", "\u202eabc", "A" * 5000])
    def test_odd_claims_do_not_raise(self, text: str) -> None:
        assert _check(text).verdict in Verdict


class TestAlignment:
    def test_the_sentence_it_comes_from_is_first(self) -> None:
        best = align("The bridge will cost $4.5 million.", _index())[0]

        assert best.source.sentence.span.of(SOURCE).startswith("Mayor Ines Roth")

    def test_a_word_said_many_times_counts_as_often_as_the_source_has_it(self) -> None:
        assert align("reckless " * 20, _index())[0].score < 0.3

    def test_nothing_shared_aligns_with_nothing(self) -> None:
        assert align("xyzzy", _index()) == ()
