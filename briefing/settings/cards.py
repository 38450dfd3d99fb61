"""Model cards: the entries of models.toml, and cards made from a folder of model files or a server's address.

The shipped models.toml comes first; one in the user's configuration folder adds models and changes keys, and
what `briefing models get --pin` has pinned stands over both.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urldefrag

from platformdirs import user_config_path

from briefing.domain.cards import BackendKind, ModelCard, Quantised
from briefing.errors import ConfigError, UnknownModel
from briefing.settings.values import (
    LANGUAGE,
    NUMBER,
    POSITIVE,
    SWITCH,
    TEXT,
    checked,
    choice,
    matching,
    meant,
    read_toml,
    refuse_unknown,
    several,
    shipped,
)

_KINDS = {
    "kind": choice(BackendKind),
    "path": TEXT,
    "repo": matching("a name such as owner/model", r"[\w.-]+/[\w.-]+"),
    "package": TEXT,
    "sha256": matching("64 digits in hex, in lower case", "[0-9a-f]{64}"),
    "context_tokens": POSITIVE,
    "prompt": TEXT,
    "languages": several("a list of codes of two letters", LANGUAGE),
    "licence": TEXT,
    "description": TEXT,
    "revision": matching("40 digits in hex, in lower case", "[0-9a-f]{40}"),
    "parameters": NUMBER,
    "quantise": choice(Quantised),
    "url": matching("an address such as http://127.0.0.1:8080/v1", r"https?://\S+"),
    "serves": TEXT,
    "remote": SWITCH,
    "key_variable": TEXT,
    "timeout": POSITIVE,
    "at_once": POSITIVE,
}
_OF_SERVERS = ("url", "serves", "remote", "key_variable", "timeout", "at_once")
# T5 was trained with the task written before the text; instruct models and servers must be told it.
_INSTRUCTED = "summarise"
_KEY_VARIABLE = "BRIEFING_SERVER_KEY"
"""Of a server named by its address; a key meant for somebody else is not sent to it."""
_PINS = "pins.toml"
_WRITES_ON = ("ForCausalLM", "LMHeadModel", "ForConditionalGeneration")


def load_cards(path: Path | None = None) -> dict[str, ModelCard]:
    """The cards of a models.toml by name, in its order; by default of the shipped one, the user's and
    the pins.

    A relative `path` of a card counts from the file's folder. Raises ConfigError.
    """
    if path is not None:
        return _cards([path])
    own = [user_config_path("briefing") / name for name in ("models.toml", _PINS)]
    return _cards([shipped("models.toml"), *(file for file in own if file.is_file())])


def pin(name: str, revision: str) -> Path:
    """Take no other revision of a model from now on; the file that says so. Raises OSError."""
    file = user_config_path("briefing") / _PINS
    pins = _tables(file) if file.is_file() else {}
    pins[name] = {"revision": revision}
    lines = ["# Written by `briefing models get --pin`; take a table out to unpin its model."]
    for pinned, table in pins.items():
        said = [f"{key} = {json.dumps(value)}" for key, value in dict(table).items()]  # type: ignore[call-overload]
        lines += ["", f"[models.{json.dumps(pinned)}]", *said]
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    beside.write_text("\n".join(lines) + "\n", encoding="utf-8")
    beside.replace(file)
    return file


def find_card(name: str, cards: Mapping[str, ModelCard]) -> ModelCard:
    """The card of that name, or one made from the folder, or the server's address, of that name; behind a #
    an address may say which of the server's models.

    Raises UnknownModel where it is none of these, or where nothing here runs the folder's model.
    """
    if name in cards:
        return cards[name]
    if name.startswith(("http://", "https://")):
        return _card_at(name)
    folder = Path(name).expanduser()
    if folder.is_dir():
        return _card_of(folder)
    raise UnknownModel(f'unknown model "{name}"; models.toml has {", ".join(cards)}{meant(name, cards)}')


def _cards(files: Sequence[Path]) -> dict[str, ModelCard]:
    """Of several tables of one name a later one changes the keys that it says."""
    tables: dict[str, dict[str, object]] = {}
    said: dict[str, Path] = {}
    for file in files:
        for name, table in _tables(file).items():
            values = _values(file, name, table)
            tables[name] = tables.get(name, {}) | values
            said[name] = file
    return {name: _card(f"{said[name].name}, [models.{name}]", name, tables[name]) for name in tables}


def _tables(file: Path) -> dict[str, object]:
    content = read_toml(file)
    refuse_unknown(content, ("models",), lambda key: f"{file.name}: {key}")
    tables = content.get("models", {})
    if not isinstance(tables, dict):
        raise ConfigError(f"{file.name}: models must be tables, one a model, such as [models.small]")
    return tables


def _values(file: Path, name: str, table: object) -> dict[str, object]:
    where = f"{file.name}, [models.{name}]"
    if not isinstance(table, dict):
        raise ConfigError(f"{where}: must be a table with at least a kind")
    values = checked(table, _KINDS, lambda key: f"{where}: {key}")
    if isinstance(own := values.get("path"), str):
        values["path"] = str(file.parent / Path(own).expanduser())
    return values


def _card(where: str, name: str, values: Mapping[str, object]) -> ModelCard:
    """Raises ConfigError for keys that do not go with the kind."""
    if "kind" not in values:
        raise ConfigError(f"{where}: kind is missing; it must be {_KINDS['kind'].wanted}")
    if (values["kind"] is BackendKind.SERVER) != ("url" in values):
        raise ConfigError(f"{where}: url belongs to kind server, and kind server needs one")
    if "url" not in values and (odd := [key for key in _OF_SERVERS if key in values]):
        raise ConfigError(f"{where}: {odd[0]} belongs to kind server, got kind {values['kind']}")
    return ModelCard(name=name, **values)  # type: ignore[arg-type]  # each was read by its field's kind


def _card_at(address: str) -> ModelCard:
    url, serves = urldefrag(address)
    return ModelCard(
        name=serves or url,
        kind=BackendKind.SERVER,
        url=url,
        serves=serves or None,
        prompt=_INSTRUCTED,
        key_variable=_KEY_VARIABLE,
    )


def _card_of(folder: Path) -> ModelCard:
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        family = str(config["model_type"])
        classes = [str(name) for name in config.get("architectures") or ()]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnknownModel(
            f"{folder}: holds no config.json that names a model_type; give a folder of Hugging Face files"
        ) from error
    if family == "bert":
        kind = BackendKind.READER
    elif config.get("is_encoder_decoder"):
        kind = BackendKind.SEQ2SEQ
    elif any(name.endswith(_WRITES_ON) for name in classes):
        kind = BackendKind.CAUSAL
    else:
        raise UnknownModel(
            f"{folder}: nothing here runs a model of type {family}; give a BERT encoder, a model with "
            "encoder and decoder, such as BART, PEGASUS or T5, or an instruct model, such as Qwen or Llama"
        )
    prompt = _INSTRUCTED if kind is BackendKind.CAUSAL or "t5" in family else None
    return ModelCard(name=folder.resolve().name, kind=kind, path=str(folder), prompt=prompt)
