"""The JSON Schema, the drawing in docs/contract.md and what is written there of additions agree."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from briefing.domain.article import BlockKind
from briefing.domain.claims import Match, Verdict
from briefing.domain.findings import ActorKind, MentionForm, QuantityKind, QuotationKind
from briefing.rendering.from_json import page_schema

Json = dict[str, Any]

ADDITIONS = {
    "articles[].blocks[].page": "articles[].blocks[].page",
    "summary[].replaces": "claims: `replaces`",
    "summary[].edited": "claims: `edited`",
    "sections[].heading_at": "sections[].heading_at",
    "sections[].topic": "sections[].topic",
    "sections[].topic_at": "sections[].topic_at",
    "actors[].name_at": "actors[].name_at",
    "numbers[].of_at": "numbers[].of_at",
    "numbers[].resolved": "numbers[].resolved",
}
"""Where each key stands, and how the contract writes it."""


@pytest.fixture(scope="module")
def contract(root: Path) -> str:
    return (root / "docs" / "contract.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def drawn(contract: str) -> Json:
    """The document drawn in the contract."""
    section = contract.split("## JSON of a page", 1)[1]
    example = re.search(r"```json\n(.*?)```", section, re.DOTALL)
    assert example is not None
    loaded: Json = json.loads(example[1])
    return loaded


def _resolved(schema: Json) -> Json:
    if "$ref" in schema:
        found: Json = page_schema()["$defs"][schema["$ref"].rpartition("/")[2]]
        return found
    return schema


def _objects(schema: Any) -> list[Json]:
    """Every object that the schema describes by its keys."""
    children = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    here = [schema] if isinstance(schema, dict) and isinstance(schema.get("properties"), dict) else []
    return here + [found for child in children for found in _objects(child)]


def _compare(schema: Json, drawn: Any, where: str = "") -> set[str]:
    """Holds the keys to those drawn, in their order, all the way down; returns those left over."""
    schema = _resolved(schema)
    if isinstance(drawn, list) and drawn and schema.get("items"):
        return _compare(schema["items"], drawn[0], f"{where}[]")
    if not isinstance(drawn, dict) or "properties" not in schema:
        return set()
    keys = list(schema["properties"])
    assert keys[: len(drawn)] == list(drawn), where
    left = {f"{where}.{key}".lstrip(".") for key in keys[len(drawn) :]}
    for key, value in drawn.items():
        left |= _compare(schema["properties"][key], value, f"{where}.{key}".lstrip("."))
    return left


def test_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(page_schema())


def test_allows_no_other_key_and_misses_none() -> None:
    found = _objects(page_schema())

    assert len(found) > 15
    for each in found:
        assert each["additionalProperties"] is False
        assert each["required"] == list(each["properties"])


def test_has_the_keys_that_are_drawn_in_their_order_and_then_the_additions(drawn: Json) -> None:
    assert _compare(page_schema(), drawn) == set(ADDITIONS)


def test_additions_are_written_down(contract: str) -> None:
    table = contract.split("### Additions", 1)[1].split("###", 1)[0]

    for written in ADDITIONS.values():
        assert written in table


@pytest.mark.parametrize(
    ("path", "values"),
    [
        (("article", "blocks", "kind"), BlockKind),
        (("claim", "verdict"), Verdict),
        (("evidence", "match"), Match),
        (("actor", "kind"), ActorKind),
        (("actor", "mentions", "form"), MentionForm),
        (("quotation", "kind"), QuotationKind),
        (("number", "kind"), QuantityKind),
    ],
    ids=str,
)
def test_knows_every_value_of_an_enumeration(path: tuple[str, ...], values: Any) -> None:
    schema = page_schema()["$defs"][path[0]]
    for step in path[1:]:
        schema = schema.get("items", schema)["properties"][step]

    assert schema["enum"] == [value.value for value in values]


def test_contract_names_every_kind_of_number(contract: str) -> None:
    assert ", ".join(kind.value for kind in QuantityKind) in contract
