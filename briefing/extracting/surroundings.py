"""What the words before and after one mention of a name show of its kind."""

from collections.abc import Iterator

from briefing.extracting.candidates import Candidate
from briefing.extracting.words import Reading, Sweep, Word
from briefing.grammar.cues import REPORTING
from briefing.grammar.names import (
    COMMON_WORDS,
    COMPANY_NOUNS,
    DIRECTIONS,
    ORGANISATION_WORDS,
    PERSONAL_VERBS,
    PLACE_NOUNS,
    PLACE_WORDS,
    THING_NOUNS,
    WEAK_ROLES,
    first_names,
    is_acronym,
    is_role,
    nationalities,
    places,
)
from briefing.grammar.word_classes import HELPERS, is_adverb, is_verb

# Small words that say much by themselves each have a vote, those that mean a place share one.
_SMALL_BEFORE = (
    {"in": "in", "the": "the", "a": "a", "an": "a"}
    | dict.fromkeys(("at", "near", "from", "across", "around", "outside", "throughout", "to"), "near")
    | {word: f"{word} before" for word in ("by", "told", "with", "and", "that", "as")}
)
_HOME = frozenset({"from", "of", "in"})
_CLOSING = frozenset('"”’»')
_PERSONAL = frozenset({"he", "she", "his", "her", "him", "himself", "herself"})
_PRONOUN = 15  # words in which a pronoun may mean the name
_APPOSITION = 7  # words after a comma in which the noun of an apposition is looked for


def cues_around(reading: Reading, candidate: Candidate) -> Iterator[str]:
    """The names of the cues around one mention, none twice on either side."""
    sweep = reading.sweep_of(candidate.first)
    if candidate.honorific:
        yield "title before"
    if candidate.opens:
        yield "opens"
    if candidate.first > sweep.first:
        if _speaks(reading, candidate, sweep):
            yield "speaks"
        yield from _before(reading, candidate, sweep)
    after = reading.words[candidate.last : min(candidate.last + _APPOSITION, sweep.last)]
    if after:
        # "Ann Berg, from Lund, who": the town is no "who".
        lives = _is_residence(reading, candidate, sweep)
        yield from (cue for cue in _after(after) if cue != "who" or not lives)
    if next((w.key for w in after if w.key not in HELPERS and not is_adverb(w.key)), "") in PERSONAL_VERBS:
        yield "does as people do"
    if _PERSONAL & {w.key for w in reading.words[candidate.last : candidate.last + _PRONOUN]}:
        yield "he or she later"


def _is_residence(reading: Reading, candidate: Candidate, sweep: Sweep) -> bool:
    first = candidate.first
    return (
        first - 1 > sweep.first
        and reading.words[first - 2].text == ","
        and reading.words[first - 1].key in _HOME
    )


def _speaks(reading: Reading, candidate: Candidate, sweep: Sweep) -> bool:
    """Whether words in marks are somebody's by this name: “…” Roe said; “…” said Roe."""
    words, first, last = reading.words, candidate.first, candidate.last
    before = words[first - 1]
    if before.text in _CLOSING:
        return last < sweep.last and words[last].key in REPORTING
    earlier = words[first - 2] if first - 1 > sweep.first else before
    return before.text.islower() and before.key in REPORTING and earlier.text in _CLOSING


def _before(reading: Reading, candidate: Candidate, sweep: Sweep) -> Iterator[str]:
    words, first = reading.words, candidate.first
    before = words[first - 1]
    earlier = words[first - 2] if first - 1 > sweep.first else None
    if is_role(before.text) and candidate.honorific is None:
        yield "role before" if before.key not in WEAK_ROLES or before.capital else "weak role before"
    if before.text.islower() and before.key in REPORTING:
        yield "said before"
    elif before.text.islower() and before.key in COMPANY_NOUNS:
        yield "company noun before"
    if before.key in _SMALL_BEFORE:
        yield _SMALL_BEFORE[before.key]
    elif before.key in DIRECTIONS:
        yield "direction before"
    elif before.key in nationalities():
        yield "nation before"
    elif before.text == "(":
        yield from _bracketed(words, candidate, earlier)
    elif before.key in {"of", "for"} and earlier is not None:
        yield _of(candidate, earlier)
    elif before.text == "," and earlier is not None and earlier.key in places():
        yield "after a place"


def _of(candidate: Candidate, earlier: Word) -> str:
    if earlier.key in PLACE_NOUNS or earlier.key in PLACE_WORDS:
        return "of a place"
    if not is_role(earlier.text):
        return "of something"
    return "field of a role" if all(word in COMMON_WORDS for word in candidate.key) else "of a role"


def _bracketed(words: tuple[Word, ...], candidate: Candidate, earlier: Word | None) -> Iterator[str]:
    if candidate.last >= len(words) or words[candidate.last].text != ")" or earlier is None:
        return
    if not earlier.capital:
        yield "in brackets after a plain word"
    elif earlier.key in ORGANISATION_WORDS:
        yield "in brackets after an organisation"
    elif earlier.key in PLACE_WORDS or earlier.key in places():
        yield "in brackets after a place"
    else:
        yield "in brackets after a name"


def _after(after: tuple[Word, ...]) -> Iterator[str]:
    word, key = after[0], after[0].key
    following = after[1].key if len(after) > 1 else ""
    if key in REPORTING:
        yield "reports"
    elif key == "who" or (key == "," and following == "who"):
        yield "who"
    elif key[0] in "'’":
        yield "possessive"
        # "Norway's parliament": the noun that is owned tells of the owner.
        yield from _noun(after[1:2], "owned")
    elif word.text == "(":
        yield from _opened(after)
    elif key == ",":
        yield from _set_off(after)
    elif key in {"and", "in", "is", "was", "has", "had", "will", "to", "have", "are"}:
        yield f"{key} after"
    elif is_verb(key):
        yield "verb after"
    elif word.capital:
        yield "title after" if is_role(word.text) else "capital after"
    else:
        yield from _noun(after[:2], "after")


def _noun(after: tuple[Word, ...], where: str) -> Iterator[str]:
    for word in after:
        if word.key in PLACE_NOUNS:
            yield f"place noun {where}"
        elif word.key in COMPANY_NOUNS:
            yield f"company noun {where}"
        elif word.key in THING_NOUNS:
            yield f"thing noun {where}"
        else:
            continue
        return


def _opened(after: tuple[Word, ...]) -> Iterator[str]:
    inside = after[1].text if len(after) > 1 else ""
    if is_acronym(inside):
        yield "acronym after"
    elif inside.isdigit():
        yield "number in brackets after"
    elif inside and not inside.isascii():
        yield "other script after"


def _set_off(after: tuple[Word, ...]) -> Iterator[str]:
    """The apposition: ", 35,", ", a maker of", ", the capital of"."""
    if len(after) < 3:
        return
    if after[1].text.isdigit() and len(after[1].text) < 3 and after[2].text == ",":
        yield "age after"
    # "Oslo, Norway"
    elif after[1].key in places():
        yield "place after"
    elif after[1].capital and after[1].key in first_names():
        yield "person after"
    elif after[1].key in {"a", "an", "the", "one", "which"} or is_role(after[1].text):
        for word in after[1:]:
            # "Tarkvik, a maker of cars": the noun must come before "of" and "who".
            if not word.is_word or word.key in {"of", "for", "that", "who", "which", "in", "where"}:
                break
            if is_role(word.text):
                yield "role after"
                return
        yield from _noun(after[2:], "set off")
