"""Locks: catch rates and false alarms on real articles, those of the packs of BRIEFING_DATA.

What it measures: of the errors that `briefing bench` seeds into the articles of the packs of
attributions and of entities, how many each lock catches, and how many true rewrites it calls false.
What it does not: human errors, whole pages, speed of a model. With --show N it prints N edits of each
kind and checks none. The last line of stdout is one JSON document.
"""

import argparse
import gzip
import json
import os
import resource
import sys
import textwrap
from collections.abc import Iterator
from itertools import chain, islice, zip_longest
from pathlib import Path

from briefing.benching.checkers import open_checker
from briefing.benching.kinds import ErrorKind, TrueKind
from briefing.benching.material import Material
from briefing.benching.measuring import measure
from briefing.benching.report import Bench, Setup, to_json, to_table
from briefing.benching.seeding import seed_edits
from briefing.domain.article import Article
from briefing.errors import LoadError
from briefing.loading import load_bytes

ROOT = Path(__file__).resolve().parent.parent
PACKS = ("attribution", "entities")
PARTS = ("dev", "train")


def articles(data: Path) -> Iterator[Article]:
    """The articles of both packs in turn, those of "dev" first; what the loader refuses is left out."""
    rows = (chain.from_iterable(_rows(data / pack / f"{part}.jsonl.gz") for part in PARTS) for pack in PACKS)
    for row in filter(None, chain.from_iterable(zip_longest(*rows))):
        try:
            yield load_bytes(row["text"].encode(), f"{row['id']}.txt", "text/plain")
        except LoadError as error:
            print(error, file=sys.stderr)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def show(materials: list[Material], count: int, seed: int, kinds: list[str]) -> None:
    """Edits of each kind, for the eye: what was and what is."""
    for kind in (*ErrorKind, *TrueKind):
        if kinds and kind not in kinds:
            continue
        print(f"\n== {kind}")
        for edit in seed_edits(kind, materials, count, seed):
            start, end = edit.changed.start, edit.changed.end
            new = f"{edit.text[:start]}⟦{edit.text[start:end]}⟧{edit.text[end:]}"
            print(textwrap.shorten(edit.original, 400))
            print(f"  → {textwrap.shorten(new, 400)}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    default = os.environ.get("BRIEFING_DATA", ROOT.parent / "shared" / "data")
    parser.add_argument("data", type=Path, nargs="?", default=Path(default))
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, metavar="N")
    parser.add_argument("--kinds", nargs="*", default=[], help="with --show: these alone")
    parser.add_argument("--deep", action="store_true")
    asked = parser.parse_args()
    read = islice(articles(asked.data), asked.articles)
    materials = [Material.of(number, article) for number, article in enumerate(read, 1)]
    if asked.show:
        show(materials, asked.show, asked.seed, asked.kinds)
        return
    found = measure(materials, open_checker(asked.deep), asked.count, asked.seed)
    sentences = sum(len(material.originals) for material in materials)
    setup = Setup("dev", None, "cpu", asked.deep, asked.seed, asked.count, len(materials), sentences)
    bench = Bench(setup, found, 0.0, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    print(to_table(bench))
    print(json.dumps(json.loads(to_json(bench)), ensure_ascii=False))


if __name__ == "__main__":
    main()
