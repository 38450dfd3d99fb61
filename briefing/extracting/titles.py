"""Whether a title before a surname can be that of somebody whose full name is known: "President Roe"
need not be the Jane Roe of the text, who may be his wife. Nothing here knows who holds an office."""

from collections.abc import Set

from briefing.grammar.names import FEMALE_ROLES, MALE_ROLES, ROLES_IN_FULL, Gender

REGNAL = frozenset({"king", "queen", "prince", "princess", "pope", "emperor", "sultan", "emir", "saint"})
"""Titles that stand before a first name, which is then whole: "King Juan Carlos" is no Juan Carlos Roe."""
SOVEREIGN = frozenset({"president"})
"""Titles whose holders are known by their surname alone. A woman of that surname whom the news that has
"President Roe" nowhere calls president by her full name was never meant (training/LOG.md)."""
_LOWER = frozenset({"governor", "senator", "representative", "congressman", "congresswoman", "mayor"})


def office(head: str) -> str:
    """The noun of a role, folded, written in full."""
    return ROLES_IN_FULL.get(head, head)


def gender_of(title: str) -> Gender | None:
    """What a title says; a chairman may be a woman."""
    if title in FEMALE_ROLES:
        return Gender.FEMALE
    return Gender.MALE if title in MALE_ROLES and not title.endswith("man") else None


def can_hold(title: str, held: Set[str], gender: Gender | None) -> bool:
    """Whether somebody with a full name, of whom the text says the offices `held`, can be meant by
    the title and the surname alone."""
    if title in held:
        return True
    if title in REGNAL:
        return False
    return title not in SOVEREIGN or (gender is not Gender.FEMALE and not held & _LOWER)
