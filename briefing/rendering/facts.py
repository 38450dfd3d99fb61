"""What the page says of itself: title, source, what was checked, what was left out."""

from collections import Counter

from briefing.domain.article import Article, BlockKind
from briefing.domain.briefing import Briefing, Given, Line, LineKind, Page, Run, RunStyle
from briefing.domain.claims import Check, Verdict
from briefing.domain.findings import TEMPORAL
from briefing.domain.words import word_count
from briefing.rendering.runs import article_mark, fixed, title_run, verbatim

_LEFT_OUT = {"c": "sentence", "q": "quotation", "n": "number", "d": "date", "a": "name"}
"""What is left out, by the first letter of its id; dates are told apart from other numbers."""


def title_line(briefing: Briefing) -> Line:
    """The title of the first article."""
    return Line(LineKind.TITLE, (title_run(briefing, briefing.articles[0].article),))


def facts_line(briefing: Briefing, page: Page) -> Line:
    """Source, outlet, date, size, reader, and in one phrase how far the page can be trusted."""
    runs: list[Run] = []
    for segmented in briefing.articles:
        runs += [fixed(" · ")] if runs else []
        runs += _source_runs(segmented.article, article_mark(briefing, segmented.article.id))
    words = sum(word_count(a.text) for a in briefing.articles)
    sections = sum(len(a.sections) for a in briefing.articles)
    counted = f" · {words:,} words · {_counted(sections, 'section')} · {_model(briefing)} · "
    return Line(LineKind.FACTS, (*runs, fixed(counted + _trust(briefing, page))))


def _model(briefing: Briefing) -> str:
    """The model that was used, and as what: a writer if any sentence of its was kept, replaced or omitted."""
    if briefing.record.model is None:
        return "no model"
    written = briefing.omitted or any(not c.verbatim or c.replaces for c in briefing.claims)
    return f"{'writer' if written else 'reader'} {briefing.record.model}"


def _source_runs(article: Article, mark: str) -> list[Run]:
    """Where one article is from, and when; its `mark` where there are several."""
    runs: list[Run] = []
    if article.title or mark:  # else it stands above, as the title
        runs += [fixed(mark), Run(article.source.locator, Given(article.id, "locator")), fixed(" · ")]
    if article.outlet:
        runs += [Run(article.outlet, Given(article.id, "outlet")), fixed(" · ")]
    if article.author:
        runs += [fixed("by "), Run(article.author, Given(article.id, "author")), fixed(" · ")]
    published = Run(article.published, Given(article.id, "published")) if article.published else None
    return [*runs, published or fixed("no date given")]


def checked_line(briefing: Briefing, page: Page) -> Line:
    """The last line: what was checked, and everything that is not on the page."""
    parts = [
        f" {_checked(briefing, page)}",
        f"left out: {_left_out(briefing, page)}",
        f"not read: {_not_read(briefing)}",
    ]
    if briefing.omitted:
        parts.append(f"{_counted(briefing.omitted, 'written sentence')} omitted")
    skipped = sum(b.kind is BlockKind.BOILERPLATE for a in briefing.articles for b in a.article.blocks)
    if skipped:
        parts.append(f"{_counted(skipped, 'line')} skipped (links, credits and the like)")
    return Line(LineKind.CHECKED, (fixed("Checked", RunStyle.NAME), fixed(" · ".join(parts))))


def source_lines(briefing: Briefing) -> list[Line]:
    """The numbered sentences of every article."""
    lines = [Line(LineKind.HEADING, (fixed("Source"),))]
    for segmented in briefing.articles:
        for sentence in segmented.sentences:
            run = verbatim(briefing, segmented.article.place(sentence.span))
            mark = f"{article_mark(briefing, segmented.article.id)}{sentence.id}"
            label = (fixed(mark, RunStyle.REFERENCE),)
            lines.append(Line(LineKind.SOURCE, (run,), label, (sentence.id,)))
    return lines


def _trust(briefing: Briefing, page: Page) -> str:
    """In one phrase: how many items, and whether a model wrote any of them."""
    written = _written(briefing, page)
    if not written:
        return f"{_counted(len(page.items), 'item')}, all verbatim"
    return f"{_counted(len(page.items), 'item')}, {len(written)} written by the model"


def _checked(briefing: Briefing, page: Page) -> str:
    """How many items are the source's own words, and what became of those that are not."""
    written = _written(briefing, page)
    told = f"{len(page.items) - len(written)} of {len(page.items)} verbatim"
    if not written:
        return told
    verdicts = Counter(check.verdict for check in written)
    named = [f"{n} {v.value.replace('_', ' ')}" for v, n in sorted(verdicts.items())]
    named = [t.replace(f" {Verdict.UNCHECKED.value}", " not checked") for t in named]
    return f"{told}, written by the model: {', '.join(named)}"


def _written(briefing: Briefing, page: Page) -> list[Check]:
    """The checks of the claims on the page that are in a model's words."""
    items = page.items
    both = zip(briefing.claims, briefing.checks, strict=True)
    return [check for claim, check in both if claim.id in items and not claim.verbatim]


def _not_read(briefing: Briefing) -> str:
    """What nobody looked for or could read, and why."""
    told = []
    unread = sum(a.article.unread for a in briefing.articles)
    if unread:
        told.append(f"the last {_counted(unread, 'character')} of the text, which is too long")
    kept = [a.article.id for a in briefing.articles if a.article.excerpt]
    if kept:
        which = f" of {' and '.join(kept)}" if len(briefing.articles) > 1 else ""
        told.append(f"the rest{which}, which its page does not give")
    languages = {a.article.language for a in briefing.articles if not a.article.speaks_known_language}
    if languages:
        named = " and ".join(sorted(str(language) for language in languages))
        told.append(f"names, quotations and numbers, whose rules are for English (the text is in: {named})")
    reads = briefing.record.languages
    if reads and any(language not in reads for language in languages):
        known = " and ".join(reads)
        told.append(f"what sentences mean, since the reader knows {known}: words and place chose them")
    return "; ".join(told) or "nothing"


def _left_out(briefing: Briefing, page: Page) -> str:
    dates = {n.id for n in briefing.findings.quantities if n.kind in TEMPORAL}
    gone = Counter("d" if id in dates else id[0] for id in page.left_out)
    told = [_counted(gone[letter], name) for letter, name in _LEFT_OUT.items() if gone[letter]]
    return ", ".join(told) or "nothing"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
