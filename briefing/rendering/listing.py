"""The lists of the page: who matters, what they said, which figures stand in the text."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from briefing.domain.briefing import Briefing, Line, LineKind, Run, RunStyle
from briefing.domain.findings import Actor, ActorKind, Quantity, QuantityKind, Quotation, QuotationKind
from briefing.domain.spans import Place, Span
from briefing.rendering.printed import Printed
from briefing.rendering.runs import fixed, reference, sentence_of, speaker_runs, verbatim

ALSO_NAMED = 14
"""Names in the line under the actors; more than two lines of names nobody reads."""

LONGEST_QUOTATION = 45
"""Words after which a quotation is cut at the end of a sentence, with a mark."""

SHORTEST_QUOTATION = 5
"""Fewer words in marks ("satisfactory") say nothing away from their sentence."""

_NEVER_LISTED = frozenset({QuantityKind.ORDINAL, QuantityKind.TIME, QuantityKind.YEAR, QuantityKind.OTHER})
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*\s+")


def actor_lines(briefing: Briefing, most: int) -> list[Line]:
    """The heaviest people and organisations with their roles, and one line of other names."""
    actors = briefing.findings.actors
    listed = [a for a in actors if _is_listed(a)][:most]
    said = Counter(q.actor for q in briefing.findings.quotations if q.actor)
    lines = [_actor_line(actor, said[actor.id], briefing) for actor in listed]
    others = [a for a in actors if a not in listed][: min(ALSO_NAMED, 2 * most)]
    return [*lines, _also_line(others, briefing)] if others else lines


def _is_listed(actor: Actor) -> bool:
    """People, and organisations that do more than being named once; places only say where."""
    if actor.kind is ActorKind.PERSON:
        return True
    return actor.kind is ActorKind.ORGANISATION and len(actor.mentions) > 1


def _actor_line(actor: Actor, said: int, briefing: Briefing) -> Line:
    runs: list[Run] = []
    if actor.role is not None:
        runs += [verbatim(briefing, actor.role, RunStyle.ROLE), *reference(briefing, actor.role)]
    if said:
        count = f"{said} quotation{'s' if said > 1 else ''}"
        runs.append(fixed(f" · {count}" if runs else count, RunStyle.NOTE))
    if not runs:
        runs = reference(briefing, actor.name)[1:]
    return Line(LineKind.ACTOR, tuple(runs), (verbatim(briefing, actor.name, RunStyle.NAME),), (actor.id,))


def _also_line(actors: list[Actor], briefing: Briefing) -> Line:
    runs: list[Run] = []
    for actor in actors:
        runs += [fixed(", ")] if runs else []
        runs.append(verbatim(briefing, actor.name, RunStyle.NAME))
    return Line(LineKind.ALSO, tuple(runs), (fixed("Also named"),), tuple(a.id for a in actors))


def quotation_lines(briefing: Briefing, most: int, printed: Printed) -> list[Line]:
    """The heaviest quotations whose speaker is known and that stand nowhere else on the page."""
    actors: dict[str, Actor] = {actor.id: actor for actor in briefing.findings.actors}
    lines: list[Line] = []
    for quotation in briefing.findings.quotations:
        if len(lines) == most:
            break
        if _is_quotable(quotation, briefing) and not printed.holds(quotation.contents):
            printed.add(quotation.contents)
            lines.append(_quotation_line(quotation, actors, briefing))
    return lines


def _is_quotable(quotation: Quotation, briefing: Briefing) -> bool:
    words = sum(len(briefing.text(place).split()) for place in quotation.contents)
    return (
        quotation.kind is not QuotationKind.INDIRECT
        and quotation.speaker is not None
        and words >= SHORTEST_QUOTATION
    )


def _quotation_line(quotation: Quotation, actors: dict[str, Actor], briefing: Briefing) -> Line:
    runs: list[Run] = []
    left = LONGEST_QUOTATION
    for place in quotation.contents:
        if left <= 0:
            break
        kept, cut = _cut(place, left, briefing)
        left -= len(briefing.text(kept).split())
        quoted = verbatim(briefing, kept, RunStyle.QUOTED)
        runs += [fixed(" ")] if runs else []
        runs += [fixed("“"), quoted, fixed(" […]”" if cut else "”")]
    runs += [fixed(" — "), *speaker_runs(quotation, actors, briefing)]
    runs += reference(briefing, quotation.contents[0])
    return Line(LineKind.QUOTATION, tuple(runs), items=(quotation.id,))


def _cut(place: Place, words: int, briefing: Briefing) -> tuple[Place, bool]:
    """The first sentences of a quotation within `words` words, and whether something went."""
    text = briefing.text(place)
    if len(text.split()) <= words:
        return place, False
    ends = [m.end() - len(m.group()) + len(m.group().rstrip()) for m in _SENTENCE_END.finditer(text)]
    fitting = [end for end in ends if len(text[:end].split()) <= words]
    end = fitting[-1] if fitting else _end_of_word(text, words)
    return Place(place.article, Span(place.span.start, place.span.start + end)), True


def _end_of_word(text: str, number: int) -> int:
    word = next(islice(re.finditer(r"\S+", text), number - 1, None))
    return word.end()


def number_lines(briefing: Briefing, most: int) -> list[Line]:
    """The heaviest figures, each once, beside what they count or the words around them."""
    lines: list[Line] = []
    seen: list[Quantity] = []
    for quantity in briefing.findings.quantities:
        if len(lines) == most:
            break
        if _is_listable(quantity, briefing) and not any(_is_same(quantity, other) for other in seen):
            seen.append(quantity)
            lines.append(_number_line(quantity, briefing))
    return lines


def _is_listable(quantity: Quantity, briefing: Briefing) -> bool:
    digits = any(c.isdigit() for c in briefing.text(quantity.place))
    return digits and quantity.value is not None and quantity.kind not in _NEVER_LISTED


def _is_same(one: Quantity, other: Quantity) -> bool:
    """The same value of the same unit: the second says nothing new on a page."""
    return (one.kind, one.value, one.unit) == (other.kind, other.value, other.unit)


def _number_line(quantity: Quantity, briefing: Briefing) -> Line:
    runs = [verbatim(briefing, quantity.of)] if quantity.of else list(_around(quantity, briefing))
    speaker = _said_by(quantity, briefing)
    if speaker is not None:
        runs += [fixed(" ("), speaker, fixed(")")]
    runs += reference(briefing, quantity.place)
    label = verbatim(briefing, quantity.place, RunStyle.FIGURE)
    return Line(LineKind.NUMBER, tuple(runs), (label,), (quantity.id,))


def _around(quantity: Quantity, briefing: Briefing, words: int = 7) -> Iterator[Run]:
    """The words of the sentence around a figure, with marks where it goes on."""
    sentence = sentence_of(briefing, quantity.place)
    if sentence is None:
        return
    text = briefing.article(quantity.place.article).text
    before = list(re.finditer(r"\S+", text[sentence.span.start : quantity.place.span.start]))[-words:]
    after = list(re.finditer(r"\S+", text[quantity.place.span.end : sentence.span.end]))[:words]
    start = sentence.span.start + before[0].start() if before else quantity.place.span.start
    end = quantity.place.span.end + (after[-1].end() if after else 0)
    if start > sentence.span.start:
        yield fixed("… ")
    yield verbatim(briefing, Place(quantity.place.article, Span(start, end)))
    if end < sentence.span.end:
        yield fixed(" …")


def _said_by(quantity: Quantity, briefing: Briefing) -> Run | None:
    """The actor in whose quotation a figure stands."""
    actors = {actor.id: actor for actor in briefing.findings.actors}
    for quotation in briefing.findings.quotations:
        for place in (*quotation.contents, quotation.clause):
            if place is None or place.article != quantity.place.article or quotation.actor not in actors:
                continue
            if place.span.contains(quantity.place.span):
                return verbatim(briefing, actors[quotation.actor].name, RunStyle.NAME)
    return None
