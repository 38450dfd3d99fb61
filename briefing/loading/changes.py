"""Where a page tells when it was last changed, which is no day of publication."""

import re

from lxml import etree

from briefing.loading.datelines import CHANGE
from briefing.loading.decoding import repair

_LABEL_BEFORE = re.compile(rf"\b{CHANGE}(?:\s+(?:on|at))?[\s:|]*$", re.IGNORECASE)
_LABEL_INSIDE = re.compile(rf"\W*{CHANGE}\b", re.IGNORECASE)
# As far as its year.
_DAY_OF_CHANGE = re.compile(rf"\b{CHANGE}\b[^!?\n]{{0,40}}?\b(?:19|20)\d\d(?:-\d\d-\d\d)?", re.IGNORECASE)
_LONGEST_DAY = 60
_STEPS = 6


def is_of_change(element: etree._Element) -> bool:
    """Whether the day in an element is that of a change, by the words before it or its first ones."""
    inside = "".join(element.itertext())
    return _LABEL_INSIDE.match(inside) is not None or _LABEL_BEFORE.search(_before(element)) is not None


def drop_changes(root: etree._Element) -> None:
    """Take the days of changes out of a tree."""
    for element in [leaf for leaf in root.iter(etree.Element) if len(leaf) == 0 and _may_be_day(leaf)]:
        if is_of_change(element):
            element.drop_tree()
    for element in root.iter(etree.Element):
        if element.text and _DAY_OF_CHANGE.search(element.text):
            element.text = _without_days(element.text)
        if element.tail and _DAY_OF_CHANGE.search(element.tail):
            element.tail = _without_days(element.tail)


def _before(element: etree._Element) -> str:
    """The nearest words before an element, a few steps away at most."""
    for _ in range(_STEPS):
        previous, parent = element.getprevious(), element.getparent()
        near = [parent.text] if previous is None and parent is not None else []
        if previous is not None:
            # A comment has no words.
            near = [previous.tail, "".join(previous.itertext()) if isinstance(previous.tag, str) else None]
        found: str = next((text for text in near if text and text.strip()), "")
        element = parent if previous is None else previous
        if found or element is None:
            return found
    return ""


def _may_be_day(leaf: etree._Element) -> bool:
    text = leaf.text or ""
    return len(text) <= _LONGEST_DAY and any(char.isdecimal() for char in text)


def _without_days(text: str) -> str:
    # A page may hold control characters, which no tree takes back.
    return _DAY_OF_CHANGE.sub("", repair(text))
