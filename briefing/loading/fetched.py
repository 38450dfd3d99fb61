"""What was fetched, before anything is read from it."""

from dataclasses import dataclass

MAX_BYTES = 20 * 1024 * 1024
"""What a server, a pipe or a device may send: these may go on for ever."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """Bytes and what is known of them; `media_type` and `charset` are what the server stated, `etag` and
    `modified` what it wants to be asked with the next time."""

    data: bytes
    locator: str
    media_type: str | None = None
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
