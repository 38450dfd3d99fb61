"""The headline of an article: told from its form where markup does not say it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.domain.article import BlockKind
from briefing.domain.spans import fold
from briefing.loading.lines import INNER_END, ends_sentence
from briefing.loading.parsed import Piece

# Pieces from the top among which the headline stands: dates, bylines, kickers come before it.
_TOP = 6
_LONGEST = 250
_HEADLINE_WORDS = 32
# A headline that ends with a full stop is shorter than nearly all first sentences.
_SENTENCE_WORDS = 22
_QUESTION_WORDS = 14
_BRIEF_WORDS = 12
_WORD = re.compile(r"[^\W\d_][\w'’]*")
# Headlines leave these out; sentences hardly can.
_PLAIN = re.compile(
    r"(the|an?|is|are|was|were|has|have|had|been|will|would|which|he|she|they|we|i)", re.IGNORECASE
)
_SMALL = re.compile(
    r"(the|an?|of|to|in|on|at|for|and|or|but|nor|as|by|with|from|is|are|was|were|be|its?|his|her|their|not"
    r"|that|this|over|after|into|up|out|off|than|who|what|how|why|via|vs|about|before|amid)",
    re.IGNORECASE,
)
# A semicolon at the end of a line parts a headline from the standfirst under it.
_DECKED = re.compile(r"[^\n]*;[^\S\n]*\n")
# "PORT ELLERY, Nov. 15 (WIRE) — The council", "The council (AP)".
_DATELINE = re.compile(r"[A-Z][A-Z .,'’-]{2,40}[^\n]{0,40}?(—|–|--|-|―|:) |[^\n]{0,60}\([A-Z][A-Za-z]{1,8}\)")


def is_headline(line: str, following: str, apart: bool) -> bool:
    """Whether the first line of a text is its headline: no end mark, or the style of headlines.

    `following` is the next line of prose, `apart` whether a blank line is between. The rules for
    lines with a full stop were found on 800 articles whose title is known: they find more than
    nine of ten, and take one first sentence of 25, standfirsts and credits aside.
    """
    words = _WORD.findall(line[:_LONGEST])
    # What ends with a colon or a comma leads on to something.
    if not words or len(line) > _LONGEST or line.endswith((":", ",")):
        return False
    if not ends_sentence(line) or (apart and _DECKED.match(line)):
        return len(words) <= _HEADLINE_WORDS
    return apart and 3 <= len(words) <= _SENTENCE_WORDS and _is_styled(line, words, following)


def _is_styled(line: str, words: Sequence[str], following: str) -> bool:
    """Whether a line with a full stop has the style of headlines, or stands over a dateline."""
    if is_capitalised(words):
        return True
    if INNER_END.search(line):
        return False
    if _DATELINE.match(following) or (line.endswith("?") and len(words) <= _QUESTION_WORDS):
        return True
    plain = sum(_PLAIN.fullmatch(word) is not None for word in words)
    # One little word is forgiven to a line much shorter than what follows it.
    brief = len(words) <= _BRIEF_WORDS and len(following) >= 1.5 * len(line)
    return plain == 0 or (plain == 1 and brief)


def is_capitalised(words: Sequence[str]) -> bool:
    """Whether the words are written as in a title: a capital on every word but the small ones."""
    big = [word for word in words if not _SMALL.fullmatch(word)]
    return sum(word[0].isupper() for word in big) >= 0.8 * max(len(big), 1)


def headlined(pieces: Sequence[Piece], title: str | None) -> list[Piece]:
    """The pieces of a marked-up text with the headline marked.

    The headline is the first of the top pieces that says what `title` says; where none does, the
    title is put before them. Without a title it is a heading that no paragraph stands before.
    """
    wanted = fold(title).strip() if title else None
    for number, piece in enumerate(pieces[:_TOP]):
        found = fold(piece.text).strip() == wanted if wanted else piece.kind is BlockKind.HEADING
        if found:
            return [*pieces[:number], replace(piece, kind=BlockKind.HEADLINE), *pieces[number + 1 :]]
        # No heading can come after a sentence: that was the first paragraph.
        if wanted is None and ends_sentence(piece.text.rstrip()):
            break
    return [Piece(title, BlockKind.HEADLINE), *pieces] if title else list(pieces)
