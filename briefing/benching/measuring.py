"""The measure: edits in, shares caught and flagged out, with the interval that so few edits allow."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from briefing.benching.checkers import Checker, Item
from briefing.benching.edits import Edit
from briefing.benching.kinds import BARS, MOST_FALSE_ALARMS, ErrorKind, TrueKind
from briefing.benching.material import Material
from briefing.benching.seeding import seed_edits

MOST_EXAMPLES = 5
_SURE = 1.96
"""Standard deviations to each side of 95 % of a normal distribution."""


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `n`, and between which shares the true one lies, 95 times of 100 (Wilson)."""

    hits: int
    n: int

    @property
    def rate(self) -> float | None:
        """Rounded to four places; None of nothing."""
        return round(self.hits / self.n, 4) if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """E. B. Wilson, Probable inference, the law of succession, and statistical inference, 1927."""
        if not self.n:
            return None
        rate, square = self.hits / self.n, _SURE * _SURE
        middle = rate + square / (2 * self.n)
        half = _SURE * sqrt(rate * (1 - rate) / self.n + square / (4 * self.n * self.n))
        low, high = ((middle + sign * half) / (1 + square / self.n) for sign in (-1, 1))
        return round(max(low, 0.0), 4), round(min(high, 1.0), 4)


@dataclass(frozen=True, slots=True)
class ErrorRow:
    """How many errors of a kind were caught, by any lock, by the lock of the kind, and by any lock or the
    support model (as many as by any lock where that is not asked)."""

    kind: ErrorKind
    caught: Share
    by_lock: Share
    with_support: Share
    bar: float
    examples: tuple[Edit, ...]

    @property
    def passes(self) -> bool | None:
        """Whether the share reaches the bar; None where there was nothing to catch."""
        return None if self.caught.rate is None else self.caught.rate >= self.bar


@dataclass(frozen=True, slots=True)
class TrueRow:
    """How many true sentences of a kind were called false, and how many called false or doubted by the
    support model."""

    kind: TrueKind
    flagged: Share
    with_support: Share
    bar: float
    examples: tuple[Edit, ...]

    @property
    def passes(self) -> bool | None:
        """Whether no more are called false than the bar allows; None where there were none."""
        return None if self.flagged.rate is None else self.flagged.rate <= self.bar


@dataclass(frozen=True, slots=True)
class Measured:
    """The rows of all kinds, and the claims checked and the seconds that took. `examples` of a row: the
    first errors missed, the first true sentences called false."""

    errors: tuple[ErrorRow, ...]
    rewrites: tuple[TrueRow, ...]
    claims: int
    seconds: float


def measure(
    materials: Sequence[Material],
    checker: Checker,
    count: int,
    seed: int,
    on_kind: Callable[[str], None] = lambda _: None,
) -> Measured:
    """Seed at most `count` edits of each kind and run the locks on them. `on_kind` hears the kind that
    is begun. Only the locks are timed."""
    timed = _Timed(materials, checker)
    errors = []
    for kind in ErrorKind:
        on_kind(kind)
        errors.append(_error_row(kind, timed.check(seed_edits(kind, materials, count, seed))))
    rewrites = []
    for true_kind in TrueKind:
        on_kind(true_kind)
        rewrites.append(_true_row(true_kind, timed.check(seed_edits(true_kind, materials, count, seed))))
    return Measured(tuple(errors), tuple(rewrites), timed.claims, timed.seconds)


Checked = list[tuple[Edit, Sequence[Item]]]


class _Timed:
    """The locks with a clock. `seconds`: spent in them alone."""

    def __init__(self, materials: Sequence[Material], checker: Checker) -> None:
        self._sources = {material.number: (material.segmented,) for material in materials}
        self._checker = checker
        self.claims, self.seconds = 0, 0.0

    def check(self, edits: Iterable[Edit]) -> Checked:
        taken = list(edits)
        found: dict[int, Sequence[Item]] = {}
        # Article by article, so that a checker may keep what it made of the last one.
        for at in sorted(range(len(taken)), key=lambda at: taken[at].number):
            started = time.perf_counter()
            found[at] = self._checker(taken[at].text, self._sources[taken[at].number])
            self.seconds += time.perf_counter() - started
        self.claims += len(taken)
        return [(edit, found[at]) for at, edit in enumerate(taken)]


def _error_row(kind: ErrorKind, checked: Checked) -> ErrorRow:
    bar = BARS[kind]
    missed = [edit for edit, items in checked if not any(item.is_alarm for item in items)]
    own = sum(any(i.is_alarm and i.kind in bar.locks for i in items) for _, items in checked)
    caught = Share(len(checked) - len(missed), len(checked))
    by_lock, examples = Share(own, len(checked)), tuple(missed[:MOST_EXAMPLES])
    return ErrorRow(kind, caught, by_lock, _with_support(checked), bar.least, examples)


def _true_row(kind: TrueKind, checked: Checked) -> TrueRow:
    flagged = [edit for edit, items in checked if any(item.is_alarm for item in items)]
    share, examples = Share(len(flagged), len(checked)), tuple(flagged[:MOST_EXAMPLES])
    return TrueRow(kind, share, _with_support(checked), MOST_FALSE_ALARMS[kind], examples)


def _with_support(checked: Checked) -> Share:
    hits = sum(any(item.is_alarm or item.is_doubted for item in items) for _, items in checked)
    return Share(hits, len(checked))
