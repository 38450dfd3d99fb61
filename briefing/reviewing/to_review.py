"""A page beside its source as one HTML file: what evidence an item has lights up where it stands.

One rule: every character of an article is escaped and stands once, in order; which items a stretch of it is
evidence of is said by its element, so that no script counts characters.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from itertools import pairwise

from briefing.domain.article import Block, BlockKind, SegmentedArticle
from briefing.domain.briefing import Briefing, Line, LineKind, Page, Run, RunStyle
from briefing.domain.claims import Verdict
from briefing.domain.languages import RIGHT_TO_LEFT
from briefing.domain.spans import Place, Span
from briefing.rendering.links import anchor, link_of
from briefing.rendering.parts import singles
from briefing.rendering.printable import printable

_ALONE = {LineKind.TITLE: "h1", LineKind.HEADING: "h2"}
_TAGS = {RunStyle.NAME: "b", RunStyle.FIGURE: "b", RunStyle.WARNING: "strong"}
_SAID = {
    "verbatim": "the article's own words",
    Verdict.SUPPORTED.value: "written, borne out",
    "replaced": "replaces a sentence of the model",
    "edited": "edited by hand",
    Verdict.UNCHECKED.value: "wording not checked",
    Verdict.CONTRADICTED.value: "contradicted by the source",
    Verdict.NOT_FOUND.value: "not found in the source",
}
"""What an item is marked with, by its state, in the order of the filter."""


@dataclass(frozen=True, slots=True)
class _Item:
    """What is known of an item: its evidence and its state, one of `_SAID`; `text` where it may be edited."""

    places: tuple[Place, ...]
    state: str
    text: str | None = None


def evidence_of(briefing: Briefing) -> dict[str, tuple[Place, ...]]:
    """The places that bear out each item, by its id: of a claim its evidence, of an actor mentions and role,
    of a quotation contents, clause, cue and speaker, of a number itself."""
    found = briefing.findings
    places: dict[str, tuple[Place | None, ...]] = {
        str(check.claim): tuple(evidence.place for evidence in check.evidence) for check in briefing.checks
    }
    places |= {str(a.id): (a.name, a.role, *(m.place for m in a.mentions)) for a in found.actors}
    places |= {str(q.id): (*q.contents, q.clause, q.cue, q.speaker) for q in found.quotations}
    places |= {str(n.id): (n.place,) for n in found.quantities}
    return {id: tuple(dict.fromkeys(p for p in own if p is not None)) for id, own in places.items()}


def to_review(page: Page, briefing: Briefing, digest: str) -> str:
    """The page left, the source right, as one HTML document that needs no network. `digest` is that of the
    saved briefing, by which decisions find back to it."""
    script, style = (_asset(name) for name in ("review.js", "review.css"))
    items = _items(briefing)
    title = next((line.text for line in page.lines if line.kind is LineKind.TITLE), briefing.title)
    language = briefing.articles[0].article.language
    body = "\n".join(_page(page, briefing, items))
    source = "\n".join(text for article in briefing.articles for text in _source(article, items))
    shown = [id for line in page.lines for id in line.items]
    return f"""<!DOCTYPE html>
<html lang="{_escaped(language or "en")}"{' dir="rtl"' if language in RIGHT_TO_LEFT else ""}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy(script, style)}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Review: {_escaped(title)}</title>
<style>{style}</style>
</head>
<body data-briefing="{_escaped(digest)}">
<header dir="ltr" lang="en">
{_bar(Counter(items[id].state for id in shown if id in items))}
</header>
<div class="desk">
<main tabindex="-1" aria-label="Page">
{body}
</main>
<section class="source" aria-label="Source" tabindex="0">
{source}
</section>
</div>
<script>{script}</script>
</body>
</html>
"""


def _asset(name: str) -> str:
    return (files("briefing.reviewing") / name).read_text(encoding="utf-8")


def _policy(script: str, style: str) -> str:
    let_in = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (script, style)]
    return (
        f"default-src 'none'; script-src 'sha256-{let_in[0]}'; style-src 'sha256-{let_in[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _items(briefing: Briefing) -> dict[str, _Item]:
    places = evidence_of(briefing)
    items = {id: _Item(own, "verbatim") for id, own in places.items()}
    for claim, check in zip(briefing.claims, briefing.checks, strict=True):
        state = check.verdict.value
        if check.verdict is Verdict.SUPPORTED and claim.edited:
            state = "edited"
        elif check.verdict is Verdict.SUPPORTED and claim.verbatim:
            state = "verbatim" if claim.replaces is None else "replaced"
        items[claim.id] = _Item(places[claim.id], state, claim.text)
    return items


def _bar(counts: Mapping[str, int]) -> str:
    options = "".join(
        f'<option value="{state}">{said} ({counts[state]})</option>'
        for state, said in _SAID.items()
        if counts[state]
    )
    return f"""<p><label for="verdict">Show</label> <select id="verdict">
<option value="all">all items ({sum(counts.values())})</option>{options}</select></p>
<p class="progress scripted" id="progress" aria-live="polite" hidden></p>
<p class="scripted" hidden><button type="button" id="save">Save decisions</button></p>
<p class="help scripted" hidden>On an item: a accepts, e edits, s strikes.</p>"""


def _page(page: Page, briefing: Briefing, items: Mapping[str, _Item]) -> Iterator[str]:
    anchors = frozenset(
        Place(a.article.id, sentence.span) for a in briefing.articles for sentence in a.sentences
    )
    opened = False
    for line in page.lines:
        if line.kind is LineKind.SOURCE:
            break
        if opened and not line.items:
            yield "</ul>"
            opened = False
        label = _runs(line.label, anchors, briefing)
        if not line.items:
            tag = _ALONE.get(line.kind, "p")
            beside = f"<b>{label}</b> " if label else ""
            yield f'<{tag} class="{line.kind}">{beside}{_runs(line.runs, anchors, briefing)}</{tag}>'
            continue
        if not opened:
            yield "<ul>"
            opened = True
        yield from _listed(line, label, anchors, briefing, items)
    if opened:
        yield "</ul>"


def _listed(
    line: Line, label: str, anchors: frozenset[Place], briefing: Briefing, items: Mapping[str, _Item]
) -> Iterator[str]:
    """An element an item; a label stands with the only one, or above several."""
    each = singles(line)
    if len(each) > 1 and label:
        yield f'<li class="label">{label}</li>'
    for single in each:
        id = single.items[0]
        beside = f"<b>{label}</b> " if label and len(each) == 1 else ""
        item = items[id]
        held = f'class="item {line.kind}" data-item="{_escaped(id)}" data-verdict="{item.state}"'
        words = f"{beside}{_runs(single.runs, anchors, briefing)}"
        yield (f'<li {held} tabindex="0"><span class="words">{words}</span>{_mark(item)}{_tools(item)}</li>')


def _mark(item: _Item) -> str:
    return "" if item.state == "verbatim" else f' <span class="note">[{_SAID[item.state]}]</span>'


def _tools(item: _Item) -> str:
    def button(choice: str, said: str) -> str:
        return f'<button type="button" data-choice="{choice}" aria-pressed="false">{said}</button>'

    edit = field = ""
    if item.text is not None:
        edit = button("edit", "Edit")
        field = f'<label class="edit" hidden>New words<textarea>{_escaped(item.text)}</textarea></label>'
    tools = f"{button('accept', 'Accept')}{edit}{button('strike', 'Strike')}"
    return f'<span class="tools scripted" lang="en" hidden>{tools}</span>{field}'


def _runs(runs: Iterable[Run], anchors: frozenset[Place], briefing: Briefing) -> str:
    return "".join(_run(run, anchors, briefing) for run in runs)


def _run(run: Run, anchors: frozenset[Place], briefing: Briefing) -> str:
    text = _escaped(run.text)
    link = link_of(run, anchors, briefing)
    if link is not None:
        text = f'<a href="{_escaped(f"#{anchor(link)}" if isinstance(link, Place) else link)}">{text}</a>'
    if run.style is RunStyle.PLAIN:
        return text
    tag = _TAGS.get(run.style, "span")
    return f'<{tag} class="{run.style}">{text}</{tag}>'


def _source(article: SegmentedArticle, items: Mapping[str, _Item]) -> Iterator[str]:
    """The blocks of an article, cut where evidence begins and ends."""
    held = article.article
    own = [
        (place.span, id) for id, item in items.items() for place in item.places if place.article == held.id
    ]
    marks = {sentence.span.start: sentence for sentence in article.sentences}
    yield f"<h2>{_escaped(held.title or held.source.locator)}</h2>"
    starts = (block.span.start for block in held.blocks)
    cuts = sorted({*starts, *marks, *(at for span, _ in own for at in (span.start, span.end))})
    owners = _owners(cuts, own)
    for block in held.blocks:
        tag = "h3" if block.kind in (BlockKind.HEADLINE, BlockKind.HEADING) else "p"
        pieces: list[str] = []
        for piece in _pieces(block, cuts):
            if (sentence := marks.get(piece.start)) is not None:
                name = anchor(Place(held.id, sentence.span))
                pieces.append(f'<span class="mark" id="{_escaped(name)}">{_escaped(sentence.id)}</span>')
            ids = " ".join(owners[piece.start])
            text = _escaped(piece.of(held.text))
            pieces.append(f'<span data-items="{_escaped(ids)}">{text}</span>' if ids else text)
        yield f'<{tag} class="{block.kind}">{"".join(pieces)}</{tag}>'


def _owners(cuts: Sequence[int], own: Sequence[tuple[Span, str]]) -> dict[int, tuple[str, ...]]:
    """Whose evidence the stretch from each cut to the next is. O(items + cuts × items that overlap)."""
    begin: dict[int, list[str]] = {}
    end: dict[int, list[str]] = {}
    for span, id in own:
        begin.setdefault(span.start, []).append(id)
        end.setdefault(span.end, []).append(id)
    now: Counter[str] = Counter()
    owners = {}
    for cut in cuts:
        now.subtract(end.get(cut, ()))
        now.update(begin.get(cut, ()))
        owners[cut] = tuple(id for id, count in now.items() if count > 0)
        now = Counter({id: count for id, count in now.items() if count > 0})
    return owners


def _pieces(block: Block, cuts: Sequence[int]) -> Iterator[Span]:
    inside = [cut for cut in cuts if block.span.start < cut < block.span.end]
    edges = [block.span.start, *inside, block.span.end]
    return (Span(start, end) for start, end in pairwise(edges))


def _escaped(text: str | None) -> str:
    return escape(printable(text or ""), quote=True)
