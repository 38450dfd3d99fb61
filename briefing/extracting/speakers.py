"""resolve_speakers(): whom the words "he", "Peskov", "the Russian President" mean.

Nearness, roles and titles; nothing is guessed where the text leaves it open.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from briefing.domain.article import SegmentedArticle
from briefing.domain.findings import Actor, ActorId, ActorKind, Mention, MentionForm, Quotation
from briefing.domain.spans import Span, fold
from briefing.extracting.people import CONNECTS, REACH, People, words_of
from briefing.extracting.pointing import BROAD
from briefing.extracting.pronouns import GENDERS, Pronouns
from briefing.grammar.names import ROLES_IN_FULL, folded, is_role, nationalities
from briefing.grammar.word_classes import PRONOUNS, word_set

# "a minister", "two men": nobody who has been named.
_INDEFINITE = word_set("a an one another some many several most other few two three four five")
_POINTING = word_set("the this that")
_POSSESSIVE = word_set("the his her their its this that")
_RELATIVES = {"who": ActorKind.PERSON, "which": ActorKind.ORGANISATION}
_BEFORE_RELATIVE = re.compile(r"(?:\s\([^()]*\))?,?\s")
_GOES_ON_WITH = CONNECTS | {"and", "himself", "herself"}
_NEAR = 600  # characters back that "it" and "they" can point


def resolve_speakers(
    segmented: SegmentedArticle, quotations: Sequence[Quotation], actors: Sequence[Actor]
) -> tuple[Quotation, ...]:
    """The quotations with `actor` set where the speaker is one of `actors`, else None.

    A name, a surname, a role ("the Russian President"), a pronoun; never for words that name
    somebody else's spokesman, nor for crowds ("officials"). Quotations keep their order.
    """
    resolver = _Resolver(People(segmented, actors, quotations), actors)
    return tuple(replace(quotation, actor=resolver.resolve(quotation)) for quotation in quotations)


def with_speakers(
    actors: Sequence[Actor], quotations: Sequence[Quotation], segmented: SegmentedArticle
) -> tuple[Actor, ...]:
    """The actors with the words that name them as speakers among their mentions, and without those
    pronouns that, by who spoke, may mean somebody else."""
    actors = _agreed(actors, quotations, segmented)
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


def _agreed(
    actors: Sequence[Actor], quotations: Sequence[Quotation], segmented: SegmentedArticle
) -> tuple[Actor, ...]:
    pronouns = Pronouns(People(segmented, actors, quotations))
    by_id = {actor.id: actor for actor in actors}
    for quotation in quotations:
        if quotation.speaker is not None:
            pronouns.hear(quotation.speaker.span, by_id[quotation.actor] if quotation.actor else None)

    def is_agreed(actor: Actor, mention: Mention) -> bool:
        word = mention.place.span.of(segmented.text).lower()
        if mention.form is not MentionForm.PRONOUN or word not in GENDERS:
            return True
        meant = pronouns.meant(word, mention.place.span.start)
        return meant is not None and meant.id == actor.id

    return tuple(replace(a, mentions=tuple(m for m in a.mentions if is_agreed(a, m))) for a in actors)


class _Resolver:
    """Gives each speaker to an actor; the quotations must come in the order of the text."""

    def __init__(self, people: People, actors: Sequence[Actor]) -> None:
        self.people = people
        self.text = people.text
        self.pronouns = Pronouns(people)
        self.by_name = _by_last_word(self.text, actors)

    def resolve(self, quotation: Quotation) -> ActorId | None:
        """The actor of one quotation."""
        if quotation.speaker is None:
            return None
        span = quotation.speaker.span
        actor = self._who(span, min(quotation.contents[0].span.start, span.start))
        self.pronouns.hear(span, actor)
        return actor.id if actor else None

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
        if alone in {"they", "it"}:
            return self._last_organisation(span)
        return self._described(words, span) or self._organisation_described(words, span.start)

    # -- names

    def _named(self, span: Span) -> Actor | None:
        held = self.people.within(span.start, span.end)
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

    def _antecedent(self, span: Span, kind: ActorKind) -> Actor | None:
        """Whom a relative means: who is named right before it ("Lund, who said", "Lund (D-Ohio), who")."""
        seen = self.people.last_before(span.start)
        if seen is None or seen.actor.kind is not kind:
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
        """ "the Russian President": the last named person with that role; "the diplomat", a role
        nobody is given: whoever spoke last."""
        head = words[-1]
        if words[0] in _INDEFINITE or not is_role(head):
            return None
        wanted, own = _keys(words) - _POSSESSIVE, _keys([head])
        known = [a for a in self.people.holders_before(span.start) if own <= self._role_keys(a)]
        if known:
            return max(known, key=lambda actor: len(wanted & self._role_keys(actor)))
        latest = self.pronouns.last_actor()
        # "the Belarusian diplomat" takes up who spoke before and holds an office of that nation.
        if words[0] not in _POINTING or latest is None or head not in BROAD or span.start - latest[0] > REACH:
            return None
        nations = {word for word in wanted - own if word in nationalities().values()}
        return latest[1] if nations and nations <= self._role_keys(latest[1]) else None

    def _organisation_described(self, words: Sequence[str], before: int) -> Actor | None:
        """ "The commission": the only organisation so far with the word in its name, if named nearby."""
        if words[0] != "the" or len(words) != 2:
            return None
        named = [
            seen
            for seen in self.people.within(0, before)
            if seen.actor.kind is ActorKind.ORGANISATION
            and words[1] in map(str.lower, words_of(seen.actor.name.span.of(self.text)))
        ]
        others = [seen for seen in self.people.within(0, before) if seen.actor.kind is ActorKind.ORGANISATION]
        # Another organisation named since may be meant too.
        near = named and named[-1] is others[-1] and before - named[-1].span.start < REACH
        return named[-1].actor if near and len({seen.actor.id for seen in named}) == 1 else None

    def _role_keys(self, actor: Actor) -> set[str]:
        return _keys(words_of(actor.role.span.of(self.text))) if actor.role else set()

    def _last_organisation(self, span: Span) -> Actor | None:
        """Whom "it" and "they" take up: an organisation that spoke shortly before."""
        latest = self.pronouns.last_actor()
        near = latest is not None and span.start - latest[0] < _NEAR
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
