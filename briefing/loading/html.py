"""HTML to an article: the text that trafilatura takes for it, with headline, headings and lists.

`Article.text` is what the extractor returns; what it left in the markup is not in it. Comments of
readers are never taken.
"""

import re
from collections.abc import Iterator, Sequence

from lxml import etree
from trafilatura import bare_extraction
from trafilatura.settings import Document

from briefing.domain.article import BlockKind
from briefing.errors import EmptyArticle
from briefing.loading.decoding import decode, repair
from briefing.loading.fetch import Fetched
from briefing.loading.kinds import tell_kinds
from briefing.loading.parsed import Metadata, Parsed, Piece, headlined, put_together

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]{0,100}encoding=[\"']([\w-]+)", re.I)
_LANGUAGE = re.compile(r"<html\b[^>]*?\slang\s*=\s*[\"']?([A-Za-z]{2})\b", re.IGNORECASE)
_CAPTION = re.compile(r"<figcaption\b[^>]*>(.*?)</figcaption>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_BLOCKS = frozenset(("p", "head", "list", "item", "quote", "table", "row", "div", "code"))
_KINDS = {"head": BlockKind.HEADING, "item": BlockKind.LIST_ITEM, "row": BlockKind.LIST_ITEM}
_SPACE = re.compile(r"\s+")


def read(fetched: Fetched, title: str | None) -> Parsed:
    """The article of the page, in blocks. Raises EmptyArticle if the page holds none."""
    page = decode(fetched.data, fetched.charset or _declared(fetched.data))
    document = _extracted(page, fetched.locator)
    stated = _metadata(document, page)
    text, stretches = put_together(headlined(list(_pieces(document.body)), stated.title))
    return tell_kinds(text, stretches, title, stated)


def _declared(data: bytes) -> str | None:
    """The charset that the page states of itself."""
    found = _CHARSET.search(data[:4096])
    return (found[1] or found[2]).decode("ascii") if found else None


def _extracted(page: str, locator: str) -> Document:
    document = bare_extraction(
        page,
        url=locator if "://" in locator else None,
        include_comments=False,
        favor_recall=True,
        with_metadata=True,
    )
    if document is None or document.body is None:
        raise EmptyArticle(f"{locator}: no article found in this page; save its text, or try --type txt")
    return document


def _metadata(document: Document, page: str) -> Metadata:
    language = _LANGUAGE.search(page[:20_000])
    return Metadata(
        title=_line(document.title) or None,
        published=document.date,
        outlet=_line(document.sitename) or None,
        language=language[1].casefold() if language else None,
    )


def _pieces(element: etree._Element, kind: BlockKind | None = None) -> Iterator[Piece]:
    """The paragraphs under an element of the extractor's tree, in order; all its text is in them."""
    if element.tag == "row":
        yield Piece(" | ".join(filter(None, (_line("".join(cell.itertext())) for cell in element))), kind)
        return
    words = [element.text or ""]
    for child in element:
        if child.tag in _BLOCKS:
            yield from _paragraphs(words, kind)
            yield from _pieces(child, _KINDS.get(child.tag, kind))
            words = []
        else:
            words.append(_inline(child))
        words.append(child.tail or "")
    yield from _paragraphs(words, kind)


def _paragraphs(words: Sequence[str], kind: BlockKind | None) -> Iterator[Piece]:
    """Words between two blocks; an empty line among them (two line breaks) parts paragraphs."""
    for paragraph in _BLANK.split("".join(words)):
        yield Piece(_line(paragraph), kind)


def _inline(element: etree._Element) -> str:
    return "\n" if element.tag == "lb" else "".join(element.itertext())


def _line(text: str | None) -> str:
    """One line of repaired text; white space of markup means nothing."""
    return _SPACE.sub(" ", repair(text or "")).strip()
