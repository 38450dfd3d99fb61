"""The report of a verification: lines for people, JSON ("briefing-verify/1") for programs."""

import json
import textwrap
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import typer

from briefing.domain.claims import Verdict
from briefing.rendering.printable import printable
from briefing.verifying.verification import Item, Verification

Json = dict[str, Any]

SCHEMA = "briefing-verify/1"
WIDTH = 110
_LABEL, _INDENT = 10, 2
_COLOURS = {Verdict.CONTRADICTED: "red", Verdict.NOT_FOUND: "red", Verdict.UNCHECKED: "yellow"}
_TOLD = {verdict: verdict.value.replace("_", " ") for verdict in Verdict}


@cache
def verify_schema() -> Json:
    """The JSON Schema (draft 2020-12) that every output keeps."""
    text = files("briefing.verifying").joinpath("briefing-verify-1.schema.json").read_text(encoding="utf-8")
    loaded: Json = json.loads(text)
    return loaded


def to_json(verification: Verification) -> str:
    """One JSON document, indented, with a final newline."""
    document = {
        "schema": SCHEMA,
        "sources": [
            {"id": f"S{number}", "locator": locator} for number, locator in enumerate(verification.sources, 1)
        ],
        "items": [_item(item) for item in verification.items],
        "counts": verification.counts,
    }
    # Half characters come from file names that are not UTF-8; escaped they can be written.
    told = json.dumps(document, ensure_ascii=False, indent=2)
    return told.encode("utf-8", "backslashreplace").decode() + "\n"


def _item(item: Item) -> Json:
    return {
        "start": item.start,
        "end": item.end,
        "text": item.text,
        "kind": item.kind.value,
        "verdict": item.verdict.value,
        "expected": item.expected,
        "reason": item.reason,
        "evidence": [
            {"source": found.source, "start": found.start, "end": found.end, "match": found.match.value}
            for found in item.evidence
        ],
    }


def to_text(verification: Verification, width: int = WIDTH, colour: bool = False) -> str:
    """What fails with the text, what is expected and the source's sentence, one below the other; then what
    could not be judged; then the counts. `colour` adds ANSI styles."""
    told = [item for item in verification.items if item.verdict in _COLOURS]
    lines: list[str] = []
    for item in sorted(told, key=lambda item: item.verdict is Verdict.UNCHECKED):
        line = verification.text.count("\n", 0, item.start) + 1
        head = f"{_TOLD[item.verdict]}: {item.kind}, line {line}"
        lines.append(typer.style(head, fg=_COLOURS[item.verdict], bold=True) if colour else head)
        lines += [_wrapped(label, words, width) for label, words in _shown(item, verification)]
        lines.append("")
    counts = verification.counts.items()
    lines.append(" · ".join(f"{count} {_TOLD[Verdict(verdict)]}" for verdict, count in counts))
    return "\n".join(lines) + "\n"


def _shown(item: Item, verification: Verification) -> Iterator[tuple[str, str]]:
    yield "text", _in_its_line(item, verification.text)
    if item.expected is not None:
        yield "expected", item.expected
    if item.line is not None:
        yield "source", item.line
        if len(verification.sources) > 1:
            source = item.evidence[0].source
            yield "in", f"{source}, {verification.sources[int(source[1:]) - 1]}"
    if item.reason:
        yield "why", item.reason


_AROUND = 60
"""Characters of its line that are shown on each side of an item."""


def _in_its_line(item: Item, text: str) -> str:
    """The words in brackets with some of what stands around them in their line, cut between words."""
    before = text[text.rfind("\n", 0, item.start) + 1 : item.start]
    after = text[item.end : text.find("\n", item.end) if "\n" in text[item.end :] else len(text)]
    if len(before) > _AROUND:
        before = "… " + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + " …"
    return f"{before}[{text[item.start : item.end]}]{after}"


def _wrapped(label: str, words: str, width: int) -> str:
    room = max(width - _INDENT - _LABEL, _LABEL)
    lines = textwrap.wrap(printable(words), room, break_long_words=False, break_on_hyphens=False)
    heads = (" " * _INDENT + label.ljust(_LABEL), " " * (_INDENT + _LABEL))
    return "\n".join(heads[number > 0] + line for number, line in enumerate(lines or [""]))
