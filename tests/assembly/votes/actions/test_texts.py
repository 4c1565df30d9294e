"""Promises about votes on texts: over words that stand, frozen meanwhile, adopted with the vote."""

import pytest

from hall_world import CHAIR
from jisr.assembly.counting.model import Outcome
from jisr.assembly.texts import actions as texts
from jisr.assembly.texts.held import HeldDraft
from jisr.assembly.votes import actions
from jisr.assembly.votes.documents import digest
from jisr.assembly.votes.model import Hands, Method, Subject, SubjectKind, Vote, VoteState
from jisr.errors import Conflict, Denied, NotFound
from jisr.kit.db import Database
from text_world import TextWorld, found_texts
from ticking import TickingClock
from vote_world import REASON, SIGNED, VoteWorld, question, refusal


@pytest.fixture
def world(database: Database, clock: TickingClock) -> TextWorld:
    """A session with an agenda."""
    return found_texts(database, clock)


@pytest.fixture
def votes(world: TextWorld) -> VoteWorld:
    """The same session, whose delegates have hall keys."""
    made = VoteWorld(world.hall)
    for member in ("KEN", "FRA", "EGY"):
        made.keys[member] = world.hall.key(made.delegate(member))
    return made


def put(votes: VoteWorld, held: HeldDraft, method: Method = Method.ROLL_CALL) -> Vote:
    """Put a draft resolution to the vote."""
    subject = Subject(SubjectKind.DRAFT, held.draft.draft_id)
    opening = question(method, subject=subject, rule="resolution", title=None)
    return votes.hall.do(actions.open_vote, CHAIR, opening)


def test_a_draft_is_adopted_with_its_vote(world: TextWorld, votes: VoteWorld) -> None:
    """The resolution names the vote, and the digest of its sealed result."""
    vote = put(votes, world.ready())
    votes.cast_all(vote, {"FRA": "for", "EGY": "for", "KEN": "against"})
    votes.close(vote)
    announced = votes.announce(vote)
    result = votes.hall.ask(actions.result_document, announced)
    (resolution,) = votes.hall.ask(texts.resolutions, 93)
    assert (announced.outcome, vote.title.texts["en"]) == (
        Outcome.ADOPTED,
        resolution.resolution.title["en"],
    )
    assert (resolution.resolution.vote_id, resolution.resolution.result_digest) == (
        vote.id,
        digest(result),
    )


def test_no_vote_opens_on_words_that_do_not_stand(world: TextWorld, votes: VoteWorld) -> None:
    """The agenda is not adopted, amendments come first, or there is no such text."""
    early = world.draft()
    before = refusal(put, votes, early)
    world.adopt_agenda()
    world.amend(early, 1, {})
    pending = refusal(put, votes, early)
    unknown = question(subject=Subject(SubjectKind.DRAFT, "0" * 32), rule="resolution", title=None)
    absent = refusal(votes.hall.do, actions.open_vote, CHAIR, unknown)
    assert [before[0], pending, absent[0]] == [
        Denied,
        (Denied, "texts.amendments_pending"),
        NotFound,
    ]


def test_one_vote_at_a_time_on_one_text(world: TextWorld, votes: VoteWorld) -> None:
    """A second one is refused until the first is over; annulled, it makes room."""
    held = world.ready()
    vote = put(votes, held)
    second = refusal(put, votes, held)
    votes.hall.do(actions.annul, CHAIR, vote.id, "put to the vote by mistake")
    third = put(votes, held)
    assert second[0] in (Conflict, Denied)
    assert [each.state for each in votes.hall.ask(actions.votes_about, third.subject)] == [
        VoteState.ANNULLED,
        VoteState.OPEN,
    ]


def test_hands_on_a_text_give_way_to_a_roll_call(world: TextWorld, votes: VoteWorld) -> None:
    """Over the same words, which stay frozen; the roll-call adopts the text."""
    vote = put(votes, world.ready(), Method.SHOW_OF_HANDS)
    votes.hall.do(actions.count_hands, CHAIR, vote.id, Hands(1, 2, 0))
    called = votes.hall.do(actions.demand_roll_call, "delegate@egy", vote.id)
    votes.cast(called, "FRA", "for")
    votes.close(called)
    assert called.subject == vote.subject
    assert votes.announce(called).outcome is Outcome.ADOPTED
    assert len(votes.hall.ask(texts.resolutions, 93)) == 1


def test_an_objection_lets_the_text_be_voted_on(world: TextWorld, votes: VoteWorld) -> None:
    """The chair puts it to another vote at once."""
    held = world.ready()
    consensus = put(votes, held, Method.CONSENSUS)
    votes.hall.do(actions.object_to, "delegate@egy", consensus.id)
    assert put(votes, held).state is VoteState.OPEN


def test_what_is_carried_out_is_not_overruled(world: TextWorld, votes: VoteWorld) -> None:
    """Before the announcement it decides about the text; afterwards the assembly must reopen it."""
    vote = put(votes, world.ready())
    votes.cast(vote, "FRA", "for")
    votes.close(vote)
    votes.hall.do(actions.overrule, CHAIR, vote.id, Outcome.REJECTED, REASON, SIGNED)
    announced = votes.announce(vote)
    late = refusal(votes.hall.do, actions.overrule, CHAIR, vote.id, Outcome.ADOPTED, REASON, SIGNED)
    assert (announced.outcome, late) == (Outcome.REJECTED, (Conflict, "votes.carried_out"))
    assert votes.hall.ask(texts.resolutions, 93) == ()


def test_the_agenda_is_adopted(world: TextWorld, votes: VoteWorld) -> None:
    """By its own rule, over the list as it stands."""
    world.draft()
    subject = Subject(SubjectKind.AGENDA, "93")
    opening = question(Method.CONSENSUS, subject=subject, rule="agenda", title=None)
    vote = votes.hall.do(actions.open_vote, CHAIR, opening)
    votes.close(vote)
    assert votes.announce(vote).outcome is Outcome.ADOPTED
