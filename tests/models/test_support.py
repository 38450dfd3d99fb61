"""The support head on a tiny encoder: what is saved is what runs, and what does not fit is told."""

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from tiny_models import TEXT
from transformers import BertModel

from briefing.backends import open_supporter
from briefing.backends.adapter import merged
from briefing.backends.encoder import Encoder
from briefing.backends.pairs import MARKS, lay_out_pairs
from briefing.backends.reader import open_tokenizer
from briefing.backends.support import PocketSupporter, batch_of, open_taught
from briefing.backends.weights import digest
from briefing.domain.cards import Device, ModelCard
from briefing.errors import BackendError, ModelMissing

_WIDTH = 16
PAIRS = [("the mayor", "a road"), (TEXT[4], TEXT[4]), ("vote", TEXT[0] + " " + TEXT[7]), (TEXT[0], "a")]


def taught_tensors() -> dict[str, torch.Tensor]:
    torch.manual_seed(1)
    layer = "encoder.layer.0.attention.self.query"
    return {
        f"{layer}.lora_A": torch.randn(2, _WIDTH).half(),
        f"{layer}.lora_B": torch.randn(_WIDTH, 2).half(),
        "marks.weight": torch.randn(_WIDTH, len(MARKS)).half(),
        "word.weight": torch.randn(1, _WIDTH + len(MARKS)).half(),
        "word.bias": torch.randn(1).half(),
        "whole.weight": torch.randn(1, _WIDTH).half(),
        "whole.bias": torch.randn(1).half(),
    }


@pytest.fixture
def taught(tiny_bert_folder: Path, tmp_path: Path) -> Path:
    path = tmp_path / "support.safetensors"
    save_file(taught_tensors(), path, {"backbone": digest(tiny_bert_folder), "threshold": "0.25"})
    return path


def opened(card: ModelCard, taught: Path) -> PocketSupporter:
    return open_taught(card, Path(str(card.path)), Device.CPU, taught)


def test_threshold_and_digest_come_from_the_file(tiny_bert: ModelCard, taught: Path) -> None:
    supporter = opened(tiny_bert, taught)
    assert supporter.threshold == 0.25
    assert len(supporter.sha256) == 64


def test_a_score_is_that_of_the_sums_written_out(
    tiny_bert: ModelCard, tiny_bert_folder: Path, taught: Path
) -> None:
    """The encoder of transformers with the products added to its weights, then the head by hand."""
    held = {name: value.float() for name, value in load_file(taught).items()}
    encoder = Encoder.load(tiny_bert_folder, "cpu")
    model = BertModel.from_pretrained(tiny_bert_folder, local_files_only=True).eval()
    model.load_state_dict(merged(encoder.tensors, held), strict=False)
    rows = lay_out_pairs(open_tokenizer(tiny_bert_folder), PAIRS[:1], 32)
    ids, marks, _, _ = batch_of(rows)
    with torch.inference_mode():
        words = model.get_input_embeddings()(ids) + marks @ held["marks.weight"].T
        states = model(inputs_embeds=words).last_hidden_state[0]
        beside = torch.cat([states, marks[0]], dim=-1)[1 : 1 + rows[0].claim]
        wrong = beside @ held["word.weight"][0] + held["word.bias"]
        whole = states[0] @ held["whole.weight"][0] + held["whole.bias"]
        expected = float(torch.sigmoid(whole - wrong.exp().sum().log()))
    assert opened(tiny_bert, taught).support(PAIRS[:1]) == [pytest.approx(expected, abs=1e-3)]


def test_pairs_in_one_batch_score_what_they_score_alone(tiny_bert: ModelCard, taught: Path) -> None:
    supporter = opened(tiny_bert, taught)
    together = supporter.support(PAIRS * 5)
    assert together == pytest.approx([supporter.support([pair])[0] for pair in PAIRS * 5], abs=1e-5)
    assert together == supporter.support(PAIRS * 5)
    assert all(0 <= score <= 1 for score in together)


def test_no_pairs_and_no_words(tiny_bert: ModelCard, taught: Path) -> None:
    supporter = opened(tiny_bert, taught)
    assert supporter.support([]) == []
    assert supporter.support([("", "a road"), (" ", "")]) == [0.0, 0.0]
    assert 0 <= supporter.support([("a road", "")])[0] <= 1


def test_weights_that_are_not_there_are_missing(tiny_bert: ModelCard, tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"is not there: train it with training/train_support\.py"):
        opened(tiny_bert, tmp_path / "none.safetensors")


def test_weights_for_another_encoder_are_refused(tiny_bert: ModelCard, taught: Path) -> None:
    save_file(taught_tensors(), taught, {"backbone": "0" * 64, "threshold": "0.5"})
    with pytest.raises(BackendError, match="was taught on weights with SHA-256 0000"):
        opened(tiny_bert, taught)


def test_what_ships_is_refused_on_other_weights(tiny_bert: ModelCard) -> None:
    with pytest.raises(BackendError, match="was taught on weights with SHA-256"):
        open_supporter(tiny_bert, Device.CPU)


@pytest.mark.parametrize("metadata", [{}, {"threshold": "0.5"}, {"backbone": "0", "threshold": "high"}])
def test_a_file_that_does_not_say_what_it_is_is_refused(
    tiny_bert: ModelCard, taught: Path, metadata: dict[str, str]
) -> None:
    save_file(taught_tensors(), taught, metadata)
    with pytest.raises(BackendError, match="holds no support head"):
        opened(tiny_bert, taught)


def test_a_damaged_file_is_refused(tiny_bert: ModelCard, taught: Path) -> None:
    taught.write_text("{")
    with pytest.raises(BackendError, match="holds no support head"):
        opened(tiny_bert, taught)


@pytest.mark.parametrize(
    "name", ["whole.weight", "marks.weight", "encoder.layer.0.attention.self.query.lora_A"]
)
def test_a_tensor_that_is_missing_or_misshapen_is_told(
    tiny_bert: ModelCard, tiny_bert_folder: Path, taught: Path, name: str
) -> None:
    about = {"backbone": digest(tiny_bert_folder), "threshold": "0.5"}
    held = taught_tensors()
    save_file({k: v for k, v in held.items() if k != name}, taught, about)
    with pytest.raises(BackendError, match="does not fit the encoder"):
        opened(tiny_bert, taught)
    save_file(held | {name: torch.zeros(3, 3).half()}, taught, about)
    with pytest.raises(BackendError, match="does not fit the encoder"):
        opened(tiny_bert, taught)


def test_a_writer_does_not_judge(tiny_bart: ModelCard) -> None:
    with pytest.raises(BackendError, match="writes and cannot judge"):
        open_supporter(tiny_bart, Device.CPU)


def test_other_weights_than_the_cards_are_refused(tiny_bert: ModelCard, taught: Path) -> None:
    with pytest.raises(BackendError, match="its card asks for 0000"):
        opened(replace(tiny_bert, sha256="0" * 64), taught)


def test_pocket_tells_a_moved_figure_from_a_rewrite(pocket: ModelCard) -> None:
    supporter = open_supporter(pocket, Device.CPU)
    evidence = TEXT[2]
    true, false = supporter.support(
        [
            ("The work will cost about 4.2 million euros, engineers say.", evidence),
            ("The work will cost about 7.9 million dollars, doctors say.", evidence),
        ]
    )
    assert true > false


class TestMarks:
    def marks(self, folder: Path, claim: str, evidence: str) -> list[tuple[str, set[str]]]:
        """The words of claim and evidence that are in the tiny vocabulary, with their marks."""
        tokenizer = open_tokenizer(folder)
        row = lay_out_pairs(tokenizer, [(claim, evidence)], 64)[0]
        return [
            (tokenizer.id_to_token(id), {name for n, name in enumerate(MARKS) if bits >> n & 1})
            for id, bits in zip(row.ids, row.marks, strict=True)
        ]

    def test_each_word_is_told_from_those_of_the_evidence(self, tiny_bert_folder: Path) -> None:
        told = dict(self.marks(tiny_bert_folder, "the council asked", "the council told")[:4])
        assert told["[CLS]"] == set()
        assert told["the"] == set()
        assert told["council"] == {"before another"}
        assert told["asked"] == {"absent", "unlike", "after another"}

    def test_words_that_the_claim_uses_are_marked_in_the_evidence(self, tiny_bert_folder: Path) -> None:
        told = self.marks(tiny_bert_folder, "asked", "asked the")[3:]
        assert told == [("asked", {"evidence", "used"}), ("the", {"evidence"}), ("[SEP]", {"evidence"})]

    def test_capitals_and_digits(self, tiny_bert_folder: Path) -> None:
        told = self.marks(tiny_bert_folder, "Asked 60", "60 asked")
        assert "capital" in told[1][1]
        assert "digit" in told[2][1]

    @pytest.mark.parametrize("room", [8, 16, 32])
    def test_a_row_fits_its_room_and_keeps_half_of_it_for_the_claim(
        self, tiny_bert_folder: Path, room: int
    ) -> None:
        tokenizer = open_tokenizer(tiny_bert_folder)
        long = "the council voted on a road " * 9
        for claim, evidence in [(long, long), (long, "a"), ("a", long), (long, "")]:
            row = lay_out_pairs(tokenizer, [(claim, evidence)], room)[0]
            assert len(row.ids) == len(row.marks) <= room
            assert len(row.offsets) == row.claim
            assert claim != long or row.claim >= (room - 3) // 2
