"""How much an actor matters, from where and how often the text names it."""

from math import log1p

from briefing.domain.article import SegmentedArticle
from briefing.domain.spans import Span

_WEIGHTS = {"often": 0.35, "early": 0.2, "headline": 0.2, "spread": 0.15, "speaks": 0.1}


def salience(
    segmented: SegmentedArticle, mentions: list[Span], counts: tuple[int, int], speaks: bool
) -> float:
    """0 to 1, rounded to three places, from the places of all mentions in order and `counts`: the
    sentences that name the actor, and the mentions of the actor most often mentioned."""
    sentences, most = counts
    headline = segmented.article.headline
    early = 1 - mentions[0].start / max(len(segmented.text), 1)
    # How often counts by its logarithm: the tenth mention says less than the second.
    parts = {
        "often": log1p(len(mentions)) / log1p(max(most, 1)),
        "early": early**2,
        "headline": 1.0 if headline and any(headline.overlaps(span) for span in mentions) else 0.0,
        "spread": log1p(sentences) / log1p(max(most, sentences, 1)),
        "speaks": 1.0 if speaks else 0.0,
    }
    return round(min(sum(_WEIGHTS[name] * part for name, part in parts.items()), 1.0), 3)
