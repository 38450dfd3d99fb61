"""Documents as windows of token ids with a tag a token and layer: what the encoder is taught on."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents import Document
from tags import LAYERS, case_of
from tokenizers import Tokenizer

from briefing.domain.spans import Span

IGNORED = -100
"""The tag of a token that teaches nothing."""


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring sentences: `ids` without [CLS] and [SEP], the `spans` of the tokens in the text of
    `document`, their cases, and by layer a tag each."""

    document: Document
    ids: list[int]
    spans: list[Span]
    cases: list[int]
    tags: dict[str, list[int]]


def lay_out(document: Document, tokenizer: Tokenizer, most: int) -> Iterator[Window]:
    """Windows of whole sentences of at most `most` tokens; a longer sentence is cut."""
    held: list[tuple[int, Span]] = []
    for sentence in document.sentences:
        tokens = _tokens(document.text, sentence, tokenizer)[:most]
        if held and len(held) + len(tokens) > most:
            yield _window(document, held)
            held = []
        held += tokens
    if held:
        yield _window(document, held)


def _tokens(text: str, sentence: Span, tokenizer: Tokenizer) -> list[tuple[int, Span]]:
    encoding = tokenizer.encode(sentence.of(text), add_special_tokens=False)
    spans = (Span(a, b).moved(sentence.start) for a, b in encoding.offsets)
    return list(zip(encoding.ids, spans, strict=True))


def _window(document: Document, held: Sequence[tuple[int, Span]]) -> Window:
    spans = [span for _, span in held]
    labelled = _labelled(document)
    return Window(
        document,
        [id for id, _ in held],
        spans,
        [case_of(document.text, span) for span in spans],
        {layer: _tags(layer, labelled[layer], spans) for layer in LAYERS},
    )


def _labelled(document: Document) -> dict[str, list[tuple[Span, str]] | None]:
    """The labelled spans of each layer, None where it is not annotated. Of contents that hold others
    the outer one is taught."""
    told = document.attributions
    entities = None if document.entities is None else list(document.entities)
    parts: dict[str, list[tuple[Span, str]] | None] = {"entity": entities}
    for layer in ("source", "cue", "content"):
        pieces = None if told is None else [s for a in told for s in getattr(a, layer)]
        parts[layer] = None if pieces is None else [(span, layer) for span in _outer(pieces)]
    return parts


def _outer(spans: Sequence[Span]) -> Iterator[Span]:
    """Of spans that overlap the one that begins first, or the longer."""
    end = -1
    for span in sorted(set(spans), key=lambda s: (s.start, -s.end)):
        if span.start >= end:
            yield span
            end = span.end


def _tags(layer: str, labelled: Sequence[tuple[Span, str]] | None, spans: Sequence[Span]) -> list[int]:
    if labelled is None:
        return [IGNORED] * len(spans)
    tags, names = [0] * len(spans), LAYERS[layer]
    starts, ends = [token.start for token in spans], [token.end for token in spans]
    for span, kind in labelled:
        inside = range(bisect_right(ends, span.start), bisect_left(starts, span.end))
        for at in inside:
            tags[at] = 2 + 2 * names.index(kind) - (at == inside.start)
    return tags
