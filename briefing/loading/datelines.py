"""The date of an article where a line says nothing else, or where a place stands before it.

One rule: only a whole date is one. "LUND, May 3 —" names no year, and none is guessed.
"""

import re
from datetime import date

from briefing.grammar.word_classes import MONTHS
from briefing.loading.lines import NAMES

_MONTHS = tuple(month[:3] for month in MONTHS)
_MONTH_NAME = rf"(?:{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?\s"
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = (
    rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
    rf"{_DAY}\.?\s+{_MONTH},?\s+{_YEAR}",
    rf"{_DAY}\.(?P<month>\d\d?)\.{_YEAR}",
    rf"{_YEAR}[-/.](?P<month>\d\d?)[-/.]{_DAY}(?:[T ]\d\d:[\d:.+Z -]{{2,20}})?",
)
_CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:\(?[A-Z]{2,5}\)?)?"
CHANGE = r"(?:(?:last |latest )?(?:updated?|modified|edited|revised|corrected))"
"""What stands before a day of the last change, which is none of publication."""
_PUBLISHED = r"(?:(?:first |originally )?(?:published|posted|date|issued))"
_LABEL = rf"(?:(?P<change>{CHANGE})|{_PUBLISHED})(?: on| at)?\s*:?\s*"
_ANY_LABEL = rf"(?:{CHANGE}|{_PUBLISHED})\b"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)"
_BETWEEN = r"\s*(?:,|\||/|·|•|-|–|—)\s*"
_AUTHOR = rf"(?-i:[Bb]y\s+{NAMES}(?:\s+and\s+{NAMES})?)"
_CAPITALS = r"(?-i:[A-Z][A-Z.'’-]+(?:\s[A-Z.'’-]+){0,3}(?:,\s[A-Z][\w.]+(?:\s[A-Z][\w.]+)?)?)"
# "By Jo Bell | 3 May 2021", "LUND, 3 May 2021", "Jo Bell, Lund, 3 May 2021", "Updated 10:32 GMT, 4 June 2019"
_WHEN = rf"(?:{_CLOCK}(?:{_BETWEEN}|\s+))?{_WEEKDAY}?"
_NAMED = r"(?-i:(?:[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,2},\s){1,2})"
_LEAD = rf"\W*(?:{_AUTHOR}{_BETWEEN}|{_CAPITALS},\s|{_NAMED})?(?:{_LABEL})?{_WHEN}"
_TAIL = (
    r"(?:,?\s(?:mon|tues|wednes|thurs|fri|satur|sun)day)?"
    rf"(?:,?\s*(?:(?:last updated )?at|\||/|-|–|—)?\s*{_CLOCK})?(?:(?:{_BETWEEN}|\s+){_AUTHOR})?"
    rf"(?:(?:{_BETWEEN}|\.?\s+){_ANY_LABEL}.{{0,60}})?\W*$"
)
_LINES = tuple(re.compile(f"{_LEAD}{form}{_TAIL}", re.IGNORECASE) for form in _FORMS)
_OPENERS = tuple(re.compile(rf"\W*{_WEEKDAY}?{form}(?!\d)", re.IGNORECASE) for form in _FORMS)
_BESIDE = tuple(
    re.compile(rf".*\b{_PUBLISHED}(?: on| at)?\s*:?\s*{_WHEN}{form}(?!\d)", re.IGNORECASE) for form in _FORMS
)
_CHANGE_ALONE = re.compile(rf"\W*{CHANGE}(?: on| at)?\W*$", re.IGNORECASE)
_LONGEST = 110
_DATELINE_REACH = 300

_AGENCY = r"\s*[-–—]*\s*\([A-Z][\w ]{1,20}\)[-–—]*,?"
# In small letters a place could open a sentence: what comes behind must be a dash or a bracket.
_PLACE = (
    rf"(?!(?:In|On|At|By|From|Since|After|Before|Until|During|For)\s|(?i:{_WEEKDAY}|{_MONTH_NAME}))"
    r"[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,2}"
)
# Not between two days: "Lund, May 3, 1945 – June 4, 2001".
_ONE_DAY = r"(?!\s*(?:\d|\w+\.?\s\d))"
_DATELINES = tuple(
    re.compile(
        rf"\W*(?:{place})(?:{_AGENCY}|,|\s[-–—]|\s?\()\s*(?i:{_WEEKDAY}?{form})\)?\s*(?:{behind}){_ONE_DAY}"
    )
    for form in _FORMS[:2]
    for place, behind in ((_CAPITALS, r"[.:/(–—-]"), (_PLACE, r"[:/(–—]|--?\s"))
)
# As tokenisers write it: "LUND , Oct. 12 , 2021 -LRB- AP -RRB- --".
_SPACE_BEFORE, _SPACE_BEHIND = re.compile(r"\s+(?=[,.)])"), re.compile(r"(?<=\()\s+|(?<=\s)\s+")


def is_date_line(line: str) -> bool:
    """Whether a line holds a date, with its hour or author, and nothing else."""
    return _date_line(line) is not None


def opens_with_date(line: str) -> bool:
    """Whether a short line begins with a whole date: "May 6, 2024 3:02 PM · 4 min read"."""
    return len(line) <= _LONGEST and _first(_OPENERS, line) is not None


def date_of_line(line: str) -> str | None:
    """The ISO 8601 day of publication that such a line tells; None where it is that of the last change."""
    found = _date_line(line)
    if found and found["change"]:
        found = _first(_BESIDE, _joined(line))
    return _day(found)


def announces_change(line: str) -> bool:
    """Whether the line says that what stands under it is the day of the last change."""
    return _CHANGE_ALONE.match(line) is not None


def dateline(line: str) -> str | None:
    """The ISO 8601 date before the first sentence of an article: "LUND, May 3, 2021 (AP) — The". None for
    prose ("On 3 May 2021 the board") and where the year is not given."""
    return _day(_first(_DATELINES, _joined(line[:_DATELINE_REACH])))


def _joined(line: str) -> str:
    """The line without the spaces that a tokeniser puts around marks; for reading only."""
    line = line.replace("-LRB-", "(").replace("-RRB-", ")")
    return _SPACE_BEHIND.sub("", _SPACE_BEFORE.sub("", line))


def _date_line(line: str) -> re.Match[str] | None:
    return _first(_LINES, _joined(line)) if len(line) <= _LONGEST else None


def _first(patterns: tuple[re.Pattern[str], ...], line: str) -> re.Match[str] | None:
    return next((found for pattern in patterns if (found := pattern.match(line))), None)


def _day(found: re.Match[str] | None) -> str | None:
    """The ISO 8601 date of a match; None where there is no such day."""
    if found is None:
        return None
    month = found["month"].casefold()
    number = int(month) if month.isdecimal() else _MONTHS.index(month[:3]) + 1
    try:
        return date(int(found["year"]), number, int(found["day"])).isoformat()
    except ValueError:
        return None
