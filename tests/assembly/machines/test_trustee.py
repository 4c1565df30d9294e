"""The promises of the trustee's machine: one step after the other, also after a restart."""

import pytest

from board_world import TRUSTEES, WITNESSES
from jisr.assembly.boards import actions as boards
from jisr.assembly.machines.trustee import Step, TrusteeMachine, next_step
from jisr.assembly.sessions.model import KeyUse
from jisr.errors import Denied, EntryRefused
from machine_room import Room


def test_five_machines_make_the_key_and_open_the_sums(room: Room) -> None:
    """Every step is done by a machine that was started anew, from its folder alone."""
    room.open_with({})
    steps = [room.trustee(TRUSTEES[0]).next_step()]
    room.world.vote("MAR", (1, 0, 0))
    room.world.vote("TUN", (0, 1, 0))
    room.world.close(witnesses=2)
    steps.append(room.trustee(TRUSTEES[0]).next_step())
    room.world.post_witness(WITNESSES[2])
    steps.append(room.trustee(TRUSTEES[0]).next_step())
    for member in TRUSTEES[:3]:
        room.trustee(member).act(Step.SHARE)
    steps.append(room.trustee(TRUSTEES[0]).next_step())
    assert steps == [Step.WAIT_CLOSE, Step.WAIT_WITNESSES, Step.SHARE, Step.DONE]
    assert room.world.totals() == (1, 1, 0)


def test_the_steps_follow_the_board(room: Room) -> None:
    """A trustee waits for the others where it must, and has nothing to do at a void round."""
    for member in room.world.members:
        room.machine(member, KeyUse.VOTE)
    room.open_with({}, work=False)
    first, *others = TRUSTEES
    seen = [room.trustee(first).next_step()]
    room.trustee(first).act(Step.PROMISE)
    seen.append(room.trustee(first).next_step())
    for member in others:
        room.trustee(member).act(Step.PROMISE)
    seen.append(room.trustee(first).next_step())
    room.trustee(first).act(Step.REVEAL)
    seen.append(room.trustee(first).next_step())
    for member in others:
        room.trustee(member).act(Step.REVEAL)
    seen.append(room.trustee(first).next_step())
    world = room.world
    world.database.in_transaction(boards.close_board, world.registrar, world.board_id)
    seen.append(room.trustee(first).next_step())
    assert seen == [
        Step.PROMISE,
        Step.WAIT_PROMISES,
        Step.REVEAL,
        Step.WAIT_REVEALS,
        Step.READY,
        Step.DONE,
    ]
    assert next_step(world.board(), "nobody") is Step.DONE


def test_a_machine_that_lost_its_secret_says_so(room: Room) -> None:
    """Without the coefficients of the round nothing is opened, and nothing is made up."""
    room.open_with({})
    machine = room.trustee("ARG")
    machine.copy.folder.forget(f"round-{machine.copy.round}")
    again = room.trustee("ARG")
    for step in (Step.REVEAL, Step.READY, Step.SHARE):
        with pytest.raises(Denied):
            again.act(step)


def test_a_second_closed_board_of_a_round_is_not_opened(room: Room) -> None:
    """What was opened is on the disk: a machine that is started anew refuses another board."""
    room.open_with({})
    room.world.vote("MAR", (1, 0, 0))
    room.world.vote("TUN", (1, 0, 0))
    room.world.close()
    room.trustee("ARG").act(Step.SHARE)
    machine = room.trustee("ARG")
    machine.copy.board.closed_head = bytes(32)
    with pytest.raises(EntryRefused) as caught:
        machine.act(Step.SHARE)
    assert caught.value.details["why"] == "boards.second_board"


def test_too_few_ballots_stay_sealed(room: Room) -> None:
    """The machine itself refuses, whatever the hub says."""
    room.open_with({})
    room.world.vote("MAR", (1, 0, 0))
    room.world.close()
    with pytest.raises(EntryRefused) as caught:
        room.trustee("ARG").act(Step.SHARE)
    assert caught.value.details["why"] == "boards.few"


def test_a_machine_without_a_trustees_key_is_refused(room: Room) -> None:
    """A booth opens no sums."""
    room.open_with({})
    with pytest.raises(Denied):
        TrusteeMachine(room.copy("EGY", KeyUse.VOTE))
