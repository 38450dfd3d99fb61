"""The words around a figure: enough of its sentence to say what it counts, and marks where more stands."""

import pytest
from stories import briefed, place_of

from briefing.domain.briefing import Fixed
from briefing.domain.spans import Place, Span
from briefing.rendering.clauses import MOST, clause_around, marked_piece

PRICE = (
    "The council of Lund, which met for nine hours on Monday, will pay 4.5 million euros for the bridge, "
    "while the region pays the rest."
)
OPENED = "The bridge opened on 12 May 1932, after six years of work, which cost the town more than it had."
ENDLESS = "Words " * 30 + "1,200 " + "more words " * 30 + "end here."


def around(sentence: str, figure: str, forward: bool = False) -> str:
    made = briefed(f"The ferry goes on. {sentence} And so it goes in Lund.")
    return made.text(clause_around(made, place_of(figure, made), forward))


class TestClauseAround:
    def test_it_ends_where_a_clause_ends(self) -> None:
        assert around(PRICE, "4.5 million euros") == "will pay 4.5 million euros for the bridge"

    def test_what_follows_a_date_says_more_than_what_stands_before(self) -> None:
        assert around(OPENED, "12 May 1932") == "The bridge opened on 12 May 1932"
        assert around(OPENED, "12 May 1932", forward=True).endswith("12 May 1932, after six years of work")

    def test_a_short_sentence_is_taken_whole_without_its_full_stop(self) -> None:
        assert around("Lund paid 28 euros.", "28 euros") == "Lund paid 28 euros"

    def test_a_short_clause_takes_in_its_neighbour(self) -> None:
        sentence = "When the council of Lund had met, 28 stayed, and the rest of the members left for home."

        assert around(sentence, "28") == "When the council of Lund had met, 28 stayed"

    def test_a_long_one_is_cut_around_the_figure(self) -> None:
        words = around(ENDLESS, "1,200").split()

        assert len(words) == MOST
        assert 5 <= words.index("1,200") <= MOST - 5

    def test_a_comma_inside_a_number_ends_no_clause(self) -> None:
        sentence = "Some 1,200,000 people crossed the old bridge."

        assert around(sentence, "1,200,000") == "Some 1,200,000 people crossed the old bridge"

    @pytest.mark.parametrize(
        ("sentence", "figure"),
        [
            ("The service of Oslo, Lund, Bergen and Malmo has about 2,700 members of staff in all.", "2,700"),
            (
                "A team of ten officers, an archaeologist and several divers spent 21 days on the river.",
                "21",
            ),
            (
                "The share of women in the south, planning to vote this time is now up by 12 points.",
                "12 points",
            ),
            ("In her last ten finals on grass, Roth had won only 67% of the points that she served.", "67%"),
            ("Luke Berg of Lund almost made it 2-0 six minutes before the end of the first half.", "2-0"),
        ],
    )
    def test_no_clause_loses_its_subject_or_its_limit(self, sentence: str, figure: str) -> None:
        assert around(sentence, figure) == sentence.removesuffix(".")

    def test_a_clause_keeps_the_verb_that_reports_it(self) -> None:
        sentence = "The mayor of Lund said on Monday that 28 schools in the region were closed."

        assert around(sentence, "28") == sentence.removesuffix(".")

    def test_within_what_somebody_says_it_stays_there_without_the_word_that_opens_it(self) -> None:
        sentence = "The mayor of Lund said on Monday that 28 schools in the region were closed."
        made = briefed(f"The ferry goes on. {sentence} And so it goes in Lund.")
        said = place_of("that 28 schools in the region were closed", made)

        assert made.text(clause_around(made, place_of("28", made), within=said.span)) == (
            "28 schools in the region were closed"
        )

    def test_a_sentence_that_opens_with_the_figure_keeps_it(self) -> None:
        assert around("28 schools were closed, and two stayed open.", "28").startswith("28 schools")

    @pytest.mark.parametrize("figure", ["4.5 million euros", "Monday", "The council", "the rest"])
    @pytest.mark.parametrize("forward", [False, True])
    def test_the_figure_is_always_in_it(self, figure: str, forward: bool) -> None:
        assert figure in around(PRICE, figure, forward)

    def test_a_place_in_no_sentence_is_left_alone(self) -> None:
        made = briefed("The ferry goes on every hour.\n\nRead more: Bridge closed for 28 days")
        place = place_of("28", made)

        assert clause_around(made, place) == place


class TestQuotationMarks:
    @pytest.mark.parametrize(
        ("sentence", "clause"),
        [
            (
                "“The bridge will cost us 28 euros in all,” Anna Roth said.",
                "“The bridge will cost us 28 euros in all,” Anna Roth said",
            ),
            (
                "Anna Roth told the council of Lund that it was “a bridge of 28 arches”.",
                "Anna Roth told the council of Lund that it was “a bridge of 28 arches”",
            ),
        ],
    )
    def test_a_mark_is_not_left_without_its_fellow(self, sentence: str, clause: str) -> None:
        assert around(sentence, "28") == clause

    def test_a_clause_between_marks_that_stand_elsewhere_has_none(self) -> None:
        sentence = (
            "“It is dear, and dear it was for all of us who paid 28 euros for it, and we pay,” she said."
        )

        assert around(sentence, "28").count("“") == around(sentence, "28").count("”")


class TestMarkedPiece:
    @pytest.mark.parametrize(
        ("piece", "printed"),
        [
            ("will pay 4.5 million euros", "… will pay 4.5 million euros …"),
            ("The council of Lund", "The council of Lund …"),
            ("the region pays the rest", "… the region pays the rest"),
            (PRICE, PRICE),
        ],
        ids=["middle", "beginning", "end", "whole"],
    )
    def test_marks_stand_where_the_sentence_goes_on(self, piece: str, printed: str) -> None:
        made = briefed(f"{PRICE} And so it goes in Lund.")

        assert "".join(run.text for run in marked_piece(made, place_of(piece, made))) == printed

    def test_only_the_marks_are_put_in(self) -> None:
        made = briefed(f"{PRICE} And so it goes in Lund.")
        runs = list(marked_piece(made, place_of("will pay", made)))

        assert [run.text for run in runs if isinstance(run.origin, Fixed)] == ["… ", " …"]

    def test_white_space_between_sentences_is_no_sentence(self) -> None:
        made = briefed("The ferry goes on.\n\n\nThe bridge is shut.")
        runs = list(marked_piece(made, Place(made.articles[0].article.id, Span(18, 20))))

        assert len(runs) == 1
