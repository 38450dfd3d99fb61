"""Stories: which articles tell of the same thing, which of them are copies, and what changed since before."""

from briefing.stories.changes import (
    Change,
    ChangeKind,
    Fact,
    change_of,
    compare,
    conflicts,
    facts_of,
    said,
)
from briefing.stories.grouping import Story, group
from briefing.stories.reprints import Reprint, find_reprints

__all__ = [
    "Change",
    "ChangeKind",
    "Fact",
    "Reprint",
    "Story",
    "change_of",
    "compare",
    "conflicts",
    "facts_of",
    "find_reprints",
    "group",
    "said",
]
