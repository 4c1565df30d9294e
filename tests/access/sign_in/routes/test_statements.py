"""Promises of the route that says what is to be signed."""

from pathlib import Path
from typing import Any

import pytest

from authenticator import encoded
from browser import Browser, browser_over
from jisr.access.sign_in import signatures
from jisr.access.sign_in.signatures import Statement
from jisr.kit.db import Database
from machine_world import HEAD, MACHINE, found_machine
from web import Web

PATH = "/v1/sign-in/statements"
ASKED = {"method": "POST", "path": "/v1/records", "content": "0" * 64}


@pytest.fixture
def browser(database: Database, tmp_path: Path) -> Browser:
    """A signed-in browser."""
    found_machine(database)
    browser = browser_over(database, tmp_path)
    browser.sign_in(HEAD)
    return browser


def test_the_statement_names_who_does_what(browser: Browser) -> None:
    """The challenge is the hash of its canonical bytes, so that anybody can redo it."""
    told = browser.send("POST", PATH, {**ASKED, "version": '"3"'}).json()
    said = told["statement"]
    random = {"time": said["time"], "nonce": said["nonce"]}
    assert said == {
        "network": "world",
        "bureau": "MAR",
        "officer": HEAD,
        "method": "POST",
        "path": "/v1/records",
        "content": "0" * 64,
        "version": '"3"',
        **random,
    }
    challenge = signatures.challenge_of(Statement(**said))
    assert told["options"]["challenge"] == encoded(challenge)


def test_a_machine_is_told_the_statement_alone(browser: Browser) -> None:
    """It has no passkey to ask."""
    token = Web(browser.hub, browser.client).token(MACHINE)
    told = browser.send("POST", PATH, ASKED, Authorization=f"Bearer {token}").json()
    assert (told["statement"]["officer"], told["options"]) == (MACHINE, None)


@pytest.mark.parametrize(
    "changed",
    [
        {"method": "GET"},
        {"path": "https://evil.example/v1/records"},
        {"path": "/v1/records x"},
        {"content": "0" * 63},
        {"content": "G" * 64},
        {"version": "x" * 65},
        {"more": "x"},
    ],
)
def test_what_cannot_be_signed_is_refused(browser: Browser, changed: dict[str, Any]) -> None:
    """Another method, another place, no hash, anything unknown."""
    assert browser.send("POST", PATH, ASKED | changed).status_code == 400


def test_a_stranger_is_told_nothing(browser: Browser) -> None:
    """Only who is signed in is asked to sign."""
    browser.client.cookies.clear()
    assert browser.send("POST", PATH, ASKED).status_code == 401
