"""The kind of each paragraph where markup does not say it: headline, heading, list, boilerplate."""

import re
from collections.abc import Sequence

from briefing.domain.article import PROSE, BlockKind
from briefing.domain.spans import fold
from briefing.loading.lines import date_of_line, is_byline, kind_of_line
from briefing.loading.parsed import Metadata, Parsed, Stretch, covering

_MARKS_AFTER = r"[\"'”’»)\]\s*]*(?:\[\d{1,3}\]\s*)*$"
_END = re.compile(r"[.!?…。！？।؟۔]" + _MARKS_AFTER)
_CLOSED = re.compile(r"[.!?…:;,。！？،؛।؟۔—–-]" + _MARKS_AFTER)
_TAIL = 40
_INNER_END = re.compile(r"[^\W\d_]{4}[.!?][\"”’)]* \S")
_BULLET = re.compile(r"[•‣◦▪●∙·]\s*\S|[-*–+]\s+\S|\(?\d{1,2}[.)]\s+\S")
_SURE_BULLETS = "•‣◦▪●∙·"
_WORD = re.compile(r"[^\W\d_][\w'’]*")
_MASTHEAD = 6
"""Blocks from the top among which a date line or a byline speaks for the article."""
_HEADLINE_WORDS = 32
_SENTENCE_HEADLINE_WORDS = 22
"""A headline that ends with a full stop is shorter than nearly all first sentences."""
_HEADING_WORDS = 16
_HEADING_CHARACTERS = 140
_NESTED = 2
# Headlines leave these out; sentences hardly can.
_SENTENCE_WORDS = re.compile(
    r"(the|an?|is|are|was|were|has|have|had|been|will|would|which|he|she|they|we|i)", re.IGNORECASE
)
_SMALL_WORDS = re.compile(
    r"(the|an?|of|to|in|on|at|for|and|or|but|nor|as|by|with|from|is|are|was|were|be|its?|his|her|their|not"
    r"|that|this|over|after|into|up|out|off|than|who|what|how|why|via|vs|about|before|amid)",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"[A-Z][A-Z .,'’-]{2,40}[^\n]{0,40}?(—|–|--|-|―|:) |[^\n]{0,60}\([A-Z][A-Za-z]{1,8}\)")

_SILENT = Metadata()


def ends_sentence(text: str) -> bool:
    """Whether the text ends with the mark of a finished sentence, quotation marks aside."""
    return _END.search(text[-_TAIL:]) is not None


def is_listed(text: str) -> bool:
    """Whether the text begins with a bullet or a number as list items do."""
    return _BULLET.match(text) is not None


def tell_kinds(
    text: str, stretches: Sequence[Stretch], title: str | None, stated: Metadata = _SILENT
) -> Parsed:
    """The stretches as blocks, each with a kind, and what lines of date and headline say.

    A kind that markup gave is kept. `title` is the user's; `stated` is what markup says.
    """
    lines = [stretch.span.of(text) for stretch in stretches]
    kinds = [_marked_kind(s.kind, line) for s, line in zip(stretches, lines, strict=True)]
    published = _tell_masthead(lines, kinds)
    _tell_lists(lines, kinds)
    _tell_headline(lines, stretches, kinds, title or stated.title)
    _tell_headings(lines, kinds)
    told = [kind or BlockKind.PARAGRAPH for kind in kinds]
    metadata = Metadata(
        title=_headline(lines, told) or stated.title,
        published=stated.published or published,
        outlet=stated.outlet,
        language=stated.language,
    )
    return Parsed(text, covering(text, stretches, told), metadata)


Kinds = list[BlockKind | None]


def _marked_kind(kind: BlockKind | None, line: str) -> BlockKind | None:
    """What markup or the line's form says. A link line stays one in any markup, and a standfirst
    is often marked as a heading."""
    if kind is BlockKind.HEADLINE:
        return kind
    by_form = kind_of_line(line)
    if kind is None or by_form is BlockKind.BOILERPLATE:
        return by_form
    if kind is BlockKind.HEADING and len(line.split()) > _HEADING_WORDS and len(line) > _HEADING_CHARACTERS:
        return None
    return kind


def _headline(lines: Sequence[str], kinds: Sequence[BlockKind]) -> str | None:
    for line, kind in zip(lines, kinds, strict=True):
        if kind is BlockKind.HEADLINE:
            return " ".join(line.split())
    return None


def _tell_masthead(lines: Sequence[str], kinds: Kinds) -> str | None:
    """Date lines and bylines near the top are no prose; the first date is that of the article."""
    published = None
    for number, line in enumerate(lines[:_MASTHEAD]):
        if kinds[number] is not None:
            continue
        stated = date_of_line(line)
        if stated or is_byline(line):
            kinds[number] = BlockKind.BOILERPLATE
            published = published or stated
    return published


def _tell_lists(lines: Sequence[str], kinds: Kinds) -> None:
    """A bullet makes a list item; a dash or a number only where a neighbour has one too."""
    listed = [kind is None and is_listed(line) for line, kind in zip(lines, kinds, strict=True)]
    padded = [False, *listed, False]
    for number, line in enumerate(lines):
        neighbours = padded[number] or padded[number + 2]
        if listed[number] and (neighbours or line[0] in _SURE_BULLETS):
            kinds[number] = BlockKind.LIST_ITEM


def _tell_headline(
    lines: Sequence[str], stretches: Sequence[Stretch], kinds: Kinds, title: str | None
) -> None:
    """The first line that is no date, byline or boilerplate, if it looks like a headline."""
    if BlockKind.HEADLINE in kinds:
        return
    for number, line in enumerate(lines[:_MASTHEAD]):
        if kinds[number] in (BlockKind.BOILERPLATE, BlockKind.CAPTION):
            continue
        following = _next_prose(number, lines, kinds)
        if kinds[number] is not None or following is None:
            return
        apart = stretches[number + 1].apart
        if (title and fold(line) == fold(title)) or _is_headline(line, lines[following], apart):
            kinds[number] = BlockKind.HEADLINE
        return


def _next_prose(number: int, lines: Sequence[str], kinds: Kinds) -> int | None:
    """The next line that may be prose."""
    following = range(number + 1, len(lines))
    return next((n for n in following if kinds[n] is None or kinds[n] in PROSE), None)


def _is_headline(line: str, following: str, apart: bool) -> bool:
    """Whether a first line is a headline: no end mark, or the style and place of headlines.

    The rules for lines with a full stop were found on articles whose title is known: they find
    nine of ten, and take few first sentences (1 of 50, standfirsts and credits aside).
    """
    words = _WORD.findall(line[:400])
    if not words or len(line) > 250 or line.endswith((":", ",")):
        return False
    if not ends_sentence(line):
        return len(words) <= _HEADLINE_WORDS
    if _INNER_END.search(line) or not apart or not 3 <= len(words) <= _SENTENCE_HEADLINE_WORDS:
        return False
    plain = sum(_SENTENCE_WORDS.fullmatch(word) is not None for word in words)
    if plain == 0 or _is_capitalised(words) or _DATELINE.match(following):
        return True
    return plain == 1 and len(words) <= 12 and len(following) >= 1.5 * len(line)


def _is_capitalised(words: Sequence[str]) -> bool:
    """Whether the words are written as in a title: a capital on every word but the small ones."""
    big = [word for word in words if not _SMALL_WORDS.fullmatch(word)]
    return sum(word[0].isupper() for word in big) >= 0.8 * max(len(big), 1)


def _tell_headings(lines: Sequence[str], kinds: Kinds) -> None:
    """A short line without an end mark is a heading where a paragraph follows.

    A heading may stand under a heading; a run of three or more such lines is something else, and
    after a colon it is a list.
    """
    may_head = [kind is None and _may_head(line) for line, kind in zip(lines, kinds, strict=True)]
    run: list[int] = []
    for number, line in enumerate(lines):
        if may_head[number]:
            run.append(number)
            continue
        announced = bool(run) and run[0] > 0 and lines[run[0] - 1].endswith(":")
        if announced and len(run) > 1:
            _mark(kinds, run, BlockKind.LIST_ITEM)
        elif 0 < len(run) <= _NESTED and not announced and _may_follow(line, kinds[number]):
            _mark(kinds, run, BlockKind.HEADING)
        run = []


def _mark(kinds: Kinds, numbers: Sequence[int], kind: BlockKind) -> None:
    for number in numbers:
        kinds[number] = kind


def _may_follow(line: str, kind: BlockKind | None) -> bool:
    """Whether what stands under a heading may be this line."""
    if kind is not None:
        return kind in (BlockKind.LIST_ITEM, BlockKind.CAPTION)
    return ends_sentence(line) or line.endswith(":") or len(line) > _HEADING_CHARACTERS


def _may_head(line: str) -> bool:
    """Whether the line by itself could be a heading."""
    if len(line) > _HEADING_CHARACTERS or _CLOSED.search(line[-_TAIL:]) or _INNER_END.search(line):
        return False
    first = next((char for char in line if char.isalnum()), "")
    letters = sum(char.isalpha() or char.isspace() for char in line)
    return len(line.split()) <= _HEADING_WORDS and letters > len(line) / 2 and not first.islower()
