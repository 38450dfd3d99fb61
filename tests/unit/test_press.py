"""The press: one page of paper whatever the article, the same bytes every time, every word in it."""

import io
import re
import time

import pytest
from stories import briefed

from briefing.domain.briefing import Briefing, Page
from briefing.domain.formats import Format, Paper
from briefing.errors import RenderError
from briefing.rendering import Look, open_form, render
from briefing.rendering.compose import compose

pytest.importorskip("typst", reason="the extra pdf is not installed")
pdfium = pytest.importorskip("pypdfium2", reason="the extra docs is not installed")

NAMES = [f"{first} {last}" for first in ("Ines", "Vera", "Jonas", "Marta") for last in (
    "Roth", "Holm", "Berg", "Lind", "Brekke", "Olsen", "Dahl", "Nyman", "Falk", "Strand", "Vik", "Moe",
)]  # fmt: skip
LONG = "\n\n".join(
    f"Mayor {name} of the town of Harbour{n} said on Monday that {n * 37 + 11} boats sank near the quay. "
    f"“We will rebuild number {n} with our own hands, whatever it may cost us in the end,” {name} said."
    for n, name in enumerate(NAMES)
)
EXTREMES = {
    "one sentence": "The council of Lund approved the new bridge on Monday.",
    "many people": LONG,
    "long names": "\n\n".join(
        f"{'Maximilian-Alexander-' * 4}Roth{chr(65 + n)} said on Monday that {n + 20} boats sank there."
        for n in range(12)
    ),
    "a word without end": f"The council of Lund said {'a' * 300} on Monday, and 28 boats sank in the port.",
    "Chinese": "市议会星期一批准了新桥。市长王芳说，这座桥将耗资四百五十万美元。" * 12,
    "Arabic": "وافق مجلس المدينة يوم الاثنين على الجسر الجديد وسيكلف 28 مليون دولار. " * 14,
    "emoji": "The council 👩‍👩‍👧 of Lund 🛳️ approved 28 new boats on Monday 🎉, the mayor Ines Roth said. "
    * 9,
}


def _pdf(made: Briefing, paper: Paper, words: int = 450, with_source: bool = False) -> tuple[Page, bytes]:
    form = open_form("desk", paper, Format.PDF)
    page = compose(made, words, with_source, form)
    written = render(made, page, Format.PDF, Look(press=form.press))
    assert isinstance(written, bytes)
    return page, written


def _text(pdf: bytes) -> str:
    document = pdfium.PdfDocument(io.BytesIO(pdf))
    return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("text", EXTREMES.values(), ids=EXTREMES)
def test_it_is_one_page_and_the_same_again(text: str, paper: Paper) -> None:
    made = briefed(text)

    page, pdf = _pdf(made, paper, 5000)

    assert len(pdfium.PdfDocument(io.BytesIO(pdf))) == 1
    assert page.paper is paper
    assert _pdf(made, paper, 5000)[1] == pdf


def test_what_leaves_is_told_and_the_least_weighty_leaves_first() -> None:
    made = briefed(LONG)
    measured, _ = _pdf(made, Paper.A4, 5000)
    free = compose(made, 5000)

    assert measured.words < free.words
    assert set(measured.left_out) > set(free.left_out) - measured.items
    assert made.claims[0].id in measured.items
    assert "left out" in measured.lines[-1].text


def test_the_words_of_the_file_are_those_of_the_page() -> None:
    made = briefed(LONG)

    page, pdf = _pdf(made, Paper.A4)

    told = re.sub(r"[\s\u00ad\u200b\ufffe\x02-]", "", _text(pdf)).lower()
    for line in page.lines:
        for run in (*line.label, *line.runs):
            assert re.sub(r"[\s-]", "", run.text).lower() in told, run.text


def test_the_paper_is_the_one_that_was_asked_for() -> None:
    made = briefed(EXTREMES["one sentence"])
    sizes = {
        paper: tuple(round(x) for x in pdfium.PdfDocument(io.BytesIO(_pdf(made, paper)[1]))[0].get_size())
        for paper in Paper
    }

    assert sizes == {Paper.A4: (595, 842), Paper.LETTER: (612, 792)}


def test_the_numbered_source_stands_on_pages_of_its_own() -> None:
    made = briefed(LONG)

    alone, whole = _pdf(made, Paper.A4)[1], _pdf(made, Paper.A4, with_source=True)[1]

    assert len(pdfium.PdfDocument(io.BytesIO(alone))) == 1
    assert len(pdfium.PdfDocument(io.BytesIO(whole))) > 1
    assert "Harbour47" in _text(whole)


def test_what_an_article_writes_is_no_markup() -> None:
    made = briefed(
        'The mayor of Lund said "#panic(1) $x$ *bold* @ref <label>" on Monday, when 28 boats sank.'
    )

    assert "#panic(1)" in _text(_pdf(made, Paper.A4)[1])


def test_a_page_is_laid_out_in_half_a_second_after_the_first() -> None:
    made = briefed(LONG)
    _pdf(made, Paper.A4)
    started = time.process_time()

    _pdf(made, Paper.A4)

    assert time.process_time() - started < 1.0  # twice the goal: other tests run beside this one


def test_a_script_that_no_font_has_is_an_error_that_says_what_to_do() -> None:
    made = briefed("\U00012000\U00012001\U00012002 \U00012003\U00012004 " * 30 + "28 \U00012005\U00012006.")
    try:
        pdf = _pdf(made, Paper.A4)[1]
    except RenderError as error:
        assert "install one" in str(error)  # noqa: PT017 - a machine may have the font
    else:
        assert len(pdfium.PdfDocument(io.BytesIO(pdf))) == 1
