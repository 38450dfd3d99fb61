"""The speaker lock: words are given to whom the source gives them."""

from collections.abc import Iterator

from briefing.checking.alignment import SourceIndex, words_of
from briefing.checking.items import CheckedItem, ItemKind
from briefing.checking.naming import is_name_of, name_words
from briefing.checking.quotes import find_words
from briefing.checking.statements import Statement
from briefing.domain.claims import Evidence, Match, Verdict
from briefing.domain.findings import Actor, ActorId, ActorKind, Quotation, QuotationKind
from briefing.domain.spans import Place, Span, fold
from briefing.grammar.word_classes import PRONOUNS

_REPORTED_ALIKE = 0.7
"""Share of the telling words of reported speech that the source's must have."""


def check_speakers(statement: Statement, index: SourceIndex) -> Iterator[CheckedItem]:
    """One item for each quotation of the statement whose words the source has somebody say.

    CONTRADICTED: the source names somebody else for them. Nothing is said where either text does not tell
    whom it means.
    """
    for quotation in statement.quotations:
        said = _said(quotation, statement, index)
        if said is None or quotation.speaker is None:
            continue
        item = _check(quotation, quotation.speaker.span, said, statement, index)
        if item is not None:
            yield item


def _check(
    quotation: Quotation, speaker: Span, said: Quotation, statement: Statement, index: SourceIndex
) -> CheckedItem | None:
    theirs, name = _actor(said.actor, index.findings.actors), _named(quotation, speaker, statement)
    if said.speaker is None or name is None:
        return None
    words = said.speaker.span.of(index.texts[said.speaker.article])
    if _is_same(name, theirs, words, index):
        evidence = Evidence(speaker, said.speaker, Match.FOLDED)
        return CheckedItem(speaker, ItemKind.SPEAKER, Verdict.SUPPORTED, evidence)
    # "The report" may be whoever wrote it.
    nameless = quotation.actor is None and not any(
        at.end == speaker.end or (at.start == speaker.start and actor.kind is ActorKind.PERSON)
        for at, actor in statement.names
    )
    if theirs is None or nameless or _was_named(theirs, speaker, statement, index):
        return None
    # A pronoun may mean either; of "the mayor says the report found" both say it.
    unsure = fold(words) in PRONOUNS or _names(theirs, statement, index)
    if unsure and _is_near(name, said.speaker, index):
        return None
    expected = index.forms(theirs)[0]
    evidence = Evidence(speaker, said.speaker, Match.FOLDED)
    reason = f"in the source {expected} says this"
    return CheckedItem(speaker, ItemKind.SPEAKER, Verdict.CONTRADICTED, evidence, expected, reason)


def _named(quotation: Quotation, speaker: Span, statement: Statement) -> str | None:
    """The name, or else the words, by which the statement says who speaks; None for a pronoun that it does
    not tell."""
    actor = _actor(quotation.actor, statement.findings.actors)
    if actor is not None:
        return actor.name.span.of(statement.text)
    words = speaker.of(statement.text)
    return None if fold(words) in PRONOUNS else words


def _is_same(name: str, actor: Actor | None, words: str, index: SourceIndex) -> bool:
    """Whether the source's speaker, an actor or only some words, can have that name."""
    if actor is not None and is_name_of(name, index.forms(actor)):
        return True
    role = actor.role.span.of(index.texts[actor.role.article]) if actor and actor.role else ""
    told = {word.folded for text in (words, role) for word in words_of(text)}
    # "The Kremlin" for the Kremlin's spokesman, "police" for a police officer.
    return not told.isdisjoint(name_words(name))


def _was_named(actor: Actor, speaker: Span, statement: Statement, index: SourceIndex) -> bool:
    """Whether a pronoun can stand for the source's speaker, who is named before it."""
    if fold(speaker.of(statement.text)) not in PRONOUNS:
        return False
    before = statement.text[: speaker.start]
    return any(fold(form) in fold(before) for form in index.forms(actor))


def _names(actor: Actor, statement: Statement, index: SourceIndex) -> bool:
    forms = index.forms(actor)
    return any(is_name_of(span.of(statement.text), forms) for span, _ in statement.names)


def _is_near(name: str, speaker: Place, index: SourceIndex) -> bool:
    """Whether the source names somebody, or uses the very words, in the sentence of a speaker or the one
    before."""
    at = next((n for n, s in enumerate(index.sentences) if s is index.at(speaker)), None)
    near = index.sentences[max(at - 1, 0) : at + 1] if at is not None else ()
    named = any(is_name_of(name, index.forms(actor)) for s in near for _, actor in index.names_of(s))
    return named or any(fold(name) in fold(s.folded) for s in near)


def _said(quotation: Quotation, statement: Statement, index: SourceIndex) -> Quotation | None:
    """The quotation of a source that has the words."""
    if quotation.kind is QuotationKind.INDIRECT:
        return _reported(quotation, statement, index)
    longest = max((place.span for place in quotation.contents), key=len)
    place = find_words(longest, statement.text, index)
    return None if place is None else _holding(place, index)


def _holding(place: Place, index: SourceIndex) -> Quotation | None:
    """The narrowest quotation around a place."""
    around = [
        (len(held.span), number)
        for number, quotation in enumerate(index.findings.quotations)
        for held in (*quotation.contents, *((quotation.clause,) if quotation.clause else ()))
        if held.article == place.article and held.span.overlaps(place.span)
    ]
    return index.findings.quotations[min(around)[1]] if around else None


def _reported(quotation: Quotation, statement: Statement, index: SourceIndex) -> Quotation | None:
    """The quotation that has most of the words of reported speech, where that is most of them."""
    wanted = _telling((place.span.of(statement.text) for place in quotation.contents), index)
    best: tuple[float, Quotation | None] = (_REPORTED_ALIKE, None)
    total = sum(index.rarity.get(word, 1.0) for word in wanted)
    # Nothing can be told by a few words.
    if len(wanted) < 3:
        return None
    for said in index.findings.quotations:
        places = said.contents if said.clause is None else (said.clause,)
        held = _telling((place.span.of(index.texts[place.article]) for place in places), index)
        share = sum(index.rarity.get(word, 1.0) for word in wanted & held) / total
        if share > best[0]:
            best = share, said
    return best[1]


def _telling(texts: Iterator[str], index: SourceIndex) -> set[str]:
    words = {word.folded for text in texts for word in words_of(text)}
    return {word for word in words if len(word) > 3 or (word in index.by_word and word.isdigit())}


def _actor(id: ActorId | None, actors: tuple[Actor, ...]) -> Actor | None:
    return next((actor for actor in actors if actor.id == id), None) if id else None
