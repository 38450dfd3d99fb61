"""The points of the page: the bottom line and what each section adds."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from briefing.domain.article import Section
from briefing.domain.briefing import Briefing, Line, LineKind, Run, RunStyle
from briefing.domain.claims import Check, Claim
from briefing.domain.spans import Place
from briefing.rendering.printed import Printed
from briefing.rendering.runs import claim_runs, fixed, references, verbatim

MOST_SECTIONS = 8
"""Beyond eight, neighbouring sections share a line; so do they where a line had under twenty words."""

LEAST_WORDS = 20

LEEWAY = 2
"""A first claim may be this many times as long as a line's share of words; longer ones are in the
JSON only."""

Checked = tuple[Claim, Check]


def bottom_line(briefing: Briefing, words: int, printed: Printed) -> list[Line]:
    """The weightiest claims that fit into `words` words, at least one, in the order of the text."""
    chosen = _fitting(briefing.checked(None), words, printed)
    return [
        Line(LineKind.POINT, tuple(claim_runs(claim, check, briefing)), items=(claim.id,))
        for claim, check in sorted(chosen, key=_position)
    ]


def section_lines(briefing: Briefing, words: int, printed: Printed) -> list[Line]:
    """One line a section, or a group of them; one line a point where there is nothing to tell apart."""
    groups = _groups(briefing, min(MOST_SECTIONS, max(words // LEAST_WORDS, 1)))
    share = words // max(len(groups), 1)
    if len(groups) == 1 and groups[0][0].heading is None:
        claims = [c for s in groups[0] for c in briefing.checked(s.id)]
        return [
            Line(LineKind.POINT, tuple(claim_runs(*checked, briefing)), items=(checked[0].id,))
            for checked in sorted(_fitting(claims, words, printed), key=_position)
        ]
    return [_section_line(group, briefing, share, printed) for group in groups]


def _groups(briefing: Briefing, most: int) -> list[list[Section]]:
    """The sections that have claims, as at most `most` groups of neighbours."""
    told = [s for a in briefing.articles for s in a.sections if any(briefing.checked(s.id))]
    count = min(len(told), most)
    numbered = [(index * count // len(told), section) for index, section in enumerate(told)]
    return [[section for _, section in group] for _, group in groupby(numbered, key=lambda pair: pair[0])]


def _section_line(group: Sequence[Section], briefing: Briefing, words: int, printed: Printed) -> Line:
    claims = [c for s in group for c in briefing.checked(s.id)]
    chosen = sorted(_fitting(claims, words, printed), key=_position)
    runs: list[Run] = []
    for checked in chosen:
        runs += [fixed(" · ")] if runs else []
        runs += claim_runs(*checked, briefing)
    if not chosen:
        places = sorted({e.place for _, check in claims[:2] for e in check.evidence})
        above = any(printed.holds([place]) for place in places)
        runs = [fixed("as above:" if above else "see", RunStyle.NOTE), *references(briefing, places[:3])]
    return Line(
        LineKind.SECTION, tuple(runs), _label(group, briefing), tuple(claim.id for claim, _ in chosen)
    )


def _label(group: Sequence[Section], briefing: Briefing) -> tuple[Run, ...]:
    labels = [_heading(section, briefing) for section in (group[0], group[-1])[: len(group)]]
    runs = [labels[0]] if len(labels) == 1 else [labels[0], fixed(" – "), labels[1]]
    return tuple(runs)


def _heading(section: Section, briefing: Briefing) -> Run:
    if section.heading is None:
        return fixed("Opening", RunStyle.NAME)
    article = next(a.article for a in briefing.articles if section in a.sections)
    return verbatim(briefing, article.place(section.heading), RunStyle.NAME)


def _fitting(claims: Iterable[Checked], words: int, printed: Printed) -> list[Checked]:
    """The heaviest claims not printed yet that fit, at least one; marks them as printed."""
    chosen: list[Checked] = []
    left = words
    for claim, check in claims:
        size = len(claim.text.split())
        places = [e.place for e in check.evidence]
        if size > (left if chosen else LEEWAY * words) or printed.holds(_own(places)):
            continue
        printed.add(places)
        chosen.append((claim, check))
        left -= size
    return chosen


def _own(places: Sequence[Place]) -> list[Place]:
    """The places of whole stretches; a name put in brackets may well have been printed."""
    longest = max((len(p.span) for p in places), default=0)
    return [p for p in places if len(p.span) * 4 > longest]


def _position(checked: Checked) -> tuple[str, int]:
    _, check = checked
    places = _own([e.place for e in check.evidence])
    return min(((p.article, p.span.start) for p in places), default=("", 0))
