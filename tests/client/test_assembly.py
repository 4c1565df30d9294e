"""The promises of the client's part for the assembly, over a real socket."""

import json
from collections.abc import Iterator

import msgspec
import pytest

from board_world import BoardWorld, found_session, head
from hub_thread import listening
from jisr.access.sign_in.model import Scope
from jisr.assembly.boards import actions as boards
from jisr.assembly.boards.model import Kind
from jisr.assembly.boards.registrar import Registrar
from jisr.client import assembly
from jisr.client.client import Client
from jisr.errors import HubRefused
from jisr.kit.db import METADATA, Database
from web import Web, web_over

SHAPES: dict[str, type[msgspec.Struct]] = {
    "BoardShown": assembly.Board,
    "ReceiptShown": assembly.Receipt,
}


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[BoardWorld, Web, str]]:
    """A served session with an open ballot."""
    home = tmp_path_factory.mktemp("hall")
    database = Database.at(home / "jisr.db")
    METADATA.create_all(database.engine)
    world = found_session(database, home)
    web = web_over(database, home)
    world.registrar = web.hub.part(Registrar)
    world.open()
    world.ceremony()
    with listening(web) as url:
        yield world, web, url
    database.close()


def client(hall: tuple[BoardWorld, Web, str], member: str) -> Client:
    """Call the hub as a head of delegation."""
    return Client(hall[2], hall[1].token(head(member), Scope.ASSEMBLY))


def test_a_board_is_read_and_written(hall: tuple[BoardWorld, Web, str]) -> None:
    """State, lines and bundle are read; a ballot gets its receipt; a refusal is an error."""
    world = hall[0]
    entry = world.entry(Kind.BALLOT, "MAR", world.sealed("MAR", (1, 0, 0)))
    told = {"kind": "ballot", "author": "MAR", "body": entry.body, "sig": entry.sig}
    with client(hall, "MAR") as hub:
        receipt = hub.assembly.submit(world.board_id, **told)  # type: ignore[arg-type]  # as they are named
        found = hub.assembly.board(world.board_id)
        lines = list(hub.assembly.lines(world.board_id))
        later = list(hub.assembly.lines(world.board_id, 16))
        bundle = hub.assembly.bundle(world.board_id)
    assert (found.size, found.head, list(found.ballots)) == (17, receipt.head, ["MAR"])
    with world.database.reading() as transaction:
        assert lines == list(boards.lines(transaction, world.board_id))
        assert bundle == boards.bundle(transaction, world.board_id)
    assert later == lines[16:]
    assert json.loads(lines[16])["sig"] == entry.sig
    with client(hall, "TUN") as other, pytest.raises(HubRefused) as caught:
        other.assembly.submit(world.board_id, **{**told, "sig": "A" * 86})  # type: ignore[arg-type]  # as they are named
    assert caught.value.details["status"] == 403


def test_a_member_is_revoked(hall: tuple[BoardWorld, Web, str]) -> None:
    """The head of the delegation ends its own ballot, and no other."""
    world = hall[0]
    with client(hall, "PER") as hub:
        hub.assembly.revoke(world.board_id, "PER")
        with pytest.raises(HubRefused):
            hub.assembly.revoke(world.board_id, "TUN")
    assert world.board().revoked == {"PER"}


@pytest.mark.parametrize("name", SHAPES)
def test_shape_has_the_fields_of_the_document(hall: tuple[BoardWorld, Web, str], name: str) -> None:
    """No field is missed, none is waited for in vain."""
    promised = hall[1].client.app.openapi()["components"]["schemas"]  # type: ignore[attr-defined]  # a FastAPI
    fields = [each.name for each in msgspec.structs.fields(SHAPES[name])]
    assert sorted(fields) == sorted(promised[name]["properties"])
