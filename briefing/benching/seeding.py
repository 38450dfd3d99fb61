"""Drawing edits: for each kind the function that makes it, and sentences of the articles by lot."""

from collections.abc import Callable, Iterator, Sequence
from random import Random

from briefing.benching import figures, naming, quotes, rewriting, wording
from briefing.benching.edits import Edit
from briefing.benching.kinds import ErrorKind, TrueKind
from briefing.benching.lots import lots, shuffled
from briefing.benching.material import Material, Original

Seeder = Callable[[Original, Random], list[Edit]]
"""All edits of a kind that a sentence allows, in an order drawn by lot; none where it allows none."""

ERRORS: dict[ErrorKind, Seeder] = {
    ErrorKind.QUOTE_ALTERED: quotes.quote_altered,
    ErrorKind.QUOTE_MADE_UP: quotes.quote_made_up,
    ErrorKind.WRONG_SPEAKER: quotes.wrong_speaker,
    ErrorKind.DIGIT: figures.digit_changed,
    ErrorKind.MAGNITUDE: figures.magnitude_changed,
    ErrorKind.UNIT: figures.unit_changed,
    ErrorKind.POINTS: figures.points_changed,
    ErrorKind.SWAPPED: figures.swapped,
    ErrorKind.HEDGE_DROPPED: wording.hedge_dropped,
    ErrorKind.ATTRIBUTION_DROPPED: wording.attribution_dropped,
    ErrorKind.ANTONYM: wording.antonym,
    ErrorKind.NEGATION: wording.negation,
    ErrorKind.NAME_SWAPPED: naming.name_swapped,
    ErrorKind.NAME_FROM_NOWHERE: naming.name_from_nowhere,
    ErrorKind.ROLE_MOVED: naming.role_moved,
    ErrorKind.ROLE_FROM_NOWHERE: naming.role_from_nowhere,
}

REWRITES: dict[TrueKind, Seeder] = {
    TrueKind.UNTOUCHED: rewriting.untouched,
    TrueKind.PERCENT_SIGN: rewriting.percent_sign,
    TrueKind.NUMBER_WORD: rewriting.number_word,
    TrueKind.SCALE_LETTER: rewriting.scale_letter,
    TrueKind.DATE_STYLE: rewriting.date_style,
    TrueKind.OTHER_FORM_OF_NAME: rewriting.other_form_of_name,
    TrueKind.ATTRIBUTION_MOVED: rewriting.attribution_moved,
    TrueKind.MERGED_PAIR: rewriting.merged_pair,
    TrueKind.CLAUSE_DROPPED: rewriting.clause_dropped,
    TrueKind.CONTRACTION: rewriting.contraction,
    TrueKind.HEDGE_SYNONYM: rewriting.hedge_synonym,
}

MOST_OF_A_SENTENCE = 3
"""Edits of one kind of the same sentence."""


def seed_edits(
    kind: ErrorKind | TrueKind, materials: Sequence[Material], count: int, seed: int
) -> list[Edit]:
    """At most `count` edits of a kind, from sentences drawn by lot; a second edit of a sentence only
    when each has given its first. The same articles and seed give the same edits."""
    draw = lots(seed, kind)
    seeder = ERRORS[kind] if isinstance(kind, ErrorKind) else REWRITES[kind]
    originals = shuffled([o for material in materials for o in material.originals], draw)
    found: list[Edit] = []
    further: list[list[Edit]] = []
    for original in originals:
        if len(found) >= count:
            return found
        edits = [edit for edit in seeder(original, draw) if _is_edit(edit)]
        found += edits[:1]
        further.append(edits[1:MOST_OF_A_SENTENCE])
    return (found + list(_in_turns(further)))[:count]


def _is_edit(edit: Edit) -> bool:
    return edit.kind is TrueKind.UNTOUCHED or edit.text != edit.original


def _in_turns(rows: Sequence[Sequence[Edit]]) -> Iterator[Edit]:
    """The first of each row, then the second of each."""
    for at in range(MOST_OF_A_SENTENCE):
        yield from (row[at] for row in rows if at < len(row))
