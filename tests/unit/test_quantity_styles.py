"""The shares of 600 quantity expressions read right, for each of 30 kinds."""

from collections import defaultdict
from collections.abc import Callable

import pytest
from quantity_styles import Style, read_styles

STYLES = list(read_styles())
SHARE, OF_A_KIND = 0.97, 0.85


def _shares() -> dict[str, float]:
    right: dict[str, list[bool]] = defaultdict(list)
    for style in STYLES:
        right[style.kind].append(style.is_right())
    return {kind: sum(each) / len(each) for kind, each in right.items()}


def test_there_are_thirty_kinds_of_twenty() -> None:
    kinds = [style.kind for style in STYLES]

    assert len(set(kinds)) == 30
    assert {kinds.count(kind) for kind in kinds} == {20}


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_it_is_read_right_or_listed_as_missed(style: Style) -> None:
    """One that begins to be read right loses its mark."""
    if style.missed:
        assert not style.is_right(), "read right: take the mark from its line"
    else:
        assert style.told() == style.wanted


def test_enough_of_all_and_of_each_kind_is_read_right(record_property: Callable[[str, object], None]) -> None:
    shares = _shares()
    for kind, share in shares.items():
        record_property(kind, share)

    assert sum(shares.values()) / len(shares) >= SHARE
    assert {kind for kind, share in shares.items() if share < OF_A_KIND} == set()
