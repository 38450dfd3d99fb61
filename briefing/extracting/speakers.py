"""resolve_speakers(): whom the words "he", "Peskov", "the Russian President" mean.

Nearness, roles and titles; nothing is guessed where the text leaves it open.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from briefing.domain.article import SegmentedArticle
from briefing.domain.findings import Actor, ActorId, ActorKind, Mention, MentionForm, Quotation
from briefing.domain.spans import Span, fold
from briefing.extracting.people import CONNECTS, REACH, People, Seen, words_of
from briefing.extracting.pronouns import GENDERS, Pronouns
from briefing.grammar.names import HONORIFICS, ROLES_IN_FULL, folded, is_role, nationalities
from briefing.grammar.word_classes import PRONOUNS, word_set

# "a minister", "two men": nobody who has been named.
_INDEFINITE = word_set("a an one another some many several most other few two three four five")
# Between two names: "Lund and Ruiz", "Mr Lund, and Mr Ruiz".
_JOINED = re.compile(
    rf",?\s*(?:and|&)\s+(?:(?:{'|'.join((*HONORIFICS, *ROLES_IN_FULL))})\.?\s+)?", re.IGNORECASE
)
_POSSESSIVE = word_set("the his her their its this that")
_OWNED = word_set("its their")
_RELATIVES = {"who": ActorKind.PERSON, "which": ActorKind.ORGANISATION}
# "Lund, who", "Lund (D-Ohio), who", "Lund, from Oslo, who".
_BEFORE_RELATIVE = re.compile(r"(?:\s\([^()]*\)|,\s(?:from|of|in)\s[A-Z][^\s,]*(?:\s[A-Z][^\s,]*){0,3})?,?\s")
_GOES_ON_WITH = CONNECTS | {"and", "himself", "herself"}
_PLURAL_OR_THING = frozenset({"they", "it"})
_NEAR = 600  # characters back that "it" and "they" can point


def resolve_speakers(
    segmented: SegmentedArticle, quotations: Sequence[Quotation], actors: Sequence[Actor]
) -> tuple[tuple[Quotation, ...], tuple[Actor, ...]]:
    """The quotations with `actor` set where the speaker is one of `actors`, else None; and the actors
    with the words that name them as speakers among their mentions.

    A name, a surname, a role ("the Russian President"), a pronoun; never for words that name
    somebody else's spokesman, nor for crowds ("officials"). Pronouns that, by who spoke, may mean
    somebody else are no mentions any more. Both keep their order.
    """
    resolver = _Resolver(People(segmented, actors, quotations), actors)
    resolved = tuple(replace(quotation, actor=resolver.resolve(quotation)) for quotation in quotations)
    agreed = [resolver.without_doubtful(actor) for actor in actors]
    return resolved, _with_spoken(agreed, resolved, segmented.text)


def _with_spoken(actors: Sequence[Actor], quotations: Sequence[Quotation], text: str) -> tuple[Actor, ...]:
    spoken: dict[ActorId, list[Mention]] = defaultdict(list)
    known = {actor.id: [mention.place.span for mention in actor.mentions] for actor in actors}
    for quotation in quotations:
        if quotation.speaker is None or quotation.actor is None:
            continue
        span = quotation.speaker.span
        if not any(span.overlaps(other) for other in known[quotation.actor]):
            pronoun = span.of(text).lower() in PRONOUNS
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
    """Gives each speaker to an actor; the quotations must come in the order of the text."""

    def __init__(self, people: People, actors: Sequence[Actor]) -> None:
        self.people = people
        self.text = people.text
        self.pronouns = Pronouns(people)
        self.by_name = _by_last_word(self.text, actors)
        self.unknown = -1  # where who spoke last is not known: "a statement", "officials"

    def resolve(self, quotation: Quotation) -> ActorId | None:
        """The actor of one quotation."""
        if quotation.speaker is None:
            return None
        span = quotation.speaker.span
        actor = self._who(span, min(quotation.contents[0].span.start, span.start))
        self.pronouns.hear(span, actor)
        if actor is None and span.of(self.text).lower() not in _PLURAL_OR_THING:
            self.unknown = span.start
        return actor.id if actor else None

    def without_doubtful(self, actor: Actor) -> Actor:
        """The actor without a "he" or "she" that is somebody else's by who spoke; once all are resolved."""
        return replace(actor, mentions=tuple(m for m in actor.mentions if self._is_agreed(actor, m)))

    def _is_agreed(self, actor: Actor, mention: Mention) -> bool:
        word = mention.place.span.of(self.text).lower()
        if mention.form is not MentionForm.PRONOUN or word not in GENDERS:
            return True
        return self.pronouns.meant(word, mention.place.span.start) is actor

    def _who(self, span: Span, begin: int) -> Actor | None:
        words = [word.lower().replace("’", "'") for word in words_of(span.of(self.text))]
        if not words:
            return None
        alone = words[0].partition("'")[0] if len(words) == 1 else ""  # "he's saying"
        if alone in GENDERS:
            return self.pronouns.meant(alone, begin)
        if alone in _RELATIVES:
            return self._antecedent(span, _RELATIVES[alone])
        named = self._named(span)
        if named is not None:
            return named
        if alone in _PLURAL_OR_THING:
            return self._last_organisation(span)
        return self._described(words, span) or self._organisation_described(words, span.start)

    # -- names

    def _named(self, span: Span) -> Actor | None:
        held = self.people.within(span.start, span.end)
        if self._are_several(held):
            return None
        # A place speaks only by its bare name: "Moscow said", not "the Moscow-based company".
        for kind, is_meant in (
            (ActorKind.PERSON, self._is_head),
            (ActorKind.ORGANISATION, self._is_whole_head),
            (ActorKind.PLACE, self._is_bare),
        ):
            for seen in held:
                if seen.actor.kind is kind and is_meant(span, seen.span):
                    return seen.actor
        return None if held else self._by_surname(span)

    def _are_several(self, held: Sequence[Seen]) -> bool:
        """Whether the phrase names two who speak together: "Lund and Ruiz", "Lund, Roe and Ruiz"."""
        pairs = ((one, other) for one, other in pairwise(held) if one.actor.id != other.actor.id)
        return any(
            one.is_person == other.is_person and _JOINED.fullmatch(self.text, one.span.end, other.span.start)
            for one, other in pairs
        )

    def _antecedent(self, span: Span, kind: ActorKind) -> Actor | None:
        """Whom a relative means: who is named right before it."""
        near = self.people.within(span.start - _NEAR, span.start)
        seen = next((seen for seen in reversed(near) if seen.actor.kind is kind), None)
        if seen is None:
            return None
        return seen.actor if _BEFORE_RELATIVE.fullmatch(self.text, seen.span.end, span.start) else None

    def _is_head(self, span: Span, mention: Span) -> bool:
        """Whether the phrase `span` is about a person, not about their spokesman."""
        following = self._following(span, mention)
        if self._is_tied(span, mention) or following is None:
            return False
        return not following or following[0].isupper() or following.lower() in _GOES_ON_WITH

    def _is_whole_head(self, span: Span, mention: Span) -> bool:
        """The same for an organisation, which ends its phrase or has "of" and the like behind it:
        not "Oxfam officials"."""
        following = self._following(span, mention)
        if self._is_tied(span, mention) or following is None:
            return False
        return not following or following.lower() in CONNECTS

    def _is_tied(self, span: Span, mention: Span) -> bool:
        """Whether words before the mention make it somebody else's: "a spokesman for Oxfam"; but "the
        mayor of Lund, Ann Berg" is she."""
        before = self.text[span.start : mention.start].rpartition(", ")[2]
        return not CONNECTS.isdisjoint(map(str.lower, words_of(before)))

    def _following(self, span: Span, mention: Span) -> str | None:
        """The word right behind a mention in its phrase, "" for none or a comma; None where the
        mention owns it: "Reed's lawyer"."""
        after = self.text[mention.end : max(span.end, mention.end)]
        if after.startswith(("'s ", "’s ")):
            return None
        words = after.split(None, 1) if after[:1] == " " else []
        return words[0] if words and words[0][0].isalnum() else ""

    def _is_bare(self, span: Span, mention: Span) -> bool:
        """Whether the phrase is the mention, at most with an apposition: "China, its only ally"."""
        before, after = self.text[span.start : mention.start], self.text[mention.end : span.end]
        return (not before and after[:1] in {"", ","}) or (before.lower() == "the " and not after)

    def _by_surname(self, span: Span) -> Actor | None:
        """A name that no mention covers: the actor whose name ends in its last word."""
        words = words_of(span.of(self.text).partition(",")[0])
        if not words or any(not word[0].isupper() for word in words):
            return None
        candidates = self.by_name.get(fold(words[-1]), [])
        persons = [actor for actor in candidates if actor.kind is ActorKind.PERSON] or candidates
        # A surname that several bear goes to the one named most.
        return max(persons, key=lambda actor: len(actor.mentions)) if persons else None

    # -- descriptions

    def _described(self, words: Sequence[str], span: Span) -> Actor | None:
        """ "the Russian President": of those who have the role the one whom most of the words fit, the
        last named before others."""
        head = words[-1]
        if words[0] in _INDEFINITE or not is_role(head):
            return None
        wanted, own = _keys(words) - _POSSESSIVE, _keys([head])
        known = [a for a in self.people.holders_before(span.start) if own <= self._role_keys(a)]
        if words[0] in _OWNED and known and self._is_anothers(known[0], span.start):
            return None
        return max(known, key=lambda actor: len(wanted & self._role_keys(actor)), default=None)

    def _is_anothers(self, holder: Actor, before: int) -> bool:
        """Whether "its", "their" may be of another owner than when the holder was named: an organisation
        or a place has been named since, and none of them before."""
        seen = self.people.within(0, before)
        last = max(s.span.end for s in seen if s.actor.id == holder.id)
        owners = [s for s in seen if not s.is_person]
        known = {s.actor.id for s in owners if s.span.start < last}
        return any(s.actor.id not in known for s in owners if s.span.start > last)

    def _organisation_described(self, words: Sequence[str], before: int) -> Actor | None:
        """ "The commission": the organisation named last, where it and no other nearby has the word in
        its name."""
        if words[0] != "the" or len(words) != 2:
            return None
        near = [s.actor for s in self.people.within(before - REACH, before) if s.is_organisation]
        named = [a for a in near if words[1] in map(str.lower, words_of(a.name.span.of(self.text)))]
        return named[-1] if named and near[-1] is named[0] and len({a.id for a in named}) == 1 else None

    def _role_keys(self, actor: Actor) -> set[str]:
        return _keys(words_of(actor.role.span.of(self.text))) if actor.role else set()

    def _last_organisation(self, span: Span) -> Actor | None:
        """Whom "it" and "they" take up: an organisation that spoke shortly before, and nobody since."""
        latest = self.pronouns.last_actor()
        near = latest is not None and span.start - latest[0] < _NEAR and latest[0] > self.unknown
        return latest[1] if latest and near and latest[1].kind is ActorKind.ORGANISATION else None


def _by_last_word(text: str, actors: Sequence[Actor]) -> dict[str, list[Actor]]:
    found: dict[str, list[Actor]] = {}
    for actor in actors:
        words = actor.name.span.of(text).split()
        if words and actor.kind is not ActorKind.PLACE:
            found.setdefault(fold(words[-1]), []).append(actor)
    return found


def _keys(words: Sequence[str]) -> set[str]:
    """Words for comparing roles; "Russian" and "Russia" are one, and so are "Sen." and "senator"."""
    keys = (ROLES_IN_FULL.get(folded(word), folded(word)) for word in words)
    return {nationalities().get(key, key) for key in keys}
