"""People: who is named where in an article, as far as it tells whom later words mean."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.domain.article import SegmentedArticle
from briefing.domain.findings import Actor, ActorKind, MentionForm, Quotation
from briefing.domain.spans import Span
from briefing.grammar.names import FEMALE_ROLES, HONORIFICS, MALE_ROLES, Gender, first_names, folded
from briefing.grammar.word_classes import TIMES, word_set

REACH = 2500
"""Characters back that a pronoun or a description can point: about two screens of news."""
CONNECTS = word_set("for of to at from with by under in on near about who whose against")
"""Words that tie what stands before them to somebody else: a spokesman *for* Oxfam."""
WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
"""One word as it stands, without punctuation at its ends."""
_HEAD = 60  # characters of a sentence in which its subject begins


@dataclass(frozen=True, slots=True)
class Seen:
    """Words that name or describe an actor, pronouns aside, at a place."""

    span: Span
    actor: Actor

    @property
    def is_person(self) -> bool:
        """Whether the actor is a person."""
        return self.actor.kind is ActorKind.PERSON

    @property
    def is_organisation(self) -> bool:
        """Whether the actor is an organisation."""
        return self.actor.kind is ActorKind.ORGANISATION


def words_of(text: str) -> list[str]:
    """The words as they stand, without punctuation."""
    return WORD.findall(text)


class People:
    """The mentions of all actors in the order of the text, and the genders that the text tells."""

    def __init__(
        self, segmented: SegmentedArticle, actors: Sequence[Actor], quotations: Sequence[Quotation]
    ) -> None:
        self.segmented = segmented
        self.text = segmented.text
        self.seen = sorted(_seen(actors), key=lambda seen: seen.span)
        self.gender = {actor.id: _gender(self.text, actor) for actor in actors}
        self._starts = [seen.span.start for seen in self.seen]
        self._said = sorted(_reported(quotations))

    def within(self, start: int, end: int) -> list[Seen]:
        """The mentions that begin at `start` or behind it, and before `end`."""
        return self.seen[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def before(self, offset: int) -> Iterator[Seen]:
        """Persons before `offset` within reach, the last first, but for those named in what somebody
        said: these are the speaker's matter."""
        at = bisect_left(self._starts, offset) - 1
        while at >= 0 and offset - self._starts[at] < REACH:
            if self.seen[at].is_person and not self.is_said(self.seen[at].span):
                yield self.seen[at]
            at -= 1

    def holders_before(self, offset: int) -> Iterator[Actor]:
        """Persons with a role, the one named last before `offset` first, each once."""
        met = set()
        for seen in reversed(self.seen[: bisect_left(self._starts, offset)]):
            if seen.actor.role is not None and seen.actor.id not in met:
                met.add(seen.actor.id)
                yield seen.actor

    def is_said(self, span: Span) -> bool:
        """Whether `span` is part of what somebody is reported to have said."""
        at = bisect_left(self._said, Span(span.start, span.start + 1))
        return any(said.contains(span) for said in self._said[max(at - 2, 0) : at + 1])

    def is_in_mention(self, offset: int) -> bool:
        """Whether the character is part of a mention."""
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self.seen[at].span.end

    def sentence_start(self, offset: int) -> int:
        """Where the sentence at `offset` begins; `offset` where none is there."""
        sentence = self.segmented.sentence_at(offset)
        return sentence.span.start if sentence else offset

    def is_tied(self, mention: Span) -> bool:
        """Whether the mention is part of a phrase about somebody or something else: "Lund's plan", "a letter
        from Lund"."""
        before = words_of(self.text[self.sentence_start(mention.start) : mention.start].rpartition(", ")[2])
        return self.text[mention.end : mention.end + 2] in {"'s", "’s"} or _leads_into(before[-7:])

    def is_subject(self, mention: Span) -> bool:
        """Whether the mention stands at the head of its sentence, the first person there."""
        start = self.sentence_start(mention.start)
        # "Now at the institute of his home town, | Ann Lund said": right behind a comma it may begin late.
        late = mention.start - start > _HEAD
        if late and not self.text[: mention.start].endswith((", ", ", Dr ", ", Mr ", ", Ms ", ", Mrs ")):
            return False
        if any(seen.is_person for seen in self.within(start, mention.start)):
            return False
        return not self.is_tied(mention)


def _leads_into(words: Sequence[str]) -> bool:
    """Whether the words before a name make it part of a phrase: "Speaking to the station's | Ann Lund"; not
    "On Monday | Ann Lund"."""
    lower = [word.lower() for word in words]
    last = max((at for at, word in enumerate(lower) if word in CONNECTS), default=None)
    return last is not None and TIMES.isdisjoint(lower[last:])


def _seen(actors: Sequence[Actor]) -> Iterator[Seen]:
    for actor in actors:
        for mention in actor.mentions:
            if mention.form is not MentionForm.PRONOUN:
                yield Seen(mention.place.span, actor)


def _reported(quotations: Sequence[Quotation]) -> Iterator[Span]:
    for quotation in quotations:
        yield from (place.span for place in quotation.contents)
        if quotation.clause is not None:
            yield quotation.clause.span


def _gender(text: str, actor: Actor) -> Gender | None:
    """What titles, role and given name tell; None where they tell nothing."""
    # The role goes before the first name: "spokesman Kim Reed".
    told = gender_of_role(words_of(actor.role.span.of(text))) if actor.role else None
    spans = (actor.name.span, *(mention.place.span for mention in actor.mentions))
    return told or next(filter(None, (_gender_of_name(text, span) for span in spans)), None)


def gender_of_role(words: Sequence[str]) -> Gender | None:
    """What a role says: "spokeswoman", "businessman"; None for most."""
    lower = {word.lower() for word in words}
    if lower & FEMALE_ROLES:
        return Gender.FEMALE
    return Gender.MALE if lower & MALE_ROLES else None


def _gender_of_name(text: str, span: Span) -> Gender | None:
    before = text[max(span.start - 8, 0) : span.start].split()[-1:]
    first = words_of(span.of(text))[:1]
    titles = (HONORIFICS.get(folded(word)) for word in (*before, *first))
    return next(filter(None, titles), None) or (first_names().get(folded(first[0])) if first else None)
