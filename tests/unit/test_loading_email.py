"""Messages: subject, date and the text that was sent, without headers, quoted replies and signatures."""

import base64
from pathlib import Path

import pytest

from briefing.domain.article import Article
from briefing.errors import EmptyArticle
from briefing.loading import find_sources, load_bytes

BODY = "The council of Port Ellery voted for the harbour on Monday night, and nobody was glad.\n"
HEADERS = """From: Desk <desk@ledger.example>
To: list@ledger.example
Subject: [News] Re: Harbour wins vote
Date: Tue, 16 Nov 2004 08:15:00 +0100
MIME-Version: 1.0
"""
PLAIN = "Content-Type: text/plain; charset=utf-8\n"


def message(source: str, name: str = "mail.txt") -> Article:
    return load_bytes(source.encode(), name, "")


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(article.text).strip()) for block in article.blocks]


@pytest.mark.parametrize("name", ["mail.txt", "mail.eml", "-"])
def test_subject_and_date_are_those_of_the_article(name: str) -> None:
    article = message(f"{HEADERS}{PLAIN}\n{BODY}", name)

    assert (article.title, article.published) == ("Harbour wins vote", "2004-11-16")
    assert article.source.media_type == "message/rfc822"
    assert kinds(article) == [("headline", "Harbour wins vote"), ("paragraph", BODY.strip())]


def test_a_dateline_goes_before_the_day_of_sending() -> None:
    assert message(f"{HEADERS}{PLAIN}\nLUND, Nov. 2, 2004 (Wire) - {BODY}").published == "2004-11-02"


def test_the_subject_that_stands_in_the_text_is_its_headline() -> None:
    told = kinds(message(f"{HEADERS}{PLAIN}\nHarbour wins vote\n\n{BODY}"))

    assert told == [("headline", "Harbour wins vote"), ("paragraph", BODY.strip())]


@pytest.mark.parametrize(
    "rest",
    [
        "On Mon, Nov 15, 2004 at 5:02 PM Jo Bell <jo@b.example> wrote:\n> We will not sell.\n> > Nor we.",
        "On Mon, Nov 15, 2004 at 5:02 PM Jo Bell <jo@ledger.example>\nwrote:\n\n> We will not sell.",
        "> We will not sell.\n>\n> It is too late.",
        "-----Original Message-----\nFrom: Jo Bell\n\nWe will not sell.",
        "-- \nThe desk of The Ledger\nLund",
    ],
)
def test_quoted_replies_and_signatures_are_no_prose(rest: str) -> None:
    told = kinds(message(f"{HEADERS}{PLAIN}\n{BODY}\n{rest}\n"))

    assert told[1] == ("paragraph", BODY.strip())
    assert {kind for kind, _ in told[2:]} == {"boilerplate"}


def test_a_rule_across_a_message_and_a_writer_in_it_cut_nothing_off() -> None:
    told = kinds(message(f"{HEADERS}{PLAIN}\n{BODY}\n--\n" + f"On Monday she wrote:\n\n{BODY}\n" * 4))

    assert [text for kind, text in told if kind == "paragraph"].count(BODY.strip()) == 5


def test_a_greeting_is_no_prose() -> None:
    told = kinds(message(f"{HEADERS}{PLAIN}\nHi all, see below.\n\n{BODY}"))

    assert told[1:] == [("boilerplate", "Hi all, see below."), ("paragraph", BODY.strip())]


def test_the_text_of_a_forwarded_message_is_read() -> None:
    forwarded = "---------- Forwarded message ---------\nFrom: Jo <jo@ledger.example>\nSubject: Harbour\n"
    told = kinds(message(f"{HEADERS}{PLAIN}\n{forwarded}\n{BODY}"))

    assert [kind for kind, _ in told] == ["headline", "boilerplate", "paragraph"]
    assert told[2][1] == BODY.strip()


@pytest.mark.parametrize(
    ("encoding", "sent"),
    [
        ("quoted-printable", "The council of Z=C3=BCrich voted for the har=\nbour on Monday night.\n"),
        (
            "base64",
            base64.b64encode("The council of Zürich voted for the harbour on Monday night.\n".encode()),
        ),
    ],
)
def test_encoded_bodies_and_subjects(encoding: str, sent: str | bytes) -> None:
    body = sent if isinstance(sent, str) else sent.decode()
    source = (
        f"From: a@b.example\nSubject: =?utf-8?q?Z=C3=BCrich_votes?=\nContent-Transfer-Encoding: {encoding}\n"
    )
    article = message(f"{source}{PLAIN}\n{body}")

    assert article.text == "Zürich votes\n\nThe council of Zürich voted for the harbour on Monday night.\n"


PARTS = """Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset=utf-8

{plain}
--b
Content-Type: text/html; charset=utf-8

<html><body><article><h1>Harbour wins vote</h1>{html}</article></body></html>
--b--
"""


def test_the_plain_part_goes_before_the_html_part_unless_it_says_next_to_nothing() -> None:
    html = f"<p>{BODY} It was dark.</p>" * 3
    whole = message(HEADERS + PARTS.format(plain=BODY, html=html))
    stub = message(HEADERS + PARTS.format(plain="Open this message in a browser.", html=html))

    assert "dark" not in whole.text
    assert "dark" in stub.text
    assert (stub.title, stub.published) == ("Harbour wins vote", "2004-11-16")


SAVED = """From: <Saved by Blink>
Snapshot-Content-Location: https://ledger.example/a
Subject: Harbour
Date: Tue, 16 Nov 2021 08:15:00 +0100
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----B"

------B
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable

<html><body><article><h1>Harbour</h1>{}</article></body></html>
------B--
"""


@pytest.mark.parametrize("name", ["page.mht", "page.mhtml"])
def test_a_saved_page_is_read_as_a_page_and_not_dated_when_it_was_saved(name: str) -> None:
    article = message(SAVED.format(f"<p>{BODY}</p><p>It was dar=\nk.</p>"), name)

    assert article.published is None
    assert kinds(article)[0] == ("headline", "Harbour")
    assert article.text.endswith("It was dark.")


@pytest.mark.parametrize(
    "top",
    [
        "Date: 16 November 2004\nThe council met.",
        "Subject: the harbour\n\nThe council met.",
        "From: our man in Lund\nSubject: the harbour\n\nThe council met.",
        "Date: Tue, 16 Nov 2004\nBy: Ann Lund\n\nThe council met.",
    ],
)
def test_an_article_that_begins_with_a_label_is_no_message(top: str) -> None:
    assert message(f"{top}\n\n{BODY}").source.media_type == "text/plain"


def test_a_message_without_text_is_refused() -> None:
    with pytest.raises(EmptyArticle, match="holds no text"):
        message(f"{HEADERS}Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n")


@pytest.mark.parametrize("broken", ["Date: soon", "Subject: =?utf-8?b?!!?=", "Subject: =?no-such?q?a?="])
def test_headers_that_cannot_be_read_stop_nothing(broken: str) -> None:
    assert BODY.strip() in message(f"From: a@b.example\nTo: c@d.example\n{broken}\n\n{BODY}").text


def test_messages_in_a_folder_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_text(f"{HEADERS}{PLAIN}\n{BODY}")

    assert find_sources([str(tmp_path)]).locators == (str(tmp_path / "a.eml"),)


@pytest.mark.parametrize(
    "head",
    [
        "--- Forwarded message ---\nFrom: Jo <jo@b.example>\nDate: Mon, May 6, 2002 at 6:02 PM\n",
        "________________\nFrom: Jo <jo@b.example>\nSent: Monday, May 6, 2002 6:02 PM\nTo: Roe\n",
        "--- Forwarded message ---\nFrom: Jo <jo@b.example>\nDate: Mon, 6 May 2002 18:02:00 +0200\n",
    ],
)
def test_what_is_handed_on_was_written_before(head: str) -> None:
    article = message(f"{HEADERS}{PLAIN}\nFor you.\n\n{head}\n{BODY}")

    assert article.published == "2002-05-06"
    assert ("paragraph", BODY.strip()) in kinds(article)


def test_where_the_day_of_what_is_handed_on_cannot_be_read_none_is_taken() -> None:
    head = "---------- Forwarded message ---------\nFrom: Jo <jo@b.example>\nDate: some day in May\n"

    assert message(f"{HEADERS}{PLAIN}\n{head}\n{BODY}").published is None


@pytest.mark.parametrize(
    "quoted",
    [
        "-----Original Message-----\nFrom: Jo\nSent: Monday, May 6, 2002 6:02 PM\nSubject: Harbour\n\n"
        + BODY * 6,
        "On Mon, May 6, 2002 at 6:02 PM Jo <jo@b.example> wrote:\n\n" + f"> {BODY}" * 6,
    ],
)
def test_a_word_or_two_hand_on_what_is_quoted(quoted: str) -> None:
    told = kinds(message(f"{HEADERS}{PLAIN}\nFor you, by noon.\n\nBest, Roe\n\n{quoted}"))

    assert [kind for kind, _ in told] == ["headline", "boilerplate", *["paragraph"] * 6]
    assert told[2][1] == BODY.strip()
