"""Text that cannot harm the medium it is shown in."""

import re

# Control characters would steer a terminal (an article may hold "\x1b[2J"), and none of them, nor
# the two Unicode line ends, may break a line that a format must keep whole.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# What overrides the direction of writing shows words in another order than they have.
_OVERRIDE = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Half characters come from file names that are not UTF-8; they cannot be written.
_SURROGATE = re.compile("[\ud800-\udfff]")


def printable(text: str) -> str:
    """The text with a space for each control character and nothing visible for each that turns the
    direction of writing; length and all other characters stay."""
    return _SURROGATE.sub("\ufffd", _OVERRIDE.sub("\u200b", _CONTROL.sub(" ", text)))
