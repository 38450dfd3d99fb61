"""What a single line says it is: a link to another story, a caption, a byline.

Every pattern is about the form of such lines, in English and the commonest forms of a few other
languages; none is about one publisher. A line over 300 characters is none of these.
"""

import re

from briefing.domain.article import BlockKind

_LONGEST = 300
# "Read the rest here."
_HERE = r"(here|below|above|now)\W*$"
_SITE = r"(twitter|facebook|instagram|x|youtube|telegram|whatsapp|linkedin|threads|tiktok|bluesky|google)"
# "Related stories", but not "Related costs rose too".
_STORIES = r"(articles?|stor(y|ies)|news|coverage|links?|content|topics?|reading|videos?)"
_LISTEN = r"(read|see|watch|view|listen to|hear|get|find|download)"
_FILM = r"(video|clip|interview|ad|audio|segment|podcast|speech)"
# "Getty Images / AFP" is a credit, "Reuters wrote this" is none.
_AGENCY = (
    r"(getty|images?|afp|ap|reuters|epa|efe|dpa|pa|rex|instagram|shutterstock|alamy|istock|via|photo|handout"
    r"|stock|wire)"
)
# A sentence may begin like a notice; then somebody says something in it.
_UNSAID = r"(?!.*\b(said|says|told)\b)"

_MEDIUM = r"(image|photo|picture|graphic|gallery|video|caption|slideshow|media|audio)"
_THIS_STORY = r"(this (and other |story|stories)|other stories|(live|regular) (updates?|page|coverage))"
_OPEN = r"[^.!?]"
"""What stands in a line that is no sentence."""

_LINKS = (
    r"(also )?read( more| also| next| on| all about it)?\s*[:>|»→]",
    r"(see|watch|listen|view) (also|more|next)\b.{0,20}[:>|»→]",
    r"(read|see|learn|find out|show|view|load) more\W*$",
    r"(read|see|learn|find out) more (here|at|on|about|from|in)\b",
    r"(also read|read also|read next|see also|must read|don.t miss|up next)\b",
    r"you (may|might) also like\b",
    rf"(related|recommended|more)( {_STORIES})?\s*(:|\W*$)",
    r"more( news| stories| updates| coverage)? (on|from) [^.!?]{1,80}[:>|»→]?$",
    # "Live updates on this story", "Latest on the vote, and other stories from Lund", "Follow our live page"
    rf"(for )?(the )?(live|latest|more|updates|news|follow|get)\b{_OPEN}{{0,80}}\b{_THIS_STORY}\b{_OPEN}*$",
    rf"find out (more|how|what)\b{_OPEN}{{0,100}}$",
    rf"(to )?read \w{_OPEN}{{1,60}}\bin full\b.{{0,20}}$",
    r"also on [\w ]{2,40}:?$",
    r"(continue|keep) reading\b",
    r"click (here|on|the|to)\b|(tap|press) here\b",
    rf"{_LISTEN} (the|it|a|an|our|his|her|their|more)\b.{{0,160}}\b{_HERE}",
    r"read (the )?(rest|full|whole|entire|original)\b.{0,80}$",
    rf"(watch|see|view|listen to) (the|a|an|our|his|her|their|this)\b.{{0,120}}\b{_FILM}\b.{{0,60}}\b{_HERE}",
    r"(watch|videos?|listen|live|podcast|photos|pics|pictures|gallery|in pictures|slideshow)\s*:.{0,120}$",
    rf"(view|enlarge|toggle|hide|play|open)( this| the| full)? {_MEDIUM}s?\b{_OPEN}{{0,100}}$",
    rf"(enlarge|{_MEDIUM}s?)\W*$",
)
_FOREIGN_LINKS = (
    r"(lea|lee|ver|vea|mira) (también|tambien|más|mas)\b|(leia|veja) (também|mais)\b",
    r"leggi anche\b|(à )?lire aussi\b|voir aussi\b|lesen sie auch\b|mehr (zum thema|dazu)\b",
    r"(mira|lea|leia|leggi|aussi|à lire|auch interessant|lesen sie auch|читайте также)\s*[:|]",
    r"(notas|noticias|artículos|notícias|matérias) relacionad[ao]s\W*$|te puede interesar\W*$",
    r"(articles liés|sur le même sujet|articoli correlati)\W*$",
    r"(weitere artikel|weiterführende[r]? links?|ähnliche artikel)\W*$",
)
# "Share this article", not "Share prices rose"; "Subscribe to …", not "Subscribe or leave, he said".
_INVITATIONS = (
    rf"follow\b.{{0,120}}\b(on|via|at) {_SITE}\b",
    r"follow (us|me|him|her|them|@|#)",
    r"(like|find|join) us on\b",
    r"share (this|on|via|it|article|story|your)\b|share\W*$",
    rf"(subscribe|sign up|register|log in|sign in)\b{_UNSAID}",
    r"(get|receive) (our|the|all the|breaking|daily|today.s)\b.{0,80}\b(inbox|newsletter|alerts?|app)\b",
    r"(download|get) (our|the) (free )?app\b",
    r"support (us|our (work|journalism)|independent journalism)\b",
    rf"join (us|the (conversation|discussion|debate))\b{_UNSAID}",
    r"[^!?]{0,100}\S@[\w-]+(\.\w+)+\W*$",
    r"donate\W*$|donate (now|today|here)",
    r"(print|e-?mail|tweet|comments?( \(\d+\))?|\d+ (comments?|shares?))\W*$",
    r"(leave|post) a (comment|reply)\W*$",
)
_NOTICES = (
    r"(advertisement|advertising|sponsored|promoted|ad)( content)?\W*$",
    r"(story|article) continue[sd] (below|after)",
    r"advertisement (continue|skip|scroll)\b",
    r"media playback is (not supported|unsupported)\b",
    r"(we|this (web)?site|our (web)?site|our partners) uses? cookies",
    r"(accept|manage|reject)( all)? cookies|cookie (policy|settings|notice|preferences)",
    r"by (using|continuing to use|browsing) (this|our) (web)?site",
    r"(©|\(c\)|copyright)\s*((©|\(c\)|by)\s*)?(\d{4}|the |[A-Z])|copyright\W*$",
    r"all rights reserved",
    r"(terms of (use|service)|privacy policy|contact us|about us)\W*$",
    r"skip to (main )?content|back to top|scroll to continue",
)
_CREDITS = (
    r"(photo|image|picture|video) (credit|source|courtesy|by|via)s?\b",
    r"(ap|afp|reuters|epa|getty) (photo|images?)\b.{0,40}$|photos?/[\w ]+$",
    rf"({_AGENCY}[\s/.,|-]*){{1,6}}$",
    r"this (article|story|post|piece) (was |has been )?(originally |first )(appeared|published|ran)",
    rf"(additional )?(reporting|writing|editing) by\b{_UNSAID}",
    rf"(report|story|copy|words|pictures?|photos?|images?) (supplied|provided|courtesy) (by|of)\b{_OPEN}*$",
    rf"sources?\s*:\s*{_OPEN}{{1,80}}$",
)
_POST = r"(post|photo|video|reel|story)"
_HANDLE = r"\(@[\w.]{1,30}\)"
_ON_DAY = r"\bon \w{3,9}\.? \d{1,2}(, \d{4})?( at \d.{0,20})?"
# What a page shows around the posts that it takes from elsewhere; not "A video posted by the group showed".
_EMBEDS = (
    rf"(a|this) {_POST} (shared|posted) by .{{1,80}}({_HANDLE}( on .{{0,60}})?|{_ON_DAY})\W*$",
    rf"(end of|skip) {_SITE} (post|video|tweet)\b|view this post on\b",
    rf"tweet (by|with a location)\b{_OPEN}*$",
    rf"{_OPEN}{{1,60}} {_HANDLE}( \w{{3,9}}\.? \d{{1,2}}, \d{{4}})?$",
)


def _any_of(*forms: str) -> re.Pattern[str]:
    """A pattern for lines that begin with one of the forms, marks before it aside."""
    return re.compile(rf"[^\w©]*(?:{'|'.join(forms)})", re.IGNORECASE)


# A line in brackets: names alone are a credit ("(Jo Bell/AFP)"), a phrase in square ones is a link, and so is
# what stands behind an arrow; "[Laughter]" is neither.
_IN_BRACKETS = re.compile(
    r"\((?:(?:[A-Z][^\s()]*|of|for|via|by|and|the|&)[\s/,]*){1,8}\)$|\[(?:[^\s\[\]]+\s){3,}[^\[\]]+\]$|[►▶▸➤→][^.!?]*$"
)
# "By Jo Bell, home affairs correspondent, BBC News"; the title may stand glued to the name.
_BYLINE_WITH_POST = re.compile(
    r"By [A-Z][^.!?]{3,80}?(?:[Cc]orrespondent|[Rr]eporter|[Ee]ditor|[Ww]riter)(?:[, ]+[A-Z][^.!?]{0,60})?$"
)
_TIME_STAMP = re.compile(r"\d{1,2}[.:]\d\d\s*(?:[ap]\.?m\.?\s*[A-Z]{0,4}|[A-Z]{2,4})$", re.IGNORECASE)
_BOILERPLATE = _any_of(*_LINKS, *_FOREIGN_LINKS, *_INVITATIONS, *_NOTICES, *_CREDITS, *_EMBEDS)
_FURNITURE = (_BOILERPLATE, _IN_BRACKETS, _BYLINE_WITH_POST, _TIME_STAMP)
# "File photo of the quay", "The mayor. Photo: Jo Bell"; not "Photos of the quay were shown".
_CAPTION = _any_of(
    r"(file )?(photo|image|picture|foto|bild|photograph)\s*[:|—–-]",
    r"(enlarge )?(image|media|video) (caption|copyright)\b",
    r"file (photo|picture|image)",
    r"file\s*[-–—:]\s(?=in\b)|in (this|an?) .{0,40}\b(file|handout|undated) (photo|picture|image)\b",
    r"(pictured\s*[:,]|caption\s*:|(illustration|graphic|chart|map|figure \d+)\s*:)",
    r".{0,250}\b(photo|image|picture|photograph|credit|foto)s?\s*:\s*[A-Z][^:]{0,60}$",
    r".{0,250}\(?licensed under cc\b.{0,30}$",
)

_NAME = r"(?:[A-Z][\w.'’-]*|de|da|di|du|van|von|der|den|al|el|bin|la|le)"
NAMES = rf"{_NAME}(?:\s+{_NAME}){{0,5}}"
_JOINED = r"(?:,| and| AND| &| \||,? in| for|,? at| -| –)\s+"
# "By Jane Smith and Omar Haddad", "By Jane Smith, Reuters"; not "By Monday night the council".
_BYLINE = re.compile(rf"\W*(?:by|BY|By)\s+{NAMES}(?:{_JOINED}{NAMES}){{0,4}}\W*$")

_MARKS_AFTER = r"[\"'”’»)\]\s*]*(?:\[\d{1,3}\]\s*)*$"
_END = re.compile(r"[.!?…。！？।؟۔]" + _MARKS_AFTER)
# Anything that ends a line other than a heading: a comma, a colon and a dash too.
_CLOSED = re.compile(r"[.!?…:;,。！？،؛।؟۔—–-]" + _MARKS_AFTER)
_TAIL = 40
INNER_END = re.compile(r"[^\W\d_]{4}[.!?][\"”’)]* \S")
"""The end of a sentence within a line; shorter words with a full stop may be abbreviations."""
_ADDRESS = re.compile(r"https?://|\bwww\.|\bt\.co/|(?<!\w)@\w")
_FIGURE = re.compile(r"[^:]{1,60}:\s*[\d.,/%:–-]+")
_BULLET = re.compile(r"[•‣◦▪●∙·]\s*\S|[-*–+]\s+\S|\(?\d{1,2}[.)]\s+\S")
_HEADING_WORDS = 16
_HEADING_CHARACTERS = 140


def ends_sentence(text: str) -> bool:
    """Whether the text ends with the mark of a finished sentence, quotation marks aside."""
    return _END.search(text[-_TAIL:]) is not None


def is_listed(text: str) -> bool:
    """Whether the text begins with a bullet or a number as list items do."""
    return _BULLET.match(text) is not None


def is_short(line: str) -> bool:
    """Whether the line has a length that headings have."""
    return len(line) <= _HEADING_CHARACTERS and len(line.split()) <= _HEADING_WORDS


def may_head(line: str) -> bool:
    """Whether the line by itself could be a heading: short, no sentence, mostly letters, no address of
    the web and no figure behind its name ("Age: 24")."""
    if not is_short(line) or _CLOSED.search(line[-_TAIL:]) or INNER_END.search(line):
        return False
    if _ADDRESS.search(line) or _FIGURE.fullmatch(line):
        return False
    # "3 killed" may head, "and then" may not; digits and marks alone are a table.
    first = next((char for char in line if char.isalnum()), "")
    letters = sum(char.isalpha() or char.isspace() for char in line)
    return letters > len(line) / 2 and not first.islower()


def kind_of_line(line: str) -> BlockKind | None:
    """BOILERPLATE or CAPTION where the form of the line says so, else None."""
    if len(line) > _LONGEST:
        return None
    if any(form.match(line) for form in _FURNITURE):
        return BlockKind.BOILERPLATE
    return BlockKind.CAPTION if _CAPTION.match(line) else None


def is_byline(line: str) -> bool:
    """Whether the line names who wrote the article and says nothing else."""
    return len(line) <= 120 and _BYLINE.match(line) is not None
