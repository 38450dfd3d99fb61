"""Printable units: the least that can stand on a page by itself.

One rule: a unit never says less than its source about who speaks. Sentences of one quotation stay
together with their cue, an opener that points back is taken with what it points to or gets the
name in brackets, and words in quotation marks whose speaker is not known are no unit at all.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from briefing.domain.article import SegmentedArticle, Sentence
from briefing.domain.findings import ActorKind, Findings, MentionForm, Quotation, QuotationKind
from briefing.domain.spans import ArticleId, Place, Span, TracedText
from briefing.domain.words import word_count
from briefing.grammar.marks import Marked, find_marked
from briefing.grammar.tables import word_class
from briefing.grammar.wire import without_dateline

MAX_WORDS = 60
"""A longer unit is cut, with a mark, or not joined: the bottom line of a page has 60 words."""

MOST_WORDS = 100
"""A sentence of more is cut, with a mark."""

LEAST_LETTERS = 0.2
"""The share of letters in a sentence that says something."""

CUT = " […] "

_CLOSING = {"“": "”", "„": "“", "«": "»", "‘": "’", "``": "''"}

# Openers whose meaning is in the sentence before. "But" and "however" only colour a sentence that
# is whole without them and are left alone.
_POINTS_BACK = re.compile(
    r"""(?:(?:and|but|so|yet)[ ,]+)?(?:this|that|these|those|it|they|he|she|his|her|their|its|we|such
    |both|neither|others?|the[ ](?:two|three|four|same|latter|former|pair)
    |then|here|instead|likewise|similarly
    |in[ ](?:that|this|turn|response|addition|contrast)|as[ ]a[ ]result|at[ ](?:the|that)[ ]time
    |for[ ](?:example|instance)
    |["“]it[ ]is[ ]the[ ]same|.{0,80}?\bthe[ ]same[ ](?:applies|goes|holds|is[ ]true))\b""",
    re.IGNORECASE | re.VERBOSE,
)
# The same in other languages, by their first word alone.
_POINTS_BACK_ELSEWHERE = re.compile(
    rf"[^\w]*(?:(?:{'|'.join(word_class('back_pointers'))})\b|[他她它这那此其该])", re.IGNORECASE
)
# "It is clear that …", "It was time to …": this "it" points to nothing before it.
_EXPLETIVE = re.compile(r"[\"“]?it (?:is|was) (?!the same)[\w -]{1,40}? (?:that|to|for)\b", re.IGNORECASE)
_BROKEN_OFF = ("...", "…")
# Words among which "he" gives way to the name; further on the sentence says who it is.
OPENING_WORDS = 3
_WORD = re.compile(r"\S+")
_PRONOUN = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unit:
    """Sentences printed together. `printed` is the text as it goes to the page; its origins count
    in the article's text. `whole` is false where something before it must be known to read it, or where
    it is only part of a sentence."""

    sentences: tuple[Sentence, ...]
    printed: TracedText
    whole: bool

    @property
    def words(self) -> int:
        return word_count(self.printed.text)

    @property
    def span(self) -> Span:
        """From the first of its sentences to the last."""
        return Span(self.sentences[0].span.start, self.sentences[-1].span.end)


def find_units(segmented: SegmentedArticle, findings: Findings) -> tuple[Unit, ...]:
    """The units of one article in the order of the text; a sentence is in one at most.

    Linear in the text. What is left out: headings, words in marks that nobody is given as saying,
    rows of tables, and marks and figures without words.
    """
    clues = _Clues.of(segmented, findings)
    return tuple(_unit(group, clues) for group in _groups(clues))


@dataclass(frozen=True, slots=True)
class _Clues:
    """What is known of one article, all in the order of the text.

    `said`: stretches of quotations with a speaker; `speakers`: where the speakers stand; `marks`:
    outermost words in quotation marks; `orphans`: those of them that nobody is given as saying;
    `names`: by its start, every "he" and "she" whose actor is known, with where that is named;
    `speaking`: those of them that say who speaks; `people`: where names of people begin.
    """

    segmented: SegmentedArticle
    said: tuple[Span, ...]
    speakers: tuple[Span, ...]
    marks: tuple[Marked, ...]
    orphans: tuple[Span, ...]
    names: Mapping[int, tuple[Span, Span]]
    speaking: frozenset[int]
    people: tuple[int, ...]

    @classmethod
    def of(cls, segmented: SegmentedArticle, findings: Findings) -> "_Clues":
        here = segmented.article.id
        quotations = [q for q in findings.quotations if q.speaker and q.contents[0].article == here]
        said = tuple(_united([_extent(q) for q in quotations if q.kind is not QuotationKind.INDIRECT]))
        marks = tuple(m for m in find_marked(segmented.text) if m.depth == 0)
        return cls(
            segmented,
            said,
            tuple(_united([q.speaker.span for q in quotations if q.speaker])),
            marks,
            tuple(m.outer for m in marks if not _touching(said, m.outer)),
            _known_pronouns(segmented, findings),
            frozenset(q.speaker.span.start for q in quotations if q.speaker),
            _named_people(here, findings),
        )


def _extent(quotation: Quotation) -> Span:
    """From the first word to the last of everything that belongs to a quotation."""
    places = [*quotation.contents, quotation.clause, quotation.cue, quotation.speaker]
    spans = [place.span for place in places if place is not None]
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def _united(spans: Iterable[Span]) -> Iterator[Span]:
    """Overlapping spans as one, in order."""
    current: Span | None = None
    for span in sorted(spans):
        if current is not None and span.start < current.end:
            current = Span(current.start, max(current.end, span.end))
            continue
        if current is not None:
            yield current
        current = span
    if current is not None:
        yield current


def _touching(spans: Sequence[Span], span: Span) -> Span | None:
    """The first of `spans` (ordered, disjoint) that shares a character with `span`."""
    index = max(bisect_right(spans, span.start, key=lambda s: s.start) - 1, 0)
    return next((s for s in spans[index : index + 2] if s.overlaps(span)), None)


def _known_pronouns(segmented: SegmentedArticle, findings: Findings) -> dict[int, tuple[Span, Span]]:
    here = segmented.article.id
    names = {actor.id: actor.name for actor in findings.actors if actor.name.article == here}
    meant: list[tuple[Place, Place]] = [
        (mention.place, actor.name)
        for actor in findings.actors
        for mention in actor.mentions
        if mention.form is MentionForm.PRONOUN
    ]
    meant += [(q.speaker, names[q.actor]) for q in findings.quotations if q.speaker and q.actor in names]
    return {
        place.span.start: (place.span, name.span)
        for place, name in meant
        if place.article == name.article == here and _PRONOUN.fullmatch(place.span.of(segmented.text))
    }


def _named_people(here: ArticleId, findings: Findings) -> tuple[int, ...]:
    people = (actor for actor in findings.actors if actor.kind is ActorKind.PERSON)
    mentions = (mention for actor in people for mention in actor.mentions)
    named = (m.place for m in mentions if m.form is MentionForm.NAME and m.place.article == here)
    return tuple(sorted(place.span.start for place in named))


def _groups(clues: _Clues) -> Iterator[tuple[Sentence, ...]]:
    """Neighbouring sentences that must stand together, without those that cannot stand at all."""
    group: list[Sentence] = []
    words = 0
    for sentence in clues.segmented.prose:
        if (
            _is_wordless(sentence.span.of(clues.segmented.text))
            or clues.segmented.is_in_table(sentence.span)
            or _is_orphan(sentence, clues)
        ):
            continue
        size = word_count(sentence.span.of(clues.segmented.text))
        if group and not _belongs(group[-1], sentence, words + size, clues):
            yield tuple(group)
            group, words = [], 0
        group.append(sentence)
        words += size
    if group:
        yield tuple(group)


def _is_wordless(text: str) -> bool:
    """Whether a sentence is marks and figures, with no letters or next to none: "* * *", "12:30 – 14:00"."""
    letters = sum(char.isalpha() for char in text)
    return letters < max(LEAST_LETTERS * len("".join(text.split())), 2)


def _is_orphan(sentence: Sentence, clues: _Clues) -> bool:
    """Whether most of a sentence stands in marks without a speaker."""
    marked = _touching(clues.orphans, sentence.span)
    if marked is None:
        return False
    shared = min(marked.end, sentence.span.end) - max(marked.start, sentence.span.start)
    return shared * 2 > len(sentence.span)


def _belongs(left: Sentence, right: Sentence, words: int, clues: _Clues) -> bool:
    """Whether `right` cannot stand without `left`: one quotation, or `right` points back to it and
    the two are neighbours that fit a page."""
    stretch = _touching(clues.said, right.span)
    if stretch is not None and stretch.overlaps(left.span):
        return True
    between = clues.segmented.text[left.span.end : right.span.start]
    section = clues.segmented.section_at
    return (
        words <= MAX_WORDS
        and not between.strip()
        and section(left.span.start) == section(right.span.start)
        and _points_back(right, clues)
    )


def _points_back(sentence: Sentence, clues: _Clues) -> bool:
    opener = sentence.span.of(clues.segmented.text)
    if not clues.segmented.article.speaks_known_language:
        return _POINTS_BACK_ELSEWHERE.match(opener) is not None
    found = _POINTS_BACK.match(opener)
    if found is None or _EXPLETIVE.match(opener):
        return False
    pronoun = _PRONOUN.search(found.group())
    return pronoun is None or sentence.span.start + pronoun.start() not in clues.names


def _unit(group: tuple[Sentence, ...], clues: _Clues) -> Unit:
    kept = _kept(group, clues)
    first, *others = (sentence.span for sentence in kept)
    if kept[0] == clues.segmented.prose[0]:
        first = without_dateline(clues.segmented.text, first)
    spans = [_shortened(span, clues) for span in (first, *(_going_on(span, clues) for span in others))]
    parts = [part for span in spans for part in (TracedText.inserted(" "), *_named(span, clues))]
    closing = _closing(spans[-1].end, clues)
    if spans[-1].end < kept[-1].span.end and not closing:
        closing = [TracedText.inserted(CUT.rstrip())]
    printed = [*_opening(kept[0], clues), *parts[1:], *closing]
    whole = not _points_back(kept[0], clues) and not _is_fragment(kept, clues)
    return Unit(kept, TracedText.join(printed), whole)


def _is_fragment(sentences: Sequence[Sentence], clues: _Clues) -> bool:
    """Whether the first sentence opens with a small letter, in a text that has capitals, or the last
    breaks off: what a lost line break or a caption cut short leaves."""
    text = clues.segmented.text
    opening = _WORD.match(text, sentences[0].span.start)
    # "iPhone", "al-Haddad"
    small = opening is not None and opening.group().islower() and "-" not in opening.group()
    cased = not sentences[0].span.of(text).islower()
    return (small and cased) or sentences[-1].span.of(text).endswith(_BROKEN_OFF)


def _shortened(span: Span, clues: _Clues) -> Span:
    """A sentence as far as a page has room, up to a comma where there is one in its second half: what has
    lost its full stops is one sentence for ever."""
    words = list(islice(_WORD.finditer(clues.segmented.text, span.start, span.end), MOST_WORDS + 1))
    if len(words) <= MOST_WORDS:
        return span
    commas = [word.end() for word in words[MOST_WORDS // 2 : MOST_WORDS] if word.group()[-1] in ",;:"]
    return Span(span.start, commas[-1] if commas else words[MOST_WORDS - 1].end())


def _going_on(span: Span, clues: _Clues) -> Span:
    """A sentence without its opening mark, where the paragraph before left the words open: on one line
    the mark that newspapers set at each paragraph would open them twice."""
    index = bisect_right(clues.marks, span.start, key=lambda m: m.outer.start) - 1
    if index < 1:
        return span
    before, marked = clues.marks[index - 1], clues.marks[index]
    opened = marked.outer.start == span.start and not before.closed
    between = clues.segmented.text[before.outer.end : span.start]
    return Span(marked.inner.start, span.end) if opened and not between.strip() else span


def _kept(group: tuple[Sentence, ...], clues: _Clues) -> tuple[Sentence, ...]:
    """As many sentences as a page takes, in one piece: the one that says who speaks, then those
    before it, then those after it."""
    sizes = [word_count(s.span.of(clues.segmented.text)) for s in group]
    speaking = (i for i, s in enumerate(group) if _touching(clues.speakers, s.span))
    first = last = next(speaking, 0)
    while first > 0 and sum(sizes[first - 1 : last + 1]) <= MAX_WORDS:
        first -= 1
    while last + 1 < len(group) and sum(sizes[first : last + 2]) <= MAX_WORDS:
        last += 1
    return group[first : last + 1]


def _opening(first: Sentence, clues: _Clues) -> list[TracedText]:
    """The opening mark and a mark of cutting, where a unit begins inside somebody's words."""
    marked = _mark_around(first.span.start, clues)
    if marked is None:
        return []
    mark = Span(marked.outer.start, marked.inner.start)
    return [TracedText.plain(clues.segmented.text, mark), TracedText.inserted(CUT.lstrip())]


def _closing(end: int, clues: _Clues) -> list[TracedText]:
    """The same, where it ends inside somebody's words."""
    text = clues.segmented.text
    marked = _mark_around(end, clues) or _left_open(end, clues)
    if marked is None:
        return []
    cut = TracedText.inserted(CUT.rstrip())
    if marked.closed:
        return [cut, TracedText.plain(text, Span(marked.inner.end, marked.outer.end))]
    # The paragraph ends inside the words: what opened them says how to close them.
    opening = text[marked.outer.start : marked.inner.start].strip()
    return [cut, TracedText.inserted(_CLOSING.get(opening, opening))]


def _left_open(offset: int, clues: _Clues) -> Marked | None:
    """The words in marks that end at `offset` with their paragraph, to go on in the next."""
    index = bisect_right(clues.marks, offset, key=lambda m: m.outer.start) - 1
    marked = clues.marks[index] if index >= 0 else None
    return marked if marked is not None and not marked.closed and marked.inner.end == offset else None


def _mark_around(offset: int, clues: _Clues) -> Marked | None:
    """The words in marks that `offset` divides."""
    index = bisect_right(clues.marks, offset, key=lambda m: m.outer.start) - 1
    if index < 0:
        return None
    marked = clues.marks[index]
    return marked if marked.inner.start < offset < marked.inner.end else None


def _named(span: Span, clues: _Clues) -> list[TracedText]:
    """A sentence, a "he" or "she" of known meaning that speaks or is among its first words replaced by
    the name in brackets, unless somebody is named before it. Others the sentence itself explains."""
    text = clues.segmented.text
    opening = list(_WORD.finditer(text, span.start, span.end))[:OPENING_WORDS][-1]
    for match in _PRONOUN.finditer(text, span.start, span.end):
        prominent = match.end() <= opening.end() or match.start() in clues.speaking
        if not prominent or match.start() not in clues.names or _mark_around(match.start(), clues):
            continue
        pronoun, name = clues.names[match.start()]
        # "Lund said he", "with Lund he said": the sentence says whom it means, or leaves it open.
        if _names_somebody(Span(span.start, pronoun.end), clues):
            break
        around = [(span.start, pronoun.start), (pronoun.end, span.end)]
        before, after = ([TracedText.plain(text, Span(a, b))] if a < b else [] for a, b in around)
        bracketed = [TracedText.inserted("["), TracedText.plain(text, name), TracedText.inserted("]")]
        return [*before, *bracketed, *after]
    return [TracedText.plain(text, span)]


def _names_somebody(span: Span, clues: _Clues) -> bool:
    """Whether a stretch names a person, but for what stands in marks."""
    first, last = bisect_left(clues.people, span.start), bisect_left(clues.people, span.end)
    return any(_mark_around(start, clues) is None for start in clues.people[first:last])
