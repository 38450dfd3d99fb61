"""The number lock: every figure of a claim is a figure of the source, with its unit."""

from briefing.checking.alignment import Aligned, SourceIndex, SourceSentence
from briefing.checking.items import CheckedItem
from briefing.domain.claims import Evidence, Match, Verdict
from briefing.domain.spans import Place, Span, fold
from briefing.extracting.quantities import thing_counted
from briefing.grammar.numbers import Figure, find_figures, same_value


def check_numbers(text: str, aligned: tuple[Aligned, ...], index: SourceIndex) -> list[CheckedItem]:
    """One item for each figure. SUPPORTED: the same value and unit stands in a sentence the claim
    comes from. CONTRADICTED: those sentences give another value of the kind, and no other sentence
    gives this one, or the value is that of another thing. NOT_FOUND otherwise."""
    return [_check(figure, text, aligned, index) for figure in find_figures(text)]


def _check(figure: Figure, text: str, aligned: tuple[Aligned, ...], index: SourceIndex) -> CheckedItem:
    near = [source.source for source in aligned]
    bare = figure.number.of(text).casefold()
    # The figure itself may stand in a sentence that shares little else with the claim.
    far = [index.sentences[n] for n in index.by_word.get(bare, ())]
    for source in (*near, *far):
        for other in _figures(source):
            if same_value(figure, other) or _same_words(figure, text, other, source):
                moved = _moved(figure, text, other, source)
                verdict = Verdict.CONTRADICTED if moved else Verdict.SUPPORTED
                return CheckedItem(figure.span, verdict, _evidence(figure, moved or other, source, text))
    # Only the likeliest sentence may contradict: others speak of other things.
    for source in near[:1]:
        for other in _figures(source):
            if other.kind is figure.kind and other.unit == figure.unit and other.value is not None:
                evidence = _evidence(figure, other, source, text)
                return CheckedItem(figure.span, Verdict.CONTRADICTED, evidence)
    return CheckedItem(figure.span, Verdict.NOT_FOUND)


def _moved(figure: Figure, text: str, other: Figure, source: SourceSentence) -> Figure | None:
    """The source's own figure for what the claim counts, where that is another one than `other`, which
    has the claim's value: 28 boats and 30 cars are not 30 boats."""
    counted = _thing(figure, text)
    here = source.sentence.span.of(source.source.text)
    if counted is None or _thing(other, here) == counted:
        return None
    return next(
        (
            third
            for third in _figures(source)
            if third.kind is figure.kind and third.value != other.value and _thing(third, here) == counted
        ),
        None,
    )


def _thing(figure: Figure, text: str) -> str | None:
    """The last word, folded, of what a figure of a sentence counts: its noun."""
    thing = thing_counted(figure, Span(0, len(text)), text)
    return fold(thing.of(text)).split()[-1] if thing else None


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
