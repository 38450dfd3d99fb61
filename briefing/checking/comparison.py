"""Comparing a statement with one sentence of a source, word by word.

Names and figures are slots: "A beat B by 3" and "B beat A by 5" are the same words around other fillings.
Where the words around a slot are the same, its fillings must be.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from briefing.checking.alignment import Named, SourceIndex, SourceSentence, words_of
from briefing.checking.naming import best_known
from briefing.domain.findings import Actor
from briefing.domain.spans import Span
from briefing.grammar.certainty import SAYS
from briefing.grammar.names import HONORIFICS
from briefing.grammar.numbers import Figure
from briefing.grammar.word_classes import FUNCTION, word_set

NAME, FIGURE = "@", "#"
CLOSE = 0.6
"""Share of the telling words that a statement and a source sentence must have alike before what stands in
one place is held against what stands in the other."""
_LEAST_BLOCK = 3
"""Tokens in a row that must be alike before what fills their slots is compared."""
_LISTS = word_set("and or")
_STOPS = re.compile(r"[,;:()—–]|\s-\s")
_LITTLE = FUNCTION | word_set("'s , ; : ( ) — – -")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, folded, or a slot: `key` is then NAME or FIGURE. `words` are those of the text."""

    key: str
    span: Span
    words: str
    actor: Actor | None = None
    figure: Figure | None = None

    @property
    def filling(self) -> str:
        """The key, and behind it what fills a slot, so that the same name or value has the same one."""
        if self.figure is not None:
            return f"{FIGURE}{self.figure.value or self.words}"
        return f"{NAME}{best_known(self.words)}" if self.key == NAME else self.key

    @property
    def tells(self) -> bool:
        """Whether it is a word that tells one sentence from another."""
        return self.key not in _LITTLE and self.key not in {NAME, FIGURE}

    @property
    def counts(self) -> bool:
        """Whether it is such a word, or a slot; "said" may stand before or behind what is said."""
        return self.key not in _LITTLE and self.key not in SAYS


Pair = tuple[Token, Token]
"""A token of the statement and the token of the source that stands in its place."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """The tokens of a statement, `ours`, and of a source sentence, `theirs`, and which are alike."""

    ours: tuple[Token, ...]
    theirs: tuple[Token, ...]
    source: SourceSentence

    @cached_property
    def _matcher(self) -> SequenceMatcher[str]:
        keys = [token.key for token in self.ours], [token.key for token in self.theirs]
        return SequenceMatcher(None, *keys, autojunk=False)

    @cached_property
    def blocks(self) -> list[tuple[int, int, int]]:
        """Runs of tokens that are alike: where in ours, where in theirs, how many."""
        return [(b.a, b.b, b.size) for b in self._matcher.get_matching_blocks() if b.size]

    @cached_property
    def closeness(self) -> float:
        """Share of the telling words and slots of the statement that stand in the source sentence in their
        order, whatever fills the slots."""
        telling = sum(token.counts for token in self.ours)
        alike = sum(ours.counts for ours, _ in self.pairs)
        return alike / telling if telling else 0.0

    @cached_property
    def pairs(self) -> list[Pair]:
        """Every two tokens that are alike and stand in each other's place."""
        return [(self.ours[a + n], self.theirs[b + n]) for a, b, size in self.blocks for n in range(size)]

    @cached_property
    def slots(self) -> list[Pair]:
        """Slots within runs of words that are alike."""
        return [
            (self.ours[a + n], self.theirs[b + n])
            for a, b, size in self.blocks
            if size >= _LEAST_BLOCK and any(self.ours[a + n].tells for n in range(size))
            for n in range(size)
            if self.ours[a + n].key in {NAME, FIGURE}
        ]

    @cached_property
    def replaced(self) -> list[tuple[tuple[Token, ...], tuple[Token, ...]]]:
        """Tokens of ours and those of theirs that stand between the same words; one side may be empty."""
        return [
            (self.ours[a:b], self.theirs[c:d])
            for what, a, b, c, d in self._matcher.get_opcodes()
            if what != "equal"
        ]

    def is_elsewhere(self, ours: Token, theirs: Token, same: Callable[[Token], bool]) -> bool:
        """Whether what fills `ours` stands elsewhere in the source sentence, in surroundings that are more
        like its own than those of `theirs`: it is then not what stands in the place of `theirs`."""
        mine = self.ours.index(ours)
        here = self._likeness(mine, self.theirs.index(theirs))
        others = (at for at, token in enumerate(self.theirs) if token is not theirs and same(token))
        return any(self._likeness(mine, at) >= here for at in others)

    def _likeness(self, ours: int, theirs: int) -> tuple[int, int]:
        """How much alike the surroundings of two tokens are; then how many of the words right beside them."""
        shared = surroundings(self.ours, ours) & surroundings(self.theirs, theirs)
        beside = sum(
            _key_at(self.ours, ours + step) == _key_at(self.theirs, theirs + step) for step in (-1, 1)
        )
        weight = sum(_FILLED if key.startswith((NAME, FIGURE)) else key not in _LITTLE for _, key in shared)
        return weight, beside

    def is_listed(self, ours: Token, theirs: Token) -> bool:
        """Whether both are parts of a list, whose order tells nothing: "Lund and Oslo"."""
        return _in_list(self.ours, ours) and _in_list(self.theirs, theirs)


_AROUND = 5
_FILLED = 3
"""Times that the same filling of a slot counts more than the same word."""


def surroundings(tokens: Sequence[Token], at: int) -> frozenset[tuple[bool, str]]:
    """What stands within some tokens of the one at `at`, each with whether it stands before it; slots by what
    fills them, but for those of the same kind, which may have been changed with it."""
    figure = tokens[at].figure
    kind = figure.kind if figure else None
    found = set()
    for other in range(max(at - _AROUND, 0), min(at + _AROUND + 1, len(tokens))):
        token = tokens[other]
        if other != at and not (token.figure and token.figure.kind is kind):
            found.add((other < at, token.filling))
    return frozenset(found)


def _key_at(tokens: Sequence[Token], at: int) -> str | None:
    return tokens[at].key if 0 <= at < len(tokens) else None


def _in_list(tokens: Sequence[Token], slot: Token) -> bool:
    at = tokens.index(slot)
    around = [tokens[n].key for n in (at - 2, at - 1, at + 1, at + 2) if 0 <= n < len(tokens)]
    joined = any(key in _LISTS for key in around)
    return (joined and slot.key in around) or around.count(slot.key) > 1


def compare(ours: Sequence[Token], source: SourceSentence, index: SourceIndex) -> Comparison:
    """The tokens of a statement beside those of a sentence; at most some hundreds of each."""
    names, figures = index.names_of(source), index.figures_of(source)
    return Comparison(
        tuple(ours), tuple(tokens_of(source.source.text, source.place.span, names, figures)), source
    )


def tokens_of(text: str, span: Span, names: Sequence[Named], figures: Sequence[Figure]) -> Iterator[Token]:
    """The words of a sentence and the marks that part its clauses, with one token for each name and each
    figure, and none for "Mr"."""
    filled = span.start
    for word in words_of(text, span):
        if word.span.start < filled:
            continue
        for mark in _STOPS.finditer(text, filled, word.span.start):
            yield Token(mark.group().strip(), Span(*mark.span()), mark.group())
        filled = word.span.end
        figure = next((f for f in figures if f.number.overlaps(word.span)), None)
        named = next(((at, actor) for at, actor in names if at.overlaps(word.span)), None)
        if figure is not None:
            filled = max(figure.number.end, word.span.end)
            yield Token(FIGURE, figure.number, figure.number.of(text), figure=figure)
        elif named is not None:
            filled = max(named[0].end, word.span.end)
            yield Token(NAME, named[0], named[0].of(text), actor=named[1])
        elif word.folded not in HONORIFICS:
            yield from (Token(key, word.span, word.span.of(text)) for key in _expanded(word.folded))


_SHORT = {"can't": "cannot", "won't": "will not", "shan't": "shall not", "per cent": "percent"}


def _expanded(word: str) -> list[str]:
    """ "didn't" as "did" and "not"."""
    if word in _SHORT:
        return _SHORT[word].split()
    return [word[:-3], "not"] if word.endswith("n't") and len(word) > 3 else [word]
