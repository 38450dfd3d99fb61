"""--offline: from the moment it is asked for, this process opens no connection and asks no name."""

import sys

from briefing.errors import FetchError

_REFUSED = frozenset({"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"})
_sealed = False
_hooked = False


def seal(sealed: bool = True) -> None:
    """Refuse every connection from now on (or no longer), whichever library asks for it.

    Unix sockets count too. Python code only: a compiled library that calls the system itself is
    not seen; none that this package uses does.
    """
    global _sealed, _hooked  # noqa: PLW0603 - an audit hook cannot be taken off, so it is added once
    _sealed = sealed
    if sealed and not _hooked:
        sys.addaudithook(_refuse)
        _hooked = True


def _refuse(event: str, args: tuple[object, ...]) -> None:
    if _sealed and event in _REFUSED:
        where = args[1] if event == "socket.connect" else args[0]
        raise FetchError(f"--offline: refused a connection to {where}; leave --offline out to allow it")
