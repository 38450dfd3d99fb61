"""brief(): the order of the stages, nothing else."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefing.backends.lexical import LexicalReader
from briefing.backends.ports import Reader, Reading, Writer
from briefing.backends.tags import Tagged
from briefing.checking.alignment import SourceIndex
from briefing.domain.article import Article, SectionId, SegmentedArticle
from briefing.domain.briefing import Briefing, RunRecord
from briefing.domain.cards import ModelCard
from briefing.domain.claims import Check, Claim
from briefing.domain.findings import Findings
from briefing.extracting import find_all
from briefing.extracting.merging import merge
from briefing.extracting.topics import find_topics
from briefing.fallback import settle
from briefing.prompts import Prompt
from briefing.segmenting import segment
from briefing.segmenting.topics import divide
from briefing.summarising.abstractive import Desk, cut_claims, prompt_for, write_drafts
from briefing.summarising.extractive import WeighedUnit, claim_ids, weigh_units
from briefing.summarising.units import find_units
from briefing.summarising.weighing import in_order_of_weight, weigh


@dataclass(frozen=True, slots=True)
class Models:
    """What the stages read and write with, opened once. `writer` None: an extractive briefing."""

    reader: Reader
    writer: Writer | None = None
    prompts: Mapping[str, Prompt] = field(default_factory=dict)


def brief(
    articles: Sequence[Article],
    models: Models,
    record: RunRecord,
    on_stage: Callable[[str], None] = lambda _: None,
) -> Briefing:
    """One briefing of one article, or of several together.

    `on_stage` hears the name of each stage as it begins. Raises BackendError.
    """
    on_stage("segmenting")
    segmented = _segmented(articles)
    on_stage("reading")
    readings = [read(each, models.reader) for each in segmented]
    on_stage("extracting")
    found = [extract(own, reading) for own, reading in zip(segmented, readings, strict=True)]
    findings = merge(found, segmented)
    segmented = _divided(segmented, readings)
    weights = [weigh(own, reading, findings) for own, reading in zip(segmented, readings, strict=True)]
    findings = in_order_of_weight(findings, weights)
    units = [
        unit
        for own, weight in zip(segmented, weights, strict=True)
        for unit in weigh_units(find_units(own, findings), weight)
    ]
    on_stage("writing")
    written = _written(segmented, models)
    on_stage("checking")
    claims, checks, omitted = _settled(segmented, findings, written, units)
    titled = tuple(find_topics(each, findings, claims) for each in segmented)
    return Briefing(titled, findings, claims, checks, record, omitted)


def extract(segmented: SegmentedArticle, reading: Reading | None = None) -> Findings:
    """Everything found in one article, by code with what the reader marks in its sentences; nothing in a
    language whose rules are not here, where it would be guessed."""
    return find_all(segmented, tagged_in(segmented, reading) if reading is not None else ())


def tagged_in(segmented: SegmentedArticle, reading: Reading) -> tuple[Tagged, ...]:
    """What the reader marks, with places in the article."""
    return tuple(
        replace(mark, span=mark.span.moved(sentence.span.start))
        for sentence, marks in zip(segmented.sentences, reading.tagged, strict=False)
        for mark in marks
    )


def read(segmented: SegmentedArticle, reader: Reader) -> Reading:
    """What the reader sees; in a language that it was not made for, what word counts say."""
    reader = reader if _reads(reader.card, segmented) else LexicalReader()
    return reader.read([sentence.span.of(segmented.text) for sentence in segmented.sentences])


def _reads(card: ModelCard, segmented: SegmentedArticle) -> bool:
    language = segmented.article.language
    return language is None or not card.languages or language in card.languages


def _segmented(articles: Sequence[Article]) -> tuple[SegmentedArticle, ...]:
    """The articles with their sentences and sections, numbered on from one to the next."""
    done: list[SegmentedArticle] = []
    for article in articles:
        sentences = sum(len(s.sentences) for s in done)
        sections = sum(len(s.sections) for s in done)
        done.append(segment(article, sentences + 1, sections + 1))
    return tuple(done)


def _divided(
    segmented: Sequence[SegmentedArticle], readings: Sequence[Reading]
) -> tuple[SegmentedArticle, ...]:
    """The same with long sections divided by topic, sections numbered on again."""
    done: list[SegmentedArticle] = []
    for own, reading in zip(segmented, readings, strict=True):
        done.append(divide(own, reading, sum(len(s.sections) for s in done) + 1))
    return tuple(done)


def _written(segmented: Sequence[SegmentedArticle], models: Models) -> list[Claim]:
    if models.writer is None:
        return []
    desk = Desk(models.writer, prompt_for(models.writer, models.prompts))
    read = [each for each in segmented if _reads(models.writer.card, each)]
    return cut_claims([draft for each in read for draft in write_drafts(each, desk)])


def _settled(
    segmented: Sequence[SegmentedArticle],
    findings: Findings,
    written: Sequence[Claim],
    units: Sequence[WeighedUnit],
) -> tuple[tuple[Claim, ...], tuple[Check, ...], int]:
    """The claims of the whole and of each section with their checks, and how many were omitted."""
    index = SourceIndex.of(segmented, findings)
    ids = claim_ids()
    by_section: dict[SectionId | None, list[WeighedUnit]] = {None: list(units)}
    for unit in units:
        by_section.setdefault(unit.section, []).append(unit)
    drafted: dict[SectionId | None, list[Claim]] = {}
    for claim in written:
        drafted.setdefault(claim.section, []).append(claim)
    scopes: list[SectionId | None] = [None, *(s.id for each in segmented for s in each.sections)]
    settled = [
        settle(scope, drafted.get(scope, ()), by_section.get(scope, ()), index, ids) for scope in scopes
    ]
    kept = [checked for one in settled for checked in one.claims]
    return tuple(c.claim for c in kept), tuple(c.check for c in kept), sum(one.omitted for one in settled)
