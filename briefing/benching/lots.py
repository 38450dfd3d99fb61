"""Drawing lots: the same seed draws the same."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def lots(*seed: object) -> Random:
    """A source of lots for a seed; nothing secret hangs on it."""
    return Random("/".join(map(str, seed)))  # noqa: S311


def shuffled(items: Sequence[T], draw: Random) -> list[T]:
    """The items in an order drawn by lot."""
    return draw.sample(items, len(items))


def drawn(options: Sequence[T], draw: Random) -> T | None:
    """One of the options; None where there is none."""
    return draw.choice(options) if options else None
