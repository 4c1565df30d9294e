"""Promises of how a session is opened and served."""

import datetime
from dataclasses import replace

import pytest

from hall_world import CHAIR, MEMBERS, SECRETARY, SESSION, HallWorld
from jisr.access.model import Role
from jisr.assembly.sessions import actions
from jisr.assembly.sessions.model import (
    Convocation,
    Evidence,
    Fact,
    KeyUse,
    Office,
    SessionKind,
)
from jisr.errors import (
    AlreadyExists,
    Conflict,
    Denied,
    JisrError,
    NotFound,
    OfficerUnknown,
    ValueMalformed,
)
from jisr.values import LanguageMap, PartialDate
from ticking import TickingClock

NEXT = replace(
    SESSION, number=94, opens=PartialDate(2027, 11, 22), closes=PartialDate(2027, 11, 25)
)
ASKED = Convocation(datetime.date(2026, 11, 21), ("Fraud centres",))
SOON = replace(
    SESSION,
    number=94,
    kind=SessionKind.EXTRAORDINARY,
    opens=PartialDate(2027, 1, 11),
    closes=PartialDate(2027, 1, 12),
)


def test_session_is_stored_as_it_was_opened(hall: HallWorld) -> None:
    """What was said of a session is read again, with the hall in French order, the host first."""
    fact = Fact("venue", "In the palace of congresses", Evidence.OFFICIAL, "host agreement")
    opened = hall.do(
        actions.open_session, SECRETARY, replace(NEXT, facts=(fact,)), is_generated=True
    )
    found = hall.ask(actions.session, 94)
    assert found == opened
    assert (found.session, found.version, found.letter) == (replace(NEXT, facts=(fact,)), 1, "")
    assert (found.is_generated, found.convocation, found.done) == (True, None, {})
    assert found.order[:3] == ("MAR", "AFG", "ZAF")
    assert len(found.order) == 196


def test_only_the_secretary_opens_a_session(hall: HallWorld) -> None:
    """The coordinator and a head of bureau are refused."""
    for officer in ("root@gs", "head@mar", CHAIR):
        with pytest.raises(Denied) as refused:
            hall.do(actions.open_session, officer, NEXT, is_generated=False)
        assert refused.value.details == {"why": "sessions.not_secretary"}


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"number": 93}, AlreadyExists),
        ({"number": 0}, ValueMalformed),
        ({"number": 10_000}, ValueMalformed),
        ({"host": "ZZZ"}, ValueMalformed),
        ({"opens": PartialDate(2027)}, ValueMalformed),
        ({"closes": PartialDate(2027, 11, 21)}, ValueMalformed),
        ({"closes": PartialDate(2027, 12, 31)}, ValueMalformed),
        ({"city": LanguageMap({})}, ValueMalformed),
        ({"city": LanguageMap({"en": "Marra\u202ekesh"})}, ValueMalformed),
        ({"city": LanguageMap({"xx": "Marrakesh"})}, ValueMalformed),
        ({"facts": (Fact("a", "", Evidence.PRESS, "b"),)}, ValueMalformed),
        ({"facts": (Fact("a", "a", Evidence.PRESS, "b"),) * 2}, ValueMalformed),
        ({"opens": SESSION.closes, "closes": PartialDate(2026, 12, 1)}, Conflict),
        ({"kind": SessionKind.EXTRAORDINARY}, ValueMalformed),
    ],
)
def test_session_that_cannot_be_is_refused(
    hall: HallWorld, changed: dict[str, object], error: type[JisrError]
) -> None:
    """Number, place, days and facts have their form, and no two sessions share a day."""
    with pytest.raises(error):
        hall.do(
            actions.open_session,
            SECRETARY,
            replace(NEXT, **changed),  # type: ignore[arg-type]  # the table holds values of each field
            is_generated=False,
        )


def test_extraordinary_session_is_opened_as_it_was_asked_for(hall: HallWorld) -> None:
    """Thirty to ninety days after the request, with one subject."""
    held = hall.do(actions.open_session, SECRETARY, SOON, is_generated=False, convocation=ASKED)
    assert hall.ask(actions.session, 94).convocation == held.convocation == ASKED


@pytest.mark.parametrize(
    ("convocation", "why"),
    [
        (replace(ASKED, requested_on=datetime.date(2026, 12, 20)), "extraordinary_day"),
        (replace(ASKED, requested_on=datetime.date(2026, 10, 1)), "extraordinary_day"),
        (replace(ASKED, subjects=("a", "b")), "extraordinary_subject"),
    ],
)
def test_extraordinary_session_keeps_to_the_rules(
    hall: HallWorld, convocation: Convocation, why: str
) -> None:
    """Too soon, too late or with two subjects it is refused."""
    with pytest.raises(Denied) as refused:
        hall.do(actions.open_session, SECRETARY, SOON, is_generated=False, convocation=convocation)
    assert refused.value.details == {"why": f"sessions.{why}"}


def test_subject_of_an_extraordinary_session_hides_nothing(hall: HallWorld) -> None:
    """An invisible character in it is refused."""
    hidden = replace(ASKED, subjects=("Fraud\u202e",))
    with pytest.raises(ValueMalformed):
        hall.do(actions.open_session, SECRETARY, SOON, is_generated=False, convocation=hidden)


def test_offices_are_held_by_those_last_named(hall: HallWorld) -> None:
    """A new list takes the place of the old one; other offices stay."""
    hall.hold(Office.ELECTIONS_BOARD, "head@fra", "head@egy")
    held = hall.hold(Office.ELECTIONS_BOARD, "head@egy")
    assert (held.version, held.offices[Office.ELECTIONS_BOARD]) == (5, ("head@egy",))
    assert held.offices[Office.CHAIR] == (CHAIR,)
    assert hall.ask(actions.session, 93) == held


@pytest.mark.parametrize(
    ("officers", "why"),
    [
        (("delegate@fra", "alternate@fra"), "same_member"),
        (("delegate@fra", "delegate@fra"), "officer_twice"),
        (("delegate@fra", SECRETARY), "office_of_member"),
        (
            tuple(f"{name}@{code.lower()}" for code in MEMBERS for name in ("head", "caster")),
            "too_many_officers",
        ),
    ],
)
def test_trustees_come_from_different_members(
    hall: HallWorld, officers: tuple[str, ...], why: str
) -> None:
    """Nobody twice, nobody of the secretariat, no two of a member, no more than there are."""
    with pytest.raises(Denied) as refused:
        hall.hold(Office.TRUSTEE, *officers)
    assert refused.value.details == {"why": f"sessions.{why}"}


def test_only_the_secretary_names_offices(hall: HallWorld) -> None:
    """Not even the chair names who serves."""
    with pytest.raises(Denied) as refused:
        hall.do(actions.name_offices, CHAIR, 93, Office.CHAIR, ["head@fra"])
    assert refused.value.details == {"why": "sessions.not_secretary"}


def test_stranger_holds_no_office(hall: HallWorld) -> None:
    """Who is no active officer cannot be named, and no list is endless."""
    with pytest.raises(OfficerUnknown):
        hall.hold(Office.CHAIR, "nobody@mar")
    with pytest.raises(ValueMalformed):
        hall.hold(Office.CHAIR, *["head@mar"] * 51)


def test_trustee_who_leaves_has_no_key(hall: HallWorld) -> None:
    """Another list of trustees takes the keys of those who are not on it."""
    hall.hold(Office.TRUSTEE, "delegate@fra", "delegate@egy")
    kept, left = hall.key("delegate@fra", KeyUse.TRUSTEE), hall.key("delegate@egy", KeyUse.TRUSTEE)
    hall.hold(Office.TRUSTEE, "delegate@fra")
    assert hall.ask(actions.keys, 93, KeyUse.TRUSTEE) == (kept,)
    assert hall.ask(actions.key, left.id).revoked_at is not None


def test_duty_is_done_once(hall: HallWorld) -> None:
    """The calendar shows when a duty was done; twice or of no calendar is refused."""
    held = hall.do(actions.duty_done, SECRETARY, 93, "invitations-sent")
    assert list(held.done) == ["invitations-sent"]
    states = {each.duty.key: each.state for each in hall.ask(actions.timetable, 93)}
    assert states["invitations-sent"] == "done-late"
    assert states["provisional-agenda-sent"] == "late"
    with pytest.raises(Conflict):
        hall.do(actions.duty_done, SECRETARY, 93, "invitations-sent")
    with pytest.raises(NotFound):
        hall.do(actions.duty_done, SECRETARY, 93, "no-such-duty")
    with pytest.raises(Denied):
        hall.do(actions.duty_done, CHAIR, 93, "provisional-agenda-sent")


def test_nothing_changes_after_the_last_day(hall: HallWorld, clock: TickingClock) -> None:
    """On the last day offices are named still, on the day after not; the calendar goes on."""
    clock.advance(days=6)
    hall.hold(Office.ELECTIONS_BOARD, "head@egy")
    clock.advance(days=1)
    with pytest.raises(Denied) as refused:
        hall.hold(Office.ELECTIONS_BOARD, "head@fra")
    assert refused.value.details == {"why": "sessions.over"}
    hall.do(actions.duty_done, SECRETARY, 93, "invitations-sent")


def test_office_does_not_outlive_the_officer(hall: HallWorld) -> None:
    """Who holds no role any more is refused as officer before their office is asked."""
    hall.add_officer("second@ken", "KEN", Role.HEAD_OF_BUREAU)
    hall.hold(Office.CHAIR, "second@ken")
    assert hall.ask(actions.require_office, 93, "second@ken", Office.CHAIR).id == "second@ken"
    with pytest.raises(Denied) as refused:
        hall.ask(actions.require_office, 93, CHAIR, Office.CHAIR)
    assert refused.value.details == {"why": "sessions.no_office"}
