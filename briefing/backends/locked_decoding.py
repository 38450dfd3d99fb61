"""Decoding under the locks: a token that would write a number or quoted words which the shown text lacks
cannot be chosen.

One rule: a token is let pass only where the automaton of `lock_states` would take it. The likeliest
tokens are tried first; where none of them passes, those that could are looked up by what may follow.
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
from briefing.grammar.number_words import NUMBER_WORDS, SHORT_SCALES

_TRIED = 16
"""Likeliest tokens that are tried one by one: a model seldom wants many that it may not have."""
_LEADS = ("", " ", "$", " $", "£", " £", "€", " €", "(", " (")
"""What tokens have before the digits of a number."""
_MOST_PLACES = 2000
"""Places of the shown text that are looked at for the words of a quotation: more begin with "the"."""


class LockedDecoding(LogitsProcessor):  # type: ignore[misc]  # transformers is not typed
    """Leaves of each row the likeliest token that its shown text allows: what greedy decoding would choose of
    all that are allowed.

    `start`: tokens of a row that were not written by the model. `ends`: tokens that end an answer. Rows may
    be taken back and written otherwise, as prompt lookup does.
    """

    def __init__(self, pieces: TokenPieces, shown: Sequence[str], start: int, ends: Iterable[int]) -> None:
        self._start = start
        self.rows = [LockedRow(pieces, text, ends) for text in shown]

    def __call__(self, input_ids: Tensor, scores: Tensor) -> Tensor:
        """Scores, shape (rows, vocabulary), minus infinity but for one token a row: the likeliest that may
        follow `input_ids` (rows, tokens). The given tensor is not changed."""
        written = input_ids[:, self._start :].tolist()
        likeliest = scores.topk(min(_TRIED, scores.shape[-1])).indices.tolist()
        chosen = [
            row.choose(ids, some, own)
            for row, ids, some, own in zip(self.rows, written, likeliest, scores, strict=True)
        ]
        left = torch.full_like(scores, -torch.inf)
        return left.scatter_(1, torch.tensor(chosen, device=scores.device)[:, None], 0.0)


class LockedRow:
    """The locks on one answer."""

    def __init__(self, pieces: TokenPieces, shown: str, ends: Iterable[int]) -> None:
        self._pieces = pieces
        self._shown = Shown(shown)
        self._ends = frozenset(ends)
        self._ids: list[int] = []
        self._states: list[State | None] = [START]
        self._bases: dict[Before, Flags] = {}
        self._openings: list[int] | None = None

    def choose(self, ids: Sequence[int], likeliest: Sequence[int], scores: Tensor) -> int:
        """The token with the greatest of `scores`, shape (vocabulary), that may follow `ids`; `likeliest`:
        those with the greatest, tried before all are looked at."""
        state = self._state(ids)
        # Behind its end, and behind what no lock would have let pass, a row is no longer judged.
        if state is None:
            return likeliest[0]
        for id in likeliest:
            if self._may_follow(state, id):
                return id
        some = torch.from_numpy(np.flatnonzero(self._candidates(state)[: len(scores)])).to(scores.device)
        for id in some[scores[some].argsort(descending=True)].tolist():
            if self._may_follow(state, id):
                return int(id)
        # Nothing may follow: the answer ends, and `kept` leaves what may stand.
        return max(self._ends, key=lambda end: float(scores[end]))

    def _may_follow(self, state: State, id: int) -> bool:
        if id in self._ends:
            return may_end(state, self._shown)
        if id >= len(self._pieces):
            return False
        return state == START if self._pieces.special[id] else self._passes(state, id)

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

    def _candidates(self, state: State) -> Flags:
        """Flags of all tokens that may follow, and of some that may not."""
        if state.pending:
            flags = self._flags(self._pieces.continuing)
        elif state.quoted:
            flags = self._in_quotation(state)
        elif state.run or (state.word and is_number(state.word)):
            flags = self._behind_number(state)
        else:
            flags = self._behind_word(state)
        if state == START:
            flags = flags | self._pieces.special
        flags[[id for id in self._ends if id < len(flags)]] = True
        return flags

    def _behind_word(self, state: State) -> Flags:
        """In or behind a word that is no number, though it may become one: "on", "one"."""
        flags = self._base(state.before)
        if not state.word:
            return flags.copy()
        return flags | self._flags([*self._completing(state), *self._continuing_number(state)])

    def _behind_number(self, state: State) -> Flags:
        """In or behind a number: more of it, or, where it is whole, anything that is not a number."""
        flags = self._flags([*self._continuing_number(state), *self._growing(state)])
        if not has_ended(
            state.run + state.word if is_number(state.word, state.run) else state.run, self._shown
        ):
            return flags
        free = self._base(Before.JOINING if state.joint else state.before) & ~self._pieces.numeric_first
        if is_number(state.word, state.run) and not state.joint:
            free &= ~self._pieces.starts_word
        elif state.word:
            flags |= self._flags(self._completing(state))
        return flags | free

    def _base(self, before: Before) -> Flags:
        """What may follow where no number is begun, in a word that can become none or behind a mark."""
        if before not in self._bases:
            self._bases[before] = self._made_base(before)
        return self._bases[before]

    def _made_base(self, before: Before) -> Flags:
        pieces = self._pieces
        flags = (pieces.plain if before is Before.WORD else pieces.fresh) | pieces.opens_behind_space
        if before is Before.SPACE:
            flags = flags | pieces.opens
            flags = flags | self._flags(self._opening_words())
        if before is Before.WORD:
            flags = flags | pieces.apostrophe
        if before is Before.CLOSED:
            flags = flags & ~pieces.starts_word
        else:
            flags = flags | pieces.split
        return flags | self._flags(self._numbers())

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
        return flags

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

    def _flags(self, ids: Iterable[int]) -> Flags:
        flags = np.zeros(len(self._pieces), dtype=np.bool_)
        flags[list(ids)] = True
        return flags

    def _passes(self, state: State, id: int) -> bool:
        return self._after(state, self._pieces.raw[id]) is not None
