"""Tests of audiences: fail-closed, deterministic, widening late and narrowing at once."""

import dataclasses
import datetime
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.access.model import Asking, BureauKind, Purpose, Role
from jisr.records import audience
from jisr.records.model import Audience, AudienceClass, Viewer
from recording import TODAY, ask_for

MEMBERS = ("DZA", "EGY", "KWT", "MAR", "TUN")
GROUPS = {"maghreb": frozenset({"DZA", "MAR", "TUN"}), "gulf": frozenset({"KWT"})}
LATER = TODAY + datetime.timedelta(days=audience.OBJECTION_DAYS)

codes = st.sampled_from([*MEMBERS, "ZZZ"])
texts = st.lists(codes, max_size=4).map(tuple)
statements = st.builds(
    Audience,
    everyone=st.booleans(),
    members=texts,
    groups=st.lists(st.sampled_from(["maghreb", "gulf", "nowhere"]), max_size=3).map(tuple),
    excluded=texts,
)


def made(statement: Audience, groups: dict[str, frozenset[str]] | None = None) -> AudienceClass:
    """Return the class of Morocco's statement."""
    return audience.new_class(statement, "MAR", MEMBERS, GROUPS if groups is None else groups)


@pytest.mark.parametrize(
    ("statement", "members"),
    [
        (Audience(), set(MEMBERS)),
        (Audience(excluded=("TUN",)), set(MEMBERS) - {"TUN"}),
        (Audience(excluded=("MAR", "TUN")), set(MEMBERS) - {"TUN"}),
        (Audience(everyone=False), {"MAR"}),
        (Audience(everyone=False, members=("TUN", "ZZZ")), {"MAR", "TUN"}),
        (Audience(everyone=False, groups=("gulf",)), {"MAR", "KWT"}),
        (Audience(everyone=False, groups=("nowhere",)), {"MAR"}),
        (
            Audience(everyone=False, groups=("maghreb",), excluded=("DZA",)),
            {"MAR", "TUN"},
        ),
    ],
)
def test_statement_resolves_to_members(statement: Audience, members: set[str]) -> None:
    """Listed and grouped members, without the excluded, and always the owner."""
    assert audience.resolve(statement, "MAR", MEMBERS, GROUPS) == members


def test_empty_group_adds_nobody() -> None:
    """A group that lost its members leaves the owner alone."""
    statement = Audience(everyone=False, groups=("gulf",))
    assert audience.resolve(statement, "MAR", MEMBERS, {"gulf": frozenset()}) == {"MAR"}


@given(statements)
def test_nobody_comes_in_unnamed(statement: Audience) -> None:
    """The owner is always in, the excluded and strangers never, whatever is written."""
    members = audience.resolve(statement, "MAR", MEMBERS, GROUPS)
    assert "MAR" in members
    assert members <= set(MEMBERS)
    assert members & set(statement.excluded) <= {"MAR"}


@given(statements, st.randoms())
def test_class_id_depends_on_meaning_alone(statement: Audience, chance: random.Random) -> None:
    """Order and repetition of names do not make another class; another owner does."""
    members = [*statement.members, *statement.members]
    chance.shuffle(members)
    same = dataclasses.replace(statement, members=tuple(members))
    first = audience.class_id(statement, "MAR")
    assert audience.class_id(same, "MAR") == first
    assert audience.class_id(statement, "TUN") != first


def test_class_id_is_the_same_on_every_node() -> None:
    """The id of a statement is fixed for ever: replicas and proofs hold it."""
    statement = Audience(everyone=False, members=("TUN",), purposes=(Purpose.IDENTIFY,))
    assert audience.class_id(statement, "MAR") == "3399d27abc4606f132702339fe39db41"


def test_mask_has_one_bit_per_slot() -> None:
    """Bodies without a slot add no bit."""
    assert audience.mask({"MAR", "TUN", "GS"}, {"DZA": 0, "MAR": 3, "TUN": 70}) == 2**3 + 2**70


def test_widening_waits_and_narrowing_acts_at_once() -> None:
    """Who comes waits for objections; who leaves is out today."""
    known = made(Audience(everyone=False, groups=("gulf",)))
    groups = {"gulf": frozenset({"TUN"})}
    again = audience.resolve_again(known, MEMBERS, groups, TODAY)
    assert again == dataclasses.replace(
        known,
        epoch=2,
        members=frozenset({"MAR"}),
        widened=frozenset({"TUN"}),
        widens_on=LATER,
    )
    eve = LATER - datetime.timedelta(days=1)
    assert [audience.acting_members(again, day) for day in (TODAY, eve, LATER)] == [
        {"MAR"},
        {"MAR"},
        {"MAR", "TUN"},
    ]


def test_second_comer_begins_the_wait_again() -> None:
    """Nobody slips in on the date of another; who leaves meanwhile does not prolong it."""
    statement = Audience(everyone=False, groups=("gulf",))
    first = audience.resolve_again(made(statement, {}), MEMBERS, GROUPS, TODAY)
    soon = TODAY + datetime.timedelta(days=10)
    two = {"gulf": frozenset({"KWT", "EGY"})}
    second = audience.resolve_again(first, MEMBERS, two, soon)
    third = audience.resolve_again(second, MEMBERS, GROUPS, soon + datetime.timedelta(days=1))
    waits = soon + datetime.timedelta(days=audience.OBJECTION_DAYS)
    assert [(each.widened, each.widens_on) for each in (first, second, third)] == [
        (frozenset({"KWT"}), LATER),
        (frozenset({"KWT", "EGY"}), waits),
        (frozenset({"KWT"}), waits),
    ]


def test_wait_that_passed_becomes_membership() -> None:
    """After the date a further change keeps those who were admitted."""
    statement = Audience(everyone=False, groups=("gulf",))
    first = audience.resolve_again(made(statement, {}), MEMBERS, GROUPS, TODAY)
    more = {"gulf": frozenset({"KWT", "EGY"})}
    again = audience.resolve_again(first, MEMBERS, more, LATER)
    assert (again.members, again.widened) == (frozenset({"MAR", "KWT"}), frozenset({"EGY"}))
    assert audience.resolve_again(first, MEMBERS, GROUPS, LATER) == first


@given(statements, statements)
def test_change_never_shows_more_today(before: Audience, after: Audience) -> None:
    """On the day of any change of groups nobody sees who did not see before."""
    groups = {"maghreb": frozenset(after.members), "gulf": frozenset(after.excluded)}
    known = made(before)
    again = audience.resolve_again(known, MEMBERS, groups, TODAY)
    assert audience.acting_members(again, TODAY) <= audience.acting_members(known, TODAY)


TUN_ONLY = Audience(everyone=False, members=("TUN",))


@pytest.mark.parametrize(
    ("statement", "asking", "why"),
    [
        (Audience(), ask_for("TUN"), "seen_by_audience"),
        (TUN_ONLY, ask_for("TUN"), "seen_by_audience"),
        (TUN_ONLY, ask_for("TUN.PORT", kind=BureauKind.AGENCY), "seen_by_audience"),
        (TUN_ONLY, ask_for("EGY"), "not_shared"),
        (TUN_ONLY, ask_for("MAR"), "seen_by_owner"),
        (TUN_ONLY, ask_for("MAR.PORT", kind=BureauKind.AGENCY), "seen_by_owner"),
        (TUN_ONLY, ask_for("GS", Role.COORDINATOR), "seen_by_secretariat"),
        (TUN_ONLY, ask_for("GS", Role.LEGAL_REVIEWER), "seen_by_secretariat"),
        (TUN_ONLY, ask_for("GS", Role.DATA_PROTECTION_OFFICER), "seen_by_secretariat"),
        (TUN_ONLY, ask_for("GS", Role.SECURITY_OFFICER), "secretariat_role"),
        (TUN_ONLY, ask_for("CCF", Role.CCF_MEMBER), "seen_by_oversight"),
        (Audience(excluded=("TUN",)), ask_for("TUN"), "excluded"),
        (Audience(purposes=(Purpose.IDENTIFY,)), ask_for("TUN"), "purpose_not_shared"),
        (Audience(purposes=(Purpose.IDENTIFY,)), ask_for("MAR"), "seen_by_owner"),
        (
            Audience(purposes=(Purpose.IDENTIFY,)),
            ask_for("TUN", purpose=Purpose.IDENTIFY),
            "seen_by_audience",
        ),
        (Audience(), ask_for("AFRIPOL", kind=BureauKind.INTERNATIONAL), "seen_by_agreement"),
        (TUN_ONLY, ask_for("AFRIPOL", kind=BureauKind.INTERNATIONAL), "not_shared"),
        (
            Audience(excluded=("AFRIPOL",)),
            ask_for("AFRIPOL", kind=BureauKind.INTERNATIONAL),
            "excluded",
        ),
        (
            Audience(purposes=(Purpose.IDENTIFY,)),
            ask_for("AFRIPOL", kind=BureauKind.INTERNATIONAL),
            "purpose_not_shared",
        ),
        (Audience(), ask_for("FRA"), "not_shared"),
    ],
)
def test_who_sees_and_why(statement: Audience, asking: Asking, why: str) -> None:
    """Owner, audience, secretariat and oversight see, each with its reason; others do not."""
    decision = audience.may_see(asking, made(statement), TODAY)
    assert (decision.why, decision.allowed) == (f"record.{why}", why.startswith("seen_"))


def test_explanation_is_the_decision() -> None:
    """What is shown before publishing is what decides afterwards."""
    known = dataclasses.replace(
        made(Audience(everyone=False, members=("TUN",), excluded=("DZA",))),
        widened=frozenset({"KWT"}),
        widens_on=LATER,
    )
    assert audience.explain_audience(known, MEMBERS, Purpose.LOCATE, TODAY) == (
        Viewer("DZA", sees=False, why="record.excluded"),
        Viewer("EGY", sees=False, why="record.not_shared"),
        Viewer("KWT", sees=False, why="record.waits_for_objections"),
        Viewer("MAR", sees=True, why="record.seen_by_owner"),
        Viewer("TUN", sees=True, why="record.seen_by_audience"),
    )
