"""What the operator sees: requests counted and timed by route, never by who asks for what.

Several workers share one folder of counters (`PROMETHEUS_MULTIPROC_DIR`, set by `jisr serve`), so
any of them answers for all.
"""

import ipaddress
import os
import time
from collections.abc import MutableMapping
from typing import Any

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import Response
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.types import ASGIApp, Receive, Scope, Send

from jisr.errors import RouteMissing
from jisr.values import new_id

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")
_UNKNOWN = "none"
REQUESTS = Counter("jisr_requests", "Requests answered.", ("method", "route", "status"))
SECONDS = Histogram(
    "jisr_request_seconds",
    "Seconds from request to answer.",
    ("route",),
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
_LOG = structlog.get_logger("jisr.http")
REFUSED_FROM = 400
SLOW_SECONDS = 0.5
"""A line costs a twentieth of a check, so what went well and fast is only counted."""
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))

router = APIRouter(include_in_schema=False)


class Metered:
    """Counts and times each request by its route's pattern; logs what was refused or slow."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status, request_id = time.perf_counter(), 500, new_id()

        async def noting(message: MutableMapping[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            await send(message)

        try:
            await self.app(scope, receive, noting)
        finally:
            seconds = time.perf_counter() - started
            route = str(getattr(scope.get("route"), "path_format", "")) or _UNKNOWN
            method = scope["method"] if scope["method"] in _METHODS else _UNKNOWN
            REQUESTS.labels(method, route, str(status)).inc()
            SECONDS.labels(route).observe(seconds)
            if status >= REFUSED_FROM or seconds > SLOW_SECONDS:  # the others are counted
                _LOG.info(
                    "request",
                    id=request_id,
                    method=method,
                    route=route,
                    status=status,
                    milliseconds=round(1_000 * seconds, 1),
                )


@router.get("/metrics")
def metrics(request: Request) -> Response:
    """Return the counters to whoever asks from this machine itself, not through a proxy."""
    if not is_from_here(request):
        raise RouteMissing
    registry = REGISTRY
    if FOLDER_VARIABLE in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # it ships no types
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


def is_from_here(request: Request) -> bool:
    """Return whether a request comes from this machine and nobody forwarded it."""
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False
