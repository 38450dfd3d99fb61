"""Plain text: paragraphs by blank lines or by lines, headings that nobody marked.

The text stays as it is in the file, so that positions can be compared with it.
"""

import re
from statistics import median

from briefing.domain.article import Block, BlockKind
from briefing.domain.spans import Span
from briefing.loading.lines import date_of, is_headline, is_title_like, kind_of
from briefing.loading.parsed import Parsed, covering

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_BLANK = re.compile(r"\n[^\S\n]*\n")

WRAPPED_AT = 100
"""Columns: text files are wrapped at 65 to 80, some mail at 100; a paragraph on one line is longer."""


def read_text(text: str) -> Parsed:
    """Blocks of a plain text, with the title and date its first lines give."""
    lines = [Span(m.start(), m.end()) for m in _LINE.finditer(text)]
    if not lines:
        return Parsed(text, (Block(Span(0, len(text)), BlockKind.PARAGRAPH),) if text else ())
    groups = _paragraphs(text, lines)
    kinds = _kinds([span.of(text) for span in groups])
    blocks = covering([span.start for span in groups], kinds, len(text))
    title = groups[0].of(text).strip() if kinds[0] is BlockKind.HEADLINE else None
    dates = [date_of(span.of(text)) for span in groups[:4]]
    return Parsed(text, blocks, title, next((d for d in dates if d), None))


def _paragraphs(text: str, lines: list[Span]) -> list[Span]:
    """Lines as they belong together: one by one, or up to a blank line where text is wrapped."""
    breaks = [bool(_BLANK.search(text, left.end, right.start)) for left, right in zip(lines, lines[1:], strict=False)]
    if not _is_wrapped(lines, breaks, text):
        return lines
    groups = [lines[0]]
    for line, blank in zip(lines[1:], breaks, strict=True):
        if blank:
            groups.append(line)
        else:
            groups[-1] = Span(groups[-1].start, line.end)
    return groups


def _is_wrapped(lines: list[Span], breaks: list[bool], text: str) -> bool:
    """Whether lines end for want of room: those that run on are alike, short, and seldom end a
    sentence."""
    running = [line for line, blank in zip(lines, breaks, strict=False) if not blank]
    if not running or (not any(breaks) and len(lines) < 4):
        return False
    sizes = [len(line) for line in running]
    open_ended = sum(not re.search(r"[.!?:\"”’]\s*$", line.of(text)) for line in running)
    return 40 <= median(sizes) <= WRAPPED_AT and max(sizes) <= 1.3 * WRAPPED_AT and open_ended * 2 > len(running)


def _kinds(paragraphs: list[str]) -> list[BlockKind]:
    kinds = [kind_of(paragraph) for paragraph in paragraphs]
    if kinds[0] is BlockKind.PARAGRAPH and len(paragraphs) > 1 and is_headline(paragraphs[0]):
        kinds[0] = BlockKind.HEADLINE
    titles = [k is BlockKind.PARAGRAPH and is_title_like(p) for k, p in zip(kinds, paragraphs, strict=True)]
    for index, title in enumerate(titles):
        if title and _heads(index, titles, kinds, paragraphs):
            kinds[index] = BlockKind.HEADING
    return kinds


def _heads(index: int, titles: list[bool], kinds: list[BlockKind], paragraphs: list[str]) -> bool:
    """Whether a title-like line stands over a paragraph, and is not one of a list of such lines."""
    run = index
    while run < len(titles) and titles[run]:
        run += 1
    before = index
    while before > 0 and titles[before - 1]:
        before -= 1
    if run - before > 2 or run >= len(paragraphs):
        return False
    below = kinds[run] in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
    return below and len(paragraphs[run].split()) >= 6
