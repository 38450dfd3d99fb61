"""Markdown to an article: the readable text, with headings and list items as blocks.

Marks of emphasis, links, headings and notes are not in the text; the words of links are. Front matter
is metadata. Pictures are left out; footnotes stand at the end and are no prose.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefing.domain.article import CELLS, BlockKind
from briefing.loading.datelines import date_of_line
from briefing.loading.decoding import decode
from briefing.loading.fetched import Fetched
from briefing.loading.headlines import headlined
from briefing.loading.kinds import tell_kinds
from briefing.loading.parsed import Metadata, Parsed, Piece, put_together

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(.*?\n)??(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z_]+)[ \t]*:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
_ITEM_OF_LIST = re.compile(r"^([A-Za-z_]+)[ \t]*:[ \t]*\n((?:[ \t]*- .+\n?)+)", re.MULTILINE)
# No name: an address, or what YAML makes of more than names.
_NO_NAME = re.compile(r"[@{}:\d]")
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:[ \t]*(.*(?:\n(?: {4}|\t).+)*)\n?", re.MULTILINE)
_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_FIELDS = {
    "title": ("title", "headline"),
    "published": ("date", "published", "pubdate", "publishdate"),
    "outlet": ("outlet", "publisher", "site", "sitename", "source"),
    "language": ("language", "lang"),
    "author": ("author", "authors", "byline"),
}


def read(fetched: Fetched, title: str | None) -> Parsed:
    """The readable text of the Markdown, in blocks. `title` is what the user calls it."""
    source = decode(fetched.data, fetched.charset)
    front = _FRONT_MATTER.match(source)
    stated = _metadata(front[1] or "") if front else Metadata()
    body, notes = _without_notes(source[front.end() :] if front else source)
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    pieces = [*headlined(list(_pieces(tokens)), stated.title), *notes]
    text, stretches = put_together(pieces)
    return tell_kinds(text, stretches, title, stated)


def _without_notes(source: str) -> tuple[str, list[Piece]]:
    """The Markdown without footnotes and their marks, and the notes."""
    notes = list(_NOTE.finditer(source))
    body = _NOTE.sub("", source)
    for note in notes:
        body = body.replace(f"[^{note[1]}]", "")
    return body, [Piece(note[2], BlockKind.BOILERPLATE) for note in notes]


def _metadata(front: str) -> Metadata:
    """What the front matter says; only lines of the form `key: value` and simple lists are understood."""
    listed = _ITEM_OF_LIST.sub(lambda found: f"{found[1]}: {_one_line(found[2])}\n", front)
    given = {key.casefold(): value.strip("\"'") for key, value in _FIELD.findall(listed)}

    def told(field: str) -> str | None:
        return next((given[key] for key in _FIELDS[field] if given.get(key)), None)

    language, author = told("language"), _names(told("author") or "")
    return Metadata(
        title=told("title"),
        published=date_of_line(told("published") or ""),
        outlet=told("outlet"),
        language=language[:2].casefold() if language else None,
        author=author if author and not _NO_NAME.search(author) else None,
    )


def _one_line(items: str) -> str:
    return ", ".join(item.strip().removeprefix("- ") for item in items.splitlines())


def _names(value: str) -> str:
    """Who is named by "By Ann Lund" or "[Ann Lund, Jo Bell]"."""
    names = (name.strip(" \"'") for name in value.strip("[]").split(","))
    return ", ".join(filter(None, names)).removeprefix("By ").removeprefix("by ")


def _pieces(tokens: Sequence[Token]) -> Iterator[Piece]:
    """The leaves of the token tree that hold text, each with the kind its parents give it."""
    parents: list[str] = []
    cells: list[str] = []
    for token in tokens:
        if token.nesting == 1:
            parents.append(token.type)
        elif token.nesting == -1:
            parents.pop()
            if token.type == "tr_close":
                yield Piece(CELLS.join(filter(None, cells)), BlockKind.LIST_ITEM)
                cells = []
        elif token.type == "inline" and "tr_open" in parents:
            cells.append(_words(token))
        elif token.type == "inline":
            yield Piece(_words(token), _kind(parents))
        elif token.type in ("fence", "code_block"):
            # Code is no prose.
            yield Piece(token.content, BlockKind.BOILERPLATE)
        elif token.type == "html_block":
            yield Piece(_TAG.sub("", token.content))


def _kind(parents: Sequence[str]) -> BlockKind | None:
    """What the parents of a leaf make of it; None where they do not say."""
    if "heading_open" in parents:
        return BlockKind.HEADING
    return BlockKind.LIST_ITEM if "list_item_open" in parents else None


def _words(inline: Token) -> str:
    """The text of an inline token as it is read."""
    parts = []
    for token in inline.children or ():
        if token.type in ("text", "code_inline", "text_special"):
            parts.append(token.content)
        elif token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak":
            parts.append("\n")
    return "".join(parts)
