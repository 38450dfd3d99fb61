"""The number lock: every figure of a claim is a figure of the source, with its unit."""

from briefing.checking.alignment import Aligned, SourceIndex, SourceSentence
from briefing.checking.items import CheckedItem
from briefing.domain.claims import Evidence, Match, Verdict
from briefing.domain.spans import Place, fold
from briefing.grammar.numbers import Figure, find_figures, same_value


def check_numbers(text: str, aligned: tuple[Aligned, ...], index: SourceIndex) -> list[CheckedItem]:
    """One item for each figure. SUPPORTED: the same value and unit stands in a sentence the claim
    comes from. CONTRADICTED: those sentences give another value of the kind, and no other sentence
    gives this one. NOT_FOUND otherwise."""
    return [_check(figure, text, aligned, index) for figure in find_figures(text)]


def _check(figure: Figure, text: str, aligned: tuple[Aligned, ...], index: SourceIndex) -> CheckedItem:
    near = [source.source for source in aligned]
    bare = figure.number.of(text).casefold()
    # The figure itself may stand in a sentence that shares little else with the claim.
    far = [index.sentences[n] for n in index.by_word.get(bare, ())]
    for source in (*near, *far):
        for other in _figures(source):
            if same_value(figure, other) or _same_words(figure, text, other, source):
                return CheckedItem(figure.span, Verdict.SUPPORTED, _evidence(figure, other, source, text))
    # Only the likeliest sentence may contradict: others speak of other things.
    for source in near[:1]:
        for other in _figures(source):
            if other.kind is figure.kind and other.unit == figure.unit and other.value is not None:
                evidence = _evidence(figure, other, source, text)
                return CheckedItem(figure.span, Verdict.CONTRADICTED, evidence)
    return CheckedItem(figure.span, Verdict.NOT_FOUND)


def _same_words(figure: Figure, text: str, other: Figure, source: SourceSentence) -> bool:
    """Two figures without a value ("dozens", "Monday") are the same where their words are."""
    if figure.value is not None or other.value is not None:
        return False
    here = source.sentence.span.of(source.source.text)
    return fold(figure.number.of(text)) == fold(other.number.of(here))


def _figures(source: SourceSentence) -> list[Figure]:
    return find_figures(source.sentence.span.of(source.source.text))


def _evidence(figure: Figure, other: Figure, source: SourceSentence, text: str) -> Evidence:
    place = Place(source.source.article.id, other.span.moved(source.sentence.span.start))
    same = place.span.of(source.source.text) == figure.span.of(text)
    return Evidence(figure.span, place, Match.EXACT if same else Match.FOLDED)
