"""Values of settings: what each kind must be, and errors that say which one is not."""

import difflib
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from briefing.domain.languages import language_of
from briefing.errors import ConfigError

KeyName = Callable[[str], str]
"""From a key to what a user calls it: the file and key, the variable or the flag."""


@dataclass(frozen=True, slots=True)
class ValueKind:
    """What a value must be, in words; `read` returns it as its field wants it, or raises ValueError."""

    wanted: str
    read: Callable[[object], object]


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value


def _path(value: object) -> Path:
    return (value if isinstance(value, Path) else Path(_text(value))).expanduser()


def _switch(value: object) -> bool:
    spelled = str(value).lower()
    if spelled not in ("true", "1", "yes", "on", "false", "0", "no", "off"):
        raise ValueError
    return spelled in ("true", "1", "yes", "on")


def _language(value: object) -> str:
    language = language_of(_text(value))
    if language is None:
        raise ValueError
    return language


def integer(wanted: str, least: int) -> ValueKind:
    """A whole number of `least` or more; digits in a string will do, as a variable holds them."""

    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int | str) or int(value) < least:
            raise ValueError
        return int(value)

    return ValueKind(wanted, read)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < float("inf"):
        raise ValueError
    return float(value)


def choice(names: type[StrEnum]) -> ValueKind:
    """A member of an enum, by its value in any case."""
    return ValueKind(f"one of {', '.join(names)}", lambda value: names(_text(value).lower()))


def matching(wanted: str, pattern: str) -> ValueKind:
    """A text that the whole pattern matches."""

    def read(value: object) -> str:
        if not re.fullmatch(pattern, _text(value)):
            raise ValueError
        return _text(value)

    return ValueKind(wanted, read)


def several(wanted: str, each: ValueKind) -> ValueKind:
    """A list of values of one kind, as a tuple."""

    def read(value: object) -> tuple[object, ...]:
        if not isinstance(value, list | tuple):
            raise ValueError
        return tuple(each.read(item) for item in value)

    return ValueKind(wanted, read)


TEXT = ValueKind("a text that is not empty", _text)
PATH = ValueKind("a path", _path)
SWITCH = ValueKind("true or false", _switch)
POSITIVE = integer("a positive integer", 1)
NUMBER = ValueKind("a number above 0", _number)
LANGUAGE = ValueKind("a code of ISO 639-1, such as en, de, fr, es, ar or zh", _language)


def checked(values: Mapping[str, object], kinds: Mapping[str, ValueKind], name: KeyName) -> dict[str, object]:
    """The values as their fields want them. Raises ConfigError for an unknown key or a wrong value."""
    refuse_unknown(values, kinds, name)
    read: dict[str, object] = {}
    for key, value in values.items():
        try:
            read[key] = kinds[key].read(value)
        except ValueError as error:
            got = json.dumps(value, default=str, ensure_ascii=False)
            raise ConfigError(f"{name(key)} must be {kinds[key].wanted}, got {got}") from error
    return read


def refuse_unknown(keys: Iterable[str], known: Iterable[str], name: KeyName) -> None:
    """Raises ConfigError for the first key that is not among the known ones."""
    names = list(known)
    for key in keys:
        if key not in names:
            raise ConfigError(f"{name(key)} is not known{meant(key, names)}; known are {', '.join(names)}")


def meant(word: str, known: Iterable[str]) -> str:
    """' (did you mean bart-large?)', or nothing where nothing known is close."""
    near = closest(word, known)
    return f" (did you mean {near}?)" if near else ""


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like a misspelt one, if one is like it."""
    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=0.7)), None)


def read_toml(file: Path) -> dict[str, object]:
    """The content of a file. Raises ConfigError where it cannot be read or is no TOML."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read ({error.strerror}); check the path") from error
    except ValueError as error:
        raise ConfigError(f"{file}: is no TOML in UTF-8: {error}") from error


def shipped(name: str) -> Path:
    """A file of the installed package, or of the checkout, where it lies at the top."""
    package = Path(__file__).parent.parent
    inside = package / "_data" / name
    return inside if inside.exists() else package.parent / name
