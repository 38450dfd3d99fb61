"""The likeliest rows of tags, of which none goes on with what has not begun (Viterbi 1967)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def best_rows(scores: Sequence[Floats]) -> list[NDArray[np.int64]]:
    """The tags of each sentence with the greatest sum of log-probabilities; `scores` are these, each of
    shape (words, tags), all with as many tags. A tag that goes on follows only its own.

    O(words x tags), all sentences at once.
    """
    order = sorted(range(len(scores)), key=lambda n: -len(scores[n]))
    rows = [scores[n] for n in order]
    lengths = np.array([len(row) for row in rows], dtype=int)
    steps: list[NDArray[np.int64]] = []
    totals: list[Floats] = []
    for at in range(lengths.max(initial=0)):
        here = np.array([row[at] for row in rows[: np.count_nonzero(lengths > at)]])
        if at:
            came, least = _come_from(totals[-1][: len(here)])
            here = here + least
            steps.append(came)
        else:
            here[:, 2::2] = -np.inf
        totals.append(here)
    found = {n: _followed(totals, steps, at, int(lengths[at])) for at, n in enumerate(order)}
    return [found[n] for n in range(len(order))]


def _come_from(totals: Floats) -> tuple[NDArray[np.int64], Floats]:
    """For each tag the best tag before it and the total there, both of shape (sentences, tags)."""
    best = totals.argmax(axis=1)
    came = np.repeat(best[:, None], totals.shape[1], axis=1)
    least = np.repeat(totals.max(axis=1)[:, None], totals.shape[1], axis=1)
    begins, goes_on = totals[:, 1::2], totals[:, 2::2]
    came[:, 2::2] = np.arange(1, totals.shape[1], 2) + (goes_on > begins)
    least[:, 2::2] = np.maximum(begins, goes_on)
    return came, least


def _followed(
    totals: Sequence[Floats], steps: Sequence[NDArray[np.int64]], number: int, length: int
) -> NDArray[np.int64]:
    """The tags of one sentence, from its last word back."""
    tags = np.zeros(length, dtype=np.int64)
    if length:
        tags[-1] = totals[length - 1][number].argmax()
    for at in range(length - 1, 0, -1):
        tags[at - 1] = steps[at - 1][number][tags[at]]
    return tags
