"""Actors: the people, organisations and places that an article names.

Capitalised stretches and what the reader marks are candidates; tables, the words around them and the
reader say what they name; shorter names join the fuller ones; roles, descriptions and pronouns are tied on
only where the text is plain.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.backends.tags import Tagged
from briefing.domain.article import SegmentedArticle
from briefing.domain.findings import Actor, ActorId, ActorKind, Mention, MentionForm
from briefing.domain.spans import Span
from briefing.extracting.aliases import Cluster, joined, without_descriptions
from briefing.extracting.candidates import find_candidates
from briefing.extracting.caseless import with_case
from briefing.extracting.kinds import Named, told_apart
from briefing.extracting.marked import Marks
from briefing.extracting.outlets import only_reports
from briefing.extracting.pointing import Pointer, find_pointers
from briefing.extracting.roles import Role, RoleFinder
from briefing.extracting.salience import salience
from briefing.extracting.words import Reading, read_words
from briefing.grammar.cues import REPORTING


@dataclass(frozen=True, slots=True)
class _Drawn:
    """One actor before it is numbered."""

    kind: ActorKind
    name: Span
    role: Span | None
    mentions: tuple[tuple[Span, MentionForm], ...]
    salience: float


def find_actors(segmented: SegmentedArticle, tagged: Sequence[Tagged] = ()) -> tuple[Actor, ...]:
    """Everyone and everything named, heaviest first, numbered a1 … in that order; `tagged` is what the
    reader marks in the article.

    Linear in the length of the text; never raises.
    """
    reading = with_case(read_words(segmented))
    marks = Marks(reading, tagged)
    named = without_descriptions(told_apart(reading, find_candidates(reading), marks))
    given = _roles(reading, named)
    clusters = joined(reading, named, given)
    roles = [[given[n] for n in cluster.members if n in given] for cluster in clusters]
    pointers = find_pointers(reading, clusters, roles)
    drawn = sorted(_drawn(reading, clusters, roles, pointers), key=lambda d: (-d.salience, d.mentions[0][0]))
    return tuple(_actor(segmented, number, one) for number, one in enumerate(drawn, 1))


def _roles(reading: Reading, named: list[Named]) -> dict[Named, Role]:
    """The role that each mention of a person is given."""
    finder = RoleFinder(reading, named)
    people = (n for n in named if n.kind is ActorKind.PERSON)
    return {n: role for n in people if (role := finder.role_of(n))}


def _drawn(
    reading: Reading, clusters: list[Cluster], roles: list[list[Role]], pointers: list[Pointer]
) -> list[_Drawn]:
    mentions = [[(_span(reading, n), MentionForm.NAME) for n in cluster.members] for cluster in clusters]
    for pointer in pointers:
        mentions[pointer.cluster].append((reading.span(pointer.first, pointer.last), pointer.form))
    most = max((len(group) for group in mentions), default=0)
    titles = {at for roles_of_one in roles for role in roles_of_one for at in range(role.first, role.last)}
    drawn = []
    for cluster, given, group in zip(clusters, roles, mentions, strict=True):
        group.sort()
        weight = _weight(reading, cluster, [span for span, _ in group], titles, most)
        own = set(cluster.full.key)
        role = _best([r for r in given if own.isdisjoint(w.key for w in reading.words[r.first : r.last])])
        place = reading.span(role.first, role.last) if role else None
        drawn.append(_Drawn(cluster.kind, _span(reading, cluster.full), place, tuple(group), weight))
    return drawn


def _weight(reading: Reading, cluster: Cluster, spans: list[Span], titles: set[int], most: int) -> float:
    """Salience. Half of it for what is only named in people's titles: "the *Kremlin* spokesman", and in
    captions; a tenth for outlets that only report."""
    told = [n for n in cluster.members if not reading.sweep_of(n.first).caption]
    acting = [n for n in told if n.first not in titles]
    sentences = len({reading.words[n.first].sentence for n in acting})
    weight = salience(reading.segmented, spans, (sentences, most), _speaks(reading, cluster))
    if cluster.kind is ActorKind.ORGANISATION and only_reports(reading, cluster):
        return round(weight / 10, 3)
    return weight if acting else round(weight / 2, 3)


def _best(roles: list[Role]) -> Role | None:
    """The surest role, and of those one of more than one word, the earlier first."""
    return max(roles, key=lambda r: (r.tie, r.last - r.first > 1, -r.first), default=None)


def _speaks(reading: Reading, cluster: Cluster) -> bool:
    """Whether a reporting verb stands next to one of the names."""
    words = reading.words
    for member in cluster.members:
        last, sweep = member.candidate.last, reading.sweep_of(member.first)
        if last < sweep.last and words[last].key in REPORTING:
            return True
        # "said Roe", "according to Roe"; a bare "to Roe" tells nothing.
        if member.first > sweep.first and words[member.first - 1].key in {"said", "says", "to"}:
            return words[member.first - 1].key != "to" or words[member.first - 2].key == "according"
    return False


def _span(reading: Reading, named: Named) -> Span:
    return reading.span(named.first, named.candidate.last)


def _actor(segmented: SegmentedArticle, number: int, drawn: _Drawn) -> Actor:
    place = segmented.article.place
    mentions = tuple(Mention(place(span), form) for span, form in drawn.mentions)
    role = place(drawn.role) if drawn.role else None
    return Actor(ActorId(f"a{number}"), drawn.kind, place(drawn.name), role, mentions, drawn.salience)
