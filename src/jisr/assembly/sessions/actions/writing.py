"""What several verbs of a session write: a delegation, and the end of keys."""

from collections.abc import Collection
from dataclasses import replace

from jisr.access.model import Officer
from jisr.assembly.sessions import store
from jisr.assembly.sessions.actions.reading import act_of
from jisr.assembly.sessions.documents import delegation_document, key_document
from jisr.assembly.sessions.model import HallKey, HeldDelegation, KeyUse
from jisr.kit.db import Transaction
from jisr.ledger.log import seal

REGISTERED, REVOKED = 1, 2
"""The only two versions that a key has."""


def write_delegation(
    transaction: Transaction, officer: Officer, number: int, verb: str, held: HeldDelegation
) -> None:
    """Write and seal a version of a delegation."""
    store.put_delegation(transaction, number, held)
    subject = f"delegation:{number}:{held.delegation.member}"
    act = act_of(transaction, officer, verb, subject)
    document = delegation_document(number, held.delegation)
    seal(transaction, act, document, version=held.version)


def revoke_keys_of(
    transaction: Transaction,
    officer: Officer,
    number: int,
    use: KeyUse,
    officers: Collection[str],
) -> None:
    """Take the keys of these officers out of use: they count for nothing from this instant."""
    for key in store.good_keys(transaction, number, use, officers):
        revoke(transaction, officer, key)


def revoke(transaction: Transaction, officer: Officer, key: HallKey) -> HallKey:
    """Write and seal that a key is revoked."""
    found = store.find_key(transaction, key.id)
    proof = found[1] if found else ""
    revoked = replace(key, revoked_at=transaction.now)
    store.put_key(transaction, revoked, proof)
    act = act_of(transaction, officer, "hallkey.revoked", f"hallkey:{key.id}")
    seal(transaction, act, key_document(revoked, proof), version=REVOKED)
    return revoked
