"""Quantities: the figures of an article and the things they count.

The thing counted is found by the shape of the words around a figure; where the shape is not clear
there is none, since a wrong one would put a false statement on the page.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import takewhile

from briefing.domain.article import BlockKind, SegmentedArticle, Sentence, overlapping
from briefing.domain.findings import Amount, Quantity, QuantityId, QuantityKind
from briefing.domain.spans import Span
from briefing.extracting.caseless import with_small_letters
from briefing.grammar.dates import Base, first_elsewhen
from briefing.grammar.marks import find_marked_in
from briefing.grammar.numbers import Figure, find_figures
from briefing.grammar.word_classes import is_plural, is_verb

_COUNTED = frozenset({QuantityKind.COUNT, QuantityKind.ORDINAL, QuantityKind.RATIO})
_DESCRIBING = frozenset({QuantityKind.MONEY, QuantityKind.PERCENT})
_MEASURED = frozenset(
    {
        QuantityKind.PERCENT,
        QuantityKind.PERCENTAGE_POINTS,
        QuantityKind.RATIO,
        QuantityKind.MONEY,
        QuantityKind.DISTANCE,
        QuantityKind.AREA,
        QuantityKind.MASS,
        QuantityKind.RATE,
        QuantityKind.COUNT,
        QuantityKind.OTHER,
    }
)
# Words that no noun phrase goes past: "12 people | were", "60 % of voters | in Leeds".
_STOP = r"""(?:
      an?|the|this|these|those|his|her|their|its|our|each|every|both|all|such
    | he|she|it|they|we|you|i|there|them|him|us|me
    | of|in|on|at|for|from|to|with|by|than|per|after|before|since|until|during|over|into|out|up|down|off
    | about|under|against|between|through|across|around|near|within|among|amongst|upon|amid|towards?|via
    | without|like|and|or|but|as|that|which|whom?|whose|what|when|while|if|because|where
    | is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|should|must|do|does|did|not
    | said|says|say|rose|fell|died|killed|injured|wounded
    | more|less|ago|later|earlier|so|also|now|then|still|only|today|yesterday|north|percent
    | (?:last|next)\s(?:night|week|weekend|month|quarter|season|spring|summer|autumn|fall|winter|year|decade)
    | (?:last|next)\s\w+day
    | (?!(?:month|week|dai|year|quarter|hour|elder|ear|dead|friend|fami|assemb|ral|al|Ita)l(?:y|ies)\b)\w+ly
    )"""
_WORD = rf"(?<!\w)(?!{_STOP}\b)[^\W\d_][\w'’-]*"
_LINKED = rf"\s(?:of|in|between|over|for)\s(?:the\s)?{_WORD}(?:\s(?:and\s)?{_WORD}){{0,5}}"
_PHRASE = rf"{_WORD}(?:\s{_WORD}){{0,4}}(?:{_LINKED}){{0,2}}"
# "28 union programs", "46 mobile phones": nouns right after the figure.
_AFTER = re.compile(rf"[\s-]({_WORD}(?:\s{_WORD}){{0,4}})", re.VERBOSE)
_EACH_WORD = re.compile(r"[\w'’-]+")
# "30% of the boats", "28 of the 30 schools".
_OF = re.compile(
    rf"\sof\s(?:(?:the|all|its|their|his|her|our|these|those)\s)?(?:(?:estimated|about|some|roughly)\s)?"
    rf"(?:\d[\d,.]*\s)?({_WORD}(?:\s{_WORD}){{0,4}})",
    re.VERBOSE,
)
# "a $5-million bridge", "a 45% stake": money and shares that describe what follows.
_ARTICLE = re.compile(r"\b(?:an?|the|its|their|his|her)\s$", re.IGNORECASE)
_SMALL = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?)\b"
# "soldiers and police officers": all of them are counted.
_JOINED = re.compile(rf"\s(?:and|or)\s(?!{_SMALL})({_WORD}(?:\s{_WORD})?)", re.VERBOSE)
# "a profit of $3 million"; "at age of 15" and "thousands of" count nothing.
_NOUN_OF = re.compile(
    rf"(?<!age\s)((?!age\b){_WORD}(?:\s{_WORD}){{0,2}})"
    r"(?<!thousands)(?<!hundreds)(?<!millions)(?<!dozens)\sof\s$",
    re.VERBOSE,
)
# "a plant valued at $3 million"
_WORTH = re.compile(
    rf"({_WORD}(?:\s{_WORD}){{0,2}}),?\s(?:worth|valued\sat|costing|totall?ing|priced\sat|amounting\sto|estimated\sat)"
    r"\s(?:(?:about|around|some|nearly|almost|over|up\sto|more\sthan|at\sleast|an\sestimated)\s)?$",
    re.IGNORECASE | re.VERBOSE,
)
# "spent | $60,000 | on a report", "$2 million | in damages"
_SPENDS = re.compile(
    r"\b(?:spen[dt]s?|spending|pa(?:ys?|id|ying)|invest(?:s|ed|ing)?|allocat(?:es?|ed|ing)|budget(?:s|ed))\s(?:\w+\s){0,2}$"
)
_ON = re.compile(
    rf"\s(?:on|for|in|towards?)\s(?:(?:an?|the|its|their|his|her|our)\s)?({_WORD}(?:\s{_WORD}){{0,4}})",
    re.VERBOSE,
)
_IN = re.compile(rf"\sin\s({_WORD}(?:\s{_WORD}){{0,2}})", re.VERBOSE)
# What stands before a subject that is only the last part of one: "the index on the | exchange fell".
_DEPENDS = re.compile(
    r"\b(?:of|in|on|at|for|from|to|with|by|under|over|between|through|near|within|among|than|per|\w+\sand)\s"
    r"(?:(?:the|an?|its|their|his|her|our|that)\s)?$",
    re.IGNORECASE,
)
# Verbs whose subject is what is measured, and passives ("have been cut by").
_SUBJECT = re.compile(
    rf"""
    (?: ^ | [,;:“"(—–]\s?
      | \b(?:the|an?|its|their|his|her|our|that|and|as|while|but|if|of|\w+ly)\s )
    (?P<subject>{_PHRASE})\s
    (?:(?:that|which)\s)?
    (?:(?:will|would|could|should|must|has|have|had|is|are|was|were|may|might|now|not)\s){{0,2}}
    (?:also\s|already\s|only\s|now\s)?
    (?: (?:been|be|is|are|was|were)\s\w+(?:ed|en|wn|ut|et)(?:\sto\sdate)?\sby
      | (?:expected|estimated|set|due|forecast|projected|likely)\sto\s
        (?:be|reach|rise|fall|cost|total|grow|hit)
      | was|were|is|are|be|been|worth
      | reach(?:es|ed)?|total(?:s|l?ed)?|hit|amount(?:s|ed)?|exceed(?:s|ed)?|st[ao]o?nds?|stood|costs?
      | accounts?|accounted|averag(?:es|ed)|weigh(?:s|ed)|measur(?:es|ed)
      | r[io]se[sn]?|risen|gr[eo]wn?|grows|jump(?:s|ed)|climb(?:s|ed)|surg(?:es|ed)|increas(?:es|ed)
      | gained|soared|doubled
      | f[ae]ll(?:s|en)?|drop(?:s|ped)|slump(?:s|ed)|shr[aiu]nk|declin(?:es|ed)|decreas(?:es|ed)
      | lost|slid|edged|plunged|tumbled|dipped
    )
    \s(?:for\s|to\s|at\s|by\s|from\s|up\s|down\s|a\s|some\s|an\s|in\sat\s){{0,2}}$
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BEFORE_NOUN = ("'s", "’s", "an", "ese", "ish", "ch")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
LOOK_BACK = 130
"""Characters before a figure in which its subject is looked for: a clause of news text."""


def find_quantities(segmented: SegmentedArticle) -> tuple[Quantity, ...]:
    """Every figure of headlines, headings and prose, numbered n1 … in the order of the text."""
    segmented = with_small_letters(segmented)
    found = [
        (figure, sentence)
        for sentence, base in _with_bases(segmented)
        if sentence.kind is not BlockKind.CAPTION
        for figure in find_figures(sentence.span.of(segmented.text), base)
    ]
    return tuple(
        _quantity(segmented, number, figure, sentence) for number, (figure, sentence) in enumerate(found, 1)
    )


def _with_bases(segmented: SegmentedArticle) -> Iterator[tuple[Sentence, Base | None]]:
    """Each sentence with the article's date as far as its words may hang on it."""
    article = segmented.article
    if article.published is None:
        yield from ((sentence, None) for sentence in segmented.sentences)
        return
    day = date.fromisoformat(article.published[:10])
    marked = find_marked_in(article.text, [block.span for block in article.blocks])
    said = deque(each.outer for each in marked if not each.depth)
    for block in article.blocks:
        years = _YEAR.finditer(article.text, block.span.start, block.span.end)
        other = next((year.end() for year in years if year.group() != f"{day.year}"), block.span.end + 1)
        elsewhen = first_elsewhen(article.text, block.span, day) or block.span.end
        for sentence in overlapping(segmented.sentences, block.span):
            within = _within(said, sentence.span)
            told = other <= sentence.span.end
            yield sentence, Base(day, within, retold=told, elsewhen=elsewhen <= sentence.span.start)


def _within(said: deque[Span], sentence: Span) -> tuple[Span, ...]:
    """The parts of a sentence that somebody says, counted from its start; drops what lies before it."""
    while said and said[0].end <= sentence.start:
        said.popleft()
    here = takewhile(lambda each: each.start < sentence.end, said)
    return tuple(
        Span(max(each.start, sentence.start), min(each.end, sentence.end)).moved(-sentence.start)
        for each in here
    )


def _quantity(segmented: SegmentedArticle, number: int, found: Figure, sentence: Sentence) -> Quantity:
    at = sentence.span.start
    figure = replace(found, span=found.span.moved(at), number=found.number.moved(at))
    of = thing_counted(figure, sentence.span, segmented.text)
    place = segmented.article.place
    return Quantity(
        id=QuantityId(f"n{number}"),
        place=place(figure.span),
        kind=figure.kind,
        value=figure.value,
        unit=figure.unit,
        hedge=figure.hedge,
        resolved=figure.resolved,
        of=place(of) if of else None,
    )


def thing_counted(figure: Figure, sentence: Span, text: str) -> Span | None:
    """What is counted: the nouns after a count, "of the …" after a share, "a profit of" before it, the
    subject of its verb."""
    start, end = figure.span.start, figure.span.end
    floor = max(sentence.start, start - LOOK_BACK)
    attributive = _ARTICLE.search(text, floor, start) if figure.kind in _DESCRIBING else None
    if (figure.kind in _COUNTED or attributive) and (found := _AFTER.match(text, end, sentence.end)):
        words = Span(*found.span(1))
        # "a 12-member panel" has twelve members.
        if found.group().startswith("-"):
            return next(_words(text, words))
        return _several(text, words) if _is_many(figure) else _nouns(text, words)
    if figure.kind not in _MEASURED:
        return None
    if found := _OF.match(text, end, sentence.end):
        words = Span(*found.span(1))
        return _several(text, words) if figure.kind is QuantityKind.COUNT else _nouns(text, words)
    if found := _NOUN_OF.search(text, floor, start) or _WORTH.search(text, floor, start):
        return _after_verb(text, Span(*found.span(1)))
    bought = figure.kind is QuantityKind.MONEY and _bought(text, floor, figure.span, sentence.end)
    return bought or _subject(text, floor, start)


def _bought(text: str, floor: int, figure: Span, end: int) -> Span | None:
    """What money is spent on, or is paid in: "$2 million in damages", not "in March", "in Kenya"."""
    if _SPENDS.search(text, floor, figure.start) and (found := _ON.match(text, figure.end, end)):
        nouns = _nouns(text, Span(*found.span(1)))
        return None if nouns is None or text[nouns.start].isupper() else nouns
    found = _IN.match(text, figure.end, end)
    nouns = _nouns(text, Span(*found.span(1))) if found else None
    lowered = nouns is not None and nouns.of(text).islower()
    return nouns if nouns and lowered and _is_plural(text, list(_words(text, nouns))[-1]) else None


def _is_many(figure: Figure) -> bool:
    return figure.kind is QuantityKind.COUNT and not (
        isinstance(figure.value, Amount) and figure.value.low == figure.value.high == 1
    )


def _subject(text: str, floor: int, start: int) -> Span | None:
    """The subject of the verb that ends at `start`; None where the words found may be only its end."""
    found = _SUBJECT.search(text[floor:start])
    if found is None:
        return None
    subject = Span(*found.span("subject")).moved(floor)
    lost = _DEPENDS.search(text, floor, subject.start) or _is_last_of_list(text, subject.start)
    return None if lost else subject


def _is_last_of_list(text: str, first: int) -> bool:
    """Whether a comma parts names: "talks between Russia, Belarus have been"."""
    before = text[:first].rstrip().removesuffix(",").rsplit(None, 1)[-1:]
    return text[:first].endswith(", ") and text[first].isupper() and before[0][:1].isupper()


def _several(text: str, phrase: Span) -> Span | None:
    """The nouns of a count of more than one: None where no plural is among them ("the FTSE 100 index"), and
    all that are joined ("soldiers and police officers")."""
    found = _nouns(text, phrase)
    if found is None or not _is_plural(text, list(_words(text, found))[-1]):
        return None
    joined = _JOINED.match(text, found.end)
    others = [] if joined is None else list(_words(text, Span(*joined.span(1))))
    plural = next((n for n, word in enumerate(others) if _is_plural(text, word)), None)
    if plural is None or any(is_verb(word.of(text).lower()) for word in others[: plural + 2]):
        return found
    last = plural + 1 if _is_plural(text, others[-1]) else plural
    return Span(found.start, others[min(last, len(others) - 1)].end)


def _nouns(text: str, phrase: Span) -> Span | None:
    """The noun phrase that some words begin with: up to its first plural and any that follow it at once
    ("police officers"); where none is plural the words of one case, and those behind a possessive. None where
    it begins with a form of a verb ("those responding")."""
    words = _before_verb(text, list(_words(text, phrase)))
    if not words:
        return None
    plural = [_is_plural(text, word) for word in words]
    if any(plural):
        last = plural.index(True)
        while last + 1 < len(words) and plural[last + 1]:
            last += 1
    else:
        last = _end_of_case(text, words)
    # "the bank's | 5,000 clerks": the noun is not reached.
    return None if words[last].of(text).endswith(("'s", "’s")) else Span(phrase.start, words[last].end)


def _is_plural(text: str, word: Span) -> bool:
    return is_plural(word.of(text).lower())


def _before_verb(text: str, words: list[Span]) -> list[Span]:
    """The words before the first verb; a participle that opens them may describe ("injured men")."""
    told = [word.of(text).lower() for word in words]
    stop = next((n for n, word in enumerate(told) if n and "-" not in word and is_verb(word)), len(words))
    opens_with_verb = bool(told) and (told[0].endswith("ing") or is_verb(told[0]))
    return [] if opens_with_verb and not any(map(is_plural, told[1:stop])) else words[:stop]


def _end_of_case(text: str, words: list[Span]) -> int:
    """The last word before the case changes; behind a possessive or a nationality it may: Danish land."""
    for at in range(1, len(words)):
        same = text[words[at].start].isupper() is text[words[at - 1].start].isupper()
        if not same and not words[at - 1].of(text).endswith(_BEFORE_NOUN):
            return at - 1
    return len(words) - 1


def _after_verb(text: str, phrase: Span) -> Span | None:
    """The words of a phrase after its last verb: posted a | profit."""
    words = list(_words(text, phrase))
    verbs = [n for n, word in enumerate(words) if is_verb(word.of(text).lower())]
    kept = words[verbs[-1] + 1 :] if verbs else words
    return Span(kept[0].start, phrase.end) if kept else None


def _words(text: str, phrase: Span) -> Iterator[Span]:
    return (Span(*word.span()) for word in _EACH_WORD.finditer(text, phrase.start, phrase.end))
