"""The words of doubt and bound beside a figure: "nearly 300", "300 or so", "shortly after 6pm"."""

import re
from dataclasses import replace

from briefing.domain.findings import QuantityKind
from briefing.domain.spans import Span
from briefing.grammar.figures import Figure

# Ends where the figure begins: "nearly | 300", "no fewer than | 12", "~ | 40".
HEDGE = re.compile(
    r"""(?:\b(?P<word>
      about|around|nearly|almost|roughly|approximately|approx\.|virtually|circa|some
    | perhaps|maybe|possibly|not\squite|(?:just\s)?shy\sof
    | in\sthe\s(?:region|order|vicinity)\sof|something\slike
    | (?:an\s)?estimated
    | (?:just|well|a\slittle|slightly)\s(?:over|under|above|below|more\sthan|less\sthan)
    | (?:no|not)\s(?:more|less|fewer)\sthan
    | (?:more|less|fewer|greater|higher|lower|better)\sthan
    | over|under|above|below
    | at\s(?:least|most)|up\sto|close\sto|upwards?\sof|in\sexcess\sof
    | as\s(?:many|much|few|little|high|low)\sas
    | a\s(?:maximum|minimum)\sof
    )\s|~\s?)$""",
    re.IGNORECASE | re.VERBOSE,
)
# "300 or so", "300-odd", "18-plus", "300+".
_HEDGE_AFTER = re.compile(r"[\s-](or\s(?:so|more|less|fewer)|plus|odd)\b|\+")
# Characters; "a little less than " has 19.
LONGEST_HEDGE = 24
_TIME_HEDGE = re.compile(r"\b(?:just|shortly|soon)\s(?:before|after)\s$", re.IGNORECASE)


def hedged(figure: Figure, text: str) -> Figure:
    """With the words of doubt or bound before it, or behind it ("300 or so")."""
    start, end = figure.span.start, figure.span.end
    before = HEDGE.search(text, max(start - LONGEST_HEDGE, 0), start)
    # "over five years" says during; "some day" says nothing.
    if figure.kind is QuantityKind.TIME and (told := _TIME_HEDGE.search(text, max(start - 15, 0), start)):
        return replace(figure, span=Span(told.start(), end), hedge=told.group().strip().lower())
    loose = figure.kind in {QuantityKind.DURATION, QuantityKind.DATE, QuantityKind.TIME, QuantityKind.YEAR}
    if before is not None:
        word = (before["word"] or "about").lower()
        if loose and word in {"over", "under", "above", "below", "some"}:
            return figure
        return replace(figure, span=Span(before.start(), end), hedge=" ".join(word.split()))
    after = None if loose and figure.kind is not QuantityKind.DURATION else _HEDGE_AFTER.match(text, end)
    return replace(figure, span=Span(start, after.end()), hedge=after[1] or "or more") if after else figure
