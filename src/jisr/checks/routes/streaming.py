"""A stream of checks: a line in, a line out, in order, with a bounded number of lines in memory.

What is read waits for what is answered, and what is answered waits for the caller to take it: a
caller that does not read is not read from either.
"""

import asyncio
import datetime
from collections import deque
from collections.abc import AsyncIterator, Sequence
from typing import Any

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from jisr.checks import model
from jisr.checks.desk import INQUIRY_MAX, Desk, Outcome
from jisr.checks.routes.answers import told_line
from jisr.checks.routes.asking import readable_query
from jisr.checks.routes.ground import (
    ASKING_PARAMETERS,
    ask_each,
    asking_now,
    hit_limit,
    words_now,
)
from jisr.checks.routes.questions import body_of, check_media, read_question, schema_of
from jisr.checks.view import Limits
from jisr.client.answers import ToldLine
from jisr.client.questions import Question
from jisr.errors import InputRefused, InputTooLarge, JisrError, to_translate
from jisr.kit.http.hub import hub_of

NDJSON = "application/x-ndjson"
LINE_BYTES_MAX = 16_384
"""A longer line is no question."""
PIECES_MAX = 3
"""Pieces of `INQUIRY_MAX` lines that are asked at once: one is found, one sealed, one read."""
_Piece = list[tuple[int, bytes]]
"""Some lines with their numbers."""
router = APIRouter(tags=["checks"])
_encode = msgspec.json.Encoder().encode


@router.post(
    "/checks/stream",
    response_class=Response,
    responses={
        200: {
            "description": "A line for each line: its answer or its problem.",
            "content": {NDJSON: {"schema": schema_of(ToldLine)}},
        }
    },
    openapi_extra={
        **body_of(Question, NDJSON, "One question on each line; nobody is notified."),
        "parameters": ASKING_PARAMETERS,
    },
)
async def check_stream(request: Request) -> Response:
    """Check a list while it is sent; as for every list, a hit needs more evidence."""
    check_media(request, NDJSON)
    await asking_now(request)  # refused before the first line is read
    return _Streamed(_answered(request, Limits(hit_limit(request), is_list=True)))


class _Streamed(Response):
    """Sends what comes while the request is still being read."""

    def __init__(self, chunks: AsyncIterator[bytes]) -> None:
        super().__init__(media_type=NDJSON)
        del self.headers["content-length"]
        self._chunks = chunks

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        """Send the answer as it comes."""
        start = {
            "type": "http.response.start",
            "status": self.status_code,
            "headers": self.raw_headers,
        }
        await send(start)
        async for chunk in self._chunks:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _answered(request: Request, limits: Limits) -> AsyncIterator[bytes]:
    """Yield the answers to the lines; several pieces are under way, told in order.

    While more lines are waited for, what is answered goes out.
    """
    under_way: deque[asyncio.Task[bytes]] = deque()
    pieces = _pieces(request)
    coming: asyncio.Task[_Piece] | None = asyncio.create_task(_next(pieces))
    last = 0
    try:
        while coming is not None or under_way:
            awaited: list[asyncio.Task[Any]] = list(under_way)[:1]
            if coming is not None and len(under_way) < PIECES_MAX:
                awaited.append(coming)
            await asyncio.wait(awaited, return_when=asyncio.FIRST_COMPLETED)
            if under_way and under_way[0].done():
                yield await under_way.popleft()
            if coming is not None and coming.done():
                piece = await coming
                coming = asyncio.create_task(_next(pieces)) if piece else None
                if piece:
                    under_way.append(asyncio.create_task(_ask(request, piece, limits)))
                    last = piece[-1][0]
    except JisrError as error:  # the request breaks off here: what came before is answered
        while under_way:
            yield await under_way.popleft()
        yield _encode(told_line(last + 1, error, request, words_now(request))) + b"\n"
    finally:
        for task in (*under_way, *([coming] if coming is not None else ())):
            task.cancel()


async def _next(pieces: AsyncIterator[_Piece]) -> _Piece:
    """Return the next piece; an empty one is the end."""
    return await anext(pieces, [])


async def _ask(request: Request, lines: _Piece, limits: Limits) -> bytes:
    """Return the answers to a piece of the list as lines; each line comes with its number."""
    words = words_now(request)
    outcomes: Sequence[Outcome]
    try:
        asking = await asking_now(request)  # a token that was revoked meanwhile ends the list
    except JisrError as error:
        outcomes = [error] * len(lines)
    else:
        today = hub_of(request).database.clock().date()
        queries = [_query(line, today) for _, line in lines]
        outcomes = await ask_each(hub_of(request).part(Desk), asking, queries, limits)
    told = [
        told_line(number, each, request, words)
        for (number, _), each in zip(lines, outcomes, strict=True)
    ]
    return b"".join(_encode(each) + b"\n" for each in told)


def _query(line: bytes, today: datetime.date) -> model.Query | InputRefused:
    try:
        return readable_query(read_question(line), today)
    except InputRefused as error:
        return error


async def _pieces(request: Request) -> AsyncIterator[_Piece]:
    """Yield the numbered lines of a request in pieces, as they come; empty ones are left out.

    A piece is given out when it is full or when nothing more has come: a caller that waits for
    each answer before it sends the next line is answered line by line.

    Raises:
        InputTooLarge: a line is too long, or the whole request.
    """
    rest = b""
    number = 0
    async for chunk in request.stream():
        *lines, rest = (rest + chunk).split(b"\n")
        if len(rest) > LINE_BYTES_MAX or any(len(line) > LINE_BYTES_MAX for line in lines):
            raise InputTooLarge(field=to_translate("line"), limit=LINE_BYTES_MAX)
        asked = [(n, line) for n, line in enumerate(lines, number + 1) if line.strip()]
        number += len(lines)
        for start in range(0, len(asked), INQUIRY_MAX):
            yield asked[start : start + INQUIRY_MAX]
    if rest.strip():
        yield [(number + 1, rest)]
