"""Article to sentences and sections; sentences to chunks that fit a model.

One rule: a position is carried, never found again. Where a sentence ends is said in `sentences`.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from briefing.backends.ports import TokenCounter
from briefing.domain.article import (
    PROSE,
    Article,
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
from briefing.segmenting.sentences import split_sentences

__all__ = ["chunk", "segment", "split_sentences"]


def segment(article: Article, first_sentence: int = 1, first_section: int = 1) -> SegmentedArticle:
    """The sentences of every block but boilerplate, and the sections that headings open.

    Ids count from the numbers given, so that several articles can be numbered on. Headlines and
    headings are one sentence each. Headings without prose between them open one section, titled by
    the last: the one nearest to the text.
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
    """`sentences`, in order, as chunks of one section and at most `limit` tokens each; tokens are
    those of each sentence by itself, added up.

    A sentence that alone is over the limit is a chunk of its own; nothing is left out.
    """
    tokens = counter.count_tokens([s.span.of(segmented.text) for s in sentences])
    counted = list(zip(sentences, tokens, strict=True))
    return tuple(
        Chunk(section, tuple(s for s, _ in part), sum(size for _, size in part))
        for section, held in groupby(counted, lambda pair: segmented.section_at(pair[0].span.start).id)
        for part in _filled(held, limit)
    )


def _filled(counted: Iterator[tuple[Sentence, int]], limit: int) -> Iterator[list[tuple[Sentence, int]]]:
    """Runs of sentences, each as long as its tokens allow."""
    part: list[tuple[Sentence, int]] = []
    room = limit
    for sentence, size in counted:
        if part and size > room:
            yield part
            part, room = [], limit
        part.append((sentence, size))
        room -= size
    yield part


def _sections(article: Article) -> Iterator[tuple[Span, Span | None]]:
    """Each section's span and heading; what stands before the first heading has none."""
    starts: list[tuple[int, Span | None]] = [(0, None)] if article.text else []
    waiting = False  # for the prose of a heading
    for block in article.blocks:
        title = block.span.trimmed(article.text) if block.kind is BlockKind.HEADING else None
        if title is not None and (waiting or block.span.start == 0):
            starts[-1] = (starts[-1][0], title)
        elif title is not None:
            starts.append((block.span.start, title))
        waiting = title is not None or (waiting and block.kind not in PROSE)
    for (start, heading), (end, _) in pairwise([*starts, (len(article.text), None)]):
        yield Span(start, end), heading


def _sentences(article: Article) -> Iterator[tuple[Span, BlockKind]]:
    for block in article.blocks:
        if block.kind in (BlockKind.HEADLINE, BlockKind.HEADING):
            whole = block.span.trimmed(article.text)
            yield from [(whole, block.kind)] if whole else []
        elif block.kind is not BlockKind.BOILERPLATE:
            yield from ((span, block.kind) for span in split_sentences(article.text, block.span))
