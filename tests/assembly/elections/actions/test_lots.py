"""The promises of lots: delegations make them, anyone draws again, who refuses is named."""

from board_world import SECRETARY
from election_world import CHAIR, ElectionWorld
from jisr.assembly.counting.elections import Stage
from jisr.assembly.elections import actions
from jisr.assembly.elections.model import ElectionKind, Vacancy

DELEGATES = Vacancy(ElectionKind.DELEGATES, seats=2)


def test_a_tie_has_a_ballot_of_its_own_and_then_lots(world: ElectionWorld) -> None:
    """Lots are made by delegations; who does not reveal is named, and out of the next draw."""
    world.candidates("MAR", "TUN", "SEN", vacancy=DELEGATES)
    world.ballot({"MAR": 8, "TUN": 5, "SEN": 5})
    assert (world.winners(), world.progress().state.stage) == (["MAR"], Stage.TIE_BALLOT)
    world.ballot({"TUN": 9, "SEN": 9})
    assert world.progress().state.stage is Stage.LOTS
    world.do(actions.open_lots, CHAIR, world.election)
    for member in ("ARG", "FRA", "JPN", "KEN"):
        world.commit(member)
    world.do(actions.close_commitments, CHAIR, world.election)
    for member in ("ARG", "FRA", "JPN"):
        world.reveal(member)
    assert world.why(actions.draw_lots, CHAIR, world.election) == "elections.lots_unrevealed"
    void = world.do(actions.void_lots, CHAIR, world.election)
    assert void.refusers == ("KEN",)
    again = world.do(actions.open_lots, CHAIR, world.election)
    assert again.excluded == ("KEN",)
    for member in ("ARG", "FRA", "JPN"):
        world.commit(member)
    world.do(actions.close_commitments, CHAIR, world.election)
    for member in ("ARG", "FRA", "JPN"):
        world.reveal(member)
    ended = world.do(actions.draw_lots, CHAIR, world.election)
    drawn = world.view().draws[-1]
    assert ended.ended_at is not None
    assert world.winners()[1:] == [
        next(member for member, key in world.nominated.items() if key == drawn.order[0])
    ]


def test_lots_refuse_who_may_not_take_part(world: ElectionWorld) -> None:
    """The member of the tied, a second hash, another value, a value before its time."""
    world.candidates("TUN", "SEN", vacancy=Vacancy(ElectionKind.DELEGATES))
    world.ballot({"TUN": 9, "SEN": 9})
    world.ballot({"TUN": 9, "SEN": 9})
    world.do(actions.open_lots, CHAIR, world.election)
    assert world.why(actions.open_lots, CHAIR, world.election) == "elections.draw_open"
    world.commit("ARG")
    hashed = "0" * 64
    assert [
        world.why(actions.commit, "head@tun", world.election, hashed),
        world.why(actions.commit, "head@arg", world.election, hashed),
        world.why(actions.commit, "officer@gs", world.election, hashed),
        world.why(actions.reveal, "head@arg", world.election, hashed),
        world.why(actions.close_commitments, CHAIR, world.election),
        world.why(actions.close_commitments, SECRETARY, world.election),
    ] == [
        "elections.lots_interested",
        "elections.lots_committed",
        "sessions.not_member",
        "elections.lots_not_revealing",
        "elections.lots_few",
        "sessions.no_office",
    ]
    world.commit("FRA")
    world.commit("JPN")
    world.do(actions.close_commitments, CHAIR, world.election)
    assert [
        world.why(actions.reveal, "head@fra", world.election, hashed),
        world.why(actions.reveal, "head@bra", world.election, hashed),
        world.why(actions.commit, "head@bra", world.election, hashed),
    ] == [
        "elections.lots_mismatch",
        "elections.lots_mismatch",
        "elections.lots_not_committing",
    ]
    for member in ("ARG", "FRA", "JPN"):
        world.reveal(member)
    assert world.why(actions.void_lots, CHAIR, world.election) == "elections.lots_complete"
