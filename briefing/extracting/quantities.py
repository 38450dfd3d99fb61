"""Quantities: the figures of an article and the things they count.

The thing counted is found by the shape of the words around a figure; where the shape is not clear
there is none, since a wrong one would put a false statement on the page.
"""

import re
from collections.abc import Iterator
from datetime import date

from briefing.domain.article import BlockKind, SegmentedArticle, Sentence
from briefing.domain.findings import Quantity, QuantityId, QuantityKind
from briefing.domain.spans import Span
from briefing.grammar.numbers import Figure, find_figures

_COUNTING = frozenset({QuantityKind.COUNT, QuantityKind.ORDINAL})
_SHARING = frozenset({QuantityKind.PERCENT, QuantityKind.RATIO, QuantityKind.MONEY})
_STOP = (
    r"(?:a|an|the|of|in|on|at|for|from|to|with|by|and|or|but|as|that|which|who|is|are|was|were|be|been|has|have|had"
    r"|will|would|can|could|may|might|said|says|than|per|after|before|since|until|during|over|into|out|up|down|off"
    r"|not|were|did|do|does|have|when|while|if|it|he|she|they|we|this|these|those|his|her|their|its|more|less|ago"
    r"|later|earlier|percent|rose|fell|died|killed|injured)"
)
_NOUNS = re.compile(rf"\s((?!{_STOP}\b)[^\W\d_][\w'’-]*(?:\s(?!{_STOP}\b)[a-z][\w'’-]*){{0,3}})")
_OF = re.compile(
    rf"\sof\s((?:(?:the|all|its|their|his|her|our)\s)?(?!{_STOP}\b)[^\W\d_][\w'’-]*(?:\s(?!{_STOP}\b)[^\W\d_][\w'’-]*){{0,4}})"
)
_SUBJECT = re.compile(
    rf"(?:^|[,;:“\"]\s?|\b(?:the|a|an|its|their|that)\s)((?!{_STOP}\b)[^\W\d_][\w'’-]*(?:\s(?!{_STOP}\b)[a-z][\w'’-]*){{0,3}})"
    r"\s(?:(?:will|would|could|has|have|had|is expected to|are expected to)\s)?(?:reach|reached|total|totalled|totaled|hit"
    r"|rise|rose|risen|fall|fell|fallen|grow|grew|grown|cost|costs|exceed|exceeded|amount|amounted|stand|stood|was|were|is|are|be)"
    r"\s(?:to\s|at\s|by\s)?$",
    re.IGNORECASE,
)
LOOK_BACK = 90
"""Characters before a figure in which its subject is looked for: a clause of news text."""


def find_quantities(segmented: SegmentedArticle) -> tuple[Quantity, ...]:
    """Every figure of headlines, headings and prose, numbered n1 … in the order of the text."""
    published = date.fromisoformat(segmented.article.published[:10]) if segmented.article.published else None
    found = [
        (figure, sentence)
        for sentence in segmented.sentences
        if sentence.kind is not BlockKind.CAPTION
        for figure in _figures(segmented.text, sentence, published)
    ]
    place = segmented.article.place
    quantities = []
    for number, (figure, sentence) in enumerate(found, 1):
        of = _thing(figure, sentence.span, segmented.text)
        quantities.append(
            Quantity(
                QuantityId(f"n{number}"),
                place(figure.span),
                figure.kind,
                figure.value,
                figure.unit,
                figure.hedge,
                place(of) if of else None,
            )
        )
    return tuple(quantities)


def _figures(text: str, sentence: Sentence, published: date | None) -> Iterator[Figure]:
    at = sentence.span.start
    for figure in find_figures(sentence.span.of(text), published):
        yield Figure(
            figure.span.moved(at),
            figure.number.moved(at),
            figure.kind,
            figure.value,
            figure.unit,
            figure.hedge,
        )


def _thing(figure: Figure, sentence: Span, text: str) -> Span | None:
    """What is counted: the nouns after a count, "of the …" after a share, the subject before it."""
    if figure.kind in _COUNTING:
        match = _NOUNS.match(text, figure.span.end, sentence.end)
        return Span(*match.span(1)) if match else None
    if figure.kind not in _SHARING:
        return None
    match = _OF.match(text, figure.span.end, sentence.end)
    if match is None:
        start = max(sentence.start, figure.span.start - LOOK_BACK)
        match = _SUBJECT.search(text, start, figure.span.start)
    return Span(*match.span(1)) if match else None
