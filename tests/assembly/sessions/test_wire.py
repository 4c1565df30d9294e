"""Promises of what is told of a session."""

import datetime
from zoneinfo import ZoneInfo

from jisr.assembly.sessions import tables, wire
from jisr.assembly.sessions.deadlines import timetable
from jisr.assembly.sessions.model import (
    Capacity,
    Convocation,
    HallKey,
    Held,
    KeyUse,
    LetterDraw,
    Lot,
    Office,
    Post,
    SessionKind,
    Standing,
)
from jisr.assembly.sessions.model import Session as Sitting
from jisr.kit.clock import instant_text
from jisr.values import LanguageMap, PartialDate

AT = datetime.datetime(2026, 11, 21, 9, 0, tzinfo=datetime.UTC)


def test_real_session_is_told_with_its_sources() -> None:
    """A session known by its year only is told so, and each fact with where it is from."""
    told = wire.session_shown(tables.sessions()[91])
    assert (told.opens, told.closes, told.host) == ("2023", None, "AUT")
    assert [(each.evidence, bool(each.source)) for each in told.facts] == [("press", True)]


def test_held_session_is_told_whole() -> None:
    """Offices, draw, convocation and what is done."""
    sitting = Sitting(
        94,
        SessionKind.EXTRAORDINARY,
        "MAR",
        LanguageMap({"en": "Marrakesh"}),
        PartialDate(2027, 1, 11),
        None,
    )
    held = Held(
        sitting,
        2,
        "M",
        ("MAR", "FRA"),
        {Office.CHAIR: ("a@fra",)},
        is_generated=True,
        convocation=Convocation(datetime.date(2026, 11, 21), ("Fraud",)),
        draw=LetterDraw("by hand"),
        done={"invitations-sent": AT},
    )
    told = wire.held_shown(held)
    assert told.model_dump(exclude={"city", "facts", "kind", "host", "opens", "closes"}) == {
        "number": 94,
        "version": 2,
        "is_generated": True,
        "letter": "M",
        "order": ["MAR", "FRA"],
        "offices": {"chair": ["a@fra"]},
        "convocation": {"requested_on": datetime.date(2026, 11, 21), "subjects": ["Fraud"]},
        "draw": {"evidence": "by hand", "commitments": {}, "values": {}},
        "done": {"invitations-sent": "2026-11-21T09:00:00.000Z"},
    }


def test_deadline_is_told_with_its_article() -> None:
    """And with when it was done, where it was."""
    sitting = tables.sessions()[93]
    held = Held(sitting, 1, "", (), {}, is_generated=False, done={"invitations-sent": AT})
    found = timetable(sitting, ZoneInfo("UTC"), AT, held.done)
    told = {each.key: each for each in (wire.deadline_shown(held, due) for due in found)}
    sent = told["invitations-sent"]
    assert (sent.article, sent.done_at, sent.day) == (
        "GR 7",
        instant_text(AT),
        datetime.date(2025, 7, 27),
    )
    assert told["nominations-close"].is_void_when_late
    assert told["nominations-close"].done_at is None


def test_key_lot_and_capacity_are_told_as_they_are() -> None:
    """Small things, field by field."""
    key = HallKey("0" * 32, 93, "a@fra", "FRA", KeyUse.TRUSTEE, "AA", "BB", AT)
    told = wire.key_shown(key)
    assert (told.sealing, told.registered_at, told.revoked_at) == ("BB", instant_text(AT), None)
    assert wire.lot_shown(93, Lot("FRA", "aa", "bb")).model_dump() == {
        "session": 93,
        "member": "FRA",
        "commitment": "aa",
        "value": "bb",
    }
    capacity = Capacity(
        Standing.PENDING,
        "FRA",
        frozenset({Post.HEAD}),
        frozenset({Office.WITNESS, Office.CHAIR}),
        is_secretary=False,
    )
    assert wire.capacity_shown(capacity).model_dump() == {
        "standing": "pending",
        "member": "FRA",
        "posts": ["head"],
        "offices": ["chair", "witness"],
        "is_secretary": False,
    }
