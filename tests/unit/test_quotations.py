"""find_quotations() on sentences of our own, each with its expected spans marked in the text."""

import re
from pathlib import Path

import pytest
from marked import lines_as_blocks, read_articles

from briefing.domain.findings import Quotation
from briefing.domain.spans import Place
from briefing.extracting.quotations import find_quotations

CASES = Path(__file__).parent.parent / "cases" / "quotations.txt"
TAG = re.compile(r"<(/?)(q|cue|speaker|clause)(\d?)>")


def without_tags(marked: str) -> tuple[str, dict[tuple[str, str], list[tuple[int, int]]]]:
    """The text, and the spans of each tag."""
    text, spans, open_at, last = "", {}, {}, 0
    for match in TAG.finditer(marked):
        text += marked[last : match.start()]
        last = match.end()
        key = (match.group(2), match.group(3) or "1")
        if match.group(1):
            spans.setdefault(key, []).append((open_at.pop(key), len(text)))
        else:
            open_at[key] = len(text)
    assert not open_at, f"a tag is not closed: {marked}"
    return text + marked[last:], spans


def span_of(place: Place | None) -> tuple[int, int] | None:
    return (place.span.start, place.span.end) if place else None


def described(text: str, quotation: Quotation) -> dict[str, object]:
    def words(span: tuple[int, int] | None) -> tuple[int, int, str] | None:
        return (*span, text[slice(*span)]) if span else None

    return {
        "kind": quotation.kind.value,
        "contents": [words(span_of(place)) for place in quotation.contents],
        "clause": words(span_of(quotation.clause)),
        "cue": words(span_of(quotation.cue)),
        "speaker": words(span_of(quotation.speaker)),
    }


def wanted(text: str, kinds: list[str], spans: dict[tuple[str, str], list[tuple[int, int]]]) -> list[object]:
    def words(key: str, number: str) -> tuple[int, int, str] | None:
        # A second quotation without a source of its own has that of the first.
        found = spans.get((key, number)) or (spans.get((key, "1")) if key != "clause" else None)
        return (*found[0], text[slice(*found[0])]) if found else None

    return [
        {
            "kind": kind,
            "contents": [(*span, text[slice(*span)]) for span in spans["q", str(number)]],
            "clause": words("clause", str(number)),
            "cue": words("cue", str(number)),
            "speaker": words("speaker", str(number)),
        }
        for number, kind in enumerate(kinds, 1)
    ]


@pytest.mark.parametrize(("head", "marked"), [pytest.param(*c, id=c[0]) for c in read_articles(CASES)])
def test_case(head: str, marked: str) -> None:
    kinds = [kind.strip() for kind in head.partition("|")[0].split(",")]
    text, spans = without_tags(marked)
    found = find_quotations(lines_as_blocks(text))
    expected = [] if kinds == ["none"] else wanted(text, kinds, spans)
    assert [described(text, quotation) for quotation in found] == expected
