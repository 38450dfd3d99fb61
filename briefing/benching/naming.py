"""Errors in names and roles: another name of the article, a name or a role from nowhere, a role moved."""

import re
from random import Random

from briefing.benching.edits import Change, Edit
from briefing.benching.kinds import ErrorKind
from briefing.benching.lots import shuffled
from briefing.benching.material import Material, Name, Original
from briefing.benching.words import lines, words
from briefing.domain.findings import Actor, ActorKind
from briefing.domain.spans import fold
from briefing.grammar.names import (
    HONORIFICS,
    SUFFIXES,
    Gender,
    first_names,
    folded,
    is_role,
    nationalities,
    places,
)
from briefing.grammar.word_classes import PREPOSITIONS

_PERSON, _PLACE, _ORGANISATION = ActorKind.PERSON, ActorKind.PLACE, ActorKind.ORGANISATION
_BEFORE = re.compile(r"([\w.'’-]+)\s$")
_NEXT = re.compile(r"\s?[\w&'’-]+")
_MOST_ROLE_WORDS = 4
_LEAST_LETTERS = 3


def name_swapped(original: Original, draw: Random) -> list[Edit]:
    """A name replaced by that of another actor of its kind in the article."""
    found = []
    for name in shuffled(_swappable(original), draw):
        for other in shuffled(_others(original, name), draw):
            if change := others_name(original, name, other):
                found.append(original.edit(ErrorKind.NAME_SWAPPED, change))
                break
    return found


def name_from_nowhere(original: Original, draw: Random) -> list[Edit]:
    """A name replaced by one that the article does not have."""
    found = []
    for name in shuffled(_swappable(original), draw):
        new = _made_up(original, name, draw)
        if new and not any(original.material.says(word) for word in new.split() if len(word) > 2):
            found.append(
                original.edit(ErrorKind.NAME_FROM_NOWHERE, Change(name.span.start, name.span.end, new))
            )
    return found


def role_moved(original: Original, draw: Random) -> list[Edit]:
    """The role of one person of the article put before the name of another."""
    found = []
    for name in _full_names(original):
        roles = [r for actor in other_people(original, name) if (r := _titular(original.material, actor))]
        for role in shuffled([r for r in roles if not _is_near(original.material, r, name.actor)], draw):
            found += _titled(original, name, role, ErrorKind.ROLE_MOVED)
            if found:
                break
    return shuffled(found, draw)


def role_from_nowhere(original: Original, draw: Random) -> list[Edit]:
    """A role that the article does not have put before a name."""
    found = []
    for name in _full_names(original):
        roles = [r for r in lines("roles") if not any(original.material.says(w) for w in r.split())]
        if roles:
            found += _titled(original, name, draw.choice(roles), ErrorKind.ROLE_FROM_NOWHERE)
    return shuffled(found, draw)


def other_people(original: Original, name: Name) -> list[Actor]:
    """The people of the article that may stand for a person without the sentence staying true."""
    return [actor for actor in _others(original, name) if actor.kind is _PERSON]


def others_name(original: Original, name: Name, other: Actor) -> Change | None:
    """The name of another actor in place of a name, in the form that fits there."""
    text, full = original.text, original.material.name(other)
    if name.actor.kind is not _PERSON:
        return Change(name.span.start, name.span.end, full) if _fits(name.span.of(text), full) else None
    before = _BEFORE.search(text[: name.span.start])
    honorific = before[1].rstrip(".").lower() if before else ""
    short = " " not in name.span.of(text) or honorific in HONORIFICS
    if honorific in HONORIFICS and not _may_be(other, original.material, HONORIFICS[honorific]):
        return None
    surname = full.split()[-1]
    if folded(surname) in SUFFIXES or len(surname) < _LEAST_LETTERS:
        return None
    new = surname if short else full
    if short and not _surname_is_own(original.material, other):
        return None
    return Change(name.span.start, name.span.end, new)


def _swappable(original: Original) -> list[Name]:
    """The names that stand as names: no part of a longer one, none that outlives its change."""
    return [name for name in original.names if _stands_free(original.text, name)]


def _stands_free(text: str, name: Name) -> bool:
    before, after = text[: name.span.start], text[name.span.end :]
    # "Lund-based", "the London Eye", "Bank of Lund": part of another name.
    if re.match(r"[-/&)]|\s(?:[A-Z]|of\s[A-Z]|and\s[A-Z])", after) or re.search(r"[-/&@#(]$", before):
        return False
    previous = _BEFORE.search(before)
    if previous is None or not previous[1][0].isupper() or len(before) == previous.end() - previous.start():
        return True
    title = previous[1].rstrip(".").lower() in HONORIFICS or is_role(previous[1])
    return name.actor.kind is _PERSON and title


def _others(original: Original, name: Name) -> list[Actor]:
    """Actors of the kind that are surely not the one named, and not in the sentence."""
    material = original.material
    own = {fold(w) for form in (material.name(name.actor), *material.forms(name.actor)) for w in form.split()}
    here = fold(original.text)
    return [
        actor
        for actor in material.findings.actors
        if actor.kind is name.actor.kind
        and actor.id != name.actor.id
        and len(material.name(actor)) >= _LEAST_LETTERS
        and material.name(actor)[0].isupper()
        and own.isdisjoint(fold(w) for form in material.forms(actor) for w in form.split())
        and not any(fold(w) in here for w in material.name(actor).split() if len(w) > 2)
        and not _is_abbreviation(material.name(actor), material.name(name.actor))
        and _is_apart(material, name.actor, actor)
    ]


def _is_abbreviation(one: str, other: str) -> bool:
    """Whether one name may be the other's initials."""
    for short, long in ((one, other), (other, one)):
        initials = "".join(word[0] for word in re.split(r"[\s-]", long) if word[:1].isupper())
        letters = short.replace(".", "")
        if letters.isupper() and len(letters) <= 6 and " " in long and letters[0] == initials[:1]:
            return True
    return False


def _is_apart(material: Material, one: Actor, other: Actor) -> bool:
    """For places: two countries, or two places that are none, neither in the other, as far as is told.
    For people: of one known gender, or of unknown."""
    if one.kind is _PLACE:
        names = [folded(material.name(actor)) for actor in (one, other)]
        countries = [places().get(n) in nationalities().values() for n in names]
        known = [n in places() for n in names]
        return countries[0] == countries[1] and known[0] == known[1] and not _are_nested(material, one, other)
    genders = {first_names().get(folded(material.name(actor).split()[0])) for actor in (one, other)}
    return len(genders - {None}) < 2


def _are_nested(material: Material, one: Actor, other: Actor) -> bool:
    """Whether the article ever names one place right behind the other: "Lund, Skåne", "Lund in Skåne"."""
    for a, b in ((one, other), (other, one)):
        near = rf"{re.escape(material.name(a))}[^.\n]{{0,34}}{re.escape(material.name(b))}"
        if re.search(near, material.text):
            return True
    return False


def _fits(old: str, new: str) -> bool:
    """Whether a name can stand where another stood: "the United Nations" has its article outside."""
    plural = [bool(re.search(r"(?<!s)s$", name)) for name in (old, new)]
    return plural[0] == plural[1] and old.lower().startswith("the ") == new.lower().startswith("the ")


def _may_be(actor: Actor, material: Material, gender: Gender | None) -> bool:
    """Whether a title of this gender can stand before an actor's name."""
    told = first_names().get(folded(material.name(actor).split()[0]))
    return gender is None or told is gender


def _surname_is_own(material: Material, actor: Actor) -> bool:
    """Whether the article calls the person by the last word of the name, and nobody else."""
    last = material.name(actor).split()[-1]
    holders = [
        other
        for other in material.findings.actors
        if any(fold(last) in fold(form).split() for form in material.forms(other))
    ]
    return [holder.id for holder in holders] == [actor.id]


def _made_up(original: Original, name: Name, draw: Random) -> str | None:
    old = name.span.of(original.text)
    if name.actor.kind is _PLACE:
        return draw.choice(lines("made_up_places"))
    if name.actor.kind is _ORGANISATION:
        new = draw.choice(lines("made_up_organisations"))
        after_the = re.search(r"\bthe\s$", original.text[: name.span.start], re.IGNORECASE)
        return new if after_the or " " in old else new.split()[0]
    surname = draw.choice(sorted(words("surnames")))
    if " " not in old:
        return surname
    female = first_names().get(folded(old.split()[0])) is Gender.FEMALE
    return f"{draw.choice(sorted(words('female_names' if female else 'male_names')))} {surname}"


def _full_names(original: Original) -> list[Name]:
    """Names of people, first and last, at which a role can stand."""
    return [
        name
        for name in original.names
        if name.actor.kind is _PERSON
        and " " in name.span.of(original.text)
        and folded(name.span.of(original.text).split()[0]) in first_names()
        and _can_be_titled(original, name)
    ]


def _can_be_titled(original: Original, name: Name) -> bool:
    """Whether nothing stands before the name, or its own role alone."""
    before, after = original.text[: name.span.start], original.text[name.span.end :]
    # A role behind the name stays, and the sentence would say both.
    if re.match(r",\s(?!(?:and|but|who|which|said|says|told)\b)[a-z\d]|,\sR-|,\sD-|\s\(", after):
        return False
    if _own_role(original, name):
        return True
    previous = _BEFORE.search(before)
    return not before or (previous is not None and _leads(previous[1]))


_LEADING = PREPOSITIONS | {"and", "that", "said", "says", "told", "added", "but", "when", "because"}


def _leads(word: str) -> bool:
    """Whether a name, or a role and a name, can begin behind the word; "of" may be part of a role."""
    return word.islower() and word in _LEADING and word != "of"


def _own_role(original: Original, name: Name) -> str | None:
    """The person's role where it stands right before the name, at the most three words."""
    role = original.material.role(name.actor)
    before = original.text[: name.span.start]
    if role is None or not before.endswith(f"{role} ") or len(role.split()) > _MOST_ROLE_WORDS:
        return None
    head = before[: -len(role) - 1]
    # "the Lund mayor": more belongs to it.
    previous = _BEFORE.search(head)
    alone = not head or head.endswith((", ", "“", '"'))
    return role if alone or (previous is not None and _leads(previous[1])) else None


def _titular(material: Material, actor: Actor) -> str | None:
    """An actor's role where it can stand before a name: "Prime Minister", not "mayor of Lund"."""
    role = material.role(actor)
    if role is None or len(role.split()) > _MOST_ROLE_WORDS:
        return None
    plain = len(role) > _LEAST_LETTERS and all(re.fullmatch(r"[A-Z][\w-]+", word) for word in role.split())
    return role if plain and is_role(role.split()[-1]) and role not in words("shared_roles") else None


def _is_near(material: Material, role: str, actor: Actor) -> bool:
    """Whether the head of a role ever stands near one of an actor's names, or in the actor's own role."""
    head = fold(role).split()[-1]
    if head in fold(material.role(actor) or ""):
        return True
    for mention in actor.mentions:
        start, end = mention.place.span.start, mention.place.span.end
        if head in fold(material.text[max(start - 60, 0) : end + 80]):
            return True
    return False


def _titled(original: Original, name: Name, role: str, kind: ErrorKind) -> list[Edit]:
    own = _own_role(original, name)
    start = name.span.start - (len(own) + 1 if own else 0)
    # "the minister Ines Roth" takes no title in its place.
    if own and re.search(r"\b(?:the|an?|his|her|its|their)\s$", original.text[:start], re.IGNORECASE):
        return []
    return [original.edit(kind, Change(start, name.span.start, f"{role} "))]
