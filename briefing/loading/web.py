"""An http(s) address to bytes, for addresses that nobody vouches for: within a time limit however
slowly a server sends, within a size however well it is packed, and to public addresses alone.

The only module of loading that opens connections.
"""

import zlib
from collections.abc import Callable
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPResponse, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from socket import IPPROTO_TCP, SHUT_RDWR, getaddrinfo, socket
from threading import Timer
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import (
    AbstractHTTPHandler,
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPRedirectHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    getproxies,
)

from briefing.errors import FetchError
from briefing.loading.fetched import MAX_BYTES, Fetched

TIMEOUT = 20.0
"""Seconds in which a server, with all it redirects to, must have sent everything."""
USER_AGENT = "briefing (makes one page of an article at a reader's request; python urllib)"
_MOST_REDIRECTS = 5
NOT_MODIFIED = 304
_PIECE = 64 * 1024
# Characters that an address may hold as they are; the rest, such as ö, is percent-encoded.
_URL_CHARACTERS = "%/:=&?~#+!$,;'@()*[]"
_SAVE = "check the address, or save the page in a browser and name the file"

_NAT64, _COMPATIBLE = IPv6Network("64:ff9b::/96"), IPv6Network("::/96")

Address = IPv4Address | IPv6Address
Allows = Callable[[Address], bool]
"""Whether a connection to an address may be opened."""


def is_public(address: Address) -> bool:
    """Whether anybody may have the address: not private, loopback, link-local or reserved."""
    inner = _embedded(address) if isinstance(address, IPv6Address) else address
    return inner.is_global and not inner.is_multicast and not getattr(inner, "is_site_local", False)


def _embedded(address: IPv6Address) -> Address:
    """The IPv4 address that an IPv6 one leads to: mapped, by 6to4, or by the prefix of NAT64 or of old."""
    known = address.ipv4_mapped or address.sixtofour
    if known is not None:
        return known
    low = int(address) & 0xFFFFFFFF
    inside = address in _NAT64 or (address in _COMPATIBLE and low > 1)
    return IPv4Address(low) if inside else address


class Unchanged(FetchError):
    """The server says that what it has is what was fetched before."""


def fetch_url(
    url: str, allows: Allows = is_public, timeout: float = TIMEOUT, known: Fetched | None = None
) -> Fetched:
    """What the address gives. Raises FetchError with what was tried and what may help; Unchanged where it
    still gives what is `known`, of which only etag and modified count."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise FetchError(f"{url} is no address: {error}; check it") from error
    if parts.scheme.casefold() not in ("http", "https") or not parts.netloc:
        raise FetchError(f"{url}: only http:// and https:// addresses are fetched; save it and name the file")
    with Connections(allows, timeout) as connections:
        try:
            request = Request(  # noqa: S310 - the scheme is checked above, that of redirects by the opener
                quote(url, safe=_URL_CHARACTERS),
                headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip", **_conditions(known)},
            )
            with connections.opener().open(request, timeout=timeout) as response:
                fetched = _received(response, url)
                # A connection that was cut looks like one that has ended.
                if connections.expired or response.length:
                    raise OSError("the server broke off")
                return fetched
        except _Refused as error:
            raise FetchError(f"{url}: {error}") from error
        except HTTPError as error:
            error.close()
            if error.code == NOT_MODIFIED:
                raise Unchanged(f"{url}: not changed since it was fetched") from error
            raise FetchError(f"{url}: the server answered {error.code} {error.reason}; {_SAVE}") from error
        except (OSError, HTTPException, ValueError) as error:
            reason = error.reason if isinstance(error, URLError) else error
            if connections.expired or isinstance(reason, TimeoutError):
                raise FetchError(f"{url} was not sent within {timeout:.0f} seconds; {_SAVE}") from error
            raise FetchError(f"{url} cannot be fetched: {reason}; {_SAVE}") from error


def _conditions(known: Fetched | None) -> dict[str, str]:
    given = {"If-None-Match": known.etag, "If-Modified-Since": known.modified} if known else {}
    return {name: value for name, value in given.items() if value}


class _Refused(Exception):
    """What is not fetched, and why."""


class Connections:
    """Opens the connections of one fetch, to allowed addresses, and cuts them when its time is over:
    the timeout of a socket alone never ends with a server that sends a byte now and then."""

    def __init__(self, allows: Allows, timeout: float) -> None:
        self.allows = allows
        self.expired = False
        self._sockets: list[socket] = []
        self._timer = Timer(timeout, self._expire)
        self._timer.daemon = True

    def __enter__(self) -> "Connections":
        self._timer.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._timer.cancel()
        for connected in self._sockets:
            connected.close()

    def _expire(self) -> None:
        self.expired = True
        for connected in self._sockets:
            try:
                connected.shutdown(SHUT_RDWR)
            except OSError:
                continue

    def opener(self) -> OpenerDirector:
        """Follows redirects, but only to http and https: no file, no ftp."""
        opener = OpenerDirector()
        for handler in (
            ProxyHandler(),
            _Http(self),
            _Redirects(),
            HTTPDefaultErrorHandler(),
            HTTPErrorProcessor(),
        ):
            opener.add_handler(handler)
        return opener

    def connect(self, place: tuple[str, int], timeout: float, *_: object) -> socket:
        """A connection to the first allowed address of a host and port; the address that was checked
        is the one that is used, so that no second answer of the name server counts."""
        host, port = place
        refused: Address | None = None
        failed: OSError | None = None
        for family, kind, protocol, _name, found in getaddrinfo(host, port, proto=IPPROTO_TCP):
            address = ip_address(str(found[0]).partition("%")[0])
            if not _is_proxy(host, port) and not self.allows(address):
                refused = address
                continue
            connection = socket(family, kind, protocol)
            connection.settimeout(timeout)
            # A second handle: TLS takes the first away from the socket, and shutting one shuts both.
            self._sockets.append(connection.dup())
            try:
                connection.connect(found)
            except OSError as error:
                failed = error
                connection.close()
                continue
            return connection
        if refused is not None:
            raise _not_allowed(host, refused)
        raise failed or OSError(f"{host} has no address")

    def check(self, host: str) -> None:
        """Raise _Refused where a host that a proxy is asked for has an address that is not allowed; one
        whose addresses only the proxy knows is left to it."""
        try:
            found = getaddrinfo(host, None, proto=IPPROTO_TCP)
        except (OSError, UnicodeError):
            return
        for *_, place in found:
            address = ip_address(str(place[0]).partition("%")[0])
            if not self.allows(address):
                raise _not_allowed(host, address)


def _not_allowed(host: str, address: Address) -> _Refused:
    return _Refused(
        f"{host} is {address}, an address of this machine or of a private network; "
        "give --allow-private if it is meant"
    )


def _is_proxy(host: str, port: int) -> bool:
    """Whether the environment sends connections through this host, which it may do privately."""
    proxies = map(urlsplit, getproxies().values())
    return any((proxy.hostname, proxy.port) == (host, port) for proxy in proxies)


class _Redirects(HTTPRedirectHandler):
    max_redirections = _MOST_REDIRECTS
    inf_msg = "and redirects without end: "

    def http_error_302(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage
    ) -> HTTPResponse | None:
        """The answer of where the server leads to. Raises _Refused where that is not on the web."""
        address = headers.get("location") or headers.get("uri") or ""
        scheme = urlsplit(address).scheme.casefold()
        if scheme not in ("http", "https", ""):
            fp.close()
            raise _Refused(f"leads on to {address}, and only http:// and https:// addresses are fetched")
        return super().http_error_302(req, fp, code, msg, headers)

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


class _Http(AbstractHTTPHandler):
    """http and https as urllib does them, through checked connections."""

    http_request = https_request = AbstractHTTPHandler.do_request_

    def __init__(self, connections: Connections) -> None:
        super().__init__()
        self._connections = connections

    def http_open(self, request: Request) -> HTTPResponse:
        """The answer to a request over http."""
        return self._opened(HTTPConnection, request)

    def https_open(self, request: Request) -> HTTPResponse:
        """The answer to a request over https."""
        return self._opened(HTTPSConnection, request)

    def _opened(self, kind: type[HTTPConnection], request: Request) -> HTTPResponse:
        if getproxies():
            self._connections.check(urlsplit(request.full_url).hostname or "")
        return self.do_open(partial(_checked, kind, self._connections), request)


def _checked(
    kind: type[HTTPConnection], connections: Connections, host: str, timeout: float
) -> HTTPConnection:
    connection = kind(host, timeout=timeout)
    connection._create_connection = connections.connect  # type: ignore[attr-defined]  # noqa: SLF001
    return connection


def _received(response: HTTPResponse, url: str) -> Fetched:
    headers = response.headers
    stated = headers.get_content_type() if "Content-Type" in headers else None
    data = _unpacked(response, headers.get("Content-Encoding", "").strip().casefold())
    etag, modified = headers.get("ETag"), headers.get("Last-Modified")
    return Fetched(data, url, stated, headers.get_content_charset(), etag, modified)


def _unpacked(response: HTTPResponse, packing: str) -> bytes:
    """The body, unpacked as it comes, so that little data that unpacks to very much is stopped."""
    if packing not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise _Refused(f"the server packs the page as {packing}, which is not read; {_SAVE}")
    # 32 more than the window: gzip and zlib are told apart by their heads.
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32) if packing.endswith(("gzip", "deflate")) else None
    body = bytearray()
    while piece := response.read1(_PIECE):
        try:
            body += unpacker.decompress(piece, MAX_BYTES + 1) if unpacker else piece
        except zlib.error as error:
            raise _Refused(f"the server sent a page that cannot be unpacked; {_SAVE}") from error
        if len(body) > MAX_BYTES:
            raise _Refused(f"is over {MAX_BYTES // 2**20} MB; save the article's text and name the file")
    if unpacker and body and not unpacker.eof:
        raise OSError("the server broke off")
    return bytes(body)
