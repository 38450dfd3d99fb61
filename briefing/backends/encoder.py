"""A BERT encoder in plain torch, run straight from the checkpoint's own tensors.

`transformers` has the same network, but importing its BertModel takes twice as long as reading an
article does in all (3.8 s against 1.2 s for torch alone, two cores). A test holds the two to the
same states.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Self

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from briefing.errors import BackendError

_SUPPORTED = {"model_type": "bert", "hidden_act": "gelu", "position_embedding_type": "absolute"}


@dataclass(frozen=True, slots=True, eq=False)
class Encoder:
    """The tensors by their names in the checkpoint, and the three figures they do not tell."""

    tensors: Mapping[str, Tensor]
    layers: int
    heads: int
    epsilon: float

    @classmethod
    def load(cls, folder: Path, device: str) -> Self:
        """From `config.json` and `model.safetensors`. Raises BackendError for any other network."""
        try:
            config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
            for key, wanted in _SUPPORTED.items():
                if config.get(key, wanted) != wanted:
                    raise ValueError(f"{key} in config.json must be {wanted}, got {config[key]}")
            encoder = cls(
                tensors=load_file(folder / "model.safetensors", device=device),
                layers=config["num_hidden_layers"],
                heads=config["num_attention_heads"],
                epsilon=config["layer_norm_eps"],
            )
            # Tried at once: a tensor that is missing or misshapen is told when the model is opened.
            encoder.states(torch.zeros(1, 2, dtype=torch.long, device=device))
        except (OSError, ValueError, KeyError, SafetensorError, RuntimeError) as error:
            raise BackendError(f"{folder} holds no BERT encoder this reader can run: {error}") from error
        return encoder

    @property
    def positions(self) -> int:
        """The most tokens it takes at once."""
        return len(self.tensors["embeddings.position_embeddings.weight"])

    @property
    def width(self) -> int:
        """Numbers in a state."""
        return self.tensors["embeddings.word_embeddings.weight"].shape[1]

    def mean_words(self, texts: Sequence[Sequence[int]]) -> Tensor:
        """The mean embedding of the tokens of each text, shape (texts, width); 0 of none."""
        table = self.tensors["embeddings.word_embeddings.weight"]
        ids = torch.tensor([id for text in texts for id in text], dtype=torch.long, device=table.device)
        starts = [0, *accumulate(len(text) for text in texts[:-1])][: len(texts)]
        offsets = torch.tensor(starts, dtype=torch.long, device=table.device)
        return F.embedding_bag(ids, table, offsets, mode="mean")

    def states(self, ids: Tensor, mask: Tensor | None = None, added: Tensor | None = None) -> Tensor:
        """Last hidden states, shape (windows, tokens, width), of token ids (windows, tokens).

        `mask`, of the same shape, is True for tokens and False for padding; None: no padding. `added`, shape
        (windows, tokens, width), is added to the embeddings of the words.
        """
        x = self._embedded(ids, added)
        allowed = None if mask is None else mask[:, None, None, :]
        for number in range(self.layers):
            x = self._layer(f"encoder.layer.{number}.", x, allowed)
        return x

    def _embedded(self, ids: Tensor, added: Tensor | None) -> Tensor:
        words = F.embedding(ids, self.tensors["embeddings.word_embeddings.weight"])
        words = words if added is None else words + added
        places = self.tensors["embeddings.position_embeddings.weight"][: ids.shape[1]]
        # One text alone: all its tokens are of the first kind.
        kind = self.tensors["embeddings.token_type_embeddings.weight"][0]
        return self._normed("embeddings.LayerNorm", words + places + kind)

    def _layer(self, layer: str, x: Tensor, allowed: Tensor | None) -> Tensor:
        query, key, value = (
            self._by_head(f"{layer}attention.self.{name}", x) for name in ("query", "key", "value")
        )
        seen = F.scaled_dot_product_attention(query, key, value, attn_mask=allowed)
        seen = self._linear(f"{layer}attention.output.dense", seen.transpose(1, 2).flatten(2))
        x = self._normed(f"{layer}attention.output.LayerNorm", seen + x)
        inner = F.gelu(self._linear(f"{layer}intermediate.dense", x))
        return self._normed(f"{layer}output.LayerNorm", self._linear(f"{layer}output.dense", inner) + x)

    def _by_head(self, name: str, x: Tensor) -> Tensor:
        return self._linear(name, x).view(*x.shape[:2], self.heads, -1).transpose(1, 2)

    def _linear(self, name: str, x: Tensor) -> Tensor:
        return F.linear(x, self.tensors[f"{name}.weight"], self.tensors[f"{name}.bias"])

    def _normed(self, name: str, x: Tensor) -> Tensor:
        weight, bias = self.tensors[f"{name}.weight"], self.tensors[f"{name}.bias"]
        return F.layer_norm(x, weight.shape, weight, bias, self.epsilon)
