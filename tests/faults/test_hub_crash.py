"""A hub that is killed under load answered nothing without its trace, and is back at once.

JISR_FAULT_CYCLES says how often it is killed (10), JISR_FAULT_SEED repeats the moments of a run.
"""

import contextlib
import http
import http.client
import json
import os
import random
import secrets
import threading
import time
from pathlib import Path

import pytest

from check_world import found_network
from hub_process import HubProcess, token_of
from jisr.access import actions as access
from jisr.access.model import Officer, Purpose, Role
from jisr.checks import traces
from jisr.checks.model import TraceFilter
from jisr.kit.db import Database
from jisr.ledger.finding import Weight
from jisr.migrations.upgrade import upgrade

CYCLES = int(os.environ.get("JISR_FAULT_CYCLES", "10"))
ASKERS = 8
LOAD_SECONDS = (0.2, 1.5)
RESTART_SECONDS_MAX = 2.0
"""Of a hub that has the machine for itself; tests beside it are given ten times as long."""
BESIDE_OTHERS = 10
CASE = "TNG-1"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data directory with a network and a machine of a bureau."""
    database = Database.at(tmp_path / "jisr.db")
    upgrade(database)
    found_network(database, tmp_path)
    machine = Officer("machine@mar", "MAR", "Machine", frozenset((Role.MACHINE,)))
    database.in_transaction(access.register_officer, "head@mar", machine)
    database.close()
    return tmp_path


class Asker(threading.Thread):
    """Asks until the hub is gone, and remembers the trace of every answer."""

    def __init__(self, port: int, headers: dict[str, str], first: int) -> None:
        super().__init__()
        self.port, self.headers, self.first = port, headers, first
        self.answered: list[str] = []

    def run(self) -> None:
        """Ask, one question after the other."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        gone = (OSError, http.client.HTTPException, json.JSONDecodeError)
        with contextlib.closing(connection), contextlib.suppress(*gone):
            for number in range(self.first, self.first + 1_000_000):
                question = {"kind": "document", "number": f"ZZ{number:08d}"}
                connection.request("POST", "/v1/checks", json.dumps(question), self.headers)
                with connection.getresponse() as answer:
                    told = json.loads(answer.read())
                if answer.status != http.HTTPStatus.OK:
                    return
                self.answered.append(told["trace"])


def _sealed(home: Path) -> tuple[set[str], set[Weight]]:
    """Return the traces that are stored, and what walking their trees proves."""
    database = Database.at(home / "jisr.db")
    found: set[str] = set()
    before = None
    with database.reading() as transaction:
        reader = access.officer(transaction, "guardian@mar")
        while page := traces.read_traces(
            transaction, reader, TraceFilter("MAR"), before=before, limit=500
        ):
            found |= {each.id for each in page}
            before = traces.page_key(page[-1])
        weights = {each.weight for each in traces.audit_traces(transaction)}
    database.close()
    return found, weights


def test_killed_hub_answered_nothing_without_its_trace(home: Path) -> None:
    """After kills at any moment under load each answer's trace is there, and the trees verify."""
    seed = int(os.environ.get("JISR_FAULT_SEED", secrets.randbelow(1 << 32)))
    moments = random.Random(seed)  # noqa: S311  the moments must be repeatable
    headers = token_of(home, "machine@mar", Purpose.BORDER_MANAGEMENT, CASE)
    answered: list[str] = []
    restarts = []
    for cycle in range(CYCLES):
        hub = HubProcess(home)
        restarts.append(hub.wait())
        askers = [
            Asker(hub.port, headers, cycle * 10_000_000 + number * 1_000_000)
            for number in range(ASKERS)
        ]
        for asker in askers:
            asker.start()
        time.sleep(moments.uniform(*LOAD_SECONDS))
        hub.kill()
        for asker in askers:
            asker.join()
            answered += asker.answered
    found, weights = _sealed(home)
    assert (set(answered) - found, weights) == (set(), {Weight.PROVEN}), f"JISR_FAULT_SEED={seed}"
    assert len(answered) >= CYCLES, f"JISR_FAULT_SEED={seed}"
    assert max(restarts) < RESTART_SECONDS_MAX * BESIDE_OTHERS


def test_stopped_hub_answers_what_it_took(home: Path) -> None:
    """Asked to stop under load it ends cleanly: every answer has its trace, nothing is cut off."""
    headers = token_of(home, "machine@mar", Purpose.BORDER_MANAGEMENT, CASE)
    hub = HubProcess(home, "--workers", "2")
    hub.wait()
    askers = [Asker(hub.port, headers, number * 1_000_000) for number in range(ASKERS)]
    for asker in askers:
        asker.start()
    time.sleep(LOAD_SECONDS[1])
    code = hub.stop()
    for asker in askers:
        asker.join()
    found, weights = _sealed(home)
    answered = {trace for asker in askers for trace in asker.answered}
    assert (code, answered - found, weights) == (0, set(), {Weight.PROVEN})
    assert len(answered) > 0
