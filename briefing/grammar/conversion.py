"""Units turned into each other by pint, which is loaded when the first is asked for."""

from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from briefing.grammar.measures import UNIT_NAMES

if TYPE_CHECKING:
    from pint import UnitRegistry

# Our names whose pint name is another one. Tons are left out: three weights go by that name.
_NAMES = {
    "degree Celsius": "degC",
    "degree Fahrenheit": "degF",
    "tonne": "metric_ton",
    "nautical mile": "nautical_mile",
    "light year": "light_year",
    "barrel": "oil_barrel",
    "mile per gallon": "mile/gallon",
    "kilowatt hour": "kilowatt*hour",
    "decade": "decade_of_years",
    "megawatt hour": "megawatt*hour",
    "gigawatt hour": "gigawatt*hour",
    "terawatt hour": "terawatt*hour",
}
_DIFFERENCE = {"degC": "delta_degC", "degF": "delta_degF"}
_UNKNOWN = frozenset(
    {"ton", "degree", "magnitude", "calorie", "night", "decibel", "time", "percentage point"}
)


def converted(value: Decimal, unit: str, into: str) -> list[Decimal]:
    """A value of one unit (plain English singular) in another; a temperature as a point of the scale and as a
    difference. Empty where one is no unit of the other's kind."""
    if not (_is_known(unit) and _is_known(into)):
        return []
    one, other = _pint_name(unit), _pint_name(into)
    pairs = [(one, other)]
    if one in _DIFFERENCE and other in _DIFFERENCE:
        pairs.append((_DIFFERENCE[one], _DIFFERENCE[other]))
    return [found for pair in pairs if (found := _converted(value, *pair)) is not None]


def _is_known(unit: str) -> bool:
    parts = [unit] if unit in _NAMES else unit.split(" per ")
    return all(part in UNIT_NAMES and part not in _UNKNOWN for part in parts)


def _pint_name(unit: str) -> str:
    numerator, per, each = unit.partition(" per ")
    if per and unit not in _NAMES:
        return f"({_pint_name(numerator)})/({_pint_name(each)})"
    for power, word in ((2, "square "), (3, "cubic ")):
        if unit.startswith(word):
            return f"{unit.removeprefix(word)}**{power}"
    return _NAMES.get(unit, unit)


def _converted(value: Decimal, unit: str, into: str) -> Decimal | None:
    from pint.errors import PintError  # noqa: PLC0415 - loading pint takes longer than a page

    registry = _registry()
    try:
        return Decimal(registry.Quantity(value, unit).to(into).magnitude)
    except PintError:
        return None


@cache
def _registry() -> "UnitRegistry[Decimal]":
    from pint import UnitRegistry  # noqa: PLC0415

    registry: UnitRegistry[Decimal] = UnitRegistry(non_int_type=Decimal)
    registry.define("decade_of_years = 10 * year")  # pint's own decade is one of frequencies
    return registry
