"""Speakers set off by a colon: Peskov: "No."  "No": Peskov.  And then she turned round: "No." """

from briefing.extracting.frames import Cutting, Frame, Voice
from briefing.extracting.voices import main_subject
from briefing.grammar.cues import REPORTING

# Words; what is longer is a clause and no name.
_NAME_TOKENS = 8


def beside_colon(cutting: Cutting) -> Frame | None:
    """A name and a passage with nothing but a colon between, as in interviews and headlines."""
    colons = [index for index, token in enumerate(cutting.tokens) if token.lower == ":"]
    # Two colons make a list or a dialogue in one line.
    if len(colons) != 1:
        return None
    at = colons[0]
    if cutting.is_free(at + 1) and _is_name(cutting, 0, at):
        return cutting.direct(cutting.run_from(at + 1, cutting.end)).by(cutting.voice(None, (0, at)))
    # Headline: "Talks end in "failure"": Ruiz
    if at > 0 and at - 1 in cutting.passages and _is_name(cutting, at + 1, cutting.end):
        said = cutting.direct([0]) if at == 1 else cutting.mixed([at - 1], 0, at)
        return said.by(cutting.voice(None, (at + 1, cutting.end)))
    return None


def after_colon(cutting: Cutting) -> Frame | None:
    """She turned to the crowd: "Go." Whoever the sentence is about, where no cue has the passage."""
    for at in range(1, cutting.end - 1):
        if cutting.tokens[at].lower == ":" and cutting.is_free(at + 1):
            voice = lead(cutting, at)
            if voice is not None:
                return cutting.direct(cutting.run_from(at + 1, cutting.end)).by(voice)
    return None


def lead(cutting: Cutting, colon: int) -> Voice | None:
    """Who is about to be quoted after the colon at token `colon`: the last speaker before it, or
    the subject of the sentence."""
    for cue, voice in zip(reversed(cutting.cues), reversed(cutting.voices), strict=True):
        if voice is not None and cue.last <= colon:
            return cutting.voice(cue, voice)
    subject = (0, colon) if _is_name(cutting, 0, colon) else main_subject(cutting.tokens, colon)
    return cutting.voice(None, subject) if subject else None


def _is_name(cutting: Cutting, start: int, end: int) -> bool:
    """Whether some tokens are a name; "Anna Roth said" is one with its cue, and read as that."""
    told = zip(cutting.cues, cutting.voices, strict=True)
    if any(voice is not None and start <= cue.first and cue.last <= end for cue, voice in told):
        return False
    words = cutting.tokens[start:end]
    if not 0 < len(words) <= _NAME_TOKENS or not words[0].capital or words[0].lower in REPORTING:
        return False
    return all(token.is_word for token in words) and 2 * sum(token.capital for token in words) > len(words)
