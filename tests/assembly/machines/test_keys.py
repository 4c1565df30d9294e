"""The promises of a machine's key: made once, registered with proof, its private half at home."""

import pytest

from board_world import SESSION
from jisr.assembly.ballot.spelling import to_text
from jisr.assembly.machines.keys import register, sealing_key
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions.model import KeyUse
from jisr.errors import HubRefused
from machine_room import Room


def test_a_key_is_registered_for_its_holder(room: Room) -> None:
    """The hub knows the public halves that are in the folder, and the trustee's to seal to."""
    booth = room.machine("ARG", KeyUse.VOTE)
    trustee = room.machine("ARG", KeyUse.TRUSTEE)
    with room.world.database.reading() as transaction:
        (vote,) = sessions.keys(transaction, SESSION, KeyUse.VOTE)
        (opens,) = sessions.keys(transaction, SESSION, KeyUse.TRUSTEE)
    assert (vote.member, vote.public, vote.sealing) == ("ARG", *booth.keys(), "")
    assert (opens.member, opens.public) == ("ARG", *trustee.keys())
    assert opens.sealing == sealing_key(trustee) == sealing_key(room.folder("ARG", KeyUse.TRUSTEE))


def test_who_holds_no_office_registers_no_trustees_key(room: Room) -> None:
    """The key stays in the folder, unregistered."""
    folder = room.folder("EGY", KeyUse.TRUSTEE)
    with folder.held(), pytest.raises(HubRefused):
        register(room.call("EGY"), folder, SESSION, KeyUse.TRUSTEE)
    with room.world.database.reading() as transaction:
        assert sessions.keys(transaction, SESSION, KeyUse.TRUSTEE) == ()


def test_a_lost_key_is_replaced(room: Room) -> None:
    """After the old one was revoked, a new one is made and registered."""
    folder = room.machine("PER", KeyUse.VOTE)
    (first,) = folder.keys()
    with room.world.database.reading() as transaction:
        (held,) = sessions.keys(transaction, SESSION, KeyUse.VOTE)
    room.world.database.in_transaction(sessions.revoke_key, held.officer, held.id)
    new = register(room.call("PER"), folder, SESSION, KeyUse.VOTE, is_new=True)
    assert new.public == to_text(folder.key(SESSION).public) != first
