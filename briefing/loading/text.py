"""Plain text to an article: the characters stay, only blocks are told.

Paragraphs are parted by blank lines, or stand one a line; lines broken at a fixed width are told by
their width and stay one paragraph.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from briefing.domain.article import BlockKind
from briefing.domain.spans import Span
from briefing.loading.databases import fields_of
from briefing.loading.decoding import decode
from briefing.loading.fetched import Fetched
from briefing.loading.glued import glued_tops
from briefing.loading.kinds import tell_kinds
from briefing.loading.lines import ends_sentence, flat_masthead, is_furniture, is_listed, kind_of_line
from briefing.loading.parsed import Parsed, Stretch, stretch_in
from briefing.segmenting import split_sentences

_LINE = re.compile(r"[^\n]+")
# Nobody breaks lines by hand at more characters than this.
_WIDEST = 130
# A text of so few paragraphs, and so long ones, has lost the breaks between its lines.
_FLAT = 3
_SHORTEST_FLAT = 500


def read(fetched: Fetched, title: str | None) -> Parsed:
    """The text as it stands, in blocks. `title` is what the user calls it, if anything."""
    text = decode(fetched.data, fetched.charset)
    given_out = fields_of(text)
    if given_out is None:
        return tell_kinds(text, paragraphs(text), title)
    stretches, stated = given_out
    parted = (part for one in stretches for part in ([one] if one.kind else _paragraphs_of(text, one.span)))
    return tell_kinds(text, list(parted), title, stated)


def _paragraphs_of(text: str, span: Span) -> list[Stretch]:
    return [replace(part, span=part.span.moved(span.start)) for part in paragraphs(span.of(text))]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank: `span` without white space at its ends, and what stands before."""

    span: Span
    indent: int
    apart: bool


def paragraphs(text: str) -> list[Stretch]:
    """The paragraphs of plain text, in order."""
    lines = list(_lines(text))
    width = _wrap_width(text, lines)
    # Where most lines begin small, a small letter does not tell that a line goes on.
    starts_low = sum(line.span.of(text)[0].islower() for line in lines) > 0.6 * len(lines)
    found: list[Stretch] = []
    for number, line in enumerate(lines):
        if number and _continues(text, lines[number - 1], line, width, starts_low):
            found[-1] = Stretch(Span(found[-1].span.start, line.span.end), None, found[-1].apart)
        else:
            found.append(Stretch(line.span, None, line.apart))
    if found:
        found[:1] = _unglued(text, found)
    if len(found) > _FLAT:
        return found
    return [part for paragraph in found for part in _parted(text, paragraph)]


def _unglued(text: str, found: list[Stretch]) -> list[Stretch]:
    """The first paragraph, with a headline and a byline that stand on its line apart."""
    start, end = found[0].span.start, found[0].span.end
    tops = glued_tops(text[start : found[:2][-1].span.end])
    bounds = (start, *(start + top for top in tops if start + top < end), end)
    spans = [Span(*pair).trimmed(text) for pair in pairwise(bounds)]
    return [Stretch(span, None, apart=True) for span in spans if span is not None]


def _parted(text: str, paragraph: Stretch) -> Iterator[Stretch]:
    """A paragraph that was many lines, with what is furniture in it apart from the prose."""
    start, end = paragraph.span.start, paragraph.span.end
    if end - start < _SHORTEST_FLAT:
        yield paragraph
        return
    tops = [start + top for top in flat_masthead(text[start:end])]
    furniture = [Span(*bounds) for bounds in pairwise((start, *tops))]
    sentences = split_sentences(text, Span(max((start, *tops)), end))
    furniture += [sentence for sentence in sentences if is_furniture(sentence.of(text))]
    for span in furniture:
        yield from stretch_in(text, start, span.start, None, apart=False)
        yield from stretch_in(text, span.start, span.end, BlockKind.BOILERPLATE, apart=False)
        start = span.end
    yield from stretch_in(text, start, end, None, apart=False)


def _lines(text: str) -> Iterator[_Line]:
    end = 0
    for match in _LINE.finditer(text):
        span = Span(*match.span()).trimmed(text)
        if span is None:
            continue
        blank = text.count("\n", end, span.start) > 1
        yield _Line(span, span.start - match.start(), blank or end == 0)
        end = span.end


def _wrap_width(text: str, lines: list[_Line]) -> int | None:
    """The width at which lines were broken by hand, or None where lines are paragraphs.

    Lines were broken at a width if the next word would not have fitted on most of them, and most
    end within a sentence.
    """
    breaks = [(a, b) for a, b in pairwise(lines) if not b.apart]
    lengths = sorted(len(line.span) + line.indent for line, _ in breaks)
    # Too few lines, or too short ones, to tell a width from.
    if len(lengths) < 2 or lengths[len(lengths) // 2] < 30:
        return None
    # Not the widest: one line may stick out.
    width = lengths[int(len(lengths) * 0.9)]
    full = sum(_is_full(text, line, following, width) for line, following in breaks)
    inside = sum(not ends_sentence(line.span.of(text)) for line, _ in breaks)
    broken = full >= 0.7 * len(breaks) and inside >= 0.5 * len(breaks)
    return width if broken and width <= _WIDEST else None


def _is_full(text: str, line: _Line, following: _Line, width: int) -> bool:
    """Whether the next line's first word would not have fitted; one tenth is left for ragged edges."""
    word = following.span.of(text).split(maxsplit=1)[0]
    return line.indent + len(line.span) + 1 + len(word) >= width * 0.9


def _continues(text: str, previous: _Line, line: _Line, width: int | None, starts_low: bool) -> bool:
    """Whether `line` belongs to the paragraph that `previous` is in."""
    if line.apart or is_listed(line.span.of(text)):
        return False
    before = previous.span.of(text)
    if width is not None:
        indented = line.indent > previous.indent
        ended = ends_sentence(before) and not _is_full(text, previous, line, width)
        return not (ended or (indented and ends_sentence(before)))
    # A comma ends no paragraph.
    if before.endswith((",", ";")):
        return len(before) < _WIDEST
    if starts_low or not line.span.of(text)[0].islower() or ends_sentence(before):
        return False
    # A colon announces something, and a caption or a link is whole.
    return before[-1] != ":" and kind_of_line(before) is None
