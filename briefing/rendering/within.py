"""What a page holds without a line of its own: the figures and quotations in its sentences."""

from bisect import bisect_right
from collections import defaultdict

from briefing.domain.briefing import Briefing, Page, Verbatim
from briefing.domain.findings import MentionForm
from briefing.domain.spans import ArticleId, Place, Span

Stretches = dict[ArticleId, list[Span]]


def found_within(briefing: Briefing, page: Page) -> frozenset[str]:
    """The ids of quotations and quantities that have no line but whose words are all on the page, and of
    actors whose name stands there.

    O((findings + runs) log runs).
    """
    stretches = _stretches(briefing, page)
    listed = page.items
    quotations = ((q.id, q.contents) for q in briefing.findings.quotations)
    quantities = ((n.id, (n.place,)) for n in briefing.findings.quantities)
    held = {
        id
        for id, places in (*quotations, *quantities)
        if id not in listed and all(_is_held(place, stretches) for place in places)
    }
    named = {
        actor.id
        for actor in briefing.findings.actors
        for mention in actor.mentions
        if mention.form is MentionForm.NAME and _is_held(mention.place, stretches)
    }
    return frozenset(held | (named - listed))


def _stretches(briefing: Briefing, page: Page) -> Stretches:
    """What the page prints of each article: ordered, disjoint, and one where only white space parts them."""
    places = sorted({run.origin.place for run in page.runs if isinstance(run.origin, Verbatim)})
    held: Stretches = defaultdict(list)
    for place in places:
        spans, text = held[place.article], briefing.article(place.article).text
        if spans and not text[spans[-1].end : place.span.start].strip():
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, place.span.end))
        else:
            spans.append(place.span)
    return held


def _is_held(place: Place, stretches: Stretches) -> bool:
    spans = stretches.get(place.article, [])
    index = bisect_right(spans, place.span.start, key=lambda span: span.start) - 1
    return index >= 0 and spans[index].contains(place.span)
