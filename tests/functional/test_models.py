"""`briefing models` as users run it; `get` against a small hub on loopback."""

import hashlib
import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from test_make import run
from tiny_models import build_tiny_qwen

REVISION = "a" * 40
REPO = "desk/tiny"


class _Hub(ThreadingHTTPServer):
    """Gives out the files of a folder as the Hugging Face hub does; `broken` sends one of them changed."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
        self.broken: str | None = None
        self.stops_at: int | None = None
        self.ranges: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: _Hub

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def _answer(self, body: bool) -> None:
        path = self.path.partition("?")[0]
        if path.startswith(f"/api/models/{REPO}/tree/"):
            return self._send(json.dumps(self._tree()).encode(), {}, body)
        if path.startswith(f"/api/models/{REPO}"):
            return self._send(json.dumps(self._told()).encode(), {}, body)
        name = path.rpartition("/")[2]
        data = self.server.files.get(name) if path.startswith(f"/{REPO}/resolve/") else None
        if data is None:
            self.send_response(404)
            self.send_header("X-Error-Code", "RepoNotFound")
            self.send_header("Content-Length", "0")
            return self.end_headers()
        if name == self.server.broken:
            data = bytes(reversed(data))
        return self._send(data, {"X-Repo-Commit": REVISION, "ETag": f'"{_sha256(data)}"'}, body)

    def _send(self, data: bytes, headers: dict[str, str], body: bool) -> None:
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range") or "")
        start = int(asked[1]) if asked else 0
        if asked:
            self.server.ranges.append(self.path)
        self.send_response(206 if asked else 200)
        for name, value in headers.items():
            self.send_header(name, value)
        if asked:
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        if body:
            self.wfile.write(data[start : self.server.stops_at])

    def _told(self) -> dict[str, object]:
        siblings = [
            {"rfilename": name, "size": len(data)}
            | (
                {"lfs": {"sha256": _sha256(data), "size": len(data), "pointerSize": 9}}
                if "safe" in name
                else {}
            )
            for name, data in self.server.files.items()
        ]
        return {"id": REPO, "modelId": REPO, "sha": REVISION, "siblings": siblings}

    def _tree(self) -> list[dict[str, object]]:
        return [
            {"type": "file", "path": name, "size": len(data), "oid": _sha256(data)[:40]}
            for name, data in self.server.files.items()
        ]

    def log_message(self, *_: object) -> None:
        """Quiet."""


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[_Hub]:
    server = _Hub(build_tiny_qwen(tmp_path / "tiny"))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def places(hub: _Hub, tmp_path: Path) -> dict[str, str]:
    """The environment of a user whose cards name a model of the hub."""
    own = tmp_path / "config" / "briefing"
    own.mkdir(parents=True)
    (own / "models.toml").write_text(f'[models.tiny]\nkind = "causal"\nrepo = "{REPO}"\nlicence = "MIT"\n')
    return {
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "HF_HUB_CACHE": str(tmp_path / "hub"),
        "HF_HOME": str(tmp_path / "home"),
        "HF_ENDPOINT": hub.url,
        "HF_HUB_DISABLE_XET": "1",
    }


def test_a_model_is_fetched_when_it_is_asked_for_and_then_writes(
    places: dict[str, str], tmp_path: Path, seed: Path
) -> None:
    assert "not here" in run("models", "list", cwd=tmp_path, **places).stdout.partition("tiny")[2]
    early = run("make", str(seed), "--model", "tiny", cwd=tmp_path, **places)
    assert early.returncode == 4
    assert "briefing models get tiny" in early.stderr

    got = run("models", "get", "tiny", cwd=tmp_path, **places)

    assert got.returncode == 0, got.stderr
    assert re.search(r"desk/tiny at aaaaaaaaaaaa: \d+ files, .* of them to fetch; licence: MIT", got.stderr)
    checked = run("models", "check", "tiny", cwd=tmp_path, **places)
    assert checked.returncode == 0, checked.stderr
    assert "tiny writes on cpu" in checked.stdout
    made = run("make", str(seed), "--model", "tiny", "--format", "json", "--offline", cwd=tmp_path, **places)
    assert json.loads(made.stdout)["manifest"]["model_revision"] == REVISION


def test_a_pinned_revision_is_shown(places: dict[str, str], tmp_path: Path) -> None:
    got = run("models", "get", "tiny", "--pin", cwd=tmp_path, **places)

    assert got.returncode == 0, got.stderr
    assert f"pinned to {REVISION}" in got.stdout
    assert REVISION in run("models", "show", "tiny", cwd=tmp_path, **places).stdout


def test_a_file_that_is_not_what_the_hub_told_of_is_taken_away(
    hub: _Hub, places: dict[str, str], tmp_path: Path
) -> None:
    hub.broken = "model.safetensors"

    got = run("models", "get", "tiny", cwd=tmp_path, **places)

    assert got.returncode == 4
    assert "model.safetensors is not the file that the hub told of" in got.stderr
    hub.broken = None
    assert run("models", "get", "tiny", cwd=tmp_path, **places).returncode == 0


def test_a_hub_that_is_not_there_is_an_error_that_says_so(places: dict[str, str], tmp_path: Path) -> None:
    got = run("models", "get", "tiny", cwd=tmp_path, **{**places, "HF_ENDPOINT": "http://127.0.0.1:9"})

    assert got.returncode == 4
    assert "cannot be fetched" in got.stderr
    assert "Traceback" not in got.stderr


def test_a_repository_that_is_not_there_is_an_error_that_says_so(
    places: dict[str, str], tmp_path: Path
) -> None:
    own = tmp_path / "config" / "briefing" / "models.toml"
    own.write_text('[models.gone]\nkind = "causal"\nrepo = "desk/gone"\n')

    got = run("models", "get", "gone", cwd=tmp_path, **places)

    assert got.returncode == 4
    assert "the hub has no desk/gone" in got.stderr


def test_nothing_is_fetched_offline(places: dict[str, str], tmp_path: Path) -> None:
    got = run("models", "get", "tiny", cwd=tmp_path, **{**places, "BRIEFING_OFFLINE": "1"})

    assert got.returncode == 2
    assert "the settings say offline" in got.stderr


def test_the_listing_says_what_fits_this_machine(tmp_path: Path) -> None:
    done = run("models", "list", cwd=tmp_path)

    lines = {line.split()[0]: line for line in done.stdout.splitlines()}
    assert "here" in lines["pocket"]
    assert any("fits" in line for line in lines.values())
    assert re.search(r"\(\d+\.\d GB\)", done.stdout)


def test_an_unknown_model_is_exit_4_and_told_what_there_is(tmp_path: Path) -> None:
    for command in ("show", "get", "check"):
        done = run("models", command, "poket", cwd=tmp_path)
        assert done.returncode == 4
        assert "pocket" in done.stderr
