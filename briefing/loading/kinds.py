"""The kind of each paragraph where markup does not say it: headline, heading, list, boilerplate."""

import re
from collections.abc import Sequence

from briefing.domain.article import PROSE, BlockKind
from briefing.domain.spans import fold
from briefing.loading.lines import date_of_line, is_byline, kind_of_line
from briefing.loading.parsed import Metadata, Parsed, Stretch, covering

_END = re.compile(r"[.!?…。！？।؟۔][\"'”’»)\]\s*]*$")
_CLOSED = re.compile(r"[.!?…:;,。！？،؛।؟۔—–-][\"'”’»)\]\s]*$")
_BULLET = re.compile(r"[•‣◦▪●∙·]\s*\S|[-*–+]\s+\S|\(?\d{1,2}[.)]\s+\S")
_SURE_BULLET = "•‣◦▪●∙·"
_MASTHEAD = 6
"""Blocks from the top among which a date line or a byline speaks for the article."""


def ends_sentence(text: str) -> bool:
    """Whether the text ends with the mark of a finished sentence, quotation marks aside."""
    return _END.search(text[-12:]) is not None


def is_listed(text: str) -> bool:
    """Whether the text begins with a bullet or a number as list items do."""
    return _BULLET.match(text) is not None


def tell_kinds(text: str, stretches: Sequence[Stretch], title: str | None, stated: Metadata = Metadata()) -> Parsed:
    """The stretches as blocks, each with a kind, and what lines of date and headline say.

    A kind that markup gave is kept. `title` is the user's; `stated` is what markup says.
    """
    lines = [stretch.span.of(text) for stretch in stretches]
    kinds = [s.kind or kind_of_line(line) for s, line in zip(stretches, lines, strict=True)]
    published = _tell_masthead(lines, kinds)
    _tell_lists(lines, kinds)
    _tell_headline(lines, stretches, kinds, title or stated.title)
    _tell_headings(lines, kinds)
    told = [kind or BlockKind.PARAGRAPH for kind in kinds]
    headline = next((" ".join(line.split()) for line, k in zip(lines, told) if k is BlockKind.HEADLINE), None)
    metadata = Metadata(
        title=headline or stated.title,
        published=stated.published or published,
        outlet=stated.outlet,
        language=stated.language,
    )
    return Parsed(text, covering(text, stretches, told), metadata)
