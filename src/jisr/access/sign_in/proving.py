"""Proves whose a key is: with it anyone verifies offline what its officer signed."""

from jisr.access.model import Officer
from jisr.access.sign_in.keyring import REGISTRATIONS
from jisr.errors import Denied, NotFound, to_translate
from jisr.kit.db import Transaction
from jisr.ledger.bundle import ProofBundle
from jisr.ledger.log import find_entry, prove_entry

KEY_LENGTH_MAX = 64
"""A thumbprint has 43 characters, the id of a passkey 64."""


def prove_key(transaction: Transaction, network: str, acting: Officer, key: str) -> ProofBundle:
    """Return what proves the registration of a machine's key or a passkey.

    Every member may know who was trusted with which key.

    Raises:
        Denied: the officer is no longer active.
        NotFound: no such key was registered here.
        ProofPending: no signed checkpoint covers it yet.
    """
    if not acting.is_active:
        raise Denied(why="access.officer_inactive")
    kinds = [each.partition(".")[0] for each in REGISTRATIONS]
    entry = find_entry(transaction, kinds, key) if len(key) <= KEY_LENGTH_MAX else None
    if entry is None:
        raise NotFound(thing=to_translate("key"))
    return prove_entry(transaction, network, entry, with_document=True)
