"""Writers that read a prompt whole and then write: BART, PEGASUS, T5, LED and their kin.

Greedy, without sampling: the same prompts give the same answers. Prompts are packed into batches by
length; a prompt that the model cannot see whole is refused, never cut.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer
from transformers.utils import logging

from briefing.backends.devices import has_bf16, resolve_device
from briefing.backends.ports import Answer, Request, Writing
from briefing.backends.weights import checked_digest
from briefing.domain.cards import Device, ModelCard
from briefing.errors import BackendError, BadOutput, OutOfMemory

# Prompt tokens in a batch, padding included: what keeps the device busy, far from what fills it.
_TOKENS_AT_ONCE = {"cpu": 4096, "mps": 8192, "cuda": 65536}
_POSITIONS = ("max_encoder_position_embeddings", "max_position_embeddings")
_WRITTEN_POSITIONS = ("max_decoder_position_embeddings", "max_position_embeddings")
# T5 counts distances, not positions, and so has no limit of its own; it was trained on this many.
_TRAINED_TOKENS = 512
# What checkpoints ask of a search with beams. Greedy, a least length is padded out with inventions.
_PLAIN = {"num_beams": 1, "do_sample": False, "min_length": 0, "min_new_tokens": None}
_BEAM_ONLY = {"early_stopping": False, "length_penalty": 1.0}


@dataclass(frozen=True, slots=True, eq=False)
class Seq2SeqWriter:
    """A `Writer` over an encoder-decoder model; `open_folder` makes one."""

    card: ModelCard
    device: str
    sha256: str
    context_tokens: int
    _model: Any
    _tokenizer: Any

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without the marks the model puts around it."""
        return [len(ids) for ids in self._ids(texts, marks=False)]

    def write(self, requests: Sequence[Request], writing: Writing) -> list[Answer]:
        """One answer a request, in order; at most `max_tokens` tokens, or as many as it can write.

        Raises BadOutput for a prompt of more than `context_tokens` tokens, OutOfMemory where even
        one prompt at a time does not fit, and BackendError where the model fails otherwise.
        """
        prompts = [request.prompt for request in requests]
        self._refuse_long(prompts)
        rows = self._ids(prompts, marks=True)
        answers = [""] * len(prompts)
        for batch in _packed([len(row) for row in rows], _TOKENS_AT_ONCE[self.device]):
            written = self._written([rows[number] for number in batch], writing.max_tokens)
            for number, answer in zip(batch, written, strict=True):
                answers[number] = answer
        return [Answer(text) for text in answers]

    def _ids(self, texts: Sequence[str], marks: bool) -> list[list[int]]:
        if not texts:
            return []
        ids: list[list[int]] = self._tokenizer(list(texts), add_special_tokens=marks)["input_ids"]
        return ids

    def _refuse_long(self, prompts: Sequence[str]) -> None:
        for number, count in enumerate(self.count_tokens(prompts), start=1):
            if count > self.context_tokens:
                raise BadOutput(
                    f'model "{self.card.name}" takes {self.context_tokens} tokens, prompt {number} of '
                    f"{len(prompts)} has {count}; make the chunks smaller"
                )

    def _written(self, rows: Sequence[list[int]], max_tokens: int) -> list[str]:
        """The answers to one batch; half of it at a time where the whole is too much."""
        try:
            return self._generated(rows, max_tokens)
        except (RuntimeError, MemoryError, IndexError, ValueError) as error:
            if not _is_out_of_memory(error):
                raise BackendError(
                    f'model "{self.card.name}" failed on {self.device}: {error}; try --device cpu'
                ) from error
            if len(rows) == 1:
                raise OutOfMemory(
                    f'model "{self.card.name}" and a prompt of {len(rows[0])} tokens do not fit the '
                    f"memory of {self.device}; try --device cpu, or a smaller model"
                ) from error
        half = len(rows) // 2
        return self._written(rows[:half], max_tokens) + self._written(rows[half:], max_tokens)

    def _generated(self, rows: Sequence[list[int]], max_tokens: int) -> list[str]:
        ids, mask = self._padded(rows)
        config = self._model.config
        longest = _first_of(config, _WRITTEN_POSITIONS)
        with torch.inference_mode():
            written = self._model.generate(
                input_ids=ids,
                attention_mask=mask,
                max_new_tokens=min(max_tokens, longest - 1) if longest else max_tokens,
                **_PLAIN,
            )
        answers: list[str] = self._tokenizer.batch_decode(
            written, skip_special_tokens=True, clean_up_tokenization_spaces=False
        )
        # PEGASUS has no newline and writes this piece for one.
        return [answer.replace("<n>", "\n") for answer in answers]

    def _padded(self, rows: Sequence[list[int]]) -> tuple[Tensor, Tensor]:
        longest = max(map(len, rows))
        padding = self._model.config.pad_token_id or 0
        ids = [row + [padding] * (longest - len(row)) for row in rows]
        mask = [[1] * len(row) + [0] * (longest - len(row)) for row in rows]
        return torch.tensor(ids, device=self.device), torch.tensor(mask, device=self.device)


def open_folder(card: ModelCard, folder: Path, device: Device) -> Seq2SeqWriter:
    """The writer whose files are in `folder`.

    Raises BackendError where they are not the card's, damaged or of another kind of model, and
    OutOfMemory where the weights do not fit.
    """
    sha256 = checked_digest(card, folder)
    where = resolve_device(device)
    logging.set_verbosity(logging.CRITICAL)
    logging.disable_progress_bar()
    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        model = _loaded(folder, where)
    except BackendError:
        raise
    except Exception as error:  # a checkpoint can fail in as many ways as the library has readers
        if _is_out_of_memory(error):
            raise OutOfMemory(f'model "{card.name}" does not fit {where}; try --device cpu') from error
        raise BackendError(
            f'model "{card.name}": {folder} cannot be opened as an encoder-decoder model: {error}'
        ) from error
    _check_tokenizer(card, folder, tokenizer)
    context = _context_tokens(card, model, tokenizer)
    return Seq2SeqWriter(card, where, sha256, context, model, tokenizer)


def _check_tokenizer(card: ModelCard, folder: Path, tokenizer: Any) -> None:
    """Raises BackendError where the library made up a tokenizer, as it does from a folder without its
    files: one that knows no word."""
    ids = tokenizer("The council voted on Tuesday.", add_special_tokens=False)["input_ids"]
    if not set(ids) - {tokenizer.unk_token_id}:
        raise BackendError(
            f'model "{card.name}": {folder} holds no tokenizer that knows a word; fetch its files again'
        )


def _loaded(folder: Path, device: str) -> Any:
    """The model on its device. Raises BackendError where the files lack a part of it, which the
    library would fill with random numbers."""
    precision = torch.bfloat16 if device == "cuda" and has_bf16(device) else torch.float32
    model, report = AutoModelForSeq2SeqLM.from_pretrained(
        folder, local_files_only=True, dtype=precision, output_loading_info=True
    )
    wrong = sorted(map(str, [*report["missing_keys"], *report["mismatched_keys"]]))
    if wrong:
        raise BackendError(f"{folder} lacks {len(wrong)} tensors of its model, {wrong[0]} for one")
    for key, value in _BEAM_ONLY.items():
        setattr(model.generation_config, key, value)
    return model.to(device).eval()


def _context_tokens(card: ModelCard, model: Any, tokenizer: Any) -> int:
    """Tokens of prompt: the least that card, positions and tokenizer allow, less the marks."""
    limits = [card.context_tokens, _first_of(model.config, _POSITIONS)]
    if not any(limits):
        limits.append(min(tokenizer.model_max_length, _TRAINED_TOKENS))
    return min(limit for limit in limits if limit) - int(tokenizer.num_special_tokens_to_add())


def _first_of(config: Any, names: Sequence[str]) -> int | None:
    return next((getattr(config, name) for name in names if getattr(config, name, None)), None)


def _packed(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Numbers of rows, longest first, in batches of at most `budget` tokens with the padding; ties
    go by position. A row over the budget is a batch of its own."""
    order = sorted(range(len(lengths)), key=lambda number: (-lengths[number], number))
    first = 0
    while first < len(order):
        size = max(budget // max(lengths[order[first]], 1), 1)
        yield order[first : first + size]
        first += size


def _is_out_of_memory(error: Exception) -> bool:
    """CUDA and MPS have an error of their own; the CPU's allocator has only its words."""
    if isinstance(error, (torch.OutOfMemoryError, MemoryError)):
        return True
    return "can't allocate memory" in str(error) or "out of memory" in str(error)
