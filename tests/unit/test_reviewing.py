"""Reviews: decisions applied, false edits refused, and the page beside its source."""

import json
import re
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from stories import briefed

from briefing.domain.briefing import Briefing
from briefing.domain.claims import Verdict
from briefing.errors import ConfigError
from briefing.rendering.compose import compose
from briefing.rendering.from_json import from_json
from briefing.rendering.to_json import to_json
from briefing.reviewing.applying import apply, words_of
from briefing.reviewing.decisions import Choice, Decision, load_decisions
from briefing.reviewing.to_review import evidence_of, to_review

STORY = (
    "The council of Lund approved the new bridge on Monday.\n\n"
    "Mayor Ines Roth said the bridge will cost about $4.5 million and open in 2026. “We will build it with "
    "our own hands, whatever the weather,” Roth said.\n\nThe old bridge carries 1,200 cars a day."
)


@pytest.fixture(scope="module")
def made() -> Briefing:
    return briefed(STORY)


def _edit(made: Briefing, text: str) -> Decision:
    return Decision(made.claims[0].id, Choice.EDIT, text)


class TestApplied:
    def test_a_true_edit_takes_the_place_of_its_claim(self, made: Briefing) -> None:
        reviewed = apply(made, [_edit(made, "Lund's council approved the new bridge on Monday.")])

        assert reviewed.refused == ()
        assert reviewed.briefing.claims[0].text == "Lund's council approved the new bridge on Monday."
        assert reviewed.briefing.claims[0].edited
        assert reviewed.briefing.claims[0].section == made.claims[0].section
        assert reviewed.log[0].before == made.claims[0].text

    def test_an_edit_into_a_sentence_of_the_source_is_supported(self, made: Briefing) -> None:
        reviewed = apply(made, [_edit(made, "The old bridge carries 1,200 cars a day.")])

        assert reviewed.log[0].verdict is Verdict.SUPPORTED

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("The bridge will cost about $5.4 million, the mayor said.", "$4.5 million"),
            ("The council of Lund rejected the new bridge on Monday.", "approved"),
            ("The council of Malmö approved the new bridge on Monday.", "Malmö"),
            ("“We shall never build it at all,” Roth said.", "We shall never"),
        ],
    )
    def test_a_false_edit_is_refused_with_its_reason(self, made: Briefing, text: str, told: str) -> None:
        reviewed = apply(made, [_edit(made, text)])

        assert len(reviewed.refused) == 1
        assert told in str(reviewed.refused[0])
        assert reviewed.briefing.claims == made.claims
        assert reviewed.log == ()

    def test_what_is_struck_is_gone_and_nothing_else(self, made: Briefing) -> None:
        gone = [made.claims[0].id, made.findings.quantities[0].id, made.findings.actors[0].id]

        reviewed = apply(made, [Decision(id, Choice.STRIKE) for id in gone]).briefing

        assert set(words_of(made)) - set(words_of(reviewed)) == set(gone)
        assert all(quotation.actor not in gone for quotation in reviewed.findings.quotations)
        assert from_json(to_json(reviewed, compose(reviewed))) == reviewed

    def test_what_is_accepted_is_logged_and_stays(self, made: Briefing) -> None:
        reviewed = apply(made, [Decision(made.claims[0].id, Choice.ACCEPT)])

        assert reviewed.briefing == made
        assert reviewed.log[0].after == made.claims[0].text

    def test_nothing_that_nobody_saw_takes_the_place_of_what_was_struck(self) -> None:
        made = briefed("\n\n".join(f"Mayor Roe{chr(97 + n)} sank {n + 20} boats in Lund." for n in range(26)))
        page = compose(made, 100)
        struck = [Decision(id, Choice.STRIKE) for line in page.lines for id in line.items[:1]][:3]

        after = apply(made, struck).briefing
        final = compose(after, 100, only=page.items)

        assert {id for line in final.lines for id in line.items} <= page.items - {d.id for d in struck}

    def test_an_edited_claim_says_so_on_the_page_where_no_lock_can_judge_it(self, made: Briefing) -> None:
        reviewed = apply(
            made, [_edit(made, "The council of Lund gave the new bridge its blessing on Monday.")]
        )
        page = compose(reviewed.briefing)

        assert reviewed.log[0].verdict is Verdict.UNCHECKED
        assert any("(edited by hand, wording not checked)" in line.text for line in page.lines)


class TestDecisions:
    def _load(self, folder: Path, rows: object, **more: object) -> list[Decision]:
        file = folder / "decisions.json"
        data = {"schema": "briefing-review/1", "briefing": "abc", "decisions": rows} | more
        file.write_text(json.dumps(data))
        return load_decisions(file, "abc", {"c1", "q1"}, {"c1"})

    def test_they_are_read(self, tmp_path: Path) -> None:
        rows = [
            {"id": "c1", "decision": "edit", "text": " New\nwords. "},
            {"id": "q1", "decision": "strike", "text": None},
        ]
        assert self._load(tmp_path, rows) == [
            Decision("c1", Choice.EDIT, "New words."),
            Decision("q1", Choice.STRIKE),
        ]

    @pytest.mark.parametrize(
        ("rows", "told"),
        [
            ({}, "must be a list"),
            (["c1"], "decision 1: must say the id"),
            ([{"id": "c9", "decision": "accept"}], "has no item c9"),
            ([{"id": "c1", "decision": "drop"}], "must be one of accept, edit, strike, got 'drop'"),
            ([{"id": "c1", "decision": "edit", "text": " "}], "an edit needs a text"),
            ([{"id": "q1", "decision": "edit", "text": "Other."}], "can be struck, not edited"),
            ([{"id": "c1", "decision": "accept"}] * 2, "c1 is decided on twice"),
        ],
    )
    def test_what_is_wrong_is_told(self, tmp_path: Path, rows: object, told: str) -> None:
        with pytest.raises(ConfigError, match=re.escape(told)):
            self._load(tmp_path, rows)

    def test_those_of_another_briefing_are_refused(self, tmp_path: Path) -> None:
        with pytest.raises(ConfigError, match="made for another briefing"):
            self._load(tmp_path, [], briefing="def")

    @pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": "briefing/1"}', "\x00"])
    def test_what_are_no_decisions_is_refused(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "d.json").write_text(text)

        with pytest.raises(ConfigError, match="holds no decisions"):
            load_decisions(tmp_path / "d.json", "abc", set(), set())


class _Reader(HTMLParser):
    """What a browser would run or fetch, and the words lit up for each item."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.lit: dict[str, list[str]] = {}
        self._within: list[str] = []
        self._marked = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.tags.append((tag, held))
        if "data-items" in held:
            self._within = str(held["data-items"]).split()

    def handle_endtag(self, tag: str) -> None:
        if tag == "span":
            self._within = []

    def handle_data(self, data: str) -> None:
        for id in self._within:
            self.lit.setdefault(id, []).append(data)


def _read(made: Briefing) -> tuple[str, _Reader]:
    html = to_review(compose(made), made, sha256(b"").hexdigest())
    reader = _Reader()
    reader.feed(html)
    return html, reader


class TestBeside:
    def test_what_lights_up_is_the_evidence_of_every_item(self, made: Briefing) -> None:
        _, reader = _read(made)

        for id, places in evidence_of(made).items():
            held = sorted({at for p in places for at in range(p.span.start, p.span.end)})
            told = "".join(made.articles[0].text[at] for at in held)
            assert "".join(reader.lit[id]).split() == told.replace("\n", " ").split(), id

    def test_every_item_of_the_page_can_be_reached_by_the_keyboard(self, made: Briefing) -> None:
        _, reader = _read(made)
        page = compose(made)

        reached = [held["data-item"] for _, held in reader.tags if "data-item" in held]
        assert set(reached) == {id for line in page.lines for id in line.items}
        assert all(held.get("tabindex") == "0" for _, held in reader.tags if "data-item" in held)

    def test_only_its_own_script_and_style_are_let_in(self, made: Briefing) -> None:
        html, reader = _read(made)

        policy = next(str(held["content"]) for tag, held in reader.tags if "http-equiv" in held)
        assert policy.startswith("default-src 'none'; script-src 'sha256-")
        assert "unsafe" not in policy
        assert [tag for tag, _ in reader.tags].count("script") == 1
        assert html.count("</script>") == 1

    def test_a_written_sentence_is_marked_in_words(self, made: Briefing) -> None:
        claims = (replace(made.claims[0], text="Something else.", verbatim=False), *made.claims[1:])
        checks = (replace(made.checks[0], verdict=Verdict.UNCHECKED, evidence=()), *made.checks[1:])

        html, _ = _read(replace(made, claims=claims, checks=checks))

        assert "[wording not checked]" in html

    @pytest.mark.parametrize(
        "hostile",
        [
            "<script>alert(1)</script>",
            "</script><script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<svg onload=alert(1)>",
            "<style>*{display:none}</style>",
            "</textarea><script>alert(1)</script>",
            '" onmouseover="alert(1)',
            "' onfocus='alert(1)",
            "<a href=javascript:alert(1)>x</a>",
            "<iframe src=data:text/html,x>",
            "{{ 7 * 7 }} {% raw %}",
            "\u202eevil\u202c",
        ],
    )
    def test_markup_in_an_article_is_text(self, hostile: str) -> None:
        made = briefed(f"The mayor of Lund wrote {hostile} on Monday, when 28 boats sank in the harbour.")

        html, reader = _read(made)

        handlers = [name for _, held in reader.tags for name in held if name.startswith("on")]
        assert handlers == []
        assert {tag for tag, _ in reader.tags}.isdisjoint({"img", "svg", "iframe", "object", "form"})
        assert [tag for tag, _ in reader.tags].count("script") == 1
        assert not any(str(held.get("href", "")).startswith("javascript") for _, held in reader.tags)
        assert "\u202e" not in html
