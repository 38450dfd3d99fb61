"""Edits: stretches of a sentence replaced, with the article of the noun and the capital set right."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.benching.kinds import ErrorKind, TrueKind
from briefing.domain.spans import Span


@dataclass(frozen=True, slots=True)
class Edit:
    """A sentence written otherwise. `changed` counts in `text` and holds all that is new, or the word
    beside what was taken out; `number` is that of the article in the list the bench was given."""

    kind: ErrorKind | TrueKind
    number: int
    original: str
    text: str
    changed: Span


@dataclass(frozen=True, slots=True)
class Change:
    """Characters `start:end` of a sentence and what stands there instead; `start == end` puts in."""

    start: int
    end: int
    new: str


_ARTICLE = re.compile(r"\b([Aa])n?\s$")
_ALL_CAPITALS = re.compile(r"[A-Z][A-Z\d.]+\b")
# "an hour", "an 8-day visit", "an 11th"; "a union", "a European", "a one-off".
_AN = re.compile(r"(?:[aeio]|u(?!ni|s[aeiu]|k)|hour|honest|8|11\b|18\b)(?<!\bone)", re.IGNORECASE)
_NOT_AN = re.compile(r"one\b|once\b|eu", re.IGNORECASE)
_WORD = re.compile(r"\S+")


def changed(text: str, changes: Sequence[Change]) -> tuple[str, Span]:
    """The text with the changes made, and the stretch of it that holds them. Raises ValueError for no
    change, or changes that overlap."""
    ordered = sorted(changes, key=lambda change: change.start)
    if not ordered or any(b.start < a.end for a, b in pairwise(ordered)):
        raise ValueError("an edit needs changes that do not overlap")
    out, at = "", 0
    first = last = -1
    for change in ordered:
        out += text[at : change.start]
        rest = text[change.end :]
        # What is taken out leaves no double space.
        if not change.new and (not out or out.endswith(" ")):
            rest = rest.lstrip(" ")
        elif not change.new and rest[:1] in {",", ".", ""}:
            out = out.rstrip(" ")
        out = _with_article(out, change.new + rest)
        first = len(out) if first < 0 else first
        out += change.new
        last, at = len(out), len(text) - len(rest)
    out += text[at:]
    out = out[:1].upper() + out[1:] if text[:1].isupper() else out
    return out, _span(out, first, last)


def _with_article(before: str, following: str) -> str:
    """The text before a change with "a" or "an" as what follows asks for."""
    found = _ARTICLE.search(before)
    if not found or not following or _ALL_CAPITALS.match(following):
        return before
    vowel = _AN.match(following) and not _NOT_AN.match(following)
    return f"{before[: found.start()]}{found[1]}{'n' if vowel else ''} "


def _span(text: str, first: int, last: int) -> Span:
    """What was put in, or the word beside what was taken out."""
    if first < last:
        return Span(first, last)
    beside = _WORD.search(text, min(first, len(text)))
    if beside is None:
        beside = list(_WORD.finditer(text))[-1]
    return Span(*beside.span())
