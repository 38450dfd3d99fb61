"""Decoding under the locks: a token that would write a number or quoted words which the shown text lacks
cannot be chosen.

One rule: a token is let pass only where the automaton of `lock_states` would take it. Which tokens these are
is looked up by what may follow, not found by trying each: a step costs a few lookups and one masking.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor
from transformers import LogitsProcessor

from briefing.backends.lock_states import (
    BARRIER,
    START,
    Before,
    Shown,
    State,
    advance,
    has_ended,
    is_number,
    may_end,
)
from briefing.backends.token_pieces import LONGEST, Flags, TokenPieces, split_off
from briefing.grammar.number_words import FILLERS, NUMBER_WORDS, SHORT_SCALES

_BEGINNINGS = frozenset(
    word[:end] for word in (*NUMBER_WORDS, *SHORT_SCALES, *FILLERS) for end in range(1, len(word) + 1)
)
_NO_NUMBER = "ʘ"
"""A letter that no number begins with; it stands for any word that can become none."""
_LEADS = ("", " ", "$", " $", "£", " £", "€", " €", "(", " (")
"""What tokens have before the digits of a number."""
_MOST_PLACES = 2000
"""Places of the shown text that are looked at for the words of a quotation: more begin with "the"."""


class LockedDecoding(LogitsProcessor):  # type: ignore[misc]  # transformers is not typed
    """Sets the scores of forbidden tokens to minus infinity, each row by its own shown text.

    `start`: tokens of a row that were not written by the model. `ends`: tokens that end an answer. Rows may
    be taken back and written otherwise, as prompt lookup does.
    """

    def __init__(self, pieces: TokenPieces, shown: Sequence[str], start: int, ends: Iterable[int]) -> None:
        self._start = start
        self.rows = [LockedRow(pieces, text, ends) for text in shown]

    def __call__(self, input_ids: Tensor, scores: Tensor) -> Tensor:
        """Scores, shape (rows, vocabulary), with what is forbidden behind `input_ids` (rows, tokens) masked;
        the given tensor is not changed."""
        written = input_ids[:, self._start :].tolist()
        masks = [row.forbidden(ids, scores) for row, ids in zip(self.rows, written, strict=True)]
        return scores.masked_fill(torch.stack(masks), -torch.inf)


class LockedRow:
    """The locks on one answer."""

    def __init__(self, pieces: TokenPieces, shown: str, ends: Iterable[int]) -> None:
        self._pieces = pieces
        self._shown = Shown(shown)
        self._ends = frozenset(ends)
        self._ids: list[int] = []
        self._states: list[State | None] = [START]
        self._bases: dict[Before, Flags] = {}
        self._masks: dict[State, Tensor] = {}
        self._openings: list[int] | None = None

    def forbidden(self, ids: Sequence[int], scores: Tensor) -> Tensor:
        """Flags, shape (vocabulary of the scores), of the tokens that may not follow `ids`."""
        state = self._state(ids)
        # Behind its end, and behind what no lock would have let pass, a row is no longer judged.
        key = START if state is None else self._like(state)
        mask = self._masks.get(key)
        if mask is None or mask.shape[-1] != scores.shape[-1]:
            flags = np.ones(scores.shape[-1], dtype=np.bool_)
            width = min(len(self._pieces), len(flags))
            flags[:width] = ~self._allowed(key)[:width]
            mask = torch.from_numpy(flags).to(scores.device)
            if key.quoted is None:
                self._masks[key] = mask
        return mask

    def _like(self, state: State) -> State:
        """The state itself, or one behind which the same tokens may follow."""
        if not state.word or state.joint or state.quoted or state.pending:
            return state
        if state.word in _BEGINNINGS or self._shown.has_beginning(state.number) or is_number(state.word):
            return state
        return State(Before.WORD, word=_NO_NUMBER) if has_ended(state.run, self._shown) else state

    def kept(self, ids: Sequence[int]) -> int:
        """How many of the tokens of an answer may stand: all, unless it was ended within a number or a
        quotation; then those before the last word or mark that could have been its end."""
        self._state(ids)
        for count in range(len(ids), 0, -1):
            state = self._states[count]
            if state is not None and may_end(state, self._shown):
                return count
        return 0

    def _state(self, ids: Sequence[int]) -> State | None:
        """The state behind `ids`; None behind the end of the answer."""
        same = 0
        while same < min(len(ids), len(self._ids)) and ids[same] == self._ids[same]:
            same += 1
        del self._ids[same:], self._states[same + 1 :]
        for id in ids[same:]:
            self._ids.append(id)
            self._states.append(self._behind(self._states[-1], id))
        return self._states[len(ids)]

    def _behind(self, state: State | None, id: int) -> State | None:
        if state is None or id in self._ends:
            return None
        raw = self._pieces.raw[id] if id < len(self._pieces) else b""
        return self._after(state, raw) if raw else state

    def _after(self, state: State, raw: bytes) -> State | None:
        divided = split_off(state.pending + raw)
        if divided is None:
            return None
        text, pending = divided
        behind = advance(replace(state, pending=b""), text, self._shown)
        return behind and (replace(behind, pending=pending) if pending else behind)

    def _allowed(self, state: State) -> Flags:
        """Flags of the tokens that may follow; where none may, those that end the answer, of which `kept`
        leaves what may stand."""
        if state.pending:
            flags = self._passing(state, self._pieces.continuing)
        elif state.quoted:
            flags = self._in_quotation(state)
        elif state.run or (state.word and is_number(state.word)):
            flags = self._behind_number(state)
        else:
            flags = self._behind_word(state)
        if state == START:
            flags = flags | self._pieces.special
        ends = [id for id in self._ends if id < len(flags)]
        flags[ends] = may_end(state, self._shown) or not flags.any()
        return flags

    def _behind_word(self, state: State) -> Flags:
        """In or behind a word that is no number, though it may become one: "on", "one"."""
        flags = self._base(state.before).copy()
        if state.word:
            for id in self._completing(state):
                flags[id] = self._passes(state, id)
            flags |= self._passing(state, self._continuing_number(state))
        return flags

    def _behind_number(self, state: State) -> Flags:
        """In or behind a number: more of it, or, where it is whole, anything that is not a number."""
        flags = self._passing(state, [*self._continuing_number(state), *self._growing(state)])
        if not has_ended(
            state.run + state.word if is_number(state.word, state.run) else state.run, self._shown
        ):
            return flags
        free = self._base(Before.JOINING if state.joint else state.before) & ~self._pieces.numeric_first
        if is_number(state.word, state.run) and not state.joint:
            free &= ~self._pieces.starts_word
        elif state.word:
            free = free.copy()
            for id in self._completing(state):
                free[id] = self._passes(state, id)
        return flags | free

    def _base(self, before: Before) -> Flags:
        """What may follow where no number is begun, in a word that can become none or behind a mark."""
        if before not in self._bases:
            self._bases[before] = self._made_base(before)
        return self._bases[before]

    def _made_base(self, before: Before) -> Flags:
        pieces = self._pieces
        state = State(before, word=_NO_NUMBER if before is Before.WORD else "")
        flags = (pieces.plain if before is Before.WORD else pieces.fresh) | pieces.opens_behind_space
        if before is Before.SPACE:
            flags = flags | pieces.opens
            flags = flags | self._passing(state, self._opening_words())
        if before is Before.WORD:
            flags = flags | pieces.apostrophe
        if before is Before.CLOSED:
            flags = flags & ~pieces.starts_word
        else:
            flags = flags | pieces.split
        return flags | self._passing(state, self._numbers())

    def _numbers(self) -> Iterator[int]:
        """Tokens that begin a number of the text, or a word of it that begins like one."""
        shown, find = self._shown, self._pieces.by_lower.get
        begins = {beginning for beginning in shown.beginnings if 0 < len(beginning) <= LONGEST}
        begins.update(word for word in NUMBER_WORDS if shown.may_grow(word))
        for lead in _LEADS:
            for beginning in begins:
                yield from find(lead + beginning, ())

    def _opening_words(self) -> Iterator[int]:
        words, starts = self._shown.words, self._shown.opening_places()
        begins = {words[at : at + length].lower() for at in starts for length in range(1, 13)}
        return (id for id, letters in self._pieces.opening_words if letters.lower() in begins)

    def _continuing_number(self, state: State) -> Iterator[int]:
        """Tokens that go on with a number of the text."""
        number, find = state.number, self._pieces.by_lower.get
        if not self._shown.has_beginning(number):
            return
        for whole in self._shown.numbers:
            if whole.startswith(number):
                rest = whole[len(number) :]
                for end in range(1, min(len(rest), LONGEST) + 1):
                    yield from find(rest[:end], ())
                    if " " in rest[:end]:
                        yield from find(rest[:end].replace(" ", "-"), ())

    def _growing(self, state: State) -> Iterator[int]:
        """Tokens that make a longer word of the text of a number word, and such words behind a number."""
        find = self._pieces.by_lower.get
        for longer in sorted(self._shown.longer.get(state.word, ())):
            rest = longer[len(state.word) :]
            for end in range(1, min(len(rest), LONGEST) + 1):
                yield from find(rest[:end], ())
        if state.run and not state.word:
            for word in (*NUMBER_WORDS, *SHORT_SCALES):
                if self._shown.may_grow(word):
                    yield from find(word, ())
                    yield from find(f" {word}", ())

    def _completing(self, state: State) -> Iterator[int]:
        """Tokens whose first letters make a number word of the letters so far."""
        words: Iterable[str] = (*NUMBER_WORDS, *SHORT_SCALES) if state.run else NUMBER_WORDS
        for word in words:
            if len(word) > len(state.word) and word.startswith(state.word):
                yield from self._pieces.by_lead.get(word[len(state.word) :], ())

    def _in_quotation(self, state: State) -> Flags:
        """More of the words where they stand in the shown text, or the closing mark."""
        flags = np.zeros(len(self._pieces), dtype=np.bool_)
        quoted = state.quoted
        if quoted is None:
            return flags
        if quoted.places is None:
            if self._openings is None:
                self._openings = list(self._verbatim(self._shown.opening_places(), either_case=True))
            flags[self._openings] = True
            return flags
        flags[list(self._verbatim(quoted.places))] = True
        if quoted.stopped or self._shown.ends_at(quoted.places):
            for mark in quoted.closers:
                flags[self._pieces.closing.get(mark, [])] = True
                flags[list(self._beginning(mark))] = True
                flags[[] if quoted.stopped else self._pieces.stopped.get(mark, [])] = True
            flags[[] if quoted.stopped else self._pieces.stops] = True
        return flags & self._passing(state, np.flatnonzero(flags).tolist())

    def _verbatim(self, places: Sequence[int], either_case: bool = False) -> Iterator[int]:
        """Tokens that say what stands at one of the places."""
        words, find = self._shown.words, self._pieces.by_text.get
        seen: set[str] = set()
        for at in places[:_MOST_PLACES]:
            for end in range(at + 1, min(at + LONGEST, len(words)) + 1):
                text = words[at:end]
                if text[-1] == BARRIER:
                    break
                if text in seen:
                    continue
                seen.add(text)
                yield from find(text, ())
                if either_case:
                    yield from find(text[0].swapcase() + text[1:], ())
            if not words[at : at + 1].isascii() or words[at : at + 1] in ("'", "-"):
                for char in {"'": "’", "-": "–"}.get(words[at], words[at]):
                    yield from self._beginning(char)

    def _beginning(self, char: str) -> Iterator[int]:
        """Tokens that are the first bytes of a character."""
        data = char.encode()
        for end in range(1, len(data)):
            yield from self._pieces.by_start.get(data[:end], ())

    def _passing(self, state: State, ids: Iterable[int]) -> Flags:
        flags = np.zeros(len(self._pieces), dtype=np.bool_)
        for id in set(ids):
            flags[id] = self._passes(state, id)
        return flags

    def _passes(self, state: State, id: int) -> bool:
        return self._after(state, self._pieces.raw[id]) is not None
