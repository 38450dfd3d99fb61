"""Which sources are meant: folders, pipes in them, and what is named twice."""

import os
import socket
from pathlib import Path

import pytest

from briefing.loading import find_sources


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("x")
    return tmp_path


@pytest.mark.parametrize("again", ["./news/a.txt", "news/../news/a.txt", "news", "link.txt"])
def test_what_is_named_again_is_read_once_with_a_note(again: str, desk: Path) -> None:
    (desk / "link.txt").symlink_to("news/a.txt")

    found = find_sources(["news/a.txt", again])

    assert found.locators == ("news/a.txt",)
    assert len(found.notes) == 1
    assert found.notes[0].endswith("read once")


@pytest.mark.parametrize("word", ["news/a.txt", "https://example.org/a", "-"])
def test_the_same_word_twice_is_meant_twice(word: str, desk: Path) -> None:
    assert find_sources([word, word]).locators == (word, word)


def test_a_folder_gives_no_pipes_and_no_sockets(desk: Path) -> None:
    os.mkfifo(desk / "news" / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("news/socket.txt")
        found = find_sources(["news"])

    assert found.locators == ("news/a.txt",)
    assert [note.partition(":")[0] for note in found.notes] == ["news/pipe.txt", "news/socket.txt"]


def test_a_link_in_a_circle_stays_for_loading_to_refuse(desk: Path) -> None:
    (desk / "news" / "loop.txt").symlink_to("loop.txt")
    (desk / "news" / "self").symlink_to(".")

    found = find_sources(["news"])

    assert found.locators == ("news/a.txt", "news/loop.txt")
    assert found.notes == ("news/self: skipped, a link to a folder",)
