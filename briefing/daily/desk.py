"""The desk file: what a daily briefing is made from, in TOML. Unknown keys and wrong values are errors."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from platformdirs import user_data_path

from briefing.domain.cards import Device
from briefing.domain.formats import Paper
from briefing.errors import ConfigError
from briefing.settings.values import (
    LANGUAGE,
    POSITIVE,
    SWITCH,
    TEXT,
    ValueKind,
    checked,
    choice,
    integer,
    matching,
    read_toml,
)

_UNITS = {"s": 1, "m": 60, "h": 3600}


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk file read. Relative paths in it count from its folder.

    `days`: how many days an article may be old, and how far back is compared. `stories`: the most on the
    page. `per_feed`: the most entries of a feed. `pause`: seconds between two requests to one host. `budget`:
    seconds the whole run may take, None: as long as it takes. `store`: the SQLite file.
    """

    name: str
    title: str
    store: Path
    feeds: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    watch: tuple[str, ...] = ()
    outputs: tuple[Path, ...] = ()
    stories: int = 6
    days: int = 2
    per_feed: int = 20
    words: int = 450
    paper: Paper | None = None
    model: str | None = None
    device: Device = Device.AUTO
    language: str | None = None
    pause: int = 1
    budget: float | None = None
    allow_private: bool = False


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        raise ValueError
    return tuple(value)


_TEXTS = ValueKind('a list of texts, such as ["a", "b"]', _texts)
_BUDGET = matching('a time such as "10m", "90s" or "1h"', r"\d+[smh]")
_KINDS = {
    "title": TEXT,
    "feeds": _TEXTS,
    "folders": _TEXTS,
    "urls": _TEXTS,
    "watch": _TEXTS,
    "outputs": _TEXTS,
    "stories": POSITIVE,
    "days": POSITIVE,
    "per_feed": POSITIVE,
    "words": POSITIVE,
    "paper": choice(Paper),
    "model": TEXT,
    "device": choice(Device),
    "language": LANGUAGE,
    "pause": integer("seconds, 0 or more", 0),
    "budget": _BUDGET,
    "store": TEXT,
    "allow_private": SWITCH,
}
_PLACES = ("feeds", "folders", "urls")


def load_desk(path: Path) -> Desk:
    """The desk of a file. Raises ConfigError that names file and key."""
    values = dict(checked(read_toml(path), _KINDS, lambda key: f"{path}: {key}"))
    if not any(values.get(key) for key in _PLACES):
        raise ConfigError(f"{path}: names nothing to read; give it feeds, folders or urls")
    budget = values.pop("budget", None)
    folder = path.parent
    values |= {key: _from(folder, values[key]) for key in _PLACES if key in values}
    outputs = tuple(folder / Path(str(one)).expanduser() for one in _items(values.get("outputs")))
    store = Path(str(values["store"])).expanduser() if "store" in values else _default_store(path)
    kept = {key: value for key, value in values.items() if key not in ("outputs", "store", "title")}
    return Desk(
        name=path.stem,
        title=str(values.get("title", path.stem)),
        store=folder / store,
        outputs=outputs,
        budget=None if budget is None else seconds_of(str(budget)),
        **kept,  # type: ignore[arg-type]  # each was read by its field's kind
    )


def seconds_of(told: str) -> float:
    """The seconds of "10m", "90s", "1h". Raises ConfigError."""
    if re.fullmatch(r"\d+[smh]", told) is None:
        raise ConfigError(f'"{told}" is no time; write it as 90s, 10m or 1h')
    return float(int(told[:-1]) * _UNITS[told[-1]])


def example() -> str:
    """A commented desk file to begin with."""
    return (files("briefing.daily") / "desk.toml").read_text(encoding="utf-8")


def _default_store(path: Path) -> Path:
    return user_data_path("briefing") / f"{path.stem}.sqlite"


def _items(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def _from(folder: Path, value: object) -> tuple[str, ...]:
    """Addresses as they are, paths from the folder of the desk file."""
    return tuple(
        str(one) if "://" in str(one) else str(folder / Path(str(one)).expanduser()) for one in _items(value)
    )


def problems(desk: Desk) -> Mapping[str, str]:
    """What will not be found, by what names it."""
    return {
        place: "no such file or folder"
        for place in (*desk.feeds, *desk.folders, *desk.urls)
        if "://" not in place and not Path(place).exists()
    }
