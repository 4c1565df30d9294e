"""Promises of how the letter of the hall is drawn."""

import hashlib

import pytest

from hall_world import SECRETARY, HallWorld, found_hall
from jisr.assembly.counting.lots import commitment
from jisr.assembly.sessions import actions
from jisr.assembly.sessions.model import Held, LetterDraw, Lot
from jisr.errors import AlreadyExists, Conflict, Denied, JisrError, NotFound, ValueMalformed
from jisr.kit.db import Database
from ticking import TickingClock

DRAWN = ("FRA", "EGY", "ISL")
BY_HAND = LetterDraw("Drawn by the President before the heads of delegation")


def _value(member: str) -> bytes:
    return hashlib.sha256(member.encode()).digest()


def _sealed(member: str) -> str:
    return commitment(actions.draw_id(93), member, _value(member)).hex()


def _commit(hall: HallWorld, *members: str) -> None:
    for member in members:
        hall.do(actions.commit_lot, f"head@{member.lower()}", 93, _sealed(member))


def _reveal(hall: HallWorld, *members: str) -> None:
    for member in members:
        hall.do(actions.reveal_lot, f"head@{member.lower()}", 93, _value(member).hex())


def _by_hand(hall: HallWorld, letter: str = "M", draw: LetterDraw = BY_HAND) -> Held:
    return hall.do(actions.draw_seats, SECRETARY, 93, letter, draw)


def test_lots_of_delegations_seat_the_hall(hall: HallWorld) -> None:
    """All values together make the letter, and the evidence makes it again."""
    _commit(hall, *DRAWN)
    _reveal(hall, *DRAWN)
    held = hall.do(actions.draw_from_lots, SECRETARY, 93)
    assert held.draw == LetterDraw(
        commitments={member: _sealed(member) for member in DRAWN},
        values={member: _value(member).hex() for member in DRAWN},
    )
    assert held.order[0] == "MAR"
    assert held == hall.ask(actions.session, 93)
    again = hall.ask(actions.lots, 93)
    assert again["FRA"] == Lot("FRA", _sealed("FRA"), _value("FRA").hex())


def test_letter_that_the_lots_do_not_make_is_refused(hall: HallWorld) -> None:
    """With lots as evidence only their own letter is taken."""
    _commit(hall, *DRAWN)
    _reveal(hall, *DRAWN)
    lots = hall.ask(actions.lots, 93).values()
    draw = LetterDraw(
        commitments={each.member: each.commitment for each in lots},
        values={each.member: each.value for each in lots},
    )
    refused = 0
    for letter in "ABCDE":
        try:
            hall.do(actions.draw_seats, SECRETARY, 93, letter, draw)
            break
        except ValueMalformed:
            refused += 1
    assert refused >= 4


def test_letter_drawn_by_hand_seats_the_hall(hall: HallWorld) -> None:
    """The host sits first, then the letter and around."""
    held = _by_hand(hall)
    assert (held.letter, held.order[0], held.draw) == ("M", "MAR", BY_HAND)
    assert held.order[1] == "MKD"  # Macédoine du Nord
    assert hall.ask(actions.session, 93) == held


@pytest.mark.parametrize(
    ("letter", "draw"),
    [("M", LetterDraw()), ("m", BY_HAND), ("MM", BY_HAND), ("Ж", BY_HAND), ("", BY_HAND)],
)
def test_draw_without_evidence_or_letter_is_refused(
    hall: HallWorld, letter: str, draw: LetterDraw
) -> None:
    """Somebody must say where and before whom it was drawn."""
    with pytest.raises(ValueMalformed):
        _by_hand(hall, letter, draw)


def test_only_the_secretary_enters_the_letter(hall: HallWorld) -> None:
    """Neither a delegation nor the chair seats the hall."""
    for officer in ("head@fra", "delegate@ken"):
        for action, given in (
            (actions.draw_seats, ("M", BY_HAND)),
            (actions.draw_from_lots, ()),
        ):
            with pytest.raises(Denied) as refused:
                hall.do(action, officer, 93, *given)
            assert refused.value.details == {"why": "sessions.not_secretary"}


def test_slip_is_corrected_until_the_first_day(database: Database, clock: TickingClock) -> None:
    """Before the session a letter is entered again, with its own version; then never."""
    clock.instant = clock.instant.replace(day=20)
    hall = found_hall(database)
    _by_hand(hall)
    assert _by_hand(hall, "N").version == 5
    clock.advance(days=1)
    with pytest.raises(Conflict):
        _by_hand(hall, "O")


@pytest.mark.parametrize(
    ("officer", "text", "error"),
    [
        ("delegate@egy", _sealed("EGY"), Denied),
        ("root@gs", _sealed("EGY"), Denied),
        ("head@egy", "ab", ValueMalformed),
        ("head@egy", _sealed("EGY").upper(), ValueMalformed),
        ("head@fra", _sealed("FRA"), AlreadyExists),
    ],
)
def test_lot_is_put_in_once_by_its_delegation(
    hall: HallWorld, officer: str, text: str, error: type[JisrError]
) -> None:
    """Not by others, not twice, and only 32 bytes."""
    _commit(hall, "FRA")
    with pytest.raises(error):
        hall.do(actions.commit_lot, officer, 93, text)


def test_no_lot_comes_after_the_first_value(hall: HallWorld) -> None:
    """Who saw a value cannot choose a lot that fits it."""
    _commit(hall, *DRAWN)
    _reveal(hall, "FRA")
    with pytest.raises(Conflict):
        _commit(hall, "MAR")
    with pytest.raises(Conflict):
        _reveal(hall, "FRA")
    with pytest.raises(Conflict):
        hall.do(actions.draw_from_lots, SECRETARY, 93)


def test_value_opens_its_own_lot(hall: HallWorld) -> None:
    """Nothing is revealed before three lots are in, and no other value fits."""
    _commit(hall, "FRA", "EGY")
    with pytest.raises(Conflict):
        _reveal(hall, "FRA")
    with pytest.raises(NotFound):
        _reveal(hall, "MAR")
    _commit(hall, "ISL")
    with pytest.raises(ValueMalformed):
        hall.do(actions.reveal_lot, "head@fra", 93, _value("EGY").hex())


def test_lots_end_with_the_letter(hall: HallWorld) -> None:
    """A letter drawn by hand, where one refused to reveal, ends the lots."""
    _commit(hall, *DRAWN)
    _reveal(hall, "FRA")
    _by_hand(hall)
    with pytest.raises(Conflict):
        _reveal(hall, "EGY")
