"""Printed: what stands on a page already, so that nothing stands there twice.

Neither the same place nor the same words from another: articles repeat themselves, and two articles
hold the same sentences of an agency.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from briefing.domain.spans import Place


@dataclass(slots=True)
class Printed:
    """The places and the words that stand on the page already; grows while a page is composed."""

    places: list[Place] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def add(self, places: Iterable[Place], text: str = "") -> None:
        """Remember places, and the sentences or the quotation they hold, as printed."""
        self.places += places
        self.texts += [_comparable(text)] if text else []

    def holds(self, places: Iterable[Place]) -> bool:
        """Whether a character of `places` has been printed."""
        return any(
            old.article == new.article and old.span.overlaps(new.span)
            for new in places
            for old in self.places
        )

    def says(self, text: str) -> bool:
        """Whether the words of `text`, case and white space aside, have been printed in one piece."""
        wanted = _comparable(text)
        return any(wanted in old for old in self.texts)


def _comparable(text: str) -> str:
    return " ".join(text.casefold().split())
