"""The models of `verify --deep`, in a module of their own: without them verifying loads nothing large."""

from briefing.backends import open_reader, open_supporter
from briefing.domain.article import SegmentedArticle
from briefing.domain.findings import Findings
from briefing.opening import EMBEDDED
from briefing.pipeline import extract, read
from briefing.settings import load_cards
from briefing.verifying.verification import Deep


def open_deep() -> Deep:
    """The embedded reader and the support model. Raises BackendError where they are not here."""
    card = load_cards()[EMBEDDED]
    reader = open_reader(card)

    def find(segmented: SegmentedArticle) -> Findings:
        return extract(segmented, read(segmented, reader))

    return Deep(find, open_supporter(card))
