"""Whether a sentence ends at a stop: rules on the mark, what closes after it, and the words on
either side. A rule looks no further than `REACH` characters, so that a text of one long line costs
no more than others."""

import re
from dataclasses import dataclass

from briefing.grammar.word_classes import PREPOSITIONS
from briefing.segmenting.abbreviations import (
    AFTER_CLOCK,
    AFTER_ORDINAL,
    CLOCK,
    COUNTED,
    LISTED,
    NEVER,
    OPENERS,
    SAID,
    SHORTENED,
    TITLES,
)

REACH = 80

_OPENING = "\"'“”‘„«»‹›([`¿¡ "
_QUOTES = frozenset("\"'”’»›«“＂」』")
_CLOSERS = _QUOTES | frozenset(")]}")
_PARTS = re.compile(r"[-–—/(\[{\"“”‘«]")
_WORD = re.compile(r"\w[\w’'.]*\w|\w")
# "A.B", "U.S", "R&D"
_ACRONYM = re.compile(r"[^\W\d_]{1,3}(?:[.&]{1,2}[^\W\d_]{1,3})+")
_ZONE = re.compile(r"[A-Z]{2,4}\b")
# "iPhone", "eBay": a small letter that does not go on.
_BRANDED = re.compile(r"[a-z]{1,4}[A-Z]")
_DASHED = re.compile(r"[—–-]{1,3}\s")
# The number or letter of a list item, a question or a figure: "1.", "b)", "Q.", "Table 2.".
_LABEL = re.compile(
    r"[\W_]*(?:(?:Figure|Fig\.|Table|Chart|Box|Exhibit|Chapter|Part|Section|Step)\s)?"
    r"(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivx]{1,4}|[IVX]{1,4}|P\.S)"
)
# "Why?" Ms Okafor asked; but "Why?" Lund said that he knew.
_SPEAKER = re.compile(
    r"(?:I|[A-Z][\w’'-]*\.?(?:\s[A-Z][\w’'-]*\.?){0,3})\s(?:[a-z]+ly\s)?(?P<verb>[a-z]+)\b"
    r"(?!\s(?:that|he|she|it|they|we|I|the|no)\b)"
)
# Neither side may look like a file, a site or an abbreviation.
_PLAIN = re.compile(r"[\"“‘'(]*(?:[A-Z]?[a-z]+[’'-])*[A-Z]?[a-z]{2,}")
# "left.The" but not "site.com", "Node.Js"
_BEGINNING = re.compile(r"[\"“]?(?:(?!(?:Com|Net|Org|Js|Io)\b)[A-Z][a-z]+(?![\w.@/])|[AI]\s)")


@dataclass(frozen=True, slots=True)
class Stop:
    """One possible end. `tail` is what closes after `mark`; `before` and `following` are the text
    on either side as far as rules look, `before` back to the start of the sentence if `near`;
    `glued`: no space follows; `caseless`: the block has no capital."""

    mark: str
    tail: str
    before: str
    following: str
    near: bool
    glued: bool
    caseless: bool

    @property
    def chunk(self) -> str:
        """All that stands before the mark without a space; "" right after a space."""
        return "" if self.before[-1:].isspace() else self.before.rsplit(None, 1)[-1]

    @property
    def word(self) -> str:
        """The word before the mark: what is left of the chunk after its last dash or opening mark."""
        return _PARTS.split(self.chunk)[-1].lstrip("'’`")

    @property
    def rest(self) -> str:
        """What follows, without opening marks."""
        return self.following.lstrip(_OPENING)

    @property
    def goes_on(self) -> bool:
        """Whether what follows starts with a small letter, where small letters mean something."""
        return self.rest[:1].islower() and not self.caseless and not _BRANDED.match(self.rest)


def ends_sentence(stop: Stop) -> bool:
    """Whether a sentence ends at this stop."""
    # An ellipsis or a bullet before any word ends nothing.
    if stop.near and not any(char.isalnum() for char in stop.before):
        return False
    # Chinese and Japanese marks need no space.
    if stop.mark[0] in "。！？":
        return True
    if stop.glued:
        return _ends_without_space(stop)
    # "Wait! — he left", "(really?), he": the sentence goes on.
    if stop.following[0] in ",;:)]}" or _DASHED.match(stop.following):
        return False
    if stop.mark != ".":
        return not stop.goes_on and not _speaker_follows(stop)
    return _ends_at_full_stop(stop)


def _ends_without_space(stop: Stop) -> bool:
    """For sloppy text: "left.The" ends a sentence; "U.S.A", "site.com" and "Mr.Khan" do not."""
    if not _BEGINNING.match(stop.following):
        return False
    closed = not _CLOSERS.isdisjoint(stop.tail)
    return closed or (_PLAIN.fullmatch(stop.chunk) is not None and stop.word not in LISTED)


def _speaker_follows(stop: Stop) -> bool:
    """Whether words in marks are followed by who says them: "Why?" Ms Okafor asked."""
    if _QUOTES.isdisjoint(stop.tail):
        return False
    found = _SPEAKER.match(stop.following)
    return found is not None and found["verb"] in SAID


def _ends_at_full_stop(stop: Stop) -> bool:
    closed = not _CLOSERS.isdisjoint(stop.tail)
    word = stop.word
    if not word:  # "said ." in tokenised text, or a closing mark that stands before the full stop
        return not (stop.goes_on and stop.chunk) and not _set_apart(stop)
    # "the plan failed. he left": an ordinary word stands before it, so the typing is sloppy.
    if stop.goes_on:
        return not closed and len(word) > 2 and word.isalpha() and word.islower() and word not in LISTED
    # "1. The cost", "Table 2. The cost": a label belongs to what it labels.
    if stop.near and not stop.tail and _LABEL.fullmatch(stop.before):
        return False
    abbreviated = _ACRONYM.fullmatch(word) or word in LISTED
    # "etc.)" may go on after the bracket.
    if closed and not (abbreviated and stop.tail.startswith((")", "]"))):
        return True
    return _ends_after_word(stop, word)


def _set_apart(stop: Stop) -> bool:
    """Whether a tokeniser parted the full stop from a title, an initial or a month: "Mr . Lund"."""
    before = "" if stop.chunk or stop.tail else stop.before.rstrip().rpartition(" ")[2]
    title = before.capitalize() if stop.caseless or before.isupper() else before
    dated = title in COUNTED and stop.rest[:1].isdigit()
    return title in TITLES or dated or (len(before) == 1 and before.isupper() and before != "I")


def _ends_after_word(stop: Stop, word: str) -> bool:
    """Whether a full stop right after `word` ends a sentence, where no small letter follows."""
    flat = stop.caseless or word.isupper()
    forms = {word, word.capitalize()} if flat else {word}
    found = _WORD.match(stop.rest)
    follower = found.group() if found else ""
    opens = follower in OPENERS or (
        follower.capitalize() in OPENERS and (stop.caseless or follower.isupper())
    )
    dated = follower in AFTER_CLOCK or (stop.tail.strip() or stop.rest)[:1].isdigit()
    ordinal = word.isdecimal() and follower in AFTER_ORDINAL  # "am 3. März"
    if ordinal or not forms.isdisjoint(TITLES | NEVER) or word.lower() in {"e.g", "i.e"}:
        return False
    # "No. 5", "Jan. 5", "etc. 5": a figure or a day goes with the abbreviation.
    if not forms.isdisjoint(COUNTED) or word == "etc":
        return not dated
    # "5 p.m. EST", "5 p.m. Monday"
    if word.lower() in CLOCK:
        # Where case says nothing, "9 A.M. ON TUESDAY" goes on.
        onward = (stop.caseless or follower.isupper()) and follower.lower() in PREPOSITIONS
        return not onward and (opens or not (dated or _ZONE.match(stop.following)))
    if word == "I":  # the pronoun after a small letter, else an initial
        return opens or stop.before[-3:-2].islower()
    # "J. K. Lund", "p. 5", "v. Smith", "z. B. Lund"
    initial = len(word) == 1 and word.isalpha()
    if initial or _ACRONYM.fullmatch(word) or not forms.isdisjoint(SHORTENED):
        return opens
    return True
