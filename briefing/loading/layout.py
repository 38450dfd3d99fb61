"""Where words stand on a page, and in which order they are read. Geometry only, no file format.

Units are points, the origin is at the bottom left as in PDF. Columns are told by gutters: white
stretches from top to bottom that few lines cross; the lines that do cross part the page into bands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from briefing.domain.article import CELLS
from briefing.loading.flush import joined_flush
from briefing.loading.lines import ends_sentence
from briefing.loading.rows import Line, by_height, is_beside, joined
from briefing.loading.tables import cells_of, find_table

_CROSSING = 0.34  # of the lines may cross a gutter: headlines, figures over both columns
_FEWEST = 3  # lines on either side of a gutter
_FULL = 20  # characters; with lines as long as that a column may have fewer: its end
_HEADLINE = 1.25  # sizes of the usual font, at least
_FAR = 4  # sizes of the font between words that are no line of prose
_HEAD = 40  # characters of a name or date at the head of a page
_CELL = 14  # characters: the median line of prose in a column is longer, that of a table shorter


@dataclass(frozen=True, slots=True)
class Region:
    """Lines below each other that are read from the first to the last; `table`: each is a row."""

    lines: tuple[Line, ...]
    table: bool = False


def reading_order(lines: Sequence[Line]) -> list[Region]:
    """The lines of one page in regions, in the order one reads them: columns from left to right,
    between what spans them."""
    table = find_table(lines)
    if table is not None:
        rows = Region(tuple(table.rows), table=True)
        return [*reading_order(table.above), rows, *reading_order(table.below)]
    lines = joined_flush(lines)
    gutter = _gutter(lines)
    if gutter is None:
        return _leaf(lines)
    crossing = [line for line in lines if line.left < gutter < line.right or _heads_both(line, lines, gutter)]
    found: list[Region] = []
    for band in _bands([line for line in lines if line not in crossing], crossing):
        found += _band_order(band, gutter)
    return found


def _heads_both(line: Line, lines: Sequence[Line], gutter: float) -> bool:
    """Whether a line is the headline of what stands in both columns below it: a large one, with no line
    beside it in the other column, though some above and below."""
    usual = median(other.size for other in lines)
    if line.size < _HEADLINE * usual or line.right > gutter:
        return False
    right = [other for other in lines if other.left > gutter]
    beside = any(other.bottom < line.top and other.top > line.bottom for other in right)
    return not beside and {other.middle > line.middle for other in right} == {True, False}


def _band_order(band: Sequence[Line], gutter: float) -> list[Region]:
    left = [line for line in band if line.right <= gutter]
    right = [line for line in band if line.left >= gutter]
    if not left or not right:
        return reading_order(band)
    if _is_table(left, right) and any(len(row) > 1 for row in map(cells_of, by_height(band))):
        return _table(band)
    return [*reading_order(left), *reading_order(right)]


def _bands(beside: Sequence[Line], crossing: Sequence[Line]) -> list[list[Line]]:
    """The lines from top to bottom, parted wherever lines that cross the gutter begin and end."""
    bands: list[list[Line]] = []
    spans = {id(line) for line in crossing}
    last: bool | None = None
    for line in sorted([*beside, *crossing], key=lambda line: -line.middle):
        spanning = id(line) in spans
        if spanning is not last:
            bands.append([])
        bands[-1].append(line)
        last = spanning
    return bands


def _gutter(lines: Sequence[Line]) -> float | None:
    """The middle of the best white stretch between two columns; None where there is none."""
    if len(lines) <= _FEWEST:
        return None
    narrowest = 0.8 * median(line.size for line in lines)
    best, found = 0.0, None
    # A gutter begins where some line ends.
    for edge in sorted({round(line.right, 1) for line in lines}):
        before = [line for line in lines if line.right <= edge + 0.1]
        after = [line for line in lines if line.left > edge + 0.1]
        crossing = len(lines) - len(before) - len(after)
        if not _may_be_columns(before, after) or crossing > _CROSSING * len(lines):
            continue
        beyond = min(line.left for line in after)
        share = _overlap(before, after) * min(len(before), len(after)) / (1 + crossing)
        if beyond - edge >= narrowest and share > best:
            best, found = share, (edge + beyond) / 2
    return found


def _may_be_columns(left: Sequence[Line], right: Sequence[Line]) -> bool:
    few, many = sorted((left, right), key=len)
    if len(few) >= _FEWEST:
        return True
    return bool(few) and len(many) >= _FEWEST and median(len(line.text) for line in few) >= _FULL


def _overlap(left: Sequence[Line], right: Sequence[Line]) -> float:
    """How much of the shorter column stands beside the other, 0 to 1."""
    top = min(max(line.top for line in left), max(line.top for line in right))
    bottom = max(min(line.bottom for line in left), min(line.bottom for line in right))
    shorter = min(
        max(line.top for line in side) - min(line.bottom for line in side) for side in (left, right)
    )
    return max(top - bottom, 0.0) / shorter if shorter else 0.0


def _is_table(left: Sequence[Line], right: Sequence[Line]) -> bool:
    """Whether two columns are those of a table: most lines of the shorter are cells beside cells."""
    few, many = sorted((left, right), key=len)
    cells = [line for line in many if len(line.text) <= _CELL]
    rows = sum(len(line.text) <= _CELL and any(is_beside(line, o) for o in cells) for line in few)
    beside = sum(any(is_beside(line, other) for other in many) for line in few)
    labelled = min(sum(len(line.text) <= _CELL for line in side) / len(side) for side in (left, right))
    return beside >= 0.7 * len(few) and (rows >= 0.6 * len(few) or labelled > 0.8)


def _table(lines: Sequence[Line]) -> list[Region]:
    """The rows, and what stands alone above and below them as ordinary lines."""
    rows = [cells_of(row) for row in by_height(lines)]
    celled = [number for number, row in enumerate(rows) if len(row) > 1]
    first, last = celled[0], celled[-1] + 1
    parts = ((rows[:first], False), (rows[first:last], True), (rows[last:], False))
    return [Region(tuple(joined(row, CELLS) for row in part), table) for part, table in parts if part]


def _leaf(lines: Sequence[Line]) -> list[Region]:
    """One column from top to bottom; a row whose few words stand far apart, as over a newspaper's page,
    is a row of cells."""
    regions: list[Region] = []
    for apart, rows in groupby(by_height(lines), _is_far_apart):
        regions.append(Region(tuple(joined(row, CELLS if apart else " ") for row in rows), apart))
    return regions


def _is_far_apart(row: Sequence[Line]) -> bool:
    gaps = [after.left - line.right for line, after in pairwise(row)]
    far = bool(gaps) and min(gaps) > _FAR * row[0].size
    return far and all(len(line.text) <= _HEAD and not ends_sentence(line.text) for line in row)
