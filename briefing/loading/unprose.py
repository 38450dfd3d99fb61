"""Text that is written for machines: tables and program source, told only where it is sure."""

import csv
import re
from collections.abc import Sequence
from itertools import pairwise

from briefing.loading.fetch import is_url
from briefing.loading.media import extension

TABLE, PROGRAM = "a table", "program source"

_TABLES = frozenset("csv tsv".split())
# None of one letter: "Washington D.C" is no C.
_PROGRAMS = frozenset(
    """py pyi js mjs ts tsx jsx java kt scala cc cpp hpp cs go rs rb php pl pm sh bash zsh ps1 bat jl swift
    lua sql css scss hs erl ex clj ml vb f90 asm""".split()
)
_HEAD = 20_000
_FEWEST_ROWS, _FEWEST_CELLS, _CELL_CHARACTERS = 8, 3, 40
_FEWEST_LINES, _MOST_OF_LINES = 6, 0.6
_CODE = re.compile(
    r"""(?:import\ [\w.]+(?:\ as\ \w+)?;? | from\ [\w.]+\ import\ .* | (?:async\ )?def\ \w+\(.*:
    | class\ \w+(?:\(.*\))?: | (?:if|for|while|with|try|else|elif|except)\b.*: | return\b(?:\ .*[^.])?
    | \#(?:include|define|ifdef|endif|pragma)\b.* | (?:var|let|const)\ \w+\ =.* | @\w[\w.]*(?:\(.*\))?
    | [\w.\[\]]+\ [-+*/|]?=\ .* | [\w.]+\(.*\) | .*[;{}] | [])}]+[,;]? | (?://|/\*|\*\ ).* | \"{3}.*\"{3})
    \s*$""",
    re.VERBOSE,
)
# Of signs that prose has not, some lines must have one.
_SIGNS = re.compile(r"[{}]|\w\(.*\)\s*[:;{]|\w\s[-+]?=\s\S|==|#include|^import\s[\w.]+$")
_FEWEST_SIGNS = 3


def seems_for_machines(data: bytes, locator: str) -> str | None:
    """What a text seems to be, in words, if it is no prose: by a path's extension, or by its beginning."""
    suffix = "" if is_url(locator) else extension(locator)
    if suffix in _TABLES:
        return TABLE
    # Signs of tables and programs are ASCII.
    head = data[: _HEAD + 1].decode("utf-8", errors="replace").removeprefix("\ufeff")
    if suffix in _PROGRAMS or head.startswith("#!"):
        return PROGRAM
    lines = [line for line in head[:_HEAD].splitlines() if line.strip()]
    # The last may be cut.
    lines = lines[:-1] if len(head) > _HEAD else lines
    return TABLE if _is_table(lines) else PROGRAM if _is_program(lines) else None


def _is_table(lines: Sequence[str]) -> bool:
    """Whether each line has as many short cells as all others."""
    if len(lines) < _FEWEST_ROWS:
        return False
    for delimiter in ",;\t|":
        try:
            rows = list(csv.reader(lines, delimiter=delimiter))
        except csv.Error:
            continue
        cells = [cell for row in rows for cell in row]
        short = sum(map(len, cells)) < _CELL_CHARACTERS * len(cells)
        if len(rows[0]) >= _FEWEST_CELLS and short and all(len(a) == len(b) for a, b in pairwise(rows)):
            return True
    return False


def _is_program(lines: Sequence[str]) -> bool:
    code = sum(_CODE.match(line.strip()) is not None for line in lines)
    signs = sum(_SIGNS.search(line.strip()) is not None for line in lines)
    return len(lines) >= _FEWEST_LINES and code > _MOST_OF_LINES * len(lines) and signs >= _FEWEST_SIGNS
