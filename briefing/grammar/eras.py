"""Decades in short, centuries, financial years, quarters and hours in words, as `dates` gives dates."""

import re
from collections.abc import Callable, Iterator

from briefing.domain.findings import Moment, QuantityKind
from briefing.domain.spans import Span
from briefing.grammar.amounts import value_of
from briefing.grammar.dates import FoundMoment

_PART = r"(?:(?:early|mid|late)[-\s])?"
_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first"
).split()
_TENS = "twenties thirties forties fifties sixties seventies eighties nineties".split()
# "the mid-18th century", "a 19th-century villa"; "its first century" is of something else.
_CENTURY = re.compile(
    rf"(?<!its\s)(?<!his\s)(?<!her\s)(?:\b[Tt]he\s)?{_PART}\b"
    rf"(?:(?P<digits>\d{{1,2}})(?:st|nd|rd|th)|(?P<word>{'|'.join(_WORDS)}))[-\s][Cc]entury\b(?P<before>\s(?:BCE?|B\.C\.))?"
)
# "the '80s", "the early 70s", "the eighties".
_DECADE = re.compile(
    rf"(?:\b[Tt]he\s{_PART}['’‘]?|(?<!\w)['’‘])(?P<digits>[1-9]0)s\b"
    rf"|\b[Tt]he\s{_PART}(?P<word>(?i:{'|'.join(_TENS)}))\b"
)
# "highs in | the 90s", "in the low 70s" are no years.
_WEATHER = re.compile(r"\b(?:highs?|lows?|temperatures?|degrees|mercury|heat)\b[^.]{0,40}$", re.IGNORECASE)
# "FY2024", "FY 2023-24".
_FINANCIAL = re.compile(r"\bFY[\s-]?(?P<year>(?:20)?\d\d)(?:[-–/](?P<to>(?:20)?\d\d))?\b")
# "Q3", "Q3 2023", "H1 2024": which months they are hangs on whose year it is.
_QUARTER = re.compile(r"(?<!Audi\s)\b(?:Q[1-4]|H[12])(?:\s(?:FY\s?)?20\d\d|\sFY\d\d)?(?![\w-])")
_HOURS = "one two three four five six seven eight nine ten eleven twelve".split()
# "half past six", "a quarter to nine", "ten o'clock"; "ten to twelve" is a range.
_CLOCK = re.compile(
    rf"\b(?:(?:(?P<half>half\spast)|(?:a\s)?quarter\s(?P<quarter>past|to))\s(?P<hour>{'|'.join(_HOURS)})\b"
    rf"|(?P<full>{'|'.join(_HOURS)})\so['’]clock\b)",
    re.IGNORECASE,
)


def find_eras(text: str) -> Iterator[FoundMoment]:
    """All of them in a text, by form; a stretch may be found twice, the first then counts."""
    for pattern, read in _FORMS:
        for match in pattern.finditer(text):
            found = read(match)
            if found is not None:
                yield found


def _moment(match: re.Match[str], low: int, high: int) -> FoundMoment:
    return FoundMoment(Span(*match.span()), QuantityKind.YEAR, Moment(f"{low:04}", f"{high:04}"))


def _century(match: re.Match[str]) -> FoundMoment | None:
    number = int(match["digits"]) if match["digits"] else _WORDS.index(match["word"]) + 1
    if match["before"] or not 1 <= number <= 30:
        return FoundMoment(Span(*match.span()), QuantityKind.YEAR, None)
    return _moment(match, number * 100 - 99, number * 100)


def _decade(match: re.Match[str]) -> FoundMoment | None:
    """Those of the last century; the tens and twenties may be of this one."""
    if _WEATHER.search(match.string, max(match.start() - 60, 0), match.start()):
        return None
    tens = int(match["digits"]) if match["digits"] else _TENS.index(match["word"].lower()) * 10 + 20
    if tens < 30:
        return FoundMoment(Span(*match.span()), QuantityKind.YEAR, None)
    return _moment(match, 1900 + tens, 1909 + tens)


def _financial(match: re.Match[str]) -> FoundMoment | None:
    low = 2000 + int(match["year"]) % 100
    high = 2000 + int(match["to"]) % 100 if match["to"] else low
    return _moment(match, low, high) if low <= high else None


def _quarter(match: re.Match[str]) -> FoundMoment:
    return FoundMoment(Span(*match.span()), QuantityKind.DATE, None)


def _clock(match: re.Match[str]) -> FoundMoment:
    hour = int(value_of(match["full"] or match["hour"]) or 0)
    minute = 0 if match["full"] else 30 if match["half"] else 15
    if (match["quarter"] or "").lower() == "to":
        hour, minute = (hour - 1) or 12, 45
    told = f"{hour:02}:{minute:02}"
    return FoundMoment(Span(*match.span()), QuantityKind.TIME, Moment(told, told))


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], FoundMoment | None]], ...] = (
    (_CENTURY, _century),
    (_DECADE, _decade),
    (_FINANCIAL, _financial),
    (_QUARTER, _quarter),
    (_CLOCK, _clock),
)
