"""Sources become articles: types, encodings, blocks, metadata, clear errors."""

import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.domain.article import BlockKind
from briefing.errors import ConfigError, EmptyArticle, FetchError, LoadError, UnsupportedSource
from briefing.loading import LoadOptions, find_sources, load, load_bytes

BODY = "The council of Lund met on Monday to vote on the bridge.\nIt rose without a vote, the mayor said."


def _kinds(text: str, type: str = "txt") -> list[tuple[str, str]]:
    article = load_bytes(text.encode(), "x", type)
    return [(block.kind.value, block.span.of(article.text).strip()) for block in article.blocks]


class TestText:
    def test_the_seed_has_its_headings_and_exactly_three_link_lines(self, seed: Path) -> None:
        article = load(str(seed))

        headings = [b.span.of(article.text).strip() for b in article.blocks if b.kind is BlockKind.HEADING]
        links = [b.span.of(article.text).strip() for b in article.blocks if b.kind is BlockKind.BOILERPLATE]

        assert article.title == "Putin arrives in Minsk to hold talks with Lukashenko on several issues"
        assert [h[:20] for h in headings] == [
            "Military-technical c", "Putin arrives in Min", "Claims that Putin wi", "Programs between Rus",
        ]
        assert len(links) == 3
        assert all(link.startswith("Read more: ") for link in links)

    def test_the_text_is_the_files_own(self, seed: Path) -> None:
        assert load(str(seed)).text == seed.read_text("utf-8")

    def test_a_first_line_that_is_a_sentence_is_no_headline(self) -> None:
        assert _kinds(BODY)[0] == ("paragraph", "The council of Lund met on Monday to vote on the bridge.")

    def test_a_headline_may_end_with_a_full_stop_after_words_in_capitals(self) -> None:
        kinds = _kinds(f"Lund Council Rises Without Vote On Bridge.\n\n{BODY}")

        assert kinds[0][0] == "headline"

    def test_wrapped_paragraphs_stay_whole(self) -> None:
        line = "The council of the town of Lund met on Monday evening to vote on the"
        text = f"Bridge vote\n\n{line}\nnew bridge, which has been planned for more than ten years by now, and\nrose.\n\n"

        kinds = _kinds(text + f"{line}\nold bridge, which nobody has repaired for more than twenty years, and\nrose.")

        assert [kind for kind, _ in kinds] == ["headline", "paragraph", "paragraph"]

    def test_lines_are_paragraphs_where_nothing_is_wrapped(self) -> None:
        assert [kind for kind, _ in _kinds(BODY)] == ["paragraph", "paragraph"]

    def test_date_line_and_byline(self) -> None:
        article = load_bytes(f"Bridge vote\n\nBy Anna Falk\n\nNovember 13, 2004\n\n{BODY}".encode(), "x", "txt")

        assert article.published == "2004-11-13"
        assert [b.kind.value for b in article.blocks][:3] == ["headline", "boilerplate", "boilerplate"]

    def test_a_list_of_short_lines_is_no_row_of_headings(self) -> None:
        kinds = _kinds(f"Results\n\nRed Party\nBlue Party\nGreen Party\nGrey Party\n{BODY}")

        assert "heading" not in [kind for kind, _ in kinds]

    @pytest.mark.parametrize(
        "line",
        ["Read more: The bridge of Lund", "Related: bridges", "Click here to subscribe", "Share this article",
         "© 2024 Lund Post", "Subscribe to our newsletter", "Follow us on Facebook", "Read the rest here."],
    )
    def test_boilerplate(self, line: str) -> None:
        assert ("boilerplate", line) in _kinds(f"{BODY}\n{line}")

    @pytest.mark.parametrize(
        "line",
        ["Related companies fell by 3 per cent on Monday.", "Read more than one paper, she told the pupils.",
         "Share prices fell.", "Subscribers left in great numbers last year.", "By Monday the bridge had reopened."],
    )
    def test_sentences_that_open_like_boilerplate(self, line: str) -> None:
        assert ("paragraph", line) in _kinds(f"{BODY}\n{line}")

    @pytest.mark.parametrize("line", ["Photo: Anna Falk", "FILE PHOTO: The bridge in May", "Image credit: Lund Post"])
    def test_captions(self, line: str) -> None:
        assert ("caption", line) in _kinds(f"{BODY}\n{line}")

    def test_a_title_given_does_not_change_the_text(self) -> None:
        article = load_bytes(BODY.encode(), "x", "txt", LoadOptions(title="Bridge"))

        assert article.title == "Bridge"
        assert article.text == BODY
        assert article.headline is None


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_told(self, encoding: str) -> None:
        text = "Zürich’s council – “the old one” – met on Monday.\nMayor Müller said the café stays open."

        assert load_bytes(text.encode(encoding), "x", "txt").text == text

    def test_mojibake_is_repaired(self) -> None:
        article = load_bytes("The cafÃ© in ZÃ¼rich has closed for good today.".encode(), "x", "txt")

        assert article.text == "The café in Zürich has closed for good today."

    def test_typographic_characters_stay(self) -> None:
        text = "“We’re done…” – she said — ‘at last’; the ﬁre is out, ½ of it."

        assert load_bytes(text.encode(), "x", "txt").text == text

    def test_line_breaks_become_one_kind(self) -> None:
        assert load_bytes(BODY.replace("\n", "\r\n").encode(), "x", "txt").text == BODY

    @pytest.mark.parametrize(
        ("data", "name"), [(b"%PDF-1.7 x", "PDF"), (b"PK\x03\x04xx", "ZIP"), (b"\x89PNG\r\n", "PNG"), (b"ab\x00c", "binary")]
    )
    def test_binary_is_refused_by_name(self, data: bytes, name: str) -> None:
        with pytest.raises(UnsupportedSource, match=name):
            load_bytes(data, "x", "txt")


class TestMarkdown:
    TEXT = (
        "---\ntitle: Bridge vote\ndate: 2024-05-01\noutlet: Lund Post\n---\n\n# Council rises\n\n"
        "The **council** of [Lund](http://x.example) met on *Monday*.\n\n## Costs\n\n- They rose.\n- They fell.\n"
    )

    def test_words_without_marks(self) -> None:
        assert _kinds(self.TEXT, "md") == [
            ("headline", "Council rises"),
            ("paragraph", "The council of Lund met on Monday."),
            ("heading", "Costs"),
            ("list_item", "They rose."),
            ("list_item", "They fell."),
        ]

    def test_front_matter(self) -> None:
        article = load_bytes(self.TEXT.encode(), "x", "md")

        assert (article.title, article.published, article.outlet) == ("Bridge vote", "2024-05-01", "Lund Post")


class TestHtml:
    PAGE = (
        "<!doctype html><html lang='en'><head><title>Bridge vote – Lund Post</title>"
        "<meta property='og:title' content='Council rises without a vote'>"
        "<meta property='og:site_name' content='Lund Post'>"
        "<meta property='article:published_time' content='2024-05-01T10:00:00Z'></head><body>"
        "<nav><a href='/'>Home</a> <a href='/news'>News</a></nav><article><h1>Council rises without a vote</h1>"
        + "".join(f"<p>Paragraph {n} says that the council of Lund met on Monday to vote on the bridge.</p>" for n in range(4))
        + "<h2>Costs have risen</h2><p>They rose by a third in a year, the mayor told the council on Monday.</p>"
        "</article><footer>All rights reserved</footer></body></html>"
    )

    def test_article_with_headline_and_headings(self) -> None:
        kinds = _kinds(self.PAGE, "html")

        assert kinds[0] == ("headline", "Council rises without a vote")
        assert ("heading", "Costs have risen") in kinds
        assert not any("Home" in words for _, words in kinds)

    def test_metadata(self) -> None:
        article = load_bytes(self.PAGE.encode(), "x", "html")

        assert (article.published, article.outlet, article.language) == ("2024-05-01", "Lund Post", "en")

    def test_told_by_content_whatever_the_name(self, tmp_path: Path) -> None:
        path = tmp_path / "page.txt"
        path.write_text(self.PAGE)

        assert load(str(path)).source.media_type == "text/html"


class TestSources:
    def test_folders_are_read_in_order_and_leave_the_rest_out(self, tmp_path: Path) -> None:
        for name in ("b.txt", "a.md", "c.bin", ".d.txt", "sub/e.html", ".git/f.txt"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text("x")

        found = find_sources([str(tmp_path)])

        assert [Path(x).name for x in found.locators] == ["a.md", "b.txt", "e.html"]
        assert len(found.notes) == 3

    def test_a_missing_file_is_told_with_the_one_that_was_meant(self, tmp_path: Path) -> None:
        (tmp_path / "story.txt").write_text("x")

        with pytest.raises(FetchError, match=r"did you mean .*story\.txt"):
            load(str(tmp_path / "stroy.txt"))

    def test_standard_input(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(BODY.encode())))

        assert load("-").source.locator == "-"

    @pytest.mark.parametrize("text", ["", "  \n ", "Title only", "One two."])
    def test_nothing_to_brief(self, text: str) -> None:
        with pytest.raises(EmptyArticle, match="check that it is the article"):
            load_bytes(text.encode(), "x", "txt")

    def test_offline_refuses_a_url(self) -> None:
        with pytest.raises(FetchError, match="--offline"):
            load("https://example.org/a", LoadOptions(allow_network=False))

    def test_other_addresses_are_refused(self) -> None:
        with pytest.raises(FetchError, match="only http and https"):
            load("ftp://example.org/a")

    def test_a_date_that_is_none(self) -> None:
        with pytest.raises(ConfigError, match="--date must be a date"):
            load_bytes(BODY.encode(), "x", "txt", LoadOptions(date="May 5"))

    def test_a_type_nobody_reads(self) -> None:
        with pytest.raises(ConfigError, match="choose txt, md or html"):
            load_bytes(BODY.encode(), "x", "doc")


@given(st.text(max_size=400))
def test_any_text_is_covered_by_blocks_or_refused(text: str) -> None:
    try:
        article = load_bytes(text.encode("utf-8", "replace"), "x", "txt")
    except LoadError:
        return

    assert "".join(block.span.of(article.text) for block in article.blocks) == article.text


@given(st.text(alphabet="# *-_>`[]()\n ab1.", max_size=300))
def test_any_markdown_is_covered_by_blocks_or_refused(text: str) -> None:
    try:
        article = load_bytes(text.encode(), "x", "md")
    except LoadError:
        return

    assert "".join(block.span.of(article.text) for block in article.blocks) == article.text
