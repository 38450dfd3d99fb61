"""Page to Markdown that reads well as it is.

One rule: what the page says stays text. Characters that Markdown would take for markup are
escaped, and only those, so that a figure or a name is not littered with backslashes.
"""

import re
from collections.abc import Sequence

from briefing.domain.briefing import Line, LineKind, Page, Run, RunStyle
from briefing.rendering.printable import printable

_PREFIXES = {LineKind.TITLE: "# ", LineKind.HEADING: "## "}
_PARAGRAPHS = frozenset({LineKind.FACTS, LineKind.PARAGRAPH, LineKind.CHECKED, LineKind.NOTE})
_MARKS = {
    RunStyle.NAME: "**",
    RunStyle.FIGURE: "**",
    RunStyle.WARNING: "**",
    RunStyle.REFERENCE: "*",
}

_SPECIAL = re.compile(
    r"""
    [\\`*<]                         # always markup, wherever they stand
    | (?<![^\W_])_ | _(?![^\W_])    # not inside a word or an address
    | &(?=\#?\w{1,40};)             # an entity
    | \[(?=[\^\[@\-]) | \](?=[(\[:{])  # footnote, link, link definition, attributes
    | (?<=\S)~ | (?<=\S)\$(?!\d)    # the closing mark of struck out text, of a formula
    | \A\s*\[                       # a box to tick
    | \A\s*[#>+=\-]                 # a heading, a quotation, a list, a rule
    | \A\s*\d{1,9}[.)]              # a numbered list
    | \#(?=\s*\Z)                   # would be taken off a heading
    """,
    re.VERBOSE,
)
"""What to escape: the last character of each match."""

_BESIDE_MARKS = frozenset("()[]“”‘’\"'—–-,.;:!?…·")
"""Beside these, and beside white space, an emphasis mark is one in every Markdown."""


def to_markdown(page: Page) -> str:
    """The page as CommonMark: a heading, a list item or a paragraph a line."""
    lines: list[str] = []
    previous: LineKind | None = None
    for line in page.lines:
        if previous is not None and not (_is_item(line.kind) and _is_item(previous)):
            lines.append("")
        lines.append(_line(line).rstrip())
        previous = line.kind
    return "\n".join(lines) + "\n"


def _is_item(kind: LineKind) -> bool:
    return kind not in _PREFIXES and kind not in _PARAGRAPHS


def _line(line: Line) -> str:
    prefix = "- " if _is_item(line.kind) else _PREFIXES.get(line.kind, "")
    body = _marked(line.runs)
    if not line.label:
        return prefix + body
    label = _marked([Run("".join(run.text for run in line.label), line.label[0].origin, RunStyle.NAME)])
    return f"{prefix}{label}: {body}" if body else f"{prefix}{label}"


def _marked(runs: Sequence[Run]) -> str:
    """The runs of a line in one, escaped and with their emphasis.

    Escapes are found in the whole line: a link may begin in one run and end in the next.
    """
    text = printable("".join(run.text for run in runs))
    escaped = {match.end() - 1 for match in _SPECIAL.finditer(text)}
    parts: list[str] = []
    at = marked_to = 0
    for run in runs:
        piece = text[at : at + len(run.text)]
        start = at + len(piece) - len(piece.lstrip())
        end = max(at + len(piece.rstrip()), start)
        mark = _MARKS.get(run.style, "")
        # Two emphasised runs side by side would share their marks.
        if start == end or 0 < start == marked_to or not _is_free(text, start, end):
            mark = ""
        marked_to = end if mark else marked_to
        before, inner = _escape(text, escaped, at, start), _escape(text, escaped, start, end)
        at += len(piece)
        parts += [before, mark, inner, mark, _escape(text, escaped, end, at)]
    return "".join(parts).strip()


def _is_free(text: str, start: int, end: int) -> bool:
    """Whether emphasis marks around `start:end` would be taken for what they are."""
    return all(
        c.isspace() or c in _BESIDE_MARKS for c in text[max(start - 1, 0) : start] + text[end : end + 1]
    )


def _escape(text: str, escaped: set[int], start: int, end: int) -> str:
    return "".join(f"\\{text[i]}" if i in escaped else text[i] for i in range(start, end))
