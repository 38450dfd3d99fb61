"""What a news agency puts before the first sentence: place, day and its own name, "LUND, Oct. 12 (AP) —"."""

import re

from briefing.domain.spans import Span
from briefing.grammar.word_classes import MONTHS

_MONTH = rf"(?:{'|'.join(month[:3].capitalize() for month in MONTHS)})[a-z]{{0,6}}\.?"
DAY = rf"(?:[A-Z][a-z]{{2,8}}\.?,?\s)?(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH})(?:\s?,?\s(?:19|20)\d\d)?"
"""A pattern of "Oct. 12", "Tuesday, 12 October 2021"."""
AGENCY = r"(?:\(|-LRB-\s)[A-Z][\w./& -]{1,24}?(?:\)|\s-RRB-)"
"""A pattern of "(AP)", round brackets as tokenisers write them too."""
_NAME = r"[A-Z][\w.'’-]+(?:[ /-][A-Z][\w.'’-]+){0,3}"
_CAPITALS = r"[A-Z][A-Z.'’-]+(?:[ /][A-Z.'’-]+){0,3}"
_BEHIND = rf"(?:\s?,\s{_NAME})?(?:\s?,?\s{DAY})?"
_DASH = r"\s?(?:--?|[–—])\s?"
_DATELINE = re.compile(
    rf"(?:(?:{_NAME}{_BEHIND}\s)?{AGENCY}{_DASH}|{AGENCY}\s?|{_CAPITALS}{_BEHIND}\s?(?:--?\s|[–—]\s?))"
    r"\s*(?=[\"“'‘`]{0,2}[A-Z\d]|`` [A-Z])"
)


def without_dateline(text: str, sentence: Span) -> Span:
    """A sentence without the dateline that it opens with, if any."""
    found = _DATELINE.match(text, sentence.start, sentence.end)
    return Span(found.end(), sentence.end) if found else sentence
