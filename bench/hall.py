"""How soon a hall sees what happens: live connections to a hub, and a roll-call of all members.

    PYTHONPATH=tests/support python bench/hall.py --home FOLDER --workers 1 2

Hub, followers and voters are processes of their own on the same machine. Printed for each number
of workers: from the moment the chair's request is sent until each of the connections has read the
new state (a vote opens, a vote closes); a roll-call in which every delegation signs its entry with
its hall key over HTTP, spread over ten seconds and all at once, with what is sealed afterwards;
memory of a connection, and what the hub uses while nothing happens.
"""

import argparse
import asyncio
import http.client
import json
import multiprocessing
import os
import platform
import subprocess  # noqa: TC003  as in hub.py
import time
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from checks import machine
from hall_world import CHAIR, NUMBER, found_hall
from hub import PORT, cpu_seconds, serving
from hub_process import token_of
from jisr.access.model import Purpose
from jisr.access.profiles import load_profile
from jisr.assembly.votes.statements import CallStatement, sign
from jisr.kit.db import Database
from jisr.ledger.log import entries_about
from jisr.migrations.upgrade import upgrade
from jisr.values import new_id

HOST = "127.0.0.1"
FIRST = ("MAR", "KEN", "ISL")
"""Members whose officers hold the offices of the session come first."""
KEYS = "voting-keys.json"
"""Private keys of invented delegates, for this measuring only."""
SPREAD_SECONDS = 10.0
IDLE_SECONDS = 5.0
SETTLE_SECONDS = 1.5
WARMING_SECONDS = 8.0
"""What a hub does once after its start is not measured."""
SEEN_SECONDS_MAX = 30.0
VOTERS = 16
"""Connections over which entries are sent."""
LANGUAGES = ("ar", "en", "fr", "es")


def main() -> None:
    """Build, serve, measure, print."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--home", type=Path, required=True)
    arguments.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    arguments.add_argument("--connections", type=int, default=400)
    arguments.add_argument("--votes", type=int, default=10)
    given = arguments.parse_args()
    if not given.home.exists():
        build(given.home)
    keys = json.loads((given.home / KEYS).read_text())
    tokens = {member: token(given.home, f"delegate@{member.lower()}") for member in keys}
    for workers in given.workers:
        print(f"── {workers} worker(s), {given.connections} connections", flush=True)
        with serving(given.home, workers) as server:
            measure(given, server, keys, tokens)
    print(f"{platform.python_version()}, {machine()}, {os.cpu_count()} processors")


def build(home: Path) -> None:
    """Make a network in which every member has sent a delegation with a voting key."""
    home.mkdir(parents=True)
    database = Database.at(home / "jisr.db")
    upgrade(database)
    members = sorted((each.country for each in load_profile("world").members), key=_place)
    world = found_hall(database, members, home=home)
    keys = {}
    for member in members:
        world.send(member)
        key = world.key(f"delegate@{member.lower()}")
        keys[member] = (key.id, world.private[key.id].private_bytes_raw().hex())
    (home / KEYS).write_text(json.dumps(keys))
    database.close()


def _place(member: str) -> tuple[int, str]:
    return (FIRST.index(member) if member in FIRST else len(FIRST), member)


def token(home: Path, officer: str) -> str:
    """Return an officer's Authorization header."""
    return token_of(home, officer, Purpose.INVESTIGATION, "BENCH-1")["Authorization"]


# ── followers ─────────────────────────────────────────────────────────────────────────────────


class Followers:
    """Live connections in a process of their own."""

    def __init__(self, tokens: Sequence[str], connections: int) -> None:
        self._line, there = multiprocessing.Pipe()
        given = [tokens[number % len(tokens)] for number in range(connections)]
        self._process = multiprocessing.Process(target=follow_all, args=(there, given))
        self._process.start()
        self.connected_seconds = float(self._line.recv())

    def expect(self, *marks: str) -> None:
        """From now on note when each connection reads a state that holds all of these."""
        self._line.send([mark.encode() for mark in marks])
        self._line.recv()

    def seen(self) -> list[float]:
        """Return when each connection has read it; those that have not in time are missing."""
        self._line.send("seen")
        found: list[float] = self._line.recv()
        return found

    def stop(self) -> None:
        """End every connection."""
        self._process.terminate()
        self._process.join()


def follow_all(line: Connection, tokens: Sequence[str]) -> None:
    """Hold the connections; runs in a process of its own."""
    asyncio.run(_follow_all(line, tokens))


async def _follow_all(line: Connection, tokens: Sequence[str]) -> None:
    began = time.monotonic()
    marks: list[bytes] = [b'"session"']
    seen: list[float | None] = [None] * len(tokens)
    lines = []
    for number, authorization in enumerate(tokens):
        lines.append(asyncio.create_task(_follow(number, authorization, marks, seen)))
        if number % 20 == 0:
            await asyncio.sleep(0.02)
    await _all(seen)
    line.send(time.monotonic() - began)
    while True:
        asked = await asyncio.to_thread(line.recv)
        if asked == "seen":
            await _all(seen)
            line.send([at for at in seen if at is not None])
            continue
        marks[:] = asked
        seen[:] = [None] * len(tokens)
        line.send("ready")


async def _all(seen: Sequence[float | None]) -> None:
    until = time.monotonic() + SEEN_SECONDS_MAX
    while None in seen and time.monotonic() < until:  # noqa: ASYNC110  no event of its own
        await asyncio.sleep(0.005)


async def _follow(
    number: int, authorization: str, marks: list[bytes], seen: list[float | None]
) -> None:
    reader, writer = await asyncio.open_connection(HOST, PORT, limit=1 << 18)
    head = f"GET /v1/assembly/sessions/{NUMBER}/live HTTP/1.1\r\nHost: hub\r\n"
    writer.write(f"{head}Authorization: {authorization}\r\n\r\n".encode())
    while content := await reader.readline():
        is_awaited = content.startswith(b"data:") and seen[number] is None
        if is_awaited and all(mark in content for mark in marks):
            seen[number] = time.monotonic()


# ── what is done ──────────────────────────────────────────────────────────────────────────────


def ask(method: str, path: str, authorization: str, body: Any = None) -> Any:
    """Send one request and return the answer."""
    connection = http.client.HTTPConnection(HOST, PORT, timeout=30)
    headers = {"Authorization": authorization, "Content-Type": "application/json"}
    if method != "GET":
        headers["Idempotency-Key"] = new_id()
    connection.request(method, path, None if body is None else json.dumps(body), headers)
    answer = connection.getresponse()
    told = json.loads(answer.read())
    connection.close()
    if answer.status >= 400:  # noqa: PLR2004  where refusals begin
        raise SystemExit(f"{path}: {told}")
    return told


def question(number: int) -> dict[str, Any]:
    """Return what the chair puts to a roll-call."""
    title = dict.fromkeys(LANGUAGES, f"Question {number}: shall the draft resolution be adopted?")
    return {
        "session": NUMBER,
        "subject": {"kind": "question"},
        "method": "roll-call",
        "rule": "resolution",
        "title": title,
    }


def measure(
    given: argparse.Namespace,
    server: "subprocess.Popen[bytes]",
    keys: Mapping[str, Sequence[str]],
    tokens: Mapping[str, str],
) -> None:
    """Measure one hub."""
    chair = token(given.home, CHAIR)
    ask("GET", f"/v1/assembly/votes?session={NUMBER}", chair)
    time.sleep(WARMING_SECONDS)
    before = memory(server)
    followers = Followers(list(tokens.values()), given.connections)
    print(f"all connected and informed after {followers.connected_seconds:.2f} s")
    time.sleep(SETTLE_SECONDS)
    each = (memory(server) - before) / given.connections
    used = cpu_seconds(server)
    time.sleep(IDLE_SECONDS)
    idle = (cpu_seconds(server) - used) / IDLE_SECONDS
    print(f"a connection holds {each / 1024:.0f} KiB; idle hub uses {idle:.1%} of a processor")
    opened, closed = [], []
    for number in range(given.votes):
        vote, latencies = opening(followers, chair, number)
        opened += latencies
        time.sleep(0.3)
        closed += closing(followers, chair, vote)
        time.sleep(0.3)
    report("vote opened, seen by all", opened, given.connections * given.votes)
    report("vote closed, seen by all", closed, given.connections * given.votes)
    for seconds in (SPREAD_SECONDS, 0.0):
        roll_call(given, followers, chair, keys, tokens, seconds)
    followers.stop()


def opening(followers: Followers, chair: str, number: int) -> tuple[dict[str, Any], list[float]]:
    """Open a vote; return it, and how long after the request each connection knew."""
    followers.expect(f"Question {number}:", '"state":"open"')
    began = time.monotonic()
    vote = ask("POST", "/v1/assembly/votes", chair, question(number))
    return vote, [at - began for at in followers.seen()]


def closing(followers: Followers, chair: str, vote: Mapping[str, Any]) -> list[float]:
    """Close a vote; return how long after the request each connection knew."""
    followers.expect(f'"id":"{vote["id"]}","number":{vote["number"]},"version":2,')
    began = time.monotonic()
    ask("POST", f"/v1/assembly/votes/{vote['id']}/close", chair)
    return [at - began for at in followers.seen()]


def roll_call(  # noqa: PLR0913, PLR0917  what a roll-call needs
    given: argparse.Namespace,
    followers: Followers,
    chair: str,
    keys: Mapping[str, Sequence[str]],
    tokens: Mapping[str, str],
    seconds: float,
) -> None:
    """Let every delegation sign its entry, spread over so many seconds."""
    vote, _ = opening(followers, chair, 900 + round(seconds))
    requests = [
        (tokens[member], json.dumps(entry(vote, member, keys[member])))
        for member in sorted(keys, key=lambda each: keys[each][0])  # by random ids: in no order
    ]
    # Other votes stand in the same state: what is expected must be said of this one.
    followers.expect(f'"received":{len(requests)},"opened_at":"{vote["opened_at"]}"')
    began = time.monotonic()
    with multiprocessing.Pool(1) as pool:
        answered = pool.apply(cast_all, (vote["id"], requests, seconds))
    whole = time.monotonic() - began
    seen = followers.seen()
    taken = ask("GET", f"/v1/assembly/votes/{vote['id']}", chair)
    how = f"over {seconds:.0f} s" if seconds else "all at once"
    latencies = [latency for status, latency in answered if status == 201]  # noqa: PLR2004  created
    print(
        f"{len(requests)} entries {how}: {len(latencies)} taken in {whole:.1f} s,"
        f" {len(taken['received'])} received, {sealed(given.home, vote['id'])} sealed,"
        f" seen whole by {len(seen)} of {given.connections}"
        f" {max(seen) - began - whole if seen else 0:.2f} s after the last answer"
    )
    report("  an entry is answered", latencies, len(requests))
    closing(followers, chair, vote)


def entry(vote: Mapping[str, Any], member: str, key: Sequence[str]) -> dict[str, Any]:
    """Return the signed entry of a member."""
    network_name = load_profile("world").name
    choice = ("for", "for", "against", "abstain")[ord(member[0]) % 4]
    statement = CallStatement(
        network_name, NUMBER, vote["id"], vote["words_digest"], vote["rule"], member, choice, 1
    )
    private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(key[1]))
    return {"choice": choice, "signature": {"key": key[0], "value": sign(statement, private)}}


def cast_all(
    vote: str, requests: Sequence[tuple[str, str]], seconds: float
) -> list[tuple[int, float]]:
    """Send the entries; return status and latency of each. Runs in a process of its own."""
    return asyncio.run(_cast_all(vote, requests, seconds))


async def _cast_all(
    vote: str, requests: Sequence[tuple[str, str]], seconds: float
) -> list[tuple[int, float]]:
    free = asyncio.Semaphore(VOTERS)
    began = time.monotonic()

    async def one(number: int) -> tuple[int, float]:
        await asyncio.sleep(max(0.0, began + seconds * number / len(requests) - time.monotonic()))
        async with free:
            return await _cast(vote, *requests[number])

    return list(await asyncio.gather(*map(one, range(len(requests)))))


async def _cast(vote: str, authorization: str, body: str) -> tuple[int, float]:
    began = time.monotonic()
    reader, writer = await asyncio.open_connection(HOST, PORT)
    head = (
        f"POST /v1/assembly/votes/{vote}/calls HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n"
        f"Authorization: {authorization}\r\nContent-Type: application/json\r\n"
        f"Idempotency-Key: {new_id()}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    writer.write((head + body).encode())
    status = int((await reader.readline()).split()[1])
    await reader.read()
    writer.close()
    return status, time.monotonic() - began


# ── what is read ──────────────────────────────────────────────────────────────────────────────


def sealed(home: Path, vote: str) -> int:
    """Return how many entries of a roll-call stand in the ledger, each with its position."""
    database = Database.at(home / "jisr.db")
    count, position = 0, -1
    with database.reading() as transaction:
        while found := entries_about(transaction, ["call"], position, 1_000):
            position = found[-1].position or 0
            count += sum(vote.encode() in each.act for each in found)
    database.close()
    return count


def memory(server: "subprocess.Popen[bytes]") -> float:
    """Return the bytes that a hub and its workers hold for themselves (Linux)."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            parent = int(status.read_text().split("PPid:")[1].split()[0])
            if server.pid not in (parent, int(status.parent.name)):
                continue
            rollup = status.with_name("smaps_rollup").read_text()
        except (OSError, IndexError):  # it has ended
            continue
        total += sum(
            int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Private_")
        )
    return total * 1024.0


def report(what: str, latencies: Sequence[float], expected: int) -> None:
    """Print one line of times."""
    if len(latencies) < expected:
        print(f"{what}: ONLY {len(latencies)} of {expected}")
    if latencies:
        p50, p99, most = 1e3 * np.percentile(latencies, (50, 99, 100))
        print(f"{what}: p50 {p50:.0f} ms, p99 {p99:.0f} ms, max {most:.0f} ms", flush=True)


if __name__ == "__main__":
    main()
