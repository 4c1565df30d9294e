"""Promises about how votes are asked and told."""

import datetime

import pytest
from pydantic import ValidationError

from jisr.assembly.sessions.reasons import REASONS
from jisr.assembly.votes.model import Hands, Method, Subject, SubjectKind, VoteView
from jisr.assembly.votes.schemas import HandsIn, OpeningIn, OverrulingIn, vote_out
from jisr.errors import ValueMalformed
from jisr.kit.words import Words
from vote_made import AT, MADE

ASKED = {
    "session": 93,
    "subject": {"kind": "draft", "id": "d1"},
    "method": "roll-call",
    "rule": "resolution",
}


def test_an_opening_is_read() -> None:
    """Its instant in UTC."""
    told = OpeningIn.model_validate({**ASKED, "closes_at": "2026-11-21T11:00:00+01:00"}).opening()
    assert (told.subject, told.method, told.closes_at) == (
        Subject(SubjectKind.DRAFT, "d1"),
        Method.ROLL_CALL,
        datetime.datetime(2026, 11, 21, 10, 0, tzinfo=datetime.UTC),
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"session": 0},
        {"method": "shout"},
        {"rule": "x" * 65},
        {"title": {"en": "x" * 201}},
        {"a": 1},
    ],
    ids=str,
)
def test_what_is_out_of_bounds_is_refused(changed: dict[str, object]) -> None:
    """Numbers, words and lengths, and what nobody asked for."""
    with pytest.raises(ValidationError):
        OpeningIn.model_validate({**ASKED, **changed})


def test_hands_are_counts() -> None:
    """None is negative."""
    assert HandsIn(in_favour=1, against=2).hands() == Hands(1, 2, 0)
    with pytest.raises(ValidationError):
        HandsIn(in_favour=-1, against=2)


def test_a_reason_hides_nothing() -> None:
    """It is signed as it is read."""
    with pytest.raises(ValueMalformed):
        OverrulingIn(outcome="adopted", reason="so\u202e it is").check()  # type: ignore[arg-type]  # as JSON says it


def test_a_vote_is_told_with_its_roll_in_words() -> None:
    """Reasons are sentences, and who answered has an instant."""
    told = vote_out(VoteView(MADE, {"FRA": AT}), Words("en", REASONS))
    assert told.received == {"FRA": "2026-11-21T10:00:00.000Z"}
    assert told.roll[3].why.startswith("the vote is suspended")
    assert (told.entitled, told.overruled, told.unverified) == (3, False, False)
