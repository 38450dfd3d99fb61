"""What a text may go on with under the locks: an automaton over characters, for one shown text.

One rule: numbers are the shown text's, whole, and so are the words between quotation marks. It is stricter
than the checks: what it lets pass may still be wrong ("60 boats" for "60 percent"), what it refuses may be
right said otherwise ("a third" for "33 percent").
"""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from enum import Enum

from briefing.grammar.number_words import (
    FILLERS,
    HYPHENS,
    JOINERS,
    NUMBER_WORDS,
    SHORT_SCALES,
    find_runs,
    is_digit,
    is_word_char,
    numbers_in,
)

CLOSERS = {'"': '"', "“": "”", "„": "“”", "«": "»", "‹": "›", "'": "'’", "‘": "’'"}
"""Marks that open a quotation, each with those that close it."""
MARKS = frozenset('"＂“”„‟«»‹›‘‚`') | {"'", "’"}
_APOSTROPHES = frozenset("'’")
_OPEN_BEFORE = frozenset("([{—–/")
_POINTS = (JOINERS | {"’"}) - {"-"}
TAIL_STOPS = frozenset(".,!?;:…")
"""What a writer may put before the closing mark though the source goes on."""
_END_FILLERS = re.compile(rf"(?:\s(?:{'|'.join(sorted(FILLERS))}))*\s*$")
_GROWING = NUMBER_WORDS | SHORT_SCALES
BARRIER = "\n"
"""What no quotation goes beyond, in the words of a shown text."""


class Before(Enum):
    """What stands before the next character, where no word or number is begun. JOINING: a minus, a point or
    the like, behind which a digit would be part of another number."""

    SPACE = "space"
    WORD = "word"
    OTHER = "other"
    JOINING = "joining"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation that is open. `places`: where in the shown text its words may go on; None before its first
    word; `stopped`: only the closing mark may follow."""

    closers: str
    places: tuple[int, ...] | None = None
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """What was written since anything was last sure. `run`: a number so far, with the space behind it;
    `word`: the word so far, in lower case, `joint` what may join it to more digits; `pending`: bytes of a
    character that is not whole."""

    before: Before = Before.SPACE
    run: str = ""
    word: str = ""
    joint: str = ""
    quoted: Quoted | None = None
    pending: bytes = b""

    @property
    def number(self) -> str:
        """The number with the word and what may join it."""
        return self.run + self.word + self.joint


START = State()


class Shown:
    """A text that may be drawn on, prepared: its numbers, its words that begin like number words (`longer`,
    by these), and where a quotation may begin and end in it."""

    def __init__(self, text: str) -> None:
        self.numbers = numbers_in(text)
        self.beginnings = frozenset(number[:end] for number in self.numbers for end in range(len(number) + 1))
        self.longer: dict[str, set[str]] = defaultdict(set)
        for word in {word.lower() for word in re.findall(r"[^\W\d_]+", text)}:
            for end in range(1, len(word)):
                if word[:end] in _GROWING:
                    self.longer[word[:end]].add(word)
        self.words = _alike_marks(text)
        self.starts, self.ends = _edges(text, self.words)
        self._by_first: dict[str, list[int]] = defaultdict(list)
        for at in self.opening_places():
            self._by_first[self.words[at].lower()].append(at)

    def has_beginning(self, number: str) -> bool:
        """Whether a number of the text begins so."""
        return number in self.beginnings

    def may_grow(self, word: str) -> bool:
        """Whether a number word may be the beginning of a longer word of the text ("ten", "Tenerife")."""
        return word in self.longer

    def follow(self, places: tuple[int, ...] | None, char: str) -> tuple[int, ...]:
        """Where the words of a quotation go on behind `char`; the case of its first letter may differ."""
        if places is None:
            return tuple(at + 1 for at in self._by_first.get(char.lower(), ()))
        end = len(self.words)
        return tuple(at + 1 for at in places if at < end and self.words[at] == char)

    def opening_places(self) -> tuple[int, ...]:
        """Where a quotation may begin."""
        return tuple(at for at, may in enumerate(self.starts) if may)

    def ends_at(self, places: tuple[int, ...] | None) -> bool:
        """Whether a quotation may end at one of the places."""
        return places is not None and any(self.ends[at] for at in places)


def _alike_marks(text: str) -> str:
    """The text with one kind of hyphen, apostrophe and space; a blank line is a barrier, and so is a double
    mark, which no quotation goes beyond. As long as the text."""
    made = re.sub(f"[{HYPHENS}]", "-", text).replace("’", "'").replace("‘", "'")
    made = re.sub(r'["＂“”„‟«»‹›]', BARRIER, made)
    made = re.sub(r"\s*\n\s*\n\s*", lambda m: BARRIER * len(m.group()), made)
    return re.sub(r"[^\S\n]|(?<!\n)\n(?!\n)", " ", made)


def _edges(text: str, words: str) -> tuple[list[bool], list[bool]]:
    """For each character whether a quotation may begin with it, and for each place whether it may end there:
    at whole words, and never inside a number."""
    inside = [False] * (len(text) + 1)
    for run in find_runs(text):
        inside[run.start + 1 : run.end] = [True] * (run.end - run.start - 1)
    letters = [False, *(is_word_char(char) for char in words), False]
    starts = [letters[at + 1] and not letters[at] and not inside[at] for at in range(len(words))]
    ends = [letters[at] and not letters[at + 1] and not inside[at] for at in range(len(words) + 1)]
    return starts, ends


def is_number(word: str, run: str = "") -> bool:
    """Whether a word says a number; behind a number also "m" and the like."""
    if word in NUMBER_WORDS or (run != "" and word in SHORT_SCALES):
        return True
    return any(is_digit(char) for char in word)


def has_ended(run: str, shown: Shown) -> bool:
    """Whether a run is a whole number of the text, what may join it to another aside."""
    core = _END_FILLERS.sub("", run)
    return not core or core in shown.numbers


def advance(state: State, text: str, shown: Shown) -> State | None:
    """The state behind `text`, a token's; None where the locks forbid it. O(characters)."""
    at = state
    for char in text:
        step = _in_quotation if at.quoted else _outside
        behind = step(at, char, shown)
        if behind is None:
            return None
        at = behind
    return at if _may_stand(at, shown) else None


def _may_stand(state: State, shown: Shown) -> bool:
    """Whether the word so far, if it says a number, is one of the text or begins a longer word."""
    if state.quoted or not is_number(state.word, state.run) or state.joint:
        return True
    return shown.has_beginning(state.run + state.word) or shown.may_grow(state.word)


def may_end(state: State, shown: Shown) -> bool:
    """Whether the text may end here: in no quotation, no character and no number."""
    if state.quoted or state.pending:
        return False
    ended = _end_word(state, shown)
    return ended is not None and has_ended(ended.run, shown)


def _outside(state: State, char: str, shown: Shown) -> State | None:
    # A few capitals have two letters when they are small.
    lower = char.lower() if len(char.lower()) == 1 else char
    alike = "-" if char in HYPHENS else "'" if char == "’" else lower
    if state.joint:
        whole = state.number + alike
        if is_word_char(char) and shown.has_beginning(whole):
            return replace(state, word=state.word + state.joint + alike, joint="")
        split = _boundary(replace(state, joint=""), state.joint, shown)
        return split and _outside(split, char, shown)
    if is_word_char(char):
        return _longer_word(state, alike, shown)
    if state.word and alike in JOINERS and shown.has_beginning(state.number + alike):
        return replace(state, joint=alike)
    return _mark(state, char, shown) if char in MARKS else _boundary(state, char, shown)


def _longer_word(state: State, char: str, shown: Shown) -> State | None:
    if state.before is Before.CLOSED or (state.before is Before.JOINING and is_digit(char)):
        return None
    longer = replace(state, word=state.word + char, before=Before.WORD)
    # Letters are judged when they are a word; digits at once, or a number could have no way to end.
    with_digit = is_digit(char) or any(is_digit(c) for c in state.word)
    return None if with_digit and not shown.has_beginning(longer.number) else longer


def _end_word(state: State, shown: Shown) -> State | None:
    """The state with its word closed: part of a run, or the end of one."""
    word = state.word
    if not word:
        return state
    if is_number(word, state.run):
        run = state.run + word
        return replace(state, run=run, word="", joint="") if shown.has_beginning(run) else None
    if state.run and word in FILLERS:
        return replace(state, run=state.run + word, word="", joint="")
    return replace(state, run="", word="", joint="") if has_ended(state.run, shown) else None


def _boundary(state: State, char: str, shown: Shown) -> State | None:
    """The state behind a space or a punctuation mark."""
    ended = _end_word(state, shown)
    if ended is None:
        return None
    joins = (char.isspace() and char != "\n") or char in HYPHENS
    if ended.run and joins:
        return replace(ended, run=f"{ended.run.rstrip()} ", before=_kind(state, char))
    if not has_ended(ended.run, shown):
        return None
    return State(before=_kind(state, char))


def _kind(state: State, char: str) -> Before:
    if char in _POINTS or (char in HYPHENS and not state.word):
        return Before.JOINING
    return Before.SPACE if char.isspace() or char in _OPEN_BEFORE else Before.OTHER


def _mark(state: State, char: str, shown: Shown) -> State | None:
    """The state behind a quotation mark, which opens, or an apostrophe."""
    if char in _APOSTROPHES and state.before is Before.WORD:
        return _boundary(state, char, shown)
    closed = _end_word(state, shown)
    if char not in CLOSERS or closed is None or not has_ended(closed.run, shown):
        return None
    if state.word or state.before is not Before.SPACE:
        return None
    return State(quoted=Quoted(CLOSERS[char]))


def _in_quotation(state: State, char: str, shown: Shown) -> State | None:
    quoted = state.quoted
    if quoted is None:
        return None
    alike = "-" if char in HYPHENS else "'" if char in "’‘" else " " if char == " " else char
    goes_on = () if quoted.stopped or char == BARRIER else shown.follow(quoted.places, alike)
    closes = char in quoted.closers and (quoted.stopped or shown.ends_at(quoted.places))
    if closes and not any(shown.words[at : at + 1].isalnum() for at in goes_on):
        return State(before=Before.CLOSED)
    if goes_on:
        return replace(state, quoted=replace(quoted, places=goes_on))
    if char in TAIL_STOPS and not quoted.stopped and shown.ends_at(quoted.places):
        return replace(state, quoted=replace(quoted, stopped=True, places=()))
    return None
