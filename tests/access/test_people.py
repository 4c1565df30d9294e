"""Promises about what a reader is told of bureaus, officers and agreements."""

import dataclasses
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.access import people
from jisr.access.model import (
    AgreementGrant,
    Bureau,
    BureauKind,
    DatabaseName,
    Officer,
    Operation,
    Purpose,
    Role,
)
from jisr.access.people import Right
from jisr.errors import Denied, NotFound
from jisr.kit.db import Database
from jisr.values import LanguageMap, new_id
from offices import found_office

MAR = Bureau("MAR", BureauKind.NATIONAL, LanguageMap({"en": "Morocco"}), "MAR")
BADR = Officer("badr@mar", "MAR", "Badr", frozenset({Role.BUREAU_OFFICER}))
DAY = datetime.date(2026, 11, 22)
ROLES = st.frozensets(st.sampled_from(people.roles_of(MAR)), min_size=1)
GRANT = AgreementGrant(
    id=new_id(),
    bureau="MAR.TNG",
    databases=frozenset({DatabaseName.VEHICLES}),
    operations=frozenset({Operation.CHECK}),
    purposes=frozenset({Purpose.BORDER_MANAGEMENT}),
    counterparts=frozenset(),
    starts=DAY,
    ends=DAY,
    source="x",
)


@given(before=ROLES, after=ROLES)
def test_what_one_change_takes_the_opposite_gives(
    before: frozenset[Role], after: frozenset[Role]
) -> None:
    """And nothing is both gained and lost."""
    there = people.weigh(dataclasses.replace(BADR, roles=before), MAR, after)
    back = people.weigh(dataclasses.replace(BADR, roles=after), MAR, before)
    assert (there.gained, there.lost) == (back.lost, back.gained)
    assert (there.gains_managing, there.loses_managing) == (
        back.loses_managing,
        back.gains_managing,
    )
    assert set(there.gained) & set(there.lost) == set()


def test_a_change_of_roles_is_weighed_by_right() -> None:
    """A head erases and manages; who becomes one gains just that."""
    weighed = people.weigh(BADR, MAR, {Role.HEAD_OF_BUREAU})
    assert weighed.gained == tuple(Right(each, Operation.ERASE) for each in DatabaseName)
    assert (weighed.lost, weighed.gains_managing) == ((), True)
    assert weighed.suits.allowed


def test_roles_that_do_not_go_together_are_said() -> None:
    """Also one that is held in no such bureau."""
    both = people.weigh(BADR, MAR, {Role.SECURITY_OFFICER, Role.DATA_PROTECTION_OFFICER})
    assert both.suits.why == "access.roles_incompatible"
    assert people.weigh(BADR, MAR, {Role.COORDINATOR}).suits.why == "access.role_wrong_bureau"
    assert Role.OPERATOR in people.incompatible_with(Role.BUREAU_OFFICER)


@pytest.mark.parametrize(("days", "state"), [(-1, "future"), (0, "force"), (1, "ended")])
def test_an_agreement_is_in_force_on_its_days(days: int, state: str) -> None:
    """Its first and its last day count."""
    assert people.state_of(GRANT, DAY + datetime.timedelta(days=days)) == state


def test_who_may_not_know_of_an_officer_finds_none(database: Database) -> None:
    """The same answer as for one that is none."""
    amal = found_office(database, "MAR").officer
    stranger = Officer("x@fra", "FRA", "X", frozenset({Role.HEAD_OF_BUREAU}))
    with database.reading() as transaction:
        assert people.view_officer(transaction, amal, amal.id).officer == amal
        for officer in (amal.id, "nobody@mar", "NOBODY"):
            with pytest.raises(NotFound):
                people.view_officer(transaction, stranger, officer)


def test_an_inactive_officer_sees_no_installation() -> None:
    """Nor does one whose role does not run it."""
    operator = dataclasses.replace(BADR, roles=frozenset({Role.OPERATOR}))
    people.see_installation(operator)
    for officer in (BADR, dataclasses.replace(operator, is_active=False)):
        with pytest.raises(Denied):
            people.see_installation(officer)
