"""Tags of tokens: what the heads of the reader say, and how spans are made of them.

Each layer has tags of its own, 0 for nothing, then two for each name: one that begins a span and one
that goes on with it, so that a content may hold a name. Plain numbers; no model library.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.domain.spans import Span

LAYERS: dict[str, tuple[str, ...]] = {
    "entity": (
        "person", "organisation", "place", "nationality", "facility", "product", "date", "money", "other",
    ),
    "source": ("source",),
    "cue": ("cue",),
    "content": ("content",),
}  # fmt: skip
"""Layer to the names of its spans."""

CASES = 4
"""What capitals tell, which the vocabulary does not: none, a first capital, all capitals, no letters."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A span of the text with its name and how sure the head is of it, 0 to 1."""

    span: Span
    name: str
    score: float


def tag_count(layer: str) -> int:
    """How many tags a layer has."""
    return 1 + 2 * len(LAYERS[layer])


def case_of(text: str, token: Span) -> int:
    """What the capitals of the word that a token is of tell: 0 none, 1 a first one, 2 all, 3 no letters."""
    start, end = token.start, token.end
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    word = text[start:end]
    if not any(char.isalpha() for char in word):
        return 3
    if word.isupper() and len(word) > 1:
        return 2
    return 1 if word[0].isupper() else 0


def spans_of(
    layer: str, tags: Sequence[int], scores: Sequence[float], tokens: Sequence[Span]
) -> Iterator[Tagged]:
    """The spans that a row of tags marks; `scores` are of the tags. One that goes on with nothing begins."""
    first: int | None = None
    for at in range(len(tags) + 1):
        tag = tags[at] if at < len(tags) else 0
        goes_on = first is not None and tag > 0 and tag % 2 == 0 and (tag - 1) // 2 == (tags[first] - 1) // 2
        if goes_on:
            continue
        if first is not None:
            name = LAYERS[layer][(tags[first] - 1) // 2]
            score = sum(scores[first:at]) / (at - first)
            yield Tagged(Span(tokens[first].start, tokens[at - 1].end), name, score)
        first = at if tag else None
