"""A memorandum is signed, enters into force with its grant, is renewed, and ends."""

import dataclasses
import datetime

import pytest

from check_world import PASSPORT, World
from jisr.access import actions as access
from jisr.access.model import Operation, Purpose
from jisr.checks.model import DocumentQuery
from jisr.errors import Conflict, Denied, SignatureMissing
from jisr.meetings.agreements import actions
from jisr.meetings.agreements.model import State
from memoranda_world import MemorandaWorld, signature, why
from ticking import TickingClock


def test_members_agree_without_asking_others(world: MemorandaWorld) -> None:
    """Drafted, closed, signed by each side, in force from the day on which somebody says so."""
    done = world.in_force()
    assert (done.state, done.entered) == (State.IN_FORCE, datetime.date(2026, 11, 21))
    assert [each.kind for each in done.steps] == [
        "drafted",
        "closed",
        "signed",
        "signed",
        "entered_into_force",
    ]
    assert [each.party for each in done.signatures] == ["MAR", "FRA"]
    assert {each.digest for each in done.signatures} == {world.view("head@mar", done).digest}


def test_entering_into_force_opens_the_grant(world: MemorandaWorld, clock: TickingClock) -> None:
    """In the same transaction, for the days of the memorandum, for the givers' data only."""
    done = world.data_in_force(clock)
    with world.database.reading() as transaction:
        asking = access.ask(transaction, "desk@afripol", "border-management", "A-1")
    (grant,) = asking.grants
    assert (grant.id, grant.counterparts, grant.operations) == (
        done.grant,
        frozenset(("FRA",)),
        frozenset((Operation.CHECK,)),
    )
    assert (grant.starts, grant.ends) == (done.entered, datetime.date(2028, 12, 31))
    assert (grant.purposes, grant.source) == (
        frozenset((Purpose.BORDER_MANAGEMENT,)),
        f"memorandum:{done.id}",
    )


def test_ending_ends_the_grant_at_once(world: MemorandaWorld, clock: TickingClock) -> None:
    """Also where a giver leaves, who could not end an agreement of the body itself."""
    done = world.data_in_force(clock)
    ended = world.do(actions.end, "head@fra", done.id, "The purpose is fulfilled")
    assert (ended.state, ended.why) == (State.ENDED, "The purpose is fulfilled")
    seen = world.view("head@fra", ended)
    assert seen.grant is not None
    assert seen.grant.ends == datetime.date(2027, 1, 5)
    with pytest.raises(Denied):
        world.do(actions.end, "head@fra", done.id, "Again")


def test_only_who_may_give_brings_a_grant_into_force(
    world: MemorandaWorld, clock: TickingClock
) -> None:
    """The head of a giver does not: nothing of it is written."""
    proposed = world.proposed()
    clock.advance(days=46)
    for party in ("AFRIPOL", "FRA"):
        world.signed_by(f"head@{party.lower()}", party, proposed)
    with pytest.raises(Denied) as refused:
        world.do(actions.enter_into_force, "head@fra", proposed.id)
    assert why(refused) == "access.not_coordinator"
    assert world.view("head@fra", proposed).state is State.SIGNED
    with world.database.reading() as transaction:
        assert access.agreements(transaction, bureau_id="AFRIPOL") == ()


def test_a_memorandum_ends_by_itself(world: MemorandaWorld, clock: TickingClock) -> None:
    """After its last day it has expired, and nothing is due."""
    done = world.in_force()
    clock.advance(days=800)
    assert world.view("head@mar", done).state is State.EXPIRED
    with world.database.reading() as transaction:
        assert actions.due(transaction, "head@mar") == ()


def test_who_signs_signs_these_terms_with_an_own_key(world: MemorandaWorld) -> None:
    """No key, other terms, another's side, twice: each is refused."""
    drafted = world.draft()
    world.do(actions.propose, "head@fra", drafted.id)
    digest = world.view("head@fra", drafted).digest
    own = signature("head@fra", drafted.id)
    with pytest.raises(SignatureMissing):
        world.do(actions.sign, "head@fra", drafted.id, "FRA", digest, signed=None)
    with pytest.raises(Conflict):
        world.do(actions.sign, "head@fra", drafted.id, "FRA", "0" * 64, signed=own)
    with pytest.raises(Denied) as other:
        world.do(actions.sign, "head@fra", drafted.id, "MAR", digest, signed=own)
    assert why(other) == "memoranda.not_own_side"
    world.signed_by("head@fra", "FRA", drafted)
    with pytest.raises(Denied) as twice:
        world.signed_by("head@fra", "FRA", drafted)
    assert why(twice) == "memoranda.signed_already"


def test_a_renewal_is_asked_in_time_and_takes_the_place(
    world: MemorandaWorld, clock: TickingClock
) -> None:
    """The old one gives way when the new one is in force; late is refused."""
    old = world.in_force()
    with pytest.raises(Denied) as unasked:
        world.draft(renews=old.id)
    assert why(unasked) == "memoranda.renewal_not_asked"
    world.do(actions.ask_renewal, "head@mar", old.id)
    new = world.in_force(renews=old.id)
    seen = world.view("head@fra", old)
    assert (seen.state, seen.memorandum.successor) == (State.RENEWED, new.id)
    clock.advance(days=690)
    with pytest.raises(Denied) as late:
        world.do(actions.ask_renewal, "head@fra", new.id)
    assert why(late) == "memoranda.renewal_late"


def test_a_renewal_with_data_closes_the_old_grant(
    world: MemorandaWorld, clock: TickingClock
) -> None:
    """Two grants never run for one and the same purpose."""
    old = world.data_in_force(clock)
    world.do(actions.ask_renewal, "head@fra", old.id)
    proposed = world.proposed(renews=old.id)
    clock.advance(days=46)
    for party in ("AFRIPOL", "FRA"):
        world.signed_by(f"head@{party.lower()}", party, proposed)
    new = world.do(actions.enter_into_force, "root", proposed.id)
    with world.database.reading() as transaction:
        today = access.today(transaction)
        grants = access.agreements(transaction, bureau_id="AFRIPOL")
    running = [each.id for each in grants if each.ends is None or today <= each.ends]
    assert running == [new.grant]


def test_checks_obey_from_that_minute(world: MemorandaWorld, clock: TickingClock) -> None:
    """Refused before, answered while it is in force, refused again when it ended."""
    checks = World(world.database)
    checks.record(PASSPORT)
    query = DocumentQuery(PASSPORT.number, PASSPORT.country)
    with pytest.raises(Denied):
        checks.check(query, "desk@afripol")
    done = world.data_in_force(clock)
    assert len(checks.found(query, "desk@afripol")) == 1
    other = dataclasses.replace(PASSPORT, number="CD654321", country="SYR", theft_country="SYR")
    checks.record(other, owner="SYR")
    assert checks.found(DocumentQuery(other.number, "SYR"), "desk@afripol") == []
    world.do(actions.end, "head@fra", done.id, "The purpose is fulfilled")
    with pytest.raises(Denied):
        checks.check(query, "desk@afripol")


def test_a_grant_that_was_ended_before_stays_as_it_was(
    world: MemorandaWorld, clock: TickingClock
) -> None:
    """The coordinator closed the data first; the memorandum still ends, and nothing reopens."""
    done = world.data_in_force(clock)
    ended = world.database.in_transaction(access.end_agreement, "root", done.grant)
    clock.advance(days=3)
    world.do(actions.end, "head@fra", done.id, "Over")
    assert world.view("head@fra", done).grant == ended
