"""Models of random weights under the locks: no number and no quoted word they write is their own."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_models import (
    TEXT,
    build_tiny_bart,
    build_tiny_gemma,
    build_tiny_llama,
    build_tiny_pegasus,
    build_tiny_qwen,
    build_tiny_t5,
)

from briefing.backends import Writer, open_writer
from briefing.backends.lock_states import MARKS
from briefing.backends.ports import Request, Writing
from briefing.domain.cards import Device
from briefing.grammar.number_words import numbers_in
from briefing.settings import find_card

BUILDS = (
    build_tiny_bart,
    build_tiny_pegasus,
    build_tiny_t5,
    build_tiny_qwen,
    build_tiny_llama,
    build_tiny_gemma,
)
_QUOTED = re.compile(r"“([^”]*)”")


@pytest.fixture(scope="module", params=BUILDS, ids=lambda build: build.__name__.removeprefix("build_tiny_"))
def writer(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Writer:
    build: Callable[[Path], Path] = request.param
    folder = build(tmp_path_factory.mktemp("model"))
    return open_writer(find_card(str(folder), {}), Device.CPU)


def _requests() -> list[Request]:
    """Prompts whose shown text is a part of them."""
    draw = random.Random(0)  # noqa: S311 - nothing secret hangs on it
    shown = [" ".join(draw.sample(TEXT, k)) for k in (1, 2, 3, 5, 8) for _ in range(4)]
    return [Request(f"Write of 77 boats in 1999. {text}", text) for text in shown]


def test_no_number_is_written_that_was_not_shown(writer: Writer) -> None:
    requests = _requests()
    for request, answer in zip(requests, writer.write(requests, Writing(60)), strict=True):
        assert set(numbers_in(answer.text)) <= set(numbers_in(request.shown)), answer.text


def test_no_word_between_marks_is_the_models(writer: Writer) -> None:
    requests = _requests()
    for request, answer in zip(requests, writer.write(requests, Writing(60)), strict=True):
        shown = " ".join(request.shown.split()).lower()
        for quoted in _QUOTED.findall(answer.text):
            assert " ".join(quoted.split()).lower().rstrip(".,!?;:… ") in shown, answer.text
        assert answer.text.count("“") == answer.text.count("”"), answer.text


def test_without_the_locks_the_same_models_write_what_was_not_shown(writer: Writer) -> None:
    requests = _requests()
    answers = writer.write(requests, Writing(60, locked=False))
    foreign = [
        answer
        for request, answer in zip(requests, answers, strict=True)
        if set(numbers_in(answer.text)) - set(numbers_in(request.shown)) or MARKS & set(answer.text)
    ]
    assert foreign
