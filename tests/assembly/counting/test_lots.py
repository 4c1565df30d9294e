"""Lots: a chance that all made together and anyone recomputes."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisr.assembly.counting.lots import Draw, commitment, draw_lots, refusers
from jisr.errors import ValueMalformed

DRAW_ID = "93/president/ballot 3"
VALUES = {member: bytes([number]) * 32 for number, member in enumerate(("FRA", "MAR", "TON"))}
COMMITMENTS = {member: commitment(DRAW_ID, member, value) for member, value in VALUES.items()}


def reference(*parts: bytes) -> bytes:
    """Hash parts with their lengths, written apart from the program."""
    return hashlib.sha256(b"".join(len(part).to_bytes(4, "big") + part for part in parts)).digest()


def test_draw_follows_its_document() -> None:
    """Seed and order are the hashes that the document describes; anyone recomputes them."""
    seed = reference(
        b"jisr.assembly.lots.seed/1",
        DRAW_ID.encode(),
        reference(b"", b"a", b"b"),
        *(part for member, value in VALUES.items() for part in (member.encode(), value)),
    )
    order = sorted(
        ("a", "b"), key=lambda name: reference(b"jisr.assembly.lots.order/1", seed, name.encode())
    )
    assert draw_lots(DRAW_ID, ["b", "a"], COMMITMENTS, VALUES) == Draw(tuple(order), seed, VALUES)


def test_commitment_follows_its_document() -> None:
    """A commitment binds the draw, the member and the value."""
    assert commitment(DRAW_ID, "FRA", bytes(32)) == reference(
        b"jisr.assembly.lots.commit/1", DRAW_ID.encode(), b"FRA", bytes(32)
    )


@given(st.permutations(["a", "b", "c"]), st.permutations(sorted(VALUES)))
def test_order_of_arrival_changes_no_lot(names: list[str], members: list[str]) -> None:
    """Neither the order of the candidates nor that of the values decides."""
    values = {member: VALUES[member] for member in members}
    assert (
        draw_lots(DRAW_ID, names, COMMITMENTS, values).order
        == draw_lots(DRAW_ID, ["a", "b", "c"], COMMITMENTS, VALUES).order
    )


def test_each_candidate_wins_about_half_of_the_lots() -> None:
    """In 2,000 draws between two the winner is each one at least 900 times (4.5 deviations)."""
    wins = 0
    for number in range(2000):
        value = {**VALUES, "TON": number.to_bytes(32, "big")}
        hashes = {member: commitment(DRAW_ID, member, value[member]) for member in value}
        wins += draw_lots(DRAW_ID, ["a", "b"], hashes, value).order[0] == "a"
    assert 900 <= wins <= 1100


def test_refuser_is_named() -> None:
    """Who reveals nothing, another value or too short a value is named; honest ones are not."""
    values = {"FRA": VALUES["FRA"], "MAR": VALUES["TON"]}
    assert refusers(DRAW_ID, COMMITMENTS, values) == ("MAR", "TON")
    assert refusers(DRAW_ID, COMMITMENTS, {**VALUES, "FRA": b"short"}) == ("FRA",)
    assert refusers("another draw", COMMITMENTS, VALUES) == ("FRA", "MAR", "TON")
    assert refusers(DRAW_ID, COMMITMENTS, VALUES) == ()


@pytest.mark.parametrize(
    ("candidates", "values"),
    [
        (["a"], VALUES),
        (["a", "a"], VALUES),
        (["a", "b"], {"FRA": VALUES["FRA"]}),
        (["a", "b"], {**VALUES, "ESP": bytes(32)}),
        (["a", "b"], {**VALUES, "MAR": bytes(32)}),
    ],
)
def test_draw_with_a_gap_is_void(candidates: list[str], values: dict[str, bytes]) -> None:
    """One candidate, a missing value, a changed value or one without commitment draws nothing."""
    with pytest.raises(ValueMalformed):
        draw_lots(DRAW_ID, candidates, COMMITMENTS, values)


def test_two_participants_draw_no_lots() -> None:
    """Two could agree beforehand unseen; lots need three."""
    two = {member: COMMITMENTS[member] for member in ("FRA", "MAR")}
    with pytest.raises(ValueMalformed):
        draw_lots(DRAW_ID, ["a", "b"], two, {member: VALUES[member] for member in two})


def test_short_value_is_refused() -> None:
    """A value that could be guessed is not committed to."""
    with pytest.raises(ValueMalformed):
        commitment(DRAW_ID, "FRA", b"heads")
