"""A hub that is killed in the middle of a roll-call loses no entry and doubles none.

JISR_FAULT_SEED repeats the moment of a run.
"""

import contextlib
import datetime
import http.client
import json
import os
import queue
import random
import secrets
import threading
from pathlib import Path

import pytest

from hub_process import HubProcess
from jisr.access import actions as access
from jisr.access.profiles import load_profile
from jisr.access.sign_in import actions as sign_in
from jisr.access.sign_in.model import Scope, Terms
from jisr.access.sign_in.tokens import TokenKey
from jisr.app.web import token_key
from jisr.assembly.votes import actions
from jisr.assembly.votes.model import Vote
from jisr.assembly.votes.recount import recount
from jisr.kit.db import Database
from jisr.migrations.upgrade import upgrade
from vote_world import VoteWorld, found_votes

DELEGATIONS = 196
CASTERS = 8
CREATED = 201


class Caster(threading.Thread):
    """Sends entries that wait until the hub is gone or none is left."""

    def __init__(self, port: int, path: str, waiting: "queue.Queue[Ready]") -> None:
        super().__init__()
        self.port, self.path, self.waiting = port, path, waiting
        self.done: list[str] = []
        self.left: list[Ready] = []

    def run(self) -> None:
        """Send one after the other; what got no answer is left."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(connection):
            while True:
                try:
                    ready = self.waiting.get_nowait()
                except queue.Empty:
                    return
                if not self._sent(connection, ready):
                    self.left.append(ready)
                    return

    def _sent(self, connection: http.client.HTTPConnection, ready: "Ready") -> bool:
        member, headers, body = ready
        try:
            connection.request("POST", self.path, body, headers)
            with connection.getresponse() as answer:
                told = answer.read()
        except (OSError, http.client.HTTPException):
            return False
        if answer.status != CREATED:
            raise RuntimeError(told)
        self.done.append(member)
        return True


Ready = tuple[str, dict[str, str], bytes]


@pytest.fixture
def votes(tmp_path: Path) -> VoteWorld:
    """A data directory with a session in which every member sits."""
    database = Database.at(tmp_path / "jisr.db")
    upgrade(database)
    members = [each.country for each in load_profile("world").members]
    first = ["MAR", "KEN", "ISL"]
    ordered = [*first, *(each for each in members if each not in first)]
    return found_votes(database, ordered, home=tmp_path)


def prepared(votes: VoteWorld, home: Path, vote: Vote) -> list[Ready]:
    """Return every member's signed entry with the headers of its delegate."""
    database = votes.database
    with database.reading() as transaction:
        network = access.network(transaction).name
    signer = TokenKey(token_key(home, network))
    terms = Terms(frozenset({Scope.ASSEMBLY}), datetime.timedelta(hours=1))
    found = []
    for member in votes.keys:
        claims = database.in_transaction(sign_in.issue_token, votes.delegate(member), terms)
        signature = votes.signing(vote, member, "for").signature
        body = {"choice": "for", "signature": {"key": signature.key, "value": signature.value}}
        headers = {
            "Authorization": f"Bearer {signer.write(claims)}",
            "Content-Type": "application/json",
            "Idempotency-Key": f"entry-{member}",
        }
        found.append((member, headers, json.dumps(body).encode()))
    return found


def run_casters(hub: HubProcess, vote: Vote, ready: list[Ready], kill_after: int) -> list[str]:
    """Send entries, kill the hub once so many are answered; return whose were answered."""
    waiting: queue.Queue[Ready] = queue.Queue()
    for each in ready:
        waiting.put(each)
    path = f"/v1/assembly/votes/{vote.id}/calls"
    casters = [Caster(hub.port, path, waiting) for _ in range(CASTERS)]
    for caster in casters:
        caster.start()
    while any(each.is_alive() for each in casters):
        if 0 < kill_after <= sum(len(each.done) for each in casters):
            hub.kill()
            break
        casters[0].join(0.001)
    for caster in casters:
        caster.join()
    return [member for caster in casters for member in caster.done]


def test_a_killed_hub_loses_no_entry_and_doubles_none(votes: VoteWorld, tmp_path: Path) -> None:
    """What was answered stands; what was not is sent again and stands once; all is recounted."""
    seed = int(os.environ.get("JISR_FAULT_SEED", secrets.randbelow(1 << 32)))
    moment = random.Random(seed).randrange(20, DELEGATIONS - 40)  # noqa: S311  must be repeatable
    vote = votes.open()
    ready = prepared(votes, tmp_path, vote)
    hub = HubProcess(tmp_path)
    hub.wait()
    answered = run_casters(hub, vote, ready, moment)
    stands = set(votes.read(vote).received)
    again = HubProcess(tmp_path)
    again.wait()
    # Also what was answered is sent again: a delegate who is not sure does that.
    second = run_casters(again, vote, ready, 0)
    again.stop()
    votes.close(vote)
    calls = votes.read(vote).calls
    found = recount(votes.hall.ask(actions.record, "world", vote.id))
    told = f"JISR_FAULT_SEED={seed}"
    assert (len(ready), len(answered) < DELEGATIONS, set(answered) - stands) == (
        DELEGATIONS,
        True,
        set(),
    ), told
    assert sorted(second) == sorted(votes.keys), told
    assert [each.version for each in calls] == [1] * DELEGATIONS, told
    assert [each.key for each in found] == ["recount.counted"], told
