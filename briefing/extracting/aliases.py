"""Which names mean the same person, organisation or place. Two people are never joined for having
one surname: where the text does not tell them apart, a bare surname goes to the one named last."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from briefing.domain.findings import ActorKind
from briefing.extracting.kinds import Named
from briefing.extracting.roles import Role, Tie
from briefing.extracting.titles import REGNAL, SOVEREIGN, can_hold, gender_of, office
from briefing.extracting.words import Reading
from briefing.grammar.names import (
    HONORIFICS,
    ORGANISATION_WORDS,
    SUFFIXES,
    Gender,
    first_names,
    organisations,
    places,
)

Key = tuple[str, ...]
Roles = Mapping[Named, Role]
"""The role each mention of a person comes with."""
_NAMESAKES = 30  # people of one name that are told apart; more are no article
# Mostly left out of acronyms: "NAHS" is the "National Agency for Harbour Safety"; "MOD" has its "of".
_LITTLE = frozenset({"of", "the", "for", "and", "&", "on", "in"})


@dataclass(slots=True)
class Cluster:
    """The mentions by name of one actor, in the order they were added; `full` is the longest form,
    of equal ones the earliest; `forms` are those of several words, or the first."""

    full: Named
    members: list[Named] = field(default_factory=list)
    titled: Gender | None = None
    offices: set[str] = field(default_factory=set)
    forms: set[Key] = field(default_factory=set)

    @property
    def kind(self) -> ActorKind:
        return self.full.kind

    def add(self, member: Named) -> None:
        """One more mention."""
        self.members.append(member)
        if len(member.key) > 1 or not self.forms:
            self.forms.add(member.key)
        if (len(member.key), -member.first) > (len(self.full.key), -self.full.first):
            self.full = member
        self.titled = self.titled or HONORIFICS.get(member.candidate.honorific or "")

    def gender(self) -> Gender | None:
        """What titles and first names say; None where nothing does."""
        key = self.full.key
        return self.titled or (first_names().get(key[0]) if len(key) > 1 else None)


def joined(reading: Reading, named: list[Named], roles: Roles) -> list[Cluster]:
    """One cluster per actor, in the order of first mention."""
    people = _People(reading, [n for n in named if n.kind is ActorKind.PERSON], roles).clusters
    others: dict[tuple[ActorKind, str], Cluster] = {}
    short = _acronyms(reading, named)
    for member in named:
        if member.kind is not ActorKind.PERSON:
            name = _canonical(member, short)
            others.setdefault((member.kind, name), Cluster(member)).add(member)
    return sorted([*people, *others.values()], key=lambda cluster: cluster.members[0].first)


def _canonical(member: Named, short: dict[str, str]) -> str:
    name = " ".join(member.key)
    if member.kind is ActorKind.PLACE:
        return places().get(name, name)
    name = short.get(name, name)
    return organisations().get(name, name)


def _acronyms(reading: Reading, named: list[Named]) -> dict[str, str]:
    """Acronym → the one organisation whose initials it is; shortened name → the full one."""
    full: dict[str, set[str]] = defaultdict(set)
    for member in named:
        if member.kind is ActorKind.ORGANISATION and len(member.key) > 1:
            name = " ".join(member.key)
            words = [w for w in member.key if w not in _LITTLE]
            full["".join(w[0] for w in words)].add(name)
            full["".join(w[0] for w in member.key if w != "the")].add(name)
            # "Meridian" for "Meridian Group", but not where a text has a "Meridian Bank" too.
            if member.key[-1] in ORGANISATION_WORDS and len(member.key) == 2:
                full[member.key[0]].add(name)
            bracketed = _bracketed(reading, member)
            if bracketed is not None:
                full[bracketed].add(name)
    # Two organisations of the same initials have no acronym in common.
    return {short: next(iter(names)) for short, names in full.items() if len(names) == 1 and len(short) > 1}


def _bracketed(reading: Reading, member: Named) -> str | None:
    """The acronym in brackets after a name."""
    after = reading.words[member.candidate.last : member.candidate.last + 3]
    if len(after) == 3 and after[0].text == "(" and after[2].text == ")" and after[1].text.isupper():
        return after[1].key
    return None


def without_descriptions(named: list[Named]) -> list[Named]:
    """People's names without a word before them that is no part of them: "Crooked Ann Reed" in a text
    that has "Ann Reed" too."""
    people = [n for n in named if n.kind is ActorKind.PERSON and len(n.key) > 1]
    full = {n.key for n in people if n.key[0] in first_names()}
    described = {n for n in people if n.key[0] not in first_names() and n.key[1:] in full}
    return [
        Named(replace(n.candidate, first=n.first + 1, key=n.key[1:]), n.kind) if n in described else n
        for n in named
    ]


class _People:
    """The clusters of people: full names first, then the shorter forms, each to the fitting one before
    it, those with a title before those without."""

    def __init__(self, reading: Reading, named: list[Named], roles: Roles) -> None:
        self.clusters: list[Cluster] = []
        self._words = reading.words
        self._roles = roles
        self._by_word: dict[str, list[Cluster]] = defaultdict(list)
        rests: list[Named] = []
        for member in sorted(named, key=lambda n: (-_length(n.key), self._title(n) is None, n.first)):
            fitting = self._fitting(member)
            # Which of several Bergs a bare "Berg" is, is told in a second walk, when all names are known.
            if len({id(c) for c in fitting}) > 1 and _length(member.key) == 1:
                rests.append(member)
            else:
                self._add(member, fitting[0] if fitting else self._new(member))
        untitled = [n for n in named if self._title(n) not in SOVEREIGN]
        self._share_out(rests, _leading(reading, untitled))
        for cluster in self.clusters:
            cluster.members.sort(key=lambda n: n.first)

    def _title(self, member: Named) -> str | None:
        """The noun of the title before a surname."""
        role = self._roles.get(member)
        titled = role is not None and role.tie is Tie.TITLE and _length(member.key) == 1
        return office(self._words[role.head].key) if role and titled else None

    def _is_regnal(self, member: Named) -> bool:
        role = self._roles.get(member)
        return role is not None and role.tie is Tie.TITLE and self._words[role.head].key in REGNAL

    def _gender(self, member: Named) -> Gender | None:
        """What the title before a name says."""
        return HONORIFICS.get(member.candidate.honorific or "") or gender_of(self._title(member) or "")

    def _fitting(self, member: Named) -> list[Cluster]:
        core = _core(member.key)
        # The last word first: it is the family name in most names, the first one in "Lin Mei-hua".
        return self._forms(member, core[-1]) or self._forms(member, core[0])

    def _forms(self, member: Named, word: str) -> list[Cluster]:
        return [c for c in self._by_word[word][-_NAMESAKES:] if self._is_form_of(member, c)]

    def _is_form_of(self, member: Named, cluster: Cluster) -> bool:
        """Whether a name can be a shorter or equal form of a cluster's."""
        if self._is_regnal(member) and member.key != cluster.full.key:
            return False
        title, told, gender = self._title(member), cluster.gender(), self._gender(member)
        # "Ms Berg" is not Tom Berg.
        if gender is not None and told is not None and gender is not told:
            return False
        if title and len(cluster.full.key) > 1 and not can_hold(title, cluster.offices, told):
            return False
        # "Alvarado" of "Carlos Alvarado", who is also named Carlos Alvarado Quesada.
        return any(is_short_for(member.key, key) for key in cluster.forms)

    def _new(self, member: Named) -> Cluster:
        cluster = Cluster(member)
        self.clusters.append(cluster)
        for word in set(_core(member.key)):
            self._by_word[word].append(cluster)
        return cluster

    def _add(self, member: Named, cluster: Cluster) -> None:
        cluster.add(member)
        role = self._roles.get(member)
        if role is not None:
            cluster.offices.add(office(self._words[role.head].key))

    def _share_out(self, rests: list[Named], leading: frozenset[int]) -> None:
        """Give bare surnames that several people have to the one that a sentence before was about last;
        who is only named in passing ("for his wife Ann Reed") comes after these."""
        for word in {_core(member.key)[-1] for member in rests}:
            holders = self._by_word[word][-_NAMESAKES:]
            events = [(m.first, c) for c in holders for m in c.members]
            asked = sorted((m for m in rests if _core(m.key)[-1] == word), key=lambda n: n.first)
            events.sort(key=lambda event: event[0])
            at = 0
            latest: list[Cluster] = []
            for member in asked:
                while at < len(events) and events[at][0] < member.first:
                    latest = _in_turn(latest, events[at][1], events[at][0] in leading)
                    at += 1
                meant = self._meant(member, latest, holders)
                self._add(member, meant)
                latest = _in_turn(latest, meant, member.first in leading)

    def _meant(self, member: Named, latest: list[Cluster], holders: list[Cluster]) -> Cluster:
        """Of several namesakes one who has the title, then the one the text was about last; in a
        headline the one it names most."""
        most = sorted(holders, key=lambda c: len(c.members))
        fitting = [c for c in latest if self._is_form_of(member, c)]
        fitting = fitting or [c for c in most if self._is_form_of(member, c)] or most
        return self._likeliest(member, fitting)[-1]

    def _likeliest(self, member: Named, fitting: list[Cluster]) -> list[Cluster]:
        """Those who have the title; else those of the gender told; else those who have no higher one."""
        title, gender = self._title(member), self._gender(member)
        return (
            [c for c in fitting if title in c.offices]
            or [c for c in fitting if gender is not None and c.gender() is gender]
            or [c for c in fitting if title and not c.offices & SOVEREIGN]
            or fitting
        )


def _leading(reading: Reading, named: list[Named]) -> frozenset[int]:
    """Where the first person of each sentence is named: mostly whom it is about."""
    first: dict[int, int] = {}
    for member in named:
        sentence = reading.words[member.first].sentence
        first[sentence] = min(first.get(sentence, member.first), member.first)
    return frozenset(first.values())


def _in_turn(latest: list[Cluster], named: Cluster, leads: bool) -> list[Cluster]:
    """The namesakes with the likeliest last, after one more mention of `named`."""
    if leads:
        return [*(c for c in latest if c is not named), named]
    return latest if any(c is named for c in latest) else [named, *latest]


def _core(key: Key) -> Key:
    """Without "Jr", and "Sisi" for "al-Sisi"."""
    core = tuple(w[3:] if w.startswith(("al-", "el-")) else w for w in key if w not in SUFFIXES)
    return core or key


def _length(key: Key) -> int:
    return len(_core(key))


def is_short_for(short: Key, full: Key) -> bool:
    """Whether two folded names can be one person's: "putin" or "v putin" for "vladimir putin"."""
    short, full = _core(short), _core(full)
    if short == full:
        return True
    # "Reed" or "Ann" for "Ann Reed"; one letter is too little.
    if len(short) == 1:
        return short[0] in {full[0], full[-1]} and len(short[0]) > 1
    # "A. Reed" and "Ann Reed", not "Tom Reed".
    if short[-1] == full[-1] and _same_first(short[0], full[0]):
        return True
    # Any stretch of it: "Mary Ann" for "Mary Ann Reed".
    width = len(short)
    return any(full[at : at + width] == short for at in range(len(full) - width + 1))


def _same_first(short: str, full: str) -> bool:
    return short == full or (1 in {len(short), len(full)} and short[0] == full[0])
