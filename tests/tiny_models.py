"""Tiny models with random weights, built from a config in a given folder: no download, no cache.

The tokenizers are trained here, on sentences written for the purpose. What such a model writes is
noise, always the same, which is what a page must withstand.
"""

import json
from pathlib import Path
from typing import Any

import sentencepiece
import torch
from tokenizers import ByteLevelBPETokenizer, SentencePieceBPETokenizer, SentencePieceUnigramTokenizer
from transformers import (
    BartConfig,
    BartForConditionalGeneration,
    BartTokenizer,
    BertConfig,
    BertModel,
    BertTokenizer,
    Gemma2Config,
    Gemma2ForCausalLM,
    LEDConfig,
    LEDForConditionalGeneration,
    LlamaConfig,
    LlamaForCausalLM,
    PegasusConfig,
    PegasusForConditionalGeneration,
    PegasusXConfig,
    PegasusXForConditionalGeneration,
    Phi3Config,
    Phi3ForCausalLM,
    PreTrainedTokenizerFast,
    Qwen2Config,
    Qwen2ForCausalLM,
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


CHATML = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n"
    "{% if enable_thinking is defined and not enable_thinking %}<think>\n\n</think>\n\n{% endif %}{% endif %}"
)
"""As Qwen's: roles in marks, and a switch for thinking."""
TURNS = (
    "{{ bos_token }}{% for message in messages %}{% if message.role == 'system' %}"
    "{{ raise_exception('System role not supported') }}{% endif %}"
    "<start_of_turn>{{ message.role }}\n{{ message.content | trim }}<end_of_turn>\n{% endfor %}"
    "{% if add_generation_prompt %}<start_of_turn>model\n{% endif %}"
)
"""As Gemma's, which has no system role."""


def _byte_level(folder: Path) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """Vocabulary and merges of a byte-level BPE."""
    folder.mkdir(parents=True, exist_ok=True)
    trained = ByteLevelBPETokenizer()
    specials = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    trained.train_from_iterator(TEXT, vocab_size=400, special_tokens=specials, show_progress=False)
    trained.save_model(str(folder))
    merges = (folder / "merges.txt").read_text(encoding="utf-8").splitlines()[1:]
    vocabulary = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    return vocabulary, [tuple(line.split(" ")) for line in merges]  # type: ignore[misc]


def _save_bart_tokenizer(folder: Path) -> int:
    vocabulary, merges = _byte_level(folder)
    tokenizer = BartTokenizer(vocab=vocabulary, merges=merges)
    tokenizer.save_pretrained(folder)
    return len(tokenizer)


def build_tiny_bart(folder: Path, positions: int = 512) -> Path:
    """A BART of one layer and 16 dimensions with a byte-level BPE tokenizer; returns the folder."""
    size = _save_bart_tokenizer(folder)
    torch.manual_seed(0)
    config = BartConfig(vocab_size=size, max_position_embeddings=positions, init_std=1.0, **_HALVES)
    BartForConditionalGeneration(config).save_pretrained(folder)
    return folder


def build_tiny_led(folder: Path) -> Path:
    """A LED of one layer, whose window of attention is smaller than its prompts."""
    size = _save_bart_tokenizer(folder)
    torch.manual_seed(0)
    config = LEDConfig(
        vocab_size=size,
        max_encoder_position_embeddings=1024,
        max_decoder_position_embeddings=256,
        attention_window=16,
        init_std=1.0,
        **_HALVES,
    )
    LEDForConditionalGeneration(config).save_pretrained(folder)
    return folder


def _save_unigram(folder: Path) -> int:
    """A unigram tokenizer with PEGASUS's special tokens."""
    folder.mkdir(parents=True, exist_ok=True)
    trained = SentencePieceUnigramTokenizer()
    specials = ["<pad>", "</s>", "<unk>", "<mask_1>", "<mask_2>"]
    trained.train_from_iterator(
        TEXT, vocab_size=160, special_tokens=specials, unk_token="<unk>", show_progress=False
    )
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=trained._tokenizer, pad_token="<pad>", eos_token="</s>", unk_token="<unk>"
    )
    tokenizer.save_pretrained(folder)
    return len(tokenizer)


def build_tiny_pegasus(folder: Path) -> Path:
    """A PEGASUS of one layer with a unigram tokenizer."""
    size = _save_unigram(folder)
    torch.manual_seed(0)
    config = PegasusConfig(
        vocab_size=size, max_position_embeddings=512, init_std=1.0, **_SEQ2SEQ_IDS, **_HALVES
    )
    PegasusForConditionalGeneration(config).save_pretrained(folder)
    return folder


def build_tiny_pegasus_x(folder: Path) -> Path:
    """A PEGASUS-X of one layer, which reads in blocks with a few global tokens."""
    size = _save_unigram(folder)
    torch.manual_seed(0)
    config = PegasusXConfig(
        vocab_size=size,
        max_position_embeddings=1024,
        block_size=32,
        num_global_tokens=4,
        init_std=1.0,
        **_SEQ2SEQ_IDS,
        **_HALVES,
    )
    PegasusXForConditionalGeneration(config).save_pretrained(folder)
    return folder


_HALVES = {
    "d_model": 16,
    "encoder_layers": 1,
    "decoder_layers": 1,
    "encoder_attention_heads": 2,
    "decoder_attention_heads": 2,
    "encoder_ffn_dim": 32,
    "decoder_ffn_dim": 32,
}
_SEQ2SEQ_IDS = {"pad_token_id": 0, "eos_token_id": 1, "decoder_start_token_id": 0}
_DECODER = {
    "hidden_size": 16,
    "intermediate_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "num_key_value_heads": 1,
    "max_position_embeddings": 2048,
    "initializer_range": 1.0,
    "tie_word_embeddings": False,
}


def build_tiny_qwen(folder: Path) -> Path:
    """A Qwen2 of two layers with a byte-level BPE tokenizer and a template that can think."""
    folder.mkdir(parents=True, exist_ok=True)
    trained = ByteLevelBPETokenizer()
    specials = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    trained.train_from_iterator(TEXT, vocab_size=400, special_tokens=specials, show_progress=False)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=trained._tokenizer, eos_token="<|im_end|>", pad_token="<|endoftext|>"
    )
    tokenizer.add_special_tokens({"additional_special_tokens": ["<|im_start|>"]})
    tokenizer.add_tokens(["<think>", "</think>"])
    return _save_decoder(folder, tokenizer, CHATML, Qwen2Config, Qwen2ForCausalLM)


def _sentencepiece(folder: Path, specials: list[str]) -> PreTrainedTokenizerFast:
    folder.mkdir(parents=True, exist_ok=True)
    trained = SentencePieceBPETokenizer()
    trained.train_from_iterator(TEXT, vocab_size=400, special_tokens=specials, show_progress=False)
    return PreTrainedTokenizerFast(
        tokenizer_object=trained._tokenizer, bos_token="<s>", eos_token="</s>", unk_token="<unk>"
    )


def build_tiny_llama(folder: Path) -> Path:
    """A Llama of two layers with a sentencepiece BPE, no token to fill rows up with, and a plain template."""
    tokenizer = _sentencepiece(folder, ["<unk>", "<s>", "</s>"])
    template = "{% for message in messages %}{{ bos_token }}[INST] {{ message.content }} [/INST]{% endfor %}"
    return _save_decoder(folder, tokenizer, template, LlamaConfig, LlamaForCausalLM)


def build_tiny_gemma(folder: Path) -> Path:
    """A Gemma 2 of two layers, one of which sees a window, with a template without a system role."""
    tokenizer = _sentencepiece(folder, ["<unk>", "<s>", "</s>", "<start_of_turn>", "<end_of_turn>"])
    tokenizer.add_special_tokens({"additional_special_tokens": ["<start_of_turn>", "<end_of_turn>"]})
    return _save_decoder(
        folder, tokenizer, TURNS, Gemma2Config, Gemma2ForCausalLM, head_dim=8, sliding_window=64
    )


def build_tiny_phi(folder: Path) -> Path:
    """A Phi-3 of two layers."""
    tokenizer = _sentencepiece(folder, ["<unk>", "<s>", "</s>", "<|user|>", "<|end|>", "<|assistant|>"])
    tokenizer.add_special_tokens({"additional_special_tokens": ["<|user|>", "<|end|>", "<|assistant|>"]})
    template = (
        "{% for message in messages %}<|{{ message.role }}|>\n{{ message.content }}<|end|>\n{% endfor %}"
        "{% if add_generation_prompt %}<|assistant|>\n{% endif %}"
    )
    return _save_decoder(folder, tokenizer, template, Phi3Config, Phi3ForCausalLM, pad_token_id=0)


def _save_decoder(folder: Path, tokenizer: Any, template: str, config: Any, model: Any, **more: Any) -> Path:
    tokenizer.chat_template = template
    tokenizer.save_pretrained(folder)
    torch.manual_seed(0)
    ids = {"bos_token_id": tokenizer.bos_token_id, "eos_token_id": tokenizer.eos_token_id}
    model(config(vocab_size=len(tokenizer), **{**_DECODER, **ids, **more})).save_pretrained(folder)
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


BUILDERS = {
    "bart": build_tiny_bart,
    "led": build_tiny_led,
    "pegasus": build_tiny_pegasus,
    "pegasus_x": build_tiny_pegasus_x,
    "t5": build_tiny_t5,
    "qwen": build_tiny_qwen,
    "llama": build_tiny_llama,
    "gemma": build_tiny_gemma,
    "phi": build_tiny_phi,
}
"""Every kind of writer that runs in this process."""
DECODERS = frozenset({"qwen", "llama", "gemma", "phi"})
