"""Getting the bytes of a source: a path, a URL, or standard input.

Only this file opens connections. Hosts are not yet told apart: a URL is fetched as it is given.
"""

import difflib
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

from briefing.errors import FetchError

TIMEOUT_S = 20
MOST_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes as they came. `media_type` and `charset` are what the server said, if it did."""

    data: bytes
    locator: str
    media_type: str | None = None
    charset: str | None = None


def is_url(locator: str) -> bool:
    """Whether a locator is fetched from the network."""
    return urlsplit(locator).scheme.lower() in ("http", "https")


def fetch(locator: str, allow_network: bool = True) -> Fetched:
    """The bytes of a path, a URL or "-". Raises FetchError."""
    if locator == "-":
        return Fetched(sys.stdin.buffer.read(), locator)
    if is_url(locator):
        if not allow_network:
            raise FetchError(f"{locator}: --offline refuses to fetch; save the page and name the file")
        return _from_network(locator)
    if "://" in locator:
        raise FetchError(f"{locator}: only http and https addresses are fetched; save the file and name it")
    return Fetched(_from_disk(Path(locator)), locator)


def _from_disk(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise FetchError(f"{path}: no such file{_similar(path)}") from None
    except OSError as error:
        raise FetchError(f"{path}: cannot be read ({error.strerror}); check that it is a file you may read") from error


def _similar(path: Path) -> str:
    """ "; did you mean story.txt?", or what else to do."""
    folder = path.parent
    names = [p.name for p in folder.iterdir()] if folder.is_dir() else []
    close = difflib.get_close_matches(path.name, names, 1)
    return f"; did you mean {folder / close[0]}?" if close else "; check the path"


def _from_network(url: str) -> Fetched:
    agent = f"briefing/{version('briefing')} (one page from an article; local tool)"
    request = urllib.request.Request(url, headers={"User-Agent": agent})  # noqa: S310 - scheme checked
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:  # noqa: S310
            data = answer.read(MOST_BYTES + 1)
            headers = answer.headers
    except urllib.error.HTTPError as error:
        raise FetchError(f"{url}: the server answered {error.code} {error.reason}; try it in a browser") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise FetchError(f"{url}: cannot be fetched ({reason}); check the address and the network") from error
    if len(data) > MOST_BYTES:
        raise FetchError(f"{url}: is larger than {MOST_BYTES // 1024**2} MB; save the article itself and name the file")
    return Fetched(data, url, headers.get_content_type(), headers.get_content_charset())
