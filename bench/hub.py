"""How fast the hub answers over HTTP: whole checks with token, purpose and sealed trace.

    python bench/hub.py --home FOLDER --persons 100000 --documents 100000 --workers 2

The load driver runs beside the server on the same machine. The register is built once in FOLDER and
kept. Printed: checks a second and their times for each number of connections (more of them give
more checks and longer times; believe a pair of one line, never the best of two), batches and
streams, the bare framework beside them, traces made durable, how soon a record is found on every
worker, and whether a hidden record shows in the time of an answer. CPU seconds tell what the server
used: on a busy machine believe those.
"""

import argparse
import asyncio
import datetime
import http.client
import itertools
import json
import os
import platform
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import numpy as np

from checks import machine, people
from jisr.access import actions as access
from jisr.access.model import DatabaseName, Purpose
from jisr.access.sign_in import actions as sign_in
from jisr.access.sign_in.model import Scope, Terms
from jisr.access.sign_in.tokens import TokenKey
from jisr.app.web import token_key
from jisr.checks.model import DocumentQuery, ResultCode
from jisr.checks.sealing import Ground, Job, seal_jobs
from jisr.checks.spread import SpreadLimits
from jisr.checks.traces import Asked
from jisr.kit.console import Session
from jisr.records import actions as records
from loading import Load, drive, repeated, request_bytes
from register import MACHINE, document_draft, document_number, is_hidden, open_register

PORT = 8497
HELLO_PORT = 8496
PROVIDER = {"JISR_OIDC_ISSUER": "https://id.example", "JISR_OIDC_CLIENT_ID": "hub"}
"""A hub starts only where somebody could sign in; nobody does here."""
SEED = 20261122
SEALING_SECONDS = 1.5
WARMING_SECONDS = 1.0
"""What is read on first use is not measured."""
HELLO = """
from fastapi import FastAPI
app = FastAPI()
@app.get("/")
async def hello() -> dict[str, str]:
    return {"hello": "world"}
"""


def main() -> None:
    """Build, serve, measure, print."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--home", type=Path, required=True)
    arguments.add_argument("--persons", type=int, default=100_000)
    arguments.add_argument("--documents", type=int, default=100_000)
    arguments.add_argument("--workers", type=int, default=2)
    arguments.add_argument("--connections", type=int, nargs="+", default=[4, 8, 12, 16, 24])
    arguments.add_argument("--seconds", type=float, default=8.0)
    given = arguments.parse_args()
    session = open_register(given.home, given.persons, given.documents)
    with serving_hello():
        report("bare FastAPI", asyncio.run(hello(max(given.connections), given.seconds / 2)))
    measure_sealing(session)
    with serving(given.home, given.workers) as server:
        headers = token_headers(session)
        for name, body in (("document check", document_body), ("name check", name_body(given))):
            requests = repeated(partial(check_bytes, body, headers))
            drive_for(requests, max(given.connections), WARMING_SECONDS)
            for connections in given.connections:
                used = cpu_seconds(server)
                load = drive_for(requests, connections, given.seconds)
                report(f"{name}, {connections} connections", load, cpu_seconds(server) - used)
        measure_batches(given, headers)
        measure_stream(given, headers)
        measure_freshness(session, headers)
        measure_hiding(given, headers)
    print(f"{platform.python_version()}, {machine()}, {os.cpu_count()} processors")


def drive_for(requests: Callable[[], Iterator[bytes]], connections: int, seconds: float) -> Load:
    """Ask the hub over so many connections for so long."""
    return asyncio.run(drive(PORT, requests, connections=connections, seconds=seconds))


def report(what: str, load: Load, cpu: float = 0.0) -> None:
    """Print one load."""
    line = (
        f"{what}: {load.rate:,.0f}/s, p50 {load.milliseconds(50):.1f} ms,"
        f" p99 {load.milliseconds(99):.1f} ms, {load.refused} refused"
    )
    if cpu:
        line += f", server CPU {cpu / len(load.latencies) * 1e6:,.0f} µs each"
    print(line, flush=True)


# ── servers ───────────────────────────────────────────────────────────────────────────────────


@contextmanager
def serving(home: Path, workers: int) -> Iterator["subprocess.Popen[bytes]"]:
    """Run the hub as an operator does, until the measuring is over."""
    command = [sys.executable, "-m", "jisr", "serve", "--home", str(home)]
    command += ["--port", str(PORT), "--workers", str(workers)]
    started = time.perf_counter()
    log = (home / "hub.log").open("wb")
    environment = {**os.environ, **PROVIDER}
    with log, subprocess.Popen(command, stdout=log, stderr=log, env=environment) as server:
        try:
            wait_for(PORT, server)
            print(f"answers {time.perf_counter() - started:.1f} s after its start", flush=True)
            yield server
        finally:
            server.terminate()


@contextmanager
def serving_hello() -> Iterator[None]:
    """Run the framework with nothing in it."""
    program = f"import uvicorn\n{HELLO}\nuvicorn.run(app, port={HELLO_PORT}, log_level='error')"
    with subprocess.Popen([sys.executable, "-c", program]) as server:
        try:
            wait_for(HELLO_PORT, server)
            yield
        finally:
            server.terminate()


def wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    """Wait until a server answers, whatever it answers."""
    while server.poll() is None:
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=5).connect()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise SystemExit(server.returncode)


def cpu_seconds(server: "subprocess.Popen[bytes]") -> float:
    """Return the processor time that a server and its workers used so far (Linux)."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text()
        except OSError:  # it has ended
            continue
        fields = text.rpartition(")")[2].split()
        if server.pid in (int(fields[1]), int(stat.parent.name)):
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


# ── what is asked ─────────────────────────────────────────────────────────────────────────────


def token_headers(session: Session) -> dict[str, str]:
    """Return what a national system sends."""
    terms = Terms(
        frozenset({Scope.CHECK}), datetime.timedelta(hours=2), Purpose.BORDER_MANAGEMENT, "BENCH-1"
    )
    claims = session.database.in_transaction(sign_in.issue_token, MACHINE, terms)
    token = TokenKey(token_key(session.home, session.network)).write(claims)
    return {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}


def document_body(number: int) -> bytes:
    """Return a question about a document that nobody recorded: misses are the rule."""
    return json.dumps(
        {"kind": "document", "number": f"ZZ{number:07d}", "country": "MAR", "type": "P"}
    ).encode()


def name_body(given: argparse.Namespace) -> Callable[[int], bytes]:
    """Return questions about travellers, of whom one in two thousand is recorded."""
    strangers = list(itertools.islice(people(2_000, seed=SEED), 1_999))
    known = list(people(1))
    asked = [
        json.dumps({"kind": "person", "name": name, "birth_date": str(born)}).encode()
        for name, born in strangers + known[: given.persons]
    ]
    return lambda number: asked[number % len(asked)]


def check_bytes(body: Callable[[int], bytes], headers: dict[str, str], number: int) -> bytes:
    """Return the check of a number as it goes over the line."""
    return request_bytes("/v1/checks", body(number), headers)


def always(request: bytes) -> Callable[[int], bytes]:
    """Return the same request whatever its number."""
    return lambda _: request


async def hello(connections: int, seconds: float) -> Load:
    """Ask the bare framework."""
    request = request_bytes("/", b"", {}, method="GET")
    return await drive(
        HELLO_PORT, repeated(always(request)), connections=connections, seconds=seconds
    )


# ── figures ───────────────────────────────────────────────────────────────────────────────────


def measure_sealing(session: Session) -> None:
    """Print how many traces a second are made durable, by the size of their groups."""
    with session.database.reading() as transaction:
        asking = access.ask(transaction, MACHINE, Purpose.BORDER_MANAGEMENT, "BENCH-1")
    asked = Asked(
        DocumentQuery("ZZ0000001", "MAR", "P"),
        ResultCode.NO_ANSWER,
        (DatabaseName.TRAVEL_DOCUMENTS,),
    )
    ground = Ground(session.network, session.settings.node_name, SpreadLimits(100, 300))
    for size in (1, 16, 64, 1_000):
        jobs = [Job(asking, (asked,))] * size
        started, used, groups = time.perf_counter(), time.process_time(), 0
        while time.perf_counter() - started < SEALING_SECONDS:
            session.database.in_transaction(seal_jobs, jobs, ground)
            groups += 1
        seconds = time.perf_counter() - started
        each = (time.process_time() - used) / groups / size
        print(
            f"traces in groups of {size}: {groups * size / seconds:,.0f}/s durable,"
            f" {groups / seconds:,.0f} fsync/s, CPU {each * 1e6:,.0f} µs each"
        )


def measure_batches(given: argparse.Namespace, headers: dict[str, str]) -> None:
    """Print checks a second in batches of a thousand."""
    for name, body in (("documents", document_body), ("names", name_body(given))):
        checks = ",".join(body(number).decode() for number in range(1_000))
        request = request_bytes("/v1/checks/batch", f'{{"checks":[{checks}]}}'.encode(), headers)
        load = drive_for(repeated(always(request)), 2, given.seconds)
        print(
            f"batches of 1,000 {name}: {load.rate * 1_000:,.0f} checks/s, {load.refused} refused",
            flush=True,
        )


def measure_stream(given: argparse.Namespace, headers: dict[str, str], lines: int = 10_000) -> None:
    """Print checks a second in one stream."""
    for name, body in (("documents", document_body), ("names", name_body(given))):
        data = b"\n".join(body(number) for number in range(lines))
        started = time.perf_counter()
        media = {"Content-Type": "application/x-ndjson"}
        with post("/v1/checks/stream", data, headers | media) as answer:
            count = sum(1 for _ in answer)
        rate = count / (time.perf_counter() - started)
        print(f"stream of {lines:,} {name}: {rate:,.0f} checks/s, {count:,} answered", flush=True)


def measure_freshness(session: Session, headers: dict[str, str], rounds: int = 100) -> None:
    """Print how long after its commit a record is found by workers that are asked in turn."""
    with session.database.reading() as transaction:
        asking = access.ask(transaction, "clerk@mar", Purpose.INVESTIGATION, "BENCH-1")
        first = sum(records.count_records(transaction).values()) + 10_000_000
    seconds = []
    for number in range(first, first + rounds):
        draft = document_draft(number * 10 + 1)
        session.database.in_transaction(records.add_record, asking, draft)
        committed = time.perf_counter()
        question = {"kind": "document", "number": document_number(number * 10 + 1)}
        for _ in range(4):  # a new connection each time: the workers take them in turn
            while not ask_once(question, headers)["hits"]:
                pass
        seconds.append((time.perf_counter() - committed) / 4)
    p50, p99 = np.percentile(seconds, [50, 99]) * 1_000
    print(f"a record is found {p50:.1f} ms (p50), {p99:.1f} ms (p99) after its commit", flush=True)


def measure_hiding(given: argparse.Namespace, headers: dict[str, str], rounds: int = 2_000) -> None:
    """Print the time of an answer where nothing is beside that where a hidden record is."""
    draw = random.Random(SEED)  # noqa: S311  an order, no secret
    hidden = [number for number in range(min(given.documents, 10_000)) if is_hidden(number)]
    numbers = {"hidden": hidden, "nothing": [number + 50_000_000 for number in hidden]}
    seconds: dict[str, list[float]] = {name: [] for name in numbers}
    for _ in range(rounds):
        name = draw.choice(sorted(numbers))
        question = {"kind": "document", "number": document_number(draw.choice(numbers[name]))}
        started = time.perf_counter()
        ask_once(question, headers)
        seconds[name].append(time.perf_counter() - started)
    told = {name: np.percentile(each, [25, 50, 75]) * 1_000 for name, each in seconds.items()}
    pairs = min(map(len, seconds.values()))
    slower = np.array(seconds["hidden"][:pairs]) > np.array(seconds["nothing"][:pairs])
    print(f"a hidden record makes an answer slower in {slower.mean():.1%} of pairs (50 %: in none)")
    for name, (low, middle, high) in told.items():
        print(f"answer with {name}: p25 {low:.2f} ms, p50 {middle:.2f} ms, p75 {high:.2f} ms")


def ask_once(question: dict[str, str], headers: dict[str, str]) -> dict[str, list[object]]:
    """Ask over a connection of its own."""
    with post("/v1/checks", json.dumps(question).encode(), headers) as answer:
        told: dict[str, list[object]] = json.load(answer)
    return told


@contextmanager
def post(path: str, body: bytes, headers: dict[str, str]) -> Iterator[http.client.HTTPResponse]:
    """Send a request over a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=600)
    connection.request("POST", path, body, headers)
    yield connection.getresponse()
    connection.close()


if __name__ == "__main__":
    main()
