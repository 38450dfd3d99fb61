"""Pages with a model that writes nonsense, no network: complete, true, and honest about the model."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from protocol_server import garbage, only_writing, serving
from test_make import run
from tiny_models import (
    build_tiny_bart,
    build_tiny_gemma,
    build_tiny_led,
    build_tiny_llama,
    build_tiny_pegasus,
    build_tiny_pegasus_x,
    build_tiny_phi,
    build_tiny_qwen,
    build_tiny_t5,
)

BUILDS = (
    build_tiny_bart,
    build_tiny_pegasus,
    build_tiny_pegasus_x,
    build_tiny_led,
    build_tiny_t5,
    build_tiny_qwen,
    build_tiny_llama,
    build_tiny_gemma,
    build_tiny_phi,
)


@pytest.mark.parametrize("build", BUILDS, ids=lambda build: build.__name__.removeprefix("build_tiny_"))
def test_a_random_model_cannot_spoil_the_page(
    build: Callable[[Path], Path], seed: Path, tmp_path: Path
) -> None:
    folder = build(tmp_path / "model")

    done = run("make", str(seed), "--model", str(folder), "--offline", "--format", "json", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    page = json.loads(done.stdout)
    text = page["articles"][0]["text"]
    claims = [*page["summary"], *(claim for section in page["sections"] for claim in section["summary"])]
    assert page["manifest"]["model"] == "model"
    assert all(section["summary"] for section in page["sections"])
    assert page["checks"]["replaced"] + page["checks"]["omitted"] > 0
    for claim in claims:
        assert claim["verbatim"], "nothing that such a model writes can be borne out"
        assert claim["verdict"] == "supported"
        for evidence in claim["evidence"]:
            start, end = evidence["part"]
            assert claim["text"][start:end] == text[evidence["start"] : evidence["end"]]


def test_the_page_says_what_was_replaced(seed: Path, tmp_path: Path) -> None:
    folder = build_tiny_bart(tmp_path / "model")

    page = run("make", str(seed), "--model", str(folder), "--offline", cwd=tmp_path).stdout

    assert "replaces the model's sentence" in page or "written sentence" in page


def test_a_server_that_copies_the_article_writes_a_page_that_is_borne_out(seed: Path, tmp_path: Path) -> None:
    with serving() as server:
        done = run("make", str(seed), "--model", server.url, "--format", "json", cwd=tmp_path)

    page = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert server.prompts, "the server was not asked"
    assert page["checks"]["contradicted"] == page["checks"]["not_found"] == 0
    assert page["manifest"]["device"] == "server"


def test_a_server_that_is_down_is_exit_4_and_no_page(seed: Path, tmp_path: Path) -> None:
    with serving() as server:
        address = server.url

    done = run("make", str(seed), "--model", address, cwd=tmp_path)

    assert done.returncode == 4
    assert "does not answer" in done.stderr
    assert done.stdout == ""


def test_a_server_that_dies_half_way_is_exit_4(seed: Path, tmp_path: Path) -> None:
    with serving() as server:
        server.fault = only_writing(garbage)
        done = run("make", str(seed), "--model", server.url, cwd=tmp_path)

    assert done.returncode == 4
    assert "no JSON" in done.stderr
    assert "Traceback" not in done.stderr


def test_another_machine_needs_leave(seed: Path, tmp_path: Path) -> None:
    done = run("make", str(seed), "--model", "http://192.0.2.1/v1", cwd=tmp_path)

    assert done.returncode in (2, 4)
    assert "remote = true" in done.stderr
