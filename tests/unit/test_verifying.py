"""verify() of the library: items of texts against articles, and where they stand in the text given."""

from pathlib import Path

import pytest

import briefing
from briefing import Article, ConfigError, Verdict
from briefing.loading import load_bytes

SOURCE = (
    "Harbour opens\n\n"
    "The harbour of Lund opened on 3 May 2024 after work that cost $4.6 million.\n\n"
    '"We could not wait any longer," said Ines Roth, the harbour master.\n\n'
    "She did not rule out a second quay, which may cost 30% more.\n"
)


@pytest.fixture
def source() -> Article:
    return load_bytes(SOURCE.encode(), "harbour.txt", "")


def verdicts(text: str, source: Article) -> dict[str, Verdict]:
    return {item.text: item.verdict for item in briefing.verify(text, [source]).items}


class TestItems:
    def test_a_figure_rounded_rightly_holds(self, source: Article) -> None:
        told = verdicts("The harbour opened after work that cost about $5 million.", source)

        assert Verdict.CONTRADICTED not in told.values()

    def test_a_wrong_figure_is_contradicted_and_the_right_one_expected(self, source: Article) -> None:
        verification = briefing.verify("The harbour opened after work that cost $45 million.", [source])

        (item,) = [i for i in verification.items if i.verdict is Verdict.CONTRADICTED]
        assert (item.text, item.expected) == ("$45 million", "$4.6 million")
        assert item.line is not None
        assert "$4.6 million" in item.line

    def test_words_that_nobody_said_are_not_found(self, source: Article) -> None:
        told = verdicts('"We shall never open a second quay," said Ines Roth.', source)

        assert Verdict.NOT_FOUND in told.values()

    def test_a_speaker_who_did_not_say_it(self, source: Article) -> None:
        verification = briefing.verify('"We could not wait any longer," said Olaf Berg.', [source])

        assert not verification.holds

    def test_markdown_marks_are_no_words_and_positions_count_them(self, source: Article) -> None:
        text = "## Lund\n\n* The work **cost $45 million**.\n"

        verification = briefing.verify(text, [source])

        assert verification.text == text
        assert "$45 million" in [text[i.start : i.end] for i in verification.items]

    def test_counts_are_of_all_items(self, source: Article) -> None:
        verification = briefing.verify("The work cost $45 million. It opened on 3 May 2024.", [source])

        assert sum(verification.counts.values()) == len(verification.items)


class TestGiven:
    def test_a_path_is_read(self, source: Article, tmp_path: Path) -> None:
        path = tmp_path / "note.txt"
        path.write_text("The work cost $4.6 million.\n")
        (tmp_path / "harbour.txt").write_text(SOURCE)

        verification = briefing.verify(path, tmp_path / "harbour.txt")

        assert verification.holds
        assert verification.sources == (str(tmp_path / "harbour.txt"),)

    def test_a_text_without_sources_is_refused(self) -> None:
        with pytest.raises(ConfigError, match="name its sources"):
            briefing.verify("The work cost $4.6 million.")

    def test_several_sources_are_numbered_in_order(self, source: Article) -> None:
        other = load_bytes(b"The ferry of Malmo carried 9,000 people in June.\n", "ferry.txt", "")

        verification = briefing.verify("The ferry carried 9,000 people in June.", [source, other])

        named = {found.source for item in verification.items for found in item.evidence}
        assert named == {"S2"}


def test_deep_lets_the_support_model_judge_sentences_that_no_lock_can(source: Article) -> None:
    text = "Opening of the harbour followed costly work."

    plain, deep = briefing.verify(text, [source]), briefing.verify(text, [source], deep=True)

    assert [i.verdict for i in plain.items] == [Verdict.UNCHECKED]
    assert "support model" in deep.items[0].reason
