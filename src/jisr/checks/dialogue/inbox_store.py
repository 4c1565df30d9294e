"""Finds the hits of an inbox: those that wait for a side, the most pressing first."""

from collections.abc import Mapping

import sqlalchemy as sa

from jisr.checks.dialogue.attachment_store import hit_attachments
from jisr.checks.dialogue.inbox_model import COUNTED_MAX, Place, Tab
from jisr.checks.dialogue.model import Attachment, Dialogue, State
from jisr.checks.dialogue.store import READ, Reach, asks, dialogue_of, hits, owns, within
from jisr.kit.clock import parse_instant
from jisr.kit.db import Transaction

URGENT, RUNNING, RESTING = "0", "1", "2"
"""How pressing a hit is, as its place in an inbox begins."""

_ANSWERED = (State.CONFIRMED.value, State.NOT_THE_SAME.value, State.CANNOT_SAY.value)
_TO_DECIDE = (State.PRESUMED.value, *_ANSWERED)
_RUNNING = (State.ASKED.value, State.LIFTING.value)
_UNSEEN = (State.BLIND.value, State.LIFTING.value)
_OVER = (State.CLOSED.value, State.DISMISSED.value, State.ERASED.value)
_RUNS = hits.c.state.in_(_RUNNING)
_PRESSING = sa.case(
    (sa.and_(_RUNS, hits.c.is_urgent), URGENT),
    (_RUNS, RUNNING),
    else_=RESTING,
)
_MOMENT = sa.case((_RUNS, hits.c.due_at), else_=hits.c.opened_at)
_NEWEST_FIRST = frozenset((Tab.ALONE, Tab.CLOSED))


def list_tab(
    transaction: Transaction, reach: Reach, tab: Tab, *, after: Place | None, limit: int
) -> list[Dialogue]:
    """Return one part of an inbox.

    What runs under a clock comes first, urgent before routine, the clock that ends first before
    the others; then what has waited longest. What is closed, or known to the owner alone, comes
    the newest first.

    Args:
        transaction: where to read.
        reach: what the reader may know of.
        tab: which part.
        after: the place of the last hit of the page before (`place_of`).
        limit: how many at most.
    """
    query = READ.where(_in(reach, tab))
    if tab in _NEWEST_FIRST:
        order = (hits.c.opened_at, hits.c.id)
        if after is not None:
            query = query.where(sa.tuple_(*order) < sa.tuple_(*after[1:]))
        query = query.order_by(*(each.desc() for each in order))
    else:
        place = (_PRESSING, _MOMENT, hits.c.id)
        if after is not None:
            query = query.where(sa.tuple_(*place) > sa.tuple_(*after))
        query = query.order_by(*place)
    return [dialogue_of(row) for row in transaction.connection.execute(query.limit(limit))]


def count_tabs(transaction: Transaction, reach: Reach) -> Mapping[Tab, int]:
    """Return how many hits each part holds that is not closed, at most `COUNTED_MAX` + 1."""
    return {tab: _count(transaction, reach, tab) for tab in Tab if tab is not Tab.CLOSED}


def files_of(transaction: Transaction, hit: str) -> Mapping[str, Attachment]:
    """Return what the files of a dialogue are, by id, without their contents."""
    columns = hit_attachments.c
    rows = transaction.connection.execute(
        sa.select(
            columns.id, columns.hit, columns.media_type, columns.sha256, columns.length,
            columns.added_at,
        ).where(columns.hit == hit)
    )  # fmt: skip
    return {
        row.id: Attachment(
            row.id, row.hit, row.media_type, row.sha256, row.length, parse_instant(row.added_at)
        )
        for row in rows
    }


def _count(transaction: Transaction, reach: Reach, tab: Tab) -> int:
    found = sa.select(hits.c.id).where(_in(reach, tab)).limit(COUNTED_MAX + 1).subquery()
    return int(transaction.connection.scalar(sa.select(sa.func.count()).select_from(found)) or 0)


def _in(reach: Reach, tab: Tab) -> sa.ColumnElement[bool]:
    """Return the condition that a hit stands in a part of somebody's inbox."""
    state = hits.c.state
    if tab is Tab.TURN:
        return _turn(reach)
    if tab is Tab.WAITING:
        return _waiting(reach)
    if tab is Tab.ESCALATED:
        return sa.and_(within(reach), hits.c.escalated_at.is_not(None), state.not_in(_OVER))
    if tab is Tab.ALONE:
        return sa.and_(within(reach), state.in_(_UNSEEN))
    return sa.and_(within(reach), state.in_(_OVER))


def _turn(reach: Reach) -> sa.ColumnElement[bool]:
    state, is_open = hits.c.state, sa.not_(hits.c.is_referred)
    turns = [
        sa.and_(asks(reach), state.in_(_TO_DECIDE), is_open),
        sa.and_(owns(reach), state.in_(_RUNNING)),
    ]
    if reach.referred:
        turns.append(state == State.REFERRED.value)
    return sa.or_(*turns)


def _waiting(reach: Reach) -> sa.ColumnElement[bool]:
    state = hits.c.state
    if reach.everything:
        return state.not_in((*_OVER, *_UNSEEN))
    return sa.or_(
        sa.and_(asks(reach), state.in_((State.ASKED.value, State.REFERRED.value))),
        sa.and_(owns(reach), state.in_(_TO_DECIDE)),
    )
