"""The loaded article and its units; the only thing spans count in.

`Article.text` never changes after loading. Blocks cover it; sections cover it; every sentence lies
in exactly one section. Each type checks that when it is built.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NewType, Protocol, TypeVar

from briefing.domain.languages import KNOWN_LANGUAGES
from briefing.domain.spans import ArticleId, Place, Span

SentenceId = NewType("SentenceId", str)
SectionId = NewType("SectionId", str)


class BlockKind(StrEnum):
    """What a block is, as the loader saw it."""

    HEADLINE = "headline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"


CELLS = " | "
"""Stands between the cells of a table's row, which is a list item."""

PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})


@dataclass(frozen=True, slots=True)
class Source:
    """Where the bytes came from; `sha256` is the digest of the raw bytes, in hex."""

    locator: str
    media_type: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text of one kind; it owns the white space after it.

    `page` counts from 1 and is None where the source has no pages.
    """

    span: Span
    kind: BlockKind
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One loaded text. `title` is what the source or the user calls it; where it stands in the
    text it is the HEADLINE block. `published` is an ISO 8601 date, `language` an ISO 639-1 code,
    `unread` the characters that the source has behind the text, which nobody read. `excerpt`: the source
    keeps the rest for subscribers, or gives it on further pages.

    Raises ValueError unless the blocks are ordered, disjoint and cover the text.
    """

    id: ArticleId
    source: Source
    text: str
    blocks: tuple[Block, ...]
    language: str | None = None
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    author: str | None = None
    excerpt: bool = False
    unread: int = 0

    def __post_init__(self) -> None:
        _check_covering([block.span for block in self.blocks], len(self.text), "blocks")

    @property
    def headline(self) -> Span | None:
        """Where the title stands, without the white space after it."""
        for block in self.blocks:
            if block.kind is BlockKind.HEADLINE:
                return block.span.trimmed(self.text)
        return None

    @property
    def speaks_known_language(self) -> bool:
        """Whether names, quotations and figures can be found in it; where nobody can tell, they are
        looked for."""
        return self.language is None or self.language in KNOWN_LANGUAGES

    def place(self, span: Span) -> Place:
        """The span as a place in this article."""
        return Place(self.id, span)


@dataclass(frozen=True, slots=True)
class Sentence:
    """The smallest unit with an id; `kind` is that of its block."""

    id: SentenceId
    span: Span
    kind: BlockKind

    @property
    def is_prose(self) -> bool:
        return self.kind in PROSE


@dataclass(frozen=True, slots=True)
class Section:
    """A reader's unit under one heading or topic.

    `heading` is a block of the text, None for what stands before the first and where a long section
    was divided. `topic` is a phrase of such a section's own text, chosen to tell it from the others;
    None where it has a heading, opens the article, or has no such phrase.
    """

    id: SectionId
    span: Span
    heading: Span | None
    sentences: tuple[SentenceId, ...]
    topic: Span | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """A machine's unit: whole sentences of one section that fit a model together.

    `tokens` is counted by the reading model's own tokenizer. A sentence that alone is over the
    limit is a chunk of its own, so nothing is cut here.
    """

    section: SectionId
    sentences: tuple[Sentence, ...]
    tokens: int


@dataclass(frozen=True, slots=True)
class SegmentedArticle:
    """An article with its sentences and sections, both in the order of the text.

    Raises ValueError unless the sentences are ordered and disjoint, the sections cover the text,
    and every sentence is listed by exactly the section that holds it.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    sections: tuple[Section, ...]

    def __post_init__(self) -> None:
        _check_ordered([s.span for s in self.sentences], "sentences")
        _check_covering([s.span for s in self.sections], len(self.article.text), "sections")
        listed = [id for section in self.sections for id in section.sentences]
        if listed != [s.id for s in self.sentences]:
            raise ValueError("every sentence must be in exactly one section, in order")
        for section in self.sections:
            held = self.sentences_within(section.span)
            if tuple(s.id for s in held) != section.sentences:
                raise ValueError(f"section {section.id} lists sentences it does not hold")

    @property
    def text(self) -> str:
        return self.article.text

    @property
    def prose(self) -> tuple[Sentence, ...]:
        """The sentences of paragraphs and list items: what a summary may take from."""
        return tuple(s for s in self.sentences if s.is_prose)

    def sentences_within(self, span: Span) -> tuple[Sentence, ...]:
        """The sentences that share a character with `span`, in order."""
        return tuple(overlapping(self.sentences, span))

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the character at `offset`; None between sentences."""
        found = self.sentences_within(Span(offset, offset + 1))
        return found[0] if found else None

    def is_in_table(self, span: Span) -> bool:
        """Whether `span` begins in a row of a table, which says nothing without the names of its columns."""
        block = self.block_at(span.start)
        return block.kind is BlockKind.LIST_ITEM and CELLS in block.span.of(self.text)

    def section_at(self, offset: int) -> Section:
        """The section that holds the character at `offset`."""
        return overlapping(self.sections, Span(offset, offset + 1))[0]

    def block_at(self, offset: int) -> Block:
        """The block that holds the character at `offset`."""
        return overlapping(self.article.blocks, Span(offset, offset + 1))[0]


class _Spanned(Protocol):
    @property
    def span(self) -> Span: ...


T = TypeVar("T", bound=_Spanned)


def overlapping(items: Sequence[T], span: Span) -> list[T]:
    """Those of `items` (ordered and disjoint) that share a character with `span`; O(log n + k)."""
    index = max(bisect_right(items, span.start, key=lambda item: item.span.start) - 1, 0)
    found = []
    while index < len(items) and items[index].span.start < span.end:
        if items[index].span.overlaps(span):
            found.append(items[index])
        index += 1
    return found


def _check_ordered(spans: list[Span], what: str) -> None:
    for left, right in pairwise(spans):
        if left.end > right.start:
            raise ValueError(f"{what} overlap or are out of order at {left.end} and {right.start}")


def _check_covering(spans: list[Span], length: int, what: str) -> None:
    ends = [0, *(span.end for span in spans)]
    starts = [*(span.start for span in spans), length]
    if ends != starts:
        raise ValueError(f"{what} must cover all {length} characters of the text without a gap")
