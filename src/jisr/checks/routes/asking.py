"""One check, a batch of checks, and a stream of them.

These routes carry a border's traffic. They hold no thread while they wait, and decode and encode
without a model in between; the OpenAPI document says the same as they do.
"""

import datetime
from typing import Any

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import Response

from jisr.checks import model
from jisr.checks.desk import Desk
from jisr.checks.finder import Inquiry
from jisr.checks.routes.answers import told_line
from jisr.checks.routes.ground import (
    ASKING_PARAMETERS,
    ask_each,
    asking_now,
    hit_limit,
    words_now,
)
from jisr.checks.routes.questions import (
    body_of,
    check_media,
    read_batch,
    read_question,
    schema_of,
)
from jisr.checks.view import Limits
from jisr.checks.wire import query_of, told
from jisr.client.answers import ToldAnswer, ToldBatch
from jisr.client.questions import Batch, Question
from jisr.errors import InputRefused, JisrError
from jisr.kit.http.hub import hub_of

JSON = "application/json"
router = APIRouter(tags=["checks"])
_encode = msgspec.json.Encoder().encode


def _answers(kind: Any, media: str, description: str) -> dict[int | str, dict[str, Any]]:
    """Return what the OpenAPI document says of an answer that is encoded here."""
    return {200: {"description": description, "content": {media: {"schema": schema_of(kind)}}}}


@router.post(
    "/checks",
    response_class=Response,
    responses=_answers(ToldAnswer, JSON, "The answer; its trace is sealed."),
    openapi_extra={
        **body_of(Question, JSON, "One question."),
        "parameters": ASKING_PARAMETERS,
    },
)
async def check(request: Request) -> Response:
    """Check a person, document, vehicle, vessel, firearm or machine-readable zone."""
    check_media(request, JSON)
    asking, limits = await asking_now(request), Limits(hit_limit(request))
    hub = hub_of(request)
    query = query_of(read_question(await request.body()), hub.database.clock().date())
    (outcome,) = await hub.part(Desk).ask(Inquiry(asking, (query,), limits))
    if isinstance(outcome, JisrError):
        raise outcome
    return Response(_encode(told(outcome, words_now(request))), media_type=JSON)


@router.post(
    "/checks/batch",
    response_class=Response,
    responses=_answers(ToldBatch, JSON, "An answer or a problem for each question."),
    openapi_extra={
        **body_of(Batch, JSON, "Up to 1,000 questions; nobody is notified."),
        "parameters": ASKING_PARAMETERS,
    },
)
async def check_batch(request: Request) -> Response:
    """Check many at once; as for every list, a hit needs more evidence than at a desk."""
    check_media(request, JSON)
    asking, limits = await asking_now(request), Limits(hit_limit(request), is_list=True)
    hub = hub_of(request)
    today = hub.database.clock().date()
    queries = [readable_query(each, today) for each in read_batch(await request.body()).checks]
    outcomes = await ask_each(hub.part(Desk), asking, queries, limits)
    words = words_now(request)
    lines = [told_line(line, each, request, words) for line, each in enumerate(outcomes, 1)]
    return Response(_encode(ToldBatch(lines)), media_type=JSON)


def readable_query(question: Question, today: datetime.date) -> model.Query | InputRefused:
    """Return what one of many questions asks, or why it cannot be read."""
    try:
        return query_of(question, today)
    except InputRefused as error:
        return error
