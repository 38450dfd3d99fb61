"""A stretch of text to its sentences. One rule: a position is carried, never found again.

The text is walked once, from stop to stop. A stop is a full stop, question or exclamation mark or
ellipsis with what closes after it (quotation marks, brackets, reference marks); whether a sentence
ends there is said in `stops`. Blank lines and list items end one without a mark; a line break alone
does not. A text without any mark is one sentence, however long.
"""

import re
from collections.abc import Iterator

from briefing.domain.spans import Span
from briefing.grammar.dates import MONTH_NAME, WEEKDAY_NAME
from briefing.segmenting.abbreviations import OPENERS
from briefing.segmenting.stops import REACH, Stop, ends_sentence

_BULLET = r"(?:[-*•‣▪◦–—]|\(?(?:\d{1,2}|[a-z])[.)])[ \t]"
_STOP = re.compile(
    rf"""
      (?P<mark>[.!?…。！？؟۔।]+(?:[ ]?[.!?…]+(?!\w))*)
    | \n[^\S\n]*\n
    | \n[^\S\n]*(?=(?P<item>{_BULLET}))
    # A caption that lost its line break: "He left the room Image: Jo Bell".
    | \s(?=(?:Image|Photo|Photograph|Picture|Credit):\s)
    """,
    re.VERBOSE,
)
_ITEM = re.compile(_BULLET)
# What stands after a mark and belongs to the sentence before it: closing quotation marks and
# brackets, "[4]", "[citation needed]", raised figures, a smiley. A straight mark that a word
# follows opens, so it is left.
_TAIL = re.compile(
    r"""
      (?:[”’»›«)\]}＂」』]|''|["'“](?!\w))+
    | [ ](?:''|[”)\]}»])(?!\w)
    | [ \xa0]?\[(?:\d{1,3}(?:[,–-]\s?\d{1,3})*|note\s\d+|\.\.\.|…|[a-z][a-z ]{0,24}\sneeded\??)\]
    | [¹²³⁰-⁹†‡]+
    | [ ][:;]-?[()DP](?=\s|$)
    | [ ]?[\U0001F300-\U0001FAFF☀-➿\uFE0F\u200D]+
    """,
    re.VERBOSE,
)
# A footnote's number that lost its raised place: "innovation.23 It was", "rights. 4 Even so".
_NOTE = re.compile(r"(?:(?<=[a-z][.!?])|(?<=[.!?][”\"])|[ ])\d{1,2}(?=\s+[“\"]?(?P<next>[A-Z][\w’']*))")
# A first line without a mark that is no part of the sentence after it: a date, a figure's number.
_HEAD = re.compile(
    rf"(?:(?:{WEEKDAY_NAME}),\s(?:{MONTH_NAME})\s\d{{1,2}},\s\d{{4}}"
    r"|(?:Figure|Table|Exhibit)\s\d{1,3}\.\d{1,3})(?=\s+[\"“]?[A-Z])"
)
_LEADS = (".", ":", ";", "!", "?", "…")
_SPACE = re.compile(r"\s*")


def split_sentences(text: str, span: Span) -> list[Span]:
    """The sentences of a stretch of text that is one block: ordered, disjoint, without white space
    at either end; every other character is in one. Linear in its length."""
    sentences = []
    start = span.start
    for end in (*_ends(text, span), span.end):
        sentence = Span(start, end).trimmed(text) if start < end else None
        if sentence is not None:
            sentences.append(sentence)
        start = end
    return sentences


def _ends(text: str, span: Span) -> Iterator[int]:
    """Where sentences end, in order."""
    # No capital anywhere: then a small letter after a full stop says nothing.
    caseless = span.of(text).islower()
    start = at = _after_space(text, span.start, span.end)
    if head := _HEAD.match(text, at, span.end):
        yield head.end()
        start = at = _after_space(text, head.end(), span.end)
    in_list = _ITEM.match(text, start, span.end) is not None
    counted, quoted = start, False
    while found := _STOP.search(text, at, span.end):
        at = found.end()
        if found["mark"] is not None:
            quoted ^= text.count('"', counted, at) % 2 == 1
            counted = at
            at = _tail_end(text, at, span.end, quoted)
            ends = _ends_at(text, start, found, (at, span.end), caseless)
        elif found["item"] is not None:
            # A list item ends a sentence where a list has begun or a colon or the like leads to it.
            ends = in_list = in_list or _before(text, start, found.start()).rstrip().endswith(_LEADS)
        else:
            ends = True
        if ends:
            yield at
            start = at = _after_space(text, at, span.end)


def _ends_at(text: str, start: int, mark: re.Match[str], rest: tuple[int, int], caseless: bool) -> bool:
    """Whether the sentence from `start` ends at `mark` with its tail; `rest` is what is left of the
    block after them."""
    tail_end, end = rest
    following = _after_space(text, *rest)
    if following == end:
        return False  # of itself, with the block
    stop = Stop(
        mark=mark.group(),
        tail=text[mark.end() : tail_end],
        before=_before(text, start, mark.start()),
        following=text[following : min(following + REACH, end)],
        near=mark.start() - start <= REACH,
        glued=following == tail_end,
        caseless=caseless,
    )
    return ends_sentence(stop)


def _after_space(text: str, at: int, end: int) -> int:
    found = _SPACE.match(text, at, end)
    return found.end() if found else at


def _before(text: str, start: int, at: int) -> str:
    return text[max(start, at - REACH) : at]


def _tail_end(text: str, at: int, end: int, quoted: bool) -> int:
    """Where what belongs to the mark that ends at `at` ends; `quoted`: a straight mark is open."""
    note = _NOTE.match(text, at, end)
    # " 4 Even so" is a note, " 4 people came" is not: the next word must open sentences.
    if note and (text[at] != " " or note["next"] in OPENERS):
        return note.end()
    while tail := _TAIL.match(text, at, end):
        at = tail.end()
    # A closing mark that a tokeniser set apart.
    if quoted and text.startswith(' "', at) and text[at + 2 : min(at + 3, end)].isspace():
        return at + 2
    return at
