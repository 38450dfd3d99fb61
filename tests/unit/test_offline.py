"""--offline refuses connections in this process, whichever library asks."""

import socket
import urllib.request
from collections.abc import Iterator

import pytest

from briefing.errors import FetchError
from briefing.offline import seal


@pytest.fixture
def sealed() -> Iterator[None]:
    seal()
    yield
    seal(False)


@pytest.fixture
def server() -> Iterator[tuple[str, int]]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()


def test_a_connection_is_refused(server: tuple[str, int], sealed: None) -> None:
    with pytest.raises(FetchError, match="--offline"), socket.socket() as client:
        client.connect(server)


def test_a_library_cannot_connect_either(server: tuple[str, int], sealed: None) -> None:
    with pytest.raises(FetchError, match="refused a connection"):
        urllib.request.urlopen(f"http://127.0.0.1:{server[1]}/", timeout=2)


def test_names_are_not_asked_for(sealed: None) -> None:
    with pytest.raises(FetchError, match=r"example\.org"):
        socket.getaddrinfo("example.org", 80)


def test_unsealed_again_it_connects(server: tuple[str, int]) -> None:
    seal()
    seal(False)

    with socket.create_connection(server, timeout=2) as client:
        assert client.getpeername()[1] == server[1]
