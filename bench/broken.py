"""Broken inputs: what `briefing make` does with files that were damaged as files are damaged.

What it measures: of N inputs made by seeded mutation of real ones (bytes flipped, cut, doubled, mixed
encodings, lines of megabytes, right-to-left, emoji, nested quotation marks, NULs, deep HTML) how many
give a page and how many which error, and the longest time and most memory of one. What fails: any other
end than a page or an error of the contract, more than 10 seconds, more than 2 GB. What it does not
measure: whether a page is right. Files are taken from the seed, tests/documents and, where it is there,
BRIEFING_DATA. The last line of stdout is one JSON document.
"""

import argparse
import gzip
import io
import json
import os
import random
import resource
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from pathlib import Path
from typing import IO, cast

from briefing import cli

ROOT = Path(__file__).resolve().parent.parent
SECONDS, MEGABYTES = 10.0, 2048
CODES = frozenset({0, 3, 6})
"""A page, a source that cannot be read, a source that is too long."""
_LINE = 5_000_000
_SPLICED = (
    "“Outer ‘inner “deep” inner’ outer” ",
    "\u202eمرحبا بالعالم\u202c ",
    "😀👩‍👩‍👧 ",
    "\ufeff",
    "\u2028",
    "e\u0301",
)

Mutation = Callable[[bytearray, random.Random], bytes]


def flipped(data: bytearray, draw: random.Random) -> bytes:
    for _ in range(draw.choice((1, 10, 100, 1000))):
        data[draw.randrange(len(data))] = draw.randrange(256)
    return bytes(data)


def cut(data: bytearray, draw: random.Random) -> bytes:
    return bytes(data[: draw.randrange(len(data))])


def doubled(data: bytearray, draw: random.Random) -> bytes:
    start = draw.randrange(len(data))
    return bytes(data[: start + draw.randrange(1, 50_000)] + data[start:])


def mixed(data: bytearray, draw: random.Random) -> bytes:
    """A stretch in another encoding than the rest."""
    at = draw.randrange(len(data))
    stretch = bytes(data[at : at + 2000]).decode("utf-8", "replace")
    encoding = draw.choice(("utf-16-le", "cp1252", "shift_jis", "koi8-r", "utf-32-be", "utf-7"))
    return bytes(data[:at]) + stretch.encode(encoding, "replace") + bytes(data[at + 2000 :])


def one_line(data: bytearray, _: random.Random) -> bytes:
    """Everything on one line, over and over, up to 5 MB."""
    line = bytes(data).replace(b"\n", b" ")
    return (line * (_LINE // len(line) + 1))[:_LINE]


def spliced(data: bytearray, draw: random.Random) -> bytes:
    """Marks, scripts and invisible characters in many places."""
    out = bytes(data)
    for _ in range(draw.choice((1, 20, 200))):
        at = draw.randrange(len(out))
        out = out[:at] + draw.choice(_SPLICED).encode() * draw.choice((1, 1, 50)) + out[at:]
    return out


def zeroed(data: bytearray, draw: random.Random) -> bytes:
    at = draw.randrange(len(data))
    data[at : at + draw.choice((1, 100, 5000))] = bytes(draw.choice((1, 100, 5000)))
    return bytes(data)


def deep(data: bytearray, draw: random.Random) -> bytes:
    """Thousands of open elements around the text, and unfinished ones in it."""
    tags = draw.choice((b"<div>", b"<b><i>", b"<table><tr><td>", b"<p", b"<ul><li>", b"<!--", b"<![CDATA["))
    depth = draw.choice((100, 3000, 50_000))
    at = draw.randrange(len(data))
    return (
        b"<html><body>" + tags * depth + bytes(data[:at]) + tags * draw.choice((0, depth)) + bytes(data[at:])
    )


MUTATIONS: tuple[Mutation, ...] = (flipped, cut, doubled, mixed, spliced, zeroed, deep, one_line)
_WEIGHTS = (20, 15, 15, 15, 15, 8, 10, 2)


def originals() -> list[tuple[str, bytes]]:
    """Suffix and bytes of every file there is to break."""
    found = [(".txt", path.read_bytes()) for path in (ROOT / "seeds").glob("*.txt")]
    documents = ROOT / "tests" / "documents"
    found += [
        (p.suffix, p.read_bytes()) for p in sorted(documents.glob("*.*")) if p.suffix in {".pdf", ".docx"}
    ]
    found += [(".md", path.read_bytes()) for path in (ROOT / "README.md", ROOT / "CHANGELOG.md")]
    data = Path(os.environ.get("BRIEFING_DATA", ROOT.parent / "shared" / "data"))
    if data.is_dir():
        found += [(".html", row["html"].encode()) for row in _rows(data / "html" / "dev.jsonl.gz")]
        found += [(".txt", row["text"].encode()) for row in _rows(data / "entities" / "dev.jsonl.gz")]
        found += [(".pdf", path.read_bytes()) for path in sorted((data / "pdf").glob("*.pdf"))]
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def broken(count: int, seed: int, folder: Path) -> Iterator[tuple[str, Path]]:
    """What was done, and the file; a suffix in five is another's, so that content and name differ."""
    draw = random.Random(seed)  # noqa: S311 - nothing secret hangs on it
    files = originals()
    by_suffix = {suffix: [data for kind, data in files if kind == suffix] for suffix, _ in files}
    suffixes = sorted(by_suffix)
    for number in range(count):
        suffix = draw.choice(suffixes)
        mutation = draw.choices(MUTATIONS, _WEIGHTS)[0]
        data = mutation(bytearray(draw.choice(by_suffix[suffix])), draw)
        named = draw.choice(suffixes) if draw.random() < 0.2 else suffix
        path = folder / f"{number:04}-{mutation.__name__}{named}"
        path.write_bytes(data)
        yield f"{mutation.__name__} {suffix}", path


class Worker:
    """A process that makes page after page; it is ended and begun again where it takes too long."""

    def __init__(self) -> None:
        self._process = self._begun()

    @staticmethod
    def _begun() -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, __file__, "--worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def make(self, path: Path) -> dict[str, object]:
        """How it ended: code, message, megabytes, seconds; code None where it did not end in time."""
        paths, answers = cast("IO[str]", self._process.stdin), cast("IO[str]", self._process.stdout)
        print(path, file=paths, flush=True)
        start = time.perf_counter()
        ready, _, _ = select.select([answers], [], [], 3 * SECONDS)
        line = answers.readline() if ready else ""
        taken = time.perf_counter() - start
        if not line:
            self.end()
            self._process = self._begun()
            return {"code": None, "message": "no end" if not ready else "died", "mb": 0, "s": taken}
        return {**json.loads(line), "s": taken}

    def end(self) -> None:
        self._process.kill()
        self._process.wait()


def work() -> None:
    """Pages of the paths on stdin, one JSON line each; runs in the worker."""
    for line in sys.stdin:
        sys.argv = ["briefing", "make", line.strip(), "--output", os.devnull, "--format", "json"]
        code: object = 0
        with redirect_stderr(io.StringIO()) as said:
            try:
                cli.main()
            except SystemExit as end:
                code = end.code or 0
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(json.dumps({"code": code, "message": said.getvalue(), "mb": peak}), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="folder for the inputs that failed")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.worker:
        work()
        return
    codes: Counter[str] = Counter()
    failures: list[str] = []
    slowest, most = 0.0, 0
    with tempfile.TemporaryDirectory() as folder:
        worker = Worker()
        for what, path in broken(asked.count, asked.seed, Path(folder)):
            end = worker.make(path)
            codes[f"{end['code']}"] += 1
            slowest, most = max(slowest, float(str(end["s"]))), max(most, int(str(end["mb"])))
            wrong = end["code"] not in CODES or "unexpected" in str(end["message"])
            if wrong or float(str(end["s"])) > SECONDS or int(str(end["mb"])) > MEGABYTES:
                failures.append(f"{path.name} ({what}): {end}")
                print(failures[-1], flush=True)
                if asked.keep:
                    shutil.copy(path, asked.keep)
            path.unlink()
        worker.end()
    told = {"inputs": asked.count, "seed": asked.seed, "codes": dict(sorted(codes.items()))}
    print(json.dumps({**told, "failures": len(failures), "slowest_s": round(slowest, 2), "peak_mb": most}))
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
