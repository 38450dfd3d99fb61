"""merge(): the findings of several articles as one, the same actor joined across them."""

from collections.abc import Sequence
from dataclasses import replace

from briefing.domain.article import SegmentedArticle
from briefing.domain.findings import Actor, ActorId, ActorKind, Findings, QuantityId, Quotation, QuotationId
from briefing.domain.spans import fold


def merge(findings: Sequence[Findings], articles: Sequence[SegmentedArticle]) -> Findings:
    """The findings of each of `articles` as one list, numbered anew; actors of one kind and one
    full name are one actor.

    Surnames alone are not joined across articles: two articles may mean two people.
    """
    joined: dict[tuple[ActorKind, str], Actor] = {}
    quotations: list[Quotation] = []
    renamed: list[dict[ActorId, tuple[ActorKind, str]]] = []
    for one, article in zip(findings, articles, strict=True):
        keys = {a.id: (a.kind, fold(a.name.span.of(article.text))) for a in one.actors}
        renamed.append(keys)
        for actor in one.actors:
            key = keys[actor.id]
            joined[key] = _joined(joined[key], actor) if key in joined else actor
    heaviest = sorted(joined, key=lambda key: -joined[key].salience)
    ids = {key: ActorId(f"a{number}") for number, key in enumerate(heaviest, 1)}
    for one, keys in zip(findings, renamed, strict=True):
        for quotation in one.quotations:
            speaker = ids[keys[quotation.actor]] if quotation.actor in keys else None
            number = QuotationId(f"q{len(quotations) + 1}")
            quotations.append(replace(quotation, id=number, actor=speaker))
    quantities = [quantity for one in findings for quantity in one.quantities]
    return Findings(
        tuple(replace(joined[key], id=ids[key]) for key in heaviest),
        tuple(quotations),
        tuple(replace(q, id=QuantityId(f"n{number}")) for number, q in enumerate(quantities, 1)),
    )


def _joined(one: Actor, other: Actor) -> Actor:
    return replace(
        one,
        role=one.role or other.role,
        mentions=(*one.mentions, *other.mentions),
        salience=max(one.salience, other.salience),
    )
