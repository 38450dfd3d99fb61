"""Errors in figures: a digit, the magnitude, the unit, percent for points, two figures exchanged.

A figure with a bound ("more than 50") moves only to where the source does not imply it.
"""

import re
from collections.abc import Iterator
from itertools import combinations
from random import Random

from briefing.benching.edits import Change, Edit
from briefing.benching.kinds import ErrorKind
from briefing.benching.lots import drawn, shuffled
from briefing.benching.material import Original
from briefing.benching.words import lines
from briefing.domain.findings import QuantityKind
from briefing.domain.spans import Span
from briefing.grammar.numbers import Figure, find_figures, same_value

_K = QuantityKind
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?(?![\d,.]*\d)")
_AT_LEAST = re.compile(r"more|over|at least|above|upward|excess|greater|higher|minimum|no (?:less|fewer)")
_AT_MOST = re.compile(r"less|fewer|under|up to|at most|below|lower|maximum|as (?:many|much)|no(?:t)? more")
_ROUGH = re.compile(r"about|around|nearly|almost|roughly|approx|some|estimated|close|~|virtually|or so|odd")
_SCALED = re.compile(r"(?<=[\s\d])(million|billion|thousand|m)\b")
_POINTS = re.compile(r"\s?(?:percentage|per\s?cent|percent)[\s-]points?\b")
_PERCENT = re.compile(r"\s?%|\s(?:per\s?cent|percent)\b")
_CHANGED = re.compile(
    r"\b(?:rose|risen|ris(?:es|ing)|fell|fallen|falls|falling|gr[eo]w|grown|up|down|increas\w+|decreas\w+"
    r"|declined|dropped|jumped|climbed|gained|slipped)(?:\sby)?\s$"
)
_MARGIN = re.compile(r"(?:plus or minus|margin of error)[^,;]*$|±\s?$")
_TEN_TIMES = frozenset({_K.COUNT, _K.MONEY, _K.DISTANCE, _K.MASS, _K.AREA})
_NO_DIGITS = frozenset({_K.TIME, _K.ORDINAL, _K.OTHER})
_EXCHANGED = frozenset({_K.COUNT, _K.MONEY, _K.PERCENT, _K.DISTANCE, _K.MASS, _K.AREA, _K.AGE, _K.DURATION})
_BETWEEN = re.compile(r"[^\W\d_]{4,}")


def digit_changed(original: Original, draw: Random) -> list[Edit]:
    """One digit, or one small number word, that makes another value; nowhere in the article."""
    found = []
    for figure in original.figures:
        if figure.kind in _NO_DIGITS:
            continue
        for match in _NUMBER.finditer(original.text, figure.number.start, figure.number.end):
            new = _other_digits(match.group(), figure, draw)
            if new and not original.material.says(new):
                found.append(original.edit(ErrorKind.DIGIT, Change(*match.span(), new)))
        if found_word := _other_word(original, figure, draw):
            found.append(original.edit(ErrorKind.DIGIT, found_word))
    return _unsaid(original, shuffled(found, draw))


def _other_digits(number: str, figure: Figure, draw: Random) -> str | None:
    """The number with one digit other than 0 changed to another one; None where none would do."""
    places = [at for at, digit in enumerate(number) if digit.isdigit() and digit != "0"]
    if figure.kind is _K.YEAR or (len(number) == 4 and figure.kind is _K.DATE):
        places = [at for at in places if at >= 2]
    elif _is_rough(figure) or figure.kind is _K.PERCENT:
        places = places[:1]
    options = [
        number[:at] + digit + number[at + 1 :]
        for at in places
        for digit in "123456789"
        if digit != number[at]
    ]
    return drawn([new for new in options if _may_become(number, new, figure)], draw)


def _may_become(old: str, new: str, figure: Figure) -> bool:
    was, now = (float(number.replace(",", "")) for number in (old, new))
    if figure.kind is _K.DATE:
        return now <= 28 if len(old) <= 2 else now < 2030
    if figure.kind is _K.YEAR:
        return now < 2030
    if (figure.kind is _K.AGE and now > 100) or (figure.kind is _K.PERCENT and was <= 100 < now):
        return False
    # "1 point" and "2 points": number would have to agree.
    return was != 1 and now != 1 and _goes(figure, now > was)


def _other_word(original: Original, figure: Figure, draw: Random) -> Change | None:
    known = [word for line in lines("number_words") for word in line.split()]
    word = figure.number.of(original.text).split()[0].lower()
    if word not in known or figure.kind not in {_K.COUNT, _K.DURATION}:
        return None
    at = known.index(word)
    options = [
        other
        for number, other in enumerate(known)
        if number != at
        and abs(number - at) <= 4
        and _goes(figure, number > at)
        and not original.material.says(other)
        and not original.material.says(str(number + 2))
    ]
    new = drawn(options, draw)
    end = figure.number.start + len(word)
    return Change(figure.number.start, end, _cased(new, original.text[figure.number.start])) if new else None


def magnitude_changed(original: Original, draw: Random) -> list[Edit]:
    """Million for billion, or ten times as much or as little."""
    found = []
    for figure in original.figures:
        scaled = _SCALED.search(original.text, figure.number.start, figure.number.end)
        if scaled:
            new = drawn(_other_scales(scaled[1], figure), draw)
            change = Change(*scaled.span(), new) if new else None
        else:
            change = _ten_times(original, figure, draw)
        if change:
            found.append(original.edit(ErrorKind.MAGNITUDE, change))
    return _unsaid(original, shuffled(found, draw))


def _other_scales(scale: str, figure: Figure) -> list[str]:
    if scale == "m" and figure.kind is not _K.MONEY:  # metres
        return []
    pairs = [line.split(" < ") for line in lines("scales")]
    larger = [large for small, large in pairs if small == scale and _goes(figure, more=True)]
    return larger + [small for small, large in pairs if large == scale and _goes(figure, more=False)]


def _ten_times(original: Original, figure: Figure, draw: Random) -> Change | None:
    match = _NUMBER.search(original.text, figure.number.start, figure.number.end)
    if match is None or figure.kind not in _TEN_TIMES or "." in match.group():
        return None
    # "Taipei 101" counts nothing.
    if figure.kind is _K.COUNT and not re.match(r"[\s-]+[a-z]", original.text[match.end() :]):
        return None
    if _SCALED.search(figure.span.of(original.text)) or "illion" in figure.number.of(original.text):
        return None
    value = int(match.group().replace(",", ""))
    values = [value * 10] if _goes(figure, more=True) else []
    if value % 10 == 0 and value >= 20 and _goes(figure, more=False):
        values.append(value // 10)
    options = [f"{v:,}" for v in values if v >= 2 and value >= 2 and not original.material.says(f"{v:,}")]
    new = drawn(options, draw)
    return Change(*match.span(), new) if new else None


def unit_changed(original: Original, draw: Random) -> list[Edit]:
    """Another currency, or another measure of the same kind."""
    found = []
    for figure in original.figures:
        if figure.kind not in {_K.MONEY, _K.DURATION, _K.DISTANCE, _K.MASS, _K.AREA}:
            continue
        for start, end, new in _other_units(original.text, figure):
            found.append(original.edit(ErrorKind.UNIT, Change(start, end, new)))
    return _unsaid(original, shuffled(found, draw))


def _other_units(text: str, figure: Figure) -> Iterator[tuple[int, int, str]]:
    for line in lines("units"):
        order, *units = line.split()
        if (order == "-") is not (figure.kind is _K.MONEY):
            continue
        for at, unit in enumerate(units):
            wanted = re.escape(unit) if len(unit) == 1 else rf"(?<![A-Za-z]){re.escape(unit)}\b"
            match = re.compile(rf"(?<![A-Z]){wanted}").search(text, figure.number.start, figure.number.end)
            for other, new in enumerate(units) if match else ():
                if match and _is_near(order, at, other) and (order == "-" or _goes(figure, more=other > at)):
                    yield match.start(), match.end(), new


def _is_near(order: str, at: int, other: int) -> bool:
    """Whether a unit is another one, and of measures the next larger or smaller."""
    return other != at and (order == "-" or abs(other - at) == 1)


def points_changed(original: Original, draw: Random) -> list[Edit]:
    """Percent for percentage points and the other way, of a change."""
    found = []
    for figure in original.figures:
        start, end = figure.number.start, figure.number.end
        if figure.kind is _K.PERCENTAGE_POINTS and (match := _POINTS.search(original.text, start, end)):
            if _MARGIN.search(original.text[:start]):
                continue  # "4 percent" is how many say it
            found.append(original.edit(ErrorKind.POINTS, Change(*match.span(), " percent")))
        elif figure.kind is _K.PERCENT and (match := _PERCENT.search(original.text, start, end)):
            of = re.match(r"\s(?:of|chance|stake|majority|share)\b|-", original.text[end:])
            if not of and _CHANGED.search(original.text[: figure.span.start]):
                found.append(original.edit(ErrorKind.POINTS, Change(*match.span(), " percentage points")))
    return _unsaid(original, shuffled(found, draw))


def swapped(original: Original, draw: Random) -> list[Edit]:
    """Two figures of one kind exchanged, in a sentence or between it and the next."""
    found = [
        original.edit(ErrorKind.SWAPPED, *_exchange(original.text, one, other))
        for one, other in combinations(original.figures, 2)
        if _differ(original.text, one, other)
    ]
    following = original.following
    if following is not None and not original.marked and not following.marked:
        found += _swapped_with_next(original, following)
    return shuffled(found, draw)


def _swapped_with_next(original: Original, following: Original) -> list[Edit]:
    """Edits of both sentences as one claim."""
    both = f"{original.text} {following.text}"
    pair = Original(original.material, Span(original.span.start, following.span.end), both)
    moved = [f for f in find_figures(both) if f.span.start > len(original.text)]
    return [
        pair.edit(ErrorKind.SWAPPED, *_exchange(both, one, other))
        for one in original.figures
        for other in moved
        if _differ(both, one, other)
    ]


def _differ(text: str, one: Figure, other: Figure) -> bool:
    """Whether two figures can be exchanged, and the sentence is false then."""
    if one.kind is not other.kind or one.kind not in _EXCHANGED or one.unit != other.unit:
        return False
    if one.value is None or other.value is None or same_value(one, other) or one.hedge or other.hedge:
        return False
    numbers = [figure.number.of(text) for figure in (one, other)]
    # "one man" and "three men" do not exchange; "half of" and "two" do not either.
    if any(re.match(r"(?:1|one|an?|half|a\s\w+|another)\b(?![\d.,])", number, re.I) for number in numbers):
        return False
    between = text[one.span.end : other.span.start]
    # Of a range, of ages in a list, of "5 of the 7" nothing is false, or nothing makes sense, when exchanged.
    listed = re.fullmatch(r"\W*(?:to|and|or|of|from|of\sthe|out\sof)?(?:\s\w+)?\W*", between)
    return not listed and len(_BETWEEN.findall(between)) >= 2


def _exchange(text: str, one: Figure, other: Figure) -> tuple[Change, Change]:
    first, second = one.number.of(text), other.number.of(text)
    return (
        Change(one.number.start, one.number.end, _cased(second, first[0])),
        Change(other.number.start, other.number.end, _cased(first, second[0])),
    )


def _goes(figure: Figure, more: bool) -> bool:
    """Whether a larger (smaller) value is another statement: "more than 50" says "more than 40" too."""
    hedge = figure.hedge or ""
    if _AT_MOST.search(hedge):
        return not more
    return more or not _AT_LEAST.search(hedge)


def _is_rough(figure: Figure) -> bool:
    return bool(figure.hedge and _ROUGH.search(figure.hedge))


def _unsaid(original: Original, edits: list[Edit]) -> list[Edit]:
    """Without edits whose new figure is one of the article's, whatever its words."""
    return [edit for edit in edits if not _says_figure(original, edit)]


def _says_figure(original: Original, edit: Edit) -> bool:
    new = [f for f in find_figures(edit.text) if f.number.overlaps(edit.changed)]
    known = original.material.figures
    unread = len(find_figures(edit.text)) < len(find_figures(original.text)) or not new
    return unread or any(
        same_value(figure, other) and figure.kind is other.kind for figure in new for other in known
    )


def _cased(new: str, first: str) -> str:
    """Words with the capital of what they stand for."""
    return new[:1].upper() + new[1:] if first.isupper() else new[:1].lower() + new[1:]
