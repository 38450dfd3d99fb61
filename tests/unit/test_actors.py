"""find_actors() on sentences of our own, each with all its actors marked in the text."""

import re
import time
from collections import defaultdict
from pathlib import Path

import pytest
from marked import lines_as_blocks, read_articles

from briefing.domain.findings import Actor
from briefing.extracting.actors import find_actors

CASES = Path(__file__).parent.parent / "cases" / "actors.txt"
TAG = re.compile(r"<(/?)([polrdh])(\d)>")
KINDS = {"p": "person", "o": "organisation", "l": "place"}
FORMS = {"p": "name", "o": "name", "l": "name", "d": "description", "h": "pronoun"}

Described = tuple[str, str | None, list[tuple[int, str, str]]]


def without_tags(marked: str) -> tuple[str, list[Described]]:
    """The text, and the actors marked in it."""
    text, last = "", 0
    started: dict[str, int] = {}
    mentions: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    roles: dict[str, str] = {}
    for match in TAG.finditer(marked):
        text += marked[last : match.start()]
        last = match.end()
        closing, letter, number = match.groups()
        if not closing:
            started[letter + number] = len(text)
            continue
        start = started.pop(letter + number)
        if letter == "r":
            roles["p" + number] = text[start:]
        else:
            actor = letter if letter in KINDS else "p"
            mentions[actor + number].append((start, text[start:], FORMS[letter]))
    assert not started, f"a tag is not closed: {marked}"
    actors = [(KINDS[key[0]], roles.get(key), sorted(found)) for key, found in mentions.items()]
    return text + marked[last:], actors


def described(text: str, actor: Actor) -> Described:
    mentions = sorted((m.place.span.start, m.place.span.of(text), m.form.value) for m in actor.mentions)
    return actor.kind.value, actor.role.span.of(text) if actor.role else None, mentions


def names(text: str) -> list[str]:
    return sorted(actor.name.span.of(text) for actor in find_actors(lines_as_blocks(text)))


@pytest.mark.parametrize("marked", [pytest.param(case[1], id=case[0]) for case in read_articles(CASES)])
def test_case(marked: str) -> None:
    text, expected = without_tags(marked)
    found = [described(text, actor) for actor in find_actors(lines_as_blocks(text))]
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_name_is_the_fullest_form() -> None:
    assert names("Berg came first. Then Anna Berg spoke, and Berg left.") == ["Anna Berg"]


def test_heaviest_first_and_numbered() -> None:
    text = "Anna Berg met Tom Reed. Berg spoke. Berg left. Then Berg came back to Oslo."
    actors = find_actors(lines_as_blocks(text))
    assert [actor.id for actor in actors] == ["a1", "a2", "a3"]
    assert actors[0].name.span.of(text) == "Anna Berg"
    assert [actor.salience for actor in actors] == sorted((a.salience for a in actors), reverse=True)


IN_CAPITALS = (
    "PRESIDENT BERGOV SAID ON MONDAY THAT NORWAY WOULD SEND GAS. ANNA BERG MET CAPTAIN BRELOV IN OSLO. "
    "WILL THE TOWN PAY? BRELOV MAY SAY WHEN THE JOHN WINS. THE MINISTRY OF TRADE DECLINED TO COMMENT."
)


@pytest.mark.parametrize("text", [IN_CAPITALS, IN_CAPITALS.lower()])
def test_case_that_says_nothing_is_not_asked(text: str) -> None:
    found = [name.upper() for name in names(text)]
    assert found == ["ANNA BERG", "BERGOV", "BRELOV", "MINISTRY OF TRADE", "NORWAY", "OSLO"]


def test_a_role_in_capitals() -> None:
    article = lines_as_blocks("CAPTAIN BRELOV SAID THE SHIP SANK. HE LEFT.")
    (brelov,) = find_actors(article)
    assert brelov.role is not None
    assert brelov.role.span.of(article.text) == "CAPTAIN"


REPORTS = (
    "Ann Reed spoke in Oslo. {} said the ferry would sail. The Harbour Board said the pier was closed. "
    "Tom Holm told {} so."
)


def weights(text: str) -> dict[str, float]:
    article = lines_as_blocks(text)
    return {actor.name.span.of(article.text): actor.salience for actor in find_actors(article)}


@pytest.mark.parametrize("outlet", ["Reuters", "TASS", "CNN", "Fox News", "Norland Herald", "Twitter"])
def test_an_outlet_that_only_reports_weighs_next_to_nothing(outlet: str) -> None:
    found = weights(REPORTS.format(outlet, outlet))
    assert found[outlet] < 0.1 < found["Harbour Board"]


@pytest.mark.parametrize("deed", ["CNN bought the pier.", "The city closed CNN."])
def test_an_outlet_that_does_or_suffers_something_is_an_actor(deed: str) -> None:
    assert weights(REPORTS.format("CNN", "CNN") + " " + deed)["CNN"] > 0.3


SCRAPS = [
    ".",
    "' s",
    "Mr .",
    "The",
    "-",
    " - ",
    "of",
    "Minister of",
    "of Minister",
    "Jane Roe (",
    "al-",
    "d'",
]
SCRAPS += ["O ’ ", "G 7", "US $", "“", "’ s ’ s", "the", "Ministry of A, B and", "I. I. I.", "\u0301"]


@pytest.mark.parametrize("text", SCRAPS)
def test_scraps_raise_nothing(text: str) -> None:
    find_actors(lines_as_blocks(text))


def test_time_grows_with_the_length() -> None:
    sentence = (
        "Harbour Minister Anders Lund met Carla Ruiz, head of the Ferry Union, in Oslo. He told Ruiz so. "
    )

    def seconds(times: int) -> float:
        article = lines_as_blocks(sentence * times)
        begun = time.perf_counter()
        find_actors(article)
        return time.perf_counter() - begun

    seconds(50)
    assert seconds(2800) < 30 * seconds(280)  # 50,000 words; the quadratic would be 100 times
