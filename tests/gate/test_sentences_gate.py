"""Sentence boundaries on annotated documents: exact start and end, written text types."""

import gzip
import json
from pathlib import Path

from briefing.domain.article import Article, Block, BlockKind, Source
from briefing.domain.spans import Span
from briefing.segmenting import segment

FLOOR = 95.3
"""F1 in percent on gum/dev; measured 95.38 when the floor was set."""

SPOKEN = {"conversation", "vlog", "podcast", "reddit"}


def test_sentence_f1_on_gum(data: Path) -> None:
    right = found = wanted = 0
    with gzip.open(data / "gum" / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["genre"] in SPOKEN:
                continue
            predicted = {(s.span.start, s.span.end) for s in segment(_article(row)).sentences}
            gold = {tuple(s["span"]) for s in row["sentences"]}
            right, found, wanted = right + len(predicted & gold), found + len(predicted), wanted + len(gold)

    assert 200 * right / (found + wanted) >= FLOOR


def _article(row: dict) -> Article:
    """A row as an article whose blocks are the annotated paragraphs."""
    starts = [0, *(p["span"][0] for p in row["paragraphs"][1:]), len(row["text"])]
    kinds = [
        BlockKind.HEADING if p["kind"].startswith("head") else BlockKind.PARAGRAPH for p in row["paragraphs"]
    ]
    blocks = tuple(Block(Span(a, b), k) for a, b, k in zip(starts, starts[1:], kinds, strict=False))
    return Article("A1", Source(row["id"], "text/plain", ""), row["text"], blocks)
