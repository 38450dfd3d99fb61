"""Pages of a PDF drawn as text."""

import re

from briefing.loading.rows import Line

SIZE = 10.0
WIDE = 5.0  # points a character


def drawn(page: str) -> list[Line]:
    """Pieces that two spaces part; a line of the drawing is a line of the page."""
    lines = page.strip("\n").splitlines()
    return [
        Line(
            piece.group(),
            piece.start() * WIDE,
            (len(lines) - row) * 12.0,
            piece.end() * WIDE,
            (len(lines) - row) * 12.0 + SIZE,
            SIZE,
        )
        for row, line in enumerate(lines)
        for piece in re.finditer(r"\S+(?: \S+)*", line)
    ]
