"""Elections as they are told over the line."""

from board_world import SECRETARY, SESSION
from election_world import ElectionWorld
from jisr.access import actions as access
from jisr.assembly.elections import actions, wire
from jisr.assembly.elections.model import ElectionKind, Holder


def test_an_election_is_told_with_what_it_waits_for(world: ElectionWorld) -> None:
    """Before the first ballot it waits for nominations; after it, for what the rule says."""
    languages = world.ask(access.network).languages
    world.candidates("MAR", "FRA")
    waiting = wire.told_details(world.view(), languages)
    assert (waiting.stage, waiting.rule, waiting.candidates) == ("nominations", None, [])
    world.ballot({"MAR": 9, "FRA": 8, "": 1})
    told = wire.told_details(world.view(), languages)
    if told.rule is None:
        raise AssertionError
    assert (told.stage, told.ballot_number, told.pending, told.rule.key) == (
        *("ballot", 2, "", "president"),
    )
    keys = world.nominated
    assert told.ballots[0].results == [(keys["MAR"], 9), (keys["FRA"], 8)]
    assert told.ballots[0].passed == dict.fromkeys(keys.values(), "below_majority")
    assert {each.nomination for each in told.candidates if each.is_standing} == set(keys.values())


def test_a_committee_is_told_as_recorded_and_as_it_is_now(world: ElectionWorld) -> None:
    """Both stand beside each other, so that nobody takes one for the other."""
    old = Holder(ElectionKind.PRESIDENT, "old@fra", "Claude Petit", "FRA", is_leaving=True)
    recorded = world.do(actions.record_committee, SECRETARY, SESSION, [old], version=0)
    told = wire.told_committee(recorded, world.ask(actions.committee_now, SESSION))
    assert (told.version, [each.name for each in told.now]) == (1, ["Claude Petit"])
    assert told.recorded == told.now
