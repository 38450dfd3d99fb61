"""Weights of sentences and findings, and the choice of units that do not repeat each other."""

import numpy as np
import pytest
from fakes import FakeReader
from stories import briefed, found, segmented

from briefing.domain.article import SegmentedArticle
from briefing.domain.findings import Findings
from briefing.domain.spans import Place, Span
from briefing.summarising.extractive import POINTS_BACK, WeighedUnit, choose, weigh_units
from briefing.summarising.salience import Clue, clues
from briefing.summarising.units import find_units
from briefing.summarising.weighing import Weights, in_order_of_weight, weigh

PLAIN = (
    "Alder birch cedar dogwood.\n\nElm fir gorse holly.\n\nIvy juniper kapok larch.\n\nMaple nutmeg oak pine."
)


def weighed(article: SegmentedArticle, findings: Findings = Findings()) -> Weights:  # noqa: B008 - frozen
    reading = FakeReader().read([s.span.of(article.text) for s in article.sentences])
    return weigh(article, reading, findings)


def by_text(text: str) -> dict[str, float]:
    article = segmented(text)
    weights = weighed(article)
    return {s.span.of(article.text): weights.of[s.id] for s in article.sentences}


class TestSentences:
    def test_of_alike_sentences_the_first_weighs_most(self) -> None:
        article = segmented("\n\n".join(["The council met here today."] * 4))
        of = [weighed(article).of[s.id] for s in article.sentences]

        assert of == sorted(of, reverse=True)
        assert len(set(of)) == 4

    def test_likeness_to_the_headline_counts(self) -> None:
        body = PLAIN.replace(".\n\n", " in the town.\n\n")
        with_elm = by_text(f"Elm fir gorse holly now\n\n{body}")
        with_maple = by_text(f"Maple nutmeg oak now\n\n{body}")
        elm = "Elm fir gorse holly in the town."

        assert with_elm[elm] > with_maple[elm]

    def test_what_is_no_prose_weighs_nothing(self) -> None:
        article = segmented(
            "Lund speaks of its bridge\n\nThe council met on Monday.\n\nCosts\n\nIt will be dear."
        )
        weights = weighed(article)

        assert {weights.of[s.id] for s in article.sentences if not s.is_prose} == {0.0}
        assert all(weights.of[s.id] > 0 for s in article.prose)

    def test_weights_are_shares_rounded_to_three_places(self) -> None:
        assert all(0 <= w <= 1 and w == round(w, 3) for w in by_text(PLAIN).values())

    def test_a_section_weighs_its_own_sentences_anew(self) -> None:
        text = f"Lund\n\nThe council of Lund met on Monday.\n\nCosts\n\n{PLAIN}"
        article = segmented(text)
        weights = weighed(article)
        first = article.sentences[
            [s.span.of(text) for s in article.sentences].index("Alder birch cedar dogwood.")
        ]

        assert weights.within[first.id] != weights.of[first.id]
        assert weights.within[first.id] == max(
            weights.within[id] for id in article.section_at(first.span.start).sentences
        )

    def test_every_sentence_has_a_weight_and_a_vector(self) -> None:
        article = segmented(f"Lund\n\n{PLAIN}\n\nCosts\n\nIt will be dear.")
        weights = weighed(article)
        ids = {s.id for s in article.sentences}

        assert set(weights.of) == set(weights.within) == set(weights.vectors) == ids

    def test_a_place_weighs_as_its_sentence_and_nothing_elsewhere(self) -> None:
        article = segmented(PLAIN)
        weights = weighed(article)
        second = article.sentences[1]

        assert weights.at(Place("A1", second.span)) == weights.of[second.id]
        assert weights.at(Place("A2", second.span)) == 0.0
        assert weights.at(Place("A1", Span(second.span.end, second.span.end + 1))) == 0.0


class TestFindings:
    def test_a_direct_quotation_weighs_more_than_a_reported_one_beside_it(self) -> None:
        made = briefed("Anna Roth said that it was dear for us. “We have waited ten years,” Anna Roth said.")

        assert made.findings.quotations[0].kind == "direct"

    def test_money_weighs_more_than_an_ordinal_beside_it(self) -> None:
        made = briefed("The 63rd bridge of Lund will cost 4.5 million euros in all, the council said.")

        assert made.findings.quantities[0].kind == "money"
        assert made.findings.quantities[-1].kind == "ordinal"

    def test_nothing_is_lost_or_added(self) -> None:
        article, findings = found(
            "The third bridge cost 28 euros. “We paid for it twice,” Anna Roth said in 2019."
        )
        ordered = in_order_of_weight(findings, [weighed(article)])

        assert set(ordered.quantities) == set(findings.quantities)
        assert set(ordered.quotations) == set(findings.quotations)
        assert set(ordered.actors) == set(findings.actors)


class TestClues:
    """What raises or lowers a sentence beside others like it."""

    @pytest.mark.parametrize(
        ("heavier", "lighter"),
        [
            ("The bridge of Lund will cost us 45 euros.", "The bridge of Lund will be dear to us all."),
            ("Somebody will pay for the bridge of Lund.", "Who will pay for the new bridge of Lund?"),
            ("The council of Lund agreed to build it after all.", "The council agreed."),
        ],
    )
    def test_of_two_sentences(self, heavier: str, lighter: str) -> None:
        weights = []
        for text in (lighter, heavier):
            article, findings = found(f"{text}\n\nElm fir gorse holly grow there.")
            weights.append(weighed(article, findings).of[article.prose[0].id])

        assert weights == sorted(weights)
        assert weights[0] < weights[1]

    def test_who_is_named_and_what_is_quoted_and_counted(self) -> None:
        article, findings = found("Anna Roth said “we have waited for 28 euros” in May 2019. It rains.")

        named, plain = clues(article, findings)
        assert named.actor == max(actor.salience for actor in findings.actors)
        assert (named.direct or named.reported, named.figures, named.dates) == (True, 1, 1)
        assert plain == Clue()

    def test_what_cannot_be_read_alone_weighs_less(self) -> None:
        article = segmented(
            "Trees of the town\n\nElm fir gorse holly.\n\nCosts\n\nThis was dear to the town."
        )
        weights = weighed(article)
        first, second = weigh_units(find_units(article, Findings()), weights)

        assert first.weight == weights.of[article.prose[0].id]
        assert second.weight == pytest.approx(weights.of[article.prose[1].id] - POINTS_BACK)


def units(*texts: str) -> list[WeighedUnit]:
    article = segmented("\n\n".join(["Trees of the town", *texts]))
    return weigh_units(find_units(article, Findings()), weighed(article))


def chosen(given: list[WeighedUnit], weights: list[float], claims: int, words: int = 0) -> list[int]:
    return [given.index(unit) for unit in choose(given, weights, claims, words)]


class TestChoose:
    TREES = (
        "Alder birch cedar dogwood stand here.",
        "Elm fir gorse holly grow there.",
        "Ivy juniper kapok larch fell.",
    )

    def test_heaviest_first(self) -> None:
        assert chosen(units(*self.TREES), [0.2, 0.9, 0.5], claims=3) == [1, 2, 0]

    def test_ties_go_by_position(self) -> None:
        given = units(*self.TREES)
        for unit in given:
            unit.vector[:] = 0

        assert chosen(given, [0.5, 0.5, 0.5], claims=3) == [0, 1, 2]

    def test_what_repeats_the_chosen_gives_way(self) -> None:
        given = units(self.TREES[0], self.TREES[0], self.TREES[1])

        assert chosen(given, [0.9, 0.8, 0.7], claims=2) == [0, 2]

    def test_a_repetition_that_weighs_far_more_is_still_taken(self) -> None:
        given = units(self.TREES[0], self.TREES[0], self.TREES[1])

        assert chosen(given, [0.9, 0.8, 0.1], claims=2) == [0, 1]

    @pytest.mark.parametrize(
        ("claims", "words", "many"), [(0, 0, 0), (2, 0, 2), (0, 6, 1), (0, 7, 2), (9, 99, 3)]
    )
    def test_until_there_are_claims_and_words_enough(self, claims: int, words: int, many: int) -> None:
        given = units(*self.TREES)
        assert [unit.unit.words for unit in given] == [6, 6, 5]

        assert len(chosen(given, [0.9, 0.6, 0.3], claims, words)) == many

    def test_nothing_can_be_chosen_of_nothing(self) -> None:
        assert choose([], [], 5, 100) == []

    def test_no_unit_is_chosen_twice(self) -> None:
        given = units(*self.TREES)

        assert sorted(chosen(given, [0.1, 0.1, 0.1], claims=50)) == [0, 1, 2]

    def test_the_choice_leaves_the_weights_alone(self) -> None:
        given, weights = units(*self.TREES), [0.2, 0.9, 0.5]
        before = np.stack([unit.vector for unit in given])
        choose(given, weights, 3, 0)

        assert weights == [0.2, 0.9, 0.5]
        assert np.array_equal(before, np.stack([unit.vector for unit in given]))
