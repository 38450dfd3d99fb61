"""The report of a bench: a table for people, JSON ("briefing-bench/1") for programs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from briefing.benching.edits import Edit
from briefing.benching.measuring import ErrorRow, Measured, Share, TrueRow

Json = dict[str, Any]

SCHEMA = "briefing-bench/1"
_WIDTH = 22


@dataclass(frozen=True, slots=True)
class Setup:
    """What was measured, and with what. `model` None: code alone."""

    version: str
    model: str | None
    device: str
    deep: bool
    seed: int
    count: int
    articles: int
    sentences: int


@dataclass(frozen=True, slots=True)
class Bench:
    """All that a bench found. `pages_per_second`: whole pages made, one after the other; the most memory
    of this process in MiB."""

    setup: Setup
    measured: Measured
    pages_per_second: float
    peak_memory_mb: int


@cache
def bench_schema() -> Json:
    """The JSON Schema (draft 2020-12) that every output keeps."""
    text = files("briefing.benching").joinpath("briefing-bench-1.schema.json").read_text(encoding="utf-8")
    loaded: Json = json.loads(text)
    return loaded


def to_json(bench: Bench) -> str:
    """One JSON document, indented, with a final newline."""
    setup, measured = bench.setup, bench.measured
    document = {
        "schema": SCHEMA,
        "version": setup.version,
        "model": setup.model,
        "device": setup.device,
        "deep": setup.deep,
        "seed": setup.seed,
        "count": setup.count,
        "articles": setup.articles,
        "sentences": setup.sentences,
        "errors": [_error(row, setup.deep) for row in measured.errors],
        "rewrites": [_true(row, setup.deep) for row in measured.rewrites],
        "speed": {
            "claims": measured.claims,
            "seconds_per_claim": _seconds_per_claim(measured),
            "pages_per_second": round(bench.pages_per_second, 3),
        },
        "peak_memory_mb": bench.peak_memory_mb,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _error(row: ErrorRow, deep: bool) -> Json:
    return {
        "kind": row.kind.value,
        "n": row.caught.n,
        "caught": row.caught.hits,
        "rate": row.caught.rate,
        "interval": _interval(row.caught),
        "caught_by_its_lock": row.by_lock.hits,
        "caught_or_doubted": row.with_support.hits if deep else None,
        "bar": row.bar,
        "passes": row.passes,
        "missed": _examples(row.examples),
    }


def _true(row: TrueRow, deep: bool) -> Json:
    return {
        "kind": row.kind.value,
        "n": row.flagged.n,
        "flagged": row.flagged.hits,
        "flagged_or_doubted": row.with_support.hits if deep else None,
        "rate": row.flagged.rate,
        "interval": _interval(row.flagged),
        "bar": row.bar,
        "passes": row.passes,
        "called_false": _examples(row.examples),
    }


def _interval(share: Share) -> list[float] | None:
    return list(share.interval) if share.interval else None


def _examples(edits: Sequence[Edit]) -> list[Json]:
    return [
        {
            "article": edit.number,
            "original": edit.original,
            "text": edit.text,
            "changed": [edit.changed.start, edit.changed.end],
        }
        for edit in edits
    ]


def _seconds_per_claim(measured: Measured) -> float | None:
    return round(measured.seconds / measured.claims, 6) if measured.claims else None


def to_table(bench: Bench) -> str:
    """The same without the examples, in lines of at most 100 characters."""
    setup, measured = bench.setup, bench.measured
    model, deep = setup.model or "none", " · deep" if setup.deep else ""
    doubted = "or doubted" if setup.deep else ""
    told = [
        f"briefing {setup.version} · model {model} on {setup.device}{deep} · seed {setup.seed}",
        f"{setup.articles:,} articles, {setup.sentences:,} sentences, up to {setup.count:,} edits a kind",
        "",
        _line("ERRORS", "n", "caught", "95 % interval", "by its lock", doubted, "bar", ""),
        *(_error_line(row, setup.deep) for row in measured.errors),
        "",
        _line("TRUE SENTENCES", "n", "flagged", "95 % interval", "", doubted, "bar", ""),
        *(_true_line(row, setup.deep) for row in measured.rewrites),
        "",
        _speed(bench),
    ]
    return "\n".join(line.rstrip() for line in told) + "\n"


def _error_line(row: ErrorRow, deep: bool) -> str:
    bar = f"≥ {row.bar:.0%}" if row.bar < 1 else "100%"
    doubted = _rate(row.with_support) if deep else ""
    return _line(_name(row.kind), str(row.caught.n), _rate(row.caught), _between(row.caught),
                 _rate(row.by_lock), doubted, bar, _mark(row.passes))  # fmt: skip


def _true_line(row: TrueRow, deep: bool) -> str:
    bar = f"≤ {row.bar:.0%}" if row.bar else "0%"
    doubted = _rate(row.with_support) if deep else ""
    return _line(_name(row.kind), str(row.flagged.n), _rate(row.flagged), _between(row.flagged),
                 "", doubted, bar, _mark(row.passes))  # fmt: skip


def _line(name: str, *cells: str) -> str:
    n, rate, interval, by_lock, doubted, bar, mark = cells
    return f"{name:<{_WIDTH}}{n:>6}{rate:>9}{interval:>15}{by_lock:>13}{doubted:>12}{bar:>8}  {mark}"


def _name(kind: str) -> str:
    return kind.replace("_", " ")


def _rate(share: Share) -> str:
    return "–" if share.rate is None else f"{share.rate:.1%}"


def _between(share: Share) -> str:
    return f"{share.interval[0]:.1%}–{share.interval[1]:.1%}" if share.interval else "–"


def _mark(passes: bool | None) -> str:
    return {None: "", True: "passes", False: "fails"}[passes]


def _speed(bench: Bench) -> str:
    each = _seconds_per_claim(bench.measured)
    claim = f"{1000 * each:.1f} ms a claim" if each is not None else "no claim checked"
    memory = f"{bench.peak_memory_mb:,} MiB at most"
    return f"{claim} · {bench.pages_per_second:.1f} pages a second · {memory}"
