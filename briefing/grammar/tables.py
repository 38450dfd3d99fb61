"""Word lists: text files in `data`, so that a new word touches no code."""

from functools import cache
from importlib.resources import files


@cache
def table(name: str) -> tuple[str, ...]:
    """The lines of a word list in `data`, without comments. Raises FileNotFoundError."""
    text = files("briefing").joinpath("grammar", "data", f"{name}.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def phrases(name: str, file: str) -> tuple[str, ...]:
    """The lines of one class (a name in brackets, then its lines) of a file of `data`. Raises
    ValueError for a class not there."""
    lines = table(file)
    first = lines.index(f"[{name}]") + 1
    last = next((at for at in range(first, len(lines)) if lines[at].startswith("[")), len(lines))
    return lines[first:last]


@cache
def word_class(name: str, file: str = "words") -> frozenset[str]:
    """The words of one class of a file of `data`, as they are written there. Raises ValueError for a
    class not there."""
    return frozenset(" ".join(phrases(name, file)).split())
