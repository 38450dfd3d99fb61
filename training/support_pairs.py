"""Claims with their evidence and whether it bears them out, from train packs alone: what teaches the support
head, and a part of it held out, by article, for stopping and for the threshold.

Rule: evidence is found as the program finds it, for the claim as it stands after editing.
"""

import ast
import gzip
import json
import os
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import torch
from edits import FALSE, TRUE, Edited, Pool, edited
from safetensors import safe_open
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import normalize

from briefing.checking.alignment import SourceIndex, align, explained
from briefing.checking.support import evidence_for
from briefing.domain.article import Article, Block, BlockKind, SegmentedArticle, Source
from briefing.domain.spans import ArticleId, Span
from briefing.grammar.word_classes import FUNCTION
from briefing.segmenting import segment, split_sentences

_SUMMARIES = ("cnndm_mixed", "inshorts")
"""The one-sentence summaries of the BBC stay out: they tell what their article leaves to the headline."""
_LEAST_EXPLAINED = 0.4
"""From there on a sentence of a summary by a person counts as borne out."""
_REWRITTEN = 0.65
_EVIDENCE_EDITED = 0.35
_RETOLD = re.compile(r"\d|%|\bnot\b|n['’]t\b")
_EITHER_WAY = frozenset({"retold", "reworded", "name"})
"""Rewrites that leave nothing out."""
_WORDS = range(6, 46)
"""Of a sentence that is edited."""
_LOWER = 0.05
"""Share of the claims written in small letters."""


@dataclass(frozen=True, slots=True)
class Example:
    """`label`: 1.0 borne out, 0.0 not. `wrong`: the words of the claim that are wrong, None where nobody
    said. `kind`: the set or the edit it is from; `held`: taught nothing, measured on."""

    claim: str
    evidence: str
    label: float
    wrong: tuple[Span, ...] | None
    kind: str
    held: bool

    @property
    def is_real(self) -> bool:
        """Whether a person labelled it."""
        return self.kind in {"cliff", "qags"}


def rows(data: Path, pack: str) -> Iterator[dict[str, Any]]:
    """The rows of a pack."""
    with gzip.open(data / f"{pack}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


@lru_cache(maxsize=8)
def indexed(text: str) -> SourceIndex:
    """An article as the program reads it."""
    return SourceIndex.of([segmented(text)])


def segmented(text: str) -> SegmentedArticle:
    """A text with its sentences, each line a paragraph."""
    lines = (Span(*match.span()) for match in re.finditer(r"\s*[^\n]+(?:\n|$)\s*", text))
    blocks = tuple(Block(span, BlockKind.PARAGRAPH) for span in lines)
    source = Source("row", "text/plain", "")
    return segment(Article(ArticleId("A1"), source, text, blocks, language="en"))


def sentences_of(text: str) -> list[str]:
    """The sentences of a summary, none over two lines."""
    lines = (Span(*match.span()) for match in re.finditer(r"[^\n]+", text))
    return [sentence.of(text) for line in lines for sentence in split_sentences(text, line)]


def labelled(data: Path) -> Iterator[Example]:
    """The claims that people labelled."""
    for row in rows(data, "consistency/train_cliff"):
        yield from _cliff(row)
    for row in rows(data, "consistency/train_qags_xsum"):
        claim, label = row["summary"], float(row["label"])
        evidence = evidence_for(claim, indexed(row["doc"]))
        yield Example(claim, evidence, label, () if label else None, "qags", is_held(row["doc"], 3))


def _cliff(row: dict[str, Any]) -> Iterator[Example]:
    """The sentences of a summary; one that holds a span marked as wrong is not borne out."""
    spans = wrong_spans(row)
    held, index = is_held(row["doc"], 3), indexed(row["doc"])
    claims = sentences_of(row["summary"])
    found = [tuple(s for words in spans for s in places(words, claim)) for claim in claims]
    if not row["label"] and not any(found):
        return
    for claim, wrong in zip(claims, found, strict=True):
        yield Example(claim, evidence_for(claim, index), 0.0 if wrong else 1.0, wrong, "cliff", held)


def wrong_spans(row: dict[str, Any]) -> list[str]:
    """The words of a CLIFF summary that are wrong, as written in the pack."""
    return [str(span) for span in ast.literal_eval(row["wrong_spans"])] if row["wrong_spans"] else []


def places(words: str, claim: str) -> Iterator[Span]:
    """Where words marked as wrong stand in a claim; their spaces may be others."""
    pattern = r"\s*".join(re.escape(char) for char in words if not char.isspace())
    for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", claim):
        yield Span(*match.span())


def is_held(document: str, of: int) -> bool:
    """Whether an article is of the one in `of` that teach nothing."""
    return int(sha256(document.strip().encode()).hexdigest(), 16) % of == 0


def made(data: Path, near: Mapping[str, Sequence[str]]) -> Iterator[Example]:
    """Sentences true and false in equal parts, each of the same words: of summaries by people and of
    articles, in the order of the packs."""
    held = [*_of_summaries(data), *_of_articles(data)]
    parts = [held[first : first + 50] for first in range(0, len(held), 50)]
    others = [article.own for article in held]
    with ProcessPoolExecutor(os.cpu_count(), initializer=_prepare, initargs=(near, others)) as pool:
        for examples in pool.map(_made_of, parts):
            yield from examples


_shared: dict[str, Any] = {}


def _prepare(near: Mapping[str, Sequence[str]], others: Sequence[list[str]]) -> None:
    _shared.update(near=near, others=others)


@dataclass(frozen=True, slots=True)
class _Article:
    """An article, its sentences, and those that are edited: of it or of a summary of it."""

    text: str
    own: list[str]
    claims: list[str]
    is_summary: bool


def _made_of(articles: Sequence[_Article]) -> list[Example]:
    found = []
    for article in articles:
        draw = random.Random(article.text)  # noqa: S311 - nothing secret hangs on it
        index, held = indexed(article.text), is_held(article.text, 12)
        pool = Pool(article.own, draw.choice(_shared["others"]), _shared["near"])
        for claim in article.claims:
            if article.is_summary and explained(claim, align(claim, index), index) < _LEAST_EXPLAINED:
                continue
            found += [replace(example, held=held) for example in _both(claim, pool, index, draw)]
    return found


def _both(sentence: str, pool: Pool, index: SourceIndex, draw: random.Random) -> Iterator[Example]:
    """The sentence or a rewrite of it, and an edit that makes it false. Of some the evidence is edited: then
    the sentence as it was is false and the edited one true, so that an odd word alone says nothing."""
    true = edited(sentence, pool, draw, TRUE) if draw.random() < _REWRITTEN else None
    right = true[1] if true else Edited(sentence, ())
    named = f"true {true[0]}" if true else "untouched"
    start = right.text if draw.random() < 0.5 else sentence
    false = edited(start, pool, draw, FALSE)
    shown = evidence_for(right.text, index)
    if true and true[0] in _EITHER_WAY and draw.random() < 0.5:
        yield from _other_way(sentence, right.text, shown, named, draw)
    if false is None:
        yield _example(right.text, shown, 1.0, (), named, draw)
        return
    kind, wrong = false
    swap = wrong.replaced(start)
    other = _swapped(shown, *swap) if swap else None
    if swap and other and draw.random() < _EVIDENCE_EDITED:
        first = wrong.wrong[0].start
        yield _example(start, other, 0.0, (Span(first, first + len(swap[0])),), f"{kind} in evidence", draw)
        yield _example(wrong.text, other, 1.0, (), f"true {kind} in both", draw)
    else:
        yield _example(right.text, shown, 1.0, (), named, draw)
        yield _example(wrong.text, evidence_for(wrong.text, index), 0.0, wrong.wrong, kind, draw)


def _other_way(sentence: str, rewrite: str, shown: str, named: str, draw: random.Random) -> Iterator[Example]:
    """The sentence as it was beside evidence that says it as the rewrite does: what is true the one way round
    is so the other."""
    if sentence in shown:
        yield _example(sentence, shown.replace(sentence, rewrite), 1.0, (), named, draw)


def _example(
    claim: str, evidence: str, label: float, wrong: tuple[Span, ...], kind: str, draw: random.Random
) -> Example:  # fmt: skip
    low = claim.lower()
    claim = low if draw.random() < _LOWER and len(low) == len(claim) else claim
    return Example(claim, evidence, label, wrong, kind, held=False)


def _swapped(evidence: str, old: str, new: str) -> str | None:
    """Evidence with other words wherever these stand; None where they do not."""
    pattern = rf"(?<!\w){re.escape(old)}(?!\w)"
    return re.sub(pattern, lambda _: new, evidence) if re.search(pattern, evidence) else None


def _of_summaries(data: Path) -> Iterator[_Article]:
    for row in rows(data, "summaries/train"):
        if row["src"] in _SUMMARIES:
            lines = row["refs"][0].replace(" .", ".").split("\n")
            claims = [s for line in lines for s in sentences_of(line) if len(s.split()) in _WORDS]
            yield _Article(row["article"], sentences_of(row["article"]), claims, is_summary=True)


def _of_articles(data: Path) -> Iterator[_Article]:
    """Two sentences of each article, and four with figures or denials, which may be written another way."""
    draw = random.Random(1)  # noqa: S311 - nothing secret hangs on it
    for pack in ("attribution/train", "entities/train"):
        for row in rows(data, pack):
            own = sentences_of(row["text"])
            fit = [s for s in own if len(s.split()) in _WORDS]
            some = draw.sample(fit, min(len(fit), 2))
            more = [s for s in fit if s not in some and _RETOLD.search(s)]
            some += draw.sample(more, min(len(more), 4))
            yield _Article(row["text"], own, some, is_summary=False)


def near_words(folder: Path, table: Tensor, ranks: slice = slice(4, 16)) -> dict[str, list[str]]:
    """Words that are used like each whole word of the vocabulary, by the cosine of their embeddings; none
    that begins alike. The nearest, which mean the same, are left out."""
    vocabulary = Tokenizer.from_file(str(folder / "tokenizer.json")).get_vocab()
    whole = sorted((n, w) for w, n in vocabulary.items() if w.isalpha() and len(w) > 3 and w not in FUNCTION)
    words = [word for _, word in whole]
    vectors = normalize(table[[number for number, _ in whole]].float())
    near = {}
    for first in range(0, len(words), 1024):
        best = (vectors[first : first + 1024] @ vectors.T).topk(ranks.stop + 1).indices.tolist()
        for word, row in zip(words[first : first + 1024], best, strict=True):
            others = [words[n] for n in row[1:]]
            near[word] = [w for w in others[ranks] if w[:3] != word[:3]]
    return {word: others for word, others in near.items() if others}


def embeddings(folder: Path) -> Tensor:
    """The word embeddings of the encoder in a folder."""
    with safe_open(folder / "model.safetensors", framework="pt") as stored:
        table: Tensor = stored.get_tensor("embeddings.word_embeddings.weight")
    return torch.clone(table)


def all_pairs(data: Path, folder: Path) -> list[Example]:
    """Everything, `folder` holding the encoder."""
    return [*labelled(data), *made(data, near_words(folder, embeddings(folder)))]


def write(examples: Sequence[Example], path: Path) -> None:
    """Keeps examples as JSON lines, outside the project: their texts are third parties'."""
    with path.open("w", encoding="utf-8") as file:
        for example in examples:
            spans = None if example.wrong is None else [[s.start, s.end] for s in example.wrong]
            file.write(json.dumps(asdict(example) | {"wrong": spans}) + "\n")


def read(path: Path) -> list[Example]:
    """What `write` kept."""
    with path.open(encoding="utf-8") as file:
        return [_read(json.loads(line)) for line in file]


def _read(row: dict[str, Any]) -> Example:
    wrong = None if row["wrong"] is None else tuple(Span(*pair) for pair in row["wrong"])
    return Example(**(row | {"wrong": wrong}))
