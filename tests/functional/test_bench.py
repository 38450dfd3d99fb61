"""`briefing bench` as users run it, and what docs/contract.md says of it."""

import json
import re
from pathlib import Path

from jsonschema import Draft202012Validator
from test_make import STORY, run

from briefing.benching.report import bench_schema


def _contract(root: Path) -> str:
    text = (root / "docs" / "contract.md").read_text("utf-8")
    return text.partition("## Bench\n")[2].partition("\n## ")[0]


def test_the_options_are_those_of_the_contract(root: Path, tmp_path: Path) -> None:
    helped = run("bench", "--help", cwd=tmp_path, COLUMNS="200", NO_COLOR="1", TERM="dumb").stdout

    options = set(re.findall(r"^\W*(--[a-z][a-z-]*)", helped, re.MULTILINE)) - {"--help"}

    assert options == set(re.findall(r"`(--[a-z]+)", _contract(root)))


def test_the_document_drawn_in_the_contract_keeps_the_schema(root: Path) -> None:
    drawn = re.search(r"```json\n(.*?)```", _contract(root), re.DOTALL)

    assert drawn is not None
    Draft202012Validator(bench_schema()).validate(json.loads(drawn[1]))


def test_a_table_of_the_own_articles(tmp_path: Path) -> None:
    done = run("bench", "--count", "2", cwd=tmp_path)

    assert done.returncode == 0
    assert "quote altered" in done.stdout
    assert "8 articles" in done.stdout
    assert "pages a second" in done.stdout


def test_json_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bridge.txt").write_text(STORY)

    done = run("bench", "--articles", "in", "--count", "2", "--format", "json", "--seed", "3", cwd=tmp_path)

    document = json.loads(done.stdout)
    Draft202012Validator(bench_schema()).validate(document)
    assert (done.returncode, document["articles"], document["seed"]) == (0, 1, 3)


def test_some_articles_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bridge.txt").write_text(STORY)
    (tmp_path / "in" / "empty.txt").write_text("")

    done = run("bench", "--articles", "in", "--count", "1", cwd=tmp_path)

    assert done.returncode == 5
    assert "empty.txt is empty" in done.stderr


def test_a_folder_that_is_not_there_or_empty_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()

    missing, empty = (run("bench", "--articles", name, cwd=tmp_path) for name in ("gone", "in"))

    assert (missing.returncode, empty.returncode) == (2, 2)
    assert "gone: no such folder" in missing.stderr
    assert "no article in this folder" in empty.stderr
    assert missing.stdout == empty.stdout == ""


def test_an_unknown_model_is_exit_4(tmp_path: Path) -> None:
    assert run("bench", "--model", "nobody", cwd=tmp_path).returncode == 4
