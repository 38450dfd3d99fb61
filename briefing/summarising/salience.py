"""How likely a desk editor is to keep a sentence, 0 to 1: a logistic regression on what is seen of it.

`training/fit_salience.py` sets the weights, in `salience.txt`, on articles in which readers marked what they
would keep; training/LOG.md has the figures.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import ArrayLike, NDArray

from briefing.domain.article import SegmentedArticle
from briefing.domain.findings import TEMPORAL, Findings, QuantityKind, QuotationKind
from briefing.domain.spans import Place
from briefing.domain.words import word_count

Vectors = NDArray[np.float32]
Rows = NDArray[np.float64]

FEATURES = (
    "always", "first", "early", "late", "central", "headline", "words", "words squared", "short", "actor",
    "direct", "reported", "figures", "dates", "asks", "marks", "sentences",
)  # fmt: skip
"""In the order of the columns that `features` gives."""

_FILE = "salience.txt"
_FIGURES = frozenset(
    {QuantityKind.MONEY, QuantityKind.PERCENT, QuantityKind.COUNT, QuantityKind.RATIO, QuantityKind.SCORE}
)
_LONG, _SHORT = 60, 8  # words


@dataclass(slots=True)
class Clue:
    """What the findings say of a sentence: the salience of the heaviest actor it names, whether it quotes
    directly or otherwise, and how many figures and dates it has."""

    actor: float = 0.0
    direct: bool = False
    reported: bool = False
    figures: int = 0
    dates: int = 0


def clues(segmented: SegmentedArticle, findings: Findings) -> list[Clue]:
    """One for each sentence. O(findings log sentences)."""
    found = {sentence.id: Clue() for sentence in segmented.sentences}

    def at(places: Iterable[Place]) -> Iterator[Clue]:
        here = (place.span.start for place in places if place.article == segmented.article.id)
        return (found[sentence.id] for start in here if (sentence := segmented.sentence_at(start)))

    for actor in findings.actors:
        for clue in at(mention.place for mention in actor.mentions):
            clue.actor = max(clue.actor, actor.salience)
    for quotation in findings.quotations:
        for clue in at(quotation.contents):
            clue.direct |= quotation.kind is QuotationKind.DIRECT
            clue.reported |= quotation.kind is not QuotationKind.DIRECT
    for quantity in findings.quantities:
        for clue in at([quantity.place]):
            clue.figures += quantity.kind in _FIGURES
            clue.dates += quantity.kind in TEMPORAL
    return list(found.values())


def features(texts: Sequence[str], vectors: Vectors, heading: Vectors | None, found: Sequence[Clue]) -> Rows:
    """A row for each sentence of a stretch of prose, with `vectors` of length 1; `heading` is that of what
    stands above it. Shape (sentences, features)."""
    mean = vectors.mean(axis=0)
    central = vectors @ (mean / (float(np.linalg.norm(mean)) or 1.0))
    likeness = central if heading is None else vectors @ heading
    place = np.arange(len(texts))
    words = np.array([min(word_count(text), _LONG) for text in texts]) / (_LONG / 2)
    columns: Mapping[str, ArrayLike] = {
        "always": 1.0,
        "first": np.exp(-place / 2),
        "early": np.exp(-place / 6),
        "late": place / max(len(texts), 1),
        "central": central,
        "headline": likeness,
        "words": words,
        "words squared": words**2,
        "short": words < _SHORT / (_LONG / 2),
        "actor": [clue.actor for clue in found],
        "direct": [clue.direct for clue in found],
        "reported": [clue.reported for clue in found],
        "figures": [min(clue.figures, 3) for clue in found],
        "dates": [min(clue.dates, 2) for clue in found],
        "asks": [text.rstrip("\"”'’ ").endswith(("?", "؟", "？", ":")) for text in texts],
        "marks": [any(mark in text for mark in '"“«') for text in texts],
        "sentences": np.log(len(texts)),
    }
    return np.stack([np.broadcast_to(np.asarray(columns[n], float), len(texts)) for n in FEATURES], axis=1)


def salience(rows: Rows) -> Rows:
    """The probability for each row of `features`."""
    kept: Rows = 1 / (1 + np.exp(-rows @ _weights()))
    return kept


@cache
def _weights() -> Rows:
    text = files("briefing.summarising").joinpath(_FILE).read_text(encoding="utf-8")
    pairs = (line.split("|") for line in text.splitlines() if line and not line.startswith("#"))
    told = {name: float(weight) for name, weight in pairs}
    return np.array([told[name] for name in FEATURES])
