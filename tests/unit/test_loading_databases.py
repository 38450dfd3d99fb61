"""Articles out of databases of news: the fields tell of them and are no part of them."""

from briefing.domain.article import Article
from briefing.loading import load_bytes

PROSE = "The council of Port Ellery voted for a new harbour on Monday, after nine hours of debate."
CODED = f"""SE   News
HD   Harbour wins vote
BY   By Ann Lund
WC   287 words
PD   12 October 2023
SN   The Ledger
CY   Copyright 2023, The Ledger
LP
{PROSE}

TD
It will cost 40 million.

CO   ledg : Ledger Corp
AN   Document LEDG0020231012
"""
NAMED = f"""Harbour wins vote
The Ledger
March 14, 2023 Tuesday
Late Edition - Final

Copyright 2023 The Ledger All Rights Reserved

Section: Section A; Pg. 17
Length: 412 words
Byline: By ANN LUND

Body

{PROSE}

It will cost 40 million.

Load-Date: March 15, 2023

End of Document
"""


def read(source: str) -> Article:
    return load_bytes(source.encode(), "story.txt", "text/plain")


def kinds(article: Article) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for block in article.blocks:
        found.setdefault(block.kind.value, []).append(block.span.of(article.text).strip())
    return found


def test_fields_with_codes() -> None:
    article = read(CODED)

    assert (article.title, article.published) == ("Harbour wins vote", "2023-10-12")
    assert (article.author, article.outlet) == ("Ann Lund", "The Ledger")
    assert kinds(article)["paragraph"] == [PROSE, "It will cost 40 million."]


def test_fields_with_names() -> None:
    article = read(NAMED)

    assert (article.title, article.published) == ("Harbour wins vote", "2023-03-14")
    assert (article.author, article.outlet) == ("ANN LUND", "The Ledger")
    assert kinds(article)["paragraph"] == [PROSE, "It will cost 40 million."]


def test_an_article_with_some_of_these_words_is_read_as_it_stands() -> None:
    article = read(f"Harbour wins vote\n\nBody\n\n{PROSE}\n\nHD is a grade of film.\nTD is a score.\n")

    assert PROSE in kinds(article)["paragraph"]
    assert article.outlet is None
