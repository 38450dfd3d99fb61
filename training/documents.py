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
from briefing.grammar.names import folded, nationalities
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
_AUTOMATIC, _READ_OFF = 0.15, 0.5
"""What a label by CoreNLP, and one read off the capitals of a mention, weighs next to one by hand."""
_MENTIONS = {
    "person": "person", "organization": "organisation", "place": "place", "event": "other", "object": "other",
}  # fmt: skip
_UNLIKE_NEWS = (
    "fiction",
    "whow",
    "conversation",
    "vlog",
    "letter",
    "podcast",
    "voyage",
    "academic",
)
"""Text types of gum whose names are too unlike those of news."""
_NAME = re.compile(r"(?:[A-Z0-9][\w.&'’-]*(?: (?:of|for|and|the|de|la|van|von|al|on|in|&|-|,))*(?: |$))+")


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


def read_texts(data: Path, pack: str) -> Iterator[str]:
    """The texts of the articles of a pack."""
    with gzip.open(data / f"{pack}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row.get("text") or row["article"]


def read_documents(data: Path, pack: str) -> Iterator[Document]:
    """The documents of "attribution/train", "entities/dev" and the like."""
    with gzip.open(data / f"{pack}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row.get("genre") in _UNLIKE_NEWS:
                continue
            yield Document(
                id=row["id"],
                text=row["text"],
                sentences=tuple(_sentences(row)),
                entities=_labels(row),
                attributions=tuple(map(_attribution, row["attributions"])) if "attributions" in row else None,
                trust=_AUTOMATIC if "attributions" in row else _READ_OFF if "mentions" in row else 1.0,
            )


def _sentences(row: dict[str, Any]) -> list[Span]:
    """Those of the pack; where it has none, our own of each line."""
    if "sentences" in row:
        return [Span(*(pair["span"] if isinstance(pair, dict) else pair)) for pair in row["sentences"]]
    lines = (Span(*line.span()) for line in re.finditer(r"[^\n]+", row["text"]))
    return [sentence for line in lines for sentence in split_sentences(row["text"], line)]


def _labels(row: dict[str, Any]) -> tuple[Labelled, ...] | None:
    if "mentions" in row:
        return tuple(_named(row["text"], row["mentions"]))
    return tuple(_entities(row["entities"])) if "entities" in row else None


def _named(text: str, mentions: Sequence[dict[str, Any]]) -> Iterator[Labelled]:
    """The mentions that are names, by their capitals; of nested ones the outermost."""
    end = -1
    for mention in sorted(mentions, key=lambda m: (m["span"][0], -m["span"][1])):
        start, stop = mention["span"]
        words = text[start:stop]
        start += len(words) - len(words := re.sub(r"^(?:the|The|a|an) ", "", words))
        words = re.sub(r" ?['’]s$", "", words)
        kind = "nationality" if folded(words) in nationalities() else _MENTIONS.get(mention["type"])
        if start >= end and kind and _is_name(words, text):
            yield Span(start, start + len(words)), kind
            end = stop


def _is_name(words: str, text: str) -> bool:
    """Whether all its words have capitals, and a single one is not written in small letters too."""
    if words == "I" or words.isdecimal() or not _NAME.fullmatch(words):
        return False
    return " " in words or words.isupper() or re.search(rf"\b{re.escape(words.lower())}\b", text) is None


def _entities(found: Sequence[tuple[int, int, str]]) -> Iterator[Labelled]:
    for start, end, kind in found:
        if known := _KINDS.get(kind.lower()):
            yield Span(start, end), known


def _attribution(row: dict[str, Any]) -> Attribution:
    parts = (tuple(Span(*pair) for pair in row[name]) for name in ("source", "cue", "content"))
    return Attribution(*parts)
