"""Ages told by the words beside a bare number: "aged 42", "said Smith, 42, who", "children under 5"."""

import re

from briefing.grammar.measures import UNIT

# "aged 42", "Age: 42", "ages 4 and | 5", "Ann Berg, now | 88", "turned 40", "said Smith, 42"; the name must
# follow a word that ends in a small letter, a title or an initial.
_AGE_BEFORE = re.compile(
    r"""\b(?P<word>
      (?:[Aa]ges?(?:\sof|:)?|[Aa]ged)\s(?:\d{1,3}(?:,|,?\s(?:and|or|to))\s){0,4}
    | [Tt]urn(?:ed|s|ing)\s | (?:younger|older)\sthan\s
    )$
    | (?<=[a-z],\s)(?:now|both)\s$
    | \b(?:man|woman|boy|girl|teenager|youth|pensioner|student|pupil|driver|cyclist|pedestrian|passenger
      |motorist|victim|suspect|son|daughter|brother|sister|father|mother|husband|wife|grand\w+),\s$
    | (?:^|(?<=[a-z]\s)|(?<=[a-z],\s)|(?<=[A-Z]\.\s)|(?<=[rs]\.\s)|(?<=[a-z]\s-\s))(?!\w+day\b)
      [A-Z][\w'’-]+(?:,?\s[JS]r\.)?\s?[,(]\s?$""",
    re.VERBOSE,
)
_AGE_LIMIT = re.compile(
    r"\b(?:child(?:ren)?|minors?|kids?|boys?|girls?|people|those|anyone|adults?|women|men|teenagers?|pensioners?|voters?|residents?|patients?|workers?)\s(?:aged\s)?"
    r"(?:under|over|below|above)\s$",
    re.IGNORECASE,
)
# The age is closed off again: "said Smith, 42, who left", not "in May, 42 people".
_AGE_CLOSED = re.compile(r"\s?[,)](?!\d)|\.$")
# What is measured ("under 5 minutes") is no bare age.
_MORE = re.compile(rf"[\s-](?:{UNIT}|per\s?cent|times)\b|\s?%")
# "died at 91", "elected at | 29".
_AGE_AT = re.compile(
    r"\b(?:died|dead|die|dies|retire[ds]?|retiring|married|widowed|elected|appointed|debut\w*)\s(?:\w+\s){0,2}at\s$"
)


def is_age(text: str, start: int, end: int, spelled: bool = False) -> bool:
    """Whether the bare number at `start:end` is told to be an age by what stands beside it; in letters it
    needs a word that says so: not "Smith, forty, said"."""
    before = _AGE_BEFORE.search(text, max(start - 40, 0), start)
    closed = _AGE_CLOSED.match(text, end) is not None
    if spelled:
        said = before is not None and before.group().lower().rsplit(None, 1)[-1] in {"aged", "of", "both"}
        return said and not _MORE.match(text, end)
    if before and (before["word"] or closed):
        return True
    if closed and _AGE_AT.search(text, max(start - 40, 0), start):
        return True
    return _AGE_LIMIT.search(text, max(start - 40, 0), start) is not None and not _MORE.match(text, end)
