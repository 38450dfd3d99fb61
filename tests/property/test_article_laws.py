"""The laws of the architecture on whole articles: from bytes to a page, with a reader of no weights."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import reduce
from hashlib import sha256
from itertools import pairwise

import pytest
from fakes import FakeReader, FakeWriter
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from briefing.backends.ports import Writer
from briefing.domain.briefing import (
    Briefing,
    Fixed,
    Given,
    Line,
    LineKind,
    Page,
    Run,
    RunRecord,
    RunStyle,
    Stated,
    Verbatim,
    untraced,
)
from briefing.domain.claims import Verdict
from briefing.domain.formats import Format
from briefing.domain.spans import Place, Span
from briefing.loading import load_bytes
from briefing.loading.media import unreadable
from briefing.pipeline import Models, brief
from briefing.rendering import render
from briefing.rendering.compose import compose
from briefing.rendering.from_json import from_json
from briefing.rendering.to_json import to_json

LAWS = settings(max_examples=30, deadline=None)

PEOPLE = st.sampled_from(
    ["Mayor Ines Roth", "Bob Okafor", "Ms Carla Ruiz", "the minister", "He", "She", "They"]
)
CUES = st.sampled_from(["said", "told reporters", "warned", "added", "asked"])
FIGURES = st.sampled_from(
    [
        "28",
        "1,200",
        "about $4.5 million",
        "60%",
        "two dozen",
        "6-3",
        "3m",
        "1990s",
        "12:30",
        "½",
        "٣",
        "1.2.3",
    ]
)
THINGS = st.sampled_from(
    ["cars", "euros", "schools", "people", "years", "of the price", "ﬁres", "İzmir", "Straßen"]
)
SAID = st.sampled_from(
    [
        "We have waited ten years for this",
        "Nobody will miss it. It was 92 years old. We paid for it twice",
        "No",
        "I call it ‘the 3rd mistake’ and I mean it",
        "The bridge is dear, the road is dearer, the ferry"
        + ", and the walk, and the swim" * 8
        + " for 15 years",
    ]
)
MARKS = st.sampled_from(
    [("“", "”"), ('"', '"'), ("«", "»"), ("„", "“"), ("‘", "’"), ("“", ""), ("", "”"), ('"', "")]
)
ODD = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("“”\"'‘’«»„—–-…[]()0123456789 .\u00ad\u200b"),
    ),
    max_size=25,
)


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """Something between a sentence of news and nonsense."""
    opens, closes = draw(MARKS)
    person, cue, said = draw(PEOPLE), draw(CUES), draw(SAID)
    forms = [
        f"{opens}{said},{closes} {person} {cue}.",
        f"{person} {cue}: {opens}{said}.{closes}",
        f"{opens}{said}.{closes}",
        f"{person} {cue} that it was {opens}totally stupid{closes} and cost {draw(FIGURES)} {draw(THINGS)}.",
        f"Some {draw(FIGURES)} {draw(THINGS)} were counted on Monday, up from {draw(FIGURES)} in 2019.",
        f"The council of Lund approved {draw(FIGURES)} {draw(THINGS)} in {draw(st.integers(1900, 2030))}.",
        f"{person} opened {draw(THINGS)} here; {draw(ODD)} nobody knows.",
        draw(ODD),
    ]
    return draw(st.sampled_from(forms))


PARAGRAPHS = st.lists(sentences(), min_size=1, max_size=4).map(" ".join)
HEADINGS = st.sampled_from(["Costs", "Traffic", "What 12 people say", "The “new” bridge"])
LEAD = "The council of Lund met on Monday to speak of the bridge."


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A plain text with at least one sentence, often with headings."""
    blocks = draw(st.lists(st.one_of(PARAGRAPHS, PARAGRAPHS, HEADINGS), max_size=8))
    lead = [*(["Lund speaks of its bridge"] if draw(st.booleans()) else []), LEAD]
    text = "\n\n".join([*lead, *blocks])
    # Some draws are mostly control characters, which is binary data.
    assume(unreadable(text.encode()) is None)
    return text


def make(given_texts: Sequence[str], writer: Writer | None = None) -> Briefing:
    articles = [
        load_bytes(text.encode(), f"story-{number}.txt", "txt", id=f"A{number}")
        for number, text in enumerate(given_texts, 1)
    ]
    return brief(articles, Models(FakeReader(), writer), RunRecord(version="0", model="fake-reader"))


BRIEFINGS = st.lists(texts(), min_size=1, max_size=2).map(make)
WORDS = st.sampled_from([60, 150, 450, 900])


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@given(texts(), WORDS)
@LAWS
def test_1_the_text_is_the_same_from_load_to_json(text: str, words: int) -> None:
    loaded = load_bytes(text.encode(), "story.txt", "txt")
    before = digest(loaded.text)
    made = brief([loaded], Models(FakeReader()), RunRecord(version="0"))
    page = compose(made, words, with_source=True)
    written = json.loads(render(made, page, Format.JSON))

    assert digest(made.articles[0].text) == before
    assert digest(written["articles"][0]["text"]) == before


@given(BRIEFINGS)
@LAWS
def test_2_blocks_sentences_and_sections_are_ordered_disjoint_and_covering(made: Briefing) -> None:
    for segmented in made.articles:
        blocks = [block.span for block in segmented.article.blocks]
        sections = [section.span for section in segmented.sections]
        held = [sentence.span for sentence in segmented.sentences]

        assert _covers(blocks, segmented.text)
        assert _covers(sections, segmented.text)
        assert all(one.end <= other.start for one, other in pairwise(held))
        assert all(span.trimmed(segmented.text) == span for span in held)
        assert all(any(block.contains(span) for block in blocks) for span in held)


@given(BRIEFINGS)
@LAWS
def test_2_every_sentence_is_in_exactly_one_section(made: Briefing) -> None:
    listed = Counter(id for a in made.articles for section in a.sections for id in section.sentences)
    ids = [sentence.id for a in made.articles for sentence in a.sentences]

    assert len(ids) == len(set(ids))
    assert listed == Counter(dict.fromkeys(ids, 1))
    for segmented in made.articles:
        spans = {sentence.id: sentence.span for sentence in segmented.sentences}
        for section in segmented.sections:
            assert all(section.span.contains(spans[id]) for id in section.sentences)


@given(BRIEFINGS)
@LAWS
def test_2_no_word_of_a_paragraph_is_in_no_sentence(made: Briefing) -> None:
    for segmented in made.articles:
        covered = {at for s in segmented.sentences for at in range(s.span.start, s.span.end)}
        for block in segmented.article.blocks:
            if block.kind.value in {"paragraph", "list_item", "heading", "headline"}:
                missed = set(range(block.span.start, block.span.end)) - covered
                assert not [at for at in missed if segmented.text[at].isalnum()]


@given(BRIEFINGS, WORDS, st.booleans())
@LAWS
def test_3_every_run_leads_to_the_source(made: Briefing, words: int, with_source: bool) -> None:
    assert untraced(compose(made, words, with_source), made) == ()


@given(BRIEFINGS, WORDS)
@LAWS
def test_5_the_briefing_comes_back_from_its_json(made: Briefing, words: int) -> None:
    assert from_json(to_json(made, compose(made, words))) == made


@given(BRIEFINGS, WORDS)
@LAWS
def test_6_digits_and_quotation_marks_are_the_sources_or_the_templates(made: Briefing, words: int) -> None:
    page = compose(made, words, with_source=True)

    for line in page.lines:
        assert _unowned(line, made) == []


@given(
    st.lists(texts(), min_size=1, max_size=2),
    st.lists(sentences(), min_size=1, max_size=3).map(" ".join),
    WORDS,
)
@LAWS
def test_6_holds_whatever_a_model_writes(articles: list[str], answer: str, words: int) -> None:
    made = make(articles, FakeWriter(lambda _: answer, context_tokens=4000))
    page = compose(made, words)

    assert untraced(page, made) == ()
    for line in page.lines:
        assert _unowned(line, made) == []


# A figure in the heading of a section.
@example(
    make(["The council met on Monday in Lund.\n\nSome 28 cars fell into the river\n\nIt rained for days."]),
    150,
)
@given(BRIEFINGS, WORDS)
@LAWS
def test_no_sentence_is_printed_by_two_items(made: Briefing, words: int) -> None:
    told = Counter(
        sentence for places in _items(compose(made, words)) for sentence in _sentences_in(places, made)
    )

    assert [sentence for sentence, times in told.items() if times > 1] == []


@given(BRIEFINGS, WORDS)
@LAWS
def test_marks_around_verbatim_words_come_in_pairs(made: Briefing, words: int) -> None:
    for line in compose(made, words).lines:
        put_in = "".join(run.text for run in line.runs if isinstance(run.origin, Fixed))
        if line.kind is LineKind.QUOTATION:
            assert put_in.count("“") == put_in.count("”")


@given(BRIEFINGS, WORDS)
@LAWS
def test_what_is_listed_as_printed_or_left_out_is_known_and_never_both(made: Briefing, words: int) -> None:
    page = compose(made, words)
    found = made.findings
    known = {item.id for item in (*made.claims, *found.actors, *found.quotations, *found.quantities)}
    listed = [id for line in page.lines for id in line.items]

    assert set(listed) <= known
    assert len(listed) == len(set(listed))
    assert set(page.left_out) <= known
    assert not set(page.left_out) & set(listed)


@pytest.mark.parametrize("format", [Format.MD, Format.TXT, Format.HTML])
@given(made=BRIEFINGS)
@settings(LAWS, max_examples=15)
def test_every_format_can_be_written(format: Format, made: Briefing) -> None:
    assert render(made, compose(made), format).encode("utf-8").endswith(b"\n")


def _covers(spans: Sequence[Span], text: str) -> bool:
    ends = reduce(lambda end, span: span.end if span.start == end else -1, spans, 0)
    return ends == len(text)


_STRICT_MARK = re.compile('[\\d"“”„«»]')
# What the template says with digits: counts of things it has itself counted.
_COUNTS = re.compile(
    r"\d[\d,]* (?:of \d[\d,]* )?(?:quotations?|numbers?|dates?|names?|words|sections?|items?|lines?|verbatim"
    r"|written sentences?|written by the model|supported|contradicted|not found|not checked)\b|\AA\d+ \Z"
)
_NUMBERED = re.compile(r"(?:A\d+ )?s\d+")
_AFTER_A_CUT = re.compile(r"(?: \[…\])?[”\"“»’']*")


def _unowned(line: Line, made: Briefing) -> list[Run]:
    """The runs of a line with a digit or mark that is neither the source's nor the template's own."""
    runs = [*line.label, *line.runs]
    return [run for at, run in enumerate(runs) if not _is_owned(run, line.kind, runs[:at], made)]


def _is_owned(run: Run, kind: LineKind, before: Sequence[Run], made: Briefing) -> bool:
    if not _STRICT_MARK.search(run.text) or isinstance(run.origin, Given | Verbatim):
        return True  # whether their words are those of their origin is law 3
    if isinstance(run.origin, Stated):
        check = next(c for c in made.checks if c.claim == run.origin.claim)
        flagged = check.verdict is not Verdict.SUPPORTED and kind in {LineKind.POINT, LineKind.SECTION}
        return flagged or check.verdict is Verdict.SUPPORTED
    if run.style is RunStyle.REFERENCE:
        return _NUMBERED.fullmatch(run.text) is not None
    if kind in {LineKind.FACTS, LineKind.CHECKED} or run.style is RunStyle.NOTE:
        told = run.text.replace(f"er {made.record.model}", "er")
        return _STRICT_MARK.search(_COUNTS.sub("", told)) is None
    if kind is LineKind.QUOTATION and run.text == "“":
        return True
    # A mark may close only the article's own words.
    closes = bool(before) and isinstance(before[-1].origin, Verbatim)
    return closes and _AFTER_A_CUT.fullmatch(run.text) is not None


def _items(page: Page) -> Iterator[list[Place]]:
    """The places of each item of the page below its title; claims on one line are parted by dots."""
    for line in page.lines:
        if line.kind in {LineKind.TITLE, LineKind.HEADING}:
            continue
        places: list[Place] = []
        for run in (*line.label, *line.runs):
            if run.text == " · ":
                yield places
                places = []
            elif isinstance(run.origin, Verbatim):
                places.append(run.origin.place)
        yield places


def _sentences_in(places: Sequence[Place], made: Briefing) -> set[str]:
    """The sentences of five words and more that stand in `places` whole: shorter ones may recur."""
    held = [
        made.text(Place(place.article, sentence.span)).split()
        for place in places
        for sentence in made.article(place.article).sentences_within(place.span)
        if place.span.contains(sentence.span)
    ]
    return {" ".join(words) for words in held if len(words) >= 5}
