"""Settings and model cards: what flags, environment, briefing.toml and models.toml say.

One rule: a key nobody knows and a value of the wrong type are errors that name the place, the key
and what was meant. Nothing here opens a model or reaches the network.
"""

import difflib
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from pathlib import Path

from platformdirs import user_config_path

from briefing.domain.cards import BackendKind, Device, ModelCard
from briefing.errors import ConfigError, UnknownModel

FILE_NAME = "briefing.toml"
VARIABLE_PREFIX = "BRIEFING_"

Name = Callable[[str], str]
"""From a key to what a user calls it: the file and key, the variable or the flag."""


class Format(StrEnum):
    """What a page is written as."""

    MARKDOWN = "md"
    TEXT = "txt"
    HTML = "html"
    JSON = "json"
    PDF = "pdf"


class Paper(StrEnum):
    """The sheet a page must fit."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the common options of the command line say; the field names are theirs.

    `model` None: the embedded reader where it is installed. `format` None: from the name of the
    output file. `paper` None: no limit but `words`. `language` None: told from the text.
    """

    model: str | None = None
    device: Device = Device.AUTO
    words: int = 450
    format: Format | None = None
    paper: Paper | None = None
    template: str | None = None
    language: str | None = None
    with_source: bool = False
    strict: bool = False
    offline: bool = False
    allow_cut: bool = False
    cache_dir: Path | None = None
    stats: Path | None = None
    seed: int = 0
    verbosity: int = 0
    debug: bool = False


def load_settings(
    flags: Mapping[str, object], environ: Mapping[str, str], config: Path | None = None
) -> Settings:
    """Flags (None: not given), then BRIEFING_* variables, then one briefing.toml, then the defaults.

    The file is `config`, or what the flag or variable of that name says, or else the first there is
    of ./briefing.toml and the user's own. Raises ConfigError.
    """
    given = {key: value for key, value in flags.items() if value is not None}
    named = config or given.pop("config", None) or environ.get(f"{VARIABLE_PREFIX}CONFIG")
    values: dict[str, object] = {}
    if (file := _settings_file(Path(str(named)) if named else None)) is not None:
        values |= _checked(_toml(file), _SETTINGS, lambda key: f"{file}: {key}")
    values |= _checked(_variables(environ), _SETTINGS, _variable)
    values |= _checked(given, _SETTINGS, lambda key: f"--{key.replace('_', '-')}")
    return Settings(**values)  # type: ignore[arg-type]  # each value was read by its field's kind


def load_cards(path: Path | None = None) -> dict[str, ModelCard]:
    """The cards of a models.toml by name, in its order; by default the one that is shipped.

    A relative `path` of a card counts from the file's folder. Raises ConfigError.
    """
    file = path or _shipped("models.toml")
    content = _toml(file)
    _refuse_unknown(content, ("models",), lambda key: f"{file}: {key}")
    tables = content.get("models", {})
    if not isinstance(tables, dict):
        raise ConfigError(f"{file}: models must be tables, one a model, such as [models.small]")
    return {name: _card(file, name, table) for name, table in tables.items()}


def find_card(name: str, cards: Mapping[str, ModelCard]) -> ModelCard:
    """The card of that name, or one made from the config.json of a folder.

    Raises UnknownModel where it is neither, or where nothing here runs the folder's model.
    """
    if name in cards:
        return cards[name]
    folder = Path(name).expanduser()
    if folder.is_dir():
        return _card_of_folder(folder)
    known = ", ".join(cards)
    raise UnknownModel(f'unknown model "{name}"; models.toml has {known}{_meant(name, cards)}')


def _card(file: Path, name: str, table: object) -> ModelCard:
    where = f"{file}, [models.{name}]"
    if not isinstance(table, dict):
        raise ConfigError(f"{where} must be a table with at least a kind")
    values = _checked(table, _CARD, lambda key: f"{where}: {key}")
    if "kind" not in values:
        raise ConfigError(f"{where}: kind is missing; it is {_any_of(BackendKind)}")
    if isinstance(own := values.get("path"), str):
        values["path"] = str(file.parent / Path(own).expanduser())
    return ModelCard(name=name, **values)  # type: ignore[arg-type]  # each value was read by its field's kind


def _card_of_folder(folder: Path) -> ModelCard:
    file = folder / "config.json"
    try:
        config = json.loads(file.read_text(encoding="utf-8"))
        family = config["model_type"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnknownModel(f"{folder}: no config.json that names a model_type ({error})") from error
    if family == "bert":
        kind = BackendKind.READER
    elif config.get("is_encoder_decoder") or "t5" in family:
        kind = BackendKind.SEQ2SEQ
    else:
        raise UnknownModel(
            f"{folder}: nothing here runs a model of type {family}; give a BERT encoder, or a model that "
            "has an encoder and a decoder, such as BART, PEGASUS, LED or T5"
        )
    prompt = "instruction" if "t5" in family else None
    return ModelCard(name=folder.resolve().name, kind=kind, path=str(folder), prompt=prompt)


def _settings_file(named: Path | None) -> Path | None:
    if named is not None:
        return named
    candidates = (Path(FILE_NAME), user_config_path("briefing") / FILE_NAME)
    return next((path for path in candidates if path.is_file()), None)


def _variables(environ: Mapping[str, str]) -> dict[str, object]:
    """The settings among the variables; a near miss is an error, any other name is not ours."""
    found: dict[str, object] = {}
    for variable, value in environ.items():
        key = variable.removeprefix(VARIABLE_PREFIX).lower()
        if not variable.startswith(VARIABLE_PREFIX) or not value:
            continue
        if key in _SETTINGS:
            found[key] = value
        elif key != "config" and (meant := _meant(variable, map(_variable, _SETTINGS))):
            raise ConfigError(f"{variable} is unknown{meant}")
    return found


def _variable(key: str) -> str:
    return f"{VARIABLE_PREFIX}{key.upper()}"


def _toml(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read ({error.strerror}); check the path") from error
    except ValueError as error:
        raise ConfigError(f"{file}: is no TOML: {error}") from error


def _shipped(name: str) -> Path:
    """A file of the installed package, or of the checkout, where it lies at the top."""
    package = Path(str(resources.files("briefing")))
    inside = package / "_data" / name
    return inside if inside.exists() else package.parent / name


def _checked(values: Mapping[str, object], kinds: Mapping[str, _Kind], name: Name) -> dict[str, object]:
    """The values as their fields want them. Raises ConfigError, calling a key what `name` says."""
    _refuse_unknown(values, kinds, name)
    read: dict[str, object] = {}
    for key, value in values.items():
        try:
            read[key] = kinds[key].read(value)
        except (ValueError, TypeError) as error:
            got = json.dumps(value, default=str, ensure_ascii=False)
            raise ConfigError(f"{name(key)} must be {kinds[key].wanted}, got {got}") from error
    return read


def _refuse_unknown(values: Iterable[str], known: Iterable[str], name: Name) -> None:
    known = list(known)
    for key in values:
        if key not in known:
            raise ConfigError(f"{name(key)} is unknown{_meant(key, known)}; known are {', '.join(known)}")


def _meant(word: str, known: Iterable[str]) -> str:
    """ " (did you mean bart-large?)", or nothing."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.7)
    return f" (did you mean {close[0]}?)" if close else ""


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a value must be; `read` raises ValueError where it is not."""

    wanted: str
    read: Callable[[object], object]


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value


def _path(value: object) -> Path:
    return Path(value if isinstance(value, Path) else _text(value)).expanduser()


def _number(least: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int | str) or int(value) < least:
            raise ValueError
        return int(value)

    return read


def _switch(value: object) -> bool:
    spelled = str(value).lower()
    if spelled not in ("true", "1", "yes", "on", "false", "0", "no", "off"):
        raise ValueError
    return spelled in ("true", "1", "yes", "on")


def _matching(pattern: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if not re.fullmatch(pattern, _text(value).lower()):
            raise ValueError
        return _text(value).lower()

    return read


def _languages(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError
    read: Callable[[object], str] = _matching(_LANGUAGE)
    return tuple(read(code) for code in value)


def _any_of(names: type[StrEnum]) -> str:
    return "one of " + ", ".join(names)


def _choice(names: type[StrEnum]) -> _Kind:
    return _Kind(_any_of(names), lambda value: names(_text(value).lower()))


_LANGUAGE = "[a-z]{2}"
_TEXT = _Kind("a text", _text)
_PATH = _Kind("a path", _path)
_SWITCH = _Kind("true or false", _switch)

_SETTINGS = {
    "model": _TEXT,
    "device": _choice(Device),
    "words": _Kind("a positive integer", _number(1)),
    "format": _choice(Format),
    "paper": _choice(Paper),
    "template": _TEXT,
    "language": _Kind("a code of two letters, such as en", _matching(_LANGUAGE)),
    "with_source": _SWITCH,
    "strict": _SWITCH,
    "offline": _SWITCH,
    "allow_cut": _SWITCH,
    "cache_dir": _PATH,
    "stats": _PATH,
    "seed": _Kind("an integer of 0 or more", _number(0)),
    "verbosity": _Kind("an integer of -1 or more", _number(-1)),
    "debug": _SWITCH,
}
_CARD = {
    "kind": _choice(BackendKind),
    "path": _TEXT,
    "repo": _Kind("a name such as owner/model", _matching(r"[\w.-]+/[\w.-]+")),
    "package": _TEXT,
    "sha256": _Kind("64 digits in hex", _matching("[0-9a-f]{64}")),
    "context_tokens": _Kind("a positive integer", _number(1)),
    "prompt": _TEXT,
    "languages": _Kind("a list of codes of two letters", _languages),
    "licence": _TEXT,
    "description": _TEXT,
}
