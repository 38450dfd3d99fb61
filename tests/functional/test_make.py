"""`briefing make` as users run it: whole stdout, stderr, exit codes, files."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from briefing.rendering.from_json import page_schema

STORY = (
    "Council approves bridge\n\n"
    "The council of Lund approved a new bridge on Monday for 4.5 million euros.\n\n"
    '"We have waited ten years for this," Mayor Ines Roth said after the vote.\n'
)


def run(*arguments: str, cwd: Path, stdin: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "briefing", *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environ},
    )


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "bridge.txt").write_text(STORY)
    return tmp_path


class TestOneSource:
    def test_the_page_goes_to_stdout_and_nothing_else(self, desk: Path) -> None:
        done = run("make", "bridge.txt", cwd=desk)

        assert done.returncode == 0
        assert done.stdout.startswith("Council approves bridge\n")
        assert "Ines Roth" in done.stdout
        assert done.stderr == ""

    def test_a_text_that_is_too_long_is_read_only_when_it_may_be_cut(self, desk: Path) -> None:
        (desk / "long.txt").write_text(STORY + "\n" + "harbour " * 250_000)

        refused = run("make", "long.txt", cwd=desk)
        cut = run("make", "long.txt", "--allow-cut", cwd=desk)

        assert (refused.returncode, refused.stdout) == (6, "")
        assert "give --allow-cut" in refused.stderr
        assert cut.returncode == 0
        assert "not read: the last 176 characters of the text, which is too long" in cut.stdout

    def test_no_error_steers_the_terminal(self, desk: Path) -> None:
        done = run("make", "no\x1b[31m\x07such.txt", cwd=desk)

        assert done.returncode == 3
        assert "no [31m such.txt: no such file" in done.stderr
        assert done.stderr.replace("\n", "").isprintable()

    def test_the_same_bytes_every_time(self, desk: Path) -> None:
        first, second = (run("make", "bridge.txt", "--format", "json", cwd=desk) for _ in range(2))

        assert first.stdout == second.stdout

    def test_json_keeps_the_schema_and_its_offsets(self, seed: Path, tmp_path: Path) -> None:
        page = json.loads(run("make", str(seed), "--format", "json", cwd=tmp_path).stdout)

        Draft202012Validator(page_schema()).validate(page)
        text = page["articles"][0]["text"]
        for quotation in page["quotations"]:
            said = " … ".join(" ".join(text[c["start"] : c["end"]].split()) for c in quotation["contents"])
            assert quotation["text"] == said
        for number in page["numbers"]:
            assert " ".join(text[number["start"] : number["end"]].split()) == number["text"]

    def test_an_output_file_takes_its_format_from_its_name(self, desk: Path) -> None:
        done = run("make", "bridge.txt", "-o", "page.md", cwd=desk)

        assert (done.returncode, done.stdout) == (0, "")
        assert (desk / "page.md").read_text().startswith("# Council approves bridge")

    def test_dev_null_and_dev_stdout_take_a_page(self, desk: Path) -> None:
        page = run("make", "bridge.txt", cwd=desk).stdout

        for place, printed in (("/dev/null", ""), ("/dev/stdout", page), ("-", page)):
            done = run("make", "bridge.txt", "-o", place, cwd=desk)

            assert (done.returncode, done.stdout, done.stderr) == (0, printed, "")

    def test_process_substitution(self, desk: Path) -> None:
        command = f"{shlex.quote(sys.executable)} -m briefing make <(cat bridge.txt)"

        done = subprocess.run(
            ["bash", "-c", command], cwd=desk, capture_output=True, text=True, check=True, timeout=120
        )

        assert done.stdout.startswith("Council approves bridge\n")
        assert done.stderr == ""

    def test_standard_input(self, desk: Path) -> None:
        done = run("make", "-", "--title", "Bridge", "--outlet", "Lund Post", cwd=desk, stdin=STORY)

        assert done.returncode == 0
        assert "Lund Post" in done.stdout

    def test_verbose_says_what_became_of_each_source(self, desk: Path) -> None:
        done = run("make", "bridge.txt", "-v", "--output-dir", "out", cwd=desk)

        assert "bridge.txt: 31 words read, a page of" in done.stderr
        assert "in out/bridge.txt" in done.stderr
        assert run("make", "bridge.txt", "--output-dir", "out", cwd=desk).stderr == ""
        assert run("make", "bridge.txt", "-vq", "--output-dir", "out", cwd=desk).stderr == ""

    def test_stats_hold_the_timings(self, desk: Path) -> None:
        run("make", "bridge.txt", "--stats", "s.json", cwd=desk)

        assert set(json.loads((desk / "s.json").read_text())) == {"seconds", "sources", "peak_memory_mb"}

    def test_offline_makes_the_same_page(self, desk: Path) -> None:
        assert (
            run("make", "bridge.txt", "--offline", cwd=desk).stdout
            == run("make", "bridge.txt", cwd=desk).stdout
        )


class TestManySources:
    def test_a_file_each_and_nothing_else(self, desk: Path) -> None:
        (desk / "more").mkdir()
        (desk / "more" / "bridge.txt").write_text(STORY)
        (desk / "more" / "notes.bin").write_text("x")

        done = run("make", "bridge.txt", "more", "--output-dir", "out", "--format", "json", cwd=desk)

        assert done.returncode == 0
        assert sorted(p.name for p in (desk / "out").iterdir()) == ["bridge-2.json", "bridge.json"]
        assert "notes.bin: skipped" in done.stderr

    def test_json_lines(self, desk: Path) -> None:
        (desk / "copy.txt").write_text(STORY)

        done = run("make", "bridge.txt", "copy.txt", "--format", "json", cwd=desk)

        assert [json.loads(line)["schema"] for line in done.stdout.splitlines()] == ["briefing/1"] * 2

    def test_a_source_named_twice_is_read_once(self, desk: Path) -> None:
        done = run("make", "bridge.txt", "./bridge.txt", "-o", "page.md", cwd=desk)

        assert done.returncode == 0
        assert done.stderr == "briefing: ./bridge.txt: the same file as bridge.txt, read once\n"

    def test_one_that_fails_does_not_lose_the_others(self, desk: Path) -> None:
        done = run("make", "bridge.txt", "gone.txt", "--output-dir", "out", cwd=desk)

        assert done.returncode == 5
        assert "gone.txt: no such file" in done.stderr
        assert [p.name for p in (desk / "out").iterdir()] == ["bridge.txt"]

    def test_together_makes_one_page_of_all(self, desk: Path) -> None:
        (desk / "b.txt").write_text(
            "Ruiz objects\n\nOpposition leader Carla Ruiz said on Monday it was far too dear.\n"
        )

        page = json.loads(
            run("make", "bridge.txt", "b.txt", "--together", "--format", "json", cwd=desk).stdout
        )

        assert [a["id"] for a in page["articles"]] == ["A1", "A2"]
        ids = [s["id"] for a in page["articles"] for s in a["sentences"]]
        assert len(ids) == len(set(ids))


class TestErrors:
    @pytest.mark.parametrize(
        ("arguments", "code", "told"),
        [
            (["gone.txt"], 3, "no such file"),
            (["empty.txt"], 3, "empty.txt"),
            (["x.pdf"], 3, "PDF"),
            (["bridge.txt", "--model", "bart-lrage-cnn"], 4, "did you mean bart-large-cnn?"),
            (["bridge.txt", "--model", "bart-large-cnn"], 4, "bart-large-cnn"),
            (["bridge.txt", "--device", "mps"], 4, "--device auto"),
            (["bridge.txt", "--format", "docx"], 2, "docx"),
            (["bridge.txt", "-o", "page.docx"], 2, ".docx"),
            (["bridge.txt", "empty.txt", "-o", "page.md"], 2, "--output-dir"),
            (["bridge.txt", "-o", "gone/page.md"], 2, "does not exist"),
            (["bridge.txt", "-o", "gone/page"], 2, "does not exist"),
            (["bridge.txt", "-o", "page"], 2, "--format"),
            (["bridge.txt", "-o", "."], 2, ". is a folder; name a file in it"),
            (["bridge.txt", "--stats", "."], 2, ". is a folder; name a file in it"),
            (["bridge.txt", "--output-dir", "empty.txt"], 2, "choose another --output-dir"),
            (["bridge.txt", "--language", "xx"], 2, "--language must be a code of ISO 639-1, such as en, de"),
            (["bridge.txt", "--date", "yesterday"], 2, "--date"),
            (["bridge.txt", "--config", "gone.toml"], 2, "gone.toml"),
            (["https://example.org/a", "--offline"], 3, "offline"),
            (["nothing-here"], 3, "no such file"),
        ],
    )
    def test_code_and_message(self, arguments: list[str], code: int, told: str, desk: Path) -> None:
        (desk / "empty.txt").write_text("")
        (desk / "x.pdf").write_bytes(b"%PDF-1.4")

        done = run("make", *arguments, cwd=desk)

        assert done.returncode == code
        assert told in done.stderr
        assert "Traceback" not in done.stderr
        assert done.stdout == ""

    def test_a_folder_without_an_article_says_what_was_skipped(self, desk: Path) -> None:
        (desk / "reports").mkdir()
        (desk / "reports" / "x.rtf").write_bytes(b"{\\rtf1}")

        done = run("make", "reports", cwd=desk)

        assert done.returncode == 2
        assert "x.rtf: skipped, RTF is not read by this version" in done.stderr

    def test_a_setting_nobody_knows(self, desk: Path) -> None:
        (desk / "briefing.toml").write_text("wrods = 300\n")

        done = run("make", "bridge.txt", cwd=desk)

        assert done.returncode == 2
        assert "did you mean words?" in done.stderr

    def test_debug_shows_where(self, desk: Path) -> None:
        assert "Traceback" in run("make", "gone.txt", "--debug", cwd=desk).stderr


def test_help_is_quick_and_knows_no_torch(tmp_path: Path) -> None:
    probe = "import sys, briefing.cli; print('torch' in sys.modules, 'transformers' in sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, cwd=tmp_path
    )

    assert done.stdout.split() == ["False", "False"]


@pytest.mark.parametrize("command", [["--version"], ["--help"], ["make", "--help"], ["models", "list"]])
def test_commands_that_only_tell(command: list[str], tmp_path: Path) -> None:
    done = run(*command, cwd=tmp_path)

    assert done.returncode == 0
    assert done.stdout.strip()


def test_models_show_and_check(tmp_path: Path) -> None:
    assert "Apache-2.0" in run("models", "show", "pocket", cwd=tmp_path).stdout
    assert "384" in run("models", "check", "pocket", cwd=tmp_path).stdout
    assert run("models", "check", "pegasus-cnn", cwd=tmp_path).returncode == 4


class TestOutputBesideSources:
    def test_a_page_never_overwrites_its_source(self, desk: Path) -> None:
        for arguments in (["bridge.txt", "-o", "bridge.txt"], ["bridge.txt", "--output-dir", "."]):
            done = run("make", *arguments, cwd=desk)

            assert done.returncode == 2
            assert "overwrite" in done.stderr
        assert (desk / "bridge.txt").read_text() == STORY

    def test_statistics_overwrite_neither_source_nor_page(self, desk: Path) -> None:
        for arguments, said in (
            (["--stats", "bridge.txt"], "overwrite"),
            (["-o", "x.md", "--stats", "x.md"], "two"),
        ):
            done = run("make", "bridge.txt", *arguments, cwd=desk)

            assert done.returncode == 2
            assert said in done.stderr
        assert (desk / "bridge.txt").read_text() == STORY

    def test_pages_do_not_go_into_the_folder_of_sources(self, desk: Path) -> None:
        done = run("make", ".", "--output-dir", ".", "--format", "md", cwd=desk)

        assert done.returncode == 2
        assert "choose another --output-dir" in done.stderr

    def test_pages_of_an_earlier_run_are_no_sources(self, desk: Path) -> None:
        for _ in range(2):
            done = run("make", ".", "--output-dir", "pages", "--format", "md", cwd=desk)

        assert done.returncode == 0
        assert [p.name for p in (desk / "pages").iterdir()] == ["bridge.md"]

    def test_a_page_that_cannot_be_written_does_not_lose_the_others(self, desk: Path) -> None:
        (desk / "other.txt").write_text(STORY)
        (desk / "pages" / "bridge.txt").mkdir(parents=True)

        done = run("make", "bridge.txt", "other.txt", "--output-dir", "pages", cwd=desk)

        assert done.returncode == 5
        assert "bridge.txt cannot be written" in done.stderr
        assert (desk / "pages" / "other.txt").is_file()

    def test_a_page_of_several_is_named_after_the_first_that_was_read(self, desk: Path) -> None:
        run("make", "gone.txt", "bridge.txt", "--together", "--output-dir", "pages", cwd=desk)

        assert [p.name for p in (desk / "pages").iterdir()] == ["bridge.txt"]

    def test_a_link_stays_a_link(self, desk: Path) -> None:
        (desk / "link.md").symlink_to("target.md")

        run("make", "bridge.txt", "-o", "link.md", cwd=desk)

        assert (desk / "link.md").is_symlink()
        assert (desk / "target.md").is_file()
