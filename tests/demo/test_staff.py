"""Bureaus have their people, and who works by agreement has no more than it says."""

import pytest

from jisr.access import actions as access
from jisr.access.model import Asking, BureauKind, DatabaseName, Operation, Purpose, Role
from jisr.access.rules import may
from jisr.demo.members import issuers
from jisr.demo.staff import FULLY_STAFFED, add_staff
from jisr.errors import Denied
from jisr.kit.db import Database


def test_every_recording_bureau_has_a_head_and_an_officer(
    founded: Database, coordinator: str
) -> None:
    """Each can write its own records; a few bureaus have every role."""
    count = founded.in_transaction(add_staff, coordinator, 1)
    with founded.reading() as transaction:
        known = access.officers(transaction, limit=500)
        for member in issuers():
            roles = {
                role
                for officer in access.officers(transaction, bureau_id=member)
                for role in officer.roles
            }
            expected = {Role.HEAD_OF_BUREAU, Role.BUREAU_OFFICER}
            if member in FULLY_STAFFED:
                expected |= {Role.SECURITY_OFFICER, Role.DATA_PROTECTION_OFFICER, Role.MACHINE}
            assert roles == expected
    assert len(known) == count
    of_the_hall = {Role.DELEGATE, Role.OBSERVER, Role.ASSEMBLY_SECRETARY}
    assert {role for officer in known for role in officer.roles} == set(Role) - of_the_hall


def test_bodies_by_agreement_have_what_it_says_and_no_more(
    founded: Database, coordinator: str
) -> None:
    """Customs look for vehicles only; the African body sees data of African bureaus only."""
    founded.in_transaction(add_staff, coordinator, 1)
    with founded.reading() as transaction:
        today = access.today(transaction)
        customs = access.ask(transaction, "officer@mar.customs", Purpose.SECURITY_CHECK, "C-1")
        african = access.ask(transaction, "officer@afripol", Purpose.SECURITY_CHECK, "A-1")
        kinds = {access.bureau(transaction, each).kind for each in ("MAR.TNG", "AFRIPOL")}

    def allowed(asking: Asking, database: DatabaseName, owner: str) -> bool:
        return may(asking, database, Operation.READ, owner=owner, today=today).allowed

    assert kinds == {BureauKind.SUB_BUREAU, BureauKind.INTERNATIONAL}
    assert allowed(customs, DatabaseName.VEHICLES, "FRA")
    assert not allowed(customs, DatabaseName.NOMINAL, "FRA")
    assert allowed(african, DatabaseName.NOMINAL, "KEN")
    assert not allowed(african, DatabaseName.NOMINAL, "FRA")


def test_staff_is_added_once(founded: Database, coordinator: str) -> None:
    """A second time is refused, and nothing of it is written."""
    founded.in_transaction(add_staff, coordinator, 1)
    with pytest.raises(Denied):
        founded.in_transaction(add_staff, coordinator, 1)
