"""The locks as the bench sees them. `open_checker` is the one place that knows which code they are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefing.checking import SourceIndex, check_alone
from briefing.domain.article import SegmentedArticle
from briefing.domain.claims import Verdict
from briefing.extracting import find_all
from briefing.extracting.merging import merge

_FALSE = frozenset({Verdict.CONTRADICTED, Verdict.NOT_FOUND})


@dataclass(frozen=True, slots=True)
class Item:
    """What the locks say of a part of a claim. `kind` is that of `briefing verify`: quotation, speaker,
    number, name, role, hedge, polarity, sentence."""

    kind: str
    verdict: Verdict

    @property
    def is_alarm(self) -> bool:
        """Whether it says that the source does not bear this out."""
        return self.verdict in _FALSE


Checker = Callable[[str, Sequence[SegmentedArticle]], Sequence[Item]]
"""The items of a text checked against articles."""


def open_checker(deep: bool = False) -> Checker:
    """The locks to be measured. `deep` asks for the support model too, where there is one."""
    del deep
    return _Locks()


class _Locks:
    """The items of each claim. The index of the last sources is kept, as for the claims of one page."""

    def __init__(self) -> None:
        self._sources: Sequence[SegmentedArticle] = ()
        self._index = SourceIndex.of(())

    def __call__(self, text: str, sources: Sequence[SegmentedArticle]) -> list[Item]:
        if sources is not self._sources:
            findings = merge([find_all(source) for source in sources], sources)
            self._sources, self._index = sources, SourceIndex.of(sources, findings)
        return [Item(item.kind, item.verdict) for item in check_alone(text, self._index)]
