"""Speed and memory of `briefing make` on this machine, next to importing the libraries it stands on.

What it measures: cold start to a page of the seed, as a ratio to `import torch, transformers` in the
same run; articles a second in one process; time and peak memory at 2,000, 20,000 and (with --long)
200,000 words. What it does not: quality, other tools, a GPU unless one is here and --device says so.
The last line of stdout is one JSON document.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "seeds" / "minsk-talks.txt"


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def cold_start(times: int = 5) -> dict[str, float]:
    """Median seconds of both, taken in turns so that a busy moment hits both."""
    libraries, page = [], []
    for _ in range(times):
        libraries.append(seconds([sys.executable, "-c", "import torch, transformers"]))
        page.append(seconds([sys.executable, "-m", "briefing", "make", str(SEED)]))
    base, made = statistics.median(libraries), statistics.median(page)
    return {"imports_s": round(base, 2), "page_s": round(made, 2), "ratio": round(made / base, 2)}


def article(words: int) -> str:
    """The seed's paragraphs under new headings until there are `words` words."""
    lines = SEED.read_text(encoding="utf-8").splitlines()
    body: list[str] = [lines[0]]
    count = part = 0
    while count < words:
        part += 1
        for line in [f"Part {part} of the record", *lines[1:]]:
            body.append(line)
            count += len(line.split())
            if count >= words:
                break
    return "\n".join(body)


def warm(device: str, articles: int = 20) -> dict[str, float]:
    """Articles of 600 words a second, in one process, models open."""
    with tempfile.TemporaryDirectory() as folder:
        for number in range(articles):
            Path(folder, f"a{number}.txt").write_text(article(600), encoding="utf-8")
        stats = Path(folder, "stats.json")
        out = Path(folder, "out")
        make(
            [
                "--output-dir",
                str(out),
                "--device",
                device,
                "--stats",
                str(stats),
                *sorted(map(str, Path(folder).glob("a*.txt"))),
            ]
        )
        taken = sum(json.loads(stats.read_text())["seconds"].values())
    return {"articles_per_s": round(articles / taken, 2)}


def long_article(words: int, device: str) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "long.txt")
        path.write_text(article(words), encoding="utf-8")
        stats = Path(folder, "stats.json")
        make(
            [
                "--format",
                "json",
                "--device",
                device,
                "--stats",
                str(stats),
                "-o",
                str(Path(folder, "o.json")),
                str(path),
            ]
        )
        told = json.loads(stats.read_text())
    return {
        "words": words,
        "seconds": {k: round(v, 2) for k, v in told["seconds"].items()},
        "total_s": round(sum(told["seconds"].values()), 2),
        "peak_mb": told["peak_memory_mb"],
    }


def make(options: list[str]) -> None:
    subprocess.run(
        [sys.executable, "-m", "briefing", "make", *options], check=True, stderr=subprocess.DEVNULL
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--device", default="auto")
    parser.add_argument("--long", action="store_true", help="200,000 words too")
    asked = parser.parse_args()
    lengths = [2_000, 20_000, *([200_000] if asked.long else [])]
    result = {
        "cold_start": cold_start(),
        "warm": warm(asked.device),
        "length": [long_article(words, asked.device) for words in lengths],
        "help_s": round(
            statistics.median(seconds([sys.executable, "-m", "briefing", "--help"]) for _ in range(5)), 2
        ),
        "own_peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    for name, value in result.items():
        print(f"{name}: {value}")
    print(json.dumps(result))


if __name__ == "__main__":
    main()
