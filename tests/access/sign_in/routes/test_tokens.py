"""Promises of the routes about issued tokens, over the whole application."""

import time
from pathlib import Path

import pytest
from httpx2 import Response

from jisr.access import actions as access
from jisr.access.callers import KNOWN_SECONDS, Callers
from jisr.access.model import Officer, Role
from jisr.access.sign_in import sessions
from jisr.access.sign_in.model import Scope
from jisr.access.sign_in.sessions import Lifetimes
from jisr.kit.db import Database
from jisr.kit.http.paging import write_cursor
from jisr.values import new_id
from offices import found_office
from web import Web, web_over

OFFICERS = {
    "amal@mar": Role.HEAD_OF_BUREAU,
    "samir@mar": Role.SECURITY_OFFICER,
    "badr@mar": Role.BUREAU_OFFICER,
    "desk@mar": Role.MACHINE,
    "anne@fra": Role.HEAD_OF_BUREAU,
    "paul@fra": Role.BUREAU_OFFICER,
}


@pytest.fixture
def web(database: Database, tmp_path: Path) -> Web:
    """The application of a network with officers in two bureaus and the secretariat."""
    root = found_office(database, "GS").officer
    for name, role in OFFICERS.items():
        bureau = name.rpartition("@")[2].upper()
        manager = {"MAR": "amal@mar", "FRA": "anne@fra"}[bureau]
        by = root.id if name == manager else manager
        officer = Officer(name, bureau, name, frozenset({role}))
        database.in_transaction(access.register_officer, by, officer)
    return web_over(database, tmp_path)


def end(web: Web, token: str, credential: str) -> Response:
    """Revoke a credential with a token."""
    bearer = {"Authorization": f"Bearer {token}"}
    return web.client.delete(f"/v1/tokens/{credential}", headers=bearer)


def id_of(web: Web, token: str) -> str:
    """Return the id of a token."""
    return web.hub.part(Callers).by_token(token).credential


@pytest.mark.parametrize("officer", ["amal@mar", "samir@mar"])
def test_who_answers_for_a_bureau_ends_its_tokens(web: Web, officer: str) -> None:
    """And they end within a second."""
    lost = web.token("badr@mar")
    status = end(web, web.token(officer), id_of(web, lost)).status_code
    time.sleep(KNOWN_SECONDS + 0.1)
    answer = web.client.get("/v1/me", headers={"Authorization": f"Bearer {lost}"})
    assert (status, answer.status_code) == (204, 401)


@pytest.mark.parametrize("officer", ["amal@mar", "samir@mar", "badr@mar", "desk@mar"])
def test_a_foreign_credential_is_refused_like_one_that_is_none(web: Web, officer: str) -> None:
    """Whoever knows its id: nobody ends it, nobody learns that it is one."""
    foreign = web.token("paul@fra")
    token = web.token(officer)
    answers = [end(web, token, each) for each in (id_of(web, foreign), new_id())]
    assert [each.status_code for each in answers] == [403, 403]
    assert answers[0].json() == answers[1].json()
    time.sleep(KNOWN_SECONDS + 0.1)
    after = web.client.get("/v1/me", headers={"Authorization": f"Bearer {foreign}"})
    assert after.status_code == 200


def test_an_officer_ends_every_token_of_its_own(web: Web) -> None:
    """Also from a token that is good for little; a colleague's it does not."""
    narrow = web.token("badr@mar", Scope.CHECK)
    other, colleague = web.token("badr@mar"), web.token("desk@mar")
    statuses = [end(web, narrow, id_of(web, each)).status_code for each in (other, colleague)]
    assert statuses == [204, 403]


def test_a_heads_narrow_token_ends_nobodys(web: Web) -> None:
    """A credential is good for its scopes only."""
    narrow = web.token("amal@mar", Scope.CHECK, Scope.READ)
    answer = end(web, narrow, id_of(web, web.token("badr@mar")))
    assert (answer.status_code, answer.json()["reason"]) == (403, "sign_in.scope")


def test_the_secretariats_coordinator_ends_any(web: Web) -> None:
    """One of a member, and one that was issued before tokens were noted."""
    token = web.token("amal@gs")
    foreign = id_of(web, web.token("paul@fra"))
    assert [end(web, token, each).status_code for each in (foreign, new_id())] == [204, 204]


def test_what_is_no_id_is_refused(web: Web) -> None:
    """Before anything is looked up."""
    assert end(web, web.token("amal@mar"), "x").json()["code"] == "input.malformed"


def test_a_foreign_session_is_not_ended(web: Web) -> None:
    """A session is its officer's, as a token is."""
    times = Lifetimes.of(30, 10)
    begun = [
        web.hub.database.in_transaction(sessions.begin, officer, "local", times, confirmed=False)
        for officer in ("badr@mar", "paul@fra")
    ]
    token = web.token("samir@mar")
    assert [end(web, token, session.id).status_code for _, session in begun] == [204, 403]


def test_a_deactivated_officers_session_is_nobodys(web: Web) -> None:
    """It is good for nothing already."""
    times = Lifetimes.of(30, 10)
    _, session = web.hub.database.in_transaction(
        sessions.begin, "badr@mar", "local", times, confirmed=False
    )
    web.hub.database.in_transaction(access.deactivate_officer, "amal@mar", "badr@mar")
    assert end(web, web.token("amal@mar"), session.id).status_code == 403


def holders(web: Web, officer: str, **options: str | int) -> list[str]:
    """Return whose tokens an officer is shown."""
    answer = web.get("/v1/sign-in/tokens", officer, params=options)
    return [each["officer"] for each in answer.json()["items"]]


def test_everyone_is_shown_what_may_be_ended(web: Web) -> None:
    """An officer the own tokens, a head the bureau's; never another bureau's."""
    for officer in OFFICERS:
        web.token(officer)
    assert holders(web, "badr@mar") == ["badr@mar"] * 2
    assert set(holders(web, "amal@mar")) == {name for name in OFFICERS if name.endswith("@mar")}
    assert set(holders(web, "anne@fra")) == {"anne@fra", "paul@fra"}
    assert set(holders(web, "amal@gs")) == {"amal@gs"}


def test_a_heads_narrow_token_shows_its_own_only(web: Web) -> None:
    """Who else has a token is for who administers."""
    web.token("badr@mar")
    bearer = {"Authorization": f"Bearer {web.token('amal@mar', Scope.CHECK)}"}
    items = web.client.get("/v1/sign-in/tokens", headers=bearer).json()["items"]
    assert [each["officer"] for each in items] == ["amal@mar"]


def test_tokens_come_in_pages(web: Web) -> None:
    """Each one once, the newest first."""
    for _ in range(5):
        web.token("badr@mar")
    headers, shown, cursor = web.headers("badr@mar"), [], ""
    for _ in range(3):
        params: dict[str, str | int] = {"limit": 2, "cursor": cursor}
        page = web.client.get("/v1/sign-in/tokens", headers=headers, params=params).json()
        shown += [each["issued_at"] for each in page["items"]]
        cursor = page["next"]
    assert (len(shown), cursor) == (6, "")
    assert shown == sorted(shown, reverse=True)


def test_a_cursor_of_nobody_is_refused(web: Web) -> None:
    """Its instant must be one."""
    cursor = write_cursor(("yesterday", "x"))
    answer = web.get("/v1/sign-in/tokens", "badr@mar", params={"cursor": cursor})
    assert answer.json()["code"] == "input.malformed"


# ── sessions ──────────────────────────────────────────────────────────────────────────────────


def stay(web: Web, officer: str) -> str:
    """Begin a session; return its id."""
    times = Lifetimes.of(30, 10)
    return web.hub.database.in_transaction(
        sessions.begin, officer, "local", times, confirmed=False
    )[1].id


def stays(web: Web, officer: str, **options: str | int) -> list[str]:
    """Return which sessions an officer is shown."""
    answer = web.get("/v1/sign-in/sessions", officer, params=options)
    return [each["id"] for each in answer.json()["items"]]


def test_sessions_are_shown_to_whom_they_may_be_ended_by(web: Web) -> None:
    """An officer's own, and to who answers for a bureau all of it; never another bureau's."""
    own, colleague, foreign = (stay(web, each) for each in ("badr@mar", "samir@mar", "paul@fra"))
    assert stays(web, "badr@mar") == [own]
    assert set(stays(web, "amal@mar")) == {own, colleague}
    assert set(stays(web, "samir@mar")) == {own, colleague}
    assert stays(web, "anne@fra") == [foreign]
    assert (stays(web, "desk@mar"), stays(web, "amal@gs")) == ([], [])
    assert web.client.get("/v1/sign-in/sessions").status_code == 401


def test_a_session_that_is_good_no_longer_is_not_shown(web: Web) -> None:
    """Revoked, or of an officer without rights."""
    revoked, suspended = stay(web, "badr@mar"), stay(web, "samir@mar")
    end(web, web.token("amal@mar"), revoked)
    web.hub.database.in_transaction(access.deactivate_officer, "amal@mar", "samir@mar")
    assert {revoked, suspended} & set(stays(web, "amal@mar")) == set()


def test_sessions_come_in_pages(web: Web) -> None:
    """Each one once, the newest first; a cursor of nobody is refused."""
    begun = [stay(web, "badr@mar") for _ in range(5)]
    headers, shown, cursor = web.headers("badr@mar"), [], ""
    for _ in range(3):
        params: dict[str, str | int] = {"limit": 2, "cursor": cursor}
        page = web.client.get("/v1/sign-in/sessions", headers=headers, params=params).json()
        shown += [each["id"] for each in page["items"]]
        cursor = page["next"]
    assert (sorted(shown), cursor) == (sorted(begun), "")
    wrong = write_cursor(("yesterday", "x"))
    answer = web.get("/v1/sign-in/sessions", "badr@mar", params={"cursor": wrong})
    assert answer.json()["code"] == "input.malformed"
