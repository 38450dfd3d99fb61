"""The lists of the page: who matters, what they said, which figures stand in the text."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from briefing.domain.briefing import Briefing, Line, LineKind, Run, RunStyle
from briefing.domain.findings import (
    TEMPORAL,
    Actor,
    ActorKind,
    Quantity,
    Quotation,
    QuotationKind,
)
from briefing.domain.spans import Place, Span, fold
from briefing.domain.words import word_count
from briefing.grammar.cues import REPORTING
from briefing.rendering.clauses import clause_around, marked_piece
from briefing.rendering.doubt import loses_doubt
from briefing.rendering.printed import Printed
from briefing.rendering.quotable import (
    LONGEST_QUOTATION,
    SHORTEST_QUOTATION,
    has_speaker,
    is_quotable,
    whole_clause,
)
from briefing.rendering.runs import BETWEEN_NAMES, fixed, reference, speaker_runs, verbatim
from briefing.rendering.telling import is_listable, what_it_counts

ALSO_NAMED = 12
"""Names in the line under the actors; more than two lines of names nobody reads."""

SALIENT = 0.35
"""What an organisation that says nothing must weigh for a line of its own."""

CITED = 0.1
"""What an organisation that speaks must weigh for one: an outlet that only reports weighs less."""

CONSIDERED = 100
"""The heaviest findings among which those for a page are looked for; a book has thousands."""

# Where words may be cut: at a mark, or before a word that opens a clause.
_CLAUSE_END = re.compile(
    r"[,;:—–](?=\s)|(?=\s(?:but|because|although|though|while|when|where|which|who|if|unless|until|since"
    r"|and\s(?:he|she|it|they|we|you|I|there|the(?!\smore|\sless)|this|that|a|an|my|our))\s)"
)
_SAME_SPEAKER = 3
"""Places that a second quotation of one speaker stands back behind those of others."""


@dataclass(frozen=True, slots=True)
class Room:
    """What a list may take: `items`, `words` in all, and words of one item, label and marks included."""

    items: int
    words: int
    longest: int | None = None

    def holds(self, line: Line) -> bool:
        """Whether one line is short enough, whatever room is left."""
        label = "".join(run.text for run in line.label)
        return self.longest is None or word_count(f"{label} {line.text}") <= self.longest


def actor_lines(briefing: Briefing, most: int) -> list[Line]:
    """The heaviest people and organisations with their roles, and one line of other names."""
    actors = briefing.findings.actors
    spoken = [q for q in briefing.findings.quotations if q.actor]
    voices = {q.actor for q in spoken}
    # What is only reported is nobody's words.
    said = Counter(q.actor for q in spoken if q.kind is not QuotationKind.INDIRECT)
    listed = [a for a in actors if _is_listed(a, a.id in voices)][:most]
    lines = [_actor_line(actor, said[actor.id], briefing) for actor in listed]
    # People first: who was there says more than where.
    rest = sorted((a for a in actors if a not in listed), key=lambda a: a.kind is not ActorKind.PERSON)
    others = rest[: min(ALSO_NAMED, 2 * most)]
    return [*lines, _also_line(others, briefing)] if others else lines


def _is_listed(actor: Actor, speaks: bool) -> bool:
    """People, and organisations that speak or matter much; places only say where."""
    if actor.kind is ActorKind.PERSON:
        return True
    least = CITED if speaks else SALIENT
    return actor.kind is ActorKind.ORGANISATION and actor.salience >= least


def _actor_line(actor: Actor, said: int, briefing: Briefing) -> Line:
    runs: list[Run] = []
    if actor.role is not None:
        runs += [verbatim(briefing, actor.role, RunStyle.ROLE), *reference(briefing, actor.role)]
    if said:
        count = f"{said} quotation{'s' if said > 1 else ''}"
        runs.append(fixed(f" · {count}" if runs else count, RunStyle.NOTE))
    if actor.role is None:
        runs += reference(briefing, actor.name)[0 if runs else 1 :]
    return Line(LineKind.ACTOR, tuple(runs), (verbatim(briefing, actor.name, RunStyle.NAME),), (actor.id,))


def _also_line(actors: list[Actor], briefing: Briefing) -> Line:
    runs: list[Run] = []
    for actor in actors:
        runs += [BETWEEN_NAMES] if runs else []
        runs.append(verbatim(briefing, actor.name, RunStyle.NAME))
    return Line(LineKind.ALSO, tuple(runs), (fixed("Also named"),), tuple(a.id for a in actors))


def quotation_lines(briefing: Briefing, room: Room, printed: Printed) -> list[Line]:
    """The heaviest quotations whose speaker is known and that stand nowhere else on the page, in
    `room`; a speaker's second one gives way to other speakers."""
    actors: dict[str, Actor] = {actor.id: actor for actor in briefing.findings.actors}
    lines: list[Line] = []
    words = room.words
    for quotation in _by_turns(briefing)[:CONSIDERED]:
        if len(lines) == room.items:
            break
        line = _quotation_line(quotation, actors, briefing)
        if line is None or not room.holds(line):
            continue
        size = word_count(line.text)
        places = [quotation.clause] if quotation.clause else quotation.contents
        said = [piece for place in places for piece in _pieces(place, briefing)]
        if (size <= words or not lines) and not (printed.holds(places) or any(map(printed.says, said))):
            printed.add(places, *said)
            lines.append(line)
            words -= size
    return lines


def _pieces(place: Place, briefing: Briefing) -> list[str]:
    """The sentences at a place, or what of them is there."""
    article = briefing.article(place.article)
    held = [sentence.span for sentence in article.sentences_within(place.span)]
    return [Span(max(s.start, place.span.start), min(s.end, place.span.end)).of(article.text) for s in held]


def _by_turns(briefing: Briefing) -> list[Quotation]:
    """Quotations fit to be printed, heaviest first, none of one speaker close after another."""
    said: Counter[str] = Counter()
    ranked: list[tuple[int, Quotation]] = []
    for number, quotation in enumerate(q for q in briefing.findings.quotations if is_quotable(q, briefing)):
        speaker = quotation.actor or briefing.text(quotation.contents[0])
        ranked.append((number + _SAME_SPEAKER * said[speaker], quotation))
        said[speaker] += 1
    return [quotation for _, quotation in sorted(ranked, key=lambda pair: pair[0])]


def _quotation_line(quotation: Quotation, actors: dict[str, Actor], briefing: Briefing) -> Line | None:
    """None where the words are too long and have no place to cut them."""
    clause = whole_clause(quotation, briefing)
    runs = [verbatim(briefing, clause)] if clause else _quoted_runs(quotation, briefing)
    if not runs:
        return None
    runs += [fixed(" — "), *speaker_runs(quotation, actors, briefing)]
    runs += reference(briefing, quotation.contents[0])
    return Line(LineKind.QUOTATION, tuple(runs), items=(quotation.id,))


def _quoted_runs(quotation: Quotation, briefing: Briefing) -> list[Run]:
    runs: list[Run] = []
    left = LONGEST_QUOTATION
    for place in quotation.contents:
        shortened = _cut(place, left, briefing) if left >= SHORTEST_QUOTATION else None
        if shortened is None:
            runs[-1:] = [fixed(" […]”")] if runs else []
            break
        kept, cut = shortened
        left -= word_count(briefing.text(kept))
        runs += [fixed(" ")] if runs else []
        quoted = verbatim(briefing, _without_comma(kept, briefing), RunStyle.QUOTED)
        runs += [fixed("“"), quoted, fixed(" […]”" if cut else "”")]
    return runs


def _without_comma(place: Place, briefing: Briefing) -> Place:
    """A comma before the closing mark belongs to the sentence around it."""
    span = place.span
    return (
        Place(place.article, Span(span.start, span.end - 1))
        if briefing.text(place)[1:].endswith(",")
        else place
    )


def _cut(place: Place, words: int, briefing: Briefing) -> tuple[Place, bool] | None:
    """The beginning of a quotation within `words` words, and whether something went: whole
    sentences, else whole clauses; None where it has neither."""
    text = briefing.text(place)
    if len(text.split()) <= words:
        return place, False
    held = briefing.article(place.article).sentences_within(place.span)
    sentences = [s.span.end - place.span.start for s in held if s.span.end < place.span.end]
    for ends in (sentences, [found.end() for found in _CLAUSE_END.finditer(text)]):
        fitting = [end for end in ends if SHORTEST_QUOTATION <= len(text[:end].split()) <= words]
        if fitting:
            return Place(place.article, Span(place.span.start, place.span.start + fitting[-1])), True
    return None


def number_lines(briefing: Briefing, room: Room, printed: Printed) -> list[Line]:
    """The heaviest figures, each value once, in `room`: with the words around
    them, or, where these stand on the page already, with the thing counted."""
    lines: list[Line] = []
    seen: list[Quantity] = []
    words = room.words
    for quantity in islice(briefing.findings.quantities, CONSIDERED):
        if len(lines) == room.items:
            break
        if not is_listable(quantity, briefing) or any(_is_same(quantity, other) for other in seen):
            continue
        quotation = _said_in(quantity, briefing)
        said = _meaning(quantity, quotation, briefing, printed)
        # What somebody said is no fact of the article: without who says it, it stays away.
        # Nor does a clause go without the words that take it back.
        if (
            said is None
            or (
                quotation is not None
                and not (has_speaker(quotation, briefing) and _is_said(quotation, briefing))
            )
            or loses_doubt(briefing, quantity.place, said, told=quotation is not None)
        ):
            continue
        line = _number_line(quantity, said, quotation, briefing)
        size = word_count(line.text)
        if room.holds(line) and (size <= words or not lines):
            seen.append(quantity)
            printed.add([said])
            lines.append(line)
            words -= size
    return lines


def _meaning(
    quantity: Quantity, quotation: Quotation | None, briefing: Briefing, printed: Printed
) -> Place | None:
    """The words that say what a figure means; None where all there are stand on the page."""
    within = next(_reported(quotation, quantity.place), None) if quotation else None
    forward = quantity.kind in TEMPORAL
    around = clause_around(briefing, quantity.place, forward, within.span if within else None)
    there = printed.holds([around]) or printed.says(briefing.text(around))
    if there or _is_bare(quantity, around, briefing):
        return what_it_counts(quantity, briefing)
    return around


def _is_bare(quantity: Quantity, around: Place, briefing: Briefing) -> bool:
    """Whether no word stands beside a figure, as in "1988;82(6):1826"."""
    figure, text = quantity.place.span, briefing.article(quantity.place.article).text
    beside = text[around.span.start : figure.start] + text[figure.end : around.span.end]
    return re.search(r"[^\W\d_]{2}", beside) is None


def _is_same(one: Quantity, other: Quantity) -> bool:
    """The same value of the same unit: the second says nothing new on a page."""
    return (one.kind, one.value, one.unit) == (other.kind, other.value, other.unit)


def _number_line(quantity: Quantity, said: Place, quotation: Quotation | None, briefing: Briefing) -> Line:
    counted = quantity.of is not None and said.span.start == quantity.of.span.start
    runs = [verbatim(briefing, said)] if counted else list(marked_piece(briefing, said))
    if quotation is not None:
        actors: dict[str, Actor] = {actor.id: actor for actor in briefing.findings.actors}
        runs += [fixed(" ("), *speaker_runs(quotation, actors, briefing), fixed(")")]
    runs += reference(briefing, quantity.place)
    label = verbatim(briefing, quantity.place, RunStyle.FIGURE)
    return Line(LineKind.NUMBER, tuple(runs), (label,), (quantity.id,))


def _said_in(quantity: Quantity, briefing: Briefing) -> Quotation | None:
    """The quotation that a figure stands in."""
    return next((q for q in briefing.findings.quotations if any(_reported(q, quantity.place))), None)


def _is_said(quotation: Quotation, briefing: Briefing) -> bool:
    """Whether its cue says, tells or writes: what somebody seizes upon is not their figure."""
    if quotation.cue is None:
        return True
    words = fold(briefing.text(quotation.cue)).split()
    return "according" in words or any(word in REPORTING for word in words)


def _reported(quotation: Quotation, figure: Place) -> Iterator[Place]:
    """Those of somebody's words, or the reported clause around them, that hold a figure."""
    for place in (quotation.clause, *quotation.contents):
        if place is not None and place.article == figure.article and place.span.contains(figure.span):
            yield place
