"""Teaches the encoder names and attributions: LoRA adapters, case features and one linear head a layer.

    BRIEFING_DATA=... python training/train_tags.py OUT.safetensors [--epochs 4] [--rank 32] [--heads entity]

Windows of entities/train and attribution/train, shuffled with a fixed seed; AdamW, one cycle; after each
epoch F1 of exact spans on the dev packs, and the weights of the best epoch are kept. The last line of
stdout is one JSON document for training/LOG.md.
"""

import argparse
import json
import os
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from documents import read_documents
from numpy.typing import NDArray
from safetensors.torch import save_file
from tagger import Tagger, batch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F  # noqa: N812
from windows import IGNORED, Window, lay_out

from briefing.backends.decoding import best_rows
from briefing.backends.devices import has_bf16
from briefing.backends.tags import LAYERS, first_pieces, offsets_of_words, spans_of
from briefing.backends.weights import digest, find_weights
from briefing.grammar.lexicon import CASED, FEATURES
from briefing.settings import load_cards

_EVERY = 3  # batches; it costs a quarter of one
_UNCASED = 0.06
"""Share of the windows taught as if written without capitals, as some feeds are."""


def main() -> None:
    asked = _asked()
    torch.manual_seed(asked.seed)
    draw = random.Random(asked.seed)  # noqa: S311 - nothing secret hangs on it
    folder = find_weights(load_cards()["pocket"])
    if folder is None:
        raise SystemExit("the weights of pocket are not here")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    data = Path(os.environ.get("BRIEFING_DATA", "../shared/data"))
    teach = [
        w
        for p in asked.packs
        for d in read_documents(data, f"{p}/train")
        for w in lay_out(d, tokenizer, asked.window, asked.heads)
    ]
    check = {
        p: [w for d in read_documents(data, f"{p}/dev") for w in lay_out(d, tokenizer, 510, asked.heads)]
        for p in asked.packs
    }
    trainer = Trainer(Tagger(folder, asked.rank), tokenizer, asked)
    best, figures = 0.0, {}
    for epoch in range(asked.epochs):
        draw.shuffle(teach)
        loss = trainer.teach(list(_batches(teach, asked.tokens)))
        told = {pack: trainer.figures(windows) for pack, windows in check.items()}
        print(f"epoch {epoch + 1}: loss {loss:.4f}", json.dumps(told), flush=True)
        goal = sum(sum(each.values()) for each in told.values())
        if goal > best:
            best, figures = goal, told
            save_file(trainer.model.saved(), asked.out, {"backbone": digest(folder)})
    print(json.dumps({"command": vars(asked) | {"out": None}, "figures": figures}, default=str))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--packs", type=lambda s: s.split(","), default=["entities", "attribution", "gum"])
    parser.add_argument(
        "--heads", type=lambda s: s.split(","), default=list(LAYERS), help="the others stay untaught"
    )
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rank", type=int, default=32)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--window", type=int, default=254)
    parser.add_argument("--tokens", type=int, default=2048, help="tokens of a batch")
    parser.add_argument("--steps", type=int, default=0, help="batches of an epoch; 0: all")
    parser.add_argument("--similar", type=float, default=2.0, help="weight of the sentence vectors")
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def _batches(windows: Sequence[Window], tokens: int) -> Iterator[list[Window]]:
    """Shuffled windows, in hundreds sorted by length so that little is padded."""
    for first in range(0, len(windows), 256):
        held: list[Window] = []
        for window in sorted(windows[first : first + 256], key=lambda w: len(w.ids)):
            if held and len(window.ids) * (len(held) + 1) > tokens:
                yield held
                held = []
            held.append(window)
        yield held


class Trainer:
    """The model with its optimiser; a CUDA device where there is one, else the CPU; in bf16 where the device
    multiplies it, for elsewhere it takes many times longer than fp32."""

    def __init__(self, model: Tagger, tokenizer: Tokenizer, asked: argparse.Namespace) -> None:
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        self.model = model.to(self.device)
        self._marks = tuple(tokenizer.token_to_id(mark) for mark in ("[CLS]", "[SEP]"))
        self._asked = asked
        self._batches = 0
        self._cased = torch.zeros(len(FEATURES), dtype=torch.bool, device=self.device)
        self._cased[list(CASED)] = True
        self._taught = [p for p in model.parameters() if p.requires_grad]
        self._optimiser = torch.optim.AdamW(self._taught, lr=asked.rate, weight_decay=0.01)
        self._schedule: torch.optim.lr_scheduler.OneCycleLR | None = None

    def teach(self, batches: list[list[Window]]) -> float:
        """One pass over the batches, in another order each time; the mean loss."""
        order = torch.randperm(len(batches)).tolist()[: self._asked.steps or None]
        if self._schedule is None:
            steps = (len(order) + 16) * self._asked.epochs
            self._schedule = torch.optim.lr_scheduler.OneCycleLR(
                self._optimiser, self._asked.rate, total_steps=steps, pct_start=0.1
            )
        self.model.train()
        total, since = 0.0, time.perf_counter()
        for number, at in enumerate(order):
            loss = self._loss(batches[at])
            self._optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self._taught, 1.0)
            self._optimiser.step()
            self._schedule.step()
            total += float(loss.detach())
            if number % 50 == 49:
                seconds = time.perf_counter() - since
                print(
                    f"  {number + 1}/{len(order)} loss {total / (number + 1):.4f} {seconds:.0f} s", flush=True
                )
        return total / max(len(order), 1)

    def _loss(self, windows: list[Window]) -> Tensor:
        ids, features, mask = self._batch(windows)
        plain = torch.rand(len(windows), 1, 1, device=self.device) < _UNCASED
        features = torch.where(plain & self._cased, 0.0, features)
        with self._precision():
            logits, states = self.model(ids, features, mask)
        loss = torch.zeros((), device=self.device)
        if self._batches % _EVERY == 0:
            apart = 1 - _likeness(states, self._untaught(ids, mask), windows)
            loss = self._asked.similar * _EVERY * apart
        self._batches += 1
        for layer, found in logits.items():
            tags = torch.full(ids.shape, IGNORED, device=self.device)
            for row, window in enumerate(windows):
                tags[row, 1 : len(window.ids) + 1] = torch.tensor(window.tags[layer], device=self.device)
            each = F.cross_entropy(
                found.float().transpose(1, 2), tags, reduction="none", ignore_index=IGNORED
            )
            weights = torch.tensor(
                [w.document.trust if layer == "entity" else 1.0 for w in windows], device=self.device
            )
            known = ((tags != IGNORED) * weights[:, None]).sum().clamp(min=1)
            loss = loss + (each * weights[:, None]).sum() / known
        return loss

    def _precision(self) -> torch.autocast:
        return torch.autocast(self.device, torch.bfloat16, enabled=has_bf16(self.device))

    def _batch(self, windows: list[Window]) -> tuple[Tensor, Tensor, Tensor]:
        ids, features, mask = batch([(w.ids, w.features) for w in windows], *self._marks)
        return ids.to(self.device), features.to(self.device), mask.to(self.device)

    def _untaught(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The states of the encoder as it was."""
        with (
            self._precision(),
            torch.no_grad(),
            self.model.encoder.disable_adapter(),
        ):
            states: Tensor = self.model.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return states

    def figures(self, windows: Sequence[Window]) -> dict[str, float]:
        """F1 of exact spans, in percent: of each annotated layer, of people, organisations, places; and how
        like the vectors of the sentences are to what they were."""
        self.model.eval()
        right: Counter[str] = Counter()
        found: Counter[str] = Counter()
        wanted: Counter[str] = Counter()
        for held in _batches(windows, 8192):
            for window, layer, scores in self._scores(held):
                firsts = first_pieces(window.words)
                words = offsets_of_words(firsts, window.offsets)
                true_tags = [window.tags[layer][at] for at in firsts]
                got, gold = (
                    {(t.span, t.name) for t in spans_of(layer, tags, [1.0] * len(tags), words)}
                    for tags in (best_rows([scores[firsts]])[0].tolist(), true_tags)
                )
                for name in {name for _, name in got | gold}:
                    own, true = ({s for s in side if s[1] == name} for side in (got, gold))
                    for key in {layer, name}:
                        right[key] += len(own & true)
                        found[key] += len(own)
                        wanted[key] += len(true)
        keys = [k for k in (*LAYERS, "person", "organisation", "place") if wanted[k]]
        told = {k: round(200 * right[k] / (found[k] + wanted[k]), 2) for k in keys}
        return told | {"vectors": round(100 * self._likeness(windows[:64]), 2)}

    @torch.inference_mode()
    def _likeness(self, windows: Sequence[Window]) -> float:
        total = 0.0
        for held in _batches(windows, 8192):
            ids, features, mask = self._batch(held)
            with self._precision():
                _, states = self.model(ids, features, mask)
            total += len(held) * float(_likeness(states, self._untaught(ids, mask), held))
        return total / len(windows)

    @torch.inference_mode()
    def _scores(self, windows: list[Window]) -> Iterator[tuple[Window, str, NDArray[np.float32]]]:
        """Of each window and annotated layer the log-probabilities, shape (tokens, tags)."""
        ids, features, mask = self._batch(windows)
        with self._precision():
            logits, _ = self.model(ids, features, mask)
        for layer, found in logits.items():
            scores = found.float().log_softmax(-1).cpu().numpy()
            for row, window in enumerate(windows):
                if window.tags[layer] and window.tags[layer][0] != IGNORED:
                    yield window, layer, scores[row, 1 : len(window.ids) + 1]


def _likeness(states: Tensor, before: Tensor, windows: Sequence[Window]) -> Tensor:
    """Mean cosine between the vectors of sentences now and before, as they are and less the mean of their
    window: what tells a sentence from its neighbours is small beside what they share."""
    now, then = (
        [_of_sentences(*each) for each in zip(side, windows, strict=True)] for side in (states, before)
    )
    whole = F.cosine_similarity(torch.cat(now), torch.cat(then))
    own = F.cosine_similarity(*(torch.cat([v - v.mean(0) for v in side]) for side in (now, then)))
    return (whole.mean() + own.mean()) / 2


def _of_sentences(states: Tensor, window: Window) -> Tensor:
    """The vectors of the sentences of a window, each of length 1, shape (sentences, width), of its states."""
    numbers = torch.tensor(window.sentences, device=states.device)
    sums = torch.zeros(int(numbers[-1]) + 1, states.shape[-1], device=states.device)
    return F.normalize(sums.index_add(0, numbers, states.float()[1 : len(numbers) + 1]))


if __name__ == "__main__":
    main()
