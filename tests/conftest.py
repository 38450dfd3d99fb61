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
