"""What is seeded: the kinds of errors with the lock that should catch each, the kinds of true rewrites,
and the bar that each is held to."""

from dataclasses import dataclass
from enum import StrEnum


class ErrorKind(StrEnum):
    """How a sentence of an article was made false."""

    QUOTE_ALTERED = "quote_altered"
    QUOTE_MADE_UP = "quote_made_up"
    WRONG_SPEAKER = "wrong_speaker"
    DIGIT = "digit"
    MAGNITUDE = "magnitude"
    UNIT = "unit"
    POINTS = "points"
    SWAPPED = "swapped"
    HEDGE_DROPPED = "hedge_dropped"
    ATTRIBUTION_DROPPED = "attribution_dropped"
    ANTONYM = "antonym"
    NEGATION = "negation"
    NAME_SWAPPED = "name_swapped"
    NAME_FROM_NOWHERE = "name_from_nowhere"
    ROLE_MOVED = "role_moved"
    ROLE_FROM_NOWHERE = "role_from_nowhere"


class TrueKind(StrEnum):
    """How a sentence was written otherwise without becoming false; UNTOUCHED: not at all."""

    UNTOUCHED = "untouched"
    PERCENT_SIGN = "percent_sign"
    NUMBER_WORD = "number_word"
    SCALE_LETTER = "scale_letter"
    DATE_STYLE = "date_style"
    OTHER_FORM_OF_NAME = "other_form_of_name"
    ATTRIBUTION_MOVED = "attribution_moved"
    MERGED_PAIR = "merged_pair"
    CLAUSE_DROPPED = "clause_dropped"
    CONTRACTION = "contraction"
    HEDGE_SYNONYM = "hedge_synonym"


@dataclass(frozen=True, slots=True)
class Bar:
    """`least` share of the errors that must be caught; `locks`: the kinds of items that should catch
    them, as `briefing verify` names them."""

    least: float
    locks: frozenset[str]


def _bar(least: float, *locks: str) -> Bar:
    return Bar(least, frozenset(locks))


BARS: dict[ErrorKind, Bar] = {
    ErrorKind.QUOTE_ALTERED: _bar(1.0, "quotation"),
    ErrorKind.QUOTE_MADE_UP: _bar(1.0, "quotation"),
    ErrorKind.WRONG_SPEAKER: _bar(0.95, "speaker"),
    ErrorKind.DIGIT: _bar(0.97, "number"),
    ErrorKind.MAGNITUDE: _bar(0.97, "number"),
    ErrorKind.UNIT: _bar(0.97, "number"),
    ErrorKind.POINTS: _bar(0.97, "number"),
    ErrorKind.SWAPPED: _bar(0.97, "number"),
    ErrorKind.HEDGE_DROPPED: _bar(0.97, "hedge", "number"),
    ErrorKind.ATTRIBUTION_DROPPED: _bar(0.97, "hedge", "speaker"),
    ErrorKind.ANTONYM: _bar(0.97, "polarity"),
    ErrorKind.NEGATION: _bar(0.97, "polarity"),
    ErrorKind.NAME_SWAPPED: _bar(0.97, "name"),
    ErrorKind.NAME_FROM_NOWHERE: _bar(0.97, "name"),
    ErrorKind.ROLE_MOVED: _bar(0.97, "role"),
    ErrorKind.ROLE_FROM_NOWHERE: _bar(0.97, "role"),
}

MOST_FALSE_ALARMS: dict[TrueKind, float] = dict.fromkeys(TrueKind, 0.02) | {TrueKind.UNTOUCHED: 0.0}
"""The share of true sentences of each kind that may be called false; of the source's own none."""
