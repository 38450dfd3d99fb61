"""The evidence that a claim is judged by, and what is asked of a supporter."""

from collections.abc import Sequence

import pytest
from stories import segmented

from briefing.checking.alignment import SourceIndex
from briefing.checking.support import MOST_WORDS, evidence_for, score_support

ONE = (
    "The council of Lund approved the new bridge on Monday. Work begins in spring. The old one carries 1,200 "
    "cars a day. The ferry goes on every hour, and the bus goes on too. Nobody spoke against the plan."
)
OTHER = "Traffic in Visby fell by 40 per cent. A storm closed every road there."
INDEX = SourceIndex.of([segmented(ONE), segmented(OTHER, "A2")])


class FakeSupporter:
    """Scores by the length of the evidence, and remembers what it was asked."""

    threshold = 0.5
    sha256 = "0" * 64

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def support(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        self.asked += pairs
        return [1 / (1 + len(evidence)) for _, evidence in pairs]


class TestEvidence:
    def test_it_holds_the_likeliest_sentence_and_its_neighbours(self) -> None:
        assert evidence_for("Approval for a new bridge in Lund.", INDEX).startswith(
            "The council of Lund approved the new bridge on Monday. Work begins in spring."
        )

    def test_it_stands_in_the_order_of_the_sources(self) -> None:
        found = evidence_for("Traffic in Visby fell after the council of Lund approved the bridge.", INDEX)
        assert found.index("approved") < found.index("Traffic")

    def test_no_sentence_stands_twice(self) -> None:
        found = evidence_for("The council approved the bridge; work begins in spring.", INDEX)
        assert found.count("Work begins") == 1

    def test_neighbours_are_of_the_same_source(self) -> None:
        assert "Nobody spoke" not in evidence_for("40 per cent less traffic.", INDEX)

    @pytest.mark.parametrize("claim", ["", "the of and", "Xylophones quack."])
    def test_none_for_a_claim_that_shares_no_word(self, claim: str) -> None:
        assert evidence_for(claim, INDEX) == ""

    def test_it_is_short_but_for_one_long_sentence(self) -> None:
        words = " ".join(f"word{n}" for n in range(MOST_WORDS + 20))
        index = SourceIndex.of(
            [segmented(f"Anna Roth said it was so and so. W{words[1:]}. That was the last word of it.")]
        )
        assert len(evidence_for("word1 word2 word3", index).split()) == MOST_WORDS + 20
        assert "word1" not in evidence_for("Anna Roth said it was word1.", index)


class TestScores:
    def test_each_claim_has_one_rounded_in_order(self) -> None:
        supporter = FakeSupporter()
        scores = score_support(["A new bridge.", "Xylophones quack.", "Less traffic."], INDEX, supporter)
        assert [claim for claim, _ in supporter.asked] == ["A new bridge.", "Less traffic."]
        assert scores[1] == 0.0
        assert scores[0] == round(1 / (1 + len(supporter.asked[0][1])), 3)

    def test_none_for_none(self) -> None:
        assert score_support([], INDEX, FakeSupporter()) == []
