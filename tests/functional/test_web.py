"""`briefing make URL` against a server that misbehaves: the right message and exit code, in time."""

import json
import sys
import time
from collections.abc import Iterator

import pytest
from misbehaving import misbehaving

from briefing.cli import main


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with misbehaving() as address:
        yield address


def make(address: str, *options: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """The exit code of the console script, which has one second for the address."""
    monkeypatch.setenv("BRIEFING_FETCH_SECONDS", "1")
    monkeypatch.setattr(sys, "argv", ["briefing", "make", address, *options])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("never", "was not sent within 1 seconds"),
        ("slow_body", "was not sent within 1 seconds"),
        ("endless", "is over 20 MB"),
        ("bomb", "is over 20 MB"),
        ("cut", "broke off"),
        ("loop", "redirects without end"),
        ("forbidden", "the server answered 403 Forbidden; check the address, or save the page in a browser"),
        ("missing", "the server answered 404 Not Found"),
        ("broken", "the server answered 500 Internal Server Error"),
        ("empty", "is empty; name a source that holds an article"),
        ("consent", "asks for consent to cookies and holds no article; answer it in a browser"),
    ],
)
def test_what_goes_wrong_ends_with_3_and_a_message(
    path: str,
    message: str,
    server: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    began = time.monotonic()
    code = make(f"{server}/{path}", "--allow-private", monkeypatch=monkeypatch)
    printed = capsys.readouterr()

    assert (code, printed.out) == (3, "")
    assert message in printed.err
    assert printed.err.count("\n") == 1
    assert time.monotonic() - began < 10


def test_this_machine_and_redirects_to_it_need_a_flag(
    server: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make(f"{server}/to_private", monkeypatch=monkeypatch) == 3
    assert "127.0.0.1, an address of this machine or of a private network" in capsys.readouterr().err


@pytest.mark.parametrize("path", ["story", "says_latin", "says_utf8"])
def test_a_page_is_made_whatever_charset_the_server_states(
    path: str, server: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = make(f"{server}/{path}", "--allow-private", "--format", "json", monkeypatch=monkeypatch)
    article = json.loads(capsys.readouterr().out)["articles"][0]

    assert code == 0
    assert "Mayor Inés Müller of Malmö" in article["text"]
    assert article["source"]["locator"] == f"{server}/{path}"
