"""Support: a model's word on whether a claim is borne out by the sentences it comes from.

One voice beside the locks, and shown as such: it judges wording, which no lock does, and proves nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefing.backends.ports import Supporter
from briefing.checking.alignment import SourceIndex, SourceSentence, align
from briefing.checking.items import CheckedItem
from briefing.domain.claims import Evidence, Match, Verdict

MOST_WORDS = 75
"""Of evidence, as the model was taught on."""
_DIGITS = 3


def score_support(claims: Sequence[str], index: SourceIndex, supporter: Supporter) -> list[float]:
    """How likely the sources bear each claim out, 0 to 1, rounded to three places so that the last digits of
    sums say nothing; 0.0 where no sentence shares a word with it. Not a verdict: compare with
    `supporter.threshold`."""
    shown = [evidence_for(claim, index) for claim in claims]
    asked = [(claim, evidence) for claim, evidence in zip(claims, shown, strict=True) if evidence]
    scores = iter(supporter.support(asked))
    return [round(next(scores), _DIGITS) if evidence else 0.0 for evidence in shown]


def judge(
    items: Sequence[CheckedItem], text: str, index: SourceIndex, supporter: Supporter
) -> list[CheckedItem]:
    """The items of a text with the support model's word on each sentence that no lock can judge. What it
    doubts stays unchecked: it is one voice, and no proof."""
    asked = [item for item in items if item.is_open]
    scores = score_support([item.part.of(text) for item in asked], index, supporter)
    said = {id(item): score for item, score in zip(asked, scores, strict=True)}
    return [_with_score(i, said[id(i)], supporter) if id(i) in said else i for i in items]


def _with_score(item: CheckedItem, score: float, supporter: Supporter) -> CheckedItem:
    if item.evidence is None or score < supporter.threshold:
        return replace(item, reason=f"{item.reason}; the support model doubts it ({score:.2f})")
    entailed = Evidence(item.part, item.evidence.place, Match.ENTAILED, score)
    reason = f"the support model bears it out ({score:.2f})"
    return replace(item, verdict=Verdict.SUPPORTED, evidence=entailed, reason=reason)


def evidence_for(claim: str, index: SourceIndex) -> str:
    """The sentences a claim most likely comes from, then their neighbours, as many as fit `MOST_WORDS`, in
    the order of the sources; "" where there is none. The likeliest is taken however long it is."""
    chosen: dict[int, SourceSentence] = {}
    room = MOST_WORDS
    for number in _candidates(claim, index):
        sentence = index.sentences[number]
        if number not in chosen and (not chosen or len(sentence.words) <= room):
            chosen[number] = sentence
            room -= len(sentence.words)
    return " ".join(s.sentence.span.of(s.source.text) for _, s in sorted(chosen.items()))


def _candidates(claim: str, index: SourceIndex) -> Iterator[int]:
    """Numbers of sentences in the index, the likeliest first, then what stands beside each."""
    numbers = {id(sentence): number for number, sentence in enumerate(index.sentences)}
    found = [numbers[id(aligned.source)] for aligned in align(claim, index)]
    yield from found
    for number in found:
        for beside in (number - 1, number + 1):
            if 0 <= beside < len(index.sentences) and _same_source(index, number, beside):
                yield beside


def _same_source(index: SourceIndex, one: int, other: int) -> bool:
    return index.sentences[one].source is index.sentences[other].source
