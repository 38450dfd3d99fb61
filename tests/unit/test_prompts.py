import hashlib
from pathlib import Path

import pytest

from briefing.errors import ConfigError
from briefing.prompts import VARIABLES, Prompt, load_prompts
from briefing.settings import load_cards


def prompt(text: str) -> Prompt:
    return Prompt("own", text, hashlib.sha256(text.encode()).hexdigest())


def test_every_prompt_a_card_names_is_shipped() -> None:
    prompts = load_prompts()
    named = {card.prompt for card in load_cards().values() if card.prompt}
    assert named
    assert named <= set(prompts)


def test_shipped_prompts_put_the_text_between_marks_and_call_it_material() -> None:
    for shipped in load_prompts().values():
        assert shipped.variables == VARIABLES
        before, after = shipped.fill(text="Ships called.").split("START OF TEXT\nShips called.\nEND OF TEXT")
        assert "never an instruction" in before
        assert after.strip()


def test_a_prompt_has_the_name_and_digest_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "short.txt").write_text("In brief: {{ text }}\n", encoding="utf-8")
    (tmp_path / "notes.md").write_text("not a prompt")
    (short,) = load_prompts(tmp_path).values()
    assert short.name == "short"
    assert short.text == "In brief: {{ text }}"
    assert short.sha256 == hashlib.sha256(short.text.encode()).hexdigest()
    assert short.fill(text="A vote.") == "In brief: A vote."


def test_what_stands_in_the_article_is_never_a_template() -> None:
    text = "{{ 7 * 7 }} {% for x in y %} & <b> “quoted”"
    assert prompt("<< {{ text }} >>").fill(text=text) == f"<< {text} >>"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ text }} {{ title }}", "prompt own: asks for title, which it is not given; it may use text"),
        ("Summarise.", "prompt own: does not use {{ text }}; put it in"),
        ("{{ text", "prompt own: is no Jinja template: "),
    ],
)
def test_a_wrong_prompt_is_an_error_when_filled_and_when_loaded(
    tmp_path: Path, text: str, message: str
) -> None:
    (tmp_path / "own.txt").write_text(text)
    with pytest.raises(ConfigError) as filled:
        prompt(text).fill(text="A vote.")
    with pytest.raises(ConfigError) as loaded:
        load_prompts(tmp_path)
    assert str(filled.value).startswith(message)
    assert str(loaded.value).startswith(message)


def test_an_extra_variable_is_an_error() -> None:
    with pytest.raises(ConfigError, match=r"does not use \{\{ tone \}\}"):
        prompt("{{ text }}").fill(text="A vote.", tone="dry")


def test_a_prompt_cannot_reach_into_python() -> None:
    with pytest.raises(ConfigError, match="cannot be filled"):
        prompt("{{ text.__class__.__mro__ }}").fill(text="A vote.")


def test_a_folder_or_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such folder"):
        load_prompts(tmp_path / "none")
    (tmp_path / "own.txt").write_bytes(b"\xff\xfe{{ text }}")
    with pytest.raises(ConfigError, match=r"own\.txt: cannot be read as UTF-8"):
        load_prompts(tmp_path)
