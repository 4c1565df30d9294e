"""Writes what a reader finds, batch by batch, so that a killed import continues where it stopped.

A batch is one transaction: its records, their entries, its rejected rows, the account and the
cursor live or die together. Whoever runs the same import again (same file, officer, reader and
purpose) continues after the last batch; one that is done begins anew and changes nothing.
"""

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jisr.access.model import Asking
from jisr.access.reasons import REASONS as ACCESS_REASONS
from jisr.errors import Conflict, to_translate
from jisr.kit.db import Database, Transaction
from jisr.kit.outputs import write_rejects
from jisr.kit.tables import RejectedRow
from jisr.records import actions
from jisr.records.importing import store
from jisr.records.importing.model import Account, Item, LeftOut, Proposal, Source
from jisr.records.importing.store import ImportKey, Progress
from jisr.records.model import Outcome, Result
from jisr.records.reasons import REASONS


@dataclass(frozen=True, slots=True)
class Pace:
    """How many items are made durable at once, and who is told what is; to raise stops there."""

    batch_rows: int
    tell: Callable[[Progress], None] = lambda _reached: None


def import_file(
    database: Database, asking: Asking, source: Source, rejects_path: Path, pace: Pace
) -> Account:
    """Write a file's records and return the account of the whole file.

    The rejected rows are told in a file that is made at the end, and only when there are any.

    Raises:
        Conflict: another process imports the same file.
        StorageFull, StorageBusy: see `Database.in_transaction`; run the same import again.
        FileUnwritable: the rejects file cannot be made; run the same import again with another.
    """
    key = ImportKey(source.sha256, asking.officer.id, source.format, str(asking.purpose))
    with database.reading() as transaction:
        found = store.find(transaction, key)
    reached = Progress(0, Account()) if found is None or found.is_done else found
    pace.tell(reached)
    items = source.read(reached.after_line)
    while batch := list(itertools.islice(items, pace.batch_rows)):
        reached = found = database.in_transaction(_write_batch, asking, key, found, batch)
        pace.tell(reached)
    with database.reading() as transaction:
        write_rejects(rejects_path, store.rejects(transaction, key))
    database.in_transaction(_finish, key, reached)
    return reached.account


def _write_batch(
    transaction: Transaction,
    asking: Asking,
    key: ImportKey,
    found: Progress | None,
    batch: Sequence[Item],
) -> Progress:
    """Write one batch and move the cursor, if it still stands where this process left it."""
    if store.find(transaction, key) != found:
        raise Conflict(why=to_translate("another process imports this file now"))
    reached = found
    if reached is None or reached.is_done:
        store.forget_rejects(transaction, key)
        reached = Progress(0, Account())
    proposals = [each for each in batch if isinstance(each, Proposal)]
    rejects = [each for each in batch if isinstance(each, RejectedRow)]
    left_out = [each for each in batch if isinstance(each, LeftOut)]
    outcomes = actions.write_many(transaction, asking, [each.draft for each in proposals])
    rejects += _rejected(proposals, outcomes)
    store.add_rejects(transaction, key, rejects)
    moved = Progress(
        batch[-1].line, reached.account.with_batch(outcomes, rejects, left_out), is_done=False
    )
    store.save(transaction, key, moved)
    return moved


def _finish(transaction: Transaction, key: ImportKey, reached: Progress) -> None:
    store.forget_rejects(transaction, key)
    store.save(transaction, key, Progress(reached.after_line, reached.account, is_done=True))


def _rejected(proposals: Iterable[Proposal], outcomes: Iterable[Outcome]) -> list[RejectedRow]:
    return [
        RejectedRow(proposal.line, outcome.details.get("field", ""), _sentence(outcome))
        for proposal, outcome in zip(proposals, outcomes, strict=True)
        if outcome.result is Result.REJECTED
    ]


def _sentence(outcome: Outcome) -> str:
    sentence = REASONS.get(outcome.why) or ACCESS_REASONS.get(outcome.why) or outcome.why
    return sentence.format_map(outcome.details)
