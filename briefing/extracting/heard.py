"""Reported speech that the reader marks and the rules do not find: source, cue and content of one sentence,
each cue with the nearest of the others."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefing.backends.tags import Tagged
from briefing.domain.article import SegmentedArticle, SentenceId
from briefing.domain.findings import Quotation, QuotationId, QuotationKind
from briefing.domain.spans import Span
from briefing.grammar.marks import find_marked

_LAYERS = ("source", "cue", "content")
_SURE = 0.8
_BESIDE = 40
"""Characters between a cue and the words it brings, at most."""


def with_heard(
    segmented: SegmentedArticle, quotations: Sequence[Quotation], tagged: Sequence[Tagged]
) -> tuple[Quotation, ...]:
    """The quotations and those that only the reader finds, which are INDIRECT, numbered anew in the order of
    the text."""
    by_sentence: dict[SentenceId, list[Tagged]] = defaultdict(list)
    for mark in tagged:
        sentence = segmented.sentence_at(mark.span.start)
        if mark.layer in _LAYERS and mark.score >= _SURE and sentence is not None and sentence.is_prose:
            by_sentence[sentence.id].append(mark)
    taken = _taken(segmented.text, quotations)
    heard = [quotation for marks in by_sentence.values() for quotation in _heard(segmented, marks, taken)]
    if not heard:
        return tuple(quotations)
    ordered = sorted(
        [*quotations, *heard], key=lambda q: (q.contents[0].span.start, -q.contents[-1].span.end)
    )
    return tuple(replace(q, id=QuotationId(f"q{number}")) for number, q in enumerate(ordered, 1))


def _taken(text: str, quotations: Sequence[Quotation]) -> bytearray:
    """1 for each character of a quotation's words or cue, and of what stands in marks."""
    taken = bytearray(len(text))
    spans = [place.span for q in quotations for place in (*q.contents, q.cue) if place is not None]
    for span in (*spans, *(marked.outer for marked in find_marked(text))):
        taken[span.start : span.end] = b"\1" * len(span)
    return taken


def _heard(segmented: SegmentedArticle, marks: Sequence[Tagged], taken: bytearray) -> Iterator[Quotation]:
    """What the marks of one sentence make."""
    place = segmented.article.place
    spans = {layer: [mark.span for mark in marks if mark.layer == layer] for layer in _LAYERS}
    free = [span for span in spans["content"] if not any(taken[span.start : span.end])]
    for cue in spans["cue"]:
        content, source = _nearest(cue, free), _nearest(cue, spans["source"])
        if content is None or source is None or any(taken[cue.start : cue.end]):
            continue
        if _gap(cue, content) <= _BESIDE:
            free.remove(content)
            yield Quotation(
                QuotationId(""),
                QuotationKind.INDIRECT,
                (place(content),),
                cue=place(cue),
                speaker=place(source),
            )


def _nearest(cue: Span, spans: Iterable[Span]) -> Span | None:
    return min(spans, key=lambda span: _gap(cue, span), default=None)


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
