"""A small server of the OpenAI protocol on loopback, for tests, which can be told to misbehave."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Fault = Callable[["Handler"], bool]
"""Answers in place of the server and says whether it did."""


class Handler(BaseHTTPRequestHandler):
    """Lists one model, counts words as tokens, and answers with the first sentence of what it was asked."""

    protocol_version = "HTTP/1.1"
    server: "Served"

    def do_GET(self) -> None:
        self.body: Any = None
        self._answer()

    def do_POST(self) -> None:
        self.body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._answer()

    def send_json(self, told: object, status: int = 200) -> None:
        """A whole answer."""
        self.send_raw(json.dumps(told).encode(), status)

    def send_raw(self, data: bytes, status: int = 200, length: int | None = None) -> None:
        """An answer of these bytes that says it has `length` of them."""
        self.send_response(status)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        self.end_headers()
        self.wfile.write(data)

    def _answer(self) -> None:
        served = self.server
        served.asked.append((self.path, self.body, dict(self.headers)))
        if served.fault is not None and served.fault(self):
            return
        if self.path == "/v1/models":
            self.send_json({"data": [{"id": name, "max_model_len": served.window} for name in served.models]})
        elif self.path == "/tokenize":
            text = self.body["content"]
            self.send_json({"tokens": list(range(len(text.split())))})
        elif self.path == "/v1/chat/completions":
            self.send_json(completion(self.body["messages"][0]["content"], served.cut_to))
        else:
            self.send_json({"error": "not found"}, 404)

    def log_message(self, *_: object) -> None:
        """Quiet."""


def completion(prompt: str, cut_to: int | None = None, answer: str | None = None) -> dict[str, object]:
    """What the protocol answers: the longest line of the prompt, and how many tokens were read."""
    read = len(prompt.split())
    text = max(prompt.splitlines(), key=len) if answer is None else answer
    return {
        "choices": [{"message": {"role": "assistant", "content": text}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": min(read, cut_to or read)},
    }


class Served(ThreadingHTTPServer):
    """`asked`: path, body and headers of every request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.models = ["small"]
        self.window = 4096
        self.cut_to: int | None = None
        self.fault: Fault | None = None
        self.asked: list[tuple[str, Any, dict[str, str]]] = []

    def handle_error(self, *_: object) -> None:
        """Who asked may have gone."""

    @property
    def url(self) -> str:
        """Its address, as a card has it."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    @property
    def prompts(self) -> list[str]:
        """What was asked to be written about."""
        return [
            body["messages"][0]["content"] for path, body, _ in self.asked if path.endswith("completions")
        ]


@contextmanager
def serving() -> Iterator[Served]:
    """A server that answers while the context lasts."""
    server = Served()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def only_writing(fault: Fault) -> Fault:
    """The fault where something is to be written, nowhere else."""
    return lambda handler: handler.path.endswith("completions") and fault(handler)


def slow(handler: Handler) -> bool:
    """Answers after two seconds."""
    time.sleep(2)
    return False


def breaks_off(handler: Handler) -> bool:
    """Sends half of what it says it will."""
    handler.send_raw(b'{"choices": [', length=500)
    handler.close_connection = True
    return True


def garbage(handler: Handler) -> bool:
    """Sends what is no JSON."""
    handler.send_raw(b"<html>Welcome</html>")
    return True


def empty_choices(handler: Handler) -> bool:
    """Sends JSON of another protocol."""
    handler.send_json({"result": "fine"})
    return True


def busy(handler: Handler) -> bool:
    """Has no time."""
    handler.send_json({"error": {"message": "loading model"}}, 503)
    return True


def refuses(handler: Handler) -> bool:
    """Wants a key."""
    handler.send_json({"error": {"message": "no key"}}, 401)
    return True
