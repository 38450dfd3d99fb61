"""Plain text: the characters stay, and every one of them is in a block of the right kind."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.domain.article import Article, BlockKind
from briefing.errors import LoadError, TooLong
from briefing.loading import MOST_CHARACTERS, LoadOptions, load, load_bytes
from briefing.loading.decoding import repair

CASES = Path(__file__).resolve().parent.parent / "cases" / "loading-kinds.txt"


def cases() -> list[tuple[str, list[tuple[str, str]]]]:
    """Name, and the lines as (kind or + or nothing, text)."""
    found: list[tuple[str, list[tuple[str, str]]]] = []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            found.append((line[3:], []))
        elif "|" in line and found:
            kind, text = line.split("|", 1)
            found[-1][1].append((kind.strip(), text.removeprefix(" ")))
    return found


def plain(text: str, **options: str) -> Article:
    return load_bytes(text.encode(), "story.txt", "text/plain", LoadOptions(**options))


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(article.text).strip()) for block in article.blocks]


@pytest.mark.parametrize(("name", "lines"), cases(), ids=[name for name, _ in cases()])
def test_kinds_of_blocks(name: str, lines: list[tuple[str, str]]) -> None:
    text = "\n".join(line for _, line in lines)
    expected: list[tuple[str, str]] = []
    for kind, line in lines:
        if kind == "+":
            expected[-1] = (expected[-1][0], f"{expected[-1][1]}\n{line}")
        elif kind:
            expected.append((kind, line))
    article = plain(text)
    assert article.text == text
    assert kinds(article) == [(kind, line.strip()) for kind, line in expected]


def test_the_seed(seed: Path) -> None:
    article = load(str(seed))
    told = kinds(article)
    assert article.text == seed.read_text(encoding="utf-8")
    assert article.language == "en"
    assert (
        article.title
        == told[0][1]
        == "Putin arrives in Minsk to hold talks with Lukashenko on several issues"
    )
    assert told[1][0] == "paragraph"
    assert [text.split()[0] for kind, text in told if kind == "heading"] == [
        "Military-technical",
        "Putin",
        "Claims",
        "Programs",
    ]
    assert [text[:9] for kind, text in told if kind == "boilerplate"] == ["Read more"] * 3
    assert {kind for kind, _ in told} == {"headline", "heading", "paragraph", "boilerplate"}


def test_blocks_own_the_white_space_after_them() -> None:
    article = plain("\n\n  The harbour opened on Monday night.  \n\n\n It was raining at the time. \n")
    assert [block.span.of(article.text) for block in article.blocks] == [
        "\n\n  The harbour opened on Monday night.  \n\n\n ",
        "It was raining at the time. \n",
    ]


def test_a_line_of_the_users_title_is_the_headline() -> None:
    text = "The mayor was right to be glad, and she said it.\nThe council voted for the harbour on Monday."
    assert plain(text).headline is None
    told = plain(text, title="the mayor was right to be glad, and she said it.")
    assert kinds(told)[0][0] == "headline"
    assert told.text == text


def test_another_title_changes_no_text() -> None:
    text = "Harbour wins vote\nThe council voted for the harbour on Monday."
    told = plain(text, title="A harbour for Port Ellery")
    assert told.text == text
    assert told.title == "A harbour for Port Ellery"
    assert kinds(told)[0] == ("headline", "Harbour wins vote")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("November 15, 2004", "2004-11-15"),
        ("15 November 2004", "2004-11-15"),
        ("Mon, Nov. 15, 2004", "2004-11-15"),
        ("Published: 15th Nov 2004, 10:30 GMT", "2004-11-15"),
        ("Last updated on May 3, 2019 at 7:05 p.m.", None),
        ("Updated May 3, 2019 | First published November 15, 2004", "2004-11-15"),
        ("Updated: 3 May 2019, 10:30 GMT. Published: Monday, 15 November 2004 at 7:05 p.m.", "2004-11-15"),
        ("Last updated: 3 May 2019\nFirst published: 15 November 2004", "2004-11-15"),
        ("15 November 2004\nUpdated 3 May 2019", "2004-11-15"),
        ("Updated:\n3 May 2019\nPublished:\n15 November 2004", "2004-11-15"),
        ("15 November 2004 Last updated at 10:30 GMT", "2004-11-15"),
        ("Updated 10:32 GMT, 15 November 2004", None),
        ("Posted: Nov 15, 2004 / 08:20 PM", "2004-11-15"),
        ("Published 15 November 2004 | Updated 16 November 2004", "2004-11-15"),
        ("15 November 2004 by Ann Lund", "2004-11-15"),
        ("By Ann Lund | 15 November 2004", "2004-11-15"),
        ("By Ann Lund, November 15, 2004", "2004-11-15"),
        ("PORT ELLERY, 15 November 2004", "2004-11-15"),
        ("2004-11-15", "2004-11-15"),
        ("2004-11-15T10:30:00Z", "2004-11-15"),
        ("2004-11-15 10:30:00 +0100", "2004-11-15"),
        ("November 31, 2004", None),
        ("On November 15, 2004", None),
        ("November 2004", None),
        ("03/04/2005", None),
        ("The attack, November 15, 2004", None),
    ],
)
def test_date_lines(line: str, expected: str | None) -> None:
    assert plain(f"Harbour wins vote\n\n{line}\n\nThe council voted for the harbour.").published == expected


def test_a_line_of_the_last_change_is_no_prose() -> None:
    told = kinds(plain("Harbour wins vote\n\nUpdated May 3, 2019\n\nThe council voted for the harbour."))

    assert told[1] == ("boilerplate", "Updated May 3, 2019")


@pytest.mark.parametrize(
    ("dateline", "expected"),
    [
        ("LUND, November 15, 2004. /WIRE/. ", "2004-11-15"),
        ("LUND, Nov. 15, 2004 — ", "2004-11-15"),
        ("LUND, MICH., Nov. 15, 2004 (WIRE) — ", "2004-11-15"),
        ("LUND (Wire) 15 November 2004 - ", "2004-11-15"),
        ("LUND--(NEWS WIRE)--November 15, 2004--", "2004-11-15"),
        ("LUND, Nov. 15, 2004 /WIRE/ -- ", "2004-11-15"),
        ("Lund, 15 November 2004 (Wire) – ", "2004-11-15"),
        ("Port Ellery – 15 November 2004 – ", "2004-11-15"),
        ("LUND , Nov. 15 , 2004  ( Wire ) - ", "2004-11-15"),
        ("LUND , Nov. 15 , 2004 -LRB- Wire -RRB- -- ", "2004-11-15"),
        ("(LUND, Monday, November 15, 2004) ", None),
        ("LUND, November 15. /WIRE/. ", None),
        ("LUND (Wire) - ", None),
        ("LUND: ", None),
        ("On November 15, 2004 ", None),
        ("In Lund, November 15, 2004 – it rained – ", None),
        ("Lund, November 15, 2004, was where ", None),
        ("LUND, November 15, 2004, was where ", None),
        ("Monday, November 15, 2004 – the day – ", None),
        ("Ann Lund, May 3, 1945 – June 4, 2001, ", None),
    ],
)
def test_datelines(dateline: str, expected: str | None) -> None:
    text = f"Harbour wins vote\n\n{dateline}The council voted for the harbour on Monday.\n\nIt rained."

    assert plain(text).published == expected


def test_the_users_date_goes_before_a_dateline() -> None:
    text = b"LUND, May 3, 2021 (Wire) - The council voted."

    assert load_bytes(text, "a.txt", "txt", LoadOptions(date="2022-12-19")).published == "2022-12-19"


def test_a_date_far_down_is_not_the_articles() -> None:
    sentence = "The council voted for the harbour again.\n\n"
    assert plain(sentence * 8 + "November 15, 2004\n\n" + sentence).published is None


def test_only_text_goes_on_without_a_headline() -> None:
    article = plain("Council of Port Ellery votes for the harbour")
    assert kinds(article) == [("paragraph", "Council of Port Ellery votes for the harbour")]
    assert article.title is None


PIECES = st.sampled_from(
    ["Harbour", "The council voted.", "\n", "\n\n", "\r\n", "\t", " ", "“We are glad,”", "By Jane Smith",
     "- ", "Read more: x", "May 3, 2019", "é", "Ã©", "\u202b", "\x00", "…", "1. ", "📰", "港"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)))
@example("\ufeffThe council voted for the harbour.\r\n\x00")
@example("a\x0bb c d e\u2028f")
def test_any_text_is_covered_or_refused(text: str) -> None:
    raw = text.encode("utf-8", errors="replace")
    try:
        article = load_bytes(raw, "any.txt", "text/plain", LoadOptions(type="txt"))
    except LoadError:
        return
    assert "".join(block.span.of(article.text) for block in article.blocks) == article.text
    assert article.text == repair(raw.decode())
    assert all(block.kind in BlockKind for block in article.blocks)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126) | st.sampled_from("\n\t“”‘’–—…•")))
def test_good_text_is_never_changed(text: str) -> None:
    assert repair(text) == text


def test_time_grows_with_length_only() -> None:
    sentence = "The council of Port Ellery voted for the harbour on Monday night, she said. "
    for text in (sentence * 14_000, (sentence + "\n") * 14_000, (sentence[:70] + "\n") * 14_000):
        assert len(plain(text).text) == len(text)


class TestTooLong:
    WORD = "harbour "
    TEXT = "The council of Lund voted on Monday.\n\n" + WORD * (MOST_CHARACTERS // len(WORD))

    def test_is_refused_and_says_how_much_it_is(self) -> None:
        with pytest.raises(TooLong, match=f"{len(self.TEXT):,} characters of text, .* --allow-cut"):
            plain(self.TEXT)

    def test_may_be_cut_between_words_and_keeps_count(self) -> None:
        article = load_bytes(self.TEXT.encode(), "a.txt", "text/plain", LoadOptions(allow_cut=True))

        assert MOST_CHARACTERS - len(self.WORD) <= len(article.text) <= MOST_CHARACTERS
        assert article.text.endswith(self.WORD)
        assert len(article.text) + article.unread == len(self.TEXT)

    def test_a_text_of_one_word_is_cut_inside_it(self) -> None:
        text = "The council of Lund voted on Monday.\n\n" + "港" * MOST_CHARACTERS
        article = load_bytes(text.encode(), "a.txt", "text/plain", LoadOptions(allow_cut=True))

        assert len(article.text) + article.unread == len(text)


ONE_LINE = (
    "By. Jo Bell. and Ann Ek. PUBLISHED:. 03:53 EST, 23 July 2013. |. UPDATED:. 11:25 EST, 23 July 2013. "
    + "The council of Port Ellery voted for a new harbour on Monday after a long debate. " * 8
    + "Scroll down for video. "
    + "The mayor said that the town would read more about it in the spring, and that it was glad. " * 6
    + "Read more: Fishermen wait for their quay. Jane Smith contributed to this report . "
)


def test_furniture_within_a_text_of_one_line() -> None:
    told = kinds(plain(ONE_LINE))

    assert [text for kind, text in told if kind == "boilerplate"] == [
        "By. Jo Bell. and Ann Ek.",
        "PUBLISHED:. 03:53 EST, 23 July 2013. |. UPDATED:. 11:25 EST, 23 July 2013.",
        "Scroll down for video.",
        "Read more: Fishermen wait for their quay.",
        "Jane Smith contributed to this report .",
    ]
    assert [kind for kind, _ in told if kind != "boilerplate"] == ["paragraph", "paragraph"]


def test_a_byline_names_the_author() -> None:
    text = "Harbour wins vote\n\nBy Jane Smith, Reuters\n\nThe council of Port Ellery voted for it.\n"

    assert plain(text).author == "Jane Smith"


LOWER = """harbour wins vote
by ann lund

port ellery, nov. 15, 2004 (wire) - the council of port ellery voted for the harbour on monday.

by monday night the fishermen had gone home, and it rained over the quay.
"""


def test_a_text_without_capitals_has_its_byline_and_dateline() -> None:
    article = plain(LOWER)

    assert (article.published, article.author) == ("2004-11-15", "ann lund")
    assert [kind for kind, _ in kinds(article)] == ["headline", "boilerplate", "paragraph", "paragraph"]


def test_in_a_text_with_capitals_a_small_line_is_no_byline() -> None:
    told = kinds(
        plain("Harbour wins vote\n\nby ann lund\n\nThe council of Port Ellery voted for the harbour.")
    )

    assert told[1][0] != "boilerplate"


REST = 'The council of Port Ellery voted for the harbour. "We are glad," said Mayor Ann Reed on Monday. ' * 6


@pytest.mark.parametrize("space", [" ", "\n"])
@pytest.mark.parametrize(
    ("top", "lead", "published", "author"),
    [
        ("By Jo Bell", "PORT ELLERY, Nov. 15, 2004 (Wire) -", "2004-11-15", "Jo Bell"),
        ("By Jo Bell and Ann Ek", "LUND (Wire) -", None, "Jo Bell and Ann Ek"),
        ("By Jo Bell", "LUND, Nov. 15 (Wire) —", None, "Jo Bell"),
        ("", "LUND, 15 November 2004 —", "2004-11-15", None),
    ],
)
def test_headline_and_byline_glued_to_the_dateline_are_told(
    top: str, lead: str, published: str | None, author: str | None, space: str
) -> None:
    headline = "Town wins its long fight for a harbour"
    article = plain(f"{f'{headline} {top}'.strip()}{space}{lead} {REST}")

    assert (article.title, article.published, article.author) == (headline, published, author)
    assert kinds(article)[-1][1].startswith(lead)


@pytest.mark.parametrize(
    "start",
    [
        "Roth said that the talks with the EU (European Union) - long awaited - had failed in the end.",
        "The deal was signed by Jo Bell of NATO, May 3, 2021 being the last day, and all were glad.",
        "It rained. LUND (Wire) - The council met and went home, and nobody was glad of it at all.",
    ],
)
def test_prose_is_not_parted_at_words_in_capitals(start: str) -> None:
    assert kinds(plain(f"{start} {REST}"))[0][1].startswith(start)
