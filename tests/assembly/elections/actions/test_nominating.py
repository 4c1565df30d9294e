"""The promises of nominations: who makes them, who checks them, and until when."""

import datetime

from board_world import SECRETARY, SESSION, head
from election_world import BOARD, CHAIR, ElectionWorld
from jisr.access import actions as access
from jisr.access.model import Officer, Role
from jisr.assembly.elections import actions
from jisr.assembly.elections.actions import Proposal
from jisr.assembly.elections.model import AcceptanceKind, NominationState, Vacancy
from jisr.assembly.elections.model import ElectionKind as Kind
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions.model import Office
from jisr.assembly.votes import actions as votes
from jisr.assembly.votes.model import Hands, Method, Opening, Subject, SubjectKind
from jisr.values import LanguageMap

DIGEST = "ab" * 32
MINUTE = datetime.timedelta(minutes=1)


def test_a_nomination_goes_from_its_member_to_the_ballot_paper(world: ElectionWorld) -> None:
    """It is made, accepted by the nominee and by the board; each step is a version."""
    world.announce()
    made = world.early(lambda: world.nominate("MAR"))
    signed = world.early(lambda: world.do(actions.accept, head("MAR"), made.id))
    accepted = world.do(actions.review, BOARD[1], made.id, is_accepted=True)
    assert (made.version, signed.version, accepted.version) == (1, 2, 3)
    assert (made.name, accepted.state) == ("head@mar", NominationState.ACCEPTED)
    if signed.acceptance is None:
        raise AssertionError
    assert signed.acceptance.kind is AcceptanceKind.OWN_HAND
    checks = world.ask(actions.checks_of, accepted)
    assert [each.key for each in checks if not each.decision.allowed] == []


def test_one_minute_late_is_void(world: ElectionWorld) -> None:
    """The last minute of the last day is in time, the one after it is not."""
    world.announce()
    ends = world.view().nominations_end
    if ends is None:
        raise AssertionError
    now = world.clock.instant
    world.clock.instant = ends - MINUTE
    made = world.nominate("MAR")
    world.clock.instant = ends
    proposal = Proposal(head("FRA"), "Director", ("fr",))
    late = [
        world.why(actions.nominate, head("FRA"), world.election, proposal),
        world.why(actions.accept, head("MAR"), made.id),
    ]
    world.clock.instant = now
    assert late == ["elections.late", "elections.acceptance_late"]


def test_only_the_head_of_a_member_nominates_for_it(world: ElectionWorld) -> None:
    """Another officer of the bureau, the secretariat and the chair do not; nor for others."""
    clerk = Officer("clerk@mar", "MAR", "Clerk", frozenset({Role.BUREAU_OFFICER}))
    world.do(access.register_officer, head("MAR"), clerk)
    world.announce()
    proposal = Proposal(head("MAR"), "Director", ("fr",))
    answers = [
        world.why(actions.nominate, who, world.election, proposal)
        for who in ("clerk@mar", SECRETARY)
    ]
    assert answers == ["elections.not_for_member", "elections.not_for_member"]


def test_a_member_whose_vote_is_suspended_cannot_nominate(world: ElectionWorld) -> None:
    """Dues of this year and the last take the voice in nominations too (GR 52)."""
    world.do(sessions.record_dues, SECRETARY, SESSION, {"MAR": {2025, 2026}})
    world.announce()
    proposal = Proposal(head("MAR"), "Director", ("fr",))
    refused = world.early(
        lambda: world.why(actions.nominate, head("MAR"), world.election, proposal)
    )
    assert refused == "elections.suspended"


def test_acceptance_is_the_nominees_own_or_a_paper_of_the_member(world: ElectionWorld) -> None:
    """Nobody accepts for another, and only the member that nominated holds the paper."""
    world.announce()
    made = world.early(lambda: world.nominate("MAR"))
    answers = [
        world.why(actions.accept, head("FRA"), made.id),
        world.why(actions.accept, head("FRA"), made.id, DIGEST),
    ]
    assert answers == ["elections.not_nominee", "elections.not_for_member"]
    paper = world.early(lambda: world.do(actions.accept, head("MAR"), made.id, DIGEST))
    if paper.acceptance is None:
        raise AssertionError
    assert (paper.acceptance.kind, paper.acceptance.digest) == (AcceptanceKind.PAPER, DIGEST)


def test_the_board_alone_checks_and_has_no_interest(world: ElectionWorld) -> None:
    """The chair, the secretary and the member do not; a board of two, or of a nominator, cannot."""
    world.announce()
    world.put_forward("MAR")
    nomination = world.nominated["MAR"]

    def refused(who: str) -> str:
        return world.why(actions.review, who, nomination, is_accepted=True)

    assert [refused(who) for who in (CHAIR, SECRETARY, head("MAR"))] == ["sessions.no_office"] * 3
    world.do(sessions.name_offices, SECRETARY, SESSION, Office.ELECTIONS_BOARD, BOARD[:2])
    small = refused(BOARD[0])
    interested = (*BOARD, head("MAR"))
    world.do(sessions.name_offices, SECRETARY, SESSION, Office.ELECTIONS_BOARD, interested)
    assert (small, refused(BOARD[0])) == ("elections.board_small", "elections.board_interested")


def test_the_board_cannot_accept_what_fails_a_check(world: ElectionWorld) -> None:
    """Without the nominee's signature only a refusal is possible, and it says why."""
    world.announce()
    made = world.early(lambda: world.nominate("MAR"))
    assert world.why(actions.review, BOARD[0], made.id, is_accepted=True) == (
        "elections.checks_failed"
    )
    refused = world.do(actions.review, BOARD[0], made.id, is_accepted=False, why="not signed")
    assert (refused.state, refused.why) == (NominationState.REFUSED, "not signed")
    again = world.why(actions.review, BOARD[0], made.id, is_accepted=False, why="again")
    assert again == "elections.reviewed_already"


def test_a_dispute_waits_for_the_assembly(world: ElectionWorld) -> None:
    """The member disputes its refusal; until a vote settles it no ballot opens."""
    world.announce()
    world.put_forward("MAR", "FRA")
    world.do(actions.review, BOARD[0], world.nominated["FRA"], is_accepted=True)
    nomination = world.nominated["MAR"]
    assert world.why(actions.dispute, head("MAR"), nomination) == "elections.not_disputable"
    world.do(actions.review, BOARD[0], nomination, is_accepted=False, why="another reason")
    assert world.why(actions.dispute, head("FRA"), nomination) == "elections.not_for_member"
    world.do(actions.dispute, head("MAR"), nomination)
    assert world.why(actions.open_ballot, CHAIR, world.election, None) == "elections.undecided"
    assert world.why(actions.settle, SECRETARY, nomination, "0" * 32) == "sessions.no_office"


def test_the_assembly_settles_a_dispute_by_a_vote(world: ElectionWorld) -> None:
    """The chair enters a vote on a question that was announced since; its outcome decides."""
    world.announce()
    world.put_forward("MAR")
    nomination = world.nominated["MAR"]
    title = LanguageMap(dict.fromkeys(("ar", "en", "fr", "es"), "Admit the nomination"))
    asked = Opening(
        SESSION, Subject(SubjectKind.QUESTION), Method.SHOW_OF_HANDS, "procedural_motion", title
    )

    def vote() -> str:
        opened = world.do(votes.open_vote, CHAIR, asked)
        world.do(votes.count_hands, CHAIR, opened.id, Hands(10, 3, 0))
        return world.do(votes.announce, CHAIR, opened.id).id

    early = vote()
    world.do(actions.review, BOARD[0], nomination, is_accepted=False, why="another reason")
    world.do(actions.dispute, head("MAR"), nomination)
    assert world.why(actions.settle, CHAIR, nomination, early) == "elections.vote_undecided"
    late = vote()
    settled = world.do(actions.settle, CHAIR, nomination, late)
    assert (settled.state, settled.why) == (NominationState.ACCEPTED, f"vote:{late}")


def test_a_nomination_is_withdrawn_before_the_first_ballot(world: ElectionWorld) -> None:
    """By the member or the nominee; then the member may put somebody else forward in time."""
    world.announce(Vacancy(Kind.VICE_PRESIDENT, "africa"))
    made = world.early(lambda: world.nominate("MAR"))
    assert world.why(actions.withdraw, head("FRA"), made.id) == "elections.not_yours"
    gone = world.do(actions.withdraw, head("MAR"), made.id)
    again = world.early(lambda: world.nominate("MAR"))
    assert (gone.state, again.state) == (NominationState.WITHDRAWN, NominationState.SUBMITTED)
