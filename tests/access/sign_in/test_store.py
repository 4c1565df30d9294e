"""Promises of what sign-in keeps."""

import datetime

from jisr.access.sign_in import store
from jisr.kit.db import Database
from ticking import TickingClock


def test_a_revocation_is_kept_until_it_is_needless(database: Database, clock: TickingClock) -> None:
    """After the credential would have ended by itself it is forgotten."""
    until = clock.instant + datetime.timedelta(hours=1)
    database.in_transaction(store.revoke, "1" * 32, until)
    database.in_transaction(store.revoke, "1" * 32, until)  # twice is once
    with database.reading() as transaction:
        before = store.revoked(transaction)
    clock.advance(hours=2)
    with database.reading() as transaction:
        assert (before, store.revoked(transaction)) == (frozenset({"1" * 32}), frozenset())
