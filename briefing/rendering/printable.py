"""Text that cannot harm the medium it is shown in."""

import re

# Control characters would steer a terminal (an article may hold "\x1b[2J"), and none of them, nor
# the two Unicode line ends, may break a line that a format must keep whole.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# Half characters come from file names that are not UTF-8; they cannot be written.
_SURROGATE = re.compile("[\ud800-\udfff]")


def printable(text: str) -> str:
    """The text with a space for each control character; length and all other characters stay."""
    return _SURROGATE.sub("\ufffd", _CONTROL.sub(" ", text))
