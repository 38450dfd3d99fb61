"""Format: what a page can be written as. Paper: what it must fit on."""

from enum import StrEnum


class Format(StrEnum):
    """The value is the file extension."""

    MD = "md"
    TXT = "txt"
    HTML = "html"
    JSON = "json"
    PDF = "pdf"


DRAWN = frozenset({Format.HTML, Format.PDF})
"""Formats that can show a timeline."""


class Paper(StrEnum):
    """Sizes of paper, by the names that users and typst know them by."""

    A4 = "a4"
    LETTER = "letter"
