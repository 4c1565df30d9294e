"""The page of one record, and of its history."""

import datetime
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Path, Response

from jisr.access import actions as access
from jisr.access.callers import AskingNow
from jisr.access.model import Asking
from jisr.access.viewing import Page, PageNow
from jisr.errors import NotFound
from jisr.kit.clock import parse_instant
from jisr.kit.db import Transaction
from jisr.records import actions
from jisr.records.actions.browsing import Version, may_be_opened
from jisr.records.model import Record, State, View, Viewer
from jisr.records.pages import titles
from jisr.records.pages.audience import seen_by
from jisr.records.pages.drafts import renewed
from jisr.records.pages.view import RecordWords, differences
from jisr.records.profiles import profile
from jisr.records.retention import last_day

router = APIRouter(prefix="/records", include_in_schema=False)

RecordId = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]


@dataclass(frozen=True, slots=True)
class Opened:
    """A record that was opened for a page; `viewers` is None for whoever may not know them."""

    view: View
    viewers: tuple[Viewer, ...] | None
    is_own: bool
    may_open: bool
    until: datetime.date


@dataclass(frozen=True, slots=True)
class Moment:
    """A line of a record's history, with what it changed."""

    version: Version
    title: str
    at: datetime.datetime
    changes: list[tuple[str, str, str]]
    is_gone: bool


@router.get("/{record}")
def show(page: PageNow, asking: AskingNow, record: RecordId) -> Response:
    """Return a record as the officer may see it; the reading is sealed."""
    opened = page.hub.database.in_transaction(_open, asking, record)
    found = opened.view.record
    said = RecordWords(page.words)
    return page.show(
        "records/record.html",
        opened=opened,
        record=found,
        heading=said.title(found),
        subject=said.subject(found),
        metadata=said.metadata(found),
        flags=said.flags(found),
        kind=said.kind(found),
        state=page.words.say(titles.STATES[found.state]),
        tone=titles.STATE_TONES[found.state],
        owner=said.country(found.owner),
        database=profile(found.database).title.best(page.reader.language),
        instruction=opened.view.on_hit.best(page.reader.language),
        seen=None if opened.viewers is None else seen_by(opened.viewers, page.words),
        renewal=renewed(found, opened.until) if opened.is_own else {},
        is_active=found.state is State.ACTIVE,
    )


@router.get("/{record}/history")
def history(page: PageNow, asking: AskingNow, record: RecordId) -> Response:
    """Return who wrote each version, when, and what it changed; the reading is sealed."""
    found = page.hub.database.in_transaction(actions.versions, asking, record)
    return page.show(
        "records/history.html",
        record_id=record,
        moments=_moments(page, found),
        own=asking.bureau.id,
    )


def _open(transaction: Transaction, asking: Asking, record_id: str) -> Opened:
    view = actions.open_record(transaction, asking, record_id)
    try:
        viewers = actions.who_sees(transaction, asking, record_id)
    except NotFound:  # a restriction is the owner's own business (RPD Art. 58)
        viewers = None
    record = view.record
    database = profile(record.database)
    return Opened(
        view=view,
        viewers=viewers,
        is_own=record.owner == asking.bureau.id,
        may_open=may_be_opened(asking, view),
        until=last_day(database, record.subject, access.today(transaction)),
    )


def _moments(page: Page, versions: tuple[Version, ...]) -> list[Moment]:
    """Return the history, the newest first, each version with what it changed."""
    said = RecordWords(page.words)
    moments: list[Moment] = []
    before: Record | None = None
    recorded = said.field("recorded_on")  # the day of a version differs by itself
    for each in versions:
        changes: list[tuple[str, str, str]] = []
        if each.record is not None and before is not None:
            changes = [
                change
                for change in differences(said.whole(before), said.whole(each.record))
                if change[0] != recorded
            ]
        title = page.words.say(titles.VERBS.get(each.line.verb, each.line.verb))
        is_gone = each.record is None and each.line.verb != "record.opened"
        moments.append(Moment(each, title, parse_instant(each.line.time), changes, is_gone))
        before = each.record or before
    return list(reversed(moments))
