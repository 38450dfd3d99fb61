"""`briefing verify` as users run it, and what docs/contract.md says of it."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from test_make import STORY, run

from briefing.verifying.report import verify_schema

TRUE = (
    'The council approved a bridge for 4.5 million euros. "We have waited ten years for this," Roth said.\n'
)
FALSE = "The council approved a bridge for 5.4 million euros.\n"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "bridge.txt").write_text(STORY)
    (tmp_path / "true.txt").write_text(TRUE)
    (tmp_path / "false.md").write_text(f"# Bridge\n\n- {FALSE}")
    return tmp_path


def _contract(root: Path) -> str:
    text = (root / "docs" / "contract.md").read_text("utf-8")
    return text.partition("## JSON of `verify`")[2].partition("\n## ")[0]


class TestContract:
    def test_the_options_are_those_of_the_contract(self, root: Path, tmp_path: Path) -> None:
        helped = run("verify", "--help", cwd=tmp_path, COLUMNS="200", NO_COLOR="1", TERM="dumb").stdout

        options = set(re.findall(r"^\W*(--[a-z][a-z-]*)", helped, re.MULTILINE)) - {"--help"}

        told = set(re.findall(r"`(--?[a-z][a-z-]*)", _contract(root)))
        assert options == (told - {"-o", "-q"}) | {"--output", "--quiet"}

    def test_the_document_drawn_in_the_contract_keeps_the_schema(self, root: Path) -> None:
        drawn = re.search(r"```json\n(.*?)```", _contract(root), re.DOTALL)

        assert drawn is not None
        Draft202012Validator(verify_schema()).validate(json.loads(drawn[1]))


class TestText:
    def test_what_holds_is_exit_0(self, desk: Path) -> None:
        done = run("verify", "true.txt", "--source", "bridge.txt", cwd=desk)

        assert (done.returncode, done.stderr) == (0, "")
        assert "0 contradicted · 0 not found" in done.stdout

    def test_what_does_not_is_exit_1_with_the_form_expected_and_the_line(self, desk: Path) -> None:
        done = run("verify", "false.md", "-s", "bridge.txt", cwd=desk)

        assert done.returncode == 1
        assert "contradicted: number, line 3" in done.stdout
        assert "4.5 million euros" in done.stdout

    def test_positions_of_the_json_are_those_of_the_file(self, desk: Path) -> None:
        done = run("verify", "false.md", "-s", "bridge.txt", "--format", "json", cwd=desk)

        told = json.loads(done.stdout)
        Draft202012Validator(verify_schema()).validate(told)
        text = (desk / "false.md").read_text()
        assert told["sources"] == [{"id": "S1", "locator": "bridge.txt"}]
        assert [text[item["start"] : item["end"]] for item in told["items"]] == [
            i["text"] for i in told["items"]
        ]
        wrong = [item["text"] for item in told["items"] if item["verdict"] == "contradicted"]
        assert wrong == ["5.4 million euros"]

    def test_standard_input(self, desk: Path) -> None:
        done = run("verify", "-", "-s", "bridge.txt", cwd=desk, stdin=FALSE)

        assert done.returncode == 1

    def test_the_report_in_a_file_leaves_stdout_empty(self, desk: Path) -> None:
        done = run("verify", "false.md", "-s", "bridge.txt", "-o", "report.txt", cwd=desk)

        assert (done.returncode, done.stdout) == (1, "")
        assert "contradicted: number" in (desk / "report.txt").read_text()


class TestSavedBriefing:
    @pytest.fixture
    def page(self, desk: Path) -> Path:
        path = desk / "page.json"
        assert run("make", "bridge.txt", "-o", str(path), cwd=desk).returncode == 0
        return path

    def test_is_held_against_its_own_articles(self, desk: Path, page: Path) -> None:
        (desk / "bridge.txt").unlink()

        done = run("verify", "page.json", cwd=desk)

        assert (done.returncode, done.stderr) == (0, "")

    def test_a_figure_changed_by_hand_is_told(self, desk: Path, page: Path) -> None:
        told = json.loads(page.read_text())
        claim = told["summary"][0]
        claim["text"] = claim["text"].replace("4.5", "5.4")
        page.write_text(json.dumps(told))

        done = run("verify", "page.json", cwd=desk)

        assert done.returncode == 1
        assert "5.4" in done.stdout


class TestRefused:
    def test_nothing_to_hold_it_against(self, desk: Path) -> None:
        done = run("verify", "true.txt", cwd=desk)

        assert done.returncode == 2
        assert "--source" in done.stderr

    def test_a_text_that_is_not_there(self, desk: Path) -> None:
        done = run("verify", "nowhere.txt", "-s", "bridge.txt", cwd=desk)

        assert done.returncode == 3
        assert "nowhere.txt" in done.stderr

    def test_an_empty_text(self, desk: Path) -> None:
        done = run("verify", "-", "-s", "bridge.txt", cwd=desk, stdin=" \n")

        assert done.returncode == 3
        assert "standard input is empty" in done.stderr

    @pytest.mark.parametrize(
        ("output", "told"), [("bridge.txt", "overwrite"), ("no/report.txt", "does not exist")]
    )
    def test_a_report_that_has_no_place(self, desk: Path, output: str, told: str) -> None:
        done = run("verify", "true.txt", "-s", "bridge.txt", "-o", output, cwd=desk)

        assert done.returncode == 2
        assert told in done.stderr
        assert (desk / "bridge.txt").read_text() == STORY
