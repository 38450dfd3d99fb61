"""`briefing review` as users run it, from a saved page to the final one."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from test_make import run


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    story = "The council of Lund approved the new bridge on Monday. It will cost about $4.5 million.\n"
    (tmp_path / "story.txt").write_text(
        f"{story}\nMayor Ines Roth said it opens in 2026, and 28 boats came.\n"
    )
    assert run("make", "story.txt", "-o", "page.json", cwd=tmp_path).returncode == 0
    return tmp_path / "page.json"


def _decided(saved: Path, *rows: dict[str, object]) -> None:
    digest = sha256(saved.read_bytes()).hexdigest()
    made = {"schema": "briefing-review/1", "briefing": digest, "decisions": rows}
    (saved.parent / "decisions.json").write_text(json.dumps(made))


def _first_claim(saved: Path) -> str:
    page = json.loads(saved.read_text())
    return str(next(claim["id"] for claim in page["summary"] if claim["on_page"]))


def test_the_review_goes_to_stdout_or_a_file(saved: Path) -> None:
    done = run("review", "page.json", cwd=saved.parent)
    again = run("review", "page.json", "-o", "review.html", cwd=saved.parent)

    assert done.returncode == again.returncode == 0
    assert done.stdout.startswith("<!DOCTYPE html>")
    assert (saved.parent / "review.html").read_text() == done.stdout
    assert again.stdout == ""


def test_decisions_make_the_final_page_with_its_log(saved: Path) -> None:
    id = _first_claim(saved)
    _decided(
        saved, {"id": id, "decision": "edit", "text": "Lund's council approved the new bridge on Monday."}
    )

    done = run(
        "review",
        "page.json",
        "--apply",
        "decisions.json",
        "-o",
        "final.md",
        "--log",
        "log.json",
        cwd=saved.parent,
    )

    assert done.returncode == 0, done.stderr
    assert "Lund's council approved the new bridge on Monday." in (saved.parent / "final.md").read_text()
    assert f"{id} edit: " in done.stderr
    log = json.loads((saved.parent / "log.json").read_text())
    assert log["schema"] == "briefing-review-log/1"
    assert log["decisions"][0]["decision"] == "edit"


def test_a_false_edit_is_exit_1_and_nothing_is_written(saved: Path) -> None:
    _decided(
        saved,
        {"id": _first_claim(saved), "decision": "edit", "text": "The bridge cost $9 million on Monday."},
    )

    done = run("review", "page.json", "--apply", "decisions.json", "-o", "final.md", cwd=saved.parent)

    assert done.returncode == 1
    assert "$9 million" in done.stderr
    assert "nothing is written" in done.stderr
    assert not (saved.parent / "final.md").exists()


def test_a_page_that_was_saved_again_is_another(saved: Path) -> None:
    _decided(saved)
    saved.write_text(saved.read_text() + "\n")

    done = run("review", "page.json", "--apply", "decisions.json", cwd=saved.parent)

    assert done.returncode == 2
    assert "made for another briefing" in done.stderr


@pytest.mark.parametrize("text", ["", "{}", "plain words"])
def test_what_is_no_saved_page_is_exit_3(tmp_path: Path, text: str) -> None:
    (tmp_path / "page.json").write_text(text)

    done = run("review", "page.json", cwd=tmp_path)

    assert done.returncode == 3
    assert "briefing make --format json" in done.stderr


def test_it_does_not_overwrite_what_it_reads(saved: Path) -> None:
    done = run("review", "page.json", "-o", "page.json", cwd=saved.parent)

    assert done.returncode == 2
    assert json.loads(saved.read_text())["schema"] == "briefing/1"
