"""Amounts: digits, number words and scales as decimals."""

import re
from decimal import Decimal

UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES = {
    "hundred": Decimal(100),
    "thousand": Decimal(1000),
    "million": Decimal(10) ** 6,
    "billion": Decimal(10) ** 9,
    "trillion": Decimal(10) ** 12,
    "lakh": Decimal(10) ** 5,
    "crore": Decimal(10) ** 7,
    "dozen": Decimal(12),
    "k": Decimal(1000),
    "m": Decimal(10) ** 6,
    "mn": Decimal(10) ** 6,
    "bn": Decimal(10) ** 9,
    "tn": Decimal(10) ** 12,
}
_WORDS = {word: Decimal(value) for value, word in enumerate(UNITS)} | {
    word: Decimal(20 + 10 * index) for index, word in enumerate(TENS)
}
FRACTIONS = {
    "half": Decimal("0.5"),
    "third": Decimal(1) / 3,
    "quarter": Decimal("0.25"),
    "fifth": Decimal("0.2"),
    "tenth": Decimal("0.1"),
}

_WORD = "|".join(sorted([*_WORDS], key=len, reverse=True))
_BIG = "hundred|thousand|million|billion|trillion|lakh|crore|dozen"
DIGITS = r"(?:\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
SCALE = r"(?:hundred|thousand|million|billion|trillion|lakh|crore|dozen|bn|mn|tn|[mkMK](?![\w-]))s?"
SPELLED = rf"(?:(?:an?|half an?|{_WORD})(?:[- ](?:and[- ])?(?:{_WORD}|{_BIG}))*)"
"""A number in words; "a" alone is not one and must be refused by who reads it."""


def amount_of(digits: str, scale: str | None = None) -> Decimal:
    """The value of "44.5" or "1,200" with an optional scale word or letter."""
    value = Decimal(digits.replace(",", ""))
    factor = SCALES.get((scale or "").lower().removesuffix("s"), SCALES.get((scale or "").lower()))
    return value * factor if factor else value


def spelled_amount(text: str) -> Decimal | None:
    """The value of "one hundred and five thousand" or "half a million"; None of what is none."""
    words = [w for w in re.split(r"[-\s]+", text.lower()) if w != "and"]
    total = current = Decimal(0)
    half = bool(words) and words[0] == "half"
    seen = False
    for word in words[half:]:
        if word in _WORDS:
            current += _WORDS[word]
        elif word in ("a", "an"):
            current += 1
        elif word in SCALES and len(word) > 2:
            factor = SCALES[word]
            if factor > 100 and word != "dozen":
                total, current = total + (current or Decimal(1)) * factor, Decimal(0)
            else:
                current = (current or Decimal(1)) * factor
        else:
            return None
        seen = seen or word not in ("a", "an")
    value = total + current
    return (value / 2 if half else value) if seen else None
