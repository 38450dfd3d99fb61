"""What a clause loses when its sentence is cut: the words that deny it, make it depend on something, or give
it as somebody's. One rule: where such words stand outside of what is shown, it is not shown."""

import re

from briefing.domain.briefing import Briefing
from briefing.domain.spans import Place
from briefing.grammar.cues import REPORTING, Strength
from briefing.rendering.runs import sentence_of

_NEGATIVE = (
    r"(?:not|never|no|nobody|none|neither|nor|cannot|without|den(?:y|ie[ds]|ying)|doubt\w*|disput\w+|contest(?:s|ed|ing)"
    r"|reject\w*|dismiss\w*|refut\w+|debunk\w*|contradict\w*|retract\w*|withdr[ae]w\w*|false\w*|fake|hoax\w*|untrue|wrong\w*"
    r"|(?:in|un)(?:correct|confirmed|verified|proven|founded|clear)\w*|mistake\w*|mislead\w*|exaggerat\w+"
    r"|inflated|myth|rumou?r\w*)"
)
_CONDITION = r"(?:if|unless|assuming|suppos(?:e|ing|edly)|provided\sthat|whether|as\slong\sas|in\scase)"
_POSSIBLE = r"(?:would|could|might|perhaps|possibly|(?-i:may))"
_UNTRUE = re.compile(rf"\b(?:{_NEGATIVE}|{_CONDITION}|{_POSSIBLE})\b|n['’]t\b", re.IGNORECASE)
# Behind a figure a "not" mostly belongs to something else; what takes the figure up again does not.
_TAKEN_BACK = re.compile(
    r"""\b(?:if|unless|assuming|provided\sthat
    | (?:which|that|figures?|numbers?|claims?|reports?|estimates?|it|but)\b[^;.]{0,60}?\b
      (?:den(?:y|ie[ds])|disput\w+|contest(?:s|ed)|reject\w*|dismiss\w*|refut\w+|debunk\w*|doubt\w*|retract\w*
       |(?:is|was|are|were|be|been)\s(?:not\strue|false|untrue|wrong|incorrect|exaggerated|inflated|misleading)
       |(?:not|n['’]t|never)\s(?:be\s|been\s)?(?:true|confirmed|verified|proven|correct|accurate))
    | later\s(?:corrected|revised|withdrawn|retracted) | before\s(?:revising|downgrading|correcting|lowering)
    | den(?:y|ie[ds])\sby | disputed\sby | un(?:confirmed|verified|proven) | falsely | wrongly
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_UNSURE = re.compile(
    r"\b(?:alleg\w+|claim\w*|report(?:ed)?ly|accus\w+|hop(?:e[sd]?|eful|ing)|fear\w*|expect\w*"
    r"|predict\w*|forecast\w*|propos\w+|threat\w*|plan(?:s|ned|ning)?|promis\w+|pledg\w+|vow\w*|according\sto)\b",
    re.IGNORECASE,
)
_FORMS = "|".join(
    form
    for form, (_, kind, strength) in REPORTING.items()
    if strength is not Strength.JUDGES and kind != "base"
)
_REPORTS = "|".join(
    form for form, (_, kind, strength) in REPORTING.items() if strength is Strength.REPORTS and kind != "ing"
)
# "said | 28 schools", "said on Monday in Lund that | 28 schools".
_REPORTED = re.compile(
    rf"\b(?:(?:{_FORMS})\b[^;:]*\bthat|(?:{_REPORTS})\b(?:\s[\w'’.-]+){{0,6}})[\s\"“”'‘`]*$", re.IGNORECASE
)
# "28 schools, officials said", "28 schools, according to the town".
_ATTRIBUTED = re.compile(
    rf"\baccording\sto\b|[,\"”]\s(?:[\w'’.-]+\s){{1,8}}(?:{_REPORTS})\b|[,\"”]\s(?:{_REPORTS})\s",
    re.IGNORECASE,
)


def loses_doubt(briefing: Briefing, figure: Place, shown: Place, told: bool) -> bool:
    """Whether the sentence of a figure holds something, outside of `shown`, that takes back or qualifies what
    is shown; or, unless the reader is `told` who says it, that gives it as somebody's words or plan."""
    sentence = sentence_of(briefing, figure)
    if sentence is None:
        return False
    text = briefing.article(figure.article).text
    before = text[sentence.span.start : min(shown.span.start, figure.span.start)]
    behind = text[max(shown.span.end, figure.span.end) : sentence.span.end]
    if _UNTRUE.search(before) or _TAKEN_BACK.search(behind):
        return True
    return not told and any((_UNSURE.search(before), _REPORTED.search(before), _ATTRIBUTED.search(behind)))
