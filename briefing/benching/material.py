"""What edits are made of: an article with what code finds in it, and its sentences one by one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from briefing.benching.edits import Change, Edit, changed
from briefing.benching.kinds import ErrorKind, TrueKind
from briefing.domain.article import Article, SegmentedArticle, Sentence
from briefing.domain.findings import Actor, Findings, MentionForm, Quotation
from briefing.domain.spans import Span, fold
from briefing.grammar.marks import find_marked
from briefing.grammar.numbers import Figure, find_figures
from briefing.pipeline import extract
from briefing.segmenting import segment

_WORD = re.compile(r"\w[\w'’-]*")
_FEWEST_WORDS = 5
_DOUBLE = '"'


@dataclass(frozen=True, eq=False)
class Material:
    """An article and the findings of the code extractors; `number` is its place in the list."""

    number: int
    segmented: SegmentedArticle
    findings: Findings

    @classmethod
    def of(cls, number: int, article: Article) -> "Material":
        """Segments the article and finds what is in it; no model is used."""
        segmented = segment(article)
        return cls(number, segmented, extract(segmented))

    @property
    def text(self) -> str:
        return self.segmented.text

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of the article; spans count in their own sentences."""
        return tuple(
            figure
            for sentence in self.segmented.sentences
            for figure in find_figures(sentence.span.of(self.text))
        )

    @cached_property
    def originals(self) -> tuple["Original", ...]:
        """The sentences of prose that can stand alone: whole, with balanced marks."""
        return tuple(original for s in self.segmented.prose if (original := self._original(s)).stands_alone)

    def says(self, words: str) -> bool:
        """Whether the article has these words somewhere, whole, folded."""
        return re.search(rf"(?<!\w){re.escape(fold(words))}(?!\w)", self.folded) is not None

    def name(self, actor: Actor) -> str:
        """The fullest form of an actor's name."""
        return actor.name.span.of(self.text)

    def forms(self, actor: Actor) -> tuple[str, ...]:
        """The names by which the article calls an actor, each once."""
        named = (m.place.span.of(self.text) for m in actor.mentions if m.form is MentionForm.NAME)
        return tuple(dict.fromkeys(named))

    def role(self, actor: Actor) -> str | None:
        """The words that say what an actor is."""
        return actor.role.span.of(self.text) if actor.role else None

    def _original(self, sentence: Sentence) -> "Original":
        return Original(self, sentence.span, sentence.span.of(self.text))


@dataclass(frozen=True, eq=False)
class Name:
    """A name in a sentence, and whose it is; the span counts in the sentence."""

    span: Span
    actor: Actor


@dataclass(frozen=True, eq=False)
class Original:
    """One sentence of an article with what stands in it. All positions count in `text`."""

    material: Material
    span: Span
    text: str

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figures outside quotation marks."""
        return tuple(f for f in find_figures(self.text) if not self.is_quoted(f.span))

    @cached_property
    def marked(self) -> tuple[Span, ...]:
        """What stands in quotation marks, without the marks."""
        return tuple(m.inner for m in find_marked(self.text) if m.depth == 0 and m.closed)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The names outside quotation marks, in order."""
        return tuple(sorted(self._names(), key=lambda name: name.span))

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """The quotations that lie in this sentence whole, cue and speaker too."""
        return tuple(
            q
            for q in self.material.findings.quotations
            if all(self.span.contains(p.span) for p in (*q.contents, q.cue, q.speaker) if p is not None)
        )

    @cached_property
    def words(self) -> tuple[re.Match[str], ...]:
        """The words outside quotation marks."""
        return tuple(m for m in _WORD.finditer(self.text) if not self.is_quoted(Span(*m.span())))

    @property
    def stands_alone(self) -> bool:
        """Whether it is a whole sentence: enough words, an end, and marks that pair."""
        marks = self.text.count(_DOUBLE) % 2 == 0 and self.text.count("“") == self.text.count("”")
        ended = self.text.rstrip("\"”’'")[-1:] in {".", "!", ","}
        begun = self.text[:1] not in {"(", "-", "–", "—", "•"} and "\n" not in self.text
        return marks and ended and begun and len(self.text.split()) >= _FEWEST_WORDS

    @property
    def following(self) -> "Original | None":
        """The next sentence of the same paragraph that can stand alone."""
        block = self.material.segmented.block_at(self.span.start).span
        later = (o for o in self.material.originals if o.span.start >= self.span.end)
        found = next(later, None)
        if found is None or not block.contains(found.span):
            return None
        between = self.material.text[self.span.end : found.span.start]
        return found if not between.strip() else None

    def is_quoted(self, span: Span) -> bool:
        """Whether a stretch shares a character with words in quotation marks."""
        return any(inner.overlaps(span) for inner in self.marked)

    def local(self, span: Span) -> Span:
        """A span of the article as one of this sentence."""
        return Span(span.start - self.span.start, span.end - self.span.start)

    def edit(self, kind: ErrorKind | TrueKind, *changes: Change) -> Edit:
        """This sentence with changes made."""
        text, where = changed(self.text, changes)
        return Edit(kind, self.material.number, self.text, text, where)

    def rewritten(self, kind: ErrorKind | TrueKind, text: str) -> Edit:
        """This sentence as `text`, all of it new."""
        return Edit(kind, self.material.number, self.text, text, Span(0, len(text)))

    def _names(self) -> Iterator[Name]:
        for actor in self.material.findings.actors:
            for mention in actor.mentions:
                if mention.form is MentionForm.NAME and self.span.contains(mention.place.span):
                    name = Name(self.local(mention.place.span), actor)
                    if not self.is_quoted(name.span):
                        yield name
