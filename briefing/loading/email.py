"""A message, or a page saved as one, to an article: the subject, the day and the text that was sent.

Headers are metadata, and quoted replies and signatures are no prose. Attachments are not read.
"""

import re
from dataclasses import replace
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parsedate_to_datetime

from briefing.domain.article import BlockKind
from briefing.domain.spans import Span, fold
from briefing.domain.words import word_count
from briefing.errors import EmptyArticle
from briefing.loading import html
from briefing.loading.datelines import date_of_line
from briefing.loading.decoding import decode, repair
from briefing.loading.fetched import Fetched
from briefing.loading.kinds import tell_kinds
from briefing.loading.media import HTML, PLAIN
from briefing.loading.parsed import Metadata, Parsed, Stretch
from briefing.loading.text import paragraphs

_FEWEST_WORDS = 12
"""A plain part of fewer words only says to look at the other one."""
# "[News] Re: Harbour wins vote".
_BEFORE_SUBJECT = re.compile(r"(?:\s*(?:\[[^\]]{1,30}\]|(?:re|fwd?|aw|wg)\s*:))+\s*", re.IGNORECASE)
_REPLY_WORDS, _HANDED_WORDS = 60, 80
_QUOTING = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)
_HANDED_ON = re.compile(
    r"""^(?:
      [ ]?-+[ ]?(?:Original|Forwarded)[ ][Mm]essage[ ]?-+\n(?:[A-Z][\w-]*:.*\n)*
    | _{5,}\n(?:[A-Z][\w-]*:.*\n)+
    | On[ ](?=[^\n]*\d)[^\n]{6,160}(?:\n[^\n]{0,80})?[ \n]wrote:\n
    )""",
    re.MULTILINE | re.VERBOSE,
)
_FORWARDED = re.compile(r"^From:.*\n(?:[A-Z][\w-]*:.*\n){0,4}?(?:Date|Sent):\s*(.+)$", re.MULTILINE)
_TOP = 2000
"""Characters in which a message says that it hands one on."""
_GREETING = re.compile(r"(?:Hi|Hello|Hey|Dear|Good (?:morning|afternoon|evening))\b[^\n]{0,80}\n(?=\s*\n)")
_QUOTED = re.compile(
    r"""^(?:
      (?:--[ ]\n[\s\S]* | --\n(?:[^\n]*\n){0,10}[^\n]*\Z)  # a signature, not a rule across the page
    | [ ]?-+[ ]?Original[ ]Message[ ]?-+[\s\S]*
    | _{5,}\n(?:[A-Z][\w-]*:.*\n)+
    | [ ]?-+[ ]?Forwarded[ ]message[ ]?-+\n(?:[A-Z][\w-]*:.*\n)*
    | On[ ](?=[^\n]*\d)[^\n]{6,160}(?:\n[^\n]{0,80})?[ \n]wrote:\n(?:[ \t]*\n)*(?:>.*(?:\n|\Z))*
    | (?:>.*(?:\n|\Z))+
    )""",
    re.MULTILINE | re.VERBOSE,
)


def read(fetched: Fetched, title: str | None) -> Parsed:
    """The text of the message, in blocks. Raises EmptyArticle if it holds none."""
    message = message_from_bytes(fetched.data.lstrip())
    part = _best_part(message)
    if part is None:
        raise EmptyArticle(f"{fetched.locator}: this message holds no text; name what is attached to it")
    sent, charset = _payload(part), part.get_content_charset()
    subject = _BEFORE_SUBJECT.sub("", _header(message, "Subject"), count=1).strip() or None
    if part.get_content_type() == HTML:
        parsed = html.read(Fetched(sent, fetched.locator, HTML, charset), title)
    else:
        parsed = _read_plain(decode(sent, charset), title, subject)
    told = parsed.metadata
    published = told.published or (None if _is_saved_page(message) else _day(message))
    if forwarded := _FORWARDED.search(parsed.text[:_TOP]):
        # What is handed on was written then, and not when it was handed on.
        published = _told_day(forwarded[1])
    return replace(parsed, metadata=replace(told, title=told.title or subject, published=published))


def _best_part(message: Message) -> Message | None:
    """The plain text, unless it says next to nothing and there is a page."""
    texts = {
        kind: next((part for part in message.walk() if _holds(part, kind)), None) for kind in (PLAIN, HTML)
    }
    plain, page = texts[PLAIN], texts[HTML]
    if plain and page and word_count(decode(_payload(plain), plain.get_content_charset())) < _FEWEST_WORDS:
        return page
    return plain or page


def _holds(part: Message, kind: str) -> bool:
    attached = part.get_content_disposition() == "attachment"
    return part.get_content_type() == kind and not attached and bool(_payload(part).strip())


def _payload(part: Message) -> bytes:
    sent = part.get_payload(decode=True)
    return sent if isinstance(sent, bytes) else b""


def _header(message: Message, name: str) -> str:
    """A header in plain characters; empty where there is none or it cannot be read."""
    try:
        told = str(make_header(decode_header(message.get(name, ""))))
    except (MessageError, LookupError, ValueError):
        return ""
    return " ".join(repair(told).split())


def _day(message: Message) -> str | None:
    """The ISO 8601 day of sending."""
    return _told_day(_header(message, "Date") or _header(message, "Sent"))


def _told_day(told: str) -> str | None:
    """The day of "Mon, 6 May 2024 18:02:00 +0200" or "Monday, May 6, 2024 6:02 PM"."""
    try:
        return parsedate_to_datetime(told).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return date_of_line(told)


def _is_saved_page(message: Message) -> bool:
    """Whether a browser wrote it, whose day is that of saving."""
    return "Snapshot-Content-Location" in message or "<Saved by" in _header(message, "From")


def _read_plain(body: str, title: str | None, subject: str | None) -> Parsed:
    """A plain text in blocks, with the subject as the headline before it."""
    body = body.lstrip("\n")
    top = f"{subject}\n\n" if subject and not fold(body).startswith(fold(subject)) else ""
    marks = _QUOTED
    own = word_count(_QUOTED.sub("", body))
    if own < _REPLY_WORDS and word_count(body) - own > _HANDED_WORDS:
        # Nothing but a word or two to hand it on: what is quoted is the article.
        body, marks = _QUOTING.sub("", body), _HANDED_ON
    text = top + body
    found = [Stretch(Span(0, len(top) - 2), BlockKind.HEADLINE)] if top else []
    quoted = [Span(*match.span()) for match in marks.finditer(text, len(top))]
    if marks is _HANDED_ON and quoted:
        quoted[0] = Span(len(top), quoted[0].end)
    elif greeting := _GREETING.match(text, len(top)):
        quoted.insert(0, Span(*greeting.span()))
    rest = " " * len(top) + text[len(top) :]
    for span in quoted:
        blank = re.sub(r"[^\n]", " ", span.of(text))
        rest = f"{rest[: span.start]}{blank}{rest[span.end :]}"
        if (trimmed := span.trimmed(text)) is not None:
            found.append(Stretch(trimmed, BlockKind.BOILERPLATE))
    found += paragraphs(rest)
    return tell_kinds(text, sorted(found, key=lambda one: one.span.start), title, Metadata(title=subject))
