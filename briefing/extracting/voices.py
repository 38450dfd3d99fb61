"""Whose each cue of a sentence is."""

from collections.abc import Sequence

from briefing.grammar.cues import Cue, Token, is_verb
from briefing.grammar.subjects import Range, is_pronoun, leading_subject, subject_after, subject_before, subject_between

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
    """Whom a sentence is about: the subject of its first verb before token `end`."""
    for index in range(1, end):
        if tokens[index].is_word and is_verb(tokens[index].lower):
            return subject_before(tokens, index, 0)
    return leading_subject(tokens, end)


def _voice(
    tokens: Sequence[Token], cue: Cue, known: Sequence[Range | None], floor: int, end: int
) -> Range | None:
    if cue.according:
        return subject_after(tokens, cue.last, end)
    if cue.participle:
        return _borrowed(tokens, known) or main_subject(tokens, cue.first)
    before = tokens[cue.first - 1].lower if cue.first > floor else None
    if cue.first == 0 and cue.verb == "say":
        return subject_after(tokens, cue.last, end)
    if before is None:
        after_passage = cue.first > 0 and tokens[cue.first - 1].is_passage
        return subject_after(tokens, cue.last, end) if after_passage else None
    if before in {"and", "but", "then"}:
        last = known[-1] if known else None
        return last or main_subject(tokens, cue.first - 1)
    passage = _passage_before(tokens, cue, known, floor)
    if passage is not None and (between := subject_between(tokens, passage + 1, cue.first)) is not None:
        return between
    # An apposition may hold a cue of its own: "Smith, who said so before, said".
    subject = subject_before(tokens, cue.first, 0 if before in {",", "—", "–"} else floor)
    if subject is None and (before == "," or tokens[cue.first - 1].is_passage):
        subject = subject_after(tokens, cue.last, end)
    if subject is None or (cue.plural and not _is_plural(tokens, subject)):
        return None
    return subject


def _passage_before(tokens: Sequence[Token], cue: Cue, known: Sequence[Range | None], floor: int) -> int | None:
    """The quotation that waits for its speaker before this cue."""
    if known and known[-1] is not None and tokens[known[-1][0]].lower in {"who", "which", "that"}:
        floor = 0
    for index in range(cue.first - 1, floor - 1, -1):
        if tokens[index].is_passage:
            return index if tokens[index].paused else None
    return None


def _is_plural(tokens: Sequence[Token], subject: Range) -> bool:
    last = tokens[subject[1] - 1].lower
    if is_pronoun(last) or last.endswith("s") or last in {"people", "police", "men", "women", "who", "that"}:
        return True
    return any(token.lower == "and" for token in tokens[slice(*subject)])


def _borrowed(tokens: Sequence[Token], known: Sequence[Range | None]) -> Range | None:
    """Whose participle it is: the first speaker's, or that of the last clause joined by "and"."""
    speakers = [subject for subject in known if subject is not None]
    for subject in reversed(speakers):
        if subject[0] > 0 and tokens[subject[0] - 1].lower in _JOINING:
            return subject
    return speakers[0] if speakers else None
