"""Briefing and Page to JSON, `"schema": "briefing/1"`, as docs/contract.md draws it.

One rule: a key with no value is null, never missing, and keys stand in the order drawn there. What
`text` says beside a place is a convenience; the place is what counts.
"""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from briefing.domain.article import BlockKind, Section, SegmentedArticle, overlapping
from briefing.domain.briefing import Briefing, Page
from briefing.domain.claims import Check, Claim, Evidence, Verdict
from briefing.domain.findings import Actor, Amount, Quantity, Quotation
from briefing.domain.spans import Place, Span

SCHEMA = "briefing/1"

_LABELS = {
    BlockKind.HEADLINE: "title",
    BlockKind.BOILERPLATE: "boilerplate",
    BlockKind.CAPTION: "boilerplate",
}

# What a reader of JSON Lines may take for the end of a line, and half characters, which no file
# can hold: they stand as escapes, so that they come back as they were.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")

Json = dict[str, Any]


def to_json(briefing: Briefing, page: Page, indent: int | None = 2) -> str:
    """Everything found, and what the page shows of it, ended by a line break.

    `indent` None gives one line, for JSON Lines. The same input gives the same characters.
    """
    text = json.dumps(_document(briefing, page), ensure_ascii=False, indent=indent, allow_nan=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def _document(briefing: Briefing, page: Page) -> Json:
    items, found = page.items, briefing.findings
    claims = _claims_by_section(briefing, items)
    return {
        "schema": SCHEMA,
        "title": briefing.title,
        "articles": [_article(each) for each in briefing.articles],
        "summary": claims.get(None, []),
        "sections": [_section(s, a, claims.get(s.id, [])) for a in briefing.articles for s in a.sections],
        "actors": [_actor(each, briefing, items) for each in found.actors],
        "quotations": [_quotation(each, briefing, items) for each in found.quotations],
        "numbers": [_number(each, briefing, items) for each in found.quantities],
        "coverage": {a.article.id: _coverage(a) for a in briefing.articles},
        "page": {"paper": page.paper, "pages": 1, "words": page.words, "left_out": list(page.left_out)},
        "checks": _checks(briefing, items),
        "manifest": _manifest(briefing),
    }


def _article(segmented: SegmentedArticle) -> Json:
    article = segmented.article
    source = article.source
    return {
        "id": article.id,
        "source": {"locator": source.locator, "media_type": source.media_type, "sha256": source.sha256},
        "title": article.title,
        "published": article.published,
        "outlet": article.outlet,
        "author": article.author,
        "language": article.language,
        "excerpt": article.excerpt,
        "unread": article.unread,
        "text": article.text,
        "blocks": [{"kind": b.kind.value, **_span(b.span), "page": b.page} for b in article.blocks],
        "sentences": [{"id": s.id, **_span(s.span)} for s in segmented.sentences],
    }


def _claims_by_section(briefing: Briefing, items: frozenset[str]) -> dict[str | None, list[Json]]:
    """The claims of each section, and under None those of the whole, in one pass."""
    found: dict[str | None, list[Json]] = {}
    for claim, check in zip(briefing.claims, briefing.checks, strict=True):
        found.setdefault(claim.section, []).append(_claim(claim, check, items))
    return found


def _claim(claim: Claim, check: Check, items: frozenset[str]) -> Json:
    return {
        "id": claim.id,
        "text": claim.text,
        "verbatim": claim.verbatim,
        "verdict": check.verdict.value,
        "on_page": claim.id in items,
        "evidence": [_evidence(each) for each in check.evidence],
        "replaces": claim.replaces,
        "edited": claim.edited,
    }


def _evidence(evidence: Evidence) -> Json:
    return {
        **_place(evidence.place),
        "part": [evidence.part.start, evidence.part.end],
        "match": evidence.match.value,
        "score": evidence.score,
        "how": evidence.how,
    }


def _section(section: Section, segmented: SegmentedArticle, claims: list[Json]) -> Json:
    heading, topic = section.heading, section.topic
    return {
        "id": section.id,
        "article": segmented.article.id,
        "heading": heading.of(segmented.text) if heading else None,
        **_span(section.span),
        "summary": claims,
        "heading_at": _span(heading) if heading else None,
        "topic": topic.of(segmented.text) if topic else None,
        "topic_at": _span(topic) if topic else None,
    }


def _actor(actor: Actor, briefing: Briefing, items: frozenset[str]) -> Json:
    return {
        "id": actor.id,
        "name": briefing.text(actor.name),
        "kind": actor.kind.value,
        "salience": actor.salience,
        "on_page": actor.id in items,
        "role": _worded(actor.role, briefing),
        "mentions": [{**_place(m.place), "form": m.form.value} for m in actor.mentions],
        "name_at": _place(actor.name),
    }


def _quotation(quotation: Quotation, briefing: Briefing, items: frozenset[str]) -> Json:
    pieces = [" ".join(briefing.text(place).split()) for place in quotation.contents]
    return {
        "id": quotation.id,
        "kind": quotation.kind.value,
        "text": " … ".join(pieces),
        "on_page": quotation.id in items,
        "contents": [_place(place) for place in quotation.contents],
        "clause": _place_or_null(quotation.clause),
        "cue": _place_or_null(quotation.cue),
        "speaker": _worded(quotation.speaker, briefing),
        "actor": quotation.actor,
    }


def _number(quantity: Quantity, briefing: Briefing, items: frozenset[str]) -> Json:
    low, high = _bounds(quantity)
    return {
        "id": quantity.id,
        "text": briefing.text(quantity.place),
        **_place(quantity.place),
        "on_page": quantity.id in items,
        "kind": quantity.kind.value,
        "low": low,
        "high": high,
        "unit": quantity.unit,
        "hedge": quantity.hedge,
        "of": briefing.text(quantity.of) if quantity.of else None,
        "of_at": _place_or_null(quantity.of),
        "resolved": quantity.resolved,
    }


def _bounds(quantity: Quantity) -> tuple[str | None, str | None]:
    value = quantity.value
    if value is None:
        return None, None
    if isinstance(value, Amount):
        return _decimal(value.low), _decimal(value.high)
    return value.low, value.high


def _decimal(value: Decimal) -> str:
    """Plain digits, without exponent and without zeros that say nothing."""
    if not value:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _coverage(segmented: SegmentedArticle) -> list[Json]:
    """Every character of the text in exactly one piece, neighbours of one label as one."""
    pieces: list[Json] = []
    for label, span in _labelled(segmented):
        if pieces and pieces[-1]["label"] == label:
            pieces[-1]["end"] = span.end
        else:
            pieces.append({**_span(span), "label": label})
    return pieces


def _labelled(segmented: SegmentedArticle) -> Iterator[tuple[str, Span]]:
    for block in segmented.article.blocks:
        if block.kind in _LABELS:
            yield _LABELS[block.kind], block.span
            continue
        for section in overlapping(segmented.sections, block.span):
            start, end = max(section.span.start, block.span.start), min(section.span.end, block.span.end)
            yield f"section:{section.id}", Span(start, end)


def _checks(briefing: Briefing, items: frozenset[str]) -> Json:
    """Counts of what stands on the page, and of written claims that were dropped."""
    printed = [(c, k) for c, k in zip(briefing.claims, briefing.checks, strict=True) if c.id in items]
    written = [check.verdict for claim, check in printed if not claim.verbatim]
    found = briefing.findings
    ids: list[str] = [a.id for a in found.actors]
    ids += [q.id for q in found.quotations]
    ids += [n.id for n in found.quantities]
    return {
        "verbatim": len(printed) - len(written) + sum(id in items for id in ids),
        **{verdict.value: written.count(verdict) for verdict in Verdict},
        "replaced": sum(claim.replaces is not None for claim, _ in printed),
        "omitted": briefing.omitted,
    }


def _manifest(briefing: Briefing) -> Json:
    record = briefing.record
    return {
        "version": record.version,
        "model": record.model,
        "model_sha256": record.model_sha256,
        "model_revision": record.model_revision,
        "prompts": _sorted(record.prompts),
        "device": record.device,
        "seed": record.seed,
        "packages": _sorted(record.packages),
        "languages": list(record.languages),
    }


def _sorted(values: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(values.items()))


def _worded(place: Place | None, briefing: Briefing) -> Json | None:
    return {"text": briefing.text(place), **_place(place)} if place else None


def _place_or_null(place: Place | None) -> Json | None:
    return _place(place) if place else None


def _place(place: Place) -> Json:
    return {"article": place.article, **_span(place.span)}


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end}
