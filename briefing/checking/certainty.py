"""The certainty lock: "may", "allegedly", "police said" and "about" do not vanish."""

import re
from collections.abc import Iterator, Sequence

from briefing.checking.alignment import SourceIndex, words_of
from briefing.checking.comparison import CLOSE, Comparison, Token
from briefing.checking.items import CheckedItem, ItemKind
from briefing.checking.naming import is_name_of, name_words
from briefing.checking.numbers import equal
from briefing.checking.statements import Statement
from briefing.domain.claims import Evidence, Match, Verdict
from briefing.domain.findings import Quotation
from briefing.domain.spans import Place, Span
from briefing.grammar.certainty import DOUBTS, SAYS, WEAK, Bound, Doubt, bound_of
from briefing.grammar.numbers import Figure

_SCOPE = 4
"""Telling words behind a word of doubt that it can bear on."""
_SAID = 0.75
"""Share of the telling words of a statement that must be somebody's before it needs their name."""
_FEWEST = 4
"""Telling words that a statement needs for that."""


def check_certainty(statement: Statement, index: SourceIndex) -> Iterator[CheckedItem]:
    """One item for each doubt, bound or attribution of the source that the statement keeps or loses."""
    for figure in statement.figures:
        item = _bounded(figure, statement, index)
        if item is not None:
            yield item
    for comparison in statement.compared[:1]:
        if comparison.closeness >= CLOSE:
            yield from _doubted(comparison)
    item = _attributed(statement, index)
    if item is not None:
        yield item


def _bounded(figure: Figure, statement: Statement, index: SourceIndex) -> CheckedItem | None:
    """The item for the hedge of a figure; None where neither text has one, or the source has the figure
    without one as well."""
    equals = [
        (other, each.source)
        for each in statement.aligned
        for other in index.figures_of(each.source)
        if equal(figure, statement.text, other, each.source.source.text)
    ]
    if not equals or any(other.hedge is None for other, _ in equals):
        return None
    other, source = equals[0]
    ours, theirs = bound_of(figure.hedge or _word_before(figure, statement)), bound_of(other.hedge)
    place = Place(source.place.article, other.span)
    evidence = Evidence(figure.span, place, Match.FOLDED)
    if ours is None or {ours, theirs} == {Bound.MORE, Bound.LESS}:
        # A rounder figure says so itself.
        if figure.value != other.value:
            return None
        expected = other.span.of(source.source.text)
        reason = f"the source says “{other.hedge}”"
        return CheckedItem(figure.span, ItemKind.HEDGE, Verdict.CONTRADICTED, evidence, expected, reason)
    return CheckedItem(figure.span, ItemKind.HEDGE, Verdict.SUPPORTED, evidence)


def _word_before(figure: Figure, statement: Statement) -> str | None:
    """ "Over" before a span of time, where it may mean during as well as more than."""
    match = _OVER.search(statement.text, max(figure.span.start - 8, 0), figure.span.start)
    return match[1].lower() if match else None


_OVER = re.compile(r"\b(over|under|above|below)\s$", re.IGNORECASE)


def _doubted(comparison: Comparison) -> Iterator[CheckedItem]:
    """Items for words of doubt in the source sentence whose scope the statement takes over."""
    kept = {id(theirs): ours for ours, theirs in comparison.pairs}
    # What stands in both bears on something else; what only the statement has may say the same.
    own = {token.key for token in comparison.ours if not any(token is one for one, _ in comparison.pairs)}
    saved, told = not own.isdisjoint(DOUBTS.keys() - WEAK), not own.isdisjoint(SAYS)
    text = comparison.source.source.text
    for at, token in enumerate(comparison.theirs):
        doubt = DOUBTS.get(token.key)
        if doubt is None or token.key in WEAK or token.words == "May":
            continue
        borne = _borne(comparison.theirs, at, kept)
        if borne is None:
            continue
        place = Place(comparison.source.place.article, token.span)
        evidence = Evidence(borne.span, place, Match.FOLDED)
        if id(token) in kept or saved or (told and doubt is Doubt.HEARSAY):
            yield CheckedItem(borne.span, ItemKind.HEDGE, Verdict.SUPPORTED, evidence)
            continue
        expected = token.span.of(text)
        reason = f"the source says “{expected}”"
        yield CheckedItem(borne.span, ItemKind.HEDGE, Verdict.CONTRADICTED, evidence, expected, reason)


def _borne(tokens: Sequence[Token], at: int, kept: dict[int, Token]) -> Token | None:
    """The statement's word for the first telling word, name or figure behind a word of doubt; None where the
    statement has none of those near by."""
    telling = [
        token for token in tokens[at + 1 : at + 1 + _SCOPE] if token.tells or token.actor or token.figure
    ]
    return next((kept[id(token)] for token in telling[:2] if id(token) in kept), None)


def _attributed(statement: Statement, index: SourceIndex) -> CheckedItem | None:
    """The item for a statement that is all somebody's words in the source, and does not say so."""
    if statement.is_fragment or not statement.aligned:
        return None
    wanted = _telling(statement.text, statement.span, index)
    if len(wanted) < _FEWEST or _is_narrated(wanted, statement, index):
        return None
    sentence = statement.aligned[0].source.place
    for said in index.findings.quotations:
        if said.speaker is None or not _is_told_in(said, sentence):
            continue
        held = _words_said(said, index)
        if len(wanted & held) < _SAID * len(wanted) or not statement.says <= held:
            continue
        if _names_speaker(statement, said, held, index):
            continue
        speaker = said.speaker.span.of(index.texts[said.speaker.article])
        evidence = Evidence(statement.span, said.speaker, Match.FOLDED)
        reason = f"in the source {speaker} says this"
        return CheckedItem(statement.span, ItemKind.HEDGE, Verdict.CONTRADICTED, evidence, speaker, reason)
    return None


def _names_speaker(statement: Statement, said: Quotation, held: set[str], index: SourceIndex) -> bool:
    """Whether the statement names who speaks in some other way: "28 schools closed (Anna Roth)"; a name from
    within what is said names nobody who says it."""
    actor = next((actor for actor in index.findings.actors if actor.id == said.actor), None)
    names = (span.of(statement.text) for span, _ in statement.names)
    return actor is not None and any(
        is_name_of(name, index.forms(actor)) and not held.issuperset(name_words(name)) for name in names
    )


def _is_told_in(quotation: Quotation, sentence: Place) -> bool:
    """Whether a sentence has the words of a quotation and who says them."""
    who = quotation.cue or quotation.speaker
    return who is not None and all(
        any(p.article == sentence.article and p.span.overlaps(sentence.span) for p in places)
        for places in (quotation.contents, (who,))
    )


def _words_said(said: Quotation, index: SourceIndex) -> set[str]:
    places = said.contents if said.clause is None else (*said.contents, said.clause)
    return {word.folded for place in places for word in words_of(index.texts[place.article], place.span)}


def _is_narrated(wanted: set[str], statement: Statement, index: SourceIndex) -> bool:
    """Whether the article itself says it too: most telling words stand in one sentence outside of what
    somebody says."""
    for each in statement.aligned:
        place = each.source.place
        said = [
            own.span
            for quotation in index.findings.quotations
            for own in (*quotation.contents, *((quotation.clause,) if quotation.clause else ()))
            if own.article == place.article and own.span.overlaps(place.span)
        ]
        told = {w.folded for w in each.source.words if not any(s.overlaps(w.span) for s in said)}
        if len(wanted & told) >= _SAID * len(wanted):
            return True
    return False


def _telling(text: str, span: Span, index: SourceIndex) -> set[str]:
    most = max(index.rarity.values(), default=0.0)
    return {
        w.folded
        for w in words_of(text, span)
        if index.rarity.get(w.folded, most) > most / 3 and len(w.folded) > 2
    }
