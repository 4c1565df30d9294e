"""Promises of the health of a hub."""

from pathlib import Path

import pytest

from jisr.errors import LedgerReadOnly
from jisr.kit.db import Database
from offices import found_office
from web import Web, web_over


@pytest.fixture
def web(database: Database, tmp_path: Path) -> Web:
    """The application over a founded network."""
    found_office(database, "MAR")
    return web_over(database, tmp_path)


def test_a_running_hub_is_ready(web: Web) -> None:
    """Every part is ok while its services run."""
    with web.client as client:
        live, ready = client.get("/health/live"), client.get("/health/ready")
    assert (live.status_code, live.json()) == (200, {"status": "ok"})
    assert (ready.status_code, set(ready.json().values())) == (200, {"ok"})


def test_a_hub_that_does_not_answer_checks_is_not_ready(web: Web) -> None:
    """A load balancer is told before its services run, and after they stopped."""
    answer = web.client.get("/health/ready")
    assert (answer.status_code, answer.json()["checks"]) == (503, "down")


def test_a_ledger_that_may_not_go_on_is_told(web: Web) -> None:
    """After a restore the hub reads and does not write: the operator must know."""
    web.hub.database.freeze(LedgerReadOnly(why="test"))
    with web.client as client:
        answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["status"]) == (503, "read-only")


def test_health_needs_no_credential_and_tells_nothing_else(web: Web) -> None:
    """Whoever may reach the hub learns that it lives, and no number, name or version."""
    assert set(web.client.get("/health/ready").json()) == {"status", "database", "ledger", "checks"}
