"""What the page says of itself: title, source, what was checked, what was left out."""

from collections import Counter

from briefing.domain.article import BlockKind
from briefing.domain.briefing import Briefing, Given, Line, LineKind, Page, Run, RunStyle
from briefing.domain.claims import Verdict
from briefing.rendering.runs import fixed, verbatim


def title_line(briefing: Briefing) -> Line:
    """The headline in the article's words, else the title given, else the locator."""
    article = briefing.articles[0].article
    if article.headline is not None:
        return Line(LineKind.TITLE, (verbatim(briefing, article.place(article.headline)),))
    name, text = ("title", article.title) if article.title else ("locator", article.source.locator)
    return Line(LineKind.TITLE, (Run(text, Given(article.id, name)),))


def facts_line(briefing: Briefing, page: Page) -> Line:
    """Source, outlet, date, size, reader, and in one phrase how far the page can be trusted."""
    runs: list[Run] = []
    for segmented in briefing.articles:
        article = segmented.article
        runs += [fixed(" · ")] if runs else []
        if article.title or segmented is not briefing.articles[0]:  # else it stands above, as the title
            runs += [Run(article.source.locator, Given(article.id, "locator")), fixed(" · ")]
        if article.outlet:
            runs += [Run(article.outlet, Given(article.id, "outlet")), fixed(" · ")]
        published = Run(article.published, Given(article.id, "published")) if article.published else None
        runs.append(published or fixed("no date given"))
    words = sum(len(a.text.split()) for a in briefing.articles)
    sections = sum(len(a.sections) for a in briefing.articles)
    reader = f"model {briefing.record.model}" if briefing.record.model else "no model"
    counted = f" · {words:,} words · {_counted(sections, 'section')} · {reader} · {_trust(briefing, page)}"
    return Line(LineKind.FACTS, (*runs, fixed(counted)))


def checked_line(briefing: Briefing, page: Page) -> Line:
    """The last line: what was checked, and everything that is not on the page."""
    checked = _trust(briefing, page)
    parts = [checked, f"left out for space: {_left_out(page)}", f"not read: {_not_read(briefing)}"]
    if briefing.omitted:
        parts.append(f"{_counted(briefing.omitted, 'written sentence')} omitted")
    skipped = sum(b.kind is BlockKind.BOILERPLATE for a in briefing.articles for b in a.article.blocks)
    if skipped:
        parts.append(f"{_counted(skipped, 'line')} skipped (links, credits and the like)")
    return Line(LineKind.CHECKED, (fixed(" · ".join(parts)),))


def source_lines(briefing: Briefing) -> list[Line]:
    """The numbered sentences of every article."""
    lines = [Line(LineKind.HEADING, (fixed("Source"),))]
    for segmented in briefing.articles:
        for sentence in segmented.sentences:
            run = verbatim(briefing, segmented.article.place(sentence.span))
            label = (fixed(sentence.id, RunStyle.REFERENCE),)
            lines.append(Line(LineKind.SOURCE, (run,), label, (sentence.id,)))
    return lines


def _trust(briefing: Briefing, page: Page) -> str:
    items = page.items
    claims = [(c, k) for c, k in zip(briefing.claims, briefing.checks, strict=True) if c.id in items]
    written = [(c, k) for c, k in claims if not c.verbatim]
    verbatim_items = len(items) - len(written)
    if not written:
        return f"{len(items)} items, all verbatim"
    verdicts = Counter(check.verdict for _, check in written)
    told = [f"{n} {v.value.replace('_', ' ')}" for v, n in sorted(verdicts.items())]
    told = [t.replace(f" {Verdict.UNCHECKED.value}", " not checked") for t in told]
    return f"{verbatim_items} of {len(items)} items verbatim, written by the model: {', '.join(told)}"


def _not_read(briefing: Briefing) -> str:
    """What nobody looked for, and why."""
    languages = {a.article.language for a in briefing.articles if not a.article.speaks_known_language}
    if not languages:
        return "nothing"
    told = " and ".join(sorted(str(language) for language in languages))
    return f"names, quotations and numbers, whose rules are for English (the text is in: {told})"


def _left_out(page: Page) -> str:
    gone = Counter(id[0] for id in page.left_out)
    names = {"q": "quotation", "n": "number", "a": "name"}
    told = [_counted(gone[key], name) for key, name in names.items() if gone[key]]
    return ", ".join(told) or "nothing"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
