"""A hub that is killed while it imports continues when it is back: no row is lost or done twice."""

import http
import http.client
import json
import time
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from check_world import found_network
from document_lists import row, write_list
from hub_process import HOST, HubProcess, token_of
from jisr.access.model import Purpose
from jisr.kit.db import Database
from jisr.migrations.upgrade import upgrade
from jisr.records.store import records

ROWS = 2_000
KILLS = 2
WAIT_SECONDS = 120.0
PATH = "/v1/records/imports"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data directory with a network of three members."""
    database = Database.at(tmp_path / "jisr.db")
    upgrade(database)
    found_network(database, tmp_path)
    database.close()
    return tmp_path


def told(hub: HubProcess, headers: dict[str, str], import_id: str) -> dict[str, Any]:
    """Return how far an import is."""
    with hub.asked("GET", f"{PATH}/{import_id}", headers) as answer:
        shown: dict[str, Any] = json.loads(answer.read())
    return shown


def follow(hub: HubProcess, headers: dict[str, str], import_id: str, line: int) -> dict[str, Any]:
    """Wait until a line is durable, or the import has ended."""
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        shown = told(hub, headers, import_id)
        if shown["ended_at"] or shown["after_line"] > line:
            return shown
        time.sleep(0.05)
    raise TimeoutError(import_id)


def test_a_killed_import_continues_where_it_was(home: Path) -> None:
    """Whenever the power goes: at the end every row is there once, and the account is whole."""
    content = write_list(home / "list.csv", [row(n) for n in range(ROWS)]).read_bytes()
    headers = token_of(home, "head@mar", Purpose.BORDER_MANAGEMENT, "TNG-1")
    hub = HubProcess(home)
    hub.wait()
    connection = http.client.HTTPConnection(HOST, hub.port, timeout=30)
    connection.request("POST", PATH, content, headers)
    answer = connection.getresponse()
    import_id = json.loads(answer.read())["id"]
    assert answer.status == http.HTTPStatus.CREATED
    connection.close()
    reached = 0
    for _ in range(KILLS):
        reached = follow(hub, headers, import_id, reached)["after_line"]
        hub.kill()
        hub = HubProcess(home)
        hub.wait()
        assert told(hub, headers, import_id)["after_line"] >= reached
    shown = follow(hub, headers, import_id, ROWS + 1)
    hub.stop()
    account = shown["account"]
    assert (shown["stage"], account["read"], account["added"]) == ("done", ROWS, ROWS)
    database = Database.at(home / "jisr.db")
    with database.reading() as transaction:
        count = transaction.connection.scalar(sa.select(sa.func.count()).select_from(records))
    database.close()
    assert count == ROWS
    assert not (home / "imports" / import_id / "file").exists()
