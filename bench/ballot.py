"""How long a secret ballot takes from the ceremony to the verified result, and at home.

Run it with `PYTHONPATH=tests/support python bench/ballot.py`; it needs libsodium. Times are
seconds of one core, without network and without anyone who thinks before voting.
"""

import time

from ballot_world import BallotWorld
from jisr.assembly.ballot.curve import Group, PlainGroup
from jisr.assembly.ballot.sodium import SodiumGroup
from jisr.assembly.ballot.verify import one_file, read_board

MEMBERS = 196
OPTIONS = 6


def run_election() -> BallotWorld:
    """Return a whole round: ceremony, ballots checked as they come, close, three shares, result."""
    world = BallotWorld(MEMBERS, OPTIONS, ballots_min=10)
    world.ceremony()
    for place, member in enumerate(world.members):
        world.vote(member, [int(place % OPTIONS == option) for option in range(OPTIONS)])
    world.close()
    world.open("AR", "JP", "TN")
    return world


def verify_seconds(lines: list[bytes], group: Group) -> float:
    """Return the seconds of one recount."""
    start = time.process_time()
    read_board(lines, group)
    return time.process_time() - start


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


if __name__ == "__main__":
    main()
