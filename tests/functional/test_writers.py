"""Pages with a model that writes nonsense, no network: complete, true, and honest about the model."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from test_make import run
from tiny_models import build_tiny_bart, build_tiny_t5


@pytest.mark.parametrize("build", [build_tiny_bart, build_tiny_t5], ids=["bart", "t5"])
def test_a_random_model_cannot_spoil_the_page(
    build: Callable[[Path], Path], seed: Path, tmp_path: Path
) -> None:
    folder = build(tmp_path / "model")

    done = run("make", str(seed), "--model", str(folder), "--offline", "--format", "json", cwd=tmp_path)

    page = json.loads(done.stdout)
    text = page["articles"][0]["text"]
    claims = [*page["summary"], *(claim for section in page["sections"] for claim in section["summary"])]
    assert done.returncode == 0
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
