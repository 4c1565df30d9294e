"""How long a secret ballot takes from the ceremony to the verified result, at home, and in a hub.

Run it with `PYTHONPATH=tests/support python bench/ballot.py`; it needs libsodium. Times are
seconds of one core, without network and without anyone who thinks before voting.
"""

import tempfile
import time
from pathlib import Path

from ballot_world import BallotWorld
from board_world import TRUSTEES, BoardWorld, found_session, head
from jisr.access.profiles import load_profile
from jisr.assembly.ballot.curve import Group, PlainGroup
from jisr.assembly.ballot.sodium import SodiumGroup
from jisr.assembly.ballot.verify import one_file, read_board
from jisr.assembly.boards import actions as boards
from jisr.assembly.boards.model import Kind
from jisr.kit.db import METADATA, Database

MEMBERS = 196
OPTIONS = 6


def run_election() -> BallotWorld:
    """Return a whole round: ceremony, ballots checked as they come, close, three shares, result."""
    world = BallotWorld(MEMBERS, OPTIONS, ballots_min=10)
    world.ceremony()
    for place, member in enumerate(world.members):
        world.vote(member, _marks(place))
    world.close()
    world.open("AR", "JP", "TN")
    return world


def verify_seconds(lines: list[bytes], group: Group) -> float:
    """Return the seconds of one recount."""
    start = time.process_time()
    read_board(lines, group)
    return time.process_time() - start


def hub_seconds() -> tuple[float, float]:
    """Return the seconds in which a hub on SQLite takes every ballot, and those of a new board.

    Each ballot is one transaction: who may vote is asked, every proof checked, the line stored and
    sealed in the ledger, and the receipt signed. The second figure is what a worker needs that
    reads the board for the first time.
    """
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        database = Database.at(home / "jisr.db")
        METADATA.create_all(database.engine)
        members = [each.country for each in load_profile("world").members]
        world = found_session(database, home, members)
        world.open(OPTIONS, ballots_min=10)
        world.ceremony()
        taken = _cast_all(world)
        world.close()
        world.share(*TRUSTEES[:3])
        if sum(world.totals() or ()) != len(members):
            raise RuntimeError
        world.registrar = type(world.registrar)(world.registrar.key)
        start = time.process_time()
        world.board()
        again = time.process_time() - start
        database.close()
    return taken, again


def _cast_all(world: BoardWorld) -> float:
    """Return the seconds that the clock on the wall shows for all ballots, one after the other."""
    ballots = [
        (
            world.officer(head(member)),
            world.entry(Kind.BALLOT, member, world.sealed(member, _marks(place))),
        )
        for place, member in enumerate(world.members)
    ]
    start = time.perf_counter()
    for officer, entry in ballots:
        world.database.in_transaction(
            boards.submit, world.registrar, officer, world.board_id, entry
        )
    return time.perf_counter() - start


def _marks(place: int) -> list[int]:
    return [int(place % OPTIONS == option) for option in range(OPTIONS)]


def main() -> None:
    """Print the figures."""
    start = time.process_time()
    world = run_election()
    made = time.process_time() - start
    fast = verify_seconds(world.lines, SodiumGroup())
    plain = verify_seconds(world.lines, PlainGroup())
    ballots = [world.lines[place] for place in world.board.ballots.values()]
    code = [line for line in one_file().splitlines() if line.strip()]
    print(f"ballots {MEMBERS}, options {OPTIONS}, totals {world.board.totals}")
    print(f"ceremony to result, libsodium: {made:.2f} s; recount with libsodium: {fast:.2f} s")
    print(f"recount with the standard library alone: {plain:.1f} s")
    print(f"bytes per ballot: at most {max(map(len, ballots))}; board {sum(map(len, world.lines))}")
    print(f"recount program: {len(code)} lines that are not blank")
    taken, again = hub_seconds()
    print(f"in a hub on SQLite: {MEMBERS} ballots in {taken:.2f} s, {MEMBERS / taken:.0f} a second")
    print(f"a worker that begins anew reads and checks the board in {again:.2f} s")


if __name__ == "__main__":
    main()
