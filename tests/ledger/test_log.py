"""The log of entries."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from jisr.errors import (
    AlreadyExists,
    InputTooLarge,
    JisrError,
    NotFound,
    ProofPending,
    ValueMalformed,
)
from jisr.kit.db import Database, Transaction
from jisr.ledger import log
from jisr.ledger.bundle import verify_bundle
from jisr.ledger.checkpoint import NO_WITNESSES
from jisr.ledger.entry import read_act, verify_act, verify_document
from jisr.ledger.finding import all_hold
from jisr.ledger.log import Draft
from jisr.ledger.sequencer import Sequencer
from jisr.ledger.tree_store import newest_checkpoint

NETWORK = "jisr.example/net"
Drafts = Callable[..., list[Draft]]


def seal_one(transaction: Transaction, draft: Draft) -> str:
    """Seal a draft and return its entry's id."""
    return log.seal(transaction, draft.act, draft.document, version=draft.version).entry_id


def test_sealed_entry_is_read_back_whole(database: Database, drafts: Drafts) -> None:
    """An entry is found by its id, with act, document and what readers find it by."""
    [draft] = drafts(1)
    entry_id = database.in_transaction(seal_one, draft)
    with database.reading() as transaction:
        entry = log.read_entry(transaction, entry_id)
    assert read_act(entry.act) == (draft.act, 1)
    assert entry.document == '{"name":"نور 0","version":1}'.encode()
    assert entry.document_salt is not None
    assert verify_act(entry.header(NETWORK), entry.act, entry.act_salt)
    assert verify_document(entry.header(NETWORK), entry.document, entry.document_salt)
    assert (entry.entry_id, entry.position, entry.subject_kind) == (entry_id, None, "record")
    assert (entry.subject, entry.version) == (draft.act.subject, 1)
    assert (entry.audience_class, entry.sealed_at) == ("2d" * 16, "2026-11-21T09:00:00.001Z")


def test_entry_has_no_position_before_the_sequencer_ran(database: Database, drafts: Drafts) -> None:
    """A reader that follows positions sees nothing that is not numbered."""
    database.in_transaction(log.seal_many, drafts(3))
    with database.reading() as transaction:
        assert log.entries_after(transaction, -1, 10) == []
        assert [each.entry_id for each in log.waiting_entries(transaction, 2)] == [
            row.id
            for row in transaction.connection.execute(
                sa.select(log.entries.c.id).order_by("arrival").limit(2)
            )
        ]


def test_entries_are_followed_in_the_order_in_which_they_were_sealed(
    database: Database, drafts: Drafts, sequencer: Sequencer
) -> None:
    """Each reading goes on after the last position, and no entry is missed or seen twice."""
    sealed = [each.entry_id for each in database.in_transaction(log.seal_many, drafts(3))]
    sequencer.run()
    sealed += [each.entry_id for each in database.in_transaction(log.seal_many, drafts(2, 3))]
    sequencer.run()
    with database.reading() as transaction:
        first = log.entries_after(transaction, -1, 2)
        rest = log.entries_after(transaction, 1, 10)
    assert [(entry.position, entry.entry_id) for entry in first + rest] == list(enumerate(sealed))


def test_entries_about_some_kinds_are_followed(
    database: Database, drafts: Drafts, sequencer: Sequencer
) -> None:
    """In order, page by page; entries about other subjects are passed over."""
    others = [replace(each, act=replace(each.act, verb="key.added")) for each in drafts(5)[1::2]]
    kept = drafts(5)[::2]
    sealed = [database.in_transaction(seal_one, each) for each in (*others, *kept)]
    sequencer.run()
    with database.reading() as transaction:
        first = log.entries_about(transaction, ("record", "bureau"), -1, 2)
        rest = log.entries_about(transaction, ("record",), int(first[-1].position or 0), 10)
        both = log.entries_about(transaction, ("record", "key"), -1, 10**9)
    assert [each.entry_id for each in (*first, *rest)] == sealed[2:]
    assert [each.entry_id for each in both] == sealed


def test_bulk_is_sealed_in_the_order_given(database: Database, drafts: Drafts) -> None:
    """More than one portion of rows keeps its order."""
    sealed = database.in_transaction(log.seal_many, (draft for draft in drafts(2_100)))
    with database.reading() as transaction:
        waiting = log.waiting_entries(transaction, 5_000)
    assert [each.entry_id for each in waiting] == [each.entry_id for each in sealed]
    assert len(waiting) == 2_100


def test_sealing_asks_for_the_sequencer_after_the_commit(
    database: Database, drafts: Drafts, sequencer: Sequencer
) -> None:
    """A listener that runs the sequencer numbers each entry as soon as it is committed."""
    database.listen(log.ENTRIES_WAKE_UP, sequencer.run)
    entry_id = database.in_transaction(seal_one, drafts(1)[0])
    with database.reading() as transaction:
        assert log.read_entry(transaction, entry_id).position == 0


def test_a_version_is_sealed_once(database: Database, drafts: Drafts) -> None:
    """Two writers cannot both write version 1; an act without a version is no version."""
    [draft] = drafts(1)
    database.in_transaction(seal_one, draft)
    with pytest.raises(AlreadyExists):
        database.in_transaction(seal_one, draft)
    database.in_transaction(seal_one, replace(draft, version=2))
    for _ in range(2):
        database.in_transaction(seal_one, replace(draft, version=None))
    with database.reading() as transaction:
        assert len(log.waiting_entries(transaction, 10)) == 4


def seal_and_fail(transaction: Transaction, draft: Draft) -> None:
    """An action that goes wrong after it sealed."""
    seal_one(transaction, draft)
    raise ValueMalformed(field="x", why="y")


def test_entry_of_a_failed_action_is_not_there(database: Database, drafts: Drafts) -> None:
    """The fact and its entry live or die together."""
    with pytest.raises(ValueMalformed):
        database.in_transaction(seal_and_fail, drafts(1)[0])
    with database.reading() as transaction:
        assert log.waiting_entries(transaction, 10) == []


@pytest.mark.parametrize(
    ("document", "error"),
    [
        ({"height": 1.8}, ValueMalformed),
        ({"name": "a\0"}, ValueMalformed),
        ("x" * 2**20, InputTooLarge),
    ],
    ids=["a fraction", "NUL", "too long"],
)
def test_document_that_is_not_sealed_stops_the_whole_batch(
    database: Database, drafts: Drafts, document: Any, error: type[JisrError]
) -> None:
    """One bad document in a batch leaves nothing of the batch."""
    batch = drafts(3)
    batch[2] = replace(batch[2], document=document)
    with pytest.raises(error):
        database.in_transaction(log.seal_many, batch)
    with database.reading() as transaction:
        assert log.waiting_entries(transaction, 10) == []


def prove(sequencer: Sequencer, entry_id: str, *, with_document: bool = True) -> list[str]:
    """What the entry's bundle proves, by key; broken findings are marked."""
    with sequencer.database.reading() as transaction:
        bundle = log.prove_entry(transaction, NETWORK, entry_id, with_document=with_document)
        newest = newest_checkpoint(transaction, NETWORK)
    assert newest is not None
    assert bundle.checkpoint == newest.note
    findings = verify_bundle(bundle, NETWORK, [sequencer.signer.published()], NO_WITNESSES)
    return [("" if all_hold([each]) else "broken ") + each.key for each in findings]


PROVEN = ["checkpoint.signed", "network.same", "entry.included", "act.proven"]


def test_every_entry_is_proven_at_the_newest_checkpoint(
    database: Database, drafts: Drafts, sequencer: Sequencer
) -> None:
    """Entries of all runs are proven, with or without showing the document."""
    sealed = database.in_transaction(log.seal_many, drafts(300))
    sequencer.run()
    sealed += database.in_transaction(log.seal_many, drafts(5, 300))
    sequencer.run()
    for entry in (sealed[0], sealed[255], sealed[256], sealed[304]):
        assert prove(sequencer, entry.entry_id) == [*PROVEN, "document.proven"]
        shown = prove(sequencer, entry.entry_id, with_document=False)
        assert shown == [*PROVEN, "document.absent"]


def test_proof_waits_for_its_checkpoint(
    database: Database, drafts: Drafts, sequencer: Sequencer
) -> None:
    """An entry that no checkpoint covers yet is not proven by an older one."""
    database.in_transaction(log.seal_many, drafts(2))
    sequencer.run()
    late = database.in_transaction(seal_one, drafts(1, 2)[0])
    with pytest.raises(ProofPending):
        prove(sequencer, late)
    sequencer.grow_tree()  # numbered, but not signed
    with pytest.raises(ProofPending):
        prove(sequencer, late)
    sequencer.run()
    assert prove(sequencer, late) == [*PROVEN, "document.proven"]


def test_erased_document_is_gone_and_its_act_still_proven(
    database: Database, drafts: Drafts, sequencer: Sequencer
) -> None:
    """Erasing takes document and salt; the leaf, and every proof of the act, stay."""
    sealed = database.in_transaction(log.seal_many, drafts(3))
    sequencer.run()
    entry_id = sealed[1].entry_id
    with database.reading() as transaction:
        before = log.read_entry(transaction, entry_id)
    for _ in range(2):
        database.in_transaction(log.erase_document, entry_id)
    with database.reading() as transaction:
        after = log.read_entry(transaction, entry_id)
    assert after == replace(before, document=None, document_salt=None)
    assert prove(sequencer, entry_id) == [*PROVEN, "document.absent"]


def test_what_is_not_there_is_not_found(database: Database) -> None:
    """Reading, proving and erasing an unknown entry say the same."""
    with database.reading() as transaction:
        with pytest.raises(NotFound):
            log.read_entry(transaction, "ab" * 16)
        with pytest.raises(NotFound):
            log.prove_entry(transaction, NETWORK, "ab" * 16, with_document=True)
    with pytest.raises(NotFound):
        database.in_transaction(log.erase_document, "ab" * 16)


def test_one_reading_has_a_ceiling(
    database: Database, drafts: Drafts, sequencer: Sequencer
) -> None:
    """However much is asked for, one reading returns a bounded number of entries."""
    database.in_transaction(log.seal_many, drafts(log.ENTRIES_AT_ONCE_MAX + 5))
    sequencer.run()
    with database.reading() as transaction:
        found = log.entries_after(transaction, -1, 10**9)
    assert len(found) == log.ENTRIES_AT_ONCE_MAX


def remove(transaction: Transaction, arrivals: list[int]) -> None:
    """Leave gaps among the arrivals, as aborted transactions do on PostgreSQL."""
    transaction.connection.execute(
        sa.delete(log.entries).where(log.entries.c.arrival.in_(arrivals))
    )


def test_gaps_between_arrivals_leave_no_gap_between_positions(
    database: Database, drafts: Drafts, sequencer: Sequencer
) -> None:
    """Positions count committed entries only, in the order of arrival."""
    sealed = [each.entry_id for each in database.in_transaction(log.seal_many, drafts(9))]
    with database.reading() as transaction:
        arrivals = [each.arrival for each in log.waiting_entries(transaction, 9)]
    database.in_transaction(remove, [arrivals[0], arrivals[3], arrivals[4], arrivals[7]])
    sequencer.run()
    with database.reading() as transaction:
        found = log.entries_after(transaction, -1, 10)
    assert [(entry.position, entry.entry_id) for entry in found] == list(
        enumerate(sealed[place] for place in (1, 2, 5, 6, 8))
    )


def test_newest_moves_with_each_entry_and_again_when_it_is_numbered(
    database: Database, drafts: Drafts
) -> None:
    """Whoever looks for changes sees a commit, and sees it even if it was the slower of two."""

    def newest() -> tuple[int, int]:
        with database.reading() as transaction:
            return log.newest(transaction)

    assert newest() == (0, -1)
    for number, draft in enumerate(drafts(2)):
        database.in_transaction(seal_one, draft)
        assert newest() == (number + 1, number - 1)
        with database.reading() as transaction:
            waiting = log.waiting_entries(transaction, 10)
        database.in_transaction(log.number_entries, waiting, number)
        assert newest() == (number + 1, number)
