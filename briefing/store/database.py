"""One SQLite file, safe under several processes and under `kill -9` at any moment.

One rule: a change is one transaction. The schema's number is in the file (`user_version`); an older file is
brought up to date when it is opened, a newer one is refused.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from briefing.errors import StoreError

_SECONDS = 30.0
"""How long a process waits for another that is writing."""


@contextmanager
def open_database(path: Path, steps: Sequence[str]) -> Iterator[sqlite3.Connection]:
    """The database in `path`, made with its folders where there is none; closed at the end.

    `steps`: the SQL scripts that lead from one schema to the next, the first from an empty file.
    Raises StoreError where the file is none of ours, newer than `steps`, or cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=_SECONDS, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise _failed(path, error) from error
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA foreign_keys=ON")
        _bring_up_to_date(connection, path, steps)
        yield connection
    except sqlite3.Error as error:
        raise _failed(path, error) from error
    finally:
        connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Everything inside or nothing: other processes wait, and a failure or a crash undoes it all."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _bring_up_to_date(connection: sqlite3.Connection, path: Path, steps: Sequence[str]) -> None:
    if _schema(connection) == len(steps):
        return
    with transaction(connection):
        found = _schema(connection)  # another process may have been here since
        if found > len(steps):
            raise StoreError(
                f"{path}: was written by a newer version of briefing (schema {found}, this one knows "
                f"{len(steps)}); update briefing, or name another file"
            )
        for step in steps[found:]:
            for statement in _statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version={len(steps)}")


def _schema(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; `executescript` would commit before it begins."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement


def _failed(path: Path, error: Exception) -> StoreError:
    return StoreError(f"{path}: the store cannot be used: {error}; free space there, or name another file")
