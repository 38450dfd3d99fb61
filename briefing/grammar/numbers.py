"""Figures of news text: value, unit, hedge and place, by one pass of ordered patterns.

A stretch belongs to the first pattern that takes it: dates before money before shares before units
before bare counts. Digits inside names and codes are OTHER, without a value.
"""

import re
from bisect import bisect_right, insort
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from briefing.domain.findings import Amount, Moment, QuantityKind
from briefing.domain.spans import Span
from briefing.grammar.amounts import DIGITS, SCALE, SPELLED, amount_of, spelled_amount
from briefing.grammar.dates import find_moments, find_years
from briefing.grammar.measures import CODES, CURRENCY_WORDS, SIGNS, UNITS, unit_of
from briefing.grammar.word_classes import word_set


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a text. `span` holds hedge and unit too, `number` the bare figure. `value` None:
    vague ("dozens") or not to be told."""

    span: Span
    number: Span
    kind: QuantityKind
    value: Amount | Moment | None
    unit: str | None = None
    hedge: str | None = None


_HEDGE = re.compile(
    r"\b(about|around|nearly|almost|roughly|approximately|some|an estimated|estimated|more than|less than|fewer than"
    r"|over|under|at least|at most|up to|as many as|as much as|as few as|as little as|close to|just over|just under"
    r"|well over|no more than|no fewer than|no less than|only|barely)\s+(?:the\s+|a\s+)?$",
    re.IGNORECASE,
)
_DASH = r"(?:\s?[-–—]\s?|\sto\s)"
_NUMBER = rf"(?P<low>{DIGITS})(?:\s?(?P<lowscale>{SCALE}))?(?:{_DASH}(?:{SIGNS})?(?P<high>{DIGITS}))?(?:[\s-]?(?P<scale>{SCALE}))?"
_SPELLED = rf"\b(?P<words>{SPELLED})\b"
_NOT_INSIDE = r"(?<![\w.,/-])(?<!\w['’])"
_MONEY = re.compile(rf"(?<![\w.,])(?P<sign>{SIGNS}|(?:{CODES})\s?){_NUMBER}(?![\w%])", re.ASCII)
_MONEY_WORD = re.compile(
    rf"{_NOT_INSIDE}(?:{_NUMBER}|{_SPELLED})[\s-](?:of\s)?(?P<sign>{CURRENCY_WORDS})\b", re.IGNORECASE
)
_SHARE = re.compile(
    rf"{_NOT_INSIDE}(?:{_NUMBER}|{_SPELLED})[\s-]?(?P<unit>%|per\s?cent\b|percentage[\s-]points?\b|percent\b|basis\spoints?\b"
    r"|pc\b)(?P<points>[\s-]points?\b)?",
    re.IGNORECASE,
)
_MEASURE = re.compile(rf"{_NOT_INSIDE}(?:{_NUMBER}|{_SPELLED})[\s-]?(?P<unit>{UNITS})(?![\w])", re.IGNORECASE)
_AGE = re.compile(
    rf"{_NOT_INSIDE}(?P<age>\d{{1,3}})[\s-]years?[\s-]olds?\b|(?<=[A-Za-z],\s)(?P<age2>\d{{1,2}})(?=[,.])"
    r"|\b(?:aged|age)\s(?P<age3>\d{1,3})\b"
)
_SCORE = re.compile(r"(?<![\w.,/-])(?P<a>\d{1,3})[-–](?P<b>\d{1,3})(?![\w-]|[.,]\d|\s?%)")
_ORDINAL = re.compile(r"\b(?P<n>\d{1,3}(?:,\d{3})*)(?:st|nd|rd|th)\b")
_RATIO = re.compile(
    r"\b(?P<a>one|two|three|four|nine|\d+)\s(?:in|out of)\s(?:every\s)?(?P<b>two|three|four|five|six|seven|eight|nine|ten|\d+)\b(?!\s(?:million|thousand))",
    re.I,
)
_TIMES = re.compile(r"\b(?:twice|thrice)\b", re.IGNORECASE)
_FRACTION = re.compile(
    r"\b(?:two[- ]thirds|three[- ]quarters|a third|one[- ]third|a quarter|one[- ]quarter|half)\b(?=\s(?:of|the|a)\b)",
    re.I,
)
_VAGUE = re.compile(
    r"\b(?:dozens|hundreds|thousands|tens of thousands|hundreds of thousands|millions|billions|scores)\b(?=\sof\b)",
    re.I,
)
_COUNT = re.compile(rf"(?<![\w.,/$€£¥:-])(?<!\w['’]){_NUMBER}(?![\w%/:]|[.,]\d|-\w)")
_WORDS = re.compile(rf"(?<![\w-]){_SPELLED}(?![\w-])", re.IGNORECASE)
_CODE = re.compile(r"\b(?:[A-Za-z]+-?\d[\w-]*|\d+[A-Za-z]+\w*|\d+/\d+)\b")
_SMALL = word_set("one two three four five six seven eight nine zero")
_COUNTED = re.compile(
    r"[\s-](?:(?:\w+(?:al|an|ed|ian|ish|ese|er|or|ent|ant|ic|ive|ous|ern|ing|ign|old|new|ior|ional|ry|ld|ung|ior|ain|ge|in|ed))\s)?"
    r"(?!years?\sago|things?\b|ways?\b|sides?\b)(?:[a-z][\w-]*s|people|men|women|children|police)\b"
)

_FRACTIONS = {
    "two": Decimal(2) / 3,
    "three": Decimal("0.75"),
    "third": Decimal(1) / 3,
    "quarter": Decimal("0.25"),
}


def find_figures(text: str, published: date | None = None) -> list[Figure]:
    """Numbers, dates and times in a text, ordered and disjoint."""
    found = _Taken()
    for moment in find_moments(text, published):
        found.take(Figure(moment.span, moment.span, moment.kind, moment.value))
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(text):
            figure = read(match)
            if figure is not None:
                found.take(_hedged(figure, text))
        if pattern is _MEASURE:
            for moment in find_years(text):
                found.take(Figure(moment.span, moment.span, moment.kind, moment.value))
    return found.figures


class _Taken:
    """Figures in order; a later one that overlaps an earlier find is refused."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []

    def take(self, figure: Figure) -> None:
        index = bisect_right(self.figures, figure.number.start, key=lambda f: f.span.start)
        near = self.figures[max(index - 1, 0) : index + 1]
        if not any(f.span.overlaps(figure.number) for f in near):
            free = all(not f.span.overlaps(figure.span) for f in near)
            insort(self.figures, figure if free else _bare(figure), key=lambda f: f.span.start)


def _bare(figure: Figure) -> Figure:
    return Figure(figure.number, figure.number, figure.kind, figure.value, figure.unit)


def _hedged(figure: Figure, text: str) -> Figure:
    start = figure.span.start
    match = _HEDGE.search(text, max(start - 30, 0), start)
    if match is None:
        return figure
    span = Span(match.start(), figure.span.end)
    return Figure(span, figure.number, figure.kind, figure.value, figure.unit, match[1].lower())


def _amount(match: re.Match[str]) -> Amount | None:
    """The value of a match of _NUMBER or _SPELLED; None where it is no number."""
    groups = match.groupdict()
    if groups.get("words"):
        value = spelled_amount(groups["words"])
        return Amount(value, value) if value is not None else None
    scale = groups.get("scale")
    low = amount_of(groups["low"], groups.get("lowscale") or scale)
    high = amount_of(groups["high"], scale) if groups.get("high") else low
    return Amount(low, high) if low <= high else None


def _spelled_span(match: re.Match[str]) -> Span:
    return Span(*match.span())


def _figure(
    match: re.Match[str], kind: QuantityKind, unit: str | None, factor: Decimal = Decimal(1)
) -> Figure | None:
    value = _amount(match)
    if value is None:
        return None
    span = _spelled_span(match)
    return Figure(span, span, kind, Amount(value.low * factor, value.high * factor), unit)


def _money(match: re.Match[str]) -> Figure | None:
    code = unit_of(match["sign"].strip())
    cents = match["sign"].lower() in ("cent", "cents", "pence")
    return _figure(match, QuantityKind.MONEY, code, Decimal("0.01") if cents else Decimal(1))


def _share(match: re.Match[str]) -> Figure | None:
    unit = match["unit"].lower()
    if "basis" in unit:
        return _figure(match, QuantityKind.PERCENTAGE_POINTS, "percentage point", Decimal("0.01"))
    points = match["points"] or "point" in unit
    kind = QuantityKind.PERCENTAGE_POINTS if points else QuantityKind.PERCENT
    return _figure(match, kind, "percentage point" if points else "percent")


_KINDS = {
    "kilometre": QuantityKind.DISTANCE,
    "mile": QuantityKind.DISTANCE,
    "metre": QuantityKind.DISTANCE,
    "centimetre": QuantityKind.DISTANCE,
    "millimetre": QuantityKind.DISTANCE,
    "foot": QuantityKind.DISTANCE,
    "inch": QuantityKind.DISTANCE,
    "yard": QuantityKind.DISTANCE,
    "nautical mile": QuantityKind.DISTANCE,
    "hectare": QuantityKind.AREA,
    "acre": QuantityKind.AREA,
    "square kilometre": QuantityKind.AREA,
    "square mile": QuantityKind.AREA,
    "square metre": QuantityKind.AREA,
    "square foot": QuantityKind.AREA,
    "kilogram": QuantityKind.MASS,
    "gram": QuantityKind.MASS,
    "tonne": QuantityKind.MASS,
    "ton": QuantityKind.MASS,
    "pound": QuantityKind.MASS,
    "ounce": QuantityKind.MASS,
    "degree Celsius": QuantityKind.TEMPERATURE,
    "degree Fahrenheit": QuantityKind.TEMPERATURE,
    "degree": QuantityKind.TEMPERATURE,
    "mile per hour": QuantityKind.RATE,
    "kilometre per hour": QuantityKind.RATE,
}


def _measure(match: re.Match[str]) -> Figure | None:
    unit = unit_of(match["unit"])
    kind = _KINDS.get(unit or "", QuantityKind.DURATION)
    words = match.groupdict().get("words")
    if words and words.lower() in ("a", "an"):
        return None
    return _figure(match, kind, unit)


def _age(match: re.Match[str]) -> Figure:
    value = Decimal(match["age"] or match["age2"] or match["age3"])
    span = Span(*match.span())
    return Figure(span, span, QuantityKind.AGE, Amount(value, value), "year")


def _score(match: re.Match[str]) -> Figure:
    span = Span(*match.span())
    low, high = sorted((Decimal(match["a"]), Decimal(match["b"])))
    return Figure(span, span, QuantityKind.SCORE, Amount(low, high))


def _ordinal(match: re.Match[str]) -> Figure:
    value = amount_of(match["n"])
    span = Span(*match.span())
    return Figure(span, span, QuantityKind.ORDINAL, Amount(value, value))


def _ratio(match: re.Match[str]) -> Figure | None:
    one, other = (spelled_amount(match[k]) if match[k].isalpha() else Decimal(match[k]) for k in "ab")
    if not one or not other or one >= other:
        return None
    span = Span(*match.span())
    return Figure(span, span, QuantityKind.RATIO, Amount(one / other, one / other))


def _times(match: re.Match[str]) -> Figure:
    value = Decimal(2 if match.group().lower() == "twice" else 3)
    span = Span(*match.span())
    return Figure(span, span, QuantityKind.RATIO, Amount(value, value), "time")


def _fraction(match: re.Match[str]) -> Figure:
    said = match.group().lower()
    value = next((v for word, v in _FRACTIONS.items() if word in said), Decimal("0.5"))
    span = Span(*match.span())
    return Figure(span, span, QuantityKind.RATIO, Amount(value, value))


def _vague(match: re.Match[str]) -> Figure:
    span = Span(*match.span())
    return Figure(span, span, QuantityKind.COUNT, None)


def _code(match: re.Match[str]) -> Figure:
    span = Span(*match.span())
    return Figure(span, span, QuantityKind.OTHER, None)


def _count(match: re.Match[str]) -> Figure | None:
    if match.string[: match.start()].endswith(("[", "#")):
        return None
    return _figure(match, QuantityKind.COUNT, None)


def _word_count(match: re.Match[str]) -> Figure | None:
    """Ten and more always; smaller ones where they count something ("three people")."""
    words = match["words"].lower()
    value = spelled_amount(words)
    if value is None or re.match(
        r"number|no\.", match.string[max(match.start() - 7, 0) : match.start()].lower()
    ):
        return None
    small = words in _SMALL
    if small and (words == "one" or not _COUNTED.match(match.string, match.end())):
        return None
    span = Span(*match.span())
    return Figure(span, span, QuantityKind.COUNT, Amount(value, value))


_Read = Callable[[re.Match[str]], Figure | None]
_PATTERNS: tuple[tuple[re.Pattern[str], _Read], ...] = (
    (_MONEY, _money),
    (_MONEY_WORD, _money),
    (_SHARE, _share),
    (_AGE, _age),
    (_RATIO, _ratio),
    (_MEASURE, _measure),
    (_SCORE, _score),
    (_ORDINAL, _ordinal),
    (_VAGUE, _vague),
    (_COUNT, _count),
    (_WORDS, _word_count),
    (_FRACTION, _fraction),
    (_TIMES, _times),
    (_CODE, _code),
)


def same_value(one: Figure, other: Figure) -> bool:
    """Whether two figures say the same: unit, and value exact or one rounded rightly to the other."""
    if one.value is None or other.value is None or one.unit != other.unit:
        return False
    if isinstance(one.value, Moment) or isinstance(other.value, Moment):
        return one.value == other.value
    return _alike(one.value.low, other.value.low) and _alike(one.value.high, other.value.high)


def _alike(one: Decimal, other: Decimal) -> bool:
    return one == other or _rounds(one, other) or _rounds(other, one)


def _rounds(exact: Decimal, rounded: Decimal) -> bool:
    """Whether `rounded` is `exact` to the digits it has, at least two of them."""
    normal = rounded.normalize()
    exponent = int(normal.as_tuple().exponent)
    if len(normal.as_tuple().digits) < 2:
        return False
    return exact.quantize(Decimal(1).scaleb(exponent)) == normal if exact.adjusted() < 20 else False
