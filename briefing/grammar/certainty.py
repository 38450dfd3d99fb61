"""Words that say how sure a statement is, and how a figure is bounded."""

import re
from enum import Enum

from briefing.grammar.cues import REPORTING, Strength
from briefing.grammar.word_classes import word_set


class Doubt(Enum):
    """POSSIBLE: it may be or is yet to be. HEARSAY: somebody says or thinks so."""

    POSSIBLE = "possible"
    HEARSAY = "hearsay"


_POSSIBLE = word_set(
    """may might could possibly perhaps maybe likely unlikely probably potential potentially expected
    planned proposed scheduled due tentative tentatively prospective possible probable presumably would should
    if unless hopes hope hoped plans plan intends aims expects considering"""
)
_HEARSAY = word_set(
    """alleged allegedly alleging reported reportedly suspected suspect suspects suspecting accused accuses
    apparent apparently seemingly supposed supposedly purported purportedly believed thought claimed
    claiming rumoured rumored unconfirmed preliminary seems seem seemed appears appear appeared"""
)
DOUBTS = dict.fromkeys(_POSSIBLE, Doubt.POSSIBLE) | dict.fromkeys(_HEARSAY, Doubt.HEARSAY)
"""Word, lower case → the doubt it raises."""

WEAK = word_set(
    "would should due if unless hopes hope hoped plans plan intends aims expects considering suspect suspects"
)
"""Words that keep a doubt, though their own loss need not be one: "he would not say"."""

SAYS = frozenset(
    form for form, (_, kind, strength) in REPORTING.items() if strength is Strength.REPORTS and kind == "past"
) | {"say", "says", "according", "tells", "adds", "announces", "argues", "insists", "warns"}
"""Forms of verbs that give a bare clause as somebody's words, and are no nouns."""


class Bound(Enum):
    """Where a figure lies, as its hedge says."""

    ABOUT = "about"
    MORE = "more"
    LESS = "less"


# "no more than" and "up to" bound from above, "no fewer than" and "over" from below.
_LESS = re.compile(
    r"(?:no|not) (?:more|greater|higher) than|under|below|(?<!no )(?<!not )(?:less|fewer|lower) than|at most"
    r"|up to|nearly|almost|close to|maximum|as (?:many|much|high) as"
)
_MORE = re.compile(
    r"(?:no|not) (?:less|fewer|lower) than|over|above|(?:more|greater|higher|better) than|at least"
    r"|upwards? of|in excess of|minimum|plus|\+|as (?:few|little|low) as"
)


def bound_of(hedge: str | None) -> Bound | None:
    """What a figure's hedge, lower case, says of it; None where it has none."""
    if hedge is None:
        return None
    if _LESS.search(hedge):
        return Bound.LESS
    return Bound.MORE if _MORE.search(hedge) else Bound.ABOUT
