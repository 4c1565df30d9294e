"""Duties of adopted texts: who reports, what is late, what the next session is told."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from hall_world import NUMBER, SECRETARY, SESSION
from jisr.assembly.sessions import actions as sessions
from jisr.assembly.texts import actions
from jisr.assembly.texts.actions import Answer
from jisr.assembly.texts.follow_up import EVIDENCE_MAX, Line, Report, Status
from jisr.errors import Denied, InputTooLarge, NotFound, ValueMalformed
from jisr.values import PartialDate
from text_world import EGY, MAR, TextWorld

DONE = Answer(Status.COMPLETED, ("Report 12/2027",))


def _refused(run: Callable[[], object]) -> str:
    with pytest.raises(Denied) as refused:
        run()
    return str(refused.value.details["why"])


def test_addressee_reports_and_reports_stay(world: TextWorld) -> None:
    """The secretary answers for the secretariat; each report is added to those before."""
    number = world.adopted().number
    under_way = Answer(Status.UNDER_WAY)
    world.do(actions.report_duty, SECRETARY, number, "OP1", under_way)
    followed = world.do(actions.report_duty, SECRETARY, number, "OP1", DONE)
    day = datetime.date(2026, 11, 21)
    assert followed.follow_up.reports == (
        Report(Status.UNDER_WAY, day, "GS"),
        Report(Status.COMPLETED, day, "GS", ("Report 12/2027",)),
    )
    board = world.hall.ask(actions.board, world.hall.officer(MAR))
    assert [(each.follow_up.place, each.status) for each in board] == [
        ("OP1", Status.COMPLETED),
        ("OP2", Status.NO_REPORT),
    ]


def test_nobody_else_reports(world: TextWorld) -> None:
    """Another member does not report on what the secretariat was asked, nor who only casts."""
    number = world.adopted().number
    for officer, why in ((EGY, "texts.not_addressee"), ("caster@egy", "texts.not_speaker")):
        tried: tuple[Any, ...] = (actions.report_duty, officer, number, "OP1", DONE)
        assert world.refused(*tried) == why


def test_reports_are_checked(world: TextWorld) -> None:
    """Completed needs evidence, evidence is bounded and plain, and the duty exists."""
    number = world.adopted().number
    report: tuple[Any, ...] = (actions.report_duty, SECRETARY, number, "OP1")
    told = world.refused(*report, Answer(Status.COMPLETED))
    assert told == "texts.evidence_missing"
    assert world.refused(*report, Answer(Status.NO_REPORT)) == "texts.report_empty"
    with pytest.raises(InputTooLarge):
        world.do(*report, Answer(Status.COMPLETED, ["one"] * (EVIDENCE_MAX + 1)))
    with pytest.raises(ValueMalformed):
        world.do(*report, Answer(Status.COMPLETED, ["a\u202eb"]))
    for which, place in (("AG-2026-RES-09", "OP1"), (number, "OP9"), (number, "PP1")):
        with pytest.raises(NotFound):
            world.do(actions.report_duty, SECRETARY, which, place, DONE)


def test_duty_is_late_after_its_day(world: TextWorld) -> None:
    """On its day it is due, a day later it is late, and done it is not."""
    number = world.adopted().number
    officer = world.hall.officer(MAR)
    late = []
    for days in (314, 1):  # 21 November 2026 to 1 October 2027, and the day after
        world.clock.advance(days=days)
        late.append(world.hall.ask(actions.duty, officer, number, "OP1").is_late)
    world.do(actions.report_duty, SECRETARY, number, "OP1", DONE)
    late.append(world.hall.ask(actions.duty, officer, number, "OP1").is_late)
    assert late == [False, True, False]


def test_next_session_is_told(world: TextWorld) -> None:
    """All that had not ended since the last session, with silence told as silence."""
    number = world.adopted().number
    world.do(actions.report_duty, SECRETARY, number, "OP1", DONE)
    next_one = replace(
        SESSION,
        number=NUMBER + 1,
        opens=PartialDate(2027, 11, 20),
        closes=PartialDate(2027, 11, 25),
    )
    world.do(sessions.open_session, SECRETARY, next_one, is_generated=False)
    officer = world.hall.officer(MAR)
    due = datetime.date(2027, 10, 1)
    evidence = ("Report 12/2027",)
    assert world.hall.ask(actions.told, officer, NUMBER + 1) == (
        Line(number, "OP1", "GS", due, Status.COMPLETED, is_late=False, evidence=evidence),
        Line(number, "OP2", "GS", due, Status.NO_REPORT, is_late=True, evidence=()),
    )
    assert world.hall.ask(actions.told, officer, NUMBER) == ()


def test_board_shows_what_one_may_read(world: TextWorld) -> None:
    """The duties of a closed item are not for the secretariat's guests."""
    number = world.adopted(is_public=False).number
    world.hall.ask(actions.duty, world.hall.officer(MAR), number, "OP1")
    assert len(world.hall.ask(actions.board, world.hall.officer("root@gs"), session=NUMBER)) == 2
    assert world.hall.ask(actions.board, world.hall.officer(MAR), session=12) == ()
