"""Form: how a page is asked for beyond its words: its template, its paper, whether it has a timeline."""

from dataclasses import dataclass
from typing import Protocol

from briefing.domain.briefing import Briefing, Page
from briefing.domain.formats import Paper
from briefing.rendering.templating import PageTemplate


class Press(Protocol):
    """Lays a page out on paper."""

    @property
    def paper(self) -> Paper: ...

    def fits(self, page: Page, briefing: Briefing) -> bool:
        """Whether the page is one page of that paper, at the set size of type."""
        ...

    def unprintable(self, page: Page, briefing: Briefing) -> tuple[str, ...]:
        """The characters of the page that no font here has."""
        ...

    def printed(self, page: Page, briefing: Briefing) -> bytes:
        """The page as PDF."""
        ...


@dataclass(frozen=True, slots=True)
class Form:
    """`template` None: the drawn page. `press` None: nobody measures. `timeline`: for formats that can draw
    one."""

    template: PageTemplate | None = None
    press: Press | None = None
    timeline: bool = False


PLAIN = Form()
