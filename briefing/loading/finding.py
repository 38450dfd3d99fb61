"""Which sources are meant by what the user names: folders become the files in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.loading.fetch import STDIN, is_url
from briefing.loading.media import MEDIA_TYPES, UNREAD, extension


@dataclass(frozen=True, slots=True)
class FoundSources:
    """What to load, in order, and what was left out and why."""

    locators: tuple[str, ...]
    notes: tuple[str, ...]


def find_sources(locators: Sequence[str]) -> FoundSources:
    """Each locator, with folders read recursively and sorted.

    Files of unknown types are skipped with a note, hidden ones too. What is no folder stays, even
    if it does not exist: loading it says why.
    """
    found: list[str] = []
    notes: list[str] = []
    for locator in locators:
        if locator == STDIN or is_url(locator) or not Path(locator).is_dir():
            found.append(locator)
            continue
        before = len(found)
        for path in _files(Path(locator), notes):
            reason = _skipped(path)
            if reason:
                notes.append(f"{path}: skipped, {reason}")
            else:
                found.append(str(path))
        if len(found) == before:
            notes.append(
                f"{locator}: no article in this folder; briefing reads .{', .'.join(MEDIA_TYPES)} files"
            )
    return FoundSources(tuple(found), tuple(notes))


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
    if suffix in MEDIA_TYPES:
        return None
    if suffix in UNREAD:
        return f"{UNREAD[suffix]} is not read by this version"
    return f"unknown type .{suffix}" if suffix else "no extension tells its type"
