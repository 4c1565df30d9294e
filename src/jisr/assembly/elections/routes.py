"""Routes of elections: announced, opened ballot by ballot, and told to every member."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from jisr.access import actions as access
from jisr.access.callers import requires
from jisr.access.sign_in import statements
from jisr.access.sign_in.model import Caller, Scope
from jisr.access.sign_in.signing import SignedNow
from jisr.access.sign_in.statements import Signed
from jisr.assembly.boards.registrar import Registrar
from jisr.assembly.elections import actions
from jisr.assembly.elections.model import Election, ElectionKind, Holder, Vacancy
from jisr.assembly.elections.wire import (
    CommitteeShown,
    ElectionDetails,
    ElectionShown,
    told_committee,
    told_details,
    told_election,
)
from jisr.kit.clock import parse_instant
from jisr.kit.db import Transaction
from jisr.kit.http.bodies import VersionMatched, etag_of
from jisr.kit.http.hub import HubNow
from jisr.kit.http.idempotency import Writing, WritingNow, Written
from jisr.kit.http.paging import PAGE_DEFAULT, Cursor, Limit, Page, page_of, read_cursor

router = APIRouter(prefix="/assembly/elections", tags=["assembly"])

Delegate = Annotated[Caller, requires(Scope.ASSEMBLY)]
ElectionId = Annotated[str, Path(max_length=32, description="The election.")]
SessionNumber = Annotated[int, Path(ge=1, le=9_999, description="The number of the session.")]
OfSession = Annotated[int, Query(ge=1, le=9_999, description="The number of the session.")]
INSTANT_LENGTH = 24
HOLDERS_MAX = 40
OK, CREATED = 200, 201


class Strict(BaseModel):
    """A body that holds nothing unknown."""

    model_config = ConfigDict(extra="forbid")


class VacancyGiven(Strict):
    """What an election fills."""

    session: Annotated[int, Field(ge=1, le=9_999)]
    kind: ElectionKind
    region: Annotated[str, Field(max_length=32, description="Of a Vice-President.")] = ""
    seats: Annotated[int, Field(ge=1, le=60)] = 1
    for_session: Annotated[int, Field(ge=0, le=9_999, description="Of a host.")] = 0


class HolderGiven(Strict):
    """A member of the executive committee."""

    post: ElectionKind
    person: Annotated[str, Field(min_length=1, max_length=64)]
    name: Annotated[str, Field(min_length=1, max_length=200)]
    member: Annotated[str, Field(min_length=3, max_length=3)]
    is_leaving: bool = False


class CommitteeGiven(Strict):
    """Everybody who sits in the executive committee when the session begins."""

    holders: Annotated[list[HolderGiven], Field(max_length=HOLDERS_MAX)]


class BallotGiven(Strict):
    """How the next ballot is opened."""

    closes_at: Annotated[
        str, Field(max_length=INSTANT_LENGTH, description="An instant, or empty: by hand.")
    ] = ""


class EmbargoGiven(Strict):
    """From when every member may fetch the press sheet; empty: not yet said."""

    until: Annotated[str, Field(max_length=INSTANT_LENGTH)] = ""


@router.get("/committees/{session}")
def read_committee(
    hub: HubNow, response: Response, _caller: Delegate, session: SessionNumber
) -> CommitteeShown:
    """Return the executive committee, as recorded and as elected so far."""
    with hub.database.reading() as transaction:
        shown = _committee(transaction, session)
    response.headers["ETag"] = etag_of(shown.version)
    return shown


@router.put("/committees/{session}", response_model=CommitteeShown)
def record_committee(
    writing: WritingNow,
    caller: Delegate,
    session: SessionNumber,
    version: VersionMatched,
    signed: SignedNow,
    given: CommitteeGiven,
) -> Response:
    """Record who sits in the executive committee; If-Match names the version read, 0 at first."""
    holders = [Holder(**each.model_dump()) for each in given.holders]

    def run(transaction: Transaction) -> Written:
        acting = caller.officer.id
        actions.record_committee(transaction, acting, session, holders, version=version)
        statements.keep(transaction, caller, signed, f"committee:{session}")
        shown = _committee(transaction, session)
        headers = {"ETag": etag_of(shown.version)}
        return Written(shown.model_dump_json().encode(), 200, headers)

    return writing.run(caller.officer.id, run)


@router.get("")
def list_elections(
    hub: HubNow,
    _caller: Delegate,
    session: OfSession,
    cursor: Cursor = "",
    limit: Limit = PAGE_DEFAULT,
) -> Page[ElectionShown]:
    """Return the elections of a session."""
    (after,) = read_cursor(cursor, 1)
    with hub.database.reading() as transaction:
        languages = access.network(transaction).languages
        found = actions.list_elections(transaction, session, after=after, limit=limit + 1)
    return page_of(
        found, limit, lambda each: [each.id], lambda each: told_election(each, languages)
    )


@router.post("", status_code=CREATED, response_model=ElectionDetails)
def announce(
    writing: WritingNow, caller: Delegate, signed: SignedNow, given: VacancyGiven
) -> Response:
    """Announce an election; the secretary does."""
    vacancy = Vacancy(given.kind, given.region, given.seats, given.for_session)

    def run(transaction: Transaction) -> Election:
        return actions.announce(transaction, caller.officer.id, given.session, vacancy)

    return change(writing, caller, signed, run, CREATED)


@router.get("/{election}")
def read_election(
    hub: HubNow, response: Response, _caller: Delegate, election: ElectionId
) -> ElectionDetails:
    """Return an election: candidates, ballots, lots, and what it waits for."""
    with hub.database.reading() as transaction:
        shown = details(transaction, election)
    response.headers["ETag"] = etag_of(shown.version)
    return shown


@router.post("/{election}/ballots", status_code=CREATED, response_model=ElectionDetails)
def open_ballot(
    hub: HubNow,
    writing: WritingNow,
    caller: Delegate,
    election: ElectionId,
    signed: SignedNow,
    given: BallotGiven,
) -> Response:
    """Open the next ballot, a secret vote; who presides does. The first one freezes who stands."""
    closes_at = parse_instant(given.closes_at) if given.closes_at else None

    def run(transaction: Transaction) -> Election:
        registrar = hub.part(Registrar)
        acting = caller.officer.id
        return actions.open_ballot(transaction, acting, election, registrar, closes_at=closes_at)

    return change(writing, caller, signed, run, CREATED)


@router.post("/{election}/announcement", response_model=ElectionDetails)
def announce_ballot(
    writing: WritingNow, caller: Delegate, election: ElectionId, signed: SignedNow
) -> Response:
    """Announce the ballot that was counted; what follows from it is sealed."""

    def run(transaction: Transaction) -> Election:
        return actions.announce_ballot(transaction, caller.officer.id, election)

    return change(writing, caller, signed, run)


@router.put("/{election}/embargo", response_model=ElectionDetails)
def set_embargo(
    writing: WritingNow,
    caller: Delegate,
    election: ElectionId,
    version: VersionMatched,
    signed: SignedNow,
    given: EmbargoGiven,
) -> Response:
    """Say from when every member may fetch the press sheet; the secretary does."""
    until = parse_instant(given.until) if given.until else None

    def run(transaction: Transaction) -> Election:
        acting = caller.officer.id
        return actions.set_embargo(transaction, acting, election, until, version=version)

    return change(writing, caller, signed, run)


def change(
    writing: Writing,
    caller: Caller,
    signed: Signed | None,
    run: Callable[[Transaction], Election],
    status: int = OK,
) -> Response:
    """Do a change of an election, keep its signature, and answer with the election after it."""

    def write(transaction: Transaction) -> Written:
        after = run(transaction)
        statements.keep(transaction, caller, signed, f"election:{after.id}")
        shown = details(transaction, after.id)
        headers = {"ETag": etag_of(shown.version)}
        if status == CREATED:
            headers["Location"] = f"/v1/assembly/elections/{after.id}"
        return Written(shown.model_dump_json().encode(), status, headers)

    return writing.run(caller.officer.id, write)


def details(transaction: Transaction, election: str) -> ElectionDetails:
    """Return an election as it is told."""
    languages = access.network(transaction).languages
    return told_details(actions.read_election(transaction, election), languages)


def _committee(transaction: Transaction, session: int) -> CommitteeShown:
    recorded = actions.committee(transaction, session)
    return told_committee(recorded, actions.committee_now(transaction, session))
