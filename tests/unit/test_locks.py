"""The locks on the cases of tests/cases/locks.txt: what fails, why, and what is expected instead."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from stories import found

from briefing.checking import CheckedItem, SourceIndex, check_alone
from briefing.domain.spans import Span

CASES = Path(__file__).parent.parent / "cases" / "locks.txt"
_MARKED = re.compile(r"<x>(.*?)</x>")


def _cases() -> Iterator[tuple[str, str]]:
    """Each case with its article."""
    article: list[str] = []
    in_article = False
    for line in CASES.read_text("utf-8").splitlines():
        if line.startswith("= "):
            article, in_article = [line[2:]], True
        elif in_article and line:
            article.append(line)
        elif line.startswith(("+ ", "- ")):
            yield " ".join(article), line
        else:
            in_article = False


@cache
def _index(article: str) -> SourceIndex:
    source, findings = found(article)
    return SourceIndex.of([source], findings)


def _failing(text: str, article: str) -> list[CheckedItem]:
    return [item for item in check_alone(text, _index(article)) if item.fails]


@pytest.mark.parametrize(("article", "case"), [c for c in _cases() if c[1][0] == "+"])
def test_what_is_true_does_not_fail(article: str, case: str) -> None:
    assert [(item.part.of(case[2:]), item.reason) for item in _failing(case[2:], article)] == []


@pytest.mark.parametrize(("article", "case"), [c for c in _cases() if c[1][0] == "-"])
def test_what_is_false_fails_where_it_stands(article: str, case: str) -> None:
    marked, kind, expected = case[2:].split(" | ")
    match = _MARKED.search(marked)
    assert match is not None
    text, part = _MARKED.sub(r"\1", marked), Span(match.start(), match.start() + len(match[1]))

    own = [item for item in _failing(text, article) if item.kind == kind]

    assert [item.part.of(text) for item in own if item.part.overlaps(part)] != []
    assert any(expected == "-" or (item.expected or "").endswith(expected) for item in own)


def test_every_failing_item_says_why() -> None:
    for article, case in _cases():
        text = _MARKED.sub(r"\1", case[2:].split(" | ")[0])
        assert all(item.reason for item in _failing(text, article))
