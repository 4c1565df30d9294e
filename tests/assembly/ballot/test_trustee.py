"""The promises of a trustee's program: it opens one closed board, and finds a false dealer."""

import pytest

from ballot_world import BallotWorld, text
from jisr.assembly.ballot.board import Board, lagrange
from jisr.assembly.ballot.curve import ORDER, Refused
from jisr.assembly.ballot.spelling import to_bytes
from jisr.assembly.ballot.trustee import Secrets, Trustee


def voted() -> BallotWorld:
    """Return a round with two ballots, not closed."""
    world = BallotWorld(3, 2)
    world.ceremony()
    world.vote("M000", (1, 0))
    world.vote("M001", (1, 0))
    return world


def test_three_parts_make_the_secret_of_the_joint_key() -> None:
    """Any three parts, weighted, are the secret; two are not."""
    world = voted()
    parts = {
        index: world.trustees[name].check_part(world.board)
        for index, name in enumerate(world.trustees, start=1)
    }
    found = []
    for chosen in ([1, 2, 3], [2, 4, 5], [1, 2]):
        secret = sum(lagrange(index, chosen) * parts[index] for index in chosen) % ORDER
        found.append(world.group.multiply(secret, world.group.base) == world.board.joint)
    assert found == [True, True, False]


def test_nothing_is_opened_early() -> None:
    """While votes may still come, and before the witnesses, a trustee opens nothing."""
    world = voted()
    trustee = world.trustees["AR"]
    with pytest.raises(Refused):
        trustee.open_sums(world.board)
    world.close(witnesses=2)
    with pytest.raises(Refused):
        trustee.open_sums(world.board)


def test_a_second_closed_board_is_never_opened() -> None:
    """Two boards of one round would show one member's vote as the difference; one is opened."""
    world = voted()
    second = Board(world.group)
    for line in world.lines:
        second.add(line)
    world.close()
    trustee = world.trustees["AR"]
    first_share = trustee.open_sums(world.board)
    assert trustee.open_sums(world.board)["parts"] == first_share["parts"]
    world.board = second
    world.vote("M002", (0, 1))
    world.close()
    with pytest.raises(Refused) as caught:
        trustee.open_sums(second)
    assert str(caught.value) == "this trustee has opened another closed board of this round"


def test_a_false_dealer_is_named() -> None:
    """A part that does not fit the dealer's commitments is found by whom it was sealed for."""
    world = BallotWorld(2, 2)
    world.ceremony()
    sealed = world.board.reveals["JP"][1]
    raw = bytearray(to_bytes(sealed["AR"], 64))
    raw[32] ^= 1
    sealed["AR"] = text(bytes(raw))
    with pytest.raises(Refused) as caught:
        world.trustees["AR"].check_part(world.board)
    assert str(caught.value) == "trustee JP sealed a part that it did not commit to"


def test_a_trustee_goes_on_after_a_restart() -> None:
    """What its machine kept is enough to say ready and to open, and is not shown by accident."""
    world = BallotWorld(2, 2)
    kept = world.trustees["AR"].secrets
    world.ceremony()
    again = Trustee(world.group, "AR", Secrets(kept.sealing, list(kept.coefficients)))
    assert again.ready(world.board) == {"joint": text(world.board.joint)}
    assert again.check_part(world.board) == world.trustees["AR"].check_part(world.board)
    assert str(kept.sealing) not in repr(kept)


def test_nobody_reveals_before_all_have_promised() -> None:
    """A trustee who saw the others' commitments first could choose the joint key."""
    world = BallotWorld(2, 2)
    lonely = Trustee(world.group, "AR")
    lonely.promise(3)
    world.board.manifest = world.manifest
    with pytest.raises(Refused) as caught:
        lonely.reveal(world.board)
    assert str(caught.value) == "not every trustee has promised"


def test_a_key_chosen_after_the_promise_is_refused() -> None:
    """The board takes only the commitments that were promised."""
    world = voted()
    board = Board(world.group)
    for line in world.lines[:6]:
        board.add(line)
    world.board = board
    cheat = Trustee(world.group, "AR")
    cheat.promise(3)
    with pytest.raises(Refused) as caught:
        world.post("reveal", "AR", cheat.reveal(board))
    assert str(caught.value) == "this is not what the trustee promised"
