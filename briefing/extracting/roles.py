"""Which words say what a person is: titles before the name, phrases set off after it. A role is
found only where the text ties it to the name; nothing is carried from one name to the next."""

from dataclasses import dataclass
from enum import IntEnum

from briefing.domain.findings import ActorKind
from briefing.extracting.kinds import Named
from briefing.extracting.words import Reading
from briefing.grammar.cues import REPORTING
from briefing.grammar.names import (
    ABBREVIATED_ROLES,
    BREAKERS,
    COMPANY_NOUNS,
    HONORIFICS,
    OPENERS,
    ROLE_MODIFIERS,
    WEAK_ROLES,
    is_role,
    nationalities,
    places,
)
from briefing.grammar.word_classes import (
    ADVERBS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
    is_verb,
)

# Weak on their own, but titles before a name also where they open a sentence: "General Reed said".
_TITLES = frozenset({"general", "major", "chief", "justice", "deputy", "count", "principal"})
_LINKS = frozenset({"of", "for", "to", "at", "in"})
_INSIDE = _LINKS | {"the", "and", "&", "on"}
# Where the role noun ends its phrase: "mayor | of", "lawyer | who", "baker | from".
_HEAD_ENDS = _LINKS | {"with", "from", "on", "who", "under", "and"}
# Where too long a role is cut: "fellow at the Institute of Trade | in Oslo".
_PLACED = frozenset({"at", "in", "with", "from", "under"})
_OUTSIDE = (_HEAD_ENDS | PREPOSITIONS | {"as"}) - {"and"}
_ENDS = frozenset(',.;:—–()"“”!?')
_OPENS = frozenset({",", "(", "—", "–"})
# No role opens with these: "Ivan Petrov, but the first two blamed their chairman".
_NEVER_FIRST = (SUBORDINATORS | PREPOSITIONS | PRONOUNS) - {"so"}
# "If Holm is the director" makes nobody a director.
_SUPPOSED = frozenset({"if", "unless", "whether"})
_RENEWED = frozenset({"former", "ex", "then", "late"})
_REACH = 30  # words of an apposition
_LONGEST = 12  # words after the role noun
_BEFORE = 14  # words of a role before a name


class Tie(IntEnum):
    """How a role is tied to its name; the higher the surer."""

    COPULA = 1
    APPOSITION = 2
    TITLE = 3


@dataclass(frozen=True, slots=True)
class Role:
    """The words `first` up to `last` (exclusive), without article; `head` is the role noun."""

    first: int
    last: int
    head: int
    tie: Tie


class RoleFinder:
    """Finds the role of each mention by name; `named` are all names of the reading."""

    def __init__(self, reading: Reading, named: list[Named]) -> None:
        people = [n for n in named if n.kind is ActorKind.PERSON]
        self._reading = reading
        self._words = reading.words
        self._starts = {n.first for n in people}
        self._inside = {i for n in people for i in range(n.first, n.candidate.last)}
        self._in_names = {i for n in named for i in range(n.first, n.candidate.last)}

    def role_of(self, named: Named) -> Role | None:
        """The role that this mention of a person comes with; None where there is none."""
        sweep = self._reading.sweep_of(named.first)
        if sweep.loud:
            return None
        return (
            self._title(named, sweep.first)
            or self._set_off_before(named, sweep.first, sweep.last)
            or self._after(named, sweep.last)
        )

    def _title(self, named: Named, floor: int) -> Role | None:
        end = named.first
        while end > floor and self._words[end - 1].key in HONORIFICS:
            end -= 1
        if end == floor:
            return None
        before = self._words[end - 1]
        # "co-editor of Debating The | Donald": the name is part of a title.
        if before.key in DETERMINERS:
            return None
        # "Director of the *Office of the King* Jane Roe"
        if is_role(before.text) and end - 1 not in self._in_names:
            # "the rival Mary Reed": too weak for a role unless a capital makes a title of it.
            weak = before.key in WEAK_ROLES and not (
                before.capital and (not before.opens or before.key in _TITLES)
            )
            return None if weak else self._extended(end - 1, end, floor, Tie.TITLE)
        return self._title_with_link(end, floor) if before.capital else None

    def _title_with_link(self, end: int, floor: int) -> Role | None:
        """Director of the Service for Trade | Jane Roe."""
        at = end - 1
        lowest = max(floor, end - _BEFORE)
        while at >= lowest and (self._words[at].capital or self._words[at].key in _INSIDE):
            if at in self._inside:
                return None
            if self._is_linked(at):
                return self._extended(at, end, floor, Tie.TITLE)
            at -= 1
        # "secretary of State | Jane Roe"
        return self._extended(at, end, floor, Tie.TITLE) if at >= lowest and self._is_linked(at) else None

    def _is_linked(self, at: int) -> bool:
        return is_role(self._words[at].text) and self._words[at + 1].key in _LINKS

    def _extended(self, head: int, end: int, floor: int, tie: Tie) -> Role | None:
        """With the words before the role noun that belong to it."""
        first = head
        lowest = max(floor, head - _BEFORE)
        while first > lowest and self._belongs(first - 1, head) and not self._renewed(first):
            first -= 1
        # "Angry Mayor Jane Roe": the opener of the sentence is cut off, "Oslo" is not.
        while first < head and (self._words[first].key in {"and", "&"} or self._is_opener(first)):
            first += 1
        # "who on Friday accused Mayor Jane Roe": a verb, but "the accused mayor".
        if floor < first < head and is_verb(self._words[first].key) and not self._opens_phrase(first):
            first += 1
        shown = self._before_rank(first, head)
        return Role(first, end if shown == head else shown + 1, shown, tie)

    def _opens_phrase(self, at: int) -> bool:
        before = self._words[at - 1]
        return before.key in DETERMINERS or not before.is_word

    def _before_rank(self, first: int, head: int) -> int:
        """The role noun before a rank cut short, which says more: army *spokesman* Lt. Roe."""
        if self._words[head].key not in ABBREVIATED_ROLES:
            return head
        ranks = ABBREVIATED_ROLES | WEAK_ROLES
        earlier = (at for at in range(head - 1, first - 1, -1) if is_role(self._words[at].text))
        return next((at for at in earlier if self._words[at].key not in ranks), head)

    def _renewed(self, at: int) -> bool:
        """Whether a second role begins here: presidential candidate | *former* governor."""
        return self._words[at].key in _RENEWED and is_role(self._words[at - 1].text)

    def _is_opener(self, at: int) -> bool:
        word = self._words[at]
        described = word.key in ROLE_MODIFIERS or is_role(word.text) or _is_national(word.key)
        # "New Zealand coach"
        placed = f"{word.key} {self._words[at + 1].key}" in places()
        ordinary = word.key in self._reading.ordinary or word.key in OPENERS
        return word.opens and not described and not placed and ordinary

    def _belongs(self, at: int, head: int) -> bool:
        word, after = self._words[at], self._words[at + 1]
        if at in self._inside or not word.is_word or word.key in HONORIFICS:
            return False
        if word.capital:
            return word.key not in BREAKERS
        if word.key in {"and", "&"}:
            # "deputy and acting mayor", "founder and chairman", but "White House and President Roe".
            left = self._words[at - 1]
            joins = is_role(left.text) and not after.capital
            return joins if at + 1 == head else left.key in ROLE_MODIFIERS
        # "told the network | President Roe"
        told = self._words[at - 1].key == "the" and self._words[at - 2].key in REPORTING
        if told and after.capital and word.key in COMPANY_NOUNS:
            return False
        return word.key in ROLE_MODIFIERS or is_role(word.text) or _is_national(word.key)

    def _set_off_before(self, named: Named, floor: int, limit: int) -> Role | None:
        """His Belarusian counterpart, | Jane Roe |, said."""
        comma, words = named.first - 1, self._words
        follows = words[named.candidate.last].text if named.candidate.last < limit else "."
        if comma <= floor or words[comma].text != "," or follows not in _ENDS or comma - 1 in self._inside:
            return None
        head = comma - 1
        lowest = max(floor, comma - _BEFORE)
        while head > lowest and not is_role(words[head].text):
            if is_verb(words[head].key) or not words[head].is_word or head in self._inside:
                return None
            head -= 1
        # "her son, Tom Reed", "director of the museum, Tom Reed".
        linked = head == comma - 1 or words[head + 1].key in _LINKS
        if not is_role(words[head].text) or not linked or head in self._inside:
            return None
        role = self._extended(head, comma, floor, Tie.APPOSITION)
        opened = role is not None and role.first > floor and words[role.first - 1]
        # "his counterpart, Jane Roe,": the role must have an owner or an article, and "a" is too vague.
        owned = opened and (opened.key in DETERMINERS or opened.text in {"'s", "’s"})
        return role if owned and opened and opened.key not in {"a", "an"} else None

    def _after(self, named: Named, limit: int) -> Role | None:
        at, words = named.candidate.last, self._words
        if at >= limit:
            return None
        if words[at].key in {"is", "was"}:
            supposed = named.first > 0 and words[named.first - 1].key in _SUPPOSED
            return None if supposed else self._phrase(at + 1, limit, Tie.COPULA)
        if words[at].text not in _OPENS:
            return None
        at += 1
        if at + 1 < limit and words[at].text.isdigit() and words[at + 1].text in _OPENS:
            at += 2  # , 35, a farmer
        # "Jane Roe, who is a farmer".
        if at + 1 < limit and words[at].key == "who" and words[at + 1].key in {"is", "was"}:
            at += 2
        return self._phrase(at, limit, Tie.APPOSITION)

    def _phrase(self, start: int, limit: int, tie: Tie) -> Role | None:
        """The noun phrase from `start` on, if a role noun is its head and no name follows that."""
        words = self._words
        bare = start < limit and words[start].key not in DETERMINERS
        while start < limit and words[start].key in DETERMINERS | {"currently", "also", "now", "then"}:
            start += 1
        limit = min(limit, start + _REACH)
        if start < limit and words[start].key in _NEVER_FIRST:
            return None
        head = start
        while head < limit and self._is_within_head(head):
            head += 1
        head -= 1
        # "Jane Roe is a farmer", not "is farmer".
        if head < start or not is_role(words[head].text) or (tie is Tie.COPULA and bare):
            return None
        if head + 1 < limit and words[head + 1].text not in _ENDS and words[head + 1].key not in _HEAD_ENDS:
            return None
        end = self._phrase_end(head, limit)
        return None if end is None else Role(start, end, head, tie)

    def _is_within_head(self, at: int) -> bool:
        word = self._words[at]
        if not word.is_word or at in self._inside or word.key in _OUTSIDE:
            return False
        # "founder and chairman" is one head; of "the mayor and Tom Reed" it is "mayor".
        if word.key == "and":
            return is_role(self._words[at - 1].text) and not self._starts & {at + 1, at + 2, at + 3}
        return not is_verb(word.key) or self._words[at - 1].key in DETERMINERS

    def _phrase_end(self, head: int, limit: int) -> int | None:
        """Where the phrase ends; None where it turns out to be another person's title."""
        words, at = self._words, head + 1
        while at < limit and words[at].text not in _ENDS and not self._ends_before(at):
            if at in self._starts and (words[at - 1].capital and not is_role(words[at - 1].text)):
                return None
            at += 1
        return self._trimmed(head, self._within_length(head, at))

    def _within_length(self, head: int, end: int) -> int:
        """Where a role ends that is not too long: before what says where."""
        if end - head <= _LONGEST:
            return end
        links = (at for at in range(head + _LONGEST, head, -1) if self._words[at].key in _PLACED)
        return next(links, end)

    def _trimmed(self, head: int, end: int) -> int:
        """Without small words at its end, nor an owner of nothing: host | of Oslo's."""
        words = self._words
        while end > head + 1 and (
            words[end - 1].key in _HEAD_ENDS | DETERMINERS or words[end - 1].text in "-‐"
        ):
            end -= 1
        if end > head + 1 and words[end - 1].key[0] in "'’":
            links = (at for at in range(end - 1, head, -1) if words[at].key in _OUTSIDE)
            return self._trimmed(head, next(links, head + 1))
        return end

    def _ends_before(self, at: int) -> bool:
        """Whether a clause, or something else that is no part of a role, begins with a word."""
        word, key = self._words[at], self._words[at].key
        after = self._words[at + 1] if at + 1 < len(self._words) else word
        # "mayor of Oslo | and a friend", but "Minister of Trade and Industry".
        if key == "and":
            return not after.capital or at + 1 in self._starts
        # "adviser to Oxfam" goes on, "minister to visit" does not.
        if key == "to":
            return not after.capital and after.key not in DETERMINERS
        # "member of the council's panel": the possessive is inside; so is "Oslo-based".
        if key[0] in "'’" or self._words[at - 1].text in {"-", "‐"}:
            return False
        if (
            key == "at"
            and after.key == "the"
            and self._words[at + 2 : at + 3]
            and self._words[at + 2].key == "time"
        ):
            return True
        clause = key in SUBORDINATORS or key in RELATIVES or key in ADVERBS or is_verb(key)
        return not word.capital and (clause or key in REPORTING)


def _is_national(key: str) -> bool:
    return any(part in nationalities() for part in key.split("-"))
