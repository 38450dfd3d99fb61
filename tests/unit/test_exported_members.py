"""What `import briefing` gives, and what it leaves for later."""

import subprocess
import sys
from types import ModuleType

import pytest

import briefing


def test_all_is_sorted_and_names_nothing_twice() -> None:
    assert list(briefing.__all__) == sorted(set(briefing.__all__))


@pytest.mark.parametrize("name", briefing.__all__)
def test_each_name_can_be_imported(name: str) -> None:
    assert getattr(briefing, name) is not None


def test_all_is_everything_public_that_is_there() -> None:
    there = {
        name
        for name, value in vars(briefing).items()
        if not name.startswith("_") and not isinstance(value, ModuleType)
    }

    assert there - {"TYPE_CHECKING", "import_module"} <= set(briefing.__all__)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'breif'"):
        briefing.breif  # noqa: B018 - asking is the test


def test_importing_the_package_alone_loads_nothing_large() -> None:
    large = ["torch", "numpy", "trafilatura", "typer"]
    probe = f"import sys, briefing; print([m for m in {large} if m in sys.modules])"

    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
