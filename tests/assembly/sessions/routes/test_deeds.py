"""Promises of a change that somebody answers for."""

from pathlib import Path

import sqlalchemy as sa

from authenticator import Authenticator
from browser import ORIGIN, browser_over
from hall_world import SECRETARY, HallWorld
from jisr.access.sign_in.model import Scope
from jisr.ledger.log import entries
from web import Web

DUTY = "/v1/assembly/sessions/93/timetable/invitations-sent"


def test_change_is_done_once_under_one_key(web: Web) -> None:
    """A retry is answered as the first time; without the key it is a second time."""
    first = web.post(DUTY, SECRETARY, None, Idempotency_Key="a")
    again = web.post(DUTY, SECRETARY, None, Idempotency_Key="a")
    assert (first.status_code, first.headers["etag"]) == (200, '"4"')
    assert again.json() == first.json()
    assert web.post(DUTY, SECRETARY, None).status_code == 409


def test_token_must_be_good_for_the_assembly(web: Web) -> None:
    """One that is good for checks alone reads and changes nothing here."""
    token = web.token(SECRETARY, Scope.CHECK)
    headers = {"Authorization": f"Bearer {token}"}
    assert web.client.post(DUTY, headers=headers).status_code == 403
    assert web.client.get("/v1/assembly/sessions/93", headers=headers).status_code == 403
    assert web.client.get("/v1/assembly/sessions/93").status_code == 401


def test_person_at_a_page_signs_and_it_is_kept(hall: HallWorld, tmp_path: Path) -> None:
    """Without a passkey's signature nothing is done; with it, it stands in the ledger beside."""
    browser = browser_over(hall.database, tmp_path)
    device = Authenticator(ORIGIN, "jisr.example")
    browser.register(device, SECRETARY)
    browser.sign_in(SECRETARY)
    assert browser.send("POST", DUTY, {}).json()["code"] == "denied.signature_missing"
    body = {"unpaid": {"FRA": [2026]}}
    path = "/v1/assembly/sessions/93/dues"
    assert browser.send_signed(device, path, body, {}).status_code == 204
    query = sa.select(entries.c.subject).where(entries.c.subject_kind == "statement")
    with hall.database.reading() as transaction:
        assert list(transaction.connection.scalars(query)) == ["session:93"]
