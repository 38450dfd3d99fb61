"""What the reader was taught: low-rank changes of the encoder's weights, and heads on its states.

The file is made by `training/`; MODEL_CARD.md beside this module tells from what. LoRA: Hu and others 2021.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.resources import as_file, files

import torch
from safetensors import safe_open
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from briefing.backends.encoder import Encoder
from briefing.backends.tags import LAYERS
from briefing.grammar.lexicon import FEATURES

_FILE = "pocket.safetensors"
TAUGHT_ROOM = 254
"""Tokens of text in the windows that the heads were taught on."""


@dataclass(frozen=True, slots=True, eq=False)
class Heads:
    """`features`: (width, features), added to the embeddings of words; by layer a weight (tags, width +
    features) and a bias (tags); `back`: a weight (width, 2 * width) and a bias (width) that lead sentence
    vectors back to what they were before the encoder was taught. All float32."""

    features: Tensor
    layers: Mapping[str, tuple[Tensor, Tensor]]
    back: tuple[Tensor, Tensor]

    def vectors(self, states: Tensor, words: Tensor) -> Tensor:
        """Vectors (sentences, width) near those of the untaught encoder, of any length, of the summed states
        of sentences and the mean embeddings of their words, both of that shape; zeros of one without
        tokens."""
        led = F.linear(torch.cat([F.normalize(states), F.normalize(words)], dim=-1), *self.back)
        return led * states.any(dim=-1, keepdim=True)

    def scores(self, states: Tensor, features: Tensor) -> dict[str, Tensor]:
        """By layer the log-probabilities (words, tags), of states (words, width) and features (words,
        features)."""
        beside = torch.cat([states, features], dim=-1)
        return {name: F.linear(beside, *layer).log_softmax(-1) for name, layer in self.layers.items()}


def taught(encoder: Encoder, sha256: str) -> tuple[Encoder, Heads | None]:
    """The encoder as it was taught, and its heads; as it was and none, where its weights, of that digest, are
    not those that something was taught on."""
    with (
        as_file(files("briefing.backends").joinpath(_FILE)) as path,
        safe_open(path, framework="pt") as stored,
    ):
        if (stored.metadata() or {}).get("backbone") != sha256:
            return encoder, None
        tensors = {name: stored.get_tensor(name).float() for name in stored.keys()}  # noqa: SIM118
    layers = {layer: (tensors[f"heads.{layer}.weight"], tensors[f"heads.{layer}.bias"]) for layer in LAYERS}
    changed = replace(encoder, tensors=merged(encoder.tensors, tensors))
    back = tensors["vectors.weight"], tensors["vectors.bias"]
    return changed, Heads(tensors["features.weight"], layers, back)


def merged(weights: Mapping[str, Tensor], taught: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The weights of an encoder with what was taught added to them."""
    changed = dict(weights)
    for name, b in taught.items():
        if name.endswith(".lora_B"):
            stem = name.removesuffix(".lora_B")
            weight = weights[f"{stem}.weight"]
            changed[f"{stem}.weight"] = weight + (b @ taught[f"{stem}.lora_A"]).to(weight)
    return changed


def unpacked(bits: Tensor) -> Tensor:
    """Features in bits as a last dimension of 0 and 1, float32."""
    return (bits[..., None] >> torch.arange(len(FEATURES), device=bits.device) & 1).float()
