"""fetch_url() against a server on this machine that misbehaves in every way a test can make it."""

import time
from collections.abc import Iterator
from ipaddress import ip_address
from socket import create_server, socket

import pytest
from misbehaving import PAGE, misbehaving

from briefing.errors import FetchError
from briefing.loading.web import Address, Connections, fetch_url, is_public


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with misbehaving() as address:
        yield address


def this_machine(address: Address) -> bool:
    return address.is_loopback


def fetched(address: str) -> bytes:
    return fetch_url(address, this_machine, timeout=1.0).data


def test_a_page_with_what_the_server_says_of_it(server: str) -> None:
    found = fetch_url(f"{server}/page", this_machine)

    assert (found.media_type, found.charset) == ("text/html", "latin-1")
    assert found.data.decode("latin-1") == PAGE


def test_a_connection_is_cut_in_time_though_tls_took_its_socket() -> None:
    with create_server(("127.0.0.1", 0)) as listening, Connections(this_machine, timeout=0.2) as connections:
        taken = connections.connect(listening.getsockname(), 5.0)
        with socket(fileno=taken.detach()) as as_tls_does:
            as_tls_does.settimeout(5.0)

            assert as_tls_does.recv(1) == b""
            assert connections.expired


@pytest.mark.parametrize("path", ["packed", "deflated"])
def test_a_packed_page_is_unpacked(path: str, server: str) -> None:
    assert fetched(f"{server}/{path}").decode() == PAGE


def test_a_redirect_is_followed(server: str) -> None:
    assert fetched(f"{server}/once") == PAGE.encode("latin-1")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("never", "was not sent within 1 seconds"),
        ("slow_head", "was not sent within 1 seconds"),
        ("slow_body", "was not sent within 1 seconds"),
        ("endless", "is over 20 MB"),
        ("bomb", "is over 20 MB"),
        ("unknown", "packs the page as br"),
        ("garbled", "cannot be unpacked"),
        ("cut", "broke off"),
        ("packed_and_cut", "broke off"),
        ("loop", "redirect"),
        ("long", "redirect"),
        ("to_private", "10.0.0.1, an address of this machine or of a private network; give --allow-private"),
        ("to_file", "file:///etc/passwd"),
        ("to_ftp", "leads on to ftp://ledger.example/a, and only http:// and https:// addresses are fetched"),
        ("forbidden", "the server answered 403 Forbidden"),
        ("gone", "the server answered 410 Gone"),
    ],
)
def test_what_goes_wrong_is_said_in_time(path: str, message: str, server: str) -> None:
    began = time.monotonic()
    with pytest.raises(FetchError, match=message) as raised:
        fetched(f"{server}/{path}")

    assert time.monotonic() - began < 4
    assert str(raised.value).startswith(f"{server}/{path}")


def test_this_machine_is_not_fetched_from_unless_it_is_meant(server: str) -> None:
    with pytest.raises(FetchError, match="give --allow-private"):
        fetch_url(f"{server}/page")


def test_a_proxy_is_not_asked_for_addresses_that_are_not_public(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server)
    monkeypatch.setenv("no_proxy", "")
    for address in ("http://10.0.0.7/page", f"{server}/page"):
        with pytest.raises(FetchError, match="of a private network; give --allow-private"):
            fetch_url(address)
    # Whose addresses only the proxy knows.
    with pytest.raises(FetchError, match="the server answered 410"):
        fetch_url("http://ledger.invalid/gone")


@pytest.mark.parametrize("address", ["ftp://example.org/a", "file:///etc/passwd", "http://"])
def test_other_addresses_are_not_fetched(address: str) -> None:
    with pytest.raises(FetchError, match="only http:// and https://"):
        fetch_url(address)


@pytest.mark.parametrize(
    "address", ["http://[bad", "http://exa mple.org:port/", "http://" + "a" * 300 + ".org/"]
)
def test_what_is_no_address_is_said(address: str) -> None:
    with pytest.raises(FetchError, match="check"):
        fetch_url(address)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("192.168.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104 - nothing is bound
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1", False),
        ("::ffff:127.0.0.1", False),
        ("::127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("2002:7f00:1::", False),
        ("fec0::1", False),
        ("64:ff9b::808:808", True),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(ip_address(address)) is public
