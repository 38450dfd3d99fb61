"""Whatever is written, the grammar of numbers and the aligner answer: no crash, positions that hold.

    python bench/fuzz.py [--minutes 10] [--seed 0]

Draws texts from the pieces that numbers, names and quotations are made of, from random characters and from
edits of sentences of the program's own articles, half the time for the grammar and half for the aligner with
every lock. Prints how many texts each took, and the first that broke.
"""

import argparse
import random
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from briefing.benching.command import own_articles
from briefing.checking import SourceIndex, check_alone
from briefing.domain.article import SegmentedArticle
from briefing.domain.findings import Amount
from briefing.extracting import find_all
from briefing.grammar.numbers import find_figures
from briefing.segmenting import segment

_PIECES = (Path(__file__).parent / "fuzz.txt").read_text("utf-8").splitlines()
_MOST_PIECES = 40


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=10, help="for each of the two")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    articles = [segment(article) for article in own_articles()]
    draw = random.Random(asked.seed)  # noqa: S311 - no secret is drawn
    grammar = _run("grammar", _figures, articles, draw, asked.minutes)
    return grammar or _run("aligner", _Locks(articles), articles, draw, asked.minutes)


def _run(
    name: str,
    check: Callable[[str], None],
    articles: list[SegmentedArticle],
    draw: random.Random,
    minutes: float,
) -> int:
    """Texts to `check` until the time is over; 1 where one broke it."""
    until, texts, slowest = time.monotonic() + 60 * minutes, 0, 0.0
    while time.monotonic() < until:
        text = _text(articles, draw)
        started = time.perf_counter()
        try:
            check(text)
        except Exception:  # noqa: BLE001 - whatever it raises is what is looked for
            print(f"{name}: text {texts} broke it:\n{text!r}\n{traceback.format_exc()}")
            return 1
        texts, slowest = texts + 1, max(slowest, time.perf_counter() - started)
    print(f"{name}: {texts:,} texts in {minutes:g} minutes, none broke it; the slowest took {slowest:.2f} s")
    return 0


def _hold(holds: bool, what: object) -> None:
    if not holds:
        raise AssertionError(what)


def _figures(text: str) -> None:
    last = 0
    for figure in find_figures(text):
        _hold(last <= figure.span.start < figure.span.end <= len(text), figure)
        last = figure.span.end
        if isinstance(figure.value, Amount):
            _hold(figure.value.low <= figure.value.high, figure)


class _Locks:
    """Every lock on a text against one of the articles at a time."""

    def __init__(self, articles: list[SegmentedArticle]) -> None:
        self._indexes = [SourceIndex.of([each], find_all(each)) for each in articles]
        self._turn = 0

    def __call__(self, text: str) -> None:
        self._turn += 1
        index = self._indexes[self._turn % len(self._indexes)]
        for item in check_alone(text, index):
            _hold(0 <= item.part.start < item.part.end <= len(text), item)
            if item.evidence is not None:
                place = item.evidence.place
                _hold(0 <= place.span.start < place.span.end <= len(index.texts[place.article]), item)


def _text(articles: list[SegmentedArticle], draw: random.Random) -> str:
    return draw.choice((_of_pieces, _of_characters, _edited))(articles, draw)


def _of_pieces(_: list[SegmentedArticle], draw: random.Random) -> str:
    pieces = draw.choices(_PIECES, k=draw.randint(1, _MOST_PIECES))
    return "".join(piece + draw.choice((" ", " ", " ", "", "-", "\n", "\u00a0")) for piece in pieces)


def _of_characters(_: list[SegmentedArticle], draw: random.Random) -> str:
    codes = draw.choice((draw.randint(32, 126), draw.randint(1, 0x24FF), draw.randint(1, 0x10FFFF)))
    return "".join(
        chr(code)
        for code in (codes, *(draw.randint(32, 0x2FFF) for _ in range(draw.randint(0, 80))))
        if not 0xD800 <= code <= 0xDFFF
    )


def _edited(articles: list[SegmentedArticle], draw: random.Random) -> str:
    """A few sentences of an article with words lost, doubled, moved and pieces put in."""
    article = draw.choice(articles)
    at = draw.randrange(len(article.sentences))
    words = " ".join(s.span.of(article.text) for s in article.sentences[at : at + 3]).split(" ")
    for _ in range(draw.randint(1, 6)):
        where = draw.randrange(len(words) + 1)
        words[where : where + draw.randint(0, 2)] = draw.choices(_PIECES, k=draw.randint(0, 3))
    return " ".join(words)


if __name__ == "__main__":
    sys.exit(main())
