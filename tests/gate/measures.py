"""Figures of quality on annotated articles. Every measure takes the folder of the packs and gives
percents by name; what counts as right is said at each. Nothing here is a test."""

import gzip
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from briefing.backends import Reader, open_reader
from briefing.domain.article import Article, Block, BlockKind, SegmentedArticle, Source
from briefing.domain.cards import Device
from briefing.domain.findings import ActorKind, Findings, MentionForm, Quotation, QuotationKind
from briefing.domain.spans import Span
from briefing.grammar.names import first_names, folded, organisations, places, surnames
from briefing.loading import LoadOptions, load_bytes
from briefing.pipeline import extract, read
from briefing.segmenting import segment
from briefing.settings import load_cards

Row = dict[str, Any]
Pair = tuple[int, int]

FEWEST_WORDS = 4
"""Passages of fewer words in marks are mostly single words that a sentence borrows."""

_SPOKEN = frozenset({"conversation", "vlog", "podcast", "reddit"})
_OPENING, _CLOSING = "\"“'‘`", "\"”'’`"


def rows(data: Path, pack: str) -> Iterator[Row]:
    """The articles of one pack, such as "attribution/dev"."""
    with gzip.open(data / f"{pack}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def share(part: int, whole: int) -> float:
    """In percent; 0 of nothing."""
    return round(100 * part / whole, 2) if whole else 0.0


def f1(right: int, found: int, wanted: int) -> float:
    """The harmonic mean of precision and recall, in percent."""
    return share(2 * right, found + wanted)


def extracted(data: Path, pack: str) -> Iterator[tuple[Row, SegmentedArticle, Findings]]:
    """Each article of a pack through loading, segmenting and extracting, but for the few whose text
    the loader repairs, so that the annotations no longer fit."""
    for row in rows(data, pack):
        segmented = _segmented(row["text"])
        if segmented.text == row["text"]:
            yield row, segmented, found(segmented)


def found(segmented: SegmentedArticle) -> Findings:
    """What the embedded reader and code find in it."""
    return extract(segmented, read(segmented, _reader()))


@cache
def _reader() -> Reader:
    return open_reader(load_cards()["pocket"], Device.CPU)


def _segmented(text: str) -> SegmentedArticle:
    return segment(load_bytes(text.encode(), "row.txt", "text/plain", LoadOptions(language="en")))


def sentences(data: Path) -> dict[str, float]:
    """Exact start and end, in the written text types of gum/dev, paragraphs given."""
    right = found = wanted = 0
    for row in rows(data, "gum/dev"):
        if row["genre"] in _SPOKEN:
            continue
        predicted = {(s.span.start, s.span.end) for s in segment(in_paragraphs(row)).sentences}
        gold = {tuple(s["span"]) for s in row["sentences"]}
        right, found, wanted = right + len(predicted & gold), found + len(predicted), wanted + len(gold)
    return {"sentence_f1": f1(right, found, wanted)}


def in_paragraphs(row: Row) -> Article:
    """A row as an article whose blocks are the annotated paragraphs."""
    starts = [0, *(p["span"][0] for p in row["paragraphs"][1:]), len(row["text"])]
    kinds = [
        BlockKind.HEADING if p["kind"].startswith("head") else BlockKind.PARAGRAPH for p in row["paragraphs"]
    ]
    blocks = tuple(Block(Span(a, b), k) for a, b, k in zip(starts, starts[1:], kinds, strict=False))
    return Article("A1", Source(row["id"], "text/plain", ""), row["text"], blocks)


def quotations(data: Path) -> dict[str, float]:
    """Direct quotations of attribution/dev, of four words or more.

    Found: an annotated passage in marks is one of the contents, white space and punctuation at its
    ends aside. Speaker: of those, the words that say who share most of their characters with the
    annotated ones. Precision: a passage given out as direct is within annotated content.
    """
    wanted = found = spoken = right = given = true = 0
    for row, segmented, findings in extracted(data, "attribution/dev"):
        text = segmented.text
        ours = {_core(text, (p.span.start, p.span.end)): q for q in findings.quotations for p in _in_marks(q)}
        for attribution in row["attributions"]:
            for piece in attribution["content"]:
                for passage in _passages(text, tuple(piece)):
                    wanted += 1
                    quotation = ours.get(_core(text, passage))
                    if quotation is None:
                        continue
                    found += 1
                    if attribution["source"]:
                        spoken += 1
                        right += _same_speaker(quotation, attribution["source"])
        said = {i for a in row["attributions"] for start, end in a["content"] for i in range(start, end)}
        for (start, end), quotation in ours.items():
            if quotation.kind is QuotationKind.DIRECT and len(text[start:end].split()) >= FEWEST_WORDS:
                given += 1
                true += sum(i in said for i in range(start, end)) > 0.8 * (end - start)
    return {
        "quotation_found": share(found, wanted),
        "quotation_speaker": share(right, spoken),
        "quotation_precision": share(true, given),
    }


def _in_marks(quotation: Quotation) -> Iterator[Any]:
    return iter(() if quotation.kind is QuotationKind.INDIRECT else quotation.contents)


def _core(text: str, pair: Pair) -> Pair:
    """Without marks, punctuation and white space at either end."""
    start, end = pair
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _passages(text: str, piece: Pair) -> Iterator[Pair]:
    """What stands in double marks and fills an annotated piece."""
    start, end = piece
    inner = text[start:end].strip()
    if len(inner.split()) < FEWEST_WORDS or inner[0] not in '"“' or inner[-1] not in '"”':
        return
    if any(mark in inner[1:-1] for mark in '"“”'):
        return
    yield start, end


def _same_speaker(quotation: Quotation, source: list[Pair]) -> bool:
    if quotation.speaker is None:
        return False
    ours = set(range(quotation.speaker.span.start, quotation.speaker.span.end))
    theirs = {i for start, end in source for i in range(start, end)}
    return len(ours & theirs) > 0.5 * min(len(ours), len(theirs))


_ANNOTATED = Path(__file__).parents[2] / "training/annotations/speakers.jsonl"
_ARTICLES = {"attribution/dev": lambda row: row["text"], "clusters/dev": lambda row: row["articles"][0]}


def speakers(data: Path) -> dict[str, float]:
    """Whom the words that name a speaker mean, as annotated in training/annotations.

    Right: of speakers found whom the text names, those given to the actor of that name. Precision: of
    speakers given to somebody, those who are the annotated one. An annotation without a name is a
    speaker whom the text does not name, and nobody may be given.
    """
    wanted = right = given = 0
    for annotated, segmented, findings in _annotated(data):
        text, actors = segmented.text, {actor.id: actor for actor in findings.actors}
        for start, named in annotated["speakers"]:
            quotation = next((q for q in findings.quotations if _begins(q, start)), None)
            if quotation is None:
                continue
            wanted += named is not None
            if quotation.actor is None:
                continue
            given += 1
            name = actors[quotation.actor].name.span.of(text)
            right += named is not None and _is_same_name(name, text[slice(*named)])
    return {"speaker_right": share(right, wanted), "speaker_true": share(right, given)}


def _annotated(data: Path) -> Iterator[tuple[Row, SegmentedArticle, Findings]]:
    lines = [json.loads(line) for line in _ANNOTATED.read_text(encoding="utf-8").splitlines()]
    for pack, text_of in _ARTICLES.items():
        texts = {row["id"]: text_of(row) for row in rows(data, pack)}
        for line in lines:
            if line["pack"] == pack:
                segmented = _segmented(texts[line["id"]])
                yield line, segmented, found(segmented)


def _begins(quotation: Quotation, start: int) -> bool:
    speaker = quotation.speaker
    return speaker is not None and speaker.span.start <= start < speaker.span.end


def _is_same_name(ours: str, theirs: str) -> bool:
    """Whether one name is the other or a longer form of it; a bare surname is only itself, since a
    namesake may be meant."""
    one, other = set(_plain(ours).split()), set(_plain(theirs).split())
    return one == other or (min(len(one), len(other)) > 1 and (one <= other or other <= one))


_MATTERS = 2.5  # of 3
_FIRST = 5

_ENTITY_KINDS = {
    "Person": ActorKind.PERSON,
    "Organization": ActorKind.ORGANISATION,
    "Location": ActorKind.PLACE,
    "Facility": ActorKind.PLACE,
}


def names(data: Path) -> dict[str, float]:
    """Mentions by name on entities/dev: exact span and kind; a facility is a place."""
    counts = {kind: [0, 0, 0] for kind in ActorKind}
    for row, _, findings in extracted(data, "entities/dev"):
        ours = {
            (m.place.span.start, m.place.span.end, a.kind)
            for a in findings.actors
            for m in a.mentions
            if m.form is MentionForm.NAME
        }
        gold = {
            (start, end, _ENTITY_KINDS[label])
            for start, end, label in row["entities"]
            if label in _ENTITY_KINDS
        }
        for kind, count in counts.items():
            one, other = ({x for x in each if x[2] is kind} for each in (ours, gold))
            count[0] += len(one & other)
            count[1] += len(one)
            count[2] += len(other)
    total = [sum(column) for column in zip(*counts.values(), strict=True)]
    return {"name_f1": f1(*total)} | {f"{kind}_f1": f1(*count) for kind, count in counts.items()}


def actors(data: Path) -> dict[str, float]:
    """People of actors/dev rated 2.5 or more: found, and among the first five persons.

    The pack says of nobody that it is a person: counted are titles of two to four words that begin
    or end like a person's name by the tables of names, and are no place's or organisation's. Its
    forms are in lower case without punctuation; ours match one, or the last words of one.
    """
    wanted = found = early = 0
    for row, segmented, findings in extracted(data, "actors/dev"):
        people = [
            {_plain(m.place.span.of(segmented.text)) for m in a.mentions if m.form is MentionForm.NAME}
            for a in findings.actors
            if a.kind is ActorKind.PERSON
        ]
        for entity in row["entities"]:
            if entity["score"] < _MATTERS or not _is_named_like_a_person(entity["name"] or ""):
                continue
            forms = {_plain(form) for form in (*entity["forms"], entity["name"])}
            ranks = [rank for rank, named in enumerate(people) if _is_one_of(named, forms)]
            wanted += 1
            found += bool(ranks)
            early += bool(ranks) and ranks[0] < _FIRST
    return {"actor_found": share(found, wanted), "actor_early": share(early, wanted)}


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", folded(name)).split())


def _is_one_of(named: set[str], forms: set[str]) -> bool:
    return any(form == name or form.endswith(f" {name}") for name in named for form in forms)


def _is_named_like_a_person(title: str) -> bool:
    words = folded(title.partition("_(")[0]).split("_")
    listed = words[0] in first_names() or words[-1] in surnames() or words[0] in surnames()
    name = " ".join(words)
    return 2 <= len(words) <= 4 and listed and name not in places() and name not in organisations()


def pages(data: Path) -> dict[str, float]:
    """Snippets of html/dev that must be in the article and are, and that must not and are not, by what
    is left of a page when boilerplate is taken out."""
    return page_snippets(data, _kept)


def page_snippets(data: Path, text_of: Callable[[Row], str]) -> dict[str, float]:
    """The same of any text that is made of a page; marks where a word may be cut aside."""
    found = [
        (snippet_kind, _flat(snippet) in _flat(text))
        for row in rows(data, "html/dev")
        for text in [text_of(row)]
        for snippet_kind in ("with", "without")
        for snippet in row[snippet_kind]
    ]
    required = [there for kind, there in found if kind == "with"]
    forbidden = [not there for kind, there in found if kind == "without"]
    return {
        "page_required": share(sum(required), len(required)),
        "page_forbidden": share(sum(forbidden), len(forbidden)),
    }


def _kept(row: Row) -> str:
    article = load_bytes(row["html"].encode(), row["url"], "text/html")
    return " ".join(b.span.of(article.text) for b in article.blocks if b.kind is not BlockKind.BOILERPLATE)


def _flat(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())


MEASURES = (sentences, quotations, speakers, names, actors, pages)
PACKS = ("gum/train", "gum/dev", "attribution/dev", "entities/dev", "actors/dev", "clusters/dev", "html/dev")
