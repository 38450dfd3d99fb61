"""Three days of a desk, from feeds of five outlets on loopback, as cron runs it."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from news_server import News, news
from test_make import run

from briefing.rendering.from_json import page_schema

pytest.importorskip("feedparser", reason="the extra daily is not installed")

WIRE = (
    "Winds of 140 kilometres an hour tore roofs off houses in Lund and closed schools along the coast.",
    "Trains between Lund and Malmo stood still until noon, the railway said, and roads were under water.",
    "In the harbour of Lund 35 boats sank during the storm, the harbour police said.",
)
STORM = (
    "A storm tore roofs off houses on the coast of Lund on Monday; {hurt} people were hurt, rescuers said.",
    "“We have never seen waves of that height,” said Ines Roth, the mayor of Lund, who asked for help.",
    "Some {boats} boats sank in the harbour of Lund during the storm, the harbour master said.",
)
BANK = (
    "The central bank of Norway raised its rate to 4.5 percent on Tuesday, its third step this year.",
    "Governor Vera Holm said that prices would rise until the spring, and that the bank would act again.",
    "Economists had expected the bank to wait until its meeting in December before it raised the rate.",
)
VOTE = (
    "Voters in Malmo rejected a plan to build a tunnel under the strait, by 52 percent to 48 percent.",
    "The plan would have cost 900 million kronor, and its critics said the money was needed for schools.",
    "Jonas Berg, who led the campaign for the tunnel, said that he would not stand for the council again.",
)


@pytest.fixture
def web() -> Iterator[News]:
    with news() as server:
        yield server


@pytest.fixture
def desk(web: News, tmp_path: Path) -> Path:
    """A desk of five outlets, and of sources that fail each in their way."""
    outlets = ("Coast Post", "Daily Strait", "Northern Wire", "Harbour Echo", "Lund Courier")
    feeds = [f"{web.url}/{name.replace(' ', '-')}.xml" for name in outlets]
    feeds += [f"{web.url}/{name}" for name in ("dead.xml", "future.xml", "huge.xml", "loop")]
    web.list("future", f"{web.url}/future/1.html", "From the future", "2041-01-01")
    (tmp_path / "desk.toml").write_text(
        f'title = "Morning brief"\nfeeds = {json.dumps(feeds)}\noutputs = ["{{date}}.json", "{{date}}.txt"]\n'
        'store = "desk.sqlite"\npause = 0\nallow_private = true\nwords = 900\n'
    )
    return tmp_path


def _first_day(web: News) -> None:
    day = "2026-03-03"
    hurt = tuple(part.format(hurt=12, boats=28) for part in STORM)
    web.publish("Coast-Post", "storm", day, "Storm hits the coast of Lund", *hurt)
    web.publish("Northern-Wire", "storm", "2026-03-02", "Storm tears roofs off houses in Lund", *WIRE)
    web.publish("Harbour-Echo", "wire", day, "Storm tears roofs off houses in Lund", *WIRE)
    web.publish("Daily-Strait", "bank", day, "Central bank raises its rate", *BANK)
    web.publish("Lund-Courier", "vote", day, "Malmo rejects the tunnel", *VOTE)


def _second_day(web: News) -> None:
    day = "2026-03-04"
    more = tuple(part.format(hurt=19, boats=28) for part in STORM)
    web.publish("Coast-Post", "storm2", day, "Number of people hurt by the storm in Lund rises", *more)
    # The same address, without the price of the plan.
    after = "The council of Malmo meets on Friday to talk about what comes now, its chairman said."
    web.publish("Lund-Courier", "vote", day, "Malmo rejects the tunnel", VOTE[0], VOTE[2], after)


def _daily(desk: Path, day: str) -> subprocess.CompletedProcess[str]:
    return run("daily", "desk.toml", "--date", day, cwd=desk)


def _page(desk: Path, day: str) -> dict[str, Any]:
    page: dict[str, Any] = json.loads((desk / f"{day}.json").read_text())
    return page


def _lines(desk: Path, day: str, label: str) -> list[str]:
    """Lines of the page that begin with a label."""
    text = re.sub(r"\n {4,}", " ", (desk / f"{day}.txt").read_text())
    return [line for line in text.splitlines() if line.strip().startswith(label)]


def test_three_days(web: News, desk: Path) -> None:
    _first_day(web)
    first = _daily(desk, "2026-03-03")
    assert first.returncode == 5, first.stderr
    assert "Traceback" not in first.stderr
    for fault in ("dead.xml", "huge.xml", "loop"):
        assert fault in first.stderr
    text = (desk / "2026-03-03.txt").read_text()
    Draft202012Validator(page_schema()).validate(_page(desk, "2026-03-03"))
    assert text.startswith("Morning brief · 2026-03-03\n")
    assert "nothing to compare with" in text
    assert "From the future" not in text
    assert text.index("Storm") < text.index("Central bank")
    assert "reprints" in text
    (differs,) = _lines(desk, "2026-03-03", "Differs")
    assert "28 boats" in differs
    assert "35 boats" in differs
    assert "[new]" not in text

    _second_day(web)
    second = _daily(desk, "2026-03-04")
    assert second.returncode == 5
    text = (desk / "2026-03-04.txt").read_text()
    assert "compared with 2026-03-03" in text
    (changed,) = _lines(desk, "2026-03-04", "Changed")
    assert re.search(r"12 people .*2026-03-03.* → 19 people", changed)
    (withdrawn,) = _lines(desk, "2026-03-04", "Withdrawn")
    assert "900 million kronor" in withdrawn
    assert "[as on 2026-03-03]" in text
    assert "[new]" in text
    assert re.search(r"19 people were hurt[^\[]*\[changed\]", text)

    third = _daily(desk, "2026-03-05")
    assert third.returncode == 5
    assert _lines(desk, "2026-03-05", "Changed") == []
    assert "[new]" not in (desk / "2026-03-05.txt").read_text()


def test_the_same_day_again_gives_the_same_page_and_asks_for_no_more_than_what_changed(
    web: News, desk: Path
) -> None:
    _first_day(web)
    _daily(desk, "2026-03-03")
    page = (desk / "2026-03-03.json").read_bytes()

    _daily(desk, "2026-03-03")

    assert (desk / "2026-03-03.json").read_bytes() == page
    assert web.asked.count("/robots.txt") == 2


def test_a_host_that_asks_not_to_be_fetched_is_not(web: News, desk: Path) -> None:
    _first_day(web)
    web.pages["/robots.txt"] = "User-agent: *\nDisallow: /\n"

    done = _daily(desk, "2026-03-03")

    assert done.returncode == 3
    assert "robots.txt" in done.stderr
    assert not [path for path in web.asked if path != "/robots.txt"]


def test_a_cron_line_with_a_bare_environment(web: News, desk: Path) -> None:
    _first_day(web)

    done = subprocess.run(
        [sys.executable, "-m", "briefing", "daily", str(desk / "desk.toml"), "--date", "2026-03-03", "-q"],
        cwd="/",
        env={"HOME": str(desk)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert done.returncode == 5, done.stderr
    assert done.stdout == ""
    assert (desk / "2026-03-03.txt").exists()


def test_a_budget_is_kept_with_a_valid_page(web: News, desk: Path) -> None:
    _first_day(web)

    done = run("daily", "desk.toml", "--date", "2026-03-03", "--budget", "6s", cwd=desk)

    assert done.returncode == 5, done.stderr
    Draft202012Validator(page_schema()).validate(_page(desk, "2026-03-03"))


def test_a_dry_run_fetches_nothing(web: News, desk: Path) -> None:
    done = run("daily", "desk.toml", "--dry-run", cwd=desk)

    assert done.returncode == 0
    assert "Coast-Post.xml" in done.stdout
    assert web.asked == []
    assert not (desk / "desk.sqlite").exists()


def test_an_example_is_written_once_and_can_be_read(tmp_path: Path) -> None:
    assert run("daily", "--init", "desk.toml", cwd=tmp_path).returncode == 0
    assert run("daily", "--init", "desk.toml", cwd=tmp_path).returncode == 2
    done = run("daily", "desk.toml", cwd=tmp_path)
    assert done.returncode == 2
    assert "names nothing to read" in done.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('feed = ["a"]', "feed is not known (did you mean feeds?)"),
        ("feeds = [1]", "feeds must be a list of texts"),
        ('folders = ["in"]\nbudget = "soon"', 'budget must be a time such as "10m"'),
        ("title = ", "desk.toml"),
    ],
)
def test_a_wrong_desk_file_is_exit_2_and_says_where(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "desk.toml").write_text(text)

    done = run("daily", "desk.toml", cwd=tmp_path)

    assert done.returncode == 2
    assert told in done.stderr


def test_the_log_can_be_read_by_a_machine(web: News, desk: Path) -> None:
    _first_day(web)

    done = run("daily", "desk.toml", "--date", "2026-03-03", "--json-log", cwd=desk)

    rows = [json.loads(line.removeprefix("briefing: ")) for line in done.stderr.splitlines()]
    assert {"gathered", "failed", "grouped", "written"} <= {row["event"] for row in rows}


class TestArchive:
    def test_it_is_listed_searched_shown_and_pruned(self, web: News, desk: Path) -> None:
        _first_day(web)
        _daily(desk, "2026-03-03")

        listed = run("archive", "list", "desk.toml", cwd=desk).stdout
        assert "Central bank raises its rate" in listed
        found = run("archive", "search", "desk.toml", "economists", "Norway", cwd=desk).stdout
        number = found.split()[0]
        assert "Central bank raises its rate" in found
        assert len(found.splitlines()) == 1
        shown = run("archive", "show", "desk.toml", number, cwd=desk).stdout
        assert "Governor Vera Holm" in shown
        assert "5 articles" in run("archive", "prune", "desk.toml", "--before", "2026-03-04", cwd=desk).stdout
        assert run("archive", "list", "desk.toml", cwd=desk).stdout == "nothing found\n"

    def test_a_number_that_is_not_there_is_told(self, web: News, desk: Path) -> None:
        _first_day(web)
        _daily(desk, "2026-03-03")

        done = run("archive", "show", "desk.toml", "99", cwd=desk)

        assert done.returncode == 2
        assert "no article 99" in done.stderr

    def test_a_desk_that_has_kept_nothing_is_told(self, desk: Path) -> None:
        done = run("archive", "list", "desk.toml", cwd=desk)

        assert done.returncode == 2
        assert "kept nothing yet" in done.stderr
