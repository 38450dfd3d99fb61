"""Amounts without a number of their own: parts of a unit ("half an hour", "a quarter of a million") and vague
ones ("hundreds of thousands")."""

import re
from collections.abc import Iterator
from decimal import Decimal

from briefing.domain.spans import Span
from briefing.grammar.amounts import SCALE_WORD, WORD, FoundAmount, value_of
from briefing.grammar.measures import CURRENCY_WORD, UNIT

PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10,
}  # fmt: skip
"""Words of parts, and into how many they part a whole."""
_OTHER_PARTS = "|".join(list(PARTS)[1:])
_SHARE = r"percent|per\scent|percentage[\s-]point|point"
_NAMED = rf"(?:{UNIT}|{CURRENCY_WORD}|{_SHARE})\b"
# "half an | hour", "a quarter of a million", "three quarters of a | percentage point".
_PART_OF = re.compile(
    rf"\b(?:(?:[Oo]ne\s)?[Hh]alf(?:\sof)?|(?P<count>[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree)[\s-](?P<part>{_OTHER_PARTS})s?\sof)"
    rf"\s(?:an?|one)(?:\s(?P<scale>{SCALE_WORD})\b|(?=[\s-]{_NAMED}))"
)
# "half-hour", "quarter-point", "three-quarter-point".
_PART_JOINED = re.compile(
    rf"(?<!and-a-)(?<!and\sa\s)\b(?:[Hh]alf|(?:(?P<count>three)-)?(?P<part>quarter))(?=-{_NAMED}|\spoints?\b)"
)
# "a full | percentage point"
_WHOLE = re.compile(r"\b[Aa]\s(?:full|whole)(?=\spercentage\spoint\b)")
# "hundreds of thousands" is one; "scores" are a number only before "of".
_MANY = "dozens|hundreds|thousands|lakhs|millions|crores|billions|trillions"
_VAGUE = re.compile(
    rf"\b(?:many\s)?(?:(?:tens|hundreds|dozens|scores|thousands|millions)\sof\s(?:{_MANY})|{_MANY}|scores(?=\sof\b))\b",
    re.IGNORECASE,
)
# "two | lakhs", "3 | millions" have a value.
_NUMBER_BEFORE = re.compile(rf"(?:\d|\b(?:{WORD}))[\s-]$", re.IGNORECASE)


def find_portions(text: str) -> Iterator[FoundAmount]:
    """Parts of what the next word names, and amounts of no value; a stretch may be found twice."""
    for pattern in (_PART_OF, _PART_JOINED):
        yield from map(_part, pattern.finditer(text))
    for match in _WHOLE.finditer(text):
        yield FoundAmount(Span(*match.span()), Decimal(1), Decimal(1), spelled=True, portion=True)
    for match in _VAGUE.finditer(text):
        if _NUMBER_BEFORE.search(text, max(match.start() - 12, 0), match.start()):
            continue
        yield FoundAmount(Span(*match.span()), None, None, spelled=True)


def _part(match: re.Match[str]) -> FoundAmount:
    told = match.groupdict()
    count = (told["count"] or "a").lower()
    many = Decimal(1) if count in {"a", "an"} else value_of(count) or Decimal(1)
    value = many / PARTS[told["part"] or "half"]
    if told.get("scale"):
        value *= value_of(f"a {told['scale']}") or Decimal(1)
    return FoundAmount(Span(*match.span()), value, value, spelled=True, portion=True)
