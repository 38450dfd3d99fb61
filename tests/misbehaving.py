"""A server on this machine that misbehaves in every way a test can make it."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import urlsplit

from briefing.loading.fetched import MAX_BYTES

PAGE = "<html><body><p>Der Hafen von Köln ist zu.</p></body></html>"
STORY = (
    "<html><head><title>Council approves bridge</title></head><body><article>"
    "<h1>Council approves bridge</h1>"
    "<p>The council of Lund approved a new bridge on Monday, said Mayor Inés Müller of Malmö.</p>"
    "<p>It will cost about 4 million euros and take two years, according to the engineers of the town.</p>"
    "</article></body></html>"
)
CONSENT = (
    "<html><head><title>The Ledger</title></head><body><h1>Before you continue</h1><p>We and our "
    "842 partners "
    "store information on a device, such as unique IDs in cookies, to process personal data.</p>"
    "<p>You may accept or manage your choices by clicking below.</p><button>Accept all</button></body></html>"
)
BOMB = gzip.compress(b"0" * (MAX_BYTES * 3), compresslevel=1)
over = Event()


class Handler(BaseHTTPRequestHandler):
    """Each path answers in its own way."""

    def do_GET(self) -> None:
        answer: Callable[[], None] = getattr(self, urlsplit(self.path).path.strip("/"))
        try:
            answer()
        except OSError:
            return  # the client has gone

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on stderr."""

    def reply(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def page(self) -> None:
        self.reply(PAGE.encode("latin-1"), Content_Type="text/html; charset=latin-1")

    def packed(self) -> None:
        self.reply(gzip.compress(PAGE.encode()), Content_Encoding="gzip", Content_Type="text/html")

    def deflated(self) -> None:
        self.reply(zlib.compress(PAGE.encode()), Content_Encoding="deflate")

    def packed_and_cut(self) -> None:
        self.reply(gzip.compress(PAGE.encode())[:-12], Content_Encoding="gzip", Content_Type="text/html")

    def bomb(self) -> None:
        self.reply(BOMB, Content_Encoding="gzip")

    def unknown(self) -> None:
        self.reply(b"x", Content_Encoding="br")

    def garbled(self) -> None:
        self.reply(b"no gzip at all", Content_Encoding="gzip")

    def never(self) -> None:
        over.wait(20)

    def slow_head(self) -> None:
        self.wfile.write(b"HTTP/1.0 200 OK\r\n")
        self.drip(b"X-Wait: 1\r\n")

    def slow_body(self) -> None:
        self.reply(b"")
        self.drip(b"a")

    def drip(self, drop: bytes) -> None:
        while not over.wait(0.05):
            self.wfile.write(drop)

    def endless(self) -> None:
        self.reply(b"")
        while not over.is_set():
            self.wfile.write(b"a" * 65536)

    def cut(self) -> None:
        self.reply(b"half", Content_Length="5000")

    def loop(self) -> None:
        self.reply(b"", 302, Location="/loop")

    def long(self) -> None:
        number = int(self.path.partition("?")[2] or 0)
        self.reply(b"", 302, Location=f"/long?{number + 1}")

    def once(self) -> None:
        self.reply(b"", 301, Location="/page")

    def to_private(self) -> None:
        self.reply(b"", 302, Location="http://10.0.0.1/")

    def to_file(self) -> None:
        self.reply(b"", 302, Location="file:///etc/passwd")

    def to_ftp(self) -> None:
        self.reply(b"", 302, Location="ftp://ledger.example/a")

    def story(self) -> None:
        self.reply(STORY.encode(), Content_Type="text/html; charset=utf-8")

    def says_latin(self) -> None:
        self.reply(STORY.encode(), Content_Type="text/html; charset=latin-1")

    def says_utf8(self) -> None:
        self.reply(STORY.encode("latin-1"), Content_Type="text/html; charset=utf-8")

    def consent(self) -> None:
        self.reply(CONSENT.encode(), Content_Type="text/html")

    def empty(self) -> None:
        self.reply(b"", Content_Type="text/html")

    def broken(self) -> None:
        self.reply(b"no", 500)

    def missing(self) -> None:
        self.reply(b"no", 404)

    def forbidden(self) -> None:
        self.reply(b"no", 403)

    def gone(self) -> None:
        self.reply(b"no", 410)


@contextmanager
def misbehaving() -> Iterator[str]:
    """The address of the server while it runs."""
    over.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as serving:
        Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}"
        over.set()
        serving.shutdown()
