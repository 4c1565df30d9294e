"""Keeps votes and the entries of roll-calls: all SQL of votes."""

import datetime
import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from jisr.assembly.votes.documents import read_vote, vote_document
from jisr.assembly.votes.model import Call, SignatureKind, Subject, Vote, VoteState
from jisr.kit.clock import instant_text, parse_instant
from jisr.kit.db import METADATA, Transaction
from jisr.ledger.canonical import canonical_bytes

votes = sa.Table(
    "votes",
    METADATA,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("session", sa.Integer, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("subject_kind", sa.String(16), nullable=False),
    sa.Column("subject", sa.String(200), nullable=False),
    sa.Column("closes_at", sa.String(24)),
    sa.Column("document", sa.Text, nullable=False),
    sa.Column("entry", sa.String(32), nullable=False),
    sa.UniqueConstraint("session", "number", name="votes_number"),
    sa.Index("votes_of_subject", "subject_kind", "subject"),
)
"""`document` is the whole vote, with the roll that is read and written as one; `entry` is the id of
the ledger's entry that sealed this version."""
_IS_OPEN = votes.c.state == sa.literal_column("'open'")
sa.Index("votes_open", votes.c.closes_at, sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN)

vote_calls = sa.Table(
    "vote_calls",
    METADATA,
    sa.Column("vote", sa.String(32), sa.ForeignKey("votes.id"), primary_key=True),
    sa.Column("member", sa.String(3), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("choice", sa.String(64), nullable=False),
    sa.Column("officer", sa.String(64), nullable=False),
    sa.Column("cast_at", sa.String(24), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("entry", sa.String(32), nullable=False),
)
"""`entry` is the id of the ledger's entry that sealed the call."""


def add_vote(transaction: Transaction, vote: Vote, entry: str) -> None:
    """Write the first version of a vote."""
    transaction.connection.execute(sa.insert(votes), _row(vote, entry))


def change_vote(transaction: Transaction, vote: Vote, entry: str) -> bool:
    """Write the next version of a vote; return whether it was the next."""
    changed = transaction.connection.execute(
        sa.update(votes)
        .where(votes.c.id == vote.id, votes.c.version == vote.version - 1)
        .values(_row(vote, entry))
    )
    return changed.rowcount == 1


def find_vote(transaction: Transaction, vote_id: str) -> Vote | None:
    """Return the vote of this id, or None."""
    found = transaction.connection.scalar(sa.select(votes.c.document).where(votes.c.id == vote_id))
    return None if found is None else read_vote(json.loads(found))


def vote_entry(transaction: Transaction, vote_id: str) -> str:
    """Return the id of the ledger's entry that sealed the newest version of a vote."""
    return str(transaction.connection.scalar(sa.select(votes.c.entry).where(votes.c.id == vote_id)))


def list_votes(
    transaction: Transaction, session: int, *, before: int | None, limit: int
) -> tuple[Vote, ...]:
    """Return votes of a session, the newest first, from the one before a number."""
    query = sa.select(votes.c.document).where(votes.c.session == session)
    if before is not None:
        query = query.where(votes.c.number < before)
    rows = transaction.connection.scalars(query.order_by(votes.c.number.desc()).limit(limit))
    return tuple(read_vote(json.loads(each)) for each in rows)


def votes_about(transaction: Transaction, subject: Subject) -> tuple[Vote, ...]:
    """Return every vote about a thing, the oldest first."""
    rows = transaction.connection.scalars(
        sa.select(votes.c.document)
        .where(votes.c.subject_kind == subject.kind.value, votes.c.subject == subject.id)
        .order_by(votes.c.session, votes.c.number)
    )
    return tuple(read_vote(json.loads(each)) for each in rows)


def next_number(transaction: Transaction, session: int) -> int:
    """Return the number of the next vote of a session."""
    last = transaction.connection.scalar(
        sa.select(sa.func.max(votes.c.number)).where(votes.c.session == session)
    )
    return 1 if last is None else int(last) + 1


def due(transaction: Transaction, now: datetime.datetime) -> tuple[str, ...]:
    """Return the open votes whose last instant has come."""
    return tuple(
        transaction.connection.scalars(
            sa.select(votes.c.id)
            .where(_IS_OPEN, votes.c.closes_at <= instant_text(now))
            .order_by(votes.c.closes_at)
        )
    )


def add_call(transaction: Transaction, call: Call, entry: str) -> None:
    """Write an entry of a roll-call; an earlier version of it stays."""
    transaction.connection.execute(
        sa.insert(vote_calls),
        {
            "vote": call.vote,
            "member": call.member,
            "version": call.version,
            "choice": call.choice,
            "officer": call.officer,
            "cast_at": instant_text(call.cast_at),
            "kind": call.kind.value,
            "key": call.key,
            "value": call.value,
            "entry": entry,
        },
    )


def find_call(transaction: Transaction, vote_id: str, member: str) -> Call | None:
    """Return the newest entry of a member, or None."""
    row = transaction.connection.execute(
        sa.select(vote_calls)
        .where(vote_calls.c.vote == vote_id, vote_calls.c.member == member)
        .order_by(vote_calls.c.version.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else _call(row)


def calls(transaction: Transaction, vote_id: str) -> Mapping[str, Call]:
    """Return the newest entry of each member."""
    rows = transaction.connection.execute(
        sa.select(vote_calls).where(vote_calls.c.vote == vote_id).order_by(vote_calls.c.version)
    )
    return {row.member: _call(row) for row in rows}


def every_call(transaction: Transaction, vote_id: str) -> tuple[Call, ...]:
    """Return every entry of a roll-call, also those that were corrected, by member and version."""
    rows = transaction.connection.execute(
        sa.select(vote_calls)
        .where(vote_calls.c.vote == vote_id)
        .order_by(vote_calls.c.member, vote_calls.c.version)
    )
    return tuple(map(_call, rows))


def received(transaction: Transaction, vote_id: str) -> Mapping[str, datetime.datetime]:
    """Return when the newest entry of each member arrived, and nothing of what it says."""
    rows = transaction.connection.execute(
        sa.select(vote_calls.c.member, sa.func.max(vote_calls.c.cast_at))
        .where(vote_calls.c.vote == vote_id)
        .group_by(vote_calls.c.member)
    )
    return {member: parse_instant(cast_at) for member, cast_at in rows}


def call_entry(transaction: Transaction, vote_id: str, member: str, version: int) -> str | None:
    """Return the id of the ledger's entry that sealed a call."""
    found = transaction.connection.scalar(
        sa.select(vote_calls.c.entry).where(
            vote_calls.c.vote == vote_id,
            vote_calls.c.member == member,
            vote_calls.c.version == version,
        )
    )
    return None if found is None else str(found)


def _row(vote: Vote, entry: str) -> dict[str, Any]:
    is_timed = vote.state is VoteState.OPEN and vote.closes_at is not None
    return {
        "id": vote.id,
        "session": vote.session,
        "number": vote.number,
        "version": vote.version,
        "state": vote.state.value,
        "subject_kind": vote.subject.kind.value,
        "subject": vote.subject.id,
        "closes_at": instant_text(vote.closes_at) if is_timed and vote.closes_at else None,
        "document": canonical_bytes(vote_document(vote)).decode(),
        "entry": entry,
    }


def _call(row: sa.Row[Any]) -> Call:
    return Call(
        vote=row.vote,
        member=row.member,
        version=row.version,
        choice=row.choice,
        officer=row.officer,
        cast_at=parse_instant(row.cast_at),
        kind=SignatureKind(row.kind),
        key=row.key,
        value=row.value,
    )
