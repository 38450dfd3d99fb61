"""Amounts: digits, number words and scales as decimals, and where they stand in a text."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from briefing.domain.spans import Span
from briefing.grammar.measures import JOINED_UNIT, SIGN, UNIT
from briefing.grammar.word_classes import CHANGES

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {word: Decimal(value) for value, word in enumerate(_UNITS)} | {
    word: Decimal(20 + 10 * index) for index, word in enumerate(_TENS)
}
# With an exponent, so that a value keeps how precisely it is written: 4.5 million is 4.5E+6.
_SCALES = {
    "dozen": Decimal(12),
    "hundred": Decimal("1E2"),
    "thousand": Decimal("1E3"),
    "thousand crore": Decimal("1E10"),
    "lakh": Decimal("1E5"),
    "lakh crore": Decimal("1E12"),
    "million": Decimal("1E6"),
    "crore": Decimal("1E7"),
    "billion": Decimal("1E9"),
    "trillion": Decimal("1E12"),
}
_SHORT = {
    "k": "thousand",
    "m": "million",
    "mn": "million",
    "mln": "million",
    "bn": "billion",
    "bln": "billion",
    "tn": "trillion",
    "trn": "trillion",
    "cr": "crore",
    "b": "billion",
    "t": "trillion",
}

# "½", "3½", "2 1/2".
_FRACTION = r"(?:(?:\d{1,3}\s?)?[¼-¾⅐-⅞]|\d{1,3}\s[1-9]/[2-9](?![\d/]))"
# "1,200", "44.5", ".5", "1 200" with a space of any width and, as in India, "12,50,000"; not "1.200,5".
_DIGITS = (
    rf"(?:{_FRACTION}|\d{{1,3}}(?:,\d{{2,3}})+(?:\.\d+)?"
    r"|(?<!\d\s)[1-9]\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3})+(?![\w,])(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
)
SCALE_WORD = "|".join(sorted(_SCALES, key=len, reverse=True))
"""A pattern of "million" and the like."""
# "5k", "3bn", "3m people", "1.1B"; the letter stands alone, so not "5 mm".
_SCALE = rf"(?:(?:{SCALE_WORD})s?(?![a-z])|(?:bln|mln|trn|bn|mn|tn|cr|[km])(?!\w)|(?<=\d)[bt](?!\w))"
WORD = "|".join(sorted(_VALUES, key=len, reverse=True))
"""A pattern of the number words below a hundred."""
# "twenty-eight"; "five-six" and "two, three" are two numbers.
_SMALL = rf"(?:(?:{'|'.join(_TENS)})(?:[-\s](?:{'|'.join(_UNITS[1:10])}))?|{WORD})"
# "a hundred and twenty-eight", "two and a half million", "several hundred"; "hundred" alone is no number.
_SPELLED = (
    rf"(?:(?:half[\s-](?:an?\s)?|an?\s|several\s|a\sfew\s)(?:{SCALE_WORD})"
    rf"|{_SMALL}(?:[\s-]and[\s-]a[\s-]half)?)\b"
    rf"(?:[-\s](?:and[-\s])?(?:{SCALE_WORD})s?\b(?:[-\s](?:and[-\s])?{_SMALL}\b)?)*"
)
NUMBER = rf"(?:{_DIGITS}(?:[\s-]?{_SCALE})?|\b{_SPELLED})"
"""One value, in digits or words, with its scale. Case of letters aside."""

# "44-45 billion", "$1.2 to $1.4 million", "3% to 4%", "two or three", "18- to 24-"; `sign` is what stands
# before the second number, `unit` what stands behind both.
_RANGE = re.compile(
    rf"(?P<low>{NUMBER})(?:(?P<unit>\s?(?:%|percent\b|per\scent\b|{UNIT}(?!\w)|{JOINED_UNIT}(?!\w)))?"
    rf"(?P<dash>-to-|-\sto\s|\s?[-–—]\s?|\sto\s|\sor\s)(?P<sign>\D{{0,4}}?)(?P<high>{NUMBER}))?",
    re.IGNORECASE,
)
_CURRENCY_SIGN = re.compile(SIGN)
# "GBP20bn": letters that name a currency and are no part of the number.
_CODE_BEFORE = re.compile(rf"(?<![\w.-])(?=[A-Z])(?:{SIGN})$")
_YEAR_LIKE = re.compile(r"(?:1[5-9]|20)\d\d")
_BETWEEN = re.compile(rf"\bbetween\s(\D{{0,4}}?)({NUMBER})\sand\s(\D{{0,4}}?)({NUMBER})", re.IGNORECASE)
# "Fell from 60 | to 40" are two numbers, and so are "rose $1.33 | to $75.91", where the second is so much
# more; "ranging from 20 to 30" and "rose 2 to 3 percent" are ranges.
_FROM = re.compile(
    r"(?P<range>\b(?:rang\w+|var(?:y|ying|ies|ied)|anywhere)\s)?\bfrom\s(?:about\s|nearly\s|some\s)?\D{0,3}$",
    re.IGNORECASE,
)
_CHANGED = re.compile(rf"\b(?:{CHANGES})\w*\s(?:by\s|about\s|nearly\s|some\s)?\D{{0,3}}$", re.IGNORECASE)
_FAR_MORE = 10
_MOVE = 40  # characters before a number in which the verb stands
_TRAILING_SCALE = re.compile(rf"[\s-]?({_SCALE})$", re.IGNORECASE)
_VAGUE_WORD = re.compile(r"several\s|a\sfew\s", re.IGNORECASE)
# A digit that is part of a word, a code, a date or a longer number is no amount of its own.
_INSIDE = re.compile(r"(?:[\w.,/]|\w['’]|\d[:-]|[A-Za-z]-)$")
_REST = re.compile(r"(?:[.,:/]?\w)+")
_GOES_ON = re.compile(rf"[.,:/'’]\d|(?!(?:{UNIT}|{JOINED_UNIT}|bps?|pp|pct?|p)(?!\w))\w")
_SPELLED_BELOW = 10
_LONGEST_NUMBER = 60
"""Characters: what is longer is a code."""


@dataclass(frozen=True, slots=True)
class FoundAmount:
    """A number or a range at `span`; `low` and `high` are None where it is vague ("several
    hundred"). `spelled`: in words. `dashed`: a range by a dash without spaces, which may be a score.
    `portion`: a part of what the next word names ("half an | hour")."""

    span: Span
    low: Decimal | None
    high: Decimal | None
    spelled: bool
    dashed: bool = False
    portion: bool = False


def find_amounts(text: str) -> Iterator[FoundAmount]:
    """Every number of a text in order, ranges as one; those inside words and codes are left out.

    O(characters).
    """
    at = 0
    while found := _RANGE.search(text, at):
        start = found.start()
        amount = _range(found)
        if amount is None or (found["dash"] == " to " and _is_move(text, found, amount)):
            amount = _single(found)
        if _is_inside(text, start) or _goes_on(text, amount):
            # Past the whole code or word, or its next digits would be read by themselves: "3.5.2", "24/7".
            rest = _REST.match(text, found.end("low"))
            at = rest.end() if rest else found.end("low")
            continue
        at = amount.span.end
        yield amount


def _is_inside(text: str, start: int) -> bool:
    """Whether a number begins inside a word or a code; a currency may be joined to it."""
    code = _CODE_BEFORE.search(text, max(start - 5, 0), start)
    joined = code is not None and len(code.group()) > 1
    return not joined and _INSIDE.search(text, max(start - 2, 0), start) is not None


def _goes_on(text: str, amount: FoundAmount) -> bool:
    end = amount.span.end
    third = amount.dashed and text[end : end + 1] == "-" and text[end + 1 : end + 2].isdigit()
    return third or _GOES_ON.match(text, end) is not None


def _is_move(text: str, found: re.Match[str], amount: FoundAmount) -> bool:
    """Whether the numbers of a range are what something moved from, or by, and where it stands now."""
    start = found.start()
    before = max(start - _MOVE, 0)
    if origin := _FROM.search(text, before, start):
        return origin["range"] is None
    far = amount.low is not None and amount.high is not None and amount.high >= _FAR_MORE * amount.low
    return (far or found["unit"] is not None) and _CHANGED.search(text, before, start) is not None


def _single(found: re.Match[str]) -> FoundAmount:
    span = Span(*found.span("low"))
    value = value_of(found["low"])
    return FoundAmount(span, value, value, _is_spelled(found["low"]))


def _range(found: re.Match[str]) -> FoundAmount | None:
    """Both ends, "44-45 billion" with the scale of the second for both; None if it is none."""
    if found["high"] is None:
        return None
    low, high = value_of(found["low"]), value_of(found["high"])
    sign = found["sign"].strip()
    if low is None or high is None or (sign and not _has_sign_twice(found, sign)):
        return None
    if not _has_unit_again(found) or (found["dash"] == " or " and not _are_next(found, low, high)):
        return None
    scale = _TRAILING_SCALE.search(found["high"])
    if scale and not _TRAILING_SCALE.search(found["low"]) and low * _scale(scale[1]) <= high:
        low *= _scale(scale[1])
    spelled = _is_spelled(found["low"])
    # "3 to six" are two numbers; "eight to 10" is the style that spells numbers below ten.
    mixed = spelled is not _is_spelled(found["high"])
    if mixed and not (spelled and low < _SPELLED_BELOW <= high):
        return None
    # A dash may stand in a score ("6-3"), which need not rise; "30 to 20" are two numbers.
    dashed = found["dash"] in {"-", "–"} and not sign and not scale
    if low > high and not dashed:
        return None
    both = spelled and not mixed
    return FoundAmount(Span(found.start(), found.end()), min(low, high), max(low, high), both, dashed)


def _has_sign_twice(found: re.Match[str], sign: str) -> bool:
    """Whether the currency before the second number stands before the first too: not in "2022 to $56"."""
    before = found.string[max(found.start() - len(sign) - 1, 0) : found.start()]
    return _CURRENCY_SIGN.fullmatch(sign) is not None and before.rstrip().endswith(sign)


def _has_unit_again(found: re.Match[str]) -> bool:
    """Whether the unit behind the first number stands behind the second too; there may be none."""
    unit, end = (found["unit"] or "").strip(), found.end()
    return found.string.startswith((unit, f" {unit}"), end)


def _are_next(found: re.Match[str], low: Decimal, high: Decimal) -> bool:
    """Whether "two or three" means about so many: near each other, and no years."""
    return low < high <= 2 * low and not _YEAR_LIKE.fullmatch(found["low"])


def find_between(text: str) -> Iterator[FoundAmount]:
    """Ranges of the form "between 20 and 30", with the word "between"."""
    for found in _BETWEEN.finditer(text):
        low, high = value_of(found[2]), value_of(found[4])
        scale = _TRAILING_SCALE.search(found[4])
        if low is not None and high is not None:
            # "between 2 and 3 million", but "between 250,000 and 1 million".
            if scale and not _TRAILING_SCALE.search(found[2]) and low * _scale(scale[1]) <= high:
                low *= _scale(scale[1])
            if low <= high:
                yield FoundAmount(Span(*found.span()), low, high, spelled=False)


def small_number(word: str) -> Decimal | None:
    """The value of one folded word below a hundred, spelled or in digits; None for any other word."""
    return Decimal(word) if word.isdecimal() and len(word) < len("100") else _VALUES.get(word)


def value_of(written: str) -> Decimal | None:
    """The value of "1,200", "44.5bn", "twenty-eight", "half a million"; None where it is vague, or too long
    for a number."""
    if len(written) > _LONGEST_NUMBER:
        return None
    if _is_spelled(written):
        return None if _VAGUE_WORD.match(written) else _spelled(written)
    scale = _TRAILING_SCALE.search(written)
    value = _in_digits(written[: scale.start()] if scale else written)
    return value * _scale(scale[1]) if scale else value


def _is_spelled(written: str) -> bool:
    return not (written[0].isnumeric() or written[0] == ".")


def _in_digits(written: str) -> Decimal:
    """The value of "1,200", "3½", "2 1/2"."""
    whole, _, part = written.partition(" ")
    if "/" in part:
        over, _, under = part.partition("/")
        return Decimal(whole) + Decimal(over) / Decimal(under)
    if not written[-1].isdigit():
        fraction = Fraction(unicodedata.numeric(written[-1])).limit_denominator(10)
        return Decimal(written[:-1].strip() or 0) + Decimal(fraction.numerator) / fraction.denominator
    return Decimal("".join(written.replace(",", "").split()))


def _scale(written: str) -> Decimal:
    word = written.lower()
    return _SCALES[_SHORT.get(word) or word.removesuffix("s")]


def _spelled(text: str) -> Decimal | None:
    total = current = Decimal(0)
    # "a hundred" is as much as "hundred", "half a million" as "half million".
    words = [word for word in re.split(r"[-\s]+", text.lower()) if word not in ("and", "a", "an")]
    half = words[:1] == ["half"]
    for word in words[half:]:
        if word == "half":
            current += Decimal("0.5")
        elif word in _VALUES:
            current += _VALUES[word]
        else:
            factor = _SCALES[word.removesuffix("s")]
            if total and not current:  # "two lakh crore"
                total *= factor
                continue
            current = (current or Decimal(1)) * factor
            # A thousand closes what stands before it, a hundred does not: "two thousand | three hundred".
            if factor > 100:
                total, current = total + current, Decimal(0)
    value = total + current
    return value / 2 if half else value
