"""Figures that are parts of one: "5ft 10in", "two hours and 15 minutes", and rates, "$30 an hour"."""

import re
from dataclasses import replace

from briefing.domain.findings import Amount, QuantityKind
from briefing.domain.spans import Span
from briefing.grammar.figures import Figure

_SMALLER = {
    ("hour", "minute"): 60,
    ("minute", "second"): 60,
    ("day", "hour"): 24,
    ("week", "day"): 7,
    ("year", "month"): 12,
    ("foot", "inch"): 12,
    ("yard", "foot"): 3,
    ("stone", "pound"): 14,
    ("pound", "ounce"): 16,
    ("kilogram", "gram"): 1000,
    ("metre", "centimetre"): 100,
}
"""How many of the second unit make one of the first."""
_BETWEEN = re.compile(r"(?:\s|,\s|,?\sand\s)?")
_TIME_UNIT = "second|minute|hour|day|night|week|fortnight|month|quarter|year|season"
_PRICED = (
    "litre|liter|gallon|barrel|bottle|pint|pound|kilo|kilogram|kg|tonne|ton|ounce|gram|bushel|metre|meter|mile|acre"
    "|hectare|share|unit|head|person|pupil|student|patient|ticket|copy|seat|family|household|word|game|match|piece"
    "|plate|pack|box|bag|dose|vote|shift|square foot|square metre|square meter|kilowatt hour|megawatt hour"
)
# "$30 an hour", "30 cents a litre", "$15-an-hour", "£1.45 per litre".
_NO_AGE = r"\b(?![\s-](?:old|ago)\b)"
_A = rf"[\s-](?:an?|each|every)[\s-](?P<unit>{_TIME_UNIT}|{_PRICED.replace(' ', '[ -]')}){_NO_AGE}"
_A_TIME = re.compile(rf"[\s-](?:an?|per|each|every)[\s-](?P<unit>{_TIME_UNIT}){_NO_AGE}")
_PER = r"[\s-]per[\s-](?!cent\b)(?P<per>(?:(?:square|cubic|kilowatt|megawatt|metric)\s)?[^\W\d_]+)\b"
_PRICE = re.compile(f"{_A}|{_PER}")
_FLOW = re.compile(f"{_A_TIME.pattern}|{_PER}")
_TIMES = re.compile(rf"\stimes(?={_A_TIME.pattern})")
_SAID_OTHERWISE = {
    "annum": "year",
    "capita": "person",
    "kg": "kilogram",
    "kilo": "kilogram",
    "liter": "litre",
    "meter": "metre",
    "square meter": "square metre",
}
_FLOWS = frozenset(
    {QuantityKind.DISTANCE, QuantityKind.AREA, QuantityKind.MASS, QuantityKind.DURATION, QuantityKind.OTHER}
)


def join_figures(text: str, figures: list[Figure]) -> list[Figure]:
    """The figures of a text with those joined that are one, and rates with what they are for each of."""
    whole: list[Figure] = []
    for figure in figures:
        one = _compound(text, whole[-1], figure) if whole else None
        if one is not None:
            whole[-1] = one
        else:
            whole.append(figure)
    ends = [*(figure.span.start for figure in whole[1:]), len(text)]
    return [_rated(text, figure, end) for figure, end in zip(whole, ends, strict=False)]


def _compound(text: str, large: Figure, small: Figure) -> Figure | None:
    factor = _SMALLER.get((large.unit or "", small.unit or ""))
    if factor is None or large.kind is not small.kind or small.hedge is not None:
        return None
    if not _BETWEEN.fullmatch(text, large.span.end, small.span.start):
        return None
    one, other = large.value, small.value
    if not isinstance(one, Amount) or not isinstance(other, Amount) or other.high >= factor:
        return None
    if one.low != one.high or other.low != other.high:
        return None
    value = one.low * factor + other.low
    return replace(
        small,
        span=Span(large.span.start, small.span.end),
        number=Span(large.number.start, small.number.end),
        value=Amount(value, value),
        hedge=large.hedge,
    )


def _rated(text: str, figure: Figure, limit: int) -> Figure:
    """A price, a flow or a number of times with the unit it is for each of."""
    end, unit = figure.span.end, figure.unit
    found = None
    if figure.kind is QuantityKind.MONEY:
        found = _PRICE.match(text, end, limit)
    elif figure.kind in _FLOWS and unit is not None:
        found = _FLOW.match(text, end, limit)
    elif _is_times(text, figure):
        unit = "time"
        times = _TIMES.match(text, end, limit)
        found = _A_TIME.match(text, times.end() if times else end, limit)
    if found is None:
        return figure
    told = found.groupdict()
    each = (told["unit"] or told.get("per") or "").lower().replace("-", " ")
    unit = f"{unit} per {_SAID_OTHERWISE.get(each, each)}"
    number = Span(figure.number.start, found.end())
    return replace(
        figure, kind=QuantityKind.RATE, unit=unit, span=Span(figure.span.start, found.end()), number=number
    )


def _is_times(text: str, figure: Figure) -> bool:
    if figure.kind is QuantityKind.RATIO:
        return figure.number.of(text).lower() == "twice"
    return figure.kind is QuantityKind.COUNT and _TIMES.match(text, figure.span.end) is not None
