"""Several worker processes are one hub: they know the same records, stop together, and heal."""

import contextlib
import http
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from check_world import found_network
from hub_process import HOST, START_SECONDS_MAX, HubProcess, token_of
from jisr.access import actions as access
from jisr.access.model import Purpose
from jisr.checks import traces
from jisr.checks.model import TraceFilter
from jisr.kit.db import Database
from jisr.ledger.finding import Weight
from jisr.migrations.upgrade import upgrade

JISR = Path(sys.executable).parent / "jisr"
WORKERS = 2
AT_ONCE = 16
"""Connections opened together, so that each worker takes some."""
NAMES = ("Zephyrine Quistorp", "Balthasar Okonkwo", "Ramatoulaye Lindqvist")
ASKERS = 4
LOAD_SECONDS = 1.0
CASE = "TNG-1"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubProcess]:
    """A hub of two workers over a network with officers of three bureaus."""
    process = start(tmp_path_factory.mktemp("workers"))
    yield process
    process.stop()


def start(home: Path) -> HubProcess:
    """Make a network and start a hub over it."""
    database = Database.at(home / "jisr.db")
    upgrade(database)
    found_network(database, home)
    database.close()
    process = HubProcess(home, "--workers", str(WORKERS))
    process.wait()
    return process


# ── which worker answers ──────────────────────────────────────────────────────────────────────


def workers_of(hub: HubProcess) -> set[int]:
    """Return the processes that answer: children of the one that watches over them."""
    children = Path(f"/proc/{hub.pid}/task/{hub.pid}/children").read_text().split()
    return {
        int(child)
        for child in children
        if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
    }


def answering(hub: HubProcess, connection: http.client.HTTPConnection) -> int | None:
    """Return the worker at the other end of a connection."""
    own_port = connection.sock.getsockname()[1]
    ends = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    pair = (f":{hub.port:04X}", f":{own_port:04X}")
    sockets = {f"socket:[{end[9]}]" for end in ends if (end[1][-5:], end[2][-5:]) == pair}
    return next((each for each in workers_of(hub) if sockets & open_in(each)), None)


def open_in(process: int) -> set[str]:
    """Return what a process has open."""
    found = set()
    for each in Path(f"/proc/{process}/fd").iterdir():
        with contextlib.suppress(OSError):  # it was closed since
            found.add(str(each.readlink()))
    return found


@contextlib.contextmanager
def line_to_each(hub: HubProcess) -> Iterator[dict[int, http.client.HTTPConnection]]:
    """Give an open connection to every worker."""
    lines: dict[int, http.client.HTTPConnection] = {}
    deadline = time.monotonic() + START_SECONDS_MAX
    while len(lines) < WORKERS:
        assert time.monotonic() < deadline
        opened = [http.client.HTTPConnection(HOST, hub.port, timeout=30) for _ in range(AT_ONCE)]
        for each in opened:
            each.connect()
        for each in opened:
            status, _ = ask(each, "GET", "/health/ready", {})
            worker = answering(hub, each)
            if worker is None or worker in lines or status != http.HTTPStatus.OK:
                each.close()
            else:
                lines[worker] = each
    try:
        yield lines
    finally:
        for line in lines.values():
            line.close()


def ask(
    line: http.client.HTTPConnection,
    method: str,
    path: str,
    headers: dict[str, str],
    body: Any = None,
) -> tuple[int, Any]:
    """Send one request over an open connection; return status and answer."""
    line.request(method, path, None if body is None else json.dumps(body).encode(), headers)
    answer = line.getresponse()
    return answer.status, json.loads(answer.read())


# ── the promises ──────────────────────────────────────────────────────────────────────────────


def test_a_record_is_found_by_the_next_question_on_every_worker(hub: HubProcess) -> None:
    """Whichever worker writes it, the first check on each of them finds it."""
    writer = token_of(hub.home, "officer@fra", Purpose.WANTED_PERSON, CASE)
    asker = token_of(hub.home, "officer@mar", Purpose.BORDER_MANAGEMENT, CASE)
    with line_to_each(hub) as lines:
        for name, writing in zip(NAMES, [*lines.values(), *lines.values()], strict=False):
            draft = {
                "database": "nominal",
                "subject": {"names": [{"text": name}], "birth_dates": ["1974-03-02"]},
                "status": "suspect",
                "event": "Fraud in Paris",
            }
            status, added = ask(writing, "POST", "/v1/records", writer, draft)
            assert status == http.HTTPStatus.CREATED, added
            question = {"kind": "person", "name": name, "birth_date": "1974-03-02"}
            told = [ask(line, "POST", "/v1/checks", asker, question) for line in lines.values()]
            found = [[hit["record"] for hit in answer["hits"]] for _, answer in told]
            assert found == [[added["id"]]] * WORKERS


def test_a_killed_worker_is_replaced(hub: HubProcess) -> None:
    """The other one goes on answering, and soon there are two again."""
    before = workers_of(hub)
    victim = min(before)
    with line_to_each(hub) as lines:
        os.kill(victim, signal.SIGKILL)
        with pytest.raises((OSError, http.client.HTTPException)):
            ask(lines[victim], "GET", "/health/live", {})
    deadline = time.monotonic() + START_SECONDS_MAX
    while len(workers_of(hub) - {victim}) < WORKERS:
        assert time.monotonic() < deadline
        with hub.asked("GET", "/health/ready", {}) as answer:
            assert answer.status == http.HTTPStatus.OK
        time.sleep(0.05)
    with line_to_each(hub) as lines:
        assert set(lines) == workers_of(hub)
    assert len(workers_of(hub) & before) == 1


def test_a_running_hub_is_saved_whole(hub: HubProcess, tmp_path: Path) -> None:
    """A backup made beside two workers is restored, resumed and verified."""
    new = tmp_path / "new"
    jisr("backup", str(tmp_path / "saved"), "--home", str(hub.home))
    jisr("restore", str(tmp_path / "saved"), "--home", str(new))
    shutil.copy(hub.home / "ledger.key", new)
    newest = tmp_path / "checkpoint.txt"
    newest.write_text(jisr("ledger", "checkpoint", "--home", str(new)))
    jisr("ledger", "resume", str(newest), "--home", str(new))
    assert json.loads(jisr("verify", "--json", "--home", str(new)))["verifies"] is True
    with hub.asked("GET", "/health/ready", {}) as answer:
        assert answer.status == http.HTTPStatus.OK


def test_a_hub_goes_on_after_resume(hub: HubProcess, tmp_path: Path) -> None:
    """A restored hub that is running already is not started again: each worker notices."""
    new, newest = tmp_path / "new", tmp_path / "checkpoint.txt"
    jisr("backup", str(tmp_path / "saved"), "--home", str(hub.home))
    jisr("restore", str(tmp_path / "saved"), "--home", str(new))
    shutil.copy(hub.home / "ledger.key", new)
    restored = HubProcess(new, "--workers", str(WORKERS))
    try:
        restored.wait()
        with restored.asked("GET", "/health/ready", {}) as answer:
            before = (answer.status, json.loads(answer.read())["ledger"])
        newest.write_text(jisr("ledger", "checkpoint", "--home", str(new)))
        jisr("ledger", "resume", str(newest), "--home", str(new))
        asker = token_of(new, "officer@mar", Purpose.BORDER_MANAGEMENT, CASE)
        question = {"kind": "person", "name": NAMES[0], "birth_date": "1974-03-02"}
        with line_to_each(restored) as lines:  # every one of them is ready
            told = [ask(each, "POST", "/v1/checks", asker, question)[0] for each in lines.values()]
    finally:
        restored.kill()
    assert (before, told) == ((503, "read-only"), [200] * WORKERS)
    assert json.loads(jisr("verify", "--json", "--home", str(new)))["verifies"] is True


def jisr(*words: str) -> str:
    """Run a command that must end well; return what it printed."""
    done = subprocess.run(
        [JISR, *words], capture_output=True, text=True, check=False, timeout=START_SECONDS_MAX
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


class Asker(threading.Thread):
    """Asks until the hub is gone; remembers each answer, and what came of it only in part."""

    def __init__(self, port: int, headers: dict[str, str], first: int) -> None:
        super().__init__()
        self.line = http.client.HTTPConnection(HOST, port, timeout=30)
        self.headers, self.first = headers, first
        self.answered: list[str] = []
        self.spoilt: list[str] = []

    def run(self) -> None:
        """Ask, one question after the other."""
        for number in range(self.first, self.first + 1_000_000):
            question = {"kind": "document", "number": f"ZZ{number:08d}"}
            try:
                status, told = ask(self.line, "POST", "/v1/checks", self.headers, question)
            except (http.client.IncompleteRead, json.JSONDecodeError) as error:
                self.spoilt.append(type(error).__name__)
                return
            except (OSError, http.client.HTTPException):  # not a byte of an answer
                return
            if status == http.HTTPStatus.OK:
                self.answered.append(told["trace"])
            elif status != http.HTTPStatus.SERVICE_UNAVAILABLE:
                self.spoilt.append(str(status))


def test_a_hub_stopped_under_load_gives_whole_answers(tmp_path: Path) -> None:
    """SIGTERM: exit code 0, no answer cut, and each one has its sealed trace."""
    hub = start(tmp_path)
    headers = token_of(tmp_path, "officer@mar", Purpose.BORDER_MANAGEMENT, CASE)
    with line_to_each(hub) as lines:
        assert len(lines) == WORKERS
    askers = [Asker(hub.port, headers, number * 1_000_000) for number in range(ASKERS)]
    for asker in askers:
        asker.start()
    time.sleep(LOAD_SECONDS)
    code = hub.stop()
    for asker in askers:
        asker.join()
        asker.line.close()
    answered = {trace for asker in askers for trace in asker.answered}
    sealed, weights = sealed_in(tmp_path)
    assert (code, [each for asker in askers for each in asker.spoilt]) == (0, [])
    assert (answered - sealed, weights) == (set(), {Weight.PROVEN})
    assert len(answered) > 0


def sealed_in(home: Path) -> tuple[set[str], set[Weight]]:
    """Return the traces of Morocco's bureau, and what walking all trees proves."""
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
