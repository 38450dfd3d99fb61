"""Bytes to text: encodings told, mojibake repaired, control characters out, before offsets exist."""

import re

import ftfy
from charset_normalizer import from_bytes

from briefing.errors import UnsupportedSource

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_KNOWN = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP archive or an office document"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"\x1f\x8b", "gzip archive"),
    (b"\x7fELF", "program"),
    (b"{\\rtf", "RTF document"),
    (b"\xd0\xcf\x11\xe0", "old office document"),
)

# Typographic characters are the source's own: only text decoded wrongly is repaired.
_REPAIR = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=True,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=True,
    remove_control_chars=False,
    normalization=None,
    explain=False,
)


def decode(data: bytes, charset: str | None, locator: str) -> str:
    """The text of some bytes: byte order mark, then `charset`, then UTF-8, then what it looks like.

    Line breaks become "\\n". Raises UnsupportedSource for what is no text.
    """
    refuse_binary(data, locator)
    text = _decoded(data, charset)
    return _CONTROL.sub("", ftfy.fix_text(text.replace("\r\n", "\n").replace("\r", "\n"), _REPAIR))


def refuse_binary(data: bytes, locator: str) -> None:
    """Raises UnsupportedSource, saying what the bytes seem to be."""
    for start, name in _KNOWN:
        if data.startswith(start):
            raise UnsupportedSource(f"{locator}: is a {name}, which is not read here; convert it to text or HTML first")
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnsupportedSource(f"{locator}: is binary data, not text; name a text, Markdown or HTML file")


def _decoded(data: bytes, charset: str | None) -> str:
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    for name in (marked, charset, "utf-8"):
        try:
            if name:
                return data.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    best = from_bytes(data[:200_000]).best()
    return data.decode(best.encoding if best else "cp1252", errors="replace")
