"""Stretches of capitalised words with the small words that may stand inside a name."""

import re
from unicodedata import category

from briefing.extracting.words import Reading, Sweep, Word
from briefing.grammar.names import (
    BREAKERS,
    COMMON_WORDS,
    HONORIFICS,
    NAME_OWNERS,
    ORGANISATION_HEADS,
    ORGANISATION_WORDS,
    PARTICLES,
    PLACE_WORDS,
    PORTFOLIO_HOLDERS,
    first_names,
    is_role,
    organisations,
    places,
)
from briefing.grammar.word_classes import DAYS, MAY_BE_NAMES

_LONGEST = 12  # words; a longer name is a heading
INITIAL = re.compile(r"[A-Z]\.")
"""The initial of a name."""
# A party and a state, "R-TX"; a date, "D-Day"; a ship.
_LETTERED = re.compile(r"[DIR]-[A-Z]|(?:USS|HMS)$")
_CONTRACTED = ("n't", "'d", "'ll", "'re", "'ve", "'m")


def stretches(reading: Reading, sweep: Sweep) -> list[tuple[int, int]]:
    """The longest stretches of capitalised words with the small words that may stand inside."""
    runs = []
    at = sweep.first
    while at < sweep.last:
        if not _may_stand(reading, at, at):
            lettered = _LETTERED.match(reading.words[at].text)
            at += 1
            # "D-New | York"
            while lettered and at < sweep.last and reading.words[at].capital:
                at += 1
            continue
        end = _run_end(reading, at, sweep.last)
        runs.append((at, end))
        at = end
    return runs


def _run_end(reading: Reading, start: int, limit: int) -> int:
    at = start + 1
    limit = min(limit, start + _LONGEST)
    while at < limit:
        if _may_stand(reading, start, at):
            at += 1
            continue
        after = _after_link(reading, start, at, limit)
        if after is None:
            break
        at = after + 1
    return at


def _may_stand(reading: Reading, start: int, at: int) -> bool:
    word = reading.words[at]
    if not word.capital:
        return False
    # "May" is a name only after a first name or a title: "Theresa May", "Mr May".
    if word.key in MAY_BE_NAMES:
        return at > start and reading.words[at - 1].key in {*first_names(), *HONORIFICS}
    if INITIAL.fullmatch(word.text):  # "A. King", where a lone "A" is an article
        return True
    if _LETTERED.match(word.text) or _is_currency(reading, at):
        return False
    if word.key in BREAKERS or word.key.endswith(_CONTRACTED):
        return is_listed_acronym(word)
    return True


def _is_currency(reading: Reading, at: int) -> bool:
    """Whether letters say which dollar it is: *US*$5."""
    return at + 1 < len(reading.words) and category(reading.words[at + 1].text[0]) == "Sc"


def is_listed_acronym(word: Word) -> bool:
    """US and WHO, which in lower case are words like any other."""
    return (
        word.text.isupper() and len(word.text) > 1 and (word.key in places() or word.key in organisations())
    )


def _after_link(reading: Reading, start: int, at: int, limit: int) -> int | None:
    """The capitalised word after the small words at `at`, if they link it to the run."""
    words = reading.words
    after = at + 1
    # "of" and "the", "van der": at most three small words in a row.
    while after < limit and (words[after].key == "the" or words[after].key in PARTICLES) and after < at + 3:
        after += 1
    if after >= limit or not _may_stand(reading, start, after):
        return None
    link = words[at].key
    if link in PARTICLES:
        # A word that opens the sentence is joined to "van der Meer" only if it is a first name.
        opener = words[at - 1].opens and words[at - 1].key not in first_names()
        return after if words[at].text.islower() and not opener else None
    linked = (
        _is_joined_by_preposition(reading, start, at, after)
        or (link in {"and", "&"} and after == at + 1 and _is_joined_by_and(reading, start, at, after))
        or (link == "," and after == at + 1 and _is_listing(reading, start, at, limit))
        or (link[0] in "'’" and _is_owned(reading, at, after))
    )
    return after if linked else None


def _is_joined_by_preposition(reading: Reading, start: int, at: int, after: int) -> bool:
    words = reading.words
    before, link = words[at - 1], words[at].key
    role = is_role(before.text)
    since = next((i for i in range(at - 2, start, -1) if is_role(words[i].text)), start)
    headed = any(words[i].key in ORGANISATION_HEADS for i in range(since, at))
    return (
        (link == "of" and (headed or role or before.key in PLACE_WORDS))
        or (link == "for" and (headed or role) and before.key not in PLACE_WORDS | {"house"})
        # "Committee on Fisheries", but not "Committee on Monday".
        or (link in {"on", "against"} and before.key in PORTFOLIO_HOLDERS and words[after].key not in DAYS)
        or (link == "to" and role)
        # "Director at Oxfam", "Ambassador in Oslo": cut apart later at the role noun.
        or (link in {"at", "in"} and role and words[after].key not in first_names())
    )


def _is_owned(reading: Reading, at: int, after: int) -> bool:
    """Whether a possessive is inside a name: "People's Republic", "Attorney General's Office"."""
    owner, owned = reading.words[at - 1], reading.words[after]
    if owner.key in NAME_OWNERS:
        return True
    return is_role(owner.text) and owned.key in ORGANISATION_WORDS | PLACE_WORDS


def _is_listing(reading: Reading, start: int, comma: int, limit: int) -> bool:
    """Whether a comma is inside a name: Ministry of Education, *Science and* Technology."""
    words = reading.words
    if not {"of", "for"} & {words[i].key for i in range(start, comma)}:
        return False
    if not any(words[i].key in PORTFOLIO_HOLDERS for i in range(start, comma)):
        return False
    # "Ministry of Education, Science and Technology": the "and" that ends the list must come.
    for at in range(comma + 1, limit - 1):
        word = words[at]
        if word.key in {"and", "&"}:
            return words[at + 1].capital and words[at - 1].capital and not is_listed(words[at + 1].key)
        if not (word.capital or word.text == ",") or is_listed(word.key) or word.key in HONORIFICS:
            return False
    return False


def is_listed(key: str) -> bool:
    """Whether a table has the word as a name."""
    return key in places() or key in organisations() or key in first_names()


def _is_joined_by_and(reading: Reading, start: int, at: int, after: int) -> bool:
    """Whether "and" is inside a name: "Ministry of Health and Welfare", "Water and Sewer Committee"."""
    words = reading.words
    if words[at].text == "&":
        return True
    if words[after].key in first_names() or is_role(words[after].text) or words[after].key in HONORIFICS:
        return False
    if f"{words[at - 1].key} and {words[after].key}" in places():
        return True
    inside = any(words[i].key in {"of", "for"} for i in range(start, at))
    if inside and any(is_role(words[i].text) for i in range(start, at)):
        return False
    if inside:
        # "Ministry of Trade and Norway" are two names.
        known = words[after].key in places() and words[at - 1].key not in places()
        return not known and words[after].key not in organisations()
    return _is_pair_of_fields(reading, start, at, after)


def _is_pair_of_fields(reading: Reading, start: int, at: int, after: int) -> bool:
    """Whether "and" is between the fields of one office: *Securities and Exchange* Commission."""
    words = reading.words
    end = after
    while end < len(words) and words[end].capital and words[end].sentence == words[at].sentence:
        end += 1
    if words[end - 1].key not in ORGANISATION_WORDS or end - after < 2:
        return False
    left = words[at - 1].key
    # "Oslo Climate and Energy Office", ordinary words; "Oslo Council and Energy Office" are two.
    if left in COMMON_WORDS and (at - start == 1 or left not in ORGANISATION_WORDS):
        return at - start == 1 or words[after].key in COMMON_WORDS
    return at - start == 1 and not is_listed(left) and left not in ORGANISATION_WORDS
