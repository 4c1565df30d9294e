"""Each decision of access, and what it denies."""

import itertools
from dataclasses import replace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bodies import DAY, KINDS, TODAY, YES, bureau_of, grant_of, no, officer_of
from jisr.access import rules
from jisr.access.model import (
    AgreementGrant,
    Asking,
    Bureau,
    BureauKind,
    DatabaseName,
    Operation,
    Purpose,
    Role,
)
from jisr.values import Decision, LanguageMap

OWN_ROLE = {"GS": Role.COORDINATOR, "CCF": Role.CCF_MEMBER}


def _asking(bureau: str, *roles: Role, grants: tuple[AgreementGrant, ...] = ()) -> Asking:
    held = roles or (OWN_ROLE.get(bureau, Role.BUREAU_OFFICER),)
    return Asking(
        officer_of(bureau, *held), bureau_of(bureau), Purpose.BORDER_MANAGEMENT, "case 1", grants
    )


CHECK, READ, ADD = Operation.CHECK, Operation.READ, Operation.ADD
UPDATE, ERASE = Operation.UPDATE, Operation.ERASE
NATIONAL = _asking("MAR")
AGENCY = _asking("MAR.PORT", grants=(grant_of("MAR.PORT"),))
AFRIPOL = _asking("AFRIPOL", grants=(grant_of("AFRIPOL", counterparts=frozenset(("DZA",))),))

MAY: dict[str, tuple[Asking, Operation, str | None, Decision]] = {
    "a national officer checks": (NATIONAL, CHECK, None, YES),
    "a national officer reads what another member owns": (NATIONAL, READ, "FRA", YES),
    "a national officer adds": (NATIONAL, ADD, "MAR", YES),
    "a national officer updates the bureau's own": (NATIONAL, UPDATE, "MAR", YES),
    "nobody updates what another owns": (NATIONAL, UPDATE, "FRA", no("not_owner")),
    "nobody updates what its sub-bureau owns": (NATIONAL, UPDATE, "MAR.TNG", no("not_owner")),
    "nobody adds in another's name": (NATIONAL, ADD, "FRA", no("not_owner")),
    "nobody reads data of nobody": (NATIONAL, READ, None, no("owner_unknown")),
    "nobody erases data of nobody": (NATIONAL, ERASE, None, no("owner_unknown")),
    "an officer does not erase": (NATIONAL, ERASE, "MAR", no("no_role")),
    "the head erases": (_asking("MAR", Role.HEAD_OF_BUREAU), ERASE, "MAR", YES),
    "a machine does not erase": (_asking("MAR", Role.MACHINE), ERASE, "MAR", no("no_role")),
    "the data-protection officer erases": (
        _asking("MAR", Role.DATA_PROTECTION_OFFICER),
        ERASE,
        "MAR",
        YES,
    ),
    "the data-protection officer does not check": (
        _asking("MAR", Role.DATA_PROTECTION_OFFICER),
        CHECK,
        None,
        no("no_role"),
    ),
    "the security officer does not check": (
        _asking("MAR", Role.SECURITY_OFFICER),
        CHECK,
        None,
        no("no_role"),
    ),
    "the operator does not check": (_asking("MAR", Role.OPERATOR), CHECK, None, no("no_role")),
    "the operator does not check with another role": (
        _asking("MAR", Role.OPERATOR, Role.BUREAU_OFFICER),
        CHECK,
        None,
        no("roles_incompatible"),
    ),
    "a secretariat role means nothing in a bureau": (
        _asking("MAR", Role.COORDINATOR),
        CHECK,
        None,
        no("no_role"),
    ),
    "the coordinator checks": (_asking("GS"), CHECK, None, YES),
    "the coordinator reads": (_asking("GS"), READ, "FRA", YES),
    "the coordinator does not update a member's data": (
        _asking("GS"),
        UPDATE,
        "FRA",
        no("not_owner"),
    ),
    "the legal reviewer reads": (_asking("GS", Role.LEGAL_REVIEWER), READ, "FRA", YES),
    "the legal reviewer does not add": (
        _asking("GS", Role.LEGAL_REVIEWER),
        ADD,
        "GS",
        no("no_role"),
    ),
    "a bureau role means nothing at the secretariat": (
        _asking("GS", Role.BUREAU_OFFICER),
        CHECK,
        None,
        no("no_role"),
    ),
    "the Commission reads": (_asking("CCF"), READ, "FRA", YES),
    "the Commission adds nothing": (_asking("CCF"), ADD, "CCF", no("no_role")),
    "the Commission does not search": (_asking("CCF"), CHECK, None, no("no_role")),
    "an agency has what its agreement gives": (AGENCY, READ, "FRA", YES),
    "an agency without agreement has nothing": (
        _asking("MAR.PORT"),
        CHECK,
        None,
        no("no_agreement"),
    ),
    "another's agreement gives nothing": (
        _asking("MAR.PORT", grants=(grant_of("MAR.TNG"),)),
        CHECK,
        None,
        no("no_agreement"),
    ),
    "an agency has no role by its agreement": (
        _asking("MAR.PORT", Role.SECURITY_OFFICER, grants=(grant_of("MAR.PORT"),)),
        CHECK,
        None,
        no("no_role"),
    ),
    "an agency under a sub-bureau needs both agreements": (
        _asking("MAR.TNG.PORT", grants=(grant_of("MAR.TNG.PORT"), grant_of("MAR.TNG"))),
        CHECK,
        None,
        YES,
    ),
    "an agency falls with the sub-bureau above it": (
        _asking("MAR.TNG.PORT", grants=(grant_of("MAR.TNG.PORT"),)),
        CHECK,
        None,
        no("no_agreement"),
    ),
    "a counterpart's data are read": (AFRIPOL, READ, "DZA", YES),
    "what stands under a counterpart is read": (AFRIPOL, READ, "DZA.ALG", YES),
    "other members' data are not read": (AFRIPOL, READ, "FRA", no("counterpart")),
    "a counterpart is no prefix": (AFRIPOL, READ, "DZ", no("counterpart")),
    "own data are always a counterpart's": (AFRIPOL, UPDATE, "AFRIPOL", YES),
    "an international body searches within its agreement": (AFRIPOL, CHECK, None, YES),
}


@pytest.mark.parametrize("case", MAY)
def test_may(case: str) -> None:
    """Agreement and role together decide, and say why."""
    asking, operation, owner, expected = MAY[case]
    decision = rules.may(asking, DatabaseName.VEHICLES, operation, owner=owner, today=TODAY)
    assert decision == expected


NARROW: dict[str, dict[str, Any]] = {
    "other databases": {"databases": frozenset((DatabaseName.VEHICLES,))},
    "other operations": {"operations": frozenset((Operation.READ,))},
    "other purposes": {"purposes": frozenset((Purpose.ANALYSIS,))},
    "no databases": {"databases": frozenset()},
    "not begun": {"starts": TODAY + DAY},
    "over": {"starts": TODAY - DAY - DAY, "ends": TODAY - DAY},
}


@pytest.mark.parametrize("case", NARROW)
def test_agreement_gives_nothing_beside_what_it_says(case: str) -> None:
    """Each bound of an agreement denies by itself."""
    asking = _asking("MAR.PORT", grants=(grant_of("MAR.PORT", **NARROW[case]),))
    decision = rules.may(asking, DatabaseName.NOMINAL, CHECK, owner=None, today=TODAY)
    assert decision == no("no_agreement")


def test_two_agreements_do_not_add_up_within_one_question() -> None:
    """The database of one agreement is not joined to the operation of another."""
    asking = _asking(
        "MAR.PORT",
        grants=(
            grant_of("MAR.PORT", databases=frozenset((DatabaseName.VEHICLES,))),
            grant_of("MAR.PORT", operations=frozenset((READ,))),
        ),
    )
    decision = rules.may(asking, DatabaseName.NOMINAL, CHECK, owner=None, today=TODAY)
    assert decision == no("no_agreement")


MALFORMED: dict[str, tuple[Asking, str]] = {
    "inactive": (
        replace(NATIONAL, officer=replace(NATIONAL.officer, is_active=False)),
        "officer_inactive",
    ),
    "of another bureau": (replace(NATIONAL, bureau=bureau_of("GS")), "other_bureau"),
    "without a case": (replace(NATIONAL, case=""), "no_case"),
    "with a blank case": (replace(NATIONAL, case="  "), "no_case"),
    "without a role": (
        replace(NATIONAL, officer=replace(NATIONAL.officer, roles=frozenset())),
        "no_role",
    ),
    "without a purpose": (replace(NATIONAL, purpose=cast("Purpose", "")), "word_unknown"),
    "purpose as text": (replace(NATIONAL, purpose=cast("Purpose", "warn")), "word_unknown"),
    "an agency whose id has no member": (
        replace(
            NATIONAL,
            bureau=Bureau("MAR", BureauKind.AGENCY, LanguageMap({})),
        ),
        "no_agreement",
    ),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_incomplete_asking_is_denied(case: str) -> None:
    """Whatever is missing, unknown or inconsistent is a refusal, never a permission."""
    asking, why = MALFORMED[case]
    decision = rules.may(asking, DatabaseName.NOMINAL, CHECK, owner=None, today=TODAY)
    assert decision == no(why)


words = st.text(max_size=20)


@given(purpose=words, database=words, operation=words, role=words)
def test_no_unknown_word_ever_allows(
    purpose: str, database: str, operation: str, role: str
) -> None:
    """A purpose, database, operation or role that is not ours denies, whatever it is."""
    ours = (NATIONAL, DatabaseName.NOMINAL, CHECK)
    stranger = replace(NATIONAL.officer, roles=frozenset((cast("Role", role),)))
    answers = [
        rules.may(asking, name, verb, owner=None, today=TODAY).allowed
        for asking, name, verb in (
            (replace(NATIONAL, purpose=cast("Purpose", purpose)), *ours[1:]),
            (NATIONAL, cast("DatabaseName", database), CHECK),
            (NATIONAL, DatabaseName.NOMINAL, cast("Operation", operation)),
            (replace(NATIONAL, officer=stranger), *ours[1:]),
        )
    ]
    assert answers == [False] * 4


def _some(kind: Any) -> Any:
    return st.frozensets(st.sampled_from(kind), max_size=3)


days = st.dates(min_value=TODAY - 3 * DAY, max_value=TODAY + 3 * DAY)
grants = st.builds(
    AgreementGrant,
    id=st.just("0" * 32),
    bureau=st.sampled_from(["MAR", "MAR.TNG", "MAR.TNG.PORT", "AFRIPOL"]),
    databases=_some(DatabaseName),
    operations=_some(Operation),
    purposes=st.just(frozenset(Purpose)) | _some(Purpose),
    counterparts=_some(["FRA", "DZA", "GS"]),
    starts=days,
    ends=st.none() | days,
    source=st.just("agreement"),
)
bodies = st.sampled_from(["MAR.TNG", "MAR.TNG.PORT", "AFRIPOL"])
QUESTIONS = list(
    itertools.product(DatabaseName, Operation, [None, "FRA", "DZA.ALG", "MAR.TNG.PORT"])
)


def _permissions(asking: Asking) -> set[tuple[DatabaseName, Operation, str | None]]:
    return {
        (database, operation, owner)
        for database, operation, owner in QUESTIONS
        if rules.may(asking, database, operation, owner=owner, today=TODAY).allowed
    }


@given(bureau=bodies, first=st.lists(grants, max_size=4), added=grants)
def test_adding_a_grant_never_removes_a_permission(
    bureau: str, first: list[AgreementGrant], added: AgreementGrant
) -> None:
    """Agreements only give."""
    before = _asking(bureau, Role.HEAD_OF_BUREAU, grants=tuple(first))
    after = replace(before, grants=(*first, added))
    assert _permissions(before) <= _permissions(after)


@given(bureau=bodies, held=st.lists(grants, max_size=4))
def test_ending_all_grants_leaves_nothing(bureau: str, held: list[AgreementGrant]) -> None:
    """A body that works by agreement has nothing on the day after the last one."""
    ended = tuple(replace(each, ends=TODAY - DAY) for each in held)
    asking = _asking(bureau, Role.HEAD_OF_BUREAU, grants=ended)
    assert _permissions(asking) == set()


@given(bureau=bodies, held=st.lists(grants, max_size=4))
def test_no_agreement_gives_more_than_a_member_has(bureau: str, held: list[AgreementGrant]) -> None:
    """Whatever a body may do with data of others, a national bureau may do too."""
    asking = _asking(bureau, Role.HEAD_OF_BUREAU, grants=tuple(held))
    national = _permissions(_asking("MAR", Role.HEAD_OF_BUREAU))
    assert {each for each in _permissions(asking) if each[2] != bureau} <= national


def test_grant_acts_from_its_first_to_its_last_day() -> None:
    """Both days count, and none outside them."""
    days_of_grants = [
        (TODAY, None),
        (TODAY, TODAY),
        (TODAY - DAY, TODAY + DAY),
        (TODAY + DAY, None),
        (TODAY - DAY, TODAY - DAY),
    ]
    assert [
        rules.grant_in_force(grant_of("MAR.PORT", starts=starts, ends=ends), TODAY)
        for starts, ends in days_of_grants
    ] == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("bureau", "chain"),
    [
        ("MAR.TNG", ("MAR.TNG",)),
        ("MAR.TNG.PORT", ("MAR.TNG.PORT", "MAR.TNG")),
        ("AFRIPOL", ("AFRIPOL",)),
    ],
)
def test_agreements_are_needed_up_to_the_national_bureau(
    bureau: str, chain: tuple[str, ...]
) -> None:
    """Each body between the asking one and its member needs an agreement of its own."""
    assert rules.bureaus_by_agreement(bureau, KINDS[bureau]) == chain


COMPATIBLE: list[tuple[set[Role], Decision]] = [
    (set(), YES),
    ({Role.HEAD_OF_BUREAU, Role.BUREAU_OFFICER}, YES),
    ({Role.HEAD_OF_BUREAU, Role.SECURITY_OFFICER}, YES),
    ({Role.OPERATOR}, YES),
    ({Role.SECURITY_OFFICER, Role.DATA_PROTECTION_OFFICER}, no("roles_incompatible")),
    *(({Role.OPERATOR, role}, no("roles_incompatible")) for role in set(Role) - {Role.OPERATOR}),
]


@pytest.mark.parametrize(("roles", "expected"), COMPATIBLE)
def test_compatible(roles: set[Role], expected: Decision) -> None:
    """Roles that must be kept apart are kept apart."""
    assert rules.compatible(roles) == expected


@pytest.mark.parametrize(
    ("bureau", "roles", "expected"),
    [
        ("MAR", {Role.HEAD_OF_BUREAU}, YES),
        ("GS", {Role.DATA_PROTECTION_OFFICER}, YES),
        ("CCF", {Role.SECURITY_OFFICER, Role.CCF_MEMBER}, YES),
        ("MAR", set(), no("no_role")),
        ("MAR", {Role.COORDINATOR}, no("role_wrong_bureau")),
        ("MAR", {Role.BUREAU_OFFICER, Role.CCF_MEMBER}, no("role_wrong_bureau")),
        ("GS", {Role.HEAD_OF_BUREAU}, no("role_wrong_bureau")),
        ("MAR", {Role.OPERATOR, Role.MACHINE}, no("roles_incompatible")),
    ],
)
def test_may_hold(bureau: str, roles: set[Role], expected: Decision) -> None:
    """A role is held where it belongs."""
    assert rules.may_hold(roles, bureau_of(bureau)) == expected


def test_member_of_is_the_first_part() -> None:
    """What stands under a member leads to it; a body leads to itself."""
    assert [rules.member_of(each) for each in ("MAR", "MAR.TNG.PORT", "AFRIPOL", "GS")] == [
        "MAR",
        "MAR",
        "AFRIPOL",
        "GS",
    ]
