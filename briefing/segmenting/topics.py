"""Long sections to sections by topic: divided where neighbouring sentences are least alike.

TextTiling (Hearst 1997) over the reader's sentence vectors; training/LOG.md has the figures of what
was tried. One rule: what stood under a heading keeps it, for its first part.
"""

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from briefing.backends.ports import Reading
from briefing.domain.article import BlockKind, Section, SectionId, SegmentedArticle, Sentence
from briefing.domain.spans import Span

LONG = 400
"""Words above which an article without headings is divided."""

LONGEST = 1500
"""Words above which any section is."""

WORDS_A_PART = 150
MOST_PARTS = 6
FEWEST_SENTENCES = 3
SMALLEST_SHARE = 1 / 50
"""A section is divided into two to six parts: each of 150 words on average, and at least of three
sentences and a fiftieth of its words."""

WINDOW = 2
"""Sentences on either side of a boundary that are compared."""

DEVIATIONS = 0.5
"""How many standard deviations more than the mean a valley is deep. With 1 fewer boundaries are wrong
and more are missing; a part under a topic that is not its own misleads more than one too many."""

# An opener that goes on with what stands before it; in marks somebody may still be speaking.
_GOES_ON = re.compile(
    r"""(?:he|she|it|they|this|that|these|those|his|her|their|such|both|but|however|also|yet|instead|and|so
    |moreover|still|then|another)\b | ["'“”‘’`„«»]""",
    re.IGNORECASE | re.VERBOSE,
)


def divide(segmented: SegmentedArticle, reading: Reading, first_section: int = 1) -> SegmentedArticle:
    """The article with its long sections divided; sections are numbered anew from `first_section`.

    `reading` holds a vector for each of `segmented.sentences`. A part still over LONGEST is divided
    again, where there is a place for it.
    """
    vectors = {s.id: vector for s, vector in zip(segmented.sentences, reading.vectors, strict=True)}
    limit = LONG if len(segmented.sections) == 1 else LONGEST
    parts: list[tuple[Span, Span | None]] = []
    for section in segmented.sections:
        prose = [s for s in segmented.sentences_within(section.span) if s.is_prose]
        shifts = _shifts(segmented, prose, np.array([vectors[s.id] for s in prose]), limit)
        starts = [section.span.start, *(_start(segmented, sentence) for sentence in shifts)]
        headings = [section.heading, *(None for _ in shifts)]
        parts += zip(map(Span, starts, [*starts[1:], section.span.end]), headings, strict=True)
    sections = tuple(
        Section(SectionId(f"p{number}"), span, heading, tuple(s.id for s in segmented.sentences_within(span)))
        for number, (span, heading) in enumerate(parts, first_section)
    )
    return SegmentedArticle(segmented.article, segmented.sentences, sections)


def _start(segmented: SegmentedArticle, sentence: Sentence) -> int:
    """Where a section that opens with this sentence begins: with its paragraph, if it opens that."""
    opens = _opens_block(segmented, sentence)
    return segmented.block_at(sentence.span.start).span.start if opens else sentence.span.start


def _opens_block(segmented: SegmentedArticle, sentence: Sentence) -> bool:
    block = segmented.block_at(sentence.span.start).span
    return not segmented.text[block.start : sentence.span.start].strip()


def _shifts(
    segmented: SegmentedArticle, prose: Sequence[Sentence], vectors: NDArray[np.float32], limit: int
) -> list[Sentence]:
    """The sentences of a section that open a new topic, in order; none in `limit` words."""
    words = [0, *accumulate(len(s.span.of(segmented.text).split()) for s in prose)]
    if words[-1] <= limit:
        return []
    depths = _depths(vectors)
    cuts = [0, *_deepest(_openers(segmented, prose), depths, words), len(prose)]
    found: list[Sentence] = []
    for first, last in pairwise(cuts):
        found += prose[first : first + 1] if first else []
        if len(cuts) > 2:
            found += _shifts(segmented, prose[first:last], vectors[first:last], LONGEST)
    return found


def _openers(segmented: SegmentedArticle, prose: Sequence[Sentence]) -> list[int]:
    """The numbers of the sentences that a section may open with: the first of paragraphs, or any
    where the text has no paragraphs; none that goes on with what stands before."""
    able = [
        number
        for number in range(FEWEST_SENTENCES, len(prose) - FEWEST_SENTENCES + 1)
        if prose[number].kind is BlockKind.PARAGRAPH
        and not _GOES_ON.match(segmented.text, prose[number].span.start)
    ]
    return [number for number in able if _opens_block(segmented, prose[number])] or able


def _deepest(openers: Sequence[int], depths: NDArray[np.float64], words: Sequence[int]) -> list[int]:
    """Of the openers those with the deepest valleys before them: those deeper than the others by DEVIATIONS,
    or just the deepest one; fewer where parts would be too small."""
    parts = min(max(words[-1] // WORDS_A_PART, 2), MOST_PARTS)
    apart = words[-1] * SMALLEST_SHARE
    chosen: list[int] = []
    for number in sorted(openers, key=lambda number: -depths[number]):
        if len(chosen) == parts - 1 or (
            chosen and depths[number] <= depths.mean() + DEVIATIONS * depths.std()
        ):
            break
        ends = [0, len(words) - 1, *chosen]
        if all(
            abs(number - end) >= FEWEST_SENTENCES and abs(words[number] - words[end]) >= apart for end in ends
        ):
            chosen.append(number)
    return sorted(chosen)


def _depths(vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    """By sentence: how deep the likeness of what stands before it to what it opens lies below the peaks
    on both sides; rounded, so that no choice hangs on the last bit. The first has none."""
    likeness = [_likeness(vectors, number) for number in range(1, len(vectors))]
    left, right = _peaks(likeness), _peaks(likeness[::-1])[::-1]
    deep = [a + b - 2 * here for a, b, here in zip(left, right, likeness, strict=True)]
    return np.round(np.array([0.0, *deep]), 3)


def _likeness(vectors: NDArray[np.float32], number: int) -> float:
    before = vectors[max(0, number - WINDOW) : number].sum(axis=0)
    after = vectors[number : number + WINDOW].sum(axis=0)
    lengths = float(np.linalg.norm(before) * np.linalg.norm(after))
    return float(before @ after) / lengths if lengths else 0.0


def _peaks(likeness: Sequence[float]) -> list[float]:
    """By boundary: how high one comes from it, going back as long as it does not go down."""
    peaks: list[float] = []
    for number, here in enumerate(likeness):
        climbs = number > 0 and likeness[number - 1] >= here
        peaks.append(peaks[-1] if climbs else here)
    return peaks
