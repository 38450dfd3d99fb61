"""British and American spellings of one word, for comparing only."""

import re
from functools import lru_cache

# As rules, not as a list: what they make of other words ("four" as "for") is made of them on both sides.
_RULES = (
    (re.compile(r"(?<=[a-z]{2})our(?=$|s$|ed$|ing$|able$|ite|hood$)"), "or"),
    (re.compile(r"(?<=[a-z]{2}[bt])re(?=s?$)"), "er"),
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e[sdr]?|ing|ations?)$)"), "iz"),
    (re.compile(r"(?<=[lp])ys(?=(?:e[sdr]?|ing)$)"), "yz"),
    (re.compile(r"(?<=[fct]en)c(?=es?$)"), "s"),
    (re.compile(r"(?<=[a-z]{2}[aeiou]l)l(?=(?:ed|ing|ers?)$)"), ""),
    (re.compile(r"(?<=ogram)me(?=s?$)"), ""),
)


@lru_cache(maxsize=1 << 14)
def one_spelling(word: str) -> str:
    """The folded word in the American spelling: "defence" as "defense"."""
    for pattern, replacement in _RULES:
        word = pattern.sub(replacement, word)
    return word
