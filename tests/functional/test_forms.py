"""Paper, PDF and templates as users ask for them."""

import json
from pathlib import Path

import pytest
from test_make import run

pytest.importorskip("typst", reason="the extra pdf is not installed")


def test_a_pdf_is_written_by_its_extension(seed: Path, tmp_path: Path) -> None:
    done = run("make", str(seed), "-o", "page.pdf", cwd=tmp_path)

    assert (done.returncode, done.stdout) == (0, "")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF-")


def test_a_pdf_goes_down_a_pipe_as_bytes(seed: Path, tmp_path: Path) -> None:
    done = run("make", str(seed), "-o", "page.pdf", cwd=tmp_path)
    again = run("make", str(seed), "--output-dir", "pages", "--format", "pdf", cwd=tmp_path)

    assert done.returncode == again.returncode == 0
    assert (tmp_path / "pages" / f"{seed.stem}.pdf").read_bytes() == (tmp_path / "page.pdf").read_bytes()


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_json_says_what_paper_it_fits(seed: Path, tmp_path: Path, paper: str) -> None:
    done = run("make", str(seed), "--paper", paper, "--format", "json", cwd=tmp_path)

    assert json.loads(done.stdout)["page"]["paper"] == paper


def test_settings_may_say_the_template(seed: Path, tmp_path: Path) -> None:
    (tmp_path / "briefing.toml").write_text('template = "bullets"\n')

    done = run("make", str(seed), cwd=tmp_path)

    assert done.returncode == 0
    assert "\n• " in done.stdout


def test_a_template_with_a_fault_is_exit_2_before_anything_is_read(seed: Path, tmp_path: Path) -> None:
    (tmp_path / "own.j2").write_text("{{ title }}\n{{ nothing }}\n{{ checked }}\n")

    done = run("make", str(seed), "--template", "own.j2", cwd=tmp_path)

    assert done.returncode == 2
    assert "own.j2, line 2: 'nothing' is undefined" in done.stderr
    assert done.stdout == ""


def test_an_unknown_template_is_exit_2(seed: Path, tmp_path: Path) -> None:
    done = run("make", str(seed), "--template", "dsek", cwd=tmp_path)

    assert done.returncode == 2
    assert "desk, bullets, plain" in done.stderr
