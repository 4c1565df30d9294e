"""Proves to a side what it said itself: one file that is verified offline."""

from jisr.access.model import Officer
from jisr.checks.dialogue import actions, store
from jisr.errors import NotFound, to_translate
from jisr.kit.db import Transaction
from jisr.ledger.bundle import ProofBundle
from jisr.ledger.log import prove_entry


def prove_statement(
    transaction: Transaction, network: str, officer: Officer, hit: str, number: int
) -> ProofBundle:
    """Return what proves who made a statement and with what signature: for the side that spoke.

    Raises:
        NotFound: there is no such hit or statement, or the officer may not know who spoke.
        ProofPending: no signed checkpoint covers it yet.
    """
    view = actions.read_hit(transaction, officer, hit)
    knows_who = any(each.number == number and each.officer for each in view.statements)
    entry = store.spoken_entry(transaction, view.dialogue.id, number) if knows_who else ""
    if not entry:
        raise NotFound(thing=to_translate("statement"))
    return prove_entry(transaction, network, entry, with_document=True)
