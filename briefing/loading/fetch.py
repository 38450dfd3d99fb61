"""A locator to bytes: a path, an http(s) address, or "-" for standard input."""

import os
import sys
from difflib import get_close_matches
from errno import ENAMETOOLONG
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import BinaryIO

from briefing.errors import FetchError
from briefing.loading.fetched import MAX_BYTES, Fetched
from briefing.loading.web import TIMEOUT, fetch_url, is_public

STDIN = "-"
_STREAMS = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")


def is_folder(locator: str) -> bool:
    """Whether the locator is the path of a folder; a text that is no path at all is none."""
    return os.path.isdir(locator)  # noqa: PTH112 - Path.is_dir raises where a name is too long


def is_url(locator: str) -> bool:
    """Whether the locator is an address rather than a path."""
    return "://" in locator


def fetch(
    locator: str, allow_network: bool = True, allow_private: bool = False, seconds: float = TIMEOUT
) -> Fetched:
    """The bytes behind `locator`; with `allow_private` an address may be one of this machine or of a
    private network; within `seconds` it must have sent them.

    Raises FetchError with what was tried and what may help.
    """
    if not locator:
        raise FetchError("the name of a source is empty; name a file, an address, or - for standard input")
    if locator == STDIN:
        return Fetched(_from_stdin(), locator)
    if is_url(locator):
        if not allow_network:
            raise FetchError(f"{locator}: connections are refused offline; save the page and name the file")
        allows = (lambda _: True) if allow_private else is_public
        return fetch_url(locator, allows, seconds)
    return Fetched(_from_file(Path(locator)), locator)


def _from_stdin() -> bytes:
    if sys.stdin is None:
        raise FetchError("standard input is closed; name a file, or send the article through a pipe")
    try:
        return _read_stream(sys.stdin.buffer, "standard input")
    except OSError as error:
        raise FetchError(f"standard input cannot be read: {error.strerror}; name a file") from error


def _from_file(path: Path) -> bytes:
    """A file whole; the pipe of `<(command)` until it ends. Nothing may ever come out of another one."""
    if _may_never_end(path):
        raise FetchError(f"{path} is a pipe or a device and no file; send its text through a pipe and name -")
    try:
        with path.open("rb") as file:
            return file.read() if path.is_file() else _read_stream(file, str(path))
    except FileNotFoundError:
        raise FetchError(f"{path}: no such file{_suggestion(path)}") from None
    except IsADirectoryError:
        raise FetchError(f"{path} is a folder; name the files in it") from None
    except (OSError, ValueError) as error:
        if getattr(error, "errno", None) == ENAMETOOLONG:
            raise FetchError(f'"{str(path)[:40]}…" is too long for a file\'s name; {_TEXT_ITSELF}') from None
        reason = getattr(error, "strerror", None) or error
        raise FetchError(f"{path} cannot be read: {reason}; check the file and who may read it") from error


def _may_never_end(path: Path) -> bool:
    if str(path).startswith(_STREAMS):
        return False
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False  # opening it says what is wrong
    return not (S_ISREG(mode) or S_ISDIR(mode))


_TEXT_ITSELF = "if it is the article itself, send it through a pipe and name -"


def _read_stream(stream: BinaryIO, where: str) -> bytes:
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise FetchError(
            f"{where} sends more than {MAX_BYTES // 2**20} MB; name a file that holds the article"
        )
    return data


def _suggestion(path: Path) -> str:
    """What may have been meant, as the end of a message."""
    # "www.example.org", "example.org/story" without the scheme.
    if ("." in path.parts[0].strip(".") and len(path.parts) > 1) or path.name.startswith("www."):
        return "; if it is a web address, begin it with https://"
    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return f"; the folder {path.parent} does not exist either"
    close = get_close_matches(path.name, names, n=3, cutoff=0.6)
    if close:
        return f"; did you mean {' or '.join(str(path.with_name(name)) for name in close)}?"
    return "; check the name"
