"""The name lock: every name of a statement is a name of the source, and stands where the source has it."""

import re
from collections.abc import Iterator

from briefing.checking.alignment import Named, SourceIndex, Word, words_of
from briefing.checking.comparison import CLOSE, NAME, Comparison, Token
from briefing.checking.items import CheckedItem, ItemKind
from briefing.checking.naming import best_known, is_name_of, is_same_government, name_words
from briefing.checking.statements import Statement
from briefing.domain.claims import Evidence, Match, Verdict
from briefing.domain.findings import Actor, ActorKind
from briefing.domain.spans import Place, Span, fold
from briefing.grammar.names import (
    HONORIFICS,
    ROLES_IN_FULL,
    is_acronym,
    is_role,
    ordinary_words,
)
from briefing.grammar.spelling import one_spelling
from briefing.grammar.word_classes import DAYS, word_set

_OPENER = re.compile(r"(?:^|[.!?:]\s+)[\"“‘'(]*$")


def check_names(statement: Statement, index: SourceIndex) -> Iterator[CheckedItem]:
    """One item for each name and each other capitalised word. SUPPORTED: the source has it;
    CONTRADICTED: the source has another name in its place; NOT_FOUND otherwise."""
    for named in statement.names:
        yield _swapped(statement, named, index) or _known(statement, named, index)
    if not statement.is_titled:
        yield from (_spelled(statement, word, index) for word in _capitals(statement))


def _swapped(statement: Statement, named: Named, index: SourceIndex) -> CheckedItem | None:
    """The item for a name that stands where the likeliest sentence has another; None for any other."""
    name = named[0].of(statement.text)
    # "Jane Roe, mayor of Lund": what stands behind the comma is hers, and the lock of roles checks it.
    if statement.is_fragment and statement.text[named[0].end :].lstrip().startswith(","):
        return None
    for comparison in statement.compared:
        if comparison.closeness < CLOSE:
            continue
        for ours, theirs in comparison.slots:
            if ours.key != NAME or ours.span != named[0] or theirs.actor is None:
                continue
            if _is(name, theirs.actor, index):
                return None
            if _is_elsewhere(name, ours, theirs, comparison, index):
                return None
            place = Place(comparison.source.place.article, theirs.span)
            expected = theirs.span.of(comparison.source.source.text)
            reason = f"the source says this of {expected}"
            evidence = Evidence(ours.span, place, Match.FOLDED)
            return CheckedItem(ours.span, ItemKind.NAME, Verdict.CONTRADICTED, evidence, expected, reason)
    return None


def _is(name: str, actor: Actor, index: SourceIndex) -> bool:
    return is_name_of(name, index.forms(actor))


def _is_elsewhere(name: str, ours: Token, theirs: Token, comparison: Comparison, index: SourceIndex) -> bool:
    """Whether the name need not be what stands in its place in the source sentence."""

    def same(token: Token) -> bool:
        return token.actor is not None and _is(name, token.actor, index)

    return (
        _shares(name, theirs, comparison)
        or is_same_government(name, theirs.words)
        or (comparison.is_listed(ours, theirs) and any(same(token) for token in comparison.theirs))
        or comparison.is_elsewhere(ours, theirs, same)
    )


def _shares(name: str, theirs: Token, comparison: Comparison) -> bool:
    """Whether one is part of the other: "Lund council", "Lund"."""
    other = theirs.span.of(comparison.source.source.text)
    return not set(name_words(name)).isdisjoint(name_words(other))


def _known(statement: Statement, named: Named, index: SourceIndex) -> CheckedItem:
    span, actor = named
    name = span.of(statement.text)
    near = [own for each in statement.aligned for own in index.names_of(each.source)]
    for actor_there in (*(other for _, other in near), *index.findings.actors):
        forms = index.forms(actor_there)
        if is_name_of(name, forms) or is_same_government(name, forms[0]):
            there = next(_places(actor_there, statement, index), actor_there.name)
            return _item(span, ItemKind.NAME, Verdict.SUPPORTED, there)
    place = _as_written(name, index)
    if place is None and actor.kind is not ActorKind.PERSON:
        place = _all_words(name, index) or _known_otherwise(name, index)
    if place is not None:
        return _item(span, ItemKind.NAME, Verdict.SUPPORTED, place)
    nearest = _nearest(name, index)
    reason = "no such name in the source"
    return CheckedItem(span, ItemKind.NAME, Verdict.NOT_FOUND, None, nearest, reason)


def _places(actor: Actor, statement: Statement, index: SourceIndex) -> Iterator[Place]:
    """Where the actor is named in the sentences the statement comes from."""
    for each in statement.aligned:
        for span, other in index.names_of(each.source):
            if other.id == actor.id:
                yield Place(each.source.place.article, span)


def _item(span: Span, kind: ItemKind, verdict: Verdict, place: Place) -> CheckedItem:
    return CheckedItem(span, kind, verdict, Evidence(span, place, Match.FOLDED))


def _as_written(name: str, index: SourceIndex) -> Place | None:
    """Where the words of a name stand in a row in some sentence, none of them in small letters only here."""
    wanted = [word.folded for word in words_of(name)]
    for number in index.by_word.get(wanted[0], ()) if wanted else ():
        source = index.sentences[number]
        held = [word.folded for word in source.words]
        for at in range(len(held) - len(wanted) + 1):
            if held[at : at + len(wanted)] == wanted:
                span = Span(source.words[at].span.start, source.words[at + len(wanted) - 1].span.end)
                return Place(source.place.article, span)
    return None


def _all_words(name: str, index: SourceIndex) -> Place | None:
    """Where the first word of a name stands, if every word of it stands somewhere."""
    found = [
        next(filter(None, (_word_place(form, index) for form in _forms(word))), None)
        for word in name_words(name)
    ]
    return found[0] if found and all(found) else None


def _word_place(word: str, index: SourceIndex) -> Place | None:
    word = word if word in index.by_word else index.spelled.get(one_spelling(word), word)
    for number in index.by_word.get(word, ())[:1]:
        source = index.sentences[number]
        for other in source.words:
            if other.folded == word:
                return Place(source.place.article, other.span)
    return None


def _nearest(name: str, index: SourceIndex) -> str | None:
    """The full name of an actor that shares a word with the name."""
    words = set(name_words(name))
    for actor in index.findings.actors:
        form = index.forms(actor)[0]
        if not words.isdisjoint(name_words(form)):
            return form
    return None


def _capitals(statement: Statement) -> Iterator[Word]:
    """Capitalised words that are part of no name, without those whose capital tells nothing: they open a
    sentence, or are a role, a day, a label or the initials of the words before them."""
    text = statement.text
    for word in words_of(text, statement.span):
        if not text[word.span.start].isupper() or any(s.overlaps(word.span) for s, _ in statement.names):
            continue
        written = word.span.of(text)
        telling = not _tells_nothing(written) and not _are_initials_of(written, text[: word.span.start])
        in_figure = any(f.span.overlaps(word.span) for f in statement.figures)
        if telling and not in_figure and not (_opens(word, statement) and _is_ordinary(word)):
            yield word


def _opens(word: Word, statement: Statement) -> bool:
    start = word.span.start
    return start == statement.span.start or bool(_OPENER.search(statement.text[max(start - 12, 0) : start]))


def _is_ordinary(word: Word) -> bool:
    """Whether a word that opens a sentence need be no name, in any of its forms."""
    known = ordinary_words()
    return any(form in known for form in _forms(word.folded)) or word.folded.endswith(_ORDINARY_ENDS)


_ORDINARY_ENDS = ("ly", "ing", "ed")


def _tells_nothing(word: str) -> bool:
    key = word.casefold().rstrip(".")
    letters = sum(char.isalpha() for char in word)
    return (
        letters < 2
        or is_role(word)
        or key in HONORIFICS
        or key in ROLES_IN_FULL
        or key in DAYS
        or key in _LABELS
    )


# "NEW: ", "READ: ", "UPDATE 2".
_LABELS = word_set(
    "new update updated read watch exclusive breaking live video photos pictured analysis opinion"
)


def _are_initials_of(word: str, before: str) -> bool:
    """Whether an abbreviation in brackets is that of the words before it: "Cafe Coffee Day (CCD)"."""
    if not (is_acronym(word) and before.endswith("(")):
        return False
    letters = [letter.casefold() for letter in word if letter.isalpha()]
    words = [w[0].casefold() for w in re.findall(r"[^\W\d_]+", before[-120:])]
    return words[-len(letters) :] == letters


def _spelled(statement: Statement, word: Word, index: SourceIndex) -> CheckedItem:
    there = (_near(word, statement), *(_word_place(form, index) for form in _forms(word.folded)))
    place = next(filter(None, there), None)
    if place is None:
        place = _known_otherwise(word.span.of(statement.text), index)
    if place is not None:
        return _item(word.span, ItemKind.NAME, Verdict.SUPPORTED, place)
    return CheckedItem(word.span, ItemKind.NAME, Verdict.NOT_FOUND, reason="no such name in the source")


def _forms(word: str) -> Iterator[str]:
    """A folded word, and what may be written for it: one of several, a place for its people, a part."""
    yield from (word, f"{word}s", *word.split("-"))
    for suffix in _SUFFIXES:
        stem = word.removesuffix(suffix)
        if stem != word and len(stem) >= _SHORTEST_STEM:
            yield stem


_SUFFIXES = ("s", "n", "an", "ian", "ese", "i")
_SHORTEST_STEM = 4


def _near(word: Word, statement: Statement) -> Place | None:
    for each in statement.aligned:
        for other in each.source.words:
            if other.folded == word.folded:
                return Place(each.source.place.article, other.span)
    return None


def _known_otherwise(name: str, index: SourceIndex) -> Place | None:
    """Where the source has the name in another form: "Russian" for "Russia", "Defence" for "Defense"."""
    known = best_known(name)
    spelled = one_spelling(fold(name))
    for source in index.sentences:
        for word in source.words:
            if best_known(word.folded) == known or one_spelling(word.folded) == spelled:
                return Place(source.place.article, word.span)
        if " " in known and known in fold(source.folded):
            return source.place
    return None
