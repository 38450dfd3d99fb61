"""Printed: what stands on a page already, so that nothing stands there twice.

Neither the same place nor the same words from another: articles repeat themselves, and two articles
hold the same sentences of an agency.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from briefing.domain.spans import Place

TELLING = 5
"""Words by which a sentence is known again; shorter ones ("He did not say why") may recur."""
OPENING = 10
"""Words by which a longer sentence is known again: an article quotes one twice, the second time further."""


@dataclass(slots=True)
class Printed:
    """The places and the words that stand on the page already; grows while a page is composed."""

    places: list[Place] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def add(self, places: Iterable[Place], *texts: str) -> None:
        """Remember places, and the sentences or the quotation they hold, as printed."""
        self.places += places
        self.texts += map(_comparable, texts)

    def holds(self, places: Iterable[Place]) -> bool:
        """Whether a character of `places` has been printed."""
        return any(
            old.article == new.article and old.span.overlaps(new.span)
            for new in places
            for old in self.places
        )

    def says(self, text: str) -> bool:
        """Whether the words of `text`, or as many of its first as are known again, have been printed in
        one piece, case, white space and the marks around them aside; never of a text under TELLING words."""
        words = _comparable(text).strip(' .,;:!?"“”„«»').split()
        wanted = " ".join(words[:OPENING])
        return len(words) >= TELLING and any(wanted in old for old in self.texts)


def _comparable(text: str) -> str:
    return " ".join(text.casefold().split())
