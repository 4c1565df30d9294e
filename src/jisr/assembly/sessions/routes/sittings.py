"""Routes of sessions: the register, the calendar, the offices, the letter and order of the hall."""

import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from pydantic import Field

from jisr.assembly.sessions import actions, wire
from jisr.assembly.sessions.model import (
    Convocation,
    Evidence,
    Fact,
    LetterDraw,
    Matter,
    Office,
    Session,
    SessionKind,
)
from jisr.assembly.sessions.routes.deeds import (
    OFFICER_LENGTH_MAX,
    PREFIX,
    DeedNow,
    Number,
    Participant,
    Strict,
)
from jisr.errors import NotFound, to_translate
from jisr.kit.db import Transaction
from jisr.kit.http.bodies import etag_of
from jisr.kit.http.hub import HubNow
from jisr.kit.http.paging import PAGE_DEFAULT, Cursor, Limit, Page, page_of, read_cursor
from jisr.values import LanguageMap, PartialDate

router = APIRouter(tags=["assembly"])

Line = Annotated[str, Field(min_length=1, max_length=200)]
Long = Annotated[str, Field(min_length=1, max_length=500)]
Day = Annotated[str, Field(max_length=10, examples=["2026-11-21"])]
Hexadecimal = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Lots = Annotated[dict[str, Hexadecimal], Field(max_length=500)]


class NewFact(Strict):
    """One sourced statement about a session."""

    key: Line
    text: Long
    evidence: Evidence
    source: Long


class NewConvocation(Strict):
    """How an extraordinary session was asked for."""

    requested_on: datetime.date
    subjects: Annotated[list[Long], Field(min_length=1, max_length=10)]


class NewSession(Strict):
    """A session to open; an extraordinary one says how it was asked for."""

    number: Annotated[int, Field(ge=1, le=9_999)]
    kind: SessionKind = SessionKind.ORDINARY
    host: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    city: Annotated[dict[str, Line], Field(min_length=1, max_length=8)]
    opens: Day
    closes: Day | None = None
    facts: list[NewFact] = Field(default=[], max_length=50)
    convocation: NewConvocation | None = None


class Officers(Strict):
    """Who holds an office, in place of those who did."""

    officers: Annotated[
        list[Annotated[str, Field(max_length=OFFICER_LENGTH_MAX)]], Field(max_length=50)
    ]


class NewLetter(Strict):
    """A letter that was drawn: by hand, with where and before whom; or with the lots it is from."""

    letter: Annotated[str, Field(pattern=r"^[A-Z]$")]
    evidence: Annotated[str, Field(max_length=500)] = ""
    commitments: Lots = Field(default={})
    values: Lots = Field(default={})


class Commitment(Strict):
    """The hash of a delegation's value."""

    commitment: Hexadecimal


class Value(Strict):
    """The value that a delegation's lot was sealed over."""

    value: Hexadecimal


# ── sessions ──────────────────────────────────────────────────────────────────────────────────


@router.get(PREFIX)
def sessions(
    hub: HubNow, _caller: Participant, cursor: Cursor = "", limit: Limit = PAGE_DEFAULT
) -> Page[wire.SessionShown]:
    """Return the sessions that this network holds, the newest first."""
    (after,) = read_cursor(cursor, 1)
    number = int(after) if after.isascii() and after.isdecimal() else None
    with hub.database.reading() as transaction:
        found = actions.sessions(transaction, after=number, limit=limit + 1)
    return page_of(
        [each.session for each in found],
        limit,
        lambda each: [str(each.number)],
        wire.session_shown,
    )


@router.get("/assembly/register")
def register(_caller: Participant) -> list[wire.SessionShown]:
    """Return the sessions that really took place, with where each fact comes from."""
    return [wire.session_shown(each) for each in actions.register()]


@router.post(PREFIX, status_code=201, response_model=wire.HeldShown)
def open_session(deed: DeedNow, given: NewSession) -> Response:
    """Open a session: members send their delegations to it from now on. For the secretary."""
    new = Session(
        number=given.number,
        kind=given.kind,
        host=given.host,
        city=LanguageMap(given.city),
        opens=PartialDate.parse(given.opens),
        closes=PartialDate.parse(given.closes) if given.closes else None,
        facts=tuple(Fact(each.key, each.text, each.evidence, each.source) for each in given.facts),
    )
    asked = given.convocation
    convocation = Convocation(asked.requested_on, tuple(asked.subjects)) if asked else None

    def run(transaction: Transaction) -> wire.HeldShown:
        held = actions.open_session(
            transaction, deed.officer, new, is_generated=False, convocation=convocation
        )
        return wire.held_shown(held)

    return deed.do(f"session:{given.number}", run, 201)


@router.get(f"{PREFIX}/current")
def current(hub: HubNow, _caller: Participant, response: Response) -> wire.HeldShown:
    """Return the session that is held today, else the next one, else the last."""
    with hub.database.reading() as transaction:
        found = actions.current(transaction)
    if found is None:
        raise NotFound(thing=to_translate("session of the assembly"))
    response.headers["ETag"] = etag_of(found.version)
    return wire.held_shown(found)


@router.get(f"{PREFIX}/{{number}}")
def session(
    hub: HubNow, _caller: Participant, number: Number, response: Response
) -> wire.HeldShown:
    """Return a session as it stands."""
    with hub.database.reading() as transaction:
        found = actions.session(transaction, number)
    response.headers["ETag"] = etag_of(found.version)
    return wire.held_shown(found)


@router.get(f"{PREFIX}/{{number}}/capacity")
def capacity(hub: HubNow, caller: Participant, number: Number) -> wire.CapacityShown:
    """Return as what the caller is in the session."""
    with hub.database.reading() as transaction:
        return wire.capacity_shown(actions.capacity(transaction, number, caller.officer))


@router.get(f"{PREFIX}/{{number}}/timetable")
def timetable(hub: HubNow, _caller: Participant, number: Number) -> list[wire.DeadlineShown]:
    """Return every duty of the session with its last day, what is due and what is late."""
    with hub.database.reading() as transaction:
        held = actions.session(transaction, number)
        found = actions.timetable(transaction, number)
    return [wire.deadline_shown(held, each) for each in found]


@router.post(f"{PREFIX}/{{number}}/timetable/{{duty}}", response_model=wire.HeldShown)
def duty_done(deed: DeedNow, number: Number, duty: Annotated[str, Path(max_length=64)]) -> Response:
    """Note that a duty is done now. For the secretary."""

    def run(transaction: Transaction) -> wire.HeldShown:
        return wire.held_shown(actions.duty_done(transaction, deed.officer, number, duty))

    return deed.do(f"session:{number}", run)


@router.put(f"{PREFIX}/{{number}}/offices/{{office}}", response_model=wire.HeldShown)
def name_offices(deed: DeedNow, number: Number, office: Office, given: Officers) -> Response:
    """Say who holds an office, in place of those who did. For the secretary."""

    def run(transaction: Transaction) -> wire.HeldShown:
        held = actions.name_offices(transaction, deed.officer, number, office, given.officers)
        return wire.held_shown(held)

    return deed.do(f"session:{number}", run)


# ── the hall ──────────────────────────────────────────────────────────────────────────────────


@router.get(f"{PREFIX}/{{number}}/hall")
def hall(
    hub: HubNow,
    _caller: Participant,
    number: Number,
    matter: Annotated[Matter, Query(description="What is voted on.")] = Matter.OTHER,
    cursor: Cursor = "",
    limit: Limit = PAGE_DEFAULT,
) -> Page[wire.PlaceShown]:
    """Return the members in the order of the hall, each with whether it has a voice and why."""
    (after,) = read_cursor(cursor, 1)
    begin = int(after) if after.isascii() and after.isdecimal() else 0
    with hub.database.reading() as transaction:
        found = actions.hall(transaction, number, matter)
    return page_of(
        found[begin : begin + limit + 1],
        limit,
        lambda each: [str(each.number)],
        wire.place_shown,
    )


@router.put(f"{PREFIX}/{{number}}/letter", response_model=wire.HeldShown)
def draw_seats(deed: DeedNow, number: Number, given: NewLetter) -> Response:
    """Seat the hall from a drawn letter, with what shows how it was drawn. For the secretary."""
    draw = LetterDraw(given.evidence, given.commitments, given.values)

    def run(transaction: Transaction) -> wire.HeldShown:
        held = actions.draw_seats(transaction, deed.officer, number, given.letter, draw)
        return wire.held_shown(held)

    return deed.do(f"session:{number}", run)


@router.post(f"{PREFIX}/{{number}}/letter/draw", response_model=wire.HeldShown)
def draw_from_lots(deed: DeedNow, number: Number) -> Response:
    """Seat the hall from the letter that the revealed lots make. For the secretary."""

    def run(transaction: Transaction) -> wire.HeldShown:
        return wire.held_shown(actions.draw_from_lots(transaction, deed.officer, number))

    return deed.do(f"session:{number}", run)


@router.get(f"{PREFIX}/{{number}}/letter/lots")
def lots(hub: HubNow, _caller: Participant, number: Number) -> list[wire.LotShown]:
    """Return what each delegation put into the draw, by member: at most one of each."""
    with hub.database.reading() as transaction:
        found = actions.lots(transaction, number)
    return [wire.lot_shown(number, each) for each in found.values()]


@router.post(f"{PREFIX}/{{number}}/letter/lots", status_code=201, response_model=wire.LotShown)
def commit_lot(deed: DeedNow, number: Number, given: Commitment) -> Response:
    """Put the caller's delegation's sealed lot into the draw."""

    def run(transaction: Transaction) -> wire.LotShown:
        lot = actions.commit_lot(transaction, deed.officer, number, given.commitment)
        return wire.lot_shown(number, lot)

    return deed.do(f"session:{number}", run, 201)


@router.post(f"{PREFIX}/{{number}}/letter/values", response_model=wire.LotShown)
def reveal_lot(deed: DeedNow, number: Number, given: Value) -> Response:
    """Reveal the value of the caller's delegation's lot; no lot is taken from then on."""

    def run(transaction: Transaction) -> wire.LotShown:
        lot = actions.reveal_lot(transaction, deed.officer, number, given.value)
        return wire.lot_shown(number, lot)

    return deed.do(f"session:{number}", run)
