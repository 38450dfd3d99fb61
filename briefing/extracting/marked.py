"""Names that the reader marks, beside those that code finds.

Where the reader is sure its words are the name, elsewhere those of code; what either says that a name
names is a vote among others. Constants chosen on entities/dev; training/LOG.md has the figures.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefing.backends.tags import Tagged
from briefing.domain.findings import ActorKind
from briefing.extracting.candidates import Candidate, candidate_at
from briefing.extracting.words import Reading, Word
from briefing.grammar.names import ACRONYM_ROLES, HONORIFICS, PARTICLES, organisations, places

_KINDS = {
    "person": ActorKind.PERSON,
    "organisation": ActorKind.ORGANISATION,
    "place": ActorKind.PLACE,
    "facility": ActorKind.PLACE,
}
_SURE, _LIKELY = 0.8, 0.5
"""Scores from which a mark takes the place of a candidate of code, and stands where code has none."""
_VOTE, _UNMARKED = 2.0, 2.0
"""What a sure mark adds for its kind, and what is taken from all kinds where nothing is marked."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that the reader takes for a name, of what, and how sure it is, 0 to 1."""

    candidate: Candidate
    kind: ActorKind
    score: float


class Marks:
    """The marks of an article; none where nothing was read, and then nothing changes."""

    def __init__(self, reading: Reading, tagged: Iterable[Tagged]) -> None:
        self._marks = list(_marks(reading, tagged))
        self._at = {at: mark for mark in self._marks for at in _words(mark.candidate)}

    def joined(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The candidates of code and of the reader, none of which share a word."""
        sure = [mark.candidate for mark in self._marks if mark.score >= _SURE]
        kept = [*sure, *_apart(candidates, sure)]
        likely = [mark.candidate for mark in self._marks if _LIKELY <= mark.score < _SURE]
        return sorted([*kept, *_apart(likely, kept)], key=lambda candidate: candidate.first)

    def votes(self, mentions: Sequence[Candidate]) -> dict[ActorKind, float]:
        """What the reader says of the mentions of one name, for each kind, against naming nothing."""
        if not self._marks:
            return {}
        found = [self._at.get(m.last - 1) or self._at.get(m.first) for m in mentions]
        told: dict[ActorKind, float] = defaultdict(float)
        for mark in filter(None, found):
            told[mark.kind] += mark.score
        share = _VOTE * min(len(mentions), 2) ** 0.5 / len(mentions)
        unmarked = _UNMARKED * found.count(None) / len(mentions)
        return {kind: share * told[kind] - unmarked for kind in ActorKind}


def _marks(reading: Reading, tagged: Iterable[Tagged]) -> Iterator[Mark]:
    starts, ends = [word.start for word in reading.words], [word.end for word in reading.words]
    for one in tagged:
        if one.layer == "entity" and one.name in _KINDS:
            first, last = bisect_right(ends, one.span.start), bisect_left(starts, one.span.end)
            candidate = _candidate(reading, first, last, _KINDS[one.name])
            # In headlines, where every word has a capital, only names known from the text are looked for.
            if candidate is None or reading.sweep_of(candidate.first).loud:
                continue
            if not any(_is_inside_listed(reading, at) for at in (candidate.first, candidate.last)):
                yield Mark(candidate, _KINDS[one.name], one.score)


def _is_inside_listed(reading: Reading, border: int) -> bool:
    """Whether a name of the lists goes on across a border between words: Fire Department of New | York."""
    if not 0 < border < len(reading.words):
        return False
    pair = " ".join(word.key for word in reading.words[border - 1 : border + 1])
    return pair in places() or pair in organisations()


def _candidate(reading: Reading, first: int, last: int, kind: ActorKind) -> Candidate | None:
    """The words without title, possessive and what describes an organisation ("*federal* Transport Board");
    None where nothing is left."""
    words = reading.words
    named = kind is ActorKind.ORGANISATION and any(word.capital for word in words[first:last])
    while first < last and (
        _is_title(words[first]) or not words[first].is_word or (named and _describes(words[first]))
    ):
        first += 1
    while last > first and not words[last - 1].is_word:
        last -= 1
    if first == last:
        return None
    before = words[first - 1].key if first else ""
    return candidate_at(reading, first, last, before if before in HONORIFICS else None)


def _is_title(word: Word) -> bool:
    """ "Mr", "OC"; not "JL" of a name."""
    return word.key in HONORIFICS or (word.key in ACRONYM_ROLES and word.text.isupper())


def _describes(word: Word) -> bool:
    return word.text.islower() and word.key not in PARTICLES


def _apart(candidates: Iterable[Candidate], others: Iterable[Candidate]) -> Iterator[Candidate]:
    taken = {at for other in others for at in _words(other)}
    return (candidate for candidate in candidates if taken.isdisjoint(_words(candidate)))


def _words(candidate: Candidate) -> range:
    return range(candidate.first, candidate.last)
