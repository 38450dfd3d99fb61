"""Days, weeks, months and years that hang on the day of writing: "on Monday", "yesterday", "last week".

One rule: what two readers may take for two days has no value. A name is no day ("Good Friday").
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from briefing.domain.findings import Moment, QuantityKind
from briefing.domain.spans import Span
from briefing.grammar.dates import MONTH_NAME, WEEKDAY_NAME, Base, FoundMoment, base_at
from briefing.grammar.tense import Tense, tense_at
from briefing.grammar.word_classes import HELPERS, WEEKDAYS, is_verb, word_set

_PART = r"(?:morning|afternoon|evening|night)"
_WEEKDAY = re.compile(
    rf"""(?<![\w.,/:-])
    (?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his(?:\s(?:past|coming))?|past|coming)\s)?
    (?P<weekday>{WEEKDAY_NAME})(?!\w)
    (?:\s{_PART}\b)?
    (?:\s(?:of\s)?(?P<week>last|this|next)\sweek\b)?""",
    re.VERBOSE,
)
# Before a weekday that is a name, and behind one: Black Friday, the Sunday Times, Friday Night Lights.
_NAME_BEFORE = re.compile(
    r"\b(?:Black|Good|Easter|Ash|Super|Cyber|Palm|Bloody|Holy|Shrove|Fat|Maundy|Whit|Blue|Giving|Freaky|Ruby"
    r"|Sheffield|Throwback|Gal|Girl|Man|Business|Taco|[Tt]he(?=\s\w+\s[A-Z]))\s$"
)
_NAME_AFTER = re.compile(
    r"\s(?:Night|Morning|Evening|Afternoon|Times|Telegraph|Mirror|Mail|Express|Herald|Post|Sun|Star|People|World"
    r"|Independent|Mercury|Tribune|Magazine|Review|Business|Today|Service|School|League|Club)\b"
)
# Any Friday, or one that another day tells: "every Friday", "the following Friday", "Monday to Friday".
_NOT_THIS_ONE = re.compile(
    rf"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Oo]ur|[Mm]y|[Yy]our|[\w.]+(?:['’]s|s['’])|an?|the|every|each|any|one|that|some|most|another|previous|the\sfollowing|first|second|third|fourth|fifth"
    rf"|alternate|the\slast|the\snext|(?:{WEEKDAY_NAME})\s(?:to|through|thru)|(?:{WEEKDAY_NAME})\s?[-–—/])\s?$",
    re.IGNORECASE,
)
_NOR_THIS = re.compile(
    rf"\s(?:week|fortnight)\b|\s{_PART}s\b|[-–/]\w|\s(?:to|through|thru|–|-)\s(?:{WEEKDAY_NAME})"
    rf"|\s(?:of|in)\s(?:(?:the|each|every)\smonth|{MONTH_NAME})\b"
    r"|,?\s\(?(?:the\s)?\d{1,2}(?:st|nd|rd|th)?\b(?!:|\s?[ap]\.?m)"
)
_UNIT = r"(?:hours?|days?|weeks?|weekend|months?|years?)"
# A day told from another one of the story: "a week earlier, on Sunday", "the next day, Tuesday".
_FROM_ANOTHER = re.compile(
    rf"\b(?:{_UNIT}\s(?:(?:earlier|later|before|prior),?|after\s[^.,;:]{{1,40}},)"
    r"|(?:next|following|previous|same)\s(?:day|morning|afternoon|evening|night|week),?)\s(?:on\s)?$",
    re.IGNORECASE,
)
_TOLD_FROM = re.compile(rf",\s(?:[\w-]+\s){{1,2}}{_UNIT}\s(?:earlier|later)\b(?!\sthan)")
# A weekday that opens its clause and does what no day does is a title: "Wednesday drew 20 million viewers".
_OPENING = re.compile(r"(?:^|[.!?;:,”\"–—]\s*)(?:(?:But|And|but|and|Then|while|as)\s)?$")
_IS_ONE = re.compile(r"\s(?:is|was|has\sbeen|will\sbe)\san?\s")
_NEXT_WORD = re.compile(r"\s([a-z][\w'’]*)")
_OF_DAYS = HELPERS | word_set(
    "saw brought marked began ended started turned came became dawned proved ushered featured offered passed"
)
# News is said now, whatever is told of: "the mayor said | on Monday".
_SAID_ON = re.compile(r"\b(?:said|told|announced|reported|wrote|tweeted)\b[^.;]{0,40}$")
_WAITING = re.compile(r"\b(?:by|until|till|from|before|starting|beginning|effective|for)\s$", re.IGNORECASE)

_NUMBERS = tuple("a two three four five six seven eight nine ten".split())
_WORDS = re.compile(
    rf"""(?<![\w.,/:'’-])(?:
      (?P<before_yesterday>[Tt]he\sday\sbefore\syesterday) | (?P<after_tomorrow>[Tt]he\sday\safter\stomorrow)
    | (?P<yesterday>[Yy]esterday(?:\s{_PART})? | [Ll]ast\snight)
    | (?P<tomorrow>[Tt]omorrow(?:\s{_PART})?)
    | (?P<today>[Tt]onight | [Tt]his\s(?:morning|afternoon|evening) | (?:[Ee]arlier|[Ll]ater)\stoday)
    | (?P<ago>\d{{1,2}}|one|{"|".join(_NUMBERS)}|an?)\sdays?\sago
    | (?:(?:early|earlier|late|later)\s)?(?P<which>[Ll]ast|[Tt]his|[Nn]ext)\s
      (?P<unit>(?:past\s|coming\s)?weekend|week|month|year)
    )(?![\w-])""",
    re.VERBOSE,
)
_DAYS = {"before_yesterday": -2, "yesterday": -1, "today": 0, "tomorrow": 1, "after_tomorrow": 2}
# "the last year", "every next week", "leaders of tomorrow"; "the last week of", "tomorrow's world".
_COUNTED = re.compile(r"\b(?:the|every|each|his|her|their|its|my|our|your|any|very|a|per)\s$", re.IGNORECASE)
_FIGURATIVE = re.compile(r"\b(?:of|better|brighter|for|no|like|a|and|or)\s$", re.IGNORECASE)
_OF = re.compile(r"\sof\b|['’]s\s(?:men|man|news|world|leaders|generation|technology)")
_STEPS = {"last": -1, "this": 0, "next": 1}
_SAID_TENSE = {"past": Tense.PAST, "coming": Tense.FUTURE}
_SUNDAY, _WEEK = 6, 7
_TOMORROWS = timedelta(6)
"""How far back the weekday of the next day is. Articles are dated in another zone, or before their last
change: of 20 such days in articles read, 15 were the next day."""


def find_relative(text: str, base: Base | None) -> Iterator[FoundMoment]:
    """Weekdays, without a value where the day is not sure; other words only where the base resolves them,
    since without it they hold no date."""
    for match in _WEEKDAY.finditer(text):
        if not _is_name(text, match):
            span = Span(*match.span())
            known = base_at(base, span)
            day = _weekday(text, match, known) if known else None
            yield FoundMoment(span, QuantityKind.DATE, _days(day, day) if day else None, day is not None)
    for match in _WORDS.finditer(text):
        span = Span(*match.span())
        known = base_at(base, span)
        found = _word(text, match, known.day) if known and not _is_other(text, match) else None
        if found is not None:
            kind = QuantityKind.YEAR if len(found.low) == len("2020") else QuantityKind.DATE
            yield FoundMoment(span, kind, found, resolved=True)


def _is_name(text: str, match: re.Match[str]) -> bool:
    before = text[max(match.start() - 20, 0) : match.end("weekday")]
    named = _NAME_BEFORE.search(before[: match.start("weekday") - match.end("weekday")])
    return named is not None or _NAME_AFTER.match(text, match.end("weekday")) is not None


def _weekday(text: str, match: re.Match[str], known: Base) -> date | None:
    before, base = text[max(match.start() - 20, 0) : match.start()], known.day
    other = _NOT_THIS_ONE.search(before) or _NOR_THIS.match(text, match.end())
    if other or _hangs_on_another(text, match) or _is_title(text, match):
        return None
    number, which = WEEKDAYS.index(match["weekday"].lower()), (match["which"] or "").lower()
    if match["week"]:
        in_week = base + timedelta(number - base.weekday() + _WEEK * _STEPS[match["week"]])
        return in_week if base.weekday() != _SUNDAY else None
    tense = tense_at(text, Span(*match.span()))
    if which:
        return _named(which.split()[-1], base, number, tense)
    back, ahead = _nearest(base, number, strictly=False)
    if tense is Tense.PAST:
        retold = known.elsewhen and not _SAID_ON.search(text, 0, match.start())
        return back if base - back != _TOMORROWS and not retold else None
    if tense is Tense.FUTURE:
        return ahead
    # At the head of a clause it may be a title: "Wednesday stars a young actor".
    unsure = _WAITING.search(before) or _OPENING.search(before)
    return base if back == ahead and not unsure else None


def _hangs_on_another(text: str, match: re.Match[str]) -> bool:
    before = text[max(match.start() - 70, 0) : match.start()]
    return _FROM_ANOTHER.search(before) is not None or _TOLD_FROM.match(text, match.end()) is not None


def _is_title(text: str, match: re.Match[str]) -> bool:
    """Whether a weekday alone is the subject of what no day does, or is said to be something."""
    if match.group() != match["weekday"] or not _OPENING.search(text[: match.start()][-20:]):
        return False
    if _IS_ONE.match(text, match.end()):
        return True
    word = _NEXT_WORD.match(text, match.end())
    return word is not None and is_verb(word[1]) and word[1] not in _OF_DAYS


def _named(which: str, base: date, number: int, tense: Tense | None) -> date | None:
    """ "Last Friday" is the nearest one and that of the week before, which must be one day; "this Friday" is
    in the week of the base, before or after it as the verb says."""
    back, ahead = _nearest(base, number, strictly=True)
    in_week = base + timedelta(number - base.weekday())
    if which == "this":
        agrees = in_week == base or (in_week < base) is (tense is Tense.PAST)
        return in_week if agrees else None
    readings = {
        "last": {back, in_week - timedelta(_WEEK)},
        # To some a Sunday begins the week.
        "next": {ahead, in_week + timedelta(_WEEK * (2 if base.weekday() == _SUNDAY else 1))},
        "past": {back},
        "coming": {ahead},
    }[which]
    return readings.pop() if len(readings) == 1 else None


def _nearest(base: date, number: int, strictly: bool) -> tuple[date, date]:
    """The last and the next day of that name, the day itself among them unless `strictly`."""
    back = (base.weekday() - number) % _WEEK or (_WEEK if strictly else 0)
    ahead = (number - base.weekday()) % _WEEK or (_WEEK if strictly else 0)
    return base - timedelta(back), base + timedelta(ahead)


def _is_other(text: str, match: re.Match[str]) -> bool:
    """Whether the words say no day: a title ("USA Today"), "the last year", "leaders of tomorrow"."""
    before = text[max(match.start() - 20, 0) : match.start()]
    inside = before.rstrip(" \"'“‘(")
    if match.group()[0].isupper() and inside and inside[-1] not in ".:!?—–/":
        return True
    if match["which"] and _COUNTED.search(before):
        return True
    if match["tomorrow"] and _FIGURATIVE.search(before):
        return True
    return _OF.match(text, match.end()) is not None


def _word(text: str, match: re.Match[str], base: date) -> Moment | None:
    for name, step in _DAYS.items():
        if match[name]:
            return _days(base + timedelta(step), base + timedelta(step))
    if match["ago"]:
        number = match["ago"].lower()
        days = int(number) if number.isdecimal() else _NUMBERS.index(number) + 1 if number in _NUMBERS else 1
        return _days(base - timedelta(days), base - timedelta(days))
    return _period(text, match, base, _STEPS[match["which"].lower()])


def _period(text: str, match: re.Match[str], base: date, step: int) -> Moment | None:
    if match["unit"] == "year":
        return Moment(f"{base.year + step:04}", f"{base.year + step:04}")
    if match["unit"] == "month":
        month = base.year * 12 + base.month - 1 + step
        told = f"{month // 12:04}-{month % 12 + 1:02}"
        return Moment(told, told)
    if match["unit"].endswith("weekend"):
        return _weekend(text, match, base, step)
    if base.weekday() == _SUNDAY:
        return None
    monday = base + timedelta(_WEEK * step - base.weekday())
    return _days(monday, monday + timedelta(_SUNDAY))


def _weekend(text: str, match: re.Match[str], base: date, step: int) -> Moment | None:
    """The last or coming one on a day of work; "next weekend" is then either of two."""
    saturday = base + timedelta(_SUNDAY - 1 - base.weekday())
    if base >= saturday:
        saturday += timedelta(_WEEK * step)
    elif step > 0:
        return None
    elif step < 0:
        saturday -= timedelta(_WEEK)
    else:
        tense = _SAID_TENSE.get(match["unit"].split()[0]) or tense_at(text, Span(*match.span()))
        if tense is None:
            return None
        saturday -= timedelta(_WEEK if tense is Tense.PAST else 0)
    return _days(saturday, saturday + timedelta(1))


def _days(first: date, last: date) -> Moment:
    return Moment(first.isoformat(), last.isoformat())
