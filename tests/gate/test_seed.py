"""The owner's article, read by code: everything a reader of it would look for."""

from pathlib import Path

import pytest

from briefing.domain.article import BlockKind
from briefing.domain.findings import ActorKind, MentionForm, QuantityKind, QuotationKind
from briefing.loading import load
from briefing.pipeline import extract
from briefing.segmenting import segment

PEOPLE = {
    "Vladimir Putin": "Russian President",
    "Alexander Lukashenko": "Belarusian President",
    "Dmitry Peskov": "Kremlin Spokesperson",
    "Vladimir Andreichenko": "Chairman of the House of Representatives of the National Assembly of Belarus",
    "Sergei Shoigu": "Russian Defense Minister",
    "Viktor Khrenin": "Belarusian counterpart",
    "Boris Gryzlov": "Ambassador to Belarus",
    "Yury Ushakov": "Kremlin aide",
    "Alexei Overchuk": "Deputy Prime Minister",
    "Sergey Lavrov": "Foreign Minister",
    "Nikolai Shulginov": "Energy Minister",
    "Dmitry Shugayev": "Director of Federal Service for Military-Technical Cooperation",
}

SAID = [
    ("It should be emphasized", "Vladimir Putin"),
    ("satisfactory", "Vladimir Putin"),
    ("We have really been paying", "Vladimir Putin"),
    ("There is an issue related", "Vladimir Putin"),
    ("It is the same for the space sphere", "Vladimir Putin"),
    ("Strengthening Belarusian-Russian ties", "Alexander Lukashenko"),
    ("Russia and Belarus... are open", "Alexander Lukashenko"),
    ("have the opportunity to conduct", "Dmitry Peskov"),
    ("groundless fabrications", "Dmitry Peskov"),
    ("totally stupid, groundless", "Dmitry Peskov"),
    ("It is Belarus that we have", "Dmitry Peskov"),
    ("Today we reviewed", "Vladimir Andreichenko"),
    ("is developing successfully", "Vladimir Andreichenko"),
    ("according to the results of this year", "Vladimir Andreichenko"),
    ("agreed to pursue a unified", "TASS"),
]

NUMBERS = [
    ("early December", "--12", "--12", None),
    ("October 10", "--10-10", "--10-10", None),
    ("the 1990s", "1990", "1999", None),
    ("60%", "60", "60", "percent"),
    ("60%", "60", "60", "percent"),
    ("28", "28", "28", None),
    ("about 30%", "30", "30", "percent"),
    ("60%", "60", "60", "percent"),
    ("63rd", "63", "63", None),
    ("about $44-45 billion", "44000000000", "45000000000", "USD"),
    ("September 9, 2021", "2021-09-09", "2021-09-09", None),
    ("28", "28", "28", None),
]


@pytest.fixture(scope="module")
def article(seed: Path):
    return segment(load(str(seed)))


@pytest.fixture(scope="module")
def findings(article):
    return extract(article)


def test_sections_and_boilerplate(article) -> None:
    headings = [section.heading.of(article.text) for section in article.sections if section.heading]
    skipped = [
        block.span.of(article.text).strip()
        for block in article.article.blocks
        if block.kind is BlockKind.BOILERPLATE
    ]

    assert headings == [
        "Military-technical cooperation",
        "Putin arrives in Minsk",
        'Claims that Putin will discuss Belarus participation in war "groundless fabrications": Peskov',
        "Programs between Russia, Belarus have been implemented by 60%",
    ]
    assert len(skipped) == 3
    assert all(line.startswith("Read more: ") for line in skipped)


def test_each_of_the_twelve_people_once_with_a_role(article, findings) -> None:
    people = [actor for actor in findings.actors if actor.kind is ActorKind.PERSON]
    told = {a.name.span.of(article.text): a.role.span.of(article.text) if a.role else None for a in people}

    assert told == PEOPLE
    assert len(people) == len(PEOPLE)


def test_who_said_what_in_marks(article, findings) -> None:
    names = {actor.id: actor.name.span.of(article.text) for actor in findings.actors}
    said = [
        (q.contents[0].span.of(article.text), names.get(q.actor))
        for q in findings.quotations
        if q.kind is not QuotationKind.INDIRECT
    ]

    assert [(words[: len(start)], who) for (words, who), (start, _) in zip(said, SAID, strict=True)] == SAID


@pytest.mark.parametrize(
    "words", ["The Belarussian diplomat", "The Russian President", "The Belarusian President"]
)
def test_descriptions_mean_their_people(words: str, article, findings) -> None:
    meant = {
        actor.name.span.of(article.text)
        for actor in findings.actors
        for mention in actor.mentions
        if mention.form is MentionForm.DESCRIPTION and mention.place.span.of(article.text) == words
    }

    assert len(meant) == 1


def test_numbers_dates_and_ranges(article, findings) -> None:
    small_or_vague = (q.value is None or q.place.span.of(article.text) == "two" for q in findings.quantities)
    told = [
        (
            q.place.span.of(article.text),
            *(end if isinstance(end, str) else f"{end.normalize():f}" for end in (q.value.low, q.value.high)),
            q.unit,
        )
        for q, skip in zip(findings.quantities, small_or_vague, strict=True)
        if not skip
    ]

    assert told == NUMBERS
    assert sum(q.kind is QuantityKind.DATE and q.value is None for q in findings.quantities) == 5  # Mondays
