"""Printable units: nothing is said without its speaker, nothing points at what is not there."""

import pytest
from stories import found, units_of

from briefing.summarising.units import MAX_WORDS, MOST_WORDS, Unit, find_units

RIVER = " ".join(f"The river rose again on day {n} and took the fields with it." for n in range(1, 8))


def texts(text: str) -> list[str]:
    return [unit.printed.text for unit in units_of(text)]


@pytest.mark.parametrize("wordless", ["* * *", "…: .", "12:30 – 14:00.", "1988;82(6):1826 p.", "– 5 –"])
def test_marks_and_figures_without_words_are_no_unit(wordless: str) -> None:
    around = ["The river rose again on Monday.", "The ferry goes on as before."]

    assert texts(f"{around[0]}\n\n{wordless}\n\n{around[1]}") == around


def test_short_sentences_of_words_are_units() -> None:
    assert texts("The ferry cost $4.5bn in 2010-12. Never. $4.5bn.")[1:] == ["Never.", "$4.5bn."]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("was charged as an adult with the theft of the ferry in Lund.", False),
        ("The flight on which a man claimed that he had been poisoned...", False),
        ("iPhone makers in Lund have opened a new office by the river.", True),
        ("the mayor was charged with the theft of a ferry by the river.", True),
    ],
)
def test_part_of_a_sentence_is_not_whole(text: str, whole: bool) -> None:
    assert [unit.whole for unit in units_of(text)] == [whole]


class TestQuotations:
    def test_several_sentences_stay_with_their_speaker(self) -> None:
        said = "“The river is deep. It is cold. Nobody should swim in it,” Mayor Ines Roth said on Monday."

        assert texts(f"{said} The council agreed.") == [said, "The council agreed."]

    def test_a_second_quotation_without_a_cue_stays_with_the_first(self) -> None:
        said = "“The river is deep,” Mayor Ines Roth said. “Nobody should swim in it.”"

        assert texts(f"{said} The ferry goes on.") == [said, "The ferry goes on."]

    def test_a_sentence_after_finished_words_is_not_their_cue(self) -> None:
        said = "“The river is deep,” Mayor Ines Roth said. “Nobody should swim in it.”"

        assert texts(f"{said} The council agreed.") == [said, "The council agreed."]

    def test_words_in_marks_that_nobody_is_given_as_saying_are_no_unit(self) -> None:
        text = "The council closed the bridge. “Nobody told us a single thing about it.” The ferry goes on."

        assert texts(text) == ["The council closed the bridge.", "The ferry goes on."]

    def test_a_few_words_in_marks_without_a_speaker_do_not_cost_their_sentence(self) -> None:
        text = "The council closed the so-called “bridge of sighs” on Monday after a long debate."

        assert texts(text) == [text]

    def test_a_long_one_that_opens_with_its_speaker_is_cut_inside_the_marks(self) -> None:
        (unit,) = units_of(f"Mayor Ines Roth said: “{RIVER}”")

        assert unit.printed.text.startswith("Mayor Ines Roth said: “The river rose again on day 1 ")
        assert unit.printed.text.endswith("took the fields with it. […]”")
        assert unit.words <= MAX_WORDS + 1

    def test_a_long_one_that_ends_with_its_speaker_is_cut_in_front(self) -> None:
        (unit,) = units_of(f"“{RIVER.removesuffix('.')},” Mayor Ines Roth said on Monday.")

        assert unit.printed.text.startswith("“[…] The river rose again on day ")
        assert unit.printed.text.endswith("with it,” Mayor Ines Roth said on Monday.")
        assert "day 1 " not in unit.printed.text

    def test_words_of_two_paragraphs_are_opened_once(self) -> None:
        text = "“The river is deep,” Mayor Ines Roth said. “Nobody swims in it.\n\n“Nobody ever will.”"

        assert texts(text) == [
            "“The river is deep,” Mayor Ines Roth said. “Nobody swims in it. Nobody ever will.”"
        ]

    def test_a_paragraph_that_ends_inside_the_words_is_closed_with_a_mark_of_cutting(self) -> None:
        text = (
            "“We have waited for years,” Mayor Ines Roth said. “And we will wait on, because it is right.\n\n"
            "“Nobody will stop us now,” she said."
        )

        first, second = texts(text)

        assert first.endswith("because it is right. […]”")
        assert second == "“Nobody will stop us now,” [Ines Roth] said."

    @pytest.mark.parametrize(("opens", "closes"), [("“", "”"), ("«", "»"), ('"', '"')])
    def test_what_opened_the_words_says_how_they_are_closed(self, opens: str, closes: str) -> None:
        text = f"Mayor Ines Roth said: {opens}We will wait on.\n\nThe ferry goes on every hour."

        assert texts(text)[0] == f"Mayor Ines Roth said: {opens}We will wait on. […]{closes}"


class TestPointingBack:
    def test_a_pronoun_whose_name_is_known_gets_it_in_brackets(self) -> None:
        text = "Mayor Ines Roth opened the school on Monday. She added that pupils would move in May."

        assert texts(text) == [
            "Mayor Ines Roth opened the school on Monday.",
            "[Ines Roth] added that pupils would move in May.",
        ]

    def test_the_name_in_brackets_leads_to_where_it_stands(self) -> None:
        article, findings = found(
            "Mayor Ines Roth opened the school on Monday.\n\nShe added that pupils would move in May."
        )
        unit = find_units(article, findings)[1]

        pieces = [p.origin.of(article.text) if p.origin else None for p in unit.printed.pieces]

        assert pieces == [None, "Ines Roth", None, " added that pupils would move in May."]

    def test_a_pronoun_after_the_name_in_its_sentence_stays(self) -> None:
        text = "Mayor Ines Roth came on Monday and Roth said she would stay in the town."

        assert texts(text) == [text]

    def test_a_pronoun_inside_the_marks_stays_as_it_was_said(self) -> None:
        text = "Mayor Ines Roth spoke. “He knows what he did to all of us here,” she said."

        assert texts(text)[-1] == "“He knows what he did to all of us here,” [Ines Roth] said."

    def test_an_opener_that_points_back_is_taken_with_what_it_points_to(self) -> None:
        text = "The council closed the bridge on Monday. This took everybody by surprise."

        assert texts(text) == [text]
        assert units_of(text)[0].whole

    @pytest.mark.parametrize(
        "second",
        ["But the ferry still goes every hour.", "It was clear that nobody had been asked at all."],
        ids=["but", "expletive"],
    )
    def test_an_opener_that_only_seems_to_point_back_stands_alone(self, second: str) -> None:
        assert texts(f"The council closed the bridge on Monday. {second}")[-1] == second

    def test_what_points_into_another_section_is_not_whole(self) -> None:
        text = "Lead\n\nThe council closed the bridge after a vote.\n\nCosts\n\nIt cost the town a million."

        assert [unit.whole for unit in units_of(text)] == [True, False]

    def test_what_points_to_a_sentence_too_long_to_join_is_not_whole(self) -> None:
        text = (
            "The council closed the bridge"
            + ", and the mill, and the road" * 10
            + ". This surprised everybody."
        )

        first, second = units_of(text)

        assert (first.whole, second.whole) == (True, False)


class TestAllUnits:
    TEXT = (
        "Lund speaks of its bridge\n\nThe council met. This was new. “We waited,” Ines Roth said.\n\n"
        "Costs\n\nShe said it was dear. “Nobody asked.” It will be paid in May. They left."
    )

    def test_a_sentence_is_in_one_unit_at_most_and_units_are_in_order(self) -> None:
        taken = [sentence for unit in units_of(self.TEXT) for sentence in unit.sentences]

        assert len(taken) == len(set(taken))
        assert taken == sorted(taken, key=lambda s: s.span)

    def test_headlines_and_headings_are_no_units(self) -> None:
        printed = " ".join(texts(self.TEXT))

        assert "Costs" not in printed
        assert "speaks of its bridge" not in printed

    def test_the_text_of_a_unit_is_the_articles_at_its_origins(self) -> None:
        article, findings = found(self.TEXT)
        for unit in find_units(article, findings):
            for words, origin in _pieces(unit):
                assert origin is None or article.text[origin[0] : origin[1]] == words

    def test_an_article_of_boilerplate_beside_one_sentence_has_one_unit(self) -> None:
        assert texts("The council of Lund met on Monday.\n\nRead more: Bridge closed") == [
            "The council of Lund met on Monday."
        ]


def _pieces(unit: Unit) -> list[tuple[str, tuple[int, int] | None]]:
    found_pieces, at = [], 0
    for piece in unit.printed.pieces:
        origin = (piece.origin.start, piece.origin.end) if piece.origin else None
        found_pieces.append((unit.printed.text[at : at + piece.length], origin))
        at += piece.length
    return found_pieces


def test_a_sentence_without_an_end_is_cut_with_a_mark() -> None:
    (unit,) = units_of("The minister said that it was good and that the harbour would open, " * 200)

    assert unit.words <= MOST_WORDS + 1
    assert unit.printed.text.endswith("open, […]")


@pytest.mark.parametrize(
    "dateline",
    [
        "LUND (AP) -- ",
        "(AP) — ",
        "(CNN)",
        "LUND, Oct. 12 (Reuters) - ",
        "LUND, Sweden — ",
        "LUND -LRB- AP -RRB- -- ",
    ],
)
def test_the_first_sentence_is_printed_without_its_dateline(dateline: str) -> None:
    first = "The river rose again on Monday."

    assert texts(f"{dateline}{first}")[0] == first


@pytest.mark.parametrize(
    "first", ["U.S.-led forces left the town.", "The council (AP) left the town.", "I see – The town left."]
)
def test_a_sentence_that_opens_with_no_dateline_is_printed_whole(first: str) -> None:
    assert texts(first)[0] == first
