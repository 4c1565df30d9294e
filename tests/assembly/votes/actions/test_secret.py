"""Promises about secret votes: sealed on a board, counted from its opened sums alone."""

from pathlib import Path

import pytest

from ballot_world import text
from board_world import MEMBERS, SECRETARY, SESSION, BoardWorld, found_session, head
from jisr.assembly.boards.model import Kind
from jisr.assembly.counting.model import Outcome
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.sessions.model import KeyUse, Office
from jisr.assembly.votes import actions
from jisr.assembly.votes.model import (
    Choice,
    Method,
    Opening,
    Signing,
    Subject,
    SubjectKind,
    Vote,
    VoteState,
)
from jisr.errors import Conflict, Denied
from jisr.kit.db import Database
from jisr.values import LanguageMap
from vote_world import TITLE, question, refusal

CHAIR = head("NOR")
FOR, AGAINST, NONE = (1, 0, 0), (0, 1, 0), (0, 0, 1)


@pytest.fixture
def world(database: Database, tmp_path: Path) -> BoardWorld:
    """A session of eighteen members with trustees, witnesses and somebody who presides."""
    made = found_session(database, tmp_path)
    database.in_transaction(sessions.name_offices, SECRETARY, SESSION, Office.CHAIR, (CHAIR,))
    return made


def put(world: BoardWorld, opening: Opening | None = None) -> Vote:
    """Open a secret vote and let the trustees make its key."""
    opening = opening or question(Method.SECRET, rule="removal")
    vote = world.database.in_transaction(actions.open_vote, CHAIR, opening, world.registrar)
    world.board_id = vote.id
    world.ceremony()
    return vote


def closed(world: BoardWorld, vote: Vote) -> Vote:
    """Close a vote before its witnesses, and let the trustees open the sums."""
    found = world.database.in_transaction(actions.close_vote, CHAIR, vote.id, world.registrar)
    head_text = text(world.board().closed_head)
    for name in ("CHL", "IND", "MAR"):
        world.post(Kind.WITNESS, name, {"head": head_text})
    return found


def test_a_secret_vote_is_announced_from_its_sums(world: BoardWorld) -> None:
    """Who has voted is seen, how nobody; nothing is counted until the trustees open the sums."""
    vote = put(world)
    marks = [FOR] * 7 + [AGAINST] * 4 + [NONE]
    for member, mark in zip(MEMBERS, marks, strict=False):
        world.vote(member, mark)
    with world.database.reading() as transaction:
        view = actions.read_vote(transaction, vote.id)
    after = closed(world, vote)
    early = refusal(world.database.in_transaction, actions.announce, CHAIR, vote.id)
    world.share("ARG", "FRA", "KEN")
    announced = world.database.in_transaction(actions.announce, CHAIR, vote.id)
    assert (set(view.received), view.calls, after.tally) == (set(MEMBERS[:12]), (), None)
    assert early == (Conflict, "votes.not_counted")
    assert announced.tally is not None
    assert (announced.outcome, dict(announced.tally.votes)) == (
        Outcome.ADOPTED,
        {"for": 7, "against": 4},
    )
    assert (announced.tally.abstentions, announced.tally.entitled) == (1, 18)


def test_a_round_has_no_outcome_of_its_own(world: BoardWorld) -> None:
    """The rules of the election say who is elected; the vote gives the numbers."""
    names = [Choice(key, LanguageMap({"en": key.upper()})) for key in ("first", "second")]
    opening = question(
        Method.SECRET,
        subject=Subject(SubjectKind.ROUND, "e1"),
        rule="president",
        title=TITLE,
        choices=tuple(names),
        round=1,
    )
    vote = put(world, opening)
    for member in MEMBERS[:10]:
        world.vote(member, FOR)
    closed(world, vote)
    world.share("ARG", "FRA", "KEN")
    announced = world.database.in_transaction(actions.announce, CHAIR, vote.id)
    with world.database.reading() as transaction:
        result = actions.result(transaction, announced)
    assert result is not None
    assert (announced.state, announced.outcome, result.decided) == (
        VoteState.ANNOUNCED,
        None,
        None,
    )
    assert list(result.announcement.items())[-3:] == [
        ("required", 7),
        ("first", 10),
        ("second", 0),
    ]


def test_a_member_without_a_key_is_told_so(world: BoardWorld) -> None:
    """It is entitled, and cannot cast: its key is not on the board."""
    key = world.held["EGY", KeyUse.VOTE]
    world.database.in_transaction(sessions.revoke_key, head("EGY"), key.id)
    vote = put(world)
    told = {each.member: each for each in vote.roll}
    assert (told["EGY"].is_entitled, told["EGY"].why) == (True, "votes.key_missing")
    assert told["FRA"].why == "sessions.allowed"


def test_a_secret_vote_takes_no_entries(world: BoardWorld) -> None:
    """What is secret is never sent to the hub in the open."""
    vote = put(world)
    found = refusal(
        world.database.in_transaction, actions.cast, head("FRA"), vote.id, "for", Signing()
    )
    assert found == (Conflict, "votes.other_method")


def test_only_the_hub_keeps_a_board(world: BoardWorld) -> None:
    """Away from it a secret vote neither opens nor closes."""
    vote = put(world)
    opening = question(Method.SECRET, rule="removal")
    found = [
        refusal(world.database.in_transaction, actions.open_vote, CHAIR, opening),
        refusal(world.database.in_transaction, actions.close_vote, CHAIR, vote.id),
    ]
    assert found == [(Denied, "votes.registrar_missing")] * 2


def test_an_annulled_board_is_closed(world: BoardWorld) -> None:
    """No ballot is taken after it."""
    vote = put(world)
    reason = "two candidates have the same name"
    annulled = world.database.in_transaction(actions.annul, CHAIR, vote.id, reason, world.registrar)
    assert (annulled.state, world.board().closed_head != b"") == (VoteState.ANNULLED, True)


def test_too_few_trustees_or_witnesses(world: BoardWorld) -> None:
    """Nobody opens sums alone, and nobody watches alone."""
    run = world.database.in_transaction
    opening = question(Method.SECRET, rule="removal")
    for member in ("CHL", "IND", "MAR"):
        run(sessions.revoke_key, head(member), world.held[member, KeyUse.WITNESS].id)
    witnesses = refusal(run, actions.open_vote, CHAIR, opening, world.registrar)
    for member in ("ARG", "FRA", "JPN"):
        run(sessions.revoke_key, head(member), world.held[member, KeyUse.TRUSTEE].id)
    trustees = refusal(run, actions.open_vote, CHAIR, opening, world.registrar)
    assert [witnesses, trustees] == [
        (Denied, "votes.witnesses_missing"),
        (Denied, "votes.trustees_missing"),
    ]
