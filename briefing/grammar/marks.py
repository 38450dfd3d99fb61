"""Quotation marks: which of them open, which close, and what stands between.

A mark of either direction is told by its neighbours: after a space it opens, before a space it
closes, between two spaces it does what is due. Apostrophes, feet and inches are no marks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from briefing.domain.spans import Span

# Tokenisers write `` and '' for double marks; a third single mark beside them is one of its own.
_MARK = re.compile("``|(?<!')''(?!')|(?<=\\s)''(?=')|''(?!')|[\"＂“”„‟«»‹›‘’‚'`]")
_MARK_CHARS = frozenset("\"＂“”„‟«»‹›‘’‚'`")
# After these a mark opens: ("Go"), well-"known".
_BRACKETS = frozenset("([{—–-/:")
# Before these it closes: "Go", "Go"; "Go".
_PUNCTUATION = frozenset(")]}.,;:!?—–-/…")
# What follows an apostrophe that looks like an opening mark: '90s, 'em, rock 'n' roll, and the
# endings that tokenisers cut off ("Clinton 's").
_ELISION = re.compile(
    r"(?:\d\d(?:s|\b)|(?:em|til|till|tis|twas|cause|cuz|n|round|bout|nuff|s|re|ve|ll|d|m|t)\b)", re.IGNORECASE
)
# 6'2": inches are no mark where feet stand before them.
_FEET = re.compile(r"\d['’]\s?$")
# Punctuation that no passage begins with; "…" and "..." may.
_STOPS = re.compile(r"[,;:!?)\]]|\.(?!\.)")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


class _Family(Enum):
    DOUBLE = "double"
    SINGLE = "single"
    ANGLE = "angle"


class _Turn(Enum):
    OPENS = "opens"
    CLOSES = "closes"
    EITHER = "either"


_OPENERS = {"“", "„", "‟", "``", "«", "‹", "‘", "‚", "`"}
_CLOSERS = {"”", "»", "›"}
_FAMILIES = dict.fromkeys("‘’‚'`", _Family.SINGLE) | dict.fromkeys("«»‹›", _Family.ANGLE)


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage in quotation marks: `outer` with the marks, `inner` without them and without white
    space at its ends; `depth` is 0 for the outermost; `closed` False where its closing mark is
    missing, as in every paragraph but the last of a long quotation."""

    outer: Span
    inner: Span
    depth: int
    closed: bool


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    text: str
    family: _Family
    turn: _Turn
    after_s: bool  # may be a possessive: the players' union


def find_marked(text: str) -> list[Marked]:
    """The marked passages of `text` in order, outer before inner.

    Paragraphs end at blank lines, or at every line break where there is no blank line. A passage
    never crosses a paragraph's end: a missing mark spoils one paragraph only, and a quotation of
    many paragraphs is one passage in each. Single marks that never close are apostrophes. Never
    raises; linear in the length.
    """
    return find_marked_in(text, _paragraphs(text))


def find_marked_in(text: str, blocks: Sequence[Span]) -> list[Marked]:
    """The same, with the paragraphs given, in order."""
    found: list[Marked] = []
    for index, block in enumerate(blocks):
        following = blocks[index + 1].start if index + 1 < len(blocks) else len(text)
        found += _in_paragraph(text, block, text[following : following + 1])
    return found


def _paragraphs(text: str) -> list[Span]:
    """The stretches between blank lines, or the lines where no line is blank; never empty ones."""
    breaks = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else re.compile(r"\n")
    cuts = [0, *(match.end() for match in breaks.finditer(text)), len(text)]
    return [Span(start, end) for start, end in pairwise(cuts) if text[start:end].strip()]


def _in_paragraph(text: str, block: Span, following: str) -> list[Marked]:
    marks = _marks(text, block)
    matcher = _Matcher(marks)
    for index, mark in enumerate(marks):
        matcher.take(index, mark)
    end = block.start + len(block.of(text).rstrip())
    for mark in matcher.open:
        # A quotation of several paragraphs opens in each and closes in the last.
        goes_on = following == mark.text and not text[block.start : mark.start].strip()
        if mark.family is not _Family.SINGLE or goes_on:
            matcher.pairs.append((mark, end, end))
    return _with_depth(text, matcher.pairs)


def _marks(text: str, block: Span) -> list[_Mark]:
    found = []
    for match in _MARK.finditer(text, block.start, block.end):
        mark = match.group()
        family = _FAMILIES.get(mark, _Family.DOUBLE)
        turn = _turn(text, block, match)
        if turn is None or (family is _Family.SINGLE and _is_apostrophe(text, match, turn)):
            continue
        # “ closes German „Gut“, and Danish writes »Gut«.
        if mark in _OPENERS and not (mark in "“«‹" and turn is _Turn.CLOSES):
            turn = _Turn.OPENS
        elif mark in _CLOSERS and turn is not _Turn.OPENS:
            turn = _Turn.CLOSES
        after_s = (
            family is _Family.SINGLE and text[match.start() - 1 : match.end() + 1].lower() == f"s{mark} "
        )
        found.append(_Mark(match.start(), match.end(), mark, family, turn, after_s))
    return found


def _turn(text: str, block: Span, match: re.Match[str]) -> _Turn | None:
    """What the neighbours say; None for a mark within a word or after feet (6'2")."""
    before = _neighbour(text, block, match.start() - 1, -1)
    after = _neighbour(text, block, match.end(), 1)
    if before.isspace() and _STOPS.match(text, match.end()):
        return _Turn.CLOSES  # set apart by a tokeniser: it is late ”, she said
    if before.isspace():
        return _Turn.EITHER if after.isspace() and match.start() > block.start else _Turn.OPENS
    if after.isspace():
        feet = before.isdigit() and _FEET.search(
            text[max(match.start() - 5, 0) : match.start()].rstrip("0123456789")
        )
        return None if feet else _Turn.CLOSES
    if before in _BRACKETS:
        return _Turn.EITHER if after in _PUNCTUATION else _Turn.OPENS
    if after in _PUNCTUATION:
        return _Turn.CLOSES
    return None if before.isalnum() and after.isalnum() and match.group() in "'’" else _Turn.EITHER


def _neighbour(text: str, block: Span, at: int, step: int) -> str:
    """The first character that is no mark, going by `step`; a space beyond the block.

    At most six marks are passed, so that a line of nothing but marks takes no square of time.
    """
    for _ in range(6):
        if not block.start <= at < block.end:
            return " "
        if text[at] not in _MARK_CHARS:
            return text[at]
        at += step
    return " "


def _is_apostrophe(text: str, match: re.Match[str], turn: _Turn) -> bool:
    # ’90s, ’em: this mark closes or is an apostrophe.
    if match.group() in "’" and turn is _Turn.OPENS:
        return True
    return turn is _Turn.OPENS and _ELISION.match(text, match.end()) is not None


class _Matcher:
    """Pairs the marks of one paragraph; at most a few are open at a time."""

    def __init__(self, marks: list[_Mark]) -> None:
        self.marks = marks
        self.open: list[_Mark] = []
        self.pairs: list[tuple[_Mark, int, int]] = []  # opening mark, end of inner, end of outer
        self._next = _next_of_family(marks)

    def take(self, index: int, mark: _Mark) -> None:
        """Open or close at `mark`, whichever its neighbours and what is open ask for."""
        last = next((m for m in reversed(self.open) if m.family is mark.family), None)
        turn = mark.turn
        # A single mark that may be either never opens: apostrophes are commoner.
        if turn is _Turn.EITHER:
            turn = _Turn.CLOSES if last or mark.family is _Family.SINGLE else _Turn.OPENS
        if turn is _Turn.OPENS and last and not self._nests(index):
            # «“» also closes „.
            if mark.text == "“" and last.text == "„":
                turn = _Turn.CLOSES
            # The one open is given up: its closing mark is missing.
            else:
                self._give_up(last, mark.start)
        if turn is _Turn.OPENS:
            self.open.append(mark)
        elif last and not self._is_possessive(index, mark):
            self._close(last, mark)

    def _close(self, opened: _Mark, mark: _Mark) -> None:
        while self.open[-1] is not opened:
            self._give_up(self.open[-1], mark.start)
        self.open.pop()
        self.pairs.append((opened, mark.start, mark.end))

    def _give_up(self, opened: _Mark, end: int) -> None:
        while True:
            mark = self.open.pop()
            if mark.family is not _Family.SINGLE:
                self.pairs.append((mark, end, end))
            if mark is opened:
                return

    def _nests(self, index: int) -> bool:
        """Whether the next two marks of the family close: the inner, then the outer passage."""
        if len(self.open) > 4 or self.marks[index].family is _Family.SINGLE:
            return False
        first = self._next[index]
        second = self._next[first] if first else None
        return all(i is not None and self.marks[i].turn is _Turn.CLOSES for i in (first, second))

    def _is_possessive(self, index: int, mark: _Mark) -> bool:
        """players' inside single marks: an s before, and the true closing mark still to come."""
        following = self._next[index]
        return mark.after_s and following is not None and self.marks[following].turn is _Turn.CLOSES


def _next_of_family(marks: list[_Mark]) -> list[int | None]:
    following: dict[_Family, int] = {}
    found: list[int | None] = [None] * len(marks)
    for index in range(len(marks) - 1, -1, -1):
        found[index] = following.get(marks[index].family)
        following[marks[index].family] = index
    return found


def _with_depth(text: str, pairs: list[tuple[_Mark, int, int]]) -> list[Marked]:
    found: list[Marked] = []
    around: list[int] = []
    for mark, inner_end, outer_end in sorted(pairs, key=lambda pair: pair[0].start):
        outer = Span(mark.start, max(outer_end, mark.end)).trimmed(text)
        inner = Span(mark.end, inner_end).trimmed(text) if mark.end < inner_end else None
        if outer is None or inner is None:
            continue
        while around and around[-1] <= mark.start:
            around.pop()
        found.append(Marked(outer, inner, len(around), inner_end < outer_end))
        around.append(outer_end)
    return found
