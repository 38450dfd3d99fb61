"""Figures of news text: value, unit, hedge and place.

A number gets its meaning from what stands beside it. Dates go first, then forms that hold two
numbers or none ("one in five", "twice"); every other number is read by the first rule that knows
its neighbours: money before shares before ages before units before bare counts.
"""

import re
from bisect import bisect_right, insort
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from briefing.domain.findings import Amount, Moment, QuantityKind
from briefing.domain.spans import Span
from briefing.grammar.ages import is_age
from briefing.grammar.amounts import FoundAmount, find_amounts, find_between
from briefing.grammar.dates import Base, find_moments
from briefing.grammar.fixed_forms import find_fixed_forms
from briefing.grammar.measures import CURRENCY_WORD, SIGN, UNIT, currency_of, unit_of
from briefing.grammar.relative import find_relative
from briefing.grammar.word_classes import MONTHS, is_counted


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a text. `span` holds hedge and unit too, `number` the figure and its unit without
    the hedge. `value` None: vague ("dozens") or not to be told; `resolved`: told by the article's date."""

    span: Span
    number: Span
    kind: QuantityKind
    value: Amount | Moment | None
    unit: str | None = None
    hedge: str | None = None
    resolved: bool = False


# Ends where the figure begins: "nearly | 300", "no fewer than | 12", "~ | 40".
_HEDGE = re.compile(
    r"""(?:\b(?P<word>
      about|around|nearly|almost|roughly|approximately|approx\.|virtually|circa|some
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
_HEDGE_AFTER = re.compile(r"(?:\s|(?<=\d)-)(or\s(?:so|more|less|fewer)|plus|odd)\b|\+")
# Characters; "a little less than " has 19.
_LONGEST_HEDGE = 24

_JOINT = r"(?:\s?-\s?|\s)"  # tokenisers set hyphens apart
# "US$5", "A$ 5", "Rs 500".
_SIGN_BEFORE = re.compile(rf"(?<![\w.])({SIGN})\s?$")
# "20 million euros", "5 billion of dollars"; not "a 5 dollar store".
_MONEY_AFTER = re.compile(rf"[\s-](?:of\s)?({CURRENCY_WORD})\b(?!\s(?:sign|store))", re.IGNORECASE)
_SIGN_INSIDE = re.compile(rf"\s({SIGN})\s?\d")
_SIGN_AFTER = re.compile(rf"\s?({SIGN})(?![\w$])")
_POUNDS = re.compile(r"[\s-](?:pounds?|lbs?)\b", re.IGNORECASE)
# "a man who weighed 90 pounds", "he lost 20 pounds": these are no money.
_WEIGHED = re.compile(r"\b(?:weigh\w*|los[et]\w*|gain\w*|heav\w+)\b[^.]{0,30}$", re.IGNORECASE)
# "5%", "5 per cent", "5 percentage points", "25 basis points".
_SHARE = re.compile(
    r"(?P<percent>\s?%|[\s-](?:per\s?cent|percent|pct\.?|pc)\b)(?P<points>(?:age)?[\s-]points?\b)?"
    r"|[\s-](?P<basis>basis|percentage)[\s-]points?\b",
    re.IGNORECASE,
)
# "42-year-old", "10 years of age", "18 or older"; "27 | and 29 years old".
_AGE = re.compile(
    rf"(?P<more>-?\s(?:and|or|to)\s\d{{1,3}})?{_JOINT}(?P<unit>year|month|week|day)s?(?:{_JOINT}olds?|\sof\sage)\b"
    r"|\s(?:or|and)\s(?:older|younger)\b",
    re.IGNORECASE,
)
# "10m" is ten million unless something is measured: "a 10m high wall", "the 100m race".
_LETTER_M = re.compile(r"\d\s?m$")
_METRES = re.compile(
    r"\s?(?:-|tall|high|wide|deep|long|below|above|from|away|race|sprint|hurdles|relay|final)\b"
)
# As the unit is written ("5kg", "20°C"), then in any case but set apart ("5 Miles").
_UNIT = re.compile(rf"(?:{_JOINT})?({UNIT})(?![\w²])")
_UNIT_ANY_CASE = re.compile(rf"{_JOINT}({UNIT})(?![\w²])", re.IGNORECASE)
# Words near "3-1" or "52-48" that make a score or a vote of it.
_CONTEST = re.compile(
    r"""\b(?:
      w[io]n\w*|los[et]\w*|beat\w*|defeat\w*|dr[ae]wn?|rout\w*|edg\w+|victor\w+
    | le[da]d?|leads|ahead|trail\w*|down|up|ties?|tied
    | vot\w+|score\w*|match|final|game|sets?
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
# Words before a number that names and does not count: Flight 370, Boeing 737, Article 5.
_LABEL = re.compile(
    r"""\b(?:
      [Nn]o\.|[Nn]umber|Title|Type|Class|Grade|Category|Level|Phase|Stage|Unit|Block
    | Fortune|Copyright|©|Flight|Boeing|Airbus|Apollo|Route|Highway|Interstate|Line|Platform|Gate
    | Channel|TV|Windows|iPhone|Formula|Day|Act
    | Chapter|Article|Section|Page|Paragraph|Part|Volume|Figure|Table
    | Resolution|Protocol|Rule|Proposition
    | Room|Ward|District|Sector
    )\s$""",
    re.VERBOSE,
)
# "the FTSE 100 index", "ABC 7 is", "RAB - 4 team": behind a name that opens no sentence, where nothing is
# counted; "On Friday 12 | were", "In Ghana 12 | died" count.
_NAME_LABEL = re.compile(r"\b(?:[A-Z][A-Z&]+|[A-Z]\s?-|Top|Bottom|No|Group\sof|Covid)\s(?:-\s)?$")
# "section 8", "page 12": small letters too, before one number by itself.
_SMALL_LABEL = re.compile(r"\b(?:section|article|chapter|page|paragraph|question|step|channel|room|gate)\s$")
# "131 West 23rd Street"
_STREET = re.compile(
    r"\s(?:[A-Z]\w+\.?\s|\d+(?:st|nd|rd|th)\s){1,3}(?:Street|St\b|Avenue|Ave\b|Road|Rd\b|Boulevard|Blvd|Lane|Drive)"
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
_RECENT_YEARS = range(1900, 2100)
# "2016", "between 2009 and 2014", "1868 - 1912".
_YEAR_RANGE = re.compile(
    r"(?:between\s)?(?P<low>\d{4})(?:\s?(?:[-–—]|and|to)\s?(?P<high>\d{4}))?", re.IGNORECASE
)
# "F-16", "COVID-19", "5G", "24/7", "1.2.3": figures without a value.
_CODE = re.compile(
    r"(?<![\w.,/-])(?:[A-Za-z]+-?\d[\w-]*|\d+[A-Za-z]+\w*|\d+(?:[/:'’]\d+)+(?:-[a-z]\w*(?:-\d+)?)?|\d+(?:\.\d+){2,})\b"
)
# "(213) 486-6890", "1-800-222-TIPS", "0207 321 9251", "+44 20 7946 0958", "624-6456; 225-8452": numbers
# that one calls.
_PHONE = re.compile(
    r"""(?<![\w.,/-])(?:
      \+\d{1,3}(?:[\s.-]?\(?\d{1,5}\)?){2,4}
    | (?:1[\s.-])?(?:\(\d{3}\)\s?|\d{3}[\s.-])\d{3}[\s.-]\d{4}
    | 1-\d{3}(?:-[\dA-Z]+){1,4}
    | 0\d{2,4}\s\d{3,4}\s\d{3,4}
    | \d{3}-\d{4}(?:(?:\s?[;/]\s?|\sor\s)\d{3}-\d{4})+
    )(?![\w/])""",
    re.VERBOSE,
)


def find_figures(text: str, base: Base | None = None) -> list[Figure]:
    """Numbers, dates and times of one sentence, ordered and disjoint.

    `base` is the date of the article, for weekdays, "last year" and days without a year.
    """
    found = _Taken(text)
    for match in _PHONE.finditer(text):
        found.take(_figure(Span(*match.span()), QuantityKind.OTHER, None))
    for moment in (*find_moments(text, base), *find_relative(text, base)):
        found.take(Figure(moment.span, moment.span, moment.kind, moment.value, resolved=moment.resolved))
    for form in find_fixed_forms(text):
        found.take(Figure(form.span, form.span, form.kind, form.value, form.unit))
    # The words of "between 20 and 30" before its two numbers.
    for amount in (*find_between(text), *find_amounts(text)):
        if (figure := _read(text, amount)) is not None:
            found.take(figure)
    for match in _CODE.finditer(text):
        found.take(_figure(Span(*match.span()), QuantityKind.OTHER, None))
    return found.figures


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
        hedged = _hedged(figure, self._text)
        free = not any(other.span.overlaps(hedged.span) for other in near)
        insort(self.figures, hedged if free else figure, key=lambda f: f.span.start)


def _figure(span: Span, kind: QuantityKind, value: Amount | Moment | None, unit: str | None = None) -> Figure:
    return Figure(span, span, kind, value, unit)


def _hedged(figure: Figure, text: str) -> Figure:
    """With the words of doubt or bound before it, or behind it ("300 or so")."""
    start, end = figure.span.start, figure.span.end
    before = _HEDGE.search(text, max(start - _LONGEST_HEDGE, 0), start)
    # "over five years" says during; "some day" says nothing.
    loose = figure.kind in {QuantityKind.DURATION, QuantityKind.DATE, QuantityKind.TIME, QuantityKind.YEAR}
    if before is not None:
        word = (before["word"] or "about").lower()
        if loose and word in {"over", "under", "above", "below", "some"}:
            return figure
        return replace(figure, span=Span(before.start(), end), hedge=" ".join(word.split()))
    after = None if loose and figure.kind is not QuantityKind.DURATION else _HEDGE_AFTER.match(text, end)
    return replace(figure, span=Span(start, after.end()), hedge=after[1] or "or more") if after else figure


def _read(text: str, amount: FoundAmount) -> Figure | None:
    if _LIST_NUMBER.match(text) and amount.span.start < 2:
        return None
    # "[12]" is a note, "#12" a label.
    if text[: amount.span.start].endswith(("[", "#")):
        return None
    return next((figure for rule in _RULES if (figure := rule(text, amount)) is not None), None)


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
    if after := _MONEY_AFTER.match(text, end) or _SIGN_AFTER.match(text, end):
        cents = after[1].lower() in {"cent", "cents", "pence"}
        value = _value(amount, Decimal("0.01") if cents else Decimal(1))
        return _figure(_to(amount, after.end()), QuantityKind.MONEY, value, currency_of(after[1]))
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


def _share(text: str, amount: FoundAmount) -> Figure | None:
    after = _SHARE.match(text, amount.span.end)
    if after is None:
        return None
    span = _to(amount, after.end())
    if after["percent"] and not after["points"]:
        return _figure(span, QuantityKind.PERCENT, _value(amount), "percent")
    factor = Decimal("0.01") if (after["basis"] or "").lower() == "basis" else Decimal(1)
    return _figure(span, QuantityKind.PERCENTAGE_POINTS, _value(amount, factor), "percentage point")


def _age(text: str, amount: FoundAmount) -> Figure | None:
    start, end = amount.span.start, amount.span.end
    if after := _AGE.match(text, end):
        # "27 and 29 years old": the words stand with the second.
        span = amount.span if after["more"] else _to(amount, after.end())
        return _figure(span, QuantityKind.AGE, _value(amount), (after["unit"] or "year").lower())
    # A number in letters is not taken for an age: "Smith, forty, said".
    young = amount.low is not None and amount.low < 120 and not amount.spelled
    if young and is_age(text, start, end):
        return _figure(amount.span, QuantityKind.AGE, _value(amount), "year")
    return None


def _measure(text: str, amount: FoundAmount) -> Figure | None:
    if _LETTER_M.search(text, amount.span.start, amount.span.end):
        if not _METRES.match(text, amount.span.end) or amount.low is None:
            return None
        # The letter was read as million.
        metres = _value(amount, Decimal("0.000001"))
        return _figure(amount.span, QuantityKind.DISTANCE, metres, "metre")
    after = _UNIT.match(text, amount.span.end) or _UNIT_ANY_CASE.match(text, amount.span.end)
    known = unit_of(after[1]) if after else None
    if after is None or known is None:
        return None
    return _figure(_to(amount, after.end()), known[1], _value(amount), known[0])


def _score(text: str, amount: FoundAmount) -> Figure | None:
    """6-3 and 52-48; but 10-15 people is a range."""
    if not amount.dashed:
        return None
    # The larger number may come first only in a score: 6-3 is one, 10-15 people are not.
    left = Decimal(re.split("[-–]", amount.span.of(text))[0].replace(",", ""))
    contest = _CONTEST.search(text, max(amount.span.start - 60, 0), min(amount.span.end + 30, len(text)))
    if amount.high is not None and left < amount.high and (is_counted(text, amount.span.end) or not contest):
        return None
    return _figure(amount.span, QuantityKind.SCORE, _value(amount))


def _labelled(text: str, amount: FoundAmount) -> Figure | None:
    """Flight 370, 131 West 23rd Street: a number that counts nothing."""
    before = (max(amount.span.start - 14, 0), amount.span.start)
    label = _LABEL.search(text, *before) or _SMALL_LABEL.search(text, *before)
    if label is None and not is_counted(text, amount.span.end):
        label = _NAME_LABEL.search(text, *before)
    address = _STREET.match(text, amount.span.end)
    told = (label or address) and not amount.spelled
    return _figure(amount.span, QuantityKind.OTHER, _value(amount)) if told else None


def _year(text: str, amount: FoundAmount) -> Figure | None:
    years = _YEAR_RANGE.fullmatch(amount.span.of(text))
    if years is None or not all(int(year) in _YEARS for year in years.group("low", "high") if year):
        return None
    if not _is_dated(text, amount.span, years) and is_counted(text, amount.span.end):
        return None
    return _figure(amount.span, QuantityKind.YEAR, Moment(years["low"], years["high"] or years["low"]))


def _is_dated(text: str, span: Span, years: re.Match[str]) -> bool:
    """ "some 2000 people" are counted, "in 2000 people" is a year followed by its subject. In "the 2016
    hopefuls" it is one too: where no round number counts, it is written with a comma."""
    if _YEAR_BEFORE.search(text, max(span.start - 12, 0), span.start):
        return True
    before = _HEDGE.search(text, max(span.start - _LONGEST_HEDGE, 0), span.start)
    # "below 2005 levels" compares with a year.
    hedged = before is not None and before["word"] not in {"below", "above"}
    year = int(years["low"])
    return years["high"] is None and not hedged and year in _RECENT_YEARS and year % 100 > 0


def _count(text: str, amount: FoundAmount) -> Figure | None:
    """Digits always; words of ten and more always, smaller ones where they count something."""
    figure = _figure(amount.span, QuantityKind.COUNT, _value(amount))
    if not amount.spelled:
        return figure
    # "number one", "the Big Three", "the Group of Seven" count nothing.
    if _is_name(text, amount.span) or re.search(r"\bnumber\s$", text[: amount.span.start], re.IGNORECASE):
        return None
    if amount.high is None or amount.high >= 10:
        return figure
    if amount.high == 1:
        return figure if _ONE_PERSON.match(text, amount.span.end) else None
    return figure if is_counted(text, amount.span.end) else None


def _is_name(text: str, span: Span) -> bool:
    """The Big Three, the Group of Seven: a capital that does not open a sentence."""
    before = text[: span.start].rstrip(" \"“‘'(")
    return text[span.start].isupper() and bool(before) and before[-1] not in ".!?:"


_Rule = Callable[[str, FoundAmount], Figure | None]
# The first that answers counts: "42-year-old" is an age before it is a duration, "5 pounds" is
# money before it is a mass, "6-3" a score before it is a count.
_RULES: tuple[_Rule, ...] = (_money, _share, _age, _measure, _score, _labelled, _year, _count)


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
    # 1,234 and 1,200 are alike, 1,234 and 1,000 are not: a single digit is too vague.
    if len(normal.as_tuple().digits) < 2:
        return False
    # A larger number has more digits than the context of decimals holds.
    return exact.quantize(Decimal(1).scaleb(exponent)) == normal if exact.adjusted() < 20 else False
