"""Requests to a server of the OpenAI protocol: within a time however slowly it sends, within a size, tried
again where that may help, and to this machine unless its card says otherwise.

The only module of backends that opens connections, but for `hub`. No proxy is used and no redirect followed.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, urlsplit

from briefing.errors import BackendError, BadOutput, ConfigError, FetchError, ServerDown

_TRIES = 3
_WAIT = 0.5
"""Seconds before the second try, twice as many before each further one."""
_MOST_BYTES = 16_000_000
_PIECE = 65536
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses of what may pass."""


class TooSlow(ServerDown):
    """A server took longer than it was given."""


class NotThere(ServerDown):
    """A server has nothing at an address, or nothing is there that answers."""


@dataclass(frozen=True, slots=True)
class Server:
    """An address of the protocol, such as http://127.0.0.1:8080/v1, and the key it asks for."""

    name: str
    address: SplitResult
    key: str | None = None

    def ask(self, path: str, seconds: float, body: Mapping[str, object] | None = None) -> Any:
        """What the server answers, as JSON; asked again where it is busy, breaks off or sends no JSON.

        Raises TooSlow after `seconds`, tries together; NotThere where it has no such path; ServerDown where
        it cannot be reached or stays busy; BadOutput for what is no JSON; BackendError where it refuses.
        """
        until = time.monotonic() + seconds
        for number in range(1, _TRIES + 1):
            try:
                return self._asked(path, until, body)
            except (TooSlow, NotThere):
                raise
            except (ServerDown, BadOutput):
                wait = _WAIT * 2 ** (number - 1)
                if number == _TRIES or time.monotonic() + wait >= until:
                    raise
                time.sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _asked(self, path: str, until: float, body: Mapping[str, object] | None) -> Any:
        kind = HTTPSConnection if self.address.scheme == "https" else HTTPConnection
        connection = kind(str(self.address.hostname), self.address.port, timeout=_left(until, self.name))
        try:
            headers = {"Accept": "application/json", "Content-Type": "application/json"}
            if self.key:
                headers["Authorization"] = f"Bearer {self.key}"
            data = None if body is None else json.dumps(body).encode()
            connection.request("GET" if body is None else "POST", path, data, headers)
            if connection.sock is not None:
                connection.sock.settimeout(_left(until, self.name))
            response = connection.getresponse()
            received = _received(response, until, self.name)
        except TimeoutError as error:
            raise _slow(self.name) from error
        except FetchError as error:
            raise NotThere(f'model "{self.name}": {error}') from error
        except (OSError, HTTPException) as error:
            raise ServerDown(
                f'model "{self.name}": {self.address.geturl()} does not answer ({_reason(error)}); start the '
                "server, or check the address"
            ) from error
        finally:
            connection.close()
        return self._read(path, response.status, received)

    def _read(self, path: str, status: int, received: bytes) -> Any:
        where = f'model "{self.name}": {self.address.scheme}://{self.address.netloc}{path}'
        if status in (404, 405, 501):
            raise NotThere(
                f"{where} is not there (status {status}: {_told(received)}); the address ends in /v1"
            )
        if status in _BUSY:
            raise ServerDown(
                f"{where} fails with status {status}: {_told(received)}; look at the server's log"
            )
        if status in (401, 403):
            raise BackendError(
                f"{where} refuses with status {status}: {_told(received)}; put its key into the environment"
            )
        if status != 200:
            raise BackendError(f"{where} refuses with status {status}: {_told(received)}")
        try:
            return json.loads(received)
        except ValueError as error:
            raise BadOutput(
                f"{where} sends what is no JSON ({_shortened(received)}); is it a server of the "
                "OpenAI protocol?"
            ) from error


def server_at(name: str, url: str, remote: bool, key: str | None) -> Server:
    """The server at an address. Raises ConfigError where that is none of http, or leads to another machine
    and `remote` is not said."""
    try:
        address = urlsplit(url.rstrip("/"))
        known = address.scheme in ("http", "https") and address.hostname and address.port != 0
    except ValueError:
        known = None
    if not known:
        raise ConfigError(
            f'model "{name}": {url} is no address of a server; it looks like http://127.0.0.1:8080/v1'
        )
    if not remote and not _is_this_machine(str(address.hostname)):
        raise ConfigError(
            f'model "{name}": {address.hostname} may be another machine, and articles would leave this one; '
            "say remote = true in its card, or remote_models = true in briefing.toml, if that is meant"
        )
    return Server(name, address._replace(query="", fragment=""), key)


def _is_this_machine(host: str) -> bool:
    """By its number or the name localhost: any other name leads where somebody else says."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _received(response: HTTPResponse, until: float, name: str) -> bytes:
    pieces, size = [], 0
    while piece := response.read1(_PIECE):
        pieces.append(piece)
        size += len(piece)
        _left(until, name)
        if size > _MOST_BYTES:
            raise BadOutput(f'model "{name}": the server sends more than {_MOST_BYTES // 1_000_000} MB')
    if response.length:
        raise HTTPException(f"it broke off {response.length} bytes before the end")
    return b"".join(pieces)


def _left(until: float, name: str) -> float:
    """Seconds that are left. Raises TooSlow where none are."""
    left = until - time.monotonic()
    if left <= 0:
        raise _slow(name)
    return left


def _slow(name: str) -> TooSlow:
    return TooSlow(
        f'model "{name}": the server did not answer in time; try a smaller model or a larger timeout'
    )


def _reason(error: Exception) -> str:
    return (isinstance(error, OSError) and error.strerror) or str(error) or type(error).__name__


def _told(received: bytes) -> str:
    """The message in an answer that is an error."""
    try:
        error = json.loads(received)["error"]
        return _shortened(str(error["message"] if isinstance(error, dict) else error).encode())
    except (ValueError, KeyError, TypeError):
        return _shortened(received)


def _shortened(received: bytes) -> str:
    text = " ".join(received[:400].decode("utf-8", "replace").split())
    return f"{text[:200]}…" if len(text) > 200 else text or "nothing"
