"""True rewrites: the same statement in other words, which no lock may call false."""

import re
from collections.abc import Iterator
from random import Random

from briefing.benching.edits import Change, Edit
from briefing.benching.kinds import TrueKind
from briefing.benching.lots import shuffled
from briefing.benching.material import Name, Original
from briefing.benching.words import lines, pairs, words
from briefing.domain.findings import ActorKind, QuantityKind, QuotationKind
from briefing.domain.spans import Span
from briefing.grammar.cues import REPORTING, Strength
from briefing.grammar.dates import MONTH_NAME
from briefing.grammar.names import HONORIFICS
from briefing.grammar.word_classes import is_verb

_PERCENT = {"%": " per cent", " per cent": "%", " percent": " per cent"}
_SHARE = re.compile(r"(?<=\d)(%| per cent| percent)(?!\w|\s(?:age)?points?)")
_LETTER = re.compile(r"(?<=\d)\s?(bn|m|billion|million)\b")
_SCALES = {"bn": " billion", "m": " million", "billion": "bn", "million": "m"}
_DAY_MONTH = re.compile(rf"(?<![\w-])(\d{{1,2}})\s({MONTH_NAME})(?:,?\s(\d{{4}}))?(?![\w-])")
_MONTH_DAY = re.compile(rf"\b({MONTH_NAME})\s(\d{{1,2}})(?:,\s(\d{{4}}))?(?!\d|\w|[–-]|,?\s\d|:)")
_HONORIFIC = re.compile(rf"\b(?:{'|'.join(HONORIFICS)})\.?\s$", re.IGNORECASE)
_OPENERS = frozenset(
    "the a an it he she they in on at this that these those we but there his her its their".split()
)
_MOST_MERGED = 26  # words of each sentence
_CLAUSE = re.compile(r",\s(?:which|who|whose|while|although|though|because|as)(\s[^,.;:()“”\"—–]+)(?=[,.])")
_COUNTED = frozenset({QuantityKind.COUNT, QuantityKind.DURATION})
_FEWEST_LEFT = 6


def untouched(original: Original, draw: Random) -> list[Edit]:
    """The sentence as it stands."""
    del draw
    return [original.rewritten(TrueKind.UNTOUCHED, original.text)]


def percent_sign(original: Original, draw: Random) -> list[Edit]:
    """The sign for "per cent", and the other way."""
    changes = [
        Change(*m.span(), _PERCENT[m[1]]) for m in _SHARE.finditer(original.text) if _is_free(original, m)
    ]
    return _each(original, TrueKind.PERCENT_SIGN, changes, draw)


def number_word(original: Original, draw: Random) -> list[Edit]:
    """A figure for a small number in words ("3" for "three"), and the other way, up to twelve."""
    known = ["", "", *(word for line in lines("number_words") for word in line.split())]
    changes = []
    for figure in original.figures:
        number = figure.number.of(original.text)
        first = re.match(r"\w+(?![\w,.-]*\d|-)", number)
        # "4 8 hours" is how a tokeniser leaves 48.
        if first is None or re.search(r"\d\s$", original.text[: figure.number.start]):
            continue
        if figure.kind not in _COUNTED or "illion" in number or " and " in number:
            continue
        start, end = figure.number.start, figure.number.start + first.end()
        word = first.group().lower()
        if word in known[2:]:
            changes.append(Change(start, end, str(known.index(word))))
        elif word.isdigit() and 2 <= int(word) < len(known) and start > 0:
            changes.append(Change(start, end, known[int(word)]))
    return _each(original, TrueKind.NUMBER_WORD, changes, draw)


def scale_letter(original: Original, draw: Random) -> list[Edit]:
    """A letter for the scale ("$1.5bn"), and the other way; of money alone."""
    changes = []
    for figure in original.figures:
        match = _LETTER.search(original.text, figure.number.start, figure.number.end)
        sign = original.text[figure.number.start : figure.number.start + 1] in {"$", "£", "€"}
        if match and figure.kind is QuantityKind.MONEY and sign:
            changes.append(Change(*match.span(), _SCALES[match[1]]))
    return _each(original, TrueKind.SCALE_LETTER, changes, draw)


def date_style(original: Original, draw: Random) -> list[Edit]:
    """The month before the day ("March 14, 2024"), and the other way."""
    changes = []
    for match in _DAY_MONTH.finditer(original.text):
        day, month, year = match.groups()
        changes.append(Change(*match.span(), f"{month} {day}" + (f", {year}" if year else "")))
    for match in _MONTH_DAY.finditer(original.text):
        month, day, year = match.groups()
        changes.append(Change(*match.span(), f"{day} {month}" + (f" {year}" if year else "")))
    free = [change for change in changes if not original.is_quoted(Span(change.start, change.end))]
    return _each(original, TrueKind.DATE_STYLE, free, draw)


def other_form_of_name(original: Original, draw: Random) -> list[Edit]:
    """The surname for the full name, and the other way, where the article uses both for one person."""
    changes = []
    for name in original.names:
        for other in _forms(original, name):
            before = _HONORIFIC.search(original.text[: name.span.start])
            # "Mr Petrov" becomes "Vladimir Petrov" or "Petrov", never "Mr Vladimir Petrov".
            start = before.start() if before else name.span.start
            changes.append(Change(start, name.span.end, other))
    return _each(original, TrueKind.OTHER_FORM_OF_NAME, changes, draw)


def _forms(original: Original, name: Name) -> Iterator[str]:
    """Other forms of a person's name that end in the same word; the last word alone or all of it."""
    if name.actor.kind is not ActorKind.PERSON:
        return
    here, full = name.span.of(original.text), original.material.name(name.actor)
    after = original.text[name.span.end : name.span.end + 2]
    last = full.split()[-1]
    if here.split()[-1] != last or after[:1] == "-" or after[:2].strip().isupper():
        return
    if " " in here and last in original.material.forms(name.actor) and here == full:
        yield last
    elif here == last and full != last:
        yield full


def attribution_moved(original: Original, draw: Random) -> list[Edit]:
    """Who said it moved from before the words to behind them, or the other way; "said X" for "X said"."""
    found = [*_turned(original)]
    for quotation in original.quotations:
        if len(quotation.contents) != 1 or quotation.cue is None or quotation.speaker is None:
            continue
        content = original.local(quotation.contents[0].span)
        if quotation.kind is QuotationKind.INDIRECT and not original.marked:
            found += _to_the_end(original, content)
    return shuffled(found, draw)


_TURNED = re.compile(
    r"(?<=[,!?][”\"] )(?P<verb>said|says)\s(?P<who>[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,3})(?=[.,])"
)
_PLAIN = re.compile(
    r"(?<=[,!?][”\"] )(?P<who>[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,3})\s(?P<verb>said|says)(?=[.,])"
)


def _turned(original: Original) -> Iterator[Edit]:
    for match in (*_TURNED.finditer(original.text), *_PLAIN.finditer(original.text)):
        first, second = ("who", "verb") if match.re is _TURNED else ("verb", "who")
        change = Change(*match.span(), f"{match[first]} {match[second]}")
        yield original.edit(TrueKind.ATTRIBUTION_MOVED, change)


def _to_the_end(original: Original, content: Span) -> Iterator[Edit]:
    """What began with "X said (that)" becomes "…, X said."; nothing for longer sentences around it."""
    text = original.text
    said = re.sub(r"^that\s", "", content.of(text).strip(" .,"))
    before, after = text[: content.start].rstrip(" ,"), text[content.end :].strip(" .,")
    cue = before.split()[-1].lower() if before else ""
    if after or cue not in words("saying") or not 1 < len(before.split()) <= 8 or "," in before:
        return
    # "who said", "but X said": no sentence of its own.
    if re.search(r"\b(?:how|what|which|not)\b|n['’]t\b", before) or re.search(r"\band that\b", said):
        return
    if re.match(r"(?:but|and|so|if|when|while|as|after|to|whether|how|why|what|\w+ing)\b", f"{before}", re.I):
        return
    if re.match(
        r"(?:to|whether|if|how|why|what|who|when|where|\w+ing|he|she|they|it|his|her|their)\b", said, re.I
    ):
        return
    opened = before.split()[0]
    who = before if opened.lower() not in _OPENERS else before[0].lower() + before[1:]
    yield original.rewritten(TrueKind.ATTRIBUTION_MOVED, f"{said[0].upper()}{said[1:]}, {who}.")


def merged_pair(original: Original, draw: Random) -> list[Edit]:
    """Two sentences of a paragraph made one with "and"."""
    del draw
    following = original.following
    if following is None or original.marked or following.marked:
        return []
    first, second = original.text, following.text
    if not (first.endswith(".") and second.endswith(".")):
        return []
    if max(len(first.split()), len(second.split())) > _MOST_MERGED:
        return []
    opener = second.split()[0]
    if opener.lower() not in _OPENERS - {"but"} and not _opens_with_name(following):
        return []
    lowered = second if opener.lower() not in _OPENERS else second[0].lower() + second[1:]
    return [original.rewritten(TrueKind.MERGED_PAIR, f"{first[:-1]}, and {lowered}")]


def _opens_with_name(original: Original) -> bool:
    return any(name.span.start == 0 for name in original.names)


def clause_dropped(original: Original, draw: Random) -> list[Edit]:
    """A clause between commas, or behind the last, left out, where what is left is a sentence."""
    found = (_without_clause(original, match) for match in _CLAUSE.finditer(original.text))
    return _each(original, TrueKind.CLAUSE_DROPPED, [change for change in found if change], draw)


def _without_clause(original: Original, match: re.Match[str]) -> Change | None:
    text, words = original.text, match.group(1).lower().split()
    # Who says it must stay, and "as" before a noun is no clause.
    if original.is_quoted(Span(*match.span())) or any(map(_reports, words)):
        return None
    if not any(map(is_verb, words)):
        return None
    before, after = text[: match.start()], text[match.end() :]
    if after == ".":
        whole = any(is_verb(word.lower()) for word in re.split(r"[,;]", before)[-1].split())
        long = len(before.split()) >= _FEWEST_LEFT
        return Change(*match.span(), "") if whole and long else None
    following = after.removeprefix(",").split()
    # What follows is the verb of what stands before: "Lund, which …, is".
    if after[0] == "," and following and is_verb(following[0].lower()) and "," not in before:
        return Change(match.start(), match.end() + 1, "")
    return None


def _reports(word: str) -> bool:
    return word == "according" or (word in REPORTING and REPORTING[word][2] > Strength.JUDGES)


def contraction(original: Original, draw: Random) -> list[Edit]:
    """A contraction ("didn't" for "did not"), and the other way."""
    changes: list[Change] = []
    for form, other in pairs("contractions").items():
        pattern = re.escape(form).replace("'", "['’]")
        matches = re.finditer(rf"\b{pattern}\b(?!\sonly)", original.text)
        changes += [Change(*match.span(), other) for match in matches if _is_free(original, match)]
    return _each(original, TrueKind.CONTRACTION, changes, draw)


def hedge_synonym(original: Original, draw: Random) -> list[Edit]:
    """Another hedge of the same meaning: "around" for "about"."""
    changes = []
    for figure in original.figures:
        new = pairs("hedge_synonyms").get(figure.hedge or "")
        old = original.text[figure.span.start : figure.number.start].strip()
        if new and old.lower() == figure.hedge and figure.kind is not QuantityKind.TIME:
            new = new if old.islower() else new[0].upper() + new[1:]
            changes.append(Change(figure.span.start, figure.span.start + len(old), new))
    return _each(original, TrueKind.HEDGE_SYNONYM, changes, draw)


def _is_free(original: Original, match: re.Match[str]) -> bool:
    return not original.is_quoted(Span(*match.span()))


def _each(original: Original, kind: TrueKind, changes: list[Change], draw: Random) -> list[Edit]:
    return [original.edit(kind, change) for change in shuffled(changes, draw)]
