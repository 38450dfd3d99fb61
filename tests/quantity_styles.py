"""The quantity expressions of `cases/quantity-styles.txt`, and how each is read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from marked import Marked, without_tags

from briefing.domain.spans import Span
from briefing.extracting.quantities import thing_counted
from briefing.grammar.dates import Base
from briefing.grammar.numbers import Figure, find_figures

CASES = Path(__file__).resolve().parent / "cases" / "quantity-styles.txt"


@dataclass(frozen=True)
class Style:
    """One expression of a kind; `missed`: it is listed as not read right yet."""

    kind: str
    sentence: Marked
    wanted: str
    base: Base | None
    missed: bool

    @property
    def name(self) -> str:
        (number,) = self.sentence.spans("n")
        return f"{self.kind}: {number.of(self.sentence.text)}"

    def told(self) -> str:
        """The figure read at the marked span, as the file writes it; what is counted where that is asked."""
        text, (number,) = self.sentence.text, self.sentence.spans("n")
        found = [each for each in find_figures(text, self.base) if each.span.overlaps(number)]
        told = [_told(figure, text, self.sentence) for figure in found]
        return "; ".join(told) or "nothing"

    def is_right(self) -> bool:
        return self.told() == self.wanted


def read_styles() -> Iterator[Style]:
    kind, base = "", None
    for line in CASES.read_text("utf-8").splitlines():
        if line.startswith("= "):
            kind, _, day = line[2:].partition(", ")
            base = Base(date.fromisoformat(day)) if day else None
        elif line and not line.startswith("#"):
            marked, *wanted = line.removeprefix("! ").split(" | ")
            sentence = without_tags(marked)
            (number,) = sentence.spans("n")
            things = [each.of(sentence.text) for each in sentence.spans("of")]
            written = " | ".join([number.of(sentence.text), *wanted, *(f"of {thing}" for thing in things)])
            yield Style(kind, sentence, written, base, line.startswith("! "))


def _told(figure: Figure, text: str, sentence: Marked) -> str:
    low, high = (_plain(end) for end in (figure.value.low, figure.value.high)) if figure.value else ("-", "-")
    parts = [figure.span.of(text), figure.kind.value, low if low == high else f"{low}..{high}"]
    if figure.unit or figure.hedge:
        parts.append(figure.unit or "-")
    if figure.hedge:
        parts.append(figure.hedge)
    if sentence.spans("of"):
        thing = thing_counted(figure, Span(0, len(text)), text)
        parts.append(f"of {thing.of(text) if thing else '-'}")
    return " | ".join(parts)


def _plain(end: Decimal | str) -> str:
    return end if isinstance(end, str) else f"{end.normalize():f}"
