"""Pronouns: whom "he" and "she" mean where somebody speaks. Nothing is guessed where the text leaves it
open."""

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from briefing.domain.findings import Actor, ActorKind
from briefing.domain.spans import Span
from briefing.extracting.people import REACH, WORD, People, Seen, gender_of_role, words_of
from briefing.grammar.names import Gender, first_names, folded, is_role
from briefing.grammar.word_classes import DETERMINERS, PRONOUNS, is_verb

GENDERS = {"he": Gender.MALE, "she": Gender.FEMALE}
# Before whom no name stands: "my father"; not "his wife Anna Berg".
_UNNAMED = {
    gender: re.compile(rf"\b(?:{nouns})\b(?!,?\s[A-Z])")
    for gender, nouns in (
        (Gender.MALE, "man|father|brother|son|husband|boy|uncle|grandfather|boyfriend"),
        (Gender.FEMALE, "woman|mother|sister|daughter|wife|girl|aunt|grandmother|girlfriend|mom"),
    )
}
# "A spokesman | for the port", "Ann Lund | , 73".
_WHOLE_PHRASE = re.compile(r"[^,(]*?(?=\swho\b|[,(]|$)")
_HEAD_PHRASE = re.compile(r"[^,(]*?(?=\s(?:for|of|at|with|from|in|on|who)\b|[,(]|$)")
# "The Republican nominee said"
_OPENERS = DETERMINERS | frozenset({"another"})
_OPENING = 8  # words of a sentence in which its role comes
_PARTING = 2  # line breaks
_LAST = 8  # speakers that are remembered


@dataclass(frozen=True, slots=True)
class _Lead:
    """Somebody whom a later pronoun may mean, at an offset; `actor` is None for one who is no actor."""

    start: int
    actor: Actor | None
    gender: Gender | None

    def may_be(self, gender: Gender) -> bool:
        """Whether a pronoun of that gender may mean them."""
        person = self.actor is None or self.actor.kind is ActorKind.PERSON
        return person and self.gender in {gender, None}


class Pronouns:
    """Remembers who spoke, since a "he" after a quotation mostly means its speaker."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.heard: list[_Lead] = []  # in the order of the text

    def hear(self, span: Span, actor: Actor | None) -> None:
        """The words `span` are a speaker, and mean `actor`."""
        if actor is not None:
            self._remember(_Lead(span.start, actor, self.people.gender[actor.id]))
            return
        text = span.of(self.people.text)
        # "A spokesman | for Oxford", "a University of Oxford spokesman | , who".
        for phrase in filter(None, (_HEAD_PHRASE.match(text), _WHOLE_PHRASE.match(text))):
            words = words_of(phrase.group())
            if _is_one_person(words):
                self._remember(_Lead(span.start, None, _gender_of_words(words)))
                return

    def _remember(self, lead: _Lead) -> None:
        # A clause within a clause is met before the speaker of the whole.
        insort(self.heard, lead, key=lambda heard: heard.start)

    def last_actor(self) -> tuple[int, Actor] | None:
        """The actor who spoke last, and where."""
        return next(((h.start, h.actor) for h in reversed(self.heard) if h.actor), None)

    def meant(self, pronoun: str, begin: int) -> Actor | None:
        """Whom "he" or "she" means before whose words at `begin` nobody else is named: who spoke or was
        the subject of a sentence last and may be one; failing that, whoever was named last."""
        gender = GENDERS[pronoun]
        spoke, subject = self._last_speaker(gender, begin), self._last_subject(gender, begin)
        named = self._last_named(gender, begin)
        latest = max(filter(None, (spoke, subject)), key=lambda lead: lead.start, default=None)
        # A subject of whom nothing is known gives way to a known he or she named after them.
        if latest is subject and subject and subject.gender is None and named and named.start > subject.start:
            latest = replace(named, start=subject.start)
        elif latest is not None and named and self._is_superseded(latest, named):
            return None
        elif latest is None and named:
            # What opens the sentence of the name may be meant as well as the name.
            latest = replace(named, start=self.people.sentence_start(named.start) - 1)
        return None if latest is None or self._has_unnamed(gender, latest.start, begin) else latest.actor

    def _is_superseded(self, lead: _Lead, named: _Lead) -> bool:
        """Whether paragraphs part somebody from another who was named after them and may be meant as well."""
        apart = self.people.text.count("\n", lead.start, named.start) > _PARTING
        return apart and lead.actor is not named.actor

    def _last_speaker(self, gender: Gender, before: int) -> _Lead | None:
        end = bisect_left(self.heard, before, key=lambda heard: heard.start)
        recent = reversed(self.heard[max(end - _LAST, 0) : end])
        return next((h for h in recent if h.may_be(gender) and before - h.start < REACH), None)

    def _last_subject(self, gender: Gender, before: int) -> _Lead | None:
        subjects = (
            self._lead(seen) for seen in self.people.before(before) if self.people.is_subject(seen.span)
        )
        return next((lead for lead in subjects if lead.may_be(gender)), None)

    def _last_named(self, gender: Gender, before: int) -> _Lead | None:
        """The last person named who is known to be a he or a she, and in no phrase about somebody else."""
        people = self.people
        named = (self._lead(seen) for seen in people.before(before) if not people.is_tied(seen.span))
        return next((lead for lead in named if lead.gender is gender), None)

    def _lead(self, seen: Seen) -> _Lead:
        return _Lead(seen.span.start, seen.actor, self.people.gender[seen.actor.id])

    def _has_unnamed(self, gender: Gender, start: int, end: int) -> bool:
        """Whether somebody without a name stands between whom the pronoun may mean: "my father", "a
        woman in the crowd", "The nominee". Not in what somebody said, and not inside a name."""
        unnamed = [Span(*found.span()) for found in _UNNAMED[gender].finditer(self.people.text, start, end)]
        unnamed += self._described(gender, start, end)
        return any(
            not self.people.is_said(span) and not self.people.is_in_mention(span.start) for span in unnamed
        )

    def _described(self, gender: Gender, start: int, end: int) -> Iterator[Span]:
        """The roles that open sentences between, of whom nobody knows whose they are."""
        sentences = self.people.segmented.sentences
        first = bisect_right(sentences, start, key=lambda sentence: sentence.span.start)
        for sentence in sentences[first:]:
            if sentence.span.start >= end:
                return
            role = _opening_role(self.people.text, sentence.span.start, min(sentence.span.end, end), gender)
            if role is not None:
                yield role


def _opening_role(text: str, start: int, end: int, gender: Gender) -> Span | None:
    """The role that a sentence opens with, if a person of that gender may have it and no name follows at
    once, whose title it is: "The Republican *nominee* denied"; not "The officials", "The mayor Ann Lund"."""
    words = list(islice(WORD.finditer(text, start, end), _OPENING))
    if not words or words[0].group().lower() not in _OPENERS:
        return None
    for number, word in enumerate(words[1:-1], 1):
        if is_verb(word.group()):
            return None
        if is_role(word.group()):
            told = gender_of_role([w.group() for w in words[: number + 1]])
            titles = words[number + 1].group()[0].isupper() or word.group().endswith("s")
            return None if titles or told not in {gender, None} else Span(*word.span())
    return None


def _is_one_person(words: list[str]) -> bool:
    """Whether words that mean no actor mean one person: "a spokesman", "Ann Lund"."""
    if not words:
        return False
    if words[-1].lower() in GENDERS:
        return True
    named = words[0].lower() not in DETERMINERS | PRONOUNS and all(word[0].isupper() for word in words)
    # "officials" and "Republicans" are no one person.
    if words[-1].endswith("s") and not (named and len(words) > 1):
        return False
    return named or is_role(words[-1])


def _gender_of_words(words: list[str]) -> Gender | None:
    return GENDERS.get(words[-1].lower()) or gender_of_role(words) or first_names().get(folded(words[0]))
