"""What a dialogue holds goes with its record, and that it was stays proven."""

import sqlalchemy as sa

from hit_world import Desk, seen
from jisr.checks.dialogue import actions, attachment_store, attachments, store
from jisr.checks.dialogue.forgetting import forget, forget_records
from jisr.checks.dialogue.model import State
from jisr.kit.db import ERASED, Transaction
from jisr.ledger.log import entries


def test_forgotten_dialogue_holds_no_data(desk: Desk) -> None:
    """Texts, references, files, sealed documents and their salts are gone; the acts are not."""
    view = desk.do("officer@fra", actions.write_message, seen(desk.asked()), "Nour Haddad")
    desk.do("officer@fra", attachments.attach, seen(view), "text/plain", b"her visa")
    hit = view.dialogue.id
    woken: set[str] = set()

    def act(transaction: Transaction) -> None:
        dialogue = store.find(transaction, hit)
        assert dialogue is not None
        forget(transaction, dialogue)
        woken.update(transaction.wake_ups)

    desk.database.in_transaction(act)
    with desk.database.reading() as transaction:
        kept = store.find(transaction, hit)
        assert attachment_store.count(transaction, hit) == 0
        said = {(each.text, each.code) for each in store.statements(transaction, hit)}
        columns = entries.c
        rows = transaction.connection.execute(
            sa.select(columns.document, columns.document_salt, columns.act).where(
                columns.subject == hit
            )
        ).all()
    assert kept is not None
    assert (kept.state, kept.asking_reference, kept.owner_reference) == (State.ERASED, "", "")
    assert said == {("", "")}
    assert {(document, salt) for document, salt, _ in rows} == {(None, None)}
    assert all(act for _, _, act in rows)
    assert ERASED in woken


def test_dialogues_of_other_records_are_kept(desk: Desk) -> None:
    """Only what is about the erased record goes."""
    dialogue = desk.asked().dialogue
    desk.database.in_transaction(forget_records, ["f" * 32])
    with desk.database.reading() as transaction:
        before = store.find(transaction, dialogue.id)
    desk.database.in_transaction(forget_records, [dialogue.record])
    with desk.database.reading() as transaction:
        after = store.find(transaction, dialogue.id)
    assert before is not None
    assert after is not None
    assert (before.state is dialogue.state, after.state) == (True, State.ERASED)
