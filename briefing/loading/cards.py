"""Boxes that announce other pages: the stories of an index, the results of a search, the wares of a shop."""

from collections import defaultdict
from collections.abc import Iterator

from lxml import etree

from briefing.domain.words import word_count
from briefing.loading.webpage import plain

_FEWEST = 4
_LONGEST = 60
"""Words; a longer box tells its story itself."""
_MOST_LEVELS = 6
_BOXES = ("li", "article", "section", "div", "tr", "a", "dl")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TITLE_WORDS = 2


def linked_cards(root: etree._Element | None) -> list[list[str]]:
    """The plain texts of boxes alike, four or more, that each begin with a link to another page, have a
    heading that is one, or begin with a heading and end with a link."""
    alike: dict[tuple[str, str], dict[etree._Element, str]] = defaultdict(dict)
    for link in root.iter("a") if root is not None else ():
        if link.get("href", "#").startswith("#"):
            continue
        title, is_heading = plain(" ".join(link.itertext())).strip(), _is_heading(link)
        for box in _around(link):
            words = _short(box)
            if words is None:
                break
            begins = words.startswith(title) and words != title and word_count(title) >= _TITLE_WORDS
            closes = words.endswith(title) and _is_headed(box)
            if is_heading or begins or closes:
                alike[box.tag, (box.get("class") or "").partition(" ")[0]][box] = words
    return [list(boxes.values()) for boxes in alike.values() if len(boxes) >= _FEWEST]


def _is_heading(link: etree._Element) -> bool:
    inside = any("".join(heading.itertext()).strip() for heading in link.iter(*_HEADINGS))
    return inside or any(True for _ in link.iterancestors(*_HEADINGS))


def _is_headed(box: etree._Element) -> bool:
    """Whether the first words of a box are a heading."""
    first = next((element for element in box.iter() if (element.text or "").strip()), box)
    return first.tag in _HEADINGS


def _around(link: etree._Element) -> Iterator[etree._Element]:
    """The link and what it stands in, from the inside."""
    for level, element in enumerate((link, *link.iterancestors())):
        if level > _MOST_LEVELS:
            return
        if element.tag in _BOXES:
            yield element


def _short(box: etree._Element) -> str | None:
    """The plain text of a box; None where it is long."""
    parts: list[str] = []
    words = 0
    for part in box.itertext():
        words += word_count(part)
        if words > _LONGEST:
            return None
        parts.append(part)
    return plain(" ".join(parts)).strip()
