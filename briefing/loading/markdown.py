"""Markdown: the readable words of it, structure as blocks, front matter as what it says of itself."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefing.domain.article import BlockKind
from briefing.loading.lines import date_of, kind_of
from briefing.loading.parsed import Parsed, Piece, laid_out

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n(?:---|\.\.\.)\s*\n", re.DOTALL)
_ENTRY = re.compile(r"^(title|date|outlet|publisher|lang|language)\s*:\s*(.+?)\s*$", re.IGNORECASE | re.MULTILINE)
_PARSER = MarkdownIt("commonmark").enable("table")


def read_markdown(text: str) -> Parsed:
    """Blocks of a Markdown text; what is raw HTML in it is left out."""
    front = _FRONT_MATTER.match(text)
    said = {key.lower(): value.strip("\"'") for key, value in _ENTRY.findall(front[1])} if front else {}
    pieces = list(_pieces(_PARSER.parse(text[front.end() :] if front else text)))
    if said.get("title") and not any(p.kind is BlockKind.HEADLINE for p in pieces):
        pieces.insert(0, Piece(said["title"], BlockKind.HEADLINE))
    laid, blocks = laid_out(pieces)
    headline = next((p.text for p in pieces if p.kind is BlockKind.HEADLINE), None)
    return Parsed(
        laid,
        blocks,
        title=said.get("title") or headline,
        published=date_of(said.get("date", "")[:10]) or date_of(said.get("date", "")),
        outlet=said.get("outlet") or said.get("publisher"),
        language=said.get("lang") or said.get("language"),
    )


def _pieces(tokens: Sequence[Token]) -> Iterator[Piece]:
    """One piece a block that holds text; the first heading is the headline where nothing precedes it."""
    opened: list[str] = []
    first = True
    for token in tokens:
        if token.nesting == 1:
            opened.append(token.type)
        elif token.nesting == -1:
            opened.pop()
        elif token.type in ("inline", "fence", "code_block"):
            words = _words(token)
            if words.strip():
                yield Piece(words, _kind(opened, words, first))
                first = False


def _kind(opened: Sequence[str], words: str, first: bool) -> BlockKind:
    if "heading_open" in opened:
        return BlockKind.HEADLINE if first else BlockKind.HEADING
    kind = kind_of(words)
    if kind is BlockKind.PARAGRAPH and "list_item_open" in opened:
        return BlockKind.LIST_ITEM
    return kind


def _words(token: Token) -> str:
    """The text of an inline token as a reader sees it."""
    if token.children is None:
        return token.content
    parts = []
    for child in token.children:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return "".join(parts)
