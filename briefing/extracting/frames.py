"""A quotation as spans, and the sentence it is cut from: which passages in marks are taken."""

from dataclasses import dataclass, replace

from briefing.domain.findings import QuotationKind
from briefing.domain.spans import Span
from briefing.extracting.voices import find_voices
from briefing.grammar.cues import Cue, find_cues
from briefing.grammar.subjects import Range
from briefing.grammar.units import Unit

_TITLE_WORDS = 8  # passages of fewer words, all capitalised, are titles


# Marks without a fellow are no passage and stand among the words.
_STRAY_MARKS = frozenset('"“”„«»`')
_AT_THE_END = _STRAY_MARKS | frozenset(",;:.")


@dataclass(frozen=True, slots=True)
class Voice:
    """Cue and speaker without the words said."""

    cue: Span | None
    speaker: Span


@dataclass(frozen=True, slots=True)
class Frame:
    """A quotation before it has an id."""

    kind: QuotationKind
    contents: tuple[Span, ...]
    clause: Span | None = None
    cue: Span | None = None
    speaker: Span | None = None

    def holds(self, span: Span) -> bool:
        """Whether `span` is part of what is reported."""
        reported = (*self.contents, self.clause) if self.clause else self.contents
        return any(part.contains(span) for part in reported)

    def by(self, voice: Voice) -> "Frame":
        """The same words, said by `voice`."""
        return replace(self, cue=voice.cue, speaker=voice.speaker)


class Cutting:
    """A unit while its quotations are cut from it: every passage is given away once.

    `end` is the token after the last, full stop aside; `voices` stand beside `cues`; `reading` is
    the number of the cue that is being read.
    """

    def __init__(self, text: str, unit: Unit) -> None:
        self.text = text
        self.tokens = unit.tokens
        self.passages = unit.passages
        self.end = len(unit.tokens)
        while self.end and self.tokens[self.end - 1].lower in {".", "!", "?", ";"}:
            self.end -= 1
        self.cues = find_cues(unit.tokens)
        self.voices = find_voices(unit.tokens, self.cues, self.end)
        self.reading = -1
        self._taken: set[int] = set()
        self._due = self._waiting()

    def _waiting(self) -> dict[int, int]:
        """Passages that wait for the cue right behind them ("…," she said), by token: no earlier
        cue may have them."""
        due: dict[int, int] = {}
        for number, (cue, voice) in enumerate(zip(self.cues, self.voices, strict=True)):
            if voice is None or cue.participle or cue.according:
                continue
            at = min(cue.first, voice[0]) - 1
            if at > 0 and self.tokens[at].lower == ",":
                at -= 1
            if at in self.passages and self.tokens[at].paused:
                due.setdefault(at, number)
        return due

    def is_free(self, index: int) -> bool:
        """Whether the token is a passage that the cue being read may have."""
        return (
            index in self.passages
            and index not in self._taken
            and self._due.get(index, self.reading) == self.reading
        )

    def is_taken(self, index: int) -> bool:
        """Whether the token is a passage that some frame has already."""
        return index in self._taken

    def said_within(self, start: int, stop: int) -> list[int]:
        """The free passages inside a clause that are somebody's words, not a title."""
        return [index for index in range(start, stop) if self.is_free(index) and not self._is_title(index)]

    def _is_title(self, index: int) -> bool:
        words = self.passages[index].inner.of(self.text).split()
        # Small words aside: "War and Peace".
        long = [word for word in words if len(word) > 3]
        titled = bool(long) and len(words) < _TITLE_WORDS and all(word[:1].isupper() for word in long)
        # A title stands inside a phrase: read "Cold Harbour". What ends with "!" was called out.
        return titled and words[-1][-1] not in "!?" and index > 0 and self.tokens[index - 1].is_word

    def run_from(self, index: int, limit: int) -> list[int]:
        """The passage at `index` and those that follow it directly: "A." "B." """
        found = [index]
        while index + 1 < limit and self.is_free(index + 1):
            index += 1
            found.append(index)
        return found

    def direct(self, pieces: list[int]) -> Frame:
        """The passages as a direct quotation."""
        return Frame(QuotationKind.DIRECT, self._take(pieces))

    def mixed(self, pieces: list[int], start: int, stop: int) -> Frame:
        """The passages as words of the reported clause `start:stop`."""
        return Frame(QuotationKind.MIXED, self._take(pieces), self.span(start, stop))

    def clause(self, start: int, stop: int) -> Frame:
        """The reported clause: mixed where it holds words in marks, else indirect."""
        pieces = self.said_within(start, stop)
        if pieces:
            return self.mixed(pieces, start, stop)
        return Frame(QuotationKind.INDIRECT, (self.span(start, stop),))

    def _take(self, pieces: list[int]) -> tuple[Span, ...]:
        self._taken.update(pieces)
        return tuple(self.passages[index].inner for index in pieces)

    def voice(self, cue: Cue | None, speaker: Range) -> Voice:
        """Cue and speaker as spans of the article."""
        return Voice(self.span(cue.first, cue.last) if cue else None, self.span(*speaker))

    def span(self, start: int, stop: int) -> Span:
        """Tokens as a span of the article, without punctuation at the end and stray marks at either."""
        while stop - 1 > start and self.tokens[stop - 1].lower in _AT_THE_END:
            stop -= 1
        while start < stop - 1 and self.tokens[start].lower in _STRAY_MARKS:
            start += 1
        return Span(self.tokens[start].span.start, self.tokens[stop - 1].span.end)
