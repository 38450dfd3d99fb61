"""Articles as databases of news give them out: Factiva with codes before its fields, Nexis with names.

One rule: the fields tell of the article and are no part of it; only headline and text are read.
"""

import re

from briefing.domain.article import BlockKind
from briefing.loading.datelines import date_of_line
from briefing.loading.parsed import Metadata, Stretch, stretch_in

_CODES = (
    "SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|CX|LP|TD|CT|RF|ART|CO|IN|NS|RE|IPC|IPD|PUB|AN|CLM|NGC|GC|DLN"
)
_CODE = re.compile(rf"^({_CODES})(?:[ \t]+|$)", re.MULTILINE)
_TEXT = frozenset({"LP", "TD"})
_FEWEST = 5  # codes
_LENGTH = re.compile(r"^Length:\s*\d+ words", re.MULTILINE)
_BODY = re.compile(r"^Body[ \t]*$", re.MULTILINE)
_END = re.compile(r"^(?:Load-Date:|Graphic$|Classification$|End of Document)", re.MULTILINE)
_FIELD = re.compile(r"^(Byline|Section):\s*(.+)$", re.MULTILINE)
_BY = re.compile(r"[Bb][Yy]\s+")


def fields_of(text: str) -> tuple[list[Stretch], Metadata] | None:
    """Headline, fields and text as stretches, those of the text without a kind; and what the fields say of
    the article. None for any other text."""
    codes = list(_CODE.finditer(text))
    named = {match[1] for match in codes}
    if len(named) >= _FEWEST and "HD" in named and named & _TEXT:
        return _coded(text, codes)
    body = _BODY.search(text)
    if body is not None and _LENGTH.search(text, 0, body.start()):
        return _named(text, body)
    return None


def _coded(text: str, codes: list[re.Match[str]]) -> tuple[list[Stretch], Metadata]:
    fields: dict[str, str] = {}
    stretches = list(stretch_in(text, 0, codes[0].start(), BlockKind.BOILERPLATE))
    for match, end in zip(codes, [*(m.start() for m in codes[1:]), len(text)], strict=True):
        fields.setdefault(match[1], text[match.end() : end].strip())
        if match[1] in _TEXT or match[1] == "HD":
            kind = BlockKind.HEADLINE if match[1] == "HD" else None
            stretches += stretch_in(text, match.start(), match.end(), BlockKind.BOILERPLATE)
            stretches += stretch_in(text, match.end(), end, kind)
        else:
            stretches += stretch_in(text, match.start(), end, BlockKind.BOILERPLATE)
    return stretches, Metadata(
        published=date_of_line(fields.get("PD", "")),
        outlet=fields.get("SN") or None,
        author=_BY.sub("", fields.get("BY", ""), count=1) or None,
    )


def _named(text: str, body: re.Match[str]) -> tuple[list[Stretch], Metadata]:
    # The first line is no blank one and stands before the length.
    start = len(text) - len(text.lstrip())
    headline = next(stretch_in(text, start, text.index("\n", start), BlockKind.HEADLINE))
    end = _END.search(text, body.end())
    stop = end.start() if end else len(text)
    lines = [line for line in text[headline.span.end : body.start()].splitlines() if line.strip()]
    fields = {match[1]: match[2] for match in _FIELD.finditer(text, 0, body.start())}
    stretches = [
        headline,
        *stretch_in(text, headline.span.end, body.end(), BlockKind.BOILERPLATE),
        *stretch_in(text, body.end(), stop, None),
        *stretch_in(text, stop, len(text), BlockKind.BOILERPLATE),
    ]
    return stretches, Metadata(
        published=next(filter(None, map(date_of_line, lines)), None),
        outlet=lines[0].strip() or None,
        author=_BY.sub("", fields.get("Byline", ""), count=1).strip() or None,
    )
