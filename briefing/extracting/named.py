"""Names that the reader marks, as words of the article."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from briefing.backends.tags import Tagged
from briefing.domain.findings import ActorKind
from briefing.extracting.candidates import Candidate, candidate_at
from briefing.extracting.kinds import Named
from briefing.extracting.words import Reading
from briefing.grammar.names import HONORIFICS

_KINDS = {
    "person": ActorKind.PERSON,
    "organisation": ActorKind.ORGANISATION,
    "place": ActorKind.PLACE,
    "facility": ActorKind.PLACE,
}


def marked_names(reading: Reading, tagged: Iterable[Tagged]) -> list[tuple[Named, float]]:
    """The people, organisations and places that the reader marks, each with how sure it is, in the order of
    the text."""
    found = []
    starts, ends = [word.start for word in reading.words], [word.end for word in reading.words]
    for mark in tagged:
        if mark.layer == "entity" and mark.name in _KINDS:
            first, last = bisect_right(ends, mark.span.start), bisect_left(starts, mark.span.end)
            candidate = _candidate(reading, first, last)
            if candidate is not None:
                found.append((Named(candidate, _KINDS[mark.name]), mark.score))
    return found


def _candidate(reading: Reading, first: int, last: int) -> Candidate | None:
    """The words without title, article and possessive."""
    words = reading.words
    honorific = None
    while first < last and (words[first].key in HONORIFICS or not words[first].is_word):
        honorific = words[first].key if words[first].key in HONORIFICS else honorific
        first += 1
    while last > first and (words[last - 1].text[0] in "'’" or words[last - 1].text in ",.-"):
        last -= 1
    if honorific is None and first and words[first - 1].key in HONORIFICS:
        honorific = words[first - 1].key
    return candidate_at(reading, first, last, honorific) if first < last else None
