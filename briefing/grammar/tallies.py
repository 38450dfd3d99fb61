"""Two numbers set against each other with "to": votes and scores ("220 to 213") and odds ("two to one")."""

import re
from collections.abc import Iterator
from decimal import Decimal

from briefing.domain.findings import Amount, QuantityKind
from briefing.domain.spans import Span
from briefing.grammar.amounts import value_of
from briefing.grammar.fixed_forms import SMALL, FixedForm
from briefing.grammar.measures import UNIT

_NUMBER = r"\d{1,3}(?:,\d{3})+|\d+"
_COUNTED = r"votes?|goals|games|frames|sets|points"
# "52 votes to 48", "220 to 213"; not "10 to 5 per cent", "120 to 10,400.5".
_TALLY = re.compile(
    rf"(?<![\w.,/$£€-])(?P<left>{_NUMBER})(?:\s(?P<counted>{_COUNTED}))?\sto\s(?P<right>{_NUMBER})"
    rf"(?![\w,.]*\d|[-–%]|\s?(?:%|per\s?cent|million|billion|thousand|{UNIT}(?!\w)))"
)
_CONTEST = re.compile(
    r"\b(?:vot\w+|pass\w*|approv\w+|reject\w+|carried|back(?:ed|s)|adopt\w*|endors\w+|ruled|split|defeat\w*|beat\w*"
    r"|w[io]n|w[io]ns|lost|loses|score\w*|victor\w+|margin|ahead|leads?|led)\b[^.;]{0,50}$",
    re.IGNORECASE,
)
_VOTES = re.compile(r"\svotes?\b", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s$", re.IGNORECASE)
# "two to one", "10-to-1", "outnumbered by 3 to 1".
_ODDS = re.compile(
    rf"(?<![\w.,/-])(?P<many>{SMALL}|\d{{1,4}})(?P<dash>-to-|\sto\s)(?:one|1)\b(?![-.,:]?\d|\s?%)",
    re.IGNORECASE,
)
_ODDS_BEFORE = re.compile(
    r"\b(?:outnumber\w*|odds|ratio|(?<!lost\s)(?<!won\s)by)\b[^.;]{0,25}$", re.IGNORECASE
)
# "a 3:1 ratio", "a ratio of 3:1".
_COLON = re.compile(r"(?<![\w.,:/-])(?P<many>\d{1,3}):(?P<few>\d{1,3})(?![\w:])")
_RATIO_AFTER = re.compile(r"\sratio\b", re.IGNORECASE)


def find_tallies(text: str) -> Iterator[FixedForm]:
    """All of them in a text, by form; a stretch may be found twice, the first then counts."""
    for match in _COLON.finditer(text):
        named = _RATIO_AFTER.match(text, match.end()) or _has_before(_ODDS_BEFORE, match)
        if named and int(match["few"]):
            yield _ratio(match, Decimal(match["many"]) / Decimal(match["few"]))
    for match in _ODDS.finditer(text):
        many = value_of(match["many"])
        sure = not match["many"].isdigit() or match["dash"] == "-to-" or _has_before(_ODDS_BEFORE, match)
        if sure and many and many > 1 and not _has_before(_FROM, match):
            yield _ratio(match, many)
    for match in _TALLY.finditer(text):
        left, right = value_of(match["left"]), value_of(match["right"])
        if left is not None and right is not None and _is_contest(match, left, right):
            ends = Amount(min(left, right), max(left, right))
            yield FixedForm(Span(*match.span()), QuantityKind.SCORE, ends)


def _ratio(match: re.Match[str], value: Decimal) -> FixedForm:
    value = round(value, 4)
    return FixedForm(Span(*match.span()), QuantityKind.RATIO, Amount(value, value))


def _is_contest(match: re.Match[str], left: Decimal, right: Decimal) -> bool:
    """Whether the numbers are two sides': the larger first, as of what is won, or votes by name."""
    if _has_before(_FROM, match):
        return False
    if match["counted"] or _VOTES.match(match.string, match.end()):
        return True
    return left >= right and _has_before(_CONTEST, match)


def _has_before(pattern: re.Pattern[str], match: re.Match[str]) -> bool:
    return pattern.search(match.string, max(match.start() - 60, 0), match.start()) is not None
