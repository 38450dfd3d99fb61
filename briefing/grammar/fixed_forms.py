"""Quantities that hold two numbers or none: "one in five", "two-thirds", "twice", "63rd",
"in his 50s", "an hour and a half"."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from briefing.domain.findings import Amount, QuantityKind
from briefing.domain.spans import Span
from briefing.grammar.amounts import SCALE_WORD, value_of
from briefing.grammar.measures import UNIT, unit_of
from briefing.grammar.portions import PARTS


@dataclass(frozen=True, slots=True)
class FixedForm:
    """A quantity at `span`; `value` to four places, or four digits."""

    span: Span
    kind: QuantityKind
    value: Amount | None
    unit: str | None = None


SMALL = "one|two|three|four|five|six|seven|eight|nine|ten"
"""A pattern of the small number words."""
_ORDINALS = (
    "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_TENTHS = {
    "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70,
    "eightieth": 80, "ninetieth": 90, "hundredth": 100, "thousandth": 1000, "millionth": 10**6,
    "billionth": 10**9,
}  # fmt: skip
_FIRSTS = "first second third fourth fifth sixth seventh eighth ninth".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_MULTIPLES = {
    "twice": 2, "thrice": 3, "doubled": 2, "tripled": 3, "trebled": 3, "quadrupled": 4, "double the": 2,
    "triple the": 3, "treble the": 3,
}  # fmt: skip
_WHOLES = "of|the|a|an|its|their|his|her|all|that|what"

# "one in five", "two out of three"; not "one in three million" or "3 out of 4 years".
_RATIO = re.compile(
    rf"\b(?P<one>{SMALL}|\d+)(?:\s(?:in|out\sof)\s(?:every\s)?|\sof\severy\s)(?P<all>{SMALL}|\d+)\b"
    r"(?!\s(?:million|thousand|hundred|years|months|weeks|days|hours|minutes))",
    re.IGNORECASE,
)
# "one in 300 million", "1-in-100-year", "one-in-a-million", "one person in six".
_ONE_IN = re.compile(
    rf"\b(?:one|1)(?:\s(?:person|man|woman|child|adult|boy|girl|pupil|student|patient|worker|voter|home|household))?"
    rf"(?:\sin\s(?:every\s)?|-in-)(?P<all>(?:{SMALL}|a|\d{{1,3}}(?:,\d{{3}})+|\d+)(?:[\s-](?:{SCALE_WORD}))?)(?:-year)?\b"
    r"(?!\s(?:years|months|weeks|days|hours|minutes))",
    re.IGNORECASE,
)
# "every third household"; not "every second counts", "every third day".
_EVERY = re.compile(
    rf"\bevery\s(?:(?P<word>{'|'.join(_FIRSTS[1:])}|tenth)|(?P<digits>\d{{1,2}})(?:nd|rd|th))"
    r"(?=\s(?!counts|of|that|is|was|in|and|on|to|with|i|we|you|day|week|month|year|hour|minute|time)[a-z]+\b)",
    re.IGNORECASE,
)
_PART_NAMES = "|".join(list(PARTS)[1:])
_GOES_ON = (
    "in|on|from|since|over|during|to|this|last|after|before|as|when|while|and|but|at|for|by|under|within|compared"
    "|between|more|less|if|because"
)
# "two-thirds of them", "a third."; not "a third man".
_FRACTION = re.compile(
    rf"\b(?P<count>{SMALL}|an?)[\s-](?P<part>{_PART_NAMES})s?\b(?:(?<=s)(?=\s\w)|(?=\s(?:{_WHOLES})\b|[.,;]|$))"
    # "fell by a third in"
    rf"|\b(?:(?<=by\s)|(?<=than\s)|(?<=nearly\s)|(?<=almost\s)|(?<=about\s)|(?<=over\s))(?P<count2>an?|one)[\s-]"
    rf"(?P<part2>{_PART_NAMES})\b(?=\s(?:{_GOES_ON})\b)",
    re.IGNORECASE,
)
# "half the town"; not "the first half of", nor "half a million", which is an amount.
_HALF = re.compile(
    rf"(?<!first\s)(?<!second\s)(?<!other\s)(?<!better\s)(?<!latter\s)\b(?:one[\s-])?half\b"
    rf"(?=\s(?:{_WHOLES}|as\s(?:many|much|big|large|long))\b)"
    r"(?!\san?\s(?:dozen|million|billion|trillion|hundred|thousand))",
    re.IGNORECASE,
)
# "1/2", "2/3"; not "9/11" or "24/7", nor the first of two posts: "(1/2)".
_SLASHED = re.compile(r"(?<![\d/.,])(?<!\d\s)(?P<count>[123])/(?P<part>[2345])(?![\d/)])")
# "twice", "tenfold", "three times as many"; "three times" by itself counts events.
_TIMES = re.compile(
    rf"\b(?:(?P<word>{'|'.join(_MULTIPLES)})|(?P<fold>{SMALL})-?fold|(?P<digits>\d+)-?fold"
    rf"|(?P<times>(?:{SMALL})(?:[\s-]and[\s-]a[\s-]half)?|\d+(?:\.\d+)?)\s?times"
    r"(?=\s(?:as|more|higher|larger|bigger|the|greater|faster|its|their)\b))\b",
    re.IGNORECASE,
)
# As words only from the tenth on: "first" and "second" mostly count nothing.
_ORDINAL = re.compile(
    # "9st" is a weight
    r"\b(?:(?P<digits>\d{1,3}(?:,\d{3})*)(?:(?<=1)(?<!11)st|(?<=2)(?<!12)nd|(?<=3)(?<!13)rd|th)"
    rf"|(?P<tens>{'|'.join(_TENS)})-(?P<first>{'|'.join(_FIRSTS)})"
    rf"|(?P<word>{'|'.join([*_ORDINALS, *_TENTHS])}))\b",
    re.IGNORECASE,
)
# "an hour and a half", "two miles and a half".
_AND_A_HALF = re.compile(
    rf"\b(?P<count>an?|{SMALL})\s(?P<unit>{UNIT})\sand\sa\s(?P<part>half|quarter)\b", re.IGNORECASE
)
# 6'7", "6-foot-7"
_FEET = re.compile(
    r"(?<![\w.,/-])(?P<feet>\d{1,2})(?:['’′](?P<inches>\d{1,2})(?:[\"”″]|['’]{2})|[\s-]foot[\s-](?P<more>\d{1,2})(?![\w.,-]*\w))"
)
# "magnitude 7.1", "a magnitude-5.8 quake".
_MAGNITUDE = re.compile(r"\bmagnitude[\s-](?:of\s)?(?P<value>\d(?:\.\d)?)\b", re.IGNORECASE)
# "in his early 50s"; "in the 50s" is a decade.
_LIFE_TENS = "twenties thirties forties fifties sixties seventies eighties nineties".split()
_DECADE_OF_LIFE = re.compile(
    rf"\b(?:his|her|their)\s(?:early|mid|late)?[\s-]?(?P<decade>(?P<digits>[2-9]0)s|{'|'.join(_LIFE_TENS)})\b"
)


def find_fixed_forms(text: str) -> Iterator[FixedForm]:
    """All of them in a text, by form; a stretch may be found twice, the first then counts."""
    for pattern, read in _FORMS:
        for match in pattern.finditer(text):
            form = read(match)
            if form is not None:
                yield form


def _form(
    match: re.Match[str], kind: QuantityKind, value: Decimal | int, unit: str | None = None
) -> FixedForm:
    # To four places, and one in 300 million to four digits.
    exact = round(Decimal(value), max(4, 3 - Decimal(value).adjusted()))
    return FixedForm(Span(*match.span()), kind, Amount(exact, exact), unit)


def _ratio(match: re.Match[str]) -> FixedForm | None:
    one, every = value_of(match["one"]), value_of(match["all"])
    # "five in one" is no share, and "one in 2021" happened in a year.
    if not one or not every or one >= every or 1900 <= every < 2100:
        return None
    return _form(match, QuantityKind.RATIO, one / every)


def _one_in(match: re.Match[str]) -> FixedForm | None:
    every = value_of(match["all"])
    # Of units it is no ratio: "one in a year".
    if every is None or every < 2 or 1900 <= every < 2100:
        return None
    return _form(match, QuantityKind.RATIO, 1 / every)


def _every(match: re.Match[str]) -> FixedForm:
    word = (match["word"] or "").lower()
    number = int(match["digits"]) if match["digits"] else [*_FIRSTS, "tenth"].index(word) + 1
    return _form(match, QuantityKind.RATIO, 1 / Decimal(number))


def _fraction(match: re.Match[str]) -> FixedForm | None:
    told = match["count"] or match["count2"]
    count = Decimal(1) if told.lower() in {"a", "an"} else value_of(told)
    part = PARTS[(match["part"] or match["part2"]).lower()]
    # "one fifth" is a share; "two fourths of July" is not news, and "a second" is no fraction here.
    return _form(match, QuantityKind.RATIO, count / part) if count and count < part else None


def _half(match: re.Match[str]) -> FixedForm:
    return _form(match, QuantityKind.RATIO, Decimal("0.5"))


def _slashed(match: re.Match[str]) -> FixedForm | None:
    count, part = int(match["count"]), int(match["part"])
    return _form(match, QuantityKind.RATIO, Decimal(count) / part) if count < part else None


def _times(match: re.Match[str]) -> FixedForm | None:
    word = match["word"]
    told = match["fold"] or match["digits"] or match["times"]
    value = Decimal(_MULTIPLES[word.lower()]) if word else value_of(told.lower())
    return _form(match, QuantityKind.RATIO, value, "time") if value is not None else None


def _ordinal(match: re.Match[str]) -> FixedForm:
    if match["digits"]:
        return _form(match, QuantityKind.ORDINAL, int(match["digits"].replace(",", "")))
    if match["tens"]:
        ten, first = _TENS.index(match["tens"].lower()), _FIRSTS.index(match["first"].lower())
        return _form(match, QuantityKind.ORDINAL, 21 + 10 * ten + first)
    word = match["word"].lower()
    return _form(match, QuantityKind.ORDINAL, _TENTHS.get(word) or 10 + _ORDINALS.index(word))


def _and_a_half(match: re.Match[str]) -> FixedForm | None:
    unit = unit_of(match["unit"])
    count = Decimal(1) if match["count"].lower() in {"a", "an"} else value_of(match["count"])
    if unit is None or count is None:
        return None
    return _form(match, unit[1], count + 1 / Decimal(PARTS[match["part"].lower()]), unit[0])


def _feet(match: re.Match[str]) -> FixedForm | None:
    inches = int(match["inches"] or match["more"])
    return (
        _form(match, QuantityKind.DISTANCE, int(match["feet"]) * 12 + inches, "inch") if inches < 12 else None
    )


def _magnitude(match: re.Match[str]) -> FixedForm:
    return _form(match, QuantityKind.OTHER, Decimal(match["value"]), "magnitude")


def _decade_of_life(match: re.Match[str]) -> FixedForm:
    tens = match["digits"] or _LIFE_TENS.index(match["decade"]) * 10 + 20
    low = Decimal(tens)
    return FixedForm(Span(match.start("decade"), match.end()), QuantityKind.AGE, Amount(low, low + 9), "year")


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], FixedForm | None]], ...] = (
    (_AND_A_HALF, _and_a_half),
    (_FEET, _feet),
    (_MAGNITUDE, _magnitude),
    (_RATIO, _ratio),
    (_ONE_IN, _one_in),
    (_EVERY, _every),
    (_FRACTION, _fraction),
    (_HALF, _half),
    (_SLASHED, _slashed),
    (_TIMES, _times),
    (_ORDINAL, _ordinal),
    (_DECADE_OF_LIFE, _decade_of_life),
)
