"""A headline, a byline and a dateline that have lost the line breaks between them.

One rule: only the dateline tells, "LUND, Oct. 12 (AP) -" with capitals and a dash; prose is never parted.
"""

import re

from briefing.grammar.wire import AGENCY, DAY
from briefing.grammar.word_classes import FUNCTION
from briefing.loading.headlines import is_capitalised
from briefing.loading.lines import INNER_END, NAMES

_PLACE = r"[A-Z][A-Z.'’-]+(?:\s[A-Z.'’-]+){0,3}(?:,\s[A-Z][\w.]+)?"
_DATELINE = re.compile(
    rf"(?<=[a-z\d)'’”])\s+(?={_PLACE}(?:,\s{DAY}(?:\s{AGENCY})?|\s{AGENCY})\s?(?:--?|[–—])\s[\"“'‘]?[A-Z])"
)
_BYLINE = re.compile(rf"B[yY]\s{NAMES}(?:(?:,|\sand|\sAND)\s{NAMES}){{0,3}}")
_LONGEST, _FEWEST_WORDS = 300, 3


def glued_tops(text: str) -> list[int]:
    """Where the byline and the dateline begin in a text that opens with its headline; empty for any other.

    Where each word of the headline has a capital, "By" may belong to it, and only the dateline is told.
    """
    found = _DATELINE.search(text, 0, _LONGEST)
    if found is None:
        return []
    top = text[: found.start()]
    words = top.split()
    if len(words) < _FEWEST_WORDS or words[-1].lower() in FUNCTION or INNER_END.search(top):
        return []
    at = max(top.rfind(f"{space}{by} ") for space in " \n" for by in ("By", "BY"))
    headline = top[: max(at, 0)].split()
    if len(headline) >= _FEWEST_WORDS and _BYLINE.fullmatch(top, at + 1) and not is_capitalised(headline):
        return [at + 1, found.end()]
    return [found.end()]
