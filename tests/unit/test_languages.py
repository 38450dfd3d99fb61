"""News in six languages that have no rules here: what comes out, and what the page says of it."""

from pathlib import Path

import pytest
from fakes import FakeReader

from briefing.backends.ports import Reading
from briefing.domain.briefing import Briefing, Line, LineKind, Page, RunRecord, untraced
from briefing.domain.cards import BackendKind, ModelCard
from briefing.domain.words import word_count
from briefing.loading import load
from briefing.pipeline import Models, brief
from briefing.rendering.compose import compose
from briefing.rendering.to_html import to_html
from briefing.rendering.to_markdown import to_markdown
from briefing.rendering.to_terminal import to_terminal

NEWS = Path(__file__).parents[1] / "languages"
LANGUAGES = ("ar", "de", "es", "fr", "ru", "zh")
SENTENCES = {"ar": 27, "de": 24, "es": 24, "fr": 23, "ru": 29, "zh": 28}
"""Each looked at, headlines and headings too."""


class EnglishReader(FakeReader):
    """Made for English, and never asked about anything else."""

    def __init__(self) -> None:
        super().__init__()
        self.card = ModelCard(name="fake-reader", kind=BackendKind.READER, languages=("en",))

    def read(self, sentences: list[str]) -> Reading:  # type: ignore[override]
        raise AssertionError("asked about a language that it does not know")


def made(language: str) -> tuple[Briefing, Page]:
    article = load(str(NEWS / f"{language}.txt"))
    record = RunRecord("0", model="fake-reader", languages=("en",))
    briefing = brief([article], Models(EnglishReader()), record)
    return briefing, compose(briefing)


def of_kind(page: Page, kind: LineKind) -> list[Line]:
    return [line for line in page.lines if line.kind is kind]


@pytest.mark.parametrize("language", LANGUAGES)
class TestNews:
    def test_its_language_is_told_and_its_sentences_parted(self, language: str) -> None:
        briefing, _ = made(language)

        assert briefing.articles[0].article.language == language
        assert len(briefing.articles[0].sentences) == SENTENCES[language]

    def test_the_page_has_a_bottom_line_and_sections_of_its_words(self, language: str) -> None:
        briefing, page = made(language)
        point = of_kind(page, LineKind.POINT)

        assert 2 <= len(point) <= 8
        assert sum(word_count(line.text) for line in point) <= 80
        assert len(of_kind(page, LineKind.SECTION)) == 3
        assert untraced(page, briefing) == ()

    def test_nothing_is_guessed_and_the_page_says_so(self, language: str) -> None:
        briefing, page = made(language)
        found = briefing.findings

        assert (found.actors, found.quotations, found.quantities) == ((), (), ())
        assert page.lines[-1].text.endswith(
            "not read: names, quotations and numbers, whose rules are for English "
            f"(the text is in: {language}); what sentences mean, since the reader knows en: words "
            f"and place chose them"
        )

    def test_every_format_prints_it(self, language: str) -> None:
        briefing, page = made(language)
        first = of_kind(page, LineKind.POINT)[0].runs[0].text

        assert first in to_markdown(page)
        assert first.split()[0] in to_terminal(page)
        assert f'<html lang="{language}"' in to_html(page, briefing)
        assert first.replace('"', "&quot;") in to_html(page, briefing)


def test_arabic_runs_from_right_to_left_in_html() -> None:
    briefing, page = made("ar")

    assert '<html lang="ar" dir="rtl">' in to_html(page, briefing)


def test_a_reader_without_stated_languages_reads_all_of_them() -> None:
    article = load(str(NEWS / "de.txt"))
    briefing = brief([article], Models(FakeReader()), RunRecord("0", model="fake-reader"))

    assert "what sentences mean" not in compose(briefing).lines[-1].text


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("two words", 2), ("清河市议会", 3), ("清河 and Lund", 3), ("它说：“是。”", 2), ("— a", 2)],
)
def test_words_of_scripts_without_spaces(text: str, words: int) -> None:
    assert word_count(text) == words


def test_sentences_that_point_back_stand_with_what_they_point_to() -> None:
    briefing, _ = made("de")
    claims = [claim.text for claim in briefing.claims]

    assert any("lehnen das Projekt ab. Ihr Sprecher" in text for text in claims)
    assert not any(text.startswith("Er wird getrocknet") for text in claims)
