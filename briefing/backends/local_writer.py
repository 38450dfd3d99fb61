"""What the writers that run in this process have in common: packing, limits, memory, locks and endings.

Greedy, without sampling: the same prompts give the same answers. Rows are packed into batches by length;
where a batch does not fit the device the next are smaller, and one row alone goes to the processor.
"""

import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from transformers import AutoConfig, LogitsProcessorList, StoppingCriteria, StoppingCriteriaList
from transformers.utils import logging

from briefing.backends.devices import has_bf16
from briefing.backends.locked_decoding import LockedDecoding, LockedRow
from briefing.backends.ports import Answer, Request, Writing
from briefing.backends.token_pieces import TokenPieces, read_pieces
from briefing.domain.cards import ModelCard
from briefing.errors import BackendError, BadOutput, OutOfMemory

# Tokens of a batch, read and to be written, padding included: what keeps the device busy, far from what
# fills it.
_TOKENS_AT_ONCE = {"cpu": 16384, "mps": 16384, "cuda": 65536}


@dataclass(frozen=True, slots=True)
class Row:
    """One prompt as the model sees it, and the text that the answer may draw on."""

    ids: list[int]
    shown: str


class Deadline:
    """The moment until which answers may be written; `seconds` None: there is none."""

    def __init__(self, seconds: float | None) -> None:
        self._until = None if seconds is None else time.monotonic() + seconds

    @property
    def passed(self) -> bool:
        return self._until is not None and time.monotonic() >= self._until

    @property
    def left(self) -> float | None:
        return None if self._until is None else max(self._until - time.monotonic(), 0.0)


class _Stop(StoppingCriteria):  # type: ignore[misc]  # transformers is not typed
    """Ends every row of a batch when the time is over."""

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline

    def __call__(self, input_ids: Tensor, scores: Tensor, **_: object) -> Tensor:  # noqa: ARG002
        shape = (input_ids.shape[0],)
        return torch.full(shape, self._deadline.passed, dtype=torch.bool, device=input_ids.device)


@dataclass(eq=False)
class LocalWriter(ABC):
    """A `Writer` over a model of transformers; kinds of models say how rows are laid out and what `generate`
    is told.

    `ends`: the tokens that end an answer; `before` and `behind`: the model's own marks around a prompt.
    """

    card: ModelCard
    device: str
    sha256: str
    context_tokens: int
    model: Any
    tokenizer: Any
    ends: frozenset[int]
    before: list[int]
    behind: list[int]

    def __post_init__(self) -> None:
        self._budget = _TOKENS_AT_ONCE[self.device]

    @cached_property
    def pieces(self) -> TokenPieces | None:
        """What the tokens write; None where the locks cannot be put on this tokenizer."""
        return read_pieces(self.tokenizer)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without the marks the model puts around it."""
        return [len(ids) for ids in self._ids(texts)]

    def write(self, requests: Sequence[Request], writing: Writing) -> list[Answer]:
        """One answer a request, in order; those that time does not reach are empty and not whole.

        Raises BadOutput for a prompt of more than `context_tokens` tokens, OutOfMemory where one prompt does
        not fit the processor's memory either, and BackendError where the model fails otherwise.
        """
        deadline = Deadline(writing.seconds)
        rows = self._rows(requests)
        answers = [Answer("", whole=False)] * len(rows)
        waiting = by_length([len(row.ids) for row in rows])
        while waiting and not deadline.passed:
            longest = len(rows[waiting[0]].ids) + writing.max_tokens
            batch = waiting[: max(self._budget // longest, 1)]
            written = self._tried([rows[number] for number in batch], writing, deadline)
            if written is None:
                # What did not fit; from here on no batch is more than half as large.
                self._budget = longest * (len(batch) // 2)
                continue
            for number, answer in zip(batch, written, strict=True):
                answers[number] = answer
            del waiting[: len(batch)]
        return answers

    @abstractmethod
    def _padded(self, rows: Sequence[list[int]], device: str) -> tuple[Tensor, Tensor]:
        """Ids and mask of a batch, both of shape (rows, tokens)."""

    @abstractmethod
    def _options(self, rows: int, tokens: int, max_tokens: int) -> dict[str, Any]:
        """What `generate` is told of a batch of `rows` prompts, the longest of `tokens` tokens."""

    @abstractmethod
    def _start(self, tokens: int) -> int:
        """How many tokens of what `generate` returns stand before the answer."""

    def _answer(self, text: str, whole: bool) -> Answer:
        return Answer(text, whole)

    def _ids(self, texts: Sequence[str]) -> list[list[int]]:
        if not texts:
            return []
        ids: list[list[int]] = self.tokenizer(list(texts), add_special_tokens=False)["input_ids"]
        return ids

    def _rows(self, requests: Sequence[Request]) -> list[Row]:
        """Raises BadOutput for a prompt that is too long."""
        ids = self._ids([request.prompt for request in requests])
        for number, row in enumerate(ids, start=1):
            if len(row) > self.context_tokens:
                raise BadOutput(
                    f'model "{self.card.name}" takes {self.context_tokens} tokens, prompt {number} of '
                    f"{len(ids)} has {len(row)}; make the chunks smaller"
                )
        return [
            Row([*self.before, *row, *self.behind], request.shown)
            for row, request in zip(ids, requests, strict=True)
        ]

    def _tried(self, rows: Sequence[Row], writing: Writing, deadline: Deadline) -> list[Answer] | None:
        """The answers to one batch; None where it should be tried in parts."""
        try:
            return self._written(rows, writing, deadline, self.device)
        except (RuntimeError, MemoryError, IndexError, ValueError) as error:
            if not is_out_of_memory(error):
                raise self._failed(error) from error
            if len(rows) == 1 and self.device == "cpu":
                raise self._too_large(rows[0]) from error
        _free(self.device)
        return None if len(rows) > 1 else [self._on_processor(rows[0], writing, deadline)]

    def _on_processor(self, row: Row, writing: Writing, deadline: Deadline) -> Answer:
        """One answer written on the processor, whose memory is larger and which is slower."""
        if getattr(self.model, "is_quantized", False):
            raise self._too_large(row)
        try:
            self.model.to("cpu")
            return self._written([row], writing, deadline, "cpu")[0]
        except (RuntimeError, MemoryError, IndexError, ValueError) as error:
            if not is_out_of_memory(error):
                raise self._failed(error) from error
            raise self._too_large(row) from error
        finally:
            self.model.to(self.device)

    def _failed(self, error: Exception) -> BackendError:
        return BackendError(
            f'model "{self.card.name}" failed on {self.device}: {error}; try --device cpu, or another model'
        )

    def _too_large(self, row: Row) -> OutOfMemory:
        return OutOfMemory(
            f'model "{self.card.name}" and a prompt of {len(row.ids)} tokens do not fit the memory of '
            f"{self.device}; try --device cpu, or a smaller model"
        )

    def _written(
        self, rows: Sequence[Row], writing: Writing, deadline: Deadline, device: str
    ) -> list[Answer]:
        ids, mask = self._padded([row.ids for row in rows], device)
        tokens = ids.shape[1]
        options = self._options(len(rows), tokens, writing.max_tokens)
        lock = None
        if writing.locked and self.pieces is not None:
            shown = [row.shown for row in rows]
            lock = LockedDecoding(self.pieces, shown, self._start(tokens), self.ends)
            options["logits_processor"] = LogitsProcessorList([lock])
        if deadline.left is not None:
            options["stopping_criteria"] = StoppingCriteriaList([_Stop(deadline)])
        with torch.inference_mode():
            written = self.model.generate(input_ids=ids, attention_mask=mask, **options)
        answers = written[:, self._start(tokens) :].tolist()
        return [self._told(ids, lock.rows[n] if lock else None) for n, ids in enumerate(answers)]

    def _told(self, ids: list[int], lock: LockedRow | None) -> Answer:
        """The answer up to the token that ends it; up to where it may end, where it has none."""
        end = next((at for at, id in enumerate(ids) if id in self.ends), None)
        kept = ids[:end] if lock is None else ids[: lock.kept(ids[:end])]
        text: str = self.tokenizer.decode(kept, skip_special_tokens=True, clean_up_tokenization_spaces=False)
        return self._answer(text, end is not None and len(kept) == end)


def by_length(lengths: Sequence[int]) -> list[int]:
    """Numbers of rows, longest first; ties go by position."""
    return sorted(range(len(lengths)), key=lambda number: (-lengths[number], number))


def load(folder: Path, device: str, auto: Any) -> Any:
    """A model of transformers on its device, in the precision that is fast there or in that of its own
    quantisation; `auto` is the library's class for its kind.

    Raises BackendError where the files lack a part of it, which the library would fill with random numbers,
    or where quantised weights need a package that is not here.
    """
    quantised = getattr(
        AutoConfig.from_pretrained(folder, local_files_only=True), "quantization_config", None
    )
    options: dict[str, Any] = {"dtype": torch.bfloat16 if has_bf16(device) else torch.float32}
    if quantised:
        options = {"dtype": "auto", "device_map": {"": device}}
    try:
        model, report = auto.from_pretrained(
            folder, local_files_only=True, output_loading_info=True, **options
        )
    except ImportError as error:
        raise BackendError(
            f"{folder} holds quantised weights ({_method(quantised)}) that need another package: {error}"
        ) from error
    wrong = sorted(map(str, [*report["missing_keys"], *report["mismatched_keys"]]))
    if wrong:
        raise BackendError(f"{folder} lacks {len(wrong)} tensors of its model, {wrong[0]} for one")
    return (model if quantised else model.to(device)).eval()


@contextmanager
def opening(card: ModelCard, folder: Path, device: str) -> Iterator[None]:
    """Turns what the library raises, in as many ways as it has readers, into errors that name the folder,
    and keeps it from printing."""
    logging.set_verbosity(logging.CRITICAL)
    logging.disable_progress_bar()
    try:
        yield
    except BackendError:
        raise
    except Exception as error:
        if is_out_of_memory(error):
            raise OutOfMemory(
                f'model "{card.name}" does not fit {device}; try --device cpu, or a smaller model'
            ) from error
        raise BackendError(f'model "{card.name}": {folder} cannot be opened: {error}') from error


def _method(quantised: Any) -> str:
    told = quantised if isinstance(quantised, dict) else getattr(quantised, "__dict__", {})
    return str(told.get("quant_method", "of an unknown kind"))


def check_tokenizer(card: ModelCard, folder: Path, tokenizer: Any, model: Any) -> None:
    """Raises BackendError where the library made up a tokenizer that knows no word, as it does from a folder
    without its files, and where the tokenizer has tokens that the model has not: it is another model's."""
    ids = tokenizer("The council voted on Tuesday.", add_special_tokens=False)["input_ids"]
    if not set(ids) - {tokenizer.unk_token_id}:
        raise BackendError(
            f'model "{card.name}": {folder} holds no tokenizer that knows a word; fetch its files again'
        )
    known, most = model.get_input_embeddings().weight.shape[0], max(tokenizer.get_vocab().values()) + 1
    if most > known:
        raise BackendError(
            f'model "{card.name}": {folder} holds a tokenizer of {most} tokens for a model that knows '
            f"{known}; it is another model's: fetch its files again"
        )


def positions(config: Any, names: Sequence[str]) -> int | None:
    """The first of the named figures that a config has."""
    return next((int(getattr(config, name)) for name in names if getattr(config, name, None)), None)


def end_tokens(tokenizer: Any, model: Any) -> Iterator[int]:
    """The tokens that end an answer, by tokenizer and checkpoint."""
    for told in (tokenizer.eos_token_id, model.generation_config.eos_token_id):
        yield from told if isinstance(told, list) else [] if told is None else [told]


def is_out_of_memory(error: Exception) -> bool:
    """CUDA and MPS have an error of their own; the CPU's allocator has only its words."""
    if isinstance(error, (torch.OutOfMemoryError, MemoryError)):
        return True
    return "can't allocate memory" in str(error) or "out of memory" in str(error)


def _free(device: str) -> None:
    """Give back what a failed batch had taken."""
    if device == "cuda":
        torch.cuda.empty_cache()
    elif device == "mps":
        torch.mps.empty_cache()
