"""The encoder with LoRA adapters, case features and a linear head a layer of tags."""

from collections.abc import Mapping
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from tags import CASES, LAYERS, tag_count
from torch import Tensor, nn
from transformers import BertModel

_LINEAR = ["query", "key", "value", "dense"]


class Tagger(nn.Module):
    """Logits by layer, shape (windows, tokens, tags), and the states, of token ids and cases."""

    def __init__(self, folder: Path, rank: int) -> None:
        super().__init__()
        encoder = BertModel.from_pretrained(folder, local_files_only=True, add_pooling_layer=False)
        config = LoraConfig(r=rank, lora_alpha=2 * rank, lora_dropout=0.05, target_modules=_LINEAR)
        self.encoder = get_peft_model(encoder, config)
        width = encoder.config.hidden_size
        self.cases = nn.Embedding(CASES, width)
        nn.init.zeros_(self.cases.weight)
        self.heads = nn.ModuleDict({layer: nn.Linear(width, tag_count(layer)) for layer in LAYERS})
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids: Tensor, cases: Tensor, mask: Tensor) -> tuple[Mapping[str, Tensor], Tensor]:
        words = self.encoder.get_input_embeddings()(ids) + self.cases(cases)
        states = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state
        dropped = self.dropout(states)
        return {layer: head(dropped) for layer, head in self.heads.items()}, states

    def saved(self) -> dict[str, Tensor]:
        """What was taught, by name, in half precision: adapters, case features and heads."""
        taught = {name: value for name, value in self.state_dict().items() if _is_taught(name)}
        return {name: value.detach().half().contiguous() for name, value in taught.items()}


def _is_taught(name: str) -> bool:
    return "lora_" in name or name.startswith(("cases.", "heads."))


def batch(windows: list[tuple[list[int], list[int]]], start: int, end: int) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, cases and mask of windows with [CLS] (`start`) and [SEP] (`end`) around each."""
    longest = max(len(ids) for ids, _ in windows) + 2
    ids = torch.zeros(len(windows), longest, dtype=torch.long)
    cases = torch.full_like(ids, CASES - 1)
    mask = torch.zeros_like(ids)
    for row, (tokens, own) in enumerate(windows):
        size = len(tokens) + 2
        ids[row, :size] = torch.tensor([start, *tokens, end])
        cases[row, 1 : size - 1] = torch.tensor(own)
        mask[row, :size] = 1
    return ids, cases, mask
