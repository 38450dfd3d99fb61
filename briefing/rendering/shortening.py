"""Claims cut to a number of words, for templates that want short items.

One rule: what is shown is a whole clause, cut at its border and marked; it does not lose the words that
deny it, make it depend on something or give it as somebody's.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from briefing.domain.briefing import Briefing
from briefing.domain.claims import Check, Claim, Evidence
from briefing.domain.findings import Findings
from briefing.domain.spans import Place, Span
from briefing.domain.words import word_count
from briefing.grammar.word_classes import is_verb
from briefing.rendering.clauses import is_balanced
from briefing.rendering.doubt import loses_doubt

SHORTEST = 6
"""Fewer words are seldom a statement."""

_MARK = " …"
# After a comma or the like; before a word that opens a clause of its own.
_BORDER = re.compile(
    r"[,;:—–](?=\s)|\s(?=(?:and|but|because|although|though|while|when|where|which|who|after|before|since|until"
    r"|as|amid|following|despite)\s)"
)
_OPENS_CLAUSE = re.compile(r"\b(?:that|which|who|when|where|whether|because|although|while|if)\b")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_WORD = re.compile(r"\S+")
_DANGLING = re.compile(r"(?:[,;:—–]|\s(?:and|or|but|that))+$")


def restricted(briefing: Briefing, only: Collection[str]) -> Briefing:
    """The briefing with these of its claims and findings. For composing only, as `shortened`."""
    kept = [pair for pair in zip(briefing.claims, briefing.checks, strict=True) if pair[0].id in only]
    found = briefing.findings
    findings = Findings(
        tuple(actor for actor in found.actors if actor.id in only),
        tuple(quotation for quotation in found.quotations if quotation.id in only),
        tuple(quantity for quantity in found.quantities if quantity.id in only),
    )
    claims, checks = tuple(claim for claim, _ in kept), tuple(check for _, check in kept)
    return replace(briefing, findings=findings, claims=claims, checks=checks)


def shortened(briefing: Briefing, words: int) -> Briefing:
    """The briefing with each claim in at most `words` words, its marks included; those that have no place to
    be cut are left out. For composing only: ids are kept, what was cut is not in it."""
    kept = [
        short
        for claim, check in zip(briefing.claims, briefing.checks, strict=True)
        if (short := _short(claim, check, briefing, words)) is not None
    ]
    return replace(briefing, claims=tuple(c for c, _ in kept), checks=tuple(k for _, k in kept))


def _short(claim: Claim, check: Check, briefing: Briefing, words: int) -> tuple[Claim, Check] | None:
    room = words - max(len(check.evidence), 1)
    if word_count(claim.text) <= room:
        return claim, check
    if not claim.verbatim:
        return None
    fitting = [end for end in _borders(claim.text) if _is_statement(claim.text[:end], words - 2)]
    for end in reversed(fitting):
        evidence = tuple(_until(end, claim, check, briefing))
        if not evidence or _lost(evidence, check, briefing):
            continue
        if word_count(claim.text[:end]) + len(evidence) + 1 <= words:
            return replace(claim, text=claim.text[:end] + _MARK), replace(check, evidence=evidence)
    return None


def _borders(text: str) -> Iterator[int]:
    for match in _BORDER.finditer(text):
        yield len(_DANGLING.sub("", text[: match.start()]))


def _is_statement(text: str, most: int) -> bool:
    """Whether words are few enough, have their marks, and a verb that is not the first word in every clause
    that is begun."""
    if not (SHORTEST <= word_count(text) <= most and is_balanced(text)):
        return False
    clauses = [_LETTERS.findall(clause) for clause in _OPENS_CLAUSE.split(text)]
    return all(any(is_verb(word) for word in said[min(len(said) - 1, 1) :]) for said in clauses if said)


def _until(end: int, claim: Claim, check: Check, briefing: Briefing) -> Iterator[Evidence]:
    """The evidence of the first `end` characters of a claim."""
    for evidence in check.evidence:
        part = evidence.part
        if part.start >= end:
            return
        if part.end <= end:
            yield evidence
            continue
        count = len(claim.text[part.start : end].split())
        place = evidence.place
        found = list(_WORD.finditer(briefing.article(place.article).text, place.span.start, place.span.end))
        last = found[count - 1]
        # The last word may have lost the comma behind it.
        behind = len(last.group()) - len(claim.text[part.start : end].split()[-1])
        shown = Place(place.article, Span(place.span.start, last.end() - max(behind, 0)))
        yield replace(evidence, part=Span(part.start, end), place=shown)


def _lost(evidence: tuple[Evidence, ...], check: Check, briefing: Briefing) -> bool:
    """Whether the rest of the sentence takes back or qualifies what is shown; or gives it to somebody."""
    shown = evidence[-1].place
    return any(e.place.span.start > shown.span.end for e in check.evidence[len(evidence) :]) or loses_doubt(
        briefing, shown, shown, told=False
    )
