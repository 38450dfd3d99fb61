"""What stands around the text of pages and is no part of it: running heads, page numbers, and the
numbers of lines.

A number is taken for that of a page or line only where it counts up with them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from briefing.loading.rows import Line, by_height, is_beside

_NUMBER = re.compile(r"\W*(page\s*)?(\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of)\s*(\d{1,4}))?\W*", re.IGNORECASE)
_DIGITS = re.compile(r"\d{1,9}")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_EDGE = 4  # rows from the top and from the bottom of a page that may stand apart
_APART = 1.35  # usual steps from row to row; the gap to what stands apart is wider
_LOOSE = 1.8  # sizes of the font; a usual step is no wider
_REPEATED = 0.4  # of the pages carry a running head, at least
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_FEWEST = 3  # numbers of lines
_LONGEST = 5  # digits of the number of a line or page
_PROSE = 20  # characters of a line of prose, but for last lines


def without_margins(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without the numbers of lines and pages, and without what stands at the head or foot of
    many pages alike."""
    plain = _without_line_numbers(pages)
    rows = [row for page in plain for row in _edges(page)]
    seen = Counter(key for row in rows for key in {key for line in row for key in _keys(line)})
    heads = {
        id(line)
        for row in rows
        for line in row
        if any(seen[key] >= max(_REPEATED * len(pages), _fewest(line)) for key in _keys(line))
    }
    apart = {id(line) for page in plain for line in _apart(page)}
    numbered = [line for row in rows for line in row] + [
        line for page in plain for side in _outside(page) for line in side
    ]
    dropped = heads | _page_numbers(numbered, apart, len(pages))
    # What stands beside a figure that stays is the label of a row.
    for row in rows:
        if any(not _LETTERS.search(line.text) and id(line) not in dropped for line in row):
            dropped -= {id(line) for line in row}
    return [[line for line in page if id(line) not in dropped] for page in plain]


def _edges(page: Sequence[Line]) -> list[list[Line]]:
    rows = by_height(page)
    return rows[:_EDGE] + rows[max(_EDGE, len(rows) - _EDGE) :]


def _apart(page: Sequence[Line]) -> Iterator[Line]:
    """The lines at the head and foot of a page that a wide gap parts from the rest."""
    rows = by_height(page)
    steps = [above[0].middle - below[0].middle for above, below in pairwise(rows)]
    if not steps:
        return
    size = median(line.size for line in page)
    wide = _APART * max(size, min(median(steps), _LOOSE * size))
    for near, gaps in ((rows, steps), (rows[::-1], steps[::-1])):
        apart = [number for number, gap in enumerate(gaps[:_EDGE], 1) if gap > wide]
        for row in near[: apart[-1] if apart else 0]:
            yield from row


def _keys(line: Line) -> list[tuple[str, int]]:
    """Running heads of several pages have the same words at the same height, but for a number that
    counts the pages."""
    text, height = line.text.casefold(), round(line.middle / 4)
    counted = (
        f"{text[: digits.start()]}#{int(digits[0]) - line.page}{text[digits.end() :]}"
        for digits in _DIGITS.finditer(text)
    )
    return [(key, height) for key in (text, *counted)]


def _fewest(line: Line) -> int:
    """On how many pages a running head stands, at least; figures may be the same in two tables."""
    return 2 if _LETTERS.search(line.text) else 3


@dataclass(frozen=True, slots=True)
class _Number:
    """What a line says that may be a page number; `total`: of how many."""

    line: Line
    value: int
    named: bool
    total: int | None

    @property
    def ahead(self) -> int:
        """How far the number is ahead of the page's place in the file: the same on all pages."""
        return self.value - self.line.page

    @property
    def key(self) -> tuple[int, int]:
        """The same on pages that are numbered alike."""
        return self.ahead, round(self.line.middle / 4)


def _page_numbers(lines: Sequence[Line], apart: set[int], count: int) -> set[int]:
    """The ids of the lines that number their pages: at the same height of two pages, or on three,
    counting up with them; or one by itself that says so, if it stands `apart`."""
    found = [number for line in lines if (number := _number(line)) is not None]
    pages: dict[tuple[int, ...], set[int]] = {}
    for number in found:
        for key in ((number.ahead,), number.key):
            pages.setdefault(key, set()).add(number.line.page)
    return {
        id(number.line)
        for number in found
        if len(pages[number.key]) > 1
        or len(pages[number.ahead,]) > 2
        or (id(number.line) in apart and (number.named or number.ahead == 0 or number.total == count))
    }


def _number(line: Line) -> _Number | None:
    found = _NUMBER.fullmatch(line.text)
    if found is None:
        return None
    value = int(found[2]) if found[2].isdecimal() else _roman(found[2])
    return _Number(line, value, found[1] is not None, int(found[3]) if found[3] else None)


def _roman(numeral: str) -> int:
    values = [*(_ROMAN[digit] for digit in numeral.lower()), 0]
    return sum(-value if value < after else value for value, after in pairwise(values))


def _without_line_numbers(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without numbers that stand outside the text, beside lines of it, and count up from the
    top of each page."""
    dropped: set[int] = set()
    for side in zip(*map(_outside, pages), strict=True):
        numbered = [_beside(numbers, page) for numbers, page in zip(side, pages, strict=True)]
        if _count_lines(numbered):
            dropped |= {id(number) for page in numbered for number, _ in page}
    return [[line for line in page if id(line) not in dropped] for page in pages]


def _outside(page: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The numbers to the left and to the right of the text."""
    prose = [line for line in page if len(line.text) >= _PROSE and not line.cells]
    numbers = [line for line in page if line.text.isdecimal() and len(line.text) <= _LONGEST]
    if not prose:
        return [], []
    left, right = min(line.left for line in prose), max(line.right for line in prose)
    return [n for n in numbers if n.right < left], [n for n in numbers if n.left > right]


def _beside(numbers: Sequence[Line], page: Sequence[Line]) -> list[tuple[Line, list[Line]]]:
    """Those of the numbers that stand beside lines, from the top, with these lines."""
    texts = [line for line in page if not line.text.isdecimal()]
    ordered = sorted(numbers, key=lambda number: -number.middle)
    rows = [(number, [line for line in texts if is_beside(number, line)]) for number in ordered]
    return [(number, beside) for number, beside in rows if beside]


def _count_lines(pages: Sequence[Sequence[tuple[Line, Sequence[Line]]]]) -> bool:
    """Whether numbers count the lines beside them, not ranks in a table or items of a list: some line
    goes on with the sentence of the one above."""
    numbered = [pair for page in pages for pair in page]
    values = [[int(number.text) for number, _ in page] for page in pages]
    steps = {after - value for page in values for value, after in pairwise(page)}
    alone = sum(len(beside) == 1 for _, beside in numbered)
    goes_on = any(line.text[0].islower() for _, beside in numbered for line in beside)
    counting = len(numbered) >= _FEWEST and len(steps) == 1 and min(steps) > 0
    return counting and goes_on and alone > len(numbered) / 2
