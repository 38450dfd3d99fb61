"""The language of an article, as a code of ISO 639-1."""

from importlib import import_module
from typing import Any

from briefing.domain.article import PROSE
from briefing.grammar.word_classes import word_set
from briefing.loading.parsed import Parsed

_SAMPLE = 3000
# Under this even people are unsure.
_FEWEST_CHARACTERS = 40
# Log odds of the likeliest language to the next.
_SURE = 3.0
# Tables and lists are taken for these; nobody writes news in them.
_UNSPOKEN = frozenset({"vo", "la", "eo", "ia", "ie", "io"})
# "yue" and other codes of three letters are not ISO 639-1.
_CODE_LETTERS = 2
# Words of English that no other language of news has among its commonest.
_ENGLISH = word_set("the of and that with was were from this which have has had been said their would not")
_FEWEST_WORDS = 40
_PLAINLY = 0.10
"""Share of these words from which on a text is English without a model being asked, which takes half a second
to load. English news lies above it, no other language near it."""


def told_language(parsed: Parsed) -> str | None:
    """What the text is written in. The text goes before its markup where it is sure: templates
    often state English for anything. None where neither says."""
    sample = _sample(parsed)
    if _is_plainly_english(sample):
        return "en"
    if len(sample) >= _FEWEST_CHARACTERS:
        langid: Any = import_module("py3langid")
        ranked = [pair for pair in langid.rank(sample) if pair[0] not in _UNSPOKEN]
        (code, score), (_, second) = ranked[:2]
        if score - second >= _SURE and len(code) == _CODE_LETTERS:
            return str(code)
    return parsed.metadata.language


def _is_plainly_english(sample: str) -> bool:
    words = sample.casefold().split()
    return len(words) >= _FEWEST_WORDS and sum(word in _ENGLISH for word in words) >= _PLAINLY * len(words)


def _sample(parsed: Parsed) -> str:
    """The first characters of prose."""
    parts, size = [], 0
    for block in parsed.blocks:
        if block.kind in PROSE:
            parts.append(block.span.of(parsed.text)[: _SAMPLE - size])
            size += len(parts[-1])
        if size >= _SAMPLE:
            break
    return "".join(parts)
