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
from docx.text.paragraph import Paragraph
from lxml import etree

from briefing.domain.article import CELLS, BlockKind
from briefing.errors import UnsupportedSource
from briefing.loading.decoding import repair
from briefing.loading.fetched import Fetched
from briefing.loading.kinds import tell_kinds
from briefing.loading.lines import ends_sentence, may_head
from briefing.loading.parsed import Metadata, Parsed, Piece, put_together

_MAX_BYTES = 100 * 1024 * 1024
"""Unpacked; a text of that size is no article but a bomb."""
_HEADING = re.compile(r"heading \d", re.IGNORECASE)
_PARAGRAPH, _BOX = qn("w:p"), qn("w:txbxContent")
_OLD = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_STRUCK = frozenset(map(qn, ("w:del", "w:moveFrom")))
_BLANKS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_VALUE = qn("w:val")
_OFF = frozenset(("0", "false", "off"))
_NOTES = ("footnotes", "endnotes")


def read(fetched: Fetched, title: str | None) -> Parsed:
    """The article of the file, in blocks. Raises UnsupportedSource where it is damaged or too large."""
    try:
        _check_size(fetched)
        document = docx.Document(BytesIO(fetched.data))
        hidden = _hidden_styles(document)
        _drop_hidden(document.element.body, hidden)
        pieces = [*_pieces(document.element.body, document), *_notes(document, hidden)]
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


def _hidden_styles(document: Document) -> frozenset[str]:
    """The styles whose text Word does not show, by themselves or by what they are based on."""
    styles = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
    hidden = set()
    for name, style in styles.items():
        above, seen = style, set()
        while above is not None and above not in seen:
            seen.add(above)
            stated = _vanishes(above)
            if stated is not None:
                hidden |= {name} if stated else set()
                break
            based = above.find(qn("w:basedOn"))
            above = styles.get(based.get(_VALUE)) if based is not None else None
    return frozenset(hidden)


def _vanishes(element: etree._Element) -> bool | None:
    """Whether the properties of a run or a style hide it; None where they do not say."""
    found = element.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return None if found is None else found.get(_VALUE, "1") not in _OFF


def _drop_hidden(root: etree._Element, styles: frozenset[str]) -> None:
    """Takes out the runs that are not shown."""
    for run in list(root.iter(qn("w:r"))):
        stated = _vanishes(run)
        named = (
            run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}"),
            next(run.iterancestors(_PARAGRAPH), run).find(f"{qn('w:pPr')}/{qn('w:pStyle')}"),
        )
        by_style = any(style is not None and style.get(_VALUE) in styles for style in named)
        if by_style if stated is None else stated:
            run.getparent().remove(run)


def _pieces(parent: etree._Element, document: Document) -> Iterator[Piece]:
    for block in _blocks(parent):
        if block.tag == qn("w:tbl"):
            yield from _rows(block, document)
            continue
        kind = _kind(Paragraph(block, document))
        yield from (Piece(line, kind) for line in _lines_of(block))
        # Of what is there twice, for old programs, the new one.
        boxes = (
            box for box in block.iter(_BOX) if not any(above.tag == _OLD for above in box.iterancestors())
        )
        yield from (Piece(_text_of(inside)) for box in boxes for inside in box.iter(_PARAGRAPH))


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables, and those in what wraps them: content controls, changes that stand."""
    for child in parent:
        if child.tag in (_PARAGRAPH, qn("w:tbl")):
            yield child
        elif child.tag not in _STRUCK:
            yield from _blocks(child)


def _text_of(paragraph: etree._Element) -> str:
    """All that is read in a paragraph: with insertions, without what a tracked change has struck."""
    return " ".join(_broken(paragraph))


def _lines_of(paragraph: etree._Element) -> list[str]:
    """The paragraph; or its lines, where breaks part sentences, which are paragraphs to the eye."""
    lines = _broken(paragraph)
    parted = len(lines) > 1 and all(ends_sentence(line) and not line[0].islower() for line in lines[1:])
    return lines if parted and (ends_sentence(lines[0]) or may_head(lines[0])) else [" ".join(lines)]


def _broken(paragraph: etree._Element) -> list[str]:
    """What stands between the breaks of a paragraph."""
    words = "".join(_BLANKS.get(node.tag, node.text or "") for node in _nodes(paragraph))
    lines = (repair(" ".join(line.split())) for line in words.split("\n"))
    return [line for line in lines if line]


def _nodes(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == qn("w:t") or child.tag in _BLANKS:
            yield child
        elif child.tag not in _STRUCK and child.tag not in (_BOX, _OLD):
            yield from _nodes(child)


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


def _rows(table: etree._Element, document: Document) -> Iterator[Piece]:
    """Each row as one item, a table in a cell as part of the cell; of a row that only places text on the
    page, what is in its cells."""
    for row in _inside(table, "w:tr"):
        cells = list(_inside(row, "w:tc"))
        texts = [" ".join(map(_text_of, cell.iter(_PARAGRAPH))).strip() for cell in cells]
        filled = list(filter(None, texts))
        if any(map(_is_prose, cells)) or (len(filled) == 1 and ends_sentence(filled[0])):
            for cell in cells:
                yield from _pieces(cell, document)
        else:
            yield Piece(CELLS.join(filled), BlockKind.LIST_ITEM)


def _is_prose(cell: etree._Element) -> bool:
    """Whether a cell holds paragraphs of sentences, as one of figures does not."""
    lines = (line for block in _blocks(cell) if block.tag == _PARAGRAPH for line in _lines_of(block))
    return sum(map(ends_sentence, lines)) > 1


def _inside(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """The nearest elements of a name, also in what wraps them."""
    for child in parent:
        if child.tag == qn(name):
            yield child
        elif child.tag not in _STRUCK:
            yield from _inside(child, name)


def _notes(document: Document, hidden: frozenset[str]) -> Iterator[Piece]:
    """Footnotes and endnotes, which python-docx does not read, from their parts."""
    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(_NOTES):
            continue
        root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False))
        _drop_hidden(root, hidden)
        for note in root:
            # The separators above the notes have a type.
            if note.get(qn("w:type")) is None:
                yield Piece(" ".join(map(_text_of, note.iter(_PARAGRAPH))))
