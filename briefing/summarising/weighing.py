"""How much each sentence matters, and so each finding that stands in it.

Centrality of sentence vectors with an exponential prior for position, the form that did best
without training; code takes off what a desk does not print: questions, fragments, sprawl.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from briefing.backends.ports import Reading
from briefing.domain.article import SegmentedArticle, SentenceId
from briefing.domain.findings import Actor, Findings, Quantity, QuantityKind, Quotation, QuotationKind
from briefing.domain.spans import Place

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """By sentence: its weight, 0 to 1 rounded to three places, and its vector (unit length)."""

    segmented: SegmentedArticle
    of: Mapping[SentenceId, float]
    vectors: Mapping[SentenceId, Vectors]

    def at(self, place: Place) -> float:
        """The weight of the sentence a place begins in; 0 in another article."""
        if place.article != self.segmented.article.id:
            return 0.0
        sentence = self.segmented.sentence_at(place.span.start)
        return self.of.get(sentence.id, 0.0) if sentence else 0.0


def weigh(segmented: SegmentedArticle, reading: Reading) -> Weights:
    """Weights of all sentences; `reading` holds a vector for each of `segmented.sentences`.

    Rounded before anything is ranked by them, so that a page does not hang on the last bit.
    """
    sentences = segmented.sentences
    scores = np.zeros(len(sentences), dtype=np.float32)
    prose = np.array([i for i, s in enumerate(sentences) if s.is_prose], dtype=int)
    if len(prose):
        raw = _raw_scores(reading.vectors, prose, _headline_index(segmented))
        raw += [_bonus(sentences[i].span.of(segmented.text)) for i in prose]
        scores[prose] = (raw - raw.min()) / max(float(np.ptp(raw)), 1e-6)
    return Weights(
        segmented,
        {s.id: round(float(score), 3) for s, score in zip(sentences, scores, strict=True)},
        {s.id: vector for s, vector in zip(sentences, reading.vectors, strict=True)},
    )


def _raw_scores(vectors: Vectors, prose: NDArray[np.int_], headline: int | None) -> Vectors:
    """Centrality, likeness to the headline and an exponential prior; shape (len(prose),)."""
    taken = vectors[prose]
    centrality = taken @ _unit_vector(taken.mean(axis=0))
    likeness = taken @ vectors[headline] if headline is not None else centrality
    prior = np.exp(-np.arange(len(prose)) / 6.0)
    scores: Vectors = (centrality + 0.5 * likeness + 0.6 * prior).astype(np.float32)
    return scores


def _unit_vector(vector: Vectors) -> Vectors:
    length = float(np.linalg.norm(vector))
    unit: Vectors = vector / length if length else vector
    return unit


def _headline_index(segmented: SegmentedArticle) -> int | None:
    headline = segmented.article.headline
    if headline is None:
        return None
    return next((i for i, s in enumerate(segmented.sentences) if s.span.overlaps(headline)), None)


def _bonus(sentence: str) -> float:
    """What a desk does not want, whatever the vectors say."""
    words = len(sentence.split())
    bonus = -0.3 if sentence.rstrip("\"”'’ ").endswith("?") else 0.0
    return bonus - (0.25 if words < 7 else 0.15 if words > 45 else 0.0)


# What the kind of a figure is worth on a page next to the weight of its sentence: money and shares
# are why people look at a page's numbers, ordinals and clock times hardly ever.
_KINDS = {
    QuantityKind.MONEY: 0.6,
    QuantityKind.PERCENT: 0.6,
    QuantityKind.PERCENTAGE_POINTS: 0.6,
    QuantityKind.COUNT: 0.4,
    QuantityKind.RATIO: 0.4,
    QuantityKind.SCORE: 0.4,
    QuantityKind.RATE: 0.4,
    QuantityKind.DATE: 0.15,
    QuantityKind.YEAR: 0.05,
    QuantityKind.ORDINAL: 0.0,
    QuantityKind.TIME: 0.0,
    QuantityKind.AGE: 0.0,
    QuantityKind.OTHER: -0.3,
}


def in_order_of_weight(findings: Findings, weights: Sequence[Weights]) -> Findings:
    """The same findings, quotations and quantities heaviest first, ties in the order of the text."""
    actors = {actor.id: actor for actor in findings.actors}
    by_article = {w.segmented.article.id: w for w in weights}

    def quotation_weight(quotation: Quotation) -> float:
        own = by_article[quotation.contents[0].article]
        actor = actors.get(quotation.actor) if quotation.actor else None
        return _quotation_weight(quotation, actor, own)

    def quantity_weight(quantity: Quantity) -> float:
        return _quantity_weight(quantity, by_article[quantity.place.article])

    return Findings(
        actors=tuple(sorted(findings.actors, key=lambda a: -a.salience)),
        quotations=tuple(sorted(findings.quotations, key=lambda q: -quotation_weight(q))),
        quantities=tuple(sorted(findings.quantities, key=lambda q: -quantity_weight(q))),
    )


def _quotation_weight(quotation: Quotation, actor: Actor | None, weights: Weights) -> float:
    kind = {QuotationKind.DIRECT: 0.6, QuotationKind.MIXED: 0.35, QuotationKind.INDIRECT: 0.0}
    words = sum(len(p.span.of(weights.segmented.text).split()) for p in quotation.contents)
    said_by = actor.salience if actor else -0.4
    size = -0.3 if words < 5 else -0.2 if words > 45 else 0.0
    return round(weights.at(quotation.contents[0]) + kind[quotation.kind] + 0.5 * said_by + size, 3)


def _quantity_weight(quantity: Quantity, weights: Weights) -> float:
    text = quantity.place.span.of(weights.segmented.text)
    told = (0.3 if quantity.of else 0.0) + (0.0 if quantity.value else -0.5)
    digits = 0.2 if any(c.isdigit() for c in text) else -0.3
    return round(weights.at(quantity.place) + _KINDS.get(quantity.kind, 0.3) + told + digits, 3)
