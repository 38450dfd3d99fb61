"""Pronouns: whom "he" and "she" mean where somebody speaks. Nothing is guessed where the text leaves it
open."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.domain.findings import Actor, ActorKind
from briefing.domain.spans import Span
from briefing.extracting.people import REACH, People, gender_of_role, words_of
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
# The first words of a sentence: "The Republican nominee said".
_ROLE_AT_HEAD = re.compile(r"[\W_]*(?:The|An?|His|Her|Their|One|Another)(?:\s\S+){1,6}")
_LAST = 8  # speakers that are remembered


@dataclass(frozen=True, slots=True)
class _Heard:
    """Somebody who spoke at an offset; `actor` is None for one who is no actor."""

    start: int
    actor: Actor | None
    gender: Gender | None


class Pronouns:
    """Remembers who spoke, since a "he" after a quotation mostly means its speaker."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.heard: list[_Heard] = []

    def hear(self, span: Span, actor: Actor | None) -> None:
        """The words `span` are a speaker, and mean `actor`; to be called in the order of the text."""
        if actor is not None:
            self.heard.append(_Heard(span.start, actor, self.people.gender[actor.id]))
            return
        text = span.of(self.people.text)
        # "A spokesman | for Oxford", "a University of Oxford spokesman | , who".
        for phrase in filter(None, (_HEAD_PHRASE.match(text), _WHOLE_PHRASE.match(text))):
            words = words_of(phrase.group())
            if _is_one_person(words):
                self.heard.append(_Heard(span.start, None, _gender_of_words(words)))
                return

    def _heard_before(self, offset: int) -> list[_Heard]:
        return self.heard[: bisect_left(self.heard, offset, key=lambda heard: heard.start)]

    def last_actor(self) -> tuple[int, Actor] | None:
        """The actor who spoke last, and where."""
        return next(((h.start, h.actor) for h in reversed(self.heard) if h.actor), None)

    def meant(self, pronoun: str, begin: int) -> Actor | None:
        """Whom "he" or "she" means before whose words at `begin` nobody else is named: who spoke or was
        the subject of a sentence last and may be one; failing that, whoever was named last."""
        people, gender = self.people, GENDERS[pronoun]
        leads = [h for h in self._heard_before(begin)[-_LAST:] if begin - REACH < h.start]
        leads += [
            _Heard(seen.span.start, seen.actor, people.gender[seen.actor.id])
            for seen in people.before(begin)
            if people.is_subject(seen.span)
        ]
        known = [
            seen
            for seen in people.before(begin)
            if people.gender[seen.actor.id] is gender and not people.is_tied(seen.span)
        ]
        fits = [lead for lead in leads if lead.gender in {gender, None} and _is_somebody(lead)]
        latest = max(fits, key=lambda lead: lead.start, default=None)
        if latest is None:
            # No subject: what opens the sentence of the name may be meant as well as the name.
            start, actor = (
                (people.sentence_start(known[0].span) - 1, known[0].actor) if known else (begin, None)
            )
        else:
            start, actor = latest.start, latest.actor
            # A subject of whom nothing is known gives way to a known he or she named after them.
            unknown = actor is not None and latest.gender is None and latest not in self.heard
            if unknown and known and known[0].span.start > start:
                actor = known[0].actor
        return None if self._has_unnamed(gender, start, begin) else actor

    def _has_unnamed(self, gender: Gender, start: int, end: int) -> bool:
        """Whether somebody without a name stands between whom the pronoun may mean: "my father", "a
        woman in the crowd". Not in what somebody said, and not inside a name."""
        unnamed = [Span(*found.span()) for found in _UNNAMED[gender].finditer(self.people.text, start, end)]
        unnamed += self._described(gender, start, end)
        return any(
            not self.people.is_said(span) and not self.people.is_in_mention(span.start) for span in unnamed
        )

    def _described(self, gender: Gender, start: int, end: int) -> Iterator[Span]:
        """Roles at the head of the sentences between, of whom nobody knows whose they are: "The nominee"."""
        sentences = self.people.segmented.sentences
        first = bisect_right(sentences, start, key=lambda sentence: sentence.span.start)
        for sentence in sentences[first:]:
            if sentence.span.start >= end:
                return
            head = _ROLE_AT_HEAD.match(self.people.text, sentence.span.start, min(sentence.span.end, end))
            words = head.group().split() if head else []
            role = next((n for n, word in enumerate(words) if n and is_role(word.strip(",."))), None)
            if role is not None and not any(is_verb(word) for word in words[1:role]):
                told = gender_of_role(words[: role + 1])
                # Where a name follows at once it is that one's title.
                named = words[role + 1 : role + 2] and words[role + 1][0].isupper()
                if told in {gender, None} and not named and not words[role].endswith("s"):
                    offset = sentence.span.start + sum(map(len, words[:role])) + role
                    yield Span(offset, offset + 1)


def _is_somebody(heard: _Heard) -> bool:
    return heard.actor is None or heard.actor.kind is ActorKind.PERSON


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
