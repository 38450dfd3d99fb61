"""Laws of the JSON: it comes back whole, keeps its schema, and accounts for every character."""

import json
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from briefing.domain.article import Article, Block, BlockKind, Section, SegmentedArticle, Sentence, Source
from briefing.domain.briefing import Briefing, Fixed, Line, LineKind, Page, Run, RunRecord
from briefing.domain.claims import Check, Claim, Evidence, Match, Verdict
from briefing.domain.findings import (
    TEMPORAL,
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
from briefing.rendering.from_json import from_json, page_schema
from briefing.rendering.to_json import to_json

T = TypeVar("T")

ANY_TEXT = st.text(st.characters(), max_size=12)  # half characters too: a file name may hold them
SOME_TEXT = st.text(st.characters(), min_size=1, max_size=12)
SHARES = st.integers(0, 1000).map(lambda n: n / 1000)
STRINGS = st.dictionaries(ANY_TEXT, ANY_TEXT, max_size=2)
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12)


def spans(length: int) -> st.SearchStrategy[Span]:
    """Any span of a text that long."""
    return st.lists(st.integers(0, length), min_size=2, max_size=2, unique=True).map(
        lambda ends: Span(*sorted(ends))
    )


@st.composite
def coverings(draw: st.DrawFn, length: int) -> list[Span]:
    """Spans that cover a text that long."""
    cuts = [0, *sorted(draw(st.sets(st.integers(1, length), max_size=4)) | {length})]
    return [Span(a, b) for a, b in pairwise(cuts)]


@st.composite
def disjoint_spans(draw: st.DrawFn, within: Span) -> list[Span]:
    """Spans with or without gaps between them."""
    cuts = sorted(draw(st.sets(st.integers(within.start, within.end), max_size=5)))
    pairs = [Span(a, b) for a, b in pairwise(cuts)]
    return [pair for pair in pairs if draw(st.booleans())]


@st.composite
def articles(draw: st.DrawFn, number: int) -> SegmentedArticle:
    """An article whose sections and sentences have ids that no other article has."""
    text = draw(st.text(st.characters(), min_size=1, max_size=40))
    pages = st.none() | st.integers(1, 9)
    kinds = st.sampled_from(BlockKind)
    blocks = tuple(Block(span, draw(kinds), draw(pages)) for span in draw(coverings(len(text))))
    article = Article(
        f"A{number}",
        Source(draw(ANY_TEXT), draw(ANY_TEXT), draw(ANY_TEXT)),
        text,
        blocks,
        *(draw(st.none() | ANY_TEXT) for _ in range(4)),
    )
    sentences: list[Sentence] = []
    sections: list[Section] = []
    for span in draw(coverings(len(text))):
        held = []
        for one in draw(disjoint_spans(span)):
            kind = next(b.kind for b in blocks if b.span.start <= one.start < b.span.end)
            held.append(Sentence(f"A{number}s{len(sentences) + len(held)}", one, kind))
        heading = draw(st.none() | spans(len(text)))
        sections.append(Section(f"A{number}p{len(sections)}", span, heading, tuple(s.id for s in held)))
        sentences += held
    return SegmentedArticle(article, tuple(sentences), tuple(sections))


@st.composite
def findings(draw: st.DrawFn, places: st.SearchStrategy[Place]) -> Findings:
    maybe = st.none() | places
    mentions = st.lists(st.builds(Mention, places, st.sampled_from(MentionForm)), max_size=2).map(tuple)
    contents = st.lists(places, min_size=1, max_size=3).map(tuple)
    actors, kinds = st.sampled_from(ActorKind), st.sampled_from(QuotationKind)
    return Findings(
        many(draw, lambda n: st.builds(Actor, st.just(f"a{n}"), actors, places, maybe, mentions, SHARES)),
        many(
            draw,
            lambda n: st.builds(
                Quotation, st.just(f"q{n}"), kinds, contents, maybe, maybe, maybe, st.none() | SOME_TEXT
            ),
        ),
        many(draw, lambda n: quantities(f"n{n}", places)),
    )


@st.composite
def quantities(draw: st.DrawFn, id: str, places: st.SearchStrategy[Place]) -> Quantity:
    kind = draw(st.sampled_from(QuantityKind))
    value = (
        st.builds(Moment, ANY_TEXT, ANY_TEXT) if kind in TEMPORAL else st.builds(Amount, DECIMALS, DECIMALS)
    )
    words = st.none() | ANY_TEXT
    return Quantity(
        id,
        draw(places),
        kind,
        draw(st.none() | value),
        draw(words),
        draw(words),
        draw(st.none() | places),
        draw(st.booleans()),
    )


@st.composite
def claims(
    draw: st.DrawFn, id: str, section: str | None, places: st.SearchStrategy[Place]
) -> tuple[Claim, Check]:
    text = draw(SOME_TEXT)
    evidence = st.builds(
        Evidence, spans(len(text)), places, st.sampled_from(Match), SHARES, st.none() | ANY_TEXT
    )
    claim = Claim(id, text, section, draw(st.booleans()), draw(st.none() | ANY_TEXT))
    found = tuple(draw(st.lists(evidence, min_size=1, max_size=2)))
    return claim, Check(id, draw(st.sampled_from(Verdict)), found)


def many(draw: st.DrawFn, build: Callable[[int], st.SearchStrategy[T]]) -> tuple[T, ...]:
    return tuple(draw(build(n)) for n in range(draw(st.integers(0, 2))))


@st.composite
def briefings(draw: st.DrawFn) -> Briefing:
    held = tuple(draw(articles(n)) for n in range(1, draw(st.integers(1, 2)) + 1))
    places = st.one_of([spans(len(a.text)).map(a.article.place) for a in held])
    scopes: list[str | None] = [None, *(s.id for a in held for s in a.sections)]
    checked = [
        draw(claims(f"c{number}-{n}", scope, places))
        for number, scope in enumerate(scopes)
        for n in range(draw(st.integers(0, 1)))
    ]
    record = RunRecord(
        draw(ANY_TEXT),
        draw(st.none() | ANY_TEXT),
        draw(st.none() | ANY_TEXT),
        draw(st.none() | ANY_TEXT),
        draw(STRINGS),
        draw(ANY_TEXT),
        draw(st.integers(0, 9)),
        draw(STRINGS),
    )
    return Briefing(
        held,
        draw(findings(places)),
        tuple(claim for claim, _ in checked),
        tuple(check for _, check in checked),
        record,
        draw(st.integers(0, 9)),
    )


@st.composite
def pages(draw: st.DrawFn, briefing: Briefing) -> Page:
    """A page that prints some of what was found, in words of the template."""
    found = briefing.findings
    ids = [x.id for x in (*briefing.claims, *found.actors, *found.quotations, *found.quantities)]
    printed = tuple(id for id in ids if draw(st.booleans()))
    left_out = tuple(id for id in ids if id not in printed)
    return Page((Line(LineKind.POINT, (Run(draw(ANY_TEXT), Fixed()),), items=printed),), left_out)


@st.composite
def made(draw: st.DrawFn) -> tuple[Briefing, Page]:
    briefing = draw(briefings())
    return briefing, draw(pages(briefing))


@given(made(), st.sampled_from([None, 2]))
def test_comes_back_whole(made: tuple[Briefing, Page], indent: int | None) -> None:
    briefing, page = made

    assert from_json(to_json(briefing, page, indent)) == briefing


@given(made())
def test_comes_back_as_the_same_bytes(made: tuple[Briefing, Page]) -> None:
    briefing, page = made
    text = to_json(briefing, page)

    assert to_json(from_json(text.encode().decode()), page) == text


@given(made())
def test_keeps_its_schema(made: tuple[Briefing, Page]) -> None:
    Draft202012Validator(page_schema()).validate(json.loads(to_json(*made)))


@given(made())
def test_is_one_line_whoever_splits_it(made: tuple[Briefing, Page]) -> None:
    assert len(to_json(*made, indent=None).splitlines()) == 1


@given(made())
def test_coverage_accounts_for_every_character(made: tuple[Briefing, Page]) -> None:
    data = json.loads(to_json(*made))

    for article in data["articles"]:
        pieces = data["coverage"][article["id"]]
        ends = [0, *(piece["end"] for piece in pieces)]
        assert ends == [*(piece["start"] for piece in pieces), len(article["text"])]
        assert all(a["label"] != b["label"] for a, b in pairwise(pieces))


@given(DECIMALS)
def test_amounts_are_plain_digits_of_the_same_value(value: Decimal) -> None:
    place = Place("A1", Span(0, 1))
    block = Block(place.span, BlockKind.PARAGRAPH)
    article = Article("A1", Source("a", "text/plain", ""), "x", (block,))
    segmented = SegmentedArticle(article, (), (Section("p1", place.span, None, ()),))
    quantity = Quantity("n1", place, QuantityKind.COUNT, Amount(value, value))
    briefing = Briefing((segmented,), Findings(quantities=(quantity,)), (), (), RunRecord("0"))

    (number,) = json.loads(to_json(briefing, Page(())))["numbers"]

    assert Decimal(number["low"]) == value
    assert set(number["low"]) <= set("-0123456789.")
    assert not ("." in number["low"] and number["low"].endswith(("0", ".")))
