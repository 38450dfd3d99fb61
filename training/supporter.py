"""The encoder with LoRA adapters and the support head, as `briefing.backends.support` runs them."""

from collections.abc import Iterable
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from torch import Tensor, nn
from transformers import BertModel

from briefing.backends.pairs import MARKS
from briefing.backends.support import SupportHead

_LINEAR = ["query", "key", "value", "dense"]
_SCALE = 2
_RARE = -3.0
"""Log-odds at first that a word is wrong: with twenty words even odds of a claim."""


class SupportNet(nn.Module):
    """Log-odds of support (pairs) and that each word is wrong (pairs, tokens), of what `batch_of` gives.

    Without dropout in the encoder, which takes as long again as everything else on a processor.
    """

    def __init__(self, folder: Path, rank: int) -> None:
        super().__init__()
        encoder = BertModel.from_pretrained(
            folder,
            local_files_only=True,
            add_pooling_layer=False,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        kinds = encoder.embeddings.token_type_embeddings.weight.detach()
        config = LoraConfig(r=rank, lora_alpha=_SCALE * rank, lora_dropout=0.0, target_modules=_LINEAR)
        self.encoder = get_peft_model(encoder, config)
        width = encoder.config.hidden_size
        self.marks = nn.Linear(len(MARKS), width, bias=False)
        nn.init.zeros_(self.marks.weight)
        with torch.no_grad():
            # The encoder knows a second text by its embedding of kinds.
            self.marks.weight[:, MARKS.index("evidence")] = kinds[1] - kinds[0]
        self.word = nn.Linear(width + len(MARKS), 1)
        self.whole = nn.Linear(width, 1)
        nn.init.constant_(self.word.bias, _RARE)
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor, claim: Tensor) -> tuple[Tensor, Tensor]:
        words = self.encoder.get_input_embeddings()(ids) + self.marks(marks)
        states = self.encoder(inputs_embeds=words, attention_mask=mask.long()).last_hidden_state
        states = self.dropout(states)
        head = SupportHead(
            self.marks.weight, (self.word.weight, self.word.bias), (self.whole.weight, self.whole.bias)
        )
        return head.scores(states, marks, claim), head.words(states, marks)

    def taught(self) -> Iterable[nn.Parameter]:
        """What is changed in training."""
        return (p for p in self.parameters() if p.requires_grad)

    def saved(self) -> dict[str, Tensor]:
        """What was taught, in half precision: by the name of the weight of the encoder that they change
        `.lora_A` and `.lora_B`, whose product is added to it; and the head."""
        found = {}
        for name, value in self.state_dict().items():
            if "lora_" in name:
                plain = name.removeprefix("encoder.base_model.model.").removesuffix(".default.weight")
                found[plain] = value * _SCALE if plain.endswith("lora_B") else value
            elif name.startswith(("marks.", "word.", "whole.")):
                found[name] = value
        return {name: value.detach().half().contiguous().cpu() for name, value in found.items()}
