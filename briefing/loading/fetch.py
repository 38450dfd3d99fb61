"""A locator to bytes: a path, an http(s) address, or "-" for standard input.

The only module of loading that opens connections.
"""

import os
import sys
import time
from dataclasses import dataclass
from difflib import get_close_matches
from errno import ENAMETOOLONG
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import BinaryIO
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from briefing.errors import FetchError

STDIN = "-"
TIMEOUT = 20.0
"""Seconds until a server must have answered, and again until it must have sent everything."""
MAX_BYTES = 20 * 1024 * 1024
"""What a server, a pipe or a device may send: these may go on for ever."""
USER_AGENT = "briefing (makes one page of an article at a reader's request; python urllib)"
_PIECE = 64 * 1024
# Characters that an address may hold as they are; the rest, such as ö, is percent-encoded.
_URL_CHARACTERS = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class Fetched:
    """Bytes and what is known of them; `media_type` and `charset` are what the server stated."""

    data: bytes
    locator: str
    media_type: str | None = None
    charset: str | None = None


def is_folder(locator: str) -> bool:
    """Whether the locator is the path of a folder; a text that is no path at all is none."""
    return os.path.isdir(locator)  # noqa: PTH112 - Path.is_dir raises where a name is too long


def is_url(locator: str) -> bool:
    """Whether the locator is an address rather than a path."""
    return "://" in locator


def fetch(locator: str, allow_network: bool = True) -> Fetched:
    """The bytes behind `locator`. Raises FetchError with what was tried and what may help."""
    if locator == STDIN:
        return Fetched(_from_stdin(), locator)
    if is_url(locator):
        return _from_url(locator, allow_network)
    return Fetched(_from_file(Path(locator)), locator)


def _from_stdin() -> bytes:
    if sys.stdin is None:
        raise FetchError("standard input is closed; name a file, or send the article through a pipe")
    try:
        return _read_stream(sys.stdin.buffer, "standard input")
    except OSError as error:
        raise FetchError(f"standard input cannot be read: {error.strerror}; name a file") from error


def _from_file(path: Path) -> bytes:
    """A file whole; a named pipe or a device, as of `<(command)`, until it ends."""
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


def _from_url(url: str, allow_network: bool) -> Fetched:
    scheme, host = urlsplit(url).scheme.casefold(), urlsplit(url).netloc
    if scheme not in ("http", "https") or not host:
        raise FetchError(f"{url}: only http:// and https:// addresses are fetched; save it and name the file")
    if not allow_network:
        raise FetchError(f"{url}: connections are refused offline; save the page and name the file")
    request = Request(quote(url, safe=_URL_CHARACTERS), headers={"User-Agent": USER_AGENT})  # noqa: S310
    try:
        with _opener().open(request, timeout=TIMEOUT) as response:
            return _received(response, url)
    except HTTPError as error:
        raise FetchError(f"{url}: the server answered {error.code} {error.reason}; {_SAVE}") from error
    except (OSError, HTTPException, ValueError) as error:
        reason = error.reason if isinstance(error, URLError) else error
        raise FetchError(f"{url} cannot be fetched: {reason}; {_SAVE}") from error


_SAVE = "check the address, or save the page in a browser and name the file"


def _opener() -> OpenerDirector:
    """Follows redirects, but only to http and https: no file, no ftp."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler,
        HTTPHandler,
        HTTPSHandler,
        HTTPRedirectHandler,
        HTTPDefaultErrorHandler,
        HTTPErrorProcessor,
    ):
        opener.add_handler(handler())
    return opener


def _received(response: HTTPResponse, url: str) -> Fetched:
    headers = response.headers
    stated = headers.get_content_type() if "Content-Type" in headers else None
    return Fetched(_read_capped(response, url), url, stated, headers.get_content_charset())


def _read_capped(response: BinaryIO | HTTPResponse, url: str) -> bytes:
    pieces, size, until = [], 0, time.monotonic() + TIMEOUT
    while piece := response.read(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > MAX_BYTES:
            raise FetchError(
                f"{url} is over {MAX_BYTES // 2**20} MB; save the article's text and name the file"
            )
        if time.monotonic() > until:
            raise FetchError(f"{url} was not sent within {TIMEOUT:.0f} seconds; {_SAVE}")
    return b"".join(pieces)
