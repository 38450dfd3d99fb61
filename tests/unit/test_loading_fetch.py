"""Paths that are no plain files: pipes, devices, names that are none."""

import os
from pathlib import Path

import pytest

from briefing.errors import FetchError
from briefing.loading.fetch import fetch


def test_a_pipe_of_a_process_substitution_is_read_to_its_end() -> None:
    end, start = os.pipe()
    os.write(start, b"The council met.")
    os.close(start)
    try:
        assert fetch(f"/dev/fd/{end}").data == b"The council met."
    finally:
        os.close(end)


def test_a_named_pipe_that_nobody_may_ever_write_to_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(FetchError, match="is a pipe or a device and no file"):
        fetch(str(tmp_path / "pipe"))


@pytest.mark.parametrize(
    ("locator", "told"),
    [
        ("/dev/zero", "is a pipe or a device and no file"),
        ("", "the name of a source is empty"),
        ("The council met. " * 500, "name -"),
        ("loop.txt", "cannot be read"),
    ],
)
def test_what_holds_no_article_is_refused(
    locator: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("loop.txt").symlink_to("loop.txt")

    with pytest.raises(FetchError, match=told) as refused:
        fetch(locator)

    assert len(str(refused.value)) < 200
