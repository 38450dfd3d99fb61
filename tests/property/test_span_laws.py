"""Laws of positions: spans, and texts that know for each character where it came from."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing.domain.spans import Piece, Span, TracedText, fold

settings.register_profile("spans", max_examples=60, deadline=None)
LAWS = settings.get_profile("spans")

QUOTES = "“”„‟«»‘’‚‹›\"'`´「」｢｣"
DASHES = "‐‑‒–—―−-"
SPACES = " \t\n\r\u00a0\u2003\u2028\u3000"
IGNORED = "\u00ad\u200b\u200d\ufeff"
ODD = "ßẞﬁﬃİıŉſǅΐ½…™℃Å①㎞¨ﷺ\u0301\u0308\u0345🙂𝔘\ud800"
# Any Unicode, half characters too, with what folding is about far oftener than by chance.
CHARACTERS = st.one_of(st.characters(), st.sampled_from(QUOTES + DASHES + SPACES + IGNORED + ODD + "aAbB.,1"))
TEXTS = st.text(CHARACTERS, max_size=40)
SOME_TEXTS = st.text(CHARACTERS, min_size=1, max_size=40)
NUMBERS = st.integers(0, 60)


def spans(length: int) -> st.SearchStrategy[Span]:
    """Any span of a text that long."""
    pairs = st.lists(st.integers(0, length), min_size=2, max_size=2, unique=True)
    return pairs.map(lambda ends: Span(*sorted(ends)))


ANY_SPAN = spans(60)


@st.composite
def texts_with_span(draw: st.DrawFn) -> tuple[str, Span]:
    text = draw(SOME_TEXTS)
    return text, draw(spans(len(text)))


@st.composite
def traced(draw: st.DrawFn) -> tuple[str, TracedText]:
    """An origin, and a text made of stretches of it in any order and of words put in."""
    origin = draw(SOME_TEXTS)
    part = st.one_of(
        spans(len(origin)).map(lambda span: TracedText.plain(origin, span)), TEXTS.map(TracedText.inserted)
    )
    return origin, TracedText.join(draw(st.lists(part, max_size=6)))


def origins(text: TracedText) -> list[Span | None]:
    """Where each character came from."""
    return [text.back(Span(at, at + 1)) for at in range(len(text.text))]


class TestSpan:
    @pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 3), (4, 3), (-1, 2), (-2, -1)])
    def test_there_is_no_empty_backward_or_negative_span(self, start: int, end: int) -> None:
        with pytest.raises(ValueError, match="0 <= start < end"):
            Span(start, end)

    @given(texts_with_span())
    @LAWS
    def test_of_is_the_slice_and_as_long_as_the_span(self, case: tuple[str, Span]) -> None:
        text, span = case

        assert span.of(text) == text[span.start : span.end]
        assert len(span.of(text)) == len(span)

    @given(TEXTS, st.integers(1, 9), st.data())
    @LAWS
    def test_of_raises_past_the_end_where_a_slice_would_be_short(
        self, text: str, beyond: int, data: st.DataObject
    ) -> None:
        span = Span(data.draw(st.integers(0, len(text))), len(text) + beyond)

        with pytest.raises(ValueError, match="past the end"):
            span.of(text)

    @given(ANY_SPAN, ANY_SPAN)
    @LAWS
    def test_contains_and_overlaps_are_those_of_the_sets_of_characters(self, one: Span, other: Span) -> None:
        here, there = set(range(one.start, one.end)), set(range(other.start, other.end))

        assert one.contains(other) == (there <= here)
        assert one.overlaps(other) == other.overlaps(one) == bool(here & there)

    @given(ANY_SPAN)
    @LAWS
    def test_neighbours_share_nothing(self, span: Span) -> None:
        assert not span.overlaps(span.moved(len(span)))
        assert span.contains(span)

    @given(ANY_SPAN, NUMBERS, NUMBERS)
    @LAWS
    def test_moves_add_up_and_keep_the_length(self, span: Span, one: int, other: int) -> None:
        assert span.moved(one).moved(other) == span.moved(one + other)
        assert span.moved(one).moved(-one) == span
        assert len(span.moved(one)) == len(span)

    @given(ANY_SPAN)
    @LAWS
    def test_nothing_moves_before_the_beginning(self, span: Span) -> None:
        with pytest.raises(ValueError, match="0 <= start"):
            span.moved(-span.start - 1)

    @given(texts_with_span())
    @LAWS
    def test_trimming_takes_white_space_from_both_ends_and_nothing_else(self, case: tuple[str, Span]) -> None:
        text, span = case
        trimmed = span.trimmed(text)

        assert (trimmed.of(text) if trimmed else "") == span.of(text).strip()
        assert trimmed is None or (span.contains(trimmed) and trimmed.trimmed(text) == trimmed)

    @given(ANY_SPAN, ANY_SPAN)
    @LAWS
    def test_spans_are_in_the_order_of_the_text(self, one: Span, other: Span) -> None:
        assert (one < other) == ((one.start, one.end) < (other.start, other.end))


class TestTracedText:
    @given(TEXTS)
    @LAWS
    def test_plain_text_comes_from_itself_character_by_character(self, text: str) -> None:
        plain = TracedText.plain(text)

        assert plain.text == text
        assert origins(plain) == [Span(at, at + 1) for at in range(len(text))]

    @given(texts_with_span(), st.data())
    @LAWS
    def test_a_stretch_leads_back_to_where_it_was_cut(
        self, case: tuple[str, Span], data: st.DataObject
    ) -> None:
        text, cut = case
        part = data.draw(spans(len(cut)))

        assert TracedText.plain(text, cut).text == cut.of(text)
        assert TracedText.plain(text, cut).back(part) == part.moved(cut.start)

    def test_a_stretch_past_the_end_is_refused(self) -> None:
        with pytest.raises(ValueError, match="past the end"):
            TracedText.plain("abc", Span(1, 4))

    @given(SOME_TEXTS, st.data())
    @LAWS
    def test_words_put_in_lead_nowhere(self, text: str, data: st.DataObject) -> None:
        assert TracedText.inserted(text).back(data.draw(spans(len(text)))) is None

    def test_pieces_must_add_up_to_the_text(self) -> None:
        with pytest.raises(ValueError, match="add up"):
            TracedText("abc", (Piece(2, Span(0, 2)),))

    @given(traced())
    @LAWS
    def test_a_joined_text_is_its_parts_and_keeps_their_origins(self, case: tuple[str, TracedText]) -> None:
        origin, text = case
        parts = [TracedText.inserted("<s1> "), text, TracedText.inserted("!")]
        joined = TracedText.join(parts)

        assert joined.text == "<s1> " + text.text + "!"
        assert origins(joined) == [None] * 5 + origins(text) + [None]
        for char, span in zip(text.text, origins(text), strict=True):
            assert span is None or span.of(origin) == char

    @given(traced(), st.data())
    @LAWS
    def test_back_is_the_smallest_span_around_the_origins_of_its_characters(
        self, case: tuple[str, TracedText], data: st.DataObject
    ) -> None:
        _, text = case
        if not text.text:
            return
        wanted = data.draw(spans(len(text.text)))
        known = [span for span in origins(text)[wanted.start : wanted.end] if span is not None]

        expected = Span(min(s.start for s in known), max(s.end for s in known)) if known else None
        assert text.back(wanted) == expected

    @pytest.mark.parametrize("text", ["", "abc", "ß"])
    def test_back_raises_past_the_end(self, text: str) -> None:
        for traced_text in (TracedText.plain(text), TracedText.plain(text).fold()):
            with pytest.raises(ValueError, match="past the end"):
                traced_text.back(Span(5, 6))


class TestFold:
    @given(traced())
    @LAWS
    def test_pieces_add_up_whatever_was_folded(self, case: tuple[str, TracedText]) -> None:
        folded = case[1].fold()

        assert sum(piece.length for piece in folded.pieces) == len(folded.text)

    @given(TEXTS)
    @example("Straße: ﬁx the ﬃ, İzmir, ½ cafe\u0301")
    @example("  a \u00a0\n\t b\u00ad-\u00adc  ")
    @example("“She said ‘no’ — twice”")
    @example("a ¨ ´ ŉ … ﷺ")
    @LAWS
    def test_each_folded_character_leads_back_to_characters_that_fold_to_it(self, text: str) -> None:
        folded = TracedText.plain(text).fold()

        for char, origin in zip(folded.text, origins(folded), strict=True):
            assert origin is not None
            assert len(origin) == 1
            # A blank before a letter shows what a space in the middle becomes.
            assert char in fold("x" + origin.of(text))

    @given(TEXTS)
    @example("ßﬁİ a\u0301 “”\u00ad")
    @LAWS
    def test_fold_and_back_are_whole_characters_in_the_order_of_the_text(self, text: str) -> None:
        folded = TracedText.plain(text).fold()
        back = [origin for origin in origins(folded) if origin is not None]

        assert back == sorted(back)
        assert all(len(origin) == 1 for origin in back)
        if folded.text:
            whole = folded.back(Span(0, len(folded.text)))
            assert whole == Span(back[0].start, back[-1].end)

    @given(TEXTS)
    @LAWS
    def test_only_white_space_and_invisible_marks_go(self, text: str) -> None:
        kept = {o.start for o in origins(TracedText.plain(text).fold()) if o is not None}
        gone = {char for at, char in enumerate(text) if at not in kept}

        assert all(char.isspace() or unicodedata.category(char) in {"Cf", "Zs", "Sk"} for char in gone)

    @given(TEXTS)
    @example("｢a｣ ⁻1 ｀b ¨")
    @LAWS
    def test_folding_what_is_folded_changes_nothing(self, text: str) -> None:
        assert fold(fold(text)) == fold(text)

    @given(TEXTS)
    @LAWS
    def test_folded_text_has_no_run_of_spaces_and_none_in_front(self, text: str) -> None:
        folded = fold(text)

        assert "  " not in folded
        assert not folded.startswith(" ")
        assert not any(char.isspace() and char != " " for char in folded)

    @given(traced())
    @LAWS
    def test_folded_words_that_were_put_in_still_lead_nowhere(self, case: tuple[str, TracedText]) -> None:
        _, text = case
        inserted = TracedText.inserted("MARK-Ø")
        folded = TracedText.join([text, inserted]).fold()
        at = len(folded.text) - len("mark-ø")

        assert folded.text.endswith("mark-ø")
        assert folded.back(Span(at, len(folded.text))) is None

    @given(traced())
    @LAWS
    def test_origins_of_a_folded_text_lie_in_the_origin(self, case: tuple[str, TracedText]) -> None:
        origin, text = case

        assert all(span is None or span.end <= len(origin) for span in origins(text.fold()))

    @given(SOME_TEXTS)
    @LAWS
    def test_folding_twice_leads_back_to_the_first_origin(self, text: str) -> None:
        once = TracedText.plain(text).fold()

        assert origins(once.fold()) == origins(once)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("“Yes,” she said", '"yes," SHE said'),
            ("it’s", "it's"),
            ("2019–20", "2019-20"),
            ("a\u00a0b", "a \n b"),
            ("co\u00adoperate", "cooperate"),
            ("Straße", "STRASSE"),
            ("ﬁrst", "First"),
            ("wait…", "wait..."),
            ("１２", "12"),
            ("«oui»", '"oui"'),
        ],
    )
    def test_texts_that_readers_take_for_the_same_fold_alike(self, one: str, other: str) -> None:
        assert fold(one) == fold(other)

    @pytest.mark.parametrize(
        ("one", "other"), [("a b", "ab"), ("12", "13"), ("café", "cafe"), ("a.b", "a,b")]
    )
    def test_texts_that_readers_tell_apart_do_not(self, one: str, other: str) -> None:
        assert fold(one) != fold(other)

    @pytest.mark.parametrize(
        ("text", "wanted", "origin"),
        [
            ("Die Straße dort", "strasse", "Straße"),
            ("the ﬁrst", "first", "ﬁrst"),
            ("the ﬁrst", "irst", "ﬁrst"),
            ("in İzmir now", "i\u0307zmir", "İzmir"),
            ("co\u00adop ends", "coop", "co\u00adop"),
            ("a  \n b", "a b", "a  \n b"),
            ("cafe\u0301 noir", "cafe\u0301", "cafe\u0301"),
            ("well … no", "...", "…"),
            ("“we—will”", "we-will", "we—will"),
        ],
    )
    def test_a_find_in_the_folded_text_is_a_stretch_of_the_origin(
        self, text: str, wanted: str, origin: str
    ) -> None:
        folded = TracedText.plain(text).fold()
        at = folded.text.index(wanted)
        found = folded.back(Span(at, at + len(wanted)))

        assert found is not None
        assert found.of(text) == origin

    def test_a_book_needs_few_pieces(self) -> None:
        text = "The council approved the bridge, and nobody minded. " * 2000

        assert len(TracedText.plain(text).fold().pieces) <= 2

    def test_every_compatibility_character_folds_to_something_stable(self) -> None:
        every = [chr(number) for number in (*range(0x3400), *range(0xF900, 0x10000))]

        assert [char for char in every if fold(fold(f"a{char}b")) != fold(f"a{char}b")] == []


@LAWS
@given(st.text(CHARACTERS, max_size=60))
def test_folding_with_and_without_places_gives_the_same(text: str) -> None:
    assert fold(text) == TracedText.plain(text).fold().text
