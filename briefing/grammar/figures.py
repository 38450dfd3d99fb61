"""A figure of a text: the value that it says, its unit and its place."""

from dataclasses import dataclass

from briefing.domain.findings import Amount, Moment, QuantityKind
from briefing.domain.spans import Span


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a text. `span` holds hedge and unit too, `number` the figure and its unit without
    the hedge. `value` None: vague ("dozens") or not to be told; `resolved`: told by the article's date."""

    span: Span
    number: Span
    kind: QuantityKind
    value: Amount | Moment | None
    unit: str | None = None
    hedge: str | None = None
    resolved: bool = False
