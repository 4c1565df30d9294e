"""Keeps the network, its members, bureaus, officers and agreements: all SQL of access."""

import datetime
import hashlib
import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from jisr.access.model import (
    AgreementGrant,
    Bureau,
    BureauKind,
    DatabaseName,
    Member,
    NetworkProfile,
    Officer,
    Operation,
    Purpose,
    Role,
)
from jisr.access.profiles import plain, profile_of
from jisr.access.texts import plain_language_map, read_language_map
from jisr.kit.clock import instant_text
from jisr.kit.db import METADATA, Transaction, insert_or_update
from jisr.ledger.canonical import canonical_bytes

_NETWORK = 1
"""One data directory holds one network."""

networks = sa.Table(
    "networks",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("profile", sa.LargeBinary, nullable=False),
    sa.Column("profile_hash", sa.Text, nullable=False),
    sa.Column("founded", sa.Text, nullable=False),
    sa.CheckConstraint("id = 1", name="networks_one"),
)

members = sa.Table(
    "members",
    METADATA,
    sa.Column("country", sa.Text, primary_key=True),
    sa.Column("slot", sa.Integer, nullable=False, unique=True),
    sa.Column("since", sa.Text),
)

bureaus = sa.Table(
    "bureaus",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("member", sa.Text, sa.ForeignKey("members.country")),
    sa.Column("parent", sa.Text, sa.ForeignKey("bureaus.id")),
)

officers = sa.Table(
    "officers",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("bureau", sa.Text, sa.ForeignKey("bureaus.id"), nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("is_active", sa.Boolean, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)

officer_roles = sa.Table(
    "officer_roles",
    METADATA,
    sa.Column("officer", sa.Text, sa.ForeignKey("officers.id"), primary_key=True),
    sa.Column("role", sa.Text, primary_key=True),
)

# The sets of a grant are short, always read whole and never searched: one text of words each.
agreement_grants = sa.Table(
    "agreement_grants",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("bureau", sa.Text, sa.ForeignKey("bureaus.id"), nullable=False, index=True),
    sa.Column("databases", sa.Text, nullable=False),
    sa.Column("operations", sa.Text, nullable=False),
    sa.Column("purposes", sa.Text, nullable=False),
    sa.Column("counterparts", sa.Text, nullable=False),
    sa.Column("starts", sa.Text, nullable=False),
    sa.Column("ends", sa.Text),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)


def add_network(transaction: Transaction, profile: NetworkProfile) -> None:
    """Write the network and its members."""
    content = canonical_bytes(plain(profile))
    transaction.connection.execute(
        sa.insert(networks),
        {
            "id": _NETWORK,
            "name": profile.name,
            "profile": content,
            "profile_hash": hashlib.sha256(content).hexdigest(),
            "founded": instant_text(transaction.now),
        },
    )
    transaction.connection.execute(
        sa.insert(members),
        [
            {"country": each.country, "slot": each.slot, "since": _day_text(each.since)}
            for each in profile.members
        ],
    )


def find_network(transaction: Transaction) -> NetworkProfile | None:
    """Return the profile of the network, or None before it is founded."""
    content = transaction.connection.scalar(sa.select(networks.c.profile))
    return None if content is None else _profile(content)


@lru_cache(maxsize=2)  # each action asks for it, and it changes with the data directory only
def _profile(content: bytes) -> NetworkProfile:
    return profile_of(json.loads(content))


def list_members(transaction: Transaction, *, after: str, limit: int) -> tuple[Member, ...]:
    """Return members in the order of their codes, from the one after `after`."""
    rows = transaction.connection.execute(_page(members, members.c.country, after, limit))
    return tuple(Member(row.country, row.slot, _day(row.since)) for row in rows)


def add_bureaus(transaction: Transaction, new: Sequence[Bureau]) -> None:
    """Write new bureaus; a parent stands before what is under it."""
    transaction.connection.execute(
        sa.insert(bureaus),
        [
            {
                "id": each.id,
                "kind": each.kind.value,
                "name": canonical_bytes(plain_language_map(each.name)).decode(),
                "member": each.member,
                "parent": each.parent,
            }
            for each in new
        ],
    )


def find_bureau(transaction: Transaction, bureau: str) -> Bureau | None:
    """Return the bureau of this id, or None."""
    row = transaction.connection.execute(
        sa.select(bureaus).where(bureaus.c.id == bureau)
    ).one_or_none()
    return None if row is None else _bureau(row)


def list_bureaus(transaction: Transaction, *, after: str, limit: int) -> tuple[Bureau, ...]:
    """Return bureaus in the order of their ids, from the one after `after`."""
    rows = transaction.connection.execute(_page(bureaus, bureaus.c.id, after, limit))
    return tuple(_bureau(row) for row in rows)


def put_officer(transaction: Transaction, officer: Officer, version: int) -> None:
    """Write a version of an officer and the roles."""
    insert_or_update(
        transaction,
        officers,
        [
            {
                "id": officer.id,
                "bureau": officer.bureau,
                "name": officer.name,
                "is_active": officer.is_active,
                "version": version,
            }
        ],
        key=("id",),
    )
    transaction.connection.execute(
        sa.delete(officer_roles).where(officer_roles.c.officer == officer.id)
    )
    if officer.roles:
        transaction.connection.execute(
            sa.insert(officer_roles),
            [{"officer": officer.id, "role": role.value} for role in sorted(officer.roles)],
        )


def find_officer(transaction: Transaction, officer: str) -> tuple[Officer, int] | None:
    """Return the officer of this id and the version of what is stored, or None."""
    row = transaction.connection.execute(
        sa.select(officers).where(officers.c.id == officer)
    ).one_or_none()
    if row is None:
        return None
    return _officer(row, _roles(transaction, [officer]).get(officer, frozenset())), row.version


def list_officers(
    transaction: Transaction, *, bureau: str, after: str, limit: int
) -> tuple[Officer, ...]:
    """Return officers in the order of their ids; an empty bureau means all of them."""
    query = _page(officers, officers.c.id, after, limit)
    rows = transaction.connection.execute(
        query.where(officers.c.bureau == bureau) if bureau else query
    ).all()
    roles = _roles(transaction, [row.id for row in rows])
    return tuple(_officer(row, roles.get(row.id, frozenset())) for row in rows)


def has_active_role(transaction: Transaction, bureau: str, roles: Iterable[Role]) -> bool:
    """Return whether an active officer of the bureau has one of the roles."""
    return (
        transaction.connection.execute(
            sa.select(officers.c.id)
            .join(officer_roles, officer_roles.c.officer == officers.c.id)
            .where(
                officers.c.bureau == bureau,
                officers.c.is_active,
                officer_roles.c.role.in_([each.value for each in roles]),
            )
            .limit(1)
        ).first()
        is not None
    )


def put_grant(transaction: Transaction, grant: AgreementGrant, version: int) -> None:
    """Write a version of an agreement's grant."""
    insert_or_update(
        transaction,
        agreement_grants,
        [
            {
                "id": grant.id,
                "bureau": grant.bureau,
                "databases": _joined(grant.databases),
                "operations": _joined(grant.operations),
                "purposes": _joined(grant.purposes),
                "counterparts": _joined(grant.counterparts),
                "starts": grant.starts.isoformat(),
                "ends": _day_text(grant.ends),
                "source": grant.source,
                "version": version,
            }
        ],
        key=("id",),
    )


def find_grant(transaction: Transaction, grant: str) -> tuple[AgreementGrant, int] | None:
    """Return the grant of this id and the version of what is stored, or None."""
    row = transaction.connection.execute(
        sa.select(agreement_grants).where(agreement_grants.c.id == grant)
    ).one_or_none()
    return None if row is None else (_grant(row), row.version)


def grants_of(transaction: Transaction, bureau_ids: Sequence[str]) -> tuple[AgreementGrant, ...]:
    """Return every grant of these bureaus, also those that do not act today."""
    rows = transaction.connection.execute(
        sa.select(agreement_grants)
        .where(agreement_grants.c.bureau.in_(bureau_ids))
        .order_by(agreement_grants.c.id)
    )
    return tuple(_grant(row) for row in rows)


def list_grants(
    transaction: Transaction, *, bureau: str, after: str, limit: int
) -> tuple[AgreementGrant, ...]:
    """Return grants in the order of their ids; an empty bureau means all of them."""
    query = _page(agreement_grants, agreement_grants.c.id, after, limit)
    rows = transaction.connection.execute(
        query.where(agreement_grants.c.bureau == bureau) if bureau else query
    )
    return tuple(_grant(row) for row in rows)


def _page(table: sa.Table, key: sa.Column[Any], after: str, limit: int) -> sa.Select[Any]:
    return sa.select(table).where(key > after).order_by(key).limit(limit)


def _roles(transaction: Transaction, officer_ids: Sequence[str]) -> dict[str, frozenset[Role]]:
    found: dict[str, set[Role]] = {}
    for row in transaction.connection.execute(
        sa.select(officer_roles).where(officer_roles.c.officer.in_(officer_ids))
    ):
        found.setdefault(row.officer, set()).add(Role(row.role))
    return {officer: frozenset(roles) for officer, roles in found.items()}


def _bureau(row: sa.Row[Any]) -> Bureau:
    return Bureau(
        id=row.id,
        kind=BureauKind(row.kind),
        name=read_language_map(json.loads(row.name)),
        member=row.member,
        parent=row.parent,
    )


def _officer(row: sa.Row[Any], roles: frozenset[Role]) -> Officer:
    return Officer(row.id, row.bureau, row.name, roles, row.is_active)


def _grant(row: sa.Row[Any]) -> AgreementGrant:
    return AgreementGrant(
        id=row.id,
        bureau=row.bureau,
        databases=frozenset(map(DatabaseName, row.databases.split())),
        operations=frozenset(map(Operation, row.operations.split())),
        purposes=frozenset(map(Purpose, row.purposes.split())),
        counterparts=frozenset(row.counterparts.split()),
        starts=datetime.date.fromisoformat(row.starts),
        ends=_day(row.ends),
        source=row.source,
    )


def _joined(words: Iterable[str]) -> str:
    return " ".join(sorted(words))


def _day_text(day: datetime.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> datetime.date | None:
    return None if text is None else datetime.date.fromisoformat(text)
