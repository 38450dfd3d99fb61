"""Extractive summaries: the weightiest units that do not repeat each other, as verbatim claims."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np

from briefing.domain.article import SectionId
from briefing.domain.claims import Check, Claim, ClaimId, Evidence, Match, Verdict
from briefing.domain.spans import ArticleId, Place, Span
from briefing.summarising.salience import Vectors
from briefing.summarising.units import Unit
from briefing.summarising.weighing import Weights

REDUNDANCY = 0.28
"""Taken off for likeness to what is chosen already (maximal marginal relevance, Carbonell and
Goldstein 1998). This and the figures below were found together on the articles of `weighing`."""

FEWEST_WORDS = 3
"""Words of the shortest unit: less ("ABSTRACT.") is furniture."""

POINTS_BACK = 0.2
"""Taken off a unit that cannot be read without what stands before it."""


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim and its check."""

    claim: Claim
    check: Check


@dataclass(frozen=True, slots=True, eq=False)
class WeighedUnit:
    """A unit with its weight in the article and in its section, and its vector (unit length)."""

    unit: Unit
    article: ArticleId
    section: SectionId
    weight: float
    within: float
    vector: Vectors


def weigh_units(units: Iterable[Unit], weights: Weights) -> list[WeighedUnit]:
    """A unit weighs as much as its heaviest sentence, less if it cannot be read alone."""
    weighed = []
    for unit in units:
        if unit.words < FEWEST_WORDS:
            continue
        vector = np.sum([weights.vectors[s.id] for s in unit.sentences], axis=0)
        back = 0.0 if unit.whole else POINTS_BACK
        weighed.append(
            WeighedUnit(
                unit,
                weights.segmented.article.id,
                weights.segmented.section_at(unit.span.start).id,
                weight=round(max(weights.of[s.id] for s in unit.sentences) - back, 3),
                within=round(max(weights.within[s.id] for s in unit.sentences) - back, 3),
                vector=vector / (float(np.linalg.norm(vector)) or 1.0),
            )
        )
    return weighed


def choose(
    units: Sequence[WeighedUnit], weights: Sequence[float], claims: int, words: int
) -> list[WeighedUnit]:
    """The weightiest units, heaviest first, until there are `claims` of them and `words` words.

    `weights` are theirs, in order. O(chosen x units); ties go by position.
    """
    if not units:
        return []
    vectors = np.stack([u.vector for u in units])
    scores = np.array(weights)
    free = np.ones(len(units), dtype=bool)
    likeness = np.zeros(len(units))
    chosen: list[WeighedUnit] = []
    while free.any() and (len(chosen) < claims or sum(u.unit.words for u in chosen) < words):
        # Rounded, so that the choice does not hang on the last bit.
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
SECTION_CLAIMS = 5


def of_whole(units: Sequence[WeighedUnit], taken: int = 0, words: int = 0) -> list[WeighedUnit]:
    """The units of a summary of everything that has `taken` claims of `words` words already."""
    weights = [unit.weight for unit in units]
    return choose(units, weights, max(SUMMARY_CLAIMS - taken, 0), max(SUMMARY_WORDS - words, 0))


def of_section(units: Sequence[WeighedUnit]) -> list[WeighedUnit]:
    """The units of a summary of one section, out of all that lie in it."""
    return choose(units, [unit.within for unit in units], SECTION_CLAIMS, 0)
