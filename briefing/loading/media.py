"""What bytes are: by their first characters, what the server says, and the extension.

The content goes before the extension: a page saved as story.txt is a page.
"""

import json
import re
from io import BytesIO
from pathlib import PurePosixPath
from urllib.parse import urlsplit
from zipfile import BadZipFile, ZipFile

PLAIN, MARKDOWN, HTML = "text/plain", "text/markdown", "text/html"
PDF = "application/pdf"
MAIL = "message/rfc822"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

MEDIA_TYPES = {
    "txt": PLAIN,
    "text": PLAIN,
    "md": MARKDOWN,
    "markdown": MARKDOWN,
    "html": HTML,
    "htm": HTML,
    "xhtml": HTML,
    "pdf": PDF,
    "docx": DOCX,
    "eml": MAIL,
    "mht": MAIL,
    "mhtml": MAIL,
}
"""Extension to media type, of everything that is read."""

_ALIASES = {"application/xhtml+xml": HTML, "text/x-markdown": MARKDOWN, "multipart/related": MAIL}

UNREAD = {
    "doc": "Word (DOC)",
    "odt": "OpenDocument",
    "rtf": "RTF",
    "epub": "EPUB",
}
"""Extensions of documents that hold text which this version does not read."""

_PDF = re.compile(rb"[\s\0\xef\xbb\xbf]*%PDF-")
# The specific before the general: an EPUB is a ZIP archive too.
_SIGNATURES = (
    (rb"PK\x03\x04.{26,100}?mimetypeapplication/epub", "EPUB"),
    (rb"PK\x03\x04.{26,100}?mimetypeapplication/vnd\.oasis", "OpenDocument"),
    (rb"PK(\x03\x04|\x05\x06)", "a ZIP archive"),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word (DOC)"),
    (rb"\{\\rtf", "RTF"),
    (rb"\x1f\x8b", "a gzip archive"),
    (rb"7z\xbc\xaf\x27\x1c|Rar!\x1a|\xfd7zXZ|BZh[1-9]", "an archive"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF.{4}WEBP|BM.{4}\0\0\0\0|II\*\0|MM\0\*", "an image"),
    (rb".{4}ftyp|\x1aE\xdf\xa3|RIFF.{4}AVI ", "a video"),
    (rb"ID3|\xff[\xfb\xf3\xf2]|RIFF.{4}WAVE|OggS|fLaC", "a sound"),
    (rb"\x7fELF|MZ.{50,60}\0|\xcf\xfa\xed\xfe", "a program"),
    (rb"SQLite format 3\0", "a database"),
    (rb"\s*(<\?xml[^>]*>\s*)?(<!--.{0,500}?-->\s*)?<(rss|feed|rdf:RDF)\b", "a feed"),
    (rb"\s*(<\?xml[^>]*>\s*)?(<!--.{0,500}?-->\s*)?<(urlset|sitemapindex)\b", "a list of addresses"),
)
_DOCUMENTS = frozenset(UNREAD.values())
_SIGNED = tuple((re.compile(pattern, re.DOTALL), name) for pattern, name in _SIGNATURES)

_PAGE = re.compile(
    rb"(\xef\xbb\xbf)?\s*(<\?xml[^>]{0,200}>\s*)?(<!--.{0,2000}?-->\s*)*<(!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
# Lines of a header up to an empty one.
_HEADERS = re.compile(rb"\s*(?:From \S[^\n]*\n)?((?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*)+)\r?\n")
_HEADER_REACH = 65536
_SENDER = re.compile(rb"^from:[^\n]*[@<]", re.IGNORECASE | re.MULTILINE)
_HEADER_NAME = re.compile(rb"^([A-Za-z][\w-]*):", re.MULTILINE)
# A heading or front matter at the very top.
_MARKED = re.compile(rb"(\xef\xbb\xbf)?(#{1,3} \S|---\r?\n[A-Za-z_]+:)")
# Escape aside: text copied from a terminal has it, and `repair` takes it out.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))
# Of random bytes a tenth are controls, of text next to none; a few stray ones count for nothing.
_STRAY = 4
_MOST_CONTROLS = 0.03
_HEAD = 8192
_UTF_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def named_type(name: str) -> str | None:
    """The media type meant by an extension or a media type as one writes it; None if not read."""
    wanted = name.strip().casefold().lstrip(".").partition(";")[0].strip()
    wanted = MEDIA_TYPES.get(wanted, _ALIASES.get(wanted, wanted))
    return wanted if wanted in MEDIA_TYPES.values() else None


def extension(locator: str) -> str:
    """The extension of a path or of a URL's path, lower case, without the dot; may be empty."""
    path = urlsplit(locator).path if "://" in locator else locator.replace("\\", "/")
    return PurePosixPath(path).suffix.casefold().lstrip(".")


def packed_type(data: bytes) -> str | None:
    """PDF or DOCX where the bytes are those of one."""
    if _PDF.match(data[:_HEAD]):
        return PDF
    if not data.startswith(b"PK\x03\x04"):
        return None
    try:
        with ZipFile(BytesIO(data)) as archive:
            word = "word/document.xml" in archive.namelist()
    except (BadZipFile, RuntimeError):
        word = b"word/" in data  # a damaged one; its reader says so
    return DOCX if word else None


def unreadable(data: bytes) -> str | None:
    """What `data` seems to be, in words, if it is nothing that is read here; None for text."""
    head = data[:_HEAD]
    for pattern, name in _SIGNED:
        if pattern.match(head):
            return name
    if head.startswith(_UTF_MARKS) or wide_encoding(head):
        return None
    if is_json(data):
        return "JSON data"
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return "binary data" if controls > max(len(head) * _MOST_CONTROLS, _STRAY) else None


def is_json(data: bytes) -> bool:
    """Whether the whole is an object or a list of JSON, or the first of several lines an object."""
    whole = data.strip()
    if whole[:1] not in (b"{", b"["):
        return False
    return isinstance(_json(whole), dict | list) or isinstance(_json(whole.partition(b"\n")[0]), dict)


def _json(data: bytes) -> object:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def is_document(name: str) -> bool:
    """Whether the name that `unreadable` gave is that of a text document."""
    return name in _DOCUMENTS


def wide_encoding(head: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of nearly all characters is zero."""
    if len(head) < 8:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.7 and odd < half * 0.1:
        return "utf-16-be"
    return None


def _is_message(head: bytes) -> bool:
    """Whether it begins with the header of a message: a sender with an address, or as mail programs print
    it; not an article under "From: our man in Lund"."""
    found = _HEADERS.match(head)
    if found is None:
        return False
    names = {name.lower() for name in _HEADER_NAME.findall(found[1])}
    if {b"from", b"to", b"subject"} <= names or {b"mime-version", b"content-type"} <= names:
        return True
    return len(names) > 1 and _SENDER.search(found[1]) is not None


def told_type(data: bytes, stated: str | None, locator: str) -> str:
    """The media type of text: by content, then `stated` (by a server), then the extension."""
    if _PAGE.match(data[:_HEAD]):
        return HTML
    if _is_message(data[:_HEADER_REACH]):
        return MAIL
    by_extension = MEDIA_TYPES.get(extension(locator))
    # Servers say text/plain of anything, so the extension may know better.
    if stated and (known := named_type(stated)) and known != PLAIN:
        return known
    if by_extension:
        return by_extension
    return MARKDOWN if _MARKED.match(data[:_HEAD]) else PLAIN
