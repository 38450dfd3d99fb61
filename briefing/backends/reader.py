"""The embedded reader: one pass of a small encoder over the sentences of an article.

One rule: a batch never holds two articles, and nothing is kept from one article to the next, so a
page does not depend on its neighbours.
"""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import normalize

from briefing.backends.devices import has_bf16, resolve_device
from briefing.backends.encoder import Encoder
from briefing.backends.ports import Reading
from briefing.backends.weights import checked_digest
from briefing.backends.windows import Window, lay_out
from briefing.domain.cards import Device, ModelCard
from briefing.errors import BackendError

# A window fills two cores by itself and then needs no padding; a GPU wants many at once.
_WINDOWS_AT_ONCE = {"cpu": 1, "mps": 8, "cuda": 64}
_TEXTS_AT_ONCE = 512
_MOST_CHARACTERS = 8192  # of one sentence
# Each new length costs 3 MB of compiled kernels for good; sixteen lengths cost 3 % of padding.
_LENGTH_STEP = 32


@dataclass(frozen=True, slots=True)
class _Unit:
    """Tokens of a sentence, or of a piece of one that is longer than a window."""

    sentence: int
    ids: list[int]


@dataclass(frozen=True, slots=True, eq=False)
class PocketReader:
    """A `Reader` over an encoder; `open_folder` makes one."""

    card: ModelCard
    device: str
    sha256: str
    _encoder: Encoder
    _tokenizer: Tokenizer
    _bf16: bool

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without [CLS] and [SEP]; O(characters)."""
        return [len(ids) for ids in self._ids(texts)]

    def read(self, sentences: Sequence[str]) -> Reading:
        """A vector for each sentence: the mean of its token states, scaled to length 1.

        The states come from the window that shows most text around the sentence. A sentence longer
        than a window is read in pieces, and one longer than a page of a book by its beginning: it has lost
        its full stops. Time and memory grow linearly with the tokens.
        """
        units = list(self._units(sentences))
        windows = lay_out([len(unit.ids) for unit in units], self._room)
        sums = torch.zeros(len(sentences), self._encoder.width)
        step = _WINDOWS_AT_ONCE[self.device]
        with torch.inference_mode():
            for first in range(0, len(windows), step):
                self._add(windows[first : first + step], units, sums)
        return Reading(normalize(sums).numpy())

    @property
    def _room(self) -> int:
        """Tokens of text in a window, which begins with [CLS] and ends with [SEP]."""
        positions = self._encoder.positions
        return min(self.card.context_tokens or positions, positions) - 2

    def _ids(self, texts: Sequence[str]) -> Iterator[list[int]]:
        for first in range(0, len(texts), _TEXTS_AT_ONCE):
            batch = list(texts[first : first + _TEXTS_AT_ONCE])
            for encoding in self._tokenizer.encode_batch_fast(batch, add_special_tokens=False):
                yield encoding.ids

    def _units(self, sentences: Sequence[str]) -> Iterator[_Unit]:
        for sentence, ids in enumerate(self._ids([text[:_MOST_CHARACTERS] for text in sentences])):
            for first in range(0, len(ids), self._room):
                yield _Unit(sentence, ids[first : first + self._room])

    def _add(self, windows: Sequence[Window], units: Sequence[_Unit], sums: Tensor) -> None:
        """Adds to each sentence's row of `sums` the states of its tokens in these windows."""
        states = self._states([units[window.first : window.last] for window in windows])
        for window, rows in zip(windows, states, strict=True):
            at = 1
            for number in range(window.first, window.last):
                unit = units[number]
                if window.start <= number < window.stop:
                    sums[unit.sentence] += rows[at : at + len(unit.ids)].sum(dim=0)
                at += len(unit.ids)

    def _states(self, shown: Sequence[Sequence[_Unit]]) -> Tensor:
        """Hidden states in fp32 on the CPU, shape (windows, longest, width)."""
        start, end = (self._tokenizer.token_to_id(mark) for mark in ("[CLS]", "[SEP]"))
        rows = [[start, *(token for unit in units for token in unit.ids), end] for units in shown]
        longest = min(-(-max(map(len, rows)) // _LENGTH_STEP) * _LENGTH_STEP, self._encoder.positions)
        # Padding is masked, so any token will do.
        ids = torch.tensor([row + [0] * (longest - len(row)) for row in rows], device=self.device)
        lengths = torch.tensor([len(row) for row in rows], device=self.device)
        mask = torch.arange(longest, device=self.device)[None, :] < lengths[:, None]
        with torch.autocast("cpu", torch.bfloat16) if self._bf16 else nullcontext():
            states = self._encoder.states(ids, None if bool(mask.all()) else mask)
        return states.float().cpu()


def open_folder(card: ModelCard, folder: Path, device: Device) -> PocketReader:
    """The reader whose files are in `folder`. Raises BackendError where they are not the card's."""
    sha256 = checked_digest(card, folder)
    where = resolve_device(device)
    bf16 = where == "cpu" and has_bf16(where)
    return PocketReader(card, where, sha256, Encoder.load(folder, where), _tokenizer(folder), bf16)


def _tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer, without the padding and the cut at 128 tokens that its file switches on."""
    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # the library raises nothing narrower
        raise BackendError(f"{folder}/tokenizer.json cannot be read: {error}") from error
    if tokenizer.token_to_id("[CLS]") is None or tokenizer.token_to_id("[SEP]") is None:
        raise BackendError(f"{folder}/tokenizer.json has no [CLS] and [SEP], which a reader needs")
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
