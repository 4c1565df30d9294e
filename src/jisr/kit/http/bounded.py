"""uvicorn's protocol with a ceiling for the head of a request: its bytes, and its seconds.

The parser that uvicorn uses collects a header of any length before anybody can refuse it, and a
connection on which nothing comes stays open for ever. Both would cost a hub its memory.
How long a body may take while somebody reads it is decided in `limits.py`.
"""

import asyncio

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_BYTES_MAX = 32_768
"""Request line and headers; the longest access token has 8 KiB, a query or a cookie less."""
HEAD_SECONDS_MAX = 20.0
"""From the connection, or from the first byte of a later request, to the end of its head.

As long may the rest of a body take to come whose request was answered before."""
IS_WHOLE = "jisr.is_whole"
"""In the state of a request all of which has come: its body need not be waited for."""
_BODY = (
    b'{"type":"urn:jisr:input.too_large","title":"Request Header Fields Too Large","status":431,'
    b'"code":"input.too_large","detail":"The head of this request is too long."}'
)
TOO_LONG = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-type: application/problem+json\r\n"
    b"content-length: %d\r\n"
    b"connection: close\r\n\r\n%b" % (len(_BODY), _BODY)
)
"""Answered before there is a request, so it knows no language but English."""


class BoundedProtocol(HttpToolsProtocol):
    """Closes a connection whose head is too long or does not come."""

    _head_bytes = 0
    _is_head = True
    _is_too_long = False
    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn's own signature
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._wait_no_longer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take in what came; refuse a head that is too long before it is all there."""
        if self._is_head:
            self._head_bytes += len(data)
        super().data_received(data)
        if self._is_head and self._head_bytes > HEAD_BYTES_MAX and not self._is_too_long:
            self._is_too_long = True
            self.send_400_response("")

    def on_message_begin(self) -> None:
        """Begin a request."""
        self._wait()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """End the head; raise what the parser takes for a malformed request if it is too long."""
        length = len(self.url) + sum(len(name) + len(value) for name, value in self.headers)
        self._wait_no_longer()
        if length > HEAD_BYTES_MAX:
            self._is_too_long = True
            raise httptools.HttpParserError
        self._is_head = False
        self._head_bytes = 0
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """End a request: what comes next is a head again."""
        self._is_head = True
        self.scope["state"][IS_WHOLE] = True
        super().on_message_complete()
        if self.cycle is not None and self.cycle.response_complete:
            self._wait()

    def on_response_complete(self) -> None:
        """End an answer; the rest of a body that nobody reads any more has its time, too."""
        super().on_response_complete()
        if not self._is_head and self.cycle.response_complete:
            self._wait()

    def send_400_response(self, msg: str) -> None:
        """Answer a request that cannot be read, and hang up."""
        if self._is_too_long:
            self.transport.write(TOO_LONG)
            self.transport.close()
        else:
            super().send_400_response(msg)

    def _wait(self) -> None:
        self._wait_no_longer()
        self._late = self.loop.call_later(HEAD_SECONDS_MAX, self.transport.close)

    def _wait_no_longer(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
