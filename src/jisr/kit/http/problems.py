"""Errors as problem details (RFC 9457), with our codes and in the caller's language."""

import http
from collections.abc import Callable, Sequence
from typing import Any

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from jisr.errors import (
    JisrError,
    MethodWrong,
    RateExceeded,
    RouteMissing,
    SignInMissing,
    Unavailable,
    ValueMalformed,
    to_translate,
)
from jisr.kit.http.hub import words_for

MEDIA_TYPE = "application/problem+json"
CHALLENGE = 'Bearer realm="jisr"'
_LOG = structlog.get_logger(__name__)
_FIELD_LENGTH_MAX = 100


def problem(request: Request, error: JisrError) -> JSONResponse:
    """Return one error as the caller is told it."""
    title = http.HTTPStatus(error.status).phrase
    body: dict[str, Any] = {
        "type": f"urn:jisr:{error.code}",
        "title": title,
        "status": error.status,
        "code": error.code,
        "detail": words_for(request).error(error),
    }
    why = error.details.get("why")
    if error.status == http.HTTPStatus.FORBIDDEN and isinstance(why, str):
        body["reason"] = why
    return JSONResponse(body, error.status, headers=headers_of(error), media_type=MEDIA_TYPE)


def headers_of(error: JisrError) -> dict[str, str]:
    """Return what the headers of an answer say of an error."""
    if error.status == http.HTTPStatus.UNAUTHORIZED:
        return {"WWW-Authenticate": CHALLENGE}
    if isinstance(error, RateExceeded):
        return {"Retry-After": str(error.details["seconds"])}
    if isinstance(error, Unavailable):
        return {"Retry-After": "1"}
    return {}


Teller = Callable[[Request, JisrError], Response]


def add_problems(app: FastAPI, tell: Teller = problem) -> None:
    """Let the application answer every error; `tell` writes the answer, by default a problem."""

    @app.exception_handler(JisrError)
    async def ours(request: Request, error: JisrError) -> Response:
        if error.status >= http.HTTPStatus.INTERNAL_SERVER_ERROR:
            _LOG.warning("request_failed", code=error.code, path=_route(request))
        return tell(request, error)

    @app.exception_handler(RequestValidationError)
    async def malformed(request: Request, error: RequestValidationError) -> Response:
        return tell(request, _first_fault(error.errors()))

    @app.exception_handler(HTTPException)
    async def framework(request: Request, error: HTTPException) -> Response:
        return tell(request, _ours_of(error.status_code))

    @app.exception_handler(Exception)
    async def unforeseen(request: Request, error: Exception) -> Response:
        # The text of the error may hold data of people: only its kind is logged.
        _LOG.error("request_broke", kind=type(error).__name__, path=_route(request))
        return tell(request, JisrError())


def _route(request: Request) -> str:
    """Return the pattern of the route; its filled path may hold an id."""
    return str(getattr(request.scope.get("route"), "path", ""))


def _first_fault(faults: Sequence[Any]) -> JisrError:
    """Name the first field that is not as it must be, never what was sent."""
    if not faults:
        return ValueMalformed(field="body", why=to_translate("it is not what is expected here"))
    place = [str(each) for each in faults[0].get("loc", ()) if not isinstance(each, int)]
    field = ".".join(place[1:] or place)[:_FIELD_LENGTH_MAX] or "body"
    if faults[0].get("type") == "missing":
        return ValueMalformed(field=field, why=to_translate("it is missing"))
    return ValueMalformed(field=field, why=to_translate("it is not what is expected here"))


def _ours_of(status: int) -> JisrError:
    if status == http.HTTPStatus.NOT_FOUND:
        return RouteMissing()
    if status == http.HTTPStatus.METHOD_NOT_ALLOWED:
        return MethodWrong()
    if status == http.HTTPStatus.UNAUTHORIZED:
        return SignInMissing()
    if status < http.HTTPStatus.INTERNAL_SERVER_ERROR:
        return ValueMalformed(field="body", why=to_translate("it is not what is expected here"))
    return JisrError()


STATUSES = (400, 401, 403, 404, 405, 408, 409, 412, 413, 415, 422, 428, 429, 431, 500, 503, 507)
PROBLEM_RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {
        "description": http.HTTPStatus(status).phrase,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for status in STATUSES
}
"""What any route may answer beside its own answer, for the OpenAPI document."""

PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "title": "Problem",
    "description": "RFC 9457 problem details.",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "A stable code of Jisr."},
        "detail": {"type": "string", "description": "What to do, in the caller's language."},
        "reason": {"type": "string", "description": "The stable key of the rule that refused."},
    },
}
