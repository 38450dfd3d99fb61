"""Fixtures that several test folders share."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def seed() -> Path:
    """The owner's article."""
    return ROOT / "seeds" / "minsk-talks.txt"


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of annotated articles; a test that asks for it is skipped where it is missing."""
    folder = Path(os.environ.get("BRIEFING_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("annotated articles are not here: set BRIEFING_DATA")
    return folder


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden pages anew")
    parser.addoption(
        "--update-floors", action="store_true", help="raise the floors of the gate to what is measured"
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written instead of compared."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture
def update_floors(request: pytest.FixtureRequest) -> bool:
    """Whether the floors of the gate are to be raised."""
    return bool(request.config.getoption("--update-floors"))


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test sees the settings of the person who runs it."""
    for name in [name for name in os.environ if name.startswith("BRIEFING_") and name != "BRIEFING_DATA"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.getbasetemp()))
