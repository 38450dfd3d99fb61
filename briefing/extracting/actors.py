"""Actors: the people, organisations and places that an article names, by code.

Capitalised stretches are candidates; tables and the words around them say what they name; surnames
join the one person who has them. Where nothing says what a name is, it is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.domain.article import SegmentedArticle, Sentence
from briefing.domain.findings import Actor, ActorId, ActorKind, Mention, MentionForm
from briefing.domain.spans import Place, Span, fold
from briefing.grammar import names

_WORD = r"[A-Z][\w.'’-]*[\w]|[A-Z]\.?"
_CAPITALISED = re.compile(rf"\b(?:{_WORD})(?:\s(?:{_WORD}|of(?=\s(?:the\s)?[A-Z])|the(?=\s[A-Z])|and(?=\s[A-Z])))*")
_ROLE_AFTER = re.compile(r",\s((?:the\s|a\s|an\s)?[A-Za-z][^,.;:“”\"()]{3,90}),")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A capitalised stretch without its role: the name and the words of the role before it."""

    name: Span
    role: Span | None
    kind: ActorKind


def find_actors(segmented: SegmentedArticle) -> tuple[Actor, ...]:
    """Everyone and everything named, heaviest first, numbered a1 … in that order."""
    groups: dict[tuple[ActorKind, str], list[_Candidate]] = {}
    surnames: dict[str, tuple[ActorKind, str]] = {}
    for candidate in sorted(_candidates(segmented), key=lambda c: -len(c.name)):
        words = fold(candidate.name.of(segmented.text))
        key = (candidate.kind, words)
        if candidate.kind is ActorKind.PERSON:
            key = surnames.setdefault(words.split()[-1], key)
        groups.setdefault(key, []).append(candidate)
    weighed = sorted(((_salience(g, segmented), g) for g in groups.values()), key=lambda p: (-p[0], p[1][0].name))
    return tuple(_actor(number, g, salience, segmented) for number, (salience, g) in enumerate(weighed, 1))


def _candidates(segmented: SegmentedArticle) -> Iterator[_Candidate]:
    for sentence in segmented.sentences:
        for match in _CAPITALISED.finditer(segmented.text, sentence.span.start, sentence.span.end):
            candidate = _told(match, sentence, segmented.text)
            if candidate is not None:
                yield candidate


def _told(match: re.Match[str], sentence: Sentence, text: str) -> _Candidate | None:
    words = [(m.group(), m.start(), m.end()) for m in re.finditer(r"\S+", match.group())]
    first = next((i for i, w in enumerate(words) if not _is_role_word(w[0])), len(words))
    rest = words[first:]
    if not rest:
        return None
    start, end = match.start() + rest[0][1], match.start() + rest[-1][2]
    name = Span(start, end - 2) if text[start:end].endswith(("'s", "’s")) else Span(start, end)
    kind = _kind(name.of(text), bool(first))
    if kind is None or kind is not ActorKind.PERSON:
        return _Candidate(name, None, kind) if kind else None
    role = Span(match.start(), match.start() + words[first - 1][2]) if first else None
    return _Candidate(name, role, kind)


def _is_role_word(word: str) -> bool:
    return names.is_role(word) or names.folded(word) in names.nationalities()


def _kind(name: str, titled: bool) -> ActorKind | None:
    key = names.folded(name)
    last = key.split()[-1]
    if key in names.places():
        return ActorKind.PLACE
    if key in names.organisations() or last in names.ORGANISATION_WORDS:
        return ActorKind.ORGANISATION
    if titled or (key.split()[0] in names.first_names() and " " in key):
        return ActorKind.PERSON
    return None


def _salience(group: list[_Candidate], segmented: SegmentedArticle) -> float:
    first = min(c.name.start for c in group) / max(len(segmented.text), 1)
    return round(0.6 * len(group) / (len(group) + 3) + 0.4 * (1 - first), 3)


def _actor(number: int, group: list[_Candidate], salience: float, segmented: SegmentedArticle) -> Actor:
    place = segmented.article.place
    mentions = tuple(Mention(place(c.name), MentionForm.NAME) for c in sorted(group, key=lambda c: c.name))
    role = next((c.role for c in group if c.role), None)
    return Actor(
        ActorId(f"a{number}"), group[0].kind, place(group[0].name), _place(segmented, role), mentions, salience
    )


def _place(segmented: SegmentedArticle, span: Span | None) -> Place | None:
    return segmented.article.place(span) if span else None
