"""What one request and one caller may use: bytes and seconds of a body, requests a second."""

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from jisr.errors import BodyLate, InputTooLarge, JisrError, RateExceeded, to_translate
from jisr.kit.http.bounded import IS_WHOLE
from jisr.kit.http.problems import problem

BODY_BYTES_MAX = 8 << 20
"""The longest request: a list of rows; an attachment has at most 5 MB."""
BODY_SECONDS_MAX = 60.0
"""From when a body is first asked for to its end: the longest one over 1.2 Mbit/s."""
IDLE_SECONDS_MAX = 30.0
"""Between two pieces of a stream; a list that is sent while it is made comes faster."""
CALLERS_KEPT_MAX = 10_000
Message = MutableMapping[str, Any]
_LENGTH = b"content-length"


class BodyLimit:
    """Refuses a body that is longer than its ceiling or does not come in time.

    `streams` holds the ceilings of paths that read line by line and keep nothing; they may last,
    but no single piece may be waited for longer than `idle_seconds_max`.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        bytes_max: int = BODY_BYTES_MAX,
        streams: Mapping[str, int] = MappingProxyType({}),
        seconds_max: float = BODY_SECONDS_MAX,
        idle_seconds_max: float = IDLE_SECONDS_MAX,
    ) -> None:
        self.app = app
        self.bytes_max = bytes_max
        self.streams = streams
        self.seconds_max = seconds_max
        self.idle_seconds_max = idle_seconds_max

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        ceiling = self.streams.get(scope["path"], self.bytes_max)
        is_stream = scope["path"] in self.streams
        seconds = self.idle_seconds_max if is_stream else self.seconds_max
        body = _Body(scope, receive, send, _Allowed(ceiling, seconds, is_stream))
        told = next((value for name, value in scope["headers"] if name == _LENGTH), b"0")
        if not told.isdigit() or int(told) > ceiling:
            await body.tell(InputTooLarge(field=to_translate("request"), limit=ceiling))
            return
        await self.app(scope, body.receive, body.send)


@dataclass(frozen=True, slots=True)
class _Allowed:
    """What one body may use; the seconds of a stream are those between two pieces."""

    bytes: int
    seconds: float
    is_stream: bool


class _Body:
    """The body of one request while it comes, and the answer to a body that is refused."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, allowed: _Allowed) -> None:
        self._scope = scope
        self._receive = receive
        self._send = send
        self._allowed = allowed
        self._ends_at = 0.0
        self._read_bytes = 0
        self._is_whole = False
        self._is_answered = False
        self._refusal: JisrError | None = None

    async def receive(self) -> Message:
        """Return the next piece; raise what refuses the body."""
        if self._is_whole:  # whoever asks now waits for the caller to hang up
            return await self._receive()
        # A timer costs more than the rest of this: not where nothing is waited for.
        is_here = IS_WHOLE in self._scope.get("state", ())
        message = await (self._receive() if is_here else self._in_time())
        self._read_bytes += len(message.get("body", b""))
        if self._read_bytes > self._allowed.bytes:
            self._refusal = InputTooLarge(field=to_translate("request"), limit=self._allowed.bytes)
            raise self._refusal
        self._is_whole = not message.get("more_body", False)
        return message

    async def _in_time(self) -> Message:
        if self._allowed.is_stream or not self._ends_at:
            self._ends_at = asyncio.get_running_loop().time() + self._allowed.seconds
        try:
            async with asyncio.timeout_at(self._ends_at):
                return await self._receive()
        except TimeoutError:
            self._refusal = BodyLate(seconds=math.ceil(self._allowed.seconds))
            raise self._refusal from None

    async def send(self, message: Message) -> None:
        """Send the answer; where the body was refused before there was one, send why instead.

        The framework takes every error while it reads for a malformed body.
        """
        if self._refusal is None or self._is_answered:
            self._is_answered = True
            await self._send(message)
        elif message["type"] == "http.response.start":
            await self.tell(self._refusal)

    async def tell(self, error: JisrError) -> None:
        """Send why the body is refused, and hang up: what is still to come is not read."""
        answer = problem(Request(self._scope), error)
        answer.headers["connection"] = "close"
        await answer(self._scope, self._receive, self._send)


class Rate:
    """Lets each caller make so many requests a second, with a burst (a token bucket).

    Each of several `workers` gives out its part, so that together they never give more than the
    whole (except that each gives one request where its part is less than that).
    """

    def __init__(
        self,
        per_second: float,
        burst: float,
        now: Callable[[], float] = time.monotonic,
        *,
        workers: int = 1,
    ) -> None:
        self.per_second = per_second / workers
        self.burst = burst / workers
        self._now = now
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, caller: str, cost: float = 1.0) -> None:
        """Count `cost` requests of a caller.

        Raises:
            RateExceeded: the caller asks faster than allowed.
        """
        now = self._now()
        left, at = self._left.pop(caller, (self.burst, now))
        left = min(self.burst, left + (now - at) * self.per_second)
        # A list larger than the burst takes everything and lets the caller wait for the rest.
        enough = left >= min(cost, self.burst)
        self._left[caller] = (left - cost if enough else left, now)
        if len(self._left) > CALLERS_KEPT_MAX:
            self._left.popitem(last=False)
        if not enough:
            raise RateExceeded(
                seconds=max(1, round((min(cost, self.burst) - left) / self.per_second))
            )
