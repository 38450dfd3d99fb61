"""Whether two names can name one and the same: "Mr Roe" and "Jane Roe", "US" and "America"."""

from collections.abc import Sequence
from functools import lru_cache

from briefing.checking.alignment import words_of
from briefing.grammar.names import (
    HONORIFICS,
    PARTICLES,
    folded,
    governed_from,
    nationalities,
    organisations,
    places,
)

_DROPPED = frozenset(HONORIFICS) | PARTICLES | {"the", "of", "and", "for", "jr", "sr"}


@lru_cache(maxsize=1 << 14)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name, folded, without titles and little words."""
    words = (folded(word.folded).removesuffix("'") for word in words_of(name))
    return tuple(word for word in words if word not in _DROPPED)


@lru_cache(maxsize=1 << 14)
def best_known(name: str) -> str:
    """The folded name that a country, city or organisation is best known by; a nationality as its country."""
    key = folded(name).removesuffix("'s").removeprefix("the ")
    return nationalities().get(key) or places().get(key) or organisations().get(key) or key


def is_same_government(name: str, other: str) -> bool:
    """Whether one is a country and the other its capital, which news says for its government."""
    one, two = best_known(name), best_known(other)
    return governed_from().get(one) == two or governed_from().get(two) == one


def is_name_of(name: str, forms: Sequence[str]) -> bool:
    """Whether `name` can be one of an actor with these forms, the full one first."""
    words, full = name_words(name), name_words(forms[0])
    if not words or not full:
        return folded(name) == folded(forms[0])
    if any(best_known(name) == best_known(form) for form in forms):
        return True
    known = {word for form in forms for word in name_words(form)}
    return (
        set(words) <= known
        or set(full) <= set(words)
        or _are_initials(name, full)
        or any(_are_initials(form, words) for form in forms)
        or _abbreviates(words, full)
    )


def _are_initials(name: str, full: Sequence[str]) -> bool:
    letters = folded(name)
    return len(letters) > 1 and name.isupper() and letters == "".join(word[0] for word in full)


def _abbreviates(words: Sequence[str], full: Sequence[str]) -> bool:
    """ "J. Roe", "Jane A. Roe" for "Jane Roe": the surname, and given names that begin alike."""
    if words[-1] != full[-1] or len(words) < 2 or len(full) < 2:
        return False
    return words[0][0] == full[0][0] and (len(words[0]) == 1 or len(full[0]) == 1 or words[0] == full[0])
