"""Fetching a model's files from the Hugging Face hub, only ever when that is asked for by name.

What was fetched is held against the digests that the hub told before; what is here in part is gone on with.
"""

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from huggingface_hub import HfApi, snapshot_download, try_to_load_from_cache
from huggingface_hub.errors import GatedRepoError, RepositoryNotFoundError, RevisionNotFoundError

from briefing.backends.weights import WEIGHTS, cache_folder
from briefing.domain.cards import ModelCard
from briefing.errors import BackendError

_BESIDE = (".json", ".model", ".txt", ".jinja")
"""Endings of what stands beside the weights: configuration, tokenizer, chat template."""


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file on the hub; `size` in bytes, `sha256` in hex where the hub keeps it (that of large files)."""

    name: str
    size: int
    sha256: str | None
    here: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """The files that a model needs, of one commit of its repository."""

    repo: str
    revision: str
    files: tuple[RemoteFile, ...]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)

    @property
    def to_fetch(self) -> int:
        """Bytes of those that are not here."""
        return sum(file.size for file in self.files if not file.here)


def offer(card: ModelCard) -> Offer:
    """What there is to fetch for a card; asks the hub, fetches nothing.

    Raises BackendError where the card names no repository, the hub does not answer or has no such model.
    """
    if card.repo is None:
        raise BackendError(f'model "{card.name}" has no repo in its card, so there is nothing to fetch')
    with _asking(card, card.repo):
        told = HfApi().model_info(card.repo, revision=card.revision, files_metadata=True)
    revision = str(told.sha)
    files = tuple(
        RemoteFile(
            one.rfilename,
            one.size or 0,
            one.lfs.sha256 if one.lfs is not None else None,
            isinstance(try_to_load_from_cache(card.repo, one.rfilename, cache_folder(), revision), str),
        )
        for one in told.siblings or ()
        if one.rfilename in _wanted(other.rfilename for other in told.siblings or ())
    )
    return Offer(card.repo, revision, files)


def fetch(card: ModelCard, wanted: Offer) -> Path:
    """The folder with the files of an offer, fetched where they are not here and checked.

    Raises BackendError where the disk is too small, the hub does not answer, or a file is not what the hub
    said; such a file is taken away, so that the next call fetches it again.
    """
    cache_folder().mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(cache_folder()).free
    if wanted.to_fetch > free:
        raise BackendError(
            f'model "{card.name}" needs {in_bytes(wanted.to_fetch)}, {cache_folder()} has {in_bytes(free)} '
            "free; make room, or set HF_HUB_CACHE to a folder on another disk"
        )
    names = [file.name for file in wanted.files]
    with _asking(card, wanted.repo):
        folder = Path(
            snapshot_download(
                wanted.repo, revision=card.revision or "main", cache_dir=cache_folder(), allow_patterns=names
            )
        )
    for file in wanted.files:
        _check(card, folder / file.name, file)
    return folder


def in_bytes(size: int) -> str:
    """A size for people: "988 MB", "61.1 GB"."""
    return (
        f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB" if size >= 1e6 else f"{size} bytes"
    )


def _wanted(names: Iterable[str]) -> set[str]:
    """The weights in their best form and what stands beside them, at the top of the repository."""
    top = {name for name in names if "/" not in name}
    safe = {name for name in top if name.endswith(".safetensors") and name.startswith("model")}
    weights = safe or {name for name in top if name == WEIGHTS[-1]}
    beside = {
        name for name in top if name.endswith(_BESIDE) and not name.lower().startswith(("readme", "licen"))
    }
    return weights | {name for name in beside if safe or not name.startswith("model.safetensors")}


def _check(card: ModelCard, path: Path, told: RemoteFile) -> None:
    if path.is_file() and path.stat().st_size == told.size and told.sha256 in (None, _digest(path, told)):
        return
    path.resolve().unlink(missing_ok=True)
    path.unlink(missing_ok=True)
    raise BackendError(
        f'model "{card.name}": {told.name} is not the file that the hub told of ({told.size} bytes, SHA-256 '
        f"{told.sha256 or 'not told'}); it was taken away: run the command again"
    )


def _digest(path: Path, told: RemoteFile) -> str | None:
    if told.sha256 is None:
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _asking(card: ModelCard, repo: str) -> Iterator[None]:
    """Turns what the library raises into errors that say what to do."""
    try:
        yield
    except GatedRepoError as error:
        raise BackendError(
            f'model "{card.name}": {repo} is given only to those who accepted its licence; do so on its '
            "page on the hub, then log in with: hf auth login"
        ) from error
    except RevisionNotFoundError as error:
        raise BackendError(
            f'model "{card.name}": {repo} has no revision {card.revision}; unpin it'
        ) from error
    except RepositoryNotFoundError as error:
        raise BackendError(
            f'model "{card.name}": the hub has no {repo}, or not for you; check the name'
        ) from error
    except Exception as error:
        first = next(iter(str(error).splitlines()), type(error).__name__)
        raise BackendError(
            f'model "{card.name}": {repo} cannot be fetched: {first}; what was fetched stays, so run the '
            "command again when the network is there"
        ) from error
