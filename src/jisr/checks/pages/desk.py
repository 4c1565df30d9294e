"""The check desk: one box, what was understood, the answer."""

import asyncio

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from jisr.access import countries
from jisr.access.callers import AskingNow, shift_of
from jisr.access.sign_in.model import Scope
from jisr.access.sign_in.rules import may_use
from jisr.access.viewing import Page, PageNow
from jisr.checks.desk import Desk
from jisr.checks.finder import Inquiry
from jisr.checks.listing import LEFT_OUT, NOTHING_TO_SEARCH
from jisr.checks.model import Answer, Query
from jisr.checks.pages import answers, refusals
from jisr.checks.pages.asked import Asked, asked_of
from jisr.checks.pages.readings import SEXES, shown
from jisr.checks.understanding import Reading, chosen, understand
from jisr.errors import JisrError

router = APIRouter(prefix="/desk", include_in_schema=False)

LIST_BYTES_MAX = 16 << 20
"""A list that a person drops on a page: some 200,000 travellers; longer ones are for programs."""


@router.get("")
def desk(page: PageNow, _asking: AskingNow) -> HTMLResponse:
    """Return the desk; who has not said yet what he works on is led there first."""
    named = sorted(each.name.best(page.reader.language) for each in countries.countries())
    return page.show(
        "checks/desk.html",
        countries=named,
        sexes=SEXES,
        list_bytes_max=LIST_BYTES_MAX,
        nothing_to_search=NOTHING_TO_SEARCH,
        left_out=LEFT_OUT,
    )


@router.post("/understanding")
async def understanding(request: Request, page: PageNow) -> HTMLResponse:
    """Return how a text is understood; nothing is looked for and nothing traced."""
    asked = await asked_of(request)
    readings = _readings(page, asked)
    first = chosen(readings, asked.chosen)
    return page.show(
        "checks/understood.html",
        text=asked.text,
        readings=[shown(each, page.words) for each in readings],
        chosen=first.kind if first is not None else "",
    )


@router.post("/checks")
async def check(request: Request, page: PageNow) -> HTMLResponse:
    """Check what the box holds, as the API does, and return the answer as a part of the page."""
    asked = await asked_of(request)
    reading = chosen(_readings(page, asked), asked.chosen)
    if reading is None or reading.query is None or reading.needs_make:
        return _refused(page, refusals.of_reading(reading, page.words))
    try:
        answer = await _ask(request, page, reading.query)
    except JisrError as error:
        return _refused(page, refusals.of_error(error, page.words))
    return await asyncio.to_thread(_answered, page, reading, reading.query, answer)


def _readings(page: Page, asked: Asked) -> tuple[Reading, ...]:
    today = page.hub.database.clock().date()
    return understand(asked.text, today=today, details=asked.details)


async def _ask(request: Request, page: Page, query: Query) -> Answer:
    may_use(page.caller, Scope.CHECK).or_refuse()
    place = page.hub.part(Desk)
    shift = shift_of(request, page.caller)
    asking = await place.askings.of(page.caller, shift.purpose, shift.case)
    (outcome,) = await place.ask(Inquiry(asking, (query,)))
    if isinstance(outcome, JisrError):
        raise outcome
    return outcome


def _answered(page: Page, reading: Reading, query: Query, answer: Answer) -> HTMLResponse:
    return page.show(
        "checks/answer.html",
        said=answers.answer_shown(page.hub.database, query, answer, page.words),
        understood=shown(reading, page.words),
    )


def _refused(page: Page, refusal: refusals.Refusal) -> HTMLResponse:
    return page.show("checks/refused.html", refusal.status, refusal=refusal)
