"""The embedded reader beside what it must beat, in one run, with bootstrap intervals of 95 %.

    python tests/gate/compare.py FOLDER

What its heads mark alone, what the program makes of it, and what the rules find without it; then summaries
of as many words as the first three sentences have, by ROUGE-2 against those that people wrote: ours, the
first sentences, LexRank and TextRank (sumy), and the sentences nearest to the mean of the same vectors. Needs
sumy and rouge-score (extra `training`).
"""

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import measures
import numpy as np
from measures import Counts, Row, f1, figures, intervals, rows
from rouge_score.rouge_scorer import RougeScorer
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.nlp.stemmers import Stemmer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer
from sumy.utils import get_stop_words

from briefing.backends.tags import Tagged
from briefing.domain.article import SegmentedArticle
from briefing.domain.findings import ActorKind
from briefing.domain.spans import Span
from briefing.domain.words import word_count
from briefing.errors import EmptyArticle
from briefing.pipeline import extract, read, tagged_in
from briefing.summarising.extractive import choose, weigh_units
from briefing.summarising.units import find_units
from briefing.summarising.weighing import weigh

_KINDS = {
    "person": ActorKind.PERSON,
    "organisation": ActorKind.ORGANISATION,
    "place": ActorKind.PLACE,
    "facility": ActorKind.PLACE,
}
_ATTRIBUTION = ("source", "cue", "content")
Pairs = set[tuple[int, int]]
"""Where spans begin and end."""
_LEAD = 3
_EVERY = 5
"""Of the pairs of CNN and Daily Mail every fifth; those that readers annotated are left out."""


def heads_alone(data: Path) -> Iterator[Counts]:
    """Exact spans that the heads mark on entities/dev and attribution/dev; of contents the characters."""
    for row, segmented in measures.segmented_rows(data, "entities/dev"):
        ours = {
            (t.span.start, t.span.end, _KINDS[t.name])
            for t in _marked(segmented)
            if t.layer == "entity" and t.name in _KINDS
        }
        yield measures.names_f1(ours, measures.named(row))
    for row, segmented in measures.segmented_rows(data, "attribution/dev"):
        ours: dict[str, Pairs] = {layer: set() for layer in _ATTRIBUTION}
        for mark in _marked(segmented):
            if mark.layer in ours:
                ours[mark.layer].add((mark.span.start, mark.span.end))
        yield _attributions(row, ours)


def _marked(segmented: SegmentedArticle) -> Sequence[Tagged]:
    return tagged_in(segmented, read(segmented, measures.reader()))


def attributions(data: Path, find: measures.Find) -> Iterator[Counts]:
    """The same parts of the quotations that `find` finds; the content of a mixed one is its clause."""
    for row, segmented in measures.segmented_rows(data, "attribution/dev"):
        ours: dict[str, Pairs] = {layer: set() for layer in _ATTRIBUTION}
        for quotation in find(segmented).quotations:
            contents = [quotation.clause] if quotation.clause else quotation.contents
            places = {"source": [quotation.speaker], "cue": [quotation.cue], "content": contents}
            for layer, held in places.items():
                ours[layer] |= {(place.span.start, place.span.end) for place in held if place is not None}
        yield _attributions(row, ours)


def _attributions(row: Row, ours: Mapping[str, Pairs]) -> Counts:
    """Sources and cues by exact span, contents by characters."""
    gold = {layer: {(a, b) for told in row["attributions"] for a, b in told[layer]} for layer in _ATTRIBUTION}
    exact = {layer: f1(ours[layer], gold[layer]) for layer in ("source", "cue")}
    return exact | {"content_characters": f1(_inside(ours["content"]), _inside(gold["content"]))}


def _inside(spans: Pairs) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def program(data: Path, find: measures.Find) -> Iterator[Counts]:
    """Names, quotations, speakers and attributions as `find` finds them."""
    for measure in (measures.names, measures.quotations, measures.speakers, measures.actors):
        yield from measure(data, find)
    yield from attributions(data, find)


def summaries(data: Path) -> Iterator[Counts]:
    """ROUGE-2 of each method's summary, article by article."""
    scorer = RougeScorer(["rouge2"], use_stemmer=True)
    for text, reference in _pairs(data):
        try:
            segmented = measures.segmented_text(text)
        except EmptyArticle:  # some of the pack hold only what stands around a post
            continue
        sentences = [s.span for s in segmented.prose]
        if len(sentences) <= _LEAD:
            continue
        budget = sum(_words(segmented, span) for span in sentences[:_LEAD])
        told: Counts = {}
        for name, method in _METHODS.items():
            summary = method(segmented, sentences, budget)
            told[name] = (scorer.score(reference, summary)["rouge2"].fmeasure, 1)
        for name in ("lead", "lexrank", "textrank", "centroid"):
            told[f"ours less {name}"] = (told["ours"][0] - told[name][0], 1)
        yield told


def _pairs(data: Path) -> Iterator[tuple[str, str]]:
    """Articles of news with a summary that a person wrote."""
    lines = (measures.ANNOTATIONS / "desk.jsonl").read_text("utf-8").splitlines()
    annotated = {json.loads(line)["id"] for line in lines}
    for row in rows(data, "summaries/dev"):
        yield row["article"], row["refs"][0]
    for row in rows(data, "clusters/dev"):
        yield row["articles"][0], row["summary"]
    pairs = [row for row in rows(data, "summaries/train") if row["src"].startswith("cnndm")]
    yield from ((r["article"], r["refs"][0]) for r in pairs[::_EVERY] if r["id"] not in annotated)


def _words(segmented: SegmentedArticle, span: Span) -> int:
    return word_count(span.of(segmented.text))


_Method = Callable[[SegmentedArticle, Sequence[Span], int], str]


def _ours(segmented: SegmentedArticle, _: Sequence[Span], budget: int) -> str:
    reading = read(segmented, measures.reader())
    findings = extract(segmented, reading)
    units = weigh_units(find_units(segmented, findings), weigh(segmented, reading, findings))
    chosen = choose(units, [unit.weight for unit in units], 0, budget)
    return _within([unit.unit.printed.text for unit in chosen], budget)


def _within(texts: Sequence[str], budget: int) -> str:
    """The texts in order, the last cut, so that no method has more words."""
    return " ".join(" ".join(texts).split()[:budget])


def _first(segmented: SegmentedArticle, sentences: Sequence[Span], budget: int) -> str:
    return _within([span.of(segmented.text) for span in sentences], budget)


def _centroid(segmented: SegmentedArticle, sentences: Sequence[Span], budget: int) -> str:
    numbers = [n for n, s in enumerate(segmented.sentences) if s.is_prose]
    vectors = read(segmented, measures.reader()).vectors[numbers]
    near = vectors @ vectors.mean(axis=0)
    return _within([sentences[n].of(segmented.text) for n in np.argsort(-near, kind="stable")], budget)


class _Words:
    """What sumy asks of a tokeniser."""

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(re.findall(r"[^\W\d_]+", text.lower()))


def _graph(summarizer: type) -> _Method:
    made = summarizer(Stemmer("english"))
    made.stop_words = get_stop_words("english")

    def summary(segmented: SegmentedArticle, sentences: Sequence[Span], budget: int) -> str:
        texts = [span.of(segmented.text) for span in sentences]
        document = ObjectDocumentModel([Paragraph([Sentence(text, _Words()) for text in texts])])
        held: list[str] = []
        for count in range(1, len(texts) + 1):
            best = [str(sentence) for sentence in made(document, count)]
            held += [text for text in best if text not in held]
            if word_count(" ".join(held)) >= budget:
                break
        return _within(held, budget)

    return summary


_METHODS: dict[str, _Method] = {
    "ours": _ours,
    "lead": _first,
    "lexrank": _graph(LexRankSummarizer),
    "textrank": _graph(TextRankSummarizer),
    "centroid": _centroid,
}


def main() -> None:
    data = Path(sys.argv[1])
    parts: dict[str, Iterator[Counts]] = {
        "heads alone": heads_alone(data),
        "rules alone": program(data, extract),
        "the program": program(data, measures.found),
        "ROUGE-2": summaries(data),
    }
    for title, counted in parts.items():
        counts = list(counted)
        ranges = intervals(counts)
        sys.stdout.write(f"\n{title}\n")
        for name, figure in figures(counts).items():
            low, high = ranges[name]
            sys.stdout.write(f"  {name:24}{figure:8.2f}   {low:.1f} to {high:.1f}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
