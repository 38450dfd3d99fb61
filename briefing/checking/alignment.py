"""Finding where the words of a claim stand in the sources: whole sentences first, then the
sentences it most likely comes from. Nothing here accepts a claim for being merely similar."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import log

from briefing.domain.article import SegmentedArticle, Sentence
from briefing.domain.claims import Evidence, Match
from briefing.domain.findings import Actor, ActorId, ActorKind, Findings, MentionForm
from briefing.domain.spans import ArticleId, Place, Span, TracedText, fold
from briefing.grammar.numbers import Figure, find_figures
from briefing.grammar.spelling import one_spelling
from briefing.grammar.word_classes import word_set

_WORD = re.compile(r"\w[\w'’.,-]*\w|\w")
# They stand in every sentence and tell none from another; a rewrite is free to change them.
_FUNCTION_WORDS = word_set(
    """a an the and or but of to in on at by for from with as is are was were be been has have had will
    would it its that this these those he she they his her their who which not also"""
)
_TRIMMED = " \"'“”‘’«».,;:!?…"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of any text, folded, and where it stands there."""

    folded: str
    span: Span


@dataclass(frozen=True, slots=True, eq=False)
class SourceSentence:
    """A sentence of a source ready for comparing. `words` count in the article's text."""

    sentence: Sentence
    source: SegmentedArticle
    words: tuple[Word, ...]
    folded: str

    @property
    def place(self) -> Place:
        return Place(self.source.article.id, self.sentence.span)


_LONGEST_NAME = 6
Named = tuple[Span, Actor]
"""A name in a text and whom it names."""


@dataclass(frozen=True, slots=True, eq=False)
class SourceIndex:
    """The sentences of all sources of a briefing, how rare each word is there, and what is found in them."""

    sentences: tuple[SourceSentence, ...]
    rarity: dict[str, float]
    by_word: dict[str, list[int]]
    texts: dict[ArticleId, str]
    findings: Findings = field(default_factory=Findings)
    names: dict[ArticleId, list[Named]] = field(default_factory=dict)
    _figures: dict[Place, tuple[Figure, ...]] = field(default_factory=dict)
    _forms: dict[ActorId, tuple[str, ...]] = field(default_factory=dict)
    _folded: dict[ArticleId, TracedText] = field(default_factory=dict)
    _actors: dict[str, Actor] = field(default_factory=dict)
    _spelled: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, sources: Sequence[SegmentedArticle], findings: Findings | None = None) -> "SourceIndex":
        """Linear in the sources. `findings` are those of all sources together."""
        sentences = tuple(
            SourceSentence(s, source, tuple(words_of(source.text, s.span)), _comparable(source.text, s.span))
            for source in sources
            for s in source.sentences
        )
        counts = Counter(w for s in sentences for w in {word.folded for word in s.words})
        by_word: dict[str, list[int]] = {}
        for index, sentence in enumerate(sentences):
            for word in {word.folded for word in sentence.words}:
                by_word.setdefault(word, []).append(index)
        rarity = {word: log(1 + len(sentences) / n) for word, n in counts.items()}
        found = findings or Findings()
        texts = {source.article.id: source.text for source in sources}
        return cls(sentences, rarity, by_word, texts, found, names_in(found))

    def figures_of(self, source: SourceSentence) -> tuple[Figure, ...]:
        """The figures of a sentence; their spans count in the article's text."""
        place = source.place
        if place not in self._figures:
            self._figures[place] = tuple(figures_in(source.source.text, place.span))
        return self._figures[place]

    def names_of(self, source: SourceSentence) -> list[Named]:
        """The names that stand in a sentence, in order."""
        return names_within(self.names.get(source.place.article, ()), source.place.span)

    @property
    def folded(self) -> dict[ArticleId, TracedText]:
        """The text of each source, folded."""
        if not self._folded:
            self._folded.update({id: TracedText.plain(text).fold() for id, text in self.texts.items()})
        return self._folded

    @property
    def spelled(self) -> dict[str, str]:
        """Words of the sources by their one spelling."""
        if not self._spelled:
            self._spelled.update({one_spelling(word): word for word in self.by_word})
        return self._spelled

    def forms(self, actor: Actor) -> tuple[str, ...]:
        """The full name of an actor of the sources, then every other form of it, each once."""
        if actor.id not in self._forms:
            named = (m.place for m in actor.mentions if m.form is MentionForm.NAME)
            forms = (place.span.of(self.texts[place.article]) for place in (actor.name, *named))
            self._forms[actor.id] = tuple(dict.fromkeys(forms))
        return self._forms[actor.id]

    def known_in(self, text: str, span: Span) -> Iterator[Named]:
        """Names of the sources' actors in a stretch of any text, the longest first where two begin."""
        words = [word for word in words_of(text, span) if text[word.span.start].isupper()]
        forms = self._by_form()
        at = 0
        while at < len(words):
            for last in range(min(at + _LONGEST_NAME, len(words)), at, -1):
                stretch = Span(words[at].span.start, words[last - 1].span.end)
                actor = forms.get(fold(stretch.of(text)).removesuffix("'s"))
                if actor is not None:
                    yield stretch, actor
                    at = last - 1
                    break
            at += 1

    def _by_form(self) -> dict[str, Actor]:
        if not self._actors:
            # The heaviest actor last: a form that two share is more likely theirs.
            for actor in reversed(self.findings.actors):
                parts = self.forms(actor)[0].split() if actor.kind is ActorKind.PERSON else ()
                self._actors.update(
                    (fold(part), actor) for part in parts if len(part) > 2 and part[0].isupper()
                )
            for actor in reversed(self.findings.actors):
                self._actors.update(dict.fromkeys(map(fold, self.forms(actor)), actor))
        return self._actors

    def at(self, place: Place) -> SourceSentence | None:
        """The first sentence that shares a character with a place."""
        return next(
            (
                s
                for s in self.sentences
                if s.place.article == place.article and s.place.span.overlaps(place.span)
            ),
            None,
        )


def names_in(findings: Findings) -> dict[ArticleId, list[Named]]:
    """The mentions by name of all actors, by article, in the order of the text."""
    found: dict[ArticleId, list[Named]] = {}
    for actor in findings.actors:
        for mention in actor.mentions:
            if mention.form is MentionForm.NAME:
                found.setdefault(mention.place.article, []).append((mention.place.span, actor))
    return {article: sorted(named, key=lambda one: one[0]) for article, named in found.items()}


def names_within(names: Sequence[Named], span: Span) -> list[Named]:
    """Those of `names`, in order, that begin inside `span`."""
    first = bisect_left(names, span.start, key=lambda one: one[0].start)
    last = bisect_left(names, span.end, key=lambda one: one[0].start)
    return list(names[first:last])


def figures_in(text: str, span: Span) -> Iterator[Figure]:
    """The figures of a sentence, their spans counted in `text`."""
    for figure in find_figures(span.of(text)):
        moved = figure.span.moved(span.start), figure.number.moved(span.start)
        yield replace(figure, span=moved[0], number=moved[1])


@dataclass(frozen=True, slots=True, eq=False)
class Aligned:
    """A sentence of a source and the share of a claim's words, weighed by rarity and in order,
    that stand in it: 0 to 1, rounded to three places."""

    source: SourceSentence
    score: float


def words_of(text: str, span: Span | None = None) -> Iterator[Word]:
    """The words of a text or of a stretch of it, folded, with their places in `text`."""
    span = span or (Span(0, len(text)) if text else None)
    if span is None:
        return
    for match in _WORD.finditer(text, span.start, span.end):
        folded = fold(match.group()).removesuffix("'s")
        if folded:
            yield Word(folded, Span(match.start(), match.end()))


def align_whole(text: str, index: SourceIndex) -> Evidence | None:
    """Evidence where `text` is one whole sentence of a source: its characters, or folded alike."""
    if not text.strip():
        return None
    wanted = _comparable(text, Span(0, len(text)))
    for source in index.sentences:
        if source.folded == wanted:
            exact = source.sentence.span.of(source.source.text) == text.strip()
            return Evidence(Span(0, len(text)), source.place, Match.EXACT if exact else Match.FOLDED)
    return None


def align(text: str, index: SourceIndex) -> tuple[Aligned, ...]:
    """The sentences a claim most likely comes from, at most three, best first; none that shares no
    word."""
    words = _telling_words(text, index)
    total = _weight(words, index)
    shared: Counter[int] = Counter()
    for word in set(words):
        for number in index.by_word.get(word, ()):
            shared[number] += round(1000 * index.rarity[word])
    # The costly score only for those that share most.
    likely = sorted(shared, key=lambda n: (-shared[n], n))[:20]
    scored = [Aligned(index.sentences[n], _score(words, [index.sentences[n]], index, total)) for n in likely]
    return tuple(sorted(scored, key=lambda a: (-a.score, a.source.sentence.span.start))[:3])


def explained(text: str, aligned: Sequence[Aligned], index: SourceIndex) -> float:
    """How much of a claim the best of `aligned` explains, or the best two together, since a claim may
    put two sentences into one; a score as that of `Aligned`."""
    if not aligned:
        return 0.0
    words = _telling_words(text, index)
    pair = sorted((a.source for a in aligned[:2]), key=lambda s: (s.place.article, s.sentence.span))
    together = _score(words, pair, index, _weight(words, index))
    return max(aligned[0].score, together)


def _telling_words(text: str, index: SourceIndex) -> list[str]:
    """The words of a claim that can tell where it comes from. A figure in words that no source has is
    left to the number lock: it may be written otherwise."""
    figures = [figure.span for figure in find_figures(text)]
    return [
        word.folded
        for word in words_of(text)
        if word.folded not in _FUNCTION_WORDS
        and (word.folded in index.by_word or not any(span.overlaps(word.span) for span in figures))
    ]


def _weight(words: Sequence[str], index: SourceIndex) -> float:
    # A word that no source has is rarer than any that one has.
    return sum(index.rarity.get(w, log(2 + len(index.sentences))) for w in words)


def _comparable(text: str, span: Span) -> str:
    return fold(span.of(text)).strip(_TRIMMED)


def _score(
    words: Sequence[str], sources: Sequence[SourceSentence], index: SourceIndex, total: float
) -> float:
    """Share of the claim's words that stand in some sentences, each as often as in one of them: half of
    it counts in any order (clauses may be turned round), half in the same order (chatter has none)."""
    there: Counter[str] = Counter()
    for source in sources:
        there |= Counter(word.folded for word in source.words)
    shared = sum(index.rarity[w] * n for w, n in (Counter(words) & there).items())
    in_order = _in_order(words, [word for source in sources for word in source.words], index)
    return round((shared + in_order) / (2 * total), 3) if total else 0.0


def _in_order(words: Sequence[str], source: Sequence[Word], index: SourceIndex) -> float:
    """Weight of the longest common subsequence of two lists of words."""
    best = [0.0] * (len(source) + 1)
    for word in words:
        left = 0.0
        for column, other in enumerate(source, 1):
            above = best[column]
            hit = left + index.rarity[word] if word == other.folded else 0.0
            left, best[column] = above, max(above, best[column - 1], hit)
    return best[-1]
