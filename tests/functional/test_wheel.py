"""The wheel carries everything: installed alone, it makes a page in an empty folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def installed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the installed wheel and nothing else; its dependencies are those here."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(root)],
        check=True,
    )
    (wheel,) = folder.glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", str(folder / "site"), str(wheel)], check=True)
    return folder / "site"


def run(installed: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=True,
    )


def test_a_page_from_the_wheel(installed: Path, seed: Path, tmp_path: Path) -> None:
    where = run(installed, "-c", "import briefing; print(briefing.__file__)", cwd=tmp_path).stdout

    page = run(installed, "-m", "briefing", "make", str(seed), cwd=tmp_path).stdout

    assert where.startswith(str(installed))
    assert page.startswith("Putin arrives in Minsk")
    assert "reader pocket" in page


def test_models_and_prompts_come_along(installed: Path, tmp_path: Path) -> None:
    listed = run(installed, "-m", "briefing", "models", "list", cwd=tmp_path).stdout
    prompts = run(
        installed, "-c", "from briefing.prompts import load_prompts; print(*load_prompts())", cwd=tmp_path
    ).stdout

    assert "flan-t5-base" in listed
    assert "summarise" in prompts
