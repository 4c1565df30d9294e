"""Traces are kept as they were sealed, and found in order."""

from jisr.checks import store
from jisr.checks.model import TraceFilter
from jisr.checks.store import SealedTrace
from jisr.kit.db import Database


def _sealed(
    number: int, bureau: str = "MAR", asked_at: str = "2026-11-21T09:00:00.000Z"
) -> SealedTrace:
    return SealedTrace(
        id=f"{number:032x}",
        origin=f"world/{bureau}/traces/hub",
        position=number,
        bureau=bureau,
        asked_at=asked_at,
        act=b"act",
        act_salt=b"a" * 32,
        terms=b"terms",
        terms_salt=b"t" * 32,
        terms_commitment=b"c" * 32,
    )


def test_trace_comes_back_byte_for_byte(database: Database) -> None:
    """What was written is what is read; an unknown id is nobody's."""
    sealed = _sealed(0)
    database.in_transaction(store.add, [sealed])
    with database.reading() as transaction:
        assert store.find(transaction, sealed.id) == sealed
        assert store.find(transaction, "f" * 32) is None


def test_pages_are_newest_first_and_of_one_bureau(database: Database) -> None:
    """Time decides, then the id; the next page begins behind the last row."""
    early, late = "2026-11-21T09:00:00.000Z", "2026-11-21T10:00:00.000Z"
    rows = [_sealed(0, asked_at=late), _sealed(1, asked_at=early), _sealed(2, asked_at=early)]
    database.in_transaction(store.add, [*rows, _sealed(3, "FRA")])
    with database.reading() as transaction:
        first = store.newest(transaction, TraceFilter("MAR"), before=None, limit=2)
        last = (first[-1].asked_at, first[-1].id)
        second = store.newest(transaction, TraceFilter("MAR"), before=last, limit=2)
    assert [each.position for each in (*first, *second)] == [0, 2, 1]


def test_walk_passes_every_leaf_in_order(database: Database) -> None:
    """A tree longer than one reading is walked whole."""
    count = store.WALK_ROWS + 5
    database.in_transaction(store.add, [_sealed(number) for number in range(count)])
    with database.reading() as transaction:
        walked = [each.position for each in store.walk(transaction, "world/MAR/traces/hub")]
    assert walked == list(range(count))


def test_erased_terms_leave_act_and_commitment(database: Database) -> None:
    """Only what was asked before the instant loses its terms, once."""
    old, young = _sealed(0, asked_at="2025-01-01T00:00:00.000Z"), _sealed(1)
    database.in_transaction(store.add, [old, young])
    cut = "2026-01-01T00:00:00.000Z"
    counts = [database.in_transaction(store.erase_terms, asked_before=cut) for _ in range(2)]
    with database.reading() as transaction:
        kept = store.find(transaction, old.id)
        untouched = store.find(transaction, young.id)
    assert (counts, untouched) == ([1, 0], young)
    assert kept is not None
    assert (kept.act, kept.terms, kept.terms_salt) == (b"act", None, None)


def test_last_anchor_is_remembered(database: Database) -> None:
    """The newest anchor of any tree tells when the tick is due."""
    with database.reading() as transaction:
        assert store.last_anchored(transaction) is None
    early, late = "2026-11-21T09:00:00.000Z", "2026-11-21T10:00:00.000Z"
    database.in_transaction(store.put_anchors, {"a": 1}, early)
    database.in_transaction(store.put_anchors, {"a": 2, "b": 1}, late)
    with database.reading() as transaction:
        assert store.last_anchored(transaction) == late
