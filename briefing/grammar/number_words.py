"""Numbers as they are written, whatever they mean: words with digits, number words, and runs of them.

One rule: what stands in one run says one number together ("two and a half million", "4.2 million"), so
that a part of it is another number.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from briefing.domain.spans import Span
from briefing.grammar.amounts import SCALE_WORD, WORD
from briefing.grammar.numbers import find_figures
from briefing.grammar.portions import PARTS

NUMBER_WORDS = frozenset(
    [
        *WORD.split("|"),
        *(word for word in SCALE_WORD.split("|") if " " not in word),
        *(f"{word}s" for word in SCALE_WORD.split("|") if " " not in word),
        *PARTS,
        *(f"{word}s" for word in PARTS if word != "half"),
        *(f"{word}fold" for word in "two three four five six seven eight nine ten hundred thousand".split()),
        *"""tens teens twenties thirties forties fifties sixties seventies eighties nineties halves minus
        eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth
        twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth thousandth
        millionth billionth twice thrice double doubled doubles doubling triple tripled triples tripling
        treble trebled quadruple quadrupled halve halved""".split(),
    ]
)
"""English words, in lower case, that say a number or change one; "first" and "second" say an order."""

SHORT_SCALES = frozenset("k m mn mln bn bln tn trn cr b t".split())
"""What is a scale only behind a number: "60 m"."""

FILLERS = frozenset("and a an of".split())
"""Words inside a run: "two and a half million", "hundreds of thousands"."""

HYPHENS = "‐‑–−-"
JOINERS = frozenset(".,:/'-")
"""What joins digits, hyphens and apostrophes of all styles written as one: "4.2", "6-3", "10:30"."""

# Scripts without spaces: a number there ends where the letters begin.
_UNSPACED = "\u0e00-\u0eff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff"
_LETTER = rf"(?:(?![_{_UNSPACED}])\w)"
_DIGIT = r"[\d¼-¾⅐-⅞²³¹⁰-₉]"
# "F-16", "60", "3m", "44-45", "1,340", "9/11", "1990s"; a minus belongs to it.
_DIGITS = (
    rf"(?:(?<!\w)[{HYPHENS}])?(?:{_LETTER}*(?-i:[A-Z]){_LETTER}*[{HYPHENS}])?{_LETTER}*{_DIGIT}{_LETTER}*"
    rf"(?:[.,:/'’{HYPHENS}]{_LETTER}*{_DIGIT}{_LETTER}*)*"
)
_WORDS = rf"(?<!{_LETTER})(?:{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))})(?!{_LETTER})"
_SHORT = rf"(?<!{_LETTER})(?:{'|'.join(sorted(SHORT_SCALES, key=len, reverse=True))})(?!{_LETTER})"
_BETWEEN = rf"[\s{HYPHENS}]+(?:(?:{'|'.join(sorted(FILLERS))})[\s{HYPHENS}]+)*"
_NUMERIC = re.compile(rf"{_DIGITS}|{_WORDS}|{_SHORT}", re.IGNORECASE)
_FIRST = re.compile(rf"{_DIGITS}|{_WORDS}", re.IGNORECASE)
_NEXT = re.compile(rf"{_BETWEEN}(?:{_DIGITS}|{_WORDS}|{_SHORT})", re.IGNORECASE)
_PIECE = re.compile(rf"{_DIGITS}|{_LETTER}+", re.IGNORECASE)
_AROUND = 60
"""Characters on each side of a run that tell what its numbers are."""


def is_digit(char: str) -> bool:
    """Whether a character is a digit of any script, a raised digit or a fraction."""
    return char.isdigit() or (not char.isascii() and unicodedata.category(char) == "No")


@lru_cache(maxsize=4096)
def is_word_char(char: str) -> bool:
    """Whether a character goes on with a word; those of scripts without spaces are words of their own."""
    return char.isalnum() and re.match(f"[{_UNSPACED}]", char) is None


def find_runs(text: str) -> Iterator[Span]:
    """The longest stretches that hold nothing but numbers and what joins them, in order."""
    at = 0
    while found := _FIRST.search(text, at):
        end = found.end()
        while following := _NEXT.match(text, end):
            end = following.end()
        yield Span(found.start(), end)
        at = end


def written(text: str) -> str:
    """A run as `numbers_in` has it: lower case, one space between words, hyphens and apostrophes alike."""
    return " ".join(alike(piece.group().lower()) for piece in _PIECE.finditer(text))


def alike(text: str) -> str:
    """The same with one kind of hyphen and of apostrophe."""
    return re.sub(f"[{HYPHENS}]", "-", text).replace("’", "'")


def numbers_in(text: str) -> frozenset[str]:
    """Every number of a text as `written`: each run, and the figures that grammar tells apart in one
    ("2021" and "28" of "in 2021 28 boats"). One with a minus sign is left out: nothing else may be it."""
    found: set[str] = set()
    for run in find_runs(text):
        parts = [Span(*match.span()) for match in _NUMERIC.finditer(text, run.start, run.end)]
        if text[run.start] in HYPHENS:
            continue
        found.add(written(run.of(text)))
        if len(parts) > 1:
            found.update(_apart(text, run, parts))
    return frozenset(found)


def _apart(text: str, run: Span, parts: list[Span]) -> Iterator[str]:
    first = max(run.start - _AROUND, 0)
    around = text[first : run.end + _AROUND]
    for figure in find_figures(around):
        number = figure.number.moved(first)
        inside = [part for part in parts if number.start <= part.start and part.end <= number.end]
        if inside:
            yield written(text[inside[0].start : inside[-1].end])
