"""The embedded reader: a small encoder over the sentences of an article, with what it was taught.

One rule: a batch never holds two articles, and nothing is kept from one article to the next, so a
page does not depend on its neighbours.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer
from torch import Tensor
from torch.nn.functional import normalize

from briefing.backends.adapter import TAUGHT_ROOM, Heads, taught, unpacked
from briefing.backends.decoding import best_rows
from briefing.backends.devices import has_bf16, resolve_device
from briefing.backends.encoder import Encoder
from briefing.backends.ports import Reading
from briefing.backends.tags import LAYERS, Tagged, features_of, first_pieces, offsets_of_words, spans_of
from briefing.backends.weights import checked_digest
from briefing.backends.windows import Window, lay_out
from briefing.domain.cards import Device, ModelCard
from briefing.errors import BackendError
from briefing.grammar.lexicon import Known, known_words

# A window fills two cores by itself and then needs no padding; a GPU wants many at once.
_WINDOWS_AT_ONCE = {"cpu": 1, "mps": 8, "cuda": 64}
_TEXTS_AT_ONCE = 512
_MOST_CHARACTERS = 8192  # of one sentence
# Each new length costs 3 MB of compiled kernels for good; sixteen lengths cost 3 % of padding.
_LENGTH_STEP = 32


_NONE = np.zeros((0, 1), np.float32)
"""The scores of a sentence without words."""
Scores = Mapping[str, Tensor]
"""By layer the log-probabilities (words, tags) of a piece of a sentence."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """Tokens of a sentence, or of a piece of one that is longer than a window: their ids, what is known of
    their words in bits, and which of them begin a word."""

    sentence: int
    ids: list[int]
    known: list[int]
    firsts: list[int]


@dataclass(frozen=True, slots=True, eq=False)
class PocketReader:
    """A `Reader` over an encoder; `open_folder` makes one. `_heads` are None where nothing was taught on its
    weights."""

    card: ModelCard
    device: str
    sha256: str
    _encoder: Encoder
    _heads: Heads | None
    _tokenizer: Tokenizer
    _bf16: bool

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without [CLS] and [SEP]; O(characters)."""
        return [len(encoding.ids) for encoding in self._encodings(texts)]

    def read(self, sentences: Sequence[str]) -> Reading:
        """A vector for each sentence: the mean of its token states, scaled to length 1; and what the heads
        mark in it; both from one pass.

        The states come from the window that shows most text around the sentence. A sentence longer
        than a window is read in pieces, and one longer than a page of a book by its beginning: it has lost
        its full stops. Time and memory grow linearly with the tokens.
        """
        texts = [text[:_MOST_CHARACTERS] for text in sentences]
        encodings = list(self._encodings(texts))
        units = list(_units(encodings, self._room, known_words(texts)))
        sums = torch.zeros(len(texts), self._encoder.width)
        scores: list[list[Scores]] = [[] for _ in texts]
        with torch.inference_mode():
            for window, states in self._shown(units):
                for unit, part in _taken(window, units):
                    sums[unit.sentence] += states[part].sum(dim=0)
                    if self._heads is not None:
                        known = unpacked(torch.tensor(unit.known)[unit.firsts])
                        scores[unit.sentence].append(self._heads.scores(states[part][unit.firsts], known))
            if self._heads is not None:
                words = self._encoder.mean_words([encoding.ids for encoding in encodings])
                sums = self._heads.vectors(sums, words.cpu())
            vectors: NDArray[np.float32] = normalize(sums).numpy()
        return Reading(vectors, _spans(encodings, scores) if self._heads is not None else ())

    def _shown(self, units: Sequence[_Unit]) -> Iterator[tuple[Window, Tensor]]:
        """The windows over the units, each with the states of its tokens."""
        windows = lay_out([len(unit.ids) for unit in units], self._room)
        step = _WINDOWS_AT_ONCE[self.device]
        for first in range(0, len(windows), step):
            some = windows[first : first + step]
            yield from zip(some, self._states([units[w.first : w.last] for w in some]), strict=True)

    @property
    def _room(self) -> int:
        """Tokens of text in a window, which begins with [CLS] and ends with [SEP]: as many as it was taught
        on."""
        positions = self._encoder.positions
        most = min(self.card.context_tokens or positions, positions) - 2
        return min(most, TAUGHT_ROOM) if self._heads is not None else most

    def _encodings(self, texts: Sequence[str]) -> Iterator[Encoding]:
        for first in range(0, len(texts), _TEXTS_AT_ONCE):
            batch = list(texts[first : first + _TEXTS_AT_ONCE])
            yield from self._tokenizer.encode_batch(batch, add_special_tokens=False)

    def _states(self, shown: Sequence[Sequence[_Unit]]) -> Tensor:
        """Hidden states in fp32 on the CPU, shape (windows, longest, width)."""
        start, end = (self._tokenizer.token_to_id(mark) for mark in ("[CLS]", "[SEP]"))
        rows = [[start, *(token for unit in units for token in unit.ids), end] for units in shown]
        longest = min(-(-max(map(len, rows)) // _LENGTH_STEP) * _LENGTH_STEP, self._encoder.positions)
        # Padding is masked, so any token will do.
        ids = torch.tensor([row + [0] * (longest - len(row)) for row in rows], device=self.device)
        lengths = torch.tensor([len(row) for row in rows], device=self.device)
        mask = torch.arange(longest, device=self.device)[None, :] < lengths[:, None]
        added = self._features(shown, longest)
        with torch.autocast("cpu", torch.bfloat16) if self._bf16 else nullcontext():
            states = self._encoder.states(ids, None if bool(mask.all()) else mask, added)
        return states.float().cpu()

    def _features(self, shown: Sequence[Sequence[_Unit]], longest: int) -> Tensor | None:
        """What is added to the embeddings for what is known of the words, shape (windows, longest, width)."""
        if self._heads is None:
            return None
        known = [[0, *(bits for unit in units for bits in unit.known)] for units in shown]
        bits = torch.tensor([row + [0] * (longest - len(row)) for row in known], device=self.device)
        return unpacked(bits) @ self._heads.features.to(self.device).T


def _units(encodings: Sequence[Encoding], room: int, known: Sequence[Sequence[Known]]) -> Iterator[_Unit]:
    """The tokens of each sentence, in pieces of at most `room`."""
    for sentence, encoding in enumerate(encodings):
        bits = features_of(encoding.offsets, known[sentence])
        firsts = first_pieces(encoding.word_ids)
        for first in range(0, len(encoding.ids), room):
            own = firsts[bisect_left(firsts, first) : bisect_left(firsts, first + room)]
            part = slice(first, first + room)
            yield _Unit(sentence, encoding.ids[part], bits[part], [at - first for at in own])


def _taken(window: Window, units: Sequence[_Unit]) -> Iterator[tuple[_Unit, slice]]:
    """The units that are taken from a window, and where their tokens stand in it, after [CLS]."""
    at = 1
    for number in range(window.first, window.last):
        end = at + len(units[number].ids)
        if window.start <= number < window.stop:
            yield units[number], slice(at, end)
        at = end


def _spans(
    encodings: Sequence[Encoding], found: Sequence[Sequence[Scores]]
) -> tuple[tuple[Tagged, ...], ...]:
    """What the scores of the words of each sentence, by piece and layer, mark in it."""
    words = [offsets_of_words(first_pieces(e.word_ids), e.offsets) for e in encodings]
    tagged: list[list[Tagged]] = [[] for _ in encodings]
    for layer in LAYERS:
        scores = [
            torch.cat([piece[layer] for piece in pieces]).numpy() if pieces else _NONE for pieces in found
        ]
        for number, tags in enumerate(best_rows(scores)):
            if tags.any():
                sure = np.exp(scores[number][np.arange(len(tags)), tags])
                tagged[number] += spans_of(layer, tags.tolist(), sure.tolist(), words[number])
    return tuple(map(tuple, tagged))


def open_folder(card: ModelCard, folder: Path, device: Device) -> PocketReader:
    """The reader whose files are in `folder`. Raises BackendError where they are not the card's."""
    sha256 = checked_digest(card, folder)
    where = resolve_device(device)
    bf16 = where == "cpu" and has_bf16(where)
    encoder, heads = taught(Encoder.load(folder, where), sha256)
    return PocketReader(card, where, sha256, encoder, heads, open_tokenizer(folder), bf16)


def open_tokenizer(folder: Path) -> Tokenizer:
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
