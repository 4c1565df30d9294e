"""Keeps the sessions of the assembly and who comes to them: all SQL of sessions."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from jisr.assembly.sessions.documents import (
    delegation_document,
    delegation_of,
    held_of,
    session_document,
)
from jisr.assembly.sessions.model import (
    Credential,
    CredentialState,
    HallKey,
    Held,
    HeldCredential,
    HeldDelegation,
    HeldObserver,
    Issuer,
    KeyUse,
    Lot,
    Observer,
    ObserverKind,
)
from jisr.kit.clock import instant_text, parse_instant
from jisr.kit.db import METADATA, Transaction, insert_or_update
from jisr.ledger.canonical import canonical_bytes

_NUMBER = "assembly_sessions.number"
_MEMBER = "members.country"

# What is read whole and never searched stands in the document, as it is sealed.
sessions = sa.Table(
    "assembly_sessions",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("opens", sa.Text, nullable=False, index=True),
    sa.Column("closes", sa.Text),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("document", sa.LargeBinary, nullable=False),
)

delegations = sa.Table(
    "assembly_delegations",
    METADATA,
    sa.Column("session", sa.Integer, sa.ForeignKey(_NUMBER), primary_key=True),
    sa.Column("member", sa.Text, sa.ForeignKey(_MEMBER), primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("document", sa.LargeBinary, nullable=False),
)

credentials = sa.Table(
    "assembly_credentials",
    METADATA,
    sa.Column("session", sa.Integer, sa.ForeignKey(_NUMBER), primary_key=True),
    sa.Column("member", sa.Text, sa.ForeignKey(_MEMBER), primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("issuer", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("changed_by", sa.Text, nullable=False),
    sa.Column("changed_at", sa.Text, nullable=False),
)

observers = sa.Table(
    "assembly_observers",
    METADATA,
    sa.Column("session", sa.Integer, sa.ForeignKey(_NUMBER), primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("is_listed", sa.Boolean, nullable=False),
    sa.Column("is_partner", sa.Boolean, nullable=False),
    sa.Column("is_approved_by_host", sa.Boolean, nullable=False),
    sa.Column("is_admitted", sa.Boolean, nullable=False),
)

dues = sa.Table(
    "assembly_dues",
    METADATA,
    sa.Column("session", sa.Integer, sa.ForeignKey(_NUMBER), primary_key=True),
    sa.Column("member", sa.Text, sa.ForeignKey(_MEMBER), primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("unpaid_years", sa.Text, nullable=False),
)

waivers = sa.Table(
    "assembly_waivers",
    METADATA,
    sa.Column("session", sa.Integer, sa.ForeignKey(_NUMBER), primary_key=True),
    sa.Column("member", sa.Text, sa.ForeignKey(_MEMBER), primary_key=True),
    sa.Column("item", sa.Text, nullable=False),
)

lots = sa.Table(
    "assembly_lots",
    METADATA,
    sa.Column("session", sa.Integer, sa.ForeignKey(_NUMBER), primary_key=True),
    sa.Column("member", sa.Text, sa.ForeignKey(_MEMBER), primary_key=True),
    sa.Column("commitment", sa.Text, nullable=False),
    sa.Column("value", sa.Text, nullable=False),
)

keys = sa.Table(
    "assembly_keys",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("session", sa.Integer, sa.ForeignKey(_NUMBER), nullable=False),
    sa.Column("officer", sa.Text, sa.ForeignKey("officers.id"), nullable=False),
    sa.Column("member", sa.Text, nullable=False),
    sa.Column("use", sa.Text, nullable=False),
    # A key that was copied from somebody else cannot be registered a second time.
    sa.Column("public", sa.Text, nullable=False, unique=True),
    sa.Column("sealing", sa.Text, nullable=False),
    sa.Column("proof", sa.Text, nullable=False),
    sa.Column("registered_at", sa.Text, nullable=False),
    sa.Column("revoked_at", sa.Text),
    sa.Index("assembly_keys_session", "session", "use"),
)


# ── sessions ──────────────────────────────────────────────────────────────────────────────────


def put_session(transaction: Transaction, held: Held) -> None:
    """Write a version of a session."""
    row = {
        "number": held.session.number,
        "opens": str(held.session.opens),
        "closes": str(held.session.closes) if held.session.closes else None,
        "version": held.version,
        "document": canonical_bytes(session_document(held)),
    }
    insert_or_update(transaction, sessions, [row], key=("number",))


def find_session(transaction: Transaction, number: int) -> Held | None:
    """Return the session of this number, or None."""
    row = transaction.connection.execute(
        sa.select(sessions).where(sessions.c.number == number)
    ).one_or_none()
    return None if row is None else _held(row)


def list_sessions(transaction: Transaction, *, after: int | None, limit: int) -> tuple[Held, ...]:
    """Return sessions, the highest number first, from the one that follows `after`."""
    query = sa.select(sessions).order_by(sessions.c.number.desc()).limit(limit)
    if after is not None:
        query = query.where(sessions.c.number < after)
    return tuple(_held(row) for row in transaction.connection.execute(query))


def find_current(transaction: Transaction, today: str) -> Held | None:
    """Return the session that is held on the day, else the next one, else the last; or None."""
    table = sessions.c
    choices = (
        sa.and_(table.opens <= today, sa.or_(table.closes.is_(None), table.closes >= today)),
        table.opens > today,
        sa.true(),
    )
    orders = (table.opens.desc(), table.opens, table.opens.desc())
    for which, order in zip(choices, orders, strict=True):
        query = sa.select(sessions).where(which).order_by(order, table.number).limit(1)
        row = transaction.connection.execute(query).one_or_none()
        if row is not None:
            return _held(row)
    return None


def overlapping(transaction: Transaction, opens: str, closes: str) -> int | None:
    """Return the number of a session that is held on one of these days, or None."""
    table = sessions.c
    ends = sa.func.coalesce(table.closes, table.opens)
    return transaction.connection.scalar(
        sa.select(table.number).where(table.opens <= closes, ends >= opens).limit(1)
    )


def _held(row: sa.Row[Any]) -> Held:
    return held_of(json.loads(row.document), row.version)


# ── delegations and credentials ───────────────────────────────────────────────────────────────


def put_delegation(transaction: Transaction, session: int, held: HeldDelegation) -> None:
    """Write a version of a delegation."""
    row = {
        "session": session,
        "member": held.delegation.member,
        "version": held.version,
        "document": canonical_bytes(delegation_document(session, held.delegation)),
    }
    insert_or_update(transaction, delegations, [row], key=("session", "member"))


def find_delegation(transaction: Transaction, session: int, member: str) -> HeldDelegation | None:
    """Return the delegation of the member, or None."""
    row = transaction.connection.execute(_of(delegations, session, member)).one_or_none()
    return None if row is None else _delegation(row)


def list_delegations(transaction: Transaction, session: int) -> tuple[HeldDelegation, ...]:
    """Return every delegation of the session, one of each member at most."""
    rows = transaction.connection.execute(_all(delegations, session))
    return tuple(_delegation(row) for row in rows)


def _delegation(row: sa.Row[Any]) -> HeldDelegation:
    return HeldDelegation(delegation_of(json.loads(row.document)), row.version)


def put_credential(transaction: Transaction, session: int, held: HeldCredential) -> None:
    """Write a version of credentials."""
    row = {
        "session": session,
        "member": held.credential.member,
        "version": held.version,
        "issuer": held.credential.issuer.value,
        "state": held.credential.state.value,
        "why": held.why,
        "changed_by": held.changed_by,
        "changed_at": instant_text(held.changed_at),
    }
    insert_or_update(transaction, credentials, [row], key=("session", "member"))


def find_credential(transaction: Transaction, session: int, member: str) -> HeldCredential | None:
    """Return the credentials of the member, or None."""
    row = transaction.connection.execute(_of(credentials, session, member)).one_or_none()
    return None if row is None else _credential(row)


def list_credentials(transaction: Transaction, session: int) -> tuple[HeldCredential, ...]:
    """Return the credentials of every member of the session."""
    rows = transaction.connection.execute(_all(credentials, session))
    return tuple(_credential(row) for row in rows)


def _credential(row: sa.Row[Any]) -> HeldCredential:
    return HeldCredential(
        credential=Credential(row.member, Issuer(row.issuer), CredentialState(row.state)),
        version=row.version,
        why=row.why,
        changed_by=row.changed_by,
        changed_at=parse_instant(row.changed_at),
    )


# ── observers ─────────────────────────────────────────────────────────────────────────────────


def put_observer(transaction: Transaction, session: int, held: HeldObserver) -> None:
    """Write a version of an observer."""
    observer = held.observer
    row = {
        "session": session,
        "id": observer.id,
        "version": held.version,
        "name": observer.name,
        "kind": observer.kind.value,
        "is_listed": observer.is_listed,
        "is_partner": observer.is_partner,
        "is_approved_by_host": observer.is_approved_by_host,
        "is_admitted": held.is_admitted,
    }
    insert_or_update(transaction, observers, [row], key=("session", "id"))


def find_observer(transaction: Transaction, session: int, observer: str) -> HeldObserver | None:
    """Return the observer of this id, admitted or not, or None."""
    table = observers.c
    row = transaction.connection.execute(
        sa.select(observers).where(table.session == session, table.id == observer)
    ).one_or_none()
    return None if row is None else _observer(row)


def list_observers(
    transaction: Transaction, session: int, *, after: str, limit: int
) -> tuple[HeldObserver, ...]:
    """Return observers in the order of their ids, from the one after `after`."""
    table = observers.c
    rows = transaction.connection.execute(
        sa.select(observers)
        .where(table.session == session, table.id > after)
        .order_by(table.id)
        .limit(limit)
    )
    return tuple(_observer(row) for row in rows)


def _observer(row: sa.Row[Any]) -> HeldObserver:
    observer = Observer(
        id=row.id,
        kind=ObserverKind(row.kind),
        is_listed=row.is_listed,
        is_partner=row.is_partner,
        is_approved_by_host=row.is_approved_by_host,
        name=row.name,
    )
    return HeldObserver(observer, row.is_admitted, row.version)


# ── dues, waivers, lots ───────────────────────────────────────────────────────────────────────


def put_dues(
    transaction: Transaction, session: int, unpaid: Mapping[str, tuple[frozenset[int], int]]
) -> None:
    """Write which years each member has not paid, with the version of that."""
    rows = [
        {
            "session": session,
            "member": member,
            "version": version,
            "unpaid_years": " ".join(map(str, sorted(years))),
        }
        for member, (years, version) in unpaid.items()
    ]
    insert_or_update(transaction, dues, rows, key=("session", "member"))


def unpaid_years(
    transaction: Transaction, session: int, member: str = ""
) -> Mapping[str, tuple[frozenset[int], int]]:
    """Return the unpaid years of members of which something is recorded, with its version.

    With `member`, of that one alone.
    """
    query = _of(dues, session, member) if member else _all(dues, session)
    return {
        row.member: (frozenset(map(int, row.unpaid_years.split())), row.version)
        for row in transaction.connection.execute(query)
    }


def add_waiver(transaction: Transaction, session: int, member: str, item: str) -> None:
    """Write that the assembly gave a member its vote back under an item of the agenda."""
    row = {"session": session, "member": member, "item": item}
    transaction.connection.execute(sa.insert(waivers), row)


def list_waivers(transaction: Transaction, session: int, member: str = "") -> Mapping[str, str]:
    """Return the item of the agenda of each waiver, by member; with `member`, of that one alone."""
    query = _of(waivers, session, member) if member else _all(waivers, session)
    rows = transaction.connection.execute(query)
    return {row.member: row.item for row in rows}


def put_lot(transaction: Transaction, session: int, lot: Lot) -> None:
    """Write what a member put into the draw."""
    row = {
        "session": session,
        "member": lot.member,
        "commitment": lot.commitment,
        "value": lot.value,
    }
    insert_or_update(transaction, lots, [row], key=("session", "member"))


def list_lots(transaction: Transaction, session: int) -> Mapping[str, Lot]:
    """Return what every member put into the draw."""
    rows = transaction.connection.execute(_all(lots, session))
    return {row.member: Lot(row.member, row.commitment, row.value) for row in rows}


# ── keys ──────────────────────────────────────────────────────────────────────────────────────


def put_key(transaction: Transaction, key: HallKey, proof: str) -> None:
    """Write a key with the signature that it was registered with."""
    row = {
        "id": key.id,
        "session": key.session,
        "officer": key.officer,
        "member": key.member,
        "use": key.use.value,
        "public": key.public,
        "sealing": key.sealing,
        "proof": proof,
        "registered_at": instant_text(key.registered_at),
        "revoked_at": instant_text(key.revoked_at) if key.revoked_at else None,
    }
    insert_or_update(transaction, keys, [row], key=("id",))


def find_key(transaction: Transaction, key: str) -> tuple[HallKey, str] | None:
    """Return the key of this id with its proof, revoked or not, or None."""
    row = transaction.connection.execute(sa.select(keys).where(keys.c.id == key)).one_or_none()
    return None if row is None else (_key(row), row.proof)


def has_public(transaction: Transaction, public: str) -> bool:
    """Return whether this key was ever registered, by whom and for what ever."""
    found = sa.select(keys.c.id).where(keys.c.public == public).limit(1)
    return transaction.connection.execute(found).first() is not None


def good_keys(
    transaction: Transaction,
    session: int,
    use: KeyUse,
    officers: Iterable[str] | None = None,
    *,
    member: str = "",
) -> tuple[HallKey, ...]:
    """Return the keys that are not revoked, by when they were registered; of these officers only.

    Without `officers`, of everybody; with `member`, of that member's officers.
    """
    table = keys.c
    query = (
        sa.select(keys)
        .where(table.session == session, table.use == use.value, table.revoked_at.is_(None))
        .order_by(table.registered_at, table.id)
    )
    if officers is not None:
        query = query.where(table.officer.in_(list(officers)))
    if member:
        query = query.where(table.member == member)
    return tuple(_key(row) for row in transaction.connection.execute(query))


def _key(row: sa.Row[Any]) -> HallKey:
    return HallKey(
        id=row.id,
        session=row.session,
        officer=row.officer,
        member=row.member,
        use=KeyUse(row.use),
        public=row.public,
        sealing=row.sealing,
        registered_at=parse_instant(row.registered_at),
        revoked_at=parse_instant(row.revoked_at) if row.revoked_at else None,
    )


def _of(table: sa.Table, session: int, member: str) -> sa.Select[Any]:
    return sa.select(table).where(table.c.session == session, table.c.member == member)


def _all(table: sa.Table, session: int) -> sa.Select[Any]:
    return sa.select(table).where(table.c.session == session).order_by(table.c.member)
