"""The models there are, told to the user: `briefing models list`, `show` and `check`."""

from dataclasses import asdict

from briefing.backends import find_weights, open_reader, open_writer
from briefing.backends.ports import Request, Writing
from briefing.domain.cards import BackendKind, ModelCard
from briefing.settings import find_card, load_cards

_TRIAL = "The ministry said on Monday that 28 of the 30 bridges had been repaired at a cost of $4.5 million."


def listing() -> str:
    """One line a card: name, kind, whether its files are here, what it is."""
    cards = load_cards().values()
    rows = [
        (c.name, c.kind.value, "here" if find_weights(c) else "not here", c.description or "") for c in cards
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, [*widths, 0], strict=True)).rstrip()
        for row in rows
    )


def details(name: str) -> str:
    """Every field of a card that says something, and the folder its files are in."""
    card = find_card(name, load_cards())
    known = {key: value for key, value in asdict(card).items() if value not in (None, ())}
    known["files"] = find_weights(card) or "not on this machine"
    width = max(map(len, known))
    return "\n".join(f"{key.ljust(width)}  {_told(value)}" for key, value in known.items())


def trial(name: str) -> str:
    """Open the model and use it once; what it answered. Raises BackendError."""
    card = find_card(name, load_cards())
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
