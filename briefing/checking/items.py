"""CheckedItem: what one lock says of one stretch of a claim."""

from dataclasses import dataclass

from briefing.domain.claims import Evidence, Verdict
from briefing.domain.spans import Span


@dataclass(frozen=True, slots=True)
class CheckedItem:
    """`part` counts in the claim's text; `evidence` is there unless nothing was found."""

    part: Span
    verdict: Verdict
    evidence: Evidence | None = None
