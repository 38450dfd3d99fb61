"""How much each sentence matters, to the article and to its section, and so each finding in it.

What a sentence weighs is how likely a desk is to keep it, as `salience` tells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.backends.ports import Reading
from briefing.domain.article import Section, SegmentedArticle, SentenceId
from briefing.domain.findings import Actor, Findings, Quantity, QuantityKind, Quotation, QuotationKind
from briefing.domain.spans import Place
from briefing.summarising.salience import Vectors, clues, features, salience


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """By sentence: what it weighs in the article (`of`) and in its section (`within`), 0 to 1 rounded
    to three places, and its vector (unit length). Sentences that are no prose weigh 0."""

    segmented: SegmentedArticle
    of: Mapping[SentenceId, float]
    within: Mapping[SentenceId, float]
    vectors: Mapping[SentenceId, Vectors]

    def at(self, place: Place) -> float:
        """The weight of the sentence a place begins in; 0 in another article."""
        if place.article != self.segmented.article.id:
            return 0.0
        sentence = self.segmented.sentence_at(place.span.start)
        return self.of.get(sentence.id, 0.0) if sentence else 0.0


def weigh(segmented: SegmentedArticle, reading: Reading, findings: Findings) -> Weights:
    """Weights of all sentences; `reading` holds a vector for each of `segmented.sentences`.

    Rounded before anything is ranked by them, so that a page does not hang on the last bit.
    """
    sentences = segmented.sentences
    numbers = {s.id: number for number, s in enumerate(sentences)}
    found = clues(segmented, findings)

    def scores(held: Sequence[int], heading: int | None) -> dict[SentenceId, float]:
        prose = [n for n in held if sentences[n].is_prose]
        told = {sentences[n].id: 0.0 for n in held}
        if prose:
            texts = [sentences[n].span.of(segmented.text) for n in prose]
            above = None if heading is None else reading.vectors[heading]
            rows = features(texts, reading.vectors[prose], above, [found[n] for n in prose])
            told |= {sentences[n].id: round(float(p), 3) for n, p in zip(prose, salience(rows), strict=True)}
        return told

    whole = scores(range(len(sentences)), _headline(segmented))
    within: dict[SentenceId, float] = {}
    for section in segmented.sections:
        held = [numbers[id] for id in section.sentences]
        within |= scores(held, _heading(section, held, segmented))
    vectors = {s.id: vector for s, vector in zip(sentences, reading.vectors, strict=True)}
    return Weights(segmented, whole, within, vectors)


def _headline(segmented: SegmentedArticle) -> int | None:
    headline = segmented.article.headline
    if headline is None:
        return None
    return next((n for n, s in enumerate(segmented.sentences) if s.span.overlaps(headline)), None)


def _heading(section: Section, held: Sequence[int], segmented: SegmentedArticle) -> int | None:
    if section.heading is None:
        return None
    return next((n for n in held if segmented.sentences[n].span.overlaps(section.heading)), None)


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
    QuantityKind.DATE: 0.0,
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
    # Whose speaker nobody knows weighs less than one of the least known.
    said_by = actor.salience if actor else -0.4
    # A few words say little by themselves, many fill the page.
    size = -0.3 if words < 5 else -0.2 if words > 45 else 0.0
    return round(weights.at(quotation.contents[0]) + kind[quotation.kind] + 0.5 * said_by + size, 3)


def _quantity_weight(quantity: Quantity, weights: Weights) -> float:
    text = quantity.place.span.of(weights.segmented.text)
    told = (0.3 if quantity.of else 0.0) + (0.0 if quantity.value else -0.5)
    # "dozens" and "several hundred" tell little.
    digits = 0.2 if any(c.isdigit() for c in text) else -0.3
    return round(weights.at(quantity.place) + _KINDS.get(quantity.kind, 0.3) + told + digits, 3)
