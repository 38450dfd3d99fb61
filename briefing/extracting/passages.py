"""Which words in quotation marks are surely somebody's. One rule: where the closing mark is missing, no
passage goes past what can hold no narration."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefing.domain.spans import Span
from briefing.grammar.marks import Marked, find_marked_in

_TELLS = r"said|says|told|added|asked|explained|wrote|replied|warned|insisted"
_NAME = r"[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,3}"
# "We will go, she said", "we will go, said Ms Roth": behind a comma only narration tells.
_TOLD = re.compile(
    rf"[,\"”]\s(?:(?:he|she|they|{_NAME})\s(?:{_TELLS})|(?:{_TELLS})\s(?:he|she|they|the|{_NAME}))\b"
)
_TELLING = re.compile(rf"\b(?:{_TELLS})\b")
_BEGINS = re.compile(r"[^\w\s]*[A-Z\d]")


def sure_passages(text: str, blocks: Sequence[Span], sentence_ends: Sequence[int]) -> list[list[Marked]]:
    """The outermost marked passages of each block. One whose closing mark is missing is cut to its whole
    sentences before any that tells who speaks, to its first where nothing follows it in its paragraph, and
    left out where none remains or it begins inside a sentence."""
    held: list[list[Marked]] = [[] for _ in blocks]
    starts = [block.start for block in blocks]
    for marked in find_marked_in(text, blocks):
        at = bisect_right(starts, marked.outer.start) - 1
        following = text[blocks[at + 1].start] if at + 1 < len(blocks) else ""
        sure = marked if marked.closed else _sure(text, marked, blocks[at], following, sentence_ends)
        if marked.depth == 0 and sure is not None:
            held[at].append(sure)
    return held


def _sure(text: str, marked: Marked, block: Span, following: str, ends: Sequence[int]) -> Marked | None:
    last = marked.outer.end == block.end
    # A quotation of several paragraphs opens in each and closes in the last.
    if last and following == text[marked.outer.start] and not _TOLD.search(marked.inner.of(text)):
        return marked
    if not _BEGINS.match(text, marked.inner.start):
        return None
    kept = list(_untold(text, marked.inner, ends))[: 1 if last else None]
    if not kept:
        return None
    return replace(marked, outer=Span(marked.outer.start, kept[-1]), inner=Span(marked.inner.start, kept[-1]))


def _untold(text: str, passage: Span, ends: Sequence[int]) -> Iterator[int]:
    """Where the sentences of a passage end, up to the first that may be narration."""
    start = passage.start
    for end in ends[bisect_right(ends, start) :]:
        if end > passage.end or _TELLING.search(text, start, end):
            return
        yield end
        start = end
