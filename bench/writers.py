"""Throughput of the writers against a plain loop of `generate` over the same chunks, same model, same run.

Models have real sizes and random weights, so nothing is fetched; what they write is noise, and the time of a
token is that of the real one. Each way is timed once after a short warm-up, in turns, and told as tokens
a second and as a ratio to the loop. What it does not measure: quality, and how often prompt lookup guesses
right on real text. The last line of stdout is one JSON document.
"""

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import ByteLevelBPETokenizer
from transformers import (
    AutoModelForCausalLM,
    AutoModelForSeq2SeqLM,
    BartConfig,
    GenerationConfig,
    PreTrainedTokenizerFast,
    Qwen2Config,
    Qwen3Config,
)

from briefing.backends.causal import CausalWriter
from briefing.backends.devices import has_bf16
from briefing.backends.local_writer import LocalWriter
from briefing.backends.ports import Request, Writing
from briefing.backends.seq2seq import Seq2SeqWriter
from briefing.domain.cards import BackendKind, ModelCard

ARTICLES = Path(__file__).resolve().parent.parent / "briefing" / "benching" / "articles"
PAD, END = "<pad>", "</s>"

CONFIGS: dict[str, tuple[BackendKind, Any, int]] = {
    "bart-large": (BackendKind.SEQ2SEQ, BartConfig, 50_265),
    "0.5b": (BackendKind.CAUSAL, Qwen2Config, 151_936),
    "8b": (BackendKind.CAUSAL, Qwen3Config, 151_936),
}
"""Sizes as published: BART-large, Qwen2.5-0.5B and Qwen3-8B; the last figure is the vocabulary."""
SIZES: dict[str, dict[str, Any]] = {
    "bart-large": {},
    "0.5b": {
        "hidden_size": 896,
        "intermediate_size": 4864,
        "num_hidden_layers": 24,
        "num_attention_heads": 14,
        "num_key_value_heads": 2,
        "tie_word_embeddings": True,
    },
    "8b": {
        "hidden_size": 4096,
        "intermediate_size": 12288,
        "num_hidden_layers": 36,
        "num_attention_heads": 32,
        "num_key_value_heads": 8,
        "head_dim": 128,
    },
}


@dataclass(frozen=True)
class Way:
    """One way to write all chunks; `write` returns how many tokens were written."""

    name: str
    write: Callable[[Sequence[Request], int], int]


def tokenizer_of(size: int) -> PreTrainedTokenizerFast:
    """A byte-level BPE with as many tokens as the model has, as its logits cost what they cost: trained on
    the articles, then filled up with pairs of its own pieces."""
    trained = ByteLevelBPETokenizer()
    texts = [file.read_text(encoding="utf-8") for file in sorted(ARTICLES.glob("*.txt"))]
    trained.train_from_iterator(texts, vocab_size=8000, special_tokens=[PAD, END], show_progress=False)
    with tempfile.TemporaryDirectory() as folder:
        trained.save_model(folder)
        vocabulary = json.loads(Path(folder, "vocab.json").read_text(encoding="utf-8"))
        lines = Path(folder, "merges.txt").read_text(encoding="utf-8").splitlines()[1:]
    merges = [tuple(line.split(" ")) for line in lines]
    inner = [piece for piece in vocabulary if piece not in (PAD, END)]
    for first in inner:
        for second in inner:
            if len(vocabulary) == size:
                return _wrapped(ByteLevelBPETokenizer(vocabulary, merges))
            if not second.startswith("Ġ") and first + second not in vocabulary:
                vocabulary[first + second] = len(vocabulary)
                merges.append((first, second))
    return _wrapped(ByteLevelBPETokenizer(vocabulary, merges))


def _wrapped(trained: ByteLevelBPETokenizer) -> PreTrainedTokenizerFast:
    return PreTrainedTokenizerFast(tokenizer_object=trained._tokenizer, pad_token=PAD, eos_token=END)


def writer_of(size: str, device: str) -> LocalWriter:
    """A writer of that size with random weights."""
    kind, config_class, vocabulary = CONFIGS[size]
    tokenizer = tokenizer_of(vocabulary)
    ids = {"pad_token_id": tokenizer.pad_token_id, "eos_token_id": tokenizer.eos_token_id}
    if kind is BackendKind.SEQ2SEQ:
        ids |= {"bos_token_id": ids["eos_token_id"], "decoder_start_token_id": ids["eos_token_id"]}
    else:
        ids["bos_token_id"] = ids["eos_token_id"]
    config = config_class(vocab_size=vocabulary, **ids, **SIZES[size])
    auto = AutoModelForSeq2SeqLM if kind is BackendKind.SEQ2SEQ else AutoModelForCausalLM
    torch.manual_seed(0)
    with torch.device(device):
        model = auto.from_config(config, dtype=torch.bfloat16 if has_bf16(device) else torch.float32)
    ends = frozenset([tokenizer.eos_token_id])
    common = (ModelCard(size, kind), device, "", 1000, model.eval(), tokenizer, ends)
    if kind is BackendKind.SEQ2SEQ:
        return Seq2SeqWriter(*common, [], [tokenizer.eos_token_id])
    return CausalWriter(*common, [], [], window=4096, padding=tokenizer.pad_token_id)


def chunks_of(writer: LocalWriter, count: int, tokens: int) -> list[Request]:
    """Stretches of the shipped articles of three quarters to all of `tokens` tokens."""
    words = " ".join(file.read_text(encoding="utf-8") for file in sorted(ARTICLES.glob("*.txt"))).split()
    a_word = writer.count_tokens([" ".join(words)])[0] / len(words)
    chunks = []
    for number in range(count):
        length = int(tokens * (0.75 + 0.25 * number / count) / a_word)
        start = number * len(words) // (count + 4)
        text = " ".join((words * 2)[start : start + length])
        chunks.append(Request(text, text))
    return chunks


def ways_of(writer: LocalWriter) -> list[Way]:
    """The loop first; then the writer as it is used, and with one thing or another left out."""
    ways = [Way("loop", lambda chunks, tokens: _loop(writer, chunks, tokens))]
    ways.append(Way("batches", lambda chunks, tokens: _ours(writer, chunks, tokens, locked=False)))
    ways.append(Way("batches, locked", lambda chunks, tokens: _ours(writer, chunks, tokens, locked=True)))
    if isinstance(writer, CausalWriter):
        one = "one at a time, prompt lookup"
        ways.append(Way(one, lambda chunks, tokens: _singly(writer, chunks, tokens, locked=False)))
        ways.append(
            Way(f"{one}, locked", lambda chunks, tokens: _singly(writer, chunks, tokens, locked=True))
        )
        if writer.device == "cuda":
            ways.append(Way("the library's continuous batches", lambda c, t: _continuous(writer, c, t)))
    return ways


def _loop(writer: LocalWriter, chunks: Sequence[Request], tokens: int) -> int:
    written = 0
    for chunk in chunks:
        ids = torch.tensor([[*writer._ids([chunk.prompt])[0], *writer.behind]], device=writer.device)
        config = GenerationConfig(max_new_tokens=tokens, do_sample=False, **_ids_of(writer))
        with torch.inference_mode():
            out = writer.model.generate(
                input_ids=ids, attention_mask=torch.ones_like(ids), generation_config=config
            )
        written += out.shape[1] - writer._start(ids.shape[1])
    return written


def _ids_of(writer: LocalWriter) -> dict[str, Any]:
    ids = {"pad_token_id": writer.tokenizer.pad_token_id, "eos_token_id": writer.tokenizer.eos_token_id}
    if isinstance(writer, Seq2SeqWriter):
        ids["decoder_start_token_id"] = writer.tokenizer.eos_token_id
    return ids


def _ours(writer: LocalWriter, chunks: Sequence[Request], tokens: int, *, locked: bool) -> int:
    counted = _Counted(writer)
    writer.write(chunks, Writing(tokens, locked=locked))
    return counted.close()


def _singly(writer: LocalWriter, chunks: Sequence[Request], tokens: int, *, locked: bool) -> int:
    return sum(_ours(writer, [chunk], tokens, locked=locked) for chunk in chunks)


def _continuous(writer: LocalWriter, chunks: Sequence[Request], tokens: int) -> int:
    config = GenerationConfig(max_new_tokens=tokens, do_sample=False, **_ids_of(writer))
    rows = writer._ids([chunk.prompt for chunk in chunks])
    done = writer.model.generate_batch(inputs=rows, generation_config=config, progress_bar=False)
    return sum(len(one.generated_tokens) for one in done.values())


class _Counted:
    """Counts the tokens that a writer is given back, up to the end of each answer."""

    def __init__(self, writer: LocalWriter) -> None:
        self._writer, self._told, self._count = writer, writer._told, 0
        writer._told = self._tell  # type: ignore[method-assign]

    def _tell(self, ids: list[int], lock: Any) -> Any:
        self._count += next((at for at, id in enumerate(ids) if id in self._writer.ends), len(ids))
        return self._told(ids, lock)

    def close(self) -> int:
        del self._writer._told
        return self._count


def measure(size: str, device: str, chunks: int, read: int, written: int) -> dict[str, Any]:
    """Every way over the same chunks; a way that fails is told with its error."""
    started = time.perf_counter()
    writer = writer_of(size, device)
    requests = chunks_of(writer, chunks, read)
    writer.write(requests[:1], Writing(4))  # kernels are chosen and pieces read
    figures: dict[str, Any] = {"size": size, "device": device, "chunks": chunks, "written": written}
    figures["prompt_tokens"] = sum(writer.count_tokens([r.prompt for r in requests]))
    figures["opened_s"] = round(time.perf_counter() - started, 1)
    base = 0.0
    for way in ways_of(writer):
        if device == "cuda":
            torch.cuda.reset_peak_memory_stats()
        begun = time.perf_counter()
        try:
            tokens = way.write(requests, written)
        except Exception as error:  # noqa: BLE001 - one way that a version of the library lacks costs none of the others
            figures[way.name] = {"error": f"{type(error).__name__}: {error}"[:300]}
            continue
        taken = time.perf_counter() - begun
        rate = tokens / taken
        base = base or rate
        told = {"seconds": round(taken, 2), "tokens": tokens, "tokens_per_s": round(rate, 1)}
        figures[way.name] = {**told, "ratio": round(rate / base, 2), "peak_mb": _peak(device)}
        print(f"{size} {way.name}: {figures[way.name]}", flush=True)
    return figures


def _peak(device: str) -> int:
    if device == "cuda":
        return int(torch.cuda.max_memory_allocated() // 2**20)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", default=["0.5b", "bart-large"], help=", ".join(CONFIGS))
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--chunks", type=int, default=16)
    parser.add_argument("--read", type=int, default=400, help="tokens of a chunk at most")
    parser.add_argument("--written", type=int, default=64, help="tokens of an answer at most")
    asked = parser.parse_args()
    figures = [measure(s, asked.device, asked.chunks, asked.read, asked.written) for s in asked.sizes]
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
