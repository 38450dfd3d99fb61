"""Figures of quality on annotated articles. Every measure takes the folder of the packs and gives counts
for each article; what counts as right is said at each. Nothing here is a test."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from briefing.backends import Reader, open_reader
from briefing.domain.article import Article, Block, BlockKind, SegmentedArticle, Source
from briefing.domain.cards import Device
from briefing.domain.findings import Actor, ActorKind, Findings, MentionForm, Quotation, QuotationKind
from briefing.domain.spans import Span
from briefing.errors import EmptyArticle
from briefing.grammar.names import first_names, folded, organisations, places, surnames
from briefing.loading import LoadOptions, load_bytes
from briefing.pipeline import extract, read
from briefing.segmenting import segment
from briefing.settings import load_cards

Row = dict[str, Any]
Counts = dict[str, tuple[float, float]]
"""Of one article, by figure: what counts for it, and out of how much. A figure is the sum of the one by the
sum of the other over all articles; of F1 they are twice the right ones, and those found with those wanted."""
Pair = tuple[int, int]

Find = Callable[[SegmentedArticle], Findings]

FEWEST_WORDS = 4
"""Passages of fewer words in marks are mostly single words that a sentence borrows."""

_SPOKEN = frozenset({"conversation", "vlog", "podcast", "reddit"})
_OPENING, _CLOSING = "\"“'‘`", "\"”'’`"


def rows(data: Path, pack: str) -> Iterator[Row]:
    """The articles of one pack, such as "attribution/dev"."""
    with gzip.open(data / f"{pack}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def figures(counts: Iterable[Counts]) -> dict[str, float]:
    """In percent, over all articles; 0 of nothing."""
    held = list(counts)
    return {
        name: _percent(*total) for name, total in zip(_names(held), _table(held).sum(axis=0), strict=True)
    }


def intervals(counts: Iterable[Counts], draws: int = 2000) -> dict[str, tuple[float, float]]:
    """Between what 95 of 100 figures lie of as many articles drawn anew with replacement (bootstrap)."""
    held = list(counts)
    table, draw = _table(held), np.random.default_rng(0)
    drawn = np.array([table[draw.integers(len(table), size=len(table))].sum(axis=0) for _ in range(draws)])
    told = 100 * drawn[..., 0] / np.maximum(drawn[..., 1], 1e-9)
    low, high = np.quantile(told, (0.025, 0.975), axis=0)
    return {
        n: (round(float(a), 1), round(float(b), 1)) for n, a, b in zip(_names(held), low, high, strict=True)
    }


def _names(counts: Sequence[Counts]) -> list[str]:
    return list(dict.fromkeys(name for one in counts for name in one))


def _table(counts: Sequence[Counts]) -> NDArray[np.float64]:
    """Shape (articles, figures, 2)."""
    return np.array([[one.get(name, (0, 0)) for name in _names(counts)] for one in counts], dtype=float)


def _percent(part: float, whole: float) -> float:
    return round(float(100 * part / whole), 2) if whole else 0.0


def f1(ours: set[Any], gold: set[Any]) -> tuple[float, float]:
    return 2 * len(ours & gold), len(ours) + len(gold)


def segmented_rows(data: Path, pack: str) -> Iterator[tuple[Row, SegmentedArticle]]:
    """Each article of a pack, but for the few whose text the loader repairs, so that the annotations no
    longer fit."""
    for row in rows(data, pack):
        segmented = segmented_text(row["text"])
        if segmented.text == row["text"]:
            yield row, segmented


def found(segmented: SegmentedArticle) -> Findings:
    """What the embedded reader and code find in it."""
    return extract(segmented, read(segmented, reader()))


@cache
def reader() -> Reader:
    """The embedded one, on the CPU."""
    return open_reader(load_cards()["pocket"], Device.CPU)


def segmented_text(text: str) -> SegmentedArticle:
    return segment(load_bytes(text.encode(), "row.txt", "text/plain", LoadOptions(language="en")))


def sentences(data: Path) -> Iterator[Counts]:
    """Exact start and end, in the written text types of gum/dev, paragraphs given."""
    for row in rows(data, "gum/dev"):
        if row["genre"] in _SPOKEN:
            continue
        predicted = {(s.span.start, s.span.end) for s in segment(in_paragraphs(row)).sentences}
        gold = {tuple(s["span"]) for s in row["sentences"]}
        yield {"sentence_f1": f1(predicted, gold)}


def in_paragraphs(row: Row) -> Article:
    """A row as an article whose blocks are the annotated paragraphs."""
    starts = [0, *(p["span"][0] for p in row["paragraphs"][1:]), len(row["text"])]
    kinds = [
        BlockKind.HEADING if p["kind"].startswith("head") else BlockKind.PARAGRAPH for p in row["paragraphs"]
    ]
    blocks = tuple(Block(Span(a, b), k) for a, b, k in zip(starts, starts[1:], kinds, strict=False))
    return Article("A1", Source(row["id"], "text/plain", ""), row["text"], blocks)


def quotations(data: Path, find: Find = found) -> Iterator[Counts]:
    """Direct quotations of attribution/dev, of four words or more.

    Found: an annotated passage in marks is one of the contents, white space and punctuation at its
    ends aside. Speaker: of those, the words that say who share most of their characters with the
    annotated ones, also by what kind of words these are. Precision: a passage given out as direct is
    within annotated content.
    """
    for row, segmented in segmented_rows(data, "attribution/dev"):
        text, findings = segmented.text, find(segmented)
        wanted = found = given = true = 0
        spoken: Counter[str] = Counter()
        right: Counter[str] = Counter()
        ours = {_core(text, (p.span.start, p.span.end)): q for q in findings.quotations for p in _in_marks(q)}
        for attribution in row["attributions"]:
            for piece in attribution["content"]:
                for passage in _passages(text, tuple(piece)):
                    wanted += 1
                    quotation = ours.get(_core(text, passage))
                    if quotation is None:
                        continue
                    found += 1
                    if source := attribution["source"]:
                        named = {"quotation_speaker", f"speaker_by_{_kind_of_words(text, source)}"}
                        spoken.update(named)
                        right.update(named if _same_speaker(quotation, source) else ())
        said = {i for a in row["attributions"] for start, end in a["content"] for i in range(start, end)}
        for (start, end), quotation in ours.items():
            if quotation.kind is QuotationKind.DIRECT and len(text[start:end].split()) >= FEWEST_WORDS:
                given += 1
                true += sum(i in said for i in range(start, end)) > 0.8 * (end - start)
        speakers = {name: (right[name], spoken[name]) for name in _SPEAKER_FIGURES}
        yield speakers | {"quotation_found": (found, wanted), "quotation_precision": (true, given)}


_SPEAKER_FIGURES = ("quotation_speaker", "speaker_by_name", "speaker_by_pronoun", "speaker_by_description")
_PRONOUNS = frozenset("he she they it who i we you him her them this that".split())


def _kind_of_words(text: str, source: list[Pair]) -> str:
    """Whether words name who speaks, by a capital beyond the first word or one that is no article's; point
    back to them; or describe them."""
    words = [word for start, end in source for word in re.findall(r"[\w'’-]+", text[start:end])]
    if len(words) == 1 and words[0].lower() in _PRONOUNS:
        return "pronoun"
    return "name" if any(w[0].isupper() and w.lower() not in _DETERMINERS for w in words) else "description"


_DETERMINERS = frozenset("the a an one another some his her its their our my these those this that".split())


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


ANNOTATIONS = Path(__file__).parents[2] / "training/annotations"
_ARTICLES = {
    "attribution/dev": lambda row: row["text"],
    "entities/dev": lambda row: row["text"],
    "clusters/dev": lambda row: row["articles"][0],
}


def speakers(data: Path, find: Find = found) -> Iterator[Counts]:
    """Whom the words that name a speaker mean, as annotated in training/annotations.

    Right: of speakers found whom the text names, those given to the actor of that name. Precision: of
    speakers given to somebody, those who are the annotated one. An annotation without a name is a
    speaker whom the text does not name, and nobody may be given.
    """
    for annotated, segmented in _annotated(data):
        findings = find(segmented)
        wanted = right = given = 0
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
        yield {"speaker_right": (right, wanted), "speaker_true": (right, given)}


def _annotated(data: Path, file: str = "speakers.jsonl") -> Iterator[tuple[Row, SegmentedArticle]]:
    lines = [json.loads(line) for line in (ANNOTATIONS / file).read_text(encoding="utf-8").splitlines()]
    for pack, text_of in _ARTICLES.items():
        texts = {row["id"]: text_of(row) for row in rows(data, pack)}
        for line in lines:
            if line["pack"] == pack:
                yield line, segmented_text(texts[line["id"]])


def facts(data: Path, find: Find = found) -> Iterator[Counts]:
    """Roles of people and what figures count, as annotated in training/annotations.

    Role: of annotated people with a role in the text, those given one that is, holds or lies in an annotated
    one; of roles given to annotated people, those that are. Counted thing: of annotated figures with one,
    those whose last word or whole phrase agrees; of things given to annotated figures, those that do.
    """
    for annotated, segmented in _annotated(data, "facts.jsonl"):
        findings, text = find(segmented), segmented.text
        told: Counter[str] = Counter()
        for named, roles in annotated["roles"]:
            actor = next(
                (a for a in findings.actors if _is_same_name(_name(a, text), text[slice(*named)])), None
            )
            ours = actor.role.span.of(text) if actor and actor.role else None
            theirs = [text[slice(*role)] for role in roles]
            right = ours is not None and any(ours in one or one in ours for one in theirs)
            told["role right"] += right
            told["roles"] += bool(roles)
            told["role given"] += ours is not None
        for start, end, counted in annotated["numbers"]:
            here = (q for q in findings.quantities if q.place.span.overlaps(Span(start, end)))
            quantity = next(here, None)
            ours = quantity.of.span.of(text) if quantity and quantity.of else None
            right = counted is not None and ours is not None and _same_thing(ours, text[slice(*counted)])
            told["figure found"] += quantity is not None
            told["figures"] += 1
            told["of right"] += right
            told["of"] += counted is not None
            told["of given"] += ours is not None
        yield {
            "role_found": (told["role right"], told["roles"]),
            "role_true": (told["role right"], told["role given"]),
            "figure_found": (told["figure found"], told["figures"]),
            "counted_found": (told["of right"], told["of"]),
            "counted_true": (told["of right"], told["of given"]),
        }


def _name(actor: Actor, text: str) -> str:
    return actor.name.span.of(text)


def _same_thing(ours: str, theirs: str) -> bool:
    one, other = _plain(ours).split(), _plain(theirs).split()
    return one[-1:] == other[-1:] or _plain(ours) in _plain(theirs) or _plain(theirs) in _plain(ours)


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


def names(data: Path, find: Find = found) -> Iterator[Counts]:
    """Mentions by name on entities/dev: exact span and kind."""
    for row, segmented in segmented_rows(data, "entities/dev"):
        ours = {
            (m.place.span.start, m.place.span.end, a.kind)
            for a in find(segmented).actors
            for m in a.mentions
            if m.form is MentionForm.NAME
        }
        yield names_f1(ours, named(row))


def named(row: Row) -> set[tuple[int, int, ActorKind]]:
    """What entities/dev says is named; a facility is a place."""
    return {(a, b, _ENTITY_KINDS[label]) for a, b, label in row["entities"] if label in _ENTITY_KINDS}


def names_f1(ours: set[Any], gold: set[Any]) -> Counts:
    """Of (start, end, kind): of all, and of each kind."""
    by_kind = {
        f"{kind}_f1": f1(*({x for x in each if x[2] is kind} for each in (ours, gold))) for kind in ActorKind
    }
    return {"name_f1": f1(ours, gold)} | by_kind


def actors(data: Path, find: Find = found) -> Iterator[Counts]:
    """People of actors/dev rated 2.5 or more: found, and among the first five persons.

    The pack says of nobody that it is a person: counted are titles of two to four words that begin
    or end like a person's name by the tables of names, and are no place's or organisation's. Its
    forms are in lower case without punctuation; ours match one, or the last words of one.
    """
    for row, segmented in segmented_rows(data, "actors/dev"):
        wanted = found = early = 0
        people = [
            {_plain(m.place.span.of(segmented.text)) for m in a.mentions if m.form is MentionForm.NAME}
            for a in find(segmented).actors
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
        yield {"actor_found": (found, wanted), "actor_early": (early, wanted)}


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", folded(name)).split())


def _is_one_of(named: set[str], forms: set[str]) -> bool:
    return any(form == name or form.endswith(f" {name}") for name in named for form in forms)


def _is_named_like_a_person(title: str) -> bool:
    words = folded(title.partition("_(")[0]).split("_")
    listed = words[0] in first_names() or words[-1] in surnames() or words[0] in surnames()
    name = " ".join(words)
    return 2 <= len(words) <= 4 and listed and name not in places() and name not in organisations()


def pages(data: Path) -> Iterator[Counts]:
    """Snippets of html/dev that must be in the article and are, and that must not and are not, by what
    is left of a page when boilerplate is taken out."""
    return page_snippets(data, _kept)


def page_snippets(data: Path, text_of: Callable[[Row], str]) -> Iterator[Counts]:
    """The same of any text that is made of a page; marks where a word may be cut aside."""
    for row in rows(data, "html/dev"):
        text = _flat(text_of(row))
        required = [_flat(snippet) in text for snippet in row["with"]]
        forbidden = [_flat(snippet) not in text for snippet in row["without"]]
        yield {
            "page_required": (sum(required), len(required)),
            "page_forbidden": (sum(forbidden), len(forbidden)),
        }


def _kept(row: Row) -> str:
    try:
        article = load_bytes(row["html"].encode(), row["url"], "text/html")
    except EmptyArticle:  # one page of the pack has lost its characters
        return ""
    return " ".join(b.span.of(article.text) for b in article.blocks if b.kind is not BlockKind.BOILERPLATE)


def _flat(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())


MEASURES = (sentences, quotations, speakers, facts, names, actors, pages)
PACKS = ("gum/train", "gum/dev", "attribution/dev", "entities/dev", "actors/dev", "clusters/dev", "html/dev")
