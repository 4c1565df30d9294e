"""Routes of nominations: put forward, accepted, checked, disputed, withdrawn."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response
from pydantic import Field

from jisr.access.sign_in import statements
from jisr.access.sign_in.model import Caller
from jisr.access.sign_in.signing import SignedNow
from jisr.access.sign_in.statements import Signed
from jisr.assembly.elections import actions
from jisr.assembly.elections.actions import Proposal
from jisr.assembly.elections.model import Nomination
from jisr.assembly.elections.routes import Delegate, ElectionId, Strict
from jisr.assembly.elections.wire import (
    NominationDetails,
    NominationShown,
    told_checked,
    told_nomination,
)
from jisr.kit.db import Transaction
from jisr.kit.http.hub import HubNow
from jisr.kit.http.idempotency import Writing, WritingNow, Written
from jisr.kit.http.paging import PAGE_DEFAULT, Cursor, Limit, Page, page_of, read_cursor

OK, CREATED = 200, 201
router = APIRouter(prefix="/assembly", tags=["assembly"])
NominationId = Annotated[str, Path(max_length=32, description="The nomination.")]


class ProposalGiven(Strict):
    """Whom a member puts forward; for a host, `place` is the city and nobody is named."""

    nominee: Annotated[str, Field(max_length=64, description="The officer's id.")] = ""
    post: Annotated[str, Field(max_length=200, description="The official post at home.")] = ""
    languages: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=12)], ...], Field(max_length=10)
    ] = ()
    place: Annotated[str, Field(max_length=200)] = ""


class AcceptanceGiven(Strict):
    """How the nominee accepted: empty for the nominee's own hand, now."""

    paper_sha256: Annotated[str, Field(max_length=64, pattern="^([0-9a-f]{64})?$")] = ""


class ReviewGiven(Strict):
    """What the elections board decided; a refusal says why, and every member reads it."""

    is_accepted: bool
    why: Annotated[str, Field(max_length=500)] = ""


class SettlementGiven(Strict):
    """The vote by which the assembly settled a dispute."""

    vote: Annotated[str, Field(max_length=32)]


@router.get("/elections/{election}/nominations")
def list_nominations(
    hub: HubNow,
    _caller: Delegate,
    election: ElectionId,
    cursor: Cursor = "",
    limit: Limit = PAGE_DEFAULT,
) -> Page[NominationShown]:
    """Return the nominations of an election, whatever became of them."""
    (after,) = read_cursor(cursor, 1)
    with hub.database.reading() as transaction:
        found = actions.list_nominations(transaction, election, after=after, limit=limit + 1)
    return page_of(found, limit, lambda each: [each.id], told_nomination)


@router.post(
    "/elections/{election}/nominations", status_code=CREATED, response_model=NominationDetails
)
def nominate(
    writing: WritingNow,
    caller: Delegate,
    election: ElectionId,
    signed: SignedNow,
    given: ProposalGiven,
) -> Response:
    """Put somebody forward for the caller's member, or offer to hold a session."""
    proposal = Proposal(given.nominee, given.post, given.languages, given.place)

    def run(transaction: Transaction) -> Nomination:
        return actions.nominate(transaction, caller.officer.id, election, proposal)

    return _change(writing, caller, signed, run, CREATED)


@router.get("/nominations/{nomination}")
def read_nomination(hub: HubNow, _caller: Delegate, nomination: NominationId) -> NominationDetails:
    """Return a nomination with every formal check as it stands now."""
    with hub.database.reading() as transaction:
        found = actions.read_nomination(transaction, nomination)
        return told_checked(found, actions.checks_of(transaction, found))


@router.post("/nominations/{nomination}/acceptance", response_model=NominationDetails)
def accept(
    writing: WritingNow,
    caller: Delegate,
    nomination: NominationId,
    signed: SignedNow,
    given: AcceptanceGiven,
) -> Response:
    """Accept a nomination as its nominee, or hand in the digest of the signed paper."""

    def run(transaction: Transaction) -> Nomination:
        return actions.accept(transaction, caller.officer.id, nomination, given.paper_sha256)

    return _change(writing, caller, signed, run)


@router.post("/nominations/{nomination}/review", response_model=NominationDetails)
def review(
    writing: WritingNow,
    caller: Delegate,
    nomination: NominationId,
    signed: SignedNow,
    given: ReviewGiven,
) -> Response:
    """Accept or refuse a nomination for the elections board."""

    def run(transaction: Transaction) -> Nomination:
        acting = caller.officer.id
        return actions.review(
            transaction, acting, nomination, is_accepted=given.is_accepted, why=given.why
        )

    return _change(writing, caller, signed, run)


@router.post("/nominations/{nomination}/dispute", response_model=NominationDetails)
def dispute(
    writing: WritingNow, caller: Delegate, nomination: NominationId, signed: SignedNow
) -> Response:
    """Bring the board's refusal before the assembly, as the member that nominated."""

    def run(transaction: Transaction) -> Nomination:
        return actions.dispute(transaction, caller.officer.id, nomination)

    return _change(writing, caller, signed, run)


@router.post("/nominations/{nomination}/settlement", response_model=NominationDetails)
def settle(
    writing: WritingNow,
    caller: Delegate,
    nomination: NominationId,
    signed: SignedNow,
    given: SettlementGiven,
) -> Response:
    """Enter the vote by which the assembly settled a dispute; who presides does."""

    def run(transaction: Transaction) -> Nomination:
        return actions.settle(transaction, caller.officer.id, nomination, given.vote)

    return _change(writing, caller, signed, run)


@router.post("/nominations/{nomination}/withdrawal", response_model=NominationDetails)
def withdraw(
    writing: WritingNow, caller: Delegate, nomination: NominationId, signed: SignedNow
) -> Response:
    """Withdraw a nomination, as the member or the nominee; between two ballots too."""

    def run(transaction: Transaction) -> Nomination:
        return actions.withdraw(transaction, caller.officer.id, nomination)

    return _change(writing, caller, signed, run)


def _change(
    writing: Writing,
    caller: Caller,
    signed: Signed | None,
    run: Callable[[Transaction], Nomination],
    status: int = OK,
) -> Response:
    """Do a change of a nomination, keep its signature, and answer with what it is after it."""

    def write(transaction: Transaction) -> Written:
        after = run(transaction)
        statements.keep(transaction, caller, signed, f"nomination:{after.id}")
        shown = told_checked(after, actions.checks_of(transaction, after))
        address = {"Location": f"/v1/assembly/nominations/{after.id}"}
        headers = address if status == CREATED else {}
        return Written(shown.model_dump_json().encode(), status, headers)

    return writing.run(caller.officer.id, write)
