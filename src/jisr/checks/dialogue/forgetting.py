"""What a dialogue holds goes with its record (RPD Art. 106: kept as long as the data)."""

import dataclasses
from collections.abc import Sequence

from jisr.checks.dialogue import attachment_store, store
from jisr.checks.dialogue.model import Dialogue, State
from jisr.kit.db import ERASED, Transaction
from jisr.ledger.log import erase_document


def forget_records(transaction: Transaction, records: Sequence[str]) -> None:
    """Forget every dialogue about these records, which were erased."""
    for dialogue in store.of_records(transaction, records):
        forget(transaction, dialogue)


def forget(transaction: Transaction, dialogue: Dialogue) -> None:
    """Destroy texts, attachments and sealed documents of a dialogue whose record was erased.

    That the two bureaus had it, when, and who spoke, stays and can still be proven. The erasure
    of the record itself is the sealed act.
    """
    for entry in store.sealed_entries(transaction, dialogue.id):
        erase_document(transaction, entry)
    store.forget_texts(transaction, dialogue.id)
    attachment_store.remove(transaction, dialogue.id)
    erased = dataclasses.replace(
        dialogue,
        version=dialogue.version + 1,
        state=State.ERASED,
        asking_reference="",
        owner_reference="",
        outcome="",
    )
    store.change(transaction, erased)
    transaction.wake_ups.add(ERASED)
