"""Writers that read a prompt whole and then write: BART, PEGASUS, PEGASUS-X, T5, LED and their kin.

A prompt that the model cannot see whole is refused, never cut.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

from briefing.backends.devices import resolve_device
from briefing.backends.local_writer import (
    LocalWriter,
    check_tokenizer,
    end_tokens,
    load,
    opening,
    positions,
)
from briefing.backends.ports import Answer
from briefing.backends.weights import checked_digest
from briefing.domain.cards import Device, ModelCard

_POSITIONS = ("max_encoder_position_embeddings", "max_position_embeddings")
_WRITTEN_POSITIONS = ("max_decoder_position_embeddings", "max_position_embeddings")
# T5 counts distances, not positions, and so has no limit of its own; it was trained on this many.
_TRAINED_TOKENS = 512
# What checkpoints ask of a search with beams. Greedy, a least length is padded out with inventions. An end
# that is forced at the last token would make every answer that was cut look whole.
_PLAIN = {
    "num_beams": 1,
    "do_sample": False,
    "min_length": 0,
    "min_new_tokens": None,
    "forced_eos_token_id": None,
}
_BEAM_ONLY = {"early_stopping": False, "length_penalty": 1.0}


class Seq2SeqWriter(LocalWriter):
    """A `Writer` over an encoder-decoder model; `open_folder` makes one."""

    def _padded(self, rows: Sequence[list[int]], device: str) -> tuple[Tensor, Tensor]:
        longest = max(map(len, rows))
        padding = self.model.config.pad_token_id or 0
        ids = [row + [padding] * (longest - len(row)) for row in rows]
        mask = [[1] * len(row) + [0] * (longest - len(row)) for row in rows]
        return torch.tensor(ids, device=device), torch.tensor(mask, device=device)

    def _start(self, tokens: int) -> int:  # noqa: ARG002 - of the kinds of models only the others need it
        return 1  # the token that every answer starts with

    def _answer(self, text: str, whole: bool) -> Answer:
        return Answer(text.replace("<n>", "\n"), whole)  # as PEGASUS writes the end of a line

    def _options(self, rows: int, tokens: int, max_tokens: int) -> dict[str, Any]:
        config = self.model.config
        longest = positions(config, _WRITTEN_POSITIONS)
        options: dict[str, Any] = {
            **_PLAIN,
            "max_new_tokens": min(max_tokens, longest - 1) if longest else max_tokens,
        }
        if config.model_type == "led":
            # The first token sees and is seen by all, as LED was trained (Beltagy and others 2020).
            everywhere = torch.zeros(rows, tokens, dtype=torch.long, device=self.model.device)
            everywhere[:, 0] = 1
            options["global_attention_mask"] = everywhere
        return options


def open_folder(card: ModelCard, folder: Path, device: Device) -> Seq2SeqWriter:
    """The writer whose files are in `folder`.

    Raises BackendError where they are not the card's, damaged or of another kind of model, and
    OutOfMemory where the weights do not fit.
    """
    sha256 = checked_digest(card, folder)
    where = resolve_device(device)
    with opening(card, folder, where):
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        model = load(folder, where, AutoModelForSeq2SeqLM)
        check_tokenizer(card, folder, tokenizer, model)
        for key, value in _BEAM_ONLY.items():
            setattr(model.generation_config, key, value)
        before, behind = _marks(tokenizer)
        context = _context_tokens(card, model, tokenizer) - len(before) - len(behind)
        ends = frozenset(end_tokens(tokenizer, model))
        return Seq2SeqWriter(card, where, sha256, context, model, tokenizer, ends, before, behind)


def _marks(tokenizer: Any) -> tuple[list[int], list[int]]:
    """The tokens that the tokenizer puts before and behind a text."""
    plain, whole = (tokenizer("A vote.", add_special_tokens=marked)["input_ids"] for marked in (False, True))
    at = next((at for at in range(len(whole)) if whole[at : at + len(plain)] == plain), 0)
    return whole[:at], whole[at + len(plain) :]


def _context_tokens(card: ModelCard, model: Any, tokenizer: Any) -> int:
    """Tokens of prompt: the least that card, positions and tokenizer allow."""
    limits = [card.context_tokens, positions(model.config, _POSITIONS)]
    if not any(limits):
        limits.append(min(tokenizer.model_max_length, _TRAINED_TOKENS))
    return min(limit for limit in limits if limit)
