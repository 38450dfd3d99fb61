"""Format: what a page can be written as."""

from enum import StrEnum


class Format(StrEnum):
    """The value is the file extension."""

    MD = "md"
    TXT = "txt"
    HTML = "html"
    JSON = "json"
