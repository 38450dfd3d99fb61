"""Decisions applied to a briefing: edits pass the locks, what was struck is gone, a log says so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from briefing.checking import SourceIndex, check_alone, check_claim
from briefing.domain.briefing import Briefing
from briefing.domain.claims import Check, Claim, Verdict
from briefing.domain.findings import ActorId, Findings
from briefing.reviewing.decisions import Choice, Decision

_FALSE = frozenset({Verdict.CONTRADICTED, Verdict.NOT_FOUND})


@dataclass(frozen=True, slots=True)
class Refused:
    """An edit that the source does not bear out: what is wrong with it, one line a fault."""

    id: str
    text: str
    faults: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.id}: “{self.text}” is not borne out: {'; '.join(self.faults)}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log. `before`: what stood there; `after`: what stands there now, None where it was
    struck; `verdict`: that of an edit."""

    id: str
    choice: Choice
    before: str
    after: str | None
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The briefing as it was decided on, and the log; `refused`: edits that were not taken."""

    briefing: Briefing
    log: tuple[Entry, ...]
    refused: tuple[Refused, ...]


def words_of(briefing: Briefing) -> dict[str, str]:
    """The words of every item by its id: claims as they are written, findings as the article has them."""
    found = briefing.findings
    words = {str(claim.id): claim.text for claim in briefing.claims}
    words |= {str(actor.id): briefing.text(actor.name) for actor in found.actors}
    words |= {str(q.id): " […] ".join(briefing.text(place) for place in q.contents) for q in found.quotations}
    words |= {str(n.id): briefing.text(n.place) for n in found.quantities}
    return {id: " ".join(text.split()) for id, text in words.items()}


def apply(briefing: Briefing, decisions: Sequence[Decision]) -> Reviewed:
    """The briefing with every decision carried out, but for edits that a lock finds false."""
    before = words_of(briefing)
    index = SourceIndex.of(briefing.articles, briefing.findings)
    edits = {d.id: _edited(d, briefing, index) for d in decisions if d.choice is Choice.EDIT}
    refused = tuple(edit for edit in edits.values() if isinstance(edit, Refused))
    taken = {id: edit for id, edit in edits.items() if not isinstance(edit, Refused)}
    struck = {decision.id for decision in decisions if decision.choice is Choice.STRIKE}
    log = [
        Entry(d.id, d.choice, before[d.id], _after(d, before), taken[d.id][1].verdict if d.text else None)
        for d in decisions
        if d.choice is not Choice.EDIT or d.id in taken
    ]
    return Reviewed(_carried_out(briefing, taken, struck), tuple(log), refused)


def _after(decision: Decision, before: dict[str, str]) -> str | None:
    return None if decision.choice is Choice.STRIKE else decision.text or before[decision.id]


def _edited(decision: Decision, briefing: Briefing, index: SourceIndex) -> tuple[Claim, Check] | Refused:
    """The claim in its new words with its verdict, or why the locks refuse it."""
    claim, check = next(
        pair for pair in zip(briefing.claims, briefing.checks, strict=True) if pair[0].id == decision.id
    )
    text = str(decision.text)
    if text == claim.text:
        return claim, check
    new = replace(claim, text=text, verbatim=False, replaces=None, edited=True)
    told = check_claim(new, index)
    if told.verdict not in _FALSE:
        return new, told
    faults = [item for item in check_alone(text, index) if item.fails]
    said = tuple(dict.fromkeys(_fault(item.part.of(text), item.expected, item.reason) for item in faults))
    return Refused(decision.id, text, said or ("the source says nothing of the kind",))


def _fault(part: str, expected: str | None, reason: str) -> str:
    return f"“{part}”: {reason}" + (f"; the source has “{expected}”" if expected else "")


def _carried_out(
    briefing: Briefing, taken: dict[str, tuple[Claim, Check]], struck: Iterable[str]
) -> Briefing:
    gone = frozenset(struck)
    pairs = [
        taken.get(claim.id, (claim, check))
        for claim, check in zip(briefing.claims, briefing.checks, strict=True)
        if claim.id not in gone
    ]
    claims, checks = tuple(claim for claim, _ in pairs), tuple(check for _, check in pairs)
    return replace(briefing, findings=_without(briefing.findings, gone), claims=claims, checks=checks)


def _without(findings: Findings, gone: frozenset[str]) -> Findings:
    """The findings that were not struck; nobody is left to have said a quotation of a struck actor."""

    def kept(actor: ActorId | None) -> ActorId | None:
        return None if actor in gone else actor

    return Findings(
        tuple(actor for actor in findings.actors if actor.id not in gone),
        tuple(replace(q, actor=kept(q.actor)) for q in findings.quotations if q.id not in gone),
        tuple(quantity for quantity in findings.quantities if quantity.id not in gone),
    )
