"""The quote lock: words in quotation marks are the source's words."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from briefing.checking.alignment import SourceIndex, words_of
from briefing.checking.items import CheckedItem, ItemKind
from briefing.checking.statements import Statement
from briefing.domain.claims import Evidence, Match, Verdict
from briefing.domain.spans import ArticleId, Place, Span, TracedText, fold
from briefing.grammar.marks import Marked

# "…", "...", "[…]" stand for words left out, "[the mayor]" for words put in.
_EDITS = re.compile(r"\[[^\[\]]{0,80}\]|\(\.\.\.\)|…|\.\s?\.\s?\.")
_FURTHEST = 1500
"""Characters of the source that the pieces of one edited quotation may span: some paragraphs."""
_ALIKE = 0.6
"""Share of words that a quotation and a stretch of the source have in common before the source's are what
should have stood there."""
_TRIMMED = " .,;:!?-\"'"


def check_quotes(statement: Statement, index: SourceIndex) -> Iterator[CheckedItem]:
    """One item for each passage in marks that begins in the statement. SUPPORTED: it is one stretch of a
    source, white space, marks, dashes and case aside; what is marked as left out or put in may differ.
    CONTRADICTED: the source has nearly these words; NOT_FOUND otherwise."""
    for marked in statement.marked:
        yield _check(marked, statement, index)


def _check(marked: Marked, statement: Statement, index: SourceIndex) -> CheckedItem:
    place = find_words(marked.inner, statement.text, index)
    if place is not None:
        evidence = Evidence(marked.inner, place, Match.FOLDED)
        return CheckedItem(marked.inner, ItemKind.QUOTATION, Verdict.SUPPORTED, evidence)
    nearest = _nearest(marked.inner.of(statement.text), index)
    if nearest is None:
        reason = "nobody says this in the source"
        return CheckedItem(marked.inner, ItemKind.QUOTATION, Verdict.NOT_FOUND, reason=reason)
    expected = nearest.span.of(index.texts[nearest.article])
    evidence = Evidence(marked.inner, nearest, Match.FOLDED)
    reason = "these are not the words of the source"
    return CheckedItem(marked.inner, ItemKind.QUOTATION, Verdict.CONTRADICTED, evidence, expected, reason)


def find_words(inner: Span, text: str, index: SourceIndex) -> Place | None:
    """Where the words of a passage stand in a source; None where they do not, or where it has none."""
    pieces = [piece for piece in _pieces(inner, text) if piece]
    if not pieces:
        return None
    for article, folded in index.folded.items():
        span = _find_in_order(pieces, folded)
        if span is not None:
            return Place(article, span)
    return None


def _pieces(inner: Span, text: str) -> Iterator[str]:
    """The passage, folded, in pieces between its marked edits."""
    for piece in _EDITS.split(inner.of(text)):
        # A comma or full stop inside the marks may be the writer's own.
        yield fold(piece).strip(_TRIMMED)


def _find_in_order(pieces: list[str], source: TracedText) -> Span | None:
    """Where the pieces stand one behind the other, none far from the first."""
    start = _find(pieces[0], source.text, 0)
    while start >= 0:
        end, limit = start + len(pieces[0]), start + _FURTHEST + len(pieces[0])
        for piece in pieces[1:]:
            at = _find(piece, source.text, end)
            if not 0 <= at <= limit:
                break
            end = at + len(piece)
        else:
            return source.back(Span(start, end))
        start = _find(pieces[0], source.text, start + 1)
    return None


def _find(piece: str, text: str, start: int) -> int:
    """Where whole words stand in a folded text, from `start` on; -1 where nowhere."""
    at = text.find(piece, start)
    while at >= 0:
        end = at + len(piece)
        cut_before = at > 0 and text[at - 1].isalnum() and piece[0].isalnum()
        cut_behind = end < len(text) and text[end].isalnum() and piece[-1].isalnum()
        if not cut_before and not cut_behind:
            return at
        at = text.find(piece, at + 1)
    return -1


def _nearest(passage: str, index: SourceIndex) -> Place | None:
    """The stretch of a sentence that has most of the passage's words in their order; None where all have
    few."""
    wanted = [word.folded for word in words_of(passage)]
    best: tuple[float, Place | None] = (_ALIKE, None)
    for number in _likely(wanted, index):
        source = index.sentences[number]
        held = [word.folded for word in source.words]
        blocks = [
            b for b in SequenceMatcher(None, wanted, held, autojunk=False).get_matching_blocks() if b.size
        ]
        share = sum(block.size for block in blocks) / len(wanted)
        if share > best[0]:
            first, last = source.words[blocks[0].b], source.words[blocks[-1].b + blocks[-1].size - 1]
            article: ArticleId = source.place.article
            best = share, Place(article, Span(first.span.start, last.span.end))
    return best[1]


def _likely(words: list[str], index: SourceIndex) -> list[int]:
    """Numbers of the sentences that share most words, at most ten."""
    shared: dict[int, float] = {}
    for word in set(words):
        for number in index.by_word.get(word, ()):
            shared[number] = shared.get(number, 0.0) + index.rarity[word]
    return sorted(shared, key=lambda n: (-round(shared[n], 3), n))[:10]
