"""Where a run leads: to a sentence of the numbered source, or to a passage on the web.

One rule: only addresses of the web are opened, never a script.
"""

from collections.abc import Collection, Sequence
from urllib.parse import quote

from briefing.domain.briefing import Briefing, Fixed, Given, Line, LineKind, Run, Verbatim
from briefing.domain.spans import Place
from briefing.rendering.printable import printable

_PASSAGE_WORDS = 5
"""Words at either end of a passage that are enough to find it on the web page it came from."""


def link_of(run: Run, anchors: Collection[Place], briefing: Briefing) -> Place | str | None:
    """The place among `anchors` that a reference leads to, else the address of its passage, or the address
    that a locator is; None where there is nothing to open."""
    match run.origin:
        case Fixed(target) if target is not None:
            if target in anchors:
                return target
            locator = briefing.article(target.article).article.source.locator
            return f"{locator.partition('#')[0]}#{_passage(target, briefing)}" if _is_web(locator) else None
        case Given(_, "locator") if _is_web(run.text):
            return run.text
    return None


def anchored(line: Line) -> Place | None:
    """The sentence that a line of the numbered source prints."""
    if line.kind is not LineKind.SOURCE:
        return None
    return next((run.origin.place for run in line.runs if isinstance(run.origin, Verbatim)), None)


def anchor(place: Place) -> str:
    """The name of a sentence of the numbered source within a file."""
    return f"{place.article}-{place.span.start}".replace(" ", "_")


def _passage(place: Place, briefing: Briefing) -> str:
    """A text fragment: the first and the last words of a passage, for a browser to look for."""
    words = briefing.text(place).split()
    if len(words) <= 2 * _PASSAGE_WORDS:
        return f":~:text={_quoted(words)}"
    return f":~:text={_quoted(words[:_PASSAGE_WORDS])},{_quoted(words[-_PASSAGE_WORDS:])}"


def _quoted(words: Sequence[str]) -> str:
    # A hyphen has a meaning of its own in a text fragment, and quote() leaves it as it is.
    return quote(printable(" ".join(words)), safe="").replace("-", "%2D")


def _is_web(locator: str) -> bool:
    """Whether a browser may be sent there."""
    return locator.startswith(("https://", "http://"))
