"""README shows what the program does: its page has the shape of today's, its commands exist."""

import re
import shlex
from pathlib import Path

import pytest
from test_make import run


def _shown(root: Path) -> str:
    found = re.search(r"<!-- page -->\n```text\n(.*?)```", (root / "README.md").read_text("utf-8"), re.DOTALL)
    assert found, "README has no page between its marks"
    return found[1]


def test_the_page_has_the_facts_and_the_parts_of_todays(root: Path, seed: Path) -> None:
    made = run("make", "seeds/minsk-talks.txt", cwd=root).stdout
    shown = _shown(root)

    # Which sentences are chosen may hang on the processor's arithmetic; what code finds does not.
    parts = re.compile(r"^[A-Z ]{6,}$", re.MULTILINE)
    actors = re.compile(r"^KEY ACTORS\n(.*?)\n\n", re.MULTILINE | re.DOTALL)
    assert shown.splitlines()[0] == made.splitlines()[0]
    assert parts.findall(shown) == parts.findall(made)
    assert actors.findall(shown) == actors.findall(made)


def test_every_option_it_shows_is_one(root: Path) -> None:
    text = (root / "README.md").read_text("utf-8")
    commands = re.findall(r"^(?:curl .*\| )?(briefing make [^#\n]*)", text, re.MULTILINE)
    known = run("make", "--help", cwd=root).stdout

    assert len(commands) >= 5
    for command in commands:
        for option in re.findall(r"(?<!\S)--?[a-z][a-z-]*", shlex.join(shlex.split(command))):
            assert option in known, f"{option} in: {command}"


@pytest.mark.parametrize(
    "path", ["docs/contract.md", "CONTRIBUTING.md", "CHANGELOG.md", "tests/gate/floors.json"]
)
def test_what_it_points_to_is_there(path: str, root: Path) -> None:
    assert path in (root / "README.md").read_text("utf-8")
    assert (root / path).is_file()
