"""The promises of the routes of boards."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from ballot_world import text
from board_world import SECRETARY, BoardWorld, found_session, head
from jisr.access.sign_in.model import Scope
from jisr.assembly.ballot.verify import BOARD_FILE
from jisr.assembly.boards import actions as boards
from jisr.assembly.boards.model import Entry, Kind
from jisr.assembly.boards.registrar import Registrar
from jisr.kit.db import METADATA, Database
from ticking import TickingClock
from web import Web, web_over


class Served:
    """A session behind its routes, with an open ballot."""

    def __init__(self, world: BoardWorld, web: Web) -> None:
        self.world = world
        self.web = web

    def path(self, *below: str) -> str:
        """Return a path of the board."""
        return "/".join((f"/v1/assembly/boards/{self.world.board_id}", *below))

    def send(self, entry: Entry, officer: str) -> Any:
        """Put an entry on the board."""
        told = {
            "kind": entry.kind.value,
            "author": entry.author,
            "body": entry.body,
            "sig": entry.sig,
        }
        return self.web.post(self.path("lines"), officer, told)


@pytest.fixture
def served(tmp_path: Path, clock: TickingClock) -> Served:
    """A served session with an open ballot of three options."""
    database = Database.at(tmp_path / "jisr.db", clock=clock)
    METADATA.create_all(database.engine)
    world = found_session(database, tmp_path)
    web = web_over(database, tmp_path)
    world.registrar = web.hub.part(Registrar)
    world.open()
    world.ceremony()
    return Served(world, web)


def test_a_ballot_is_cast_and_told(served: Served) -> None:
    """The same ballot twice gets one receipt, and everybody sees who has voted."""
    entry = served.world.entry(Kind.BALLOT, "MAR", served.world.sealed("MAR", (1, 0, 0)))
    answers = [served.send(entry, head("MAR")) for _ in range(2)]
    assert [each.status_code for each in answers] == [201, 201]
    receipt = answers[0].json()
    assert (receipt, receipt["n"]) == (answers[1].json(), 16)
    shown = served.web.get(served.path(), head("TUN")).json()
    assert (shown["state"], list(shown["ballots"]), shown["totals"]) == ("open", ["MAR"], None)
    assert shown["head"] == receipt["head"] == text(served.world.board().head)


def test_lines_are_read_one_by_one(served: Served) -> None:
    """The lines come as they stand, in pages, and end with nothing."""
    first = served.web.get(served.path("lines") + "?limit=10", head("TUN"))
    rest = served.web.get(served.path("lines") + "?start=10", head("TUN"))
    after = served.web.get(served.path("lines") + "?start=16", head("TUN"))
    with served.world.database.reading() as transaction:
        lines = boards.lines(transaction, served.world.board_id)
    assert first.headers["content-type"] == "application/x-ndjson"
    assert (first.content + rest.content).splitlines() == list(lines)
    assert (after.status_code, after.content) == (200, b"")


def test_the_bundle_is_a_file(served: Served) -> None:
    """It comes under a name of its own and holds the board."""
    answer = served.web.get(served.path("bundle.zip"), head("TUN"))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as opened:
        assert opened.read(BOARD_FILE).count(b"\n") == 16
    name = f'attachment; filename="ballot-{served.world.board_id}.zip"'
    assert answer.headers["content-disposition"] == name


def test_a_refusal_is_a_sentence(served: Served) -> None:
    """The board's own reason reaches the caller in his language."""
    sealed, another = (served.world.sealed("MAR", (1, 0, 0)) for _ in range(2))
    bad = served.world.entry(Kind.BALLOT, "MAR", {**sealed, "sum": another["sum"]})
    answer = served.send(bad, head("MAR"))
    assert (answer.status_code, answer.json()["code"], answer.json()["detail"]) == (
        409,
        "conflict.entry",
        "The board does not take this: the proof fails that the number of marks is allowed.",
    )
    other = served.send(served.world.entry(Kind.BALLOT, "MAR", sealed), head("TUN"))
    assert (other.status_code, other.json()["reason"]) == (403, "boards.not_yours")


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"kind": "ballot", "author": "MAR", "body": [], "sig": "A"},
        {"kind": "other", "author": "MAR", "body": {}, "sig": "A"},
        {"kind": "ballot", "author": "M" * 65, "body": {}, "sig": "A"},
        {"kind": "ballot", "author": "MAR", "body": {}, "sig": "A" * 101},
        {"kind": "ballot", "author": "MAR", "body": {}, "sig": "A", "more": 1},
    ],
)
def test_what_is_no_entry_is_refused(served: Served, told: dict[str, object]) -> None:
    """A body of another form is refused before anything is checked."""
    answer = served.web.post(served.path("lines"), head("MAR"), told)
    assert (answer.status_code, answer.json()["code"]) == (400, "input.malformed")


def test_bytes_that_no_board_takes_are_refused(served: Served) -> None:
    """What is nested without end, holds half a character or a fraction, or is too long."""
    headers = served.web.headers(head("MAR")) | {"Content-Type": "application/json"}
    for body in (
        '{"a":' * 3_000 + "1" + "}" * 3_000,
        '{"a":"\\ud800"}',
        '{"a":1.5}',
        '{"a":"' + "x" * 300_000 + '"}',
    ):
        told = '{"kind":"ballot","author":"MAR","sig":"AA","body":' + body + "}"
        answer = served.web.client.post(served.path("lines"), headers=headers, content=told)
        assert answer.status_code in {400, 409}, body[:20]
        assert "detail" in answer.json()


def test_no_token_for_something_else_opens_the_hall(served: Served) -> None:
    """A token without the scope of the assembly reads no board and writes on none."""
    token = served.web.token(head("MAR"), Scope.READ)
    headers = {"Authorization": f"Bearer {token}"}
    found = [
        served.web.client.get(served.path(*below), headers=headers).status_code
        for below in ((), ("lines",), ("bundle.zip",))
    ]
    body = {"kind": "ballot", "author": "MAR", "body": {}, "sig": "A"}
    for path, told in (("lines", body), ("revocations", {"member": "MAR"})):
        answer = served.web.client.post(served.path(path), headers=headers, json=told)
        found.append(answer.status_code)
    assert found == [403] * 5
    assert served.web.client.get(served.path()).status_code == 401


def test_a_member_is_revoked_by_its_head_or_the_secretary(served: Served) -> None:
    """Another head of delegation is refused; the member's own is not."""
    path, told = served.path("revocations"), {"member": "MAR"}
    found = [
        served.web.post(path, officer, told).status_code
        for officer in (head("TUN"), head("MAR"), SECRETARY)
    ]
    assert found == [403, 201, 201]
    assert served.web.get(served.path(), head("TUN")).json()["revoked"] == ["MAR"]


def test_an_unknown_board_is_not_found(served: Served) -> None:
    """Whatever is asked of it."""
    served.world.board_id = "0" * 32
    found = [
        served.web.get(served.path(*below), head("MAR")).status_code
        for below in ((), ("lines",), ("bundle.zip",))
    ]
    body = {"kind": "ballot", "author": "MAR", "body": {}, "sig": "A"}
    found.append(served.web.post(served.path("lines"), head("MAR"), body).status_code)
    assert found == [404] * 4


def test_a_manifest_is_json(served: Served) -> None:
    """What is shown of the manifest is what stands in line 0."""
    with served.world.database.reading() as transaction:
        (line,) = boards.lines(transaction, served.world.board_id, limit=1)
    shown = served.web.get(served.path(), head("MAR")).json()
    assert shown["manifest"] == json.loads(line)["body"]
