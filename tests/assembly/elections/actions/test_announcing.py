"""The promises of announcing: a free seat, a recorded committee, an embargo."""

import datetime

import pytest

from board_world import SECRETARY, SESSION
from election_world import BOARD, CHAIR, PRESIDENT, ElectionWorld
from jisr.assembly.elections import actions
from jisr.assembly.elections.model import ElectionKind, Holder, Vacancy
from jisr.errors import AlreadyExists, ValueMalformed, VersionStale

SITTING = Holder(ElectionKind.PRESIDENT, "old@fra", "Claude Petit", "FRA", is_leaving=False)


def test_only_the_secretary_records_and_announces(world: ElectionWorld) -> None:
    """The chair presides over elections, and announces none."""
    answers = [
        world.why(actions.announce, CHAIR, SESSION, PRESIDENT),
        world.why(actions.record_committee, CHAIR, SESSION, [], version=0),
        world.why(actions.set_embargo, CHAIR, world.announce().id, None, version=1),
    ]
    assert answers == ["sessions.not_secretary"] * 3


def test_a_seat_that_is_held_is_not_filled(world: ElectionWorld) -> None:
    """Once the secretary records that its holder leaves, the election can be announced."""
    world.do(actions.record_committee, SECRETARY, SESSION, [SITTING], version=0)
    assert world.why(actions.announce, SECRETARY, SESSION, PRESIDENT) == "elections.no_vacancy"
    leaving = Holder(ElectionKind.PRESIDENT, "old@fra", "Claude Petit", "FRA", is_leaving=True)
    with pytest.raises(VersionStale):
        world.do(actions.record_committee, SECRETARY, SESSION, [leaving], version=0)
    world.do(actions.record_committee, SECRETARY, SESSION, [leaving], version=1)
    assert world.announce().kind is ElectionKind.PRESIDENT
    with pytest.raises(AlreadyExists):
        world.announce()


@pytest.mark.parametrize(
    "holders",
    [
        [SITTING, Holder(ElectionKind.PRESIDENT, "other@mar", "B", "MAR", is_leaving=False)],
        [SITTING, SITTING],
        [Holder(ElectionKind.HOST, "city@mar", "Rabat", "MAR", is_leaving=False)],
        [Holder(ElectionKind.DELEGATES, "x@xxx", "X", "XXX", is_leaving=False)],
    ],
)
def test_a_committee_holds_as_many_as_it_has_seats(
    world: ElectionWorld, holders: list[Holder]
) -> None:
    """Two Presidents, one person twice, a host or a country that is none are refused."""
    with pytest.raises(ValueMalformed):
        world.do(actions.record_committee, SECRETARY, SESSION, holders, version=0)


def test_elections_of_a_session_are_listed(world: ElectionWorld) -> None:
    """One page by id, and the next from where it ended."""
    made = [
        world.announce(Vacancy(ElectionKind.VICE_PRESIDENT, region)).id
        for region in ("africa", "europe", "americas")
    ]
    first = world.ask(actions.list_elections, SESSION, limit=2)
    rest = world.ask(actions.list_elections, SESSION, after=first[-1].id, limit=2)
    assert [each.id for each in (*first, *rest)] == sorted(made)


def test_the_press_sheet_waits_for_its_instant(world: ElectionWorld) -> None:
    """Secretary and elections board read it before; every member from the instant on."""
    world.candidates("MAR")
    officer = world.officer("head@jpn")
    assert world.why(actions.sealed_result, world.election) == "elections.not_ended"
    ended = world.ballot({"MAR": 14})
    until = world.clock.instant + datetime.timedelta(hours=1)
    under = world.do(actions.set_embargo, SECRETARY, ended.id, until, version=ended.version)
    with pytest.raises(VersionStale):
        world.do(actions.set_embargo, SECRETARY, ended.id, None, version=ended.version)
    assert world.why(actions.press_result, ended.id, officer) == "elections.under_embargo"
    inside = [world.officer(who) for who in (SECRETARY, BOARD[0])]
    sealed = [world.ask(actions.press_result, ended.id, each) for each in inside]
    world.clock.advance(hours=1)
    sealed.append(world.ask(actions.press_result, ended.id, officer))
    assert sealed == [world.ask(actions.sealed_result, ended.id)] * 3
    assert under.embargo_until == until
