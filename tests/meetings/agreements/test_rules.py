"""Who sees and who may, and what a grant may give: pure decisions."""

import dataclasses
import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.access.model import Bureau, BureauKind, Officer, Operation, Role
from jisr.meetings.agreements import rules
from jisr.meetings.agreements.model import Acting, Memorandum, Sight, State
from jisr.values import LanguageMap
from memoranda_world import GRANT, PLAIN, WITH_DATA

AT = datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)
NAME = LanguageMap({"en": "Bureau"})
KINDS = {
    "MAR": BureauKind.NATIONAL,
    "FRA": BureauKind.NATIONAL,
    "SYR": BureauKind.NATIONAL,
    "MAR.TNG": BureauKind.SUB_BUREAU,
    "MAR.PORT": BureauKind.AGENCY,
    "AFRIPOL": BureauKind.INTERNATIONAL,
    "GS": BureauKind.SECRETARIAT,
    "CCF": BureauKind.OVERSIGHT,
}
BUREAUS = {key: Bureau(key, kind, NAME) for key, kind in KINDS.items()}


def acting(bureau: str, *roles: Role, is_active: bool = True) -> Acting:
    """Return an officer of a bureau."""
    return Acting(Officer("x", bureau, "X", frozenset(roles), is_active), BUREAUS[bureau])


@pytest.mark.parametrize(
    ("who", "sides"),
    [
        (acting("MAR", Role.HEAD_OF_BUREAU), ("MAR", "MAR.PORT")),
        (acting("MAR.PORT", Role.HEAD_OF_BUREAU), ()),
        (acting("MAR", Role.BUREAU_OFFICER), ()),
        (acting("MAR", Role.HEAD_OF_BUREAU, is_active=False), ()),
        (acting("GS", Role.COORDINATOR), ("GS",)),
        (acting("GS", Role.LEGAL_REVIEWER), ()),
        (acting("AFRIPOL", Role.HEAD_OF_BUREAU), ("AFRIPOL",)),
        (acting("AFRIPOL", Role.OBSERVER), ()),
    ],
)
def test_heads_answer_for_their_side(who: Acting, sides: tuple[str, ...]) -> None:
    """The head of a national bureau also for agencies of the member; nobody for another's."""
    terms = dataclasses.replace(PLAIN, parties=("MAR", "MAR.PORT", "FRA", "GS", "AFRIPOL"))
    assert rules.sides_of(who, terms) == sides


def test_paths_follow_who_and_what() -> None:
    """Data before bodies, bodies before members."""
    with_body = dataclasses.replace(PLAIN, parties=("AFRIPOL", "FRA"))
    kinds = [rules.path_kind(each, BUREAUS) for each in (WITH_DATA, with_body, PLAIN)]
    assert kinds == ["data", "organisation", "members"]


counterparts = st.frozensets(st.sampled_from(sorted(KINDS)), max_size=5)
operations = st.frozensets(st.sampled_from(list(Operation)), max_size=4)


@given(
    st.lists(st.sampled_from(sorted(KINDS)), min_size=2, max_size=6, unique=True),
    st.sampled_from(sorted(KINDS)),
    counterparts,
    operations,
)
def test_what_is_given_is_the_givers_own(
    parties: list[str], receiver: str, givers: frozenset[str], given_: frozenset[Operation]
) -> None:
    """Whatever is asked for: an allowed grant is of members that are parties, and not of all."""
    grant = dataclasses.replace(GRANT, bureau=receiver, counterparts=givers, operations=given_)
    terms = dataclasses.replace(PLAIN, parties=tuple(parties), grant=grant)
    if not rules.may_give(terms, BUREAUS).allowed:
        return
    assert givers
    assert givers <= set(parties)
    assert {KINDS[each] for each in givers} == {BureauKind.NATIONAL}
    assert receiver.partition(".")[0] not in givers
    assert given_ <= {Operation.CHECK, Operation.READ}
    assert KINDS[receiver] in (
        BureauKind.INTERNATIONAL,
        BureauKind.AGENCY,
        BureauKind.SUB_BUREAU,
    )


@given(
    st.sampled_from(list(State)),
    st.sampled_from(sorted(KINDS)),
    st.frozensets(st.sampled_from((Role.OBSERVER, Role.OPERATOR)), max_size=2),
)
def test_observers_and_operators_see_nothing(
    state: State, bureau: str, roles: frozenset[Role]
) -> None:
    """In any state, of whichever bureau, also of a party."""
    memorandum = Memorandum("m", WITH_DATA, AT, window_ends=datetime.date(2027, 1, 5))
    who = acting(bureau, *roles)
    assert rules.sight(who, memorandum, state) is Sight.NOTHING
    assert not rules.may_list(who).allowed


def test_a_grant_has_every_part() -> None:
    """Databases, operations and purposes: none means nothing, never everything."""
    for grant in (
        dataclasses.replace(GRANT, databases=frozenset()),
        dataclasses.replace(GRANT, operations=frozenset()),
        dataclasses.replace(GRANT, purposes=frozenset()),
    ):
        terms = dataclasses.replace(WITH_DATA, grant=grant)
        assert rules.may_agree(terms, BUREAUS).why == "memoranda.grant_empty"


def test_too_early_is_not_in_force() -> None:
    """Its first day must have come."""
    memorandum = Memorandum("m", PLAIN, AT, state=State.SIGNED)
    head = acting("MAR", Role.HEAD_OF_BUREAU)
    whys = [rules.may_enter(head, memorandum, State.SIGNED, early).why for early in (1, 0, -5)]
    assert whys == ["memoranda.too_early", "memoranda.allowed", "memoranda.allowed"]
