"""PDF and DOCX: the files in tests/documents, each with its blocks as they should be read beside it.

`sources` holds what the files are made of; a new case is a file and its text.
"""

import random
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from briefing.errors import LoadError, UnsupportedSource
from briefing.loading import load, load_bytes

DOCUMENTS = Path(__file__).parents[1] / "documents"
EXPECTED = sorted(DOCUMENTS.glob("*.txt"))


def test_there_are_cases() -> None:
    assert len(EXPECTED) >= 10


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.stem)
def test_the_text_is_read_in_order(expected: Path) -> None:
    article = load(str(expected.with_suffix("")))
    blocks = [
        f"{block.page or '-'} {block.kind.value:<11} | {block.span.of(article.text).strip()}"
        for block in article.blocks
    ]

    assert blocks == expected.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("scan.pdf", "page 1 has no text layer; run OCR over the file first"),
        ("scan-inside.pdf", "page 2 has no text layer; run OCR over the file first"),
        ("locked.pdf", "is protected by a password; save an open copy"),
        ("damaged.pdf", "is a damaged PDF; save it anew"),
        (
            "leftwards.pdf",
            "runs from right to left, which is not read from PDF; save its text and name the file",
        ),
        ("damaged.docx", "is a damaged Word file; save it anew"),
    ],
)
def test_what_cannot_be_read_says_why(name: str, message: str) -> None:
    with pytest.raises(UnsupportedSource) as raised:
        load(str(DOCUMENTS / name))

    assert name in str(raised.value)
    assert str(raised.value).endswith(message)


def test_without_the_extra_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    monkeypatch.delitem(sys.modules, "briefing.loading.pdf", raising=False)

    with pytest.raises(UnsupportedSource, match=r"pip install 'briefing\[docs\]'"):
        load(str(DOCUMENTS / "columns.pdf"))


def test_the_content_goes_before_the_extension() -> None:
    data = (DOCUMENTS / "table.docx").read_bytes()

    assert load_bytes(data, "story.txt", "").title == "Twice as many ships"


@pytest.mark.parametrize("seed", range(60))
def test_a_broken_file_is_an_article_or_a_clear_error(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - not for secrets
    path = dice.choice(sorted(DOCUMENTS.glob("*.pdf")) + sorted(DOCUMENTS.glob("*.docx")))
    data = bytearray(path.read_bytes())
    for _ in range(dice.choice([1, 20, 400])):
        data[dice.randrange(len(data))] = dice.randrange(256)
    if dice.random() < 0.3:
        del data[dice.randrange(len(data)) :]

    with suppress(LoadError):
        assert load_bytes(bytes(data), path.name, "").text
