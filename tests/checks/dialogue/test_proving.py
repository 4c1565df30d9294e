"""A side proves what it said; who spoke for the other side is not for it to know."""

from pathlib import Path

import pytest

from hit_world import Desk, seen
from jisr.checks.dialogue import actions
from jisr.checks.dialogue.model import Answer
from jisr.checks.dialogue.proving import prove_statement
from jisr.errors import NotFound
from jisr.ledger.bundle import ProofBundle, verify_bundle
from jisr.ledger.checkpoint import NO_WITNESSES
from jisr.ledger.entry import read_act
from jisr.ledger.finding import all_hold
from jisr.ledger.keys import load_key


def prove(desk: Desk, officer: str, hit: str, number: int) -> ProofBundle:
    """Return the proof of a statement, as an officer gets it."""
    with desk.database.reading() as transaction:
        return prove_statement(transaction, "world", desk.world.officer(officer), hit, number)


def test_each_side_proves_its_own_statements(desk: Desk, tmp_path: Path) -> None:
    """Who asked is proven to the asking bureau, who answered to the owner; neither to the other."""
    asked = desk.asked()
    desk.do("officer@fra", actions.answer, seen(asked), Answer.CONFIRMED)
    hit = asked.dialogue.id
    keys = [load_key(tmp_path / "ledger.key", "world").published()]
    told = []
    for officer, number in (("officer@mar", 1), ("head@mar", 2), ("head@fra", 3)):
        bundle = prove(desk, officer, hit, number)
        assert all_hold(verify_bundle(bundle, "world", keys, NO_WITNESSES))
        act, _ = read_act(bundle.act)
        told.append((act.verb, act.officer, act.subject))
    assert told == [
        ("hit_statement.spoken", each, hit)
        for each in ("officer@mar", "officer@mar", "officer@fra")
    ]
    for officer, number in (("officer@fra", 1), ("officer@fra", 2), ("officer@mar", 3)):
        with pytest.raises(NotFound):
            prove(desk, officer, hit, number)


@pytest.mark.parametrize(
    ("officer", "number"), [("officer@mar", 9), ("officer@syr", 1), ("officer@fra", 1)]
)
def test_what_is_not_there_is_not_proven(desk: Desk, officer: str, number: int) -> None:
    """A statement that was not made, and a hit that is another's or not told yet."""
    hit = desk.hit().dialogue.id
    for each in (hit, "0" * 32, "nonsense"):
        with pytest.raises(NotFound):
            prove(desk, officer, each, number)
