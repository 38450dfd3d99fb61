"""The quote lock: words in quotation marks are the source's words."""

from briefing.checking.alignment import Aligned, SourceIndex
from briefing.checking.items import CheckedItem
from briefing.domain.claims import Evidence, Match, Verdict
from briefing.domain.spans import Place, Span, TracedText
from briefing.grammar.marks import find_marked


def check_quotes(text: str, aligned: tuple[Aligned, ...], index: SourceIndex) -> list[CheckedItem]:
    """One item for each passage in marks: SUPPORTED where it is one stretch of one sentence, white
    space, marks, dashes and case aside; NOT_FOUND otherwise."""
    return [
        CheckedItem(marked.inner, *_find(marked.inner, text, aligned, index))
        for marked in find_marked(text)
        if marked.depth == 0
    ]


def _find(
    inner: Span, text: str, aligned: tuple[Aligned, ...], index: SourceIndex
) -> tuple[Verdict, Evidence | None]:
    # A comma or full stop inside the marks may be the claim's own.
    wanted = TracedText.plain(text, inner).fold().text.strip(" .,;:")
    sources = [a.source for a in aligned] + list(index.sentences)
    for source in sources if wanted else ():
        folded = TracedText.plain(source.source.text, source.sentence.span).fold()
        at = folded.text.find(wanted)
        if at < 0:
            continue
        origin = folded.back(Span(at, at + len(wanted)))
        if origin is not None:
            place = Place(source.source.article.id, origin)
            return Verdict.SUPPORTED, Evidence(inner, place, Match.FOLDED)
    return Verdict.NOT_FOUND, None
