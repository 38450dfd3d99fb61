"""resolve_speakers(): whom the words "he", "Peskov", "the Russian President" mean.

Nearness, roles and titles; nothing is guessed where the text leaves it open.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefing.domain.article import SegmentedArticle
from briefing.domain.findings import Actor, ActorId, ActorKind, Mention, MentionForm, Quotation
from briefing.domain.spans import Span, fold

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_MALE = frozenset("mr sir lord king prince brother father".split())
_FEMALE = frozenset("mrs ms miss lady queen princess madam dame sister mother".split())
_MEN = frozenset(
    "donald john james robert michael william david richard joseph thomas charles mark paul george steven kevin brian "
    "barack bernie mike jeff ted tim joe bill jim tom bob marco mitt paul peter andrew alexander vladimir dmitry sergei "
    "sergey yury boris nikolai viktor ben chris jeb rand scott harry mitch gary josh corey jason jake bobby martin "
    "daniel matthew anthony kenneth edward ronald larry frank eric stephen patrick jack dennis jerry henry adam "
    "mohammed ahmed ali carlos jose juan emmanuel francois hassan recep xi abdul tony gordon keir rishi".split()
)
_WOMEN = frozenset(
    "hillary mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa margaret betty sandra "
    "ashley emily donna michelle carol amanda melissa deborah debbie stephanie rebecca laura sharon kathleen amy anna "
    "angela kellyanne megyn carly elena kelly maria hope huma ann anne jill ivanka melania theresa christine claire "
    "katie kate heidi jane julia kirsten loretta janet ruth samantha susana tammy tulsi maria nikki olga svetlana "
    "marine ursula jacinda priti liz".split()
)
_INDEFINITE = frozenset("a an one another some many several most other few two three four five".split())
_CONNECTS = frozenset("for of to at from with by under in on near about who whose against".split())
_HEAD = 60  # characters of a sentence in which its subject begins
_REACH = 2500  # characters back that a pronoun can point: about two screens of news


@dataclass(frozen=True, slots=True)
class _Seen:
    """A named person or organisation at a place, in the order of the text."""

    span: Span
    actor: Actor
    form: MentionForm


def resolve_speakers(
    segmented: SegmentedArticle, quotations: Sequence[Quotation], actors: Sequence[Actor]
) -> tuple[Quotation, ...]:
    """The quotations with `actor` set where the speaker is one of `actors`, else None.

    A name, a surname, a role ("the Russian President"), a pronoun; never for words that name
    somebody else's spokesman, nor for crowds ("officials"). Quotations keep their order.
    """
    resolver = _Resolver(segmented, actors, quotations)
    return tuple(replace(quotation, actor=resolver.resolve(quotation)) for quotation in quotations)


class _Resolver:
    """Remembers who spoke, since a "he" after a quotation mostly means its speaker."""

    def __init__(
        self, segmented: SegmentedArticle, actors: Sequence[Actor], quotations: Sequence[Quotation]
    ) -> None:
        self.segmented = segmented
        self.text = segmented.text
        self.actors = actors
        self.seen = sorted(_seen(actors), key=lambda seen: seen.span)
        self.starts = [seen.span.start for seen in self.seen]
        self.said = sorted(place.span for quotation in quotations for place in quotation.contents)
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
        if words[0] in {"the", "his", "her", "their", "mr", "mrs", "ms"} or len(words) <= 4:
            return self._described(words, span)
        return None

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
        before = [m.group().lower() for m in _WORD.finditer(self.text, span.start, max(mention.start, span.start))]
        after = self.text[mention.end : max(span.end, mention.end)]
        if any(word in _CONNECTS for word in before) or after.startswith(("'s ", "’s ")):
            return False
        following = _WORD.match(after.lstrip(" ")) if after[:1] == " " else None
        if following is None:
            return True
        if whole:
            return following.group().lower() in _CONNECTS
        return following.group()[0].isupper() or following.group().lower() in _CONNECTS | {"and", "himself", "herself"}

    def _by_surname(self, span: Span) -> Actor | None:
        """A name that no mention covers: the actor whose name ends in its last word."""
        head = self.text[span.start : span.end].partition(",")[0]
        words = [match.group() for match in _WORD.finditer(head)]
        if not words or any(not word[0].isupper() for word in words):
            return None
        candidates = self.by_name.get(fold(words[-1]), [])
        persons = [actor for actor in candidates if actor.kind is ActorKind.PERSON] or candidates
        return max(persons, key=lambda actor: len(actor.mentions)) if persons else None

    # -- pronouns

    def _pronoun(self, word: str, span: Span, quotation: Quotation) -> Actor | None:
        """Who spoke or was the subject of a sentence last before the pronoun, and may be a he or a
        she; failing that, whoever was named last."""
        begin = min(quotation.contents[0].span.start, span.start)
        other = "f" if word == "he" else "m"
        lead = [(start, actor) for start, actor in self.spoken[-8:] if start < begin]
        lead += [(seen.span.start, seen.actor) for seen in self._before(begin) if self._is_subject(seen.span)]
        fits = [pair for pair in lead if self.gender[pair[1].id] != other and self._is_near(pair, begin)]
        if fits:
            return max(fits, key=lambda pair: pair[0])[1]
        named = (seen.actor for seen in self._before(begin) if self.gender[seen.actor.id] != other)
        return next(named, None)

    def _is_near(self, lead: tuple[int, Actor], offset: int) -> bool:
        return lead[1].kind is ActorKind.PERSON and offset - lead[0] < _REACH

    def _before(self, offset: int) -> Iterator[_Seen]:
        """Persons before `offset`, the last first, but for those named in what somebody said."""
        at = bisect_left(self.starts, offset) - 1
        while at >= 0 and offset - self.starts[at] < _REACH:
            seen = self.seen[at]
            if seen.actor.kind is ActorKind.PERSON and not self._is_said(seen.span):
                yield seen
            at -= 1

    def _is_subject(self, mention: Span) -> bool:
        """Whether the mention stands at the head of its sentence."""
        sentence = self.segmented.sentence_at(mention.start)
        if sentence is None or mention.start - sentence.span.start > _HEAD:
            return False
        before = [m.group().lower() for m in _WORD.finditer(self.text, sentence.span.start, mention.start)]
        possessive = self.text[mention.end : mention.end + 2] in {"'s", "’s"}
        return not possessive and not any(word in _CONNECTS for word in before[-2:])

    def _is_said(self, span: Span) -> bool:
        at = bisect_left(self.said, Span(span.start, span.start + 1))
        return any(s.contains(span) for s in self.said[max(at - 2, 0) : at + 1])

    # -- descriptions

    def _described(self, words: Sequence[str], span: Span) -> Actor | None:
        if words[0] in _INDEFINITE or words[-1].endswith("s") and not words[-1].endswith("ss"):
            return None
        head = words[-1]
        with_role = [s for s in self._recent(span.start) if head in self._role_words(s.actor)]
        if with_role:
            wanted = set(words) - {"the", "his", "her"}
            return max(with_role, key=lambda s: len(wanted & self._role_words(s.actor))).actor
        if words[0] != "the" or not _is_person_noun(head):
            return None
        return self.spoken[-1][1] if self.spoken and span.start - self.spoken[-1][0] < _REACH else None

    def _recent(self, offset: int) -> list[_Seen]:
        at = bisect_left(self.starts, offset)
        return [seen for seen in reversed(self.seen[:at]) if seen.actor.role is not None]

    def _role_words(self, actor: Actor) -> set[str]:
        if actor.role is None:
            return set()
        span = actor.role.span
        return {match.group().lower() for match in _WORD.finditer(self.text, span.start, span.end)}

    def _last_organisation(self, span: Span) -> Actor | None:
        spoken = [a for start, a in self.spoken[-2:] if a.kind is ActorKind.ORGANISATION and span.start - start < 600]
        return spoken[-1] if spoken else None


def _seen(actors: Sequence[Actor]) -> Iterator[_Seen]:
    for actor in actors:
        for mention in actor.mentions:
            if mention.form is not MentionForm.PRONOUN:
                yield _Seen(mention.place.span, actor, mention.form)


def _by_last_word(text: str, actors: Sequence[Actor]) -> dict[str, list[Actor]]:
    found: dict[str, list[Actor]] = {}
    for actor in actors:
        words = actor.name.span.of(text).split()
        if words and actor.kind is not ActorKind.PLACE:
            found.setdefault(fold(words[-1]), []).append(actor)
    return found


def _gender(text: str, actor: Actor) -> str | None:
    """"m", "f" or None where neither title nor given name tells."""
    spans = [actor.name.span, *(mention.place.span for mention in actor.mentions)]
    for span in spans:
        before = text[max(span.start - 8, 0) : span.start].lower().replace(".", " ").split()
        first = span.of(text).lower().replace(".", " ").split()[:1]
        for word in (*before[-1:], *first):
            if word in _MALE | _MEN:
                return "m"
            if word in _FEMALE | _WOMEN:
                return "f"
    return None


def _is_person_noun(word: str) -> bool:
    endings = ("er", "or", "man", "woman", "ist", "ian", "ent", "ant", "mat", "son", "ate", "ee", "ary", "an", "ney")
    return word.endswith(endings) or word in {"chief", "official", "leader", "head", "coach", "judge", "aide", "star"}
