"""Page to one HTML file that needs nothing else and can be read by a screen reader.

One rule: every character of the page is escaped. There is no script, and the policy in the head
forbids all but this style sheet.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from urllib.parse import quote

from briefing.domain.briefing import Briefing, Fixed, Given, Line, LineKind, Page, Run, RunStyle, Verbatim
from briefing.domain.languages import RIGHT_TO_LEFT
from briefing.domain.spans import Place
from briefing.rendering.printable import printable

_STYLE = """
:root { color-scheme: light dark; }
body { max-width: 48rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.45 system-ui, sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.2; margin-bottom: 0.25rem; }
h2 { font-size: 1rem; margin: 1.5rem 0 0.25rem; border-bottom: 1px solid; }
ul { margin: 0; padding-inline-start: 1.2rem; }
dl { margin: 0; }
dl > div { display: grid; grid-template-columns: minmax(4rem, 30%) 1fr; gap: 0 1rem; padding: 0.15rem 0; }
dt { font-weight: 600; overflow-wrap: anywhere; }
dd { margin: 0; overflow-wrap: anywhere; }
.facts, .checked, .note, .reference { font-size: 0.85rem; }
.checked { margin-top: 1.5rem; }
.warning { font-weight: 600; }
.mixed :is(h1, h2, p, li, dt, dd) { unicode-bidi: plaintext; text-align: start; }
:target { outline: 2px solid; }
@media (max-width: 30rem) { dl > div { display: block; } }
"""

# The digest lets this sheet in and no other, where 'unsafe-inline' would let in any style.
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'"

_ALONE = {
    LineKind.TITLE: "h1",
    LineKind.HEADING: "h2",
    LineKind.FACTS: "p",
    LineKind.CHECKED: "p",
    LineKind.NOTE: "p",
}
_TAGS = {RunStyle.NAME: "b", RunStyle.FIGURE: "b", RunStyle.WARNING: "strong"}
_PASSAGE_WORDS = 5
"""Words at either end of a passage that are enough to find it on the web page it came from."""


def to_html(page: Page, briefing: Briefing) -> str:
    """The page as one HTML document.

    References lead to the numbered sentence where the source stands under the page, else, for a
    source on the web, to the passage there.
    """
    language = briefing.articles[0].article.language
    rtl = language in RIGHT_TO_LEFT
    anchors = {place for line in page.lines if (place := _anchored(line)) is not None}
    title = next((line.text for line in page.lines if line.kind is LineKind.TITLE), briefing.title)
    body = "\n".join(_body(page.lines, anchors, briefing))
    return f"""<!DOCTYPE html>
<html{f' lang="{_escaped(language)}"' if language else ""}{' dir="rtl"' if rtl else ""}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{_escaped(title)}</title>
<style>{_STYLE}</style>
</head>
<body>
<main{' class="mixed"' if rtl else ""}>
{body}
</main>
</body>
</html>
"""


def _body(lines: Sequence[Line], anchors: set[Place], briefing: Briefing) -> Iterator[str]:
    """The elements of the page; neighbouring items are one list."""
    for tag, group in groupby(lines, key=_container):
        if tag not in ("ul", "dl"):
            for line in group:
                yield f'<{tag} class="{line.kind}">{_runs(line.runs, anchors, briefing)}</{tag}>'
            continue
        yield f"<{tag}>"
        for line in group:
            yield _item(line, tag, anchors, briefing)
        yield f"</{tag}>"


def _container(line: Line) -> str:
    """The element a line is, or the list it is an item of."""
    return _ALONE.get(line.kind) or ("dl" if line.label else "ul")


def _item(line: Line, tag: str, anchors: set[Place], briefing: Briefing) -> str:
    place = _anchored(line)
    id = f' id="{_anchor(place)}"' if place is not None else ""
    body = _runs(line.runs, anchors, briefing)
    if tag == "ul":
        return f'<li class="{line.kind}"{id}>{body}</li>'
    label = _runs(line.label, anchors, briefing)
    return f'<div class="{line.kind}"{id}><dt>{label}</dt><dd>{body}</dd></div>'


def _runs(runs: Iterable[Run], anchors: set[Place], briefing: Briefing) -> str:
    return "".join(_run(run, anchors, briefing) for run in runs)


def _run(run: Run, anchors: set[Place], briefing: Briefing) -> str:
    text = _escaped(run.text)
    target = _target(run, anchors, briefing)
    if target is not None:
        text = f'<a href="{_escaped(target)}">{text}</a>'
    if run.style is RunStyle.PLAIN:
        return text
    tag = _TAGS.get(run.style, "span")
    return f'<{tag} class="{run.style}">{text}</{tag}>'


def _target(run: Run, anchors: set[Place], briefing: Briefing) -> str | None:
    """Where a reference or a locator leads; None where there is nothing to open."""
    match run.origin:
        case Fixed(target) if target is not None:
            if target in anchors:
                return f"#{_anchor(target)}"
            locator = briefing.article(target.article).article.source.locator
            return f"{locator.partition('#')[0]}#{_passage(target, briefing)}" if _is_web(locator) else None
        case Given(_, "locator") if _is_web(run.text):
            return run.text
    return None


def _passage(place: Place, briefing: Briefing) -> str:
    """A text fragment: the first and the last words of a passage, for a browser to look for."""
    words = briefing.text(place).split()
    if len(words) <= 2 * _PASSAGE_WORDS:
        return f":~:text={_quoted(words)}"
    return f":~:text={_quoted(words[:_PASSAGE_WORDS])},{_quoted(words[-_PASSAGE_WORDS:])}"


def _quoted(words: Sequence[str]) -> str:
    # A hyphen has a meaning of its own in a text fragment, and quote() leaves it as it is.
    return quote(printable(" ".join(words)), safe="").replace("-", "%2D")


def _is_web(locator: str) -> bool:
    """Whether a browser may be sent there; never to a script."""
    return locator.startswith(("https://", "http://"))


def _anchored(line: Line) -> Place | None:
    """The sentence that a line of the numbered source prints."""
    if line.kind is not LineKind.SOURCE:
        return None
    return next((run.origin.place for run in line.runs if isinstance(run.origin, Verbatim)), None)


def _anchor(place: Place) -> str:
    return _escaped(f"{place.article}-{place.span.start}".replace(" ", "_"))


def _escaped(text: str) -> str:
    return escape(printable(text), quote=True)
