"""What is found in an article: who is named, who said what, which figures stand there.

Every finding holds places only; its words are read off the article.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from briefing.domain.spans import Place

ActorId = NewType("ActorId", str)
QuotationId = NewType("QuotationId", str)
QuantityId = NewType("QuantityId", str)


class MentionForm(StrEnum):
    """How a mention names its actor."""

    NAME = "name"
    DESCRIPTION = "description"
    PRONOUN = "pronoun"


class ActorKind(StrEnum):
    """What is named. A facility is a place; nationalities are not actors."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"


class QuotationKind(StrEnum):
    """DIRECT: whole clauses in marks. MIXED: some words in marks inside a reported clause.
    INDIRECT: no marks."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class QuantityKind(StrEnum):
    """What a quantity measures."""

    MONEY = "money"
    PERCENT = "percent"
    PERCENTAGE_POINTS = "percentage_points"
    COUNT = "count"
    ORDINAL = "ordinal"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    DISTANCE = "distance"
    AREA = "area"
    MASS = "mass"
    TEMPERATURE = "temperature"
    SCORE = "score"
    AGE = "age"
    RATE = "rate"
    RATIO = "ratio"
    YEAR = "year"
    OTHER = "other"


TEMPORAL = frozenset({QuantityKind.DATE, QuantityKind.TIME, QuantityKind.YEAR})


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that stands for an actor."""

    place: Place
    form: MentionForm


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation or place that is named in the text.

    `name` is the fullest form of the name in the text, `role` the words that say what the actor
    is ("Kremlin Spokesperson"), without the name; None where the text gives none. `mentions` are
    in the order of the text. `salience`, 0 to 1, rounded to three places, says how much the actor
    matters.
    """

    id: ActorId
    kind: ActorKind
    name: Place
    role: Place | None
    mentions: tuple[Mention, ...]
    salience: float


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody is given as saying.

    `contents` are the words said, in pieces where the cue stands between ("A," she said, "B"),
    never with the marks; `clause` is the reported clause of a MIXED quotation; `cue` is "said",
    "according to"; `speaker` the words that say who; `actor` whom they mean.
    """

    id: QuotationId
    kind: QuotationKind
    contents: tuple[Place, ...]
    clause: Place | None = None
    cue: Place | None = None
    speaker: Place | None = None
    actor: ActorId | None = None

    def __post_init__(self) -> None:
        if not self.contents:
            raise ValueError("a quotation needs contents")


@dataclass(frozen=True, slots=True)
class Amount:
    """A value or a range in the unit of its quantity; `low == high` but for a range."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, year or time in ISO 8601, as precise as the text is; `low == high` but for a range.

    `--10-10` where the year is not known.
    """

    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its meaning. `place` is everything that belongs to it ("about $44-45 billion").

    `value` is None where the text is vague ("dozens") or the value cannot be told. `unit` is an
    ISO 4217 code for money, otherwise the plain English singular ("percent", "kilometre"), None
    for counts. `hedge` is the word of doubt or bound, lower case ("about", "at least"). `of` is
    the thing counted, in the article's words. `resolved`: the words alone do not say the value ("Monday",
    "October 10"), the article's date does.
    """

    id: QuantityId
    place: Place
    kind: QuantityKind
    value: Amount | Moment | None
    unit: str | None = None
    hedge: str | None = None
    of: Place | None = None
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found, each list heaviest first."""

    actors: tuple[Actor, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    quantities: tuple[Quantity, ...] = ()
