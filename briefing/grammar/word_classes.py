"""Classes of English words that tell a noun phrase from a clause. Lists and endings, no tagger."""

import re


def word_set(listed: str) -> frozenset[str]:
    """The words of a list written as one string."""
    return frozenset(listed.split())


PRONOUNS = word_set("he she they i we you it who")
# "said he would": with one of these a clause surely begins.
PERSONAL = word_set("he she they i we")
RELATIVES = frozenset({"who", "which", "that"})
QUALIFIERS = word_set("""same such own other latest new recent key few several different better great""")
"""Words after which a form of "note" or "report" is a noun."""
DETERMINERS = word_set(
    """the a an this that these those his her their its our my your some many several most one two
    three four five  both another other no all any few every each"""
)
# As tokenisers cut them off: 's, 're.
BE = word_set("is are was were be been being am 's 're")
HELPERS = BE | word_set(
    """has have had will would did does do could can may might should shall must not n't didn't doesn't
    don't won't  wouldn't hasn't haven't hadn't wasn't isn't aren't couldn't can't 'd 've 'll"""
)
ADVERBS = word_set(
    """also later then still now once often always never ever just even earlier again soon too first
    further  meanwhile however instead though yet so thus long already elsewhere afterward
    afterwards"""
)
SUBORDINATORS = word_set(
    """that but when while because as after before if though although since where which what how
    whether than until  unless why whose and or nor like so"""
)
PREPOSITIONS = word_set(
    """in on at by for from of to with about into during over under against between through among amid
    upon within  without via per near behind beyond despite including regarding concerning following
    toward towards"""
)
WEEKDAYS = tuple("monday tuesday wednesday thursday friday saturday sunday".split())
MONTHS = tuple(
    "january february march april may june july august september october november december".split()
)
DAYS = frozenset({*WEEKDAYS, *MONTHS, "yesterday", "today", "tomorrow", "tonight"})
MAY_BE_NAMES = frozenset({"may", "march", "april", "june", "august"})
"""Months that are also people's names, or a verb."""
TIMES = DAYS | word_set(
    """morning afternoon evening night week month year weekend day late early last next earlier later
    ago recently"""
)
# Regular ones are told by -ed.
_PASTS = word_set(
    """came went took made left got gave met saw won lost led ran held kept began told said became grew
    knew sent built  brought fell rose set put cut hit paid spent stood wrote drew drove broke chose
    sat spoke felt meant sought threw  struck withdrew shot stole swept flew wore bore rode
    shook slept taught thought understood sang sank  swung stuck dug fled fought found forgot
    froze hid hung laid lay let rang beat bought caught"""
)


CHANGES = (
    "r[io]se|risen|rising|gr[eo]w|jump|climb|surg|increas|gain|soar|doubl|f[ae]ll|drop|slump|shr[aiu]nk|declin"
    "|decreas|los[et]|slid|edg|plung|tumbl|dip"
)
"""A pattern of the stems of verbs by which figures change, lower case."""


def is_verb(lower: str) -> bool:
    """Whether a word outside any list of nouns is likely a finite verb; errs towards no."""
    return lower in HELPERS or lower in _PASTS or lower.endswith("n't") or _is_past(lower)


def _is_past(lower: str) -> bool:
    # More than four letters: "need", "shed" and "red" are no pasts.
    if lower.endswith("eed"):  # "speed", "exceed"
        return lower in {"agreed", "disagreed", "freed", "guaranteed", "decreed"}
    return lower.endswith("ed") and len(lower) > 4 and lower not in {"united", "hundred", "retired"}


def is_adverb(lower: str) -> bool:
    """Whether the word may stand between a speaker and the verb."""
    return lower in ADVERBS or (
        lower.endswith("ly") and lower not in {"family", "italy", "july", "ally", "assembly"}
    )


FUNCTION = (
    PREPOSITIONS
    | DETERMINERS
    | SUBORDINATORS
    | HELPERS
    | PRONOUNS
    | word_set("more less than per ago later earlier")
)
"""Words that are no part of a noun phrase, or only open one."""
_PLURALS = word_set(
    "people men women children police feet teeth fish sheep aircraft troops media staff data cattle personnel"
)
# "gunmen", "grandchildren", not "specimen" or "abdomen".
_PLURAL_ENDS = re.compile(r"(?:[^iou]men|women|children|people)$")
_NEXT_WORD = re.compile(r"[\s-]([^\W\d_][\w'’-]*)")
# Words looked at for a plural noun: "three senior aides".
_NOUN_REACH = 3


def is_plural(lower: str) -> bool:
    """Whether a noun is likely of more than one."""
    return (
        lower in _PLURALS
        or _PLURAL_ENDS.search(lower) is not None
        or (
            # "gas", "press", "virus", "crisis" and "Lund's" are no plurals.
            len(lower) > 3 and lower.endswith("s") and not lower.endswith(("ss", "us", "is", "'s", "’s"))
        )
    )


def is_counted(text: str, end: int) -> bool:
    """Whether a plural noun follows at `end`, with at most two words before it: "three senior aides"."""
    for _ in range(_NOUN_REACH):
        found = _NEXT_WORD.match(text, end)
        if found is None or found[1].lower() in FUNCTION:
            return False
        if is_plural(found[1].lower()):
            return True
        end = found.end()
    return False
