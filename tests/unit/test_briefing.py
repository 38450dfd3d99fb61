"""The page, its runs, and the law that every word leads back to the source."""

import pytest

from briefing.domain.article import Article, Block, BlockKind, Section, SegmentedArticle, Sentence, Source
from briefing.domain.briefing import (
    Briefing,
    Fixed,
    Given,
    Line,
    LineKind,
    Page,
    Resolved,
    Run,
    RunRecord,
    Stated,
    Verbatim,
    untraced,
)
from briefing.domain.claims import Check, Claim, Evidence, Match, Verdict
from briefing.domain.findings import Findings, Moment, Quantity, QuantityKind, Quotation, QuotationKind
from briefing.domain.spans import Place, Span

TEXT = 'Mayor Ines Roth opened 12 schools. She said "we will build more" in Lund.'


def _segmented() -> SegmentedArticle:
    source = Source("roth.txt", "text/plain", "0" * 64)
    article = Article("A1", source, TEXT, (Block(Span(0, len(TEXT)), BlockKind.PARAGRAPH),), title="Schools")
    sentences = (
        Sentence("s1", Span(0, 34), BlockKind.PARAGRAPH),
        Sentence("s2", Span(35, len(TEXT)), BlockKind.PARAGRAPH),
    )
    return SegmentedArticle(article, sentences, (Section("p1", Span(0, len(TEXT)), None, ("s1", "s2")),))


def _briefing(text: str, verdict: Verdict, *evidence: Evidence) -> Briefing:
    claim = Claim("c1", text, None, verbatim=False)
    return Briefing(
        (_segmented(),), Findings(), (claim,), (Check("c1", verdict, evidence),), RunRecord(version="0")
    )


def _page(run: Run) -> Page:
    return Page((Line(LineKind.POINT, (run,), items=("c1",)),))


def _stated(text: str) -> Page:
    return _page(Run(text, Stated("c1", Span(0, len(text)))))


def _evidence(text: str, part: str, source: str) -> Evidence:
    at, start = text.index(part), TEXT.index(source)
    return Evidence(Span(at, at + len(part)), Place("A1", Span(start, start + len(source))), Match.FOLDED)


class TestUntraced:
    def test_template_words_pass(self) -> None:
        page = _page(Run("Bottom line", Fixed()))

        assert untraced(page, _briefing("x", Verdict.UNCHECKED)) == ()

    def test_the_articles_words_pass_whatever_the_white_space(self) -> None:
        page = _page(Run("Mayor  Ines Roth", Verbatim(Place("A1", Span(0, 15)))))

        assert untraced(page, _briefing("x", Verdict.UNCHECKED)) == ()

    def test_other_words_at_a_place_are_found(self) -> None:
        run = Run("Mayor Ines Rothe", Verbatim(Place("A1", Span(0, 15))))

        assert untraced(_page(run), _briefing("x", Verdict.UNCHECKED)) == (run,)

    @pytest.mark.parametrize(
        ("field", "text", "passes"),
        [
            ("title", "Schools", True),
            ("locator", "roth.txt", True),
            ("title", "Bridges", False),
            ("outlet", "X", False),
        ],
    )
    def test_metadata_must_be_the_articles(self, field: str, text: str, passes: bool) -> None:
        page = _page(Run(text, Given("A1", field)))

        assert (untraced(page, _briefing("x", Verdict.UNCHECKED)) == ()) is passes

    def test_a_name_no_evidence_covers_is_found(self) -> None:
        text = "The mayor, Anna Falk, opened schools."
        briefing = _briefing(text, Verdict.SUPPORTED, _evidence(text, "opened schools", "opened 12 schools"))

        assert len(untraced(_stated(text), briefing)) == 1

    def test_a_figure_no_evidence_covers_is_found(self) -> None:
        text = "Some 13 schools were opened."
        briefing = _briefing(text, Verdict.SUPPORTED, _evidence(text, "schools", "schools"))

        assert len(untraced(_stated(text), briefing)) == 1

    def test_covered_names_and_figures_pass(self) -> None:
        text = "Some 12 schools were opened by Roth."
        briefing = _briefing(
            text, Verdict.SUPPORTED, _evidence(text, "12", "12"), _evidence(text, "Roth", "Roth")
        )

        assert untraced(_stated(text), briefing) == ()

    def test_quoted_words_no_evidence_covers_are_found(self) -> None:
        text = "The mayor said “we are done” there."
        briefing = _briefing(text, Verdict.SUPPORTED, _evidence(text, "there", "Lund"))

        assert len(untraced(_stated(text), briefing)) == 1

    def test_a_flagged_claim_may_hold_what_nothing_covers(self) -> None:
        text = "Some 13 schools were opened."

        assert untraced(_stated(text), _briefing(text, Verdict.NOT_FOUND)) == ()

    def test_words_that_are_not_the_claims_are_found(self) -> None:
        briefing = _briefing("Some schools were opened.", Verdict.UNCHECKED)

        assert len(untraced(_page(Run("Many", Stated("c1", Span(0, 4)))), briefing)) == 1

    def test_an_unknown_claim_is_found(self) -> None:
        page = _page(Run("Some", Stated("c9", Span(0, 4))))

        assert len(untraced(page, _briefing("Some", Verdict.UNCHECKED))) == 1

    @pytest.mark.parametrize(
        ("value", "resolved", "text", "passes"),
        [
            ("2022-12-19", True, "[19 Dec 2022]", True),
            ("2022-12-09", True, "[9 Dec 2022]", True),
            ("2022-12-19", True, "[20 Dec 2022]", False),
            ("2022-12-19", True, "19 Dec 2022", False),
            ("2022-12-19", False, "[19 Dec 2022]", False),
            ("2022-12", True, "[19 Dec 2022]", False),
            ("2022-99-19", True, "[19 Dec 2022]", False),
        ],
    )
    def test_a_resolved_day_must_be_that_of_its_finding(
        self, value: str, resolved: bool, text: str, passes: bool
    ) -> None:
        place = Place("A1", Span(0, 5))
        day = Quantity("n1", place, QuantityKind.DATE, Moment(value, value), resolved=resolved)
        briefing = Briefing((_segmented(),), Findings(quantities=(day,)), (), (), RunRecord("0"))

        assert (untraced(_page(Run(text, Resolved("n1"))), briefing) == ()) is passes
        assert untraced(_page(Run(text, Resolved("n2"))), briefing)


class TestValues:
    def test_a_verdict_that_needs_evidence_cannot_be_built_without(self) -> None:
        for verdict in (Verdict.SUPPORTED, Verdict.CONTRADICTED):
            with pytest.raises(ValueError, match="without evidence"):
                Check("c1", verdict)

    def test_a_briefing_needs_a_check_for_every_claim(self) -> None:
        claim = Claim("c1", "x", None, verbatim=False)

        with pytest.raises(ValueError, match="one check per claim"):
            Briefing((_segmented(),), Findings(), (claim,), (), RunRecord(version="0"))

    def test_a_quotation_needs_contents(self) -> None:
        with pytest.raises(ValueError, match="contents"):
            Quotation("q1", QuotationKind.DIRECT, ())

    def test_blocks_must_cover_the_text(self) -> None:
        source = Source("x", "text/plain", "")

        with pytest.raises(ValueError, match="blocks must cover"):
            Article("A1", source, "abc", (Block(Span(0, 2), BlockKind.PARAGRAPH),))

    def test_a_section_lists_the_sentences_it_holds(self) -> None:
        segmented = _segmented()

        with pytest.raises(ValueError, match="exactly one section"):
            SegmentedArticle(
                segmented.article, segmented.sentences, (Section("p1", Span(0, len(TEXT)), None, ("s1",)),)
            )

    def test_words_of_a_page_leave_the_numbered_source_out(self) -> None:
        run = Run("three little words", Fixed())
        page = Page((Line(LineKind.POINT, (run,)), Line(LineKind.SOURCE, (run,))))

        assert page.words == 3
