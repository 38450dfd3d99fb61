"""The name lock: every name of a claim is a name of the source."""

import re
from collections.abc import Iterator

from briefing.checking.alignment import Aligned, SourceIndex, Word, words_of
from briefing.checking.items import CheckedItem
from briefing.domain.claims import Evidence, Match, Verdict
from briefing.domain.spans import Place

_OPENER = re.compile(r"(?:^|[.!?:]\s+)[\"“‘'(]*$")


def check_names(text: str, aligned: tuple[Aligned, ...], index: SourceIndex) -> list[CheckedItem]:
    """One item for each capitalised word: SUPPORTED where the source has it, the sentences the
    claim comes from first; NOT_FOUND otherwise. A word that opens a sentence is a name only where
    the source never writes it in lower case."""
    return [_check(word, aligned, index) for word in _names(text, index)]


def _names(text: str, index: SourceIndex) -> Iterator[Word]:
    for word in words_of(text):
        if not text[word.span.start].isupper():
            continue
        opens = _OPENER.search(text[max(word.span.start - 12, 0) : word.span.start])
        if opens and (_LITTLE_WORD.fullmatch(word.folded) or _is_ordinary(word, index)):
            continue
        yield word


# Words that open sentences in any text; a claim may open with one that its source has nowhere.
_LITTLE_WORD = re.compile(
    r"an?|the|th(?:is|at|ese|ose|ey|eir|ere)|he|she|it|we|you|i|his|her|its|our|my|in|on|at|by|for|from|of|to"
    r"|with|as|and|but|or|so|if|when|while|after|before|since|during|here|what|who|how|why|where|which|both|all"
    r"|some|many|most|no|not|one|two|three|about|around|nearly|almost|roughly|over|under|up|more|less|fewer"
)


def _is_ordinary(word: Word, index: SourceIndex) -> bool:
    """Whether some source writes the word in lower case."""
    # Twenty sentences are enough to see how a word is written.
    for number in index.by_word.get(word.folded, ())[:20]:
        source = index.sentences[number]
        for other in source.words:
            if other.folded == word.folded and source.source.text[other.span.start].islower():
                return True
    return False


def _check(word: Word, aligned: tuple[Aligned, ...], index: SourceIndex) -> CheckedItem:
    sources = [a.source for a in aligned] + [index.sentences[n] for n in index.by_word.get(word.folded, ())]
    for source in sources:
        for other in source.words:
            if other.folded == word.folded:
                place = Place(source.source.article.id, other.span)
                return CheckedItem(word.span, Verdict.SUPPORTED, Evidence(word.span, place, Match.FOLDED))
    return CheckedItem(word.span, Verdict.NOT_FOUND)
