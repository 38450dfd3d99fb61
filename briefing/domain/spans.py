"""Positions: the one device for saying where in an article something stands.

A `Span` counts Python characters of `Article.text`: half open, never empty. `TracedText` is any
text derived from another and knows for each of its characters where it came from, so nothing is
ever found again by searching for it.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NewType, Self

ArticleId = NewType("ArticleId", str)

_FOLDED_QUOTES = dict.fromkeys("“”„‟«»″＂「」『』", '"') | dict.fromkeys("‘’‚‛‹›`´′", "'")
_FOLDED_DASHES = dict.fromkeys("‐‑‒–—―−", "-")
_FOLDED = _FOLDED_QUOTES | _FOLDED_DASHES
_IGNORED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_FOLDED_ASCII = str.maketrans(
    {char: new for char, new in _FOLDED.items() if char.isascii()}
    | {chr(code): " " for code in range(128) if chr(code).isspace()}
)
_SPACES = re.compile(" {2,}")
# ASCII without white space but single spaces between words: one character stays one.
_PLAIN_WORDS = re.compile("[!-~]+(?: [!-~]+)*")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start:end` of one text; `0 <= start < end`.

    Raises ValueError where that does not hold: there is no empty and no missing span.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, got {self.start}:{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters meant. Raises ValueError past the end, where a slice would be short."""
        if self.end > len(text):
            raise ValueError(f"span {self.start}:{self.end} is past the end of {len(text)} characters")
        return text[self.start : self.end]

    def contains(self, other: "Span") -> bool:
        """Whether every character of `other` is in this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def moved(self, by: int) -> "Span":
        """The same length, `by` characters further on."""
        return Span(self.start + by, self.end + by)

    def trimmed(self, text: str) -> "Span | None":
        """Without white space of `text` at either end; None if nothing is left."""
        piece = self.of(text)
        start = self.start + len(piece) - len(piece.lstrip())
        end = self.end - (len(piece) - len(piece.rstrip()))
        return Span(start, end) if start < end else None


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A span and the article it counts in."""

    article: ArticleId
    span: Span


@dataclass(frozen=True, slots=True)
class Piece:
    """`length` characters of a derived text and where they came from.

    `origin` None: put in. `len(origin) == length`: character by character. Any other length: the
    whole stands for the whole ("…" for "...", one space for many) and is not divided.
    """

    length: int
    origin: Span | None

    @property
    def divisible(self) -> bool:
        return self.origin is not None and len(self.origin) == self.length


@dataclass(frozen=True, slots=True)
class TracedText:
    """A text made from another one, with the origin of every character, in runs."""

    text: str
    pieces: tuple[Piece, ...]

    def __post_init__(self) -> None:
        if sum(piece.length for piece in self.pieces) != len(self.text):
            raise ValueError("the pieces of a TracedText must add up to its text")

    @classmethod
    def plain(cls, text: str, span: Span | None = None) -> Self:
        """The stretch `span` of `text` as it stands; all of it by default."""
        if span is None:
            return cls(text, (Piece(len(text), Span(0, len(text))),) if text else ())
        return cls(span.of(text), (Piece(len(span), span),))

    @classmethod
    def inserted(cls, text: str) -> Self:
        """Text with no place in the origin, such as a mark in a prompt."""
        return cls(text, (Piece(len(text), None),) if text else ())

    @classmethod
    def join(cls, parts: Iterable["TracedText"]) -> Self:
        """The parts one after the other; order in the origin does not matter."""
        taken = list(parts)
        return cls("".join(p.text for p in taken), tuple(x for p in taken for x in p.pieces))

    def fold(self) -> "TracedText":
        """For comparing only: case, quotation marks, dashes and white space made alike."""
        folded: list[str] = []
        pieces: list[Piece] = []
        at = 0
        for piece in self.pieces:
            stretch = self.text[at : at + piece.length]
            at += piece.length
            _fold_piece(stretch, piece, folded, pieces)
        return TracedText("".join(folded), tuple(_merged(pieces)))

    def back(self, span: Span) -> Span | None:
        """Where `span` of this text came from: the smallest span of the origin that holds every
        character of it that has one, or None if all of it was put in. Raises ValueError past the
        end, as `Span.of` does."""
        span.of(self.text)
        found: list[Span] = []
        starts = self._starts()
        index = bisect_right(starts, span.start) - 1
        while index < len(self.pieces) and starts[index] < span.end:
            origin = _origin_within(self.pieces[index], starts[index], span)
            if origin is not None:
                found.append(origin)
            index += 1
        if not found:
            return None
        return Span(min(s.start for s in found), max(s.end for s in found))

    def _starts(self) -> list[int]:
        starts, at = [], 0
        for piece in self.pieces:
            starts.append(at)
            at += piece.length
        return starts


def fold(text: str) -> str:
    """The folded form of a text whose places are not needed; the same as that of a `TracedText`."""
    if text.isascii():
        folded = text.translate(_FOLDED_ASCII).lower()
    else:
        folded = "".join(map(_fold_char, text))
    return _SPACES.sub(" ", folded).removeprefix(" ")


def _origin_within(piece: Piece, start: int, wanted: Span) -> Span | None:
    if piece.origin is None or not piece.divisible:
        return piece.origin
    first = max(wanted.start - start, 0)
    last = min(wanted.end - start, piece.length)
    return Span(piece.origin.start + first, piece.origin.start + last) if first < last else None


def _fold_piece(stretch: str, piece: Piece, folded: list[str], pieces: list[Piece]) -> None:
    """Append the folded form of one stretch to `folded` and `pieces`: plain words as they come, the rest
    character by character."""
    at = 0
    for match in _PLAIN_WORDS.finditer(stretch) if piece.divisible else ():
        _fold_chars(stretch, at, match.start(), piece, folded, pieces)
        folded.append(match.group().translate(_FOLDED_ASCII).lower())
        pieces.append(Piece(match.end() - match.start(), _origin_at(piece, *match.span())))
        at = match.end()
    _fold_chars(stretch, at, len(stretch), piece, folded, pieces)


def _fold_chars(
    stretch: str, start: int, end: int, piece: Piece, folded: list[str], pieces: list[Piece]
) -> None:
    for index in range(start, end):
        new = _fold_char(stretch[index])
        if new.startswith(" ") and (not folded or folded[-1].endswith(" ")):
            new = new[1:]
        if new:
            folded.append(new)
            pieces.append(Piece(len(new), _origin_at(piece, index, index + 1)))


def _origin_at(piece: Piece, start: int, end: int) -> Span | None:
    """Where the characters `start:end` of a piece come from."""
    if piece.origin is None or not piece.divisible:
        return piece.origin
    return Span(piece.origin.start + start, piece.origin.start + end)


def _fold_char(char: str) -> str:
    if char in _IGNORED:
        return ""
    if char in _FOLDED:
        return _FOLDED[char]
    if char.isspace():
        return " "
    # Half-width marks and the like become marks of the table only now.
    return "".join(_FOLDED.get(c, c) for c in unicodedata.normalize("NFKC", char).casefold())


def _merged(pieces: list[Piece]) -> Iterable[Piece]:
    """Neighbouring one-to-one pieces as one, so that a book needs few."""
    current: Piece | None = None
    for piece in pieces:
        if current is not None and _continues(current, piece):
            current = Piece(current.length + piece.length, _spanning(current, piece))
            continue
        if current is not None:
            yield current
        current = piece
    if current is not None:
        yield current


def _continues(left: Piece, right: Piece) -> bool:
    if left.origin is None or right.origin is None:
        return left.origin is right.origin
    return left.divisible and right.divisible and left.origin.end == right.origin.start


def _spanning(left: Piece, right: Piece) -> Span | None:
    if left.origin is None or right.origin is None:
        return None
    return Span(left.origin.start, right.origin.end)
