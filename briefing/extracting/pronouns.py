"""Pronouns: whom "he" and "she" mean where somebody speaks. Nothing is guessed where the text leaves it
open."""

import re
from dataclasses import dataclass

from briefing.domain.findings import Actor, ActorKind
from briefing.domain.spans import Span
from briefing.extracting.people import REACH, People, gender_of_role, words_of
from briefing.grammar.names import Gender, first_names, folded, is_role
from briefing.grammar.word_classes import DETERMINERS, PRONOUNS

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
_HEAD_PHRASE = re.compile(r"[^,(]*?(?=\s(?:for|of|at|with|from|in|on|who)\b|[,(]|$)")
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
        head = _HEAD_PHRASE.match(span.of(self.people.text))
        words = words_of(head.group()) if head else []
        if _is_one_person(words):
            self.heard.append(_Heard(span.start, None, _gender_of_words(words)))

    def last_actor(self) -> tuple[int, Actor] | None:
        """The actor who spoke last, and where."""
        return next(((h.start, h.actor) for h in reversed(self.heard) if h.actor), None)

    def meant(self, pronoun: str, begin: int) -> Actor | None:
        """Whom "he" or "she" means before whose words at `begin` nobody else is named: who spoke or was
        the subject of a sentence last and may be one; failing that, whoever was named last."""
        people, gender = self.people, GENDERS[pronoun]
        leads = [h for h in self.heard[-_LAST:] if begin - REACH < h.start < begin]
        leads += [
            _Heard(seen.span.start, seen.actor, people.gender[seen.actor.id])
            for seen in people.before(begin)
            if people.is_subject(seen.span)
        ]
        known = [seen for seen in people.before(begin) if people.gender[seen.actor.id] is gender]
        fits = [lead for lead in leads if lead.gender in {gender, None} and _is_somebody(lead)]
        latest = max(fits, key=lambda lead: lead.start, default=None)
        if latest is None:
            start, actor = (known[0].span.start, known[0].actor) if known else (begin, None)
        else:
            start, actor = latest.start, latest.actor
            # Of whom nothing is known gives way to a known he or she named after them.
            if actor and latest.gender is None and known and known[0].span.start > start:
                actor = known[0].actor
        return None if self._has_unnamed(gender, start, begin) else actor

    def _has_unnamed(self, gender: Gender, start: int, end: int) -> bool:
        """Whether somebody without a name stands between whom the pronoun may mean: "my father", "a
        woman in the crowd". Not in what somebody said, and not inside a name."""
        return any(
            not self.people.is_said(Span(*found.span())) and not self.people.is_in_mention(found.start())
            for found in _UNNAMED[gender].finditer(self.people.text, start, end)
        )


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
