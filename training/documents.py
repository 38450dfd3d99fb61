"""The annotated packs as documents with labels, one shape for all; offsets count characters of `text`.

Rule: what a pack does not annotate is None and teaches nothing, which is not the same as an empty list.
"""

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing.domain.spans import Span
from briefing.segmenting import split_sentences

Labelled = tuple[Span, str]

ENTITY_KINDS = (
    "person", "organisation", "place", "nationality", "facility", "product", "date", "money", "other",
)  # fmt: skip
_KINDS = {
    "person": "person", "organization": "organisation", "location": "place", "city": "place",
    "country": "place", "state_or_province": "place", "norp": "nationality", "nationality": "nationality",
    "facility": "facility", "product": "product", "date": "date", "money": "money", "misc": "other",
}  # fmt: skip
_AUTOMATIC = 0.25
"""What a label by CoreNLP weighs next to one by hand."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who, by which words, what; each in pieces, in the order of the text."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A text in sentences. `trust` is the weight of its entity labels, 1 for those by hand."""

    id: str
    text: str
    sentences: tuple[Span, ...]
    entities: tuple[Labelled, ...] | None = None
    attributions: tuple[Attribution, ...] | None = None
    trust: float = 1.0


def read_documents(data: Path, pack: str) -> Iterator[Document]:
    """The documents of "attribution/train", "entities/dev" and the like."""
    with gzip.open(data / f"{pack}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Document(
                id=row["id"],
                text=row["text"],
                sentences=tuple(_sentences(row)),
                entities=tuple(_entities(row["entities"])) if "entities" in row else None,
                attributions=tuple(map(_attribution, row["attributions"])) if "attributions" in row else None,
                trust=_AUTOMATIC if "attributions" in row else 1.0,
            )


def _sentences(row: dict[str, Any]) -> list[Span]:
    """Those of the pack; where it has none, our own of each line."""
    if "sentences" in row:
        return [Span(*pair) for pair in row["sentences"]]
    lines = (Span(*line.span()) for line in re.finditer(r"[^\n]+", row["text"]))
    return [sentence for line in lines for sentence in split_sentences(row["text"], line)]


def _entities(found: Sequence[tuple[int, int, str]]) -> Iterator[Labelled]:
    for start, end, kind in found:
        if known := _KINDS.get(kind.lower()):
            yield Span(start, end), known


def _attribution(row: dict[str, Any]) -> Attribution:
    parts = (tuple(Span(*pair) for pair in row[name]) for name in ("source", "cue", "content"))
    return Attribution(*parts)
