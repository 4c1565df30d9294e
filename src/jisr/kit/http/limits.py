"""What one request and one caller may use: bytes of a body, requests a second."""

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, MutableMapping
from types import MappingProxyType
from typing import Any

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from jisr.errors import InputTooLarge, RateExceeded, to_translate
from jisr.kit.http.problems import problem

BODY_BYTES_MAX = 8 << 20
"""The longest request: a list of rows; an attachment has at most 5 MB."""
CALLERS_KEPT_MAX = 10_000
Message = MutableMapping[str, Any]


class BodyLimit:
    """Refuses a body longer than its ceiling, before and while it is read.

    `streams` holds the ceilings of paths that read line by line and keep nothing.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        bytes_max: int = BODY_BYTES_MAX,
        streams: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        self.app = app
        self.bytes_max = bytes_max
        self.streams = streams

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        ceiling = self.streams.get(scope["path"], self.bytes_max)
        told = request.headers.get("content-length", "0")
        if not told.isdecimal() or int(told) > ceiling:
            error = InputTooLarge(field=to_translate("request"), limit=ceiling)
            await problem(request, error)(scope, receive, send)
            return
        read = 0

        async def bounded() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > ceiling:
                raise InputTooLarge(field=to_translate("request"), limit=ceiling)
            return message

        await self.app(scope, bounded, send)


class Rate:
    """Lets each caller make so many requests a second, with a burst (a token bucket)."""

    def __init__(
        self,
        per_second: float,
        burst: float,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.per_second = per_second
        self.burst = burst
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
