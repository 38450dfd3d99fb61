"""Extracting: who is named, who said what, which figures stand in an article."""

from collections.abc import Sequence

from briefing.backends.tags import Tagged
from briefing.domain.article import SegmentedArticle
from briefing.domain.findings import Findings
from briefing.extracting.actors import find_actors
from briefing.extracting.heard import with_heard
from briefing.extracting.quantities import find_quantities
from briefing.extracting.quotations import find_quotations
from briefing.extracting.speakers import resolve_speakers

__all__ = ["find_all"]


def find_all(segmented: SegmentedArticle, tagged: Sequence[Tagged] = ()) -> Findings:
    """Everything found in one article, by code with what a reader marks in it; nothing in a language whose
    rules are not here, where it would be guessed."""
    if not segmented.article.speaks_known_language:
        return Findings()
    said = with_heard(segmented, find_quotations(segmented), tagged)
    quotations, actors = resolve_speakers(segmented, said, find_actors(segmented, tagged))
    return Findings(actors, quotations, find_quantities(segmented))
