"""Fits the votes of `briefing/grammar/data/kinds.txt`: what each cue says of the kind of a name.

    BRIEFING_DATA=... python training/fit_kinds.py [--strength 0.2] [--automatic 0.08]

A logistic regression over the candidates of entities/train (labels by hand) and attribution/train
(automatic labels, at a small weight). The second round sees, for the parts of longer names, what the
first round made of these, as at run time. Cues seen fewer than 15 times are left out; figures are
rounded to a tenth. Needs scikit-learn. Run `pytest tests/gate --update-floors` afterwards.
"""

import argparse
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from briefing.domain.findings import ActorKind
from briefing.extracting import kinds
from briefing.extracting.candidates import Candidate, find_candidates
from briefing.extracting.words import Reading, read_words
from briefing.grammar.names import kind_votes
from briefing.grammar.tables import table
from briefing.loading import LoadOptions, load_bytes
from briefing.segmenting import segment

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "gate"))
from measures import Row, rows  # noqa: E402 - the packs are read in one place

VOTES = ROOT / "briefing" / "grammar" / "data" / "kinds.txt"
FEWEST = 15
NOTHING = "nothing"
LABELS = {
    "Person": "person", "PERSON": "person", "Organization": "organisation", "ORGANIZATION": "organisation",
    "Location": "place", "Facility": "place", "LOCATION": "place", "CITY": "place", "COUNTRY": "place",
    "STATE_OR_PROVINCE": "place",
}  # fmt: skip
ORDER = ("person", "organisation", "place")

Group = tuple[tuple[str, ...], list[Candidate], Counter[str]]
Labelled = tuple[Reading, list[Group], float]


def labelled(data: Path, pack: str, weight: float) -> Iterator[Labelled]:
    """The candidates of each article by name, longest names first, with what they are labelled."""
    for row in rows(data, pack):
        article = load_bytes(row["text"].encode(), "row.txt", "text/plain", LoadOptions(language="en"))
        if article.text != row["text"] or not row.get("entities"):
            continue
        reading = read_words(segment(article))
        groups: dict[tuple[str, ...], list[Candidate]] = defaultdict(list)
        for candidate in find_candidates(reading):
            groups[candidate.key].append(candidate)
        longest = sorted(groups, key=len, reverse=True)
        yield reading, [(key, groups[key], _labels(reading, groups[key], row)) for key in longest], weight


def _labels(reading: Reading, group: list[Candidate], row: Row) -> Counter[str]:
    """The labels of a name's mentions; one that only shares a border with a label says nothing."""
    gold = {(start, end): LABELS.get(label) for start, end, label in row["entities"]}
    touched = {i for (start, end), label in gold.items() if label for i in range(start, end)}
    labels: Counter[str] = Counter()
    for candidate in group:
        span = reading.span(candidate.first, candidate.last)
        if (span.start, span.end) in gold:
            labels[gold[span.start, span.end] or NOTHING] += 1
        elif not touched & {span.start, span.end - 1}:
            labels[NOTHING] += 1
    return labels


def samples(articles: list[Labelled], told: bool) -> tuple[list[dict[str, float]], list[str], list[float]]:
    """Cues, labels and weights; `told`: parts of names are known from the labels, not from the votes."""
    features, labels, weights = [], [], []
    for reading, groups, weight in articles:
        others = kinds.Others(key for key, _, _ in groups)
        for key, group, counted in groups:
            cues = dict(kinds.cues(reading, group, others))
            best = counted.most_common(1)[0][0] if counted else NOTHING
            kind = (ActorKind(best) if best != NOTHING else None) if told else kinds._kind_of(cues, {})
            if kind:
                others.note(key, kind)
            for label, count in counted.items():
                features.append(cues)
                labels.append(label)
                weights.append(weight * count**0.7)
    return features, labels, weights


def fit(articles: list[Labelled], told: bool, strength: float, header: str) -> None:
    """Fit once and write the table."""
    features, labels, weights = samples(articles, told)
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(features)
    model = LogisticRegression(C=strength, max_iter=3000).fit(matrix, labels, sample_weight=weights)
    names = list(model.classes_)
    own, none = [names.index(kind) for kind in ORDER], names.index(NOTHING)
    seen = np.asarray((matrix > 0).sum(0)).ravel()
    votes = model.coef_[own] - model.coef_[none]
    bias = model.intercept_[own] - model.intercept_[none]
    lines = {}
    for column, cue in enumerate(vectors.feature_names_):
        # Every name has one cue that says how many words it has: the intercept goes there.
        row = votes[:, column] + (bias if cue.startswith("words ") else 0)
        if seen[column] >= FEWEST:
            lines[cue] = "|".join([cue, *(f"{round(float(vote), 1):g}" for vote in row)])
    lines["title before"] = "title before|4|-2|-2"
    VOTES.write_text(header + "\n".join(lines[cue] for cue in sorted(lines)) + "\n", encoding="utf-8")
    table.cache_clear()
    kind_votes.cache_clear()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strength", type=float, default=0.2, help="inverse of the regularisation")
    parser.add_argument("--automatic", type=float, default=0.08, help="weight of automatic labels")
    asked = parser.parse_args()
    data = Path(os.environ.get("BRIEFING_DATA", ROOT.parent / "shared" / "data"))
    articles = [
        *labelled(data, "entities/train", 1.0),
        *labelled(data, "attribution/train", asked.automatic),
    ]
    header = "".join(f"{line}\n" for line in VOTES.read_text("utf-8").splitlines() if line.startswith("#"))
    for told in (True, False):
        fit(articles, told, asked.strength, header)


if __name__ == "__main__":
    main()
