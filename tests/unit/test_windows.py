from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.backends.windows import Window, lay_out

ROOM = 60
lengths_of_units = st.lists(st.integers(0, ROOM), max_size=60)


def tokens(window: Window, lengths: list[int]) -> int:
    return sum(lengths[window.first : window.last])


@given(lengths_of_units)
def test_every_unit_is_taken_once_from_a_window_that_shows_it(lengths: list[int]) -> None:
    windows = lay_out(lengths, ROOM)
    taken = [unit for window in windows for unit in range(window.start, window.stop)]
    assert taken == list(range(len(lengths)))
    for window in windows:
        assert window.first <= window.start <= window.stop <= window.last
        assert tokens(window, lengths) <= ROOM


@given(lengths_of_units)
def test_neighbours_share_a_unit_where_it_fits(lengths: list[int]) -> None:
    windows = lay_out(lengths, ROOM)
    for left, right in pairwise(windows):
        fits = lengths[left.last - 1] + lengths[left.last] <= ROOM
        assert right.first == (left.last - 1 if fits else left.last)
        assert left.last < right.last, "each window shows something new"


@given(st.lists(st.integers(5, 40), min_size=80, max_size=400))
def test_sentences_of_common_length_leave_little_padding(lengths: list[int]) -> None:
    windows = lay_out(lengths, 510)
    filled = [tokens(window, lengths) for window in windows]
    assert sum(filled) > 0.9 * len(filled) * max(filled)


def test_one_window_where_all_fits() -> None:
    assert lay_out([10, 20, 30], 60) == [Window(0, 3, 0, 3)]


def test_windows_are_balanced_rather_than_one_full_and_one_empty() -> None:
    assert lay_out([10] * 8, 60) == [Window(0, 5, 0, 5), Window(4, 8, 5, 8)]


def test_a_shared_unit_is_taken_where_more_text_stands_around_it() -> None:
    windows = lay_out([30, 10, 10, 10, 10, 40], 60)
    assert windows[0].last - 1 == windows[1].first
    before = sum([30, 10, 10, 10][: windows[0].last - 1])
    assert windows[0].stop == (windows[0].last if before >= 40 else windows[0].last - 1)


def test_nothing_needs_no_window() -> None:
    assert lay_out([], 60) == []


def test_a_unit_over_the_room_is_refused() -> None:
    with pytest.raises(ValueError, match="61 tokens does not fit a window of 60"):
        lay_out([10, 61], 60)
