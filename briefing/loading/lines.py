"""What a line of an article is, told from its words alone: headline, heading, link, credit, date.

Patterns ask for the whole shape of such a line, never for one word in it: a sentence that is taken
for a link line is lost to the page.
"""

import re
from datetime import date

from briefing.domain.article import BlockKind

MOST_BOILERPLATE_WORDS = 40
MOST_HEADING_WORDS = 18
MOST_HEADLINE_WORDS = 30

_LINKS = re.compile(
    r"""(?:read\s+(?:more|also|next|the\s+(?:rest|full|original))|see\s+also|also\s+(?:read|see)|related|more\s+from
    |(?:click|tap)\s+here|continue\s+reading|watch(?:\s+(?:live|now|the\s+video))?\s*:|share\s+(?:this|on)|follow\s+us
    |follow\s+\S+\s+on\s+(?:twitter|facebook|instagram|x)\b|subscribe|sign\s+up|log\s+in|advertisement|sponsored
    |download\s+(?:the|our)\s+app|(?:©|\(c\)|copyright)\s|all\s+rights\s+reserved|this\s+(?:site|website|page)\s+uses
    |we\s+use\s+cookies|accept\s+(?:all\s+)?cookies|get\s+the\s+latest|newsletter|print\s+this|e-?mail\s+this
    |like\s+us\s+on|join\s+the\s+conversation|comments?\s*\(\d+\)|leave\s+a\s+(?:comment|reply)|\d+\s+comments?$
    |have\s+a\s+(?:tip|story)|please\s+send\s+questions)""",
    re.IGNORECASE | re.VERBOSE,
)
# Where these open a sentence of prose ("Related companies fell") a verb follows; a link line has a
# colon, a mark or the end of the line after them.
_NEEDS_MARK = re.compile(r"(?:related|more\s+from|subscribe|sponsored|newsletter|advertisement)\b", re.I)
_MARK_AFTER = re.compile(r"(?:related(?:\s+\w+)?|more\s+from\s+[\w\s]{1,30}|\w+)\s*(?:[:»>|–—-]|$|to\s+(?:our|the))", re.I)
_CAPTION = re.compile(
    r"(?:(?:file\s+)?(?:photo|image|picture|video|illustration|graphic)(?:\s+credit|graph)?\s*(?:[:|–—(]|by\s)"
    r"|(?:photograph|image)s?\s+(?:by|courtesy)|credit\s*:|\(?(?:ap|reuters|afp|getty)\s+photo)",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:(?:written\s+|reporting\s+|posted\s+)?by\s+(?:[A-Z][\w.'’-]+(?:\s+|$|,\s*)|and\s+|&\s+){1,6}[^.!?]{0,40}$)"
    r"|(?:(?:last\s+)?updated|published|posted)\b[^.!?]{0,60}\d{4}[^.!?]{0,30}$",
    re.IGNORECASE,
)
_LIST_ITEM = re.compile(r"(?:[-*•·‣▪–]|\(?\d{1,2}[.)])\s+\S")
_ENDS = re.compile(r"[.!?…;:,]['\"”’»)\]]*\s*$")
_MONTHS = "January February March April May June July August September October November December".split()
_MONTH = "|".join(f"{name}|{name[:3]}\\.?" for name in _MONTHS)
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_DATE_LINE = re.compile(
    rf"(?:(?:published|updated|posted|date)\s*:?\s*(?:on\s+)?)?{_DAY}"
    rf"(?:(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{_MONTH}),?\s+(?P<year2>\d{{4}})"
    r"|(?P<iso>\d{4}-\d{2}-\d{2}))(?:,?\s+(?:at\s+)?\d{1,2}[:.]\d{2}.{0,12})?\s*$",
    re.IGNORECASE,
)


def date_of(line: str) -> str | None:
    """The ISO 8601 date of a line that is nothing but a date; None of any other."""
    match = _DATE_LINE.match(line.strip())
    if match is None:
        return None
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"]).isoformat()
        month = (match["month"] or match["month2"])[:3].title()
        number = next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(month))
        day, year = match["day"] or match["day2"], match["year"] or match["year2"]
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return None


def is_boilerplate(line: str) -> bool:
    """Link and share lines, notices, bylines and date lines."""
    line = line.strip()
    if len(line.split()) > MOST_BOILERPLATE_WORDS:
        return False
    if date_of(line) or _BYLINE.match(line):
        return True
    if not _LINKS.match(line):
        return False
    return not _NEEDS_MARK.match(line) or bool(_MARK_AFTER.match(line))


def is_caption(line: str) -> bool:
    """A line that says what a picture shows or who took it."""
    return len(line.split()) <= MOST_BOILERPLATE_WORDS and bool(_CAPTION.match(line.strip()))


def is_list_item(line: str) -> bool:
    """A line that opens with a bullet or a number."""
    return bool(_LIST_ITEM.match(line.lstrip()))


def is_title_like(line: str, words: int = MOST_HEADING_WORDS) -> bool:
    """A short line without end mark that opens with a capital, a digit or a quotation mark."""
    line = line.strip()
    if "\n" in line or not 0 < len(line.split()) <= words or _ENDS.search(line):
        return False
    first = next((c for c in line if c.isalnum()), "")
    return bool(first) and not first.islower()


def is_headline(line: str) -> bool:
    """Whether a first line is a headline: no end mark, or a full stop put after Words in Capitals."""
    line = line.strip()
    if is_title_like(line, MOST_HEADLINE_WORDS):
        return True
    words = [w for w in re.findall(r"[^\W\d_]{4,}", line)]
    capital = sum(w[0].isupper() for w in words)
    short = len(line.split()) <= MOST_HEADLINE_WORDS and "\n" not in line
    return short and line.count(". ") == 0 and len(words) > 2 and capital >= 0.7 * len(words)


def kind_of(line: str) -> BlockKind:
    """The kind of a line by itself; headings need their neighbours and are told elsewhere."""
    if is_boilerplate(line):
        return BlockKind.BOILERPLATE
    if is_caption(line):
        return BlockKind.CAPTION
    return BlockKind.LIST_ITEM if is_list_item(line) else BlockKind.PARAGRAPH
