"""A statement is one version, sealed for both sides and for its officer's own."""

import pytest
import sqlalchemy as sa

from check_world import ASKED, NOUR
from hit_world import Desk, seen
from jisr.checks.dialogue import actions, speaking, store
from jisr.checks.dialogue.model import Answer, Seen, Word
from jisr.errors import Conflict
from jisr.kit.db import Transaction
from jisr.ledger.canonical import read_canonical
from jisr.ledger.entry import read_act
from jisr.ledger.log import entries
from jisr.records import actions as records
from jisr.records.model import Flag


def _entries(desk: Desk, hit: str) -> list[tuple[str, str, int | None, str]]:
    """Return verb, officer, version and class of each entry about a hit."""
    with desk.database.reading() as transaction:
        rows = transaction.connection.execute(
            sa.select(entries.c.act, entries.c.audience_class)
            .where(entries.c.subject == hit)
            .order_by(entries.c.arrival)
        ).all()
    found = []
    for encoded, audience in rows:
        act, version = read_act(encoded)
        found.append((act.verb, act.officer, version, audience))
    return found


def test_each_statement_is_two_entries(desk: Desk) -> None:
    """The version names no officer; the officer stands in the entry of his own side."""
    view = desk.asked()
    desk.do("officer@fra", actions.answer, seen(view), Answer.CONFIRMED)
    found = _entries(desk, view.dialogue.id)
    assert [each[:3] for each in found] == [
        ("hit.opened", "hub", 1),
        ("hit_statement.spoken", "officer@mar", None),
        ("hit.asked", "hub", 2),
        ("hit_statement.spoken", "officer@mar", None),
        ("hit.answered", "hub", 3),
        ("hit_statement.spoken", "officer@fra", None),
    ]


def test_audiences_are_those_who_may_know(desk: Desk) -> None:
    """Before the question MAR alone, afterwards both, each officer's entry his own member."""
    view = desk.asked()
    desk.do("officer@fra", actions.answer, seen(view), Answer.CONFIRMED)
    with desk.database.reading() as transaction:
        classes = records.audience_classes(transaction)
    members = [
        sorted({*classes[each[3]].members, classes[each[3]].owner_member})
        for each in _entries(desk, view.dialogue.id)
    ]
    both = ["FRA", "MAR"]
    assert members == [["MAR"], ["MAR"], both, ["MAR"], both, ["FRA"]]


def test_referred_hit_is_sealed_for_nobody_who_follows(desk: Desk) -> None:
    """Its version names the owner, so not even the asking member follows it."""
    record = desk.world.record(NOUR, flags=frozenset((Flag.ASYLUM,)))
    view = desk.open(desk.world.check(ASKED).trace, record)
    version, _ = _entries(desk, view.dialogue.id)
    assert version[3] == "oversight"


def test_sealed_version_is_the_whole_state(desk: Desk) -> None:
    """Who follows needs no earlier version to know where a hit stands."""
    view = desk.asked(is_urgent=True)

    def newest(transaction: Transaction) -> bytes:
        found = transaction.connection.scalar(
            sa.select(entries.c.document).where(
                entries.c.subject == view.dialogue.id, entries.c.version == 2
            )
        )
        return bytes(found or b"")

    document = read_canonical(desk.database.in_transaction(newest), thing="entry")
    said = document.pop("statement")
    assert (said["word"], said["code"]) == (Word.ASKED, "urgent")
    assert {name: document[name] for name in ("state", "asking", "owner", "urgent", "record")} == {
        "state": "asked",
        "asking": "MAR",
        "owner": "FRA",
        "urgent": True,
        "record": view.dialogue.record,
    }


def test_dialogue_has_an_end(desk: Desk) -> None:
    """Nobody fills a dialogue without limit."""
    view = desk.asked()
    with desk.database.engine.begin() as connection:
        connection.execute(sa.update(store.hits).values(version=speaking.STATEMENTS_MAX))
    full = Seen(view.dialogue.id, speaking.STATEMENTS_MAX)
    with pytest.raises(Conflict) as refused:
        desk.do("officer@fra", actions.write_message, full, "once more")
    assert refused.value.details["why"] == "hits.full"
