"""Tags of tokens: what the heads of the reader say, and how spans are made of them.

Each layer has tags of its own, 0 for nothing, then two for each name: one that begins a span and one
that goes on with it, so that a content may hold a name. Plain numbers; no model library.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.domain.spans import Span
from briefing.grammar.lexicon import Known

LAYERS: dict[str, tuple[str, ...]] = {
    "entity": (
        "person", "organisation", "place", "nationality", "facility", "product", "date", "money", "other",
    ),
    "source": ("source",),
    "cue": ("cue",),
    "content": ("content",),
}  # fmt: skip
"""Layer to the names of its spans."""

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Tagged:
    """A span of a text with its layer and name, and how sure the reader is of it, 0 to 1."""

    span: Span
    layer: str
    name: str
    score: float


def tag_count(layer: str) -> int:
    """How many tags a layer has."""
    return 1 + 2 * len(LAYERS[layer])


def features_of(tokens: Sequence[Offsets], words: Sequence[Known]) -> list[int]:
    """The features of the word that each token is of, in bits; both in the order of the text."""
    found: list[int] = []
    at = 0
    for start, _ in tokens:
        while at < len(words) and words[at][0].end <= start:
            at += 1
        inside = at < len(words) and words[at][0].start <= start
        found.append(words[at][1] if inside else 0)
    return found


def first_pieces(words: Sequence[int | None]) -> list[int]:
    """Where words begin; `words` numbers the word that each token is of."""
    return [at for at, word in enumerate(words) if at == 0 or word != words[at - 1]]


def offsets_of_words(firsts: Sequence[int], tokens: Sequence[Offsets]) -> list[Offsets]:
    """Where the words stand whose first pieces are these tokens."""
    ends = [*firsts[1:], len(tokens)]
    return [(tokens[first][0], tokens[end - 1][1]) for first, end in zip(firsts, ends, strict=False)]


def spans_of(
    layer: str, tags: Sequence[int], scores: Sequence[float], words: Sequence[Offsets]
) -> Iterator[Tagged]:
    """The spans that a row of tags of words marks; `scores` are their probabilities."""
    first: int | None = None
    for at in range(len(tags) + 1):
        tag = tags[at] if at < len(tags) else 0
        goes_on = first is not None and tag > 0 and tag % 2 == 0 and (tag - 1) // 2 == (tags[first] - 1) // 2
        if goes_on:
            continue
        if first is not None:
            name = LAYERS[layer][(tags[first] - 1) // 2]
            score = sum(scores[first:at]) / (at - first)
            yield Tagged(Span(words[first][0], words[at - 1][1]), layer, name, score)
        first = at if tag else None
