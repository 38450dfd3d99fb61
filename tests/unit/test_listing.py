"""The lists of the page: quotations cut with a mark and by turns, each figure once, roles and names."""

from dataclasses import replace

import pytest
from stories import briefed, lines

from briefing.domain.briefing import Briefing, Line, LineKind, Page, RunStyle
from briefing.domain.spans import Span
from briefing.rendering.compose import compose
from briefing.rendering.listing import Room, actor_lines, number_lines, quotation_lines
from briefing.rendering.printed import Printed

FERRY = "\n\nThe ferry goes on every hour."


def quoted(text: str, most: int = 4, words: int = 100) -> list[str]:
    """What the lines of quotations say, without the marks of sentences."""
    made = briefed(text + FERRY)
    return [_told(line) for line in quotation_lines(made, Room(most, words), Printed())]


def numbered(text: str, printed: Printed | None = None) -> list[tuple[str, str]]:
    made = briefed(text + FERRY)
    found = number_lines(made, Room(6, 100), printed or Printed())
    return [("".join(run.text for run in line.label), _told(line)) for line in found]


def _told(line: Line) -> str:
    return "".join(run.text for run in line.runs if run.style is not RunStyle.REFERENCE).strip()


def all_printed(made: Briefing) -> Printed:
    printed = Printed()
    for segmented in made.articles:
        printed.add(segmented.article.place(sentence.span) for sentence in segmented.sentences)
    return printed


class TestQuotations:
    def test_the_words_stand_in_marks_with_the_name_behind(self) -> None:
        assert quoted("“We have waited ten years for this,” Anna Roth said.") == [
            "“We have waited ten years for this” — Anna Roth"
        ]

    def test_a_pronoun_is_the_name_it_means(self) -> None:
        text = "Anna Roth opened the bridge.\n\n“We have waited ten years for this,” she said."

        assert quoted(text) == ["“We have waited ten years for this” — Anna Roth"]

    def test_words_parted_by_their_cue_are_one_line(self) -> None:
        text = "“We have waited ten years,” Anna Roth said, “and it was worth all of it.”"

        assert quoted(text) == ["“We have waited ten years” “and it was worth all of it.” — Anna Roth"]

    def test_a_long_one_is_cut_at_the_end_of_a_sentence(self) -> None:
        sentence = "The river is deep and cold and wide. "
        text = (
            f"Anna Roth said: “{sentence * 3}It took the mill and the barn and the road and all there was.”"
        )

        assert quoted(text) == [f"“{sentence * 3}[…]” — Anna Roth"]

    def test_a_long_sentence_is_cut_at_the_end_of_a_clause(self) -> None:
        text = (
            "Anna Roth said: “The river took the mill and the barn and the road, and it took the church and "
            "the school and the shop, and then it took all of the houses that stood on the left bank of it.”"
        )

        (line,) = quoted(text)

        assert line.endswith("and it took the church and the school and the shop […]” — Anna Roth")

    def test_a_long_one_without_clauses_is_not_cut_in_the_middle_of_a_phrase(self) -> None:
        assert quoted(f"Anna Roth said: “We {'waited and ' * 30}left.”") == []

    def test_a_mixed_one_is_printed_with_its_clause_and_the_sources_marks(self) -> None:
        text = "Councillor Karl Berg said that the plan was “totally and utterly stupid from the beginning”."

        (line,) = quoted(text)

        assert line.startswith("the plan was “totally and utterly stupid from the beginning”")
        assert line.endswith(" — Karl Berg")

    @pytest.mark.parametrize(
        "text",
        [
            "Mayor Anna Roth called it “satisfactory” on Monday.",
            "Anna Roth said that the bridge was far too dear for the town of Lund.",
            "“Nobody told us a single thing about this bridge.”",
        ],
        ids=["a word or two", "no marks", "no speaker"],
    )
    def test_what_says_nothing_or_is_nobodys_is_not_listed(self, text: str) -> None:
        assert quoted(text) == []

    def test_a_second_one_of_a_speaker_gives_way_to_another_speaker(self) -> None:
        text = (
            "“We have waited ten years for this,” Anna Roth said.\n\n"
            "“It was worth all the waiting,” Anna Roth said.\n\n"
            "“And we will wait on for more,” Anna Roth said.\n\n“It is far too dear for us,” Karl Berg said."
        )

        assert [line.rpartition(" — ")[2] for line in quoted(text)][:2] == ["Anna Roth", "Karl Berg"]

    def test_quotas_of_items_and_words_hold(self) -> None:
        text = "\n\n".join(f"“We have waited {n} years for this,” {w} Berg said." for n, w in _people())

        assert len(quoted(text, most=2)) == 2
        assert len(quoted(text, words=12)) == 1
        assert len(quoted(text, words=1)) == 1, "the first stands there whatever its size"

    def test_what_stands_on_the_page_is_not_listed(self) -> None:
        made = briefed("“We have waited ten years for this,” Anna Roth said." + FERRY)

        assert quotation_lines(made, Room(4, 100), all_printed(made)) == []

    def test_the_same_words_said_again_and_further_are_not_listed(self) -> None:
        said = "I think it is very important for all of Lund that we build more houses"
        text = (
            f"Mayor Anna Roth said: “{said}.”\n\nMs Roth said: “{said} and schools, and that we do it soon.”"
        )

        assert len(quoted(text)) == 1

    def test_the_same_words_from_another_article_are_not_listed_again(self) -> None:
        text = "“We have waited ten years for this,” Anna Roth said." + FERRY

        assert len(quotation_lines(briefed(text, text), Room(4, 100), Printed())) == 1


def _people() -> list[tuple[int, str]]:
    return list(enumerate(["Karl", "Anna", "Olof", "Maria"], 10))


class TestNumbers:
    def test_a_figure_stands_with_the_words_around_it(self) -> None:
        assert numbered("The bridge will cost 4.5 million euros in all.") == [
            ("4.5 million euros", "The bridge will cost 4.5 million euros in all")
        ]

    def test_the_same_value_is_listed_once(self) -> None:
        text = "The bridge will cost $4.5 million in all. The council voted on $4,500,000 for it on Monday."

        assert len(numbered(text)) == 1

    def test_the_same_number_of_another_unit_is_another_figure(self) -> None:
        text = (
            "The bridge will cost 28 euros in all. The council voted for nine hours with 28 per cent against."
        )

        assert {label for label, _ in numbered(text)} >= {"28 euros", "28 per cent"}

    def test_the_thing_counted_keeps_the_time_it_is_counted_in(self) -> None:
        text = f"The new bridge of Lund carries 1,200 cars a day.{FERRY}"

        assert numbered(text, all_printed(briefed(text))) == [("1,200", "cars a day")]

    def test_where_its_words_are_on_the_page_the_thing_counted_is_enough(self) -> None:
        made = briefed("Some 28 people saw the bridge fall into the river." + FERRY)
        (line,) = number_lines(made, Room(6, 100), all_printed(made))

        assert _told(line) == "people"

    @pytest.mark.parametrize("text", ["In Ghana 12 people died.", "The army lost 12 Russian soldiers."])
    def test_a_name_beside_a_figure_need_not_hold_it(self, text: str) -> None:
        assert [figure for figure, _ in numbered(text)] == ["12"]

    @pytest.mark.parametrize(
        ("text", "figure"),
        [
            ("The council met the owners of a 16-team league in Lund.", "a hyphen"),
            ("The prices of boats rose 28 euros in the first month.", "a change"),
            ("The council lost 28 per cent of the boats in the flood.", "a share"),
            ("The ferry went 28 times over the river on Monday.", "times"),
        ],
    )
    def test_a_thing_counted_that_tells_nothing_alone_is_left(self, text: str, figure: str) -> None:
        made = briefed(text + FERRY)

        assert number_lines(made, Room(6, 100), all_printed(made)) == [], figure

    def test_how_old_somebody_is_is_not_listed(self) -> None:
        assert numbered("Anna Roth, 45, met two boys, ages 4 and 5, in the town hall of Lund.") == []

    def test_what_somebody_disputes_is_not_listed_without_that(self) -> None:
        text = (
            "The council closed 28 schools in the whole of the region of Lund at the end of May, after a "
            "and very loud debate in the town hall, a figure that the mayor disputed."
        )

        assert numbered(text) == []

    def test_where_nothing_is_counted_and_all_is_printed_it_is_left(self) -> None:
        made = briefed("“It will cost us 4.5 million euros in all,” Anna Roth said." + FERRY)

        assert number_lines(made, Room(6, 100), all_printed(made)) == []

    def test_where_the_words_stand_in_another_article_the_thing_counted_is_enough(self) -> None:
        made = briefed("Some 28 people saw the bridge fall into the river." + FERRY)
        printed = Printed(texts=["some 28 people saw the bridge fall into the river."])
        (line,) = number_lines(made, Room(6, 100), printed)

        assert _told(line) == "people"

    def test_years_ordinals_clock_times_labels_and_vague_words_are_not_listed(self) -> None:
        text = "He came third in 2019 at 12:30 with Flight 370. Dozens of people came."

        assert numbered(text) == []

    def test_a_figure_somebody_gave_has_their_name(self) -> None:
        ((_, told),) = numbered("“The bridge will cost us 4.5 million euros in all,” Anna Roth said.")

        assert told.endswith("(Anna Roth)")

    def test_a_figure_that_somebody_only_seized_upon_is_not_theirs(self) -> None:
        made = briefed(f"Anna Roth said the fleet lost 40,000 boats, seizing upon the report.{FERRY}")
        (said,) = made.findings.quotations
        text = made.articles[0].text
        cue = made.articles[0].article.place(Span(text.index("seizing"), text.index(" the report")))
        seized = replace(made, findings=replace(made.findings, quotations=(replace(said, cue=cue),)))

        assert number_lines(made, Room(6, 100), Printed())
        assert not number_lines(seized, Room(6, 100), Printed())

    def test_quotas_hold(self) -> None:
        text = " ".join(f"The council closed {n} schools in the north on Monday." for n in range(20, 40))
        made = briefed(text)

        assert len(number_lines(made, Room(3, 100), Printed())) == 3
        assert sum(len(line.text.split()) for line in number_lines(made, Room(30, 40), Printed())) <= 40


class TestActors:
    TEXT = (
        "Mayor Anna Roth met Councillor Karl Berg in Lund on Monday. “We have waited ten years for this,” "
        "Roth said. The World Health Organization paid for it."
    )

    def test_people_have_their_roles_and_how_often_they_are_quoted(self) -> None:
        found = lines(Page(tuple(actor_lines(briefed(self.TEXT + FERRY), 8))), LineKind.ACTOR)
        told = {"".join(run.text for run in line.label): line.text for line in found}

        assert told["Anna Roth"].startswith("Mayor s1 · 1 quotation")
        assert told["Karl Berg"].startswith("Councillor s1")
        assert "quotation" not in told["Karl Berg"]

    def test_an_agency_that_is_only_cited_is_only_named(self) -> None:
        made = briefed("Ann Reed opened the pier. According to Reuters, “the ferry sails again.”" + FERRY)
        told = [line.text for line in actor_lines(made, 8)]

        assert len(told) == 2
        assert "Reuters" in told[1]

    def test_places_and_silent_organisations_are_only_named(self) -> None:
        found = actor_lines(briefed(self.TEXT + FERRY), 8)

        assert found[-1].kind is LineKind.ALSO
        assert "World Health Organization" in found[-1].text
        assert "Lund" in found[-1].text

    def test_those_who_found_no_room_are_named(self) -> None:
        found = actor_lines(briefed(self.TEXT + FERRY), 1)

        assert [line.kind for line in found] == [LineKind.ACTOR, LineKind.ALSO]

    def test_nobody_named_is_no_line(self) -> None:
        assert actor_lines(briefed("The bridge was closed for all of us."), 8) == []


class TestFiguresThatCountNothing:
    @pytest.mark.parametrize(
        "text",
        [
            "The league lost its Super 8 qualifiers to the rain.",
            "He told the 60 Minutes programme of the storm.",
        ],
    )
    def test_parts_of_names_are_not_listed(self, text: str) -> None:
        assert numbered(text) == []

    @pytest.mark.parametrize(
        ("text", "figure"),
        [
            ("The wall is 5 feet 7 inches high.", "5 feet 7 inches"),
            ("They ran it in three minutes 32.7 seconds.", "three minutes 32.7 seconds"),
        ],
    )
    def test_a_measure_in_two_units_is_one_figure(self, text: str, figure: str) -> None:
        assert [told for told, _ in numbered(text)] == [figure]

    @pytest.mark.parametrize("text", ["In Ghana 12 people died.", "The army lost 12 Russian soldiers."])
    def test_a_name_beside_a_figure_need_not_hold_it(self, text: str) -> None:
        assert [figure for figure, _ in numbered(text)] == ["12"]

    @pytest.mark.parametrize(
        ("text", "figure"),
        [
            ("The town has a shortfall of 50,000 places.", "50,000"),
            ("The party is behind by 400 votes.", "400"),
            ("The hospital hired 6,900 more nurses.", "6,900"),
        ],
    )
    def test_what_turns_a_figure_is_printed_with_it_or_it_is_not_printed(
        self, text: str, figure: str
    ) -> None:
        made = briefed(text + FERRY)
        told = number_lines(made, Room(6, 100), all_printed(made))

        assert [line for line in told if figure in line.label[0].text] == []


def test_a_row_of_a_table_is_no_line_of_the_page() -> None:
    """Without the names of its columns it says nothing, and the row of names even less."""
    table = "| Year | Ships |\n|--|--|\n| 2023 | 4,350 |"
    made = briefed(f"# Ships\n\nMore ships came to Lund in 2023, the port said.\n\n{table}", kind="md")
    figures = [made.text(quantity.place) for quantity in made.findings.quantities]

    assert "4,350" in figures
    assert [line for line in compose(made, 450).lines if " | " in line.text] == []
