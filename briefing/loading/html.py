"""HTML: what trafilatura takes for the article, with its headline, headings and lists as blocks."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import trafilatura
from lxml.etree import _Element as Element

from briefing.domain.article import BlockKind
from briefing.domain.spans import fold
from briefing.loading.lines import kind_of
from briefing.loading.parsed import Parsed, Piece, laid_out

_SPACES = re.compile(r"\s+")
_KINDS = {"head": BlockKind.HEADING, "item": BlockKind.LIST_ITEM, "p": BlockKind.PARAGRAPH}


def read_html(text: str, locator: str = "") -> Parsed:
    """The article of a page. An empty text where the extractor finds none.

    `favor_recall`: by default the extractor drops leads that a page marks as teasers.
    """
    today = datetime.now(tz=UTC).date().isoformat()
    found = trafilatura.bare_extraction(
        text,
        url=locator if "://" in locator else None,
        favor_recall=True,
        include_comments=False,
        include_tables=False,
        with_metadata=False,
        date_extraction_params={"max_date": today, "extensive_search": False, "original_date": True},
    )
    if found is None or found.body is None:
        return Parsed("", ())
    pieces = list(_pieces(found.body))
    title = _one_line(found.title or "") or None
    if title:
        pieces = _headed(title, pieces)
    laid, blocks = laid_out(pieces)
    return Parsed(laid, blocks, title, found.date or None, found.sitename or None, _language(found.language, text))


def _language(told: str | None, text: str) -> str | None:
    declared = re.search(r"<html[^>]*\blang=[\"']?([a-zA-Z]{2})\b", text[:5000])
    return told or (declared[1].lower() if declared else None)


def _headed(title: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces with the headline first, and not once more below it."""
    head = Piece(title, BlockKind.HEADLINE)
    same = [i for i, p in enumerate(pieces[:4]) if fold(p.text).strip() == fold(title).strip()]
    return [head, *(p for i, p in enumerate(pieces) if i not in same)]


def _pieces(body: Element) -> Iterator[Piece]:
    """The blocks of the extractor's tree, in order; each leaf's words on one line."""
    for element in body:
        if not isinstance(element.tag, str):
            continue
        if element.tag in ("list", "quote", "div") and len(element):
            yield from _pieces(element)
            continue
        if element.tag in ("graphic", "table"):
            continue
        for words in _lines(element):
            kind = _KINDS.get(element.tag, BlockKind.PARAGRAPH)
            told = kind_of(words)
            yield Piece(words, told if told in (BlockKind.BOILERPLATE, BlockKind.CAPTION) else kind)


def _lines(element: Element) -> Iterator[str]:
    """The words of an element, divided where the page breaks the line."""
    parts = [""]
    for node in element.iter():
        if node.tag == "lb":
            parts.append("")
        elif node.text:
            parts[-1] += node.text
        if node is not element and node.tail:
            parts[-1] += node.tail
    for part in parts:
        if words := _one_line(part):
            yield words


def _one_line(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
