"""What each cue of a sentence reports: the passage beside it, or a clause."""

from briefing.extracting.frames import Cutting, Frame
from briefing.grammar.cues import Cue, Strength, Token
from briefing.grammar.subjects import Range
from briefing.grammar.word_classes import (
    DETERMINERS,
    PERSONAL,
    PREPOSITIONS,
    PRONOUNS,
    TIMES,
    is_adverb,
    is_verb,
    word_set,
)

_PAUSES = frozenset({",", ":", "—", "–", "-"})
# No clause without "that" begins so: "said to", "said as much", "said when".
_NO_CLAUSE = word_set(
    """that to as and or but who when while because after before if since until like than"""
)
# "The plan failed badly, he said on Monday" reports; with "he hopes on Monday" it does not.
_THINKING = word_set("feel think hope fear believe indicate point swear vow promise expect")
# After these the verb of the clause may come three times as late as after others.
_FREE_WITH_CLAUSES = frozenset({"say", "tell", "think", "believe"})
_AHEAD = 18  # tokens between a cue and the "that" or the passage it brings
_CLAUSE_AHEAD = 9  # tokens in which the verb of a clause without "that" must come


def reported(cutting: Cutting, number: int) -> Frame | None:
    """What the cue of that number reports; None without a speaker or without clear words."""
    cue, voice = cutting.cues[number], cutting.voices[number]
    # "It is worth noting that": nobody notes.
    if voice is None or (cue.participle and cutting.tokens[voice[0]].lower == "it"):
        return None
    cutting.reading = number
    said = _according(cutting, cue, voice) if cue.according else _said(cutting, cue, voice, number)
    return None if said is None else said.by(cutting.voice(cue, voice))


def _said(cutting: Cutting, cue: Cue, voice: Range, number: int) -> Frame | None:
    inverted = voice[0] >= cue.last
    after = voice[1] if inverted else cue.last
    before = cue.first if inverted or cue.participle else voice[0]
    limit = _limit(cutting, number)
    return (
        # The surest first: a passage beside the cue, then a clause.
        _passage_before(cutting, cue, before, (after, limit))
        or _passage_after(cutting, cue, after, limit)
        or _clause_after(cutting, cue, after, limit)
        or _clause_before(cutting, cue, before, after)
    )


def _limit(cutting: Cutting, number: int) -> int:
    """Where what the cue reports must end: before the next cue of the same rank."""
    tokens, own = cutting.tokens, cutting.cues[number]
    for cue, voice in zip(cutting.cues[number + 1 :], cutting.voices[number + 1 :], strict=True):
        borrowed = voice is None or cue.participle or voice[1] <= own.first
        start = cue.first if voice is None or borrowed else min(cue.first, voice[0])
        if start <= own.last:
            continue
        before = tokens[start - 1].lower
        # "…, adding that" and "… but called": what the first verb reports ends before them.
        if cue.participle and before in {",", "and"}:
            return start - 1
        # The comma is inside the marks: "is growing," adding that.
        if cue.participle and tokens[start - 1].is_passage:
            return start
        if before in {"and", "but", "while"}:
            return start - 2 if tokens[start - 2].lower == "," else start - 1
    return cutting.end


# -- passages in marks


def _passage_before(cutting: Cutting, cue: Cue, before: int, rest: Range) -> Frame | None:
    """ "A," she said; and the rest of it: "A," she said, "B." """
    at = before - 1
    if at > 0 and cutting.tokens[at].lower in _PAUSES:
        at -= 1
    if cue.participle or at < 0 or not cutting.is_free(at):
        return None
    begin = _clause_start(cutting, at)
    pieces = [*cutting.said_within(begin, at), at]
    # Only the end of the clause is in marks: The towns had "nothing to hide," he said.
    if len(pieces) <= at - begin:
        return cutting.mixed(pieces, begin, at + 1)
    following = _next_passage(cutting, *rest)
    return cutting.direct(pieces if following is None else [*pieces, following])


def _clause_start(cutting: Cutting, at: int) -> int:
    """Where the clause that ends at `at` begins: after a colon or what another cue reports."""
    start = at
    while start > 0 and cutting.tokens[start - 1].lower not in {";", ":"} and not cutting.is_taken(start - 1):
        start -= 1
    while 0 < start < at and cutting.tokens[start].lower in {",", "and", "but"}:
        start += 1
    return start


def _next_passage(cutting: Cutting, after: int, limit: int) -> int | None:
    """The passage that follows after a pause, with only "on Monday in Minsk" between."""
    for index in range(after, limit):
        token = cutting.tokens[index]
        # "A," she said, and left: without a pause before it a passage is no second half.
        paused = index > 0 and cutting.tokens[index - 1].lower in _PAUSES
        if token.is_passage:
            return index if paused and cutting.is_free(index) else None
        if token.lower in {"that", ";"} or (index - after > _AHEAD and token.lower == ","):
            return None
    return None


def _passage_after(cutting: Cutting, cue: Cue, after: int, limit: int) -> Frame | None:
    """He said, "A." and: he told reporters in Minsk: "A." "B." """
    index = after if after in cutting.passages else _next_passage(cutting, after, limit)
    if index is None and cue.strength is Strength.REPORTS:
        index = _past_adjunct(cutting, after, limit)
    if index is None or index >= limit or not cutting.is_free(index):
        return None
    paused = index != after
    # "called "Go" a great song" names it; "said "it failed" again" borrows words.
    if not paused and (cue.strength is Strength.JUDGES or _begins_small(cutting, index)):
        return None
    runs = cutting.tokens[index - 1].lower == ":" or not paused
    return cutting.direct(cutting.run_from(index, limit) if runs else [index])


def _past_adjunct(cutting: Cutting, after: int, limit: int) -> int | None:
    """The passage that ends a sentence behind nothing but "in a statement" or "to reporters"."""
    if after >= limit or cutting.tokens[after].lower not in PREPOSITIONS:
        return None
    for index in range(after + 1, min(limit, after + _AHEAD)):
        token = cutting.tokens[index]
        if token.is_passage:
            return index if index + 1 >= cutting.end and not _begins_small(cutting, index) else None
        if not token.is_word or is_verb(token.lower) or token.lower == "that":
            return None
    return None


def _begins_small(cutting: Cutting, index: int) -> bool:
    return cutting.passages[index].inner.of(cutting.text)[:1].islower()


def _words_after(cutting: Cutting, after: int, limit: int) -> Frame | None:
    """Words in marks anywhere in what follows: called the idea "a disaster"."""
    pieces = cutting.said_within(after, limit)
    return cutting.mixed(pieces, after, limit) if pieces else None


# -- clauses


def _clause_after(cutting: Cutting, cue: Cue, after: int, limit: int) -> Frame | None:
    start = None
    if cue.strength is not Strength.JUDGES:
        start = _that(cutting, after, limit)
    if start is None and cue.strength is Strength.REPORTS:
        start = _bare_clause(cutting, cue, after, limit)
    return _words_after(cutting, after, limit) if start is None else cutting.clause(start, limit)


def _that(cutting: Cutting, after: int, limit: int) -> int | None:
    """The "that" that opens the reported clause; not one that means the word before it."""
    for index in range(after, min(limit, after + _AHEAD)):
        token = cutting.tokens[index]
        if token.lower == "that" and index + 2 < limit:
            # "said the man that came": "that" before a verb means the word before it.
            return None if index > after and _is_finite(cutting.tokens[index + 1]) else index
        if token.is_passage or token.lower in {";", ":"}:
            return None
        if index > after and is_verb(token.lower) and token.lower not in TIMES:
            return None
    return None


def _bare_clause(cutting: Cutting, cue: Cue, after: int, limit: int) -> int | None:
    """Where "said (on Monday) he would" begins to report; None where nothing like a clause is."""
    start = _past_recipient(cutting, after, limit) if cue.verb == "tell" else after
    if start is None:
        return None
    start = _past_time(cutting, start, limit)
    # At least three words: "said he would", not "said yes".
    if limit - start < 3 or not cutting.tokens[start].is_word:
        return None
    first = cutting.tokens[start]
    if (
        first.lower in _NO_CLAUSE
        or first.lower in PREPOSITIONS
        or is_adverb(first.lower)
        or _is_finite(first)
    ):
        return None
    return start if _has_verb(cutting, cue, start, limit) else None


def _has_verb(cutting: Cutting, cue: Cue, start: int, limit: int) -> bool:
    """Whether a clause begins at `start`, and no mere object ("claimed a victory")."""
    loose = cue.verb in _FREE_WITH_CLAUSES or cutting.tokens[start].lower in PERSONAL
    ahead = 3 * _CLAUSE_AHEAD if loose else _CLAUSE_AHEAD
    for token in cutting.tokens[start + 1 : min(limit, start + ahead)]:
        if _is_finite(token) or (loose and _may_be_verb(token)):
            return True
        if not loose and token.lower == ",":
            return False
    return False


def _past_recipient(cutting: Cutting, after: int, limit: int) -> int | None:
    """Where a clause begins after "told reporters", "told the Post", "told me"."""
    for at in range(after, min(limit, after + 6)):
        token = cutting.tokens[at]
        if not token.is_word:
            return None
        if at > after and (token.lower in PRONOUNS or token.lower in DETERMINERS):
            return at
    return None


def _past_time(cutting: Cutting, start: int, limit: int) -> int:
    at = start
    while at + 1 < limit:
        here, following = cutting.tokens[at].lower, cutting.tokens[at + 1].lower
        if here not in TIMES and not (here in {"on", "in", "this"} and following in TIMES):
            break
        at += 1
    return at


def _clause_before(cutting: Cutting, cue: Cue, before: int, after: int) -> Frame | None:
    """The plan failed, he said on Monday."""
    tokens, at = cutting.tokens, before - 1
    if cue.participle or cue.strength is not Strength.REPORTS or at < 3:
        return None
    if tokens[at].lower == "as" and tokens[at - 1].lower == ",":
        at -= 1
    begin = _clause_start(cutting, at)
    # "The plan failed badly, he said": at least four words, one of which may be a verb.
    if tokens[at].lower != "," or at - begin < 4 or not any(map(_may_be_verb, tokens[begin:at])):
        return None
    # "…, he said on Monday" reports what stands before, "…, he said the mayor left" what follows.
    ended = after >= cutting.end
    return (
        cutting.clause(begin, at)
        if ended or (cue.verb not in _THINKING and _is_adjunct(tokens[after]))
        else None
    )


def _is_adjunct(token: Token) -> bool:
    """Whether a place, a time or a participle begins here, and no clause."""
    return token.lower in PREPOSITIONS | TIMES | {",", "when", "after", "as"} or is_adverb(token.lower)


def _according(cutting: Cutting, cue: Cue, voice: Range) -> Frame | None:
    """According to Smith, A.  A, according to Smith."""
    if cue.first == 0:
        comma = voice[1] < cutting.end and cutting.tokens[voice[1]].lower == ","
        start, stop = voice[1] + comma, cutting.end
    else:
        stop = cue.first - (cutting.tokens[cue.first - 1].lower == ",")
        start = _clause_start(cutting, stop)
    if stop - start == 1 and cutting.is_free(start):
        return cutting.direct([start])
    return cutting.clause(start, stop) if stop - start > 2 else None


def _is_finite(token: Token) -> bool:
    return token.is_word and not token.capital and is_verb(token.lower)


def _may_be_verb(token: Token) -> bool:
    lower = token.lower
    return is_verb(lower) or "'" in lower or (lower.endswith("s") and not token.capital) or lower in PERSONAL
