"""A small web of news on loopback, for tests of a desk: feeds of outlets, their articles, and faults."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "News"

    def do_GET(self) -> None:
        news = self.server
        news.asked.append(self.path)
        if self.path == "/loop":
            return self._send(302, b"", {"Location": "/loop"})
        if self.path == "/huge.xml":
            return self._huge()
        body = news.pages.get(self.path)
        if body is None:
            return self._send(404, b"gone")
        tag = f'"{hash(body)}"'
        if self.headers.get("If-None-Match") == tag:
            return self._send(304, b"")
        kind = {"xml": "application/rss+xml", "txt": "text/plain"}.get(
            self.path.rpartition(".")[2], "text/html"
        )
        return self._send(200, body.encode(), {"Content-Type": f"{kind}; charset=utf-8", "ETag": tag})

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _huge(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(50_000_000))
        self.end_headers()
        try:
            for _ in range(50):
                self.wfile.write(b"<x>" + b" " * 999_997)
        except OSError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Quiet."""


class News(ThreadingHTTPServer):
    """`pages`: by path; `asked`: paths in the order in which they were asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages: dict[str, str] = {}
        self.asked: list[str] = []

    def handle_error(self, *_: object) -> None:
        """Who asked may have gone."""

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def publish(self, outlet: str, name: str, day: str, title: str, *paragraphs: str) -> str:
        """An article of an outlet, in its feed from now on; its address."""
        path = f"/{outlet}/{name}.html"
        body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        self.pages[path] = (
            f'<html lang="en"><head><title>{title}</title><meta property="og:site_name" content="{outlet}">'
            f'<meta property="article:published_time" content="{day}T08:00:00Z"></head>'
            f"<body><article><h1>{title}</h1>{body}</article></body></html>"
        )
        self.list(outlet, f"{self.url}{path}", title, day)
        return f"{self.url}{path}"

    def list(self, outlet: str, link: str, title: str, day: str) -> None:
        """Put a link at the head of an outlet's feed, or move it there."""
        when = format_datetime(datetime.fromisoformat(f"{day}T08:00:00").replace(tzinfo=UTC))
        item = f"<item><title>{title}</title><link>{link}</link><pubDate>{when}</pubDate></item>"
        feed = self.pages.get(
            f"/{outlet}.xml", f'<rss version="2.0"><channel><title>{outlet}</title></channel></rss>'
        )
        kept = [part for part in feed.split("<item>")[1:] if link not in part]
        items = item + "".join(f"<item>{part.removesuffix('</channel></rss>')}" for part in kept)
        self.pages[f"/{outlet}.xml"] = (
            f'<rss version="2.0"><channel><title>{outlet}</title>{items}</channel></rss>'
        )


@contextmanager
def news() -> Iterator[News]:
    """A web that answers while the context lasts."""
    server = News()
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
