"""Promises about records that people write at a page: they sign what they answer for."""

from pathlib import Path

import pytest

from authenticator import Authenticator
from browser import ORIGIN, Browser, browser_over
from check_world import found_network
from jisr.kit.db import Database

OWNER = "head@mar"
PURPOSE = {"Jisr_Purpose": "investigation", "Jisr_Case": "TNG-7"}
DRAFT = {"database": "vehicles", "subject": {"vin": "1M8GDM9AXKP042788", "make": "Bus"}}


@pytest.fixture
def browser(database: Database, tmp_path: Path) -> Browser:
    """The browser of a head who is signed in."""
    found_network(database, tmp_path)
    browser = browser_over(database, tmp_path)
    browser.sign_in(OWNER)
    return browser


def test_a_person_signs_what_it_adds_withdraws_and_erases(browser: Browser) -> None:
    """Without a signature each is refused; with one it is done, and the signature is sealed."""
    device = Authenticator(ORIGIN, "jisr.example")
    browser.register(device, OWNER)
    assert browser.send("POST", "/v1/records", DRAFT, **PURPOSE).json()["code"] == (
        "denied.signature_missing"
    )
    added = browser.send_signed(device, "/v1/records", DRAFT, PURPOSE)
    assert added.status_code == 201
    record = added.json()["id"]
    for what in ("withdrawal", "erasure"):
        path = f"/v1/records/{record}/{what}"
        body = {"reason": "purpose achieved"}
        assert browser.send("POST", path, body, **PURPOSE).status_code == 403
        assert browser.send_signed(device, path, body, PURPOSE).status_code == 200
    with browser.hub.database.reading() as transaction:
        query = "SELECT subject FROM entries WHERE subject_kind = 'statement'"
        found = transaction.connection.exec_driver_sql(query).scalars().all()
    assert found == [record] * 3
