"""The noun phrase beside a reporting verb: who speaks. Word classes only, no parser."""

from collections.abc import Sequence

from briefing.grammar.cues import REPORTING, Token
from briefing.grammar.names import ABBREVIATED_ROLES, HONORIFICS
from briefing.grammar.word_classes import (
    DAYS,
    DETERMINERS,
    HELPERS,
    MAY_BE_NAMES,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
    TIMES,
    is_adverb,
    is_verb,
)

Range = tuple[int, int]
_INSIDE = frozenset("'’&-/$%")  # punctuation that may stand inside a noun phrase
_DASHES = frozenset("-–—―")
_DATELINE = 12  # tokens: "WASHINGTON, D.C., Nov. 25 (Reuters) --"
_FROM_WORDS = frozenset({"from", "of", "at", "with", "for"})
_FROM = 6  # tokens from the comma to the name of where somebody is from
_REACH = 40  # tokens; no noun phrase with its apposition is longer


def subject_before(tokens: Sequence[Token], end: int, floor: int) -> Range | None:
    """The tokens of the subject that ends just before `end` and does not reach below `floor`;
    with its apposition ("Smith, a lawyer,"). None where there is none."""
    last, floor = end - 1, max(floor, _past_dateline(tokens, end))
    if last < floor or tokens[last].is_passage:
        return None
    if is_pronoun(tokens[last].lower):
        return last, end
    # "Karin Lund, who said": the pronoun speaks.
    if tokens[last].lower in RELATIVES:
        return (last, end) if last > floor and _is_relative(tokens, last) else None
    # "Karin Lund, the mayor, said", "Lund (D-Ohio) said".
    if tokens[last].lower in {",", "—", "–", ")", "-"}:
        return _with_apposition(tokens, last, floor)
    return _phrase_before(tokens, end, floor)


def subject_between(tokens: Sequence[Token], start: int, end: int) -> Range | None:
    """Everything between a quotation and its verb, where that is one noun phrase with whatever
    is added to it: "…," Smith, 30, of Leeds, who was there, said."""
    if end - start > _REACH or start >= end:
        return None
    first = tokens[start]
    # "In a statement Lund said" is more than a noun phrase.
    if not first.is_word or first.lower in PREPOSITIONS | SUBORDINATORS or _is_opener(first.lower):
        return None
    if any(token.is_passage or token.lower in {":", ";"} for token in tokens[start:end]):
        return None
    return start, end - 1 if tokens[end - 1].lower == "," else end


def _is_relative(tokens: Sequence[Token], index: int) -> bool:
    """Whether "who", "which" or "that" stands behind the noun it means."""
    before = tokens[index - 1]
    if tokens[index].lower != "that":
        return before.is_word or before.lower in {",", ")"}
    # "the man that said so"; not "said that" or "on Monday that".
    return before.is_word and before.lower not in REPORTING and before.lower not in TIMES


def _with_apposition(tokens: Sequence[Token], last: int, floor: int) -> Range | None:
    """The phrase before the first of two commas, if the second is at `last`."""
    closing = tokens[last].lower
    opening = "(" if closing == ")" else closing
    at = last - 1
    lowest = max(floor, last - _REACH)
    while at > lowest:
        token = tokens[at]
        if token.lower in {";", ":"} or (token.is_passage and not tokens[at - 1].is_word):
            return None
        # ", and" joins clauses; it opens no apposition.
        if token.lower == opening and at < last - 1 and tokens[at + 1].lower not in {"and", "but"}:
            head = _phrase_before(tokens, at, floor)
            if head is not None and _is_nominal(tokens, head):
                return _named_start(tokens, head[0], floor), last if closing == "," else last + 1
        at -= 1
    return _phrase_before(tokens, last, floor) if tokens[last - 1].lower == ")" else None


def _named_start(tokens: Sequence[Token], start: int, floor: int) -> int:
    """Where the name before a phrase that describes it begins: *Ann Lund*, a lawyer for the port, which …,
    *Ann Lund*, from the School of Law, Arts and …"""
    comma = next(
        (at for at in range(start - 1, max(floor, start - _FROM), -1) if tokens[at].lower == ","), start
    )
    opener = tokens[min(comma + 1, start)].lower
    if comma == start or opener not in ({"a", "an", "the"} if comma + 1 == start else _FROM_WORDS):
        return start
    name = _phrase_before(tokens, comma, floor)
    named = name is not None and all(token.capital for token in tokens[slice(*name)] if token.is_word)
    return name[0] if name and named else start


def _is_nominal(tokens: Sequence[Token], phrase: Range) -> bool:
    first = tokens[phrase[0]]
    return (first.capital or first.lower in DETERMINERS) and not tokens[phrase[1] - 1].lower[:1].isdigit()


def _phrase_before(tokens: Sequence[Token], end: int, floor: int) -> Range | None:
    start = _before_bracket(tokens, end, floor)
    lowest = max(floor, end - _REACH)
    while start > lowest and not _stops(tokens, start - 1, end):
        start -= 1
    # "Lund and Ruiz said": both.
    if start > floor and tokens[start - 1].lower == "and" and start < end:
        left = _phrase_before(tokens, start - 1, floor)
        if left is not None and (left[0] == floor or not tokens[left[0] - 1].is_word):
            return left[0], end
    return _trimmed(tokens, start, end)


def _before_bracket(tokens: Sequence[Token], end: int, floor: int) -> int:
    """Past "(D-Ohio)" at the end of a phrase."""
    if end - 1 > floor and tokens[end - 1].lower == ")":
        for at in range(end - 2, max(floor, end - 10), -1):
            if tokens[at].lower == "(":
                return at
    return end


def is_pronoun(lower: str) -> bool:
    """Whether the word is a pronoun that can be a subject, also as in "he's"."""
    return lower.partition("'")[0] in PRONOUNS - RELATIVES


def _stops(tokens: Sequence[Token], index: int, end: int) -> bool:
    token = tokens[index]
    if not token.is_word:
        return token.lower not in _INSIDE | {"."}
    if token.lower in SUBORDINATORS or (token.lower in HELPERS and not token.capital):
        return True
    finite = token.lower in REPORTING and not token.capital and REPORTING[token.lower][1] != "base"
    if finite or (is_verb(token.lower) and not token.capital):
        # "the elected mayor said": a participle between an article and its noun is no verb.
        return index == 0 or tokens[index - 1].lower not in DETERMINERS or index + 1 == end
    return is_pronoun(token.lower) and index + 1 != end


def _trimmed(tokens: Sequence[Token], start: int, end: int) -> Range | None:
    """Without what stands before the noun phrase: "In a statement on Tuesday", "Later"."""
    while start < end and (_is_opener(tokens[start].lower) or not tokens[start].is_word):
        start += 1
    if start < end and tokens[start].lower in PREPOSITIONS:
        start = _after_phrase(tokens, start, end)
    # "one said" and "some said" have a speaker, "said the" has none.
    if start >= end or tokens[end - 1].lower in PREPOSITIONS | DETERMINERS - {
        "one",
        "many",
        "most",
        "some",
        "all",
        "both",
    }:
        return None
    if tokens[end - 1].lower.endswith("'s") or tokens[start].lower in PREPOSITIONS:
        return None
    # A single small word must be plural: "officials said", not "report said".
    if end - start == 1 and not (tokens[start].capital or _is_plural(tokens[start].lower)):
        return None
    return start, end


def _is_opener(lower: str) -> bool:
    # "April Lund said": such a month may begin the name.
    return is_adverb(lower) or lower in DAYS - MAY_BE_NAMES or lower in {"but", "and"}


def _after_phrase(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where a new noun phrase begins after a leading preposition's own; `end` if nowhere."""
    for at in range(start + 2, end):
        token, before = tokens[at], tokens[at - 1]
        begins = token.capital or token.lower in DETERMINERS or token.lower in PRONOUNS
        ended = before.lower in TIMES or not (
            before.capital or before.lower in PREPOSITIONS or before.lower in DETERMINERS
        )
        if begins and ended and before.is_word and token.lower not in DAYS:
            return at
    return end


def subject_after(tokens: Sequence[Token], start: int, end: int, apposed: bool = True) -> Range | None:
    """The tokens of an inverted subject ("said Peskov, the spokesman") from `start` on, with what
    is added to it after a comma only if `apposed`."""
    if start >= end or not tokens[start].is_word:
        return None
    if tokens[start].lower in PRONOUNS:
        return start, start + 1
    first = tokens[start]
    if (
        first.lower in DAYS
        or first.lower in PREPOSITIONS
        or first.lower in SUBORDINATORS
        or is_adverb(first.lower)
    ):
        return None
    at = _phrase_end(tokens, start, end)
    begins = first.capital or first.lower in DETERMINERS or _is_plural(first.lower)
    if not begins and not tokens[at - 1].capital:
        return None  # "said election lawyer Joe Smith" is a speaker, "said nothing more" is none
    if tokens[at - 1].lower in DETERMINERS:
        return None
    # Past "(D-Ohio)".
    if at < end and tokens[at].lower == "(":
        at = next((i + 1 for i in range(at, min(end, at + 10)) if tokens[i].lower == ")"), at)
    while apposed and at + 1 < end and tokens[at].lower == "," and _is_apposed(tokens, start, at, end):
        at = _apposition_end(tokens, at + 1, end)
    return start, at


def _is_plural(lower: str) -> bool:
    return (lower.endswith("s") and lower not in PREPOSITIONS and len(lower) > 4) or lower in {
        "police",
        "people",
        "he's",
    }


def _phrase_end(tokens: Sequence[Token], start: int, end: int) -> int:
    at = start
    while at < end and at - start < _REACH:
        token = tokens[at]
        # The marks of a title stand inside ("the author of "Cold Harbour""), those of a quotation do not.
        title = token.is_passage and at > start and tokens[at - 1].is_word
        if not (token.is_word or title or token.lower in _INSIDE or _is_abbreviating(tokens, at, end)):
            break
        following = tokens[at + 1].lower if at + 1 < end else ""
        # "a spokesman for the ministry | in Minsk": only few prepositions stay inside.
        if token.lower in PREPOSITIONS and (
            token.lower not in {"of", "for", "from", "with"} or following in DAYS
        ):
            break
        if (token.lower in SUBORDINATORS and token.lower != "and") or token.lower == "who":
            break
        if is_verb(token.lower) and tokens[at - 1].lower not in DETERMINERS:
            break
        # "said Lund | on Monday", "said Lund | last week".
        if at > start and (
            token.lower in DAYS or is_adverb(token.lower) or token.lower in {"last", "this", "who"}
        ):
            break
        at += 1
    return max(at, start + 1)


def _is_abbreviating(tokens: Sequence[Token], index: int, end: int) -> bool:
    """Whether the full stop at `index` belongs to the word before it: "Rep. Lund", "a U.S. official"."""
    if tokens[index].lower != "." or index + 1 >= end or not tokens[index + 1].is_word:
        return False
    before = tokens[index - 1].lower
    return before in ABBREVIATED_ROLES or before in HONORIFICS or "." in before or len(before) == 1


def _is_apposed(tokens: Sequence[Token], start: int, comma: int, end: int) -> bool:
    """Whether what stands behind a comma is added to the phrase before it: a description to a name, or the
    name to a description ("said its chief, | Ann Lund")."""
    if _is_apposition(tokens[comma + 1]):
        return True
    described = tokens[start].lower in DETERMINERS and not tokens[comma - 1].capital
    behind = range(comma + 1, _apposition_end(tokens, comma + 1, end))
    named = all(tokens[at].capital or not tokens[at].is_word for at in behind)
    return described and named and tokens[comma + 1].lower not in DAYS


def _is_apposition(token: Token) -> bool:
    return token.lower in {"a", "an", "the", "who", "whose", "his", "her", "one"} or (
        token.is_word
        and (token.lower[0].isdigit() or token.lower in {"former", "chairman", "director", "president"})
    )


def _apposition_end(tokens: Sequence[Token], start: int, end: int) -> int:
    at = start
    while at < end and at - start < _REACH:
        if tokens[at].lower in {",", ";", ":", "—", "–"} or (
            tokens[at].is_passage and not tokens[at - 1].is_word
        ):
            break
        at += 1
    while at > start + 1 and tokens[at - 1].lower in {".", "!", "?"}:
        at -= 1
    return at


def _past_dateline(tokens: Sequence[Token], end: int) -> int:
    """Where a sentence begins after "OSLO, Norway (AP) —"; 0 where no dateline opens it."""
    for at in range(1, min(end, _DATELINE)):
        if tokens[at].lower in _DASHES:
            return at + 1 + (tokens[at + 1].lower in _DASHES) if tokens[0].capital else 0
        if tokens[at].is_passage or (tokens[at].is_word and not _in_dateline(tokens[at])):
            return 0
    return 0


def _in_dateline(token: Token) -> bool:
    return token.capital or token.lower.isdigit()


def leading_subject(tokens: Sequence[Token], end: int) -> Range | None:
    """The noun phrase that opens a sentence: whose a later participle or colon is."""
    start = _past_dateline(tokens, end)
    while start < end and (_is_opener(tokens[start].lower) or tokens[start].lower == ","):
        start += 1
    if start < end and tokens[start].lower in PREPOSITIONS:
        comma = next((i for i in range(start, end) if tokens[i].lower == ","), end)
        start = comma + 1
    if start >= end:
        return None
    found = subject_after(tokens, start, end)
    if found is None or not tokens[start].capital or tokens[start].lower in DETERMINERS:
        return found
    # No verb is known here, so a name ends where its capitals do.
    stop = start + 1
    while stop < found[1] and (
        tokens[stop].capital or tokens[stop].lower in {"of", "the", "and", "for", "de", "&"}
    ):
        stop += 1
    return start, stop
