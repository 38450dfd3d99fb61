"""Quantities that hold two numbers or none: "one in five", "two-thirds", "twice", "63rd", "dozens",
"in his 50s"."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from briefing.domain.findings import Amount, QuantityKind
from briefing.domain.spans import Span
from briefing.grammar.amounts import value_of


@dataclass(frozen=True, slots=True)
class FixedForm:
    """A quantity at `span`; `value`, to four places, is None where it is vague."""

    span: Span
    kind: QuantityKind
    value: Amount | None
    unit: str | None = None


_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten"
_PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10,
}  # fmt: skip
_ORDINALS = (
    "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_TENTHS = {"twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100}
_MULTIPLES = {
    "twice": 2, "thrice": 3, "doubled": 2, "tripled": 3, "quadrupled": 4, "double the": 2, "triple the": 3,
}  # fmt: skip
_WHOLES = "of|the|a|an|its|their|his|her|all|that|what"

# "one in five", "two out of three"; not "one in three million" or "3 out of 4 years".
_RATIO = re.compile(
    rf"\b(?P<one>{_SMALL}|\d+)\s(?:in|out\sof)\s(?:every\s)?(?P<all>{_SMALL}|\d+)\b"
    r"(?!\s(?:million|thousand|hundred|years|months|weeks|days|hours|minutes))",
    re.IGNORECASE,
)
# "two-thirds of them", "a third."; not "a third man".
_FRACTION = re.compile(
    rf"\b(?P<count>{_SMALL}|an?)[\s-](?P<part>{'|'.join(list(_PARTS)[1:])})s?\b(?:(?<=s)(?=\s\w)|(?=\s(?:{_WHOLES})\b|[.,;]|$))",
    re.IGNORECASE,
)
# "half the town"; not "the first half of", nor "half a million", which is an amount.
_HALF = re.compile(
    rf"(?<!first\s)(?<!second\s)(?<!other\s)(?<!better\s)(?<!latter\s)\bhalf\b(?=\s(?:{_WHOLES})\b)"
    r"(?!\san?\s(?:dozen|million|billion|trillion|hundred|thousand))",
    re.IGNORECASE,
)
# "1/2", "2/3"; not "9/11" or "24/7", nor the first of two posts: "(1/2)".
_SLASHED = re.compile(r"(?<![\d/.,])(?<!\d\s)(?P<count>[123])/(?P<part>[2345])(?![\d/)])")
# "twice", "tenfold", "three times as many"; "three times" by itself counts events.
_TIMES = re.compile(
    rf"\b(?:(?P<word>{'|'.join(_MULTIPLES)})|(?P<fold>{_SMALL})fold|(?P<digits>\d+)-?fold"
    rf"|(?P<times>{_SMALL}|\d+(?:\.\d+)?)\stimes(?=\s(?:as|more|higher|larger|bigger|the|greater|faster)\b))\b",
    re.IGNORECASE,
)
# As words only from the tenth on: "first" and "second" mostly count nothing.
_ORDINAL = re.compile(
    rf"\b(?:(?P<digits>\d{{1,3}}(?:,\d{{3}})*)(?:st|nd|rd|th)"
    rf"|(?P<word>{'|'.join([*_ORDINALS, *_TENTHS])}))\b",
    re.IGNORECASE,
)
# "hundreds of thousands" is one; "scores" are a number only before "of".
_VAGUE = re.compile(
    r"\b(?:(?:tens|hundreds|dozens|scores|thousands|millions)\sof\s(?:thousands|millions|billions)"
    r"|dozens|hundreds|thousands|millions|billions|trillions|scores(?=\sof\b))\b",
    re.IGNORECASE,
)
# "in his early 50s"; "in the 50s" is a decade.
_DECADE_OF_LIFE = re.compile(r"\b(?:his|her|their)\s(?:early|mid|late)?[\s-]?(?P<decade>[2-9]0)s\b")


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
    exact = round(Decimal(value), 4)
    return FixedForm(Span(*match.span()), kind, Amount(exact, exact), unit)


def _ratio(match: re.Match[str]) -> FixedForm | None:
    one, every = value_of(match["one"]), value_of(match["all"])
    # "five in one" is no share, and "one in 2021" happened in a year.
    if not one or not every or one >= every or 1900 <= every < 2100:
        return None
    return _form(match, QuantityKind.RATIO, one / every)


def _fraction(match: re.Match[str]) -> FixedForm | None:
    count = Decimal(1) if match["count"].lower() in {"a", "an"} else value_of(match["count"])
    part = _PARTS[match["part"].lower()]
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
    value = Decimal(_MULTIPLES[word.lower()]) if word else value_of(told)
    return _form(match, QuantityKind.RATIO, value, "time") if value is not None else None


def _ordinal(match: re.Match[str]) -> FixedForm:
    if match["digits"]:
        return _form(match, QuantityKind.ORDINAL, int(match["digits"].replace(",", "")))
    word = match["word"].lower()
    return _form(match, QuantityKind.ORDINAL, _TENTHS.get(word) or 10 + _ORDINALS.index(word))


def _vague(match: re.Match[str]) -> FixedForm:
    return FixedForm(Span(*match.span()), QuantityKind.COUNT, None)


def _decade_of_life(match: re.Match[str]) -> FixedForm:
    low = Decimal(match["decade"])
    return FixedForm(Span(match.start("decade"), match.end()), QuantityKind.AGE, Amount(low, low + 9), "year")


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], FixedForm | None]], ...] = (
    (_RATIO, _ratio),
    (_FRACTION, _fraction),
    (_HALF, _half),
    (_SLASHED, _slashed),
    (_TIMES, _times),
    (_ORDINAL, _ordinal),
    (_VAGUE, _vague),
    (_DECADE_OF_LIFE, _decade_of_life),
)
