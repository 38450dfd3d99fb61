"""The ladder for written claims: kept when nothing speaks against it, else replaced by the unit of
the source that says it best, else omitted. What is missing then is filled with the source's words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefing.checking import check_claim
from briefing.checking.alignment import SourceIndex, align
from briefing.domain.article import SectionId
from briefing.domain.claims import Check, Claim, ClaimId, Verdict
from briefing.domain.words import word_count
from briefing.summarising.extractive import CheckedClaim, WeighedUnit, of_section, of_whole, state


@dataclass(frozen=True, slots=True)
class Settled:
    """The claims of one scope, heaviest first, and how many written ones were dropped."""

    claims: tuple[CheckedClaim, ...]
    omitted: int


def settle(
    scope: SectionId | None,
    written: Sequence[Claim],
    units: Sequence[WeighedUnit],
    index: SourceIndex,
    ids: Iterator[ClaimId],
) -> Settled:
    """The summary of one section, or of everything (None), from what a model wrote for it
    and the units of the source that lie in it.

    A written claim that is a sentence of the source is printed as the unit that holds it, so that
    words of a quotation keep their speaker.
    """
    free = list(units)
    claims: list[CheckedClaim] = []
    omitted = 0
    for draft in written:
        check = check_claim(draft, index)
        if check.verdict is Verdict.UNCHECKED:
            claims.append(_kept(draft, check, next(ids)))
            continue
        unit = _best(draft, check, free, index)
        if unit is None:
            omitted += 1
            continue
        free.remove(unit)
        replaces = None if check.verdict is Verdict.SUPPORTED else draft.text
        claims.append(state(unit, next(ids), draft.section, replaces))
    words = sum(word_count(c.claim.text) for c in claims)
    if scope is None:
        more = of_whole(free, len(claims), words)
    else:
        more = [] if claims else of_section(free)
    claims += [state(unit, next(ids), scope) for unit in more]
    return Settled(tuple(claims), omitted)


def _kept(claim: Claim, check: Check, id: ClaimId) -> CheckedClaim:
    return CheckedClaim(replace(claim, id=id), replace(check, claim=id))


def _best(claim: Claim, check: Check, free: Sequence[WeighedUnit], index: SourceIndex) -> WeighedUnit | None:
    """The free unit that holds the claim's evidence or its likeliest sentence, else the heaviest."""
    places = [e.place for e in check.evidence] if check.verdict is Verdict.SUPPORTED else []
    places += [aligned.source.place for aligned in align(claim.text, index)]
    for place in places:
        for unit in free:
            if unit.article == place.article and unit.unit.span.overlaps(place.span):
                return unit
    return max(free, key=lambda u: u.weight, default=None)
