"""Runs for the page: how a claim, a name, a reference becomes words with an origin."""

from collections.abc import Iterable

from briefing.domain.article import Article, Sentence
from briefing.domain.briefing import Briefing, Fixed, Given, Run, RunStyle, Stated, Verbatim
from briefing.domain.claims import Check, Claim, Verdict
from briefing.domain.findings import Actor, Quotation
from briefing.domain.spans import ArticleId, Place, Span

_DOUBT = {
    Verdict.UNCHECKED: "wording not checked",
    Verdict.NOT_FOUND: "not found in the source",
    Verdict.CONTRADICTED: "contradicted by the source",
}


BETWEEN_CLAIMS = Run(" · ", Fixed())
BETWEEN_NAMES = Run(", ", Fixed())
"""What parts the items of a line that has several."""


def fixed(text: str, style: RunStyle = RunStyle.PLAIN) -> Run:
    """Words of the template."""
    return Run(text, Fixed(), style)


def verbatim(briefing: Briefing, place: Place, style: RunStyle = RunStyle.PLAIN) -> Run:
    """The article's words at a place, white space as single spaces."""
    return Run(" ".join(briefing.text(place).split()), Verbatim(place), style)


def reference(briefing: Briefing, place: Place) -> list[Run]:
    """The mark of the sentence a place begins in (" s31", of several articles " A2 s31"); nothing
    between sentences."""
    sentence = sentence_of(briefing, place)
    if sentence is None:
        return []
    target = Place(place.article, sentence.span)
    mark = f"{article_mark(briefing, place.article)}{sentence.id}"
    return [fixed(" "), Run(mark, Fixed(target), RunStyle.REFERENCE)]


def article_mark(briefing: Briefing, article: ArticleId) -> str:
    """What tells one of several articles from the others ("A2 "); nothing where there is one."""
    return f"{article} " if len(briefing.articles) > 1 else ""


def title_run(briefing: Briefing, article: Article, style: RunStyle = RunStyle.PLAIN) -> Run:
    """The headline in the article's words, else the title given, else the locator."""
    if article.headline is not None:
        return verbatim(briefing, article.place(article.headline), style)
    name, text = ("title", article.title) if article.title else ("locator", article.source.locator)
    return Run(text, Given(article.id, name), style)


def references(briefing: Briefing, places: Iterable[Place]) -> list[Run]:
    """The marks of all sentences that places begin in, each once, in the order given."""
    runs: list[Run] = []
    for place in places:
        found = reference(briefing, place)
        if not any(run in runs for run in found[1:]):
            runs += found
    return runs


def sentence_of(briefing: Briefing, place: Place) -> Sentence | None:
    """The sentence a place begins in."""
    return briefing.article(place.article).sentence_at(place.span.start)


def claim_runs(claim: Claim, check: Check, briefing: Briefing) -> list[Run]:
    """A claim with its sentence marks, and what the reader must be told of it."""
    body = _verbatim_claim(claim, check, briefing) if claim.verbatim else _written_claim(claim)
    places = [e.place for e in check.evidence if len(e.part) > 2]
    runs = [*body, *references(briefing, sorted(places) if claim.verbatim else places[:2])]
    if claim.replaces is not None:
        runs.append(fixed(" (replaces the model's sentence)", RunStyle.NOTE))
    if check.verdict is not Verdict.SUPPORTED:
        by = "edited by hand" if claim.edited else "written by the model"
        runs.append(fixed(f" ({by}, {_DOUBT[check.verdict]})", RunStyle.WARNING))
    return runs


def _written_claim(claim: Claim) -> list[Run]:
    return [Run(claim.text, Stated(claim.id, Span(0, len(claim.text))))]


def _verbatim_claim(claim: Claim, check: Check, briefing: Briefing) -> list[Run]:
    """The pieces of a verbatim claim; what stands between them was put in by rule."""
    runs: list[Run] = []
    at = 0
    for evidence in check.evidence:
        if at < evidence.part.start:
            runs.append(fixed(claim.text[at : evidence.part.start]))
        runs += _spaced(evidence.place, claim.text[evidence.part.start : evidence.part.end], briefing)
        at = evidence.part.end
    if at < len(claim.text):
        runs.append(fixed(claim.text[at:]))
    return runs


def _spaced(place: Place, text: str, briefing: Briefing) -> list[Run]:
    """A verbatim run that keeps a space at either end, where the piece has one."""
    runs = [verbatim(briefing, place)]
    if text[:1].isspace():
        runs.insert(0, fixed(" "))
    if text[-1:].isspace():
        runs.append(fixed(" "))
    return runs


def speaker_runs(quotation: Quotation, actors: dict[str, Actor], briefing: Briefing) -> list[Run]:
    """Who speaks: the actor's name where the text says whom it means, else the words that say who."""
    actor = actors.get(quotation.actor) if quotation.actor else None
    if actor is not None:
        return [verbatim(briefing, actor.name, RunStyle.NAME)]
    return [verbatim(briefing, quotation.speaker, RunStyle.NAME)] if quotation.speaker else []
