"""Where topics shift: boundaries of sections against where headings stood, by several methods.

`python tests/gate/shifts.py FOLDER` prints the table.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
from measures import Counts, Row, figures, in_paragraphs, intervals, rows

from briefing.backends.lexical import LexicalReader
from briefing.domain.article import (
    Article,
    Block,
    BlockKind,
    Section,
    SectionId,
    SegmentedArticle,
    Sentence,
    SentenceId,
)
from briefing.domain.spans import Span
from briefing.opening import open_models
from briefing.segmenting.topics import divide
from briefing.settings import load_settings

FEWEST_SENTENCES = 12
"""Shorter documents have no sections to speak of."""


def topics(data: Path) -> Iterator[Counts]:
    """Where topics shift, by the embedded reader; see `boundaries`."""
    for counts in boundaries(data):
        yield {
            name.replace("topics", "topic"): count
            for name, count in counts.items()
            if name.startswith("topics")
        }


def boundaries(data: Path) -> Iterator[Counts]:
    """Where headings stood in the documents of gum, train and dev, found without them, by method.

    Sentences and paragraphs are given. `f1`: within one sentence, all boundaries together. `pk` and
    `windowdiff` are agreement in percent, 100 less what Beeferman et al. 1999 and Pevzner and Hearst
    2002 define, windows being half a true section long, means of all documents. `even` is told how
    many sections there are; `words` is the reader without a model; `tiling` is `_tiling`.
    """
    reader, lexical = open_models(load_settings({}, {})).models.reader, LexicalReader()
    for row in (row for pack in ("gum/train", "gum/dev") for row in rows(data, pack)):
        article, wanted = _without_headings(row)
        texts, size = [s.span.of(article.text) for s in article.sentences], len(article.sentences)
        if not wanted or size < FEWEST_SENTENCES:
            continue
        found = {
            "topics": _divided(divide(article, reader.read(texts))),
            "words": _divided(divide(article, lexical.read(texts))),
            "tiling": _tiling(article, texts),
            "even": {round(n * size / (len(wanted) + 1)) for n in range(1, len(wanted) + 1)},
            "none": set(),
        }
        yield {
            f"{method}_{name}": count
            for method, ours in found.items()
            for name, count in _agreement(wanted, ours, size).items()
        }


def _without_headings(row: Row) -> tuple[SegmentedArticle, set[int]]:
    """A row as an article of one section whose headings are skipped, and where these stood."""
    article = in_paragraphs(row)
    blocks = [
        Block(b.span, BlockKind.BOILERPLATE if b.kind is BlockKind.HEADING else b.kind)
        for b in article.blocks
    ]
    article = Article(article.id, article.source, article.text, tuple(blocks))
    heads = [b.span for b in blocks if b.kind is BlockKind.BOILERPLATE]
    held: list[Sentence] = []
    opening: set[int] = set()
    for span in (Span(*s["span"]) for s in row["sentences"]):
        if any(head.overlaps(span) for head in heads):
            opening.add(len(held))
        else:
            held.append(Sentence(SentenceId(f"s{len(held) + 1}"), span, BlockKind.PARAGRAPH))
    section = Section(SectionId("p1"), Span(0, len(article.text)), None, tuple(s.id for s in held))
    return SegmentedArticle(article, tuple(held), (section,)), opening - {0, len(held)}


def _divided(article: SegmentedArticle) -> set[int]:
    return set(accumulate(len(section.sentences) for section in article.sections[:-1]))


def _tiling(article: SegmentedArticle, texts: Sequence[str]) -> set[int]:
    """Plain TextTiling: words of four letters, eight sentences on either side, at paragraphs whose depth
    is over a standard deviation more than the mean, three sentences apart."""
    counts = [Counter(re.findall("[a-z]{4,}", text.lower())) for text in texts]
    words = sorted(set().union(*counts))
    bags = np.array([[count[word] for word in words] for count in counts], dtype=float)
    likeness = [_cosine(bags[max(n - 8, 0) : n].sum(0), bags[n : n + 8].sum(0)) for n in range(1, len(bags))]
    depth = np.array(
        [_peak(likeness[n::-1]) + _peak(likeness[n:]) - 2 * likeness[n] for n in range(len(likeness))]
    )
    starts = {block.span.start for block in article.article.blocks}
    found: set[int] = set()
    for number in np.argsort(-depth, kind="stable") + 1:
        deep = depth[number - 1] > depth.mean() + depth.std()
        apart = all(abs(number - other) >= 3 for other in (0, len(texts), *found))
        if deep and apart and article.sentences[number].span.start in starts:
            found.add(int(number))
    return found


def _cosine(one: Any, other: Any) -> float:
    lengths = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / lengths if lengths else 0.0


def _peak(likeness: Sequence[float]) -> float:
    """How high one comes from the first without going down."""
    at = 0
    while at + 1 < len(likeness) and likeness[at + 1] >= likeness[at]:
        at += 1
    return likeness[at]


def _agreement(wanted: set[int], ours: set[int], size: int) -> Counts:
    """Of the numbers of the sentences that open a section, annotated and found, out of `size`."""
    other_section, other_number = _misses(wanted, ours, size)
    return {
        "f1": (2 * _met(wanted, ours), len(ours) + len(wanted)),
        "pk": (1 - other_section, 1),
        "windowdiff": (1 - other_number, 1),
    }


def _met(wanted: set[int], ours: set[int]) -> int:
    """How many boundaries have one of the others, each its own, within a sentence."""
    free = set(wanted)
    for number in sorted(ours):
        free -= set(sorted(free & {number - 1, number, number + 1}, key=lambda n: abs(n - number))[:1])
    return len(wanted) - len(free)


def _misses(wanted: set[int], ours: set[int], size: int) -> tuple[float, float]:
    """Shares of windows with an end in another section or not (Pk), with another number of boundaries."""
    window = max(2, round(size / (2 * (len(wanted) + 1))))
    true, found = (list(accumulate(n in each for n in range(size))) for each in (wanted, ours))
    pairs = [(true[n + window] - true[n], found[n + window] - found[n]) for n in range(size - window)]
    return sum((a == 0) != (b == 0) for a, b in pairs) / len(pairs), sum(a != b for a, b in pairs) / len(
        pairs
    )


if __name__ == "__main__":
    counted = list(boundaries(Path(sys.argv[1])))
    ranges = intervals(counted)
    for figure, value in figures(counted).items():
        sys.stdout.write(f"{figure:20}{value:8.2f}  {ranges[figure]}\n")
