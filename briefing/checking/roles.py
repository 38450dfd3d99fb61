"""The role lock: what a statement calls somebody, the source calls them."""

from collections.abc import Iterator

from briefing.checking.alignment import SourceIndex, words_of
from briefing.checking.items import CheckedItem, ItemKind
from briefing.checking.naming import best_known, is_name_of
from briefing.checking.statements import Statement
from briefing.domain.claims import Evidence, Match, Verdict
from briefing.domain.findings import Actor
from briefing.domain.spans import Place, Span
from briefing.grammar.names import ROLES_IN_FULL, is_role

_CLOSE, _NEAR = 3, 9
"""Words around a name within which the source says what somebody is, and can say it."""
_PAST = frozenset({"former", "ex", "late", "then", "retired", "ousted", "deposed"})
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


def check_roles(statement: Statement, index: SourceIndex) -> Iterator[CheckedItem]:
    """One item for each role that the statement gives a person whom the source names. SUPPORTED: the source
    has it beside the name. CONTRADICTED: there somebody else holds it, or it is a former or lesser one.
    NOT_FOUND: the source has no such role."""
    for actor in statement.findings.actors:
        role = actor.role
        if role is not None and statement.span.contains(role.span):
            theirs = _same_person(actor, statement, index)
            if theirs is not None:
                yield _check(role, theirs, statement, index)


def _check(role: Place, person: Actor, statement: Statement, index: SourceIndex) -> CheckedItem:
    words = _words(role.span.of(statement.text))
    head = _head(words)
    own = _own(person, index)
    close = _beside(head, person, index, _CLOSE)
    holder = None if close else _holder(head, words, person, index)
    if holder is not None:
        evidence = Evidence(role.span, holder[1], Match.FOLDED)
        reason = f"in the source {index.forms(holder[0])[0]} is this"
        return CheckedItem(role.span, ItemKind.ROLE, Verdict.CONTRADICTED, evidence, own, reason)
    tied = close or _beside(head, person, index, _NEAR)
    if tied is not None:
        lesser = _lessened(words, tied[1])
        evidence = Evidence(role.span, tied[0], Match.FOLDED)
        if lesser is None:
            return CheckedItem(role.span, ItemKind.ROLE, Verdict.SUPPORTED, evidence)
        reason = f"the source says {lesser}"
        return CheckedItem(role.span, ItemKind.ROLE, Verdict.CONTRADICTED, evidence, own, reason)
    if any(word in index.by_word for word in _alike(head)):
        reason = "the source does not say this of the name"
        return CheckedItem(role.span, ItemKind.ROLE, Verdict.UNCHECKED, None, own, reason)
    return CheckedItem(role.span, ItemKind.ROLE, Verdict.NOT_FOUND, None, own, "no such role in the source")


def _same_person(actor: Actor, statement: Statement, index: SourceIndex) -> Actor | None:
    name = actor.name.span.of(statement.text)
    return next((a for a in index.findings.actors if is_name_of(name, index.forms(a))), None)


def _words(role: str) -> list[str]:
    return [ROLES_IN_FULL.get(word.folded, word.folded) for word in words_of(role.replace("-", " "))]


def _head(words: list[str]) -> str:
    """The noun of a role: its last role word before "of" and the like."""
    cut = next(
        (at for at, word in enumerate(words) if at and word in {"of", "for", "at", "in", "from"}), None
    )
    nouns = [word for word in words[:cut] if is_role(word)]
    return nouns[-1] if nouns else words[-1]


def _alike(head: str) -> set[str]:
    """The nouns that may be said for one."""
    singular = head.removesuffix("s")
    return {head, singular}.union(*(same for same in _ALIKE if head in same or singular in same))


def _beside(head: str, person: Actor, index: SourceIndex, reach: int) -> tuple[Place, list[str]] | None:
    """Where the role noun stands within some words of a mention of the person, no other name between them,
    and the words before it."""
    nouns = _alike(head)
    for mention in person.mentions:
        source = index.at(mention.place)
        if source is None:
            continue
        words = [ROLES_IN_FULL.get(word.folded, word.folded) for word in source.words]
        held = [n for n, w in enumerate(source.words) if w.span.overlaps(mention.place.span)]
        if not held:
            continue
        others = [span for span, actor in index.names_of(source) if actor.id != person.id]
        for near in range(max(held[0] - reach, 0), min(held[-1] + reach + 1, len(words))):
            place = source.words[near].span
            # From the one's beginning to the other's end: the names between and the two themselves.
            own = mention.place.span
            between = Span(min(place.start, own.start), max(place.end, own.end))
            if nouns & {words[near], *words[near].split("-")} and not any(
                other.overlaps(between) for other in others if not other.overlaps(place)
            ):
                return Place(source.place.article, place), words[max(near - 3, 0) : near + 1]
    return None


def _lessened(ours: list[str], theirs: list[str]) -> str | None:
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
