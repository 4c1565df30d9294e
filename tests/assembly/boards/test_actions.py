"""The promises of the verbs of boards: what is taken, what is told, and what is sealed."""

import io
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from board_world import BoardWorld, head
from jisr.assembly.ballot.curve import PlainGroup
from jisr.assembly.ballot.spelling import receipt_bytes, to_bytes, to_text, tracker
from jisr.assembly.ballot.verify import BOARD_FILE, read_board
from jisr.assembly.boards import actions as boards
from jisr.assembly.boards.model import BoardState, BoardView, Kind
from jisr.assembly.boards.registrar import Registrar
from jisr.errors import EntryRefused, NotFound, ValueMalformed
from jisr.kit.db import Transaction
from jisr.ledger.log import entries, read_entry

BALLOTS = (("MAR", 0), ("TUN", 0), ("FRA", 1), ("ZAF", 2))


def marks(option: int) -> list[int]:
    """Return the marks of a ballot for one of three options."""
    return [int(place == option) for place in range(3)]


def view(world: BoardWorld) -> BoardView:
    """Return the board as everybody sees it."""
    with world.database.reading() as transaction:
        return boards.read_board(transaction, world.registrar, world.board_id)


def test_a_round_goes_from_its_ceremony_to_its_result(world: BoardWorld) -> None:
    """Four members vote, three trustees open, and the hub publishes what was opened."""
    world.open()
    states = [view(world).state]
    world.ceremony()
    states.append(view(world).state)
    for member, option in BALLOTS:
        world.vote(member, marks(option))
    world.close()
    states.append(view(world).state)
    world.share("ARG", "JPN")
    assert world.totals() is None
    world.share("TUN")
    states.append(view(world).state)
    assert states == list(BoardState)
    assert world.totals() == view(world).totals == (2, 1, 1)
    assert list(view(world).ballots) == [member for member, _ in BALLOTS]
    world.share("FRA")  # one more opens, too, and the result stays
    assert world.totals() == (2, 1, 1)


def test_each_line_is_one_entry_of_the_ledger(world: BoardWorld) -> None:
    """The subject is the board, the version the line's number and one, the document the line."""
    world.open()
    world.ceremony()
    receipt = world.vote("MAR", marks(1))
    with world.database.reading() as transaction:
        lines = boards.lines(transaction, world.board_id)
        sealed = read_entry(transaction, receipt.entry)
        count = transaction.connection.execute(
            entries.select().where(entries.c.subject == f"board:{world.board_id}")
        ).all()
    act = json.loads(sealed.act)
    assert (act["verb"], act["officer"], act["version"]) == (
        "board.ballot",
        head("MAR"),
        receipt.n + 1,
    )
    assert json.loads(sealed.document or b"") == {"line": lines[receipt.n].decode()}
    assert len(count) == len(lines) == receipt.n + 1


def test_a_receipt_is_signed_by_the_registrar(world: BoardWorld) -> None:
    """The key of the manifest signs place, head and entry."""
    world.open()
    world.ceremony()
    receipt = world.vote("MAR", marks(1))
    board = world.board()
    assert receipt.head == to_text(board.head)
    key = to_bytes(board.manifest["registrar"], 32)
    signed = receipt_bytes(board.manifest_hash, receipt.n, board.head, receipt.entry)
    assert board.group.signed(key, signed, to_bytes(receipt.signature, 64))


def test_nothing_is_left_of_a_transaction_that_fails(world: BoardWorld) -> None:
    """What a worker checked in vain is not on its board afterwards, and the next ballot is."""
    world.open()
    world.ceremony()
    entry = world.entry(Kind.BALLOT, "MAR", world.sealed("MAR", marks(0)))
    acting = world.officer(head("MAR"))

    def fail(transaction: Transaction) -> None:
        boards.submit(transaction, world.registrar, acting, world.board_id, entry)
        raise KeyError

    with pytest.raises(KeyError):
        world.database.in_transaction(fail)
    assert world.board().ballots == {}
    assert world.vote("TUN", marks(1)).n == world.submit(entry).n - 1


def test_two_workers_write_one_board(world: BoardWorld) -> None:
    """Each process has its own copy in memory; both see what the other wrote."""
    world.open()
    world.ceremony()
    one, two = world.registrar, Registrar(world.registrar.key)
    for place, (member, option) in enumerate(BALLOTS):
        world.registrar = (one, two)[place % 2]
        world.vote(member, marks(option))
    assert list(world.board().ballots) == [member for member, _ in BALLOTS]


def test_a_bundle_is_recounted_without_the_hub(world: BoardWorld) -> None:
    """The file holds every line, and the recount finds the result."""
    world.open()
    world.ceremony()
    for member, option in BALLOTS[:2]:
        world.vote(member, marks(option))
    world.close()
    world.share("ARG", "JPN", "TUN")
    with world.database.reading() as transaction:
        bundle = boards.bundle(transaction, world.board_id)
        manifest, closed = boards.hashes(transaction, world.board_id)
    with zipfile.ZipFile(io.BytesIO(bundle)) as opened:
        lines = opened.read(BOARD_FILE).splitlines()
    board = read_board(lines, PlainGroup())
    assert (board.totals, board.manifest_hash.hex(), board.closed_head.hex()) == (
        [2, 0, 0],
        manifest,
        closed,
    )


def test_lines_come_in_pages(world: BoardWorld) -> None:
    """A reader takes as many as he asks for, from where he is, and nothing after the last."""
    world.open()
    world.ceremony()
    with world.database.reading() as transaction:
        whole = boards.lines(transaction, world.board_id)
        pages = [
            boards.lines(transaction, world.board_id, start=start, limit=7)
            for start in (0, 7, 14, 21)
        ]
    assert [len(page) for page in pages] == [7, 7, 2, 0]
    assert tuple(line for page in pages for line in page) == whole


def test_too_few_ballots_are_never_opened(world: BoardWorld) -> None:
    """Where so few voted that the sums would show how, no share is taken."""
    world.open(ballots_min=3)
    world.ceremony()
    world.vote("MAR", marks(0))
    world.vote("TUN", marks(0))
    world.close()
    blind = world.board()
    blind.manifest = {**blind.manifest, "ballots_min": 1}
    body = world.trustees["ARG"].open_sums(blind)
    with pytest.raises(EntryRefused) as caught:
        world.post(Kind.SHARE, "ARG", body)
    assert caught.value.details["why"] == "boards.few"


def test_a_board_is_closed_once(world: BoardWorld) -> None:
    """A second close is refused."""
    world.open()
    world.ceremony()
    world.close(witnesses=0)
    with pytest.raises(EntryRefused):
        world.database.in_transaction(boards.close_board, world.registrar, world.board_id)


def test_finish_tells_the_result_or_nothing(world: BoardWorld) -> None:
    """Before enough trustees opened there is none; afterwards it is what was published."""
    world.open()
    world.ceremony()
    for member, option in BALLOTS:
        world.vote(member, marks(option))
    world.close()
    found = []
    for trustee in ("ARG", "FRA", "KEN"):
        found.append(world.database.in_transaction(boards.finish, world.registrar, world.board_id))
        world.share(trustee)
    found.append(world.database.in_transaction(boards.finish, world.registrar, world.board_id))
    assert found == [None, None, None, (2, 1, 1)]


def test_what_is_no_board_is_not_found(world: BoardWorld) -> None:
    """An unknown or malformed id reads and writes nothing."""
    for board_id in ("0" * 32, "x", ""):
        with pytest.raises(NotFound), world.database.reading() as transaction:
            boards.read_board(transaction, world.registrar, board_id)
        with pytest.raises(NotFound):
            world.database.in_transaction(boards.close_board, world.registrar, board_id)


def test_a_manifest_out_of_bounds_opens_no_round(world: BoardWorld) -> None:
    """The board's own checks stand before the first line, too."""
    wrong: list[dict[str, object]] = [
        {"marks_max": 9},
        {"threshold": 1},
        {"witnesses_min": 6},
        {"roll": {}},
    ]
    for changed in wrong:
        with pytest.raises(EntryRefused):
            world.open(3, **changed)
    with pytest.raises(ValueMalformed):
        world.database.in_transaction(
            boards.open_board, world.registrar, replace(world.setup(), id="x")
        )


def test_ballots_that_come_at_once_all_stand(world: BoardWorld) -> None:
    """Two workers with six hands each: no ballot is lost, none is doubled, and the board holds."""
    world.open()
    world.ceremony()
    voters = [member for member in world.members if member != "ARE"][:12]
    given = [
        (
            world.entry(Kind.BALLOT, member, world.sealed(member, marks(0))),
            world.officer(head(member)),
        )
        for member in voters
    ]
    workers = (world.registrar, Registrar(world.registrar.key))

    def cast(place: int) -> int:
        entry, officer = given[place]
        return world.database.in_transaction(
            boards.submit, workers[place % 2], officer, world.board_id, entry
        ).n

    with ThreadPoolExecutor(len(given)) as hands:
        places = list(hands.map(cast, range(len(given))))
    assert sorted(places) == list(range(16, 28))
    assert dict(zip(voters, places, strict=True)) == world.board().ballots


def test_a_member_sees_its_own_ballot(world: BoardWorld) -> None:
    """Place and tracker, once it is cast."""
    world.open()
    world.ceremony()
    body = world.sealed("MAR", marks(1))
    with world.database.reading() as transaction:
        assert boards.ballot_of(transaction, world.board_id, "MAR") is None
    world.post(Kind.BALLOT, "MAR", body)
    with world.database.reading() as transaction:
        assert boards.ballot_of(transaction, world.board_id, "MAR") == (16, tracker(body))
