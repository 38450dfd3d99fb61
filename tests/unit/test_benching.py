"""The edits of `briefing bench`: false where they should be, true where they should be, drawn by lot."""

import json
from collections.abc import Sequence

import pytest
from jsonschema import Draft202012Validator

from briefing.benching import figures, naming, quotes, rewriting, wording
from briefing.benching.checkers import Item, open_checker
from briefing.benching.command import own_articles
from briefing.benching.edits import Change, Edit, changed
from briefing.benching.kinds import BARS, MOST_FALSE_ALARMS, ErrorKind, TrueKind
from briefing.benching.lots import lots
from briefing.benching.material import Material
from briefing.benching.measuring import MOST_EXAMPLES, Measured, Share, measure
from briefing.benching.report import Bench, Setup, bench_schema, to_json, to_table
from briefing.benching.seeding import ERRORS, REWRITES, Seeder, seed_edits
from briefing.domain.article import SegmentedArticle
from briefing.loading import load_bytes

TITLE = "Council approves bridge\n\n"
PEOPLE = (
    "Finance Minister Ines Roth met Anna Berg in Lund on Monday. Ms Berg, who owns a shipyard, was tired. "
    "“We will never sell the old bridge to anybody,” Roth said. Berg said the price would rise quickly."
)


def material(text: str) -> Material:
    return Material.of(1, load_bytes((TITLE + text).encode(), "x.txt", "text/plain"))


def edits(seeder: Seeder, text: str, seeds: int = 12) -> list[Edit]:
    """The different edits that some seeds give of all sentences."""
    found = [
        edit
        for n in range(seeds)
        for original in material(text).originals
        for edit in seeder(original, lots(n))
    ]
    return list({edit.text: edit for edit in found}.values())


def texts(seeder: Seeder, text: str) -> set[str]:
    return {edit.text for edit in edits(seeder, text)}


@pytest.fixture(scope="module")
def own() -> list[Material]:
    return [Material.of(number, article) for number, article in enumerate(own_articles(), 1)]


class TestChanged:
    @pytest.mark.parametrize(
        ("text", "change", "expected", "where"),
        [
            ("The alleged plot failed.", Change(4, 11, ""), "The plot failed.", "plot"),
            ("An alleged plot failed.", Change(3, 10, ""), "A plot failed.", "plot"),
            ("About 60 people came.", Change(0, 6, ""), "60 people came.", "60"),
            ("Allegedly he ran.", Change(0, 10, ""), "He ran.", "He"),
            ("He will go.", Change(7, 7, " not"), "He will not go.", " not"),
            ("It was a big day.", Change(9, 12, "old"), "It was an old day.", "old"),
        ],
    )
    def test_one(self, text: str, change: Change, expected: str, where: str) -> None:
        new, span = changed(text, [change])

        assert (new, span.of(new)) == (expected, where)

    def test_no_change_and_overlapping_ones_are_errors(self) -> None:
        with pytest.raises(ValueError, match="do not overlap"):
            changed("Some text.", [])
        with pytest.raises(ValueError, match="do not overlap"):
            changed("Some text.", [Change(0, 4, "a"), Change(3, 5, "b")])


class TestFigures:
    def test_a_digit(self) -> None:
        for edit in edits(figures.digit_changed, "The old bridge carries 45 cars an hour."):
            assert edit.text != edit.original
            assert edit.changed.of(edit.text).isdigit()

    def test_a_bound_moves_only_to_what_it_does_not_imply(self) -> None:
        found = edits(figures.digit_changed, "More than 45 cars cross the old bridge every day.")

        assert found
        assert all(int(edit.text.split()[2]) > 45 for edit in found)

    def test_a_value_of_the_article_is_not_taken(self) -> None:
        text = "The bridge carries 2 cars. " + " ".join(f"It carries {n} trams a day." for n in range(3, 10))

        assert not any("2 cars" not in edit for edit in texts(figures.digit_changed, text) if "cars" in edit)

    def test_million_and_billion(self) -> None:
        assert texts(figures.magnitude_changed, "The new bridge costs $4.5 billion in all.") <= {
            "The new bridge costs $4.5 million in all.",
            "The new bridge costs $4.5 trillion in all.",
        }

    def test_ten_times(self) -> None:
        assert texts(figures.magnitude_changed, "About 1,200 cars cross the old bridge.") == {
            "About 12,000 cars cross the old bridge.",
            "About 120 cars cross the old bridge.",
        }

    def test_units(self) -> None:
        assert "The new bridge costs €4 million in all." in texts(
            figures.unit_changed, "The new bridge costs $4 million in all."
        )
        assert texts(figures.unit_changed, "The talks took more than three days.") == {
            "The talks took more than three weeks."
        }

    def test_points(self) -> None:
        assert texts(figures.points_changed, "The tax rose by 5 percentage points in May.") == {
            "The tax rose by 5 percent in May."
        }
        assert texts(figures.points_changed, "Some 60% of voters backed the bridge.") == set()

    def test_figures_of_two_things_are_swapped(self) -> None:
        assert texts(figures.swapped, "The storm sank 28 boats and later destroyed 30 cars.") == {
            "The storm sank 30 boats and later destroyed 28 cars."
        }

    def test_figures_of_neighbouring_sentences_are_swapped(self) -> None:
        text = "The storm sank 28 boats in the harbour. Another storm destroyed 30 cars."

        assert texts(figures.swapped, text) == {
            "The storm sank 30 boats in the harbour. Another storm destroyed 28 cars."
        }

    @pytest.mark.parametrize(
        "text", ["Between 28 and 30 boats sank there.", "The girls are aged 9 and 11, she said."]
    )
    def test_ranges_and_lists_are_not(self, text: str) -> None:
        assert texts(figures.swapped, text) == set()


class TestQuotes:
    def test_a_word_is_altered(self) -> None:
        found = edits(quotes.quote_altered, PEOPLE)

        assert "“We will always sell the old bridge to anybody,” Roth said." in {e.text for e in found}
        assert all("”" in edit.text and "Roth said" in edit.text for edit in found)

    def test_reported_words_get_marks(self) -> None:
        assert "Berg said “the price will rise quickly”." in texts(quotes.quote_made_up, PEOPLE)

    def test_another_speaks(self) -> None:
        found = edits(quotes.wrong_speaker, PEOPLE)

        assert {edit.changed.of(edit.text) for edit in found} == {"Berg", "Roth"}

    def test_nobody_else_is_there(self) -> None:
        assert texts(quotes.wrong_speaker, "Ines Roth said the price would rise quickly.") == set()


class TestWording:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("About 60 cars crossed the bridge.", "60 cars crossed the bridge."),
            ("An alleged plot was found in Lund.", "A plot was found in Lund."),
            ("The bridge may open again in June.", "The bridge will open again in June."),
            ("He reportedly left the town by boat.", "He left the town by boat."),
        ],
    )
    def test_a_hedge_is_dropped(self, text: str, expected: str) -> None:
        assert texts(wording.hedge_dropped, text) == {expected}

    @pytest.mark.parametrize(
        "text",
        [
            "About 60 cars crossed the bridge. In all 60 cars were counted.",
            "The bridge could not open again in June.",
            "He may have left the town by boat.",
            "The talks were held in May in Lund.",
        ],
    )
    def test_not_where_it_would_be_true_or_no_english(self, text: str) -> None:
        assert texts(wording.hedge_dropped, text) == set()

    def test_attribution_is_dropped(self) -> None:
        text = "Ines Roth said that the price of the bridge had doubled."

        assert texts(wording.attribution_dropped, text) == {"The price of the bridge had doubled."}

    def test_not_where_the_article_says_so_itself(self) -> None:
        text = "Ines Roth said that the price of the bridge had doubled. The price of the bridge had doubled."

        assert texts(wording.attribution_dropped, text) == set()

    def test_antonyms(self) -> None:
        assert texts(wording.antonym, "The council accepted the plan.") == {"The council rejected the plan."}
        assert texts(wording.antonym, "Prices rose in May and fell in June.") == set()
        assert texts(wording.antonym, "He lost his life in the flood.") == set()

    def test_negation(self) -> None:
        assert texts(wording.negation, "The council will sell the bridge.") == {
            "The council will not sell the bridge."
        }
        assert texts(wording.negation, "The council will not sell the bridge.") == {
            "The council will sell the bridge."
        }
        assert texts(wording.negation, "They asked whether it was sold.") == set()


class TestNaming:
    def test_names_are_swapped_within_their_kind(self) -> None:
        text = "Ines Roth met reporters in Lund on Monday. Anna Berg stayed at home all day."

        assert "Anna Berg met reporters in Lund on Monday." in texts(naming.name_swapped, text)
        assert not any("in Anna" in edit for edit in texts(naming.name_swapped, text))

    def test_an_alias_is_no_other_name(self) -> None:
        assert texts(naming.name_swapped, "Ines Roth met reporters on Monday. Roth was tired of it.") == set()

    def test_a_town_is_not_swapped_with_the_region_it_is_in(self) -> None:
        text = (
            "Ines Roth met reporters in Manchester, England, on Monday. The bridge of Manchester was closed."
        )

        assert not any("England was" in edit for edit in texts(naming.name_swapped, text))

    def test_a_name_from_nowhere(self) -> None:
        found = edits(naming.name_from_nowhere, "Ines Roth met reporters at the old bridge.")

        assert found
        assert all("Roth" not in edit.text for edit in found)

    def test_a_role_is_moved(self) -> None:
        text = "Finance Minister Ines Roth met reporters on Monday. The bridge is shut, said Anna Berg."

        assert "The bridge is shut, said Finance Minister Anna Berg." in texts(naming.role_moved, text)

    def test_a_role_that_two_have_is_not(self) -> None:
        text = (
            "Finance Minister Ines Roth met reporters on Monday. The bridge is shut, said Anna Berg. "
            "Berg has been a minister for years."
        )

        assert not any("Finance Minister Anna" in edit for edit in texts(naming.role_moved, text))

    def test_a_role_from_nowhere(self) -> None:
        found = edits(naming.role_from_nowhere, "The bridge is shut, said Anna Berg on Monday.")

        assert found
        assert all(edit.text.startswith("The bridge is shut, said ") for edit in found)
        assert all("Anna Berg on Monday." in edit.text for edit in found)


class TestTrueRewrites:
    @pytest.mark.parametrize(
        ("seeder", "text", "expected"),
        [
            (rewriting.percent_sign, "Some 60% of voters came.", "Some 60 per cent of voters came."),
            (rewriting.percent_sign, "Some 60 per cent of voters came.", "Some 60% of voters came."),
            (rewriting.number_word, "The storm hurt three people.", "The storm hurt 3 people."),
            (rewriting.number_word, "The storm hurt 11 people.", "The storm hurt eleven people."),
            (rewriting.scale_letter, "The bridge cost $1.5 billion.", "The bridge cost $1.5bn."),
            (rewriting.date_style, "It opened on 14 March 2024.", "It opened on March 14, 2024."),
            (rewriting.date_style, "It opened on March 14, 2024.", "It opened on 14 March 2024."),
            (rewriting.contraction, "They did not sell the bridge.", "They didn't sell the bridge."),
            (rewriting.hedge_synonym, "About 60 cars crossed it.", "Around 60 cars crossed it."),
            (
                rewriting.attribution_moved,
                "Ines Roth said the price would rise.",
                "The price would rise, Ines Roth said.",
            ),
            (
                rewriting.clause_dropped,
                "The council of Lund closed the bridge, which opened in 1931.",
                "The council of Lund closed the bridge.",
            ),
            (
                rewriting.merged_pair,
                "The council met in Lund. It closed the old bridge.",
                "The council met in Lund, and it closed the old bridge.",
            ),
        ],
    )
    def test_one(self, seeder: Seeder, text: str, expected: str) -> None:
        assert expected in texts(seeder, text)

    def test_a_surname_for_the_whole_name(self) -> None:
        found = texts(
            rewriting.other_form_of_name, "Ines Roth met reporters in Lund. Ms Roth was tired of it."
        )

        assert found == {"Roth met reporters in Lund.", "Ines Roth was tired of it."}


class TestSeeding:
    @pytest.mark.parametrize("kind", [*ErrorKind, *TrueKind])
    def test_the_same_seed_gives_the_same(self, kind: ErrorKind | TrueKind, own: list[Material]) -> None:
        assert seed_edits(kind, own, 5, 1) == seed_edits(kind, own, 5, 1)

    def test_another_seed_gives_others(self, own: list[Material]) -> None:
        assert seed_edits(ErrorKind.DIGIT, own, 5, 1) != seed_edits(ErrorKind.DIGIT, own, 5, 2)

    @pytest.mark.parametrize("kind", [*ErrorKind, *TrueKind])
    def test_the_own_articles_have_every_kind(self, kind: ErrorKind | TrueKind, own: list[Material]) -> None:
        found = seed_edits(kind, own, 30, 0)

        assert len(found) >= 5
        for edit in found:
            assert edit.changed.of(edit.text)
            assert edit.kind is kind
            assert (edit.text != edit.original) is (kind is not TrueKind.UNTOUCHED)

    def test_every_kind_has_a_maker_and_a_bar(self) -> None:
        assert set(ERRORS) == set(BARS) == set(ErrorKind)
        assert set(REWRITES) == set(MOST_FALSE_ALARMS) == set(TrueKind)


class TestMeasuring:
    def test_the_interval_is_wilsons(self) -> None:
        assert Share(10, 10).interval == (0.7225, 1.0)
        assert Share(0, 0).interval is None
        assert Share(0, 0).rate is None

    def test_a_checker_that_sees_everything(self, own: list[Material]) -> None:
        found = _measured(own, [Item("number", True)])

        assert all(row.caught.rate == 1.0 and row.passes for row in found.errors)
        assert all(row.flagged.rate == 1.0 and row.passes is False for row in found.rewrites)
        by_lock = {row.kind: row.by_lock.hits for row in found.errors}
        assert by_lock[ErrorKind.DIGIT] == 4
        assert by_lock[ErrorKind.NAME_SWAPPED] == 0

    def test_a_checker_that_sees_nothing(self, own: list[Material]) -> None:
        found = _measured(own, [Item("number", False), Item("name", False)])

        assert all(row.caught.hits == 0 and row.passes is False for row in found.errors)
        assert all(len(row.examples) == min(4, MOST_EXAMPLES) for row in found.errors)
        assert all(row.flagged.hits == 0 and row.passes for row in found.rewrites)

    def test_what_the_support_model_doubts_is_counted_beside_the_alarms(self, own: list[Material]) -> None:
        found = _measured(own, [Item("number", False), Item("sentence", False, is_doubted=True)])

        rows = (*found.errors, *found.rewrites)
        assert all(row.with_support.hits == row.with_support.n > 0 for row in rows)
        assert all(row.caught.hits == 0 for row in found.errors)
        assert all(row.flagged.hits == 0 for row in found.rewrites)

    def test_the_locks_know_the_articles_own_sentences(self, own: list[Material]) -> None:
        edits = seed_edits(TrueKind.UNTOUCHED, own, 10, 0)
        checker = open_checker()

        for edit in edits:
            items = checker(edit.text, (own[edit.number - 1].segmented,))
            assert not any(item.is_alarm for item in items)


def _measured(own: list[Material], items: list[Item]) -> Measured:
    def checker(text: str, sources: Sequence[SegmentedArticle]) -> Sequence[Item]:
        return items

    return measure(own, checker, 4, 0)


class TestReport:
    def _bench(self, materials: list[Material], deep: bool = False) -> Bench:
        setup = Setup("0", None, "cpu", deep, 0, 3, len(materials), 9)
        return Bench(setup, measure(materials, open_checker(), 3, 0), 2.0, 100)

    def test_the_schema_is_valid_and_allows_no_other_key(self) -> None:
        Draft202012Validator.check_schema(bench_schema())

        assert bench_schema()["required"] == list(bench_schema()["properties"])
        assert bench_schema()["$defs"]["error"]["properties"]["kind"]["enum"] == list(ErrorKind)
        assert bench_schema()["$defs"]["rewrite"]["properties"]["kind"]["enum"] == list(TrueKind)

    @pytest.mark.parametrize("few", [True, False])
    def test_json_keeps_the_schema(self, few: bool, own: list[Material]) -> None:
        # An article that allows next to nothing has rows without rates.
        bench = self._bench([material("Nothing else happened there after all.")] if few else own)

        document = json.loads(to_json(bench))

        Draft202012Validator(bench_schema()).validate(document)
        assert any(row["rate"] is None for row in document["errors"]) is few

    def test_only_a_deep_bench_tells_what_was_doubted(self, own: list[Material]) -> None:
        deep, plain = self._bench(own, deep=True), self._bench(own)

        told = json.loads(to_json(deep))
        Draft202012Validator(bench_schema()).validate(told)
        assert all(row["caught_or_doubted"] == row["caught"] for row in told["errors"])
        assert all(row["flagged_or_doubted"] is None for row in json.loads(to_json(plain))["rewrites"])
        assert "or doubted" in to_table(deep)
        assert "or doubted" not in to_table(plain)
        assert all(len(line) <= 100 for line in to_table(deep).splitlines())

    def test_the_table_fits_and_names_every_kind(self, own: list[Material]) -> None:
        table = to_table(self._bench(own))

        assert all(len(line) <= 100 for line in table.splitlines())
        assert all(kind.replace("_", " ") in table for kind in (*ErrorKind, *TrueKind))
