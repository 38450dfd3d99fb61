"""What a name names: each cue in it and around it votes, and the votes of all its mentions add up."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing.domain.findings import ActorKind
from briefing.extracting.candidates import Candidate
from briefing.extracting.marked import Marks
from briefing.extracting.stretches import is_listed_acronym
from briefing.extracting.surroundings import cues_around
from briefing.extracting.words import Reading
from briefing.grammar.names import (
    COMMON_WORDS,
    COMPANY_ENDINGS,
    EVENT_WORDS,
    NOT_NAMES,
    OPENERS,
    ORGANISATION_HEADS,
    ORGANISATION_WORDS,
    PLACE_ENDINGS,
    PLACE_HEADS,
    PLACE_WORDS,
    SUFFIXES,
    SURNAME_ENDINGS,
    first_names,
    is_acronym,
    is_role,
    kind_votes,
    nationalities,
    organisations,
    places,
    surnames,
)

PERSON, ORGANISATION, PLACE = ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.PLACE
Key = tuple[str, ...]
_KINDS = (PERSON, ORGANISATION, PLACE)
# The words of names that say nothing of their kind.
_LINKS = frozenset({"of", "for", "and", "the"})
_AT_MOST = 3  # mentions that count for one name


@dataclass(frozen=True, slots=True)
class Named:
    """A candidate and what it names."""

    candidate: Candidate
    kind: ActorKind

    @property
    def first(self) -> int:
        return self.candidate.first

    @property
    def key(self) -> Key:
        return self.candidate.key


def told_apart(reading: Reading, candidates: Sequence[Candidate], marks: Marks) -> list[Named]:
    """The candidates that name something, and the reader's, in the order of the text; what all mentions of
    one name show is added up, longer names first, whose words then speak for the shorter ones."""
    groups: dict[Key, list[Candidate]] = defaultdict(list)
    for candidate in marks.joined(candidates):
        groups[candidate.key].append(candidate)
    others = Others(groups)
    named: list[Named] = []
    for key in sorted(groups, key=len, reverse=True):
        kind = _kind_of(cues(reading, groups[key], others), marks.votes(groups[key]))
        if kind is not None:
            named += [Named(candidate, kind) for candidate in groups[key]]
            others.note(key, kind)
    return sorted(named, key=lambda n: n.first)


class Others:
    """What the other names of an article show: those of one word of the longer ones, and the other
    way round."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self.alone = frozenset(key[0] for key in keys if len(key) == 1)
        self.parts: dict[str, set[str]] = defaultdict(set)

    def note(self, key: Key, kind: ActorKind) -> None:
        """What a name turned out to be."""
        if len(key) == 1:
            return
        self.parts[key[0]].add(f"first of a {kind.value}")
        last = next((word for word in reversed(key) if word not in SUFFIXES), key[-1])
        # "Sisi" is the last of a person where "al-Sisi" is.
        for word in {last, last.removeprefix("al-"), last.removeprefix("el-")}:
            self.parts[word].add(f"last of a {kind.value}")


def _kind_of(found: Mapping[str, float], marked: Mapping[ActorKind, float]) -> ActorKind | None:
    """The kind with the most votes; None where none has more than naming nothing, which has 0."""
    votes = [marked.get(kind, 0.0) for kind in _KINDS]
    table = kind_votes()
    for cue, weight in found.items():
        for at, vote in enumerate(table.get(cue, ())):
            votes[at] += vote * weight
    best = max(range(len(_KINDS)), key=votes.__getitem__)
    return _KINDS[best] if votes[best] > 0 else None


def cues(reading: Reading, group: list[Candidate], others: Others) -> dict[str, float]:
    """What the mentions of one name show, and how much of it: a cue of the name itself is 1, those
    around its mentions are at most 3 together of a sort, however many mentions there are."""
    around = Counter(cue for candidate in group for cue in cues_around(reading, candidate))
    # A name mentioned forty times would outvote what it shows by itself.
    share = min(len(group), _AT_MOST) / len(group)
    found = {cue: count * share for cue, count in around.items()}
    found |= dict.fromkeys(_own(reading, group[0]), 1.0)
    key = group[0].key
    if len(key) == 1:
        found |= dict.fromkeys(others.parts.get(key[0], ()), 1.0)
        found |= dict.fromkeys(_alone(reading, group), 1.0)
    elif key[0] not in organisations() and key[0] not in places():
        ends = (("first", key[0]), ("last", key[-1]))
        found |= {f"{where} word alone": 1.0 for where, word in ends if word in others.alone}
    return found


def _alone(reading: Reading, group: list[Candidate]) -> Iterator[str]:
    """Whether a single word may be no name at all."""
    word = group[0].key[0]
    # "WHO" in capitals is a name, however ordinary "who" is.
    if is_listed_acronym(reading.words[group[0].first]):
        return
    plain = word in NOT_NAMES
    if plain:
        yield "no name"
    if word in reading.ordinary:
        yield "ordinary"
    if word in COMMON_WORDS:
        yield "common"
    if all(candidate.opens for candidate in group) and word not in places() and word not in organisations():
        yield "only opens"
        if plain or word in reading.ordinary or word in OPENERS:
            yield "opens and ordinary"


def _own(reading: Reading, candidate: Candidate) -> Iterator[str]:
    """What a name shows by itself."""
    key = candidate.key
    name = " ".join(key)
    yield f"words {min(len(key), 4)}"
    in_places, in_organisations = name in places(), name in organisations()
    if in_places or in_organisations:
        yield (
            "listed as both"
            if in_places and in_organisations
            else ("listed place" if in_places else "listed organisation")
        )
    elif name in nationalities():
        yield "nationality"
    # A known first name or surname needs no guess from its ending.
    elif key[-1] not in first_names() and key[-1] not in surnames():
        yield from _ending(key[-1])
    if len(key) == 1:
        yield from _single(reading.words[candidate.first].text, key[0])
    else:
        yield from _several(reading, candidate)


def _single(text: str, key: str) -> Iterator[str]:
    if len(key) == 1:
        yield "one letter"
    elif is_acronym(text):
        yield "acronym"
    # "McDonald", "YouTube"; not "Al-Haddad".
    elif any(letter.isupper() for letter in text[1:]) and "-" not in text:
        yield "capitals inside"
    if key in first_names():
        yield "first name alone"
    if key in surnames():
        yield "surname alone"


def _ending(word: str) -> Iterator[str]:
    """What the last letters of an unknown word suggest."""
    for label, endings in (
        ("place", PLACE_ENDINGS),
        ("surname", SURNAME_ENDINGS),
        ("company", COMPANY_ENDINGS),
    ):
        if any(len(word) > size + 1 and word[-size:] in endings for size in (2, 3, 4, 5)):
            yield f"ends like a {label}"


def _several(reading: Reading, candidate: Candidate) -> Iterator[str]:
    key, words = candidate.key, reading.words[candidate.first : candidate.last]
    # "of" or "for" ends the head: *Ministry* of Education.
    head = next((i for i, word in enumerate(key) if word in {"of", "for"}), len(key)) - 1
    yield from _organisation_cues(key, head)
    yield from _place_cues(key, head)
    if key[-1] in EVENT_WORDS:
        yield "event last"
    if "&" in key:
        yield "ampersand"
    if any(word in {"of", "for"} for word in key):
        yield "of"
    if any(word[0] in "'’," or word == "and" for word in key):
        yield "and"
    if all(word in COMMON_WORDS for word in key):
        yield "all common"
    elif any(word in COMMON_WORDS and word not in _LINKS for word in key):
        yield "some common"
    if is_acronym(words[0].text) or is_acronym(words[-1].text):
        yield "acronym inside"
    yield from _word_cues(reading, candidate)
    yield from _person_cues(reading, candidate)


def _word_cues(reading: Reading, candidate: Candidate) -> Iterator[str]:
    """What single words of a longer name show."""
    key, words = candidate.key, reading.words[candidate.first : candidate.last]
    if key[0] in organisations() and key[0] not in first_names():
        yield "organisation first"
    if any(letter.isdigit() for word in key for letter in word):
        yield "digit inside"
    if any(word.capital and word.key in reading.ordinary for word in words):
        yield "ordinary inside"


def _has_known_head(key: Key, head: int) -> bool:
    return " ".join(key[: head + 1]) in organisations()


def _organisation_cues(key: Key, head: int) -> Iterator[str]:
    named = key[head] in ORGANISATION_HEADS | ORGANISATION_WORDS or _has_known_head(key, head)
    if key[-1] in ORGANISATION_WORDS:
        yield "organisation word last"
    elif head + 1 < len(key) and named:
        yield "organisation head"
    elif any(word in ORGANISATION_WORDS for word in key):
        yield "organisation word inside"


def _place_cues(key: Key, head: int) -> Iterator[str]:
    if key[-1] in PLACE_WORDS:
        yield "place word last"
    elif key[head] in PLACE_WORDS and not _has_known_head(key, head):
        yield "place word first"
    if key[0] in PLACE_HEADS:
        yield "place head"
    if key[-1] in places():
        yield "place last"
    if key[0] in places() or key[0] in nationalities():
        yield "place first"


def _person_cues(reading: Reading, candidate: Candidate) -> Iterator[str]:
    key, words = candidate.key, reading.words[candidate.first : candidate.last]
    if key[0] in first_names():
        yield "first name first"
    if key[-1] in surnames() or key[-1] in first_names():
        yield "surname last"
    elif key[0] in surnames():
        yield "surname first"
    if any(len(w.key) == 1 and w.key.isalpha() for w in words[:-1]) or words[-1].key in SUFFIXES:
        yield "initial"
    if any(w.text[0].islower() and w.key not in _LINKS and w.is_word for w in words):
        yield "particle"
    # "Mei-hua": a small letter after the hyphen, as in Chinese and Korean given names.
    if any("-" in w.text and w.text.rpartition("-")[2].strip()[:1].islower() for w in words[1:]):
        yield "syllable"
    plain = all(w.capital and w.key.replace("-", "").isalpha() and not w.text.isupper() for w in words)
    strange = not any(
        w.key in reading.ordinary or w.key in NOT_NAMES or is_role(w.text) or w.key in COMMON_WORDS
        for w in words
    )
    # Two or three words that neither the article in lower case nor a list has.
    if plain and strange and len(words) in {2, 3}:
        yield "person's shape"
