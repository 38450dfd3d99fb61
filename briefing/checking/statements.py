"""Statements: the sentences of a text that is checked, each with what code finds in it and where it
most likely comes from."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from briefing.checking.alignment import (
    Aligned,
    Named,
    SourceIndex,
    align,
    figures_in,
    names_in,
    names_within,
    words_of,
)
from briefing.checking.comparison import Comparison, compare, tokens_of
from briefing.domain.article import SegmentedArticle, Sentence
from briefing.domain.findings import Findings, Quotation
from briefing.domain.spans import Place, Span
from briefing.grammar.certainty import DOUBTS, SAYS, Doubt
from briefing.grammar.marks import Marked, find_marked_in
from briefing.grammar.numbers import Figure

_COMPARED = 2
_HEADING = 5
"""Words up to which what has no full stop is a heading, whose capitals tell little."""


@dataclass(frozen=True, eq=False)
class Statement:
    """A sentence that is to be checked. Spans count in the whole text that it stands in; `findings` are
    those of that text; `aligned` are the likeliest sentences of the sources, best first,
    `compared` the first two of them beside the statement."""

    checked: SegmentedArticle
    sentence: Sentence
    findings: Findings
    figures: tuple[Figure, ...]
    names: tuple[Named, ...]
    aligned: tuple[Aligned, ...]
    compared: tuple[Comparison, ...]

    @property
    def text(self) -> str:
        return self.checked.text

    @property
    def span(self) -> Span:
        return self.sentence.span

    @property
    def words(self) -> str:
        """The sentence as it stands."""
        return self.span.of(self.text)

    @property
    def place(self) -> Place:
        return self.checked.article.place(self.span)

    @cached_property
    def marked(self) -> tuple[Marked, ...]:
        """The passages in quotation marks that begin in it, the outermost only."""
        block = self.checked.block_at(self.span.start).span
        found = find_marked_in(self.text, [block])
        return tuple(m for m in found if not m.depth and self.span.start <= m.inner.start < self.span.end)

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """What somebody says in it, first words first."""
        return tuple(
            quotation
            for quotation in self.findings.quotations
            if self.span.contains(
                Span(quotation.contents[0].span.start, quotation.contents[0].span.start + 1)
            )
        )

    @property
    def says(self) -> set[str]:
        """The words, folded, by which it says that somebody says or thinks so."""
        words = {word.folded for word in words_of(self.text, self.span)}
        cues = (q.cue.span for q in self.quotations if q.cue is not None)
        told = {word.folded for cue in cues for word in words_of(self.text, cue)}
        return told | {word for word in words if word in SAYS or DOUBTS.get(word) is Doubt.HEARSAY}

    @property
    def is_fragment(self) -> bool:
        """Whether it has no full stop or the like at its end: a heading, an item of a list."""
        return not self.words.rstrip("\"'”’)]»").endswith((".", "!", "?", "…"))

    @property
    def is_titled(self) -> bool:
        """Whether most of its words have a capital, so that a capital makes no name."""
        words = [self.text[word.span.start] for word in words_of(self.text, self.span)]
        letters = [first for first in words if first.isalpha()]
        if self.is_fragment and len(words) <= _HEADING:
            return True
        return len(letters) > 2 and 3 * sum(first.isupper() for first in letters) > 2 * len(letters)


def statements(checked: SegmentedArticle, findings: Findings, index: SourceIndex) -> Iterator[Statement]:
    """One for each sentence of a text, in order; `findings` are those of the text."""
    names = names_in(findings).get(checked.article.id, [])
    for sentence in checked.sentences:
        own = _with_known(names_within(names, sentence.span), checked.text, sentence.span, index)
        figures = tuple(figures_in(checked.text, sentence.span))
        aligned = align(sentence.span.of(checked.text), index)
        tokens = list(tokens_of(checked.text, sentence.span, own, figures))
        compared = tuple(compare(tokens, each.source, index) for each in aligned[:_COMPARED])
        yield Statement(checked, sentence, findings, figures, tuple(own), aligned, compared)


def _with_known(own: list[Named], text: str, span: Span, index: SourceIndex) -> list[Named]:
    """The names of a sentence with those that only the sources show to be names."""
    known = [one for one in index.known_in(text, span) if not any(at.overlaps(one[0]) for at, _ in own)]
    return sorted((*own, *known), key=lambda one: one[0])
