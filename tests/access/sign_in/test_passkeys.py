"""Promises of the verbs of passkeys; the whole way is tested at the routes."""

import base64

import pytest

from authenticator import Authenticator, encoded
from jisr.access import actions as access
from jisr.access.model import Officer, Role
from jisr.access.sign_in import passkeys
from jisr.access.sign_in.model import CeremonyKind, Passkey
from jisr.access.sign_in.origins import Relying
from jisr.access.sign_in.passkeys import Making
from jisr.errors import AlreadyExists, CredentialRefused, Denied, NotFound
from jisr.kit.db import Database
from machine_world import HEAD, MACHINE, found_machine
from ticking import TickingClock

RELYING = Relying("jisr.example", "https://jisr.example")
CLERK = Officer("clerk@mar", "MAR", "Clerk", frozenset({Role.BUREAU_OFFICER}))


@pytest.fixture
def network(database: Database) -> Database:
    """A network with a head and a clerk."""
    found_machine(database)
    database.in_transaction(access.register_officer, HEAD, CLERK)
    return database


def make(database: Database, device: Authenticator, invitation: str = "") -> Passkey:
    """Make a passkey of the clerk."""
    begun = database.in_transaction(passkeys.begin, CeremonyKind.REGISTER, CLERK.id)
    taken = database.in_transaction(passkeys.take, CeremonyKind.REGISTER, begun.id)
    answer = device.make({"challenge": encoded(begun.challenge)})
    making = Making(answer, "phone", invitation)
    return database.in_transaction(passkeys.add, RELYING, taken, making)


def device() -> Authenticator:
    """Return a device of our page."""
    return Authenticator(RELYING.origin, RELYING.id)


def test_an_invitation_ends(network: Database, clock: TickingClock) -> None:
    """After a day; a mistyped one is refused alike."""
    invitation = network.in_transaction(passkeys.invite, HEAD, CLERK.id)
    with network.reading() as transaction:
        assert passkeys.invited(transaction, invitation) == CLERK.id
    clock.advance(hours=24)
    for each in (invitation, "mistyped"):
        with network.reading() as transaction, pytest.raises(CredentialRefused):
            passkeys.invited(transaction, each)


def test_only_who_manages_officers_invites(network: Database) -> None:
    """Not the officer itself, and never a machine."""
    for acting, officer in ((CLERK.id, CLERK.id), (MACHINE, CLERK.id), (HEAD, MACHINE)):
        with pytest.raises(Denied):
            network.in_transaction(passkeys.invite, acting, officer)


def test_an_invitation_is_for_one_officer(network: Database) -> None:
    """It is used up by its own officer only."""
    other = network.in_transaction(passkeys.invite, HEAD, HEAD)
    with pytest.raises(CredentialRefused):
        make(network, device(), other)
    own = network.in_transaction(passkeys.invite, HEAD, CLERK.id)
    make(network, device(), own)
    with pytest.raises(CredentialRefused):
        make(network, device(), own)


def test_a_passkey_is_registered_once(network: Database) -> None:
    """Also when it was revoked meanwhile."""
    one = device()
    passkey = make(network, one)
    with pytest.raises(AlreadyExists):
        make(network, one)
    network.in_transaction(passkeys.revoke, CLERK.id, CLERK.id, passkey.id)
    with pytest.raises(AlreadyExists):
        make(network, one)


def test_who_revokes_a_passkey(network: Database) -> None:
    """Its officer and its manager; not another officer, and not twice."""
    passkey = make(network, device())
    for acting in (MACHINE, "ghost@mar"):
        with pytest.raises(Denied):
            network.in_transaction(passkeys.revoke, acting, CLERK.id, passkey.id)
    with pytest.raises(NotFound):
        network.in_transaction(passkeys.revoke, HEAD, HEAD, passkey.id)
    network.in_transaction(passkeys.revoke, HEAD, CLERK.id, passkey.id)
    with pytest.raises(NotFound):
        network.in_transaction(passkeys.revoke, HEAD, CLERK.id, passkey.id)


def test_who_sees_the_passkeys_of_an_officer(network: Database) -> None:
    """That officer and its manager."""
    passkey = make(network, device())
    with network.reading() as transaction:
        head = access.officer(transaction, HEAD)
        for acting in (head, CLERK):
            assert passkeys.passkeys_shown(transaction, acting, CLERK.id) == (passkey,)
        with pytest.raises(Denied):
            passkeys.passkeys_shown(transaction, CLERK, HEAD)


def test_a_deactivated_officers_passkey_is_refused(network: Database) -> None:
    """The device still answers rightly."""
    one = device()
    make(network, one)
    network.in_transaction(access.deactivate_officer, HEAD, CLERK.id)
    begun = network.in_transaction(passkeys.begin, CeremonyKind.SIGN_IN, "")
    taken = network.in_transaction(passkeys.take, CeremonyKind.SIGN_IN, begun.id)
    answer = one.use({"challenge": encoded(begun.challenge)})
    with pytest.raises(CredentialRefused):
        network.in_transaction(passkeys.use, RELYING, taken, answer)


def test_what_is_sealed_verifies_signatures_later(network: Database) -> None:
    """The public key and to whom it is bound stand in the ledger."""
    passkey = make(network, device())
    assert passkeys.passkey_document(passkey, RELYING) == {
        "passkey": passkey.id,
        "officer": CLERK.id,
        "public": base64.b64encode(passkey.public).decode(),
        "relying_party": "jisr.example",
        "origin": "https://jisr.example",
    }
