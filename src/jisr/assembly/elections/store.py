"""Keeps committees, elections, nominations and lots: all SQL of elections."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from jisr.assembly.elections.documents import (
    committee_document,
    committee_of,
    draw_document,
    draw_of,
    election_document,
    election_of,
    nomination_document,
    nomination_of,
)
from jisr.assembly.elections.model import Committee, Election, LotsDraw, Nomination
from jisr.kit.db import METADATA, Transaction, insert_or_update
from jisr.ledger.canonical import canonical_bytes, read_canonical

# Each is read whole and never searched by what is in it: its document stands beside its keys.
committees = sa.Table(
    "assembly_committees",
    METADATA,
    sa.Column("session", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("document", sa.LargeBinary, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)
elections = sa.Table(
    "elections",
    METADATA,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("session", sa.Integer, nullable=False),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("region", sa.String(32), nullable=False),
    sa.Column("for_session", sa.Integer, nullable=False),
    sa.Column("document", sa.LargeBinary, nullable=False),
    sa.Column("result", sa.LargeBinary),
    sa.Column("version", sa.Integer, nullable=False),
    sa.UniqueConstraint("session", "kind", "region", "for_session", name="elections_one"),
)
nominations = sa.Table(
    "election_nominations",
    METADATA,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("election", sa.String(32), sa.ForeignKey("elections.id"), nullable=False, index=True),
    sa.Column("document", sa.LargeBinary, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)
draws = sa.Table(
    "election_draws",
    METADATA,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("election", sa.String(32), sa.ForeignKey("elections.id"), nullable=False, index=True),
    sa.Column("document", sa.LargeBinary, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)
NOMINATIONS_MAX = 1_000
"""Of one election: two hundred members, each as often as the rules let it try."""
DRAWS_MAX = 200
"""Of one election; each draw that is void names somebody who is out of the next."""


def put_committee(transaction: Transaction, committee: Committee) -> None:
    """Write a committee in its present version."""
    row = {
        "session": committee.session,
        "document": canonical_bytes(committee_document(committee)),
        "version": committee.version,
    }
    insert_or_update(transaction, committees, [row], key=("session",))


def find_committee(transaction: Transaction, session: int) -> Committee:
    """Return the committee of a session; an empty one of version 0 before it is recorded."""
    found = transaction.connection.execute(
        sa.select(committees.c.document, committees.c.version).where(
            committees.c.session == session
        )
    ).one_or_none()
    return Committee(session) if found is None else committee_of(_read(found[0]), found[1])


def put_election(transaction: Transaction, election: Election, result: bytes | None = None) -> None:
    """Write an election in its present version; `result` is what was sealed when it ended."""
    row: dict[str, Any] = {
        "id": election.id,
        "session": election.session,
        "kind": election.kind.value,
        "region": election.region,
        "for_session": election.for_session,
        "document": canonical_bytes(election_document(election)),
        "version": election.version,
    }
    if result is not None:
        row["result"] = result
    insert_or_update(transaction, elections, [row], key=("id",))


def find_election(transaction: Transaction, election_id: str) -> Election | None:
    """Return the election, or None."""
    found = transaction.connection.execute(
        sa.select(elections.c.document, elections.c.version).where(elections.c.id == election_id)
    ).one_or_none()
    return None if found is None else election_of(_read(found[0]), found[1])


def find_result(transaction: Transaction, election_id: str) -> bytes | None:
    """Return the sealed result of an election, or None before it stands."""
    result: bytes | None = transaction.connection.scalar(
        sa.select(elections.c.result).where(elections.c.id == election_id)
    )
    return result


def list_elections(
    transaction: Transaction, session: int, *, after: str = "", limit: int
) -> Sequence[Election]:
    """Return one page of the elections of a session by id, from the one after `after`."""
    found = transaction.connection.execute(
        sa.select(elections.c.document, elections.c.version)
        .where(elections.c.session == session, elections.c.id > after)
        .order_by(elections.c.id)
        .limit(limit)
    )
    return tuple(election_of(_read(document), version) for document, version in found)


def has_election(transaction: Transaction, election: Election) -> bool:
    """Return whether the same election was announced already."""
    return bool(
        transaction.connection.scalar(
            sa.select(elections.c.id).where(
                elections.c.session == election.session,
                elections.c.kind == election.kind.value,
                elections.c.region == election.region,
                elections.c.for_session == election.for_session,
            )
        )
    )


def put_nomination(transaction: Transaction, nomination: Nomination) -> None:
    """Write a nomination in its present version."""
    row = {
        "id": nomination.id,
        "election": nomination.election,
        "document": canonical_bytes(nomination_document(nomination)),
        "version": nomination.version,
    }
    insert_or_update(transaction, nominations, [row], key=("id",))


def find_nomination(transaction: Transaction, nomination_id: str) -> Nomination | None:
    """Return the nomination, or None."""
    found = transaction.connection.execute(
        sa.select(nominations.c.document, nominations.c.version).where(
            nominations.c.id == nomination_id
        )
    ).one_or_none()
    return None if found is None else nomination_of(_read(found[0]), found[1])


def list_nominations(
    transaction: Transaction, election: str, *, after: str = "", limit: int = NOMINATIONS_MAX
) -> tuple[Nomination, ...]:
    """Return one page of the nominations of an election by id, from the one after `after`."""
    found = transaction.connection.execute(
        sa.select(nominations.c.document, nominations.c.version)
        .where(nominations.c.election == election, nominations.c.id > after)
        .order_by(nominations.c.id)
        .limit(limit)
    )
    return tuple(nomination_of(_read(document), version) for document, version in found)


def nominations_of_session(transaction: Transaction, session: int) -> tuple[Nomination, ...]:
    """Return every nomination of a session's elections."""
    found = transaction.connection.execute(
        sa.select(nominations.c.document, nominations.c.version)
        .join(elections, elections.c.id == nominations.c.election)
        .where(elections.c.session == session)
        .order_by(nominations.c.id)
    )
    return tuple(nomination_of(_read(document), version) for document, version in found)


def put_draw(transaction: Transaction, draw: LotsDraw) -> None:
    """Write a draw of lots in its present version."""
    row = {
        "id": draw.id,
        "election": draw.election,
        "document": canonical_bytes(draw_document(draw)),
        "version": draw.version,
    }
    insert_or_update(transaction, draws, [row], key=("id",))


def list_draws(transaction: Transaction, election: str) -> tuple[LotsDraw, ...]:
    """Return the draws of an election, the oldest first."""
    found = transaction.connection.execute(
        sa.select(draws.c.document, draws.c.version)
        .where(draws.c.election == election)
        .limit(DRAWS_MAX)
    )
    read = [draw_of(_read(document), version) for document, version in found]
    return tuple(sorted(read, key=lambda each: (each.opened_at, each.id)))


def _read(document: bytes) -> Any:
    return read_canonical(document, thing="election")
