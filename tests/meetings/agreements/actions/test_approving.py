"""The path of approval: opinions, windows, objections, the assembly's decision."""

import dataclasses
import datetime

import pytest

from jisr.errors import Denied, ValueMalformed
from jisr.meetings.agreements import actions
from jisr.meetings.agreements.model import State
from jisr.values import new_id
from memoranda_world import WITH_DATA, MemorandaWorld, why
from ticking import TickingClock


def test_silence_approves_after_the_last_day(world: MemorandaWorld, clock: TickingClock) -> None:
    """45 calendar days after the day of the proposal, in the zone of the secretariat."""
    proposed = world.proposed()
    assert proposed.window_ends == datetime.date(2027, 1, 5)
    clock.advance(days=45)
    assert world.view("head@fra", proposed).state is State.PROPOSED
    clock.advance(hours=15)  # in Paris it is past midnight
    assert world.view("head@fra", proposed).state is State.APPROVED


def test_an_objection_goes_to_the_assembly(world: MemorandaWorld, clock: TickingClock) -> None:
    """Nobody signs before it decided; its vote is named."""
    proposed = world.proposed()
    objected = world.do(actions.object_to, "head@syr", proposed.id, "The purpose is too wide")
    assert (objected.state, objected.objections[0].member) == (State.OBJECTED, "SYR")
    clock.advance(days=60)
    with pytest.raises(Denied) as refused:
        world.signed_by("head@fra", "FRA", objected)
    assert why(refused) == "memoranda.not_approved"
    vote = new_id()
    decided = world.do(actions.decide, "root", objected.id, vote, is_approved=True)
    assert decided.ruling is not None
    assert (decided.state, decided.ruling.vote) == (State.APPROVED, vote)


def test_an_assembly_that_refuses_ends_it(world: MemorandaWorld) -> None:
    """Nothing of it can be signed."""
    objected = world.do(actions.object_to, "head@syr", world.proposed().id, "No")
    refused = world.do(actions.decide, "root", objected.id, new_id(), is_approved=False)
    assert refused.state is State.REFUSED
    another = world.do(actions.object_to, "head@syr", world.proposed().id, "No")
    with pytest.raises(ValueMalformed):
        world.do(actions.decide, "root", another.id, "vote 7", is_approved=True)


def test_objections_come_in_time(world: MemorandaWorld, clock: TickingClock) -> None:
    """Once each, not by a party, and not after the last day, also where another objected."""
    proposed = world.proposed()
    for officer, reason in (
        ("head@fra", "objector_party"),
        ("officer@syr", "not_head"),
        ("root", "not_head"),
        ("reviewer@gs", "not_head"),
    ):
        with pytest.raises(Denied) as refused:
            world.do(actions.object_to, officer, proposed.id, "No")
        assert why(refused) == f"memoranda.{reason}"
    world.do(actions.object_to, "head@syr", proposed.id, "No")
    with pytest.raises(Denied) as again:
        world.do(actions.object_to, "head@syr", proposed.id, "No")
    assert why(again) == "memoranda.objected_already"
    clock.advance(days=46)
    with pytest.raises(Denied) as late:
        world.do(actions.object_to, "head@mar", proposed.id, "No")
    assert why(late) == "memoranda.window_closed"


def test_opinions_are_on_these_very_words(world: MemorandaWorld) -> None:
    """A revision after the opinion asks for it again."""
    drafted = world.opined(world.draft(WITH_DATA))
    changed = dataclasses.replace(drafted.terms, scopes=("training", "border-management"))
    revised = world.do(actions.revise, "head@fra", drafted.id, changed)
    with pytest.raises(Denied) as refused:
        world.do(actions.propose, "root", revised.id)
    assert why(refused) == "memoranda.opinion_missing"
    world.opined(revised)
    assert world.do(actions.propose, "root", revised.id).state is State.PROPOSED


def test_languages_out_of_step_are_not_proposed(world: MemorandaWorld) -> None:
    """A language whose words stayed falls behind, until somebody confirms it."""
    drafted = world.draft()
    (old,) = drafted.terms.paragraphs
    texts = dict(old.texts) | {"en": "The parties shall train 40 officers each year."}
    changed = dataclasses.replace(old, texts=texts)
    terms = dataclasses.replace(drafted.terms, paragraphs=(changed,))
    world.do(actions.revise, "head@mar", drafted.id, terms)
    (finding,) = world.view("head@mar", drafted).findings
    assert (finding.place, finding.language, finding.fault) == ("OP1", "fr", "behind")
    with pytest.raises(Denied) as refused:
        world.do(actions.propose, "head@fra", drafted.id)
    assert why(refused) == "texts.out_of_step"
    world.do(actions.revise, "head@fra", drafted.id, terms, confirmed=("fr",))
    assert world.do(actions.propose, "head@fra", drafted.id).state is State.APPROVED


@pytest.mark.parametrize("officer", ["head@fra", "officer@mar"])
def test_opinions_and_proposals_are_the_coordinators(world: MemorandaWorld, officer: str) -> None:
    """Where members are asked; a party cannot do it by itself."""
    terms = dataclasses.replace(WITH_DATA, parties=("AFRIPOL", "FRA", "MAR"))
    drafted = world.draft(terms)
    with pytest.raises(Denied) as refused:
        world.do(actions.propose, officer, drafted.id)
    assert why(refused) == "memoranda.not_coordinator"
    with pytest.raises(Denied):
        world.do(
            actions.record_opinion,
            officer,
            drafted.id,
            "commission",
            is_favourable=True,
            reference="X",
        )
