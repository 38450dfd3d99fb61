"""Whether a claim's figure is a source's, and how: exact, rounded rightly, in another unit, or by arithmetic.

Rounding goes one way, from the more precise source to the less precise claim. How precisely a value is
written is the exponent of its Decimal: 4.5 million is 4.5E+6.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from enum import StrEnum

from briefing.domain.findings import TEMPORAL, Amount, Moment, QuantityKind
from briefing.grammar.conversion import converted
from briefing.grammar.figures import Figure


class Likeness(StrEnum):
    """How two figures are equal. ROUNDED: the claim says less precisely what the source says."""

    EXACT = "exact"
    ROUNDED = "rounded"
    CONVERTED = "converted"


@dataclass(frozen=True, slots=True)
class Equal:
    """Two figures that say the same; `shown` is the conversion as text, None where there is none."""

    how: Likeness
    shown: str | None = None


_AT_LEAST = (
    "more than",
    "over",
    "above",
    "at least",
    "upwards of",
    "upward of",
    "in excess of",
    "no fewer than",
    "no less than",
    "not less than",
    "not fewer than",
    "plus",
    "or more",
    "greater than",
    "higher than",
)
_AT_MOST = (
    "nearly",
    "almost",
    "under",
    "below",
    "less than",
    "fewer than",
    "lower than",
    "up to",
    "at most",
    "no more than",
    "not more than",
    "not quite",
    "shy of",
    "close to",
    "virtually",
)
_BY_EYE = Decimal("0.1")
"""How far off a hedged claim of one digit may be, of the source's value: "about 5" for 4.6."""
_SINGLE_DIGIT = Decimal("0.05")
"""The same without a hedge: "4%" for 4.2%, not "4 billion" for 4.48 billion."""
_PLAIN_ROUND = 1000
"""From here on a whole number with noughts at its end may be rounded: 1,200 for 1,234, not 20 for 21."""
_MORE_DIGITS = 2
"""Digits a conversion may add: 6 ft is 1.83 m."""
_PERCENT_OFF = Decimal("0.005")
_LOOSE_PERCENT_OFF = Decimal("0.02")
_LONG = 24
"""Digits from which on numbers are only equal or not."""
# Readings that hang on the words around a number, which a claim may lack.
_INTERCHANGED = (
    {QuantityKind.COUNT, QuantityKind.AGE},
    {QuantityKind.COUNT, QuantityKind.SCORE},
    {QuantityKind.COUNT, QuantityKind.OTHER},
    {QuantityKind.AGE, QuantityKind.DURATION},
    {QuantityKind.MONEY, QuantityKind.RATE},
    {QuantityKind.DISTANCE, QuantityKind.RATE},
    {QuantityKind.OTHER, QuantityKind.RATE},
    {QuantityKind.MASS, QuantityKind.RATE},
    {QuantityKind.DURATION, QuantityKind.RATE},
)
_NEVER_ROUNDED = frozenset({QuantityKind.AGE, QuantityKind.SCORE, QuantityKind.ORDINAL, QuantityKind.YEAR})


def same_value(claim: Figure, source: Figure) -> Equal | None:
    """How a claim's figure is that of the source; None where it is another, or more precise than the source.

    Ranges agree at both ends. Hedges only tell which way a value may be rounded: one that is dropped is no
    matter here. Figures without a value are never the same. The unit of a claim is never guessed.
    """
    one, other = claim.value, source.value
    if one is None or other is None:
        return None
    if isinstance(one, Moment) or isinstance(other, Moment):
        return _same_moment(claim, source)
    if {claim.kind, source.kind} == {QuantityKind.RATIO, QuantityKind.PERCENT}:
        return _same_share(claim, one, source, other)
    if claim.kind is not source.kind and {claim.kind, source.kind} not in _INTERCHANGED:
        return None
    if _same_unit(claim, source):
        likeness = _likeness(claim, one, other)
        return Equal(likeness) if likeness else None
    return _same_converted(claim, one, source, other)


def derived(claim: Figure, one: Figure, other: Figure) -> str | None:
    """The arithmetic by which a claim's figure is that of two others of the source: "44 + 12 = 56".

    One operation: a sum, a difference, how many times as much, or the change in percent. None where no
    operation gives the claim's value, to its own precision. The two have one unit and single values; that
    they count the same thing is the caller's to know. A change of percentages is in percentage points.
    """
    values = [_single(figure) for figure in (claim, one, other)]
    if None in values or (one.kind, one.unit) != (other.kind, other.unit) or one.kind in TEMPORAL:
        return None
    wanted, first, second = (value for value in values if value is not None)
    for said, unit, kind, result in _operations(one, first, second):
        same = claim.kind is kind and claim.unit == unit
        if same and _is_rounded(result, wanted, claim.hedge):
            shown = wanted if kind in {QuantityKind.PERCENT, QuantityKind.RATIO} else result
            return f"{said} = {_plain(shown)}{_sign(kind)}"
    return None


_Operation = tuple[str, str | None, QuantityKind, Decimal]


def _operations(figure: Figure, one: Decimal, other: Decimal) -> Iterator[_Operation]:
    first, second, unit, kind = _plain(one), _plain(other), figure.unit, figure.kind
    percent = kind is QuantityKind.PERCENT
    low, high = sorted((one, other))
    if not percent:
        yield f"{first} + {second}", unit, kind, one + other
    if percent:
        points = QuantityKind.PERCENTAGE_POINTS
        yield f"{_plain(high)} - {_plain(low)}", "percentage point", points, high - low
        return
    yield f"{_plain(high)} - {_plain(low)}", unit, kind, high - low
    for before, after in ((one, other), (other, one)):
        if before > 0 and after != before:
            change = abs(after - before) / before * 100
            said = f"({_plain(max(before, after))} - {_plain(min(before, after))}) / {_plain(before)}"
            yield said, "percent", QuantityKind.PERCENT, change
    if low > 0:
        yield f"{_plain(high)} / {_plain(low)}", "time", QuantityKind.RATIO, high / low


def _single(figure: Figure) -> Decimal | None:
    value = figure.value
    single = isinstance(value, Amount) and value.low == value.high and value.low.adjusted() < _LONG
    return value.low if single and isinstance(value, Amount) else None


def _plain(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def _sign(kind: QuantityKind) -> str:
    return {QuantityKind.PERCENT: "%", QuantityKind.PERCENTAGE_POINTS: " percentage points"}.get(kind, "")


def _same_unit(claim: Figure, source: Figure) -> bool:
    """One unit; a rate may be told without what it is for each of, a temperature without its scale."""
    if claim.unit == source.unit:
        return True
    units = {claim.unit or "", source.unit or ""}
    if QuantityKind.RATE in {claim.kind, source.kind} and claim.kind is not source.kind:
        return len({unit.split(" per ")[0] for unit in units}) == 1
    if claim.kind is source.kind is QuantityKind.TEMPERATURE:
        return "degree" in units
    if QuantityKind.AGE in {claim.kind, source.kind}:
        return units == {"year", ""}
    return False


def _likeness(claim: Figure, one: Amount, other: Amount) -> Likeness | None:
    if (one.low, one.high) == (other.low, other.high):
        return Likeness.EXACT
    if claim.kind in _NEVER_ROUNDED:
        return None
    ends = ((other.low, one.low), (other.high, one.high))
    return Likeness.ROUNDED if all(_is_rounded(*end, claim.hedge) for end in ends) else None


def _is_rounded(exact: Decimal, rounded: Decimal, hedge: str | None) -> bool:
    """Whether `rounded` is `exact` to the digits it is written with; towards the side its hedge says."""
    if exact == rounded:
        return True
    if max(exact.adjusted(), rounded.adjusted()) >= _LONG or not exact:
        return False
    off, most = abs(exact - rounded), _BY_EYE if hedge else _SINGLE_DIGIT
    for place in _places(rounded, bool(hedge)):
        unit = Decimal(1).scaleb(place)
        many = rounded.adjusted() - place + 1 >= 2  # digits
        if (many or off <= most * abs(exact)) and off <= _reach(exact, rounded, unit, hedge or ""):
            return True
    return False


def _places(value: Decimal, hedged: bool) -> Iterator[int]:
    """The places of the last digit that is meant: as written, and without noughts that may stand for any."""
    written = int(value.as_tuple().exponent)
    yield written
    if hedged or (written == 0 and abs(value) >= _PLAIN_ROUND):
        yield int(value.normalize().as_tuple().exponent)


def _reach(exact: Decimal, rounded: Decimal, unit: Decimal, hedge: str) -> Decimal:
    """How far a rounded value may be off: half a unit, or a whole one on the side its hedge says."""
    if hedge.endswith(_AT_LEAST) and rounded < exact:
        return unit
    if hedge.endswith(_AT_MOST) and rounded > exact:
        return unit
    return unit / 2


def _same_converted(claim: Figure, one: Amount, source: Figure, other: Amount) -> Equal | None:
    if claim.unit is None or source.unit is None or QuantityKind.MONEY in {claim.kind, source.kind}:
        return None
    if max(_digits(one.low) - _digits(other.low), _digits(one.high) - _digits(other.high)) > _MORE_DIGITS:
        return None
    lows = converted(other.low, source.unit, claim.unit)
    highs = converted(other.high, source.unit, claim.unit)
    for low, high in zip(lows, highs, strict=True):
        if _is_converted(low, one.low, claim.hedge) and _is_converted(high, one.high, claim.hedge):
            return Equal(Likeness.CONVERTED, _conversion(other, source.unit, low, high, claim.unit))
    return None


def _is_converted(exact: Decimal, told: Decimal, hedge: str | None) -> bool:
    """As rounded; a whole number with noughts at its end is a rounded one here however small it is."""
    if abs(exact - told) <= Decimal("1E-9") * abs(exact):
        return True
    return _is_rounded(exact, told, hedge) or _is_rounded(exact, told.normalize(), hedge)


def _conversion(value: Amount, unit: str, low: Decimal, high: Decimal, into: str) -> str:
    ends = [_range(value.low, value.high), _range(low, high)]
    return f"{ends[0]} {unit} = {ends[1]} {into}"


def _range(low: Decimal, high: Decimal) -> str:
    told = [_plain(_to_digits(value, 4)) for value in (low, high)]
    return told[0] if told[0] == told[1] else f"{told[0]}-{told[1]}"


def _to_digits(value: Decimal, digits: int) -> Decimal:
    with localcontext(prec=digits, rounding=ROUND_HALF_EVEN):
        return +value


def _digits(value: Decimal) -> int:
    """Those that are written without the noughts at the end."""
    return len(value.normalize().as_tuple().digits)


def _same_share(claim: Figure, one: Amount, source: Figure, other: Amount) -> Equal | None:
    """A fraction and a percentage: "half" is 50%, "a third" 33%, "nearly a third" 32%."""
    if "time" in {claim.unit, source.unit}:
        return None
    shares = [
        [end / 100 if figure.kind is QuantityKind.PERCENT else end for end in (value.low, value.high)]
        for figure, value in ((claim, one), (source, other))
    ]
    most = _LOOSE_PERCENT_OFF if claim.hedge else _PERCENT_OFF
    off = max(abs(told - exact) for told, exact in zip(*shares, strict=True))
    return Equal(Likeness.CONVERTED) if off <= most else None


def _same_moment(claim: Figure, source: Figure) -> Equal | None:
    one, other = claim.value, source.value
    if not (isinstance(one, Moment) and isinstance(other, Moment)):
        return _same_year(one, other)
    if QuantityKind.TIME in {claim.kind, source.kind}:
        zones = {claim.unit, source.unit} - {None}
        return Equal(Likeness.EXACT) if one == other and len(zones) < 2 else None
    if one == other:
        return Equal(Likeness.EXACT)
    agree = _is_coarser(one.low, other.low) and _is_coarser(one.high, other.high)
    return Equal(Likeness.ROUNDED) if agree or _is_era_of(one, other) else None


def _same_year(one: Amount | Moment | None, other: Amount | Moment | None) -> Equal | None:
    """A bare number that one text tells to be a year and the other does not."""
    amount, moment = (one, other) if isinstance(one, Amount) else (other, one)
    if not (isinstance(amount, Amount) and isinstance(moment, Moment)):
        return None
    same = (f"{amount.low:f}", f"{amount.high:f}") == (moment.low, moment.high)
    return Equal(Likeness.EXACT) if same else None


def _is_coarser(claim: str, source: str) -> bool:
    """Whether a date says no more than another: "October 10" of 2023-10-10. The year alone may be missing in
    the source: it is mostly that of the article."""
    one, other = _parts(claim), _parts(source)
    agree = all(a == b for a, b in zip(one, other, strict=True) if a and b)
    some = any(a and b for a, b in zip(one, other, strict=True))
    return agree and some and not any(a and not b for a, b in zip(one[1:], other[1:], strict=True))


def _parts(moment: str) -> list[str]:
    """Year, month and day, empty where open."""
    year, _, rest = ("", "", moment[2:]) if moment.startswith("--") else moment.partition("-")
    month, _, day = rest.partition("-")
    return [year, month, day]


def _is_era_of(era: Moment, moment: Moment) -> bool:
    """Whether a decade or a century holds a year or a day of it."""
    if not (
        era.low.isdigit() and era.high.isdigit() and moment.low[:4].isdigit() and moment.high[:4].isdigit()
    ):
        return False
    long = int(era.high) - int(era.low) in {9, 99}
    return long and int(era.low) <= int(moment.low[:4]) <= int(moment.high[:4]) <= int(era.high)
