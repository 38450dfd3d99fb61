"""Lines of pages to paragraphs: words cut at a line's end are joined, headings are told by their size."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from briefing.domain.article import BlockKind
from briefing.domain.spans import fold
from briefing.grammar.word_classes import word_set
from briefing.loading.layout import Region
from briefing.loading.lines import ends_sentence, is_listed
from briefing.loading.parsed import Piece
from briefing.loading.rows import Line

# Scripts without spaces between words: Chinese and Japanese.
_UNSPACED = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]")
# These keep their hyphen: "well-known", "twenty-one".
_HYPHENED = word_set("well self ex so twenty thirty forty fifty sixty seventy eighty ninety")
# So do these, "state-owned", but for "underfunded".
_BEHIND_HYPHEN = word_set(
    "owned based backed controlled funded sponsored led held run old term level party profile speaking"
)
_PREFIXES = word_set("under over fore inter counter super trans anti with")
LINE_HYPHEN = "\u2010"
"""Stands for the hyphen at the end of a line."""
_LARGER = 1.15  # times the usual size: a heading
_SMALLER = 0.87  # times the usual size: a footnote
_LOOSE = 1.8  # sizes of the font from line to line, at most
_HEADING_WORDS = 25
_PROSE_WORDS = 12  # at least, of a paragraph of sentences
_REPEATED_WORDS = 6  # at least, of what is said twice by no chance
_ENDS = "\"'“”„«»‘’.,;:!?… "
_QUOTED = re.compile(r"[\"“„«»‘'].+[\"”“»«’'][.,!?]?")
_SHORT = 20  # characters; a line by itself of fewer is a byline or the like
_CUT_WORD = re.compile(rf"([^\W\d_]+(?:-[^\W\d_]+)*|\b\d+)[-{LINE_HYPHEN}]$")


@dataclass(slots=True)
class _Paragraph:
    lines: list[Line]
    kind: BlockKind | None = None
    closed: bool = False  # nothing may follow in it


def to_pieces(regions: Sequence[Region]) -> list[Piece]:
    """The regions of all pages, in the order one reads them, as paragraphs; footnotes come last."""
    lines = [line for region in regions for line in region.lines]
    if not lines:
        return []
    usual = _usual_size(lines)
    words = Counter(word.casefold() for line in lines for word in re.findall(r"[\w-]+", line.text))
    body: list[_Paragraph] = []
    notes: list[_Paragraph] = []
    lowest: dict[int, float] = {}
    for line in lines:
        if line.size >= _SMALLER * usual:
            lowest[line.page] = min(lowest.get(line.page, line.middle), line.middle)
    for region in regions:
        for number, paragraph in enumerate(_paragraphs(region, usual)):
            target = notes if _is_note(paragraph, usual, lowest) else body
            if target is body and body and number == 0 and _goes_on(body[-1], paragraph):
                body[-1].lines += paragraph.lines
            else:
                target.append(paragraph)
    body = _without_pull_quotes(body, usual, words)
    _tell_headline(body, usual)
    return [Piece(_joined(p.lines, words), p.kind, p.lines[0].page) for p in (*body, *notes)]


def _usual_size(lines: Sequence[Line]) -> float:
    """That of most characters."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] or 1.0


def _paragraphs(region: Region, usual: float) -> Iterator[_Paragraph]:
    if region.table:
        yield from (_Paragraph([line], BlockKind.LIST_ITEM, closed=True) for line in region.lines)
        return
    leading = _leading(region.lines)
    left, right = min(line.left for line in region.lines), max(line.right for line in region.lines)
    current: list[Line] = []
    for line in region.lines:
        if current and (
            _starts(current[-1], line, leading, (left, right)) or _ends_item(current, line, (left, right))
        ):
            yield _told(current, usual)
            current = []
        current.append(line)
    yield _told(current, usual)


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance from one line to the next within a paragraph: where paragraphs are short, most
    steps are wider."""
    steps = sorted(above.middle - below.middle for above, below in pairwise(lines))
    size = median(line.size for line in lines)
    return min(steps[len(steps) // 4], _LOOSE * size) if steps else size


def _starts(before: Line, line: Line, leading: float, edges: tuple[float, float]) -> bool:
    """Whether a paragraph begins with `line`: after a gap, an indent, or a short last line; where the
    font changes; with a bullet."""
    left, right = edges
    size = min(before.size, line.size)
    if before.middle - line.middle > 1.35 * max(leading, size) or is_listed(line.text):
        return True
    if abs(before.size - line.size) > 0.12 * size or before.bold is not line.bold:
        return True
    ended = ends_sentence(before.text)
    indented = line.left - left > 0.6 * size and before.left - left < 0.4 * size
    return ended and (indented or right - before.right > 0.12 * (right - left))


def _ends_item(item: Sequence[Line], line: Line, edges: tuple[float, float]) -> bool:
    """Whether `line` stands under an item of a list, not in it: it begins where the mark does, and the
    item's further lines do not, or its last one is short."""
    first, last = item[0], item[-1]
    indent = 0.3 * first.size
    if not is_listed(first.text) or line.left > first.left + indent:
        return False
    hanging = len(item) > 1 and item[1].left > first.left + indent
    return hanging or line.left < first.left - indent or edges[1] - last.right > 0.12 * (edges[1] - edges[0])


def _told(lines: list[Line], usual: float) -> _Paragraph:
    """A paragraph that is larger than usual, or bold, and short, is a heading."""
    words = sum(len(line.text.split()) for line in lines)
    stands_out = lines[0].size > _LARGER * usual or all(line.bold for line in lines)
    heading = stands_out and words <= _HEADING_WORDS and not lines[-1].text.endswith((".", ",", ";"))
    return _Paragraph(list(lines), BlockKind.HEADING if heading else None, closed=heading)


def _is_note(paragraph: _Paragraph, usual: float, lowest: dict[int, float]) -> bool:
    """Whether a paragraph is smaller than usual and below all that is not: a footnote."""
    first = paragraph.lines[0]
    return first.size < _SMALLER * usual and first.middle < lowest.get(first.page, 0.0)


def _goes_on(before: _Paragraph, paragraph: _Paragraph) -> bool:
    """Whether a paragraph that begins a region is the rest of the one before: in the next column or on
    the next page."""
    last, first = before.lines[-1], paragraph.lines[0]
    if before.closed or paragraph.closed or is_listed(first.text):
        return False
    if len(before.lines) == 1 and len(last.text) < _SHORT:
        return False
    if abs(last.size - first.size) > 0.12 * last.size or last.bold is not first.bold:
        return False
    elsewhere = first.page != last.page or first.middle > last.middle
    below = 0 < last.middle - first.middle < 1.6 * last.size
    return (elsewhere or below) and not ends_sentence(last.text)


def _without_pull_quotes(body: Sequence[_Paragraph], usual: float, words: Counter[str]) -> list[_Paragraph]:
    """The paragraphs, those that only show words of the article in large letters told as captions; what
    such a one parts is one paragraph."""
    start = _first_prose(body)
    whole = fold(" ".join(_joined(p.lines, words) for p in body if p.lines[0].size <= _LARGER * usual))
    kept: list[_Paragraph] = list(body[:start])
    parted: _Paragraph | None = None
    for paragraph in body[start:]:
        large = paragraph.lines[0].size > _LARGER * usual
        if large and _is_pull_quote(_joined(paragraph.lines, words), whole):
            paragraph.kind, paragraph.closed = BlockKind.CAPTION, True
            parted = parted or kept[-1]
        elif parted is not None and _goes_on_behind(parted, paragraph):
            parted.lines += paragraph.lines
            parted = None
            continue
        else:
            parted = None
        kept.append(paragraph)
    return kept


def _first_prose(body: Sequence[_Paragraph]) -> int:
    """The number of the first paragraph of sentences after the headline."""
    for number, paragraph in enumerate(body):
        words = sum(len(line.text.split()) for line in paragraph.lines)
        if paragraph.kind is None and words >= _PROSE_WORDS and ends_sentence(paragraph.lines[-1].text):
            return number
    return len(body)


def _is_pull_quote(text: str, whole: str) -> bool:
    """Whether a text in large letters is a quotation, or says again what the article says."""
    words = len(text.split())
    repeated = words >= _REPEATED_WORDS and fold(text).strip(_ENDS) in whole
    return words <= 2 * _HEADING_WORDS and (repeated or _QUOTED.fullmatch(text) is not None)


def _goes_on_behind(before: _Paragraph, paragraph: _Paragraph) -> bool:
    """Whether a paragraph is the rest of the one above a pull quote."""
    last, first = before.lines[-1], paragraph.lines[0]
    alike = before.kind is None and paragraph.kind is None and abs(last.size - first.size) < 0.12 * last.size
    return alike and not ends_sentence(last.text) and first.text[0].islower()


def _tell_headline(body: Sequence[_Paragraph], usual: float) -> None:
    """The largest heading of the first page is the headline; before all others those above the text."""
    page, start = body[0].lines[0].page, _first_prose(body)
    for among in (body[:start], body[start:]):
        heads = [p for p in among if p.kind is BlockKind.HEADING and p.lines[0].page == page]
        largest = max(heads, key=lambda p: p.lines[0].size, default=None)
        if largest is not None and largest.lines[0].size > _LARGER * usual:
            largest.kind = BlockKind.HEADLINE
            return


def _joined(lines: Sequence[Line], words: Counter[str]) -> str:
    """The lines as one text; a word that a hyphen cuts at the end of a line becomes one, unless the
    document writes it with the hyphen elsewhere."""
    text = lines[0].text
    for line in lines[1:]:
        cut = _CUT_WORD.search(text)
        rest = re.match(r"\w+", line.text)
        if cut is None or rest is None or not line.text[0].islower():
            unspaced = _UNSPACED.match(text[-1]) and _UNSPACED.match(line.text)
            text = f"{text}{'' if unspaced else ' '}{line.text}"
            continue
        whole, hyphened = cut[1] + rest.group(), f"{cut[1]}-{rest.group()}"
        compound = rest.group() in _BEHIND_HYPHEN and len(cut[1]) > 3 and cut[1].casefold() not in _PREFIXES
        keeps = (
            compound
            or cut[1].casefold() in _HYPHENED
            or cut[1].isdecimal()
            or words[hyphened.casefold()] > words[whole.casefold()]
        )
        text = text[: cut.start()] + (f"{cut[1]}-" if keeps else cut[1]) + line.text
    return text
