"""What a single line says it is: a link to another story, a caption, a byline.

Every pattern is about the form of such lines, in English here and in other languages in
`grammar/data/furniture.txt`; none is about one publisher. A line over 300 characters is none of these.
"""

import re

from briefing.domain.article import BlockKind
from briefing.grammar.tables import phrases
from briefing.grammar.word_classes import FUNCTION, TIMES

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

_MAIL = r"(questions|tips|comments|feedback|corrections|story ideas)"
_TURN_TO = r"(visit|call|click|contact|go to|see)"
_ADVERT = r"\b(commissions?|links?|products?)"
_WHEN = r"(\b(19|20)\d\d|\d[:.]\d\d)"
_MEDIUM = r"(image|photo|picture|graphic|gallery|video|caption|slideshow|media|audio)"
_THIS_STORY = r"(this (and other |story|stories)|other stories|(live|regular) (updates?|page|coverage))"
_OPEN = r"[^.!?]"
"""What stands in a line that is no sentence."""

_LINKS = (
    r"(also )?read( more| also| next| on| all about it)?\s*[:>|»→]",
    r"(see|watch|listen|view) (also|more|next)\b.{0,20}[:>|»→]",
    r"(read|see|learn|find out|show|view|load) more\W*$",
    r"(read|see|learn|find out) more (here|at|on|about|from|in)\b",
    r"(also read|read also|read next|see also|must read|up next)\b",
    r"you (may|might) also like\b|don.t miss( this| a thing)?\s*(:|\W*$)",
    rf"(related|recommended|more)( internet)?( {_STORIES})?\s*(:|\W*$)",
    rf"(most (popular|read|viewed|shared|watched)|trending|popular)( now| {_STORIES})?\W*$",
    r"add us on google\W*$",
    r"more( news| stories| updates| coverage)? (on|from) [^.!?]{1,80}[:>|»→]?$",
    # "Live updates on this story", "Latest on the vote, and other stories from Lund", "Follow our live page"
    rf"(for )?(the )?(live|latest|more|updates|news|follow|get)\b{_OPEN}{{0,80}}\b{_THIS_STORY}\b{_OPEN}*$",
    rf"find out (more|how|what)\b{_OPEN}{{0,100}}$",
    rf"(to )?read \w{_OPEN}{{1,60}}\bin full\b.{{0,20}}$",
    r"also on [\w ]{2,40}:?$",
    r"(continue|keep) reading\b",
    r"(click|tap|press) here\b|click (to|(on )?the (link|image|photo|picture|video|headline|map))\b",
    rf"{_LISTEN} (the|it|a|an|our|his|her|their|more)\b.{{0,160}}\b{_HERE}",
    r"read (the )?(rest|full|whole|entire|original)\b.{0,80}$",
    rf"(watch|see|view|listen to) (the|a|an|our|his|her|their|this)\b.{{0,120}}\b{_FILM}\b.{{0,60}}\b{_HERE}",
    r"(watch|videos?|listen|live|podcast|photos|pics|pictures|gallery|in pictures|slideshow)\s*:.{0,120}$",
    rf"(view|enlarge|toggle|hide|play|open)( this| the| full)? {_MEDIUM}s?\b{_OPEN}{{0,100}}$",
    rf"(enlarge|{_MEDIUM}s?)\W*$",
    rf"listen to (this|the) (article|story)\b{_OPEN}*$|scroll down (for|to)(\s\w+){{1,6}}\W*$",
    rf"(now playing|up next|replay|autoplay|play (video|{_SITE}))\b{_OPEN}{{0,100}}$",
    r"also( see)?\s*:",
    r"(watch|see|read|learn|view|listen|hear|more)\b[^«]{1,200}»\W*$|original article on\b",
    rf"page \d+ (of|/) \d+\b{_OPEN}{{0,60}}$",
    r"((next|previous|prev)( page| article| story|\s?[»›>→])\W*){1,3}$",
)
# "Share this article", not "Share prices rose"; "Subscribe to …", not "Subscribe or leave, he said".
_INVITATIONS = (
    rf"follow\b.{{0,120}}\b(on|via|at) {_SITE}\b",
    r"follow ((us|me|him|her|them)\b(?!:)|@|#)",
    r"(like|find|join) us on\b",
    r"share (this|on|via|it|article|story|your|full article)\b|share\W*$",
    rf"(be sure to |please )?(subscribe|sign up|register|log in|sign in)\b{_UNSAID}",
    r"(get|receive) (our|the|all the|breaking|daily|today.s)\b.{0,80}\b(inbox|newsletter|alerts?|app)\b",
    r"(download|get) (our|the) (free )?app\b",
    r"support (us|our (work|journalism)|independent journalism)\b",
    rf"join (us|the (conversation|discussion|debate))\b{_UNSAID}",
    r"[^!?]{0,100}\S@[\w-]+(\.\w+)+\W*(or [\d ()-]{7,})?$",
    r"donate\W*$|donate (now|today|here)",
    r"(print|e-?mail|tweet|comments?( \(\d+\))?|\d+ (comments?|shares?))\W*$",
    r"(leave|post) a (comment|reply)\W*$",
    r"((reply|report( (comment|abuse))?|like|upvote|show replies)\W*){1,3}$",
    r"e-?mail (this )?to a friend\W*$",
    rf"(({_SITE}|e-?mail|print|share|tweet|pinterest|reddit|copy link|embed|messenger)\W*){{1,12}}$",
    rf"(please )?(send|submit|e-?mail) (us )?(your )?{_MAIL}\b{_UNSAID}",
    r"(got|have|do you have) (a|any) ((news |confidential |story )?tips?|story|information)\b.{0,80}\?",
    rf"(contact|reach) (the (reporter|author|writer)|us)\b{_UNSAID}",
    r"(tell us|let us know) (what you think|in the comments|your|about your|on|via)\b|have your say\W*$",
    rf"share your (thoughts|views|story|stories|memories)\b{_UNSAID}",
    r"want (more )?(stories|news) like|breaking news (e-?mails?|alerts?)\b",
    r"stay (informed|connected|up.to.date)\b.{0,80}\b(app|inbox|newsletter)",
    rf"download (the|our) .{{0,40}}\bapp\b{_UNSAID}",
    rf"for (more|confidential|further) (information|news|support|help)\b.{{0,60}}\b{_TURN_TO}\b{_UNSAID}",
    r"be the first to comment|no comments yet|(view|read|show|hide) (all |the )?(\d+ )?comments",
    r"comments (are|have been) (closed|disabled|turned off)",
    r"thank(s| you) for (reading|subscribing|signing up)\b.{0,60}$",
)
_NOTICES = (
    r"skip advertisement\W*$|news provided by\b[^.!?]*$|image source,",
    r"(for immediate release|(press|news|media) (release|statement))\W*$",
    r"(advertisement|advertising|sponsored|promoted|ad)( content)?\W*$",
    r"(story|article) continue[sd] (below|after)",
    r"advertisement (continue|skip|scroll)\b",
    r"media playback is (not supported|unsupported)\b",
    r"(we|this (web)?site|our (web)?site|our partners) uses? cookies",
    r"(accept|manage|reject)( all)? cookies|cookie (policy|settings|notice|preferences)",
    r"by (using|continuing to use|browsing) (this|our) (web)?site",
    r"©|(\(c\)|copyright)\s*(©|\(c\)|\d{4}|(by|the)\b|[^.!?]{1,60}\b(19|20)\d\d\W*$|\W*$)",
    r"all rights reserved|this material may not be published",
    r"sorry,? we are not (currently )?accepting comments",
    r"(terms of (use|service)|privacy policy|contact us|about us)\W*$",
    r"skip to (main )?content|back to top|scroll to continue",
    r"you can add location information to your tweets|your browser does not support",
    r"this (content|video|website|feature) (is not|isn.t|requires) (available|supported|javascript)",
    rf"(we|our (editors|team|experts)) (independently|may (earn|receive)|recommend the best)\b.*{_ADVERT}",
    r"(this|the) (article|post|page|story) (may )?(contains?|includes?) affiliate",
    r"(\d+[- ]min(ute)?s?[- ]read|(estimated )?read(ing)? time\b.{0,20})\W*$",
    rf"(tags?|filed under|categor(y|ies)|keywords|posted in)\b\s*:{_OPEN}*$",
    r"((first |last )?(published|updated|posted|modified)\W*){1,3}$",
    r"(published|updated|posted|modified)\W{1,3}((about )?\d+|an?) (min|hour|day|week|month)\w*\.? ago\W*$",
    rf"(first |last )?(published|updated|posted|modified)\b\s*:?{_OPEN}{{0,60}}{_WHEN}\b{_OPEN}{{0,30}}$",
)
_CREDITS = (
    r"(photo|image|picture|video) (credit|source|courtesy|by|via)s?\b",
    r"(ap|afp|reuters|epa|getty) (photo|images?)\b.{0,40}$|photos?/[\w ]+$",
    rf"({_AGENCY}[\s/.,|-]*){{1,6}}$",
    r"this (article|story|post|piece) (was |has been )?(originally |first )(appeared|published|ran)",
    rf"(additional )?(reporting|writing|editing) by\b{_UNSAID}",
    rf"(report|story|copy|words|pictures?|photos?|images?) (supplied|provided|courtesy) (by|of)\b{_OPEN}*$",
    rf"sources?\s*:\s*{_OPEN}{{1,80}}$",
    rf"(a )?version of this (article|story|post)\b{_UNSAID}",
    r"this (article|story|report|post) (was|has been) (updated|corrected|amended|translated|prepared)\b",
    r"\(?this version (corrects|adds|updates)\b",
)
# With these an article is over.
_SIGN_OFFS = (
    r".{1,160}\bcontributed to this (report|story|article)( (in|from) [^.]{1,40})?\W*$",
    r"(with )?(files|reporting|assistance|additional reporting) (from|by)\b.{1,100}$",
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
_BOILERPLATE = _any_of(*_LINKS, *_INVITATIONS, *_NOTICES, *_CREDITS, *_SIGN_OFFS, *_EMBEDS)
_SIGN_OFF = _any_of(*_SIGN_OFFS)
# "joe99 3 hours ago", over what a reader wrote.
_COMMENTED = re.compile(
    r"[^.!?]{1,60}\b(?:\d+|an?) ?(?:sec(?:ond)?|min(?:ute)?|m|hour|hr|h|day|d|week|w|month|year)s?"
    r" ago\b[^.!?]{0,20}$",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"(?:(?:reply|like|report|share|\d+)\W*){1,6}$", re.IGNORECASE)


def _listed(name: str) -> str:
    """The patterns of one class for other languages, as one."""
    return f"(?:{'|'.join(phrases(name, 'furniture'))})"


_FOREIGN = _any_of(
    rf"{_listed('leads')}\s*[:：|>»→].{{0,160}}$",
    # Beyond a sign that leads on, a line without a full stop is no sentence.
    rf"{_listed('links')}(?:\s*[:：|>»→]|(?!\w)[^.。؟!?]*[!?؟]?$)",
    rf"{_listed('alone')}\W*(?:\d+\W*)?$",
    _listed("notices"),
    _listed("bylines"),
)
_FURNITURE = (_BOILERPLATE, _FOREIGN, _IN_BRACKETS, _BYLINE_WITH_POST, _TIME_STAMP)
# "File photo of the quay", "The mayor. Photo: Jo Bell"; not "Photos of the quay were shown".
_CAPTION = _any_of(
    r"(file )?(photo|image|picture|foto|bild|photograph)\s*[:|—–-]",
    r"(enlarge )?(image|media|video) (caption|copyright)\b",
    r"file (photo|picture|image)",
    r"file\s*[-–—:]\s(?=in\b)|in (this|an?) .{0,40}\b(file|handout|undated) (photo|picture|image)\b",
    r"(pictured\s*[:,]|caption\s*:|(illustration|graphic|chart|map|(figure|table) \d+)\s*:)",
    r".{0,250}\b(photo|image|picture|photograph|credit|foto)s?\s*:\s*[A-Z][^:]{0,60}$",
    r".{0,250}\(?licensed under cc\b.{0,30}$",
    r".{20,280}\b(reuters|ap photo|afp|epa|pa wire|getty images)\s?/\s?[A-Z][\w .'’-]{3,40}\W*$",
    r"an? ((undated|aerial|combination|file|handout|still|satellite) )+(photo|picture|image|photograph)\b"
    r".{0,200}\b(shows?|showing|taken|provided|released)\b",
    r".{20,280}\bpicture taken\b.{3,30}$",
)

_NAME = r"(?:[A-Z][\w.'’-]*|de|da|di|du|van|von|der|den|al|el|bin|la|le)"
NAMES = rf"{_NAME}(?:\s+{_NAME}){{0,5}}"
_JOINED = r"(?:,| and| AND| &| \||,? in| for|,? at| -| –)\s+"
# "By Jane Smith and Omar Haddad", "By Jane Smith, Reuters"; not "By Monday night the council".
_BYLINE = re.compile(rf"\W*(?:by|BY|By)\s+{NAMES}(?:{_JOINED}{NAMES}){{0,4}}\W*$")
# Behind a comma without "and" stands an outlet or a post.
_AUTHOR = re.compile(rf"\W*(?:by|BY|By)\s+({NAMES}(?:(?:,\s+{NAMES})*,?\s+(?:and|AND|&)\s+{NAMES})?)")

_SMALL_NAMES = 7
_NO_NAMES = (FUNCTION | TIMES) - {"by", "and"}

# "By. Jo Bell. PUBLISHED:. 03:53 EST, 23 July 2013. |. UPDATED:. 11:25 EST, 23 July 2013.": on one line, each
# of what were lines has got a full stop.
_CAPITALISED = r"[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){1,3}"
_FLAT_BYLINE = re.compile(rf"By\.\s({_CAPITALISED}(?:\.\sand\s{_CAPITALISED})?)\.")
_FLAT_DATES = re.compile(
    r"(?:\s(?:\||PUBLISHED:|UPDATED:|CREATED:)\.?|\s\d\d:\d\d\s[A-Z]{2,4},\s\d{1,2}\s\w+\s\d{4}\.)+"
)
# Glued to the next sentence, a link takes prose with it.
_GLUED = re.compile(r"[a-z?!)][A-Z][a-z]")
_LONGEST_INSIDE = 120

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


def flat_masthead(text: str) -> list[int]:
    """Where the byline and the dates end that a text begins with, if it is on one line."""
    byline = _FLAT_BYLINE.match(text)
    dates = _FLAT_DATES.match(text, byline.end()) if byline else None
    return [found.end() for found in (byline, dates) if found]


def is_furniture(sentence: str) -> bool:
    """Whether a sentence within a text is of the page: a shorter one than a line of its own may be."""
    flat = sentence.rstrip(" .")
    if len(flat) > _LONGEST_INSIDE or _GLUED.search(flat):
        return False
    return kind_of_line(flat) is BlockKind.BOILERPLATE


def signs_off(line: str) -> bool:
    """Whether the line says who helped with an article, as the last of it."""
    return len(line) <= _LONGEST and _SIGN_OFF.match(line) is not None


def heads_comment(line: str) -> bool:
    """Whether the line says which reader wrote what stands under it, and how long ago."""
    return len(line) <= _LONGEST_INSIDE and _COMMENTED.match(line) is not None


def answers_comment(line: str) -> bool:
    """Whether the line is what stands under a reader's words: "Like · Reply"."""
    return len(line) <= _LONGEST_INSIDE and _ANSWER.match(line) is not None


def author_of_line(line: str) -> str | None:
    """Who wrote the article, of a line that names them and says nothing else but their post."""
    if len(line) > 120 or not (_BYLINE.match(line) or _BYLINE_WITH_POST.match(line)):
        return None
    found = _AUTHOR.match(line)
    return found[1].rstrip(".") if found else None


def author_of_small_line(line: str) -> str | None:
    """The same of a line in a text without capitals: of few words that are all of names."""
    words = line.split()
    if len(words) > _SMALL_NAMES + 1 or ends_sentence(line) or not _NO_NAMES.isdisjoint(words):
        return None
    named = author_of_line(line.title())
    return line[-len(named) :] if named and line.title().endswith(named) else None
