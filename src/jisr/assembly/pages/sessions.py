"""Pages of sessions: their list, one session with its hall, a delegation, the secretary's desk."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from fastapi.responses import RedirectResponse

from jisr.access import actions as access
from jisr.access.countries import countries, country
from jisr.access.model import Role
from jisr.access.viewing import Page, PageNow
from jisr.assembly.pages import session_titles
from jisr.assembly.sessions import actions
from jisr.assembly.sessions.model import (
    CredentialState,
    DutyState,
    Held,
    Matter,
    Office,
    Post,
)
from jisr.assembly.sessions.places import Place
from jisr.errors import Denied
from jisr.kit.http.paging import PAGE_DEFAULT, Cursor, read_cursor, write_cursor

router = APIRouter(prefix="/assembly/sessions", include_in_schema=False)

Number = Annotated[int, Path(ge=1, le=9_999)]
Member = Annotated[str, Path(pattern=r"^[A-Z]{3}$")]
_WAITING = frozenset((DutyState.DUE, DutyState.LATE))


@router.get("")
def all_sessions(page: PageNow, cursor: Cursor = "") -> Response:
    """Return the sessions of this network, and the register of those that really took place."""
    (after,) = read_cursor(cursor, 1)
    number = int(after) if after.isascii() and after.isdecimal() else None
    with page.hub.database.reading() as transaction:
        found = actions.sessions(transaction, after=number, limit=PAGE_DEFAULT + 1)
        current = actions.current(transaction)
    shown = found[:PAGE_DEFAULT]
    following = write_cursor([str(shown[-1].session.number)]) if len(found) > len(shown) else ""
    return _show(
        page,
        "sessions",
        found=shown,
        current=current,
        following=following,
        register=() if cursor else actions.register(),
        is_secretary=_is_secretary(page),
    )


@router.get("/new")
def new_session(page: PageNow) -> Response:
    """Return the form with which the secretary opens a session."""
    if not _is_secretary(page):
        raise Denied(why="sessions.not_secretary")
    with page.hub.database.reading() as transaction:
        official = access.network(transaction).languages
        newest = actions.sessions(transaction, limit=1)
    last = newest[0].session.number if newest else actions.register()[0].number
    hosts = sorted((each.name.best(page.reader.language), each.code) for each in countries())
    return _show(
        page,
        "session_new",
        official=official,
        number=last + 1,
        hosts=[(code, name) for name, code in hosts],
    )


@router.get("/{number}")
def one_session(page: PageNow, number: Number, matter: Matter = Matter.OTHER) -> Response:
    """Return a session: its calendar, and every member in the order of the hall."""
    with page.hub.database.reading() as transaction:
        held = actions.session(transaction, number)
        places = actions.hall(transaction, number, matter)
        timetable = actions.timetable(transaction, number)
        capacity = actions.capacity(transaction, number, page.caller.officer)
        today = access.today(transaction)
    serves = capacity.is_secretary or bool(
        capacity.offices & {Office.CHAIR, Office.CREDENTIALS_BUREAU}
    )
    return _show(
        page,
        "session",
        held=held,
        places=places,
        names=_names(page, held),
        matter=matter,
        counts=_counts(places),
        timetable=timetable,
        waiting=[each for each in timetable if each.state in _WAITING],
        capacity=capacity,
        serves=serves,
        today=today,
    )


@router.get("/{number}/delegation")
def own_delegation(page: PageNow, number: Number) -> Response:
    """Lead to the delegation of the reader's own member."""
    with page.hub.database.reading() as transaction:
        member = actions.own_member(transaction, page.caller.officer, number)
    return RedirectResponse(f"/assembly/sessions/{number}/delegations/{member}", status_code=303)


@router.get("/{number}/delegations/{member}")
def one_delegation(page: PageNow, number: Number, member: Member) -> Response:
    """Return a delegation: who comes, with which post and key; the way to change it."""
    with page.hub.database.reading() as transaction:
        view = actions.view_delegation(transaction, page.caller.officer, number, member)
    return _show(
        page,
        "session_delegation",
        view=view,
        member_name=country(member).name.best(page.reader.language),
        posts={each.id: each.posts for each in view.sent.delegation.delegates},
        named={each.id for each in view.sent.delegation.delegates if not each.is_revoked},
        keys={each.officer: each for each in view.keys},
        may_hand_in=view.may_send.allowed or _is_secretary(page),
        every_post=tuple(Post),
    )


@router.get("/{number}/desk")
def desk(page: PageNow, number: Number) -> Response:
    """Return the desk of those who serve the session: credentials, dues, observers, offices."""
    with page.hub.database.reading() as transaction:
        view = actions.view_desk(transaction, page.caller.officer, number)
    papers = [view.papers[place.member] for place in view.places if place.member in view.papers]
    return _show(
        page,
        "session_desk",
        view=view,
        names=_names(page, view.held),
        member_options=_member_options(page, view.held),
        waiting=[each for each in papers if each.credential.state is CredentialState.SUBMITTED],
        disputed=[each for each in papers if each.credential.state is CredentialState.DISPUTED],
        decided=Counter(each.credential.state for each in papers),
        missing=[each for each in view.places if each.delegates and not each.credentials],
        unpaid=[each for each in view.places if each.unpaid_years],
        year=view.held.session.opens.year,
        reviews=Office.CREDENTIALS_BUREAU in view.capacity.offices,
        settles=Office.CHAIR in view.capacity.offices,
        every_office=tuple(Office),
    )


def _show(page: Page, template: str, **values: Any) -> Response:
    return page.show(
        f"assembly/{template}.html", say=session_titles, words=page.words, country=country, **values
    )


def _is_secretary(page: Page) -> bool:
    return Role.ASSEMBLY_SECRETARY in page.caller.officer.roles


def _names(page: Page, held: Held) -> Mapping[str, str]:
    return {code: country(code).name.best(page.reader.language) for code in held.order}


def _member_options(page: Page, held: Held) -> Sequence[tuple[str, str]]:
    named = sorted((name, code) for code, name in _names(page, held).items())
    return [(code, name) for name, code in named]


def _counts(places: Sequence[Place]) -> Mapping[str, int]:
    return {
        "members": len(places),
        "sent": sum(bool(each.delegates) for each in places),
        "delegates": sum(each.delegates for each in places),
        "entitled": sum(each.decision.allowed for each in places),
        "suspended": sum(each.decision.why == "sessions.suspended" for each in places),
        "waiting": sum(
            each.credentials in {CredentialState.SUBMITTED, CredentialState.DISPUTED}
            for each in places
        ),
    }
