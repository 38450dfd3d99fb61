"""A page's markup made ready for the extractor: what nobody sees and the teasers of other stories taken
out, text that stands loose between line breaks and blocks put into paragraphs.

The loose text is handled as Mozilla's Readability does it.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import pairwise

from lxml import etree, html

from briefing.domain.words import word_count

_HIDDEN = (
    "//*[@hidden or contains(translate(@style, ' ', ''), 'display:none')"
    " or contains(translate(@style, ' ', ''), 'visibility:hidden')]"
)
_HIDDEN_WORDS = 40
"""More may be unfolded by a click, and is of the article."""
# For screen readers alone, struck out, or somebody else's words, which the page of the network shows.
_CLASSES = (
    "visually-hidden",
    "visuallyhidden",
    "sr-only",
    "screen-reader-text",
    "twitter-tweet",
    "instagram-media",
)
_LEFT_OUT = "//s | //del | //strike | " + " | ".join(
    f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]" for name in _CLASSES
)
_RAISED = {
    "sup": str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ"),
    "sub": str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋"),
}
_FEWEST_POSTS = 3
_MAKER = r"(?:ai\b|a\.i\.|artificial intelligence)"
_MACHINE_MADE = re.compile(
    rf"\W*(?:{_MAKER}[- ](?:generated|powered|written|assisted)? ?(?:summary|overview|takeaways|key points)"
    r"|(?:this )?(?:summary|overview)s? (?:is|was|were|are)? ?"
    rf"(?:generated|created|written|produced|made) (?:by|with|using) {_MAKER})",
    re.IGNORECASE,
)
"""What stands over, or under, a summary that nobody of the outlet wrote."""
_STORIES = r"(?: (?:stor(?:y|ies)|articles?|coverage|content|links?|news|reading|for you))?"
_ANNOUNCES = re.compile(
    r"(?:(?:also )?read(?: (?:also|next|more))?|also (?:read|next)|up next|see also|don['’]t miss"
    r"|more (?:on|from|about|like) this(?: story| topic)?|you (?:may|might) also like|editors?['’]s? picks?"
    rf"|(?:related|recommended){_STORIES}|most (?:read|popular)|trending(?: now)?)\s*[:>|»→]?",
    re.IGNORECASE,
)
_LABEL = 60  # characters
_SUMMARY_WORDS, _MACHINE_MADE_WORDS = 5, 200
_REPLIED_TO = "//blockquote[@type='cite'] | //*[contains(@class, 'gmail_quote')]"
_REPLY_WORDS = 60
"""Fewer words only hand on what they quote."""
_TEASERS = "//article//article[.//*[self::h1 or self::h2 or self::h3 or self::h4][.//a or ancestor::a]]"
_TEASER_WORDS = 80
# In others the extractor finds loose text itself.
_BOXES = ("body", "center")
_CELL_WORDS = 60
_TABLE_PARTS = ("thead", "tbody", "tfoot", "tr", "td", "th")
_WHOLE = ("aside", "section", "div", "details", "figure")
_BLOCKS = frozenset(
    """address article aside blockquote center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6
    header hr li main nav ol p pre section table tbody td tfoot th thead tr ul script style iframe""".split()
)
_FEWEST_WORDS = 8


def tidied(root: etree._Element) -> etree._Element:
    """A copy of the page, made ready."""
    copied = deepcopy(root)
    for element in copied.xpath(_HIDDEN):
        if word_count(_words(element)) < _HIDDEN_WORDS:
            _drop(element)
    for element in copied.xpath(_LEFT_OUT):
        _drop(element)
    for element in list(copied.iter("sup", "sub")):
        _raise(element)
    for element in copied.xpath(_TEASERS):
        if word_count(_words(element)) < _TEASER_WORDS:
            _drop(element)
    _unwrap_layouts(copied)
    _join_posts(copied)
    _drop_machine_made(copied)
    _drop_announced(copied)
    _drop_replied_to(copied)
    for box in list(copied.iter(*_BOXES)):
        _put_into_paragraphs(box)
    return copied


def _unwrap_layouts(root: etree._Element) -> None:
    """Make boxes of the tables that only place things on the page: those that hold tables, headings, or in a
    cell several paragraphs or a long one; of the first the article, where nothing else says what is."""
    named = next(root.iter("article", "main"), None) is not None
    for table in list(root.iter("table")):
        own = [part for part in table.iter(*_TABLE_PARTS) if next(part.iterancestors("table")) is table]
        cells = [part for part in own if part.tag in ("td", "th")]
        if table.find(".//table") is not None or any(map(_places, cells)):
            for part in (table, *own):
                part.tag = "div"
                part.attrib.clear()
            table.tag, named = "div" if named else "article", True


def _places(cell: etree._Element) -> bool:
    """Whether a cell holds more than a table's would."""
    return (
        len(cell.findall(".//p")) > 1
        or next(cell.iter("h1", "h2", "h3", "h4"), None) is not None
        or word_count(_words(cell)) > _CELL_WORDS
    )


def _join_posts(root: etree._Element) -> None:
    """Make boxes of the updates of a live page, each an article, or the extractor takes one for the whole;
    in their headers stand the headings."""
    for parent in {article.getparent() for article in root.iter("article")}:
        posts = parent.findall("article") if parent is not None else []
        if len(posts) < _FEWEST_POSTS or any(post.find(".//h1") is not None for post in posts):
            continue
        for post in posts:
            post.tag = "div"
            post.attrib.clear()
            for header in post.findall("header"):
                header.drop_tag()


def _drop_machine_made(root: etree._Element) -> None:
    """Take out the boxes that say of themselves that a machine wrote them."""
    for element in list(
        root.iter("p", "span", "div", "h2", "h3", "h4", "h5", "strong", "summary", "figcaption")
    ):
        if not _MACHINE_MADE.match(element.text or ""):
            continue
        least = word_count(_words(element)) + _SUMMARY_WORDS
        around = (box for box in element.iterancestors() if box.tag in _WHOLE)
        box = next((box for box in around if word_count(_words(box)) >= least), element)
        _drop(box if word_count(_words(box)) < _MACHINE_MADE_WORDS else element)


def _drop_announced(root: etree._Element) -> None:
    """Take out the boxes that announce another story: "Read next", and its title as a link."""
    for element in list(root.iter("p", "span", "div", "h2", "h3", "h4", "h5", "strong", "b", "em")):
        if not _ANNOUNCES.fullmatch(_beginning(element).strip()):
            continue
        around = (box for box in element.iterancestors() if box.tag in _WHOLE)
        box = next((box for box in around if box.find(".//a") is not None), None)
        if box is not None and word_count(_words(box)) < _TEASER_WORDS:
            _drop(box)


def _drop_replied_to(root: etree._Element) -> None:
    """Take out the message that one replies to, not one that is handed on."""
    for element in root.xpath(_REPLIED_TO):
        if word_count(_words(root)) - word_count(_words(element)) >= _REPLY_WORDS:
            _drop(element)


def _drop(element: etree._Element) -> None:
    if element.getparent() is not None and element.tag not in ("html", "body"):
        element.drop_tree()


def _raise(element: etree._Element) -> None:
    """Figures above and below the line as characters that are: "10⁹" is not 109. The sign of a note goes."""
    said = _words(element).strip()
    raised = said.translate(_RAISED[element.tag])
    before = element.getprevious()
    text = before.tail if before is not None else element.getparent().text
    notes = element.tag == "sup" and not (text or " ")[-1].isdigit() and said.strip("[]()*†‡,").isdecimal()
    if notes or element.find(".//a") is not None:
        _drop(element)
    elif said and raised != said and not any(char.isdigit() and char.isascii() for char in raised):
        element.clear(keep_tail=True)
        element.text = raised
        element.drop_tag()


def _put_into_paragraphs(box: etree._Element) -> None:
    """Each stretch of loose text in the box, if it is prose, becomes a paragraph."""
    children = list(box)
    borders = [-1, *_borders(children), len(children)]
    if len(borders) == 2:
        return
    for before, after in reversed(list(pairwise(borders))):
        first = box.text if before < 0 else children[before].tail
        inside = children[before + 1 : after]
        if not _is_prose(first or "", inside):
            continue
        paragraph = html.Element("p")
        paragraph.text = first
        if before < 0:
            box.text = None
        else:
            children[before].tail = None
        box.insert(before + 1, paragraph)
        paragraph.extend(inside)


def _borders(children: list[etree._Element]) -> Iterator[int]:
    """Where the children of a box part its text: blocks, and line breaks next to another."""
    for at, child in enumerate(children):
        beside = (at > 0 and _breaks(children[at - 1]) and not (children[at - 1].tail or "").strip()) or (
            at + 1 < len(children) and _breaks(children[at + 1]) and not (child.tail or "").strip()
        )
        if _is_block(child) or (_breaks(child) and beside):
            yield at


def _breaks(element: etree._Element) -> bool:
    return bool(element.tag == "br")


def _is_block(element: etree._Element) -> bool:
    return element.tag in _BLOCKS or any(below.tag in _BLOCKS for below in element.iterdescendants())


def _is_prose(text: str, inside: list[etree._Element]) -> bool:
    """Whether loose text is long enough and less than half of it links."""
    words = word_count(text + " ".join(_words(child) + (child.tail or "") for child in inside))
    linked = sum(word_count(_words(link)) for child in inside for link in child.iter("a"))
    return words >= _FEWEST_WORDS and 2 * linked < words


def _beginning(element: etree._Element) -> str:
    """The first words of an element, a label or more: whole pages are long."""
    parts: list[str] = []
    for part in element.itertext():
        parts.append(part)
        if sum(map(len, parts)) > _LABEL:
            break
    return "".join(parts)


def _words(element: etree._Element) -> str:
    return "".join(element.itertext()) if isinstance(element.tag, str) else ""
