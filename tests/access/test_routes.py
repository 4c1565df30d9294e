"""Promises of the routes of access."""

from pathlib import Path

from jisr.kit.db import Database
from offices import found_office
from web import web_over


def test_me_tells_who_calls(database: Database, tmp_path: Path) -> None:
    """A caller learns how the hub knows them."""
    found_office(database, "MAR")
    answer = web_over(database, tmp_path).get("/v1/me", "amal@mar")
    assert answer.json() == {
        "officer": "amal@mar",
        "name": "Amal",
        "bureau": "MAR",
        "roles": ["bureau-officer", "head-of-bureau"],
        "means": "token",
        "scopes": ["administer", "check", "hits", "oversee", "read", "write"],
        "purpose": "",
        "case": "",
    }
