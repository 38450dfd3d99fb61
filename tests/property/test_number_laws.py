"""Laws of figures: one value in many styles, any text, long lines; and how two figures are equal."""

import itertools
import time
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefing.domain.findings import Amount, Moment
from briefing.grammar.equality import Likeness, derived, same_value
from briefing.grammar.numbers import Figure, find_figures

settings.register_profile("numbers", max_examples=60, deadline=None)
LAWS = settings.get_profile("numbers")

_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
# What figures are made of, far oftener than by chance.
_PIECES = st.sampled_from(
    "1 28 1,200 4.5 ½ $ £ Rs US$ % - – — to or and between from of a an half million bn m k lakh crore th st "
    "hours ft in C F per hour year-old aged Smith, ( ) . , : ; 's 1990s Oct. May Monday last p.m. "
    "GMT twice dozen one five quarter point minus ~ + / ' \" °C [ ]".split()
)
_NEWS = st.lists(st.one_of(_PIECES, st.text(max_size=3)), max_size=25).flatmap(
    lambda pieces: st.sampled_from(["", " "]).map(lambda gap: gap.join(pieces))
)


def _figure(written: str) -> Figure:
    (figure,) = find_figures(written)
    return figure


def _in_words(value: int) -> str:
    if value < 20:
        return _WORDS[value]
    ten, one = divmod(value, 10)
    return _TENS[ten] + (f"-{_WORDS[one]}" if one else "")


@LAWS
@given(st.integers(1, 999))
def test_an_amount_of_money_in_ten_styles_is_one_value(millions: int) -> None:
    for written in (
        f"${millions}m", f"${millions}mn", f"${millions} million", f"US${millions}m",
        f"USD {millions} million", f"{millions} million dollars", f"{millions}m dollars",
        f"${millions},000,000", f"${millions * 1000}k",
        f"${Decimal(millions) / 1000}bn", f"{millions * 10} lakh dollars", f"${millions}-million",
    ):  # fmt: skip
        figure = _figure(f"The firm paid {written} for it.")

        assert figure.value == Amount(Decimal(millions * 10**6), Decimal(millions * 10**6)), written
        assert figure.unit == "USD", written


@LAWS
@given(st.integers(10, 99))
def test_a_share_in_ten_styles_is_one_value(value: int) -> None:
    for written in (
        f"{value}%", f"{value} %", f"{value} percent", f"{value} per cent", f"{value}-percent",
        f"{value} pct", f"{value}pc", f"{value}.0%", f"{_in_words(value)} percent",
        f"{_in_words(value)} per cent",
    ):  # fmt: skip
        figure = _figure(f"The vote was {written} in all.")

        assert figure.value == Amount(Decimal(value), Decimal(value)), written
        assert figure.unit == "percent", written


@LAWS
@given(st.integers(10, 99), st.sampled_from(["kilometre", "tonne", "hour", "hectare"]))
def test_a_measure_in_digits_and_in_words_is_one_value(value: int, unit: str) -> None:
    for written in (
        f"{value} {unit}s", f"{value}-{unit}", f"{_in_words(value)} {unit}s", f"{_in_words(value)}-{unit}",
        f"{value}.0 {unit}s", f"about {value} {unit}s", f"nearly {_in_words(value)} {unit}s",
        f"more than {value} {unit}s", f"up to {value} {unit}s", f"{value} {unit.capitalize()}s",
    ):  # fmt: skip
        figure = _figure(f"It needs {written} in all.")

        assert figure.value == Amount(Decimal(value), Decimal(value)), written
        assert figure.unit == unit, written


@settings(LAWS, max_examples=200)
@given(st.one_of(_NEWS, st.text(max_size=120)))
def test_any_text_gives_ordered_disjoint_figures_within_it(text: str) -> None:
    figures = find_figures(text)

    assert all(one.span.end <= other.span.start for one, other in itertools.pairwise(figures))
    for figure in figures:
        assert figure.span.end <= len(text)
        assert figure.span.contains(figure.number)
        if isinstance(figure.value, Amount | Moment):
            assert figure.value.low <= figure.value.high


@LAWS
@given(_NEWS)
def test_a_figure_with_a_value_is_exactly_itself(text: str) -> None:
    for figure in find_figures(text):
        same = same_value(figure, figure)

        assert (same.how if same else None) == (Likeness.EXACT if figure.value else None)


@LAWS
@given(st.integers(1001, 9_999_999))
def test_rounding_goes_one_way(value: int) -> None:
    exact = _figure(f"It sold {value:,} cars.")
    rounded = _figure(f"It sold about {round(value, -2):,} cars.")
    same = same_value(rounded, exact)

    assert same is not None
    assert value % 100 == 0 or same.how is Likeness.ROUNDED
    assert value % 100 == 0 or same_value(exact, rounded) is None


@LAWS
@given(st.integers(20, 900), st.integers(20, 900))
def test_a_sum_is_derived_and_another_value_is_not(one: int, other: int) -> None:
    assume((one + other + 1) % 10)  # what ends in a nought may be the sum, rounded
    first, second, both, more = (
        _figure(f"It sold {n} cars.") for n in (one, other, one + other, one + other + 1)
    )

    assert derived(both, first, second) == f"{one:,} + {other:,} = {one + other:,}"
    assert derived(more, first, second) is None


@pytest.mark.parametrize("unit", ["1", '"', "“", "A", ",", " ", "1,", "two "], ids=repr)
def test_time_is_linear_in_the_length_of_a_line(unit: str) -> None:
    """Four times as long a line takes about four times as long; squared it would be sixteen."""

    def seconds(size: int) -> float:
        line, start = unit * (size // len(unit)), time.process_time()
        find_figures(line)
        return time.process_time() - start

    assert seconds(240_000) < 9 * max(seconds(60_000), 0.05)
