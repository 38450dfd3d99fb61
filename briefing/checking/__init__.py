"""Checking: whether the source bears out a text. The locks are code and hold whatever model wrote.

A lock is a function `(statement, index) -> items`; adding one is adding a file and a line in `LOCKS`.
No lock judges wording: a sentence whose items all hold, but which is not a sentence of the source,
stays UNCHECKED.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from briefing.checking.alignment import SourceIndex, align_whole, explained, words_of
from briefing.checking.certainty import check_certainty
from briefing.checking.items import CheckedItem, ItemKind
from briefing.checking.names import check_names
from briefing.checking.numbers import check_numbers
from briefing.checking.polarity import check_polarity
from briefing.checking.quotes import check_quotes
from briefing.checking.roles import check_roles
from briefing.checking.speakers import check_speakers
from briefing.checking.statements import Statement, statements
from briefing.domain.article import Article, Block, BlockKind, SegmentedArticle, Source
from briefing.domain.claims import Check, Claim, Evidence, Match, Verdict
from briefing.domain.findings import Findings
from briefing.domain.spans import ArticleId, Place, Span, fold
from briefing.extracting import find_all
from briefing.grammar.word_classes import FUNCTION, PRONOUNS
from briefing.segmenting import segment

__all__ = ["LOCKS", "CheckedItem", "ItemKind", "SourceIndex", "check_alone", "check_claim", "check_text"]

Lock = Callable[[Statement, SourceIndex], Iterable[CheckedItem]]

LOCKS: tuple[Lock, ...] = (
    check_quotes,
    check_speakers,
    check_numbers,
    check_names,
    check_roles,
    check_certainty,
    check_polarity,
)

LEAST_ALIGNED = 0.6
"""Below this share of a claim's words, weighed by rarity and in order, no sentence of the source is
its origin and a writer's claim is not found. Human rewrites of one sentence lie well above."""
LEAST_KNOWN = 0.2
"""The same for a text of unknown origin, whose writer may have used words of his own."""
_FEWEST_WORDS = 6
"""Words of the shortest sentence that can be said to stand nowhere in the sources: no heading."""

_WORST_FIRST = (Verdict.CONTRADICTED, Verdict.NOT_FOUND)


def check_text(
    checked: SegmentedArticle, findings: Findings, index: SourceIndex, least: float = LEAST_KNOWN
) -> list[CheckedItem]:
    """What the locks say of a text, sentence by sentence; `findings` are those of the text, `least` the
    share of a sentence's words that must be known.

    The last item of a sentence is of kind SENTENCE unless another fails: SUPPORTED where it is a sentence
    of a source, NOT_FOUND where its words are not there, UNCHECKED otherwise. A heading of a few words and a
    line that is all names, roles, figures and quotations have none.
    """
    found: list[CheckedItem] = []
    for statement in statements(checked, findings, index):
        whole = align_whole(statement.words, index)
        if whole is not None:
            found += _whole(statement, whole, index)
            continue
        items = [item for lock in LOCKS for item in lock(statement, index)]
        found += items
        if not any(item.fails for item in items) and not _says_nothing_more(statement, items):
            found.append(_sentence(statement, index, least))
    return sorted(found, key=lambda item: (item.part, item.kind))


def _whole(statement: Statement, whole: Evidence, index: SourceIndex) -> Iterator[CheckedItem]:
    """Items of a sentence of the source; its figures, names and quotations stand where they stand there."""
    evidence = Evidence(statement.span, whole.place, whole.match)
    if whole.match is Match.EXACT:
        moved = whole.place.span.start - statement.span.start
        parts = [(figure.span, ItemKind.NUMBER) for figure in statement.figures]
        parts += [(span, ItemKind.NAME) for span, _ in statement.names]
        parts += [(marked.inner, ItemKind.QUOTATION) for marked in statement.marked]
        for span, kind in parts:
            if statement.span.contains(span):
                place = Place(whole.place.article, span.moved(moved))
                yield CheckedItem(span, kind, Verdict.SUPPORTED, Evidence(span, place, Match.EXACT))
    # What a name says of itself is the source's; a pronoun may mean another here.
    pronouns = fold(statement.words).split()
    speakers = list(check_speakers(statement, index)) if not PRONOUNS.isdisjoint(pronouns) else []
    speakers = [item for item in speakers if fold(item.part.of(statement.text)) in PRONOUNS]
    yield from speakers
    if not any(item.fails for item in speakers):
        yield CheckedItem(statement.span, ItemKind.SENTENCE, Verdict.SUPPORTED, evidence)


def _says_nothing_more(statement: Statement, items: Sequence[CheckedItem]) -> bool:
    """Whether a fragment has no words beside its items that state anything."""
    if not statement.is_fragment:
        return False
    words = list(words_of(statement.text, statement.span))
    beside = [w for w in words if not any(item.part.overlaps(w.span) for item in items)]
    return len(words) < _FEWEST_WORDS if not items else all(w.folded in FUNCTION for w in beside)


def _sentence(statement: Statement, index: SourceIndex, least: float) -> CheckedItem:
    known = explained(statement.words, statement.aligned, index)
    short = len(statement.words.split()) < _FEWEST_WORDS
    if known < least and not (short and least < LEAST_ALIGNED):
        reason = "the source says nothing of the kind"
        return CheckedItem(statement.span, ItemKind.SENTENCE, Verdict.NOT_FOUND, reason=reason)
    best = statement.aligned[0].source.place if statement.aligned else None
    evidence = Evidence(statement.span, best, Match.FOLDED) if best else None
    reason = "its figures, names and quotations hold; its wording is its own"
    return CheckedItem(statement.span, ItemKind.SENTENCE, Verdict.UNCHECKED, evidence, reason=reason)


def check_alone(text: str, index: SourceIndex, least: float = LEAST_KNOWN) -> list[CheckedItem]:
    """What the locks say of a text that stands by itself, such as one claim; none for white space."""
    if not text.strip():
        return []
    checked = segment(_as_article(text))
    return check_text(checked, find_all(checked), index, least)


def check_claim(claim: Claim, index: SourceIndex) -> Check:
    """The verdict on one claim and the evidence for it.

    SUPPORTED: it is a sentence of a source. CONTRADICTED or NOT_FOUND: a lock says so, or no
    sentence is its origin. UNCHECKED: all its quotations, figures and names hold.
    """
    whole = align_whole(claim.text, index)
    if whole is not None:
        return Check(claim.id, Verdict.SUPPORTED, (whole,))
    items = check_alone(claim.text, index, LEAST_ALIGNED)
    evidence = tuple(_in_order(item.evidence for item in items if item.kind is not ItemKind.SENTENCE))
    verdicts = {item.verdict for item in items}
    for verdict in _WORST_FIRST:
        if verdict in verdicts and (evidence or verdict is Verdict.NOT_FOUND):
            return Check(claim.id, verdict, evidence)
    return Check(claim.id, Verdict.UNCHECKED if items else Verdict.NOT_FOUND, evidence)


def _as_article(text: str) -> Article:
    block = Block(Span(0, len(text)), BlockKind.PARAGRAPH)
    return Article(ArticleId("claim"), Source("claim", "text/plain", ""), text, (block,))


def _in_order(evidence: Iterable[Evidence | None]) -> list[Evidence]:
    return sorted((e for e in evidence if e is not None), key=lambda e: (e.part, e.place))
