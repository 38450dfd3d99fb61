import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from briefing.domain.cards import BackendKind, Device
from briefing.domain.formats import Format
from briefing.errors import ConfigError, UnknownModel
from briefing.settings import Settings, find_card, load_cards, load_settings


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, and an empty folder of the user's own settings."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "user"))
    return work


def error_of(
    flags: Mapping[str, object] | None = None, environ: Mapping[str, str] | None = None, toml: str = ""
) -> str:
    Path("briefing.toml").write_text(toml)
    with pytest.raises(ConfigError) as caught:
        load_settings(flags or {}, environ or {})
    return str(caught.value)


def test_without_anything_the_defaults_hold() -> None:
    assert load_settings({}, {}) == Settings()
    assert Settings().words == 450


def test_flags_go_before_variables_and_these_before_the_file(folder: Path) -> None:
    (folder / "briefing.toml").write_text('model = "file"\nwords = 100\nseed = 3\nstrict = true\n')
    settings = load_settings(
        {"model": "flag", "words": None}, {"BRIEFING_MODEL": "variable", "BRIEFING_WORDS": "200"}
    )
    assert (settings.model, settings.words, settings.seed) == ("flag", 200, 3)
    assert settings.strict


def test_values_become_what_their_fields_are() -> None:
    environ = {
        "BRIEFING_DEVICE": "CPU",
        "BRIEFING_FORMAT": "json",
        "BRIEFING_OFFLINE": "yes",
        "BRIEFING_STRICT": "0",
        "BRIEFING_LANGUAGE": "en",
        "BRIEFING_SEED": "",
    }
    assert load_settings({"device": Device.CPU}, environ) == Settings(
        device=Device.CPU,
        format=Format.JSON,
        offline=True,
        language="en",
    )


def test_the_file_of_the_working_folder_goes_before_the_users_own(folder: Path) -> None:
    own = folder.parent / "user" / "briefing" / "briefing.toml"
    own.parent.mkdir(parents=True)
    own.write_text("words = 300\nseed = 1\n")
    assert load_settings({}, {}).words == 300
    (folder / "briefing.toml").write_text("words = 200\n")
    assert load_settings({}, {}) == Settings(words=200)


def test_a_file_that_is_named_goes_before_both(folder: Path) -> None:
    (folder / "briefing.toml").write_text("words = 200\n")
    (folder / "desk.toml").write_text("words = 350\n")
    (folder / "night.toml").write_text("words = 250\n")
    environ = {"BRIEFING_CONFIG": "desk.toml"}
    assert load_settings({}, environ).words == 350
    assert load_settings({}, environ, Path("night.toml")).words == 250


def test_a_named_file_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ConfigError, match=r"desk\.toml: cannot be read \(No such file"):
        load_settings({}, {}, Path("desk.toml"))


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("wrods = 3", "briefing.toml: wrods is not known (did you mean words?); known are model, device, "),
        ("words = 'many'", 'briefing.toml: words must be a positive integer, got "many"'),
        ("words = 0", "briefing.toml: words must be a positive integer, got 0"),
        ("words = true", "briefing.toml: words must be a positive integer, got true"),
        ("words = 1.5", "briefing.toml: words must be a positive integer, got 1.5"),
        ("strict = 'perhaps'", 'briefing.toml: strict must be true or false, got "perhaps"'),
        ("model = ''", 'briefing.toml: model must be a text that is not empty, got ""'),
        ("[model]\na = 1", 'briefing.toml: model must be a text that is not empty, got {"a": 1}'),
        (
            "language = 'english'",
            "briefing.toml: language must be a code of ISO 639-1, such as en, de, fr, es, ar or zh",
        ),
        ("words = ", "briefing.toml: is no TOML in UTF-8: "),
    ],
)
def test_a_wrong_file_is_told_with_file_and_key(toml: str, message: str) -> None:
    assert error_of(toml=toml).startswith(message)


def test_a_wrong_variable_or_flag_is_told_by_its_own_name() -> None:
    assert error_of(environ={"BRIEFING_SEED": "-1"}).startswith(
        'BRIEFING_SEED must be an integer of 0 or more, got "-1"'
    )
    assert error_of({"device": "gpu"}) == '--device must be one of auto, cpu, cuda, mps, got "gpu"'


def test_a_misspelt_variable_is_an_error_and_a_foreign_one_is_not() -> None:
    assert error_of(environ={"BRIEFING_MODLE": "x"}) == (
        "BRIEFING_MODLE is not known (did you mean BRIEFING_MODEL?)"
    )
    assert load_settings({}, {"BRIEFING_DATA": "/there", "OTHER_MODEL": "x"}) == Settings()


def cards_of(folder: Path, toml: str) -> Path:
    file = folder / "models.toml"
    file.write_text(toml)
    return file


def test_the_shipped_cards_are_sound() -> None:
    cards = load_cards()
    assert cards["pocket"].kind is BackendKind.READER
    assert cards["pocket"].sha256
    assert cards["pocket"].package
    assert all(
        card.name == name and (card.repo or card.url) and card.description for name, card in cards.items()
    )
    assert {card.kind for card in cards.values()} == set(BackendKind)


def test_a_card_holds_what_its_table_says(folder: Path) -> None:
    file = cards_of(
        folder,
        '[models.own]\nkind = "seq2seq"\npath = "weights"\nlanguages = ["en", "de"]\ncontext_tokens = 9\n',
    )
    card = load_cards(file)["own"]
    assert (card.name, card.kind) == ("own", BackendKind.SEQ2SEQ)
    assert (card.languages, card.context_tokens) == (("en", "de"), 9)
    assert card.path == str(folder / "weights"), "a relative path counts from the file's folder"


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        (
            '[models.small]\nkind = "reader"\ncontext_tokens = "many"',
            'models.toml, [models.small]: context_tokens must be a positive integer, got "many"',
        ),
        (
            "[models.small]\n",
            "models.toml, [models.small]: kind is missing; it must be one of reader, seq2seq",
        ),
        (
            '[models.small]\nkind = "gpt"',
            "models.toml, [models.small]: kind must be one of reader, seq2seq, causal, server, got",
        ),
        (
            '[models.small]\nkind = "reader"\nlicense = "MIT"',
            "models.toml, [models.small]: license is not known (did you mean licence?); known are kind",
        ),
        (
            '[models.small]\nkind = "reader"\nlanguages = "en"',
            'models.toml, [models.small]: languages must be a list of codes of two letters, got "en"',
        ),
        (
            '[models.small]\nkind = "reader"\nsha256 = "abc"',
            "models.toml, [models.small]: sha256 must be 64 digits in hex",
        ),
        ('[model.small]\nkind = "reader"', "models.toml: model is not known (did you mean models?)"),
        ("models = 3", "models.toml: models must be tables"),
        ("[models]\nsmall = 3", "models.toml, [models.small]: must be a table"),
    ],
)
def test_a_wrong_card_is_told_with_its_table_and_key(folder: Path, toml: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_cards(cards_of(folder, toml))
    assert str(caught.value).startswith(message)


def test_a_misspelt_model_is_told_which_are_known() -> None:
    cards = {name: card for name, card in load_cards().items() if name in ("pocket", "bart-large-cnn")}
    with pytest.raises(UnknownModel) as caught:
        find_card("bart-lrage-cnn", cards)
    assert str(caught.value) == (
        'unknown model "bart-lrage-cnn"; models.toml has pocket, bart-large-cnn '
        "(did you mean bart-large-cnn?)"
    )
    with pytest.raises(UnknownModel, match=r"has pocket, bart-large-cnn$"):
        find_card("./elsewhere", cards)


@pytest.mark.parametrize(
    ("config", "kind", "prompt"),
    [
        ({"model_type": "bart", "is_encoder_decoder": True}, BackendKind.SEQ2SEQ, None),
        ({"model_type": "t5", "is_encoder_decoder": True}, BackendKind.SEQ2SEQ, "summarise"),
        ({"model_type": "bert"}, BackendKind.READER, None),
    ],
)
def test_a_folder_is_a_card_of_its_models_kind(
    folder: Path, config: object, kind: BackendKind, prompt: str | None
) -> None:
    own = folder / "own-model"
    own.mkdir()
    (own / "config.json").write_text(json.dumps(config))
    card = find_card("./own-model", load_cards())
    assert (card.name, card.kind, card.prompt) == ("own-model", kind, prompt)
    assert Path(str(card.path)).resolve() == own.resolve()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"model_type": "gpt2"}', "nothing here runs a model of type gpt2"),
        ("{}", "no config.json that names a model_type"),
        ("[1]", "no config.json that names a model_type"),
        ("{", "no config.json that names a model_type"),
        (None, "no config.json that names a model_type"),
    ],
)
def test_a_folder_of_no_model_is_unknown(folder: Path, content: str | None, message: str) -> None:
    if content is not None:
        (folder / "config.json").write_text(content)
    with pytest.raises(UnknownModel, match=message):
        find_card(str(folder), {})


def test_a_name_goes_before_a_folder_of_that_name(folder: Path) -> None:
    (folder / "pocket").mkdir()
    assert find_card("pocket", load_cards()).path is None
