"""What every reader gives: a text, its blocks, and what the source says of itself."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefing.domain.article import Block, BlockKind
from briefing.domain.spans import Span

_LONGEST_WORD = 100


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a source says of itself; `published` is an ISO 8601 date, `language` ISO 639-1; `excerpt`:
    the rest is kept for subscribers, or stands on further pages."""

    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    author: str | None = None
    language: str | None = None
    excerpt: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """A source as a reader understood it; the blocks cover the text."""

    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata

    def within(self, characters: int) -> "Parsed":
        """The beginning: at most so many characters, up to white space where some is near the end."""
        if len(self.text) <= characters:
            return self
        near = max(characters - _LONGEST_WORD, 0)
        end = max(self.text.rfind(space, near, characters) for space in " \n") + 1 or characters
        kept = [block for block in self.blocks if block.span.start < end]
        kept[-1] = replace(kept[-1], span=Span(kept[-1].span.start, end))
        return replace(self, text=self.text[:end], blocks=tuple(kept))


@dataclass(frozen=True, slots=True)
class Stretch:
    """What may become a block: without white space at either end. `kind` None: not yet told.

    `apart`: a blank line, or markup, parts it from what stands before. `page` counts from 1.
    """

    span: Span
    kind: BlockKind | None = None
    apart: bool = True
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of a text that is put together from markup."""

    text: str
    kind: BlockKind | None = None
    page: int | None = None


def stretch_in(
    text: str, start: int, end: int, kind: BlockKind | None, apart: bool = True
) -> Iterator[Stretch]:
    """What stands there without white space at its ends, if anything."""
    span = Span(start, end).trimmed(text) if start < end else None
    if span is not None:
        yield Stretch(span, kind, apart)


def put_together(pieces: Iterable[Piece]) -> tuple[str, list[Stretch]]:
    """The pieces with a blank line between them, and where each stands; empty ones are left out."""
    parts: list[str] = []
    stretches: list[Stretch] = []
    at = 0
    for piece in pieces:
        text = piece.text.strip()
        if text:
            stretches.append(Stretch(Span(at, at + len(text)), piece.kind, page=piece.page))
            parts.append(text)
            at += len(text) + 2
    return "\n\n".join(parts), stretches


def covering(text: str, stretches: Sequence[Stretch], kinds: Sequence[BlockKind]) -> tuple[Block, ...]:
    """One block a stretch; each owns the white space after it, the first also that before it."""
    if not stretches:
        return ()
    starts = [0, *(stretch.span.start for stretch in stretches[1:]), len(text)]
    return tuple(
        Block(Span(*bounds), kind, stretch.page)
        for bounds, kind, stretch in zip(pairwise(starts), kinds, stretches, strict=True)
    )
