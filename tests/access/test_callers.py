"""Promises about who calls."""

import time
from pathlib import Path

import pytest

from jisr.access import actions as access
from jisr.access.callers import KNOWN_SECONDS, Callers, narrowed
from jisr.access.model import Officer, Purpose, Role
from jisr.access.sign_in import actions as sign_in
from jisr.access.sign_in.model import Caller, Scope
from jisr.errors import Denied, TokenRefused
from jisr.kit.db import Database
from offices import found_office
from web import Web, web_over

MACHINE = "desk@mar"


@pytest.fixture
def web(database: Database, tmp_path: Path) -> Web:
    """The application of a network with a head and a machine in Morocco."""
    head = found_office(database, "MAR").officer
    machine = Officer(MACHINE, "MAR", "Desk", frozenset({Role.MACHINE}))
    database.in_transaction(access.register_officer, head.id, machine)
    return web_over(database, tmp_path)


def caller(web: Web, token: str) -> Caller:
    """Return who holds a token."""
    return web.hub.part(Callers).by_token(token)


def test_the_holder_of_a_token_is_known(web: Web) -> None:
    """The route is told officer, bureau, and what the token is good for."""
    found = caller(web, web.token(MACHINE, Scope.CHECK, purpose=Purpose.BORDER_MANAGEMENT))
    assert (found.officer.id, found.bureau.id) == (MACHINE, "MAR")
    assert (found.scopes, found.purpose) == (
        frozenset({Scope.CHECK}),
        Purpose.BORDER_MANAGEMENT,
    )


def test_a_revoked_token_ends_within_a_second(web: Web) -> None:
    """Also where it was in use a moment ago."""
    token = web.token(MACHINE)
    holder = caller(web, token)
    web.hub.database.in_transaction(sign_in.revoke, holder, holder.credential)
    time.sleep(KNOWN_SECONDS + 0.1)
    with pytest.raises(TokenRefused) as refused:
        caller(web, token)
    assert refused.value.details == {"why": "it was revoked"}


def test_a_deactivated_officer_ends_within_a_second(web: Web) -> None:
    """The token may be valid; its officer is not."""
    token = web.token(MACHINE)
    caller(web, token)
    web.hub.database.in_transaction(access.deactivate_officer, "amal@mar", MACHINE)
    time.sleep(KNOWN_SECONDS + 0.1)
    with pytest.raises(TokenRefused):
        caller(web, token)


def test_without_a_credential_nothing_is_answered(web: Web) -> None:
    """No header, another scheme, or a token that is none: 401 and how to sign in."""
    codes = [
        web.client.get("/v1/me", headers=headers).json()["code"]
        for headers in ({}, {"Authorization": "Basic YTpi"}, {"Authorization": "Bearer x"})
    ]
    assert codes == ["denied.sign_in", "denied.sign_in", "denied.token"]


def test_the_token_fixes_purpose_and_case(web: Web) -> None:
    """What it names cannot be asked otherwise; what it leaves open the request says."""
    fixed = caller(web, web.token(MACHINE, purpose=Purpose.BORDER_MANAGEMENT, case="A-1"))
    open_one = caller(web, web.token(MACHINE))
    assert narrowed(fixed, "", "") == ("border-management", "A-1")
    assert narrowed(open_one, "locate", "B-2") == ("locate", "B-2")
    for purpose, case in (("locate", ""), ("", "B-2")):
        with pytest.raises(Denied):
            narrowed(fixed, purpose, case)
