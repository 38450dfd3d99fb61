"""The locks, the support head and both on texts that people judged, with bootstrap intervals of 95 %.

    python training/evaluate_support.py DATA [--weights FILE] [--pairs PAIRS.jsonl]

A text is flagged by the locks where `check_alone` (the way of `briefing verify`) finds something of it
contradicted or not found, by support where a sentence scores below the threshold, by both where either does.
Balanced accuracy is the mean of the share of supported texts that pass and of the others that are flagged.
Articles are drawn anew with replacement, 2,000 times. Then, of the wrong spans of CLIFF that hold a name or
a figure, the share flagged; for support on a third of its articles, which taught nothing but chose the
threshold. With the pairs of train_support.py, of those held out the share of each kind of edit that is
flagged. The last line is one JSON document.
"""

import argparse
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score
from support_pairs import Example, indexed, is_held, places, read, rows, sentences_of, wrong_spans

from briefing.backends import find_weights, open_supporter
from briefing.backends.ports import Supporter
from briefing.backends.support import open_taught
from briefing.checking import ItemKind, check_alone
from briefing.checking.alignment import SourceIndex
from briefing.checking.support import score_support
from briefing.domain.cards import Device
from briefing.domain.spans import Span
from briefing.grammar.numbers import find_figures
from briefing.settings import load_cards

_DRAWS = 2000
_NAME = re.compile(r"\b[A-Z]")


@dataclass(frozen=True, slots=True)
class Judged:
    """A text: its article, whether people found it supported, whether the locks flag it, and the lowest score
    of its sentences."""

    article: str
    label: bool
    locks: bool
    score: float


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--weights", type=Path, help="what was taught, instead of what ships")
    parser.add_argument("--pairs", type=Path, help="what train_support.py made")
    asked = parser.parse_args()
    supporter = _opened(asked.weights)
    told: dict[str, object] = {"threshold": supporter.threshold}
    for path in sorted((asked.data / "consistency").glob("dev_*.jsonl.gz")):
        name = path.name.removesuffix(".jsonl.gz")
        told[name] = figures(list(judged(asked.data, name, supporter)), supporter.threshold)
        print(name, json.dumps(told[name]), flush=True)
    told["cliff spans"] = spans(asked.data, supporter)
    print("cliff spans", json.dumps(told["cliff spans"]))
    if asked.pairs:
        told["edits"] = edits(read(asked.pairs), supporter)
    print(json.dumps(told))


def _opened(weights: Path | None) -> Supporter:
    card = load_cards()["pocket"]
    folder = find_weights(card)
    if weights is None or folder is None:
        return open_supporter(card, Device.CPU)
    return open_taught(card, folder, Device.CPU, weights)


def judged(data: Path, name: str, supporter: Supporter) -> Iterator[Judged]:
    """Each text of a set."""
    for row in rows(data, f"consistency/{name}"):
        index = indexed(row["doc"])
        claims = sentences_of(row["summary"])
        scores = score_support(claims, index, supporter)
        yield Judged(row["doc"], bool(row["label"]), any(_flags(c, index) for c in claims), min(scores))


def _flags(claim: str, index: SourceIndex) -> bool:
    """Whether the locks hold a sentence for contradicted or not found."""
    return any(item.fails for item in check_alone(claim, index))


def figures(texts: Sequence[Judged], threshold: float) -> dict[str, object]:
    """Of each voice the balanced accuracy, the share of supported texts that pass and of others that are
    flagged, in percent with intervals; and the area under the curve of the scores."""
    locks = np.array([text.locks for text in texts])
    support = np.array([text.score < threshold for text in texts])
    labels = np.array([text.label for text in texts])
    drawn = _drawn([text.article for text in texts])
    told: dict[str, object] = {"texts": len(texts), "supported": int(labels.sum())}
    for name, flagged in (("locks", locks), ("support", support), ("both", locks | support)):
        told[name] = {
            "balanced": _with_interval(flagged, labels, drawn, _balanced),
            "pass": _with_interval(flagged, labels, drawn, _passing),
            "caught": _with_interval(flagged, labels, drawn, _caught),
        }
    told["area"] = round(100 * float(roc_auc_score(labels, [text.score for text in texts])), 1)
    return told


Flags = NDArray[np.bool_]
Share = Callable[[Flags, Flags], float]
"""Of texts that are flagged or not, and their labels."""


def _drawn(articles: Sequence[str]) -> list[NDArray[np.int64]]:
    """The texts of as many articles drawn with replacement, `_DRAWS` times."""
    draw = np.random.default_rng(0)
    held: dict[str, list[int]] = {}
    for number, article in enumerate(articles):
        held.setdefault(article, []).append(number)
    groups = [np.array(numbers) for numbers in held.values()]
    return [
        np.concatenate([groups[n] for n in draw.integers(len(groups), size=len(groups))])
        for _ in range(_DRAWS)
    ]


def _passing(flagged: Flags, labels: Flags) -> float:
    return float((~flagged[labels]).mean())


def _caught(flagged: Flags, labels: Flags) -> float:
    return float(flagged[~labels].mean())


def _balanced(flagged: Flags, labels: Flags) -> float:
    return (_passing(flagged, labels) + _caught(flagged, labels)) / 2


def _with_interval(flagged: Flags, labels: Flags, drawn: Sequence[NDArray[np.int64]], of: Share) -> str:
    """A share of all texts and between what 95 of 100 lie that are drawn anew."""
    again = [of(flagged[texts], labels[texts]) for texts in drawn]
    low, high = np.nanquantile(again, (0.025, 0.975))
    return f"{100 * of(flagged, labels):.1f} ({100 * low:.1f} to {100 * high:.1f})"


def spans(data: Path, supporter: Supporter) -> Mapping[str, str]:
    """Of CLIFF's wrong spans that hold a name or a figure, the share flagged: by an item of a lock that
    shares a character with it, by any lock in its sentence, by the score of its sentence."""
    found = [flags for row in rows(data, "consistency/train_cliff") for flags in _of_row(row, supporter)]
    held = [flags for flags in found if flags["held"]]
    told = {}
    for part, chosen in (("all", found), ("held out", held)):
        for voice in ("locks at it", "locks", "support", "both"):
            if part == "held out" or voice.startswith("locks"):
                hits = np.array([flags[voice] for flags in chosen])
                told[f"{voice}, {part}, {len(hits)} spans"] = f"{100 * hits.mean():.1f}"
    return told


def edits(examples: Sequence[Example], supporter: Supporter) -> Mapping[str, str]:
    """Of the made pairs that were held out the share flagged, by kind of edit, and of how many."""
    held = [e for e in examples if e.held and not e.is_real]
    scores = supporter.support([(e.claim, e.evidence) for e in held])
    kinds: dict[str, list[bool]] = {}
    for example, score in zip(held, scores, strict=True):
        kinds.setdefault(example.kind, []).append(score < supporter.threshold)
    return {kind: f"{100 * np.mean(flags):.0f} of {len(flags)}" for kind, flags in sorted(kinds.items())}


def _of_row(row: Mapping[str, object], supporter: Supporter) -> Iterator[dict[str, bool]]:
    document, index = str(row["doc"]), indexed(str(row["doc"]))
    claims = sentences_of(str(row["summary"]))
    scores = score_support(claims, index, supporter)
    for words in wrong_spans(dict(row)):
        for claim, score in zip(claims, scores, strict=True):
            place = next(places(words, claim), None)
            if place is None or not _is_name_or_figure(words):
                continue
            locks, support = _flags(claim, index), score < supporter.threshold
            at_it = any(span.overlaps(place) for span in _bad_items(claim, index))
            yield {
                "held": is_held(document, 3),
                "locks at it": at_it,
                "locks": locks,
                "support": support,
                "both": locks or support,
            }
            break


def _bad_items(claim: str, index: SourceIndex) -> list[Span]:
    return [
        item.part for item in check_alone(claim, index) if item.fails and item.kind is not ItemKind.SENTENCE
    ]


def _is_name_or_figure(words: str) -> bool:
    return _NAME.search(words) is not None or bool(find_figures(words))


if __name__ == "__main__":
    main()
