"""Model cards: the entries of models.toml, and cards made from a folder of model files."""

import json
from collections.abc import Mapping
from pathlib import Path

from briefing.domain.cards import BackendKind, ModelCard
from briefing.errors import ConfigError, UnknownModel
from briefing.settings.values import (
    LANGUAGE,
    POSITIVE,
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
}
# T5 was trained with the task written before the text.
_INSTRUCTED = "summarise"


def load_cards(path: Path | None = None) -> dict[str, ModelCard]:
    """The cards of a models.toml by name, in its order; by default of the one that is shipped.

    A relative `path` of a card counts from the file's folder. Raises ConfigError.
    """
    file = path or shipped("models.toml")
    content = read_toml(file)
    refuse_unknown(content, ("models",), lambda key: f"{file.name}: {key}")
    tables = content.get("models", {})
    if not isinstance(tables, dict):
        raise ConfigError(f"{file.name}: models must be tables, one a model, such as [models.small]")
    return {name: _card(file, name, table) for name, table in tables.items()}


def find_card(name: str, cards: Mapping[str, ModelCard]) -> ModelCard:
    """The card of that name, or one made from the config.json of the folder of that name.

    Raises UnknownModel where it is neither, or where nothing here runs the folder's model.
    """
    if name in cards:
        return cards[name]
    folder = Path(name).expanduser()
    if folder.is_dir():
        return _card_of(folder)
    raise UnknownModel(f'unknown model "{name}"; models.toml has {", ".join(cards)}{meant(name, cards)}')


def _card(file: Path, name: str, table: object) -> ModelCard:
    where = f"{file.name}, [models.{name}]"
    if not isinstance(table, dict):
        raise ConfigError(f"{where}: must be a table with at least a kind")
    values = checked(table, _KINDS, lambda key: f"{where}: {key}")
    if "kind" not in values:
        raise ConfigError(f"{where}: kind is missing; it must be {_KINDS['kind'].wanted}")
    if isinstance(own := values.get("path"), str):
        values["path"] = str(file.parent / Path(own).expanduser())
    return ModelCard(name=name, **values)  # type: ignore[arg-type]  # each was read by its field's kind


def _card_of(folder: Path) -> ModelCard:
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        family = str(config["model_type"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnknownModel(
            f"{folder}: holds no config.json that names a model_type; give a folder of Hugging Face files"
        ) from error
    if family == "bert":
        kind = BackendKind.READER
    elif config.get("is_encoder_decoder"):
        kind = BackendKind.SEQ2SEQ
    else:
        raise UnknownModel(
            f"{folder}: nothing here runs a model of type {family}; give a BERT encoder, or a model with "
            "encoder and decoder, such as BART, PEGASUS, LED or T5"
        )
    prompt = _INSTRUCTED if "t5" in family else None
    return ModelCard(name=folder.resolve().name, kind=kind, path=str(folder), prompt=prompt)
