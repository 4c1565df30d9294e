"""The promises of ballots: what was counted says what comes next, and nobody else does."""

import json

from board_world import SECRETARY, SESSION
from election_world import BOARD, CHAIR, ElectionWorld
from jisr.assembly.counting.elections import Stage
from jisr.assembly.elections import actions, results
from jisr.assembly.elections.model import ElectionKind, Holder, NominationState, Vacancy
from jisr.assembly.votes import actions as votes

DELEGATES = Vacancy(ElectionKind.DELEGATES, seats=2)
HOST = Vacancy(ElectionKind.HOST, for_session=95)


def test_a_president_is_elected_by_two_thirds_then_by_a_majority(world: ElectionWorld) -> None:
    """Twice nobody has two thirds; the third ballot asks for more than half, and is sealed."""
    world.candidates("MAR", "FRA", "JPN")
    first = world.ballot({"MAR": 8, "FRA": 6, "JPN": 3, "": 1})
    assert (world.progress().state.stage, first.ended_at) == (Stage.BALLOT, None)
    world.ballot({"MAR": 9, "FRA": 7, "JPN": 2})
    ended = world.ballot({"MAR": 10, "FRA": 7})
    announced = [dict(each.round.announcement.items()) for each in world.progress().held]
    assert [each["required"] for each in announced] == [12, 12, 9]
    assert (world.winners(), ended.ended_at is not None) == (["MAR"], True)
    sealed = world.ask(actions.sealed_result, ended.id)
    assert results.result_digest(sealed) == ended.result_digest
    assert [each["required"] for each in json.loads(sealed)["ballots"]] == [12, 12, 9]
    committee = world.ask(actions.committee_now, SESSION)
    assert [(each.post, each.member) for each in committee.holders] == [
        (ElectionKind.PRESIDENT, "MAR")
    ]


def test_the_host_is_chosen_by_striking_off_the_lowest(world: ElectionWorld) -> None:
    """Offers are checked by the board, no delegation is asked, and who is last falls out."""
    world.announce(HOST)
    for member, city in (("QAT", "Doha"), ("ZAF", "Durban"), ("PER", "Lima")):
        world.nominate(member, nominee="", post="", languages=(), place=city)
    world.admit()
    world.ballot({"QAT": 8, "ZAF": 6, "PER": 4})
    assert world.progress().state.standing == {world.nominated["QAT"], world.nominated["ZAF"]}
    world.ballot({"QAT": 11, "ZAF": 7})
    assert world.winners() == ["QAT"]


def test_a_candidate_withdraws_between_two_ballots_only(world: ElectionWorld) -> None:
    """While a ballot is open its paper stands; the last one to withdraw lets it lapse."""
    world.candidates("MAR", "FRA")
    vote = world.open()
    leaving = world.nominated["FRA"]
    assert world.why(actions.withdraw, "head@fra", leaving) == "elections.ballot_open"
    assert world.why(actions.open_ballot, CHAIR, world.election, None) == "elections.ballot_open"
    assert world.why(actions.announce_ballot, CHAIR, world.election) == "elections.ballot_open"
    world.cast(vote, [["MAR"]] * 9 + [["FRA"]] * 9)
    world.count(vote)
    world.do(actions.announce_ballot, CHAIR, world.election)
    assert world.why(actions.withdraw, "head@jpn", leaving) == "elections.not_yours"
    gone = world.do(actions.withdraw, "head@fra", leaving)
    assert gone.state is NominationState.WITHDRAWN
    assert world.progress().state.standing == {world.nominated["MAR"]}
    world.do(actions.withdraw, "head@mar", world.nominated["MAR"])
    assert world.progress().state.stage is Stage.LAPSED
    assert world.view().election.ended_at is not None
    assert world.why(actions.open_ballot, CHAIR, world.election, None) == (
        "elections.no_ballot_awaited"
    )


def test_an_annulled_ballot_counts_for_nothing_and_is_held_again(world: ElectionWorld) -> None:
    """The chair annuls with a reason; the same ballot is opened once more."""
    world.candidates("MAR", "FRA")
    vote = world.open()
    reason = "the paper named somebody twice"
    world.do(votes.annul, CHAIR, vote.id, reason, world.board.registrar)
    again = world.open()
    assert (again.round, again.id == vote.id) == (1, False)


def test_the_first_ballot_freezes_who_stands(world: ElectionWorld) -> None:
    """Who was elected earlier in the session keeps a compatriot off the next paper."""
    world.candidates("MAR", "SEN", "FRA", vacancy=DELEGATES)
    delegates, nominated = world.election, world.nominated
    world.candidates("MAR")
    world.ballot({"MAR": 14})
    world.election, world.nominated = delegates, nominated
    assert world.why(actions.open_ballot, "head@mar", world.election, None) == (
        "sessions.no_office"
    )
    early = world.early(
        lambda: world.why(actions.open_ballot, CHAIR, world.election, world.board.registrar)
    )
    assert early == "elections.nominations_open"
    vote = world.open()
    names = [each.name.best("en") for each in vote.choices]
    assert names == ["head@fra (France)", "head@sen (Senegal)"]
    assert vote.title.best("en") == "Election of delegates to the Executive Committee, ballot 1"
    assert world.view().election.dropped == {world.nominated["MAR"]: "elections.elected_already"}
    nomination = world.nominated["SEN"]
    assert world.why(actions.review, BOARD[0], nomination, is_accepted=True) == (
        "elections.reviewed_already"
    )


def test_regions_have_three_seats_and_who_stays_counts(world: ElectionWorld) -> None:
    """With two Africans who stay, one more is elected, and the next continent has its turn."""
    staying = [
        Holder(ElectionKind.DELEGATES, f"old@{code.lower()}", "Old", code, is_leaving=False)
        for code in ("EGY", "KEN")
    ]
    world.do(actions.record_committee, SECRETARY, SESSION, staying, version=0)
    world.candidates("MAR", "SEN", "PER", vacancy=DELEGATES)
    vote = world.open()
    world.cast(vote, [["MAR", "SEN"]] * 10 + [["MAR"]] * 2 + [["PER"]] * 5 + [[]])
    world.count(vote)
    world.do(actions.announce_ballot, CHAIR, world.election)
    assert world.winners() == ["MAR", "PER"]
    tally = world.progress().held[0].vote.tally
    if tally is None:
        raise AssertionError
    assert (tally.expressed, tally.abstentions, tally.marks_max) == (17, 1, 2)
