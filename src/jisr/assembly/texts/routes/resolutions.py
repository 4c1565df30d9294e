"""Routes of adopted texts, and of what became of what they asked."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from pydantic import Field

from jisr.assembly.sessions.routes.deeds import DeedNow, Participant, Strict
from jisr.assembly.texts import actions, wire
from jisr.assembly.texts.follow_up import EVIDENCE_MAX, Status
from jisr.kit.db import Transaction
from jisr.kit.http.hub import HubNow
from jisr.kit.http.paging import PAGE_DEFAULT, Cursor, Limit, Page, page_of, read_cursor

router = APIRouter(prefix="/assembly", tags=["assembly"])

ResolutionNumber = Annotated[str, Path(max_length=64, description="Such as AG-2026-RES-01.")]
Place = Annotated[str, Path(max_length=16, description="Of the paragraph, such as OP2.")]
OfSession = Annotated[int | None, Query(ge=1, le=9_999, description="Those of this session.")]
Document = Annotated[str, Field(max_length=200, description="What shows it: a document.")]


class NewReport(Strict):
    """What is reported on a duty; `evidence` names documents."""

    status: Status
    evidence: list[Document] = Field(default=[], max_length=EVIDENCE_MAX)


@router.get("/resolutions")
def resolutions(
    hub: HubNow,
    caller: Participant,
    session: OfSession = None,
    cursor: Cursor = "",
    limit: Limit = PAGE_DEFAULT,
) -> Page[wire.ResolutionShown]:
    """Return adopted texts by number."""
    (after,) = read_cursor(cursor, 1)
    with hub.database.reading() as transaction:
        found = actions.resolutions(
            transaction, caller.officer, session=session, after=after, limit=limit + 1
        )
    return page_of(found, limit, lambda each: [each.resolution.number], wire.resolution_shown)


@router.get("/resolutions/{number}")
def read_resolution(
    hub: HubNow, caller: Participant, number: ResolutionNumber
) -> wire.ResolutionChecked:
    """Return an adopted text, and whether its words are those that were sealed."""
    with hub.database.reading() as transaction:
        view = actions.resolution_view(transaction, caller.officer, number)
    return wire.resolution_checked(view)


@router.get("/duties")
def duties(
    hub: HubNow,
    caller: Participant,
    session: OfSession = None,
    cursor: Cursor = "",
    limit: Limit = PAGE_DEFAULT,
) -> Page[wire.FollowedShown]:
    """Return what adopted texts asked of whom, and where it stands today."""
    after = read_cursor(cursor, 2)
    with hub.database.reading() as transaction:
        found = actions.board(transaction, caller.officer, session=session)
    rest = [each for each in found if (each.follow_up.resolution, each.follow_up.place) > after]
    return page_of(
        rest[: limit + 1],
        limit,
        lambda each: [each.follow_up.resolution, each.follow_up.place],
        wire.followed_shown,
    )


@router.post(
    "/resolutions/{number}/duties/{place}/reports",
    status_code=201,
    response_model=wire.FollowedShown,
)
def report_duty(
    deed: DeedNow, number: ResolutionNumber, place: Place, given: NewReport
) -> Response:
    """Report on a duty: its addressee, or the secretary."""
    answer = actions.Answer(given.status, given.evidence)

    def run(transaction: Transaction) -> wire.FollowedShown:
        reported = actions.report_duty(transaction, deed.officer, number, place, answer)
        return wire.followed_shown(reported)

    return deed.do(f"resolution:{number}", run, 201)
