"""DOCX to an article: paragraphs, headings, lists, tables row by row, and footnotes at the end.

Needs python-docx, the extra `docs`.
"""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from briefing.domain.article import BlockKind
from briefing.errors import UnsupportedSource
from briefing.loading.decoding import repair
from briefing.loading.fetched import Fetched
from briefing.loading.kinds import tell_kinds
from briefing.loading.parsed import Metadata, Parsed, Piece, put_together

_MAX_BYTES = 100 * 1024 * 1024
"""Unpacked; a text of that size is no article but a bomb."""
_HEADING = re.compile(r"heading \d", re.IGNORECASE)
_NOTES = ("footnotes", "endnotes")


def read(fetched: Fetched, title: str | None) -> Parsed:
    """The article of the file, in blocks. Raises UnsupportedSource where it is damaged or too large."""
    try:
        _check_size(fetched)
        document = docx.Document(BytesIO(fetched.data))
        pieces = [*_pieces(document), *_notes(document)]
    except (
        OpcError,
        BadZipFile,
        RuntimeError,
        zlib.error,
        KeyError,
        ValueError,
        etree.XMLSyntaxError,
    ) as error:
        raise UnsupportedSource(f"{fetched.locator} is a damaged Word file; save it anew") from error
    text, stretches = put_together(pieces)
    return tell_kinds(text, stretches, title, _metadata(document))


def _check_size(fetched: Fetched) -> None:
    with ZipFile(BytesIO(fetched.data)) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    if size > _MAX_BYTES:
        raise UnsupportedSource(
            f"{fetched.locator} unpacks to over {_MAX_BYTES // 2**20} MB; save its text and name the file"
        )


def _metadata(document: Document) -> Metadata:
    # When the file was made or last changed is no date of publication, nor is it in a PDF.
    return Metadata(title=document.core_properties.title or None)


def _pieces(document: Document) -> Iterator[Piece]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _rows(block)
        else:
            yield Piece(_text_of(block), _kind(block))


def _text_of(paragraph: Paragraph) -> str:
    # Its own text, not that of a change which was struck.
    return repair(" ".join(paragraph.text.split()))


def _kind(paragraph: Paragraph) -> BlockKind | None:
    name = (paragraph.style.name or "") if paragraph.style is not None else ""
    if name == "Title":
        return BlockKind.HEADLINE
    if _HEADING.match(name):
        return BlockKind.HEADING
    if name == "Caption":
        return BlockKind.CAPTION
    properties = paragraph._p.pPr  # noqa: SLF001 - python-docx says it nowhere else
    listed = properties is not None and properties.numPr is not None
    return BlockKind.LIST_ITEM if listed or name.startswith("List") else None


def _rows(table: Table) -> Iterator[Piece]:
    """Each row as one item."""
    for row in table.rows:
        # A cell that spans columns is given once a column.
        cells = {id(cell._tc): cell.text for cell in row.cells}  # noqa: SLF001
        words = (repair(" ".join(text.split())) for text in cells.values())
        yield Piece(" | ".join(filter(None, words)), BlockKind.LIST_ITEM)


def _notes(document: Document) -> Iterator[Piece]:
    """Footnotes and endnotes, which python-docx does not read, from their parts."""
    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(_NOTES):
            continue
        root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False))
        for note in root:
            # The separators above the notes have a type.
            if note.get(qn("w:type")) is None:
                words = "".join(node.text or " " for node in note.iter(qn("w:t"), qn("w:tab"), qn("w:br")))
                yield Piece(repair(" ".join(words.split())))
