"""What a name names, by tables, by its own words and by the words around it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from briefing.domain.findings import ActorKind
from briefing.extracting.candidates import Candidate
from briefing.extracting.words import Reading
from briefing.grammar.cues import REPORTING
from briefing.grammar.names import (
    EVENT_WORDS,
    NOT_NAMES,
    OPENERS,
    ORGANISATION_HEADS,
    ORGANISATION_WORDS,
    PLACE_HEADS,
    PLACE_PREPOSITIONS,
    PLACE_WORDS,
    SUFFIXES,
    WEAK_ROLES,
    first_names,
    is_acronym,
    is_role,
    organisations,
    places,
)

PERSON, ORGANISATION, PLACE = ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.PLACE
_LINKS = frozenset({"of", "for", "and", "the"})
_ENOUGH = 1.5
_AT_MOST = 4.0  # what the words around all the mentions of a name can add
Votes = dict[ActorKind, float]


@dataclass(frozen=True, slots=True)
class Named:
    """A candidate and what it names."""

    candidate: Candidate
    kind: ActorKind

    @property
    def first(self) -> int:
        return self.candidate.first

    @property
    def key(self) -> tuple[str, ...]:
        return self.candidate.key


def told_apart(reading: Reading, candidates: Iterable[Candidate]) -> list[Named]:
    """The candidates that name something, in the order of the text; what all mentions of one name
    show is added up. A word that only opens sentences and is in no table is dropped."""
    groups: dict[tuple[str, ...], list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        groups[candidate.key].append(candidate)
    kinds = {key: _kind_of(reading, key, group) for key, group in groups.items()}
    people = {
        word for key, kind in kinds.items() if kind is PERSON and len(key) > 1 for word in (key[0], key[-1])
    }
    named = []
    for key, group in groups.items():
        kind = kinds[key]
        acronym = is_acronym(reading.words[group[0].first].text)
        if len(key) == 1 and key[0] in people and not acronym and (kind is None or not _is_listed(key)):
            kind = PERSON
        named += [Named(candidate, kind) for candidate in group if kind is not None]
    return sorted(named, key=lambda n: n.first)


def _is_listed(key: tuple[str, ...]) -> bool:
    return " ".join(key) in places() or " ".join(key) in organisations()


def _kind_of(reading: Reading, key: tuple[str, ...], group: list[Candidate]) -> ActorKind | None:
    if key[-1] in EVENT_WORDS and " ".join(key) not in organisations():
        return None
    if (
        all(c.opens for c in group)
        and len(key) == 1
        and _is_ordinary(reading, key[0])
        and not group[0].honorific
    ):
        return None
    votes = _own_votes(reading, group[0])
    around: Votes = defaultdict(float)
    for candidate in group:
        for kind, vote in _votes_around(reading, candidate):
            around[kind] += vote
    for kind, vote in around.items():
        votes[kind] += min(vote, _AT_MOST)
    best = max((PERSON, ORGANISATION, PLACE), key=lambda kind: votes[kind])
    return best if votes[best] >= _ENOUGH else None


def _is_ordinary(reading: Reading, word: str) -> bool:
    return word in reading.ordinary or word in OPENERS or word in NOT_NAMES


def _own_votes(reading: Reading, candidate: Candidate) -> Votes:
    """What a name shows by itself."""
    key = candidate.key
    votes: Votes = defaultdict(float)
    joined = " ".join(key)
    head = next((i for i, word in enumerate(key) if word in {"of", "for"}), len(key)) - 1
    if joined in places():
        votes[PLACE] += 6
    if joined in organisations():
        votes[ORGANISATION] += 6 if len(key) > 1 else 4.5
    if len(key) == 1:
        text = reading.words[candidate.first].text
        votes[ORGANISATION] += 2 if is_acronym(text) else 0
        votes[PERSON] += 1 if key[0] in first_names() else 0
        return votes
    if key[-1] in ORGANISATION_WORDS or key[head] in ORGANISATION_WORDS | (
        ORGANISATION_HEADS if head + 1 < len(key) else set()
    ):
        votes[ORGANISATION] += 4.5
    elif key[-1] in PLACE_WORDS or key[0] in PLACE_HEADS or key[head] in PLACE_WORDS:
        votes[PLACE] += 4
    elif any(word in ORGANISATION_WORDS for word in key) or "&" in key:
        votes[ORGANISATION] += 3
    elif key[-1] in places() and key[0] not in first_names():
        votes[PLACE] += 2.5
    if key[0] in first_names():
        votes[PERSON] += 3
    votes[PERSON] += _shaped_like_a_person(reading, candidate)
    return votes


def _shaped_like_a_person(reading: Reading, candidate: Candidate) -> float:
    words = reading.words[candidate.first : candidate.last]
    initial = any(len(w.key) == 1 for w in words[:-1]) or words[-1].key in SUFFIXES
    small = any(w.text[0].islower() and w.key not in _LINKS for w in words)
    vote = 2.0 if initial or small else 0.0
    plain = all(w.capital and w.key.isalpha() and not w.text.isupper() for w in words)
    strange = not any(w.key in reading.ordinary or w.key in NOT_NAMES or is_role(w.text) for w in words)
    return vote + (1.5 if plain and strange and len(words) in {2, 3} else 0)


def _votes_around(reading: Reading, candidate: Candidate) -> Iterable[tuple[ActorKind, float]]:
    """What the words before and after one mention show."""
    sweep, words = reading.sweep_of(candidate.first), reading.words
    if candidate.honorific:
        yield PERSON, 5
    before = words[candidate.first - 1] if candidate.first > sweep.first else None
    after = [w.key for w in words[candidate.last : min(candidate.last + 4, sweep.last)]]
    if before is not None:
        if (
            is_role(before.text)
            and (before.key not in WEAK_ROLES or before.capital)
            and candidate.honorific is None
        ):
            yield PERSON, 3
        if before.key in PLACE_PREPOSITIONS:
            yield PLACE, 1.5 if before.key == "in" else 0.8
        if before.key in {"the", "an"} and len(candidate.key) < 4:
            yield ORGANISATION, 0.8
            yield PERSON, -2
        if before.key == "of" and words[candidate.first - 2].key in PLACE_WORDS:
            yield PLACE, 3
    yield from _votes_after(after)


def _votes_after(after: list[str]) -> Iterable[tuple[ActorKind, float]]:
    if not after:
        return
    if after[0] in REPORTING:
        yield PERSON, 1.2
        yield ORGANISATION, 0.4
    if after[0] == "who" or after[:2] == [",", "who"]:
        yield PERSON, 2
    if after[0] in PLACE_WORDS:
        yield PLACE, 2
    if (
        after[0] in {",", "("}
        and len(after) > 2
        and after[1].isdigit()
        and len(after[1]) < 3
        and after[2] in {",", ")"}
    ):
        yield PERSON, 4
    if after[0] == "," and len(after) > 1 and after[1] in places():
        yield PLACE, 2
