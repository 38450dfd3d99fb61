"""What models that think first write before their answer; it is no part of the answer."""

from briefing.backends.ports import Answer

_OPENED, _CLOSED = "<think>", "</think>"


def without_thought(text: str, whole: bool) -> Answer:
    """The answer behind what a model thought aloud; empty and not whole where that did not come to an end."""
    if _CLOSED not in text and text.lstrip().startswith(_OPENED):
        return Answer("", whole=False)
    return Answer(text.rpartition(_CLOSED)[2].strip(), whole)
