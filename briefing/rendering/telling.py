"""Which figures are worth a line of the page, and which say something with nothing but the thing counted.
One rule: what may be part of a name, of a longer measure or of a stamp is no figure of the news."""

import re

from briefing.domain.article import SegmentedArticle
from briefing.domain.briefing import Briefing
from briefing.domain.findings import TEMPORAL, Quantity, QuantityKind
from briefing.domain.spans import Place, Span
from briefing.grammar.word_classes import CHANGES, PREPOSITIONS

# How old somebody is says nothing of the news.
_NEVER_LISTED = frozenset(
    {QuantityKind.ORDINAL, QuantityKind.TIME, QuantityKind.YEAR, QuantityKind.AGE, QuantityKind.OTHER}
)
_SHARES = frozenset({QuantityKind.PERCENT, QuantityKind.PERCENTAGE_POINTS, QuantityKind.RATIO})
_BESIDE = 40  # characters on either side of a figure that are looked at
# When a post or a page was put up: "— Ann Lund (@annlund) | May 3", "posted at 10 pm on | May 3".
_POSTED = re.compile(r"(?:\(@\w+\)|\b(?:posted|published|updated)\s(?:at\s.{1,15}\s)?on)\s$", re.IGNORECASE)
_PLAIN_COUNT = re.compile(r"\d{1,4}")
# A capital inside a sentence, and the word before it: "its Super | 8 qualifiers", "in Ghana | 12 people".
_NAME_BEFORE = re.compile(r"(?P<before>\w+),?\s(?!I\b)[A-Z][\w'’]*\s$")
# "4 | World Series", "60 | Minutes"; not "12 | Russian soldiers".
_NAME_AFTER = re.compile(r"\s[A-Z]\w+(?:\s[A-Z]|[^\w\s]|\s*$|\s(?:show|interview|programme|program)\b)")
# "60 Minutes"
_TITLED_UNIT = re.compile(r"\s[A-Z][a-z]+$")
_MEASURE_GOES_ON = re.compile(
    r",?\s\d[\d.,½¼¾]*\s?(?:inch|in\b|ounce|oz|pence|second|minute|cm|lbs?\b|pound|½|¼|¾)|[½¼¾]"
)
_MEASURE_BEFORE = re.compile(
    r"\b(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten)\s"
    r"(?:feet|foot|ft|stone|pounds?|lbs?|minutes?|hours?|metres?)\s$"
)
# What makes of a figure something else than that many: "a shortfall of | 50,000 places", "behind by | 400".
_TURNED = re.compile(
    r"\b(?:shortfall|shortage|lack|loss|cut|drop|rise|increase|gap|deficit|surplus|reduction|decline)s?\sof\s$"
    r"|\b(?:behind|ahead|short|up|down|fewer|more|less|another|extra|additional|further)(?:\s(?:by|of))?\s$"
    r"|\bsub-$",
    re.IGNORECASE,
)
_TURNS = re.compile(r"(?:just|more|fewer|less|extra|additional|further|other|short|shy)\b", re.IGNORECASE)
# "2,000 calls | a day"
_RATE = re.compile(
    r"\s(?:an?|per|each|every)\s(?:\d+\s)?(?:second|minute|hour|day|night|week|month|year|head)"
)
_EMPTY = frozenset({"times", "points", "total"})
# What is measured by these verbs is a change, which a noun alone does not tell.
_CHANGES = re.compile(rf"\b(?:{CHANGES}|cut|up|down|by)", re.IGNORECASE)


def is_listable(quantity: Quantity, briefing: Briefing) -> bool:
    """Whether a figure may have a line: written in digits, with a value, and no part of something else."""
    if quantity.value is None or quantity.kind in _NEVER_LISTED:
        return False
    article = briefing.article(quantity.place.article)
    if article.is_in_table(quantity.place.span) or _is_asked(quantity, article):
        return False
    shown = briefing.text(quantity.place)
    before, after = _beside(quantity, briefing)
    if quantity.kind in TEMPORAL and _POSTED.search(before):
        return False
    if _MEASURE_GOES_ON.match(after) or _MEASURE_BEFORE.search(before):
        return False
    if quantity.kind is QuantityKind.DURATION and _TITLED_UNIT.search(shown):
        return False
    counts = quantity.kind is QuantityKind.COUNT and _PLAIN_COUNT.fullmatch(shown)
    return any(char.isdigit() for char in shown) and not (counts and _is_in_name(before, after))


def _is_asked(quantity: Quantity, article: SegmentedArticle) -> bool:
    """Whether a figure stands in a question: "Were 30 people hurt?" """
    sentence = article.sentence_at(quantity.place.span.start)
    return sentence is not None and sentence.span.of(article.text).rstrip("\"”'’) ").endswith("?")


def _beside(quantity: Quantity, briefing: Briefing) -> tuple[str, str]:
    text, span = briefing.article(quantity.place.article).text, quantity.place.span
    return text[max(span.start - _BESIDE, 0) : span.start], text[span.end : span.end + _BESIDE]


def _is_in_name(before: str, after: str) -> bool:
    """Whether a bare number stands in a name: "the Super | 8 qualifiers", "won | 4 World Series"."""
    name = _NAME_BEFORE.search(before)
    named = name is not None and name["before"].lower() not in PREPOSITIONS
    return named or _NAME_AFTER.match(after) is not None


def what_it_counts(quantity: Quantity, briefing: Briefing) -> Place | None:
    """The thing counted, with the time it is counted in ("calls a day"), where that says something beside
    the figure; None where not."""
    if quantity.of is None or not _is_telling(quantity, briefing):
        return None
    span, article = quantity.of.span, quantity.of.article
    rate = _RATE.match(briefing.article(article).text, span.end)
    return Place(article, Span(span.start, rate.end())) if rate else quantity.of


def _is_telling(quantity: Quantity, briefing: Briefing) -> bool:
    """Whether a figure and the thing counted say something by themselves: "28 schools", "a profit of $3
    million"; not a "16-team" league, prices that rose or fell by so much, a shortfall, nor a share alone."""
    if quantity.of is None or quantity.kind in _SHARES or briefing.text(quantity.of) in _EMPTY:
        return False
    text = briefing.article(quantity.place.article).text
    first, second = sorted((quantity.place.span, quantity.of.span))
    between = text[first.end : second.start]
    if _TURNED.search(text, max(first.start - _BESIDE, 0), first.start) or _TURNS.match(
        text, quantity.of.span.start
    ):
        return False
    if first == quantity.of.span:
        return _CHANGES.search(between) is None
    return between.isspace() or between.startswith(" of ")
