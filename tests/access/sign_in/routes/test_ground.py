"""Promises of what the routes of sign-in share."""

from pathlib import Path

from fastapi import Request
from fastapi.testclient import TestClient

from browser import browser_over
from jisr.access.sign_in.routes.ground import address_of
from jisr.kit.db import Database
from jisr.settings import Settings
from machine_world import found_machine
from web import web_over


def test_a_header_does_not_choose_the_address() -> None:
    """Whoever guesses cannot look like many."""
    scope = {
        "type": "http",
        "client": ("192.0.2.7", 1),
        "headers": [(b"x-forwarded-for", b"198.51.100.1"), (b"forwarded", b"for=198.51.100.1")],
    }
    assert address_of(Request(scope)) == "192.0.2.7"
    assert address_of(Request({**scope, "client": None})) == ""


def test_without_a_public_url_no_request_chooses_the_relying_party(
    database: Database, tmp_path: Path
) -> None:
    """A passkey made for an attacker's name would be asked for by the attacker's page."""
    found_machine(database)
    browser = browser_over(database, tmp_path, public_url="")
    answer = browser.send("POST", "/v1/sign-in/passkey/sessions")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found.way")


def test_the_scheme_that_a_trusted_proxy_names_makes_our_origin(
    database: Database, tmp_path: Path
) -> None:
    """A page of the encrypted address is ours; whoever else claims the scheme is not believed."""
    found_machine(database)
    web = web_over(database, tmp_path, Settings(trusted_proxy="10.0.0.5"))
    headers = {"Origin": "https://localhost", "X-Forwarded-Proto": "https"}
    codes = [
        TestClient(web.client.app, base_url="http://localhost", client=(peer, 1))
        .post("/v1/sign-in/passkey/sessions", headers=headers)
        .status_code
        for peer in ("10.0.0.5", "127.0.0.1")
    ]
    assert codes == [200, 403]
