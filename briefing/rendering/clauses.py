"""The words around a figure: as much of its sentence as says what it counts."""

import re
from collections.abc import Iterator

from briefing.domain.briefing import Briefing, Run
from briefing.domain.spans import Place, Span
from briefing.domain.words import word_count
from briefing.grammar.word_classes import is_verb
from briefing.rendering.runs import fixed, sentence_of, verbatim

FEWEST, MOST = 7, 24
"""Words of a clause: a shorter one takes in its neighbour, a longer one is cut around the figure."""

# Where a clause may begin or end: after a comma or the like that is not inside a number, before a
# word that opens a clause.
_BREAK = re.compile(r"(?<=[,;:—–])\s+|\s+(?=(?:which|who|while|but|because|although|after|before|when)\s)")
# "six minutes | before half-time": the second is no clause.
_SPAN_OF_TIME = re.compile(
    r"\b(?:second|minute|hour|day|night|week|month|year|decade|moment|just|soon|shortly|long|only|even)s?$"
)
# "In his last ten finals | , Roe had won": what limits the main clause.
_LIMIT = re.compile(
    r"\W*(?:in|during|at|of|among|amongst|under|on|since|after|before|for|by|from|between|over|within|with|if|when"
    r"|while|unless|although|though|despite|outside|across|last|this|next|each|every|only)\s",
    re.IGNORECASE,
)
_OPENER = re.compile(r"\W*(?:that|which|and|but)\s")
_WORD = re.compile(r"\S+")
_MARKS = frozenset('"“”«»')
_MARK_BEHIND = re.compile(r"[,.!?…]?[\"”»]")


def clause_around(
    briefing: Briefing, place: Place, forward: bool = False, within: Span | None = None
) -> Place:
    """The clause of its sentence that holds `place`, of FEWEST to MOST words where the sentence allows
    that; `place` itself where it is in no sentence. `forward`: what comes after says more than what
    stands before, as with dates. `within`: the words of somebody that hold it, which are not left."""
    sentence = sentence_of(briefing, place)
    if sentence is None:
        return place
    text = briefing.article(place.article).text
    whole = Span(sentence.span.start, max(sentence.span.end, place.span.end))
    clause = _grown(text, _shared(whole, within or whole, place.span), place.span, forward)
    if _words(text, clause) > MOST:
        clause = _window(text, clause, place.span)
    return Place(place.article, _balanced(text, whole, _bare(text, clause, place.span), place.span))


def marked_piece(briefing: Briefing, place: Place) -> Iterator[Run]:
    """A piece of a sentence, with marks where the sentence goes on."""
    sentence = sentence_of(briefing, place)
    text = briefing.article(place.article).text
    if sentence is not None and any(c.isalnum() for c in text[sentence.span.start : place.span.start]):
        yield fixed("… ")
    yield verbatim(briefing, place)
    if sentence is not None and any(c.isalnum() for c in text[place.span.end : sentence.span.end]):
        yield fixed(" …")


def _shared(whole: Span, within: Span, figure: Span) -> Span:
    """What a sentence and somebody's words have in common, and the figure."""
    return Span(
        min(max(whole.start, within.start), figure.start), max(min(whole.end, within.end), figure.end)
    )


def _grown(text: str, whole: Span, figure: Span, forward: bool) -> Span:
    """The clause that holds the figure, with those before it and then after it until it is long enough."""
    cuts = [
        m.start()
        for m in _BREAK.finditer(text, whole.start, whole.end)
        if not _SPAN_OF_TIME.search(text, whole.start, m.start())
    ]
    before = [whole.start, *(cut for cut in cuts if cut < figure.start)]
    after = [*(cut for cut in cuts if cut >= figure.end), whole.end]
    start, end = before.pop(), after.pop(0)
    if forward and after:
        end = after.pop(0)
    while (before or after) and _words(text, Span(start, end)) < FEWEST:
        if before:
            start = before.pop()
        else:
            end = after.pop(0)
    while before and _lacks_subject(text[start : figure.start]):
        start = before.pop()
    if before == [whole.start] and _LIMIT.match(text, whole.start):
        start = whole.start
    return Span(start, end)


def _lacks_subject(opening: str) -> bool:
    """Whether what stands before a figure may be the end of a list or of a subject: "Oslo and Lund had",
    "an archaeologist and three divers spent", "planning to vote is up by"."""
    words = [word.strip(",;:—–“\"'").lower() for word in opening.split()]
    verb = next((at for at, word in enumerate(words) if at and is_verb(word)), None)
    if verb is None:
        return False
    return "and" in words[:verb] or words[0].endswith("ing")


def _window(text: str, clause: Span, figure: Span) -> Span:
    """At most MOST words of a long clause, about as many before the figure as after it."""
    words = [Span(*m.span()) for m in _WORD.finditer(text, clause.start, clause.end)]
    held = [number for number, word in enumerate(words) if word.overlaps(figure)]
    spare = max(MOST - len(held), 2)
    left = min(held[0], max(spare // 2, spare - (len(words) - held[-1] - 1)))
    first = held[0] - left
    last = min(held[-1] + spare - left, len(words) - 1)
    return Span(words[first].start, words[last].end)


def _bare(text: str, clause: Span, figure: Span) -> Span:
    """Without marks, punctuation and white space at either end, never without the figure."""
    start, end = clause.start, clause.end
    if opener := _OPENER.match(text, start, figure.start):
        start = opener.end()
    while start < figure.start and not text[start].isalnum():
        start += 1
    while end > figure.end and not text[end - 1].isalnum():
        end -= 1
    return Span(start, end)


def _balanced(text: str, whole: Span, clause: Span, figure: Span) -> Span:
    """With the fellow of a quotation mark, where that stands just outside; else no mark at all."""
    if is_balanced(clause.of(text)):
        return clause
    after = _MARK_BEHIND.match(text, clause.end, whole.end)
    start = (
        clause.start - 1 if clause.start > whole.start and text[clause.start - 1] in _MARKS else clause.start
    )
    for wider in (Span(clause.start, after.end() if after else clause.end), Span(start, clause.end)):
        if is_balanced(wider.of(text)):
            return wider
    marks = [at for at in range(clause.start, clause.end) if text[at] in _MARKS]
    before = [at + 1 for at in marks if at < figure.start]
    behind = [at for at in marks if at >= figure.end]
    return _bare(text, Span(max(before, default=clause.start), min(behind, default=clause.end)), figure)


def is_balanced(text: str) -> bool:
    """Whether each double mark has its fellow. Straight ones are counted; where low marks open, “
    closes, and nothing is told."""
    if "„" in text:
        return True
    depth = 0
    for char in text:
        depth += (char in "“«") - (char in "”»")
        if depth < 0:
            return False
    return depth == 0 and text.count('"') % 2 == 0


def _words(text: str, span: Span) -> int:
    return word_count(span.of(text))
