"""Bureaus and officers: who works where, with which roles, and what a change would mean."""

import http
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from fastapi.responses import RedirectResponse

from jisr.access import actions, people
from jisr.access.model import Role
from jisr.access.pages import wording
from jisr.access.sign_in import identities, machines, passkeys
from jisr.access.sign_in.machines import MACHINE_SCOPES
from jisr.access.sign_in.model import Identity, MachineKey, Passkey
from jisr.access.sign_in.rules import is_confirmed
from jisr.access.viewing import Page, PageNow
from jisr.errors import JisrError
from jisr.kit.http.paging import PAGE_DEFAULT, Cursor, read_cursor, write_cursor
from jisr.values import LANGUAGES

router = APIRouter(prefix="/people", include_in_schema=False)

Id = Annotated[str, Path(max_length=64)]


@router.get("")
def all_bureaus(
    page: PageNow, bureau: Annotated[str, Query(max_length=64)] = "", cursor: Cursor = ""
) -> Response:
    """Return the bureaus; who named one is led to it."""
    if bureau:
        return RedirectResponse(f"/people/{bureau}", http.HTTPStatus.SEE_OTHER)
    (after,) = read_cursor(cursor, 1)
    with page.hub.database.reading() as transaction:
        every = wording.bureaus(transaction)
    found = [each for each in every if each.id > after]
    following = write_cursor([found[PAGE_DEFAULT - 1].id]) if len(found) > PAGE_DEFAULT else ""
    return page.show(
        "access/people.html",
        found=found[:PAGE_DEFAULT],
        options=wording.bureau_options(every, page.reader.language),
        own=page.caller.bureau,
        following=following,
        say=wording,
    )


@router.get("/{bureau}")
def one_bureau(page: PageNow, bureau: Id, cursor: Cursor = "") -> Response:
    """Return a bureau, what stands under it and, to those who may see them, its officers."""
    (after,) = read_cursor(cursor, 1)
    with page.hub.database.reading() as transaction:
        view = people.view_bureau(transaction, page.caller.officer, bureau)
        found = (
            actions.officers_shown(
                transaction,
                page.caller.officer,
                bureau_id=view.bureau.id,
                after=after,
                limit=PAGE_DEFAULT + 1,
            )
            if view.lists.allowed
            else ()
        )
    following = write_cursor([found[PAGE_DEFAULT - 1].id]) if len(found) > PAGE_DEFAULT else ""
    return page.show(
        "access/bureau.html",
        view=view,
        officers=found[:PAGE_DEFAULT],
        following=following,
        roles=people.roles_of(view.bureau),
        tongues=LANGUAGES,
        say=wording,
    )


@router.get("/officers/{officer}")
def one_officer(page: PageNow, officer: Id) -> Response:
    """Return an officer: roles, keys, and what may be changed by whoever looks."""
    with page.hub.database.reading() as transaction:
        view = people.view_officer(transaction, page.caller.officer, officer)
    return page.show(
        "access/officer.html",
        view=view,
        is_self=view.officer.id == page.caller.officer.id,
        is_machine=Role.MACHINE in view.officer.roles,
        incompatible={each: people.incompatible_with(each) for each in view.suits},
        passkeys=_passkeys(page, view.officer.id),
        keys=_keys(page, view.officer.id),
        identities=_identities(page, view.officer.id),
        provider=page.hub.settings.oidc_issuer,
        scopes=[each for each in wording.SCOPES if each in MACHINE_SCOPES],
        say=wording,
    )


@router.get("/officers/{officer}/consequences")
def consequences(
    page: PageNow,
    officer: Id,
    roles: Annotated[list[Role] | None, Query(max_length=len(Role))] = None,
) -> Response:
    """Return what other roles would change for an officer, before anybody changes them."""
    with page.hub.database.reading() as transaction:
        view = people.view_officer(transaction, page.caller.officer, officer)
    chosen = frozenset(roles or ())
    return page.show(
        "access/consequences.html",
        weighed=people.weigh(view.officer, view.bureau, chosen),
        is_same=chosen == view.officer.roles,
        chosen=chosen,
        say=wording,
    )


def _passkeys(page: Page, officer: str) -> tuple[Passkey, ...] | None:
    """Return an officer's passkeys; None where whoever looks may not see them."""
    try:
        with page.hub.database.reading() as transaction:
            return passkeys.passkeys_shown(transaction, page.caller.officer, officer)
    except JisrError:
        return None


def _identities(page: Page, officer: str) -> tuple[Identity, ...] | None:
    """Return who an officer is at providers; None where it may not be shown, or not yet.

    As in the API, a person confirms with a passkey before such data of a colleague are shown.
    """
    if not is_confirmed(page.caller, page.hub.database.clock()):
        return None
    try:
        with page.hub.database.reading() as transaction:
            return identities.identities_shown(transaction, page.caller.officer, officer)
    except JisrError:
        return None


def _keys(page: Page, officer: str) -> tuple[MachineKey, ...]:
    """Return a machine's keys; none where there is no such active machine."""
    try:
        with page.hub.database.reading() as transaction:
            return machines.keys_shown(transaction, page.caller.officer, officer)
    except JisrError:
        return ()
