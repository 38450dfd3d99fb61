"""What is checked: a text, Markdown or a saved JSON as sentences, with the way back to its characters.

Nothing is repaired here: markup is left out of what is read, and every position leads back to the text
as it was given.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from typing import Any

from briefing.domain.article import Article, BlockKind, Source
from briefing.domain.briefing import Briefing
from briefing.domain.spans import ArticleId, Span, TracedText
from briefing.errors import EmptyArticle, LoadError
from briefing.loading.parsed import covering
from briefing.loading.text import paragraphs

_LINE = re.compile(r"[^\n]*\n?")
# "## Heading", "> quoted", "- item", "3. item": what stands before the words of a line.
_LEAD = re.compile(r"(?P<heading>\s{0,3}\#{1,6}\s+)|\s*(?:>\s*)*(?P<item>(?:[-*+•‣▪–]|\d{1,3}[.)])\s+)?")
# Marks of emphasis and code, and what is not read of a link, a picture or a footnote.
_MARKUP = re.compile(
    r"""(?P<mark>\*{1,3}|~~|(?<!`)`(?!`)|(?<![^\W_])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![^\W_])|\\(?=[\[\]*_`#]))
    | !?\[(?P<words>[^\[\]]*)\]\([^()\s]*(?:\s"[^"]*")?\)
    | \[\^[^\]\s]+\]
    | </?[a-zA-Z][^<>]*>""",
    re.VERBOSE,
)
# "**Label**: text"
_LABEL = re.compile(r"(?P<open>\*\*)(?P<words>[^*\n]{1,120})(?P<close>:?\*\*:?)(?=\s)")
# Columns of a printed page are apart by spaces.
_COLUMN = re.compile(r"(?<=\S) {3,}(?=\S)")
# Lines and marks that a page of this program has beside its statements.
_OWN_PAGE = re.compile(r"^\W*checked\W+\d+ of \d+\b", re.IGNORECASE | re.MULTILINE)
_OWN_LINE = re.compile(r"\W*checked\W+\d+ of \d+\b.*|.*\s·\s[\d,]+ words\s·\s.*", re.IGNORECASE)
_OWN_MARK = re.compile(
    r"(?:(?<!\S)\*?s\d+\*?(?=\s|$)\s?)+|\s?·\s\d+ quotations?\b|^\W*also named\b", re.IGNORECASE
)
_NO_WORDS = re.compile(r"https?://|[\w.-]+/[\w./-]+$|[0-9a-f]{32,}$")


@dataclass(frozen=True, slots=True)
class Verifiable:
    """`text` as given, or as put together of a saved JSON; `article` is what is read of it, `traced` the way
    back. `briefing` is the saved one, where it is one."""

    text: str
    article: Article
    traced: TracedText
    briefing: Briefing | None = None


def verifiable(text: str, name: str = "text") -> Verifiable:
    """Read a text that is to be checked. Raises LoadError where it is a damaged briefing, EmptyArticle where
    it has no words."""
    saved = _json(text)
    if isinstance(saved, dict) and saved.get("schema") == "briefing/1":
        # Its schema takes longer to load than a page takes to check.
        briefing: Briefing = import_module("briefing.rendering.from_json").from_json(text)
        return _read("\n\n".join(_printed(saved)), name, briefing)
    if saved is not None:
        return _read("\n\n".join(_strings(saved)), name)
    return _read(text, name)


def _read(text: str, name: str, briefing: Briefing | None = None) -> Verifiable:
    traced = TracedText.join(_without_markup(text))
    stretches = paragraphs(traced.text)
    if not any(char.isalpha() for char in traced.text):
        raise EmptyArticle(f"{name}: there are no words in it to check")
    kinds = [BlockKind.PARAGRAPH for _ in stretches]
    source = Source(name, "text/plain", sha256(text.encode("utf-8", "replace")).hexdigest())
    blocks = covering(traced.text, stretches, kinds)
    return Verifiable(text, Article(ArticleId("T"), source, traced.text, blocks), traced, briefing)


def _json(text: str) -> Any:
    """What a text says as JSON; None where it is none."""
    if not text.lstrip().startswith(("{", "[")):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _printed(saved: dict[str, Any]) -> Iterator[str]:
    """The statements of a saved briefing: claims, quotations with their speakers, roles and figures."""
    try:
        for claim in _claims(saved):
            yield claim["text"]
        names = {actor["id"]: actor["name"] for actor in saved["actors"]}
        for quotation in saved["quotations"]:
            speaker = names.get(quotation["actor"]) or (quotation["speaker"] or {}).get("text")
            if quotation["on_page"] and quotation["kind"] != "indirect" and speaker:
                yield f"“{quotation['text']}” — {speaker}"
        for actor in saved["actors"]:
            if actor["on_page"]:
                yield f"{actor['name']}, {actor['role']['text']}" if actor["role"] else actor["name"]
        for number in saved["numbers"]:
            if number["on_page"]:
                yield " ".join(filter(None, (number["text"], number["of"])))
    except (KeyError, TypeError, AttributeError) as error:
        raise LoadError(f"the saved briefing lacks what a briefing/1 has: {error}; save it again") from error


def _claims(saved: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for claim in (*saved["summary"], *(c for section in saved["sections"] for c in section["summary"])):
        if claim["on_page"]:
            yield claim


def _strings(saved: Any) -> Iterator[str]:
    """Every text of a JSON that is a phrase or more."""
    stack = [saved]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            stack += reversed(value.values())
        elif isinstance(value, list):
            stack += reversed(value)
        elif isinstance(value, str) and len(value.split()) > 1 and not _NO_WORDS.match(value):
            yield value


def _without_markup(text: str) -> Iterator[TracedText]:
    own = _OWN_PAGE.search(text) is not None
    if own and _COLUMN.search(text):
        yield from _printed_page(text)
        return
    for line in _LINE.finditer(text):
        if not (own and _OWN_LINE.fullmatch(line.group().strip())):
            yield from _line(text, *line.span(), own)


# Between the columns of a list of the page; what else stands on the left is a heading of its own.
_JOINED = {"KEY ACTORS": ", ", "NUMBERS": " "}
_INDENT = 3
"""Spaces before a line of a page that goes on with the one above."""


def _printed_page(text: str) -> Iterator[TracedText]:
    """The statements of a page as text, whose headings stand in a column on the left and run on beside what
    they head: they are read behind it."""
    labels: list[TracedText] = []
    joined, done = None, True
    for line in _LINE.finditer(text):
        if not line.group():
            continue
        words = line.group().strip()
        if not words or _OWN_LINE.fullmatch(words) or not line.group().startswith(" "):
            joined = _JOINED.get(words)
            yield from (*_apart(labels), *_apart([TracedText.plain(text, Span(*line.span()))]))
            labels, done = [], True
            continue
        column = _COLUMN.search(text, *line.span())
        start = column.end() if column else line.start()
        left = [TracedText.plain(text, Span(line.start(), column.start()))] if column else []
        new = done if column else len(line.group()) - len(line.group().lstrip()) < _INDENT
        if new:
            yield from _apart(labels)
            labels = []
        if left and joined:
            yield from (TracedText.inserted("\n\n"), *left, TracedText.inserted(joined))
        labels += [] if joined else left
        yield from _words_of_line(text, start, line.end() - 1, own=True)
        yield TracedText.inserted(" ")
        done = words.endswith((".", "!", "?", '"', "”")) or _OWN_MARK.search(words[-4:]) is not None
    yield from _apart(labels)


def _apart(parts: Sequence[TracedText]) -> Iterator[TracedText]:
    """The parts, or a mere break, with blank lines around them."""
    yield TracedText.inserted("\n\n")
    for part in parts:
        if not _OWN_LINE.fullmatch(part.text.strip()):
            yield part
            yield TracedText.inserted(" ")
    yield TracedText.inserted("\n\n")


def _line(text: str, start: int, end: int, own: bool) -> Iterator[TracedText]:
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead else start
    if lead and (lead["heading"] or lead["item"]):
        yield TracedText.inserted("\n\n")
    label = _LABEL.match(text, start, end)
    if label is not None:
        yield from _kept(text, *label.span("words"))
        yield TracedText.inserted("\n\n")
        start = label.end()
    yield from _words_of_line(text, start, end, own)
    if lead and lead["heading"]:
        yield TracedText.inserted("\n")


def _words_of_line(text: str, start: int, end: int, own: bool) -> Iterator[TracedText]:
    left_out = [(m.start(), m.end(), m.span("words")) for m in _MARKUP.finditer(text, start, end)]
    if own:
        left_out += [(m.start(), m.end(), (-1, -1)) for m in _OWN_MARK.finditer(text, start, end)]
    for first, last, words in sorted(left_out, key=lambda one: (one[0], -one[1])):
        if first < start:
            continue
        yield from _kept(text, start, first)
        yield from _kept(text, *words)
        start = last
    yield from _kept(text, start, end)


def _kept(text: str, start: int, end: int) -> Iterator[TracedText]:
    if 0 <= start < end:
        yield TracedText.plain(text, Span(start, end))
