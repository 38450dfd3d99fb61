"""Stretches of text that may be names, by their capitals. What they name is told elsewhere."""

import re
from dataclasses import dataclass

from briefing.extracting.words import Reading, Sweep, Word
from briefing.grammar.names import (
    BREAKERS,
    COMMON_WORDS,
    EVENT_WORDS,
    HONORIFICS,
    NAME_OWNERS,
    OPENERS,
    ORGANISATION_HEADS,
    ORGANISATION_WORDS,
    PARTICLES,
    PLACE_WORDS,
    PORTFOLIO_HOLDERS,
    ROLE_MODIFIERS,
    first_names,
    is_role,
    nationalities,
    organisations,
    places,
)
from briefing.grammar.word_classes import DAYS, MAY_BE_NAMES

_LONGEST = 12  # words; a longer name is a heading
_LAST_WORDS = ORGANISATION_WORDS | PLACE_WORDS | EVENT_WORDS
_INITIAL = re.compile(r"[A-Z]\.")
_CONTRACTED = ("n't", "'d", "'ll", "'re", "'ve", "'m")


@dataclass(frozen=True, slots=True)
class Candidate:
    """The words `first` up to `last` (exclusive) of a reading, without title and possessive.
    `honorific` is the folded title just before ("mr"), None without one."""

    first: int
    last: int
    opens: bool
    key: tuple[str, ...]
    honorific: str | None = None


def find_candidates(reading: Reading) -> list[Candidate]:
    """All stretches that may be names, in the order of the text. In headlines of capitals only
    those that the rest of the text, or a table, has as a name."""
    found = []
    for sweep in reading.sweeps:
        if not sweep.loud:
            for first, last in _runs(reading, sweep):
                found += _pieces(reading, first, last)
    known = {c.key for c in found if not c.opens} | {c.key for c in found if len(c.key) > 1}
    for sweep in reading.sweeps:
        if sweep.loud:
            found += _looked_up(reading, sweep, known)
    return sorted(found, key=lambda c: c.first)


def candidate_at(reading: Reading, first: int, last: int, honorific: str | None = None) -> Candidate:
    """The candidate of these words."""
    words = reading.words[first:last]
    return Candidate(first, last, words[0].opens, tuple(w.key for w in words), honorific)


def _runs(reading: Reading, sweep: Sweep) -> list[tuple[int, int]]:
    """The longest stretches of capitalised words with the small words that may stand inside."""
    runs = []
    at = sweep.first
    while at < sweep.last:
        if not _may_stand(reading, at, at):
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
    if _INITIAL.fullmatch(word.text):  # "A. King", where a lone "A" is an article
        return True
    if word.key in BREAKERS or word.key.endswith(_CONTRACTED):
        return is_listed_acronym(word)
    return True


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
            return words[at + 1].capital and words[at - 1].capital and not _is_listed(words[at + 1].key)
        if not (word.capital or word.text == ",") or _is_listed(word.key) or word.key in HONORIFICS:
            return False
    return False


def _is_listed(key: str) -> bool:
    return key in places() or key in organisations() or key in first_names()


def _is_joined_by_and(reading: Reading, start: int, at: int, after: int) -> bool:
    """Whether "and" is inside a name: "Ministry of Health and Welfare", "Water and Sewer Committee"."""
    words = reading.words
    if words[at].text == "&":
        return True
    if words[after].key in first_names() or is_role(words[after].text) or words[after].key in HONORIFICS:
        return False
    inside = any(words[i].key in {"of", "for"} for i in range(start, at))
    if inside and any(is_role(words[i].text) for i in range(start, at)):
        return False
    if inside:
        # "Ministry of Trade and Norway" are two names.
        known = words[after].key in places() and words[at - 1].key not in places()
        return not known and words[after].key not in organisations()
    end = after
    while end < len(words) and words[end].capital and words[end].sentence == words[at].sentence:
        end += 1
    left = [words[i].key for i in range(start, at)]
    named = any(key in places() or key in first_names() or key in ORGANISATION_WORDS for key in left)
    return len(left) == 1 and not named and words[end - 1].key in ORGANISATION_WORDS and end - after > 1


def _pieces(reading: Reading, first: int, last: int) -> list[Candidate]:
    """The names of one run, cut at the role nouns in it."""
    cut = _role_end(reading, first, last)
    if cut is None:
        whole = _trimmed(reading, first, last)
        return [] if whole is None else [whole]
    role, name = cut
    found = []
    before = _before_role(reading, first, role)
    if before is not None:
        found.append(before)
    after = role + 1
    while after < last and reading.words[after].text.islower():
        after += 1
    inner = _trimmed(reading, after, name) if after < name else None
    if inner is not None:
        found.append(inner)
    person = _trimmed(reading, name, last) if name < last else None
    return found if person is None else [*found, person]


def _role_end(reading: Reading, first: int, last: int) -> tuple[int, int] | None:
    """Where the last role noun of a run stands and where the name after it begins; None where the
    run has no role noun, or has one as part of a name ("Stephen King", "King Street")."""
    words = reading.words
    for role in range(last - 1, first - 1, -1):
        word = words[role]
        if not is_role(word.text) or _is_within_name(reading, first, role, last):
            continue
        # In "King Street" and "King Street Bank" the role noun is part of the name.
        if (
            words[last - 1].key in ORGANISATION_WORDS | PLACE_WORDS
            and role + 1 < last
            and words[role + 1].capital
        ):
            continue
        if role + 1 == last or words[role + 1].capital:
            return role, role + 1
        return role, _person_start(reading, role + 2, last)
    return None


def _is_within_name(reading: Reading, first: int, role: int, last: int) -> bool:
    """Whether a role noun is a name, or the office a name is of: Stephen *King*, *Dean* Roe, Office of
    the *Mayor*, *Attorney* General's Office."""
    words = reading.words
    if role + 1 < last and (
        words[role + 1].key[0] in "'’"
        or (words[role].key in first_names() and words[role + 1].key not in first_names())
    ):
        return True
    if any(
        " ".join(w.key for w in words[at:end]) in organisations()
        for at in range(max(first, role - 2), role + 1)
        for end in range(role + 1, min(last, role + 3) + 1)
    ):
        return True
    return role > first and (_is_surname(words[role - 1]) or "office" in {w.key for w in words[first:role]})


def _is_surname(before: Word) -> bool:
    # "Stephen King", "B. King": the role noun is a family name.
    return (before.key in first_names() or before.text.endswith(".")) and before.key not in places()


def _person_start(reading: Reading, start: int, last: int) -> int:
    """Where a full name begins after "Director of the Service for Trade"; `last` if nowhere."""
    for at in range(start, last - 1):
        word = reading.words[at]
        if word.key in first_names() and reading.words[at + 1].capital and reading.words[at - 1].capital:
            return at
        if at > start and " ".join(w.key for w in reading.words[start:at]) in places() and word.capital:
            return at
    return last


def _before_role(reading: Reading, first: int, role: int) -> Candidate | None:
    """The organisation or place a role belongs to: *Kremlin* Spokesperson."""
    words = reading.words
    while role > first and (words[role - 1].key in ROLE_MODIFIERS or is_role(words[role - 1].text)):
        role -= 1
    return _trimmed(reading, first, role) if role > first else None


def _trimmed(reading: Reading, first: int, last: int) -> Candidate | None:
    """Without titles, nationalities and ordinary openers at its beginning; None if nothing is left."""
    words = reading.words
    honorific = None
    while first < last and not _begins_listed(reading, first, last):
        word = words[first]
        if word.key in HONORIFICS:
            honorific = word.key
        elif not (
            word.text.islower()
            or word.key in {"late", "former", "ex"}
            # "Presidents Berg and Reed".
            or (word.key[-1] == "s" and is_role(word.text[:-1]) and first + 1 < last)
            or _is_opener(reading, word, last - first)
            or _is_national(reading, first, last)
        ):
            break
        first += 1
    while last > first and (words[last - 1].text.islower() or words[last - 1].key in HONORIFICS):
        last -= 1
    if first >= last:
        return None
    return candidate_at(reading, first, _name_end(reading, first, last), honorific)


def _name_end(reading: Reading, first: int, last: int) -> int:
    """Where a person's name ends that a headline runs on from: Jane Roe | *Joins Growing List*."""
    words = reading.words
    # First name, perhaps an initial, and family name; what follows is cut off if it is ordinary words.
    own = first + (3 if len(words[first + 1 : last]) and len(words[first + 1].key) == 1 else 2)
    if last <= own or words[first].key not in first_names() or words[last - 1].key in _LAST_WORDS:
        return last
    ordinary = any(w.key in COMMON_WORDS or w.key in reading.ordinary for w in words[own:last] if w.capital)
    linked = any(words[at].text.islower() for at in range(first, last))
    return own if ordinary and not linked else last


def _begins_listed(reading: Reading, first: int, last: int) -> bool:
    """Whether a name of a table begins here, such as Saudi Arabia or New Zealand."""
    keys = [word.key for word in reading.words[first:last]]
    # A table's names keep their first word: "New Zealand", "Saudi Arabia".
    names = (" ".join(keys[:length]) for length in range(2, min(len(keys), 4) + 1))
    return any(name in places() or name in organisations() for name in names)


def _is_opener(reading: Reading, word: Word, length: int) -> bool:
    if not word.opens:
        return False
    if length == 1:
        return word.key in OPENERS
    listed = word.key in OPENERS or word.key.endswith("ly")
    # "Calling Anna Berg"; six letters may be a name, such as Irving.
    participle = word.key.endswith("ing") and len(word.key) > 6 and not _is_listed(word.key)
    ordinary = word.key in reading.ordinary and word.key not in ORGANISATION_HEADS | PARTICLES
    return listed or participle or ordinary


def _is_national(reading: Reading, first: int, last: int) -> bool:
    words = reading.words
    parts = words[first].key.split("-")
    # "Russian", "US-Russian"; but "Russian Railways" keeps it.
    return all(part in nationalities() for part in parts) and words[last - 1].key not in ORGANISATION_WORDS


def _looked_up(reading: Reading, sweep: Sweep, known: set[tuple[str, ...]]) -> list[Candidate]:
    found = []
    at = sweep.first
    while at < sweep.last:
        length = next(
            # Longest first, so that "New York Times" is not found as "New York".
            (n for n in range(6, 0, -1) if _is_known(reading, at, min(at + n, sweep.last), known)),
            0,
        )
        if length:
            found.append(candidate_at(reading, at, min(at + length, sweep.last)))
        at += max(length, 1)
    return found


def _is_known(reading: Reading, first: int, last: int, known: set[tuple[str, ...]]) -> bool:
    words = reading.words[first:last]
    if not words[0].capital:
        return False
    key = tuple(word.key for word in words)
    joined = " ".join(key)
    listed = joined in places() or joined in organisations()
    return key in known or (listed and joined not in reading.ordinary and joined not in BREAKERS)
