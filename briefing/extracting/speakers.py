"""resolve_speakers(): whom the words "he", "Peskov", "the Russian President" mean.

Nearness, roles and titles; nothing is guessed where the text leaves it open.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefing.domain.article import SegmentedArticle
from briefing.domain.findings import Actor, ActorId, ActorKind, Mention, MentionForm, Quotation
from briefing.domain.spans import Span, fold
from briefing.grammar.names import (
    FEMALE_ROLES,
    HONORIFICS,
    MALE_ROLES,
    Gender,
    first_names,
    folded,
    is_role,
    nationalities,
)
from briefing.grammar.word_classes import PRONOUNS, word_set

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
# "a minister", "two men": nobody who has been named.
_INDEFINITE = word_set("a an one another some many several most other few two three four five")
_CONNECTS = word_set("for of to at from with by under in on near about who whose against")
_POINTING = word_set("the this that")
_POSSESSIVE = word_set("the his her their its this that")
_UNNAMED = {
    pronoun: re.compile(rf"\b(?:{nouns})\b(?!,?\s[A-Z])")
    for pronoun, nouns in (
        ("he", "man|father|brother|son|husband|boy|uncle|grandfather|boyfriend"),
        ("she", "woman|mother|sister|daughter|wife|girl|aunt|grandmother|girlfriend|mom"),
    )
}
_HEAD = 60  # characters of a sentence in which its subject begins
_REACH = 2500  # characters back that a pronoun can point: about two screens of news


@dataclass(frozen=True, slots=True)
class _Seen:
    """A named person or organisation at a place, in the order of the text."""

    span: Span
    actor: Actor


def resolve_speakers(
    segmented: SegmentedArticle, quotations: Sequence[Quotation], actors: Sequence[Actor]
) -> tuple[Quotation, ...]:
    """The quotations with `actor` set where the speaker is one of `actors`, else None.

    A name, a surname, a role ("the Russian President"), a pronoun; never for words that name
    somebody else's spokesman, nor for crowds ("officials"). Quotations keep their order.
    """
    resolver = _Resolver(segmented, actors, quotations)
    return tuple(replace(quotation, actor=resolver.resolve(quotation)) for quotation in quotations)


def with_speakers(
    actors: Sequence[Actor], quotations: Sequence[Quotation], segmented: SegmentedArticle
) -> tuple[Actor, ...]:
    """The actors with the words that name them as speakers among their mentions."""
    spoken: dict[ActorId, list[Mention]] = defaultdict(list)
    known = {actor.id: [mention.place.span for mention in actor.mentions] for actor in actors}
    for quotation in quotations:
        if quotation.speaker is None or quotation.actor is None:
            continue
        span = quotation.speaker.span
        if not any(span.overlaps(other) for other in known[quotation.actor]):
            pronoun = span.of(segmented.text).lower() in PRONOUNS
            form = MentionForm.PRONOUN if pronoun else MentionForm.DESCRIPTION
            spoken[quotation.actor].append(Mention(quotation.speaker, form))
            known[quotation.actor].append(span)
    return tuple(
        replace(a, mentions=tuple(sorted((*a.mentions, *spoken[a.id]), key=lambda m: m.place)))
        if a.id in spoken
        else a
        for a in actors
    )


class _Resolver:
    """Remembers who spoke, since a "he" after a quotation mostly means its speaker."""

    def __init__(
        self, segmented: SegmentedArticle, actors: Sequence[Actor], quotations: Sequence[Quotation]
    ) -> None:
        self.segmented = segmented
        self.text = segmented.text
        self.seen = sorted(_seen(actors), key=lambda seen: seen.span)
        self.starts = [seen.span.start for seen in self.seen]
        self.said = sorted(_reported(quotations))
        self.by_name = _by_last_word(self.text, actors)
        self.gender = {actor.id: _gender(self.text, actor) for actor in actors}
        self.spoken: list[tuple[int, Actor]] = []

    def resolve(self, quotation: Quotation) -> ActorId | None:
        """The actor of one quotation; to be called in the order of the text."""
        if quotation.speaker is None:
            return None
        span = quotation.speaker.span
        actor = self._who(span, quotation)
        if actor is not None:
            self.spoken.append((span.start, actor))
        return actor.id if actor else None

    def _who(self, span: Span, quotation: Quotation) -> Actor | None:
        words = [match.group().lower() for match in _WORD.finditer(self.text, span.start, span.end)]
        if not words:
            return None
        if words in (["he"], ["she"]):
            return self._pronoun(words[0], span, quotation)
        named = self._named(span)
        if named is not None:
            return named
        if len(words) == 1 and words[0] in {"they", "it"}:
            return self._last_organisation(span)
        return self._described(words, span)

    # -- names

    def _named(self, span: Span) -> Actor | None:
        at = bisect_left(self.starts, span.start)
        held = []
        while at < len(self.seen) and self.starts[at] < span.end:
            held.append(self.seen[at])
            at += 1
        for seen in held:
            if seen.actor.kind is ActorKind.PERSON and self._is_head(span, seen.span, whole=False):
                return seen.actor
        for seen in held:
            if seen.actor.kind is not ActorKind.PERSON and self._is_head(span, seen.span, whole=True):
                return seen.actor
        return None if held else self._by_surname(span)

    def _is_head(self, span: Span, mention: Span, *, whole: bool) -> bool:
        """Whether the phrase `span` is about `mention`, not about its spokesman or its city."""
        before = [
            m.group().lower() for m in _WORD.finditer(self.text, span.start, max(mention.start, span.start))
        ]
        after = self.text[mention.end : max(span.end, mention.end)]
        # "a spokesman for Oxfam", "Reed's lawyer": somebody else speaks.
        if any(word in _CONNECTS for word in before) or after.startswith(("'s ", "’s ")):
            return False
        following = _WORD.match(after.lstrip(" ")) if after[:1] == " " else None
        if following is None:
            return True
        # "Minsk officials": a place or organisation must end its phrase or be followed by "of" and the like.
        if whole:
            return following.group().lower() in _CONNECTS
        return following.group()[0].isupper() or following.group().lower() in _CONNECTS | {
            "and",
            "himself",
            "herself",
        }

    def _by_surname(self, span: Span) -> Actor | None:
        """A name that no mention covers: the actor whose name ends in its last word."""
        head = self.text[span.start : span.end].partition(",")[0]
        words = [match.group() for match in _WORD.finditer(head)]
        if not words or any(not word[0].isupper() for word in words):
            return None
        candidates = self.by_name.get(fold(words[-1]), [])
        persons = [actor for actor in candidates if actor.kind is ActorKind.PERSON] or candidates
        # A surname that several bear goes to the one named most.
        return max(persons, key=lambda actor: len(actor.mentions)) if persons else None

    # -- pronouns

    def _pronoun(self, word: str, span: Span, quotation: Quotation) -> Actor | None:
        """Who spoke or was the subject of a sentence last before the pronoun, and may be a he or a
        she; failing that, whoever was named last."""
        begin = min(quotation.contents[0].span.start, span.start)
        other = Gender.FEMALE if word == "he" else Gender.MALE
        lead = [(start, actor) for start, actor in self.spoken[-8:] if start < begin]
        lead += [(seen.span.start, seen.actor) for seen in self._before(begin) if self._is_subject(seen.span)]
        fits = [pair for pair in lead if self.gender[pair[1].id] != other and self._is_near(pair, begin)]
        if fits:
            start, latest = max(fits, key=lambda pair: pair[0])
            # Of whom nothing is known gives way to a known he or she named after them.
            known = (s.actor for s in self._before(begin) if s.span.start > start and self._is(s.actor, word))
            meant = latest if self.gender[latest.id] else next(known, latest)
            return None if self._has_unnamed(word, start, begin) else meant
        named = next((seen for seen in self._before(begin) if self._is(seen.actor, word)), None)
        if named is None or self._has_unnamed(word, named.span.start, begin):
            return None
        return named.actor

    def _has_unnamed(self, pronoun: str, start: int, end: int) -> bool:
        """Whether somebody without a name, whom the pronoun may mean, stands between: "my father", "a
        woman in the crowd". Not in what somebody said, and not before a name ("his wife Anna Berg")."""
        return any(
            not self._is_said(Span(*found.span())) and not self._is_in_mention(found.start())
            for found in _UNNAMED[pronoun].finditer(self.text, start, end)
        )

    def _is_in_mention(self, offset: int) -> bool:
        at = bisect_right(self.starts, offset) - 1
        return at >= 0 and offset < self.seen[at].span.end

    def _is(self, actor: Actor, pronoun: str) -> bool:
        return self.gender[actor.id] is (Gender.MALE if pronoun == "he" else Gender.FEMALE)

    def _is_near(self, lead: tuple[int, Actor], offset: int) -> bool:
        return lead[1].kind is ActorKind.PERSON and offset - lead[0] < _REACH

    def _before(self, offset: int) -> Iterator[_Seen]:
        """Persons before `offset`, the last first, but for those named in what somebody said."""
        at = bisect_left(self.starts, offset) - 1
        while at >= 0 and offset - self.starts[at] < _REACH:
            seen = self.seen[at]
            # Names inside what was said are the speaker's matter.
            if seen.actor.kind is ActorKind.PERSON and not self._is_said(seen.span):
                yield seen
            at -= 1

    def _is_subject(self, mention: Span) -> bool:
        """Whether the mention stands at the head of its sentence."""
        sentence = self.segmented.sentence_at(mention.start)
        if sentence is None or mention.start - sentence.span.start > _HEAD:
            return False
        # Only the first person of a sentence can be its subject.
        first = bisect_left(self.starts, sentence.span.start)
        if any(
            self.seen[at].actor.kind is ActorKind.PERSON and self.starts[at] < mention.start
            for at in range(first, min(first + 3, len(self.seen)))
        ):
            return False
        before = [m.group().lower() for m in _WORD.finditer(self.text, sentence.span.start, mention.start)]
        possessive = self.text[mention.end : mention.end + 2] in {"'s", "’s"}
        return not possessive and not any(word in _CONNECTS for word in before[-2:])

    def _is_said(self, span: Span) -> bool:
        at = bisect_left(self.said, Span(span.start, span.start + 1))
        return any(s.contains(span) for s in self.said[max(at - 2, 0) : at + 1])

    # -- descriptions

    def _described(self, words: Sequence[str], span: Span) -> Actor | None:
        """ "the Russian President": the last named person with that role; "the diplomat", a role
        nobody is given: whoever spoke last."""
        head = words[-1]
        if words[0] in _INDEFINITE or not is_role(head):
            return None
        wanted = _keys(words) - _POSSESSIVE
        known = [
            seen.actor
            for seen in self._named_before(span.start)
            if folded(head) in self._role_keys(seen.actor)
        ]
        if known:
            return max(known, key=lambda actor: len(wanted & self._role_keys(actor)))
        # "the diplomat" is who spoke before, "his lawyer" is somebody else.
        if words[0] not in _POINTING or not self.spoken or span.start - self.spoken[-1][0] > _REACH:
            return None
        return None if self._is_introduced(head, span.start) else self.spoken[-1][1]

    def _is_introduced(self, role: str, before: int) -> bool:
        """Whether "the spokesman" takes up somebody without a name: "a spokesman for the hospital"."""
        introduced = rf"\b(?:an?|another|one)\s(?:[\w'’-]+\s){{0,3}}{re.escape(role)}\b"
        return re.compile(introduced, re.IGNORECASE).search(self.text, 0, before) is not None

    def _named_before(self, offset: int) -> Iterator[_Seen]:
        """Persons with a role, the last named first, each once."""
        met = set()
        for seen in reversed(self.seen[: bisect_left(self.starts, offset)]):
            if seen.actor.role is not None and seen.actor.id not in met:
                met.add(seen.actor.id)
                yield seen

    def _role_keys(self, actor: Actor) -> set[str]:
        if actor.role is None:
            return set()
        return _keys([match.group() for match in _words(self.text, actor.role.span)])

    def _last_organisation(self, span: Span) -> Actor | None:
        # "It" and "they" take up one of the last two speakers.
        spoken = [
            a
            for start, a in self.spoken[-2:]
            if a.kind is ActorKind.ORGANISATION and span.start - start < 600
        ]
        return spoken[-1] if spoken else None


def _reported(quotations: Sequence[Quotation]) -> Iterator[Span]:
    for quotation in quotations:
        yield from (place.span for place in quotation.contents)
        if quotation.clause is not None:
            yield quotation.clause.span


def _seen(actors: Sequence[Actor]) -> Iterator[_Seen]:
    for actor in actors:
        for mention in actor.mentions:
            if mention.form is not MentionForm.PRONOUN:
                yield _Seen(mention.place.span, actor)


def _by_last_word(text: str, actors: Sequence[Actor]) -> dict[str, list[Actor]]:
    found: dict[str, list[Actor]] = {}
    for actor in actors:
        words = actor.name.span.of(text).split()
        if words and actor.kind is not ActorKind.PLACE:
            found.setdefault(fold(words[-1]), []).append(actor)
    return found


def _keys(words: Sequence[str]) -> set[str]:
    """Words for comparing roles; "Russian" and "Russia" are one."""
    return {nationalities().get(folded(word), folded(word)) for word in words}


def _gender(text: str, actor: Actor) -> Gender | None:
    """What titles, role and given name tell; None where they tell nothing."""
    # The role goes before the first name: "spokesman Kim Reed".
    if actor.role is not None:
        words = {match.group().lower() for match in _words(text, actor.role.span)}
        for roles, gender in ((FEMALE_ROLES, Gender.FEMALE), (MALE_ROLES, Gender.MALE)):
            if words & roles:
                return gender
    for span in (actor.name.span, *(mention.place.span for mention in actor.mentions)):
        before = text[max(span.start - 8, 0) : span.start].split()[-1:]
        title = HONORIFICS.get(folded(before[0])) if before else None
        first = [match.group() for match in _words(text, span)][:1]
        known = title or (
            HONORIFICS.get(folded(first[0])) or first_names().get(folded(first[0])) if first else None
        )
        if known is not None:
            return known
    return None


def _words(text: str, span: Span) -> Iterator[re.Match[str]]:
    return _WORD.finditer(text, span.start, span.end)
