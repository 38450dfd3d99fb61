"""Words that turn a statement round when one stands for the other, and the words that deny."""

from collections.abc import Iterator
from functools import cache

from briefing.grammar.inflection import forms
from briefing.grammar.tables import phrases
from briefing.grammar.word_classes import word_set

NEGATORS = word_set(
    """not no never neither nor none nobody nothing without cannot hardly barely unable
    fail fails failed failing refuse refuses refused refusing"""
)
"""Words that deny what follows; "n't" is read as "not"."""

Side = tuple[int, int]
"""A pair of opposites and which of its two sides: (12, 0)."""


@cache
def sides() -> dict[str, frozenset[Side]]:
    """Word, lower case, in any of its forms → the sides it stands on."""
    found: dict[str, set[Side]] = {}
    for word, side in _listed():
        found.setdefault(word, set()).add(side)
    return {word: frozenset(held) for word, held in found.items()}


def are_opposite(one: str, other: str) -> bool:
    """Whether two words, lower case, stand on the two sides of a pair and on no same side."""
    ones, others = sides().get(one, frozenset()), sides().get(other, frozenset())
    return not ones & others and any((group, 1 - side) in others for group, side in ones)


def _listed() -> Iterator[tuple[str, Side]]:
    verbs = len(phrases("verbs", "opposites"))
    for group, line in enumerate((*phrases("verbs", "opposites"), *phrases("words", "opposites"))):
        for side, words in enumerate(line.split("|")):
            for word in words.split():
                for form in forms(word) if group < verbs else (word,):
                    yield form, (group, side)
