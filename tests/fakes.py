"""Models without weights for tests: exact, instant, and held to the contract of the real ones."""

import hashlib
from collections.abc import Callable, Sequence

import numpy as np

from briefing.backends.ports import Answer, Reading, Request, Writer, Writing
from briefing.domain.cards import BackendKind, ModelCard
from briefing.errors import BadOutput

Reply = Callable[[str], str]


class FakeReader:
    """A `Reader` whose tokens are words, and whose vectors are close where words are shared."""

    def __init__(self, width: int = 64) -> None:
        self.card = ModelCard(name="fake-reader", kind=BackendKind.READER)
        self.device = "cpu"
        self.sha256 = "0" * 64
        self.width = width

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def read(self, sentences: Sequence[str]) -> Reading:
        vectors = np.zeros((len(sentences), self.width), dtype=np.float32)
        for row, sentence in zip(vectors, sentences, strict=True):
            for word in sentence.casefold().split():
                row[_place(word, self.width)] += 1
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return Reading(vectors / np.where(lengths > 0, lengths, np.float32(1)))


class FakeWriter:
    """A `Writer` that answers what it is told to, by default the prompt's first sentence.

    Tokens are words. `prompts` lists what it was asked, in order.
    """

    def __init__(self, answer: Reply | None = None, context_tokens: int = 512, prompt: str | None = None):
        self.card = ModelCard(name="fake-writer", kind=BackendKind.SEQ2SEQ, prompt=prompt)
        self.device = "cpu"
        self.sha256 = "1" * 64
        self.context_tokens = context_tokens
        self.prompts: list[str] = []
        self._answer = answer or _first_sentence

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def write(self, requests: Sequence[Request], writing: Writing) -> list[Answer]:
        prompts = [request.prompt for request in requests]
        if any(count > self.context_tokens for count in self.count_tokens(prompts)):
            raise BadOutput(f'model "{self.card.name}" takes {self.context_tokens} tokens')
        self.prompts.extend(prompts)
        texts = [self._answer(prompt).split() for prompt in prompts]
        return [
            Answer(" ".join(words[: writing.max_tokens]), len(words) <= writing.max_tokens) for words in texts
        ]


def write(writer: Writer, prompts: Sequence[str], max_tokens: int) -> list[str]:
    """The texts a writer answers with to bare prompts, all of which it may take figures from."""
    requests = [Request(prompt, prompt) for prompt in prompts]
    return [answer.text for answer in writer.write(requests, Writing(max_tokens))]


def make_fake_writer(*answers: str, context_tokens: int = 512) -> FakeWriter:
    """A writer that gives these answers one after the other, and the last one from then on."""
    left = list(answers)
    return FakeWriter(lambda _: left.pop(0) if len(left) > 1 else left[0], context_tokens)


def _first_sentence(prompt: str) -> str:
    return prompt.split(". ", maxsplit=1)[0]


def _place(word: str, width: int) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=4).digest()) % width
