"""JSON back to the Briefing it was made of.

One rule: places are read, words beside them are not; what `text` says next to a place may have
been edited without changing what is meant.
"""

import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from briefing.domain.article import (
    Article,
    Block,
    BlockKind,
    Section,
    SectionId,
    SegmentedArticle,
    Sentence,
    Source,
    overlapping,
)
from briefing.domain.briefing import Briefing, RunRecord
from briefing.domain.claims import Check, Claim, ClaimId, Evidence, Match, Verdict
from briefing.domain.findings import (
    TEMPORAL,
    Actor,
    ActorId,
    ActorKind,
    Amount,
    Findings,
    Mention,
    MentionForm,
    Moment,
    Quantity,
    QuantityId,
    QuantityKind,
    Quotation,
    QuotationId,
    QuotationKind,
)
from briefing.domain.spans import ArticleId, Place, Span
from briefing.errors import LoadError

Json = dict[str, Any]

_LONGEST_MESSAGE = 200
_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def from_json(text: str) -> Briefing:
    """The briefing that `to_json` wrote; what was composed of it, the page, is not read.

    Raises LoadError with the key that is wrong: no JSON, another schema, a key missing or
    unknown, a place outside its article, parts that contradict each other.
    """
    try:
        data = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise LoadError(f"not a saved briefing, because it is not JSON: {error}") from error
    _check_form(data)
    _check_places(data)
    try:
        return _briefing(data)
    except ValueError as error:
        raise LoadError(f"the saved briefing contradicts itself: {error}") from error


def _refuse(constant: str) -> None:
    """Python reads NaN and Infinity, which no JSON has."""
    raise ValueError(f"{constant} is no number")


@cache
def page_schema() -> Json:
    """The JSON Schema (draft 2020-12) that every output keeps."""
    schema = files("briefing.rendering").joinpath("briefing-1.schema.json").read_text(encoding="utf-8")
    loaded: Json = json.loads(schema)
    return loaded


def _check_form(data: Any) -> None:
    known = page_schema()["properties"]["schema"]["const"]
    given = data.get("schema") if isinstance(data, dict) else None
    if given != known:
        raise LoadError(f'schema: this version reads "{known}", got {json.dumps(given)[:_LONGEST_MESSAGE]}')
    error = best_match(Draft202012Validator(page_schema()).iter_errors(data))
    if error is not None:
        raise LoadError(f"{_path(error.absolute_path)}: {error.message[:_LONGEST_MESSAGE]}")


def _path(keys: Iterable[str | int]) -> str:
    """`actors[0].role` rather than a list of keys."""
    steps = [f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys]
    return "".join(steps).lstrip(".") or "the saved briefing"


def _check_places(data: Json) -> None:
    lengths = {article["id"]: len(article["text"]) for article in data["articles"]}
    for keys, place in _places(data, ()):
        start, end, article = place["start"], place["end"], place["article"]
        if article not in lengths:
            raise LoadError(f"{_path(keys)}: there is no article {article!r}")
        if not start < end <= lengths[article]:
            raise LoadError(
                f"{_path(keys)}: {start}:{end} is no place in the {lengths[article]} characters of {article}"
            )


def _places(value: Any, keys: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Json]]:
    """Everything in the document that is a place in an article, with the keys that lead to it."""
    children: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, dict):
        if {"article", "start", "end"} <= value.keys():
            yield keys, value
        children = value.items()
    elif isinstance(value, list):
        children = enumerate(value)
    for key, child in children:
        yield from _places(child, (*keys, key))


def _briefing(data: Json) -> Briefing:
    claims = [(claim, None) for claim in data["summary"]]
    claims += [(claim, section["id"]) for section in data["sections"] for claim in section["summary"]]
    return Briefing(
        articles=tuple(_segmented(article, data["sections"]) for article in data["articles"]),
        findings=Findings(
            tuple(_actor(each) for each in data["actors"]),
            tuple(_quotation(each) for each in data["quotations"]),
            tuple(_quantity(each) for each in data["numbers"]),
        ),
        claims=tuple(_claim(claim, section) for claim, section in claims),
        checks=tuple(_check(claim) for claim, _ in claims),
        record=_record(data["manifest"]),
        omitted=data["checks"]["omitted"],
    )


def _record(manifest: Json) -> RunRecord:
    stated = {key: manifest[key] for key in RunRecord.__dataclass_fields__}
    return RunRecord(**stated | {"languages": tuple(manifest["languages"])})


def _segmented(data: Json, sections: list[Json]) -> SegmentedArticle:
    source = data["source"]
    article = Article(
        id=ArticleId(data["id"]),
        source=Source(source["locator"], source["media_type"], source["sha256"]),
        text=data["text"],
        blocks=tuple(Block(_span(b), BlockKind(b["kind"]), b["page"]) for b in data["blocks"]),
        language=data["language"],
        title=data["title"],
        published=data["published"],
        outlet=data["outlet"],
        author=data["author"],
        excerpt=data["excerpt"],
        unread=data["unread"],
    )
    sentences = tuple(_sentence(each, article) for each in data["sentences"])
    held = tuple(_section(s, article, sentences) for s in sections if s["article"] == article.id)
    return SegmentedArticle(article, sentences, held)


def _sentence(data: Json, article: Article) -> Sentence:
    span = _span(data)
    blocks = overlapping(article.blocks, span)
    if not blocks:
        raise ValueError(f"sentence {data['id']} is past the end of article {article.id}")
    return Sentence(data["id"], span, blocks[0].kind)


def _section(data: Json, article: Article, sentences: tuple[Sentence, ...]) -> Section:
    span = _span(data)
    heading, topic = (_span(data[key]) if data[key] else None for key in ("heading_at", "topic_at"))
    for words in filter(None, (heading, topic)):
        words.of(article.text)  # raises past the end
    held = tuple(s.id for s in overlapping(sentences, span))
    return Section(SectionId(data["id"]), span, heading, held, topic)


def _claim(data: Json, section: str | None) -> Claim:
    scope = SectionId(section) if section is not None else None
    return Claim(ClaimId(data["id"]), data["text"], scope, data["verbatim"], data["replaces"], data["edited"])


def _check(data: Json) -> Check:
    return Check(ClaimId(data["id"]), Verdict(data["verdict"]), tuple(_evidence(e) for e in data["evidence"]))


def _evidence(data: Json) -> Evidence:
    return Evidence(
        Span(*map(int, data["part"])), _place(data), Match(data["match"]), data["score"], data["how"]
    )


def _actor(data: Json) -> Actor:
    return Actor(
        id=ActorId(data["id"]),
        kind=ActorKind(data["kind"]),
        name=_place(data["name_at"]),
        role=_place_or_none(data["role"]),
        mentions=tuple(Mention(_place(m), MentionForm(m["form"])) for m in data["mentions"]),
        salience=data["salience"],
    )


def _quotation(data: Json) -> Quotation:
    return Quotation(
        id=QuotationId(data["id"]),
        kind=QuotationKind(data["kind"]),
        contents=tuple(_place(each) for each in data["contents"]),
        clause=_place_or_none(data["clause"]),
        cue=_place_or_none(data["cue"]),
        speaker=_place_or_none(data["speaker"]),
        actor=data["actor"],
    )


def _quantity(data: Json) -> Quantity:
    kind = QuantityKind(data["kind"])
    return Quantity(
        id=QuantityId(data["id"]),
        place=_place(data),
        kind=kind,
        value=_value(kind, data["low"], data["high"]),
        unit=data["unit"],
        hedge=data["hedge"],
        of=_place_or_none(data["of_at"]),
        resolved=data["resolved"],
    )


def _value(kind: QuantityKind, low: str | None, high: str | None) -> Amount | Moment | None:
    if low is None or high is None:
        return None
    return Moment(low, high) if kind in TEMPORAL else Amount(_decimal(low), _decimal(high))


def _decimal(text: str) -> Decimal:
    if not _DECIMAL.fullmatch(text):
        raise ValueError(f"{text[:_LONGEST_MESSAGE]!r} is not a number in plain digits")
    return Decimal(text)


def _place(data: Json) -> Place:
    return Place(ArticleId(data["article"]), _span(data))


def _place_or_none(data: Json | None) -> Place | None:
    return _place(data) if data else None


def _span(data: Json) -> Span:
    # To JSON, and to its schema, 3.0 is an integer.
    return Span(int(data["start"]), int(data["end"]))
