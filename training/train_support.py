"""Teaches the encoder whether evidence bears a claim out: LoRA adapters of its own and a small head.

    BRIEFING_DATA=... python training/train_support.py OUT.safetensors PAIRS.jsonl [--steps 1000] [--plain]

PAIRS.jsonl, outside the project, holds the claims and evidence of `support_pairs.py`; it is made where it
is not there. AdamW, one cycle; each few hundred steps the area under the curve on what is held out, by
article, of the train packs; the best weights are kept, and it stops after three checks without a better one.
The threshold is the one with the greatest balanced accuracy there. The last line of stdout is one JSON
document for LOG.md.
"""

import argparse
import json
import os
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file
from sklearn.metrics import roc_auc_score
from support_pairs import Example, all_pairs, read, write
from supporter import SupportNet
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from briefing.backends.pairs import MARKS, Pair, lay_out_pairs
from briefing.backends.reader import open_tokenizer
from briefing.backends.support import batch_of
from briefing.backends.weights import digest, find_weights
from briefing.settings import load_cards

_ROOM = 192
_HELD = 400
"""Made pairs that are measured on."""
_PATIENCE = 3
_UNCASED = 0.2
"""Share of the pairs taught as if written without capitals, as some summaries are."""
_SMOOTH = 0.03
_WRONG = 3.0
"""Weight of a wrong word next to a right one, of which there are many more."""


@dataclass(frozen=True, slots=True)
class Row:
    """A pair in tokens; `wrong` of each token of the claim 1.0, 0.0, or -1.0 where nobody said."""

    example: Example
    pair: Pair
    wrong: list[float]


def main() -> None:
    asked = _asked()
    torch.manual_seed(asked.seed)
    draw = random.Random(asked.seed)  # noqa: S311 - nothing secret hangs on it
    folder = find_weights(load_cards()["pocket"])
    if folder is None:
        raise SystemExit("the weights of pocket are not here")
    rows = _rows(open_tokenizer(folder), _examples(asked.pairs, folder))
    teach = [row for row in rows if not row.example.held for _ in range(_times(row, asked.real))]
    held = [row for row in rows if row.example.held]
    held = [
        *(r for r in held if r.example.is_real),
        *islice((r for r in held if not r.example.is_real), _HELD),
    ]
    draw.shuffle(teach)
    print(f"{len(teach)} pairs to teach, {len(held)} held out", flush=True)
    trainer = Trainer(SupportNet(folder, asked.rank), asked)
    best, weights, figures, waited = 0.0, {}, {}, 0
    for step in trainer.teach(list(_batches(teach, asked.tokens))):
        told = trainer.figures(held)
        print(f"step {step}: loss {trainer.loss:.4f}", json.dumps(told), flush=True)
        waited += 1
        if told["goal"] > best:
            best, weights, figures, waited = told["goal"], trainer.model.saved(), told | {"step": step}, 0
        if waited == _PATIENCE:
            break
    about = {"backbone": digest(folder), "threshold": str(figures["threshold"]), "seed": str(asked.seed)}
    save_file(weights, asked.out, about)
    command = {name: value for name, value in vars(asked).items() if name not in {"out", "pairs"}}
    print(json.dumps({"command": command, "pairs": len(teach), "figures": figures}))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--steps", type=int, default=1000, help="batches at most")
    parser.add_argument("--every", type=int, default=250, help="steps between checks")
    parser.add_argument("--rank", type=int, default=32)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--tokens", type=int, default=2048, help="tokens of a batch")
    parser.add_argument("--real", type=int, default=3, help="times a pair that a person labelled is taught")
    parser.add_argument("--words", type=float, default=1.0, help="weight of the wrong words")
    parser.add_argument("--plain", action="store_true", help="without marks and wrong words")
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def _examples(pairs: Path, folder: Path) -> list[Example]:
    if not pairs.exists():
        write(all_pairs(Path(os.environ.get("BRIEFING_DATA", "../shared/data")), folder), pairs)
    return read(pairs)


def _times(row: Row, real: int) -> int:
    return real if row.example.is_real else 1


def _rows(tokenizer: Tokenizer, examples: Sequence[Example]) -> list[Row]:
    pairs = lay_out_pairs(tokenizer, [(e.claim, e.evidence) for e in examples], _ROOM)
    return [
        Row(example, pair, _wrong(example, pair))
        for example, pair in zip(examples, pairs, strict=True)
        if pair.claim
    ]


def _wrong(example: Example, pair: Pair) -> list[float]:
    if example.wrong is None:
        return [-1.0] * pair.claim
    return [float(any(a < w.end and w.start < b for w in example.wrong)) for a, b in pair.offsets]


def _batches(rows: Sequence[Row], tokens: int) -> Iterator[list[Row]]:
    """Shuffled rows, in hundreds sorted by length so that little is padded."""
    for first in range(0, len(rows), 256):
        held: list[Row] = []
        for row in sorted(rows[first : first + 256], key=lambda r: len(r.pair.ids)):
            if held and len(row.pair.ids) * (len(held) + 1) > tokens:
                yield held
                held = []
            held.append(row)
        yield held


class Trainer:
    """The model with its optimiser, in fp32; a CUDA device where there is one, else the CPU."""

    def __init__(self, model: SupportNet, asked: argparse.Namespace) -> None:
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.model = model.to(self.device)
        self.loss = 0.0
        self._asked = asked
        self._taught = list(model.taught())
        self._cased = torch.zeros(len(MARKS), dtype=torch.bool, device=self.device)
        self._cased[MARKS.index("capital")] = True

    def teach(self, batches: Sequence[list[Row]]) -> Iterator[int]:
        """One pass over the batches in another order; the number of steps made, at each check."""
        asked = self._asked
        optimiser = torch.optim.AdamW(self._taught, lr=asked.rate, weight_decay=0.01)
        order = torch.randperm(len(batches)).tolist()[: asked.steps]
        schedule = torch.optim.lr_scheduler.OneCycleLR(
            optimiser, asked.rate, total_steps=len(order) + 1, pct_start=0.1
        )
        since = time.perf_counter()
        for step, at in enumerate(order, 1):
            self.model.train()
            loss = self._loss(batches[at])
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self._taught, 1.0)
            optimiser.step()
            schedule.step()
            self.loss += (float(loss.detach()) - self.loss) / min(step, 100)
            if step % 25 == 0:
                print(
                    f"  {step}/{len(order)} loss {self.loss:.4f} {time.perf_counter() - since:.0f} s",
                    flush=True,
                )
            if step % asked.every == 0 or step == len(order):
                yield step

    def _loss(self, rows: Sequence[Row]) -> Tensor:
        ids, marks, mask, claim = self._batch(rows)
        uncased = torch.rand(len(rows), 1, 1, device=self.device) < _UNCASED
        marks = torch.where(uncased & self._cased, 0.0, marks)
        whole, words = self.model(ids, marks, mask, claim)
        labels = torch.tensor([row.example.label for row in rows], device=self.device)
        loss = F.binary_cross_entropy_with_logits(whole, labels * (1 - 2 * _SMOOTH) + _SMOOTH)
        if self._asked.plain or not self._asked.words:
            return loss
        wrong = torch.full(ids.shape, -1.0, device=self.device)
        for number, row in enumerate(rows):
            wrong[number, 1 : 1 + row.pair.claim] = torch.tensor(row.wrong, device=self.device)
        each = F.binary_cross_entropy_with_logits(words, wrong.clamp(min=0), reduction="none")
        weight = (wrong >= 0) * torch.where(wrong > 0, _WRONG, 1.0)
        return loss + self._asked.words * (each * weight).sum() / weight.sum().clamp(min=1)

    def _batch(self, rows: Sequence[Row]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        ids, marks, mask, claim = (part.to(self.device) for part in batch_of([row.pair for row in rows]))
        if self._asked.plain:
            marks[..., [n for n, name in enumerate(MARKS) if name != "evidence"]] = 0.0
        return ids, marks, mask, claim

    @torch.inference_mode()
    def figures(self, rows: Sequence[Row]) -> dict[str, float]:
        """In percent the area under the curve and the balanced accuracy at the best threshold for all of each
        group that was held out, their mean ("goal") and that threshold."""
        self.model.eval()
        scores: dict[int, float] = {}
        for held in _batches(rows, 4096):
            whole, _ = self.model(*self._batch(held))
            scores.update(zip(map(id, held), whole.sigmoid().tolist(), strict=True))
        groups = {
            name: (np.array([scores[id(r)] for r in own]), np.array([r.example.label for r in own]) > 0)
            for name, own in _groups(rows).items()
        }
        threshold = _best_threshold(groups)
        told = {
            name: round(100 * roc_auc_score(labels, found), 2) for name, (found, labels) in groups.items()
        }
        balanced = {
            f"{name} balanced": round(100 * _balanced(*group, threshold), 2) for name, group in groups.items()
        }
        goal = round(float(np.mean(list(told.values()))), 3)
        return told | balanced | {"goal": goal, "threshold": threshold}


Group = tuple[NDArray[np.float64], NDArray[np.bool_]]
"""Scores, and whether each was borne out."""


def _groups(rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {"cliff": [], "qags": [], "made": []}
    for row in rows:
        found[row.example.kind if row.example.is_real else "made"].append(row)
    return found


def _balanced(scores: NDArray[np.float64], labels: NDArray[np.bool_], threshold: float) -> float:
    passed = scores >= threshold
    return float((passed[labels].mean() + (~passed[~labels]).mean()) / 2)


def _best_threshold(groups: Mapping[str, Group]) -> float:
    """The one with the greatest mean of balanced accuracy over the groups."""
    tried = [round(float(t), 3) for t in np.linspace(0.01, 0.99, 197)]
    return max(tried, key=lambda t: np.mean([_balanced(*group, t) for group in groups.values()]))


if __name__ == "__main__":
    main()
