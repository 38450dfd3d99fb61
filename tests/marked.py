"""Cases as text: sentences with the expected spans marked in them, <n>28</n> and the like."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from briefing.domain.article import Article, Block, BlockKind, SegmentedArticle, Source
from briefing.domain.spans import ArticleId, Span
from briefing.segmenting import segment

_TAG = re.compile(r"<(/?)([a-z]+)>")


@dataclass(frozen=True)
class Marked:
    """A text without its tags, and the spans each tag held, in order."""

    text: str
    tags: dict[str, list[Span]] = field(default_factory=dict)

    def spans(self, tag: str) -> list[Span]:
        return self.tags.get(tag, [])


def read_marked(path: Path) -> list[Marked]:
    """The lines of a file of cases; blank ones and comments are none."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [without_tags(line) for line in lines if line and not line.startswith("#")]


def read_articles(path: Path) -> list[tuple[str, str]]:
    """The articles of a file of cases, each below its name: "= name", then a line for each block."""
    cases: list[tuple[str, list[str]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            cases.append((line[2:], []))
        elif line and not line.startswith("#"):
            cases[-1][1].append(line)
    return [(name, "\n".join(body)) for name, body in cases]


def lines_as_blocks(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> SegmentedArticle:
    """An article whose lines are its blocks."""
    lines = [match.span() for match in re.finditer(r"[^\n]*\n+|[^\n]+$", text)]
    blocks = tuple(Block(Span(*line), kind) for line in lines)
    return segment(Article(ArticleId("A1"), Source("case", "text/plain", "0"), text, blocks))


def without_tags(marked: str) -> Marked:
    text, tags, last = "", {}, 0
    opened: dict[str, int] = {}
    for match in _TAG.finditer(marked):
        text += marked[last : match.start()]
        last = match.end()
        if match[1]:
            tags.setdefault(match[2], []).append(Span(opened.pop(match[2]), len(text)))
        else:
            opened[match[2]] = len(text)
    assert not opened, f"a tag is not closed: {marked}"
    return Marked(text + marked[last:], tags)
