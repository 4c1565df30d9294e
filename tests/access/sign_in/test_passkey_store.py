"""Promises of what is kept of passkeys and ceremonies."""

import datetime

import pytest

from jisr.access.sign_in import passkey_store
from jisr.access.sign_in.model import Ceremony, CeremonyKind, Passkey
from jisr.kit.db import Database
from ticking import START, TickingClock

HOUR = datetime.timedelta(hours=1)
PASSKEY = Passkey("one", "amal@mar", b"credential", b"public", 2**32 - 1, "phone", START)


def test_a_passkey_is_read_as_it_was_kept(database: Database) -> None:
    """With the counter that was told last; a revoked one says since when."""
    database.in_transaction(passkey_store.add, PASSKEY)
    with database.reading() as transaction:
        assert passkey_store.find(transaction, "one") == PASSKEY
        assert passkey_store.passkeys_of(transaction, "amal@mar") == (PASSKEY,)
        assert passkey_store.passkeys_of(transaction, "badr@mar") == ()
    database.in_transaction(passkey_store.count_use, "one", 7)
    database.in_transaction(passkey_store.revoke, "one")
    with database.reading() as transaction:
        found = passkey_store.find(transaction, "one")
    assert found is not None
    assert (found.uses, found.revoked_at is None) == (7, False)


@pytest.mark.parametrize("kind", [CeremonyKind.INVITATION, CeremonyKind.SIGN_IN])
def test_a_ceremony_is_taken_once(database: Database, kind: CeremonyKind) -> None:
    """Only as what it was begun as; to look at it does not take it."""
    begun = Ceremony("name", kind, "amal@mar", {"challenge": "x"}, START + HOUR)
    database.in_transaction(passkey_store.begin, begun)
    with database.reading() as transaction:
        assert passkey_store.look(transaction, kind, "name") == begun
    assert database.in_transaction(passkey_store.take, kind, "name") == begun
    assert database.in_transaction(passkey_store.take, kind, "name") is None


def test_a_ceremony_of_another_kind_is_spoilt(database: Database) -> None:
    """Who answers a challenge as something else has used it up."""
    begun = Ceremony("name", CeremonyKind.CONFIRM, "", {}, START + HOUR)
    database.in_transaction(passkey_store.begin, begun)
    for kind in (CeremonyKind.SIGN_IN, CeremonyKind.CONFIRM):
        assert database.in_transaction(passkey_store.take, kind, "name") is None


def test_ceremonies_end(database: Database, clock: TickingClock) -> None:
    """And the database does not hold the name by which they are finished."""
    begun = Ceremony("a-secret-name", CeremonyKind.CONFIRM, "", {}, START + HOUR)
    database.in_transaction(passkey_store.begin, begun)
    with database.reading() as transaction:
        rows = transaction.connection.exec_driver_sql("SELECT * FROM ceremonies").all()
    assert "a-secret-name" not in repr(rows)
    clock.advance(hours=1)
    assert database.in_transaction(passkey_store.take, CeremonyKind.CONFIRM, begun.id) is None


def test_a_passkey_or_an_invitation_opens_the_hub(database: Database, clock: TickingClock) -> None:
    """Not one that was revoked or has ended, and no other ceremony."""

    def has_any() -> bool:
        with database.reading() as transaction:
            return passkey_store.has_any(transaction)

    other = Ceremony("other", CeremonyKind.SIGN_IN, "", {}, START + 9 * HOUR)
    database.in_transaction(passkey_store.begin, other)
    assert not has_any()
    invitation = Ceremony("name", CeremonyKind.INVITATION, "amal@mar", {}, START + HOUR)
    database.in_transaction(passkey_store.begin, invitation)
    assert has_any()
    clock.advance(hours=1)
    assert not has_any()
    database.in_transaction(passkey_store.add, PASSKEY)
    assert has_any()
    database.in_transaction(passkey_store.revoke, "one")
    assert not has_any()
