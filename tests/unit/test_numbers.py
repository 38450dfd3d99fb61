"""Figures and what they count: cases, and laws that hold for any value."""

import itertools
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import Marked, read_marked

from briefing.domain.article import Article, Block, BlockKind, Source
from briefing.domain.findings import Amount, Moment
from briefing.domain.spans import Span
from briefing.extracting.quantities import find_quantities
from briefing.grammar.numbers import Figure, find_figures, same_value
from briefing.segmenting import segment

CASES = Path(__file__).resolve().parent.parent / "cases"


def _figure_cases() -> Iterator[tuple[str, list[str]]]:
    text = "\n".join(
        line for line in (CASES / "numbers.txt").read_text("utf-8").splitlines() if not line.startswith("#")
    )
    for case in text.strip().split("\n\n"):
        sentence, *wanted = case.splitlines()
        yield sentence, [line.strip() for line in wanted]


def _told(figure: Figure, text: str) -> str:
    value = figure.value
    parts = [figure.span.of(text), figure.kind.value]
    if value is None:
        parts.append("-")
    else:
        low, high = (_plain(end) for end in (value.low, value.high))
        parts.append(low if low == high else f"{low}..{high}")
    if figure.unit or figure.hedge:
        parts.append(figure.unit or "-")
    return " | ".join([*parts, figure.hedge] if figure.hedge else parts)


def _plain(end: Decimal | str) -> str:
    return end if isinstance(end, str) else f"{end.normalize():f}"


@pytest.mark.parametrize(("sentence", "wanted"), list(_figure_cases()), ids=lambda case: str(case)[:30])
def test_figures(sentence: str, wanted: list[str]) -> None:
    assert [_told(figure, sentence) for figure in find_figures(sentence)] == wanted


@pytest.mark.parametrize("case", read_marked(CASES / "counted.txt"), ids=lambda case: case.text[:40])
def test_what_a_figure_counts(case: Marked) -> None:
    block = Block(Span(0, len(case.text)), BlockKind.PARAGRAPH)
    article = Article("A1", Source("x", "text/plain", ""), case.text, (block,))
    (number,) = case.spans("n")
    found = next(q for q in find_quantities(segment(article)) if q.place.span.overlaps(number))

    assert ([found.of.span] if found.of else []) == case.spans("of")


THOUSANDS = st.integers(1000, 999_000)


@given(THOUSANDS)
def test_a_value_in_many_styles_is_one_value(amount: int) -> None:
    exact = Amount(Decimal(amount), Decimal(amount))
    for written in (
        f"${amount}",
        f"${amount:,}",
        f"{amount:,} dollars",
        f"USD {amount:,}",
        f"${amount / 1000:f}k",
    ):
        (figure,) = find_figures(f"It paid {written} for it.")

        assert (figure.value, figure.unit) == (exact, "USD"), written


@given(st.integers(1, 999), st.sampled_from(["million", "billion", "m", "bn"]))
def test_scales(amount: int, scale: str) -> None:
    factor = 10**6 if scale[0] == "m" else 10**9
    (figure,) = find_figures(f"It paid €{amount}{'' if len(scale) < 3 else ' '}{scale} for it.")

    assert figure.value == Amount(Decimal(amount * factor), Decimal(amount * factor))


@given(st.text(max_size=200))
def test_any_text_gives_ordered_and_disjoint_figures(text: str) -> None:
    figures = find_figures(text)

    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(figures))
    for figure in figures:
        assert figure.span.contains(figure.number)
        if isinstance(figure.value, Amount | Moment):
            assert figure.value.low <= figure.value.high


def test_rounded_rightly_is_the_same_value_and_rounded_wrongly_is_not() -> None:
    exact, right, wrong = (find_figures(f"{n} million dollars")[0] for n in ("44.52", "44.5", "44.6"))

    assert same_value(right, exact)
    assert not same_value(wrong, exact)
