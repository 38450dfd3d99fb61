"""The role lock: what a statement calls somebody, the source calls them."""

import re
from collections.abc import Iterator, Sequence

from briefing.checking.alignment import SourceIndex, words_of
from briefing.checking.items import CheckedItem, ItemKind
from briefing.checking.naming import best_known, is_name_of
from briefing.checking.statements import Statement
from briefing.domain.claims import Evidence, Match, Verdict
from briefing.domain.findings import Actor, ActorKind
from briefing.domain.spans import Place, Span
from briefing.grammar.names import ROLES_IN_FULL, is_role, nationalities, places
from briefing.grammar.spelling import one_spelling
from briefing.grammar.word_classes import word_set

_CLOSE, _NEAR = 3, 9
"""Words around a name within which the source says what somebody is, and can say it."""
_NO_SUCH = "no such role in the source"
_BEFORE, _AFTER = 3, 8
"""Words of a role before and behind its noun."""
_JOINS = frozenset({"of", "for", "at", "in", "from", "to"})
Tied = tuple[Place, list[str], list[str]]
"""Where a role noun stands beside a name, the words up to it, and with those that follow."""
_PAST = word_set(
    "former formerly ex late then retired ousted deposed fired sacked outgoing onetime erstwhile"
)
_LESSER = frozenset({"deputy", "vice", "acting", "assistant", "interim", "associate", "junior"})
_ALIKE = (
    frozenset({"chairman", "chairwoman", "chairperson", "chair", "head"}),
    frozenset({"spokesman", "spokeswoman", "spokesperson"}),
    frozenset({"pm", "premier", "minister"}),
    frozenset({"mp", "lawmaker", "legislator", "parliamentarian", "deputy", "representative", "congressman"}),
    frozenset({"ceo", "executive", "chief", "boss", "head"}),
    frozenset({"lawyer", "attorney", "counsel", "solicitor", "barrister"}),
    frozenset({"officer", "policeman", "policewoman"}),
    frozenset({"professor", "academic", "researcher", "scientist", "expert"}),
    frozenset({"journalist", "reporter", "correspondent", "writer"}),
    frozenset({"leader", "head", "chief", "boss", "president"}),
    frozenset({"doctor", "physician", "surgeon"}),
)

# What a minister, a secretary or an editor is of; another is another office.
_FIELDS = word_set(
    """finance foreign defense interior health education energy trade justice transport agriculture labor
    home culture environment treasury housing tourism sport science industry prime police fire army navy
    sports"""
)

# What stands behind a name as its role: "Roe, the mayor of Lund,", "Roe (chief executive)", "Roe — a farmer".
_BEHIND = re.compile(
    r"\s?[,(–—]\s?(?:(?:the|an?|its|his|her|their)\s)?(?P<role>[^,;:()–—.!?\n]{3,90}?)\s*(?=[,;)–—.\n]|$)"
)
_MOST_BEHIND = 12
"""Words of a role behind a name."""


def check_roles(statement: Statement, index: SourceIndex) -> Iterator[CheckedItem]:
    """One item for each role that the statement gives a person whom the source names. SUPPORTED: the source
    has it beside the name. CONTRADICTED: there somebody else holds it, or it is another one: a former or
    lesser one, of another country or another field. NOT_FOUND: the source has no such role."""
    for role, name in _stated(statement):
        person = next((a for a in index.findings.actors if is_name_of(name, index.forms(a))), None)
        if person is not None and person.kind is ActorKind.PERSON:
            yield _check(role, person, statement, index)


def _stated(statement: Statement) -> Iterator[tuple[Span, str]]:
    """The roles of a statement with the names of who has them: those found in it as in any text, and those
    behind names that only the sources show to be names."""
    found: list[Span] = []
    for actor in statement.findings.actors:
        if actor.role is not None and statement.span.contains(actor.role.span):
            found.append(actor.role.span)
            yield actor.role.span, actor.name.span.of(statement.text)
    for name, _ in statement.names:
        role = _role_behind(name, statement)
        if role is not None and not any(role.overlaps(other) for other in found):
            yield role, name.of(statement.text)


def _role_behind(name: Span, statement: Statement) -> Span | None:
    match = _BEHIND.match(statement.text, name.end, statement.span.end)
    if match is None:
        return None
    words = _words(match["role"])
    first = next((at for at, word in enumerate(words) if word in _JOINS), len(words))
    is_one = first > 0 and len(words) <= _MOST_BEHIND and is_role(words[first - 1])
    return Span(*match.span("role")) if is_one else None


def _check(role: Span, person: Actor, statement: Statement, index: SourceIndex) -> CheckedItem:
    words = _words(role.of(statement.text))
    led = [*_words(statement.text[max(role.start - 40, 0) : role.start])[-2:], *words]
    head = _head(words)
    own = _own(person, index)
    if any(field not in index.spelled for field in _fields(words) if field != "prime"):
        # Whatever stands beside the name: a source that never speaks of fire has no fire chief.
        return CheckedItem(role, ItemKind.ROLE, Verdict.NOT_FOUND, None, own, _NO_SUCH)
    close = _beside(head, person, index, _CLOSE)
    holder = None if close else _holder(head, words, person, index)
    if holder is not None:
        evidence = Evidence(role, holder[1], Match.FOLDED)
        reason = f"in the source {index.forms(holder[0])[0]} is this"
        return CheckedItem(role, ItemKind.ROLE, Verdict.CONTRADICTED, evidence, own, reason)
    tied = close or _beside(head, person, index, _NEAR)
    if tied:
        return _compared(role, led, own, tied)
    if any(word in index.by_word for word in _alike(head)):
        reason = "the source does not say this of the name"
        return CheckedItem(role, ItemKind.ROLE, Verdict.UNCHECKED, None, own, reason)
    return CheckedItem(role, ItemKind.ROLE, Verdict.NOT_FOUND, None, own, _NO_SUCH)


def _compared(role: Span, words: Sequence[str], own: str | None, tied: Sequence[Tied]) -> CheckedItem:
    """The item for a role whose noun stands beside the name in some places of the source."""
    for place, before, around in tied:
        if _lessened(words, before) is None and _of_another(words, around) is None:
            evidence = Evidence(role, place, Match.FOLDED)
            return CheckedItem(role, ItemKind.ROLE, Verdict.SUPPORTED, evidence)
    place, before, around = tied[0]
    other = _lessened(words, before) or _of_another(words, around)
    evidence = Evidence(role, place, Match.FOLDED)
    reason = f"the source says {other}"
    return CheckedItem(role, ItemKind.ROLE, Verdict.CONTRADICTED, evidence, own, reason)


def _of_another(ours: Sequence[str], theirs: Sequence[str]) -> str | None:
    """The country or field that the source names where the statement names another one; None where both name
    the same, or one names none."""
    for kind in (_countries, _fields):
        wanted, given = kind(ours), kind(theirs)
        if wanted and given and wanted.keys().isdisjoint(given):
            return next(iter(given.values()))
    return None


def _countries(words: Sequence[str]) -> dict[str, str]:
    """The countries and cities that words name, by what they are best known by."""
    known = {word: best_known(word) for word in words}
    return {
        name: word for word, name in known.items() if word in nationalities() or name in places().values()
    }


def _fields(words: Sequence[str]) -> dict[str, str]:
    return {one_spelling(word): word for word in words if one_spelling(word) in _FIELDS}


def _words(role: str) -> list[str]:
    return [ROLES_IN_FULL.get(word.folded, word.folded) for word in words_of(role.replace("-", " "))]


def _head(words: list[str]) -> str:
    """The noun of a role: its last role word before "of" and the like."""
    cut = next((at for at, word in enumerate(words) if at and word in _JOINS), None)
    nouns = [word for word in words[:cut] if is_role(word)]
    return nouns[-1] if nouns else words[-1]


def _alike(head: str) -> set[str]:
    """The nouns that may be said for one."""
    singular = head.removesuffix("s")
    return {head, singular}.union(*(same for same in _ALIKE if head in same or singular in same))


def _beside(head: str, person: Actor, index: SourceIndex, reach: int) -> list[Tied]:
    """Where the role noun stands within some words of a mention of the person, nobody else between them."""
    nouns = _alike(head)
    found: list[Tied] = []
    for mention in person.mentions:
        source = index.at(mention.place)
        held = (
            [n for n, w in enumerate(source.words) if w.span.overlaps(mention.place.span)] if source else []
        )
        if source is None or not held:
            continue
        words = [ROLES_IN_FULL.get(word.folded, word.folded) for word in source.words]
        others = [
            span
            for span, actor in index.names_of(source)
            if actor.id != person.id and actor.kind is ActorKind.PERSON
        ]
        for near in range(max(held[0] - reach, 0), min(held[-1] + reach + 1, len(words))):
            place, own = source.words[near].span, mention.place.span
            # From the one's beginning to the other's end: the people between and the two themselves.
            between = Span(min(place.start, own.start), max(place.end, own.end))
            if nouns & {words[near], *words[near].split("-")} and not any(
                other.overlaps(between) for other in others if not other.overlaps(place)
            ):
                before = words[max(near - _BEFORE, 0) : near + 1]
                tied = Place(source.place.article, place), before, before + _behind(words, near)
                found.append(tied)
    return found


def _behind(words: Sequence[str], near: int) -> list[str]:
    """The words behind a role noun that belong to it: "of the National Assembly of Belarus"."""
    behind = list(words[near + 1 : near + 1 + _AFTER])
    return behind if behind and behind[0] in _JOINS else []


def _lessened(ours: Sequence[str], theirs: Sequence[str]) -> str | None:
    """The word that makes the source's role a former or lesser one than ours; None where none does."""
    held = {part for word in theirs for part in word.split("-")}
    lesser = sorted((_PAST | _LESSER) & held - set(ours))
    return lesser[0] if lesser and not (_PAST | _LESSER) & set(ours) else None


def _holder(head: str, words: list[str], person: Actor, index: SourceIndex) -> tuple[Actor, Place] | None:
    """Who else holds the role in the source, where it gives the person none of the kind: the same noun and
    every other telling word of it."""
    telling = {best_known(word) for word in words if word not in {"the", "of", "a", "an", "for"}}
    own = _own(person, index)
    if own is not None and _alike(head) & set(_words(own)):
        return None
    for actor in index.findings.actors:
        if actor.role is None or actor.id == person.id:
            continue
        held = _words(actor.role.span.of(index.texts[actor.role.article]))
        if head in held and telling <= {best_known(word) for word in held}:
            return actor, actor.role
    return None


def _own(person: Actor, index: SourceIndex) -> str | None:
    """What the source calls the person."""
    return person.role.span.of(index.texts[person.role.article]) if person.role else None
