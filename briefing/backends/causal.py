"""Writers that go on with a prompt: instruct models by their chat template (Qwen, Llama, Gemma, Phi, SmolLM).

The prompt is one message of the user; no system role is asked for, which some templates do not have. What
it holds is text: marks by which a template steers the model are read as the characters that they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from transformers import AutoModelForCausalLM, AutoTokenizer, GenerationConfig

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
from briefing.backends.thoughts import without_thought
from briefing.backends.weights import checked_digest
from briefing.domain.cards import Device, ModelCard
from briefing.errors import BackendError

# Room for the answer in the window that prompt and answer share; no more than a quarter of it.
_ANSWER_ROOM = 1024
_CONTEXT_UNKNOWN = 2048
_PLACE = "briefing-prompt"
# Ends of a turn that a checkpoint's configuration may leave out.
_TURN_ENDS = ("<|im_end|>", "<|eot_id|>", "<end_of_turn>", "<|end|>", "<|endoftext|>")
# Switches of templates of models that think first: Qwen and SmolLM, Granite and DeepSeek.
_NO_THINKING = {"enable_thinking": False, "thinking": False}
_LOOKED_UP = 10
"""Tokens that prompt lookup guesses from the prompt at a time (Saxena 2023); summaries copy their source."""


@dataclass(eq=False)
class CausalWriter(LocalWriter):
    """A `Writer` over a decoder; `open_folder` makes one. `window`: tokens of prompt and answer together;
    `padding`: the token that fills rows up; `looks_up`: prompt lookup may be used."""

    window: int = _CONTEXT_UNKNOWN
    padding: int = 0
    looks_up: bool = True

    def _ids(self, texts: Sequence[str]) -> list[list[int]]:
        if not texts:
            return []
        ids: list[list[int]] = self.tokenizer(
            [text.strip() for text in texts], add_special_tokens=False, split_special_tokens=True
        )["input_ids"]
        return ids

    def _padded(self, rows: Sequence[list[int]], device: str) -> tuple[Tensor, Tensor]:
        """Filled up on the left: what is written stands right behind the prompt."""
        longest = max(map(len, rows))
        ids = [[self.padding] * (longest - len(row)) + row for row in rows]
        mask = [[0] * (longest - len(row)) + [1] * len(row) for row in rows]
        return torch.tensor(ids, device=device), torch.tensor(mask, device=device)

    def _start(self, tokens: int) -> int:
        return tokens

    def _options(self, rows: int, tokens: int, max_tokens: int) -> dict[str, Any]:
        """Greedy and plain, whatever the checkpoint asks for; one prompt alone is written with prompt lookup,
        which the library does for no more than one."""
        lookup = _LOOKED_UP if rows == 1 and self.looks_up else None
        config = GenerationConfig(
            max_new_tokens=max(min(max_tokens, self.window - tokens), 1),
            do_sample=False,
            pad_token_id=self.padding,
            eos_token_id=sorted(self.ends),
            prompt_lookup_num_tokens=lookup,
        )
        return {"generation_config": config}

    def _answer(self, text: str, whole: bool) -> Answer:
        return without_thought(text, whole)


def open_folder(card: ModelCard, folder: Path, device: Device) -> CausalWriter:
    """The writer whose files are in `folder`.

    Raises BackendError where they are not the card's, damaged, of another kind of model, or of one that was
    not taught to take instructions, and OutOfMemory where the weights do not fit.
    """
    sha256 = checked_digest(card, folder)
    where = resolve_device(device)
    with opening(card, folder, where):
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        before, behind = _template(card, folder, tokenizer)
        model = load(folder, where, AutoModelForCausalLM)
        check_tokenizer(card, folder, tokenizer, model)
        window = _window(card, model)
        room = min(_ANSWER_ROOM, window // 4)
        ends = frozenset([*end_tokens(tokenizer, model), *_turn_ends(tokenizer)])
        padding = tokenizer.pad_token_id
        return CausalWriter(
            card,
            where,
            sha256,
            window - room - len(before) - len(behind),
            model,
            tokenizer,
            ends,
            before,
            behind,
            window=window,
            padding=min(ends) if padding is None else padding,
            looks_up=not getattr(model, "_is_stateful", False),
        )


def _template(card: ModelCard, folder: Path, tokenizer: Any) -> tuple[list[int], list[int]]:
    """The tokens that the chat template puts before and behind a prompt."""
    if not tokenizer.chat_template:
        raise BackendError(
            f'model "{card.name}": {folder} has no chat template: it goes on with texts and takes no '
            "instructions; use the model's instruct version"
        )
    said = [{"role": "user", "content": _PLACE}]
    whole = tokenizer.apply_chat_template(said, tokenize=False, add_generation_prompt=True, **_NO_THINKING)
    before, place, behind = whole.rpartition(_PLACE)
    if not place:
        raise BackendError(f'model "{card.name}": the chat template of {folder} leaves the message out')
    first, last = (tokenizer(part, add_special_tokens=False)["input_ids"] for part in (before, behind))
    return first, last


def _window(card: ModelCard, model: Any) -> int:
    """Tokens of prompt and answer: the least that card and positions allow."""
    config = model.config.get_text_config()
    limits = [card.context_tokens, positions(config, ("max_position_embeddings", "n_positions"))]
    return min((limit for limit in limits if limit), default=_CONTEXT_UNKNOWN)


def _turn_ends(tokenizer: Any) -> list[int]:
    known = tokenizer.get_added_vocab()
    return [known[name] for name in _TURN_ENDS if name in known]
