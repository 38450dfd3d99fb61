"""Large first letters that reach over several lines: each is the beginning of the word beside it."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from briefing.loading.rows import Line

_INITIAL = re.compile(r"[\"'“”„«‘’]?[^\W\d_]")
_TALL = 1.6  # times the size of the lines beside it, at least
_NEAR = 0.6  # sizes of the letter to the lines beside it, at most
_WORD = re.compile(r"[^\W_]+")


def with_drop_caps(page: Sequence[Line], words: Collection[str]) -> list[Line]:
    """The lines of a page, each large letter joined to the line at its head; the lines beside it begin
    where it does. `words`: all of the document, in small letters."""
    lines = list(page)
    for initial in [line for line in page if _INITIAL.fullmatch(line.text)]:
        beside = [line for line in lines if _is_beside(initial, line)]
        if not beside:
            continue
        first = max(beside, key=lambda line: line.middle)
        if not first.text[0].isalpha():
            continue
        lines.remove(initial)
        for line in beside:
            text = _joined(initial.text, line.text, words) if line is first else line.text
            lines[lines.index(line)] = replace(line, text=text, left=initial.left, cells=())
    return lines


def _is_beside(initial: Line, line: Line) -> bool:
    gap = line.left - initial.right
    near = -0.2 * initial.size < gap < _NEAR * initial.size
    return near and initial.size >= _TALL * line.size and initial.bottom < line.middle < initial.top


def _joined(initial: str, text: str, words: Collection[str]) -> str:
    """As one word, unless the letter is a word of the document and only the rest by itself is another."""
    letter = initial[-1].casefold()
    rest = _WORD.match(text)
    word = rest[0].casefold() if rest else ""
    apart = letter in words and word in words and letter + word not in words
    return f"{initial}{' ' if apart else ''}{text}"


def words_of(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """The words of all pages in small letters, but for large letters and the first words of lines."""
    lines = (line for page in pages for line in page if not _INITIAL.fullmatch(line.text))
    return frozenset(word.casefold() for line in lines for word in _WORD.findall(line.text)[1:])
