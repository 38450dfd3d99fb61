"""Settings: what flags, environment and briefing.toml say; model cards: what models.toml says.

One rule: a key nobody knows and a value of the wrong type are errors that name the place, the key
and what was meant. Nothing here opens a model or reaches the network.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from platformdirs import user_config_path

from briefing.domain.cards import Device, ModelCard
from briefing.domain.formats import Format, Paper
from briefing.errors import ConfigError
from briefing.settings.cards import find_card, load_cards, pin
from briefing.settings.values import (
    LANGUAGE,
    POSITIVE,
    SWITCH,
    TEXT,
    checked,
    choice,
    closest,
    integer,
    read_toml,
)

__all__ = ["Settings", "find_card", "load_cards", "load_settings", "pin"]

FILE_NAME = "briefing.toml"
VARIABLE_PREFIX = "BRIEFING_"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the common options of the command line say; the fields have their names.

    `model` None: the embedded reader, where it is installed. `language` None: told from the text. `paper`
    None: the page is not measured, a PDF is A4.
    `fetch_seconds`, in which an address must have sent everything, and `remote_models`, that a server with a
    model may be another machine, have no option.
    """

    model: str | None = None
    device: Device = Device.AUTO
    words: int = 450
    format: Format = Format.TXT
    paper: Paper | None = None
    template: str = "desk"
    language: str | None = None
    with_source: bool = False
    strict: bool = False
    offline: bool = False
    seed: int = 0
    fetch_seconds: int = 20
    remote_models: bool = False

    def named(self, name: str, cards: Mapping[str, ModelCard]) -> ModelCard:
        """`find_card`, and what these settings allow it."""
        card = find_card(name, cards)
        return replace(card, remote=True) if self.remote_models else card


_KINDS = {
    "model": TEXT,
    "device": choice(Device),
    "words": POSITIVE,
    "format": choice(Format),
    "paper": choice(Paper),
    "template": TEXT,
    "language": LANGUAGE,
    "with_source": SWITCH,
    "strict": SWITCH,
    "offline": SWITCH,
    "seed": integer("an integer of 0 or more", 0),
    "fetch_seconds": POSITIVE,
    "remote_models": SWITCH,
}


def load_settings(
    flags: Mapping[str, object], environ: Mapping[str, str], config: Path | None = None
) -> Settings:
    """Flags (None: not given), then BRIEFING_* variables, then one briefing.toml, then the defaults.

    The file is `config`, else what BRIEFING_CONFIG names, else the first there is of
    ./briefing.toml and the one in the user's configuration folder. Raises ConfigError.
    """
    values: dict[str, object] = {}
    if (file := config or _settings_file(environ)) is not None:
        values |= checked(read_toml(file), _KINDS, lambda key: f"{file}: {key}")
    values |= checked(_variables(environ), _KINDS, _variable)
    given = {key: value for key, value in flags.items() if value is not None}
    values |= checked(given, _KINDS, lambda key: f"--{key.replace('_', '-')}")
    return Settings(**values)  # type: ignore[arg-type]  # each was read by its field's kind


def _settings_file(environ: Mapping[str, str]) -> Path | None:
    if named := environ.get(_variable("config")):
        return Path(named).expanduser()
    candidates = (Path(FILE_NAME), user_config_path("briefing") / FILE_NAME)
    return next((path for path in candidates if path.is_file()), None)


def _variables(environ: Mapping[str, str]) -> dict[str, object]:
    """The settings among the variables; a near miss is an error, other names are not ours."""
    found: dict[str, object] = {}
    for variable, value in environ.items():
        key = variable.removeprefix(VARIABLE_PREFIX).lower()
        if not variable.startswith(VARIABLE_PREFIX) or key == "config":
            continue
        if key in _KINDS and value:
            found[key] = value
        elif key not in _KINDS and (near := closest(key, _KINDS)):
            raise ConfigError(f"{variable} is not known (did you mean {_variable(near)}?)")
    return found


def _variable(key: str) -> str:
    return f"{VARIABLE_PREFIX}{key.upper()}"
