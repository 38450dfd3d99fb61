"""Backends: the models, behind the ports `Reader`, `Writer` and `Supporter`.

Importing this module loads no model library; the module of a backend is imported when one is
opened. Nothing here reaches the network: files come from this machine or not at all.
"""

import os
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from briefing.backends.ports import Model, Reader, Reading, Supporter, TokenCounter, Writer
from briefing.backends.weights import find_weights, missing, revision_of
from briefing.domain.cards import BackendKind, Device, ModelCard
from briefing.errors import BackendError

__all__ = [
    "Model",
    "Reader",
    "Reading",
    "Supporter",
    "TokenCounter",
    "Writer",
    "find_weights",
    "open_reader",
    "open_supporter",
    "open_writer",
    "revision_of",
]

_BACKENDS = {
    BackendKind.READER: "briefing.backends.reader:open_folder",
    BackendKind.SEQ2SEQ: "briefing.backends.seq2seq:open_folder",
    BackendKind.CAUSAL: "briefing.backends.causal:open_folder",
}
_SUPPORT = "briefing.backends.support:open_folder"
_SERVER = "briefing.backends.server"
_WRITERS = frozenset({BackendKind.SEQ2SEQ, BackendKind.CAUSAL, BackendKind.SERVER})


class _Opener(Protocol):
    def __call__(self, card: ModelCard, folder: Path, device: Device) -> object: ...


def open_reader(card: ModelCard, device: Device = Device.AUTO) -> Reader:
    """The reader of that card, its files checked against the card's digest.

    Raises ModelMissing where the files are not on this machine, BackendError where they or the
    device cannot be used, or where the model writes.
    """
    if card.kind in _WRITERS:
        raise BackendError(f'model "{card.name}" writes and cannot read; name a card of kind reader')
    return cast("Reader", _opened(card, device))


def open_writer(card: ModelCard, device: Device = Device.AUTO) -> Writer:
    """The writer of that card. Raises as `open_reader` does, and ServerDown where a server
    does not answer."""
    if card.kind not in _WRITERS:
        raise BackendError(
            f'model "{card.name}" reads and cannot write; name a card of kind seq2seq, causal or server'
        )
    if card.kind is BackendKind.SERVER:
        return cast("Writer", import_module(_SERVER).open_server(card))
    return cast("Writer", _opened(card, device))


def open_supporter(card: ModelCard, device: Device = Device.AUTO) -> Supporter:
    """The supporter over the encoder of that card, the reader's. Raises as `open_reader` does, and
    BackendError where it was taught on other weights."""
    if card.kind in _WRITERS:
        raise BackendError(f'model "{card.name}" writes and cannot judge; name a card of kind reader')
    return cast("Supporter", _opened(card, device, _SUPPORT))


def _opened(card: ModelCard, device: Device, opener: str | None = None) -> object:
    folder = find_weights(card)
    if folder is None:
        raise missing(card)
    # Read by OpenMP when torch is imported: threads that wait by spinning make a page three times slower
    # wherever other programs run.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    module, name = (opener or _BACKENDS[card.kind]).split(":")
    found = cast("_Opener", getattr(import_module(module), name))
    return found(card, folder, device)
