"""What every reader returns: the text, its blocks, and what the source says of itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from briefing.domain.article import Block, BlockKind
from briefing.domain.spans import Span


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text with the blocks that cover it. `published` is an ISO 8601 date."""

    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of structured text on its way to a block."""

    text: str
    kind: BlockKind


def laid_out(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The pieces as one text, a blank line between them, and their blocks; empty pieces go."""
    taken = [piece for piece in pieces if piece.text.strip()]
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for index, piece in enumerate(taken):
        part = piece.text.strip() + ("\n\n" if index + 1 < len(taken) else "")
        parts.append(part)
        blocks.append(Block(Span(at, at + len(part)), piece.kind))
        at += len(part)
    return "".join(parts), tuple(blocks)


def covering(starts: list[int], kinds: list[BlockKind], length: int) -> tuple[Block, ...]:
    """Blocks that begin at `starts`; each owns what stands before the next, the first what stands
    before it."""
    ends = [*starts[1:], length]
    return tuple(
        Block(Span(0 if index == 0 else start, end), kind)
        for index, (start, end, kind) in enumerate(zip(starts, ends, kinds, strict=True))
    )
