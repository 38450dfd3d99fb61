"""Decisions of a reviewer as a file ("briefing-review/1"): which items stay, change or go."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from briefing.errors import ConfigError

SCHEMA = "briefing-review/1"


class Choice(StrEnum):
    """What becomes of an item."""

    ACCEPT = "accept"
    EDIT = "edit"
    STRIKE = "strike"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decided of the item `id`; `text` is the new sentence of an EDIT, else None."""

    id: str
    choice: Choice
    text: str | None = None


def load_decisions(
    path: Path, digest: str, known: Collection[str], editable: Collection[str]
) -> list[Decision]:
    """The decisions in a file.

    Raises ConfigError where it is none, was made for another briefing than that of `digest`, or decides on
    what is not there.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise ConfigError(f"{path} holds no decisions, because it is not JSON: {error}") from error
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise ConfigError(f'{path} holds no decisions: its schema is not "{SCHEMA}"; save it from the review')
    if data.get("briefing") != digest:
        raise ConfigError(f"{path} was made for another briefing; name the one that was reviewed")
    rows = data.get("decisions")
    if not isinstance(rows, list):
        raise ConfigError(f"{path}: decisions must be a list")
    made = [_decision(f"{path}, decision {number}", row) for number, row in enumerate(rows, start=1)]
    _check(path, made, known, editable)
    return made


def _decision(where: str, row: Any) -> Decision:
    if not isinstance(row, dict) or not isinstance(row.get("id"), str):
        raise ConfigError(f"{where}: must say the id of an item")
    said = row.get("decision")
    if said not in list(Choice):
        raise ConfigError(f"{where}: decision must be one of {', '.join(Choice)}, got {said!r}")
    choice, text = Choice(said), row.get("text")
    words = " ".join(text.split()) if isinstance(text, str) else ""
    if choice is Choice.EDIT and not words:
        raise ConfigError(f"{where}: an edit needs a text; to drop an item strike it")
    return Decision(row["id"], choice, words if choice is Choice.EDIT else None)


def _check(path: Path, made: list[Decision], known: Collection[str], editable: Collection[str]) -> None:
    ids = [decision.id for decision in made]
    for decision in made:
        if decision.id not in known:
            raise ConfigError(f"{path}: the briefing has no item {decision.id}")
        if ids.count(decision.id) > 1:
            raise ConfigError(f"{path}: {decision.id} is decided on twice")
        if decision.choice is Choice.EDIT and decision.id not in editable:
            raise ConfigError(f"{path}: {decision.id} is the article's own; it can be struck, not edited")
