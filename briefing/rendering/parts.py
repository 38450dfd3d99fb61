"""Parts: what a page is made of before a template arranges it, and which of it weighs least.

One rule: what leaves a page leaves in one order, the same for every paper and every template; nothing is
cut, and nothing takes the place of what left.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.domain.briefing import Line, LineKind, Run
from briefing.domain.words import word_count
from briefing.rendering.runs import BETWEEN_CLAIMS, BETWEEN_NAMES

NAMES = ("points", "sections", "events", "quotations", "actors", "numbers")
"""The parts, in the order in which those of equal share leave last."""

_EVENTS_SHARE = 0.6
"""The timeline goes as a whole, when two fifths of everything else have gone."""

_JOINTS: Mapping[LineKind, Run] = {LineKind.SECTION: BETWEEN_CLAIMS, LineKind.ALSO: BETWEEN_NAMES}
"""The kinds of line that hold several items, and what stands between them."""

Unit = tuple[str, int, int]
"""What leaves at once: the part, the number of the line in it, the number of the item in that."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The lines of a page by what they are. `headed`: whether sections have titles; else their lines are
    further points."""

    points: tuple[Line, ...] = ()
    sections: tuple[Line, ...] = ()
    events: tuple[Line, ...] = ()
    actors: tuple[Line, ...] = ()
    quotations: tuple[Line, ...] = ()
    numbers: tuple[Line, ...] = ()
    headed: bool = True

    def lines(self, name: str) -> tuple[Line, ...]:
        """The lines of the part of that name."""
        found: tuple[Line, ...] = getattr(self, name)
        return found

    @property
    def items(self) -> tuple[str, ...]:
        """The ids of everything in the lines."""
        return tuple(id for name in NAMES for line in self.lines(name) for id in line.items)

    def only(self, kept: Collection[Unit]) -> "Parts":
        """The parts with these of their items; a line that has none left is gone."""
        held = {name: tuple(_kept(name, self.lines(name), kept)) for name in NAMES}
        return replace(self, **held)  # type: ignore[arg-type]  # the names are those of the fields

    def units(self) -> Iterator[tuple[Unit, Line]]:
        """Everything that can leave, in the order of the page, as a line of its own."""
        for name in NAMES:
            for i, line in enumerate(self.lines(name)):
                for j, single in enumerate(singles(line)):
                    yield (name, i, j), single


def singles(line: Line) -> list[Line]:
    """A line of several items as one line an item; any other as it is."""
    joint = _JOINTS.get(line.kind)
    if joint is None or len(line.items) < 2:
        return [line]
    runs: list[list[Run]] = [[]]
    for run in line.runs:
        if run == joint:
            runs.append([])
        else:
            runs[-1].append(run)
    if len(runs) != len(line.items):
        return [line]
    return [replace(line, runs=tuple(own), items=(id,)) for own, id in zip(runs, line.items, strict=True)]


def by_weight(parts: Parts, rank: Mapping[str, int]) -> list[tuple[Unit, Line]]:
    """Everything on the page, heaviest first: what is the first third of its part before what is the
    second, whatever the part. `rank`: the number of each claim, from the heaviest on; of findings the
    lists are in order already."""
    units = list(parts.units())
    shares = {
        unit: (_EVENTS_SHARE if name == "events" else share, NAMES.index(name))
        for name in NAMES
        for unit, share in _shares([u for u in units if u[0][0] == name], rank)
    }
    return sorted(units, key=lambda each: shares[each[0]])


def stated(parts: Parts, rank: Mapping[str, int]) -> list[Line]:
    """What the page says in sentences, one claim a line: the bottom line and then the sections, each from
    its heaviest on; not what only leads to a sentence that stands above."""
    ordered = by_weight(replace(parts, events=(), actors=(), quotations=(), numbers=()), rank)
    return [
        line for name in ("points", "sections") for unit, line in ordered if unit[0] == name and line.items
    ]


def shorter(parts: Parts, words: int) -> Parts:
    """The parts without the items that take more than `words` words, label and marks included."""
    return parts.only([unit for unit, line in parts.units() if _size(line) <= words])


def _size(line: Line) -> int:
    label = "" if line.kind is LineKind.SECTION else _text(line.label)
    return word_count(f"{label} {line.text}")


def _text(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)


def _shares(units: Sequence[tuple[Unit, Line]], rank: Mapping[str, int]) -> Iterator[tuple[Unit, float]]:
    """How much of its part stands before each unit, from 0 to under 1. Of sections every first claim stands
    before every second."""
    levels: dict[int, list[tuple[int, Unit]]] = {}
    for unit, line in units:
        levels.setdefault(unit[1], []).append((rank.get(line.items[0], 0) if line.items else 0, unit))
    ordered: list[tuple[int, int, Unit]] = []
    for own in levels.values():
        ordered += [(level, weight, unit) for level, (weight, unit) in enumerate(sorted(own))]
    for number, (_, _, unit) in enumerate(sorted(ordered)):
        yield unit, number / len(ordered)


def _kept(name: str, lines: Sequence[Line], kept: Collection[Unit]) -> Iterator[Line]:
    for i, line in enumerate(lines):
        own = [single for j, single in enumerate(singles(line)) if (name, i, j) in kept]
        if own:
            yield _joined(own)


def _joined(lines: Sequence[Line]) -> Line:
    """Lines of one item as one line of several."""
    first, *rest = lines
    runs = list(first.runs)
    for line in rest:
        runs += [_JOINTS[line.kind], *line.runs]
    return replace(first, runs=tuple(runs), items=tuple(id for line in lines for id in line.items))
