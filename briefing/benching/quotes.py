"""Errors in quotations: other words in the marks, marks around reported words, another speaker."""

import re
from collections.abc import Iterator
from random import Random

from briefing.benching.edits import Change, Edit
from briefing.benching.kinds import ErrorKind
from briefing.benching.lots import shuffled
from briefing.benching.material import Original
from briefing.benching.naming import other_people, others_name
from briefing.benching.words import pairs, words
from briefing.domain.findings import Quotation, QuotationKind
from briefing.domain.spans import Span, fold

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_HELPER = re.compile(r"\b(?:will|would|can|could|must|should|may|might)\b(?!\s(?:not|never|certainly)\b)")
_NOT_OUT = re.compile(r"(?:\b(?:not|n['’]t|a|an)|…|\.\.)\s$")
_FEWEST_WORDS = 4
_MOST_WORDS = 30
# What opens a clause that makes no sense in marks: questions, and orders to do something.
_INSIDE = re.compile(
    r"(?:\b(?:how|what|which|than|between|not|times?|comment)|n['’]t)\b[^,]*$", re.IGNORECASE
)
_NO_CLAUSE = re.compile(r"(?:to|whether|if|why|how|what|who|where|when|that|of|for|\w+ing)\b", re.IGNORECASE)


def quote_altered(original: Original, draw: Random) -> list[Edit]:
    """A word of a quotation in marks replaced, left out or put in."""
    found: list[Edit] = []
    for inner in original.marked:
        if len(inner.of(original.text).split()) < _FEWEST_WORDS:
            continue
        changes = [*_replaced(original.text, inner), *_left_out(original.text, inner)]
        changes += _put_in(original.text, inner, draw)
        found += [original.edit(ErrorKind.QUOTE_ALTERED, change) for change in shuffled(changes, draw)]
    return [edit for edit in found if not _is_said(original, edit.text, edit.changed)]


def _replaced(text: str, inner: Span) -> Iterator[Change]:
    table = pairs("quoted_words")
    for match in _WORD.finditer(text, inner.start, inner.end):
        new = table.get(match.group().lower())
        # A capital inside is part of a name.
        if new and (match.group().islower() or match.start() == inner.start):
            yield Change(*match.span(), _like(match.group(), new))


def _left_out(text: str, inner: Span) -> Iterator[Change]:
    for match in _WORD.finditer(text, inner.start, inner.end):
        if match.group() in words("droppable") and inner.start < match.start():
            before, after = text[match.start() - 1], text[match.end() : match.end() + 1]
            # Beside "not" another meaning may follow; marks of omission allow any word to be left out.
            if before == after == " " and not _NOT_OUT.search(text, 0, match.start()):
                yield Change(*match.span(), "")


def _put_in(text: str, inner: Span, draw: Random) -> Iterator[Change]:
    for match in _HELPER.finditer(text, inner.start, inner.end):
        if re.match(r"\s[a-z]", text[match.end() :]) and not _asks(text, match.start()):
            new = draw.choice([*sorted(words("quoted_extras")), "not"])
            yield Change(match.end(), match.end(), f" {new}")


def _asks(text: str, at: int) -> bool:
    """Whether the helping verb opens a question."""
    return bool(
        re.search(r"(?:^|[“\"‘.!?,]|\b(?:what|why|how|where|when|who))\s?$", text[:at], re.IGNORECASE)
    )


def _is_said(original: Original, text: str, where: Span) -> bool:
    """Whether the passage in marks that holds `where` stands in the article after all."""
    opened = max(text.rfind(mark, 0, where.start + 1) for mark in "“\"‘'")
    closed = min((at for mark in "”\"’'" if (at := text.find(mark, where.end)) >= 0), default=len(text))
    return fold(text[opened + 1 : closed]).strip(" .,;:!?") in original.material.folded


def quote_made_up(original: Original, draw: Random) -> list[Edit]:
    """Reported speech put into marks, as if said so, in words that are not the article's."""
    found = []
    for quotation in original.quotations:
        inner = _reported(original, quotation)
        if inner is None:
            continue
        said = _as_said(inner.of(original.text), draw)
        if said is None or fold(said) in original.material.folded:
            continue
        change = Change(inner.start, inner.end, f"“{said}”")
        found.append(original.edit(ErrorKind.QUOTE_MADE_UP, change))
    return found


def _reported(original: Original, quotation: Quotation) -> Span | None:
    """The reported clause behind its cue, without "that"; None where it is no plain clause."""
    if quotation.kind is not QuotationKind.INDIRECT or len(quotation.contents) != 1 or original.marked:
        return None
    span, cue = quotation.contents[0].span, quotation.cue
    if cue is None or quotation.speaker is None or cue.span.start > span.start:
        return None
    text = original.text
    if original.local(cue.span).of(text).split()[-1].lower() not in words("saying"):
        return None
    # "how experts say it would work has changed": the clause is not all that was said.
    if _INSIDE.search(text[: original.local(cue.span).end]):
        return None
    clause = original.local(span)
    that = re.match(r"that\s", clause.of(original.text))
    start = clause.start + (that.end() if that else 0)
    end = clause.start + len(clause.of(original.text).rstrip(" .,;"))
    if start >= end or not _FEWEST_WORDS < len(original.text[start:end].split()) < _MOST_WORDS:
        return None
    return None if _NO_CLAUSE.match(original.text, start) else Span(start, end)


def _as_said(clause: str, draw: Random) -> str | None:
    """The clause with some words as a speaker would say them; None where nothing would change."""
    direct = pairs("to_direct")
    for words_said, new in direct.items():
        if match := re.search(rf"\b{words_said}\b", clause, re.IGNORECASE):
            return clause[: match.start()] + _like(match.group(), new) + clause[match.end() :]
    matches = [m for m in _WORD.finditer(clause) if m.group() in pairs("quoted_words")]
    if not matches:
        return None
    match = draw.choice(matches)
    return clause[: match.start()] + pairs("quoted_words")[match.group()] + clause[match.end() :]


def wrong_speaker(original: Original, draw: Random) -> list[Edit]:
    """A quotation given to another person of the article."""
    found = []
    for quotation in original.quotations:
        speaker = quotation.speaker
        name = next((n for n in original.names if n.actor.id == quotation.actor), None)
        if speaker is None or name is None or not original.local(speaker.span).contains(name.span):
            continue
        if not _is_said_once(original, quotation):
            continue
        for other in shuffled(other_people(original, name), draw):
            if change := others_name(original, name, other):
                found.append(original.edit(ErrorKind.WRONG_SPEAKER, change))
                break
    return found


def _is_said_once(original: Original, quotation: Quotation) -> bool:
    said = fold(quotation.contents[0].span.of(original.material.text))
    return original.material.folded.count(said) == 1


def _like(old: str, new: str) -> str:
    return new[:1].upper() + new[1:] if old[:1].isupper() and new != "I" else new
