"""Page to one HTML file that needs nothing else and can be read by a screen reader.

One rule: every character of the page is escaped. There is no script, and the policy in the head
forbids all but this style sheet.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.resources import files
from itertools import groupby

from briefing.domain.briefing import Briefing, Line, LineKind, Page, Run, RunStyle
from briefing.domain.languages import RIGHT_TO_LEFT
from briefing.domain.spans import Place
from briefing.rendering.links import anchor, anchored, link_of
from briefing.rendering.printable import printable

_ALONE = {
    LineKind.TITLE: "h1",
    LineKind.HEADING: "h2",
    LineKind.FACTS: "p",
    LineKind.CHECKED: "p",
    LineKind.NOTE: "p",
    LineKind.PARAGRAPH: "p",
}
_TAGS = {RunStyle.NAME: "b", RunStyle.FIGURE: "b", RunStyle.WARNING: "strong"}
_SET_OFF = frozenset({LineKind.HEADING, LineKind.CHECKED})
"""Lines before which a section of the page ends."""


def to_html(page: Page, briefing: Briefing) -> str:
    """The page as one HTML document.

    References lead to the numbered sentence where the source stands under the page, else, for a
    source on the web, to the passage there. Printed, it is one page where the page was measured.
    """
    language = briefing.articles[0].article.language
    rtl = language in RIGHT_TO_LEFT
    anchors = frozenset(place for line in page.lines if (place := anchored(line)) is not None)
    title = next((line.text for line in page.lines if line.kind is LineKind.TITLE), briefing.title)
    body = "\n".join(_sections(page.lines, anchors, briefing))
    style = _style(page)
    return f"""<!DOCTYPE html>
<html{f' lang="{_escaped(language)}"' if language else ""}{' dir="rtl"' if rtl else ""}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy(style)}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{_escaped(title)}</title>
<style>{style}</style>
</head>
<body>
<main{' class="mixed"' if rtl else ""}>
{body}
</main>
</body>
</html>
"""


def _style(page: Page) -> str:
    """The style sheet, with the paper where the page was measured for one."""
    style = (files("briefing.rendering") / "page.css").read_text(encoding="utf-8")
    return style if page.paper is None else f"{style}@page {{ size: {page.paper}; }}\n"


def _policy(style: str) -> str:
    # The digest lets this sheet in and no other, where 'unsafe-inline' would let in any style.
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _sections(lines: Sequence[Line], anchors: frozenset[Place], briefing: Briefing) -> Iterator[str]:
    """The elements of the page; a heading and what stands under it are a section with its name."""
    groups: list[list[Line]] = [[]]
    for line in lines:
        if line.kind in _SET_OFF:
            groups.append([])
        groups[-1].append(line)
    for number, group in enumerate(groups):
        headed = bool(group) and group[0].kind is LineKind.HEADING
        if headed:
            source = ' class="under"' if any(line.kind is LineKind.SOURCE for line in group) else ""
            yield f'<section aria-labelledby="part-{number}"{source}>'
            yield f'<h2 class="heading" id="part-{number}">{_runs(group[0].runs, anchors, briefing)}</h2>'
        yield from _body(group[headed:], anchors, briefing)
        if headed:
            yield "</section>"


def _body(lines: Sequence[Line], anchors: frozenset[Place], briefing: Briefing) -> Iterator[str]:
    """The elements of lines; neighbouring items are one list, and events have their axis."""
    if any(line.kind is LineKind.EVENT for line in lines):
        yield _axis([line.at or 0.0 for line in lines if line.kind is LineKind.EVENT])
    for tag, group in groupby(lines, key=_container):
        if tag not in ("ul", "dl"):
            for line in group:
                yield f'<{tag} class="{line.kind}">{_runs(line.runs, anchors, briefing)}</{tag}>'
            continue
        yield f"<{tag}>"
        for line in group:
            yield _item(line, tag, anchors, briefing)
        yield f"</{tag}>"


def _axis(times: Sequence[float]) -> str:
    """Dots where the events stand in time; what they are is the list below it."""
    dots = "".join(f'<circle cx="{at * 100:.1f}%" cy="8" r="4.5"/>' for at in times)
    return (
        '<div class="axis" aria-hidden="true"><svg width="100%" height="16" focusable="false">'
        f'<line x1="0" y1="8" x2="100%" y2="8"/>{dots}</svg></div>'
    )


def _container(line: Line) -> str:
    """The element a line is, or the list it is an item of."""
    return _ALONE.get(line.kind) or ("dl" if line.label else "ul")


def _item(line: Line, tag: str, anchors: frozenset[Place], briefing: Briefing) -> str:
    place = anchored(line)
    id = f' id="{_escaped(anchor(place))}"' if place is not None else ""
    body = _runs(line.runs, anchors, briefing)
    if tag == "ul":
        return f'<li class="{line.kind}"{id}>{body}</li>'
    label = _runs(line.label, anchors, briefing)
    return f'<div class="{line.kind}"{id}><dt>{label}</dt><dd>{body}</dd></div>'


def _runs(runs: Iterable[Run], anchors: frozenset[Place], briefing: Briefing) -> str:
    return "".join(_run(run, anchors, briefing) for run in runs)


def _run(run: Run, anchors: frozenset[Place], briefing: Briefing) -> str:
    text = _escaped(run.text)
    link = link_of(run, anchors, briefing)
    if link is not None:
        href = f"#{anchor(link)}" if isinstance(link, Place) else link
        text = f'<a href="{_escaped(href)}">{text}</a>'
    if run.style is RunStyle.PLAIN:
        return text
    tag = _TAGS.get(run.style, "span")
    return f'<{tag} class="{run.style}">{text}</{tag}>'


def _escaped(text: str) -> str:
    return escape(printable(text), quote=True)
