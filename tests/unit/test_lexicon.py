"""What spelling and lists tell of words, and how tags of tokens become spans."""

import pytest

from briefing.backends.tags import LAYERS, Tagged, features_of, spans_of, tag_count
from briefing.domain.spans import Span
from briefing.grammar.lexicon import CASED, FEATURES, known_words


def told(*sentences: str) -> list[dict[str, set[str]]]:
    """For each sentence its words with the names of their features."""
    return [
        {
            span.of(text): {name for number, name in enumerate(FEATURES) if bits >> number & 1}
            for span, bits in known
        }
        for text, known in zip(sentences, known_words(sentences), strict=True)
    ]


def test_lists_and_spelling() -> None:
    (words,) = told("Minister Anna Roth of NATO said on Monday that New York has 28 ships.")

    assert {"role", "capital", "opens"} <= words["Minister"]
    assert {"first name", "capital"} <= words["Anna"]
    assert {"organisation", "capitals"} <= words["NATO"]
    assert {"reporting verb"} <= words["said"]
    assert {"no name"} <= words["Monday"]
    assert "place" in words["New"] & words["York"]
    assert words["28"] == words["."] == {"letterless"}


def test_a_word_that_the_article_writes_small_too_is_ordinary() -> None:
    first, second = told("The bridge is dear.", "Bridge and Mayor Roth fell.")

    assert "ordinary" in first["bridge"] & second["Bridge"]
    assert "ordinary" not in second["Roth"]


@pytest.mark.parametrize("text", ["anna roth of lund spoke.", "ANNA ROTH OF LUND SPOKE."])
def test_a_text_in_one_case_says_nothing_by_its_case(text: str) -> None:
    (words,) = told(text)

    assert {FEATURES[number] for number in CASED}.isdisjoint(set().union(*words.values()))


def test_tokens_have_the_features_of_their_word() -> None:
    assert features_of([(0, 2), (2, 4), (5, 7), (8, 9)], [(Span(0, 4), 3), (Span(5, 7), 8)]) == [3, 3, 8, 0]


def test_spans_of_tags() -> None:
    person, place = (1 + 2 * LAYERS["entity"].index(kind) for kind in ("person", "place"))
    tags = [0, person, person + 1, person, place + 1, 0, place]
    tokens = [(n, n + 1) for n in range(7)]
    scores = [1.0, 0.5, 1.0, 0.9, 0.8, 1.0, 0.7]

    assert list(spans_of("entity", tags, scores, tokens)) == [
        Tagged(Span(1, 3), "entity", "person", 0.75),
        Tagged(Span(3, 4), "entity", "person", 0.9),
        Tagged(Span(4, 5), "entity", "place", 0.8),
        Tagged(Span(6, 7), "entity", "place", 0.7),
    ]


def test_every_name_has_a_tag_that_begins_and_one_that_goes_on() -> None:
    assert [tag_count(layer) for layer in LAYERS] == [1 + 2 * len(names) for names in LAYERS.values()]
