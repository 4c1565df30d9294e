"""Promises about who calls."""

import time
from pathlib import Path

import pytest

from jisr.access import actions as access
from jisr.access.callers import KNOWN_SECONDS, Callers, narrowed
from jisr.access.model import Officer, Purpose, Role
from jisr.access.sign_in import actions as sign_in
from jisr.access.sign_in import sessions
from jisr.access.sign_in.model import EVERY_SCOPE, Caller, Means, Scope, Terms
from jisr.access.sign_in.origins import COOKIE
from jisr.access.sign_in.sessions import Lifetimes
from jisr.errors import Denied, SignInMissing, TokenRefused
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


def test_a_session_is_a_caller(web: Web) -> None:
    """Good for everything that its officer's roles allow; it ends within a second of its end."""
    times = Lifetimes.of(30, 10)
    database = web.hub.database
    secret, session = database.in_transaction(
        sessions.begin, "amal@mar", "passkey", times, confirmed=True
    )
    callers = web.hub.part(Callers)
    found = callers.by_session(secret)
    assert (found.means, found.credential, found.scopes, found.confirmed_at) == (
        Means.SESSION,
        session.id,
        EVERY_SCOPE,
        session.confirmed_at,
    )
    database.in_transaction(sessions.end, found)
    time.sleep(KNOWN_SECONDS + 0.1)
    with pytest.raises(SignInMissing):
        callers.by_session(secret)


def test_a_token_comes_before_a_cookie(web: Web) -> None:
    """Whoever sends both means the token; no page of another can send one."""
    times = Lifetimes.of(30, 10)
    secret, _ = web.hub.database.in_transaction(
        sessions.begin, "amal@mar", "passkey", times, confirmed=True
    )
    headers = {"Authorization": f"Bearer {web.token(MACHINE)}", "Cookie": f"{COOKIE}={secret}"}
    assert web.client.get("/v1/me", headers=headers).json()["officer"] == MACHINE
    bad = {**headers, "Authorization": "Bearer x"}
    assert web.client.get("/v1/me", headers=bad).status_code == 401


def test_a_bound_token_is_good_with_its_certificate_alone(web: Web) -> None:
    """A stolen one is worth nothing (RFC 8705), whatever a header claims."""
    terms = Terms(EVERY_SCOPE, certificate="thumbprint")
    claims = web.hub.database.in_transaction(sign_in.issue_token, MACHINE, terms)
    callers = web.hub.part(Callers)
    token = callers.key.write(claims)
    assert callers.by_token(token, "thumbprint").officer.id == MACHINE
    for certificate in ("", "other"):
        with pytest.raises(TokenRefused):
            callers.by_token(token, certificate)
    headers = {"Authorization": f"Bearer {token}", "X-Client-Cert-Thumbprint": "thumbprint"}
    assert web.client.get("/v1/me", headers=headers).json()["code"] == "denied.token"
