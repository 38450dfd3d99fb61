"""Fits `briefing/summarising/salience.txt`: how likely a desk is to keep a sentence.

    BRIEFING_DATA=... python training/fit_salience.py [--strength 0.05]

A logistic regression on the sentences of annotations/desk.jsonl, in which readers marked the four to seven
that they would keep. Printed is the share of the kept sentences among as many of the heaviest, by ten-fold
cross-validation over articles, beside the article's first sentences and a second reader's choice; then the
weights are written from all articles. Needs scikit-learn.
"""

import argparse
import gzip
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from briefing.backends import open_reader
from briefing.domain.spans import Span
from briefing.loading import LoadOptions, load_bytes
from briefing.pipeline import extract, read
from briefing.segmenting import segment
from briefing.settings import load_cards
from briefing.summarising.salience import FEATURES, Rows, clues, features

ROOT = Path(__file__).resolve().parent.parent
ANNOTATIONS = ROOT / "training" / "annotations"
WEIGHTS = ROOT / "briefing" / "summarising" / "salience.txt"


@dataclass(frozen=True, slots=True)
class Marked:
    """An article as rows of features, one a sentence of prose, and which of them are kept."""

    id: str
    spans: tuple[Span, ...]
    rows: Rows
    kept: NDArray[np.bool_]


def marked(data: Path) -> Iterator[Marked]:
    """The annotated articles, read as the pipeline reads them."""
    texts: dict[str, dict[str, str]] = {}
    reader = open_reader(load_cards()["pocket"])
    for line in (ANNOTATIONS / "desk.jsonl").read_text("utf-8").splitlines():
        told = json.loads(line)
        if told["pack"] not in texts:
            texts[told["pack"]] = dict(_texts(data, told["pack"]))
        text = texts[told["pack"]][told["id"]]
        segmented = segment(load_bytes(text.encode(), "row.txt", "text/plain", LoadOptions(language="en")))
        reading = read(segmented, reader)
        found = clues(segmented, extract(segmented, reading))
        prose = [n for n, sentence in enumerate(segmented.sentences) if sentence.is_prose]
        spans = tuple(segmented.sentences[n].span for n in prose)
        headline = segmented.article.headline
        above = next(
            (n for n, s in enumerate(segmented.sentences) if headline and s.span.overlaps(headline)), None
        )
        rows = features(
            [span.of(segmented.text) for span in spans],
            reading.vectors[prose],
            None if above is None else reading.vectors[above],
            [found[n] for n in prose],
        )
        keep = [Span(*pair) for pair in told["keep"]]
        kept = np.array([any(span.overlaps(one) for one in keep) for span in spans])
        yield Marked(told["id"], spans, rows, kept)


def _texts(data: Path, pack: str) -> Iterator[tuple[str, str]]:
    with gzip.open(data / f"{pack}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            yield row.get("id", str(number)), row.get("text") or row["article"]


def agreement(articles: Sequence[Marked], scores: Sequence[NDArray[np.float64]]) -> float:
    """The share of an article's kept sentences among as many of the heaviest, in percent."""
    shares = []
    for one, score in zip(articles, scores, strict=True):
        best = np.argsort(-score, kind="stable")[: int(one.kept.sum())]
        shares.append(one.kept[best].mean())
    return round(100 * float(np.mean(shares)), 1)


def _model(strength: float):
    return make_pipeline(StandardScaler(), LogisticRegression(C=strength, max_iter=5000))


def crossed(articles: Sequence[Marked], strength: float) -> list[NDArray[np.float64]]:
    """Scores of each article by a model that has not seen it."""
    rows, kept = np.vstack([a.rows for a in articles]), np.concatenate([a.kept for a in articles])
    groups = np.concatenate([np.full(len(a.rows), n) for n, a in enumerate(articles)])
    scores = np.zeros(len(rows))
    for train, test in GroupKFold(10).split(rows, kept, groups):
        scores[test] = _model(strength).fit(rows[train], kept[train]).predict_proba(rows[test])[:, 1]
    return [scores[groups == n] for n in range(len(articles))]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--strength", type=float, default=0.05, help="inverse of the regularisation")
    strength = parser.parse_args().strength
    data = Path(os.environ.get("BRIEFING_DATA", ROOT.parent / "shared" / "data"))
    articles = [one for one in marked(data) if one.kept.any()]
    lead = [-np.arange(len(a.rows), dtype=float) for a in articles]
    print(f"{len(articles)} articles, {sum(len(a.rows) for a in articles)} sentences")
    print(
        "first sentences",
        agreement(articles, lead),
        "fitted",
        agreement(articles, crossed(articles, strength)),
    )
    model = _model(strength).fit(
        np.vstack([a.rows for a in articles]), np.concatenate([a.kept for a in articles])
    )
    scale, regression = model[0], model[1]
    weights = regression.coef_[0] / scale.scale_
    always = regression.intercept_[0] - float(weights @ scale.mean_)
    told = dict(zip(FEATURES, weights, strict=True)) | {"always": always}
    lines = [line for line in WEIGHTS.read_text("utf-8").splitlines() if line.startswith("#")]
    lines += [f"{name}|{round(float(told[name]), 2):g}" for name in FEATURES]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
