"""Dates, years, decades and clock times as ISO 8601, as precise as the text is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from briefing.domain.findings import Moment, QuantityKind
from briefing.domain.spans import Span

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:1[5-9]|20)\d\d"
_DATE = re.compile(
    rf"\b(?P<iso>{_YEAR}-\d\d-\d\d)\b"
    rf"|\b(?P<month>{_MONTH})\s(?P<day>{_DAY})(?:st|nd|rd|th)?\b(?!\s?(?:%|per\s?cent))(?:,?\s(?P<year>{_YEAR})\b)?"
    rf"|\b(?P<day2>{_DAY})(?:st|nd|rd|th)?(?:\sof)?\s(?P<month2>{_MONTH})\b(?:,?\s(?P<year2>{_YEAR})\b)?"
    rf"|\b(?P<month3>{_MONTH})(?:\sof)?,?\s(?P<year3>{_YEAR})\b"
    rf"|\b(?:early|mid|late)[- ](?P<month4>{_MONTH})\b"
    rf"|\b(?:in|since|until|last|next|by|of)\s(?P<month5>(?!May\b|March\b){_MONTH})\b"
    rf"|\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
    rf"|\b(?:the\s)?(?:(?:early|mid|late)[- ])?(?P<decade>{_YEAR[:-4]}\d0)s\b"
    rf"|\b(?P<from>{_YEAR})[-–](?P<to>{_YEAR}|\d\d)\b(?![-–]\d)"
    r"|\b(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap]\.?m\b\.?)"
    r"|\b(?P<hour2>[01]?\d|2[0-3]):(?P<minute2>[0-5]\d)\b"
)
_LONE_YEAR = re.compile(rf"(?<![\d.,$€£¥/-])\b{_YEAR}\b(?![\d%]|[.,]\d|[-/]\d)")


@dataclass(frozen=True, slots=True)
class FoundMoment:
    """A stretch that says when."""

    span: Span
    kind: QuantityKind
    value: Moment | None


def find_moments(text: str, published: date | None = None) -> Iterator[FoundMoment]:
    """Dates and times in order. `published` resolves weekdays and missing years; without it a weekday
    has no value and a year that is not given stays open ("--10-10")."""
    for match in _DATE.finditer(text):
        found = _read(match, published)
        if found is not None:
            yield found


def find_years(text: str) -> Iterator[FoundMoment]:
    """Lone years ("in 2021"), in order; what else a number of four digits may be is for the caller."""
    for match in _LONE_YEAR.finditer(text):
        yield FoundMoment(Span(*match.span()), QuantityKind.YEAR, Moment(match.group(), match.group()))


def _read(match: re.Match[str], published: date | None) -> FoundMoment | None:
    group = match.lastgroup or ""
    span = Span(*match.span())
    if match["hour"] or match["hour2"]:
        return FoundMoment(span, QuantityKind.TIME, _time(match))
    if match["weekday"]:
        return FoundMoment(span, QuantityKind.DATE, _weekday(match["weekday"], published))
    if match["decade"]:
        first = match["decade"]
        return FoundMoment(span, QuantityKind.YEAR, Moment(first, f"{int(first) + 9}"))
    if match["from"]:
        last = match["to"] if len(match["to"]) == 4 else match["from"][:2] + match["to"]
        return (
            FoundMoment(span, QuantityKind.YEAR, Moment(match["from"], last))
            if last > match["from"]
            else None
        )
    start = match.start("month5") if group == "month5" else match.start()
    value = _date(match, published)
    return FoundMoment(Span(start, match.end()), QuantityKind.DATE, Moment(value, value)) if value else None


def _date(match: re.Match[str], published: date | None) -> str | None:
    if match["iso"]:
        return match["iso"]
    name = next(match[f"month{n}"] for n in ("", 2, 3, 4, 5) if match[f"month{n}"])
    month = next(i for i, m in enumerate(_MONTHS, 1) if m.startswith(name.lower().rstrip(".")[:3]))
    day = match["day"] or match["day2"]
    year = match["year"] or match["year2"] or match["year3"]
    if not year and published and day:
        year = _nearest_year(month, int(day), published)
    head = year or "-"
    return f"{head}-{month:02}-{int(day):02}" if day else f"{head}-{month:02}"


def _nearest_year(month: int, day: int, published: date) -> str | None:
    """The year that puts a day within half a year of the article's date."""
    try:
        near = [date(published.year + step, month, day) for step in (-1, 0, 1)]
    except ValueError:
        return None
    return str(min(near, key=lambda d: abs(d - published)).year)


def _weekday(name: str, published: date | None) -> Moment | None:
    if published is None:
        return None
    back = (published.weekday() - _DAYS.index(name.lower())) % 7
    day = (published - timedelta(days=back)).isoformat()
    return Moment(day, day)


def _time(match: re.Match[str]) -> Moment:
    hour = int(match["hour"] or match["hour2"])
    minute = match["minute"] or match["minute2"] or "00"
    half = (match["half"] or "").lower()
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    return Moment(f"{hour:02}:{minute}", f"{hour:02}:{minute}")
