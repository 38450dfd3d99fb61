"""Articles in capitals alone or without any: their words as if names, and only names, had capitals.
The places of the words stay what they are."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from briefing.domain.article import SegmentedArticle
from briefing.extracting.words import Reading, Word
from briefing.grammar.cues import REPORTING
from briefing.grammar.names import (
    BREAKERS,
    COMMON_WORDS,
    HONORIFICS,
    NOT_NAMES,
    OPENERS,
    ORGANISATION_WORDS,
    PLACE_WORDS,
    PORTFOLIO_HOLDERS,
    ROLE_MODIFIERS,
    first_names,
    is_role,
    organisations,
    places,
    surnames,
)
from briefing.grammar.word_classes import (
    ADVERBS,
    DETERMINERS,
    HELPERS,
    MAY_BE_NAMES,
    MONTHS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    TIMES,
    WEEKDAYS,
    is_verb,
)

Words = tuple[Word, ...]
_SHARE = 0.9  # of the words in capitals, or in small letters, above which case says nothing
_LONGEST = 4  # words of a name of a table
_ORDINARY = (
    ADVERBS | BREAKERS | COMMON_WORDS | DETERMINERS | HELPERS | NOT_NAMES | OPENERS | ORGANISATION_WORDS
    | PLACE_WORDS | PREPOSITIONS | PRONOUNS | ROLE_MODIFIERS | SUBORDINATORS | TIMES | frozenset(REPORTING)
)  # fmt: skip
_CONTENT = re.compile(r"[^\W\d_]{2,}")
_SURE_DATES = "|".join((*WEEKDAYS, *(month for month in MONTHS if month not in MAY_BE_NAMES)))
_DATES = re.compile(
    rf"\b(?:{_SURE_DATES}|(?:{'|'.join(MONTHS)})(?=,?\s(?:of\s)?\d)|(?<=\d\s)(?:{'|'.join(MONTHS)})"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?=\.?\s\d))\b"
)
# Endings of verbs and of nouns that are many: "John | wins".
_INFLECTED = ("s", "ed", "ing")


def with_case(reading: Reading) -> Reading:
    """The reading, with capitals put in and taken away where the article's own say nothing."""
    if not _is_caseless(word.text for word in reading.words if len(word.text) > 1 and word.text.isalpha()):
        return reading
    sweeps = tuple(replace(sweep, loud=False) for sweep in reading.sweeps)
    return replace(reading, words=tuple(_recased(reading.words)), sweeps=sweeps)


def with_small_letters(segmented: SegmentedArticle) -> SegmentedArticle:
    """The article, where its case says nothing, in small letters but for days and months: what rules for
    figures ask of a text. Each character stays at its place."""
    text = segmented.text
    if not _is_caseless(_CONTENT.findall(text)):
        return segmented
    small = "".join(lower if len(lower := char.lower()) == 1 else char for char in text)
    small = _DATES.sub(lambda found: found[0].capitalize(), small)
    return replace(segmented, article=replace(segmented.article, text=small))


def _is_caseless(words: Iterable[str]) -> bool:
    """Whether nearly all words are in capitals, or all without."""
    words = list(words)
    capitals = sum(word.isupper() for word in words)
    return bool(words) and (capitals > _SHARE * len(words) or all(word.islower() for word in words))


def _recased(words: Words) -> list[Word]:
    """The words with capitals where the tables have a name, where a first name or a title comes before
    an uncommon word, and where such a name is used again."""
    named = _listed(words) | _people(words)
    # The surnames of those found, wherever they stand alone.
    last = {words[at].key for at in named if at + 1 not in named and _is_uncommon(words[at])}
    named |= {at for at, word in enumerate(words) if word.key in last}
    return [replace(word, text=_cased(word, at in named)) for at, word in enumerate(words)]


def _cased(word: Word, named: bool) -> str:
    if not named:
        return word.text.lower()
    short = word.key in organisations() or word.key in places()
    return word.text.upper() if short and len(word.key) < 5 and word.key.isalpha() else word.text.title()


def _listed(words: Words) -> set[int]:
    """Where names of the tables stand, and offices of a field: Ministry of Trade."""
    named: set[int] = set()
    for at, word in enumerate(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            name = " ".join(w.key for w in words[at : at + length])
            if (name in places() or name in organisations()) and (length > 1 or name not in _ORDINARY):
                named.update(range(at, at + length))
                break
        if word.key in PORTFOLIO_HOLDERS and [w.key for w in words[at + 1 : at + 2]] == ["of"]:
            named.update({at, at + 2} if at + 2 < len(words) else ())
    return named


def _people(words: Words) -> set[int]:
    """Where first name and family name, or a title's, stand."""
    counts = Counter(word.key for word in words)
    named: set[int] = set()
    for at, word in enumerate(words[:-1]):
        after = words[at + 1]
        initial = at + 2 < len(words) and len(after.key) == 1 and after.key.isalpha()
        last = words[at + 2] if initial else after
        if not _is_uncommon(last) or word.sentence != last.sentence:
            continue
        given = word.key in first_names() and word.key not in _ORDINARY
        known = last.key in surnames() or counts[last.key] > 1
        if given and (known or not last.key.endswith(_INFLECTED)):
            named.update(range(at, at + (3 if initial else 2)))
        elif word.key in HONORIFICS or (is_role(word.text) and (known or _speaks(words, at + 2))):
            named.add(at + 1)
        elif is_role(word.text) and at + 2 < len(words) and _is_family_name(words[at + 2]):
            named.update({at + 1, at + 2})
    return named


def _is_family_name(word: Word) -> bool:
    return _is_uncommon(word) and (word.key in surnames() or not word.key.endswith(_INFLECTED))


def _speaks(words: Words, at: int) -> bool:
    return at < len(words) and words[at].key in REPORTING


def _is_uncommon(word: Word) -> bool:
    key = word.key
    plain = key.replace("-", "").replace("'", "").isalpha() and len(key) > 2
    return plain and key not in _ORDINARY and not is_verb(key) and not is_role(word.text)
