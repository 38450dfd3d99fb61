"""find_quotations(): who is given as saying what, with marks and without, by rules on cues."""

from dataclasses import dataclass, replace

from briefing.domain.article import BlockKind, SegmentedArticle
from briefing.domain.findings import Quotation, QuotationId, QuotationKind
from briefing.domain.spans import Span
from briefing.extracting.colons import after_colon, beside_colon, lead
from briefing.extracting.frames import Cutting, Frame, Voice
from briefing.extracting.passages import sure_passages
from briefing.extracting.reported import reported
from briefing.grammar.units import Unit, units

_READ = frozenset(BlockKind) - {BlockKind.BOILERPLATE}


@dataclass(slots=True)
class _State:
    """What the rules remember from one unit to the next."""

    found: list[Frame]
    waiting: list[Span]  # passages of this paragraph that no cue has claimed yet
    last: int | None = None  # index in `found` of what a passage alone would continue
    lead: Voice | None = None  # "He went on:" at the end of the paragraph before
    open: bool = False  # the paragraph before ended inside an open mark


def find_quotations(segmented: SegmentedArticle) -> tuple[Quotation, ...]:
    """The quotations of an article in the order of the text, ids q1, q2, …; `actor` is None.

    Passages in marks without a source (titles, scare quotes) are left out, and so is reported
    speech without a clear "X said (that) …". Never raises; linear in the length of the text.
    """
    blocks = [block for block in segmented.article.blocks if block.kind in _READ]
    spans = [trimmed for block in blocks if (trimmed := block.span.trimmed(segmented.text))]
    ends = [sentence.span.end for sentence in segmented.sentences]
    marked = sure_passages(segmented.text, spans, ends)
    state = _State([], [])
    for span, passages in zip(spans, marked, strict=True):
        _read_block(segmented.text, units(segmented.text, span, ends, passages), state)
        state.open = bool(passages) and not passages[-1].closed and passages[-1].outer.end == span.end
    ordered = sorted(state.found, key=lambda frame: (frame.contents[0].start, -frame.contents[-1].end))
    return tuple(_quotation(segmented, frame, number) for number, frame in enumerate(ordered, 1))


def _read_block(text: str, sentences: list[Unit], state: _State) -> None:
    if not _goes_on(sentences, state):
        state.last = None
    state.waiting = []
    announced = _block_quotation(sentences, state.lead)
    if announced is not None:
        state.found.append(announced)
        state.last, state.lead = len(state.found) - 1, None
        return
    for unit in sentences:
        _read_unit(text, unit, state)
    state.waiting = []


def _block_quotation(sentences: list[Unit], lead: Voice | None) -> Frame | None:
    """A paragraph without any mark that the line before announced: "The governor added:"."""
    if lead is None or lead.cue is None or not sentences or any(unit.passages for unit in sentences):
        return None
    if sentences[-1].tokens[-1].lower not in {".", "!", "?"}:
        return None
    span = Span(sentences[0].tokens[0].span.start, sentences[-1].tokens[-1].span.end)
    # Without marks nothing says that the words are literal.
    return Frame(QuotationKind.INDIRECT, (span,)).by(lead)


def _goes_on(sentences: list[Unit], state: _State) -> bool:
    """Whether the block continues what the block before said: it opens with a mark, and the one
    before left its own open, or is nothing but a passage."""
    if not sentences or not sentences[0].tokens[0].is_passage:
        return False
    return state.open or all(token.is_passage for unit in sentences for token in unit.tokens)


def _read_unit(text: str, unit: Unit, state: _State) -> None:
    cutting = Cutting(text, unit)
    made = _cut(cutting)
    leading, state.lead = state.lead, None
    if unit.tokens[-1].lower == ":":
        state.lead = lead(cutting, len(unit.tokens) - 1)
    # Only where no cue of its own has the passage: "He went on:" and the next paragraph in marks.
    if not made and leading is not None and unit.tokens[0].is_passage:
        made = [cutting.direct([0]).by(leading)]
    # Nothing but passages: they belong to what was said before, or wait for a cue.
    if not made and unit.passages and _is_passages_alone(unit):
        for passage in unit.passages.values():
            _continue(passage.inner, state)
        return
    direct = next((index for index, frame in enumerate(made) if frame.kind is QuotationKind.DIRECT), None)
    # "A." "B," she said: what waited is put before the first direct quotation.
    if state.waiting and direct is not None:
        made[direct] = replace(made[direct], contents=(*state.waiting, *made[direct].contents))
        state.waiting = []
    state.found += made
    if made:
        state.last = len(state.found) - len(made) + _foremost(made)


def _cut(cutting: Cutting) -> list[Frame]:
    frames = [beside_colon(cutting)]
    frames += [reported(cutting, number) for number in range(len(cutting.cues))]
    frames.append(after_colon(cutting))
    return [frame for frame in frames if frame is not None]


def _foremost(made: list[Frame]) -> int:
    """Which of a unit's frames a following passage continues: the last direct one, else the last
    that no other frame reports."""
    direct = [index for index, frame in enumerate(made) if frame.kind is QuotationKind.DIRECT]
    outer = [
        index
        for index, frame in enumerate(made)
        if frame.cue is None or not any(other.holds(frame.cue) for other in made)
    ]
    return (direct or outer or [len(made) - 1])[-1]


def _is_passages_alone(unit: Unit) -> bool:
    return all(token.is_passage or not token.is_word for token in unit.tokens)


def _continue(passage: Span, state: _State) -> None:
    """A passage alone belongs to what was said last in its paragraph, or to what comes next."""
    if state.last is None:
        state.waiting.append(passage)
        return
    last = state.found[state.last]
    # Reported speech and a passage behind it are two: said the plan was dead. "It never worked."
    if last.kind is not QuotationKind.INDIRECT:
        state.found[state.last] = replace(last, contents=(*last.contents, passage))
    else:
        state.found.append(Frame(QuotationKind.DIRECT, (passage,), None, last.cue, last.speaker))
        state.last = len(state.found) - 1


def _quotation(segmented: SegmentedArticle, frame: Frame, number: int) -> Quotation:
    place = segmented.article.place
    return Quotation(
        id=QuotationId(f"q{number}"),
        kind=frame.kind,
        contents=tuple(place(span) for span in sorted(frame.contents)),
        clause=place(frame.clause) if frame.clause else None,
        cue=place(frame.cue) if frame.cue else None,
        speaker=place(frame.speaker) if frame.speaker else None,
    )
