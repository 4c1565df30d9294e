"""Decides how an item comes on the agenda and who reads its papers."""

import datetime

from jisr.assembly.texts.held import HeldDraft, HeldItem, ItemState, PaperKind
from jisr.assembly.texts.model import AgendaItem, ParagraphKind, Reader
from jisr.assembly.texts.reasons import ALLOWED
from jisr.assembly.texts.tables import rule_on
from jisr.values import Decision

_YES = Decision(allowed=True, why=ALLOWED)
_INCOMPLETE = "texts.item_incomplete"


def last_day(opening: datetime.date) -> datetime.date:
    """Return the last day on which a complete request enters the provisional agenda."""
    return opening - datetime.timedelta(days=rule_on("agenda", opening)["request_days"])


def may_enter(item: AgendaItem, opening: datetime.date) -> Decision:
    """Decide whether an item enters the provisional agenda without the assembly's leave (RoP 12).

    A late one is an additional item, which the assembly admits by the majority its rules ask.

    Args:
        item: the item with the day on which its request was complete.
        opening: the first day of the session, in the network's time zone.
    """
    if not (item.has_report and item.has_draft):
        return Decision(allowed=False, why=_INCOMPLETE)
    if item.requested_on > last_day(opening):
        details = {"last_day": last_day(opening).isoformat()}
        return Decision(allowed=False, why="texts.item_late", details=details)
    return _YES


def state_of(held: HeldItem, opening: datetime.date) -> ItemState:
    """Return whether the item stands on the agenda of a session that opens on this day."""
    if held.is_withdrawn:
        return ItemState.WITHDRAWN
    if held.admission is not None:
        return ItemState.ADMITTED if held.admission.is_admitted else ItemState.REFUSED
    entered = may_enter(held.item, opening)
    if entered.allowed:
        return ItemState.LISTED
    return ItemState.INCOMPLETE if entered.why == _INCOMPLETE else ItemState.ADDITIONAL


def explains(held: HeldDraft) -> bool:
    """Return whether the paper is a report that says something."""
    return held.kind is PaperKind.REPORT and bool(held.draft.paragraphs)


def decides(held: HeldDraft) -> bool:
    """Return whether the paper is a draft resolution that decides something."""
    return held.kind is PaperKind.RESOLUTION and any(
        each.kind is ParagraphKind.OPERATIVE for each in held.draft.paragraphs
    )


def may_read(item: AgendaItem, reader: Reader, on_day: datetime.date) -> Decision:
    """Decide whether a reader sees the papers of an item; a closed item is for few (RoP 11, 20)."""
    if item.is_public or reader.value in rule_on("reading", on_day)["closed_readers"]:
        return _YES
    return Decision(allowed=False, why="texts.item_closed")


def may_read_paper(
    item: AgendaItem, reader: Reader, on_day: datetime.date, *, is_released: bool
) -> Decision:
    """Decide whether a reader sees a working paper: observers read what was released (RoP 6, 14).

    Releasing a paper does not open a closed item.
    """
    stands = may_read(item, reader, on_day)
    if not stands.allowed:
        return stands
    if is_released or reader.value in rule_on("reading", on_day)["working_readers"]:
        return _YES
    return Decision(allowed=False, why="texts.not_released")
