"""Routes of amendments to draft resolutions."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from pydantic import Field

from jisr.assembly.sessions.routes.deeds import Deed, DeedNow, Participant, Strict
from jisr.assembly.texts import actions, wire
from jisr.assembly.texts.actions import At
from jisr.assembly.texts.held import HeldAmendment
from jisr.assembly.texts.model import Change, ParagraphKind
from jisr.assembly.texts.routes.given import (
    AmendmentId,
    NewDuty,
    NewWords,
    Reason,
    TextId,
    Words,
    duty_of,
)
from jisr.kit.db import Transaction
from jisr.kit.http.bodies import VersionMatched, etag_of
from jisr.kit.http.hub import HubNow
from jisr.kit.http.paging import PAGE_DEFAULT, Cursor, Limit, Page, page_of, read_cursor

router = APIRouter(prefix="/assembly", tags=["assembly"])


class NewAmendment(Strict):
    """A change of one paragraph; see the rules of amendments in the guide."""

    change: Change
    paragraph: Annotated[
        str, Field(max_length=64, description="Which is changed, or after which one is added.")
    ] = ""
    texts: Words = Field(default={})
    added_kind: ParagraphKind | None = None
    duty: NewDuty | None = None


class NewReason(Strict):
    """Why the chair does it."""

    reason: Reason


@router.get("/texts/{text}/amendments")
def amendments(
    hub: HubNow,
    caller: Participant,
    text: TextId,
    cursor: Cursor = "",
    limit: Limit = PAGE_DEFAULT,
) -> Page[wire.AmendmentShown]:
    """Return the amendments to a text: those to its present words first, in the order of voting."""
    (after,) = read_cursor(cursor, 1)
    with hub.database.reading() as transaction:
        found = actions.paper(transaction, caller.officer, text).amendments
    ids = [each.held.amendment.amendment_id for each in found]
    begin = ids.index(after) + 1 if after in ids else 0
    return page_of(
        found[begin : begin + limit + 1],
        limit,
        lambda each: [each.held.amendment.amendment_id],
        wire.amendment_shown,
    )


@router.get("/amendments/{amendment}", response_model=wire.AmendmentShown)
def read_amendment(hub: HubNow, caller: Participant, amendment: AmendmentId) -> Response:
    """Return an amendment as it stands, with the compared text."""
    with hub.database.reading() as transaction:
        view = actions.amendment(transaction, caller.officer, amendment)
    told = wire.amendment_shown(view).model_dump(mode="json")
    return JSONResponse(told, headers={"ETag": etag_of(view.held.version)})


@router.post("/texts/{text}/amendments", status_code=201, response_model=wire.AmendmentShown)
def propose_amendment(deed: DeedNow, text: TextId, given: NewAmendment) -> Response:
    """Propose to change one paragraph: a delegation with full rights."""
    proposal = actions.Proposal(
        given.change, given.paragraph, given.texts, given.added_kind, duty_of(given.duty)
    )
    return _done(
        deed,
        f"draft:{text}",
        lambda transaction: actions.propose_amendment(transaction, deed.officer, text, proposal),
        201,
    )


@router.put("/amendments/{amendment}/languages", response_model=wire.AmendmentShown)
def write_amendment_language(
    deed: DeedNow, amendment: AmendmentId, version: VersionMatched, given: NewWords
) -> Response:
    """Write an amendment in more languages: its sponsor or the secretary."""
    at = At(amendment, version)
    return _done(
        deed,
        f"amendment:{amendment}",
        lambda transaction: actions.write_amendment_language(
            transaction, deed.officer, at, given.texts
        ),
    )


@router.put("/amendments/{amendment}", response_model=wire.AmendmentShown)
def restate_amendment(
    deed: DeedNow, amendment: AmendmentId, version: VersionMatched, given: NewWords
) -> Response:
    """State an amendment against the newest words: its sponsor."""
    at = At(amendment, version)
    return _done(
        deed,
        f"amendment:{amendment}",
        lambda transaction: actions.restate_amendment(transaction, deed.officer, at, given.texts),
    )


@router.post("/amendments/{amendment}/withdrawal", response_model=wire.AmendmentShown)
def withdraw_amendment(deed: DeedNow, amendment: AmendmentId, version: VersionMatched) -> Response:
    """Withdraw an amendment: its sponsor."""
    at = At(amendment, version)
    return _done(
        deed,
        f"amendment:{amendment}",
        lambda transaction: actions.withdraw_amendment(transaction, deed.officer, at),
    )


@router.post("/amendments/{amendment}/acceptance", response_model=wire.AmendmentShown)
def accept_amendment(deed: DeedNow, amendment: AmendmentId, version: VersionMatched) -> Response:
    """Accept an amendment for one sponsor of the text; when all do, it is part of it."""
    at = At(amendment, version)
    return _done(
        deed,
        f"amendment:{amendment}",
        lambda transaction: actions.accept_amendment(transaction, deed.officer, at),
    )


@router.post("/amendments/{amendment}/setting-aside", response_model=wire.AmendmentShown)
def set_aside_amendment(
    deed: DeedNow, amendment: AmendmentId, version: VersionMatched, given: NewReason
) -> Response:
    """Set aside an amendment to words that are no longer there: the chair, with a reason."""
    at = At(amendment, version)
    return _done(
        deed,
        f"amendment:{amendment}",
        lambda transaction: actions.set_aside_amendment(
            transaction, deed.officer, at, given.reason
        ),
    )


def _done(
    deed: Deed, subject: str, action: Callable[[Transaction], HeldAmendment], status: int = 200
) -> Response:
    """Do it, and answer with the amendment as it stands then."""

    def run(transaction: Transaction) -> wire.AmendmentShown:
        held = action(transaction)
        amendment_id = held.amendment.amendment_id
        view = actions.amendment(transaction, deed.caller.officer, amendment_id)
        return wire.amendment_shown(view)

    return deed.do(subject, run, status)
