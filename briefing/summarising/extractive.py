"""Extractive summaries: the weightiest units that do not repeat each other, as verbatim claims."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np

from briefing.domain.article import SectionId
from briefing.domain.claims import Check, Claim, ClaimId, Evidence, Match, Verdict
from briefing.domain.spans import ArticleId, Place, Span
from briefing.summarising.units import Unit
from briefing.summarising.weighing import Vectors, Weights

REDUNDANCY = 0.5
"""Taken off for likeness to what is chosen already (maximal marginal relevance, Carbonell and
Goldstein 1998)."""


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim and its check."""

    claim: Claim
    check: Check


@dataclass(frozen=True, slots=True, eq=False)
class WeighedUnit:
    """A unit with its weight (0 to 1) and its vector (unit length)."""

    unit: Unit
    article: ArticleId
    section: SectionId
    weight: float
    vector: Vectors


def weigh_units(units: Iterable[Unit], weights: Weights) -> list[WeighedUnit]:
    """A unit weighs as much as its heaviest sentence; what cannot be read alone weighs less."""
    weighed = []
    for unit in units:
        weight = max(weights.of[s.id] for s in unit.sentences)
        sprawl = 0.15 if unit.words > 45 else 0.0
        vector = np.sum([weights.vectors[s.id] for s in unit.sentences], axis=0)
        length = float(np.linalg.norm(vector)) or 1.0
        penalty = sprawl + (0.0 if unit.whole else 0.4)
        section = weights.segmented.section_at(unit.span.start).id
        here = weights.segmented.article.id
        weighed.append(WeighedUnit(unit, here, section, round(weight - penalty, 3), vector / length))
    return weighed


def choose(units: Sequence[WeighedUnit], claims: int, words: int) -> list[WeighedUnit]:
    """The weightiest units, heaviest first, until there are `claims` of them and `words` words.

    O(chosen x units); ties go by position.
    """
    if not units:
        return []
    vectors = np.stack([u.vector for u in units])
    scores = np.array([u.weight for u in units])
    free = np.ones(len(units), dtype=bool)
    likeness = np.zeros(len(units))
    chosen: list[WeighedUnit] = []
    while free.any() and (len(chosen) < claims or sum(u.unit.words for u in chosen) < words):
        margin = np.where(free, np.round(scores - REDUNDANCY * likeness, 3), -np.inf)
        best = int(margin.argmax())
        free[best] = False
        likeness = np.maximum(likeness, vectors @ vectors[best])
        chosen.append(units[best])
    return chosen


def claim_ids() -> Iterator[ClaimId]:
    """c1, c2 and so on."""
    return (ClaimId(f"c{n}") for n in count(1))


def state(
    unit: WeighedUnit, id: ClaimId, section: SectionId | None, replaces: str | None = None
) -> CheckedClaim:
    """The unit as a claim, borne out by the very characters it is made of."""
    claim = Claim(id, unit.unit.printed.text, section, verbatim=True, replaces=replaces)
    return CheckedClaim(claim, Check(id, Verdict.SUPPORTED, _evidence(unit)))


def _evidence(unit: WeighedUnit) -> tuple[Evidence, ...]:
    found, at = [], 0
    for piece in unit.unit.printed.pieces:
        part = Span(at, at + piece.length)
        at += piece.length
        if piece.origin is not None:
            found.append(Evidence(part, Place(unit.article, piece.origin), Match.EXACT))
    return tuple(found)


SUMMARY_CLAIMS = 8
SUMMARY_WORDS = 150
SECTION_CLAIMS = 4


def of_whole(units: Sequence[WeighedUnit], taken: int = 0, words: int = 0) -> list[WeighedUnit]:
    """The units of a summary of everything that has `taken` claims of `words` words already."""
    return choose(units, max(SUMMARY_CLAIMS - taken, 0), max(SUMMARY_WORDS - words, 0))


def of_section(units: Sequence[WeighedUnit]) -> list[WeighedUnit]:
    """The units of a summary of one section, out of all that lie in it."""
    return choose(units, SECTION_CLAIMS, 0)
