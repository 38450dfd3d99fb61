"""Paths that are no plain files: pipes, devices, names that are none."""

import os
import threading
from pathlib import Path

import pytest

from briefing.errors import FetchError
from briefing.loading.fetch import fetch


def test_a_named_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=("The council met.",))
    writer.start()

    assert fetch(str(pipe)).data == b"The council met."
    writer.join()


@pytest.mark.parametrize(
    ("locator", "told"),
    [
        ("/dev/zero", "sends more than 20 MB"),
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
