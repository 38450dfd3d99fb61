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
            "Mayor Roth said the bridge will cost about $4.5m and open in 2026.",
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

    def test_words_in_marks_that_nobody_said_are_caught(self) -> None:
        nearly, never = "“we will build it with your money”", "“taxes must rise”"

        assert _check(f"Mayor Ines Roth said {nearly}.").verdict is Verdict.CONTRADICTED
        assert _check(f"Mayor Ines Roth said {never}.").verdict is Verdict.NOT_FOUND

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


REGION = (
    "Vladimir Petrov, the president of the council, met Anna Roth in Lund on Monday. The region will pay "
    "60 per cent of the price, he said. “We will not sell the old bridge,” Mr Petrov told reporters. The "
    "price rose by 5 percentage points to $1.5 billion. Twenty-eight schools closed in March, and two dozen "
    "stayed open. Some 1,200 cars cross the bridge every day. Critics called the plan reckless."
)


def _verdict(text: str) -> Verdict:
    return check_claim(Claim("c1", text, None, verbatim=False), _index(REGION)).verdict


class TestTrueRewrites:
    @pytest.mark.parametrize(
        "text",
        [
            "The region will pay 60% of the price.",
            "The region will pay 60 percent of the price, he said.",
            "Mr Petrov met Anna Roth in Lund on Monday.",
            "Petrov met Roth in Lund.",
            "In Lund on Monday, Anna Roth was met by Vladimir Petrov.",
            "The price rose to $1.5bn.",
            "28 schools closed in March and 24 stayed open.",
            'Petrov told reporters: "We will not sell the old bridge."',
            "About 1,200 cars cross the bridge every day.",
            "The plan was called reckless by critics.",
        ],
    )
    def test_they_are_not_called_false(self, text: str) -> None:
        assert _verdict(text) in {Verdict.UNCHECKED, Verdict.SUPPORTED}

    def test_a_merged_pair_of_sentences_is_not_called_false(self) -> None:
        text = "Petrov met Roth in Lund and told reporters that they will not sell the old bridge."

        assert _verdict(text) is Verdict.UNCHECKED

    def test_a_short_claim_whose_figure_is_written_otherwise_is_not_called_false(self) -> None:
        assert _verdict("The price rose to 1,500 million dollars.") is Verdict.UNCHECKED


class TestFalseClaims:
    @pytest.mark.parametrize(
        "text",
        [
            "The region will pay 16% of the price.",
            "The region will pay 60 percentage points of the price.",
            "The price rose by 5 percent to $1.5 billion.",
            "The price rose to $1.5 million.",
            "The price rose to 1.5 billion euros.",
            "29 schools closed in March, and two dozen stayed open.",
            "Twenty-nine schools closed in March, and two dozen stayed open.",
        ],
    )
    def test_an_altered_figure_is_caught(self, text: str) -> None:
        assert _verdict(text) in {Verdict.CONTRADICTED, Verdict.NOT_FOUND}

    @pytest.mark.parametrize(
        "text",
        [
            "Vladimir Orlov met Anna Roth in Lund on Monday.",
            "Vladimir Petrov met Anna Roth in Oslo on Monday.",
            "Petrov and Karl Berg met Anna Roth in Lund on Monday.",
        ],
    )
    def test_an_altered_name_is_caught(self, text: str) -> None:
        assert _verdict(text) is Verdict.NOT_FOUND

    @pytest.mark.parametrize(
        "words",
        ["We will sell the old bridge", "We will not sell the bridge", "We will never sell the old bridge"],
    )
    def test_altered_words_in_marks_are_caught(self, words: str) -> None:
        assert _verdict(f"“{words},” Mr Petrov told reporters.") is Verdict.CONTRADICTED

    def test_figures_swapped_between_two_things_are_caught(self) -> None:
        text = "Two dozen schools closed in March, and twenty-eight stayed open."

        assert _verdict(text) in {Verdict.CONTRADICTED, Verdict.NOT_FOUND}


class TestUnbalancedMarks:
    @pytest.mark.parametrize("mark", ["“", "”", '"', "«", "»", "„", "‘", "’", "'", "``", "''"])
    @pytest.mark.parametrize(
        "form", ["{0}We will not sell", "We will{0} not sell", "sell{0}", "{0}{0}{0}", "{0} {0}sell"]
    )
    def test_they_never_raise(self, mark: str, form: str) -> None:
        assert _verdict(form.format(mark)) in Verdict

    def test_open_marks_around_the_sources_words_hold(self) -> None:
        assert _verdict("Petrov told reporters “we will not sell the old bridge") is Verdict.UNCHECKED

    def test_open_marks_around_other_words_do_not(self) -> None:
        assert _verdict("Petrov told reporters “we will now sell the old bridge") is Verdict.CONTRADICTED
