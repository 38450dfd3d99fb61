"""Page to plain text for a screen or a file, as drawn: headings, a label column, hanging indents.

One rule: the words keep their letters and their order; only white space is laid out anew.
"""

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import groupby, zip_longest

from rich.console import Console
from rich.text import Text

from briefing.domain.briefing import Fixed, Line, LineKind, Page, Run, RunStyle
from briefing.rendering.printable import printable

DEFAULT_WIDTH = 120
NARROWEST = 30
"""Below this many columns a label column leaves no room; lines then run over the edge."""

INDENT = 2

_FLUSH = frozenset(
    {
        LineKind.TITLE,
        LineKind.FACTS,
        LineKind.HEADING,
        LineKind.PARAGRAPH,
        LineKind.CHECKED,
        LineKind.NOTE,
    }
)
_SET_OFF = frozenset({LineKind.HEADING, LineKind.PARAGRAPH, LineKind.CHECKED})
_BULLET = "• "
_LINE_STYLES = {
    LineKind.TITLE: "bold",
    LineKind.HEADING: "bold",
    LineKind.FACTS: "dim",
    LineKind.CHECKED: "dim",
}
_RUN_STYLES = {
    RunStyle.NAME: "bold",
    RunStyle.FIGURE: "bold",
    RunStyle.QUOTED: "italic",
    RunStyle.REFERENCE: "cyan",
    RunStyle.NOTE: "dim",
    RunStyle.WARNING: "bold red",
}


def to_terminal(page: Page, width: int | None = None, colour: bool = False) -> str:
    """The page in lines of at most `width` columns (120 by default; wide characters count two).

    `colour` adds ANSI styles; without it the text is the same, and nothing is told by style alone.
    """
    width = max(width or DEFAULT_WIDTH, NARROWEST)
    out = StringIO()
    # Nothing is left for the console to find out: COLUMNS or FORCE_COLOR must not change a page.
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        force_jupyter=False,
        color_system="standard" if colour else None,
        legacy_windows=False,
    )
    for row in _rows(page, width, console):
        console.print(row, soft_wrap=True, markup=False, highlight=False, emoji=False)
    return out.getvalue()


def _rows(page: Page, width: int, console: Console) -> Iterator[Text]:
    """The printed lines of the page; neighbours with a label share its column."""
    first = True
    for labelled, group in groupby(page.lines, key=lambda line: bool(line.label)):
        lines = list(group)
        column = _column(lines, width) if labelled else 0
        for line in lines:
            if line.kind in _SET_OFF and not first:
                yield Text()
            yield from _laid_out(line, column, width, console)
            first = False


def _column(lines: Sequence[Line], width: int) -> int:
    """The width of the label column: the longest label, but never more than three tenths."""
    return min(max(_text(line.label).cell_len for line in lines), width * 3 // 10)


def _laid_out(line: Line, column: int, width: int, console: Console) -> Iterator[Text]:
    """One line of the page, wrapped; what follows its first row stands further in."""
    indent = 0 if line.kind in _FLUSH else INDENT
    body = _text(line.runs, line.kind)
    if column:
        lefts: Iterable[Text] = _wrapped(_text(line.label, line.kind), column, console)
        yield from _beside(
            lefts, _wrapped(body, width - indent - column - INDENT, console), indent, column + INDENT
        )
        return
    hanging = indent and INDENT
    for number, row in enumerate(_wrapped(body, width - indent - hanging, console)):
        before = " " * (indent + hanging if number else indent)
        if line.kind is LineKind.BULLET:
            before = " " * INDENT if number else _BULLET
        yield Text(before).append_text(row)


def _beside(lefts: Iterable[Text], rights: Iterable[Text], indent: int, column: int) -> Iterator[Text]:
    """Two columns row by row; `column` is the width of the left one."""
    for left, right in zip_longest(lefts, rights, fillvalue=Text()):
        row = Text(" " * indent).append_text(left)
        if right.plain:
            row.append(" " * (column - left.cell_len)).append_text(right)
        yield row


def _wrapped(text: Text, width: int, console: Console) -> list[Text]:
    rows = list(text.wrap(console, width))
    for row in rows:
        row.rstrip()
    return rows


def _text(runs: Sequence[Run], kind: LineKind | None = None) -> Text:
    """The runs with their styles. Headings of the template are set in capitals, never the source's."""
    text = Text(style=_LINE_STYLES.get(kind, "") if kind else "")
    for run in runs:
        shown = printable(run.text)
        heads = kind is LineKind.HEADING or (kind is LineKind.CHECKED and run.style is RunStyle.NAME)
        capitals = heads and isinstance(run.origin, Fixed)
        text.append(shown.upper() if capitals else shown, _RUN_STYLES.get(run.style))
    return text
