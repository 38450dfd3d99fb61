"""Currencies and units: how newspapers write them, and what they are called here."""

import re

from briefing.domain.findings import QuantityKind
from briefing.grammar.tables import table

_Units = dict[str, tuple[str, QuantityKind]]


def _currencies() -> tuple[dict[str, str], dict[str, str]]:
    """Signs and codes as they are written, and words in lower case, each to its ISO 4217 code."""
    signs: dict[str, str] = {}
    # Cents and pence of other countries are not told apart.
    words = {"cent": "USD", "cents": "USD", "¢": "USD", "pence": "GBP", "p": "GBP"}
    for line in table("currencies"):
        code, own_signs, own_words = line.split("|")
        signs |= dict.fromkeys(own_signs.split(";"), code)
        words |= {word.casefold(): code for word in own_words.split(";")}
    return signs, words


def _units() -> tuple[_Units, _Units]:
    """Forms that may stand apart from the number, and those that only stand joined to it ("10in")."""
    apart: _Units = {}
    joined: _Units = {}
    for line in table("units"):
        name, kind, forms = line.split("|")
        for form in forms.split(";"):
            (joined if form[0] == "+" else apart)[form.removeprefix("+")] = (name, QuantityKind(kind))
    return apart, joined


def _any_of(forms: list[str]) -> str:
    """A pattern for the longest of the forms; a space may be a hyphen ("five-million-dollar")."""
    ordered = sorted(forms, key=len, reverse=True)
    return "|".join(re.escape(form).replace(r"\ ", r"[\s-]") for form in ordered)


_SIGNS, _CURRENCY_WORDS = _currencies()
_UNITS, _JOINED_UNITS = _units()

SIGN = f"(?:{_any_of(list(_SIGNS))})"
"""A sign or code of a currency, as it stands before a figure or after it."""
CURRENCY_WORD = f"(?:{_any_of([word for word in _CURRENCY_WORDS if len(word) > 1])})"
UNIT = f"(?:{_any_of(list(_UNITS))})"
JOINED_UNIT = f"(?:{_any_of(list(_JOINED_UNITS))})"
"""Units that only stand joined to their number: "10in", "12st"."""
UNIT_NAMES = frozenset(name for name, _ in (*_UNITS.values(), *_JOINED_UNITS.values()))
"""What the units are called here."""
HUNDREDTHS = frozenset({"cent", "cents", "pence", "p", "¢"})
"""Words and signs of hundredths of a currency."""


def currency_of(written: str) -> str | None:
    """The ISO 4217 code of a sign, code or word; None for what is none."""
    return _SIGNS.get(written) or _CURRENCY_WORDS.get(written.casefold().replace("-", " "))


def unit_of(written: str) -> tuple[str, QuantityKind] | None:
    """The plain English singular of a unit and what it measures; None for what is none."""
    spaced = written.replace("-", " ")
    # Capitals first as written: "MW", "°C", "GB"; the rest in any case ("5 Miles").
    return (
        _UNITS.get(spaced)
        or _UNITS.get(written)
        or _UNITS.get(spaced.casefold())
        or _JOINED_UNITS.get(written)
    )
