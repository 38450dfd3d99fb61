"""The text to be checked, read so that positions count in the characters of its file."""

from briefing.errors import EmptyArticle
from briefing.loading import load, load_bytes
from briefing.loading.decoding import decode
from briefing.loading.fetch import STDIN, fetch, is_url
from briefing.loading.media import MARKDOWN, PLAIN, is_json, packed_type, told_type, unreadable

_AS_IT_STANDS = frozenset({PLAIN, MARKDOWN})


def name_of(locator: str) -> str:
    """A locator in words."""
    return "standard input" if locator == STDIN else locator


def text_of(locator: str) -> str:
    """The text as it stands in a file or in standard input; of other kinds of file what is read of them.

    Raises LoadError.
    """
    if is_url(locator):
        return load(locator).text
    data = fetch(locator).data
    if not data.strip():
        raise EmptyArticle(f"{name_of(locator)} is empty; name a text to check")
    if is_json(data):
        return _decoded(data)
    special = packed_type(data) or unreadable(data)
    if special or told_type(data, None, locator) not in _AS_IT_STANDS:
        return load_bytes(data, locator, "").text
    return _decoded(data)


def _decoded(data: bytes) -> str:
    """The characters as they stand, so that positions count in them; only line ends are made one."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decode(data)
    return text.replace("\r\n", "\n").replace("\r", "\n")
