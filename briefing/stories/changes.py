"""What changed in a story: facts of today beside those of before, and of one outlet beside another.

One rule: figures are compared only where the sentences they stand in say otherwise the same; of two figures
none is picked and nothing is averaged.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from briefing.domain.briefing import Briefing
from briefing.domain.findings import TEMPORAL, Amount, Quantity
from briefing.domain.spans import ArticleId, Place, fold
from briefing.grammar.word_classes import FUNCTION

SAME_SENTENCE = 0.5
"""Share of the words of two sentences, figures aside, from which they speak of the same thing."""
REPEATED = 0.8
"""Share of a sentence's words that stood in one sentence before: it says nothing new."""
_ROUNDED = Decimal("0.02")
"""Values nearer to each other are one value, rounded."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_FIGURE = re.compile(r"\d[\d.,]*")


class ChangeKind(StrEnum):
    """What became of a fact."""

    NEW = "new"
    CHANGED = "changed"
    REPEATED = "repeated"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure with the thing counted: `subject` its last word, `words` those of its sentence."""

    quantity: Quantity
    article: ArticleId
    subject: str
    words: frozenset[str]

    @property
    def value(self) -> Amount:
        """What it says; facts without a value are none."""
        value = self.quantity.value
        if not isinstance(value, Amount):
            raise TypeError("a fact has an amount")
        return value


@dataclass(frozen=True, slots=True)
class Change:
    """A fact of `today` beside that of `before`; WITHDRAWN has no `today`, NEW no `before`."""

    kind: ChangeKind
    today: Fact | None
    before: Fact | None


def facts_of(briefing: Briefing, articles: Iterable[ArticleId]) -> list[Fact]:
    """The figures of some articles that count something, in the order of weight."""
    held = set(articles)
    return [
        fact
        for quantity in briefing.findings.quantities
        if quantity.place.article in held and (fact := _fact(quantity, briefing)) is not None
    ]


def _fact(quantity: Quantity, briefing: Briefing) -> Fact | None:
    if quantity.of is None or quantity.kind in TEMPORAL or not isinstance(quantity.value, Amount):
        return None
    counted = _WORD.findall(fold(briefing.text(quantity.of)))
    sentence = briefing.article(quantity.place.article).sentence_at(quantity.place.span.start)
    if not counted or sentence is None:
        return None
    place = Place(quantity.place.article, sentence.span)
    return Fact(quantity, quantity.place.article, _stem(counted[-1]), words_of(briefing.text(place)))


def words_of(text: str) -> frozenset[str]:
    """The telling words of a sentence, figures aside."""
    return frozenset(_stem(word) for word in _WORD.findall(fold(text)) if word not in FUNCTION)


def _stem(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 else word


def compare(today: Sequence[Fact], before: Sequence[Fact], gone: Iterable[ArticleId] = ()) -> list[Change]:
    """What became of each fact. `gone`: articles of before that were written anew since; only their facts can
    be withdrawn, since silence of others takes nothing back."""
    changes = []
    used: set[int] = set()
    for fact in today:
        alike = [(number, old) for number, old in enumerate(before) if _same_thing(fact, old)]
        same = next((pair for pair in alike if _same_value(fact, pair[1])), None)
        used.update(number for number, _ in alike)
        if same is not None:
            changes.append(Change(ChangeKind.REPEATED, fact, same[1]))
        elif alike:
            closest = max(alike, key=lambda pair: (_overlap(fact.words, pair[1].words), -pair[0]))[1]
            changes.append(Change(ChangeKind.CHANGED, fact, closest))
        else:
            changes.append(Change(ChangeKind.NEW, fact, None))
    rewritten = set(gone)
    withdrawn = [old for n, old in enumerate(before) if n not in used and old.article in rewritten]
    return [*changes, *(Change(ChangeKind.WITHDRAWN, None, old) for old in withdrawn)]


def conflicts(facts: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Pairs of facts of different articles that give different figures for the same thing."""
    for number, one in enumerate(facts):
        for other in facts[number + 1 :]:
            if one.article != other.article and _same_thing(one, other) and not _same_value(one, other):
                yield one, other


Said = tuple[frozenset[str], frozenset[str]]
"""The telling words of a sentence, and its figures in digits."""


def said(text: str) -> Said:
    """What a sentence says, to be compared."""
    return words_of(text), frozenset(figure.rstrip(".,") for figure in _FIGURE.findall(text))


def change_of(sentence: str, before: Iterable[Said]) -> ChangeKind:
    """NEW, unless most of its words stood in one sentence before: then REPEATED where its figures did too,
    and CHANGED where they are others."""
    words, figures = said(sentence)
    alike = [own for old, own in before if words and len(words & old) >= REPEATED * len(words)]
    if not alike:
        return ChangeKind.NEW
    return ChangeKind.REPEATED if any(figures <= own for own in alike) else ChangeKind.CHANGED


def _same_thing(one: Fact, other: Fact) -> bool:
    alike = (one.quantity.kind, one.quantity.unit, one.subject) == (
        other.quantity.kind,
        other.quantity.unit,
        other.subject,
    )
    return alike and _overlap(one.words, other.words) >= SAME_SENTENCE


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(min(len(one), len(other)), 1)


def _same_value(one: Fact, other: Fact) -> bool:
    """Whether the ranges meet, or lie so near that one rounds the other."""
    low, high = max(one.value.low, other.value.low), min(one.value.high, other.value.high)
    return low <= high or (low - high) <= _ROUNDED * max(abs(low), abs(high))
