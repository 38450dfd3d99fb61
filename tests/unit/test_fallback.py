"""The ladder: what becomes of written claims."""

import numpy as np
from fakes import FakeReader

from briefing.checking.alignment import SourceIndex
from briefing.domain.article import Article, Block, BlockKind, SegmentedArticle, Source
from briefing.domain.claims import Claim, Verdict
from briefing.domain.findings import Findings
from briefing.domain.spans import Span
from briefing.fallback import Settled, settle
from briefing.segmenting import segment
from briefing.summarising.extractive import WeighedUnit, claim_ids, weigh_units
from briefing.summarising.units import find_units
from briefing.summarising.weighing import weigh

TEXT = (
    "The council of Lund approved the new bridge on Monday. The bridge will cost about $4.5 million in all. "
    "Critics called the whole plan reckless and dear. The old bridge carries 1,200 cars on a working day."
)


def _segmented() -> SegmentedArticle:
    block = Block(Span(0, len(TEXT)), BlockKind.PARAGRAPH)
    return segment(Article("A1", Source("x", "text/plain", ""), TEXT, (block,)))


def _units() -> list[WeighedUnit]:
    segmented = _segmented()
    reading = FakeReader().read([s.span.of(TEXT) for s in segmented.sentences])
    return weigh_units(find_units(segmented, Findings()), weigh(segmented, reading, Findings()))


def _settle(*texts: str) -> Settled:
    written = [Claim(f"w{n}", text, "p1", verbatim=False) for n, text in enumerate(texts)]
    return settle("p1", written, _units(), SourceIndex.of([_segmented()]), claim_ids())


def test_without_written_claims_the_source_speaks() -> None:
    settled = _settle()

    assert len(settled.claims) == 4
    assert all(c.claim.verbatim and c.check.verdict is Verdict.SUPPORTED for c in settled.claims)


def test_a_true_rewrite_is_kept_and_marked_unchecked() -> None:
    (kept,) = _settle("The new bridge was approved by the council of Lund.").claims

    assert not kept.claim.verbatim
    assert kept.check.verdict is Verdict.UNCHECKED
    assert kept.claim.id == kept.check.claim == "c1"


def test_a_sentence_of_the_source_is_printed_as_its_unit() -> None:
    (kept,) = _settle("critics called the whole plan reckless and dear").claims

    assert kept.claim.verbatim
    assert kept.claim.replaces is None
    assert kept.claim.text == "Critics called the whole plan reckless and dear."


def test_a_false_claim_is_replaced_by_the_sentence_it_is_nearest_to() -> None:
    false = "The old bridge carries 9,900 cars on a working day."

    (replaced,) = _settle(false).claims

    assert replaced.claim.text == "The old bridge carries 1,200 cars on a working day."
    assert replaced.claim.replaces == false


def test_no_unit_stands_twice_and_what_finds_none_is_omitted() -> None:
    settled = _settle(*["Mayor Anna Falk was there."] * 6)

    texts = [c.claim.text for c in settled.claims]
    assert len(texts) == len(set(texts)) == 4
    assert settled.omitted == 2


def test_vectors_of_units_have_length_one() -> None:
    assert all(np.isclose(np.linalg.norm(u.vector), 1.0, atol=1e-4) for u in _units())
