"""Promises of what is kept of identities."""

from jisr.access.sign_in import identity_store
from jisr.access.sign_in.model import Identity
from jisr.kit.db import Database
from ticking import START

ONE = Identity("https://a.example", "amal", "amal@mar", START)
OTHER = Identity("https://b.example", "amal", "amal@mar", START)


def test_an_identity_is_read_as_it_was_kept(database: Database) -> None:
    """The same subject at another issuer is somebody else; what is removed is gone."""
    for each in (ONE, OTHER):
        database.in_transaction(identity_store.add, each)
    with database.reading() as transaction:
        assert identity_store.find(transaction, ONE.issuer, "amal") == ONE
        assert identity_store.find(transaction, OTHER.issuer, "badr") is None
        assert set(identity_store.identities_of(transaction, "amal@mar")) == {ONE, OTHER}
    database.in_transaction(identity_store.remove, ONE)
    with database.reading() as transaction:
        assert identity_store.find(transaction, ONE.issuer, "amal") is None
        assert identity_store.identities_of(transaction, "amal@mar") == (OTHER,)


def test_no_two_identities_have_one_digest() -> None:
    """The newline between issuer and subject can stand in neither."""
    assert identity_store.digest_of("a", "b") != identity_store.digest_of("ab", "")
