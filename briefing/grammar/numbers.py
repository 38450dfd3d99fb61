"""Figures of news text: value, unit, hedge and place.

A number gets its meaning from what stands beside it. Dates go first, then forms that hold two
numbers or none ("one in five", "twice"); every other number is read by the first rule that knows
its neighbours: money before shares before ages before units before bare counts.
"""

import re
from bisect import bisect_right, insort
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from briefing.domain.findings import Amount, Moment, QuantityKind
from briefing.domain.spans import Span
from briefing.grammar.ages import is_age
from briefing.grammar.amounts import FoundAmount, find_amounts, find_between, value_of
from briefing.grammar.dates import Base, find_moments
from briefing.grammar.equality import same_value
from briefing.grammar.eras import find_eras
from briefing.grammar.figures import Figure
from briefing.grammar.fixed_forms import find_fixed_forms
from briefing.grammar.hedges import HEDGE, LONGEST_HEDGE, hedged
from briefing.grammar.joined import join_figures
from briefing.grammar.labels import find_codes, find_phones, is_labelled
from briefing.grammar.measures import (
    CURRENCY_WORD,
    HUNDREDTHS,
    JOINED_UNIT,
    SIGN,
    UNIT,
    currency_of,
    unit_of,
)
from briefing.grammar.portions import find_portions
from briefing.grammar.relative import find_relative
from briefing.grammar.tallies import find_tallies
from briefing.grammar.word_classes import MONTHS, is_counted

__all__ = ["Figure", "find_figures", "same_value"]

_JOINT = r"(?:\s?-\s?|\s)"  # tokenisers set hyphens apart
# "US$5", "A$ 5", "Rs 500".
_SIGN_BEFORE = re.compile(rf"(?<![\w.])({SIGN})\s?$")
# "20 million euros", "5 billion of dollars"; not "a 5 dollar store".
_MONEY_AFTER = re.compile(rf"[\s-](?:of\s)?({CURRENCY_WORD})\b(?!\s(?:sign|store))", re.IGNORECASE)
_SIGN_INSIDE = re.compile(rf"\s({SIGN})\s?\d")
_SIGN_AFTER = re.compile(rf"\s?({SIGN})(?![\w$])")
# "99p", "75¢", "30 p"; not "1080p" of a screen.
_HUNDREDTHS_AFTER = re.compile(r"(?<!480)(?<!720)(?<!1080)(?:\s?(¢)|(p)(?![\w.]))")
_POUNDS = re.compile(r"[\s-](?:of\s)?(?:pounds?|lbs?)\b", re.IGNORECASE)
# Read as billion and trillion only behind a sign: "$1.1B".
_LETTER_B = re.compile(r"\d[bt]$", re.IGNORECASE)
# "a man who weighed 90 pounds", "he lost 20 pounds": these are no money.
_WEIGHED = re.compile(r"\b(?:weigh\w*|los[et]\w*|gain\w*|heav\w+)\b[^.]{0,30}$", re.IGNORECASE)
# "5%", "5 per cent", "5 percentage points", "25 basis points".
_SHARE = re.compile(
    r"(?P<percent>\s?%|[\s-](?:per\s?cent|percent|pct\.?)(?!\w)|[\s-]?pct?\b)(?P<points>(?:age)?[\s-]points?\b)?"
    r"|[\s-](?P<basis>basis|percentage)[\s-]points?\b|\s?(?P<short>bps?|pp|ppts?)\b",
    re.IGNORECASE,
)
# "a quarter-point rise"
_PORTION_POINT = re.compile(r"[\s-](?:percentage-)?points?\b", re.IGNORECASE)
# "42-year-old", "10 years of age", "18 or older"; "27 | and 29 years old".
_AGE = re.compile(
    rf"(?P<more>-?\s(?:and|or|to)\s\d{{1,3}})?{_JOINT}(?P<unit>year|month|week|day)s?(?:{_JOINT}olds?|\sof\sage)\b"
    r"|\s(?:or|and)\s(?:(?:older|younger)|(?P<bound>over|under|above|up))\b",
    re.IGNORECASE,
)
# "10m" is ten million unless something is measured: "a 10m high wall", "the 100m race".
_LETTER_M = re.compile(r"\d\s?m$")
_METRES = re.compile(
    r"\s?-?(?:tall|high|wide|deep|long|thick|below|above|from|away|race|sprint|dash|hurdles|relay|final|freestyle"
    r"|butterfly|backstroke|breaststroke)\b"
)
# As the unit is written ("5kg", "20°C"), then in any case but set apart ("5 Miles").
_UNIT = re.compile(rf"(?:{_JOINT})?({UNIT})(?![\w²³])|({JOINED_UNIT})(?!\w)")
_UNIT_ANY_CASE = re.compile(rf"{_JOINT}({UNIT})(?![\w²³])", re.IGNORECASE)
# "thousands of miles"
_OF_UNIT = re.compile(rf"\sof\s({UNIT})(?!\w)", re.IGNORECASE)
# "-5C", "−3%", "minus 20 degrees"; a dash set apart from its number is none.
_MINUS = re.compile(r"(?:(?<![^\s(])[-−–]|\bminus\s)$", re.IGNORECASE)
_BELOW_ZERO = frozenset(
    {QuantityKind.TEMPERATURE, QuantityKind.PERCENT, QuantityKind.PERCENTAGE_POINTS, QuantityKind.MONEY}
)
# "temperatures of 30", "the wind chill made it feel like minus 30".
_WEATHER = re.compile(
    r"\b(?:temperatures?|thermometers?|mercury|wind\schill|highs|lows)\b[^.;]{0,30}$", re.IGNORECASE
)
# Words near "3-1" or "52-48" that make a score or a vote of it.
_CONTEST = re.compile(
    r"""\b(?:
      w[io]n\w*|los[et]\w*|beat\w*|defeat\w*|dr[ae]wn?|rout\w*|edg\w+|victor\w+
    | le[da]d?|leads|ahead|trail\w*|down|up|ties?|tied
    | vot\w+|score\w*|match|final|game|sets?
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
# What stands before a year: "in 2021", "(2021", the beginning of the text. "2021 people" has none of it.
_YEAR_BEFORE = re.compile(
    rf"""\b(?:
      in|since|by|of|from|until|till|during|before|after|around|between|through
    | late|early|mid|back|the|and|to|for
    | summer|spring|autumn|fall|winter
    | {"|".join(MONTHS)}
    )[\s-]$
    | [(,]\s?$
    | ^$""",
    re.IGNORECASE | re.VERBOSE,
)
# "one man died" counts; "one of them" and "on the one hand" do not.
_ONE_PERSON = re.compile(
    r"\s(?:person|man|woman|child|boy|girl|soldier|officer|passenger|civilian|student)\b"
)
# "1. The plan", "2) The plan".
_LIST_NUMBER = re.compile(r"\(?\d{1,2}[.)]\s")
_YEARS = range(1500, 2100)
_OLD_YEARS = range(1000, 1500)
_IN = re.compile(r"\b(?:in|since|year)\s$", re.IGNORECASE)
_RECENT_YEARS = range(1900, 2100)
# "2016", "between 2009 and 2014", "1868 - 1912".
_YEAR_RANGE = re.compile(
    r"(?:between\s)?(?P<low>\d{4})(?:\s?(?:[-–—]|and|to)\s?(?P<high>\d{4}))?", re.IGNORECASE
)


def find_figures(text: str, base: Base | None = None) -> list[Figure]:
    """Numbers, dates and times of one sentence, ordered and disjoint.

    `base` is the date of the article, for weekdays, "last year" and days without a year.
    """
    found = _Taken(text)
    for span in find_phones(text):
        found.take(_figure(span, QuantityKind.OTHER, None))
    for moment in (*find_eras(text), *find_moments(text, base), *find_relative(text, base)):
        found.take(
            Figure(moment.span, moment.span, moment.kind, moment.value, moment.unit, None, moment.resolved)
        )
    # "a quarter of a million" before "a quarter".
    for portion in find_portions(text):
        if (figure := _read(text, portion)) is not None:
            found.take(figure)
    for form in (*find_fixed_forms(text), *find_tallies(text)):
        found.take(Figure(form.span, form.span, form.kind, form.value, form.unit))
    # The words of "between 20 and 30" before its two numbers.
    for amount in (*find_between(text), *find_amounts(text)):
        if (figure := _read(text, amount)) is not None:
            found.take(figure)
    for span in find_codes(text):
        found.take(_figure(span, QuantityKind.OTHER, None))
    return join_figures(text, found.figures)


class _Taken:
    """Figures in order; a later one that overlaps an earlier find is refused."""

    def __init__(self, text: str) -> None:
        self.figures: list[Figure] = []
        self._text = text

    def take(self, figure: Figure) -> None:
        """Keep a figure with its hedge, unless its number is part of another."""
        index = bisect_right(self.figures, figure.number.start, key=lambda f: f.span.start)
        near = self.figures[max(index - 1, 0) : index + 1]
        if any(other.span.overlaps(figure.number) for other in near):
            return
        whole = hedged(figure, self._text)
        free = not any(other.span.overlaps(whole.span) for other in near)
        insort(self.figures, whole if free else figure, key=lambda f: f.span.start)


def _figure(span: Span, kind: QuantityKind, value: Amount | Moment | None, unit: str | None = None) -> Figure:
    return Figure(span, span, kind, value, unit)


def _read(text: str, amount: FoundAmount) -> Figure | None:
    if _LIST_NUMBER.match(text) and amount.span.start < 2:
        return None
    # "[12]" is a note, "#12" a label.
    if text[max(amount.span.start - 1, 0) : amount.span.start] in {"[", "#"}:
        return None
    figure = next((figure for rule in _RULES if (figure := rule(text, amount)) is not None), None)
    return _signed(text, figure) if figure else None


def _signed(text: str, figure: Figure) -> Figure:
    """With the minus before it, where what is measured may be below zero."""
    start = figure.span.start
    minus = _MINUS.search(text, max(start - 6, 0), start)
    if minus is None or not isinstance(figure.value, Amount):
        return figure
    if figure.kind not in _BELOW_ZERO and not (figure.kind is QuantityKind.COUNT and len(minus.group()) > 1):
        return figure
    span = Span(minus.start(), figure.span.end)
    return replace(figure, span=span, number=span, value=Amount(-figure.value.high, -figure.value.low))


def _value(amount: FoundAmount, factor: Decimal = Decimal(1)) -> Amount | None:
    if amount.low is None or amount.high is None:
        return None
    return Amount(amount.low * factor, amount.high * factor)


def _to(amount: FoundAmount, end: int) -> Span:
    return Span(amount.span.start, end)


def _money(text: str, amount: FoundAmount) -> Figure | None:
    start, end = amount.span.start, amount.span.end
    if sign := _SIGN_BEFORE.search(text, max(start - 6, 0), start):
        return _figure(Span(sign.start(), end), QuantityKind.MONEY, _value(amount), currency_of(sign[1]))
    if sign := _SIGN_INSIDE.search(text, start, end):  # between $1.2 and $1.4 million
        return _figure(amount.span, QuantityKind.MONEY, _value(amount), currency_of(sign[1]))
    if after := (
        _MONEY_AFTER.match(text, end) or _HUNDREDTHS_AFTER.match(text, end) or _SIGN_AFTER.match(text, end)
    ):
        word = after[1] or after[2]
        value = _value(amount, Decimal("0.01") if word.lower() in HUNDREDTHS else Decimal(1))
        return _figure(_to(amount, after.end()), QuantityKind.MONEY, value, currency_of(word))
    return _pounds(text, amount)


def _pounds(text: str, amount: FoundAmount) -> Figure | None:
    """Pounds weigh where they are joined by a hyphen, "of" something, or something weighs them."""
    after = _POUNDS.match(text, amount.span.end)
    if after is None:
        return None
    weigh = (
        after.group()[0] == "-"
        or "lb" in after.group().lower()
        or text.startswith(" of ", after.end())
        or _WEIGHED.search(text, max(amount.span.start - 40, 0), amount.span.start)
    )
    kind, unit = (QuantityKind.MASS, "pound") if weigh else (QuantityKind.MONEY, "GBP")
    return _figure(_to(amount, after.end()), kind, _value(amount), unit)


def _lettered(text: str, amount: FoundAmount) -> Figure | None:
    """ "2b" by itself is a code."""
    code = _LETTER_B.search(text, amount.span.start, amount.span.end)
    return _figure(amount.span, QuantityKind.OTHER, None) if code else None


def _share(text: str, amount: FoundAmount) -> Figure | None:
    after = _SHARE.match(text, amount.span.end)
    if after is None:
        point = _PORTION_POINT.match(text, amount.span.end) if amount.portion else None
        kind, unit = QuantityKind.PERCENTAGE_POINTS, "percentage point"
        return _figure(_to(amount, point.end()), kind, _value(amount), unit) if point else None
    span = _to(amount, after.end())
    if after["percent"] and not after["points"]:
        return _figure(span, QuantityKind.PERCENT, _value(amount), "percent")
    basis = (after["basis"] or after["short"] or "").lower() in {"basis", "bp", "bps"}
    factor = Decimal("0.01") if basis else Decimal(1)
    return _figure(span, QuantityKind.PERCENTAGE_POINTS, _value(amount, factor), "percentage point")


def _age(text: str, amount: FoundAmount) -> Figure | None:
    start, end = amount.span.start, amount.span.end
    after = _AGE.match(text, end)
    # "aged 70 and over", not "20 and over 300 boats".
    if after and after["bound"] and not is_age(text, start, end):
        after = None
    if after:
        # "27 and 29 years old": the words stand with the second.
        span = amount.span if after["more"] else _to(amount, after.end())
        return _figure(span, QuantityKind.AGE, _value(amount), (after["unit"] or "year").lower())
    # A number in letters is not taken for an age: "Smith, forty, said".
    young = amount.low is not None and amount.low < 120 and not amount.dashed
    if young and is_age(text, start, end, amount.spelled):
        return _figure(amount.span, QuantityKind.AGE, _value(amount), "year")
    return None


def _measure(text: str, amount: FoundAmount) -> Figure | None:
    letter = _LETTER_M.search(text, amount.span.start, amount.span.end)
    if letter and _METRES.match(text, amount.span.end):
        # The letter was read as million.
        metres = _value(amount, Decimal("0.000001"))
        return _figure(amount.span, QuantityKind.DISTANCE, metres, "metre")
    end = amount.span.end
    after = _UNIT.match(text, end) or _UNIT_ANY_CASE.match(text, end)
    if after is None and amount.low is None:
        after = _OF_UNIT.match(text, end)
    known = unit_of(after[1] or after[2]) if after else None
    if after is None or known is None:
        return None
    return _figure(_to(amount, after.end()), known[1], _value(amount), known[0])


def _degrees(text: str, amount: FoundAmount) -> Figure | None:
    """A bare number of the weather."""
    start = amount.span.start
    bare = amount.high is not None and amount.high < 150 and not is_counted(text, amount.span.end)
    if not bare or not _WEATHER.search(text, max(start - 50, 0), start):
        return None
    return _figure(amount.span, QuantityKind.TEMPERATURE, _value(amount), "degree")


def _score(text: str, amount: FoundAmount) -> Figure | None:
    """6-3 and 52-48; but 10-15 people is a range."""
    if not amount.dashed or amount.high is None:
        return None
    # The larger number may come first only in a score: 6-3 is one, 10-15 people are not.
    left = value_of(re.split("[-–]", amount.span.of(text))[0])
    contest = _CONTEST.search(text, max(amount.span.start - 60, 0), min(amount.span.end + 30, len(text)))
    if left != amount.high and (is_counted(text, amount.span.end) or not contest):
        return None
    return _figure(amount.span, QuantityKind.SCORE, _value(amount))


def _labelled(text: str, amount: FoundAmount) -> Figure | None:
    if amount.spelled or not is_labelled(text, amount.span):
        return None
    return _figure(amount.span, QuantityKind.OTHER, _value(amount))


def _year(text: str, amount: FoundAmount) -> Figure | None:
    years = _YEAR_RANGE.fullmatch(amount.span.of(text))
    if years is None or not all(_is_year(text, amount.span, year) for year in years.groups() if year):
        return None
    if not _is_dated(text, amount.span, years) and is_counted(text, amount.span.end):
        return None
    return _figure(amount.span, QuantityKind.YEAR, Moment(years["low"], years["high"] or years["low"]))


def _is_year(text: str, span: Span, year: str) -> bool:
    """Before 1500 only where it is said to be one."""
    told = _IN.search(text, max(span.start - 8, 0), span.start) is not None
    return int(year) in _YEARS or (told and int(year) in _OLD_YEARS and not is_counted(text, span.end))


def _is_dated(text: str, span: Span, years: re.Match[str]) -> bool:
    """ "some 2000 people" are counted, "in 2000 people" is a year followed by its subject. In "the 2016
    hopefuls" it is one too: where no round number counts, it is written with a comma."""
    if _YEAR_BEFORE.search(text, max(span.start - 12, 0), span.start):
        return True
    before = HEDGE.search(text, max(span.start - LONGEST_HEDGE, 0), span.start)
    # "below 2005 levels" compares with a year.
    hedged = before is not None and before["word"] not in {"below", "above"}
    year = int(years["low"])
    return years["high"] is None and not hedged and year in _RECENT_YEARS and year % 100 > 0


def _part(text: str, amount: FoundAmount) -> Figure | None:
    """ "⅔ of the harvest" """
    if (
        amount.low is None
        or not (0 < amount.low < 1)
        or text[amount.span.end - 1].isdigit()
        or amount.spelled
    ):
        return None
    value = round(amount.low, 4)
    return _figure(amount.span, QuantityKind.RATIO, Amount(value, value))


def _count(text: str, amount: FoundAmount) -> Figure | None:
    """Digits always; words of ten and more always, smaller ones where they count something."""
    figure = _figure(amount.span, QuantityKind.COUNT, _value(amount))
    if not amount.spelled or amount.low is None:
        return figure
    # "number one", "the Big Three", "the Group of Seven" count nothing.
    start = amount.span.start
    if _is_name(text, amount.span) or text[max(start - 7, 0) : start].lower() == "number ":
        return None
    if amount.high is None or amount.high >= 10:
        return figure
    if amount.high == 1:
        return figure if _ONE_PERSON.match(text, amount.span.end) else None
    return figure if is_counted(text, amount.span.end) else None


def _is_name(text: str, span: Span) -> bool:
    """The Big Three, the Group of Seven: a capital that does not open a sentence."""
    if not text[span.start].isupper():
        return False
    before = text[max(span.start - 20, 0) : span.start].rstrip(" \"“‘'(")
    return bool(before) and before[-1] not in ".!?:"


_Rule = Callable[[str, FoundAmount], Figure | None]
# The first that answers counts: "42-year-old" is an age before it is a duration, "5 pounds" is
# money before it is a mass, "6-3" a score before it is a count.
_RULES: tuple[_Rule, ...] = (
    _money, _lettered, _share, _age, _measure, _degrees, _score, _labelled, _year, _part, _count,
)  # fmt: skip
