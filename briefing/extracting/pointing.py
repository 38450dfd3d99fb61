"""Descriptions and pronouns: "the Russian President", "he". Only where one person fits."""

from collections import defaultdict
from dataclasses import dataclass

from briefing.domain.findings import ActorKind, MentionForm
from briefing.extracting.aliases import Cluster
from briefing.extracting.roles import Role
from briefing.extracting.words import Reading
from briefing.grammar.marks import find_marked
from briefing.grammar.names import (
    FEMALE_ROLES,
    MALE_ROLES,
    ROLE_MODIFIERS,
    Gender,
    is_role,
    nationalities,
    places,
)
from briefing.grammar.word_classes import word_set

_PRONOUNS = dict.fromkeys(("he", "him", "his", "himself"), Gender.MALE) | dict.fromkeys(
    ("she", "her", "hers", "herself"), Gender.FEMALE
)
# "The former mayor" is not the mayor: these words must stand on both sides or on neither.
_DISTINCT = word_set("former ex deputy vice acting assistant prime then late first second elect")
# With a nation these take up any office: "the Norwegian leader" for a president of Norway.
_BROAD = frozenset({"diplomat", "politician", "official", "leader", "lawmaker"})
_NEAR = 3  # sentences
_WIDEST = 5  # words before the noun of a description


@dataclass(frozen=True, slots=True)
class Pointer:
    """The words `first` up to `last` (exclusive) mean the cluster of that number."""

    cluster: int
    first: int
    last: int
    form: MentionForm


@dataclass(frozen=True, slots=True)
class _Office:
    """What a role or a description says: its noun, its other words, the countries it names."""

    noun: str
    words: frozenset[str]
    nations: frozenset[str]


def find_pointers(reading: Reading, clusters: list[Cluster], roles: list[list[Role]]) -> list[Pointer]:
    """The descriptions and pronouns that mean one of `clusters`, in no order."""
    people = [i for i, cluster in enumerate(clusters) if cluster.kind is ActorKind.PERSON]
    holders: dict[str, list[tuple[int, _Office]]] = defaultdict(list)
    by_nation: dict[str, set[int]] = defaultdict(set)
    for number in people:
        for role in roles[number]:
            office = _office(reading, role.first, role.last, role.head)
            holders[office.noun].append((number, office))
            for nation in office.nations:
                by_nation[nation].add(number)
    taken = {i for c in clusters for n in c.members for i in range(n.first, n.candidate.last)}
    taken |= {i for given in roles for role in given for i in range(role.first, role.last)}
    near = _Nearness(reading, clusters, people)
    described = _descriptions(reading, taken, (holders, by_nation), near)
    return described + _pronouns(reading, clusters, roles, described)


class _Nearness:
    """Which people each sentence names."""

    def __init__(self, reading: Reading, clusters: list[Cluster], people: list[int]) -> None:
        self.named: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for number in people:
            for member in clusters[number].members:
                self.named[reading.words[member.first].sentence].append((member.first, number))

    def before(self, word: int, sentence: int) -> list[int]:
        """The people named just before a word, the nearest first."""
        found = []
        for back in range(_NEAR):
            found += sorted((at, n) for at, n in self.named.get(sentence - back, ()) if at < word)[::-1]
        return [number for _, number in found]


def _office(reading: Reading, first: int, last: int, head: int) -> _Office:
    words = [part for w in reading.words[first:last] for part in w.key.split("-")]
    nations = {nationalities().get(word) or places().get(word) for word in words}
    noun = reading.words[head].key.rpartition("-")[2]
    return _Office(noun, frozenset(words), frozenset(n for n in nations if n))


def _descriptions(
    reading: Reading,
    taken: set[int],
    offices: tuple[dict[str, list[tuple[int, _Office]]], dict[str, set[int]]],
    near: _Nearness,
) -> list[Pointer]:
    found = []
    for head, word in enumerate(reading.words):
        if head in taken or not is_role(word.text):
            continue
        first = _description_start(reading, head)
        after = reading.words[head + 1] if head + 1 < len(reading.words) else None
        # "the mayor | Tom Reed" is a title, "the mayor of Oslo" may be another one.
        goes_on = after is not None and (
            head + 1 in taken or is_role(after.text) or after.key in {"of", "for"}
        )
        if first is None or goes_on:
            continue
        asked = _office(reading, first + 1, head + 1, head)
        number = _meant(asked, offices, near.before(head, word.sentence))
        if number is not None:
            found.append(Pointer(number, first, head + 1, MentionForm.DESCRIPTION))
    return found


def _description_start(reading: Reading, head: int) -> int | None:
    """Where "the Russian President" begins; None where no "the" opens the phrase."""
    at = head - 1
    while at > head - _WIDEST and at >= 0:
        word = reading.words[at]
        if word.sentence != reading.words[head].sentence:
            return None
        if word.key in {"the", "this"}:
            return at
        # "the Russian president": only nations, modifiers and other role nouns may stand before the noun.
        national = all(part in nationalities() for part in word.key.split("-"))
        if not (national or word.key in ROLE_MODIFIERS or is_role(word.text)):
            return None
        at -= 1
    return None


def _meant(
    asked: _Office,
    offices: tuple[dict[str, list[tuple[int, _Office]]], dict[str, set[int]]],
    near: list[int],
) -> int | None:
    holders, by_nation = offices
    fitting = {number for number, held in holders.get(asked.noun, ()) if _fits(asked, held)}
    if not fitting and asked.noun in _BROAD and asked.nations:
        fitting = {n for n in near if all(n in by_nation[nation] for nation in asked.nations)}
    # Without a nation only somebody named nearby can be meant.
    if not asked.nations and (len(fitting) > 1 or len(asked.words) == 1):
        fitting &= set(near)
    return next(iter(fitting)) if len(fitting) == 1 else None


def _fits(asked: _Office, held: _Office) -> bool:
    plain = {word for word in asked.words if word not in nationalities()}
    return (
        plain <= held.words
        and asked.nations <= held.nations
        and asked.words & _DISTINCT == held.words & _DISTINCT
    )


def _pronouns(
    reading: Reading, clusters: list[Cluster], roles: list[list[Role]], described: list[Pointer]
) -> list[Pointer]:
    """Each "he" whose sentence, or the one before it, names one man only."""
    genders = {i: _gender(reading, c, roles[i]) for i, c in enumerate(clusters) if c.kind is ActorKind.PERSON}
    events = [(n.first, i) for i in genders for n in clusters[i].members]
    quoted = _quoted(reading)
    # Who is named in somebody's words is not whom the text around them goes on about.
    events = sorted(e for e in [*events, *((p.first, p.cluster) for p in described)] if not quoted[e[0]])
    found: list[Pointer] = []
    present: dict[int, set[int]] = defaultdict(set)
    at = 0
    for index, word in enumerate(reading.words):
        while at < len(events) and events[at][0] <= index:
            present[reading.words[events[at][0]].sentence].add(events[at][1])
            at += 1
        gender = _PRONOUNS.get(word.key)
        # A capital inside a sentence makes a title of it: "met His Majesty".
        if gender is None or quoted[index] or (word.capital and not word.opens):
            continue
        meant = _one_of(present[word.sentence] or present[word.sentence - 1], genders, gender)
        if meant is not None:
            found.append(Pointer(meant, index, index + 1, MentionForm.PRONOUN))
            # Whom the pronoun means is present from here on, in this sentence and the next.
            present[word.sentence].add(meant)
    return found


def _one_of(present: set[int], genders: dict[int, Gender | None], gender: Gender) -> int | None:
    fitting = [number for number in present if genders[number] in {gender, None}]
    return fitting[0] if len(fitting) == 1 else None


def _gender(reading: Reading, cluster: Cluster, roles: list[Role]) -> Gender | None:
    told = cluster.gender()
    nouns = {reading.words[role.head].key for role in roles}
    # Titles and first names go before the role: "Chairman Mary Reed" is a she.
    if told is None and nouns & FEMALE_ROLES:
        return Gender.FEMALE
    return Gender.MALE if told is None and nouns & MALE_ROLES else told


def _quoted(reading: Reading) -> list[bool]:
    """For each word whether it stands in quotation marks, where "he" is the speaker's to know."""
    passages = iter(find_marked(reading.segmented.text))
    passage = next(passages, None)
    quoted = []
    for word in reading.words:
        while passage is not None and passage.outer.end <= word.start:
            passage = next(passages, None)
        quoted.append(passage is not None and passage.outer.start <= word.start)
    return quoted
