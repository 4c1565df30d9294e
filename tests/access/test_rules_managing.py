"""Each decision about who manages officers, bureaus and agreements, and what it denies."""

from dataclasses import replace
from typing import Any

import pytest

from bodies import DAY, TODAY, YES, bureau_of, grant_of, no, officer_of
from jisr.access import rules
from jisr.access.model import (
    Bureau,
    BureauKind,
    DatabaseName,
    Officer,
    Operation,
    Purpose,
    Role,
)
from jisr.values import Decision, LanguageMap

MANAGE: dict[str, tuple[str, Role, str, Decision]] = {
    "the head, own bureau": ("MAR", Role.HEAD_OF_BUREAU, "MAR", YES),
    "the head, below": ("MAR", Role.HEAD_OF_BUREAU, "MAR.TNG.PORT", YES),
    "the security officer, own bureau": ("MAR", Role.SECURITY_OFFICER, "MAR", YES),
    "the security officer, below": ("MAR.TNG", Role.SECURITY_OFFICER, "MAR.TNG.PORT", YES),
    "an agency's head, own agency": ("MAR.PORT", Role.HEAD_OF_BUREAU, "MAR.PORT", YES),
    "the coordinator, secretariat": ("GS", Role.COORDINATOR, "GS", YES),
    "an officer, own bureau": ("MAR", Role.BUREAU_OFFICER, "MAR", no("not_manager")),
    "the data-protection officer": (
        "MAR",
        Role.DATA_PROTECTION_OFFICER,
        "MAR",
        no("not_manager"),
    ),
    "the operator": ("MAR", Role.OPERATOR, "MAR", no("not_manager")),
    "an agency's head, above": ("MAR.PORT", Role.HEAD_OF_BUREAU, "MAR", no("not_manager")),
    "a sub-bureau's head, beside": (
        "MAR.TNG",
        Role.HEAD_OF_BUREAU,
        "MAR.PORT",
        no("not_manager"),
    ),
    "the head, another member": ("MAR", Role.HEAD_OF_BUREAU, "AFRIPOL", no("not_manager")),
    "the coordinator, a member": ("GS", Role.COORDINATOR, "MAR", no("not_manager")),
    "the coordinator, the Commission": ("GS", Role.COORDINATOR, "CCF", no("not_manager")),
}


@pytest.mark.parametrize("case", MANAGE)
def test_may_manage_officers(case: str) -> None:
    """Officers are managed from their bureau or from above it, by those trusted with it."""
    acting, role, bureau, expected = MANAGE[case]
    assert rules.may_manage_officers(officer_of(acting, role), bureau_of(bureau)) == expected


def test_inactive_officer_manages_nobody() -> None:
    """A head who was deactivated manages no longer."""
    head = replace(officer_of("MAR", Role.HEAD_OF_BUREAU), is_active=False)
    assert rules.may_manage_officers(head, bureau_of("MAR")) == no("not_manager")


def test_a_bureau_does_not_manage_one_whose_id_begins_alike() -> None:
    """`MAR` stands above `MAR.TNG`, not above `MARS`."""
    head = officer_of("MAR", Role.HEAD_OF_BUREAU)
    neighbour = Bureau("MARS", BureauKind.INTERNATIONAL, LanguageMap({}))
    assert rules.may_manage_officers(head, neighbour) == no("not_manager")


def test_nobody_changes_their_own_roles() -> None:
    """Even the head needs somebody else for it."""
    head = officer_of("MAR", Role.HEAD_OF_BUREAU)
    other = officer_of("MAR", Role.BUREAU_OFFICER, officer="brahim")
    bureau = bureau_of("MAR")
    assert [
        rules.may_change_officer(head, head, bureau),
        rules.may_change_officer(head, other, bureau),
        rules.may_change_officer(other, head, bureau),
    ] == [no("own_roles"), YES, no("not_manager")]


FIRST: dict[str, tuple[Officer, str, Role, bool, Decision]] = {
    "first head": (officer_of("GS", Role.COORDINATOR), "MAR", Role.HEAD_OF_BUREAU, False, YES),
    "first of the Commission": (
        officer_of("GS", Role.COORDINATOR),
        "CCF",
        Role.SECURITY_OFFICER,
        False,
        YES,
    ),
    "second head": (
        officer_of("GS", Role.COORDINATOR),
        "MAR",
        Role.HEAD_OF_BUREAU,
        True,
        no("not_first_manager"),
    ),
    "an officer": (
        officer_of("GS", Role.COORDINATOR),
        "MAR",
        Role.BUREAU_OFFICER,
        False,
        no("not_first_manager"),
    ),
    "an agency's head": (
        officer_of("GS", Role.COORDINATOR),
        "MAR.PORT",
        Role.HEAD_OF_BUREAU,
        False,
        no("not_manager"),
    ),
    "by a reviewer": (
        officer_of("GS", Role.LEGAL_REVIEWER),
        "MAR",
        Role.HEAD_OF_BUREAU,
        False,
        no("not_manager"),
    ),
    "by another member": (
        officer_of("FRA", Role.HEAD_OF_BUREAU),
        "MAR",
        Role.HEAD_OF_BUREAU,
        False,
        no("not_manager"),
    ),
}


@pytest.mark.parametrize("case", FIRST)
def test_may_name_first_manager(case: str) -> None:
    """The secretariat helps a bureau to its first head, and never plants anybody else."""
    acting, bureau, role, has_manager, expected = FIRST[case]
    decision = rules.may_name_first_manager(
        acting, bureau_of(bureau), {role}, has_manager=has_manager
    )
    assert decision == expected


HEAD = officer_of("MAR", Role.HEAD_OF_BUREAU)
COORDINATOR = officer_of("GS", Role.COORDINATOR)
REGISTER: dict[str, tuple[Officer, str, Decision]] = {
    "its agency": (HEAD, "MAR.PORT", YES),
    "its agency under a sub-bureau": (HEAD, "MAR.TNG.PORT", YES),
    "an international body": (COORDINATOR, "AFRIPOL", YES),
    "a head, an international body": (HEAD, "AFRIPOL", no("not_coordinator")),
    "a coordinator, a member's agency": (COORDINATOR, "MAR.PORT", no("not_head")),
    "another member's head": (
        officer_of("FRA", Role.HEAD_OF_BUREAU),
        "MAR.PORT",
        no("not_head"),
    ),
    "the security officer": (officer_of("MAR", Role.SECURITY_OFFICER), "MAR.PORT", no("not_head")),
    "the sub-bureau's head": (
        officer_of("MAR.TNG", Role.HEAD_OF_BUREAU),
        "MAR.TNG.PORT",
        no("not_head"),
    ),
    "a head no longer active": (replace(HEAD, is_active=False), "MAR.PORT", no("not_head")),
    "a coordinator no longer active": (
        replace(COORDINATOR, is_active=False),
        "AFRIPOL",
        no("not_coordinator"),
    ),
    "a coordinator of a member": (
        officer_of("FRA", Role.COORDINATOR),
        "AFRIPOL",
        no("not_coordinator"),
    ),
    "a national bureau": (COORDINATOR, "MAR", no("bureau_founded")),
    "a second secretariat": (COORDINATOR, "GS", no("bureau_founded")),
    "a second Commission": (COORDINATOR, "CCF", no("bureau_founded")),
}


@pytest.mark.parametrize("case", REGISTER)
def test_may_register_bureau(case: str) -> None:
    """A member answers for its agencies, the secretariat for international bodies."""
    acting, bureau, expected = REGISTER[case]
    assert rules.may_register_bureau(acting, bureau_of(bureau)) == expected


GRANT: dict[str, tuple[Officer, str, dict[str, Any], Decision]] = {
    "to its agency": (HEAD, "MAR.PORT", {}, YES),
    "to an international body": (COORDINATOR, "AFRIPOL", {}, YES),
    "to a national bureau": (COORDINATOR, "MAR", {}, no("grant_needless")),
    "no databases": (HEAD, "MAR.PORT", {"databases": frozenset()}, no("grant_empty")),
    "no operations": (HEAD, "MAR.PORT", {"operations": frozenset()}, no("grant_empty")),
    "no purposes": (HEAD, "MAR.PORT", {"purposes": frozenset()}, no("grant_empty")),
    "for one day": (HEAD, "MAR.PORT", {"ends": TODAY}, YES),
    "ends before it starts": (HEAD, "MAR.PORT", {"ends": TODAY - DAY}, no("grant_dates")),
    "by a coordinator to an agency": (COORDINATOR, "MAR.PORT", {}, no("not_head")),
    "by a head to an international body": (HEAD, "AFRIPOL", {}, no("not_coordinator")),
}


@pytest.mark.parametrize("case", GRANT)
def test_may_grant(case: str) -> None:
    """Whoever answers for a body gives it agreements that say something."""
    acting, bureau, changed, expected = GRANT[case]
    grant = grant_of(bureau, **changed)
    assert rules.may_grant(acting, bureau_of(bureau), grant, []) == expected


ABOVE = grant_of(
    "MAR.TNG",
    databases=frozenset((DatabaseName.VEHICLES, DatabaseName.VESSELS)),
    operations=frozenset((Operation.CHECK, Operation.READ)),
    purposes=frozenset((Purpose.BORDER_MANAGEMENT,)),
    counterparts=frozenset(("FRA", "ESP")),
    starts=TODAY,
    ends=TODAY + 9 * DAY,
)
WIDER: dict[str, dict[str, Any]] = {
    "databases": {"databases": frozenset((DatabaseName.NOMINAL,))},
    "operations": {"operations": frozenset((Operation.ADD,))},
    "purposes": {"purposes": frozenset((Purpose.WARN,))},
    "counterparts": {"counterparts": frozenset(("FRA", "DZA"))},
    "every counterpart": {"counterparts": frozenset()},
    "an earlier day": {"starts": TODAY - DAY},
    "a later day": {"ends": TODAY + 10 * DAY},
    "no end": {"ends": None},
}


@pytest.mark.parametrize("case", WIDER)
def test_no_agreement_is_wider_than_the_one_above(case: str) -> None:
    """An agency under a sub-bureau gets at most what the sub-bureau has, in every bound."""
    wider = replace(ABOVE, bureau="MAR.TNG.PORT", **WIDER[case])
    decision = rules.may_grant(HEAD, bureau_of("MAR.TNG.PORT"), wider, [ABOVE])
    assert decision == no("grant_too_wide")


def test_agreement_within_the_one_above_is_given() -> None:
    """The same bounds are not wider; without any agreement above there is nothing to give."""
    same = replace(ABOVE, bureau="MAR.TNG.PORT")
    bureau = bureau_of("MAR.TNG.PORT")
    assert rules.may_grant(HEAD, bureau, same, [ABOVE]) == YES
    assert rules.may_grant(HEAD, bureau, same, []) == no("grant_too_wide")


def test_may_end() -> None:
    """Whoever may give may end, and nobody else."""
    assert [
        rules.may_end(HEAD, bureau_of("MAR.PORT")),
        rules.may_end(COORDINATOR, bureau_of("AFRIPOL")),
        rules.may_end(COORDINATOR, bureau_of("MAR.PORT")),
        rules.may_end(HEAD, bureau_of("AFRIPOL")),
    ] == [YES, YES, no("not_head"), no("not_coordinator")]


LISTED: dict[str, tuple[str, Role, str, Decision]] = {
    "own bureau": ("MAR", Role.BUREAU_OFFICER, "MAR", YES),
    "below": ("MAR", Role.BUREAU_OFFICER, "MAR.TNG", YES),
    "above": ("MAR.TNG", Role.HEAD_OF_BUREAU, "MAR", no("officers_of_others")),
    "another member": ("MAR", Role.HEAD_OF_BUREAU, "FRA", no("officers_of_others")),
    "a name that begins alike": ("MAR", Role.HEAD_OF_BUREAU, "MARX", no("officers_of_others")),
    "the secretariat": ("GS", Role.COORDINATOR, "MAR", no("officers_of_others")),
    "the Commission": ("CCF", Role.CCF_MEMBER, "MAR", YES),
}


@pytest.mark.parametrize("case", LISTED)
def test_may_list_officers(case: str) -> None:
    """Who works where with which roles is for the bureau itself and what stands above it."""
    acting, role, bureau, expected = LISTED[case]
    assert rules.may_list_officers(officer_of(acting, role), bureau) == expected


def test_inactive_officer_lists_nobody() -> None:
    """Who was deactivated sees no colleague."""
    gone = replace(officer_of("MAR", Role.HEAD_OF_BUREAU), is_active=False)
    assert rules.may_list_officers(gone, "MAR") == no("officer_inactive")
