"""The page: which parts, in which order, within how many words, and nothing twice."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from fakes import FakeReader
from stories import briefed, lines

from briefing.domain.briefing import Fixed, LineKind, Page, Run, RunRecord, Verbatim
from briefing.domain.findings import TEMPORAL
from briefing.loading import load_bytes
from briefing.pipeline import Models, brief
from briefing.rendering.compose import Quotas, compose

# Four sections with a figure, two quotations and a name each.
SECTIONS = ("Costs", "Traffic", "History", "Weather")
TOWNS = ("Lund", "Visby", "Kiruna", "Falun")
LONG = "Lund council speaks of its bridges\n\n" + "\n\n".join(
    f"{heading}\n\n"
    f"The council of {town} voted on Monday to spend {28 + n} million euros on bridge number {n + 2}. "
    f"Some {1200 + n} cars cross the old one on every working day, and nobody counts the others.\n\n"
    f"“We in {town} have waited {10 + n} years for this bridge,” Mayor Anna R{'abcd'[n]}th told reporters. "
    f"“Nobody in {town} will miss the old one when it has gone.”\n\n"
    f"Traffic in {town} has grown by {40 + n} per cent since 2010, a report of the region said in May. "
    f"Councillor Karl B{'abcd'[n]}rg called the plan for {town} “reckless and far too dear for us all”."
    for n, (heading, town) in enumerate(zip(SECTIONS, TOWNS, strict=True))
)
SHORT = "The council of Lund met on Monday to speak of the bridge."


def headings(page: Page) -> list[str]:
    return [line.text for line in lines(page, LineKind.HEADING)]


class TestParts:
    def test_all_of_them_in_the_order_of_the_drawn_page(self) -> None:
        page = compose(briefed(LONG), 450)

        assert headings(page) == ["Bottom line", "Sections", "Key actors", "Quotations", "Numbers"]
        kinds = [line.kind for line in page.lines]
        assert kinds[:2] == [LineKind.TITLE, LineKind.FACTS]
        assert kinds[-1] is LineKind.CHECKED

    def test_the_source_stands_under_the_page_and_does_not_count(self) -> None:
        made = briefed(LONG)
        page, sourced = compose(made, 450), compose(made, 450, with_source=True)

        assert sourced.lines[: len(page.lines)] == page.lines
        assert len(lines(sourced, LineKind.SOURCE)) == len(made.articles[0].sentences)
        assert sourced.words - page.words == len("Source".split())

    def test_points_stand_in_the_order_of_the_text(self) -> None:
        page = compose(briefed(LONG), 900)
        starts = [_start(line.runs) for line in lines(page, LineKind.POINT)]

        assert starts == sorted(starts)

    def test_each_section_has_a_line_under_its_heading(self) -> None:
        labels = [
            "".join(r.text for r in line.label) for line in lines(compose(briefed(LONG)), LineKind.SECTION)
        ]

        assert labels == list(SECTIONS)

    def test_a_small_page_joins_neighbouring_sections(self) -> None:
        labels = [
            "".join(r.text for r in x.label) for x in lines(compose(briefed(LONG), 180), LineKind.SECTION)
        ]

        assert 1 <= len(labels) < len(SECTIONS)

    def test_no_heading_stands_over_nothing(self) -> None:
        for words in (60, 100, 450):
            kinds = [line.kind for line in compose(briefed(LONG), words).lines]
            after = [kinds[at + 1] for at, kind in enumerate(kinds) if kind is LineKind.HEADING]
            assert not {LineKind.HEADING, LineKind.CHECKED} & set(after)


class TestWords:
    @pytest.mark.parametrize("words", range(100, 901, 100))
    def test_a_page_is_within_its_words(self, words: int) -> None:
        least = compose(briefed(LONG), 1).words

        assert compose(briefed(LONG), words).words <= max(words, least)

    def test_more_words_hold_no_less(self) -> None:
        made = briefed(LONG)
        sizes = [compose(made, words).words for words in (100, 200, 300, 450)]

        assert sizes == sorted(sizes)

    def test_a_page_of_many_words_is_well_filled(self) -> None:
        assert compose(briefed(LONG), 300).words >= 0.7 * 300

    def test_the_least_page_says_at_least_one_thing_of_each_list(self) -> None:
        page = compose(briefed(LONG), 1)

        for kind in (LineKind.POINT, LineKind.ACTOR, LineKind.QUOTATION, LineKind.NUMBER):
            assert len(lines(page, kind)) == 1

    def test_quotas_shrink_and_grow_but_never_to_nothing(self) -> None:
        least, double = Quotas().scaled(0), Quotas().scaled(2)

        assert (least.actors, least.quotations, least.numbers) == (1, 1, 1)
        assert least.bottom_line > 0
        assert Quotas().scaled(1) == Quotas()
        assert (double.actors, double.quotations, double.sections) == (16, 8, 250)


class TestNothingTwice:
    def test_no_item_stands_on_two_lines(self) -> None:
        items = Counter(id for line in compose(briefed(LONG), 900).lines for id in line.items)

        assert items.most_common(1)[0][1] == 1

    def test_words_of_an_article_that_repeats_itself_stand_once(self) -> None:
        told = "The council of Lund on Monday approved a bridge that will cost 4.5 million euros."
        said = "“We have waited ten years for this,” Mayor Anna Roth told reporters after the vote."
        page = compose(briefed(f"{told}\n\n{said}\n\nThe ferry goes on every hour.\n\n{told}\n\n{said}"))

        text = "\n".join(line.text for line in page.lines)
        assert text.count(told) == 1
        assert text.count("waited ten years") == 1

    def test_a_few_words_that_recur_are_no_repetition(self) -> None:
        page = compose(
            briefed(f"{SHORT}\n\nThe mayor said no.\n\nThey asked again on Friday.\n\nThe mayor said no.")
        )

        assert " ".join(line.text for line in lines(page, LineKind.POINT)).count("The mayor said no.") == 2

    def test_words_that_two_articles_share_stand_once(self) -> None:
        told = "The council of Lund on Monday approved a bridge that will cost 4.5 million euros."
        one = f"Bridge approved\n\n{told}\n\nThe ferry of Lund will stop in May after ninety years."
        other = f"Lund has voted\n\n{told}\n\nTraffic in the town has grown by 40 per cent since 2010."
        text = "\n".join(line.text for line in compose(briefed(one, other)).lines)

        assert text.count(told) == 1
        assert "ferry of Lund will stop" in text
        assert "Traffic in the town" in text


class TestLeftOut:
    def test_it_lists_what_found_no_room_and_nothing_that_did(self) -> None:
        made = briefed(LONG)
        page = compose(made, 200)
        findings = made.findings
        all_found = {x.id for x in (*findings.actors, *findings.quantities)}
        all_found |= {q.id for q in findings.quotations if q.speaker}

        assert set(page.left_out) == all_found - page.items
        assert page.left_out

    def test_the_last_line_counts_it(self) -> None:
        page = compose(briefed(LONG), 200)
        quotations = sum(id.startswith("q") for id in page.left_out)

        assert f"left out: {quotations} quotation" in page.lines[-1].text

    def test_the_last_line_says_how_much_was_checked(self) -> None:
        page = compose(briefed(LONG))
        count = len(page.items)

        assert page.lines[-1].text.startswith(f"Checked {count} of {count} verbatim · left out: ")
        assert page.lines[1].text.endswith(f" · {count} items, all verbatim")

    def test_dates_are_told_apart_from_other_numbers(self) -> None:
        made = briefed(LONG)
        page = compose(made, 100)
        dates = {n.id for n in made.findings.quantities if n.kind in TEMPORAL}
        gone = sum(id in dates for id in page.left_out)

        assert gone > 1
        assert f" numbers, {gone} dates" in page.lines[-1].text

    def test_quotations_come_first_then_numbers_then_names(self) -> None:
        kinds = [id[0] for id in compose(briefed(LONG), 100).left_out]

        assert kinds == sorted(kinds, key="qna".index)


class TestPlainArticles:
    def test_one_sentence_is_one_point(self) -> None:
        page = compose(briefed(SHORT))

        assert [line.text for line in lines(page, LineKind.POINT)] == [f"{SHORT} s1"]
        assert lines(page, LineKind.SECTION) == []

    def test_without_quotations_there_is_no_part_for_them(self) -> None:
        assert "Quotations" not in headings(compose(briefed(f"{SHORT} Some 28 people came in the rain.")))

    def test_without_numbers_there_is_no_part_for_them(self) -> None:
        page = compose(briefed(f"{SHORT}\n\n“We have waited for this bridge,” Anna Roth said."))

        assert "Numbers" not in headings(page)

    def test_without_headings_there_are_points_and_no_sections(self) -> None:
        text = "\n\n".join(
            f"The council of {town} voted for bridge {n} of the town today." for n, town in enumerate(TOWNS)
        )
        page = compose(briefed(text * 3))

        assert "Sections" not in headings(page)

    def test_no_other_point_stands_before_the_bottom_line_in_the_text(self) -> None:
        lead = "It rained on the old town hall for a very long time that day, as it often does in spring."
        text = "\n\n".join([lead, *LONG.split("\n\n")[2::2]])
        page = compose(briefed(text.replace("\n\n", " ")), 450)
        heads = [n for n, line in enumerate(page.lines) if line.kind is LineKind.HEADING]
        points = lines(page, LineKind.POINT)
        starts = [_start(line.runs) for line in points]
        bottom = heads[1] - heads[0] - 1

        assert headings(page)[:2] == ["Bottom line", "More from the article"]
        assert min(starts[bottom:]) > starts[0]

    def test_without_names_there_are_no_actors(self) -> None:
        assert "Key actors" not in headings(
            compose(briefed("the bridge was closed to all of us in the rain."))
        )

    def test_a_title_that_is_not_in_the_text_is_the_locator(self) -> None:
        assert compose(briefed(SHORT)).lines[0].text == "1.txt"


class TestOtherLanguages:
    TEXT = (
        "Der Stadtrat von Lund hat am Montag nach langer Debatte eine Brücke über den Fluss beschlossen.\n\n"
        "Die Bürgermeisterin Anna Roth sagte, dass sie 4,5 Millionen Euro kosten und bald fertig sein.\n"
    )

    def test_what_has_no_rules_is_not_guessed(self) -> None:
        made = briefed(self.TEXT)

        assert made.articles[0].article.language == "de"
        assert (made.findings.actors, made.findings.quantities) == ((), ())

    def test_the_page_says_what_was_not_looked_for(self) -> None:
        page = compose(briefed(self.TEXT))

        assert "not read: names, quotations and numbers" in page.lines[-1].text
        assert lines(page, LineKind.POINT)

    def test_english_leaves_nothing_unread(self) -> None:
        assert (
            "not read: nothing"
            in compose(briefed("The council of Lund met on Monday for long.\n")).lines[-1].text
        )


class TestSeveralArticles:
    ONE = "Bridge approved\n\nThe council of Lund on Monday approved a bridge of 28 arches over the river."
    OTHER = "Ferry to stop\n\nThe ferry of Visby will stop in May after ninety years, Mayor Karl Berg said."

    def test_the_page_has_both_and_the_facts_name_both(self) -> None:
        page = compose(briefed(self.ONE, self.OTHER))
        text = "\n".join(line.text for line in page.lines)

        assert "28 arches" in text
        assert "ferry of Visby" in text
        assert "1.txt" in page.lines[1].text
        assert "2.txt" in page.lines[1].text

    def test_the_title_is_that_of_the_first(self) -> None:
        assert compose(briefed(self.ONE, self.OTHER)).lines[0].text == "Bridge approved"

    def test_sentences_are_numbered_on(self) -> None:
        page = compose(briefed(self.ONE, self.OTHER), with_source=True)
        ids = ["".join(run.text for run in line.label) for line in lines(page, LineKind.SOURCE)]

        assert ids == ["A1 s1", "A1 s2", "A2 s3", "A2 s4"]

    def test_each_line_says_which_article_it_is_from(self) -> None:
        page = compose(briefed(self.ONE, self.OTHER))
        kinds = (LineKind.POINT, LineKind.SECTION, LineKind.ACTOR, LineKind.QUOTATION, LineKind.NUMBER)
        told = [line for kind in kinds for line in lines(page, kind)]

        assert page.lines[1].text.startswith("A1 1.txt · no date given · A2 2.txt · no date given · ")
        for line in told:
            assert re.search(r" A[12] s\d", f" {line.text}"), line.text

    def test_an_opening_bears_the_title_of_its_article(self) -> None:
        bare = "The rain in Falun went on for five days in May, and the river rose by 40 centimetres."
        page = compose(briefed(self.ONE, self.OTHER, bare))
        labels = ["".join(run.text for run in line.label) for line in lines(page, LineKind.SECTION)]

        assert labels == ["Opening", "Ferry to stop", "3.txt"]

    def test_lines_hold_sections_of_one_article_where_there_are_lines_enough(self) -> None:
        page = compose(briefed(LONG, self.OTHER), 450)
        labels = ["".join(run.text for run in line.label) for line in lines(page, LineKind.SECTION)]

        assert len(labels) > 1
        assert labels[-1] == "Ferry to stop"

    def test_ten_articles_stand_in_their_order(self) -> None:
        texts = [f"The council of {chr(65 + n)}lund voted for {28 + n} bridges on Monday." for n in range(10)]
        page = compose(briefed(*texts), 5000)
        marks = [int(m) for line in lines(page, LineKind.POINT) for m in re.findall(r"A(\d+) s", line.text)]

        assert marks == list(range(1, 11))

    def test_a_mark_of_a_sentence_points_into_its_article(self) -> None:
        made = briefed(self.ONE, self.OTHER)
        targets = [run.origin.target for run in compose(made).runs if isinstance(run.origin, Fixed)]

        assert {place.article for place in targets if place} == {"A1", "A2"}


def _start(runs: tuple[Run, ...]) -> int:
    return next(run.origin.place.span.start for run in runs if isinstance(run.origin, Verbatim))


class TestWhatTheSourceSaysOfItself:
    TEXT = "The council of Lund approved a new bridge on Monday for 4.5 million euros.\n"

    def page(self, **said: object) -> Page:
        article = replace(load_bytes(self.TEXT.encode(), "bridge.txt", "txt"), **said)
        return compose(brief([article], Models(FakeReader()), RunRecord(version="0")))

    def test_the_author_stands_behind_the_outlet(self) -> None:
        page = self.page(outlet="The Ledger", author="Jo Bell")
        facts = next(line for line in page.lines if line.kind is LineKind.FACTS)

        assert "The Ledger · by Jo Bell · no date given" in facts.text

    def test_an_excerpt_is_never_given_as_the_whole(self) -> None:
        assert "not read: the rest, which its page does not give" in self.page(excerpt=True).lines[-1].text
        assert "not read: nothing" in self.page().lines[-1].text
