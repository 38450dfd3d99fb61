"""Stretches of text that may be names, by their capitals. What they name is told elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.extracting.stretches import INITIAL, is_listed, stretches
from briefing.extracting.words import Reading, Sweep, Word
from briefing.grammar.names import (
    BREAKERS,
    COMMON_WORDS,
    EVENT_WORDS,
    HONORIFICS,
    NOT_NAMES,
    OPENERS,
    ORGANISATION_HEADS,
    ORGANISATION_WORDS,
    PARTICLES,
    PLACE_WORDS,
    ROLE_MODIFIERS,
    first_names,
    is_role,
    nationalities,
    organisations,
    places,
    surnames,
)
from briefing.grammar.word_classes import word_set

_PARTIES = frozenset({"republican", "democrat"})
# "Oslo | Republican candidates"
_PARTISAN = frozenset({"republican", "democratic"})
# Titles of everybody, and the offices that they are put before nevertheless.
_CIVIL = frozenset({"mr", "mrs", "ms", "miss"})
_ADDRESSED = word_set(
    """president speaker chairman chairwoman justice judge secretary mayor ambassador minister chancellor
    premier commissioner governor senator councillor"""
)
_LAST_WORDS = ORGANISATION_WORDS | PLACE_WORDS | EVENT_WORDS


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
            for first, last in stretches(reading, sweep):
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


def _pieces(reading: Reading, first: int, last: int) -> list[Candidate]:
    """The names of one run, cut at the role nouns in it."""
    cut = _role_end(reading, first, last)
    if cut is None:
        first = _after_field(reading, first, last)
        whole = _trimmed(reading, first, last)
        return [*_place_before(reading, first, last), *([] if whole is None else [whole])]
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


def _after_field(reading: Reading, first: int, last: int) -> int:
    """Where a name begins after the field of an office in small letters: secretary of *State* | Holt."""
    words = reading.words
    if first < 2 or words[first - 1].key not in {"of", "for"} or not is_role(words[first - 2].text):
        return first
    start = _field_end(reading, first, last)
    return start if start < last else first


def _place_before(reading: Reading, first: int, last: int) -> list[Candidate]:
    """The place before a label: *North Dakota* Republican Jane Roe."""
    end = _label_end(reading, first, last) - 1
    key = " ".join(word.key for word in reading.words[first : max(end, first)])
    return [candidate_at(reading, first, end)] if key in places() else []


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
    if role + 1 < last and (words[role + 1].key[0] in "'’" or _is_first_name(reading, role, last)):
        return True
    if _is_in_listed(reading, first, role, last):
        return True
    if role == first:
        return False
    # "Mr *Pitcher*"; but "Mr President"
    if words[role - 1].key in _CIVIL and words[role].key not in _ADDRESSED:
        return True
    # "Gov. *Earl* Roe"
    if words[role].key in first_names() and is_role(words[role - 1].text) and role + 1 < last:
        return True
    return _is_surname(reading, first, role) or _is_field(reading, first, role, last)


def _is_first_name(reading: Reading, role: int, last: int) -> bool:
    """*Dean* Roe, *Dean* Baker; but Dean James Baker is a dean."""
    after = reading.words[role + 1].key
    surname = after not in first_names() or (role + 2 == last and after in surnames())
    return surname and reading.words[role].key in first_names()


def _is_in_listed(reading: Reading, first: int, role: int, last: int) -> bool:
    return any(
        " ".join(w.key for w in reading.words[at:end]) in organisations()
        for at in range(max(first, role - 2), role + 1)
        for end in range(role + 1, min(last, role + 3) + 1)
    )


def _is_field(reading: Reading, first: int, role: int, last: int) -> bool:
    """Whether an office is of the role: Department of *Justice*, but not "Government of President Roe"."""
    words = reading.words
    before = {w.key for w in words[first:role]}
    linked = words[role - 1].key in {"of", "for", "and"} and before & ORGANISATION_HEADS
    named = role + 1 < last and _may_be_surname(words[role + 1])
    return "office" in before or (bool(linked) and not named)


def _may_be_surname(word: Word) -> bool:
    listed = word.key in COMMON_WORDS or word.key in NOT_NAMES or word.key in nationalities()
    return word.capital and not listed and not word.key.endswith("s")


def _is_surname(reading: Reading, first: int, role: int) -> bool:
    # "Stephen King", "B. King": the role noun is a family name; in "South Carolina Governor" it is not.
    before = reading.words[role - 1]
    if not (before.key in first_names() or INITIAL.fullmatch(before.text)):
        return False
    ends = (" ".join(w.key for w in reading.words[at:role]) for at in range(max(first, role - 3), role))
    return not any(name in places() for name in ends)


def _person_start(reading: Reading, start: int, last: int) -> int:
    """Where a full name begins after "Director of the Service for Trade"; `last` if nowhere."""
    for at in range(start, last - 1):
        word = reading.words[at]
        if word.key in first_names() and reading.words[at + 1].capital and reading.words[at - 1].capital:
            return at
        if at > start and " ".join(w.key for w in reading.words[start:at]) in places() and word.capital:
            return at
    return _field_end(reading, start, last)


def _field_end(reading: Reading, start: int, last: int) -> int:
    """Where a name begins after the field of an office: Secretary of *State* | Maren Holt; `last` if
    nowhere, as in "Director of Research Services"."""
    field = start
    while field < last and reading.words[field].key in COMMON_WORDS:
        field += 1
    rest = reading.words[field:last]
    if _begins_listed(reading, start, last):
        return last
    other = any(word.key in _LAST_WORDS or is_listed(word.key) or not word.capital for word in rest)
    return field if field > start and len(rest) in {1, 2} and not other else last


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
    first = _label_end(reading, first, last)
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
    if last - first > 1 and words[last - 1].key in _PARTISAN:
        last -= 1
    while last > first and (words[last - 1].text.islower() or words[last - 1].key in HONORIFICS):
        last -= 1
    if first >= last:
        return None
    return candidate_at(reading, first, _name_end(reading, first, last), honorific)


def _label_end(reading: Reading, first: int, last: int) -> int:
    """Where a person's name begins after ordinary words: *Norland Republican* | Jane Roe."""
    words = reading.words
    if words[last - 1].key in _LAST_WORDS or any(w.text[0].islower() for w in words[first:last]):
        return first
    if last - first > 2 and words[last - 3].key in _PARTIES and not _may_be_other(words[last - 2 : last]):
        return last - 2
    for at in range(last - 2, first, -1):
        key = words[at].key
        label = words[at - 1].key in NOT_NAMES | COMMON_WORDS | ORGANISATION_WORDS
        if label and key in first_names() and key not in NOT_NAMES | COMMON_WORDS | PARTICLES | set(places()):
            return at
    return first


def _may_be_other(words: Sequence[Word]) -> bool:
    return any(w.key in NOT_NAMES | COMMON_WORDS | _LAST_WORDS or is_role(w.text) for w in words)


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
    participle = word.key.endswith("ing") and len(word.key) > 6 and not is_listed(word.key)
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
