"""What a section without a heading is about: its most telling noun phrase, in its own words.

Word classes and counts, no parser. One rule: rather no topic than a silly one, and none that says
something: a noun phrase states nothing, and none is cut out of a name, put beside a figure or in marks.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log

from briefing.domain.article import Section, SectionId, SegmentedArticle
from briefing.domain.claims import Claim
from briefing.domain.findings import ActorKind, Findings, MentionForm
from briefing.domain.spans import Span
from briefing.extracting.words import Reading, Sweep, Word, read_words
from briefing.grammar.cues import REPORTING
from briefing.grammar.marks import find_marked
from briefing.grammar.names import (
    COMMON_WORDS,
    COMPANY_NOUNS,
    PERSONAL_VERBS,
    PLACE_NOUNS,
    PRESENT_VERBS,
    THING_NOUNS,
    is_role,
    outlets,
)
from briefing.grammar.word_classes import (
    DETERMINERS,
    FUNCTION,
    HELPERS,
    PREPOSITIONS,
    QUALIFIERS,
    SUBORDINATORS,
    TIMES,
    is_adverb,
    is_verb,
    word_set,
)

MOST_WORDS = 8
LEAST_VALUE = 1.3
"""What the most telling word of a topic is worth at least: as much as one that stands twice in half of
an article and nowhere else."""

HEADLINE = 0.5
BESIDE = 0.7
"""What is left of a word that the headline has, and of a phrase that the point beside it has."""

NAMED = 1.2
NAMES = {ActorKind.ORGANISATION: 1.2, ActorKind.PERSON: 0.6, ActorKind.PLACE: 0.6}
OUTLET = 0.3
"""Times what a phrase with a name counts, and one that is nothing but a name."""

FIRST = 1.0
REACH = 4.0
"""What a phrase in the first sentence gains, and after how many sentences a third of it is left."""

_NO_NOUN = (
    FUNCTION
    | TIMES
    | word_set(
        """least much very quite rather almost about around only even enough like unlike worth able
        back away out up down off ahead apart along across together people thing things way ways lot part
        kind kinds sort sorts
        something anything nothing everything someone anyone everyone nobody me him them us myself himself
        herself itself themselves there here yes no two three four five six seven eight nine ten
        minute minutes hour hours day days week weeks month months year years hundred hundreds
        thousand thousands million millions billion billions dozen dozens others mr mrs ms dr"""
    )
)
# What a noun phrase follows, and what follows one: not "to", which follows and precedes verbs too.
_BEFORE = (DETERMINERS | PREPOSITIONS | {"'s"}) - word_set("to without no neither any few")
_AFTER = (PREPOSITIONS - {"to"}) | HELPERS | SUBORDINATORS - {"that"}
_NEGATING = word_set("no not without neither nor never n't alleged claimed suspected supposed so-called")
_ADJECTIVE_ENDS = (
    "ous",
    "ful",
    "less",
    "able",
    "ible",
    "al",
    "ic",
    "ive",
    "ern",
    "ent",
    "ant",
    "ary",
    "an",
    "er",
)
# Of adjectives only: "capital", "traffic", "president" are nouns.
_NEVER_LAST = ("ous", "ful", "less", "able", "ible", "est")

Phrase = tuple[int, int]
"""The words `first` up to `last` (exclusive) of a reading."""


def find_topics(segmented: SegmentedArticle, findings: Findings, claims: Sequence[Claim]) -> SegmentedArticle:
    """The article with a topic for each section that has no heading and does not open it, where there
    is a telling one; none in a language whose rules are not here.

    A phrase of the first of the claims on a section tells less, since that stands beside.
    """
    untitled = [s for s in segmented.sections[1:] if s.heading is None]
    if not untitled or not segmented.article.speaks_known_language:
        return segmented
    clues = _Clues.of(segmented, findings)
    beside = {claim.section: claim.text for claim in reversed(claims)}
    topics: dict[SectionId, Span] = {}
    known: set[str] = set()
    for section in untitled:
        scored = _candidates(section, _folded(beside.get(section.id, "")), clues)
        ranked = (span for _, span in sorted(scored, key=_by_score))
        topic = next((span for span in ranked if _folded(span.of(segmented.text)) not in known), None)
        if topic is not None:
            topics[section.id] = topic
            known.add(_folded(topic.of(segmented.text)))
    sections = tuple(replace(s, topic=topics.get(s.id)) for s in segmented.sections)
    return replace(segmented, sections=sections)


@dataclass(frozen=True, slots=True)
class _Clues:
    """What is known of one article. By number of a word: `names`, the name that it is part of, and what
    that weighs; `shut`: words in marks and figures. `counts` are of all words, by stem."""

    reading: Reading
    names: Mapping[int, tuple[Phrase, float]]
    shut: frozenset[int]
    counts: Counter[str]
    headline: frozenset[str]
    sweeps: Mapping[str, Sweep]

    @classmethod
    def of(cls, segmented: SegmentedArticle, findings: Findings) -> "_Clues":
        reading = read_words(segmented)
        headline = segmented.article.headline
        figures = (n for n, word in enumerate(reading.words) if any(map(str.isdigit, word.text)))
        marked = (n for m in find_marked(segmented.text) for n in _within(m.outer, reading))
        return cls(
            reading,
            _names(reading, findings),
            frozenset({*figures, *marked}),
            Counter(_stem(word) for word in reading.words),
            frozenset(_stem(reading.words[n]) for n in (_within(headline, reading) if headline else ())),
            {s.id: sweep for s, sweep in zip(segmented.sentences, reading.sweeps, strict=True)},
        )


def _within(span: Span, reading: Reading) -> range:
    """The words that begin within a span."""
    first, last = (bisect_left(reading.words, at, key=lambda w: w.start) for at in (span.start, span.end))
    return range(first, last)


def _names(reading: Reading, findings: Findings) -> dict[int, tuple[Phrase, float]]:
    here = reading.segmented.article.id
    names: dict[int, tuple[Phrase, float]] = {}
    for actor in findings.actors:
        for mention in actor.mentions:
            if mention.form is MentionForm.NAME and mention.place.article == here:
                words = _within(mention.place.span, reading)
                listed = " ".join(reading.words[n].key for n in words).removeprefix("the ") in outlets()
                name = ((words.start, words.stop), OUTLET if listed else NAMES[actor.kind])
                names |= dict.fromkeys(words, name)
    return names


def _by_score(scored: tuple[float, Span]) -> tuple[float, int]:
    """Best first, the earlier of equals."""
    return -scored[0], scored[1].start


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _candidates(section: Section, beside: str, clues: _Clues) -> Iterator[tuple[float, Span]]:
    """The phrases of a section's prose that have a telling word, with what they tell: a little less than
    the mean of their words, so that of phrases alike the longer counts more."""
    words, segmented = clues.reading.words, clues.reading.segmented
    values = _values(section, clues)
    prose = (s for s in segmented.sentences_within(section.span) if s.is_prose)
    for number, sweep in enumerate(clues.sweeps[s.id] for s in prose):
        for first, last in _phrases(sweep, clues):
            found = [values[_stem(word)] for word in words[first:last] if word.is_word]
            if max(found, default=0.0) < LEAST_VALUE:
                continue
            span = clues.reading.span(first, last)
            score = sum(found) / (len(found) + 0.5) * _name_weight((first, last), clues)
            score *= 1 + FIRST * exp(-number / REACH)
            score *= BESIDE if _folded(span.of(segmented.text)) in beside else 1.0
            yield round(score, 3), span


def _name_weight(phrase: Phrase, clues: _Clues) -> float:
    """What its names make of a phrase."""
    named = [clues.names[n] for n in range(*phrase) if n in clues.names]
    whole = [weight for name, weight in named if name == phrase]
    return whole[0] if whole else NAMED if named else 1.0


def _values(section: Section, clues: _Clues) -> dict[str, float]:
    """What each word of a section tells: how often it stands there, times how much more often (log) than
    in the whole article; nothing where it stands there once."""
    sweeps = [clues.sweeps[id] for id in section.sentences]
    counts = Counter(_stem(word) for s in sweeps for word in clues.reading.words[s.first : s.last])
    share = counts.total() / clues.counts.total()
    values = {}
    for stem, count in counts.items():
        value = count * log(count / clues.counts[stem] / share) if count > 1 else 0.0
        values[stem] = max(value, 0.0) * (HEADLINE if stem in clues.headline else 1.0)
    return values


def _stem(word: Word) -> str:
    """A word without a plural's ending."""
    key = word.key
    return key[:-1] if len(key) > 3 and key.endswith("s") and not key.endswith("ss") else key


def _phrases(sweep: Sweep, clues: _Clues) -> Iterator[Phrase]:
    """The noun phrases of a sentence of two words or more, without the articles before them; none of one
    in capitals."""
    at = sweep.last if sweep.loud else sweep.first
    while at < sweep.last:
        first = at
        while at < sweep.last and _is_inner(at, first, sweep, clues):
            at += 1
        last = at
        while first < last and clues.reading.words[first].text in QUALIFIERS:
            first += 1
        if 2 <= last - first <= MOST_WORDS and _is_whole(first, last, sweep, clues):
            yield first, last
        at += 1


def _is_inner(at: int, first: int, sweep: Sweep, clues: _Clues) -> bool:
    """Whether a word may stand in a noun phrase that begins at `first`."""
    word, key = clues.reading.words[at], clues.reading.words[at].key
    if at in clues.shut:
        return False
    if at in clues.names or (key == "'s" and at > first):
        return True
    if not key[0].isalpha() or key in _NO_NOUN or key in PRESENT_VERBS or is_adverb(key):
        return False
    if is_verb(key):  # the *proposed* merger
        return at == first > sweep.first and clues.reading.words[at - 1].key in DETERMINERS
    if key.endswith("ing"):  # a *warming* planet, voting systems
        return key in COMMON_WORDS or (at == first and clues.reading.words[at - 1].key in DETERMINERS)
    return word.is_word


def _is_whole(first: int, last: int, sweep: Sweep, clues: _Clues) -> bool:
    """Whether a run of such words is a noun phrase with nothing cut off."""
    words = clues.reading.words
    before = words[first - 1] if first > sweep.first else None
    after = words[last] if last < sweep.last else None
    return (
        _may_begin(first, before, clues)
        and _may_end(last, after, clues)
        and not _is_cut_name(first, last, sweep, clues)
        and all(_may_adjoin(n, clues) for n in range(first, last - 1))
    )


def _may_begin(first: int, before: Word | None, clues: _Clues) -> bool:
    if before is not None and before.is_word and first - 1 in clues.shut:
        return False
    if first in clues.names:
        return before is None or before.key not in _NEGATING
    return before is not None and before.key in _BEFORE


def _may_end(last: int, after: Word | None, clues: _Clues) -> bool:
    if last in clues.shut or (after is not None and after.text in "-‐/&"):
        return False
    if after is not None and after.is_word and after.key not in _AFTER and not is_verb(after.key):
        return False
    head = clues.reading.words[last - 1]
    if last - 1 in clues.names:
        return True
    reports = head.key in REPORTING and REPORTING[head.key][1] == "s"
    return head.key != "'s" and not (reports or head.key in PERSONAL_VERBS or head.key.endswith(_NEVER_LAST))


def _is_cut_name(first: int, last: int, sweep: Sweep, clues: _Clues) -> bool:
    """Whether capitals go on beyond a phrase (Department of *Human Services*), or a name does."""
    words, names = clues.reading.words, clues.names
    if any(n in names and not first <= names[n][0][0] < names[n][0][1] <= last for n in (first, last - 1)):
        return True
    links = {"of", "for", "and", "the"}
    left, right = first - 1, last
    while left > sweep.first and words[left].key in links:
        left -= 1
    while right < sweep.last - 1 and words[right].key in links:
        right += 1
    goes_back = words[first].capital and left < first - 1 and words[left].capital and not words[left].opens
    return goes_back or (words[last - 1].capital and right > last and words[right].capital)


def _may_adjoin(at: int, clues: _Clues) -> bool:
    """Whether a word goes with the next: before a name a noun must say what it is (*author* Ann Lund),
    or a clause begins (the sentence Lund …)."""
    word, after = clues.reading.words[at], clues.reading.words[at + 1]
    if word.capital or not after.capital or word.key == "'s":
        return True
    nouns = COMPANY_NOUNS | PLACE_NOUNS | THING_NOUNS
    return is_role(word.text) or word.key in nouns or word.key.endswith(_ADJECTIVE_ENDS)
