"""Tiny models with random weights, built from a config in a given folder: no download, no cache.

The tokenizers are trained here, on sentences written for the purpose. What such a model writes is
noise, always the same, which is what a page must withstand.
"""

import json
from pathlib import Path

import sentencepiece
import torch
from tokenizers import ByteLevelBPETokenizer
from transformers import (
    BartConfig,
    BartForConditionalGeneration,
    BartTokenizer,
    BertConfig,
    BertModel,
    BertTokenizer,
    T5Config,
    T5ForConditionalGeneration,
)

TEXT = (
    "The harbour council voted on Tuesday to rebuild the north quay after the winter storms.",
    "“We cannot wait another year,” said Marta Lindqvist, who runs the ferry line to the islands.",
    "Engineers put the cost at about 4.2 million euros, of which the state will pay 60 percent.",
    "Fishermen, however, fear that the work will close half of the berths until autumn 2031.",
    "The mayor, Tomas Brekke, told reporters that no boat would be turned away.",
    "Last year 1,340 ships called at the port, 12 more than in the year before.",
    "Critics asked why the plan had not been shown to residents; the council gave no answer.",
    "A second vote, on the road that leads to the quay, was put off until Friday, 14 March.",
)


def build_tiny_bart(folder: Path, positions: int = 512) -> Path:
    """A BART of one layer and 16 dimensions with a byte-level BPE tokenizer; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    trained = ByteLevelBPETokenizer()
    specials = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    trained.train_from_iterator(TEXT, vocab_size=400, special_tokens=specials, show_progress=False)
    trained.save_model(str(folder))
    merges = (folder / "merges.txt").read_text(encoding="utf-8").splitlines()[1:]
    tokenizer = BartTokenizer(
        vocab=json.loads((folder / "vocab.json").read_text(encoding="utf-8")),
        merges=[tuple(line.split(" ")) for line in merges],
    )
    tokenizer.save_pretrained(folder)
    torch.manual_seed(0)
    config = BartConfig(
        vocab_size=len(tokenizer),
        max_position_embeddings=positions,
        d_model=16,
        encoder_layers=1,
        decoder_layers=1,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=32,
        decoder_ffn_dim=32,
        init_std=1.0,
    )
    BartForConditionalGeneration(config).save_pretrained(folder)
    return folder


def build_tiny_t5(folder: Path) -> Path:
    """A T5 of one layer and 16 dimensions; its tokenizer is a sentencepiece model and nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "text.txt").write_text("\n".join(TEXT), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(folder / "text.txt"),
        model_prefix=str(folder / "spiece"),
        vocab_size=120,
        pad_id=0,
        eos_id=1,
        unk_id=2,
        bos_id=-1,
        minloglevel=2,
    )
    settings = {"tokenizer_class": "T5Tokenizer", "extra_ids": 0, "model_max_length": 512}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
    torch.manual_seed(0)
    config = T5Config(
        vocab_size=120,
        d_model=16,
        d_kv=8,
        d_ff=32,
        num_layers=1,
        num_heads=2,
        decoder_start_token_id=0,
        initializer_factor=8.0,
    )
    T5ForConditionalGeneration(config).save_pretrained(folder)
    return folder


def build_tiny_bert(folder: Path, positions: int = 64) -> Path:
    """A BERT of two layers and 16 dimensions that a reader can open; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    words = sorted(
        {word.lower() for sentence in TEXT for word in sentence.split()} | set("abcdefghijklmnopqrstuvwxyz,.")
    )
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *words]
    tokenizer = BertTokenizer(vocab={word: number for number, word in enumerate(vocabulary)})
    tokenizer.save_pretrained(folder)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=positions,
        initializer_range=1.0,
    )
    BertModel(config).save_pretrained(folder)
    return folder
