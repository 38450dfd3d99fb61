"""Templates: what they may print, and what is said of those that cannot be used."""

from pathlib import Path

import pytest
from stories import briefed

from briefing.domain.briefing import Briefing, LineKind, Page, untraced
from briefing.domain.words import word_count
from briefing.errors import UnknownTemplate
from briefing.rendering.compose import compose
from briefing.rendering.form import Form
from briefing.rendering.templating import SHIPPED, TemplateFault, load_template

STORY = (
    "The council of Lund approved a new bridge on Monday, because the old one had been closed.\n\n"
    "Mayor Ines Roth said the bridge will cost about $4.5 million and that it will open in 2026. “We will "
    "build it with our own hands, whatever the weather brings us this winter,” Roth said.\n\n"
    "The old bridge carried 1,200 cars a day. Critics of the plan said that the money was needed for "
    "schools, which had waited longer than the bridge, and asked the council to think again."
)


@pytest.fixture(scope="module")
def made() -> Briefing:
    return briefed(STORY)


def _page(made: Briefing, template: str) -> Page:
    return compose(made, form=Form(load_template(template)))


def _own(tmp_path: Path, text: str) -> str:
    file = tmp_path / "own.j2"
    file.write_text(text, encoding="utf-8")
    return str(file)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_page_of_a_shipped_template_leads_back_to_the_source(made: Briefing, name: str) -> None:
    page = _page(made, name)

    assert untraced(page, made) == ()
    assert page.lines[0].kind is LineKind.TITLE
    assert page.lines[-1].kind is LineKind.CHECKED
    assert {"q", "n", "c"} <= {id[0] for id in page.items}


def test_the_page_without_a_template_is_that_of_desk(made: Briefing) -> None:
    assert compose(made) == _page(made, "desk")


def test_no_bullet_has_more_than_twenty_words(made: Briefing) -> None:
    bullets = [line for line in _page(made, "bullets").lines if line.kind is LineKind.BULLET]

    assert len(bullets) >= 4
    assert all(word_count(line.text) <= 20 for line in bullets)
    assert all(line.text.strip() for line in bullets)


def test_plain_has_no_columns_and_no_marks_of_sentences(made: Briefing) -> None:
    page = _page(made, "plain")

    assert not any(line.label for line in page.lines)
    assert not any(run.text == "s1" for line in page.lines for run in line.runs)


def test_an_own_template_arranges_what_it_is_given(made: Briefing, tmp_path: Path) -> None:
    own = "{{ title }}\n## Said\n{% for p in points[:1] %}\n- {{ p.text }}\n{% endfor %}\n{{ checked }}\n"

    page = _page(made, _own(tmp_path, own))

    kinds = [line.kind for line in page.lines]
    assert kinds == [LineKind.TITLE, LineKind.HEADING, LineKind.BULLET, LineKind.CHECKED]
    assert page.lines[1].text == "Said"
    assert page.lines[2].items == (made.claims[0].id,)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "{{ title }}\n{{ nothing }}\n{{ checked }}",
            r"own\.j2, line 2: 'nothing' is undefined; .* quotations",
        ),
        ("{{ title }}\n{% if %}\n{{ checked }}", r"own\.j2, line 2: "),
        ("{{ title }}", r"checked \}\}, which says what was checked"),
        ("{{ checked }}\n{{ checked }}", "must stand in it once"),
        ("{{ title.__class__.__mro__ }}\n{{ checked }}", "own"),
        ("{% for a in range(99999999) %}x{% endfor %}{{ checked }}", "own"),
        ("{% for a in range(9999) %}{{ 'x' * 9999 }}{% endfor %}{{ checked }}", "prints without end"),
        ("{{ 1 / 0 }}\n{{ checked }}", r"own\.j2, line 1: division by zero"),
        ("{% set longest = 'no' %}\n{{ checked }}", "line 1: longest must be a positive whole number"),
        ("\U000f0000{{ checked }}", r"line 1: U\+F0000 may not stand in a template"),
    ],
)
def test_a_template_that_cannot_be_used_is_told_with_its_line(
    made: Briefing, tmp_path: Path, text: str, told: str
) -> None:
    with pytest.raises(TemplateFault, match=told):
        _page(made, _own(tmp_path, text))


def test_a_name_that_is_neither_is_told_what_there_is() -> None:
    with pytest.raises(UnknownTemplate, match="neither one of desk, bullets, plain nor a file"):
        load_template("dsek")


def test_what_an_article_writes_is_no_template(tmp_path: Path) -> None:
    made = briefed(
        "{{ checked }} said the mayor {% for %} of Lund on Monday, when 28 boats sank in the harbour."
    )

    page = _page(made, "desk")

    assert untraced(page, made) == ()
    assert any("{{ checked }}" in line.text for line in page.lines)
