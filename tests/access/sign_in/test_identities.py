"""Promises of the verbs of identities."""

import pytest

from jisr.access import actions as access
from jisr.access.model import Officer, Role
from jisr.access.sign_in import identities
from jisr.errors import AlreadyExists, CredentialRefused, Denied, NotFound, ValueMalformed
from jisr.kit.db import Database
from machine_world import HEAD, MACHINE, found_machine

ISSUER = "https://provider.example"
CLERK = Officer("clerk@mar", "MAR", "Clerk", frozenset({Role.BUREAU_OFFICER}))


@pytest.fixture
def linked(database: Database) -> Database:
    """A network whose clerk is linked."""
    found_machine(database)
    database.in_transaction(access.register_officer, HEAD, CLERK)
    database.in_transaction(identities.link, HEAD, CLERK.id, ISSUER, "clerk-7")
    return database


def test_a_linked_officer_is_found(linked: Database) -> None:
    """By issuer and subject; anybody else is refused in the same words."""
    with linked.reading() as transaction:
        assert identities.officer_of(transaction, ISSUER, "clerk-7") == CLERK.id
        for issuer, subject in ((ISSUER, "other"), ("https://other.example", "clerk-7")):
            with pytest.raises(CredentialRefused):
                identities.officer_of(transaction, issuer, subject)


def test_a_deactivated_officer_is_not_found(linked: Database) -> None:
    """The provider may still know the person."""
    linked.in_transaction(access.deactivate_officer, HEAD, CLERK.id)
    with linked.reading() as transaction, pytest.raises(CredentialRefused):
        identities.officer_of(transaction, ISSUER, "clerk-7")


def test_an_identity_has_one_officer(linked: Database) -> None:
    """A second link would let one person act as two."""
    for officer in (CLERK.id, HEAD):
        with pytest.raises(AlreadyExists):
            linked.in_transaction(identities.link, HEAD, officer, ISSUER, "clerk-7")


def test_only_who_manages_officers_links(linked: Database) -> None:
    """Not oneself, and never a machine."""
    for acting, officer in ((CLERK.id, CLERK.id), (MACHINE, CLERK.id), (HEAD, MACHINE)):
        with pytest.raises(Denied):
            linked.in_transaction(identities.link, acting, officer, ISSUER, "new")
    with pytest.raises(Denied):
        linked.in_transaction(identities.unlink, CLERK.id, CLERK.id, ISSUER, "clerk-7")
    with linked.reading() as transaction, pytest.raises(Denied):
        identities.identities_shown(transaction, CLERK, CLERK.id)


def test_a_link_is_taken_away(linked: Database) -> None:
    """Once; and only from whose it is."""
    with pytest.raises(NotFound):
        linked.in_transaction(identities.unlink, HEAD, HEAD, ISSUER, "clerk-7")
    linked.in_transaction(identities.unlink, HEAD, CLERK.id, ISSUER, "clerk-7")
    with linked.reading() as transaction:
        head = access.officer(transaction, HEAD)
        assert identities.identities_shown(transaction, head, CLERK.id) == ()


@pytest.mark.parametrize(("issuer", "subject"), [("", "x"), (ISSUER, ""), (ISSUER, "a\nb")])
def test_a_link_names_both(linked: Database, issuer: str, subject: str) -> None:
    """Each on one line."""
    with pytest.raises(ValueMalformed):
        linked.in_transaction(identities.link, HEAD, CLERK.id, issuer, subject)


def test_the_providers_name_of_a_person_is_not_sealed(linked: Database) -> None:
    """Only its hash: the ledger is for ever."""
    with linked.reading() as transaction:
        rows = transaction.connection.exec_driver_sql("SELECT * FROM entries").all()
    assert "clerk-7" not in repr(rows)
