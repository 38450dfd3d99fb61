"""Windows: how a text of any length is laid out for a model that sees some tokens at a time.

Units are sentences, or pieces of one that alone is longer than a window; they are counted in
tokens. Every unit is in a window and none is cut. Plain arithmetic; no model library.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise


@dataclass(frozen=True, slots=True)
class Window:
    """Units `first:last` are shown together; the vectors of units `start:stop` are taken from it."""

    first: int
    last: int
    start: int
    stop: int


def lay_out(lengths: Sequence[int], room: int) -> list[Window]:
    """Windows of at most `room` tokens over units of `lengths` tokens, neighbours sharing a unit.

    As few windows as possible, and among those layouts the one whose fullest window is least full,
    so that all are about equally long and hardly any padding is needed. Two neighbours share no
    unit only where the last unit of one and the first new unit of the next do not fit together.
    Raises ValueError where a unit is longer than `room`. O(n log room).
    """
    if max(lengths, default=0) > room:
        raise ValueError(f"a unit of {max(lengths)} tokens does not fit a window of {room}")
    fewest = len(_fill(lengths, room))
    # Narrower than a pair that fits the room, a window could not share what it should.
    pairs = (left + right for left, right in pairwise(lengths))
    low, high = max([*lengths, *(pair for pair in pairs if pair <= room)], default=0), room
    # The narrowest windows that need no more of them than the widest.
    while low < high:
        middle = (low + high) // 2
        if len(_fill(lengths, middle)) <= fewest:
            high = middle
        else:
            low = middle + 1
    return _shared_out(lengths, _fill(lengths, high))


def _fill(lengths: Sequence[int], room: int) -> list[tuple[int, int]]:
    """Each window takes what fits, beginning with the last unit of the one before."""
    filled: list[tuple[int, int]] = []
    first = last = 0
    while last < len(lengths):
        sharing = last > 0 and lengths[last - 1] + lengths[last] <= room
        first = last - 1 if sharing else last
        tokens = sum(lengths[first:last])
        while last < len(lengths) and tokens + lengths[last] <= room:
            tokens += lengths[last]
            last += 1
        filled.append((first, last))
    return filled


def _shared_out(lengths: Sequence[int], filled: Sequence[tuple[int, int]]) -> list[Window]:
    """A unit that two windows show is taken from the one with more text around it."""
    begins = [0, *accumulate(lengths)]
    windows, start = [], 0
    for index, (first, last) in enumerate(filled):
        stop = last
        if index + 1 < len(filled) and filled[index + 1][0] < last:
            following = filled[index + 1]
            before = begins[last - 1] - begins[first]
            after = begins[following[1]] - begins[last]
            stop = last if before >= after else last - 1
        windows.append(Window(first, last, start, stop))
        start = stop
    return windows
