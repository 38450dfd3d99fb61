"""The locks as the bench sees them. `open_checker` is the one place that knows which code they are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

from briefing.checking import SourceIndex, check_alone
from briefing.checking.support import judge
from briefing.domain.article import SegmentedArticle
from briefing.extracting import find_all
from briefing.extracting.merging import merge
from briefing.verifying import Deep


@dataclass(frozen=True, slots=True)
class Item:
    """What the locks say of a part of a claim. `kind` is that of `briefing verify`: quotation, speaker,
    number, name, role, hedge, polarity, sentence. `is_alarm`: the source does not bear it out.
    `is_doubted`: no lock can say, and the support model that was asked does not bear it out."""

    kind: str
    is_alarm: bool
    is_doubted: bool = False


Checker = Callable[[str, Sequence[SegmentedArticle]], Sequence[Item]]
"""The items of a text checked against articles."""


def open_checker(deep: bool = False) -> Checker:
    """The locks to be measured. `deep` reads with the embedded reader and asks the support model too; raises
    BackendError where they are not here."""
    return _Locks(import_module("briefing.verifying.deep").open_deep() if deep else None)


class _Locks:
    """The items of each claim. The index of the last sources is kept, as for the claims of one page."""

    def __init__(self, deep: Deep | None) -> None:
        self._deep = deep
        self._sources: Sequence[SegmentedArticle] = ()
        self._index = SourceIndex.of(())

    def __call__(self, text: str, sources: Sequence[SegmentedArticle]) -> list[Item]:
        if sources is not self._sources:
            find = self._deep.find if self._deep else find_all
            findings = merge([find(source) for source in sources], sources)
            self._sources, self._index = sources, SourceIndex.of(sources, findings)
        items = check_alone(text, self._index)
        if self._deep is None:
            return [Item(item.kind, item.fails) for item in items]
        judged = judge(items, text, self._index, self._deep.supporter)
        return [Item(item.kind, item.fails, item.is_open) for item in judged]
