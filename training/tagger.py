"""The encoder with LoRA adapters, features of words and a linear head a layer of tags."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from torch import Tensor, nn
from transformers import BertModel

from briefing.backends.adapter import unpacked
from briefing.backends.tags import LAYERS, tag_count
from briefing.grammar.lexicon import FEATURES

_LINEAR = ["query", "key", "value", "dense"]
_SCALE = 2


class Tagger(nn.Module):
    """Logits by layer, shape (windows, tokens, tags), and the states (windows, tokens, width), of token ids
    (windows, tokens) and features of their words (windows, tokens, features), 0 or 1.

    The features are added to the embeddings of the words, and stand beside the states before the heads.
    """

    def __init__(self, folder: Path, rank: int) -> None:
        super().__init__()
        encoder = BertModel.from_pretrained(folder, local_files_only=True, add_pooling_layer=False)
        config = LoraConfig(r=rank, lora_alpha=_SCALE * rank, lora_dropout=0.05, target_modules=_LINEAR)
        self.encoder = get_peft_model(encoder, config)
        width = encoder.config.hidden_size
        self.features = nn.Linear(len(FEATURES), width, bias=False)
        nn.init.zeros_(self.features.weight)
        self.heads = nn.ModuleDict(
            {layer: nn.Linear(width + len(FEATURES), tag_count(layer)) for layer in LAYERS}
        )
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Mapping[str, Tensor], Tensor]:
        words = self.encoder.get_input_embeddings()(ids) + self.features(features)
        states = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state
        beside = torch.cat([self.dropout(states), features], dim=-1)
        return {layer: head(beside) for layer, head in self.heads.items()}, states

    def saved(self) -> dict[str, Tensor]:
        """What was taught, in half precision: by the name of the weight of the encoder that they change
        `.lora_A` and `.lora_B`, whose product is added to it; `features.weight`; the heads."""
        found = {}
        for name, value in self.state_dict().items():
            if "lora_" in name:
                plain = name.removeprefix("encoder.base_model.model.").removesuffix(".default.weight")
                found[plain] = value * _SCALE if plain.endswith("lora_B") else value
            elif name.startswith(("features.", "heads.")):
                found[name] = value
        return {name: value.detach().half().contiguous().cpu() for name, value in found.items()}


def batch(
    windows: Sequence[tuple[list[int], list[int]]], start: int, end: int
) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, features and mask of windows with [CLS] (`start`) and [SEP] (`end`) around each."""
    longest = max(len(ids) for ids, _ in windows) + 2
    ids = torch.zeros(len(windows), longest, dtype=torch.long)
    bits = torch.zeros_like(ids)
    mask = torch.zeros_like(ids)
    for row, (tokens, own) in enumerate(windows):
        size = len(tokens) + 2
        ids[row, :size] = torch.tensor([start, *tokens, end])
        bits[row, 1 : size - 1] = torch.tensor(own)
        mask[row, :size] = 1
    return ids, unpacked(bits), mask
