"""Dates, years, decades and clock times as ISO 8601, as precise as the text is."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from briefing.domain.findings import Moment, QuantityKind
from briefing.domain.spans import Span
from briefing.grammar.tense import Tense, tense_at
from briefing.grammar.word_classes import DETERMINERS, FUNCTION, MONTHS, WEEKDAYS, is_adverb, is_verb

MONTH_NAME = "|".join(month.capitalize() for month in MONTHS)
WEEKDAY_NAME = "|".join(day.capitalize() for day in WEEKDAYS)
"""Patterns of their full names."""

_MONTH = rf"(?:{MONTH_NAME}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_WEEKDAY = rf"(?:{WEEKDAY_NAME})"
_ITS_WEEKDAY = re.compile(_WEEKDAY)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:1[5-9]|20)\d\d"
_TO = r"\s?(?:[-–]|to|and|through)\s?"
# No day of the month: "May 4%", "March 12.5 points".
_NOT_SHARE = r"(?!\s?(?:%|per\s?cent|[.,]\d))"
# A lone "May" or "March" is mostly a verb or a walk. Python's lookbehinds want one width each.
_MONTH_AFTER = "|".join(
    rf"(?<=\b{word}\s)" for word in ("in", "by", "of", "since", "until", "last", "next", "this")
)
_ZONE_CODE = (
    "GMT|UTC|BST|IST|CES?T|EES?T|MSK|PKT|JST|KST|HKT|SGT|A[ECW][SD]T|NZ[SD]T|SAST|EAT|WAT"
    "|[ECMPA][SD]?T|AK[SD]T|HST"
)
# What follows a time: "GMT", "Eastern", "local time", "London time".
_ZONE = re.compile(
    rf"\s\(?(?P<zone>(?:{_ZONE_CODE})\b"
    r"|(?:Eastern|Central|Mountain|Pacific)(?:\s(?:Standard|Daylight))?(?:\s[Tt]ime\b|\b(?!\s[A-Z]))"
    r"|(?:local|(?:[A-Z][a-z]+\s)?[A-Z][a-z]+)\stime\b)"
)
_FORMS = [
    rf"(?P<iso>{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))",
    (
        # "Monday, October 10, 2021", "Oct. 10-12"; the end of a range is no hour ("May 5-7:30") and no day of
        # a month of its own ("July 7 to 13 August").
        rf"(?:{_WEEKDAY}\s?,?\s)?(?P<month>{_MONTH})\s(?P<day>{_DAY})(?:st|nd|rd|th)?\b{_NOT_SHARE}"
        rf"(?:{_TO}(?P<till>{_DAY})\b(?![:.]\d|\s(?:of\s)?{_MONTH}))?(?:\s?,?\s(?P<year>{_YEAR})\b)?"
    ),
    (
        # "5-7 May 2021", "the 5th of May".
        rf"(?:{_WEEKDAY}\s?,?\s)?(?:(?P<from_day>{_DAY}){_TO})?(?P<day2>{_DAY})(?:st|nd|rd|th)?(?:\sof)?\s"
        rf"(?P<month2>{_MONTH})\b(?:\s?,?\s(?P<year2>{_YEAR})\b)?"
    ),
    # "June 2020", "June, 2020".
    rf"(?P<month3>{_MONTH})(?:\sof)?,?\s(?P<year3>{_YEAR})",
    # "mid-March", "early May 2022".
    rf"(?:early|mid|late)[-\s](?P<month4>{_MONTH})(?:,?\s(?P<year4>{_YEAR}))?",
    # "in June", "last June"; never "in May" or "by March", but "next March".
    rf"(?:{_MONTH_AFTER})(?P<month5>(?:(?<=\blast\s)|(?<=\bnext\s)|(?!May\b|March\b)){_MONTH})",
    # "the 1990s", "mid-1990s".
    r"(?:the\s)?(?:(?:early|mid|late)[-\s])?(?P<decade>(?:1[5-9]|20)\d0)\s?s",
    # "2019-20", "1914 to 1918"; not "2020-1".
    rf"(?P<from>{_YEAR})(?:[-–/](?P<to>{_YEAR}|\d\d)|\sto\s(?P<until>{_YEAR}))(?![-–/]?\d)",
    r"(?P<slashed>\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d)",
    (
        # "7.30pm", "7 a.m.", "9am-5pm".
        r"(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap]\.?m\b\.?)"
        r"(?:\s?(?:[-–]|to)\s?(?P<hour5>[01]?\d|2[0-3])(?:[:.](?P<minute5>[0-5]\d))?\s?(?P<half5>[ap]\.?m\b\.?))?"
    ),
    # "19:45", but not that of "19:45:30" or the docket "4:16-cv-1414".
    r"(?P<hour4>[1-9]|1[0-2])\s?o['’]clock",
    r"(?P<hour2>[01]?\d|2[0-3]):(?P<minute2>[0-5]\d)(?![:\d]|-[a-z])",
    # "0800 GMT"; without the zone it is a number.
    rf"(?P<hour3>[01]\d|2[0-3])(?P<minute3>[0-5]\d)(?=\s(?:{_ZONE_CODE}|hours|hrs)\b)",
]
# No part of a path, a code or a longer number.
_DATE = re.compile(rf"(?<![\w.,/:-])(?:{'|'.join(_FORMS)})(?!\w)")
_MONTH_GROUPS = ("month", "month2", "month3", "month4", "month5")


_SURE_DAYS, _MOST_DAYS = 60, 300
"""Days from the article's date within which a day without a year needs no verb to tell which it is, and past
which no verb is enough."""
# "the Sept. 11 attacks", "born on May 5", "every July 4": of no year, or of one long gone.
_NO_YEAR_BEFORE = re.compile(r"\b(?:born|every|each|annual\w*|birthday)\b[^.]{0,20}$", re.IGNORECASE)
_BESIDE = re.compile(r"\b(last|next)\s$", re.IGNORECASE)
_NAMED_DAYS = frozenset({(9, 11)})
_NAMED_BESIDE_A_NOUN = frozenset({(1, 6), (10, 7)})
# Of the noun behind it: "the | Jan. 6 | attack", "the town's deadly | Jan. 6 | fire".
_WORDS_BEFORE = re.compile(r"(?:[\w.'’-]+\s){0,3}$")
_WORD_BEHIND = re.compile(r"\s([^\W\d_][\w'’-]*)")
_POSSESSED = ("'s", "’s", "s'", "s’")


@dataclass(frozen=True, slots=True)
class Base:
    """The day of writing, for words that hang on it.

    `said`: the passages in marks, in order, whose words were said on another day; `retold`: another year is
    named before, of which a day without one may be; `elsewhen`: a sentence before tells of another day or
    year, whose week a weekday may be of.
    """

    day: date
    said: tuple[Span, ...] = ()
    retold: bool = False
    elsewhen: bool = False


_TOLD_DAY = re.compile(
    rf"\b(?:{_YEAR}\b|(?P<month>{_MONTH})\s(?P<day>{_DAY})\b|(?P<day2>{_DAY})\s(?P<month2>{_MONTH})\b)"
)
_A_WEEK = 8
"""Days back from which on a told day is of another week."""


def first_elsewhen(text: str, span: Span, day: date) -> int | None:
    """Where in a stretch another time is first told, whose weekdays are not those around `day`: another year,
    or a day a week or more back."""
    for match in _TOLD_DAY.finditer(text, span.start, span.end):
        month = match["month"] or match["month2"]
        if month is None:
            if match.group() != str(day.year):
                return match.end()
            continue
        number = [name[:3] for name in MONTHS].index(month[:3].lower()) + 1
        back = _running(day.year, day.month, day.day) - _running(
            day.year, number, int(match["day"] or match["day2"])
        )
        if back >= _A_WEEK or back < -_MOST_DAYS:
            return match.end()
    return None


def base_at(base: Base | None, span: Span) -> Base | None:
    """The base for the words at `span`; None where there is none."""
    if base is None:
        return None
    index = bisect_right(base.said, span.end - 1, key=lambda said: said.start) - 1
    return None if index >= 0 and base.said[index].overlaps(span) else base


@dataclass(frozen=True, slots=True)
class FoundMoment:
    """A stretch that says when; `value` None where it does not say which ("Monday", no date known).
    `resolved`: the article's date says what the words leave open. `unit`: the zone of a time, as written."""

    span: Span
    kind: QuantityKind
    value: Moment | None
    resolved: bool = False
    unit: str | None = None


def find_moments(text: str, base: Base | None = None) -> Iterator[FoundMoment]:
    """Dates, years and times in order; lone years are numbers and not here, weekdays in `relative`.

    `base` tells missing years; where it does not, the year stays open ("--10-10").
    """
    for match in _DATE.finditer(text):
        span = Span(*match.span())
        kind, value = _read(match)
        if kind is QuantityKind.TIME:
            zone = _ZONE.match(text, span.end)
            whole = Span(span.start, zone.end()) if zone else span
            yield FoundMoment(whole, kind, value, unit=zone["zone"] if zone else None)
            continue
        known = base_at(base, span)
        told = _with_year(text, span, value, known) if known and value and value.low[0] == "-" else None
        yield FoundMoment(span, kind, told or value, told is not None)


def _read(match: re.Match[str]) -> tuple[QuantityKind, Moment | None]:
    hour = match["hour"] or match["hour2"] or match["hour3"] or match["hour4"]
    if hour:
        return QuantityKind.TIME, _time(match, int(hour))
    if match["decade"]:
        first = match["decade"]
        # "The 1800s" are mostly the century.
        century = first.endswith("00") and first < "2000"
        return QuantityKind.YEAR, Moment(first, f"{int(first) + (99 if century else 9)}")
    if match["from"]:
        last = match["until"] or match["to"]
        last = last if len(last) == 4 else match["from"][:2] + last
        return QuantityKind.YEAR, Moment(match["from"], last) if last > match["from"] else None
    if match["slashed"]:
        return QuantityKind.DATE, _slashed(match["slashed"])
    return QuantityKind.DATE, _date(match)


def _date(match: re.Match[str]) -> Moment | None:
    """None where there is no such day: "Feb. 30"."""
    if match["iso"]:
        return Moment(match["iso"], match["iso"]) if _is_day(match["iso"]) else None
    name = next(match[group] for group in _MONTH_GROUPS if match[group])
    month = next(i for i, m in enumerate(MONTHS, 1) if m.startswith(name.lower().rstrip(".")[:3]))
    day = match["day"] or match["day2"]
    year = match["year"] or match["year2"] or match["year3"] or match["year4"] or "-"
    head = f"{year}-{month:02}"
    if not day:
        return Moment(head, head)
    first, last = int(match["from_day"] or day), int(match["till"] or day)
    low, high = f"{head}-{min(first, last):02}", f"{head}-{max(first, last, int(day)):02}"
    return Moment(low, high) if _is_day(high) else None


def _is_day(told: str) -> bool:
    """Whether there is such a day; of no year, whether one has it."""
    try:
        date.fromisoformat(f"2000{told[1:]}" if told[0] == "-" else told)
    except ValueError:
        return False
    return True


def _is_of_noun(text: str, span: Span) -> bool:
    """Whether a day stands before a noun that it tells apart ("the Jan. 6 attack"): the verb is then that
    of something else."""
    behind = _WORD_BEHIND.match(text, span.end)
    if behind is None or behind[1].lower() in FUNCTION or is_adverb(behind[1].lower()):
        return False
    found = _WORDS_BEFORE.search(text, max(span.start - 60, 0), span.start)
    before = found[0].split() if found else []
    if not before:
        return not is_verb(behind[1].lower())
    for word in reversed(before):
        if word.lower() in DETERMINERS or word.endswith(_POSSESSED):
            return word is before[-1] or not is_verb(behind[1].lower())
        if word.lower() in FUNCTION or is_verb(word.lower()):
            return False
    return False


def _with_year(text: str, span: Span, value: Moment, base: Base) -> Moment | None:
    """A moment of "--10-10" or "--10" with its year; None where that is not sure or has no such day."""
    year = _year(text, span, value.low, base)
    if year is None or (len(value.high) > len("--10") and not _is_day(f"{year}{value.high[1:]}")):
        return None
    weekday = _ITS_WEEKDAY.match(text, span.start)
    if weekday and not _falls_on(f"{year}{value.low[1:]}", weekday[0]):
        return None
    return Moment(f"{year}{value.low[1:]}", f"{year}{value.high[1:]}")


def _falls_on(day: str, weekday: str) -> bool:
    return date.fromisoformat(day).weekday() == WEEKDAYS.index(weekday.lower())


def _year(text: str, span: Span, open_date: str, base: Base) -> str | None:
    """The year of "--10-10" or "--10": the last one for what was, the next for what will be; without a verb
    only that of a day near the base."""
    month, day = int(open_date[2:4]), int(open_date[5:] or 0)
    before = text[max(span.start - 40, 0) : span.start]
    if base.retold or (month, day) in _NAMED_DAYS or _NO_YEAR_BEFORE.search(before):
        return None
    if beside := _BESIDE.search(before):
        # "last June" of a July is either of two.
        step = -1 if beside[1].lower() == "last" else 1
        return str(base.day.year + step) if (base.day.month - month) * step > 0 else None
    of_noun = _is_of_noun(text, span)
    if of_noun and (month, day) in _NAMED_BESIDE_A_NOUN:
        return None
    tense = None if of_noun else tense_at(text, span)
    here = _running(base.day.year, base.day.month, base.day.day)
    near = [(_running(base.day.year + step, month, day or base.day.day) - here, step) for step in (-1, 0, 1)]
    if tense is Tense.PAST:
        away, step = max(pair for pair in near if pair[0] <= 0)
    elif tense is Tense.FUTURE:
        away, step = min(pair for pair in near if pair[0] >= 0)
    else:
        away, step = min(near, key=lambda pair: abs(pair[0]))
    most = _MOST_DAYS if tense else _SURE_DAYS if day else -1
    # What has a day for its name mostly has been.
    sure = abs(away) <= most and not (of_noun and away > 0)
    return str(base.day.year + step) if sure else None


def _running(year: int, month: int, day: int) -> int:
    """Days as if all months had 31: in order, and near enough to tell years apart."""
    return (year * 12 + month) * 31 + day


def _slashed(written: str) -> Moment | None:
    """10/25/2021 and 25.10.2021; None where day and month cannot be told apart."""
    one, other, year = (int(part) for part in re.split("[/.]", written))
    day, month = (one, other) if one > 12 or one == other else (other, one)
    if month > 12 or not (day > 12 or one == other):
        return None
    try:
        told = date(year, month, day).isoformat()
    except ValueError:
        return None
    return Moment(told, told)


def _time(match: re.Match[str], hour: int) -> Moment | None:
    minute = match["minute"] or match["minute2"] or match["minute3"] or "00"
    first = _clock(hour, minute, match["half"])
    last = _clock(int(match["hour5"]), match["minute5"] or "00", match["half5"]) if match["hour5"] else first
    return Moment(first, last) if first <= last else None


def _clock(hour: int, minute: str, half: str | None) -> str:
    half = (half or "").lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    return f"{hour:02}:{minute}"
