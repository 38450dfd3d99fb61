"""The points of the page: the bottom line and what each section adds."""

import sys
from collections.abc import Iterable, Sequence
from itertools import groupby

from briefing.domain.article import Section, SegmentedArticle
from briefing.domain.briefing import Briefing, Fixed, Line, LineKind, Run, RunStyle, Verbatim
from briefing.domain.claims import Check, Claim
from briefing.domain.spans import Place
from briefing.domain.words import word_count
from briefing.rendering.printed import Printed
from briefing.rendering.runs import (
    BETWEEN_CLAIMS,
    claim_runs,
    fixed,
    reference,
    references,
    title_run,
    verbatim,
)

MOST_SECTIONS = 8
"""Beyond eight, neighbouring sections share a line; so do they where a line had under twenty words."""

LEAST_WORDS = 20

LEEWAY = 1.5
FIRST_CLAIM = 34
"""A line's first claim may be LEEWAY times as long as its share of words, and always as long as most
sentences of news are; where none is as short, the shortest stands there."""

Checked = tuple[Claim, Check]
Order = tuple[int, str, int]
"""A place as it is sorted: A10 comes after A2."""

_FIRST, _LAST = (0, "", 0), (sys.maxsize, "", 0)


def bottom_line(briefing: Briefing, words: int, printed: Printed) -> list[Line]:
    """The weightiest claims that fit into `words` words, at least one, in the order of the text."""
    chosen = _fitting(briefing.checked(None), words, printed)
    return [
        Line(LineKind.POINT, tuple(claim_runs(claim, check, briefing)), items=(claim.id,))
        for claim, check in sorted(chosen, key=_position)
    ]


def section_lines(briefing: Briefing, words: int, printed: Printed) -> list[Line]:
    """One line a section, or a group of them; one line a point where there is nothing to tell apart.
    None on a page with no room for one."""
    if words < LEAST_WORDS:
        return []
    groups = _groups(briefing, min(MOST_SECTIONS, max(words // LEAST_WORDS, 1)))
    if len(groups) == 1 and groups[0][0].heading is None:
        claims = [c for s in groups[0] for c in briefing.checked(s.id)]
        return [
            Line(LineKind.POINT, tuple(claim_runs(*checked, briefing)), items=(checked[0].id,))
            for checked in sorted(_fitting(claims, words, printed), key=_position)
        ]
    lines: list[Line] = []
    for number, group in enumerate(groups):
        # What a short line leaves is there for those after it.
        share = max(words // (len(groups) - number), LEAST_WORDS)
        lines.append(_section_line(group, briefing, share, printed))
        words -= word_count(lines[-1].text)
    return lines


def led(points: list[Line], more: list[Line], words: int) -> tuple[list[Line], list[Line]]:
    """The bottom line and the other points of one section, so that none of these stands before the
    bottom line in the text: the first moves up, and what the bottom line then has no room for moves
    down. Both lists are in the order of the text."""
    if not (points and more) or _start(more[0]) >= _start(points[0]):
        return points, more
    room = LEEWAY * words - _words(more[0])
    kept, rest = more[:1], more[1:]
    for line in points:
        held = len(kept) == 1 or _words(line) <= room
        (kept if held else rest).append(line)
        room -= _words(line) if held else 0
    return kept, sorted(rest, key=_start)


def _words(line: Line) -> int:
    return word_count(line.text)


def _start(line: Line) -> Order:
    """Where the first sentence that a line refers to stands; after all others where it refers to none."""
    targets = [run.origin.target for run in line.runs if isinstance(run.origin, Fixed)]
    return min((_order(target) for target in targets if target), default=_LAST)


def _order(place: Place) -> Order:
    return len(place.article), place.article, place.span.start


def _groups(briefing: Briefing, most: int) -> list[list[Section]]:
    """The sections that have claims, as at most `most` groups of neighbours; a group holds sections of
    one article, unless there are more articles than groups."""
    articles = [[s for s in a.sections if any(briefing.checked(s.id))] for a in briefing.articles]
    told = [own for own in articles if own]
    if len(told) > most:
        told = [[section for own in told for section in own]]
    total, spare = sum(map(len, told)), most - len(told)
    return [group for own in told for group in _even(own, 1 + spare * len(own) // total)]


def _even(sections: Sequence[Section], most: int) -> list[list[Section]]:
    """At most `most` groups of about as many neighbours each."""
    count = min(len(sections), most)
    numbered = [(index * count // len(sections), section) for index, section in enumerate(sections)]
    return [[section for _, section in group] for _, group in groupby(numbered, key=lambda pair: pair[0])]


def _section_line(group: Sequence[Section], briefing: Briefing, words: int, printed: Printed) -> Line:
    claims = [c for s in group for c in briefing.checked(s.id)]
    chosen = sorted(_fitting(claims, words, printed), key=_position)
    runs: list[Run] = []
    for checked in chosen:
        runs += [BETWEEN_CLAIMS] if runs else []
        runs += claim_runs(*checked, briefing)
    if not chosen:
        places = sorted({e.place for _, check in claims[:2] for e in check.evidence}, key=_order)
        above = any(printed.holds([place]) for place in places)
        runs = [fixed("as above:" if above else "see", RunStyle.NOTE), *references(briefing, places[:3])]
    label = _label(group, briefing)
    # A topic is part of a sentence that may still be printed.
    topics = {section.topic for section in group}
    places = [run.origin.place for run in label if isinstance(run.origin, Verbatim)]
    printed.add(place for place in places if place.span not in topics)
    return Line(LineKind.SECTION, tuple(runs), label, tuple(claim.id for claim, _ in chosen))


def _label(group: Sequence[Section], briefing: Briefing) -> tuple[Run, ...]:
    """The titles of a group's first and last section that have one; else where its sentences begin."""
    titles = [title for section in group if (title := _title(section, briefing))]
    if not titles:
        own = _article_of(group[0], briefing).article
        return (fixed("From"), *reference(briefing, own.place(group[0].span)))
    return (titles[0],) if len(titles) == 1 else (titles[0], fixed(" – "), titles[-1])


def _title(section: Section, briefing: Briefing) -> Run | None:
    """What a section is called: by its heading or topic; what opens its article, by the title of that
    where it is not the title of the page. None for a part without a telling phrase."""
    own = _article_of(section, briefing)
    words = section.heading or section.topic
    if words is not None:
        return verbatim(briefing, own.article.place(words), RunStyle.NAME)
    if section is not own.sections[0]:
        return None
    if own is not briefing.articles[0]:
        return title_run(briefing, own.article, RunStyle.NAME)
    return fixed("Opening", RunStyle.NAME)


def _article_of(section: Section, briefing: Briefing) -> SegmentedArticle:
    return next(a for a in briefing.articles if section in a.sections)


def _fitting(claims: Iterable[Checked], words: int, printed: Printed) -> list[Checked]:
    """The heaviest claims not printed yet that fit, at least one; marks them as printed."""
    free = [c for c in claims if not _is_printed(c, printed)]
    fitting = [c for c in free if _size(c) <= max(LEEWAY * words, FIRST_CLAIM)]
    chosen: list[Checked] = []
    left = words
    for checked in fitting or sorted(free, key=_size)[:1]:
        if (chosen and _size(checked) > left) or _is_printed(checked, printed):
            continue
        printed.add([e.place for e in checked[1].evidence], checked[0].text)
        chosen.append(checked)
        left -= _size(checked)
    return chosen


def _is_printed(checked: Checked, printed: Printed) -> bool:
    """Whether a claim's places, or the words of one of its sentences, stand on the page."""
    claim, check = checked
    pieces = [e.part.of(claim.text) for e in check.evidence] if claim.verbatim else []
    return printed.holds(_own([e.place for e in check.evidence])) or any(
        map(printed.says, [claim.text, *pieces])
    )


def _size(checked: Checked) -> int:
    """Words."""
    return word_count(checked[0].text)


def _own(places: Sequence[Place]) -> list[Place]:
    """The places of whole stretches; a name put in brackets may well have been printed."""
    longest = max((len(p.span) for p in places), default=0)
    return [p for p in places if len(p.span) * 4 > longest]


def _position(checked: Checked) -> Order:
    _, check = checked
    return min((_order(place) for place in _own([e.place for e in check.evidence])), default=_FIRST)
