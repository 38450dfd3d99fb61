import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from tiny_models import TEXT
from transformers import BertModel

from briefing.backends import find_weights, open_reader, open_writer
from briefing.backends.encoder import Encoder
from briefing.backends.reader import PocketReader, _units
from briefing.domain.cards import Device, ModelCard
from briefing.errors import BackendError, ModelMissing


@pytest.fixture(scope="module")
def tiny(tiny_bert: ModelCard) -> PocketReader:
    reader = open_reader(tiny_bert, Device.CPU)
    assert isinstance(reader, PocketReader)
    return reader


@pytest.fixture(scope="module")
def exact(tiny: PocketReader) -> PocketReader:
    """The same reader in fp32 everywhere, so that sums can be compared closely."""
    return replace(tiny, _bf16=False)


@pytest.fixture
def folder(tiny_bert_folder: Path, tmp_path: Path) -> Path:
    """A copy of the tiny reader's files that a test may spoil."""
    return Path(shutil.copytree(tiny_bert_folder, tmp_path / "copy"))


def test_the_encoder_is_the_bert_of_transformers(tiny_bert_folder: Path) -> None:
    theirs = BertModel.from_pretrained(tiny_bert_folder, local_files_only=True).eval()
    ours = Encoder.load(tiny_bert_folder, "cpu")
    ids = torch.tensor([[2, 9, 17, 5, 3], [2, 11, 3, 0, 0]])
    mask = torch.tensor([[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]], dtype=torch.bool)
    with torch.inference_mode():
        expected = theirs(input_ids=ids, attention_mask=mask.long()).last_hidden_state
        assert torch.allclose(ours.states(ids, mask)[mask], expected[mask], atol=1e-3)


def test_a_vector_is_the_mean_of_the_sentences_own_states(exact: PocketReader) -> None:
    first, second = "the mayor", "a road"
    ids = [[2, *_ids(exact, first), *_ids(exact, second), 3]]
    with torch.inference_mode():
        states = exact._encoder.states(torch.tensor(ids))[0]
    cut = 1 + len(_ids(exact, first))
    for vector, own in zip(exact.read([first, second]).vectors, (states[1:cut], states[cut:-1]), strict=True):
        mean = own.mean(dim=0).numpy()
        assert vector == pytest.approx(mean / np.linalg.norm(mean), abs=1e-5)


def _ids(reader: PocketReader, text: str) -> list[int]:
    return next(iter(reader._encodings([text]))).ids


def test_windows_in_one_batch_give_what_they_give_alone(exact: PocketReader) -> None:
    encodings = list(exact._encodings(["the mayor", "a road that leads to the quay", "vote"]))
    known = [[], [], []]
    shown = [[unit] for unit in _units(encodings, exact._room, known)]
    with torch.inference_mode():
        together = exact._states(shown)
        for row, units in zip(together, shown, strict=True):
            alone = exact._states([units])[0]
            assert torch.allclose(row[: len(alone)], alone, atol=1e-4)


def test_a_sentence_longer_than_a_window_is_read_to_its_end(tiny: PocketReader) -> None:
    long = "the council voted on a road " * 20
    other = long + "ships, however, fear autumn"
    assert tiny.count_tokens([long])[0] > 100
    vectors = tiny.read([long, other]).vectors
    assert not np.allclose(vectors[0], vectors[1])


def test_no_token_is_cut_from_the_count(pocket: ModelCard) -> None:
    assert open_reader(pocket, Device.CPU).count_tokens(["word " * 1000]) == [1000]


def test_pocket_knows_what_is_alike(pocket: ModelCard) -> None:
    reader = open_reader(pocket, Device.CPU)
    asked, same, other = reader.read(
        [
            "The central bank raised interest rates by half a point.",
            "Borrowing becomes dearer after the decision of the central bank.",
            "The goalkeeper was sent off in the second half.",
        ]
    ).vectors
    assert asked @ same > asked @ other + 0.15
    assert reader.sha256 == pocket.sha256


def test_twice_the_article_reads_each_half_as_well(pocket: ModelCard) -> None:
    """Windows do not tear the text apart: a sentence is much the same wherever it stands."""
    reader = open_reader(pocket, Device.CPU)
    many = reader.read(TEXT * 12).vectors.reshape(12, len(TEXT), -1)
    likeness = np.einsum("asw,bsw->abs", many, many)
    assert likeness.min() > 0.7


def test_other_weights_than_the_cards_are_refused(tiny_bert: ModelCard) -> None:
    with pytest.raises(BackendError, match=r"has SHA-256 .* its card asks for 0000"):
        open_reader(replace(tiny_bert, sha256="0" * 64), Device.CPU)


def test_files_that_are_not_there_are_missing(tmp_path: Path, tiny_bert: ModelCard) -> None:
    with pytest.raises(ModelMissing, match=r"holds no config\.json"):
        open_reader(replace(tiny_bert, path=str(tmp_path)), Device.CPU)


@pytest.mark.parametrize(
    ("key", "value"), [("hidden_act", "relu"), ("model_type", "roberta"), ("num_hidden_layers", 7)]
)
def test_another_network_is_refused(folder: Path, tiny_bert: ModelCard, key: str, value: object) -> None:
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {key: value}))
    with pytest.raises(BackendError, match="no BERT encoder this reader can run"):
        open_reader(replace(tiny_bert, path=str(folder)), Device.CPU)


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "tokenizer.json"])
def test_damaged_files_are_an_error_that_names_the_folder(
    folder: Path, tiny_bert: ModelCard, name: str
) -> None:
    (folder / name).write_text("{")
    with pytest.raises(BackendError, match=str(folder)):
        open_reader(replace(tiny_bert, path=str(folder)), Device.CPU)


def test_a_reader_does_not_write_nor_a_writer_read(tiny_bert: ModelCard, tiny_bart: ModelCard) -> None:
    with pytest.raises(BackendError, match="reads and cannot write"):
        open_writer(tiny_bert, Device.CPU)
    with pytest.raises(BackendError, match="writes and cannot read"):
        open_reader(tiny_bart, Device.CPU)


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU here")
def test_a_device_that_is_not_there_is_an_error(tiny_bert: ModelCard) -> None:
    with pytest.raises(BackendError, match="device cuda is not on this machine"):
        open_reader(tiny_bert, Device.CUDA)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no GPU here")
def test_a_gpu_reads_what_a_processor_reads(pocket: ModelCard) -> None:
    there, here = open_reader(pocket, Device.CUDA), open_reader(pocket, Device.CPU)
    assert there.device == "cuda"
    likeness = (there.read(TEXT * 40).vectors * here.read(TEXT * 40).vectors).sum(axis=1)
    assert likeness.min() > 0.999


def test_the_card_of_the_package_finds_its_files(pocket: ModelCard) -> None:
    found = find_weights(replace(pocket, repo=None))
    assert found is None or (found / "tokenizer.json").is_file()
