"""The review and the page in a browser: skipped by name where there is none."""

import json
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from stories import briefed

from briefing.domain.briefing import Briefing
from briefing.rendering.compose import compose
from briefing.rendering.to_html import to_html
from briefing.rendering.to_json import to_json
from briefing.reviewing.applying import words_of
from briefing.reviewing.decisions import load_decisions
from briefing.reviewing.to_review import evidence_of, to_review

playwright = pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

STORY = (
    "The council of Lund approved the new bridge 🌉 on Monday.\n\nMayor Ines Roth said the bridge will cost "
    "about $4.5 million and open in 2026. “We will build it with our own hands 🛠️, whatever the weather,” "
    "Roth said.\n\nThe old bridge carries 1,200 cars a day. Critics of the plan asked the council to think."
)
HOSTILE = [
    "<script>window.hit=1</script>",
    "</script><script>window.hit=1</script>",
    "</style><script>window.hit=1</script>",
    "</textarea><script>window.hit=1</script>",
    "</title><script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    "<img src=x onerror='window.hit=1'>",
    "<svg onload=window.hit=1>",
    "<svg><script>window.hit=1</script></svg>",
    "<svg><animate onbegin=window.hit=1>",
    "<body onload=window.hit=1>",
    "<iframe srcdoc='<script>parent.hit=1</script>'>",
    "<iframe src='javascript:parent.hit=1'>",
    "<object data='data:text/html,<script>parent.hit=1</script>'>",
    "<embed src='data:text/html,<script>hit=1</script>'>",
    "<a href='javascript:window.hit=1' autofocus onfocus=window.hit=1>x</a>",
    "<input autofocus onfocus=window.hit=1>",
    "<details open ontoggle=window.hit=1>",
    "<video><source onerror=window.hit=1></video>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=window.hit=1>",
    "<style>@import 'data:text/css,*{display:none}'</style>",
    "<style>body{display:none}</style>",
    "<link rel=stylesheet href='data:text/css,body{display:none}'>",
    "<meta http-equiv=refresh content='0;url=javascript:window.hit=1'>",
    "<base href='https://example.org/'>",
    "<form action='javascript:window.hit=1'><button>x</button></form>",
    '" onmouseover="window.hit=1" x="',
    "' onmouseover='window.hit=1' x='",
    '"><script>window.hit=1</script>',
    "'><script>window.hit=1</script>",
    "{{constructor.constructor('window.hit=1')()}}",
    "{% for x in y %}{{ x }}{% endfor %}",
    "${window.hit=1}",
    "<%= window.hit=1 %>",
    "&lt;script&gt;window.hit=1&lt;/script&gt;",
    "&#60;script&#62;window.hit=1&#60;/script&#62;",
    "\u202e<script>window.hit=1</script>\u202c",
    "<!--<script>window.hit=1</script>-->",
    "]]><script>window.hit=1</script>",
    "<plaintext><xmp><noscript><script>window.hit=1</script>",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def made() -> Briefing:
    return briefed(STORY)


@pytest.fixture(scope="module")
def saved(made: Briefing, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the page as JSON and its review."""
    folder = tmp_path_factory.mktemp("review")
    text = to_json(made, compose(made))
    (folder / "page.json").write_text(text)
    digest = sha256(text.encode()).hexdigest()
    (folder / "review.html").write_text(to_review(compose(made), made, digest))
    (folder / "page.html").write_text(to_html(compose(made), made))
    return folder


@pytest.fixture
def review(browser: Any, saved: Path) -> Iterator[Any]:
    """The review in a window of its own, without any network."""
    context = browser.new_context(
        offline=True, accept_downloads=True, viewport={"width": 1300, "height": 900}
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto((saved / "review.html").as_uri())
    yield page
    assert faults == []
    context.close()


def _lit(page: Any) -> str:
    return "".join(page.eval_on_selector_all(".lit", "all => all.map(one => one.textContent)"))


def _evidence(made: Briefing, id: str) -> str:
    held = sorted({at for p in evidence_of(made)[id] for at in range(p.span.start, p.span.end)})
    return "".join(made.articles[0].text[at] for at in held).replace("\n", " ")


def test_pointing_at_an_item_lights_just_its_evidence(review: Any, made: Briefing) -> None:
    items = review.query_selector_all(".item")
    assert len(items) > 5
    for item in items:
        item.hover()
        assert _lit(review) == _evidence(made, item.get_attribute("data-item"))


def test_the_keyboard_alone_lights_decides_and_edits(review: Any, made: Briefing) -> None:
    first = review.locator(".item").first
    for _ in range(10):
        review.keyboard.press("Tab")
        if review.evaluate("document.activeElement.classList.contains('item')"):
            break
    assert _lit(review) == _evidence(made, first.get_attribute("data-item"))

    review.keyboard.press("s")
    assert first.get_attribute("data-decision") == "strike"
    review.keyboard.press("e")
    assert first.get_attribute("data-decision") == "edit"
    assert review.evaluate("document.activeElement.tagName") == "TEXTAREA"
    assert review.inner_text("#progress").startswith("1 of ")


def test_decisions_are_saved_as_a_file_that_can_be_applied(review: Any, made: Briefing, saved: Path) -> None:
    item = review.locator(".item").first
    id = item.get_attribute("data-item")
    item.locator("button[data-choice=edit]").click()
    item.locator("textarea").fill("Lund’s council approved the new bridge.")
    with review.expect_download() as download:
        review.click("#save")
    download.value.save_as(saved / "decisions.json")

    digest = sha256((saved / "page.json").read_bytes()).hexdigest()
    (decision,) = load_decisions(
        saved / "decisions.json", digest, words_of(made), {claim.id for claim in made.claims}
    )
    assert (decision.id, decision.text) == (id, "Lund’s council approved the new bridge.")
    assert json.loads((saved / "decisions.json").read_text())["schema"] == "briefing-review/1"


def test_decisions_outlive_a_closed_window(review: Any) -> None:
    review.locator(".item").nth(1).locator("button[data-choice=accept]").click()
    review.reload()

    assert review.locator(".item").nth(1).get_attribute("data-decision") == "accept"


def test_items_are_filtered_by_what_was_found(review: Any) -> None:
    review.select_option("#verdict", "verbatim")

    shown = review.eval_on_selector_all(".item:not([hidden])", "all => all.map(one => one.dataset.verdict)")
    assert set(shown) == {"verbatim"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["review.html", "page.html"])
def test_nothing_is_wider_than_a_telephone_and_words_can_be_read(
    browser: Any, saved: Path, name: str, scheme: str
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 700}, color_scheme=scheme)
    page.goto((saved / name).as_uri())

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    ink, paper = (
        sum(int(part) for part in page.evaluate(f"getComputedStyle(document.body).{which}")[4:-1].split(","))
        for which in ("color", "backgroundColor")
    )
    assert (ink > paper) is (scheme == "dark")
    page.close()


def test_the_review_can_be_read_without_script(browser: Any, saved: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((saved / "review.html").as_uri())

    assert "The old bridge carries 1,200 cars a day." in page.inner_text(".source")
    assert not page.is_visible("#save")
    context.close()


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_source_runs_nothing(browser: Any, tmp_path: Path, hostile: str) -> None:
    made = briefed(
        f"The mayor of Lund wrote {hostile} on Monday, when 28 boats sank.\n\n“{hostile},” Ines Roth said."
    )
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for name, html in {
        "page.html": to_html(compose(made, with_source=True), made),
        "review.html": to_review(compose(made), made, "abc"),
    }.items():
        (tmp_path / name).write_text(html)
        page.goto((tmp_path / name).as_uri())
        for item in page.query_selector_all(".item")[:3]:
            item.hover()
        assert page.evaluate("window.hit") is None
        assert page.evaluate("getComputedStyle(document.body).display") != "none"
    assert all(url.startswith("file://") for url in asked)
    page.close()
