"""Which names mean the same person, organisation or place. Two people are never joined for having
one surname: where the text does not tell them apart, a bare surname goes to the one named last."""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from briefing.domain.findings import ActorKind
from briefing.extracting.kinds import Named
from briefing.extracting.words import Reading
from briefing.grammar.names import (
    HONORIFICS,
    NOT_NAMES,
    ORGANISATION_WORDS,
    SUFFIXES,
    Gender,
    first_names,
    organisations,
    places,
)

Key = tuple[str, ...]
_NAMESAKES = 30  # people of one name that are told apart; more are no article
# Mostly left out of acronyms: "NAHS" is the "National Agency for Harbour Safety"; "MOD" has its "of".
_LITTLE = frozenset({"of", "the", "for", "and", "&", "on", "in"})


@dataclass(slots=True)
class Cluster:
    """The mentions by name of one actor, in the order they were added; `full` is the longest form,
    of equal ones the earliest."""

    full: Named
    members: list[Named] = field(default_factory=list)
    titled: Gender | None = None

    @property
    def kind(self) -> ActorKind:
        return self.full.kind

    def add(self, member: Named) -> None:
        """One more mention."""
        self.members.append(member)
        if (len(member.key), -member.first) > (len(self.full.key), -self.full.first):
            self.full = member
        self.titled = self.titled or HONORIFICS.get(member.candidate.honorific or "")

    def gender(self) -> Gender | None:
        """What titles and first names say; None where nothing does."""
        key = self.full.key
        return self.titled or (first_names().get(key[0]) if len(key) > 1 else None)


def joined(reading: Reading, named: list[Named]) -> list[Cluster]:
    """One cluster per actor, in the order of first mention."""
    people = _people(reading, _without_descriptions([n for n in named if n.kind is ActorKind.PERSON]))
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


def _without_descriptions(named: list[Named]) -> list[Named]:
    """Names without a word before them that is no part of them: "Crooked Ann Reed" in a text that has
    "Ann Reed" too."""
    full = {n.key for n in named if len(n.key) > 1 and n.key[0] in first_names()}
    return [
        Named(replace(n.candidate, first=n.first + 1, key=n.key[1:]), n.kind)
        if n.key[0] not in first_names() and (n.key[1:] in full or _opens_with_a_label(n.key))
        else n
        for n in named
    ]


def _opens_with_a_label(key: Key) -> bool:
    """Whether a word before a first name is a party or a house: "Democrat Ann Reed"."""
    return len(key) > 2 and key[0] in NOT_NAMES | ORGANISATION_WORDS and key[1] in first_names()


def _people(reading: Reading, named: list[Named]) -> list[Cluster]:
    """Full names first, then the shorter forms, each to the fitting one before it."""
    clusters: list[Cluster] = []
    by_word: dict[str, list[Cluster]] = defaultdict(list)
    rests: list[Named] = []
    for member in sorted(named, key=lambda n: (-_length(n.key), n.first)):
        core = _core(member.key)
        # The last word first: it is the family name in most names, the first one in "Lin Mei-hua".
        fitting = [c for c in by_word[core[-1]][-_NAMESAKES:] if _is_form_of(member, c)]
        if not fitting:
            fitting = [c for c in by_word[core[0]][-_NAMESAKES:] if _is_form_of(member, c)]
        # Which of several Bergs a bare "Berg" is, is told in a second walk, when all full names are known.
        if len({id(c) for c in fitting}) > 1 and _length(member.key) == 1:
            rests.append(member)
            continue
        if not fitting:
            fitting = [Cluster(member)]
            clusters += fitting
            for word in set(core):
                by_word[word] += fitting
        fitting[0].add(member)
    _share_out(rests, by_word, _leading(reading, named))
    for cluster in clusters:
        cluster.members.sort(key=lambda n: n.first)
    return clusters


def _leading(reading: Reading, named: list[Named]) -> frozenset[int]:
    """Where the first person of each sentence is named: mostly whom it is about."""
    first: dict[int, int] = {}
    for member in named:
        sentence = reading.words[member.first].sentence
        first[sentence] = min(first.get(sentence, member.first), member.first)
    return frozenset(first.values())


def _share_out(rests: list[Named], by_word: dict[str, list[Cluster]], leading: frozenset[int]) -> None:
    """Give bare surnames that several people have to the one that a sentence before was about last;
    who is only named in passing ("for his wife Ann Reed") comes after these."""
    for word in {_core(member.key)[-1] for member in rests}:
        holders = by_word[word][-_NAMESAKES:]
        events = [(m.first, c) for c in holders for m in c.members]
        asked = sorted((m for m in rests if _core(m.key)[-1] == word), key=lambda n: n.first)
        events.sort(key=lambda event: event[0])
        at = 0
        latest: list[Cluster] = []
        for member in asked:
            while at < len(events) and events[at][0] < member.first:
                latest = _in_turn(latest, events[at][1], events[at][0] in leading)
                at += 1
            fitting = [c for c in latest if _is_form_of(member, c)]
            meant = (fitting or [c for c in holders if _is_form_of(member, c)] or holders)[-1]
            meant.add(member)
            latest = _in_turn(latest, meant, member.first in leading)


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


def _is_form_of(member: Named, cluster: Cluster) -> bool:
    """Whether a name can be a shorter or equal form of a cluster's."""
    gender, told = HONORIFICS.get(member.candidate.honorific or ""), cluster.gender()
    # "Ms Berg" is not Tom Berg.
    if gender is not None and told is not None and gender is not told:
        return False
    return any(is_short_for(member.key, other.key) for other in (cluster.full, cluster.members[0]))


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
