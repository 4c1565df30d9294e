"""Promises of the routes about the keys of machines."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from jisr.access.sign_in.assertions import public_text, thumbprint
from jisr.kit.db import Database
from machine_world import HEAD, MACHINE, found_machine
from web import Web, web_over

PUBLIC = Ed25519PrivateKey.from_private_bytes(bytes(range(32))).public_key().public_bytes_raw()
PATH = f"/v1/officers/{MACHINE}/keys"


@pytest.fixture
def web(database: Database, tmp_path: Path) -> Web:
    """The application of a network with a machine."""
    found_machine(database)
    return web_over(database, tmp_path)


def test_a_key_is_added_listed_and_revoked(web: Web) -> None:
    """By the head of the bureau."""
    added = web.post(PATH, HEAD, {"public": public_text(PUBLIC), "name": "Tangier"}).json()
    assert (added["id"], added["scopes"], added["purposes"], added["revoked_at"]) == (
        thumbprint(PUBLIC),
        ["check", "hits", "read", "write"],
        [],
        None,
    )
    assert web.get(PATH, HEAD).json() == {"items": [added]}
    path = f"{PATH}/{added['id']}"
    answers = [web.client.delete(path, headers=web.headers(HEAD)).status_code for _ in range(2)]
    assert answers == [204, 404]
    assert web.get(PATH, HEAD).json()["items"][0]["revoked_at"] is not None


def test_a_machine_manages_no_keys(web: Web) -> None:
    """A stolen machine cannot give itself another key."""
    body = {"public": public_text(PUBLIC), "name": "Tangier"}
    assert web.post(PATH, MACHINE, body).status_code == 403


def test_what_is_no_key_is_refused(web: Web) -> None:
    """Wrong bytes, unknown fields and scopes."""
    good = {"public": public_text(PUBLIC), "name": "Tangier"}
    wrong = [good | {"public": "AAAA"}, good | {"scopes": ["administer"]}, good | {"private": "x"}]
    assert [web.post(PATH, HEAD, each).status_code for each in wrong] == [400, 400, 400]
