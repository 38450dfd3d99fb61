import sqlite3
from pathlib import Path

import pytest

from briefing.errors import StoreError
from briefing.store.database import open_database, transaction

FIRST = "CREATE TABLE notes (text TEXT NOT NULL);\nCREATE INDEX by_text ON notes (text);"
SECOND = "ALTER TABLE notes ADD COLUMN written TEXT;"


def test_what_is_written_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "store.sqlite"
    with open_database(path, [FIRST]) as store, transaction(store):
        store.execute("INSERT INTO notes VALUES ('one')")
    with open_database(path, [FIRST]) as store:
        assert store.execute("SELECT * FROM notes").fetchall() == [("one",)]


def test_an_older_file_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with open_database(path, [FIRST]) as store:
        store.execute("INSERT INTO notes VALUES ('one')")
    with open_database(path, [FIRST, SECOND]) as store:
        assert store.execute("SELECT * FROM notes").fetchall() == [("one", None)]


def test_a_newer_file_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with open_database(path, [FIRST, SECOND]):
        pass
    with (
        pytest.raises(StoreError, match=r"newer version of briefing \(schema 2, this one knows 1\)"),
        open_database(path, [FIRST]),
    ):
        pass
    with open_database(path, [FIRST, SECOND]) as store:
        assert store.execute("PRAGMA user_version").fetchone() == (2,)


def test_a_failure_undoes_the_whole_transaction(tmp_path: Path) -> None:
    with open_database(tmp_path / "store.sqlite", [FIRST]) as store:
        with pytest.raises(sqlite3.IntegrityError), transaction(store):
            store.executemany("INSERT INTO notes VALUES (?)", [("one",), (None,)])
        assert store.execute("SELECT count(*) FROM notes").fetchone() == (0,)


def test_a_step_that_fails_leaves_the_schema_before_it(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with (
        pytest.raises(StoreError, match="no such table"),
        open_database(path, [FIRST + "\nDROP TABLE missing;"]),
    ):
        pass
    with sqlite3.connect(path) as store:
        assert store.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    store.close()


def test_a_file_of_another_kind_is_an_error_that_names_it(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    path.write_text("The council voted on Tuesday. " * 200)
    with (
        pytest.raises(StoreError, match=r"store\.sqlite: the store cannot be used: file is not a database"),
        open_database(path, [FIRST]),
    ):
        pass
