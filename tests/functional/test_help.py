"""`--help` says what docs/contract.md says, and says it at once."""

import re
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from test_make import run

_OPTION = re.compile(r"(?<![\w-])(--?[a-z][a-z-]*)")
_LATER = re.compile(r"\*\(later\)\*.*?(?=\. |;|\n)")
_OF_THE_PROGRAM = {"--version", "--help"}
MOST_TIMES_SLOWER = 3.5
"""Than the libraries that print it; the rest of the time is ours."""


def contracted(root: Path) -> set[str]:
    """The options of `make` in the contract, without those marked as later."""
    text = (root / "docs" / "contract.md").read_text("utf-8")
    commands, _, rest = text.partition("`SOURCE` is a path")
    told = rest.partition("## JSON of a page")[0].partition("| Exit |")[0]
    quoted = re.findall(r"`([^`]*)`", _without_later(told))
    options = {option for words in quoted for option in _OPTION.findall(words)}
    assert "briefing make SOURCE" in commands
    return _spelled_out(options)


def _without_later(text: str) -> str:
    """The text without what stands from a mark of "later" to the end of its sentence."""
    return _LATER.sub("", text)


def _spelled_out(options: set[str]) -> set[str]:
    """-v/-q and -o by their long names; the contract writes the short ones."""
    long = {"-v": "--verbose", "-q": "--quiet", "-o": "--output"}
    return {long.get(option, option) for option in options}


def helped(tmp_path: Path) -> set[str]:
    done = run("make", "--help", cwd=tmp_path, COLUMNS="200", NO_COLOR="1", TERM="dumb")
    assert done.returncode == 0
    return set(re.findall(r"^\W*(--[a-z][a-z-]*)", done.stdout, re.MULTILINE))


def test_every_option_of_the_contract_stands_in_the_help(root: Path, tmp_path: Path) -> None:
    assert contracted(root) - _OF_THE_PROGRAM - helped(tmp_path) == set()


def test_every_option_of_the_help_stands_in_the_contract(root: Path, tmp_path: Path) -> None:
    assert helped(tmp_path) - _OF_THE_PROGRAM - contracted(root) == set()


@pytest.mark.parametrize("option", ["--cache-dir"])
def test_what_is_marked_as_later_is_refused(option: str, tmp_path: Path) -> None:
    done = run("make", "story.txt", option, "x", cwd=tmp_path)

    assert done.returncode == 2
    assert option in done.stderr


def test_the_version_is_an_option_of_the_program(tmp_path: Path) -> None:
    assert "--version" in run("--help", cwd=tmp_path).stdout


def test_help_takes_little_longer_than_the_libraries_that_print_it(tmp_path: Path) -> None:
    helping = [sys.executable, "-m", "briefing", "--help"]
    importing = [sys.executable, "-c", "import typer, rich.console"]
    pairs = [(_seconds(helping, tmp_path), _seconds(importing, tmp_path)) for _ in range(3)]

    ours = statistics.median(pair[0] for pair in pairs)
    theirs = statistics.median(pair[1] for pair in pairs)

    assert ours <= MOST_TIMES_SLOWER * theirs


def _seconds(command: Sequence[str], cwd: Path) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=cwd, capture_output=True, check=True)
    return time.perf_counter() - started
