"""Whose each cue of a sentence is."""

from collections.abc import Sequence

from briefing.grammar.cues import Cue, Token
from briefing.grammar.subjects import (
    Range,
    is_pronoun,
    leading_subject,
    subject_after,
    subject_before,
    subject_between,
)
from briefing.grammar.word_classes import is_verb, word_set

_PLURALS = frozenset(
    {"people", "police", "men", "women", "who", "that", "all", "some", "many", "most", "few", "both"}
)
_OPENERS = word_set("if when while because as after before though although since once until unless whereas")
_JOINING = frozenset({"and", "but", "then", "while", ";"})


def find_voices(tokens: Sequence[Token], cues: Sequence[Cue], end: int) -> list[Range | None]:
    """For each cue the tokens that say who speaks, None where the sentence does not say."""
    found: list[Range | None] = []
    floor = 0
    for cue in cues:
        found.append(_voice(tokens, cue, found, floor, end))
        floor = cue.last
    return found


def main_subject(tokens: Sequence[Token], end: int) -> Range | None:
    """Whom a sentence is about: the subject of its first verb before token `end`, behind a clause that opens
    it ("If Lund left, | Roe was surprised")."""
    start = _main_clause(tokens, end)
    for index in range(start + 1, end):
        if tokens[index].is_word and is_verb(tokens[index].lower):
            return subject_before(tokens, index, start)
    return leading_subject(tokens, end)


def _main_clause(tokens: Sequence[Token], end: int) -> int:
    """Where the main clause begins; 0 where no other clause opens the sentence, or not surely: a second comma
    before the next verb may be of an apposition, "When Lund, the mayor, left"."""
    if tokens[0].lower not in _OPENERS:
        return 0
    start = next((at + 1 for at in range(1, end) if tokens[at].lower == ","), 0)
    verb = next((at for at in range(start + 1, end) if is_verb(tokens[at].lower)), end)
    apposed = any(token.lower == "," for token in tokens[start:verb])
    return 0 if apposed else start


def _voice(
    tokens: Sequence[Token], cue: Cue, known: Sequence[Range | None], floor: int, end: int
) -> Range | None:
    if cue.according:
        # "According to Smith, the plan": first in a sentence, the comma ends the speaker.
        return subject_after(tokens, cue.last, end, apposed=cue.first > 0)
    if cue.participle:
        return _borrowed(tokens, known, cue.first) or main_subject(tokens, cue.first)
    if cue.first <= floor:
        starts = cue.first == 0 and cue.verb == "say"  # "Said Smith: …"
        return subject_after(tokens, cue.last, end) if starts else None
    # "Lund left and said": the same subject.
    if tokens[cue.first - 1].lower in {"and", "but", "then"}:
        return (known[-1] if known else None) or main_subject(tokens, cue.first - 1)
    subject = _finite_subject(tokens, cue, known, floor)
    # After a comma or a passage the speaker may follow: "…," said Lund.
    if subject is None and (tokens[cue.first - 1].lower == "," or tokens[cue.first - 1].is_passage):
        subject = subject_after(tokens, cue.last, end)
    # "the man say": the base form wants a plural, else it is a noun or an order.
    return subject if subject and (_is_plural(tokens, subject) or not cue.plural) else None


def _finite_subject(
    tokens: Sequence[Token], cue: Cue, known: Sequence[Range | None], floor: int
) -> Range | None:
    passage = _passage_before(tokens, cue, known, floor)
    between = None if passage is None else subject_between(tokens, passage + 1, cue.first)
    # An apposition may hold a cue of its own: "Smith, who said so before, said".
    lowest = 0 if tokens[cue.first - 1].lower in {",", "—", "–"} else floor
    return between or subject_before(tokens, cue.first, lowest)


def _passage_before(
    tokens: Sequence[Token], cue: Cue, known: Sequence[Range | None], floor: int
) -> int | None:
    """The quotation that waits for its speaker before this cue."""
    if known and known[-1] is not None and tokens[known[-1][0]].lower in {"who", "which", "that"}:
        floor = 0
    for index in range(cue.first - 1, floor - 1, -1):
        if tokens[index].is_passage:
            return index if tokens[index].paused else None
    return None


def _is_plural(tokens: Sequence[Token], subject: Range) -> bool:
    last = tokens[subject[1] - 1].lower
    if is_pronoun(last) or last.endswith("s") or last in _PLURALS:
        return True
    return any(token.lower == "and" for token in tokens[slice(*subject)])


def _borrowed(tokens: Sequence[Token], known: Sequence[Range | None], end: int) -> Range | None:
    """Whose participle it is: the first speaker's of the main clause, or that of the last clause joined by
    "and"."""
    start = _main_clause(tokens, end)
    speakers = [subject for subject in known if subject is not None and subject[0] >= start]
    for subject in reversed(speakers):
        if subject[0] > 0 and tokens[subject[0] - 1].lower in _JOINING:
            return subject
    return speakers[0] if speakers else None
