"""Where pages go: names of files, and files that appear whole."""

from pathlib import Path

import pytest

from briefing.making import Timings, file_names, stem_of
from briefing.outputs import write_whole
from briefing.rendering import Format


class TestFileNames:
    def test_a_file_gives_its_stem(self) -> None:
        assert file_names(["news/a.txt"], Format.JSON) == ["a.json"]

    def test_a_second_of_a_name_is_numbered(self) -> None:
        names = file_names(["x/a.txt", "y/a.html", "z/a.md"], Format.MD)

        assert names == ["a.md", "a-2.md", "a-3.md"]

    def test_names_that_differ_in_case_only_do_not_meet_on_any_disk(self) -> None:
        assert file_names(["A.txt", "a.txt"], Format.TXT) == ["A.txt", "a-2.txt"]

    def test_a_numbered_name_that_is_taken_is_not_given_again(self) -> None:
        assert file_names(["a-2.txt", "a.txt", "b/a.txt"], Format.TXT) == ["a-2.txt", "a.txt", "a-3.txt"]

    @pytest.mark.parametrize(
        ("locator", "stem"),
        [
            ("-", "stdin"),
            ("https://example.org/news/bridge-opens.html?x=1", "bridge-opens"),
            ("https://example.org/news/bridge-opens/", "bridge-opens"),
            ("https://example.org/", "example.org"),
            ("dir.d/story.one.txt", "story.one"),
        ],
    )
    def test_stems(self, locator: str, stem: str) -> None:
        assert stem_of(locator) == stem


class TestWriteWhole:
    def test_writes_what_it_is_given(self, tmp_path: Path) -> None:
        write_whole(tmp_path / "page.txt", "zürich\n")

        assert (tmp_path / "page.txt").read_bytes() == "zürich\n".encode()

    def test_leaves_nothing_beside(self, tmp_path: Path) -> None:
        write_whole(tmp_path / "page.txt", "x")

        assert [p.name for p in tmp_path.iterdir()] == ["page.txt"]

    def test_a_failure_keeps_the_old_file_and_leaves_nothing_beside(self, tmp_path: Path) -> None:
        target = tmp_path / "page.txt"
        target.write_text("old")

        with pytest.raises(UnicodeEncodeError):
            write_whole(target, "half \ud800")

        assert target.read_text() == "old"
        assert [p.name for p in tmp_path.iterdir()] == ["page.txt"]


def test_timings_add_up_by_stage() -> None:
    timings = Timings()
    for stage in ("loading", "reading", "loading", None):
        timings.begin(stage)

    assert set(timings.seconds) == {"loading", "reading"}
    assert all(seconds >= 0 for seconds in timings.seconds.values())
