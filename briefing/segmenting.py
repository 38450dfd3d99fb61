"""Article to sentences and sections; sentences to chunks that fit a model.

One rule: a position is carried, never found again. syntok splits (it keeps the offset of every
token); rules for what it does not know, quotation marks and headings above all, mend its splits.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from syntok import segmenter as syntok

from briefing.backends.ports import TokenCounter
from briefing.domain.article import (
    Article,
    Block,
    BlockKind,
    Chunk,
    Section,
    SectionId,
    SegmentedArticle,
    Sentence,
    SentenceId,
    overlapping,
)
from briefing.domain.spans import Span

WINDOW = 20_000
"""Characters that syntok is given at a time: its tokenizer slows down on one enormous string."""


def segment(article: Article, first_sentence: int = 1, first_section: int = 1) -> SegmentedArticle:
    """The sentences of every block but boilerplate, and the sections that headings open.

    Ids count from the numbers given, so that several articles can be numbered on. A run of headings
    opens one section, titled by the last: the one nearest to the text.
    """
    sentences = tuple(
        Sentence(SentenceId(f"s{number}"), span, kind)
        for number, (span, kind) in enumerate(_sentences(article), first_sentence)
    )
    sections = tuple(
        Section(SectionId(f"p{number}"), span, heading, tuple(s.id for s in overlapping(sentences, span)))
        for number, (span, heading) in enumerate(_sections(article), first_section)
    )
    return SegmentedArticle(article, sentences, sections)


def chunk(
    segmented: SegmentedArticle, sentences: Sequence[Sentence], counter: TokenCounter, limit: int
) -> tuple[Chunk, ...]:
    """`sentences`, in order, as chunks of one section and at most `limit` tokens each.

    A sentence that alone is over the limit is a chunk of its own; nothing is left out.
    """
    tokens = counter.count_tokens([s.span.of(segmented.text) for s in sentences])
    chunks: list[Chunk] = []
    for sentence, size in zip(sentences, tokens, strict=True):
        section = segmented.section_at(sentence.span.start).id
        last = chunks[-1] if chunks else None
        if last and last.section == section and last.tokens + size <= limit:
            chunks[-1] = Chunk(section, (*last.sentences, sentence), last.tokens + size)
        else:
            chunks.append(Chunk(section, (sentence,), size))
    return tuple(chunks)


def _sections(article: Article) -> Iterator[tuple[Span, Span | None]]:
    """Each section's span and heading; what stands before the first heading has none."""
    starts: list[tuple[int, Block | None]] = [(0, None)]
    previous: Block | None = None
    for block in article.blocks:
        if block.kind is BlockKind.HEADING:
            if previous is not None and previous.kind is BlockKind.HEADING:
                starts[-1] = (starts[-1][0], block)
            elif block.span.start == 0:
                starts[-1] = (0, block)
            else:
                starts.append((block.span.start, block))
        previous = block
    for (start, heading), (end, _) in pairwise([*starts, (len(article.text), None)]):
        yield Span(start, end), heading.span.trimmed(article.text) if heading else None


def _sentences(article: Article) -> Iterator[tuple[Span, BlockKind]]:
    for block in article.blocks:
        if block.kind is BlockKind.BOILERPLATE:
            continue
        if block.kind in (BlockKind.HEADLINE, BlockKind.HEADING):
            whole = block.span.trimmed(article.text)
            yield from [(whole, block.kind)] if whole else []
            continue
        for span in split_sentences(article.text, block.span):
            yield span, block.kind


_OPENERS = (
    "The|This|That|These|Those|It|He|She|They|We|You|I|In|On|At|When|While|After|Before|But|And|However|If|As"
    "|For|There|His|Her|Their|Its|Our|My|To|With|Since|Although|Some|Many|Most|A|An|Even|Because|Now|Then|Here|What|Who|How|No|Not"
)
# "… elegies. [25] In later years", "… rights. 4 Even though": reference marks and cuts belong to the sentence they follow, and so
# do closing marks that were left at the head of the next one.
_TRAILS = re.compile(rf"""(?:[.!?…;,)\]”’»]+|\[(?:\d{{1,3}}|\.{{3}}|…|citation needed)\]|\d{{1,2}}(?=\s+(?:{_OPENERS})\s)|["'](?=\s|$))(?:\s+|$|(?=\[))""")

# Ends that a tokenizer takes for the middle: '… passion". This', "… begin with.) This", "etc. When".
_ENDS = re.compile(
    rf"""(?:["”’)\]][.!?]|[.!?]\)|\w[.!?]["”]\s?\[\d+\])\s+(?=["“‘(]?[A-Z])"""
    rf"""|\b(?:etc|[ap]\.m|U\.S|Inc|Co|Corp|Ltd|Jr|Sr)\.\s+(?=(?:{_OPENERS})\s)"""
)


def split_sentences(text: str, span: Span) -> list[Span]:
    """The sentences of a stretch of text that is one block: ordered, disjoint, without white space
    at either end; every other character is in one. Linear in its length."""
    split: list[Span] = []
    for window in _windows(text, span):
        for found in _split(text, window):
            sentence: Span | None = found
            if split:
                split[-1], sentence = _mended(text, split[-1], found)
            if sentence is not None:
                split += _divided(text, sentence)
    return split


def _mended(text: str, left: Span, right: Span) -> tuple[Span, Span | None]:
    """Two neighbours with what belongs to `left` given to it; None where nothing is left of `right`."""
    end = right.start
    while end < right.end and (trail := _TRAILS.match(text, end, right.end)):
        end = trail.end()
    if end == right.end or _continues(text, left, Span(end, right.end)):
        return Span(left.start, right.end), None
    if end == right.start:
        return left, right
    given = Span(left.start, end).trimmed(text) or left
    return given, Span(end, right.end)


def _continues(text: str, left: Span, right: Span) -> bool:
    """Whether no sentence ends between two neighbours: `"Why?" he asked`, "one; two"."""
    last = text[left.start : left.end].rstrip("\"”’')]»")[-1:]
    return last in ";:," or (text[right.start].islower() and last in "?!….")


def _divided(text: str, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    for end in _ENDS.finditer(text, sentence.start, sentence.end):
        piece = Span(start, end.end()).trimmed(text)
        if piece is not None and end.end() < sentence.end:
            yield piece
            start = end.end()
    yield Span(start, sentence.end)


def _windows(text: str, span: Span) -> Iterator[Span]:
    """`span` in pieces that end after a full stop and a space, or at any space where there is none."""
    start = span.start
    while span.end - start > WINDOW:
        cut = max(text.rfind(mark, start + WINDOW // 2, start + WINDOW) for mark in (". ", ".\n", "? ", "! "))
        if cut < 0:
            cut = text.rfind(" ", start + WINDOW // 2, start + WINDOW)
        end = cut + 2 if cut >= 0 and text[cut] != " " else cut + 1 if cut >= 0 else start + WINDOW
        yield Span(start, end)
        start = end
    yield Span(start, span.end)


def _split(text: str, span: Span) -> Iterator[Span]:
    piece = span.of(text)
    for paragraph in syntok.analyze(piece):
        for tokens in paragraph:
            start = span.start + tokens[0].offset
            end = span.start + tokens[-1].offset + len(tokens[-1].value)
            trimmed = Span(start, end).trimmed(text) if start < end else None
            if trimmed:
                yield trimmed
