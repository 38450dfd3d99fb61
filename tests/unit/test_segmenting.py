"""Sentences, sections and chunks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import FakeReader

from briefing.domain.article import Article, Block, BlockKind, Source
from briefing.domain.spans import Span
from briefing.segmenting import chunk, segment, split_sentences

CASES = Path(__file__).resolve().parent.parent / "cases" / "sentences.txt"


def _cases() -> Iterator[list[str]]:
    text = "\n".join(line for line in CASES.read_text("utf-8").splitlines() if not line.startswith("#"))
    for case in text.strip().split("\n\n"):
        yield case.splitlines()


def _article(*parts: tuple[BlockKind, str]) -> Article:
    text, blocks, at = "", [], 0
    for kind, words in parts:
        text += words + "\n\n"
        blocks.append(Block(Span(at, len(text)), kind))
        at = len(text)
    return Article("A1", Source("x", "text/plain", ""), text, tuple(blocks))


@pytest.mark.parametrize("case", list(_cases()), ids=lambda case: case[0][:40])
def test_case(case: list[str]) -> None:
    text = " ".join(case)

    assert [span.of(text) for span in split_sentences(text, Span(0, len(text)))] == case


class TestSentences:
    def test_a_heading_is_a_sentence_and_never_runs_on(self) -> None:
        article = _article(
            (BlockKind.HEADING, "What comes next"), (BlockKind.PARAGRAPH, "Nobody knows. We ask.")
        )

        sentences = segment(article).sentences

        assert [s.span.of(article.text) for s in sentences] == ["What comes next", "Nobody knows.", "We ask."]

    def test_boilerplate_has_none(self) -> None:
        article = _article((BlockKind.BOILERPLATE, "Read more: here"), (BlockKind.PARAGRAPH, "It is so."))

        assert [s.span.of(article.text) for s in segment(article).sentences] == ["It is so."]

    def test_a_wrapped_line_does_not_end_one(self) -> None:
        text = "The council met\non Monday and rose\nearly. It will meet again."

        spans = split_sentences(text, Span(0, len(text)))

        assert [s.of(text) for s in spans] == [
            "The council met\non Monday and rose\nearly.",
            "It will meet again.",
        ]

    def test_positions_count_in_the_whole_text(self) -> None:
        text = "Left out. One is here. Two is here."

        spans = split_sentences(text, Span(10, len(text)))

        assert [s.of(text) for s in spans] == ["One is here.", "Two is here."]

    def test_ids_count_on(self) -> None:
        segmented = segment(_article((BlockKind.PARAGRAPH, "One. Two is here.")), 7, 3)

        assert segmented.sentences[0].id == "s7"
        assert segmented.sections[0].id == "p3"

    def test_one_enormous_line_is_split_like_many(self) -> None:
        sentence = "The council of the town met on Monday and rose early. "
        text = sentence * 2000

        assert len(split_sentences(text, Span(0, len(text)))) == 2000

    def test_words_without_any_mark_are_not_lost(self) -> None:
        text = "word " * 9000

        spans = split_sentences(text, Span(0, len(text)))

        assert sum(len(s.of(text).split()) for s in spans) == 9000


class TestSections:
    def test_headings_open_them(self) -> None:
        article = _article(
            (BlockKind.HEADLINE, "Bridge opens"),
            (BlockKind.PARAGRAPH, "It opened on Monday."),
            (BlockKind.HEADING, "Costs"),
            (BlockKind.PARAGRAPH, "They rose."),
        )

        sections = segment(article).sections

        assert [s.heading and s.heading.of(article.text) for s in sections] == [None, "Costs"]
        assert sections[1].sentences == ("s3", "s4")

    def test_a_run_of_headings_is_one_section_titled_by_the_last(self) -> None:
        article = _article(
            (BlockKind.PARAGRAPH, "It opened."),
            (BlockKind.HEADING, "Part two"),
            (BlockKind.HEADING, "Costs"),
            (BlockKind.PARAGRAPH, "They rose."),
        )

        sections = segment(article).sections

        assert len(sections) == 2
        assert sections[1].heading is not None
        assert sections[1].heading.of(article.text) == "Costs"

    def test_a_text_that_opens_with_a_heading_has_no_empty_opening(self) -> None:
        article = _article((BlockKind.HEADING, "Costs"), (BlockKind.PARAGRAPH, "They rose."))

        assert [s.heading is not None for s in segment(article).sections] == [True]


class TestChunks:
    def test_whole_sentences_up_to_the_limit(self) -> None:
        segmented = segment(
            _article((BlockKind.PARAGRAPH, "One two three. Four five six. Seven eight nine."))
        )

        chunks = chunk(segmented, segmented.sentences, FakeReader(), 6)

        assert [(len(c.sentences), c.tokens) for c in chunks] == [(2, 6), (1, 3)]

    def test_never_over_a_heading(self) -> None:
        segmented = segment(
            _article(
                (BlockKind.PARAGRAPH, "One two."),
                (BlockKind.HEADING, "More"),
                (BlockKind.PARAGRAPH, "Three."),
            )
        )

        chunks = chunk(segmented, segmented.prose, FakeReader(), 100)

        assert [c.section for c in chunks] == ["p1", "p2"]

    def test_a_sentence_over_the_limit_stands_alone_and_whole(self) -> None:
        segmented = segment(_article((BlockKind.PARAGRAPH, "One. Two three four five six. Seven.")))

        chunks = chunk(segmented, segmented.sentences, FakeReader(), 3)

        assert [c.tokens for c in chunks] == [1, 5, 1]
