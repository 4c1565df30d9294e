"""Promises of what every verb of a session leaves in the ledger."""

import json

import sqlalchemy as sa

from hall_world import HallWorld
from jisr.access.actions import ADMINISTRATION, EVERY_MEMBER
from jisr.assembly.sessions import actions, keys
from jisr.assembly.sessions.documents import delegation_document, key_document
from jisr.assembly.sessions.model import KeyUse
from jisr.ledger.log import entries

KINDS = ("session:", "delegation:", "credential:")


def test_every_version_is_one_entry_for_every_member(hall: HallWorld) -> None:
    """Each subject's versions are counted from 1, under the verb that wrote them."""
    hall.send("FRA")
    hall.key("delegate@fra")
    hall.do(actions.withdraw_delegate, "head@fra", 93, "FRA", "delegate@fra")
    query = sa.select(entries.c.act).order_by(entries.c.arrival)
    with hall.database.reading() as transaction:
        told = [json.loads(each) for each in transaction.connection.scalars(query)]
    mine = [each for each in told if each["subject"].startswith(KINDS)]
    assert {(each["purpose"], each["audience_class"]) for each in mine} == {
        (ADMINISTRATION, EVERY_MEMBER)
    }
    found = [(each["verb"], each["subject"], each["version"]) for each in mine]
    assert found == [
        ("assembly.opened", "session:93", 1),
        ("assembly.offices_named", "session:93", 2),
        ("assembly.offices_named", "session:93", 3),
        ("delegation.named", "delegation:93:FRA", 1),
        ("credential.handed_in", "credential:93:FRA", 1),
        ("credential.reviewed", "credential:93:FRA", 2),
        ("delegation.delegate_withdrawn", "delegation:93:FRA", 2),
    ]


def test_key_is_sealed_with_its_proof_and_its_end(hall: HallWorld) -> None:
    """Who reads the ledger can verify that the holder had the key, and until when it counted."""
    hall.send("FRA")
    key = hall.key("delegate@fra")
    revoked = hall.do(actions.revoke_key, "head@fra", key.id)
    query = (
        sa.select(entries.c.document)
        .where(entries.c.subject == f"hallkey:{key.id}")
        .order_by(entries.c.version)
    )
    with hall.database.reading() as transaction:
        first, second = (json.loads(each) for each in transaction.connection.scalars(query))
    signed = keys.registration_bytes("world", 93, key.officer, KeyUse.VOTE, key.public, "")
    assert keys.holds(key.public, signed, first["proof"])
    assert (first, second) == (
        key_document(key, first["proof"]),
        key_document(revoked, first["proof"]),
    )


def test_withdrawn_delegation_reads_as_it_was_sealed(hall: HallWorld) -> None:
    """The newest entry of a delegation is what the table holds."""
    sent = hall.send("FRA")
    query = sa.select(entries.c.document).where(entries.c.subject == "delegation:93:FRA")
    with hall.database.reading() as transaction:
        (told,) = transaction.connection.scalars(query)
    assert json.loads(told) == delegation_document(93, sent.delegation)
