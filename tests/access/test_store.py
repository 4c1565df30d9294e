"""What is stored comes back whole, on both engines."""

import datetime
from collections.abc import Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from jisr.access import store
from jisr.access.model import (
    AgreementGrant,
    Bureau,
    BureauKind,
    DatabaseName,
    Member,
    NetworkProfile,
    Officer,
    Purpose,
    Role,
)
from jisr.kit.db import Database, Transaction
from jisr.values import LanguageMap, new_id

MOROCCO = Bureau("MAR", BureauKind.NATIONAL, LanguageMap({"ar": "المغرب"}), "MAR")
PORT = Bureau(
    "MAR.PORT", BureauKind.AGENCY, LanguageMap({"en": "Port"}, frozenset(("en",))), "MAR", "MAR"
)
AMINA = Officer("amina", "MAR", "أمينة", frozenset((Role.HEAD_OF_BUREAU, Role.BUREAU_OFFICER)))
BRAHIM = Officer("brahim", "MAR.PORT", "Brahim", frozenset((Role.BUREAU_OFFICER,)))


@pytest.fixture
def stored(database: Database, profile: NetworkProfile) -> Iterator[Transaction]:
    """A transaction over a stored network with two bureaus and two officers."""
    with database.engine.begin() as connection:
        transaction = Transaction(connection, database.clock())
        store.add_network(transaction, profile)
        store.add_bureaus(transaction, [MOROCCO, PORT])
        store.put_officer(transaction, AMINA, 1)
        store.put_officer(transaction, BRAHIM, 1)
        yield transaction


def test_network_comes_back(stored: Transaction, profile: NetworkProfile) -> None:
    """The profile is kept byte by byte and read as it was."""
    assert store.find_network(stored) == profile


def test_no_network_before_it_is_founded(database: Database) -> None:
    """An empty database holds no network."""
    with database.reading() as transaction:
        assert store.find_network(transaction) is None


def test_database_holds_one_network(stored: Transaction, profile: NetworkProfile) -> None:
    """A second network is refused by the database itself."""
    with pytest.raises(IntegrityError):
        store.add_network(stored, replace(profile, members=(Member("ESP", 1),)))


def test_second_row_of_networks_is_refused(stored: Transaction) -> None:
    """Not even another number makes room for a second network."""
    with pytest.raises(IntegrityError):
        stored.connection.execute(sa.update(store.networks).values(id=2))


def test_members_come_in_pages(stored: Transaction) -> None:
    """Members come by code, and a page goes on where the last one ended."""
    first = store.list_members(stored, after="", limit=2)
    rest = store.list_members(stored, after=first[-1].country, limit=2)
    assert (first, rest) == (
        (Member("DZA", 7), Member("FRA", 3, datetime.date(1946, 9, 9))),
        (Member("MAR", 0),),
    )


def test_slot_is_given_once(stored: Transaction) -> None:
    """Two members with one slot are refused by the database itself."""
    with pytest.raises(IntegrityError):
        stored.connection.execute(
            sa.insert(store.members), {"country": "ESP", "slot": 7, "since": None}
        )


def test_bureaus_come_back(stored: Transaction) -> None:
    """A bureau keeps its place and its names."""
    assert store.find_bureau(stored, "MAR.PORT") == PORT
    assert store.find_bureau(stored, "FRA") is None
    assert store.list_bureaus(stored, after="", limit=9) == (MOROCCO, PORT)
    assert store.list_bureaus(stored, after="MAR", limit=9) == (PORT,)


def test_officers_come_back(stored: Transaction) -> None:
    """An officer keeps every role; the list may be of one bureau."""
    assert store.find_officer(stored, "amina") == (AMINA, 1)
    assert store.find_officer(stored, "Amina") is None
    assert store.list_officers(stored, bureau="", after="", limit=9) == (AMINA, BRAHIM)
    assert store.list_officers(stored, bureau="MAR.PORT", after="", limit=9) == (BRAHIM,)
    assert store.list_officers(stored, bureau="", after="amina", limit=1) == (BRAHIM,)


def test_new_version_of_an_officer_replaces_the_old_one(stored: Transaction) -> None:
    """Nothing of the old roles is left."""
    changed = replace(AMINA, roles=frozenset((Role.MACHINE,)), is_active=False)
    store.put_officer(stored, changed, 2)
    assert store.find_officer(stored, "amina") == (changed, 2)


def test_active_role_is_found(stored: Transaction) -> None:
    """Only an active officer of that very bureau counts."""
    head = [Role.HEAD_OF_BUREAU, Role.SECURITY_OFFICER]
    before = store.has_active_role(stored, "MAR", head)
    store.put_officer(stored, replace(AMINA, is_active=False), 2)
    assert [
        before,
        store.has_active_role(stored, "MAR", head),
        store.has_active_role(stored, "MAR.PORT", head),
        store.has_active_role(stored, "MAR.PORT", []),
    ] == [True, False, False, False]


def test_grants_come_back(stored: Transaction, grant: AgreementGrant) -> None:
    """An agreement keeps every bound, the empty ones too, and its newest version."""
    wide = replace(
        grant,
        id=new_id(),
        bureau="MAR",
        databases=frozenset(DatabaseName),
        purposes=frozenset(Purpose),
        counterparts=frozenset(),
        ends=datetime.date(2027, 1, 1),
    )
    store.put_grant(stored, grant, 1)
    store.put_grant(stored, wide, 1)
    ended = replace(grant, ends=grant.starts)
    store.put_grant(stored, ended, 2)
    both = tuple(sorted((ended, wide), key=lambda each: each.id))
    assert store.find_grant(stored, grant.id) == (ended, 2)
    assert store.find_grant(stored, new_id()) is None
    assert store.grants_of(stored, ["MAR", "MAR.PORT"]) == both
    assert store.grants_of(stored, []) == ()
    assert store.list_grants(stored, bureau="", after="", limit=9) == both
    assert store.list_grants(stored, bureau="MAR", after="", limit=9) == (wide,)
    assert store.list_grants(stored, bureau="", after=both[0].id, limit=9) == both[1:]
