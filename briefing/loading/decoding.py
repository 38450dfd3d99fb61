"""Bytes to characters, once and for all: after this no character of the text is changed.

Documented repair, in this order: the encoding (byte order mark, UTF-8, declared, told from the
bytes), line ends, text that was decoded wrongly before it came here (mojibake), control characters and
what is not seen and says only where a word may be parted: soft hyphens, joiners and spaces of no width.
Bytes that are good UTF-8 are taken for it whatever is declared: pages that were saved or converted
keep stale declarations, and text in another charset practically never is good UTF-8.
Typographic characters, ligatures and marks of writing direction stay as they are.
"""

import codecs
import re

import ftfy
from charset_normalizer import from_bytes

from briefing.loading.media import wide_encoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # UTF-32 first: its mark begins like that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The only charsets that are told from statistics.
_CANDIDATES = [
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "iso8859_2", "koi8_r", "koi8_u",
    "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr",
]  # fmt: skip
_SAMPLE = 100_000
# Under this share of bytes over 127, no other alphabet than the Latin one can be meant.
_LATIN_SHARE = 0.04

_REPAIR = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=True,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    remove_control_chars=False,
    normalization=None,
    explain=False,
)
_LINE_ENDS = re.compile("\r\n?|[\f\v\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u2060\ufeff\ufffe\uffff]")


def decode(data: bytes, declared: str | None = None) -> str:
    """The characters of `data`, repaired; `declared` is the charset its source states, if any."""
    return repair(_decoded(data, declared))


def repair(text: str) -> str:
    """`text` with mojibake undone, line feeds for all line ends, and no control characters."""
    text = _LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))
    if not text.isascii() or "\x1b" in text:
        # Line by line: a few wrongly decoded lines are told beside good ones.
        text = "\n".join(_repaired(line) for line in text.split("\n"))
    return _CONTROLS.sub("", text)


def _repaired(line: str) -> str:
    if line.isascii() and "\x1b" not in line:
        return line
    fixed: str = ftfy.fix_text(line, _REPAIR)
    return fixed


def _decoded(data: bytes, declared: str | None) -> str:
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(marked, errors="replace")
    # ISO 2022 and HZ are plain ASCII to look at, so the declaration goes first for them.
    for encoding in (_seven_bit(declared), wide_encoding(data[:_SAMPLE]), "utf-8", _known(declared)):
        if encoding is not None and (text := _strictly(data, encoding)) is not None:
            return text
    # A cut character or a stray byte in what is UTF-8 but for that.
    if _is_damaged_utf8(data):
        return data.decode("utf-8", errors="replace")
    return data.decode(_told(data), errors="replace")


def _known(declared: str | None) -> str | None:
    """The codec meant; what is called Latin-1 or ASCII on the web is Windows-1252."""
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    return None if name in ("iso8859-1", "ascii") else name


def _seven_bit(declared: str | None) -> str | None:
    """A declared charset whose bytes would pass for UTF-8."""
    known = _known(declared)
    return known if known and known.startswith(("iso2022", "hz")) else None


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError, TypeError):
        return None


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether nearly everything over ASCII is good UTF-8: a cut or a stray byte, no other charset."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(not char.isascii() for char in text[:_SAMPLE]) - bad
    return good > 4 * bad


def _told(data: bytes) -> str:
    """The charset of bytes that are no UTF-8, told from their statistics."""
    sample = data[:_SAMPLE]
    high = len(sample) - len(sample.translate(None, bytes(range(128, 256))))
    if high > len(sample) * _LATIN_SHARE:
        best = from_bytes(sample, cp_isolation=_CANDIDATES).best()
        if best is not None:
            return best.encoding
    return "cp1252" if _strictly(data, "cp1252") is not None else "latin-1"
