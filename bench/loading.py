"""A load driver for one machine: keep-alive connections that ask as fast as they are answered.

It parses no more of an answer than its length, so that it takes little from the server beside it.
"""

import asyncio
import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np


@dataclass(slots=True)
class Load:
    """What was measured: how long each request took, and how many were not answered with 200."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    refused: int = 0

    @property
    def rate(self) -> float:
        """Requests answered a second."""
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    def milliseconds(self, percentile: float) -> float:
        """Return a percentile of the time that a request took."""
        return float(np.percentile(self.latencies, percentile)) * 1_000


class _Connection(asyncio.Protocol):
    """One connection: sends the next request when the answer to the last one is whole."""

    def __init__(self, requests: Iterator[bytes], load: Load, until: float) -> None:
        self.requests, self.load, self.until = requests, load, until
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._received = b""
        self._wanted = -1
        self._sent_at = 0.0
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the first request."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport
            self._send()

    def data_received(self, data: bytes) -> None:
        """Take what came; when the answer is whole, note its time and send the next request."""
        self._received += data
        if self._wanted < 0:
            head = self._received.find(b"\r\n\r\n")
            if head < 0:
                return
            fields = self._received[:head].lower()
            at = fields.index(b"content-length: ") + len(b"content-length: ")
            self._wanted = head + 4 + int(fields[at:].split(b"\r\n", 1)[0])
        if len(self._received) < self._wanted:
            return
        self.load.latencies.append(time.perf_counter() - self._sent_at)
        self.load.refused += not self._received.startswith(b"HTTP/1.1 200")
        self._received, self._wanted = b"", -1
        self._send()

    def connection_lost(self, _why: Exception | None) -> None:
        """End."""
        if not self.ended.done():
            self.ended.set_result(None)

    def _send(self) -> None:
        request = next(self.requests, None)
        self._sent_at = time.perf_counter()
        if self._transport is None:
            return
        if request is None or self._sent_at >= self.until:
            self._transport.close()
            return
        self._transport.write(request)


async def drive(
    port: int, requests: Callable[[], Iterator[bytes]], *, connections: int, seconds: float
) -> Load:
    """Ask over so many connections for so many seconds."""
    load, loop = Load(), asyncio.get_running_loop()
    started = time.perf_counter()
    shared = requests()
    opened = [
        await loop.create_connection(
            lambda: _Connection(shared, load, started + seconds), "127.0.0.1", port
        )
        for _ in range(connections)
    ]
    await asyncio.gather(*(connection.ended for _, connection in opened))
    load.seconds = time.perf_counter() - started
    return load


def request_bytes(path: str, body: bytes, headers: dict[str, str], method: str = "POST") -> bytes:
    """Return one request as it goes over the line."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def repeated(make: Callable[[int], bytes]) -> Callable[[], Iterator[bytes]]:
    """Return requests without end, numbered from 0."""
    return lambda: map(make, itertools.count())
