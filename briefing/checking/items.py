"""CheckedItem: what one lock says of one stretch of a text."""

from dataclasses import dataclass
from enum import StrEnum

from briefing.domain.claims import Evidence, Verdict
from briefing.domain.spans import Span


class ItemKind(StrEnum):
    """What an item is about. SENTENCE: the wording of a whole sentence."""

    QUOTATION = "quotation"
    SPEAKER = "speaker"
    NUMBER = "number"
    NAME = "name"
    ROLE = "role"
    HEDGE = "hedge"
    POLARITY = "polarity"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class CheckedItem:
    """`part` counts in the text that is checked; `evidence` is there unless nothing was found. `expected`:
    the source's words that should stand there; `reason`: one line for a person."""

    part: Span
    kind: ItemKind
    verdict: Verdict
    evidence: Evidence | None = None
    expected: str | None = None
    reason: str = ""

    @property
    def fails(self) -> bool:
        """Whether the source speaks against it, or has nothing of it."""
        return self.verdict in {Verdict.CONTRADICTED, Verdict.NOT_FOUND}

    @property
    def is_open(self) -> bool:
        """Whether it is the wording of a sentence of which no lock says anything: a supporter may."""
        return self.kind is ItemKind.SENTENCE and self.verdict is Verdict.UNCHECKED
