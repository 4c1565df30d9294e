"""Each decision about who manages officers, bureaus and agreements, and what it denies."""

import datetime
from dataclasses import replace
from typing import Any

import pytest

from jisr.access import rules
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
from jisr.values import Decision, LanguageMap

TODAY = datetime.date(2026, 11, 21)
DAY = datetime.timedelta(days=1)
NOBODY = LanguageMap({})
KINDS = {
    "MAR": BureauKind.NATIONAL,
    "MAR.TNG": BureauKind.SUB_BUREAU,
    "MAR.PORT": BureauKind.AGENCY,
    "MAR.TNG.PORT": BureauKind.AGENCY,
    "AFRIPOL": BureauKind.INTERNATIONAL,
    "GS": BureauKind.SECRETARIAT,
    "CCF": BureauKind.OVERSIGHT,
}
YES = Decision(allowed=True, why="access.allowed")


def _bureau(bureau: str) -> Bureau:
    return Bureau(bureau, KINDS[bureau], NOBODY)


def _officer(bureau: str, *roles: Role, officer: str = "amina") -> Officer:
    return Officer(officer, bureau, "Amina", frozenset(roles))


def _grant(bureau: str, **changed: Any) -> AgreementGrant:
    wide = AgreementGrant(
        id="0" * 32,
        bureau=bureau,
        databases=frozenset(DatabaseName),
        operations=frozenset(Operation),
        purposes=frozenset(Purpose),
        counterparts=frozenset(),
        starts=TODAY,
        ends=None,
        source="agreement 1",
    )
    return replace(wide, **changed)


def _no(key: str) -> Decision:
    return Decision(allowed=False, why=f"access.{key}")


MANAGE: dict[str, tuple[str, Role, str, Decision]] = {
    "the head, own bureau": ("MAR", Role.HEAD_OF_BUREAU, "MAR", YES),
    "the head, below": ("MAR", Role.HEAD_OF_BUREAU, "MAR.TNG.PORT", YES),
    "the security officer, own bureau": ("MAR", Role.SECURITY_OFFICER, "MAR", YES),
    "the security officer, below": ("MAR.TNG", Role.SECURITY_OFFICER, "MAR.TNG.PORT", YES),
    "an agency's head, own agency": ("MAR.PORT", Role.HEAD_OF_BUREAU, "MAR.PORT", YES),
    "the coordinator, secretariat": ("GS", Role.COORDINATOR, "GS", YES),
    "an officer, own bureau": ("MAR", Role.BUREAU_OFFICER, "MAR", _no("not_manager")),
    "the data-protection officer": (
        "MAR",
        Role.DATA_PROTECTION_OFFICER,
        "MAR",
        _no("not_manager"),
    ),
    "the operator": ("MAR", Role.OPERATOR, "MAR", _no("not_manager")),
    "an agency's head, above": ("MAR.PORT", Role.HEAD_OF_BUREAU, "MAR", _no("not_manager")),
    "a sub-bureau's head, beside": (
        "MAR.TNG",
        Role.HEAD_OF_BUREAU,
        "MAR.PORT",
        _no("not_manager"),
    ),
    "the head, another member": ("MAR", Role.HEAD_OF_BUREAU, "AFRIPOL", _no("not_manager")),
    "the coordinator, a member": ("GS", Role.COORDINATOR, "MAR", _no("not_manager")),
    "the coordinator, the Commission": ("GS", Role.COORDINATOR, "CCF", _no("not_manager")),
}


@pytest.mark.parametrize("case", MANAGE)
def test_may_manage_officers(case: str) -> None:
    """Officers are managed from their bureau or from above it, by those trusted with it."""
    acting, role, bureau, expected = MANAGE[case]
    assert rules.may_manage_officers(_officer(acting, role), _bureau(bureau)) == expected


def test_inactive_officer_manages_nobody() -> None:
    """A head who was deactivated manages no longer."""
    head = replace(_officer("MAR", Role.HEAD_OF_BUREAU), is_active=False)
    assert rules.may_manage_officers(head, _bureau("MAR")) == _no("not_manager")


def test_a_bureau_does_not_manage_one_whose_id_begins_alike() -> None:
    """`MAR` stands above `MAR.TNG`, not above `MARS`."""
    head = _officer("MAR", Role.HEAD_OF_BUREAU)
    neighbour = Bureau("MARS", BureauKind.INTERNATIONAL, NOBODY)
    assert rules.may_manage_officers(head, neighbour) == _no("not_manager")


def test_nobody_changes_their_own_roles() -> None:
    """Even the head needs somebody else for it."""
    head = _officer("MAR", Role.HEAD_OF_BUREAU)
    other = _officer("MAR", Role.BUREAU_OFFICER, officer="brahim")
    bureau = _bureau("MAR")
    assert [
        rules.may_change_officer(head, head, bureau),
        rules.may_change_officer(head, other, bureau),
        rules.may_change_officer(other, head, bureau),
    ] == [_no("own_roles"), YES, _no("not_manager")]


FIRST: dict[str, tuple[Officer, str, Role, bool, Decision]] = {
    "first head": (_officer("GS", Role.COORDINATOR), "MAR", Role.HEAD_OF_BUREAU, False, YES),
    "first of the Commission": (
        _officer("GS", Role.COORDINATOR),
        "CCF",
        Role.SECURITY_OFFICER,
        False,
        YES,
    ),
    "second head": (
        _officer("GS", Role.COORDINATOR),
        "MAR",
        Role.HEAD_OF_BUREAU,
        True,
        _no("not_first_manager"),
    ),
    "an officer": (
        _officer("GS", Role.COORDINATOR),
        "MAR",
        Role.BUREAU_OFFICER,
        False,
        _no("not_first_manager"),
    ),
    "an agency's head": (
        _officer("GS", Role.COORDINATOR),
        "MAR.PORT",
        Role.HEAD_OF_BUREAU,
        False,
        _no("not_manager"),
    ),
    "by a reviewer": (
        _officer("GS", Role.LEGAL_REVIEWER),
        "MAR",
        Role.HEAD_OF_BUREAU,
        False,
        _no("not_manager"),
    ),
    "by another member": (
        _officer("FRA", Role.HEAD_OF_BUREAU),
        "MAR",
        Role.HEAD_OF_BUREAU,
        False,
        _no("not_manager"),
    ),
}


@pytest.mark.parametrize("case", FIRST)
def test_may_name_first_manager(case: str) -> None:
    """The secretariat helps a bureau to its first head, and never plants anybody else."""
    acting, bureau, role, has_manager, expected = FIRST[case]
    decision = rules.may_name_first_manager(
        acting, _bureau(bureau), {role}, has_manager=has_manager
    )
    assert decision == expected


HEAD = _officer("MAR", Role.HEAD_OF_BUREAU)
COORDINATOR = _officer("GS", Role.COORDINATOR)
REGISTER: dict[str, tuple[Officer, str, Decision]] = {
    "its agency": (HEAD, "MAR.PORT", YES),
    "its agency under a sub-bureau": (HEAD, "MAR.TNG.PORT", YES),
    "an international body": (COORDINATOR, "AFRIPOL", YES),
    "a head, an international body": (HEAD, "AFRIPOL", _no("not_coordinator")),
    "a coordinator, a member's agency": (COORDINATOR, "MAR.PORT", _no("not_head")),
    "another member's head": (
        _officer("FRA", Role.HEAD_OF_BUREAU),
        "MAR.PORT",
        _no("not_head"),
    ),
    "the security officer": (_officer("MAR", Role.SECURITY_OFFICER), "MAR.PORT", _no("not_head")),
    "the sub-bureau's head": (
        _officer("MAR.TNG", Role.HEAD_OF_BUREAU),
        "MAR.TNG.PORT",
        _no("not_head"),
    ),
    "a head no longer active": (replace(HEAD, is_active=False), "MAR.PORT", _no("not_head")),
    "a coordinator no longer active": (
        replace(COORDINATOR, is_active=False),
        "AFRIPOL",
        _no("not_coordinator"),
    ),
    "a coordinator of a member": (
        _officer("FRA", Role.COORDINATOR),
        "AFRIPOL",
        _no("not_coordinator"),
    ),
    "a national bureau": (COORDINATOR, "MAR", _no("bureau_founded")),
    "a second secretariat": (COORDINATOR, "GS", _no("bureau_founded")),
    "a second Commission": (COORDINATOR, "CCF", _no("bureau_founded")),
}


@pytest.mark.parametrize("case", REGISTER)
def test_may_register_bureau(case: str) -> None:
    """A member answers for its agencies, the secretariat for international bodies."""
    acting, bureau, expected = REGISTER[case]
    assert rules.may_register_bureau(acting, _bureau(bureau)) == expected


GRANT: dict[str, tuple[Officer, str, dict[str, Any], Decision]] = {
    "to its agency": (HEAD, "MAR.PORT", {}, YES),
    "to an international body": (COORDINATOR, "AFRIPOL", {}, YES),
    "to a national bureau": (COORDINATOR, "MAR", {}, _no("grant_needless")),
    "no databases": (HEAD, "MAR.PORT", {"databases": frozenset()}, _no("grant_empty")),
    "no operations": (HEAD, "MAR.PORT", {"operations": frozenset()}, _no("grant_empty")),
    "no purposes": (HEAD, "MAR.PORT", {"purposes": frozenset()}, _no("grant_empty")),
    "for one day": (HEAD, "MAR.PORT", {"ends": TODAY}, YES),
    "ends before it starts": (HEAD, "MAR.PORT", {"ends": TODAY - DAY}, _no("grant_dates")),
    "by a coordinator to an agency": (COORDINATOR, "MAR.PORT", {}, _no("not_head")),
    "by a head to an international body": (HEAD, "AFRIPOL", {}, _no("not_coordinator")),
}


@pytest.mark.parametrize("case", GRANT)
def test_may_grant(case: str) -> None:
    """Whoever answers for a body gives it agreements that say something."""
    acting, bureau, changed, expected = GRANT[case]
    grant = _grant(bureau, **changed)
    assert rules.may_grant(acting, _bureau(bureau), grant, []) == expected


ABOVE = _grant(
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
    decision = rules.may_grant(HEAD, _bureau("MAR.TNG.PORT"), wider, [ABOVE])
    assert decision == _no("grant_too_wide")


def test_agreement_within_the_one_above_is_given() -> None:
    """The same bounds are not wider; without any agreement above there is nothing to give."""
    same = replace(ABOVE, bureau="MAR.TNG.PORT")
    bureau = _bureau("MAR.TNG.PORT")
    assert rules.may_grant(HEAD, bureau, same, [ABOVE]) == YES
    assert rules.may_grant(HEAD, bureau, same, []) == _no("grant_too_wide")


def test_may_end() -> None:
    """Whoever may give may end, and nobody else."""
    assert [
        rules.may_end(HEAD, _bureau("MAR.PORT")),
        rules.may_end(COORDINATOR, _bureau("AFRIPOL")),
        rules.may_end(COORDINATOR, _bureau("MAR.PORT")),
        rules.may_end(HEAD, _bureau("AFRIPOL")),
    ] == [YES, YES, _no("not_head"), _no("not_coordinator")]
