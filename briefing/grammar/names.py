"""What names look like: titles, role nouns, words that only organisations or places carry, and
tables of countries, cities, first names. Lists and shapes; nothing here reads an article."""

import unicodedata
from enum import Enum
from functools import cache, lru_cache

from briefing.grammar.tables import table, word_class
from briefing.grammar.word_classes import DAYS, word_set


class Gender(Enum):
    """What a title or first name says of a person."""

    FEMALE = "female"
    MALE = "male"


HONORIFICS: dict[str, Gender | None] = {
    "mr": Gender.MALE, "sir": Gender.MALE, "lord": Gender.MALE, "mrs": Gender.FEMALE, "ms": Gender.FEMALE,
    "miss": Gender.FEMALE, "dame": Gender.FEMALE, "lady": Gender.FEMALE, "madam": Gender.FEMALE,
    "mme": Gender.FEMALE, "dr": None, "prof": None, "rev": None, "hon": None, "messrs": Gender.MALE,
    "sheikh": Gender.MALE, "mister": Gender.MALE, "shri": Gender.MALE, "smt": Gender.FEMALE,
    "alhaji": Gender.MALE, "ven": None, "majesty": None, "highness": None, "excellency": None, "hh": None,
}  # fmt: skip
"""Titles that stand before a name and say no office; with or without a full stop."""

# Titles that are cut to a few letters, mostly with a full stop: "Sen.", "Brig.".
ROLES_IN_FULL = dict(
    pair.split(":")
    for pair in word_set(
        """sen:senator rep:representative gen:general gov:governor col:colonel lt:lieutenant maj:major
        capt:captain cmdr:commander adm:admiral sgt:sergeant cpl:corporal pvt:private
        supt:superintendent insp:inspector det:detective ch:chief brig:brigadier secy:secretary"""
    )
)
"""Abbreviated role → the whole word."""
ABBREVIATED_ROLES = frozenset(ROLES_IN_FULL)
ACRONYM_ROLES = word_class("acronym_roles")
"""Offices that are roles in capitals only: PM."""
ROLES = word_class("roles")
"""Nouns that say what a person is; the head of a role."""
WEAK_ROLES = word_class("weak_roles")
"""Role nouns that also stand in other names or tie a person to another; no role on their own."""
ROLE_MODIFIERS = word_class("role_modifiers")
"""Words that stand between a country and a role noun: the *former deputy prime* minister."""
FEMALE_ROLES = word_class("female_roles")
MALE_ROLES = word_class("male_roles")
ORGANISATION_WORDS = word_class("organisation_words")
ORGANISATION_HEADS = word_class("organisation_heads")
"""Words that may be followed by "of" or "for" inside one name."""
PLACE_WORDS = word_class("place_words")
PLACE_HEADS = word_class("place_heads")
NAME_OWNERS = word_class("name_owners")
"""Words whose possessive may stand inside a name: *People's* Republic."""
PORTFOLIO_HOLDERS = word_class("portfolio_holders")
"""Words that may be followed by "of" and a list of fields: Ministry of Education, Science and Arts."""
COMPANY_NOUNS = word_class("company_nouns")
"""Ordinary nouns that stand before or after the names of organisations: the *newspaper* Le Monde."""
PLACE_NOUNS = word_class("place_nouns")
"""Ordinary nouns that stand after the names of places: Hunan *province*."""
THING_NOUNS = word_class("thing_nouns")
"""Ordinary nouns that stand after names of neither: Maasai *community*."""
PERSONAL_VERBS = word_class("personal_verbs")
"""What people do, and companies and towns mostly not: *sang*, *married*."""
PRESENT_VERBS = word_class("present_verbs")
"""Verbs in forms that no ending tells from nouns: *allows*, *reach*."""
DIRECTIONS = word_class("directions")
COMMON_WORDS = word_class("common_words")
"""Nouns and adjectives that make up names of offices and programmes, but no person's or place's."""
PLACE_ENDINGS = word_class("place_endings")
SURNAME_ENDINGS = word_class("surname_endings")
COMPANY_ENDINGS = word_class("company_endings")
PARTICLES = word_set(
    """de da do dos das del della di du des la las le los van von der den ter ten bin bint ibn al el ul ur
    abu ben y zu wa ole"""
)
"""Lower-case words inside a person's name."""
SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])
BREAKERS = DAYS | word_class("breakers")
"""Words that end a name and begin none, whatever their capitals."""
OUTLET_WORDS = word_class("outlet_words")
"""Last words of the names of papers and stations."""
EVENT_WORDS = word_class("events")
"""Last words of names of prizes, treaties, contests: no actors."""
NOT_NAMES = BREAKERS | word_class("not_names")
"""Words that are no name standing alone."""
OPENERS = word_class("openers")
"""Ordinary words that often open a sentence."""


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """Lower case, without accents and full stops: for comparing names."""
    plain = unicodedata.normalize("NFKD", word.replace(".", "").replace("’", "'").replace("‐", "-"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


@cache
def nationalities() -> dict[str, str]:
    """Folded "russian" → "russia", for words that say whose someone is."""
    found: dict[str, str] = {}
    for line in table("countries"):
        country, words, _ = line.split("|")
        found |= {folded(word.replace("_", " ")): folded(country) for word in words.split()}
    return found


@cache
def places() -> dict[str, str]:
    """Folded name of a country, region or city → the folded name it is best known by."""
    found: dict[str, str] = {}
    for line in table("countries"):
        country, _, others = line.split("|")
        found |= {folded(name): folded(country) for name in (country, *filter(None, others.split(";")))}
    for line in table("places"):
        found |= {folded(name): folded(name) for name in line.split(";")}
    return found


@cache
def outlets() -> frozenset[str]:
    """Folded name of a known news agency, paper, station or platform."""
    return frozenset(folded(name) for line in table("outlets") for name in line.split(";"))


@cache
def governed_from() -> dict[str, str]:
    """Folded capital → the folded country whose government it stands for: "Beijing" for China's."""
    pairs = (entry.split("=") for line in table("capitals") for entry in line.split(";"))
    return {folded(capital): folded(country) for capital, country in pairs}


@cache
def organisations() -> dict[str, str]:
    """Folded name of a known organisation → the folded name it is best known by."""
    found: dict[str, str] = {name: name for name in outlets()}
    for line in table("organisations"):
        for entry in line.split(";"):
            name, _, full = entry.partition("=")
            found[folded(name)] = folded(full or name)
    return found


@cache
def first_names() -> dict[str, Gender | None]:
    """Folded first name → the gender it tells, None where both have it."""
    found: dict[str, Gender | None] = {}
    for name, gender in (("female", Gender.FEMALE), ("male", Gender.MALE)):
        for word in " ".join(table(name)).split():
            key = folded(word)
            found[key] = None if found.get(key, gender) is not gender else gender
    return found


@cache
def surnames() -> frozenset[str]:
    """Folded family names."""
    return frozenset(folded(name) for name in " ".join(table("surnames")).split())


@cache
def ordinary_words() -> frozenset[str]:
    """Words that news writes in small letters: a capital at the beginning of a sentence makes no name of
    them."""
    return frozenset(" ".join(table("ordinary")).split())


@cache
def kind_votes() -> dict[str, tuple[float, ...]]:
    """Cue → its votes for a person, an organisation, a place, against naming nothing."""
    lines = (line.split("|") for line in table("kinds"))
    return {cue: tuple(float(vote) for vote in votes) for cue, *votes in lines}


def is_role(word: str) -> bool:
    """Whether a word, of any case, says what a person is: "minister", "Sen."."""
    key = folded(word)
    # "vice-president", "ex-minister".
    if key in ROLES or key in ABBREVIATED_ROLES or key.rpartition("-")[2].strip() in ROLES:
        return True
    return key in ACRONYM_ROLES and word.isupper()


def is_acronym(word: str) -> bool:
    """Whether a word is two to six capitals, with or without full stops."""
    # "NATO", "U.S.", "AT&T"; not "G7" or "A".
    letters = word.replace(".", "").replace("-", "").replace("&", "")
    return 2 <= len(letters) <= 6 and letters.isupper() and letters.isalpha()
