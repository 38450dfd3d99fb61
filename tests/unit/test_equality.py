"""How a claim's figure is that of the source: cases of each way, and of none."""

import subprocess
import sys

import pytest

from briefing.grammar.equality import Likeness, derived, same_value
from briefing.grammar.numbers import Figure, find_figures


def _figure(written: str) -> Figure:
    (figure,) = find_figures(written)
    return figure


@pytest.mark.parametrize(
    ("claim", "source", "how"),
    [
        ("60%", "60 per cent", Likeness.EXACT),
        ("28 men", "twenty-eight men", Likeness.EXACT),
        ("two dozen men", "24 men", Likeness.EXACT),
        ("half a million men", "500,000 men", Likeness.EXACT),
        ("34-year-old", "aged 34", Likeness.EXACT),
        ("It holds 34 now", "aged 34", Likeness.EXACT),
        ("$30", "$30 an hour", Likeness.EXACT),
        ("3pm", "3 p.m. ET", Likeness.EXACT),
        ("25C", "25 degrees", Likeness.EXACT),
        ("10 October", "Oct. 10", Likeness.EXACT),
        ("about $4.5 billion", "$4.48 billion", Likeness.ROUNDED),
        ("$4.5bn", "$4.48 billion", Likeness.ROUNDED),
        ("about 20 men", "21 men", Likeness.ROUNDED),
        ("1,200 men", "1,234 men", Likeness.ROUNDED),
        ("4%", "4.2%", Likeness.ROUNDED),
        ("more than 60%", "62.3%", Likeness.ROUNDED),
        ("nearly 70%", "68.6%", Likeness.ROUNDED),
        ("Oct. 10", "October 10, 2023", Likeness.ROUNDED),
        ("October 10, 2023", "10 Oct", Likeness.ROUNDED),
        ("in 2016", "October 2, 2016", Likeness.ROUNDED),
        ("the 1990s", "in 1994", Likeness.ROUNDED),
        ("26.2 miles", "42.2 km", Likeness.CONVERTED),
        ("100F", "38C", Likeness.CONVERTED),
        ("82kg", "180lb", Likeness.CONVERTED),
        ("1.83m tall", "6ft", Likeness.CONVERTED),
        ("48 hours", "two days", Likeness.CONVERTED),
        ("a year and a half", "18 months", Likeness.CONVERTED),
        ("a third of them", "33%", Likeness.CONVERTED),
        ("one in five men", "20%", Likeness.CONVERTED),
        ("$4.4bn", "$4.48 billion", None),
        ("$4.48bn", "$4.5bn", None),
        ("20 men", "21 men", None),
        ("1,000 men", "1,234 men", None),
        ("81kg", "180lb", None),
        ("44%", "45%", None),
        ("2 percentage points", "2 percent", None),
        ("$44-45 billion", "$44 billion", None),
        ("10 dollars", "10 euros", None),
        ("$30 an hour", "$30 a day", None),
        ("October 10", "October 2023", None),
        ("3 p.m. GMT", "3 p.m. ET", None),
        ("dozens", "dozens", None),
    ],
)
def test_how_a_claim_has_the_value_of_the_source(claim: str, source: str, how: Likeness | None) -> None:
    same = same_value(_figure(claim), _figure(source))

    assert (same.how if same else None) == how


def test_a_conversion_is_shown() -> None:
    same = same_value(_figure("16 km"), _figure("10 miles"))

    assert same is not None
    assert same.shown == "10 mile = 16.09 kilometre"


@pytest.mark.parametrize(
    ("claim", "one", "other", "shown"),
    [
        ("56 men", "44 men", "12 men", "44 + 12 = 56"),
        ("32 men", "12 men", "44 men", "44 - 12 = 32"),
        ("25%", "40 men", "50 men", "(50 - 40) / 40 = 25%"),
        ("2 percentage points", "62%", "60%", "62 - 60 = 2 percentage points"),
        ("twice", "24 men", "12 men", "24 / 12 = 2"),
        ("57 men", "44 men", "12 men", None),
        ("122%", "62%", "60%", None),
        ("$56", "44 men", "12 men", None),
        ("$56", "$44", "€12", None),
    ],
)
def test_arithmetic_is_shown(claim: str, one: str, other: str, shown: str | None) -> None:
    assert derived(_figure(claim), _figure(one), _figure(other)) == shown


def test_pint_is_loaded_only_to_convert() -> None:
    code = (
        "import sys; from briefing.grammar.numbers import find_figures, same_value;"
        "one, = find_figures('10 miles'); assert same_value(one, one); assert 'pint' not in sys.modules"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
