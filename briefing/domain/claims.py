"""What a model or a rule wants to put on the page, and how far the source bears it out.

`Evidence.part` counts in `Claim.text`; every other position counts in an article. A verdict that
needs evidence cannot be built without.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from briefing.domain.article import SectionId, SentenceId
from briefing.domain.spans import Place, Span

ClaimId = NewType("ClaimId", str)


class Verdict(StrEnum):
    """How a claim stands to its source."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not_found"
    UNCHECKED = "unchecked"


class Match(StrEnum):
    """How a piece of evidence was found."""

    EXACT = "exact"
    FOLDED = "folded"
    DERIVED = "derived"
    ENTAILED = "entailed"


@dataclass(frozen=True, slots=True)
class Draft:
    """One model output as it came. `section` None: of the whole article. `shown` lists the
    sentences the model was given."""

    text: str
    section: SectionId | None
    shown: tuple[SentenceId, ...]
    model: str
    prompt_sha256: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement that can be true or false by itself.

    `section` None: it belongs to the summary of the whole. `verbatim`: every word is the
    article's. `replaces`: what a model had written where this claim now stands. `edited`: a person wrote it.
    """

    id: ClaimId
    text: str
    section: SectionId | None
    verbatim: bool
    replaces: str | None = None
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """`place` bears on the words `part` of the claim's text. `score`, 0 to 1, rounded to three
    places; `how` shows the arithmetic of a DERIVED match."""

    part: Span
    place: Place
    match: Match
    score: float = 1.0
    how: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """The verdict on one claim. Raises ValueError for SUPPORTED or CONTRADICTED without evidence."""

    claim: ClaimId
    verdict: Verdict
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        if self.verdict in (Verdict.SUPPORTED, Verdict.CONTRADICTED) and not self.evidence:
            raise ValueError(f"claim {self.claim} cannot be {self.verdict} without evidence")
