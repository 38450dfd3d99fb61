"""Writers behind a server of the OpenAI protocol: llama.cpp, Ollama, vLLM and others.

What the server read is compared with what it was sent: a prompt that it cut is an error, never a summary.
Decoding is not locked there; the checks are.
"""

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from briefing.backends.connection import NotThere, Server, TooSlow, server_at
from briefing.backends.ports import Answer, Request, Writing
from briefing.backends.thoughts import without_thought
from briefing.domain.cards import ModelCard
from briefing.errors import BackendError, BadOutput, ServerDown

_CONTEXT_UNKNOWN = 4096
"""Ollama's window where nothing else is said (its /v1 does not tell, and takes no other)."""
_TEMPLATE_ROOM = 64
"""Tokens that a chat template may put around a prompt."""
_MOST_ANSWER = 1024
_SECONDS_TO_ASK = 20.0
_BYTES_A_TOKEN = 3
"""English has more than four to a token; guessed on the side of too many tokens."""
_SURELY_CUT = 0.8
"""Of the words of a prompt: each is a token or more, figures and code aside."""

Counter = Callable[[Sequence[str]], list[int]]


@dataclass(frozen=True, slots=True)
class ServedWriter:
    """A `Writer` behind a server; `open_server` makes one. `serves`: the name by which the server knows the
    model; `window`: tokens of prompt and answer together; `tokenizes`: where it counts tokens, or None, where
    they are guessed."""

    card: ModelCard
    server: Server
    serves: str
    window: int
    tokenizes: str | None = None

    @property
    def device(self) -> str:
        """Where it runs, which only the server knows."""
        return "server"

    @property
    def sha256(self) -> str:
        """Empty: the weights are the server's."""
        return ""

    @property
    def context_tokens(self) -> int:
        """Half of the window at least is the prompt's: a server may keep no more than that of a long one."""
        return max(self.window - _TEMPLATE_ROOM - min(_MOST_ANSWER, self.window // 2), 1)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text: counted by the server where it can, else a guess that is rather too high.

        Raises ServerDown.
        """
        if self.tokenizes is None:
            return [-(-len(text.encode()) // _BYTES_A_TOKEN) for text in texts]
        with ThreadPoolExecutor(self.card.at_once) as pool:
            return list(pool.map(self._counted, texts))

    def write(self, requests: Sequence[Request], writing: Writing) -> list[Answer]:
        """One answer a request, in order; those that time does not reach are empty and not whole.

        Raises BadOutput for a prompt that is too long, that the server cut, or that it answers with something
        that is no answer; ServerDown where it does not answer.
        """
        counts = self.count_tokens([request.prompt for request in requests])
        for number, count in enumerate(counts, start=1):
            if count > self.context_tokens:
                raise BadOutput(
                    f'model "{self.card.name}" takes {self.context_tokens} tokens, prompt {number} of '
                    f"{len(counts)} has {count}; make the chunks smaller"
                )
        until = None if writing.seconds is None else time.monotonic() + writing.seconds
        pool = ThreadPoolExecutor(self.card.at_once)
        try:
            asked = [
                pool.submit(self._written, request.prompt, count, writing.max_tokens, until)
                for request, count in zip(requests, counts, strict=True)
            ]
            return [one.result() for one in asked]
        finally:
            pool.shutdown(cancel_futures=True)

    def _counted(self, text: str) -> int:
        if not text:
            return 0
        body = {"model": self.serves, "content": text, "prompt": text, "add_special_tokens": False}
        told = self.server.ask(str(self.tokenizes), self.card.timeout, body)
        counted = _count_in(told)
        if counted is None:
            raise BadOutput(f'model "{self.card.name}": {self.tokenizes} answers without tokens')
        return counted

    def _written(self, prompt: str, count: int, max_tokens: int, until: float | None) -> Answer:
        left = None if until is None else until - time.monotonic()
        if left is not None and left <= 0:
            return Answer("", whole=False)
        seconds = self.card.timeout if left is None else min(left, self.card.timeout)
        try:
            told = self.server.ask(
                f"{self.server.address.path}/chat/completions", seconds, self._body(prompt, max_tokens)
            )
        except TooSlow:
            if left is not None and left <= self.card.timeout:
                return Answer("", whole=False)
            raise
        self._refuse_cut(told, prompt, count)
        return self._answer(told)

    def _body(self, prompt: str, max_tokens: int) -> dict[str, object]:
        """Greedy. `num_ctx` is how the native protocol of Ollama names the window; others pass it over."""
        return {
            "model": self.serves,
            "messages": [{"role": "user", "content": prompt}],
            "temperature": 0,
            "seed": 0,
            "max_tokens": max_tokens,
            "stream": False,
            "options": {"num_ctx": self.window},
        }

    def _refuse_cut(self, told: Any, prompt: str, count: int) -> None:
        """Raises BadOutput where the server read fewer tokens than the prompt has at least."""
        usage = told.get("usage") if isinstance(told, dict) else None
        read = usage.get("prompt_tokens") if isinstance(usage, dict) else None
        least = count if self.tokenizes else int(_SURELY_CUT * len(prompt.split()))
        if isinstance(read, int) and 0 < read < least:
            raise BadOutput(
                f'model "{self.card.name}": the server cut a prompt, {read} tokens were read of at least '
                f"{least}: its window is smaller than {self.window}; start it with a larger one (llama.cpp: "
                f"-c, Ollama: OLLAMA_CONTEXT_LENGTH), or set context_tokens = {read} in the model's card"
            )

    def _answer(self, told: Any) -> Answer:
        try:
            choice = told["choices"][0]
            text, ended = choice["message"].get("content"), choice.get("finish_reason")
        except (KeyError, IndexError, TypeError, AttributeError) as error:
            raise BadOutput(
                f'model "{self.card.name}": {self.server.address.geturl()} answers without a choice of the '
                "OpenAI protocol; check the address"
            ) from error
        if not isinstance(text, str | None):
            raise BadOutput(f'model "{self.card.name}": the server answers with something that is no text')
        # Of models that think first some servers take the thought away, and nothing may be left.
        return without_thought(text or "", whole=bool(text) and ended != "length")


def open_server(card: ModelCard) -> ServedWriter:
    """The writer behind the address of a card, asked for its models, its window and whether it counts tokens.

    Raises ConfigError for an address that is none or may be another machine's, ServerDown where nothing
    answers, and BackendError where the model is not served or cannot be told among several.
    """
    key = os.environ.get(card.key_variable) if card.key_variable else None
    server = server_at(card.name, str(card.url), card.remote, key)
    try:
        told = server.ask(f"{server.address.path}/models", _SECONDS_TO_ASK)
    except TooSlow as error:
        raise ServerDown(f"{error}; nothing came within {_SECONDS_TO_ASK:.0f} seconds") from error
    models = _models_in(told)
    serves = _served(card, server, models)
    window = card.context_tokens or _window(server, models[serves])
    return ServedWriter(card, server, serves, window, _counts_at(server, serves))


def _models_in(told: Any) -> dict[str, dict[str, Any]]:
    data = told.get("data") if isinstance(told, dict) else None
    listed = data if isinstance(data, list) else []
    return {str(one["id"]): one for one in listed if isinstance(one, dict) and "id" in one}


def _served(card: ModelCard, server: Server, models: dict[str, dict[str, Any]]) -> str:
    where = f'model "{card.name}": {server.address.geturl()}'
    if not models:
        raise BackendError(f"{where} serves no model; load one there first")
    if card.serves is not None and card.serves not in models:
        raise BackendError(f"{where} serves no {card.serves}; it has {', '.join(sorted(models))}")
    if card.serves is None and len(models) > 1:
        raise BackendError(
            f"{where} serves {', '.join(sorted(models))}; name one behind a #: "
            f"--model {card.url}#{min(models)}"
        )
    return card.serves or next(iter(models))


def _window(server: Server, model: dict[str, Any]) -> int:
    """Tokens of prompt and answer, as vLLM lists them with its models and llama.cpp among its settings."""
    listed = model.get("max_model_len")
    if isinstance(listed, int) and listed > 0:
        return listed
    try:
        told = server.ask("/props", _SECONDS_TO_ASK)
    except (BackendError, TooSlow):
        return _CONTEXT_UNKNOWN
    settings = told.get("default_generation_settings") if isinstance(told, dict) else None
    found = settings.get("n_ctx") if isinstance(settings, dict) else None
    return found if isinstance(found, int) and found > 0 else _CONTEXT_UNKNOWN


def _counts_at(server: Server, serves: str) -> str | None:
    """Where llama.cpp and vLLM count the tokens of a text; None where the server does not."""
    body = {"model": serves, "content": "A vote.", "prompt": "A vote.", "add_special_tokens": False}
    try:
        told = server.ask("/tokenize", _SECONDS_TO_ASK, body)
    except (NotThere, BackendError):
        return None
    return "/tokenize" if _count_in(told) else None


def _count_in(told: Any) -> int | None:
    tokens = told.get("tokens") if isinstance(told, dict) else None
    return len(tokens) if isinstance(tokens, list) else None
