"""Support: how likely the evidence bears a claim out, by the reader's encoder with an adapter of its own.

One rule: a score hangs on its claim and evidence alone, but for the last digits of sums. What was taught
stands in `support.safetensors`; MODEL_CARD.md tells from what. Made by `training/train_support.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.resources import as_file, files
from pathlib import Path
from typing import Self

import torch
from safetensors import SafetensorError, safe_open
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from briefing.backends.adapter import merged
from briefing.backends.devices import resolve_device
from briefing.backends.encoder import Encoder
from briefing.backends.pairs import MARKS, Pair, lay_out_pairs
from briefing.backends.reader import open_tokenizer
from briefing.backends.weights import checked_digest
from briefing.domain.cards import Device, ModelCard
from briefing.errors import BackendError, ModelMissing

FILE = "support.safetensors"
_ROOM = 256
"""The most tokens of a claim with its evidence."""
_PAIRS_AT_ONCE = {"cpu": 8, "mps": 32, "cuda": 256}


@dataclass(frozen=True, slots=True, eq=False)
class SupportHead:
    """`marks`: (width, marks), added to the embeddings of words; `word`: a weight (1, width + marks) and a
    bias for each token of a claim; `whole`: a weight (1, width) and a bias for the pair. All float32."""

    marks: Tensor
    word: tuple[Tensor, Tensor]
    whole: tuple[Tensor, Tensor]

    def scores(self, states: Tensor, marks: Tensor, claim: Tensor) -> Tensor:
        """Log-odds of support (pairs) of states (pairs, tokens, width), marks (pairs, tokens, marks) and
        `claim` (pairs, tokens), true for its tokens: those of the whole pair, less the logarithm of the
        summed odds that a word of the claim is wrong."""
        wrong = self.words(states, marks).masked_fill(~claim, -torch.inf)
        return F.linear(states[:, 0], *self.whole)[:, 0] - torch.logsumexp(wrong, dim=1)

    def words(self, states: Tensor, marks: Tensor) -> Tensor:
        """Log-odds that a word is wrong, (pairs, tokens)."""
        return F.linear(torch.cat([states, marks], dim=-1), *self.word)[..., 0]


@dataclass(frozen=True, slots=True, eq=False)
class PocketSupporter:
    """A `Supporter` over the reader's encoder; `open_folder` makes one. `sha256` is that of what was
    taught."""

    card: ModelCard
    device: str
    sha256: str
    threshold: float
    _encoder: Encoder
    _head: SupportHead
    _tokenizer: Tokenizer

    def support(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """How likely each claim is borne out by its evidence, 0 to 1; pairs of like length go together. A
        claim without a word is 0.0. Linear in the tokens."""
        rows = lay_out_pairs(self._tokenizer, pairs, min(_ROOM, self._encoder.positions))
        scores = [0.0] * len(rows)
        order = sorted((n for n, row in enumerate(rows) if row.claim), key=lambda n: (len(rows[n].ids), n))
        step = _PAIRS_AT_ONCE[self.device]
        with torch.inference_mode():
            for first in range(0, len(order), step):
                some = order[first : first + step]
                for number, score in zip(some, self._scores([rows[n] for n in some]), strict=True):
                    scores[number] = score
        return scores

    def _scores(self, rows: Sequence[Pair]) -> list[float]:
        ids, marks, mask, claim = (part.to(self.device) for part in batch_of(rows))
        states = self._encoder.states(ids, mask, marks @ self._head.marks.T)
        found: list[float] = self._head.scores(states, marks, claim).sigmoid().cpu().tolist()
        return found


def batch_of(rows: Sequence[Pair]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Ids (pairs, longest), marks (pairs, longest, marks) of 0 and 1, and where there are tokens and where
    those of claims are (pairs, longest)."""
    longest = max(len(row.ids) for row in rows)
    ids, bits = (
        torch.tensor([each + [0] * (longest - len(each)) for each in side])
        for side in ([row.ids for row in rows], [row.marks for row in rows])
    )
    places = torch.arange(longest)[None, :]
    mask = places < torch.tensor([len(row.ids) for row in rows])[:, None]
    claim = (places > 0) & (places <= torch.tensor([row.claim for row in rows])[:, None])
    marks = (bits[..., None] >> torch.arange(len(MARKS)) & 1).float()
    return ids, marks, mask, claim


@dataclass(frozen=True, slots=True, eq=False)
class Taught:
    """What a file of `training/train_support.py` holds, and its SHA-256."""

    tensors: dict[str, Tensor]
    backbone: str
    threshold: float
    sha256: str

    @classmethod
    def load(cls, path: Path) -> Self:
        """Raises ModelMissing where there is no such file, BackendError where it is no such thing."""
        if not path.is_file():
            raise ModelMissing(f"{path} is not there: train it with training/train_support.py")
        try:
            with safe_open(path, framework="pt") as stored:
                told = stored.metadata() or {}
                tensors = {name: stored.get_tensor(name).float() for name in stored.keys()}  # noqa: SIM118
            return cls(
                tensors, told["backbone"], float(told["threshold"]), sha256(path.read_bytes()).hexdigest()
            )
        except (OSError, SafetensorError, KeyError, ValueError) as error:
            raise BackendError(f"{path} holds no support head: {error!r}") from error

    def head(self, device: str) -> SupportHead:
        """Raises KeyError for a tensor that is missing."""
        held = {name: value.to(device) for name, value in self.tensors.items() if not _is_of_adapter(name)}
        word, whole = ((held[f"{name}.weight"], held[f"{name}.bias"]) for name in ("word", "whole"))
        return SupportHead(held["marks.weight"], word, whole)


def open_folder(card: ModelCard, folder: Path, device: Device) -> PocketSupporter:
    """The supporter over the encoder in `folder`, with what ships in the package.

    Raises ModelMissing or BackendError where that is not here or was taught on other weights.
    """
    with as_file(files("briefing.backends").joinpath(FILE)) as path:
        return open_taught(card, folder, device, path)


def open_taught(card: ModelCard, folder: Path, device: Device, path: Path) -> PocketSupporter:
    """The same with what was taught in the file `path`."""
    found = checked_digest(card, folder)
    taught = Taught.load(path)
    if taught.backbone != found:
        raise BackendError(
            f"{path} was taught on weights with SHA-256 {taught.backbone}, those in {folder} have {found}; "
            "use the model it was taught on"
        )
    where = resolve_device(device)
    encoder = Encoder.load(folder, where)
    try:
        changed = replace(encoder, tensors=merged(encoder.tensors, _on(taught.tensors, where)))
        head = taught.head(where)
        made = PocketSupporter(
            card, where, taught.sha256, taught.threshold, changed, head, open_tokenizer(folder)
        )
        # Tried at once: what does not fit is told when the model is opened.
        made.support([("a", "a")])
    except (KeyError, RuntimeError) as error:
        raise BackendError(f"{path} does not fit the encoder in {folder}: {error!r}") from error
    return made


def _is_of_adapter(name: str) -> bool:
    return name.endswith((".lora_A", ".lora_B"))


def _on(tensors: dict[str, Tensor], device: str) -> dict[str, Tensor]:
    return {name: value.to(device) for name, value in tensors.items() if _is_of_adapter(name)}
