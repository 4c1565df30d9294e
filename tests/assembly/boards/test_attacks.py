"""The promises of a board against those who cheat: each attack goes through the real hub."""

import datetime
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ballot_world import text
from board_world import SECRETARY, SESSION, BoardWorld, found_session, head
from jisr.assembly.ballot.board import Board
from jisr.assembly.ballot.booth import seal_ballot
from jisr.assembly.ballot.curve import PlainGroup, Refused
from jisr.assembly.ballot.spelling import from_scalars, to_bytes, to_scalars
from jisr.assembly.ballot.verify import read_board
from jisr.assembly.boards import actions as boards
from jisr.assembly.boards import store
from jisr.assembly.boards.model import Entry, Kind
from jisr.assembly.boards.registrar import Registrar
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions.model import KeyUse, Office
from jisr.errors import AlreadyExists, Denied, EntryRefused, JisrError, LedgerBroken
from jisr.kit.db import METADATA, Database
from jisr.values import new_id
from ticking import TickingClock

YES, NO = (1, 0), (0, 1)


@pytest.fixture
def hall(tmp_path: Path, clock: TickingClock) -> BoardWorld:
    """An open ballot of two options, where the first two have voted."""
    database = Database.at(tmp_path / "jisr.db", clock=clock)
    METADATA.create_all(database.engine)
    world = found_session(database, tmp_path)
    world.open(2)
    world.ceremony()
    world.vote("EGY", YES)
    world.vote("MAR", NO)
    return world


def lines(world: BoardWorld) -> tuple[bytes, ...]:
    """Return the board as the hub gives it out."""
    with world.database.reading() as transaction:
        return boards.lines(transaction, world.board_id)


def sealed_of(world: BoardWorld, member: str) -> dict[str, object]:
    """Return the body of a ballot that stands on the board."""
    return dict(json.loads(lines(world)[world.board().ballots[member]])["body"])


def copied(world: BoardWorld) -> Entry:
    """Cast another member's ballot under one's own name."""
    return world.entry(Kind.BALLOT, "PER", sealed_of(world, "EGY"))


def copied_blinded(world: BoardWorld) -> Entry:
    """Cast another member's ballot, sealed once more so that it looks new."""
    stolen, group, board = sealed_of(world, "EGY"), world.group, world.board()
    again = []
    for each in stolen["ct"]:  # type: ignore[attr-defined]  # a list of marks
        raw = to_bytes(each, 64)
        a = group.add(raw[:32], group.multiply(9, group.base))
        again.append(text(a + group.add(raw[32:], group.multiply(9, board.joint))))
    return world.entry(Kind.BALLOT, "PER", {**stolen, "ct": again})


def columns_swapped(world: BoardWorld) -> Entry:
    """Turn a vote for one option into a vote for the other, with its proofs."""
    sealed = world.sealed("PER", YES)
    swapped = {name: sealed[name][::-1] for name in ("ct", "proofs")}
    return world.entry(Kind.BALLOT, "PER", {**sealed, **swapped})


def marked_twice(world: BoardWorld) -> Entry:
    """Mark both options where one is allowed, each mark with a true proof."""
    generous = world.board()
    generous.manifest = {**generous.manifest, "marks_max": 2}
    sealed = seal_ballot(generous, world.group, "PER", (1, 1)).cast()
    sealed["sum"] = from_scalars(to_scalars(sealed["sum"], 4)[:2])
    return world.entry(Kind.BALLOT, "PER", sealed)


def counted_twice(world: BoardWorld) -> Entry:
    """Seal two votes for one option, with the proofs of an honest ballot."""
    sealed = world.sealed("PER", YES)
    raw = to_bytes(sealed["ct"][0], 64)
    sealed["ct"][0] = text(raw[:32] + world.group.add(raw[32:], world.group.base))
    return world.entry(Kind.BALLOT, "PER", sealed)


def voted_again(world: BoardWorld) -> Entry:
    """Vote a second time."""
    return world.entry(Kind.BALLOT, "EGY", world.sealed("EGY", NO))


def of_another_round(world: BoardWorld) -> Entry:
    """Cast a ballot that was signed for another board."""
    other = world.entry(Kind.BALLOT, "PER", world.sealed("PER", YES))
    world.open(2)
    world.ceremony()
    return other


def audited(world: BoardWorld) -> Entry:
    """Cast a ballot that was opened for an audit."""
    ballot = seal_ballot(world.board(), world.group, "PER", YES)
    world.post(Kind.BURNT, "PER", {"tracker": ballot.tracker})
    return world.entry(Kind.BALLOT, "PER", ballot.cast())


def late(world: BoardWorld) -> Entry:
    """Cast a ballot that was sealed in time after the close."""
    entry = world.entry(Kind.BALLOT, "PER", world.sealed("PER", YES))
    world.close()
    return entry


def second_head(world: BoardWorld) -> Entry:
    """Let a witness sign another board's head."""
    world.close(witnesses=2)
    return world.entry(Kind.WITNESS, "NOR", {"head": text(bytes(32))})


def tampered_share(world: BoardWorld) -> Entry:
    """Publish a share that opens to one vote more."""
    world.close()
    share = world.trustees["ARG"].open_sums(world.board())
    moved = world.group.add(to_bytes(share["parts"][0], 32), world.group.base)
    return world.entry(Kind.SHARE, "ARG", {**share, "parts": [text(moved), *share["parts"][1:]]})


def opened_early(world: BoardWorld) -> Entry:
    """Open the sums of a board that not enough witnesses have signed."""
    world.close(witnesses=2)
    blind = world.board()
    blind.witnesses = {"CHL", "IND", "NOR"}
    return world.entry(Kind.SHARE, "ARG", world.trustees["ARG"].open_sums(blind))


def opened_while_open(world: BoardWorld) -> Entry:
    """Open the sums while votes may still come."""
    blind = world.board()
    blind.witnesses, blind.closed_head = {"CHL", "IND", "NOR"}, blind.head
    return world.entry(Kind.SHARE, "ARG", world.trustees["ARG"].open_sums(blind))


def deep(_world: BoardWorld) -> Entry:
    """Send a body that is nested without end."""
    body: dict[str, object] = {}
    for _ in range(3_000):
        body = {"ct": body}
    return Entry(Kind.BALLOT, "PER", body, "A" * 86)


ATTACKS: list[tuple[Callable[[BoardWorld], Entry], str]] = [
    (copied, "boards.copied"),
    (copied_blinded, "boards.mark_proof"),
    (columns_swapped, "boards.mark_proof"),
    (marked_twice, "boards.sum_proof"),
    (counted_twice, "boards.mark_proof"),
    (voted_again, "boards.voted"),
    (of_another_round, "boards.signature"),
    (audited, "boards.burnt"),
    (late, "boards.not_open"),
    (second_head, "boards.witness"),
    (tampered_share, "boards.share_proof"),
    (opened_early, "boards.witnesses"),
    (opened_while_open, "boards.witnesses"),
    (deep, "boards.unreadable"),
]


@pytest.mark.parametrize(("attack", "why"), ATTACKS)
def test_an_attack_is_refused_and_leaves_no_trace(
    hall: BoardWorld, attack: Callable[[BoardWorld], Entry], why: str
) -> None:
    """The hub refuses for its reason, and neither the board nor its ballots change."""
    entry = attack(hall)
    before = lines(hall)
    with pytest.raises(EntryRefused) as caught:
        hall.submit(entry)
    assert (caught.value.details["why"], lines(hall)) == (why, before)


def test_a_replay_gets_the_same_receipt_and_no_second_place(hall: BoardWorld) -> None:
    """A line that broke may be sent again; the ballot stands once."""
    entry = hall.entry(Kind.BALLOT, "PER", hall.sealed("PER", YES))
    first, again = hall.submit(entry), hall.submit(entry)
    assert (first, len(hall.board().ballots)) == (again, 3)


def test_a_trustee_opens_one_of_two_boards(hall: BoardWorld) -> None:
    """A hub that shows a second closed board of a round gets no second opening of it."""
    shorter = Board(hall.group)
    for line in lines(hall):
        shorter.add(line)
    hall.vote("PER", YES)
    hall.close()
    trustee = hall.trustees["ARG"]
    trustee.open_sums(hall.board())
    shorter.closed_head, shorter.witnesses = shorter.head, hall.board().witnesses
    with pytest.raises(Refused) as caught:
        trustee.open_sums(shorter)
    assert str(caught.value) == "this trustee has opened another closed board of this round"


def refused(world: BoardWorld, entry: Entry, officer: str = "") -> str:
    """Return the reason for which somebody may not put an entry on the board."""
    before = lines(world)
    with pytest.raises(JisrError) as caught:
        world.submit(entry, officer)
    assert lines(world) == before
    assert isinstance(caught.value, Denied)
    return str(caught.value.details["why"])


def test_nobody_else_sends_a_members_ballot(hall: BoardWorld) -> None:
    """A true ballot is refused from another member's delegate and from the secretariat."""
    entry = hall.entry(Kind.BALLOT, "PER", hall.sealed("PER", YES))
    assert refused(hall, entry, head("TUN")) == "boards.not_yours"
    assert refused(hall, entry, SECRETARY) == "sessions.not_member"


def test_only_a_trustee_writes_as_trustee(hall: BoardWorld) -> None:
    """Another delegate, and another trustee, put nothing on the board in a trustee's name."""
    hall.close()
    share = hall.trustees["ARG"].open_sums(hall.board())
    entry = hall.entry(Kind.SHARE, "ARG", share)
    assert refused(hall, entry, head("EGY")) == "sessions.no_office"
    assert refused(hall, entry, head("FRA")) == "boards.not_yours"


def test_only_a_witness_signs_as_witness(hall: BoardWorld) -> None:
    """A trustee is no witness."""
    hall.close(witnesses=0)
    entry = hall.entry(Kind.WITNESS, "CHL", {"head": text(hall.board().closed_head)})
    assert refused(hall, entry, head("ARG")) == "sessions.no_office"


def test_what_the_registrar_writes_nobody_submits(hall: BoardWorld) -> None:
    """A member closes no ballot and publishes no result."""
    for kind in (Kind.MANIFEST, Kind.REVOKE, Kind.CLOSE, Kind.RESULT):
        entry = Entry(kind, "registrar", {"ballots": 2}, "A" * 86)
        assert refused(hall, entry, head("EGY")) == "boards.not_submitted"


def test_a_caster_whom_the_member_withdrew_does_not_vote(hall: BoardWorld) -> None:
    """From the moment of the withdrawal the ballot is refused, with whatever key."""
    entry = hall.entry(Kind.BALLOT, "PER", hall.sealed("PER", YES))
    withdraw = sessions.withdraw_delegate
    hall.database.in_transaction(withdraw, head("PER"), SESSION, "PER", head("PER"))
    assert refused(hall, entry) == "sessions.withdrawn"


def test_a_revoked_key_signs_no_ballot(hall: BoardWorld) -> None:
    """The hub refuses what a lost key signed, although the manifest still names it."""
    entry = hall.entry(Kind.BALLOT, "PER", hall.sealed("PER", YES))
    revoke, key = sessions.revoke_key, hall.held["PER", KeyUse.VOTE]
    hall.database.in_transaction(revoke, head("PER"), key.id)
    assert refused(hall, entry) == "boards.key"


def test_a_trustee_who_lost_the_office_opens_nothing(hall: BoardWorld) -> None:
    """Who is no trustee any more writes nothing as one."""
    hall.close()
    entry = hall.entry(Kind.SHARE, "TUN", hall.trustees["TUN"].open_sums(hall.board()))
    others = tuple(map(head, ("ARG", "FRA", "JPN", "KEN")))
    name = sessions.name_offices
    hall.database.in_transaction(name, SECRETARY, SESSION, Office.TRUSTEE, others)
    assert refused(hall, entry) == "sessions.no_office"


def test_a_revoked_member_casts_nothing_more(hall: BoardWorld) -> None:
    """The head of the delegation, or the secretary, ends what a member may cast on a board."""
    entry = hall.entry(Kind.BALLOT, "PER", hall.sealed("PER", YES))
    revoke = boards.revoke_by
    for officer in (head("EGY"), head("ARG")):
        with pytest.raises(Denied) as caught:
            hall.database.in_transaction(
                revoke, hall.registrar, hall.officer(officer), hall.board_id, "PER"
            )
        assert caught.value.details["why"] == "boards.not_revoker"
    for officer in (head("PER"), SECRETARY):  # the second time it is revoked already
        hall.database.in_transaction(
            revoke, hall.registrar, hall.officer(officer), hall.board_id, "PER"
        )
    with pytest.raises(EntryRefused) as refusal:
        hall.submit(entry)
    assert refusal.value.details["why"] == "boards.voted"
    assert hall.board().revoked == {"PER"}


def test_a_ballot_after_its_instant_is_late(hall: BoardWorld, clock: TickingClock) -> None:
    """From the instant on that was announced nothing is taken, closed or not."""
    at = hall.database.clock() + datetime.timedelta(minutes=5)
    hall.open(2, closes_at=at)
    hall.ceremony()
    hall.vote("EGY", YES)
    entry = hall.entry(Kind.BALLOT, "PER", hall.sealed("PER", YES))
    clock.advance(minutes=5)
    with pytest.raises(EntryRefused) as caught:
        hall.submit(entry)
    assert caught.value.details["why"] == "boards.late"


def test_one_changed_byte_in_the_table_is_found(hall: BoardWorld) -> None:
    """Whoever changes a stored line stops the board, and the recount names the entry."""
    given = list(lines(hall))
    changed = given[17].replace(b"MAR", b"MAX")
    with hall.database.engine.begin() as connection:
        connection.execute(store.lines.update().where(store.lines.c.n == 17).values(text=changed))
    hall.registrar = Registrar(hall.registrar.key)
    with pytest.raises(LedgerBroken):
        hall.board()
    with pytest.raises(Refused) as caught:
        read_board(lines(hall), PlainGroup())
    assert str(caught.value) == "Entry 17 is bad: the signature is not its author's."


def test_no_two_boards_begin_with_one_manifest(hall: BoardWorld) -> None:
    """A ballot that fits two boards could be counted on both."""
    setup = hall.setup(2)
    hall.database.in_transaction(boards.open_board, hall.registrar, setup)
    for same in (setup, replace(setup, id=new_id())):
        with pytest.raises(AlreadyExists):
            hall.database.in_transaction(boards.open_board, hall.registrar, same)
