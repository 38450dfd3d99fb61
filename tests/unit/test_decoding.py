"""The likeliest row of tags is that of all rows that are allowed, and a sentence does not hang on others."""

from itertools import product

import numpy as np
import pytest

from briefing.backends.decoding import Floats, best_rows
from briefing.backends.tags import first_pieces, offsets_of_words

DRAW = np.random.default_rng(0)


def scores(words: int, tags: int) -> Floats:
    return np.log(DRAW.dirichlet(np.ones(tags), size=words)).astype(np.float32)


def is_allowed(row: tuple[int, ...]) -> bool:
    """Whether each tag that goes on, an even one, stands behind its own."""
    return all(tag == 0 or tag % 2 or (at and row[at - 1] in (tag - 1, tag)) for at, tag in enumerate(row))


def best_of_all(told: Floats) -> tuple[int, ...]:
    rows = filter(is_allowed, product(range(told.shape[1]), repeat=len(told)))
    return max(rows, key=lambda row: sum(told[at, tag] for at, tag in enumerate(row)))


@pytest.mark.parametrize("tags", [3, 5])
def test_no_allowed_row_is_likelier(tags: int) -> None:
    sentences = [scores(words, tags) for words in (1, 2, 4, 5, 3, 5)]

    assert [tuple(row) for row in best_rows(sentences)] == [best_of_all(told) for told in sentences]


def test_sentences_without_words_have_no_tags() -> None:
    empty = np.zeros((0, 1), np.float32)

    assert [len(row) for row in best_rows([empty, scores(2, 3), empty])] == [0, 2, 0]
    assert best_rows([]) == []


def test_pieces_make_words() -> None:
    firsts = first_pieces([0, 0, 1, 2, 2, 2])

    assert firsts == [0, 2, 3]
    assert offsets_of_words(firsts, [(0, 2), (2, 5), (6, 9), (10, 11), (11, 13), (13, 14)]) == [
        (0, 5),
        (6, 9),
        (10, 14),
    ]
    assert offsets_of_words([], []) == []
