"""PDF to an article: the words of each page in reading order, paragraph by paragraph.

`Article.text` is what the text layers hold, without running heads and page numbers; a block knows its
page. Needs pypdfium2, the extra `docs`.
"""

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot, pi
from statistics import median, mode

import pypdfium2
from pypdfium2 import raw

from briefing.errors import EmptyArticle, UnsupportedSource
from briefing.loading.decoding import repair
from briefing.loading.dropcaps import with_drop_caps, words_of
from briefing.loading.fetched import Fetched
from briefing.loading.kinds import tell_kinds
from briefing.loading.layout import reading_order
from briefing.loading.margins import without_margins
from briefing.loading.paragraphs import LINE_HYPHEN, to_pieces
from briefing.loading.parsed import Parsed, put_together
from briefing.loading.rows import Line

_APART = 1.1  # heights of the font between two words of one height: two columns, or two cells
_PARTED = 0.6  # sizes of the font: wider than spaces between words, but for those of stretched lines
_SAMPLES = 5  # characters of a line that tell its font
_LEFTWARDS = ("R", "AL")
_FEW = 0.1  # of the letters
_UPRIGHT = 0.1  # radians that a line may lean; what leans more is a stamp or a watermark
_NOTE_MARKS = frozenset("0123456789†‡§")
_HYPHENS = "\x02\xad\ufffe"
_FEWEST = 8  # characters that a page with a picture has, if it is no scan
_COVERED = 0.4  # of the page, by a picture, where that may be a scan


def read(fetched: Fetched, title: str | None) -> Parsed:
    """The article of the file, in blocks with pages.

    Raises UnsupportedSource where the file is damaged or protected, where a page is a picture without a
    text layer, or where the text runs from right to left; EmptyArticle where it has no words at all.
    """
    where = fetched.locator
    try:
        pages = _pages(fetched)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        reason = (
            "is protected by a password; save an open copy" if locked else "is a damaged PDF; save it anew"
        )
        raise UnsupportedSource(f"{where} {reason}") from error
    _check(pages, where)
    words = words_of([page.lines for page in pages])
    lines = without_margins([with_drop_caps(page.lines, words) for page in pages])
    regions = [region for page in lines for region in reading_order(page)]
    text, stretches = put_together(to_pieces(regions))
    _check_direction(text, where)
    return tell_kinds(text, stretches, title)


@dataclass(frozen=True, slots=True)
class _Page:
    """The lines of a page, and whether a picture covers most of it."""

    lines: list[Line]
    pictured: bool


def _pages(fetched: Fetched) -> list[_Page]:
    with pypdfium2.PdfDocument(fetched.data) as document:
        return [_Page(_lines(page, number), _is_pictured(page)) for number, page in enumerate(document, 1)]


def _check(pages: Sequence[_Page], where: str) -> None:
    scans = [
        number
        for number, page in enumerate(pages, 1)
        if page.pictured and sum(len(line.text) for line in page.lines) < _FEWEST
    ]
    if scans:
        named = f"page {scans[0]} has" if len(scans) == 1 else f"pages {_listed(scans)} have"
        raise UnsupportedSource(f"{where}: {named} no text layer; run OCR over the file first")
    if not any(page.lines for page in pages):
        raise EmptyArticle(f"{where}: no words in this PDF; check that it is the article itself")


def _check_direction(text: str, where: str) -> None:
    """Raises UnsupportedSource where much of the text runs from right to left: a PDF holds glyphs in
    the order of the page, and how to undo that, figures and joined letters included, each maker of
    files leaves to guess. A name in such letters is read."""
    letters = [unicodedata.bidirectional(letter) for letter in text if letter.isalpha()]
    if sum(letter in _LEFTWARDS for letter in letters) > _FEW * len(letters):
        raise UnsupportedSource(
            f"{where}: its text runs from right to left, which is not read from PDF; "
            "save its text and name the file"
        )


def _listed(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:5]))
    return f"{shown} and {len(numbers) - 5} more" if len(numbers) > 5 else shown


def _is_pictured(page: pypdfium2.PdfPage) -> bool:
    """Whether a picture covers so much of the page that it may be a scan of words; a logo does not."""
    width, height = page.get_size()
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) > _COVERED * width * height:
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A character where it stands; `index` is its number in the page's text layer."""

    text: str
    index: int
    left: float
    bottom: float
    right: float
    top: float


def _lines(page: pypdfium2.PdfPage, number: int) -> list[Line]:
    """The upright words of a page in pieces of one height without a wide gap."""
    text = page.get_textpage()
    lines = [_line(text, glyphs, number) for glyphs in _pieces(text)]
    return _without_doubles([line for line in lines if line is not None])


def _line(text: pypdfium2.PdfTextPage, glyphs: Sequence[_Glyph], number: int) -> Line | None:
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    inked = _without_raised(text, inked) if inked else []
    shown = {glyph.index for glyph in inked}
    words = repair("".join(glyph.text for glyph in glyphs if glyph.text.isspace() or glyph.index in shown))
    if not inked or not words.strip() or _leans(raw.FPDFText_GetCharAngle(text, inked[0].index)):
        return None
    # Of some: the first may be a large letter or a mark of a list, others a formula.
    some = [inked[len(inked) * part // _SAMPLES].index for part in range(_SAMPLES)]
    size = mode(_font_size(text, index) for index in some)
    parts = list(_parted(glyphs, _PARTED * size))
    cells = [_line(text, part, number) for part in parts] if len(parts) > 1 else []
    return Line(
        " ".join(words.split()),
        min(glyph.left for glyph in inked),
        median(glyph.bottom for glyph in inked),
        max(glyph.right for glyph in inked),
        median(glyph.top for glyph in inked),
        size,
        number,
        mode(_is_bold(text, index) for index in some),
        tuple(cell for cell in cells if cell is not None),
    )


def _parted(glyphs: Sequence[_Glyph], gap: float) -> Iterator[list[_Glyph]]:
    """The characters parted where there is more white than `gap` between two."""
    part: list[_Glyph] = []
    inked: _Glyph | None = None
    for glyph in glyphs:
        if not glyph.text.isspace():
            if inked and glyph.left - inked.right > gap:
                yield part
                part = []
            inked = glyph
        part.append(glyph)
    yield part


def _without_raised(text: pypdfium2.PdfTextPage, glyphs: Sequence[_Glyph]) -> list[_Glyph]:
    """Without the raised figures and stars that point to notes and would be read as words."""
    middle = median((glyph.top + glyph.bottom) / 2 for glyph in glyphs)
    return [g for g in glyphs if not (g.text in _NOTE_MARKS and _ink_bottom(text, g.index) > middle)]


def _ink_bottom(text: pypdfium2.PdfTextPage, index: int) -> float:
    box = [ctypes.c_double() for _ in range(4)]
    raw.FPDFText_GetCharBox(text, index, *box)
    return box[2].value


def _leans(radians: float) -> bool:
    return min(radians, 2 * pi - radians) > _UPRIGHT


def _font_size(text: pypdfium2.PdfTextPage, index: int) -> float:
    """As it appears on the page: some files set every font at 1 and scale it."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    return round(raw.FPDFText_GetFontSize(text, index) * hypot(matrix.c, matrix.d), 1) or 1.0


def _is_bold(text: pypdfium2.PdfTextPage, index: int) -> bool:
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(text, index, name, len(name), None)
    return b"bold" in name.value.lower() or b"black" in name.value.lower()


def _pieces(text: pypdfium2.PdfTextPage) -> Iterator[list[_Glyph]]:
    """The characters in the order of the file, parted at line ends and wide gaps."""
    piece: list[_Glyph] = []
    inked: _Glyph | None = None  # the last one that is no space
    for glyph in _glyphs(text):
        if glyph.text in "\r\n" or (inked and not glyph.text.isspace() and _is_apart(inked, glyph)):
            yield piece
            piece, inked = [], None
        if glyph.text in "\r\n":
            continue
        piece.append(glyph)
        inked = inked if glyph.text.isspace() else glyph
    yield piece


def _glyphs(text: pypdfium2.PdfTextPage) -> Iterator[_Glyph]:
    box = raw.FS_RECTF()
    for index in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text, index))
        # What PDFium gives for a hyphen at the end of a line.
        character = LINE_HYPHEN if character in _HYPHENS else character
        raw.FPDFText_GetLooseCharBox(text, index, box)
        yield _Glyph(character, index, box.left, box.bottom, box.right, box.top)


def _is_apart(before: _Glyph, glyph: _Glyph) -> bool:
    height = max(before.top - before.bottom, 1.0)
    fell = abs((before.top + before.bottom) - (glyph.top + glyph.bottom)) / 2 > 0.6 * height
    return fell or glyph.left - before.right > _APART * height or glyph.right < before.left - height


def _without_doubles(lines: Sequence[Line]) -> list[Line]:
    """Without words that are printed twice on the same spot to look bold."""
    seen = set()
    kept = []
    for line in lines:
        key = (line.text, round(line.left / 2), round(line.bottom / 2))
        if key not in seen:
            seen.add(key)
            kept.append(line)
    return kept
