"""Decides how an item comes on the agenda and who reads its papers."""

import datetime

from jisr.assembly.texts.model import AgendaItem, Reader
from jisr.assembly.texts.reasons import ALLOWED
from jisr.assembly.texts.tables import rule_on
from jisr.values import Decision

_YES = Decision(allowed=True, why=ALLOWED)


def may_enter(item: AgendaItem, opening: datetime.date) -> Decision:
    """Decide whether an item enters the provisional agenda without the assembly's leave (RoP 12).

    A late one is an additional item, which the assembly admits by the majority its rules ask.

    Args:
        item: the item with the day on which its request was complete.
        opening: the first day of the session, in the network's time zone.
    """
    last_day = opening - datetime.timedelta(days=rule_on("agenda", opening)["request_days"])
    if not (item.has_report and item.has_draft):
        return Decision(allowed=False, why="texts.item_incomplete")
    if item.requested_on > last_day:
        details = {"last_day": last_day.isoformat()}
        return Decision(allowed=False, why="texts.item_late", details=details)
    return _YES


def may_read(item: AgendaItem, reader: Reader, on_day: datetime.date) -> Decision:
    """Decide whether a reader sees the papers of an item; a closed item is for few (RoP 11, 20)."""
    if item.is_public or reader.value in rule_on("reading", on_day)["closed_readers"]:
        return _YES
    return Decision(allowed=False, why="texts.item_closed")
