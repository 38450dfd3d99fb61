"""Checking: whether the source bears out a claim. The locks are code and hold whatever model wrote.

A lock is a function `(text, aligned sentences, index) -> items`; adding one is adding a file and a
line in `LOCKS`. No lock judges wording: a claim whose items all hold, but which is not a sentence
of the source, stays UNCHECKED.
"""

from collections.abc import Callable, Iterable

from briefing.checking.alignment import Aligned, SourceIndex, align, align_whole, explained
from briefing.checking.items import CheckedItem
from briefing.checking.names import check_names
from briefing.checking.numbers import check_numbers
from briefing.checking.quotes import check_quotes
from briefing.domain.claims import Check, Claim, Evidence, Verdict

Lock = Callable[[str, tuple[Aligned, ...], SourceIndex], list[CheckedItem]]

LOCKS: tuple[Lock, ...] = (check_quotes, check_numbers, check_names)

LEAST_ALIGNED = 0.6
"""Below this share of a claim's words, weighed by rarity and in order, no sentence of the source is
its origin and the claim is not found. Human rewrites of one sentence lie well above."""

_WORST_FIRST = (Verdict.CONTRADICTED, Verdict.NOT_FOUND)


def check_claim(claim: Claim, index: SourceIndex) -> Check:
    """The verdict on one claim and the evidence for it.

    SUPPORTED: it is a sentence of a source. CONTRADICTED or NOT_FOUND: a lock says so, or no
    sentence is its origin. UNCHECKED: all its quotations, figures and names hold.
    """
    whole = align_whole(claim.text, index)
    if whole is not None:
        return Check(claim.id, Verdict.SUPPORTED, (whole,))
    aligned = align(claim.text, index)
    items = [item for lock in LOCKS for item in lock(claim.text, aligned, index)]
    evidence = tuple(_in_order(item.evidence for item in items))
    verdicts = {item.verdict for item in items}
    for verdict in _WORST_FIRST:
        if verdict in verdicts:
            return Check(claim.id, verdict, evidence)
    if explained(claim.text, aligned, index) < LEAST_ALIGNED:
        return Check(claim.id, Verdict.NOT_FOUND, evidence)
    return Check(claim.id, Verdict.UNCHECKED, evidence)


def _in_order(evidence: Iterable[Evidence | None]) -> list[Evidence]:
    return sorted((e for e in evidence if e is not None), key=lambda e: (e.part, e.place))
