"""News agencies, papers, stations and platforms that an article only cites: no actors of its story."""

from briefing.extracting.aliases import Cluster
from briefing.extracting.words import Reading
from briefing.grammar.cues import REPORTING
from briefing.grammar.names import OUTLET_WORDS, outlets
from briefing.grammar.word_classes import DETERMINERS, HELPERS, is_adverb, is_verb, word_set

# What an outlet does for its report, beside verbs of speech.
_GATHERING = word_set(
    """obtained learned interviewed spoke aired ran published broadcast conducted polled printed posted
    sponsored hosted moderated"""
)


def only_reports(reading: Reading, cluster: Cluster) -> bool:
    """Whether a cluster is an outlet that the headline does not name and that nowhere does or suffers
    anything but reporting: "CNN said", "told Reuters", "(AP)"; not "CNN sued", "they closed the Post"."""
    key = cluster.full.key
    if " ".join(key) not in outlets() and key[-1] not in OUTLET_WORDS:
        return False
    headline = reading.segmented.article.headline
    spans = (reading.span(n.first, n.candidate.last) for n in cluster.members)
    if headline and any(headline.overlaps(span) for span in spans):
        return False
    return not any(_acts(reading, n.first, n.candidate.last) for n in cluster.members)


def _acts(reading: Reading, first: int, last: int) -> bool:
    words, sweep = reading.words, reading.sweep_of(first)
    verb = next(
        (w.key for w in words[last : sweep.last] if w.key not in HELPERS and not is_adverb(w.key)), ""
    )
    start = first
    while start > sweep.first and words[start - 1].key in DETERMINERS:
        start -= 1
    before = words[start - 1].key if start > sweep.first else ""
    return _is_deed(verb) or _is_deed(before)


def _is_deed(key: str) -> bool:
    return is_verb(key) and key not in REPORTING and key not in _GATHERING
