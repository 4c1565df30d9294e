"""Entries in short."""

from collections.abc import Callable

import pytest

from jisr.kit.db import Database
from jisr.ledger.entry import read_act
from jisr.ledger.listing import Stretch, lines_in
from jisr.ledger.log import Draft, erase_document, seal_many
from jisr.ledger.sequencer import Sequencer


@pytest.fixture
def ids(database: Database, sequencer: Sequencer, drafts: Callable[..., list[Draft]]) -> list[str]:
    """Seven numbered entries, by position."""
    sealed = database.in_transaction(seal_many, drafts(7))
    sequencer.run()
    return [each.entry_id for each in sealed]


def found(database: Database, stretch: Stretch, limit: int = 10) -> list[int]:
    """Return the positions that are listed."""
    with database.reading() as transaction:
        return [each.position for each in lines_in(transaction, stretch, limit)]


def test_the_newest_of_a_stretch_come_first(database: Database, ids: list[str]) -> None:
    """Positions from the first to before the end, newest first, no more than asked for."""
    assert found(database, Stretch(2, 6, None)) == [5, 4, 3, 2]
    assert found(database, Stretch(0, 100, None), limit=3) == [6, 5, 4]
    assert found(database, Stretch(len(ids), 100, None)) == []


def test_only_what_is_looked_for_is_listed(database: Database, ids: list[str]) -> None:
    """Audience classes and kinds of subjects narrow it; no class at all finds nothing."""
    assert found(database, Stretch(0, 7, ["2d" * 16], ["record"]))[0] == len(ids) - 1
    assert found(database, Stretch(0, 7, ["2d" * 16], ["officer"])) == []
    assert found(database, Stretch(0, 7, ["other"])) == []
    assert found(database, Stretch(0, 7, [])) == []


def test_a_line_tells_the_act_and_whether_its_document_is_erased(
    database: Database, ids: list[str]
) -> None:
    """The act stays readable; of the document only its absence is told."""
    database.in_transaction(erase_document, ids[1])
    with database.reading() as transaction:
        lines = lines_in(transaction, Stretch(0, 3, None), 10)
    told = [(each.entry_id, read_act(each.act)[0].subject, each.is_erased) for each in lines]
    assert told == [(ids[position], f"{position:032x}", position == 1) for position in (2, 1, 0)]


def test_what_waits_for_a_number_is_not_listed(
    database: Database, drafts: Callable[..., list[Draft]]
) -> None:
    """Before the sequencer has run there is no place to list it at."""
    database.in_transaction(seal_many, drafts(2))
    assert found(database, Stretch(0, 100, None)) == []
