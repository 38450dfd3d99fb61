"""Reprints: articles that share so many runs of words that one must be a copy of the other, or of its source.

Shingles of Broder, On the resemblance and containment of documents, 1997; exact, since a day has few enough.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.domain.article import PROSE, Article
from briefing.domain.spans import fold

SHINGLE = 5
"""Words of a run."""
LEAST_SHARED = 0.2
"""Share of the shorter article's runs that the other has too. Articles of two hands on one event share a few
in a hundred, quotations mostly."""
_MOST_OWNERS = 50
"""A run that more articles have is a phrase of the trade, such as the last line of all of an outlet."""


@dataclass(frozen=True, slots=True)
class Reprint:
    """`copy` and `origin`: numbers of articles; `shared`: the share of the shorter one's runs of words."""

    copy: int
    origin: int
    shared: float


def find_reprints(articles: Sequence[Article]) -> tuple[Reprint, ...]:
    """For each copy the earlier article that it shares most with; the earlier in time, then in order, is the
    origin. What an outlet shares with itself is an update and no copy. O(words × owners of a run)."""
    runs = [_shingles(article) for article in articles]
    owners: dict[int, list[int]] = defaultdict(list)
    for number, own in enumerate(runs):
        for run in own:
            owners[run].append(number)
    shared: dict[int, Counter[int]] = defaultdict(Counter)
    for held in owners.values():
        if 1 < len(held) <= _MOST_OWNERS:
            for number in held:
                shared[number].update(other for other in held if other != number)
    found = []
    for number in sorted(shared):
        earlier = [
            (round(count / min(len(runs[number]), len(runs[other])), 3), other)
            for other, count in shared[number].items()
            if _order(articles, other) < _order(articles, number) and not _is_update(articles, other, number)
        ]
        if earlier:
            share, origin = min(earlier, key=lambda each: (-each[0], _order(articles, each[1])))
            if share >= LEAST_SHARED:
                found.append(Reprint(number, origin, share))
    return tuple(found)


def _is_update(articles: Sequence[Article], one: int, other: int) -> bool:
    """Whether both are of one outlet, which writes on what it wrote."""
    outlet = articles[one].outlet
    return outlet is not None and outlet == articles[other].outlet


def _order(articles: Sequence[Article], number: int) -> tuple[str, int]:
    """What is dated earlier comes first; what has no date comes last."""
    return articles[number].published or "9", number


def _shingles(article: Article) -> frozenset[int]:
    words = [
        word
        for block in article.blocks
        if block.kind in PROSE
        for word in fold(block.span.of(article.text)).split()
    ]
    return frozenset(hash(tuple(words[at : at + SHINGLE])) for at in range(len(words) - SHINGLE + 1))
