"""Markdown to an article: the readable text, with headings and list items as blocks.

Marks of emphasis, links and headings are not in the text; the words of links are. Front matter is
metadata. Pictures are left out.
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
_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_FIELDS = {
    "title": ("title", "headline"),
    "published": ("date", "published", "pubdate", "publishdate"),
    "outlet": ("outlet", "publisher", "site", "sitename", "source"),
    "language": ("language", "lang"),
}


def read(fetched: Fetched, title: str | None) -> Parsed:
    """The readable text of the Markdown, in blocks. `title` is what the user calls it."""
    source = decode(fetched.data, fetched.charset)
    front = _FRONT_MATTER.match(source)
    stated = _metadata(front[1] or "") if front else Metadata()
    tokens = MarkdownIt("commonmark").enable("table").parse(source[front.end() :] if front else source)
    pieces = headlined(list(_pieces(tokens)), stated.title)
    text, stretches = put_together(pieces)
    return tell_kinds(text, stretches, title, stated)


def _metadata(front: str) -> Metadata:
    """What the front matter says; only lines of the form `key: value` are understood."""
    given = {key.casefold(): value.strip("\"'") for key, value in _FIELD.findall(front)}

    def told(field: str) -> str | None:
        return next((given[key] for key in _FIELDS[field] if given.get(key)), None)

    language = told("language")
    return Metadata(
        title=told("title"),
        published=date_of_line(told("published") or ""),
        outlet=told("outlet"),
        language=language[:2].casefold() if language else None,
    )


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
