"""Heads of parties draft and revise; nobody gives more than its own."""

import dataclasses
import datetime

import pytest

from jisr.access.model import Operation
from jisr.errors import Denied, NotFound, VersionStale
from jisr.meetings.agreements import actions
from jisr.meetings.agreements.model import State
from memoranda_world import GRANT, PLAIN, WITH_DATA, MemorandaWorld, why

NOBODYS = dataclasses.replace(GRANT, counterparts=frozenset())


TOO_WIDE = dataclasses.replace(GRANT, counterparts=frozenset(("FRA", "MAR")))


TO_A_MEMBER = dataclasses.replace(GRANT, bureau="FRA")


TO_CHANGE = dataclasses.replace(GRANT, operations=frozenset((Operation.ERASE,)))


TOO_LONG = dataclasses.replace(GRANT, ends=datetime.date(2029, 1, 1))


@pytest.mark.parametrize(
    ("grant", "reason"),
    [
        (NOBODYS, "grant_too_wide"),
        (TOO_WIDE, "grant_too_wide"),
        (TO_A_MEMBER, "grant_receiver"),
        (TO_CHANGE, "grant_operations"),
        (TOO_LONG, "grant_dates"),
    ],
)
def test_nobody_gives_more_than_its_own(world: MemorandaWorld, grant: object, reason: str) -> None:
    """Everybody's data, another's data, a member's needless grant, changing, days beyond."""
    terms = dataclasses.replace(WITH_DATA, grant=grant)  # type: ignore[arg-type]  # a grant
    with pytest.raises(Denied) as refused:
        world.draft(terms)
    assert why(refused) == f"memoranda.{reason}"


@pytest.mark.parametrize("officer", ["officer@fra", "root", "head@syr", "observer@afripol"])
def test_only_heads_of_parties_draft(world: MemorandaWorld, officer: str) -> None:
    """The coordinator does for the secretariat where that is a party."""
    with pytest.raises(Denied) as refused:
        world.draft(officer=officer)
    assert why(refused) == "memoranda.not_party"
    own = dataclasses.replace(PLAIN, parties=("GS", "FRA"))
    assert world.draft(own, "root").state is State.DRAFTED


def test_words_are_closed_once_proposed(world: MemorandaWorld) -> None:
    """And a stale version is refused before that."""
    drafted = world.draft()
    world.do(actions.revise, "head@mar", drafted.id, drafted.terms, seen=1)
    with pytest.raises(VersionStale):
        world.do(actions.revise, "head@fra", drafted.id, drafted.terms, seen=1)
    world.do(actions.propose, "head@fra", drafted.id)
    with pytest.raises(Denied) as refused:
        world.do(actions.revise, "head@fra", drafted.id, drafted.terms)
    assert why(refused) == "memoranda.not_draft"
    assert world.do(actions.withdraw, "head@mar", drafted.id, "Later").state is State.WITHDRAWN


def test_one_cannot_agree_with_oneself(world: MemorandaWorld) -> None:
    """Two bodies of one member are one side; a bureau that is none is not found."""
    for parties in (("FRA",), ("FRA", "FRA"), ("MAR", "MAR.TNG")):
        with pytest.raises(Denied) as refused:
            world.draft(dataclasses.replace(PLAIN, parties=parties), "head@mar")
        assert why(refused) == "memoranda.one_side"
    with pytest.raises(NotFound):
        world.draft(dataclasses.replace(PLAIN, parties=("FRA", "XXX")))
