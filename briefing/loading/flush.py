"""Lines of narrow columns set flush on both sides, whose words stand as far apart as cells of a table."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from briefing.loading.rows import Line, by_height, joined

FLUSH = 2.5
"""Points that the edges of lines set flush differ, at most."""
INDENT = 2.5
"""Sizes of the font that the first line of a paragraph may begin later."""
_FEWEST = 2
"""Lines without gaps that begin and end alike make a column."""

_EVEN = 0.15
"""Sizes of the font that the gaps of such a line differ, at most; those of a table's row do."""

Extent = tuple[float, float]


def is_flush(line: Extent, column: Extent, indent: float) -> bool:
    """Whether a line ends where a column does, and begins there or as a paragraph does."""
    late = line[0] - column[0]
    return -FLUSH <= late <= indent + FLUSH and abs(line[1] - column[1]) <= FLUSH


def joined_flush(lines: Sequence[Line]) -> list[Line]:
    """The lines with those as one whose words together fill a column that others fill without gaps. O(lines
    x columns)."""
    counted = Counter((round(line.left), round(line.right)) for line in lines if not line.cells)
    columns = [extent for extent, count in counted.items() if count >= _FEWEST]
    return [line for row in by_height(lines) for line in _of_row(row, columns)] if columns else list(lines)


def _of_row(row: Sequence[Line], columns: Sequence[Extent]) -> Iterator[Line]:
    taken: set[int] = set()
    for left, right in columns:
        inside = [
            n for n, line in enumerate(row) if left - FLUSH <= line.left and line.right <= right + FLUSH
        ]
        if not inside or not taken.isdisjoint(inside) or not _is_spaced_evenly([row[n] for n in inside]):
            continue
        first, last = row[inside[0]], row[inside[-1]]
        if is_flush((first.left, last.right), (left, right), INDENT * first.size):
            taken.update(inside)
            yield replace(joined([row[n] for n in inside], " "), cells=())
    yield from (line for n, line in enumerate(row) if n not in taken)


def _is_spaced_evenly(words: Sequence[Line]) -> bool:
    gaps = [after.left - before.right for before, after in pairwise(words)]
    even = not gaps or max(gaps) - min(gaps) <= _EVEN * words[0].size
    return even and 2 * sum(" " not in word.text for word in words) >= len(words)
