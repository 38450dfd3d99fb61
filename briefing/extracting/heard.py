"""Reported speech that the reader marks: source, cue and content of one sentence, each cue with the nearest
of the others. Words in marks are the rules' matter; around them, and where there are none, the reader's
borders stand."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from briefing.backends.tags import Tagged
from briefing.domain.article import SegmentedArticle, SentenceId
from briefing.domain.findings import Quotation, QuotationId, QuotationKind
from briefing.domain.spans import Span
from briefing.domain.words import word_count
from briefing.grammar.marks import Marked, find_marked

_LAYERS = ("source", "cue", "content")
_SURE = 0.5
"""Chosen on attribution/dev; training/LOG.md has the figures."""
_BESIDE = 40
"""Characters between a cue and the words it brings, at most."""
_FEWEST_WORDS = 2
_BORROWED = 3
"""Words in marks of which fewer are a title or a nickname."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """Who, by which words, what."""

    source: Span
    cue: Span
    content: Span


def with_heard(
    segmented: SegmentedArticle, quotations: Sequence[Quotation], tagged: Sequence[Tagged]
) -> tuple[Quotation, ...]:
    """The quotations of the rules and of the reader, numbered anew in the order of the text.

    Of those without marks only such stay whose cue the reader marks too. Where it marks none nothing changes.
    """
    if not any(mark.layer == "cue" for mark in tagged):
        return tuple(quotations)
    text = segmented.text
    heard = list(_heard(segmented, tagged))
    said = [_bordered(segmented, q, heard) for q in quotations if q.kind is not QuotationKind.INDIRECT]
    taken = _covered(text, _parts(said))
    marked = [m for m in find_marked(text) if m.depth == 0 and not _touches(taken, [m.inner])]
    free = [one for one in heard if not _touches(taken, [one.cue, one.content])]
    added = [made for one in free if (made := _quotation(segmented, one, marked)) is not None]
    told = _covered(text, _parts(added))
    cues = _covered(text, (mark.span for mark in tagged if mark.layer == "cue"))
    kept = [
        q
        for q in quotations
        if q.kind is QuotationKind.INDIRECT
        and not _touches(told, _parts([q]))
        and (q.cue is None or _touches(cues, [q.cue.span]))
    ]
    ordered = sorted(
        [*said, *kept, *added], key=lambda q: (q.contents[0].span.start, -q.contents[-1].span.end)
    )
    return tuple(replace(q, id=QuotationId(f"q{number}")) for number, q in enumerate(ordered, 1))


def _heard(segmented: SegmentedArticle, tagged: Sequence[Tagged]) -> Iterator[_Heard]:
    """What the sure marks of each sentence make."""
    by_sentence: dict[SentenceId, list[Tagged]] = defaultdict(list)
    for mark in tagged:
        sentence = segmented.sentence_at(mark.span.start)
        if mark.layer in _LAYERS and mark.score >= _SURE and sentence is not None and sentence.is_prose:
            by_sentence[sentence.id].append(mark)
    for marks in by_sentence.values():
        # The surest cue takes its content first.
        surest = sorted(marks, key=lambda mark: (-mark.score, mark.span.start))
        spans = {layer: [mark.span for mark in surest if mark.layer == layer] for layer in _LAYERS}
        for cue in spans["cue"]:
            content, source = _nearest(cue, spans["content"]), _nearest(cue, spans["source"])
            if content is not None and source is not None and _gap(cue, content) <= _BESIDE:
                spans["content"].remove(content)
                yield _Heard(source, cue, content)


def _bordered(segmented: SegmentedArticle, quotation: Quotation, heard: Iterable[_Heard]) -> Quotation:
    """Words in marks with the clause, cue and source that the reader sees around them."""
    place, cue = segmented.article.place, quotation.cue
    if quotation.kind is not QuotationKind.MIXED or cue is None:
        return quotation
    for one in heard:
        if one.cue.overlaps(cue.span) and all(one.content.contains(p.span) for p in quotation.contents):
            return replace(
                quotation, clause=place(one.content), cue=place(one.cue), speaker=place(one.source)
            )
    return quotation


def _quotation(segmented: SegmentedArticle, one: _Heard, marked: Sequence[Marked]) -> Quotation | None:
    """What is reported, MIXED where it holds words in marks; None where it is itself within them."""
    place = segmented.article.place
    near = [m for m in marked if m.outer.overlaps(one.content) or m.outer.overlaps(one.cue)]
    if not all(one.content.contains(m.outer) for m in near):
        return None
    if word_count(one.content.of(segmented.text)) < _FEWEST_WORDS:
        return None
    words = [m.inner for m in near if word_count(m.inner.of(segmented.text)) >= _BORROWED]
    return Quotation(
        QuotationId(""),
        QuotationKind.MIXED if words else QuotationKind.INDIRECT,
        tuple(map(place, words or [one.content])),
        clause=place(one.content) if words else None,
        cue=place(one.cue),
        speaker=place(one.source),
    )


def _parts(quotations: Iterable[Quotation]) -> Iterator[Span]:
    """Their words and their cues."""
    return (place.span for q in quotations for place in (*q.contents, q.cue) if place is not None)


def _covered(text: str, spans: Iterable[Span]) -> bytearray:
    """1 for each character that one of the spans holds."""
    covered = bytearray(len(text))
    for span in spans:
        covered[span.start : span.end] = b"\1" * len(span)
    return covered


def _touches(covered: bytearray, spans: Iterable[Span]) -> bool:
    return any(any(covered[span.start : span.end]) for span in spans)


def _nearest(cue: Span, spans: Iterable[Span]) -> Span | None:
    return min(spans, key=lambda span: _gap(cue, span), default=None)


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
