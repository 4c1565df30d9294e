"""Promises of what is asked of a session."""

from dataclasses import replace

import pytest

from hall_world import CHAIR, SECRETARY, SESSION, HallWorld, found_hall
from jisr.access.model import Role
from jisr.assembly.sessions import actions, tables
from jisr.assembly.sessions.model import (
    Capacity,
    CredentialState,
    Delegation,
    Matter,
    Observer,
    ObserverKind,
    Office,
    Post,
    Seat,
    Standing,
)
from jisr.errors import Denied, NotFound
from jisr.kit.db import Database
from jisr.values import PartialDate
from ticking import TickingClock

NONE: frozenset[Post] = frozenset()


def test_current_session_is_todays_then_the_next_then_the_last(
    database: Database, clock: TickingClock
) -> None:
    """What is asked without a number is what people have before them."""
    hall = found_hall(database, session=None)
    assert hall.ask(actions.current) is None
    later = replace(
        SESSION, number=94, opens=PartialDate(2027, 11, 22), closes=PartialDate(2027, 11, 25)
    )
    for each in (later, SESSION):
        hall.do(actions.open_session, SECRETARY, each, is_generated=False)
    seen = []
    for days in (0, 6, 1, 400):
        clock.advance(days=days)
        found = hall.ask(actions.current)
        seen.append(found.session.number if found else 0)
    assert seen == [93, 93, 94, 94]


def test_sessions_come_newest_first_and_in_pages(hall: HallWorld) -> None:
    """The page after a number begins below it."""
    later = replace(
        SESSION, number=94, opens=PartialDate(2027, 11, 22), closes=PartialDate(2027, 11, 25)
    )
    hall.do(actions.open_session, SECRETARY, later, is_generated=False)
    assert [each.session.number for each in hall.ask(actions.sessions)] == [94, 93]
    assert [each.session.number for each in hall.ask(actions.sessions, limit=1)] == [94]
    assert [each.session.number for each in hall.ask(actions.sessions, after=94)] == [93]
    with pytest.raises(NotFound):
        hall.ask(actions.session, 95)


def test_register_of_real_sessions_stands_beside(hall: HallWorld) -> None:
    """The sourced facts are read as their editor wrote them, the newest session first."""
    assert actions.register()[0] == tables.sessions()[93]
    assert hall.ask(actions.session, 93).session.facts == ()


def test_every_member_has_a_seat_in_the_order_of_the_hall(hall: HallWorld) -> None:
    """Where nobody was sent the seat is empty, and the roll says why it has no vote."""
    hall.send("FRA")
    held = hall.ask(actions.session, 93)
    seats = hall.ask(actions.seats, 93)
    assert [each.delegation.member for each in seats] == list(held.order)
    assert next(each for each in seats if each.delegation.member == "EGY") == Seat(
        Delegation("EGY", ()), None
    )
    roll = hall.ask(actions.roll, 93, actions.question(held, Matter.OTHER))
    assert list(roll) == list(held.order)
    assert [member for member, decision in roll.items() if decision.allowed] == ["FRA"]
    assert roll["EGY"].why == "sessions.no_credentials"


def test_voter_is_told_for_whom_or_why_not(hall: HallWorld) -> None:
    """Head and alternate speak, the caster alone casts in secret."""
    hall.send("FRA", ("delegate@fra", Post.HEAD), ("caster@fra", Post.BALLOT_CASTER))
    hall.send("EGY", state=CredentialState.SUBMITTED)
    held = hall.ask(actions.session, 93)
    spoken = actions.question(held, Matter.OTHER)
    secret = actions.question(held, Matter.ELECTION, is_secret=True)
    assert hall.ask(actions.voter, 93, "delegate@fra", spoken) == "FRA"
    assert hall.ask(actions.voter, 93, "caster@fra", secret) == "FRA"
    for officer, asked, why in (
        ("delegate@fra", secret, "not_caster"),
        ("alternate@fra", spoken, "not_in_delegation"),
        ("delegate@egy", spoken, "credentials_pending"),
        ("delegate@ken", spoken, "no_credentials"),
        (SECRETARY, spoken, "not_member"),
    ):
        with pytest.raises(Denied) as refused:
            hall.ask(actions.voter, 93, officer, asked)
        assert refused.value.details == {"why": f"sessions.{why}"}


def test_capacity_says_as_what_an_officer_is_there(hall: HallWorld) -> None:
    """Delegate, chair, secretary, observer or nothing at all."""
    hall.send("KEN", state=CredentialState.SUBMITTED)
    hall.send("FRA")
    observer = Observer(
        "head@egy", ObserverKind.ADVISER, is_listed=True, is_approved_by_host=True, name="E"
    )
    hall.do(actions.admit_observer, SECRETARY, 93, observer)
    told = {
        officer: hall.ask(actions.capacity, 93, hall.officer(officer))
        for officer in (CHAIR, "delegate@fra", "head@fra", "head@egy", SECRETARY)
    }
    none: frozenset[Office] = frozenset()
    head = frozenset({Post.HEAD})
    assert told == {
        CHAIR: Capacity(
            Standing.PENDING, "KEN", head, frozenset({Office.CHAIR}), is_secretary=False
        ),
        "delegate@fra": Capacity(Standing.DELEGATION, "FRA", head, none, is_secretary=False),
        "head@fra": Capacity(None, "FRA", NONE, none, is_secretary=False),
        "head@egy": Capacity(Standing.OBSERVER, "EGY", NONE, none, is_secretary=False),
        SECRETARY: Capacity(None, "", NONE, none, is_secretary=True),
    }
    hall.do(actions.dismiss_observer, SECRETARY, 93, "head@egy")
    assert hall.ask(actions.capacity, 93, hall.officer("head@egy")).standing is None


def test_secretary_is_required_by_role(hall: HallWorld) -> None:
    """Another officer of the secretariat is none."""
    hall.add_officer("clerk@gs", "GS", Role.LEGAL_REVIEWER, by="root@gs")
    assert hall.ask(actions.require_secretary, SECRETARY).id == SECRETARY
    with pytest.raises(Denied) as refused:
        hall.ask(actions.require_secretary, "clerk@gs")
    assert refused.value.details == {"why": "sessions.not_secretary"}


def test_what_came_too_late_is_void_where_the_rules_say_so(hall: HallWorld) -> None:
    """Nominations close in the network's time zone, and other duties are late only."""
    assert hall.ask(actions.may_submit, 93, "nominations-close").why == "sessions.void_when_late"
    assert hall.ask(actions.may_submit, 93, "invitations-sent").why == "sessions.late"
    due = hall.ask(actions.due_instant, 93, "nominations-close")
    assert due is not None
    assert due < hall.database.clock()
    assert hall.ask(actions.due_instant, 93, "no-such-duty") is None
