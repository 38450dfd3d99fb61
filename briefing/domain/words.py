"""How long a text is, in words, whatever its script."""

import re

# Scripts that mostly have no spaces between words: Thai, Lao, Burmese, Khmer, Chinese, Japanese.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fff\u3040-\u9fff]")


def word_count(text: str) -> int:
    """Words between spaces; where a script has none, two characters count as a word."""
    if not _UNSPACED.search(text):
        return len(text.split())
    rest, characters = _UNSPACED.subn(" ", text)
    return (characters + 1) // 2 + sum(any(char.isalnum() for char in word) for word in rest.split())
