"""Printed: what stands on a page already, so that nothing stands there twice."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from briefing.domain.spans import Place


@dataclass(slots=True)
class Printed:
    """The places that stand on the page already, by article; grows while a page is composed."""

    places: list[Place] = field(default_factory=list)

    def add(self, places: Iterable[Place]) -> None:
        """Remember places as printed."""
        self.places += places

    def holds(self, places: Iterable[Place]) -> bool:
        """Whether a character of `places` has been printed."""
        return any(
            old.article == new.article and old.span.overlaps(new.span)
            for new in places
            for old in self.places
        )
