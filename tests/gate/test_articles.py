"""Every article of a pack becomes a page that keeps the laws: nothing fails, everything is traced,
every offset means what it says."""

import json
from pathlib import Path

import measures
import pytest
from fakes import FakeReader

from briefing.domain.briefing import RunRecord, untraced
from briefing.domain.formats import Format
from briefing.loading import load_bytes
from briefing.pipeline import Models, brief
from briefing.rendering import render
from briefing.rendering.compose import compose
from briefing.rendering.from_json import from_json


@pytest.mark.parametrize("pack", ["attribution/dev", "entities/dev", "actors/dev"])
def test_pages_keep_the_laws(pack: str, data: Path) -> None:
    for number, row in enumerate(measures.rows(data, pack)):
        article = load_bytes(row["text"].encode(), f"{number}.txt", "text/plain")
        made = brief([article], Models(FakeReader()), RunRecord("0"))
        page = compose(made)
        text = render(made, page, Format.JSON)

        assert untraced(page, made) == ()
        assert from_json(text) == made
        _check_offsets(json.loads(text))


def _check_offsets(page: dict) -> None:
    text = page["articles"][0]["text"]

    def said(place: dict) -> str:
        return text[place["start"] : place["end"]]

    assert all(said(a["name_at"]) == a["name"] for a in page["actors"])
    assert all(said(a["role"]) == a["role"]["text"] for a in page["actors"] if a["role"])
    assert all(said(q["speaker"]) == q["speaker"]["text"] for q in page["quotations"] if q["speaker"])
    assert all(said(n) == n["text"] for n in page["numbers"])
    assert all(said(n["of_at"]) == n["of"] for n in page["numbers"] if n["of"])
    covered = [label for piece in page["coverage"]["A1"] for label in range(piece["start"], piece["end"])]
    assert covered == list(range(len(text)))
