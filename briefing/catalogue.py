"""The models there are, told to the user: `briefing models list`, `show`, `get` and `check`."""

import os
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from briefing.backends import find_weights, open_reader, open_writer, revision_of
from briefing.backends.ports import Request, Writing
from briefing.domain.cards import BackendKind, ModelCard, Quantised
from briefing.errors import BackendError, ConfigError
from briefing.memory import graphics_memory, machine_memory
from briefing.settings import load_cards, load_settings, pin

_TRIAL = "The ministry said on Monday that 28 of the 30 bridges had been repaired at a cost of $4.5 million."
_ROOM = 1.25
"""What a model takes beside its weights, as a share of them: what it keeps of prompts and answers."""
_BYTES = {None: 2.0, Quantised.INT8: 1.0, Quantised.INT4: 0.6}
"""Bytes of a weight on a graphics card."""
_BYTES_CPU = 4.0
"""On processors without bf16."""


def listing() -> str:
    """One line a card: name, kind, whether its files are here, what memory it takes and whether this machine
    has that, what it is."""
    main, card = machine_memory(), graphics_memory()
    rows = [
        (c.name, c.kind.value, _whether_here(c), _fit(c, main, card), c.description or "")
        for c in load_cards().values()
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, [*widths, 0], strict=True)).rstrip()
        for row in rows
    )


def _whether_here(card: ModelCard) -> str:
    if card.kind is BackendKind.SERVER:
        return "served"
    return "here" if find_weights(card) else "not here"


def _fit(card: ModelCard, main: int, graphics: int) -> str:
    """Where its weights fit, and how much they take there."""
    if card.parameters is None:
        return ""
    on_card, on_main = (card.parameters * _ROOM * size for size in (_BYTES[card.quantise], _BYTES_CPU))
    if on_card * 1e9 <= graphics:
        return f"fits the GPU ({on_card:.1f} GB)"
    return f"{'fits' if on_main * 1e9 <= main else 'too large'} ({on_main:.1f} GB)"


def details(name: str) -> str:
    """Every field of a card that says something, and the folder its files are in."""
    card = _card(name)
    known = {key: value for key, value in asdict(card).items() if value not in (None, (), False)}
    if card.kind is not BackendKind.SERVER:
        known |= {"files": find_weights(card) or "not on this machine"}
        known |= {"revision": revision} if (revision := revision_of(card)) else {}
        known = {key: value for key, value in known.items() if key not in ("timeout", "at_once")}
    width = max(map(len, known))
    return "\n".join(f"{key.ljust(width)}  {_told(value)}" for key, value in known.items())


def fetched(name: str, pinned: bool, say: Callable[[str], None]) -> str:
    """Fetch a model's files, saying first what they take; pin their revision where that is asked for.

    Raises BackendError, and ConfigError where the settings allow no network.
    """
    card = _card(name)
    if load_settings({}, os.environ).offline:
        raise ConfigError(
            f"the settings say offline, so {name} cannot be fetched; leave that out to allow it"
        )
    hub = import_module("briefing.backends.hub")
    wanted = hub.offer(card)
    say(
        f"{wanted.repo} at {wanted.revision[:12]}: {len(wanted.files)} files, {hub.in_bytes(wanted.size)}, "
        f"{hub.in_bytes(wanted.to_fetch)} of them to fetch; licence: {card.licence or 'see its page'}"
    )
    folder: Path = hub.fetch(card, wanted)
    told = f"{card.name} is here: {folder}"
    if not pinned:
        return told
    try:
        return f"{told}\npinned to {wanted.revision} in {pin(card.name, wanted.revision)}"
    except OSError as error:
        raise BackendError(f"the revision of {card.name} cannot be pinned: {error}") from error


def _card(name: str) -> ModelCard:
    return load_settings({}, os.environ).named(name, load_cards())


def trial(name: str) -> str:
    """Open the model and use it once; what it answered. Raises BackendError."""
    card = _card(name)
    return _reader_trial(card) if card.kind is BackendKind.READER else _writer_trial(card)


def _reader_trial(card: ModelCard) -> str:
    reader = open_reader(card)
    vectors = reader.read([_TRIAL]).vectors
    tokens = reader.count_tokens([_TRIAL])[0]
    return f"{card.name} reads on {reader.device}: {tokens} tokens, a vector of {vectors.shape[1]} numbers"


def _writer_trial(card: ModelCard) -> str:
    writer = open_writer(card)
    (answer,) = writer.write([Request(_TRIAL, _TRIAL)], Writing(40))
    return f"{card.name} writes on {writer.device}: {answer.text.strip()}"


def _told(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
