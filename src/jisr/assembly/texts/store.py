"""Keeps the agenda, papers, amendments, resolutions and reports: all SQL of the texts.

Each thing is one row with its newest version; older ones are in the ledger. Adopted texts, adopted
agendas and reports are only ever added.
"""

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from jisr.assembly.texts import documents
from jisr.assembly.texts.follow_up import Report
from jisr.assembly.texts.held import (
    Agenda,
    HeldAmendment,
    HeldDraft,
    HeldItem,
    HeldResolution,
    Hold,
)
from jisr.kit.db import METADATA, Transaction, insert_or_update
from jisr.ledger.canonical import canonical_bytes

_ID_LENGTH = 64

agenda_items = sa.Table(
    "agenda_items",
    METADATA,
    sa.Column("id", sa.String(_ID_LENGTH), primary_key=True),
    sa.Column("session", sa.Integer, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("document", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Index("agenda_items_session", "session", "number", unique=True),
)

agendas = sa.Table(
    "agendas",
    METADATA,
    sa.Column("session", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("document", sa.Text, nullable=False),
)

drafts = sa.Table(
    "text_drafts",
    METADATA,
    sa.Column("id", sa.String(_ID_LENGTH), primary_key=True),
    sa.Column("item", sa.String(_ID_LENGTH), sa.ForeignKey("agenda_items.id"), nullable=False),
    sa.Column("filed_at", sa.String(24), nullable=False),
    sa.Column("document", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Index("text_drafts_item", "item"),
)

amendments = sa.Table(
    "text_amendments",
    METADATA,
    sa.Column("id", sa.String(_ID_LENGTH), primary_key=True),
    sa.Column("draft", sa.String(_ID_LENGTH), sa.ForeignKey("text_drafts.id"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("document", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Index("text_amendments_draft", "draft", "number", unique=True),
)

holds = sa.Table(
    "text_holds",
    METADATA,
    sa.Column("vote", sa.String(_ID_LENGTH), primary_key=True),
    sa.Column("subject_kind", sa.String(16), nullable=False),
    sa.Column("subject", sa.String(160), nullable=False),
    sa.Column("draft", sa.String(_ID_LENGTH), nullable=False),
    # One vote at a time on a text; an amendment or a paragraph is part of its draft.
    sa.Column("words", sa.String(160), nullable=False, unique=True),
)

resolutions = sa.Table(
    "resolutions",
    METADATA,
    sa.Column("number", sa.String(_ID_LENGTH), primary_key=True),
    sa.Column("session", sa.Integer, nullable=False),
    sa.Column("draft", sa.String(_ID_LENGTH), sa.ForeignKey("text_drafts.id"), nullable=False),
    sa.Column("document", sa.Text, nullable=False),
    sa.Index("resolutions_session", "session"),
)

reports = sa.Table(
    "duty_reports",
    METADATA,
    sa.Column("resolution", sa.String(_ID_LENGTH), primary_key=True),
    sa.Column("place", sa.String(16), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("document", sa.Text, nullable=False),
)


# ── agenda ────────────────────────────────────────────────────────────────────────────────────


def put_item(transaction: Transaction, held: HeldItem) -> None:
    """Write a version of an agenda item."""
    row = {
        "id": held.item.item_id,
        "session": held.session,
        "number": held.item.number,
        "document": _text(documents.item_document(held)),
        "version": held.version,
    }
    insert_or_update(transaction, agenda_items, [row], key=("id",))


def find_item(transaction: Transaction, item_id: str) -> HeldItem | None:
    """Return the item of this id, or None."""
    row = _one(transaction, sa.select(agenda_items).where(agenda_items.c.id == item_id))
    return None if row is None else documents.read_item(json.loads(row.document), row.version)


def list_items(
    transaction: Transaction, session: int, *, after: int = 0, limit: int
) -> tuple[HeldItem, ...]:
    """Return the items of a session by their numbers, from the one after `after`."""
    rows = transaction.connection.execute(
        sa.select(agenda_items)
        .where(agenda_items.c.session == session, agenda_items.c.number > after)
        .order_by(agenda_items.c.number)
        .limit(limit)
    )
    return tuple(documents.read_item(json.loads(row.document), row.version) for row in rows)


def add_agenda(transaction: Transaction, agenda: Agenda) -> None:
    """Write the agenda that was adopted."""
    row = {"session": agenda.session, "document": _text(documents.agenda_document(agenda))}
    transaction.connection.execute(sa.insert(agendas), row)


def find_agenda(transaction: Transaction, session: int) -> Agenda | None:
    """Return the adopted agenda of a session, or None."""
    row = _one(transaction, sa.select(agendas).where(agendas.c.session == session))
    return None if row is None else documents.read_agenda(json.loads(row.document))


# ── papers ────────────────────────────────────────────────────────────────────────────────────


def put_draft(transaction: Transaction, held: HeldDraft, filed_at: str) -> None:
    """Write a version of a paper; `filed_at` counts for a new one only."""
    row = {
        "id": held.draft.draft_id,
        "item": held.draft.item_id,
        "filed_at": filed_at,
        "document": _text(documents.draft_document(held)),
        "version": held.version,
    }
    if held.version == 1:
        transaction.connection.execute(sa.insert(drafts), row)
        return
    del row["filed_at"]
    transaction.connection.execute(
        sa.update(drafts).where(drafts.c.id == held.draft.draft_id).values(**row)
    )


def find_draft(transaction: Transaction, draft_id: str) -> HeldDraft | None:
    """Return the paper of this id, or None."""
    row = _one(transaction, sa.select(drafts).where(drafts.c.id == draft_id))
    return None if row is None else documents.read_draft(json.loads(row.document), row.version)


def drafts_of(transaction: Transaction, item_ids: Sequence[str]) -> tuple[HeldDraft, ...]:
    """Return the papers of these items, the oldest first; each item has a bounded number."""
    rows = transaction.connection.execute(
        sa.select(drafts)
        .where(drafts.c.item.in_(item_ids))
        .order_by(drafts.c.item, drafts.c.filed_at, drafts.c.id)
    )
    return tuple(documents.read_draft(json.loads(row.document), row.version) for row in rows)


# ── amendments ────────────────────────────────────────────────────────────────────────────────


def put_amendment(transaction: Transaction, held: HeldAmendment) -> None:
    """Write a version of an amendment."""
    row = {
        "id": held.amendment.amendment_id,
        "draft": held.amendment.draft_id,
        "number": held.amendment.number,
        "document": _text(documents.amendment_document(held)),
        "version": held.version,
    }
    insert_or_update(transaction, amendments, [row], key=("id",))


def find_amendment(transaction: Transaction, amendment_id: str) -> HeldAmendment | None:
    """Return the amendment of this id, or None."""
    row = _one(transaction, sa.select(amendments).where(amendments.c.id == amendment_id))
    return None if row is None else documents.read_amendment(json.loads(row.document), row.version)


def amendments_of(transaction: Transaction, draft_id: str) -> tuple[HeldAmendment, ...]:
    """Return the amendments to a draft by their numbers; a draft has a bounded number."""
    rows = transaction.connection.execute(
        sa.select(amendments).where(amendments.c.draft == draft_id).order_by(amendments.c.number)
    )
    return tuple(documents.read_amendment(json.loads(row.document), row.version) for row in rows)


# ── holds ─────────────────────────────────────────────────────────────────────────────────────


def words_held(hold: Hold) -> str:
    """Return what a hold keeps from changing: a draft, an item, an agenda."""
    return f"draft:{hold.draft_id}" if hold.draft_id else f"{hold.subject_kind}:{hold.subject_id}"


def add_hold(transaction: Transaction, hold: Hold) -> None:
    """Write that a vote is open."""
    row = {
        "vote": hold.vote_id,
        "subject_kind": hold.subject_kind,
        "subject": hold.subject_id,
        "draft": hold.draft_id,
        "words": words_held(hold),
    }
    transaction.connection.execute(sa.insert(holds), row)


def find_hold(transaction: Transaction, words: str) -> Hold | None:
    """Return the vote that is open on these words, or None."""
    row = _one(transaction, sa.select(holds).where(holds.c.words == words))
    return None if row is None else Hold(row.vote, row.subject_kind, row.subject, row.draft)


def drop_hold(transaction: Transaction, vote_id: str) -> None:
    """Forget that a vote is open."""
    transaction.connection.execute(sa.delete(holds).where(holds.c.vote == vote_id))


# ── resolutions ───────────────────────────────────────────────────────────────────────────────


def add_resolution(transaction: Transaction, held: HeldResolution) -> None:
    """Write an adopted text; there is no way to write it again."""
    row = {
        "number": held.resolution.number,
        "session": held.session,
        "draft": held.draft_id,
        "document": _text(documents.resolution_document(held)),
    }
    transaction.connection.execute(sa.insert(resolutions), row)


def find_resolution(transaction: Transaction, number: str) -> HeldResolution | None:
    """Return the adopted text of this number, or None."""
    row = _one(transaction, sa.select(resolutions).where(resolutions.c.number == number))
    return None if row is None else documents.read_resolution(json.loads(row.document))


def list_resolutions(
    transaction: Transaction, *, session: int | None = None, after: str = "", limit: int
) -> tuple[HeldResolution, ...]:
    """Return adopted texts by their numbers, of one session or of all."""
    query = sa.select(resolutions).where(resolutions.c.number > after)
    if session is not None:
        query = query.where(resolutions.c.session == session)
    rows = transaction.connection.execute(query.order_by(resolutions.c.number).limit(limit))
    return tuple(documents.read_resolution(json.loads(row.document)) for row in rows)


def resolution_numbers(transaction: Transaction) -> frozenset[str]:
    """Return every number that was given."""
    return frozenset(transaction.connection.scalars(sa.select(resolutions.c.number)))


def resolution_of(transaction: Transaction, draft_id: str) -> str:
    """Return the number under which a draft was adopted, or nothing."""
    query = sa.select(resolutions.c.number).where(resolutions.c.draft == draft_id)
    return transaction.connection.scalar(query) or ""


# ── reports ───────────────────────────────────────────────────────────────────────────────────


def add_report(
    transaction: Transaction, resolution: str, place: str, version: int, report: Report
) -> None:
    """Write a report on a duty."""
    row = {
        "resolution": resolution,
        "place": place,
        "version": version,
        "document": _text(documents.report_document(report)),
    }
    transaction.connection.execute(sa.insert(reports), row)


def reports_on(
    transaction: Transaction, numbers: Sequence[str]
) -> dict[tuple[str, str], tuple[Report, ...]]:
    """Return the reports on these resolutions by number and place, the oldest first."""
    rows = transaction.connection.execute(
        sa.select(reports)
        .where(reports.c.resolution.in_(numbers))
        .order_by(reports.c.resolution, reports.c.place, reports.c.version)
    )
    found: dict[tuple[str, str], tuple[Report, ...]] = {}
    for row in rows:
        key = (row.resolution, row.place)
        found[key] = (*found.get(key, ()), documents.read_report(json.loads(row.document)))
    return found


def _one(transaction: Transaction, query: sa.Select[Any]) -> Any:
    return transaction.connection.execute(query).one_or_none()


def _text(document: dict[str, Any]) -> str:
    return canonical_bytes(document).decode()
