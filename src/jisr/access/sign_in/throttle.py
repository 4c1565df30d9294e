"""Who fails to sign in again and again waits: counted for each address and each account.

The counts stand in the database, so that several processes count together, and as hashes, so that
no address of a person is kept. Only failures count: who signs in rightly is never slowed.
"""

import contextlib
import datetime
import hashlib
import ipaddress
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jisr.access.sign_in import session_store
from jisr.errors import CredentialRefused, RateExceeded
from jisr.kit.db import Database, Transaction

FAILURES_BY_ACCOUNT_MAX = 10
FAILURES_BY_ADDRESS_MAX = 100
"""Many officers of a bureau may share one address."""
FAILURES_BY_MACHINES_MAX = 1_000
"""One machine with an old key asks again and again; the others at its address must go on."""
COUNTED = datetime.timedelta(minutes=15)
_PREFIX_V6 = 64
"""One subscriber has at least a /64; counting single addresses would count nothing."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How often something may fail; `is_forgiven` where it begins anew when it goes well."""

    name: str
    most: int
    is_forgiven: bool = False


def of_person(address: str, account: str = "") -> tuple[Limit, ...]:
    """Return the limits of an attempt of a person at an address, for an account if one is named."""
    limit = Limit(f"address {network_of(address)}", FAILURES_BY_ADDRESS_MAX)
    if not account:
        return (limit,)
    return limit, Limit(f"account {account}", FAILURES_BY_ACCOUNT_MAX, is_forgiven=True)


def of_machine(address: str, machine: str) -> tuple[Limit, ...]:
    """Return the limits of an attempt of a machine.

    It is counted where it stands: by its name alone, anybody could lock it out from elsewhere.
    """
    place = network_of(address)
    return (
        Limit(f"machines {place}", FAILURES_BY_MACHINES_MAX),
        Limit(f"machine {place} {machine}", FAILURES_BY_ACCOUNT_MAX, is_forgiven=True),
    )


@contextlib.contextmanager
def throttled(database: Database, limits: Sequence[Limit]) -> Iterator[None]:
    """Let one attempt to sign in run, and count it if its credential is refused.

    Raises:
        RateExceeded: too many such attempts failed.
    """
    with database.reading() as transaction:
        known = [limit for limit in limits if _check(transaction, limit)]
    try:
        yield
    except CredentialRefused:
        database.in_transaction(_count, [_digest(each) for each in limits])
        raise
    for limit in known:
        if limit.is_forgiven:
            database.in_transaction(session_store.forget_failures, _digest(limit))


def network_of(address: str) -> str:
    """Return what counts as one address: an IPv4 address, or the /64 of an IPv6 address."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, _PREFIX_V6), strict=False))
    return str(parsed)


def _check(transaction: Transaction, limit: Limit) -> bool:
    """Return whether something failed of late; raise `RateExceeded` if too often."""
    known = session_store.failures(transaction, _digest(limit))
    if known is not None and known[0] >= limit.most:
        raise RateExceeded(seconds=math.ceil((known[1] - transaction.now).total_seconds()))
    return known is not None


def _count(transaction: Transaction, digests: Sequence[bytes]) -> None:
    for digest in digests:
        known = session_store.failures(transaction, digest)
        count, until = known or (0, transaction.now + COUNTED)
        session_store.note_failure(transaction, digest, count + 1, until)


def _digest(limit: Limit) -> bytes:
    return hashlib.sha256(limit.name.encode()).digest()
