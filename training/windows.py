"""Documents as windows of token ids with a tag a token and layer: what the encoder is taught on."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents import Document, Labelled
from tokenizers import Tokenizer

from briefing.backends.tags import LAYERS, Offsets, features_of
from briefing.domain.spans import Span
from briefing.grammar.lexicon import Known, known_words

IGNORED = -100
"""The tag of a token that teaches nothing."""


_Token = tuple[int, Offsets, int, int, int]
"""Its id, where it stands, the numbers of its word and sentence, what is known of the word."""


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring sentences: `ids` without [CLS] and [SEP], where the tokens stand in the text of
    `document`, the numbers of their words and sentences, what is known of the words in bits, and by layer a
    tag each."""

    document: Document
    ids: list[int]
    offsets: list[Offsets]
    words: list[int]
    sentences: list[int]
    features: list[int]
    tags: dict[str, list[int]]


def lay_out(
    document: Document, tokenizer: Tokenizer, most: int, heads: Sequence[str] = tuple(LAYERS)
) -> Iterator[Window]:
    """Windows of whole sentences of at most `most` tokens, with tags of `heads`; a longer sentence is cut."""
    held: list[_Token] = []
    known = known_words([sentence.of(document.text) for sentence in document.sentences])
    for sentence, words in zip(document.sentences, known, strict=True):
        tokens = _tokens(document.text, sentence, words, tokenizer)[:most]
        if held and len(held) + len(tokens) > most:
            yield _window(document, held, heads)
            held = []
        held += tokens
    if held:
        yield _window(document, held, heads)


def _tokens(text: str, sentence: Span, words: Sequence[Known], tokenizer: Tokenizer) -> list[_Token]:
    encoding = tokenizer.encode(sentence.of(text), add_special_tokens=False)
    offsets = ((start + sentence.start, end + sentence.start) for start, end in encoding.offsets)
    # Words are numbered anew in each sentence; where it starts tells them apart.
    numbers = ((word or 0) + sentence.start for word in encoding.word_ids)
    known = features_of(encoding.offsets, words)
    return [
        (id, offset, word, sentence.start, bits)
        for id, offset, word, bits in zip(encoding.ids, offsets, numbers, known, strict=True)
    ]


def _window(document: Document, held: Sequence[_Token], heads: Sequence[str]) -> Window:
    ids, offsets, words, starts, features = map(list, zip(*held, strict=True))
    order = {start: number for number, start in enumerate(dict.fromkeys(starts))}
    sentences = [order[start] for start in starts]
    labelled = _labelled(document)
    tags = {layer: _tags(layer, labelled[layer] if layer in heads else None, offsets) for layer in LAYERS}
    return Window(document, ids, offsets, words, sentences, features, tags)


def _labelled(document: Document) -> dict[str, list[Labelled] | None]:
    """The labelled spans of each layer, None where it is not annotated. Of contents that hold others
    the outer one is taught."""
    told = document.attributions
    entities = None if document.entities is None else list(document.entities)
    parts: dict[str, list[Labelled] | None] = {"entity": entities}
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


def _tags(layer: str, labelled: Sequence[Labelled] | None, offsets: Sequence[Offsets]) -> list[int]:
    if labelled is None:
        return [IGNORED] * len(offsets)
    tags, names = [0] * len(offsets), LAYERS[layer]
    starts, ends = [start for start, _ in offsets], [end for _, end in offsets]
    for span, kind in labelled:
        inside = range(bisect_right(ends, span.start), bisect_left(starts, span.end))
        for at in inside:
            tags[at] = 2 + 2 * names.index(kind) - (at == inside.start)
    return tags
