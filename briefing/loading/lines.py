"""What a single line says it is: a link to another story, a caption, a date, a byline.

Every pattern is about the form of such lines, in English and the commonest forms of a few other
languages; none is about one publisher. A line over 300 characters is none of these.
"""

import re
from datetime import date

from briefing.domain.article import BlockKind

_LONGEST = 300
_OPEN = r"^[\W_]*"
_HERE = r"(here|below|above|now)\W*$"
_SITE = r"(twitter|facebook|instagram|x|youtube|telegram|whatsapp|linkedin|threads|tiktok|snapchat|google news)"

_BOILERPLATE = re.compile(
    _OPEN
    + r"(?:"
    + "|".join(
        (
            r"(also )?read( more| also| next| on| all about it)?\s*[:>|»→]",
            r"(see|watch|listen|view) (also|more|next)\b.{0,20}[:>|»→]",
            r"(read|see|learn|find out|show|view|load) more\W*$",
            r"(read|see|learn|find out) more (here|at|on|about|from|in)\b",
            r"(also read|read also|read next|see also|must read|don.t miss|up next|you (may|might) also like)\b",
            r"(related|recommended|more)( (articles?|stor(y|ies)|news|coverage|links?|content|topics?|reading|videos?))?\s*(:|\W*$)",
            r"more (on|from) [^.!?]{1,60}[:>|»→]?$",
            r"also on [\w ]{2,40}:?$",
            r"(continue|keep) reading\b",
            r"click (here|on|the|to)\b",
            r"(tap|press) here\b",
            r"(read|see|watch|view|listen to|hear|get|find|download) (the|it|a|an|our|his|her|their|more)\b.{0,160}\b" + _HERE,
            r"read (the )?(rest|full|whole|entire|original)\b.{0,80}$",
            r"(watch|video|listen|live|podcast|photos|gallery|in pictures|slideshow)\s*:",
            r"(lea|lee|ver|vea|mira|leia|veja|leggi|lire|voir|lesen sie|mehr zum|mehr zu)\b.{0,8}\b(también|más|tambien|mas|também|mais|anche|aussi|auch|thema)\b",
            r"(mira|leer|aussi|à lire|auch interessant|читайте также|lea|leia|leggi)\s*:",
            r"follow\b.{0,120}\b(on|via|at) " + _SITE + r"\b",
            r"follow (us|me|him|her|them|@|#)",
            r"(like|find|join) us on\b",
            r"share (this|on|via|it|article|story|your)\b|share\W*$",
            r"(subscribe|sign up|register|log in|sign in)\b(?!.*\b(said|says|told)\b)",
            r"(get|receive) (our|the|all the|breaking|daily|today.s)\b.{0,80}\b(inbox|newsletter|alerts?|email|app)\b",
            r"(download|get) (our|the) (free )?app\b",
            r"support (us|our (work|journalism)|independent journalism)\b",
            r"donate\W*$|donate (now|today|here)",
            r"(advertisement|advertising|sponsored|promoted|ad)( content)?\W*$",
            r"(story|article) continues (below|after)",
            r"(we|this (web)?site|our (web)?site|our partners) uses? cookies",
            r"(accept|manage|reject)( all)? cookies|cookie (policy|settings|notice|preferences)",
            r"by (using|continuing to use|browsing) (this|our) (web)?site",
            r"(©|\(c\)|copyright)\s*((©|\(c\)|by)\s*)?(\d{4}|the |[A-Z])|copyright\W*$",
            r"all rights reserved",
            r"(terms of (use|service)|privacy policy|contact us|about us)\W*$",
            r"(photo|image|picture|video) (credit|source|courtesy|by|via)s?\b",
            r"(\(?(ap|afp|reuters|epa|getty) (photo|images?)\b.{0,40}|photos?/[\w ]+)$",
            r"((getty|images?|afp|ap|reuters|epa|efe|dpa|pa|rex|instagram|shutterstock|alamy|istock|via|photo|handout|stock|wire)[\s/.,|-]*){1,6}$",
            r"this (article|story|post|piece) (was |has been )?(originally |first )(appeared|published|ran)",
            r"\(?(additional )?(reporting|writing|editing) by\b(?!.*\b(said|says|told)\b)",
            r"(print|e-?mail|tweet|comments?( \(\d+\))?|\d+ (comments?|shares?)|leave a (comment|reply)|post a comment)\W*$",
            r"skip to (main )?content|back to top|scroll to continue",
            r"(watch|see|view|listen to) (the|a|an|our|his|her|their|this)\b.{0,120}\b(video|clip|interview|ad|audio|segment|podcast)\b.{0,60}\b" + _HERE,
        )
    )
    + r")",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    _OPEN + r"(?:(file )?(photo|image|picture|foto|bild|photograph)\s*[:|—–-]"
    r"|file (photo|picture|image)|pictured\s*[:,]|caption\s*:|(illustration|graphic|chart|map|figure \d+)\s*:)",
    re.IGNORECASE,
)

_MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
}
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_BEFORE = (
    r"^\W*(?:(?:first |last )?(?:published|posted|updated|date|modified|issued)(?: on| at)?\s*:?\s*)?"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
)
_AFTER = r"(?:,?\s*(?:at|\||-|–|—)?\s*\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:\(?[A-Z]{2,5}\)?)?)?\W*$"
_DATES = tuple(
    re.compile(_BEFORE + form + _AFTER, re.IGNORECASE)
    for form in (
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_DAY}\.?\s+{_MONTH},?\s+{_YEAR}",
        rf"{_YEAR}[-/.](?P<month>\d\d?)[-/.]{_DAY}(?:T[\d:.+Z-]{{5,20}})?",
    )
)
_NAME = r"(?:[A-Z][\w.'’-]*|de|da|di|du|van|von|der|den|al|el|bin|la|le)"
_BYLINE = re.compile(
    rf"^\W*(?:by|BY|By)\s+{_NAME}(?:\s+{_NAME}){{0,4}}(?:(?:,| and| AND| &| \||,? in| for|,? at| -| –)\s+{_NAME}(?:\s+{_NAME}){{0,5}}){{0,4}}\W*$"
)


def kind_of_line(line: str) -> BlockKind | None:
    """BOILERPLATE or CAPTION where the form of the line says so, else None."""
    if len(line) > _LONGEST:
        return None
    if _BOILERPLATE.match(line):
        return BlockKind.BOILERPLATE
    return BlockKind.CAPTION if _CAPTION.match(line) else None


def date_of_line(line: str) -> str | None:
    """The ISO 8601 date of a line that holds a date and nothing else."""
    if len(line) > 80:
        return None
    for pattern in _DATES:
        if found := pattern.match(line):
            month = found["month"].casefold()
            try:
                number = int(month) if month.isdecimal() else _MONTHS[month[:3]]
                return date(int(found["year"]), number, int(found["day"])).isoformat()
            except ValueError:
                return None
    return None


def is_byline(line: str) -> bool:
    """Whether the line names who wrote the article and says nothing else."""
    return len(line) <= 120 and _BYLINE.match(line) is not None
