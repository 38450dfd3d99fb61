"""JSON of a page: what each key holds, and what is said of a file that cannot be read back."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from briefing.domain.article import Article, Block, BlockKind, Section, SegmentedArticle, Sentence, Source
from briefing.domain.briefing import Briefing, Fixed, Line, LineKind, Page, Run, RunRecord
from briefing.domain.claims import Check, Claim, Evidence, Match, Verdict
from briefing.domain.findings import (
    Actor,
    ActorKind,
    Amount,
    Findings,
    Mention,
    MentionForm,
    Moment,
    Quantity,
    QuantityKind,
    Quotation,
    QuotationKind,
)
from briefing.domain.spans import Place, Span
from briefing.errors import LoadError
from briefing.rendering.from_json import from_json, page_schema
from briefing.rendering.to_json import to_json

Json = dict[str, Any]

PARTS = [
    ("Harbour opens again\n", BlockKind.HEADLINE),
    ("“It is\nsafe,” harbour master Ida Lund said. “And dry.”\n", BlockKind.PARAGRAPH),
    ("Costs\n", BlockKind.HEADING),
    ("About $1.50 to $2 million was spent on 3 piers on 4 May.\n", BlockKind.PARAGRAPH),
    ("Photo: the pier\n", BlockKind.CAPTION),
    ("Read more: boats\n", BlockKind.BOILERPLATE),
]
TEXT = "".join(part for part, _ in PARTS)


def _place(words: str) -> Place:
    start = TEXT.index(words)
    return Place("A1", Span(start, start + len(words)))


def _segmented() -> SegmentedArticle:
    blocks, at = [], 0
    for part, kind in PARTS:
        blocks.append(Block(Span(at, at + len(part)), kind))
        at += len(part)
    source = Source("harbour.txt", "text/plain", "ab12")
    article = Article("A1", source, TEXT, tuple(blocks), "en", published="2024-05-05")
    sentences = tuple(
        Sentence(f"s{n}", Span(b.span.start, b.span.end - 1), b.kind) for n, b in enumerate(blocks, 1)
    )
    cut = _place("Costs").span.start
    sections = (
        Section("p1", Span(0, cut), None, ("s1", "s2"), _place("Ida Lund").span),
        Section("p2", Span(cut, at), _place("Costs").span, ("s3", "s4", "s5", "s6")),
    )
    return SegmentedArticle(article, sentences, sections)


def _findings() -> Findings:
    name = _place("Ida Lund")
    return Findings(
        (
            Actor(
                "a1",
                ActorKind.PERSON,
                name,
                _place("harbour master"),
                (Mention(name, MentionForm.NAME),),
                0.75,
            ),
        ),
        (
            Quotation(
                "q1",
                QuotationKind.DIRECT,
                (_place("It is\nsafe,"), _place("And dry.")),
                None,
                _place("said"),
                name,
                "a1",
            ),
        ),
        (
            Quantity(
                "n1",
                _place("About $1.50 to $2 million"),
                QuantityKind.MONEY,
                Amount(Decimal("1.50"), Decimal("2E+6")),
                "USD",
                "about",
            ),
            Quantity(
                "n2", _place("3"), QuantityKind.COUNT, Amount(Decimal(3), Decimal(3)), of=_place("piers")
            ),
            Quantity("n3", _place("4 May"), QuantityKind.DATE, Moment("2024-05-04", "2024-05-04")),
        ),
    )


def _claim(
    id: str, section: str | None, verdict: Verdict, *, verbatim: bool = False, replaces: str | None = None
) -> tuple[Claim, Check]:
    evidence = (Evidence(Span(0, 5), _place("Costs"), Match.DERIVED, 0.5, "2 + 1 = 3"),)
    return Claim(id, "Costs are known.", section, verbatim, replaces), Check(id, verdict, evidence)


CLAIMS = [
    _claim("c1", None, Verdict.SUPPORTED, verbatim=True),
    _claim("c2", None, Verdict.SUPPORTED, verbatim=True, replaces="Nothing is known."),
    _claim("c3", None, Verdict.UNCHECKED),
    _claim("c4", "p2", Verdict.SUPPORTED),
    _claim("c5", "p2", Verdict.CONTRADICTED),
]


@pytest.fixture
def briefing() -> Briefing:
    return Briefing(
        (_segmented(),),
        _findings(),
        tuple(claim for claim, _ in CLAIMS),
        tuple(check for _, check in CLAIMS),
        RunRecord("0.1.0", "tiny", "cd34", "e" * 40, {"b": "2", "a": "1"}, "cpu", 7, {"torch": "2"}),
        omitted=2,
    )


@pytest.fixture
def page() -> Page:
    """Prints all claims but the last, the actor and one number."""
    run = Run("Five words on a page", Fixed())
    printed = Line(LineKind.POINT, (run,), items=("c1", "c2", "c3", "c4", "a1", "n1"))
    source = Line(LineKind.SOURCE, (run,), items=("s1",))
    return Page((printed, source), left_out=("q1", "n2"))


@pytest.fixture
def data(briefing: Briefing, page: Page) -> Json:
    loaded: Json = json.loads(to_json(briefing, page))
    return loaded


class TestToJson:
    def test_keeps_the_schema(self, data: Json) -> None:
        Draft202012Validator(page_schema()).validate(data)

    def test_keys_stand_in_the_order_of_the_schema(self, data: Json) -> None:
        assert list(data) == list(page_schema()["properties"])
        for name in ("article", "actor", "quotation", "number", "section"):
            assert list(data[f"{name}s"][0]) == list(page_schema()["$defs"][name]["properties"])

    def test_is_the_same_every_time(self, briefing: Briefing, page: Page) -> None:
        assert to_json(briefing, page) == to_json(from_json(to_json(briefing, page)), page)

    def test_title_is_the_locator_where_there_is_none(self, data: Json) -> None:
        assert (data["title"], data["articles"][0]["title"]) == ("harbour.txt", None)

    def test_places_lead_to_their_words(self, data: Json) -> None:
        text = data["articles"][0]["text"]
        for each in (*data["numbers"], data["actors"][0]["role"], data["quotations"][0]["speaker"]):
            assert text[each["start"] : each["end"]] == each["text"]

    def test_a_claim_stands_with_its_section(self, data: Json) -> None:
        assert [c["id"] for c in data["summary"]] == ["c1", "c2", "c3"]
        assert [[c["id"] for c in s["summary"]] for s in data["sections"]] == [[], ["c4", "c5"]]

    def test_evidence_counts_in_the_claim_and_in_the_article(self, data: Json) -> None:
        (evidence,) = data["summary"][0]["evidence"]
        start = TEXT.index("Costs")

        assert evidence == {
            "article": "A1",
            "start": start,
            "end": start + 5,
            "part": [0, 5],
            "match": "derived",
            "score": 0.5,
            "how": "2 + 1 = 3",
        }

    def test_on_page_says_what_is_printed(self, data: Json) -> None:
        assert [c["on_page"] for c in data["sections"][1]["summary"]] == [True, False]
        assert [n["on_page"] for n in data["numbers"]] == [True, False, False]
        assert (data["actors"][0]["on_page"], data["quotations"][0]["on_page"]) == (True, False)

    def test_pieces_of_a_quotation_are_joined_without_line_ends(self, data: Json) -> None:
        assert data["quotations"][0]["text"] == "It is safe, … And dry."

    @pytest.mark.parametrize(
        ("number", "low", "high"),
        [(0, "1.5", "2000000"), (1, "3", "3"), (2, "2024-05-04", "2024-05-04")],
    )
    def test_values_are_plain(self, data: Json, number: int, low: str, high: str) -> None:
        assert (data["numbers"][number]["low"], data["numbers"][number]["high"]) == (low, high)

    def test_thing_counted_has_words_and_place(self, data: Json) -> None:
        assert [n["of"] for n in data["numbers"]] == [None, "piers", None]
        assert [n["of_at"] is None for n in data["numbers"]] == [True, False, True]

    def test_headings_are_null_where_there_are_none(self, data: Json) -> None:
        assert [(s["heading"], s["heading_at"] is None) for s in data["sections"]] == [
            (None, True),
            ("Costs", False),
        ]

    def test_a_topic_has_words_and_place(self, data: Json) -> None:
        start = TEXT.index("Ida Lund")

        assert [s["topic"] for s in data["sections"]] == ["Ida Lund", None]
        assert [s["topic_at"] for s in data["sections"]] == [{"start": start, "end": start + 8}, None]

    def test_coverage_labels_every_character(self, data: Json) -> None:
        pieces = data["coverage"]["A1"]

        assert [p["label"] for p in pieces] == ["title", "section:p1", "section:p2", "boilerplate"]
        assert "".join(TEXT[p["start"] : p["end"]] for p in pieces) == TEXT

    def test_page_leaves_the_numbered_source_aside(self, data: Json) -> None:
        assert data["page"] == {"paper": None, "pages": 1, "words": 5, "left_out": ["q1", "n2"]}

    def test_checks_count_what_stands_on_the_page(self, data: Json) -> None:
        assert data["checks"] == {
            "verbatim": 4,  # two claims, an actor, a number
            "supported": 1,
            "contradicted": 0,
            "not_found": 0,
            "unchecked": 1,
            "replaced": 1,
            "omitted": 2,
        }

    def test_manifest_is_sorted(self, data: Json) -> None:
        assert list(data["manifest"]["prompts"].items()) == [("a", "1"), ("b", "2")]

    def test_an_empty_article_has_a_page(self) -> None:
        article = Article("A1", Source("empty.txt", "text/plain", ""), "", ())
        briefing = Briefing((SegmentedArticle(article, (), ()),), Findings(), (), (), RunRecord("0"))
        text = to_json(briefing, Page(()))

        assert json.loads(text)["coverage"] == {"A1": []}
        assert from_json(text) == briefing

    def test_characters_that_no_file_or_line_can_hold_are_escaped(self) -> None:
        source = Source("caf\udce9\u2028.txt", "text/plain", "")
        article = Article("A1", source, "é\x85", (Block(Span(0, 2), BlockKind.PARAGRAPH),))
        segmented = SegmentedArticle(article, (), (Section("p1", Span(0, 2), None, ()),))
        briefing = Briefing((segmented,), Findings(), (), (), RunRecord("0"))
        text = to_json(briefing, Page(()), indent=None)

        assert text.encode("utf-8").decode("utf-8").splitlines() == [text[:-1]]
        assert "é" in text
        assert from_json(text) == briefing


def _remove(key: str) -> Callable[[Json], object]:
    return lambda data: data.pop(key)


def _set(value: object, *path: str | int) -> Callable[[Json], object]:
    def change(data: Json) -> None:
        target: Any = data
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] = value

    return change


class TestFromJson:
    def test_gives_the_briefing_back(self, briefing: Briefing, page: Page) -> None:
        assert from_json(to_json(briefing, page)) == briefing

    def test_takes_places_and_not_the_words_beside_them(self, briefing: Briefing, data: Json) -> None:
        data["numbers"][0]["text"] = data["actors"][0]["name"] = data["sections"][1]["heading"] = "edited"

        assert from_json(json.dumps(data)) == briefing

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            (_set("briefing/9", "schema"), 'schema: this version reads "briefing/1", got "briefing/9"'),
            (_remove("schema"), "got null"),
            (_remove("numbers"), "'numbers' is a required property"),
            (_set(1, "numbers", 0, "colour"), r"numbers\[0\]: .*'colour' was unexpected"),
            (_set("1", "actors", 0, "salience"), r"actors\[0\]\.salience: '1' is not of type 'number'"),
            (_set("maybe", "summary", 1, "verdict"), r"summary\[1\]\.verdict: 'maybe' is not one of"),
            (_set(True, "numbers", 0, "start"), r"numbers\[0\]\.start"),
            (
                _set(9999, "quotations", 0, "contents", 1, "end"),
                r"quotations\[0\]\.contents\[1\]: .* no place",
            ),
            (_set(0, "actors", 0, "role", "end"), r"actors\[0\]\.role\.end"),
            (
                _set("A7", "actors", 0, "name_at", "article"),
                r"actors\[0\]\.name_at: there is no article 'A7'",
            ),
            (_set(3, "articles", 0, "blocks", 0, "end"), "blocks must cover"),
            (_set(9999, "articles", 0, "sentences", 0, "end"), "overlap or are out of order"),
            (_set(9999, "sections", 1, "heading_at", "end"), "past the end"),
            (_set(9999, "sections", 0, "topic_at", "end"), "past the end"),
            (_set([], "sections", 1, "summary", 1, "evidence"), "cannot be contradicted without evidence"),
            (_set("many", "numbers", 1, "low"), "'many' is not a number in plain digits"),
            (_set("1e99", "numbers", 1, "high"), "'1e99' is not a number in plain digits"),
            (_set(float("nan"), "actors", 0, "salience"), "NaN is no number"),
        ],
    )
    def test_says_what_is_wrong_and_where(
        self, data: Json, change: Callable[[Json], object], message: str
    ) -> None:
        change(data)

        with pytest.raises(LoadError, match=message):
            from_json(json.dumps(data))

    def test_a_position_may_be_written_with_a_point(self, briefing: Briefing, data: Json) -> None:
        data["numbers"][0]["start"] = float(data["numbers"][0]["start"])
        data["summary"][0]["evidence"][0]["part"] = [0.0, 5.0]
        read = from_json(json.dumps(data))

        assert read == briefing
        assert read.text(read.findings.quantities[0].place) == "About $1.50 to $2 million"

    @pytest.mark.parametrize("text", ["", "{", "\ufeff{}", "[" * 100_000, "nonsense"], ids=repr)
    def test_refuses_what_is_not_json(self, text: str) -> None:
        with pytest.raises(LoadError, match="not JSON"):
            from_json(text)

    @pytest.mark.parametrize("text", ["[]", "null", "1", '"briefing/1"', '{"schema": ["briefing/1"]}'])
    def test_refuses_other_json(self, text: str) -> None:
        with pytest.raises(LoadError, match=r"^schema: this version reads"):
            from_json(text)

    def test_a_message_stays_short(self, data: Json) -> None:
        data["title"] = ["long"] * 1000

        with pytest.raises(LoadError, match=r"^title: ") as caught:
            from_json(json.dumps(data))

        assert len(str(caught.value)) < 250
