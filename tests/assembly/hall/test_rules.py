"""What the hall may see of a vote, and when."""

import datetime
from dataclasses import replace
from typing import Any

import pytest

from jisr.access.model import Bureau, BureauKind
from jisr.assembly.counting.model import Announcement, Outcome, Tally
from jisr.assembly.hall import rules
from jisr.assembly.hall.model import Board, Shown, Sitting
from jisr.assembly.sessions.model import Matter
from jisr.assembly.votes.model import (
    Call,
    Choice,
    Entitlement,
    Method,
    SignatureKind,
    Subject,
    SubjectKind,
    Vote,
    VoteState,
    VoteView,
)
from jisr.values import LanguageMap

OPENED = datetime.datetime(2026, 11, 24, 10, 0, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)
TITLE = LanguageMap({"en": "Shall it be so?", "ar": "هل يكون كذلك؟"})
CHOICES = (
    Choice("for", LanguageMap({"en": "For", "ar": "مع"})),
    Choice("against", LanguageMap({"en": "Against", "ar": "ضد"})),
)
ROLL = (
    Entitlement("MAR", is_entitled=True, why="sessions.allowed"),
    Entitlement("ALB", is_entitled=False, why="sessions.suspended"),
    Entitlement("DZA", is_entitled=True, why="sessions.allowed"),
    Entitlement("DEU", is_entitled=True, why="sessions.allowed"),
)
TALLY = Tally(4, 3, 1, 0, 2, {"for": 2, "against": 0})


def vote(**changes: Any) -> Vote:
    """Return an open roll-call of four members, one of them without a voice."""
    made = Vote(
        id="v" * 32,
        session=93,
        number=4,
        title=TITLE,
        subject=Subject(SubjectKind.QUESTION),
        method=Method.ROLL_CALL,
        rule="resolution",
        matter=Matter.OTHER,
        choices=CHOICES,
        roll=ROLL,
        opened_at=OPENED,
        opened_by="chair@mar",
        closes_at=OPENED + 5 * MINUTE,
    )
    return replace(made, **changes)


def call(member: str, choice: str) -> Call:
    """Return an entry in the roll-call."""
    return Call("v" * 32, member, 1, choice, "d@x", OPENED, SignatureKind.HALL_KEY)


CALLS = (call("MAR", "for"), call("DZA", "abstain"), call("DEU", "for"))
RECEIVED = {each.member: OPENED for each in CALLS}
CLOSED = {"state": VoteState.CLOSED, "closed_at": OPENED + 3 * MINUTE, "tally": TALLY}


def shown(**changes: Any) -> dict[str, Any]:
    """Return the snapshot of one vote of which all entries have come."""
    view = VoteView(vote(**changes), RECEIVED, CALLS)
    found: dict[str, Any] = rules.snapshot(Sitting(93, (Shown(view),)), shows_closed=True)
    return dict(found["votes"][0])


def test_open_roll_call_tells_who_answered_and_nothing_more() -> None:
    """Before the close neither a choice nor a total is in the snapshot, whatever the view holds."""
    found = shown(tally=TALLY, outcome=Outcome.ADOPTED)
    assert found == {
        "id": "v" * 32,
        "number": 4,
        "version": 1,
        "order": rules.order_of(["MAR", "ALB", "DZA", "DEU"]),
        "title": {"en": "Shall it be so?", "ar": "هل يكون كذلك؟"},
        "kind": "question",
        "method": "roll-call",
        "state": "open",
        "choices": [
            {"key": "for", "mark": "a", "name": {"en": "For", "ar": "مع"}},
            {"key": "against", "mark": "b", "name": {"en": "Against", "ar": "ضد"}},
        ],
        "tiles": "+-++",
        "entitled": 3,
        "received": 3,
        "opened_at": "2026-11-24T10:00:00.000Z",
        "closes_at": "2026-11-24T10:05:00.000Z",
        "closed_at": "",
        "totals": None,
        "is_closed_sitting": False,
        "is_verified": True,
        "items": [],
        "outcome": "",
        "is_overruled": False,
        "successor": "",
        "board": None,
    }


def test_closed_roll_call_shows_each_choice_and_the_totals() -> None:
    """After the close every entry can be read and recounted; the outcome waits for the chair."""
    found = shown(**CLOSED, outcome=Outcome.ADOPTED)
    told = {name: found[name] for name in ("tiles", "totals", "outcome", "items", "closed_at")}
    assert told == {
        "tiles": "a-oa",
        "totals": {
            "votes": {"for": 2, "against": 0},
            "abstentions": 1,
            "invalid": 0,
            "expressed": 2,
        },
        "outcome": "",
        "items": [],
        "closed_at": "2026-11-24T10:03:00.000Z",
    }


def test_announced_vote_shows_six_items_in_their_order() -> None:
    """What the chair reads stands in the order of RoP 40(4), and then the outcome."""
    announced = vote(**{**CLOSED, "state": VoteState.ANNOUNCED}, outcome=Outcome.ADOPTED)
    view = VoteView(announced, RECEIVED, CALLS)
    announcement = Announcement(3, 1, 0, 2, 2, (("for", 2), ("against", 0)))
    sitting = Sitting(93, (Shown(view, announcement=announcement, is_overruled=True),))
    found = rules.snapshot(sitting, shows_closed=True)["votes"][0]
    assert (found["items"], found["outcome"], found["is_overruled"]) == (
        [
            ["entitled", 3],
            ["abstentions", 1],
            ["invalid", 0],
            ["expressed", 2],
            ["required", 2],
            ["for", 2],
            ["against", 0],
        ],
        "adopted",
        True,
    )


@pytest.mark.parametrize("state", VoteState)
def test_secret_vote_never_shows_how_a_member_voted(state: VoteState) -> None:
    """Whatever a view wrongly holds: of a secret vote a tile tells at most that a ballot is in."""
    found = shown(**{**CLOSED, "state": state}, method=Method.SECRET)
    assert found["tiles"] == "+-++"


def test_secret_vote_has_no_totals_until_the_sums_are_opened() -> None:
    """A closed ballot without a tally shows none."""
    found = shown(**{**CLOSED, "tally": None}, method=Method.SECRET)
    assert (found["state"], found["totals"]) == ("closed", None)


def test_annulled_vote_shows_no_totals() -> None:
    """It counts for nothing, so nothing of it is counted in the hall."""
    found = shown(**{**CLOSED, "state": VoteState.ANNULLED}, successor="w" * 32)
    assert (found["tiles"], found["totals"], found["outcome"], found["successor"]) == (
        "+-++",
        None,
        "",
        "w" * 32,
    )


def test_show_of_hands_is_marked_unverified() -> None:
    """Nobody can verify numbers that the chair entered, and the hall says so."""
    view = VoteView(vote(method=Method.SHOW_OF_HANDS, **CLOSED), {}, ())
    found = rules.snapshot(Sitting(93, (Shown(view),)), shows_closed=True)["votes"][0]
    assert (found["is_verified"], found["tiles"], found["received"]) == (False, ".-..", 0)


def test_board_is_shown_by_the_beginning_of_its_hashes() -> None:
    """The hall shows as many digits as the verifier prints, to be compared."""
    view = VoteView(vote(method=Method.SECRET), {}, ())
    board = Board("0123456789abcdef" * 4, "fedcba9876543210" * 4)
    found = rules.snapshot(Sitting(93, (Shown(view, board=board),)), shows_closed=True)
    assert found["votes"][0]["board"] == {
        "manifest": "0123456789abcdef" * 2,
        "head": "fedcba9876543210" * 2,
    }


def test_closed_sitting_hides_everything_but_itself() -> None:
    """An observer is told that there is something, and not what; a member sees it."""
    sitting = Sitting(93, (Shown(VoteView(vote(), {}), is_public=False),))
    assert rules.snapshot(sitting, shows_closed=False) == {
        "session": 93,
        "votes": [{"is_closed_sitting": True}],
    }
    assert rules.snapshot(sitting, shows_closed=True)["votes"][0]["id"] == "v" * 32


def test_the_vote_that_moved_last_is_on_show() -> None:
    """Open votes stay, of those that are over the newest; first is what happened last."""
    over = {"state": VoteState.ANNOUNCED}
    votes = [
        vote(id="1", number=1, **over, closed_at=OPENED + MINUTE),
        vote(id="2", number=2),
        vote(id="3", number=3, opened_at=OPENED + 2 * MINUTE),
        vote(id="4", number=4, **over, closed_at=OPENED + 3 * MINUTE),
    ]
    assert [each.id for each in rules.on_show(votes)] == ["4", "3", "2"]
    assert rules.on_show([]) == ()


def test_many_choices_share_a_mark() -> None:
    """With more choices than letters the others are shown as answered; abstaining keeps its own."""
    choices = tuple(Choice(f"c{n}", LanguageMap({"en": f"C{n}"})) for n in range(16))
    calls = (call("MAR", "c15"), call("DZA", "abstain"), call("DEU", "c13"))
    view = VoteView(vote(choices=choices, **CLOSED), RECEIVED, calls)
    assert rules.tiles(view) == "+-on"


@pytest.mark.parametrize("kind", BureauKind)
def test_who_is_no_member_follows_public_sittings_only(kind: BureauKind) -> None:
    """Members, the secretariat and the oversight follow everything; others what is public."""
    bureau = Bureau("X", kind, LanguageMap({"en": "X"}))
    outside = kind in {BureauKind.AGENCY, BureauKind.INTERNATIONAL}
    assert rules.may_follow(bureau, is_public=False).allowed is not outside
    assert rules.may_follow(bureau, is_public=True).allowed
