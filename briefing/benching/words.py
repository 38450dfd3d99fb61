"""Lists of words for edits: text files in `data`, classes in brackets, so that a word touches no code."""

from functools import cache
from importlib.resources import files


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of one class of `data/words.txt`. Raises ValueError for a class not there."""
    text = files("briefing.benching").joinpath("data", "words.txt").read_text(encoding="utf-8")
    found = [line for line in text.splitlines() if line and not line.startswith("#")]
    first = found.index(f"[{name}]") + 1
    last = next((at for at in range(first, len(found)) if found[at].startswith("[")), len(found))
    return tuple(found[first:last])


@cache
def words(name: str) -> frozenset[str]:
    """The words of one class, whatever lines they stand in."""
    return frozenset(" ".join(lines(name)).split())


@cache
def pairs(name: str) -> dict[str, str]:
    """Word → the other word of its pair, both ways; lines "one = other", or "one > other" for one way."""
    found: dict[str, str] = {}
    for line in lines(name):
        mark = "=" if " = " in line else ">"
        one, other = line.split(f" {mark} ")
        found.setdefault(one, other)
        if mark == "=":
            found.setdefault(other, one)
    return found
