"""Words where they stand on a page, and the rows that they make. Geometry only, no file format.

Units are points, the origin is at the bottom left as in PDF.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Line:
    """Words in a row: where they stand, and the size of their font; `page` counts from 1.

    `cells`: what gaps wider than those between words part it into; empty where there are none.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    page: int = 1
    bold: bool = False
    cells: tuple["Line", ...] = ()

    @property
    def middle(self) -> float:
        """The height on the page of the line's middle."""
        return (self.top + self.bottom) / 2


def by_height(lines: Sequence[Line]) -> list[list[Line]]:
    """The rows from top to bottom, each from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.middle):
        if rows and is_beside(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def is_beside(line: Line, other: Line) -> bool:
    """Whether the two stand on one height."""
    return abs(line.middle - other.middle) < 0.5 * min(line.size, other.size)


def joined(row: Sequence[Line], between: str) -> Line:
    """The pieces of a row as one line."""
    first = row[0]
    if len(row) == 1:
        return first
    return replace(
        first,
        text=between.join(line.text for line in row),
        bottom=min(line.bottom for line in row),
        right=max(line.right for line in row),
        top=max(line.top for line in row),
        bold=all(line.bold for line in row),
        cells=(),
    )
