"""Articles written for this project, read with the reader: runs everywhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import measures
import pytest
from measures import Counts, f1

from briefing.domain.findings import ActorKind, MentionForm

_MARKUP = re.compile(r"\[(?P<kind>[pol]) (?P<name>[^\]]+)\]|\{(?P<speaker>[^:}]+): (?P<words>[^}]+)\}")
_KINDS = {"p": ActorKind.PERSON, "o": ActorKind.ORGANISATION, "l": ActorKind.PLACE}
FLOORS = {"own_name_f1": 97.0, "own_person_f1": 99.0, "own_quotation_found": 99.0, "own_speaker_right": 90.0}


@dataclass(frozen=True, slots=True)
class Own:
    """An article, where names stand in it and of what kind, and who says which words in marks."""

    text: str
    names: frozenset[tuple[int, int, ActorKind]]
    said: tuple[tuple[int, int, str], ...]


def articles() -> Iterator[Own]:
    source = Path(__file__).with_name("own.txt").read_text(encoding="utf-8")
    for part in source.split("\n== ")[1:]:
        yield _own(part.strip())


def _own(marked: str) -> Own:
    title, _, body = marked.partition("\n")
    text, names, said, at = f"{title}\n\n", set(), [], 0
    for match in _MARKUP.finditer(body):
        text += body[at : match.start()]
        start = len(text)
        text += match["name"] or match["words"]
        if match["name"]:
            names.add((start, len(text), _KINDS[match["kind"]]))
        else:
            said.append((start, len(text), match["speaker"]))
        at = match.end()
    return Own(text + body[at:], frozenset(names), tuple(said))


def counts(own: Own) -> Counts:
    """Names outside the headline by exact span and kind; passages found whole; of these whose they are."""
    segmented = measures.segmented_text(own.text)
    findings = measures.found(segmented)
    body = own.text.index("\n\n")
    ours = {
        (m.place.span.start, m.place.span.end, actor.kind)
        for actor in findings.actors
        for m in actor.mentions
        if m.form is MentionForm.NAME and m.place.span.start > body
    }
    people = {name for name in own.names if name[2] is ActorKind.PERSON}
    names_of = {actor.id: actor.name.span.of(own.text) for actor in findings.actors}
    said = {
        (p.span.start, p.span.end): names_of.get(q.actor) for q in findings.quotations for p in q.contents
    }
    found = [(said[core], who) for start, end, who in own.said for core in said if _is_same(core, start, end)]
    return {
        "own_name_f1": f1(ours, set(own.names)),
        "own_person_f1": f1({n for n in ours if n[2] is ActorKind.PERSON}, people),
        "own_quotation_found": (len(found), len(own.said)),
        "own_speaker_right": (sum(ours == who for ours, who in found), len(own.said)),
    }


def _is_same(core: tuple[int, int], start: int, end: int) -> bool:
    """Punctuation at the end aside."""
    return core[0] == start and 0 <= core[1] - end <= 1


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    return measures.figures(map(counts, articles()))


@pytest.mark.parametrize("name", FLOORS)
def test_no_figure_falls(name: str, figures: dict[str, float]) -> None:
    assert figures[name] >= FLOORS[name]
