"""HTML to an article: the text that trafilatura takes for it, with headline, headings and lists.

`Article.text` is what the extractor returns; what it left in the markup is not in it, but for the
headline and a lead that it dropped. Comments of readers are never taken.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from lxml import etree
from trafilatura import bare_extraction, extract_metadata
from trafilatura.settings import Document

from briefing.domain.article import CELLS, BlockKind
from briefing.domain.spans import fold
from briefing.errors import EmptyArticle, TooLong
from briefing.loading.access import open_part
from briefing.loading.decoding import decode
from briefing.loading.fetch import is_url
from briefing.loading.fetched import Fetched
from briefing.loading.headlines import headlined
from briefing.loading.kinds import tell_kinds
from briefing.loading.lines import ends_sentence, kind_of_line
from briefing.loading.markup import tidied
from briefing.loading.parsed import Metadata, Parsed, Piece, put_together
from briefing.loading.webpage import WebPage, declared_charset, one_line, plain

# Stands for a line break of the markup; in its text this character means nothing.
_BREAK = "\v"
_BLOCKS = frozenset(("p", "head", "list", "item", "quote", "table", "row", "div", "code"))
_SENTENCES = frozenset(("p", "head", "item"))
_KINDS = {
    "head": BlockKind.HEADING,
    "item": BlockKind.LIST_ITEM,
    "row": BlockKind.LIST_ITEM,
    "quote": BlockKind.PARAGRAPH,
}
# A wide search finds any year on a page.
_DATES = {"extensive_search": False, "original_date": True}
_MARKS = "\"'“”„«» "
_LEAD_TOP = 3
_METADATA = 500_000  # characters
_OUTLET_CHARACTERS = 60
_MOST_CHARACTERS = 2_500_000


def read(fetched: Fetched, title: str | None) -> Parsed:
    """The article of the page, in blocks. Raises EmptyArticle if the page holds none, TooLong if it is far
    longer than any article."""
    source = decode(fetched.data, _charset(fetched))
    page = WebPage.parse(source)
    _check_size(page, fetched.locator)
    document = _extracted(page, source, fetched.locator)
    found = [] if document is None or document.body is None else [p for p in _pieces(document.body) if p.text]
    pieces, excerpt = open_part(page, found, fetched.locator)
    if document is None or not pieces:
        raise EmptyArticle(f"{fetched.locator}: {_nothing_in(page)}")
    stated = _metadata(document, page, excerpt)
    pieces = _with_lead(_marked(pieces, page), page, one_line(document.description))
    text, stretches = put_together(headlined(pieces, stated.title))
    parsed = tell_kinds(text, stretches, title, stated)
    if parsed.metadata.published:
        return parsed
    return replace(parsed, metadata=replace(parsed.metadata, published=_visible_date(page)))


def _check_size(page: WebPage, where: str) -> None:
    """Raise TooLong for a page so long that the extractor, whose time grows with the square, would need
    minutes."""
    characters = page.characters
    if characters > _MOST_CHARACTERS:
        raise TooLong(
            f"{where}: a page of {characters:,} characters of text, and at most {_MOST_CHARACTERS:,} are "
            "read; save the part that you need as text and name the file"
        )


def _nothing_in(page: WebPage) -> str:
    if page.forwards_to:
        return f"this page holds no article and leads on to {page.forwards_to}; give that address"
    return "no article found in this page; save its text and name the file"


def _charset(fetched: Fetched) -> str | None:
    """What the server states, or the page: the server of UTF-8 that it is not has stated it of all pages."""
    stated = fetched.charset or "utf-8"
    return (
        stated
        if stated.casefold().replace("_", "-") not in ("utf-8", "utf8")
        else declared_charset(fetched.data)
    )


def _extracted(page: WebPage, source: str, locator: str) -> Document | None:
    """The extractor's tree and metadata.

    Of its modes the one that favours recall keeps leads that the others take for teasers. Metadata stands
    near the top, and looking for it is slow in a page of many links.
    """
    if page.root is None:
        return None
    url = locator if is_url(locator) else None
    document: Document | None = bare_extraction(
        tidied(page.root), url=url, include_comments=False, favor_recall=True
    )
    if document is None:
        return None
    stated: Document = extract_metadata(source[:_METADATA], default_url=url, date_config=_DATES)
    stated.body = document.body
    return stated


def _visible_date(page: WebPage) -> str | None:
    """The day that the extractor finds where neither the page's markup nor a line of its own tells one, but
    for those of other stories and of the last change."""
    found: str | None = extract_metadata(page.without_other_dates(), date_config=_DATES).date
    return found if found and found <= datetime.now(UTC).date().isoformat() else None


def _metadata(document: Document, page: WebPage, excerpt: bool) -> Metadata:
    outlet = one_line(document.sitename)
    # An address or a whole phrase is no name of a site.
    if "://" in outlet or len(outlet) > _OUTLET_CHARACTERS:
        outlet = one_line(document.hostname)
    return Metadata(
        title=page.headline(one_line(document.title), outlet) or None,
        published=page.published,
        outlet=outlet or None,
        author=page.author if page.author != outlet else None,
        language=page.language,
        excerpt=excerpt,
    )


def _marked(pieces: Sequence[Piece], page: WebPage) -> list[Piece]:
    """The pieces with what stands in a figcaption marked as that, and what is one link as a whole, which
    leads to another story, unless the page's title has it; and a quote set apart that stands in the text."""
    captions, title = page.captions, plain(page.title)
    links = {link for link in page.links if link not in title}
    said = plain(" ".join(piece.text for piece in pieces))

    def kind(piece: Piece) -> BlockKind | None:
        text = plain(piece.text)
        if text in captions:
            return BlockKind.CAPTION
        if text in links:
            return BlockKind.BOILERPLATE
        if piece.kind is not BlockKind.PARAGRAPH:
            return piece.kind
        if said.count(text.strip(_MARKS)) > 1:
            return BlockKind.BOILERPLATE
        return kind_of_line(piece.text) or piece.kind

    return [replace(piece, kind=kind(piece)) for piece in pieces]


def _with_lead(pieces: Sequence[Piece], page: WebPage, description: str) -> list[Piece]:
    """The pieces with the lead that stands under the headline, if the extractor took it for a
    teaser: known by being what the page says of itself."""
    lead = page.paragraph_like(description)
    if lead is None:
        return list(pieces)
    wanted = fold(lead)
    if any(wanted in fold(piece.text) for piece in pieces):
        return list(pieces)
    top = next((n for n, piece in enumerate(pieces[:_LEAD_TOP]) if piece.kind is None), 0)
    return [*pieces[:top], Piece(lead, BlockKind.PARAGRAPH), *pieces[top:]]


def _pieces(element: etree._Element, kind: BlockKind | None = None) -> Iterator[Piece]:
    """The paragraphs under an element of the extractor's tree, in order; all its text is in them."""
    if element.tag == "row":
        yield Piece(CELLS.join(filter(None, (one_line("".join(cell.itertext())) for cell in element))), kind)
        return
    words = [element.text or ""]
    for child in element:
        # The extractor has one tag for a listing and for a word of code in a sentence.
        if child.tag in _BLOCKS and not (child.tag == "code" and element.tag in _SENTENCES):
            yield from _paragraphs(words, kind)
            yield from _pieces(child, _KINDS.get(child.tag, kind))
            words = []
        elif isinstance(child.tag, str):  # no comment
            words.append(_BREAK if child.tag == "lb" else "".join(child.itertext()))
        words.append(child.tail or "")
    yield from _paragraphs(words, kind)


def _paragraphs(words: Sequence[str], kind: BlockKind | None) -> Iterator[Piece]:
    """Words between two blocks. The extractor makes one line break of two, so that a break after a
    sentence parts paragraphs; another is only layout."""
    paragraph: list[str] = []
    for line in map(one_line, "".join(words).split(_BREAK)):
        paragraph.append(line)
        if ends_sentence(line):
            yield Piece(" ".join(paragraph), kind)
            paragraph = []
    yield Piece(" ".join(paragraph), kind)
