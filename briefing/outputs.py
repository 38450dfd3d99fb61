"""Files that a run writes: whole or not at all, and a failure says what to try."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefing.errors import ConfigError

STDOUT_NAMES = frozenset({"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"})


def check_place(path: Path) -> None:
    """Raises ConfigError where a file of that name cannot be written."""
    if not path.parent.is_dir():
        raise ConfigError(f"{path}: the folder {path.parent} does not exist; make it first")
    if path.is_dir():
        raise ConfigError(f"{path} is a folder; name a file in it")


def write_output(path: Path, written: str | bytes) -> None:
    """`write_whole`, but what goes wrong is a ConfigError that names the file."""
    try:
        write_whole(path, written)
    except OSError as error:
        raise ConfigError(f"{path} cannot be written: {error.strerror}; choose another place") from error


def write_whole(path: Path, written: str | bytes) -> None:
    """Write beside, then rename: the file is there whole or not at all. A link stays a link, and what is
    no file (a pipe, a device) is written to as it is. Text is UTF-8. Raises OSError."""
    data = written.encode() if isinstance(written, str) else written
    path = Path(os.path.realpath(path))
    if path.exists() and not path.is_file() and not path.is_dir():
        path.write_bytes(data)
        return
    with _beside(path) as (descriptor, temporary):
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        temporary.replace(path)


@contextmanager
def _beside(path: Path) -> Iterator[tuple[int, Path]]:
    """A new file next to `path`, gone again unless it was renamed."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:40]}-", dir=path.parent)
    temporary = Path(name)
    try:
        # mkstemp gives 0600; a page is as public as any file its user writes.
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        yield descriptor, temporary
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()
