import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from fakes import write
from safetensors.torch import load_file, save_file
from tiny_models import TEXT, build_tiny_bart

from briefing.backends import open_writer
from briefing.backends.ports import Answer, Request, Writing
from briefing.backends.seq2seq import Seq2SeqWriter
from briefing.domain.cards import Device, ModelCard
from briefing.errors import BackendError, ModelMissing, OutOfMemory


@pytest.fixture(scope="module")
def bart(tiny_bart: ModelCard) -> Seq2SeqWriter:
    writer = open_writer(tiny_bart, Device.CPU)
    assert isinstance(writer, Seq2SeqWriter)
    return writer


@pytest.fixture
def folder(tiny_bart: ModelCard, tmp_path: Path) -> Path:
    """A copy of the tiny BART's files that a test may spoil."""
    return Path(shutil.copytree(str(tiny_bart.path), tmp_path / "copy"))


class CrampedModel:
    """Stands in for a model on a small GPU: out of memory over `most` prompts, else the real one."""

    def __init__(self, model: object, most: int, error: Exception) -> None:
        self.model, self.most, self.error = model, most, error
        self.config = model.config
        self.sizes: list[int] = []

    def generate(self, input_ids: torch.Tensor, **options: object) -> torch.Tensor:
        self.sizes.append(len(input_ids))
        if len(input_ids) > self.most:
            raise self.error
        return self.model.generate(input_ids=input_ids, **options)


def test_a_batch_that_does_not_fit_is_halved_until_it_does(bart: Seq2SeqWriter) -> None:
    cramped = CrampedModel(bart.model, 2, torch.OutOfMemoryError("CUDA out of memory"))
    prompts = list(TEXT[:5])
    assert write(replace(bart, model=cramped), prompts, 8) == write(bart, prompts, 8)
    assert cramped.sizes == [5, 2, 2, 1]


def test_one_prompt_that_does_not_fit_is_an_error_that_says_so(bart: Seq2SeqWriter) -> None:
    cramped = CrampedModel(bart.model, 0, RuntimeError("DefaultCPUAllocator: can't allocate memory"))
    with pytest.raises(OutOfMemory, match=r'"tiny-bart" and a prompt of \d+ tokens do not fit .*cpu'):
        write(replace(bart, model=cramped), TEXT[:2], 8)


def test_prompts_are_packed_by_length_under_a_budget_of_tokens(bart: Seq2SeqWriter) -> None:
    watched = CrampedModel(bart.model, 99, MemoryError())
    writer = replace(bart, model=watched)
    writer._budget = 200

    told = write(writer, [TEXT[0], " ".join(TEXT), TEXT[1], TEXT[2]], 8)

    assert watched.sizes[0] == 1
    assert sum(watched.sizes) == 4
    assert told == [write(bart, [prompt], 8)[0] for prompt in (TEXT[0], " ".join(TEXT), TEXT[1], TEXT[2])]


def test_time_that_is_over_leaves_answers_that_are_not_whole(bart: Seq2SeqWriter) -> None:
    requests = [Request(text, text) for text in TEXT]
    assert bart.write(requests, Writing(20, seconds=0.0)) == [Answer("", whole=False)] * len(TEXT)


def test_any_other_failure_is_a_backend_error(bart: Seq2SeqWriter) -> None:
    broken = CrampedModel(bart.model, 0, RuntimeError("device-side assert triggered"))
    with pytest.raises(BackendError, match="failed on cpu: device-side assert"):
        write(replace(bart, model=broken), TEXT[:2], 8)


def test_beams_and_least_lengths_of_a_checkpoint_are_not_followed(folder: Path, tiny_bart: ModelCard) -> None:
    config = json.loads((folder / "generation_config.json").read_text())
    asked = {
        "num_beams": 4,
        "min_length": 40,
        "max_length": 60,
        "length_penalty": 2.0,
        "early_stopping": True,
    }
    (folder / "generation_config.json").write_text(json.dumps(config | asked))
    plain = write(open_writer(tiny_bart, Device.CPU), TEXT, 12)
    assert write(open_writer(replace(tiny_bart, path=str(folder)), Device.CPU), TEXT, 12) == plain


def test_an_answer_ends_where_the_decoders_positions_do(tmp_path: Path, tiny_bart: ModelCard) -> None:
    build_tiny_bart(tmp_path, positions=32)
    writer = open_writer(replace(tiny_bart, path=str(tmp_path)), Device.CPU)
    assert writer.context_tokens == 30
    assert write(writer, ["A vote."], 5000) == write(writer, ["A vote."], 31) != [""]


def test_the_card_may_narrow_the_context(tiny_bart: ModelCard, tiny_t5: ModelCard) -> None:
    assert open_writer(tiny_bart, Device.CPU).context_tokens == 510
    assert open_writer(replace(tiny_bart, context_tokens=100), Device.CPU).context_tokens == 98
    assert open_writer(tiny_t5, Device.CPU).context_tokens == 511
    assert open_writer(replace(tiny_t5, context_tokens=2048), Device.CPU).context_tokens == 2047


def test_nothing_is_printed(tiny_bart: ModelCard, capfd: pytest.CaptureFixture[str]) -> None:
    write(open_writer(tiny_bart, Device.CPU), TEXT, 600)
    assert capfd.readouterr() == ("", "")


def test_weights_with_a_part_missing_are_refused(folder: Path, tiny_bart: ModelCard) -> None:
    tensors = load_file(folder / "model.safetensors")
    del tensors["model.decoder.layers.0.fc1.weight"]
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(BackendError, match=r"lacks 1 tensors .*decoder\.layers\.0\.fc1\.weight"):
        open_writer(replace(tiny_bart, path=str(folder)), Device.CPU)


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "tokenizer.json"])
def test_damaged_files_are_an_error_that_names_the_folder(
    folder: Path, tiny_bart: ModelCard, name: str
) -> None:
    (folder / name).write_text("{")
    with pytest.raises(BackendError, match=str(folder)):
        open_writer(replace(tiny_bart, path=str(folder)), Device.CPU)


def test_an_encoder_alone_cannot_write(tiny_bart: ModelCard, tiny_bert_folder: Path) -> None:
    with pytest.raises(BackendError, match=r"cannot be opened|encoder"):
        open_writer(replace(tiny_bart, path=str(tiny_bert_folder)), Device.CPU)


def test_a_folder_without_files_is_missing(tiny_bart: ModelCard, tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=str(tmp_path)):
        open_writer(replace(tiny_bart, path=str(tmp_path)), Device.CPU)


def test_a_newline_that_pegasus_writes_is_a_newline(bart: Seq2SeqWriter) -> None:
    assert bart._answer("One.<n>Two.", True) == Answer("One.\nTwo.", True)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no GPU here")
def test_a_gpu_writes(tiny_bart: ModelCard, tiny_t5: ModelCard) -> None:
    for card in (tiny_bart, tiny_t5):
        writer = open_writer(card, Device.AUTO)
        assert writer.device == "cuda"
        assert write(writer, TEXT * 40, 20) == write(writer, TEXT * 40, 20)


def test_a_folder_without_a_tokenizer_is_refused(folder: Path, tiny_bart: ModelCard) -> None:
    for name in ("tokenizer.json", "vocab.json", "merges.txt", "tokenizer_config.json"):
        (folder / name).unlink(missing_ok=True)
    with pytest.raises(BackendError, match="tokenizer"):
        open_writer(replace(tiny_bart, path=str(folder)), Device.CPU)
