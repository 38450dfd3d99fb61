"""Numbers that count nothing: telephones, codes, and what only names ("Flight 370")."""

import re
from collections.abc import Iterator

from briefing.domain.spans import Span
from briefing.grammar.word_classes import is_counted

# Words before a number that names and does not count: Flight 370, Boeing 737, Article 5.
_LABEL = re.compile(
    r"""\b(?:
      [Nn]o\.|[Nn]umber|Title|Type|Class|Grade|Category|Level|Phase|Stage|Unit|Block
    | Fortune|Copyright|©|Flight|Boeing|Airbus|Apollo|Route|Highway|Interstate|Line|Platform|Gate
    | Channel|TV|Windows|iPhone|Formula|Day|Act
    | Chapter|Article|Section|Page|Paragraph|Part|Volume|Figure|Table
    | Resolution|Protocol|Rule|Proposition
    | Room|Ward|District|Sector
    )\s$""",
    re.VERBOSE,
)
# "the FTSE 100 index", "ABC 7 is", "RAB - 4 team": behind a name that opens no sentence, where nothing is
# counted; "On Friday 12 | were", "In Ghana 12 | died" count.
_NAME_LABEL = re.compile(r"\b(?:[A-Z][A-Z&]+|[A-Z]\s?-|Top|Bottom|No|Group\sof|Covid)\s(?:-\s)?$")
# "section 8", "page 12": small letters too, before one number by itself.
_SMALL_LABEL = re.compile(r"\b(?:section|article|chapter|page|paragraph|question|step|channel|room|gate)\s$")
# "131 West 23rd Street"
_STREET = re.compile(
    r"\s(?:[A-Z]\w+\.?\s|\d+(?:st|nd|rd|th)\s){1,3}(?:Street|St\b|Avenue|Ave\b|Road|Rd\b|Boulevard|Blvd|Lane|Drive)"
)
# "F-16", "COVID-19", "5G", "24/7", "1.2.3", "12-4-6": figures without a value.
_CODE = re.compile(
    r"(?<![\w.,/-])(?:[A-Za-z]+-?\d[\w-]*|\d+[A-Za-z]+\w*|\d+(?:[/:'’]\d+)+(?:-[a-z]\w*(?:-\d+)?)?|\d+(?:\.\d+){2,}|\d+(?:-\d+){2,})\b"
)
# "(213) 486-6890", "1-800-222-TIPS", "0207 321 9251", "+44 20 7946 0958", "624-6456; 225-8452": numbers
# that one calls.
_PHONE = re.compile(
    r"""(?<![\w.,/-])(?:
      \+\d{1,3}(?:[\s.-]?\(?\d{1,5}\)?){2,4}
    | (?:1[\s.-])?(?:\(\d{3}\)\s?|\d{3}[\s.-])\d{3}[\s.-]\d{4}
    | 1-\d{3}(?:-[\dA-Z]+){1,4}
    | 0\d{2,4}\s\d{3,4}\s\d{3,4}
    | \d{3}-\d{4}(?:(?:\s?[;/]\s?|\sor\s)\d{3}-\d{4})+
    )(?![\w/])""",
    re.VERBOSE,
)


def find_phones(text: str) -> Iterator[Span]:
    """Telephone numbers, in order."""
    return (Span(*match.span()) for match in _PHONE.finditer(text))


def find_codes(text: str) -> Iterator[Span]:
    """Codes with digits in them, in order: F-16, 24/7, 12-4-6."""
    return (Span(*match.span()) for match in _CODE.finditer(text))


def is_labelled(text: str, span: Span) -> bool:
    """Whether a number counts nothing: Flight 370, 131 West 23rd Street."""
    before = (max(span.start - 14, 0), span.start)
    label = _LABEL.search(text, *before) or _SMALL_LABEL.search(text, *before)
    if label is None and not is_counted(text, span.end):
        label = _NAME_LABEL.search(text, *before)
    address = _STREET.match(text, span.end)
    return label is not None or address is not None
