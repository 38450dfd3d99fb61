"""Which sources are meant by what the user names: folders become the files in them."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.loading.fetch import STDIN, is_folder, is_url
from briefing.loading.media import MEDIA_TYPES, UNREAD, extension


@dataclass(frozen=True, slots=True)
class FoundSources:
    """What to load, in order, and what was left out and why."""

    locators: tuple[str, ...]
    notes: tuple[str, ...]


def find_sources(locators: Sequence[str]) -> FoundSources:
    """The locators as named, with folders read recursively and sorted.

    Files of unknown types are skipped with a note, hidden ones too, and what was reached before by
    another path; who names one twice in the same words gets it twice. What is no folder stays, even
    if it does not exist: loading it says why.
    """
    notes: list[str] = []
    found = [(path, locator) for locator in locators for path in _meant(locator, notes)]
    return FoundSources(tuple(_once(found, notes)), tuple(notes))


def _meant(locator: str, notes: list[str]) -> list[str]:
    """The locator itself, or the articles in the folder that it names."""
    if locator == STDIN or is_url(locator) or not is_folder(locator):
        return [locator]
    found: list[str] = []
    for path in _files(Path(locator), notes):
        reason = _skipped(path)
        if reason:
            notes.append(f"{path}: skipped, {reason}")
        else:
            found.append(str(path))
    if not found:
        notes.append(f"{locator}: no article in this folder; briefing reads .{', .'.join(MEDIA_TYPES)} files")
    return found


def _once(found: Iterable[tuple[str, str]], notes: list[str]) -> Iterator[str]:
    """The paths of (path, the word that named it) without those that another word has named before."""
    first: dict[str, tuple[str, str]] = {}
    for path, word in found:
        same = path if is_url(path) or path == STDIN else os.path.realpath(path)
        known, known_word = first.setdefault(same, (path, word))
        if known_word == word:
            yield path
        else:
            notes.append(f"{path}: the same file as {known}, read once")


def _files(folder: Path, notes: list[str]) -> Iterator[Path]:
    """The files under a folder, sorted; links to folders are not followed, so that it ends."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        notes.append(f"{folder}: skipped, it cannot be read ({error.strerror})")
        return
    for entry in entries:
        if entry.is_dir() and entry.is_symlink():
            notes.append(f"{entry}: skipped, a link to a folder")
        elif entry.is_dir() and not entry.name.startswith("."):
            yield from _files(entry, notes)
        else:
            yield entry


def _skipped(path: Path) -> str | None:
    """Why a file in a folder is not read; None if it is."""
    suffix = extension(path.name)
    if path.name.startswith("."):
        return "hidden"
    if path.exists() and not path.is_file():
        return "no file but a pipe, a socket or a device"
    if suffix in MEDIA_TYPES:
        return None
    if suffix in UNREAD:
        return f"{UNREAD[suffix]} is not read by this version"
    return f"unknown type .{suffix}" if suffix else "no extension tells its type"
