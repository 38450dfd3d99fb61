"""What one sentence reports: each cue with its speaker and the words said."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.domain.findings import QuotationKind
from briefing.domain.spans import Span
from briefing.grammar.cues import (
    DETERMINERS,
    PERSONAL,
    PREPOSITIONS,
    PRONOUNS,
    TIMES,
    Cue,
    Strength,
    Token,
    find_cues,
    is_adverb,
    is_verb,
)
from briefing.extracting.voices import find_voices, main_subject
from briefing.grammar.subjects import Range
from briefing.grammar.units import Unit

_PAUSES = frozenset({",", ":", "—", "–", "-"})
_OPENERS = PREPOSITIONS | frozenset("as while when after before since if although though because".split())
_NO_CLAUSE = frozenset("that to as and or but who when while because after before if since until like than".split())
_THINKING = frozenset("feel think hope fear believe indicate point swear vow promise expect".split())
_AHEAD = 18  # tokens between a cue and its "that"


@dataclass(frozen=True, slots=True)
class Frame:
    """A quotation as spans, before it has an id."""

    kind: QuotationKind
    contents: tuple[Span, ...]
    clause: Span | None
    cue: Span | None
    speaker: Span | None

    def holds(self, span: Span) -> bool:
        """Whether `span` is part of what is reported."""
        return any(part.contains(span) for part in (*self.contents, *([self.clause] if self.clause else [])))


@dataclass(frozen=True, slots=True)
class Source:
    """Cue and speaker without the words said."""

    cue: Span | None
    speaker: Span


class UnitReader:
    """The rules for one unit; `taken` are the passages (token indices) that have a cue already."""

    def __init__(self, text: str, unit: Unit) -> None:
        self.text = text
        self.tokens = unit.tokens
        self.passages = unit.passages
        self.end = len(unit.tokens)
        while self.end and self.tokens[self.end - 1].lower in {".", "!", "?", ";"}:
            self.end -= 1
        self.cues = find_cues(unit.tokens)
        self.subjects = find_voices(unit.tokens, self.cues, self.end)
        self.taken: set[int] = set()
        self.due = self._due()
        self.number = -1  # the cue that is being read

    def read(self) -> list[Frame]:
        """The quotations of the unit, in the order of their cues; a passage belongs to one of them."""
        found = [self._beside_colon()]
        for number, cue in enumerate(self.cues):
            found.append(self._according(cue, number) if cue.according else self._reported(cue, number))
        found.append(self._after_colon())
        return [frame for frame in found if frame is not None]

    def _due(self) -> dict[int, int]:
        """Passages that wait for the cue right behind them ("…," she said), by token index: no
        earlier cue may have them."""
        due = {}
        for number, (cue, subject) in enumerate(zip(self.cues, self.subjects, strict=True)):
            if subject is None or cue.participle or cue.according:
                continue
            at = min(cue.first, subject[0]) - 1
            if at > 0 and self.tokens[at].lower == ",":
                at -= 1
            if at in self.passages and self.tokens[at].paused:
                due.setdefault(at, number)
        return due

    def _is_free(self, index: int) -> bool:
        return index not in self.taken and self.due.get(index, self.number) == self.number

    def _is_said(self, index: int) -> bool:
        """Whether a passage inside a clause is somebody's words, not a title ("Hard Choices")."""
        if not self._is_free(index):
            return False
        words = self.passages[index].inner.of(self.text).split()
        long = [word for word in words if len(word) > 3]
        titled = 0 < len(long) and len(words) < 8 and all(word[:1].isupper() for word in long)
        return not titled or words[-1][-1:] in "!?" or not self.tokens[index - 1].is_word

    # -- what is said

    def _reported(self, cue: Cue, number: int) -> Frame | None:
        subject = self.subjects[number]
        if subject is None or (cue.participle and self.tokens[subject[0]].lower == "it"):
            return None
        inverted = subject[0] >= cue.last
        self.number = number
        after = subject[1] if inverted else cue.last
        before = cue.first if inverted or cue.participle else subject[0]
        limit = self._limit(number)
        said = self._passage_before(before, after, limit, cue) or self._passage_after(cue, after, limit)
        said = said or self._clause_after(cue, after, limit) or self._clause_before(cue, before, after)
        return None if said is None else self._with_source(said, cue, subject)

    def _with_source(self, said: Frame, cue: Cue | None, subject: Range) -> Frame:
        speaker = self._span(*subject)
        if cue is None:
            return replace(said, speaker=speaker)
        return replace(said, cue=self._span(cue.first, cue.last), speaker=speaker)

    def _limit(self, number: int) -> int:
        """Where what the cue reports must end: before the next cue of the same rank."""
        for following in range(number + 1, len(self.cues)):
            cue, subject = self.cues[following], self.subjects[following]
            start = cue.first if cue.participle or subject is None else min(cue.first, subject[0])
            if subject is not None and subject[1] <= self.cues[number].first:
                start = cue.first
            if start <= self.cues[number].last:
                continue
            before = self.tokens[start - 1].lower
            if cue.participle and before in {",", "and"}:
                return start - 1
            if before in {"and", "but", "while"}:
                return start - 2 if self.tokens[start - 2].lower == "," else start - 1
        return self.end

    def _passage_before(self, before: int, after: int, limit: int, cue: Cue) -> Frame | None:
        """ "A," she said; and the rest of it: "A," she said, "B." """
        at = before - 1
        if at > 0 and self.tokens[at].lower in _PAUSES:
            at -= 1
        if cue.participle or at < 0 or at not in self.passages or not self._is_free(at):
            return None
        begin = self._clause_start(at)
        pieces = [i for i in range(begin, at) if i in self.passages and self._is_said(i)] + [at]
        direct = begin == at or all(index in self.passages for index in range(begin, at + 1))
        if not direct:
            return self._mixed(pieces, begin, at + 1)
        following = self._next_passage(after, limit)
        if following is not None:
            pieces.append(following)
        return self._direct(pieces)

    def _clause_start(self, at: int) -> int:
        start = at
        while start > 0 and self.tokens[start - 1].lower not in {";", ":"} and start - 1 not in self.taken:
            start -= 1
        while 0 < start < at and self.tokens[start].lower in {",", "and", "but"}:
            start += 1
        return start

    def _next_passage(self, after: int, limit: int) -> int | None:
        """The passage that follows after a pause, with only "on Monday in Minsk" between."""
        for index in range(after, limit):
            if index - after > _AHEAD and self.tokens[index - 1].lower != ":":
                continue
            if index in self.passages:
                paused = index > 0 and self.tokens[index - 1].lower in _PAUSES
                return index if self._is_free(index) and paused else None
            if self.tokens[index].lower in {"that", ";"}:
                return None
        return None

    def _passage_after(self, cue: Cue, after: int, limit: int) -> Frame | None:
        """He said, "A." and: he told reporters in Minsk: "A. B." """
        index = after if after in self.passages else self._next_passage(after, limit)
        if index is None or index >= limit or not self._is_free(index):
            return None
        paused = index != after
        begins = self.passages[index].inner.of(self.text)[:1]
        if not paused and cue.strength is Strength.JUDGES:
            return None
        if not paused and begins.islower():
            return self._mixed_from(after, limit)
        pieces = [index]
        if self.tokens[index - 1].lower == ":" or not paused:
            pieces = self._run_of_passages(index, limit)
        return self._direct(pieces)

    def _run_of_passages(self, index: int, limit: int) -> list[int]:
        found = [index]
        while index + 1 < limit and index + 1 in self.passages:
            index += 1
            found.append(index)
        return found

    def _clause_after(self, cue: Cue, after: int, limit: int) -> Frame | None:
        if cue.strength is Strength.JUDGES:
            return self._mixed_from(after, limit)
        start = self._that(after, limit)
        if start is None and cue.strength is Strength.REPORTS:
            start = self._bare_clause(cue, after, limit)
        if start is None:
            return self._mixed_from(after, limit)
        return self._clause(start, limit)

    def _that(self, after: int, limit: int) -> int | None:
        for index in range(after, min(limit, after + _AHEAD)):
            if self.tokens[index].lower == "that" and index + 2 < limit:
                relative = index > after and _is_finite(self.tokens[index + 1])
                return None if relative else index
            if self.tokens[index].is_passage or self.tokens[index].lower in {";", ":"}:
                return None
            if index > after and is_verb(self.tokens[index].lower) and self.tokens[index].lower not in TIMES:
                return None
        return None

    def _bare_clause(self, cue: Cue, after: int, limit: int) -> int | None:
        """Where "said (on Monday) he would" begins to report; None where nothing like a clause is."""
        start = self._past_recipient(after, limit) if cue.verb == "tell" else after
        if start is None:
            return None
        start = self._past_time(start, limit)
        if limit - start < 3 or not self.tokens[start].is_word:
            return None
        first = self.tokens[start]
        if first.lower in _NO_CLAUSE or first.lower in PREPOSITIONS or is_adverb(first.lower) or _is_finite(first):
            return None
        return start if self._has_verb(cue, start, limit) else None

    def _has_verb(self, cue: Cue, start: int, limit: int) -> bool:
        """Whether a clause begins at `start`, and no mere object ("claimed a victory")."""
        loose = cue.verb in {"say", "tell", "think", "believe"} or self.tokens[start].lower in PERSONAL
        for token in self.tokens[start + 1 : min(limit, start + (25 if loose else 9))]:
            if _is_finite(token) or (loose and _may_be_verb(token)):
                return True
            if not loose and token.lower == ",":
                return False
        return False

    def _past_recipient(self, after: int, limit: int) -> int | None:
        """After "told reporters", "told the Post", "told me"."""
        at = after
        while at < limit and at - after < 6 and self.tokens[at].is_word:
            token = self.tokens[at]
            if at > after and (token.lower in PRONOUNS or token.lower in DETERMINERS):
                return at
            at += 1
        return None

    def _past_time(self, start: int, limit: int) -> int:
        at = start
        while at < limit and (
            self.tokens[at].lower in TIMES
            or (self.tokens[at].lower in {"on", "in", "last", "this", "late", "early"} and at + 1 < limit
                and self.tokens[at + 1].lower in TIMES)
        ):
            at += 1
        return at

    def _clause_before(self, cue: Cue, before: int, after: int) -> Frame | None:
        """The plan failed, he said on Monday."""
        at = before - 1
        if cue.participle or cue.strength is not Strength.REPORTS or at < 3:
            return None
        if self.tokens[at].lower == "as" and self.tokens[at - 1].lower == ",":
            at -= 1
        if self.tokens[at].lower != ",":
            return None
        begin = self._clause_start(at)
        if at - begin < 4 or not any(_may_be_verb(token) for token in self.tokens[begin:at]):
            return None
        if self.tokens[begin].lower in _OPENERS and self.end - after > 0 and not self._adjunct(after):
            return None
        ends = after >= self.end if cue.verb in _THINKING else self._adjunct(after)
        return self._clause(begin, at) if ends else None

    def _adjunct(self, after: int) -> bool:
        """Whether only a place, a time or a participle follows."""
        if after >= self.end:
            return True
        token = self.tokens[after]
        return token.lower in PREPOSITIONS | TIMES | {",", "when", "after", "as"} or is_adverb(token.lower)

    def _according(self, cue: Cue, number: int) -> Frame | None:
        subject = self.subjects[number]
        if subject is None:
            return None
        if cue.first == 0:
            start = subject[1] + 1 if subject[1] < self.end and self.tokens[subject[1]].lower == "," else subject[1]
            said = self._passages_or_clause(start, self.end)
        else:
            comma = self.tokens[cue.first - 1].lower == ","
            stop = cue.first - 1 if comma else cue.first
            said = self._passages_or_clause(self._clause_start(stop), stop)
        return None if said is None else self._with_source(said, cue, subject)

    def _passages_or_clause(self, start: int, stop: int) -> Frame | None:
        if stop - start == 1 and start in self.passages and start not in self.taken:
            return self._direct([start])
        return self._clause(start, stop) if stop - start > 2 else None

    def _beside_colon(self) -> Frame | None:
        """Peskov: "No." and the headline's "No": Peskov."""
        colons = [i for i, token in enumerate(self.tokens) if token.lower == ":"]
        if len(colons) != 1:
            return None
        at = colons[0]
        if at + 1 in self.passages and 0 < at <= 8 and self._is_name(0, at):
            return self._with_source(self._direct(self._run_of_passages(at + 1, self.end)), None, (0, at))
        if at - 1 in self.passages and self._is_name(at + 1, self.end):
            said = self._direct([0]) if at == 1 else self._mixed([at - 1], 0, at)
            return self._with_source(said, None, (at + 1, self.end))
        return None

    def _after_colon(self) -> Frame | None:
        """She turned to the crowd: "Go." Whoever the sentence is about, where no cue claimed it."""
        for at in range(1, self.end - 1):
            if self.tokens[at].lower == ":" and at + 1 in self.passages and at + 1 not in self.taken:
                lead = self.lead(at)
                if lead is not None:
                    return replace(self._direct(self._run_of_passages(at + 1, self.end)), cue=lead.cue, speaker=lead.speaker)
        return None

    def lead(self, colon: int) -> "Source | None":
        """Who is about to be quoted after the colon at token `colon`."""
        for number in range(len(self.cues) - 1, -1, -1):
            subject = self.subjects[number]
            if subject is not None and self.cues[number].last <= colon:
                return Source(self._span(self.cues[number].first, self.cues[number].last), self._span(*subject))
        subject = (0, colon) if self._is_name(0, colon) else main_subject(self.tokens, colon)
        return Source(None, self._span(*subject)) if subject else None

    def _is_name(self, start: int, end: int) -> bool:
        words = self.tokens[start:end]
        capitals = sum(token.capital for token in words)
        return 0 < len(words) <= 8 and words[0].capital and all(t.is_word for t in words) and 2 * capitals > len(words)

    # -- frames

    def _clause(self, start: int, stop: int) -> Frame | None:
        """A reported clause: mixed where it holds passages, else indirect."""
        pieces = [index for index in range(start, stop) if index in self.passages and self._is_said(index)]
        if pieces:
            return self._mixed(pieces, start, stop)
        span = self._span(start, stop)
        return Frame(QuotationKind.INDIRECT, (span,), None, None, None)

    def _mixed_from(self, start: int, stop: int) -> Frame | None:
        pieces = [index for index in range(start, stop) if index in self.passages and self._is_said(index)]
        return self._mixed(pieces, start, stop) if pieces else None

    def _mixed(self, pieces: list[int], start: int, stop: int) -> Frame:
        contents = self._take(pieces)
        return Frame(QuotationKind.MIXED, contents, self._span(start, stop), None, None)

    def _direct(self, pieces: list[int]) -> Frame:
        return Frame(QuotationKind.DIRECT, self._take(pieces), None, None, None)

    def _take(self, pieces: list[int]) -> tuple[Span, ...]:
        self.taken.update(pieces)
        return tuple(self.passages[index].inner for index in pieces)

    def _span(self, start: int, stop: int) -> Span:
        while stop - 1 > start and self.tokens[stop - 1].lower in {",", ";", ":", "."}:
            stop -= 1
        return Span(self.tokens[start].span.start, self.tokens[stop - 1].span.end)


def _may_be_verb(token: Token) -> bool:
    lower = token.lower
    return is_verb(lower) or "'" in lower or (lower.endswith("s") and not token.capital) or lower in PERSONAL


def _is_finite(token: Token) -> bool:
    return token.is_word and not token.capital and is_verb(token.lower)
