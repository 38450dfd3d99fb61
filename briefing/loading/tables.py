"""Tables on a page: rows below each other whose cells part at the same white stripes.

A stripe goes through all rows, and every gap that is wider than one between words lies in one; the gaps
of prose, where it has any, stand somewhere else in each line.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from briefing.domain.article import CELLS
from briefing.loading.flush import INDENT, is_flush
from briefing.loading.rows import Line, by_height, joined

_FEWEST = 3  # rows, of two columns; with more columns two rows are a table
_CELL = 14  # characters: the median line of prose in a column is longer, that of most cells shorter
_LONGEST = 30  # characters of a cell in a column of such cells
_STRIPE = 0.3  # sizes of the font that a stripe is wide, at least
_MOST_ROWS = 60  # looked at together, so that a page of a thousand lines takes no minutes
_STEP = 3.5  # sizes of the font from one row to the next, at most
_WRAPPED = 0.85  # of the usual step between rows, at most, to what goes on with the row above
_BETWEEN = 2  # rows with one cell between two others
_BULLET = re.compile(r"[•‣◦▪●∙·]")
_MARK = re.compile(r"[•‣◦▪●∙·*–-]|\(?\w{1,3}[.)]")
_NEAR = 1.8  # sizes of the font to the next line of a column that goes on


@dataclass(frozen=True, slots=True)
class Table:
    """Lines for the rows of a table, with marks between cells, and the lines above and below it."""

    above: list[Line]
    rows: list[Line]
    below: list[Line]


Row = list[Line]
Stretch = tuple[float, float]  # from left to right


def find_table(lines: Sequence[Line]) -> Table | None:
    """The first table among lines of one column or page; None where there is none."""
    pieces = by_height(lines)
    rows = [cells_of(row) for row in pieces]
    start = 0
    while start < len(rows):
        end = _end(rows, start)
        if _is_table(rows, start, end):
            end = _with_wrapped(rows, start, end)
            return Table(
                [line for row in pieces[:start] for line in row],
                [joined(row, CELLS) for row in _whole(rows[start:end])],
                [line for row in pieces[end:] for line in row],
            )
        start += 1
    return None


def cells_of(row: Sequence[Line]) -> Row:
    """The cells of a row; the mark of a list item is none."""
    cells: Row = []
    for cell in (cell for line in row for cell in line.cells or (line,)):
        mark = _MARK if len(cells) == 1 else _BULLET
        if cells and mark.fullmatch(cells[-1].text):
            cells[-1] = joined([cells[-1], cell], " ")
        else:
            cells.append(cell)
    return cells


def _end(rows: Sequence[Row], start: int) -> int:
    """Where the rows end that have the same stripes as that at `start`; a row with one cell may stand
    between two others."""
    end = start + 1
    if len(rows[start]) < 2:
        return end
    for number in range(start + 1, min(len(rows), start + _MOST_ROWS)):
        row = rows[number]
        far = rows[number - 1][0].middle - row[0].middle > _STEP * row[0].size
        if far or not _fit(rows[start : number + 1]) or number - end >= _BETWEEN + 1:
            break
        if len(row) > 1:
            end = number + 1
    return end


def _fit(rows: Sequence[Row]) -> bool:
    """Whether no column holds two cells of one row."""
    columns = _columns(rows)
    return len(columns) > 1 and all(len({_column(cell, columns) for cell in row}) == len(row) for row in rows)


def _columns(rows: Sequence[Row]) -> list[Stretch]:
    """What the white stripes through all rows leave."""
    columns: list[Stretch] = []
    for cell in sorted((cell for row in rows for cell in row), key=lambda cell: cell.left):
        if columns and cell.left < columns[-1][1] + _STRIPE * cell.size:
            columns[-1] = columns[-1][0], max(columns[-1][1], cell.right)
        else:
            columns.append((cell.left, cell.right))
    return columns


def _column(cell: Line, columns: Sequence[Stretch]) -> int:
    return max(number for number, (left, _) in enumerate(columns) if left <= cell.left)


def _is_table(rows: Sequence[Row], start: int, end: int) -> bool:
    """Whether rows with the same stripes are those of a table, not columns of prose."""
    found = rows[start:end]
    columns = _columns(found)
    celled = sum(len(row) > 1 for row in found)
    if celled < _FEWEST and (celled < 2 or len(columns) < 3):
        return False
    if _is_justified(rows, start, end):
        return False
    texts: list[list[str]] = [[] for _ in columns]
    for cell in (cell for row in found for cell in row):
        texts[_column(cell, columns)].append(cell.text)
    long = [number for number, column in enumerate(texts) if _is_long(column)]
    if len(long) > 1 or min(map(len, texts)) < 2:
        return False
    return not long or (_has_figures(texts, long[0]) and not _goes_on(columns[long[0]], rows, start, end))


def _is_justified(rows: Sequence[Row], start: int, end: int) -> bool:
    """Whether the rows are lines of a narrow column set flush on both sides, whose words stand far apart:
    all begin and end where a line close above or below them does, which no stripe parts as theirs."""
    flush = [_extent(row) for row in rows[start:end] if len(row) > 1]
    size, widest = rows[start][0].size, min(flush)
    if not all(is_flush(extent, widest, INDENT * size) for extent in flush):
        return False
    beside = [
        rows[at]
        for at, other in ((start - 1, start), (end, end - 1))
        if 0 <= at < len(rows) and abs(rows[at][0].middle - rows[other][0].middle) < _NEAR * size
    ]
    beside += [row for row in rows[start:end] if len(row) == 1]
    return any(is_flush(_extent(row), widest, INDENT * size) for row in beside)


def _extent(row: Row) -> Stretch:
    return row[0].left, row[-1].right


def _is_long(column: Sequence[str]) -> bool:
    lengths = list(map(len, column))
    return median(lengths) > _CELL or max(lengths) > _LONGEST


def _has_figures(texts: Sequence[Sequence[str]], long: int) -> bool:
    """Whether a column beside the long one is one of figures."""
    return any(
        2 * sum(map(_is_figure, column)) >= len(column)
        for number, column in enumerate(texts)
        if number != long
    )


def _is_figure(text: str) -> bool:
    digits = sum(map(str.isdecimal, text))
    return digits > 0 and digits >= sum(map(str.isalpha, text))


def _goes_on(column: Stretch, rows: Sequence[Row], start: int, end: int) -> bool:
    """Whether a column has a long line close above or below the rows: then it is one of prose beside
    the table."""
    near = _NEAR * rows[start][0].size
    above = (row for row in rows[:start] if row[0].middle - rows[start][0].middle < near)
    below = (row for row in rows[end:] if rows[end - 1][0].middle - row[0].middle < near)
    return any(
        column[0] - 1 <= cell.left and cell.right <= column[1] + cell.size and len(cell.text) > _CELL
        for row in (*above, *below)
        for cell in row
    )


def _with_wrapped(rows: Sequence[Row], start: int, end: int) -> int:
    """The end of a table with the lines that go on with cells of its last row."""
    columns, step = _columns(rows[start:end]), _step(rows[start:end])
    while end < len(rows) and 2 * len(rows[end]) <= len(columns):
        if not _is_wrapped(rows[end - 1], rows[end], step):
            break
        if not all(_is_within(cell, columns) for cell in rows[end]):
            break
        end += 1
    return end


def _is_within(cell: Line, columns: Sequence[Stretch]) -> bool:
    return cell.left >= columns[0][0] and cell.right <= columns[_column(cell, columns)][1] + 1


def _step(rows: Sequence[Row]) -> float:
    """The usual distance from one row to the next."""
    celled = [row[0].middle for row in rows if len(row) > 1]
    return median(above - below for above, below in pairwise(celled))


def _is_wrapped(above: Row, row: Row, step: float) -> bool:
    return above[0].middle - row[0].middle < _WRAPPED * step


def _whole(rows: Sequence[Row]) -> list[Row]:
    """The rows of a table, with the further lines of their cells."""
    columns, step = _columns(rows), _step(rows)
    whole: list[Row] = []
    previous: Row = []
    for row in rows:
        at = {_column(cell, columns): number for number, cell in enumerate(whole[-1])} if whole else {}
        further = {at[_column(cell, columns)]: cell for cell in row if _column(cell, columns) in at}
        # With more cells it is a row of its own.
        wrapped = whole and _is_wrapped(previous, row, step) and 2 * len(row) <= len(whole[-1])
        if wrapped and len(further) == len(row):
            for number, cell in further.items():
                whole[-1][number] = joined([whole[-1][number], cell], " ")
        else:
            whole.append(list(row))
        previous = row
    return whole
