"""Which fields of a record an officer is shown: confidentiality levels and handling codes."""

import dataclasses
from collections.abc import Iterable
from typing import Any

from jisr.access.model import Asking, BureauKind, Role
from jisr.access.rules import member_of
from jisr.records.model import Confidentiality, DatabaseProfile, HandlingCode, Record, Subject


def visible_fields(
    record: Record, asking: Asking, profile: DatabaseProfile, *, is_opened: bool = False
) -> frozenset[str]:
    """Return the fields of the subject that whoever asks is shown.

    The owner and oversight see all. Nobody else ever sees a *confirm-only* field. An
    *originator-control* one is for the secretariat, and for an officer who opened the record in an
    emergency (`is_opened`). Of a confidential record, those who are neither head of their bureau
    nor the secretariat see what the profile shows.
    """
    every = frozenset(each.name for each in dataclasses.fields(record.subject))
    if is_owner(record, asking) or asking.bureau.kind is BureauKind.OVERSIGHT:
        return every
    is_let_in = is_opened or asking.bureau.kind is BureauKind.SECRETARIAT
    hidden = {
        name
        for name, code in record.handling.items()
        if code is HandlingCode.CONFIRM_ONLY
        or (code is HandlingCode.ORIGINATOR_CONTROL and not is_let_in)
    }
    shown = every - hidden
    if _sees_less(record, asking):
        shown &= profile.confidential_shows
    return shown


def is_owner(record: Record, asking: Asking) -> bool:
    """Return whether the record belongs to the member for whose bureau is asked."""
    return member_of(record.owner) == member_of(asking.bureau.id)


def administers(asking: Asking) -> bool:
    """Return whether the secretariat or oversight asks."""
    return asking.bureau.kind in (BureauKind.SECRETARIAT, BureauKind.OVERSIGHT)


def shown_to(
    record: Record, asking: Asking, profile: DatabaseProfile, *, is_opened: bool = False
) -> tuple[Record, bool]:
    """Return the record as whoever asks is shown it, and whether the owner could tell more."""
    every = {each.name for each in dataclasses.fields(record.subject)}
    hidden = every - visible_fields(record, asking, profile, is_opened=is_opened)
    shown = without(record, hidden)
    if not is_owner(record, asking) and _sees_less(record, asking):
        metadata = dataclasses.replace(
            shown.metadata, event="", event_date=None, relevance="", reference=""
        )
        shown = dataclasses.replace(shown, metadata=metadata)
    return shown, shown != record


def without(record: Record, hidden: Iterable[str]) -> Record:
    """Return the record with these fields of its subject empty, and not named any more."""
    emptied = {name: _empty(getattr(record.subject, name)) for name in hidden}
    if not emptied:
        return record
    subject: Subject = dataclasses.replace(record.subject, **emptied)
    handling = {name: code for name, code in record.handling.items() if name not in emptied}
    return dataclasses.replace(record, subject=subject, handling=handling)


def matchable(record: Record) -> Record:
    """Return the record without the fields that are never matched.

    Their handling stays named, so that an answer can say that the owner confirms more.
    """
    if not record.handling:
        return record
    names = [name for name, code in record.handling.items() if code is HandlingCode.CONFIRM_ONLY]
    return dataclasses.replace(without(record, names), handling=record.handling)


def _sees_less(record: Record, asking: Asking) -> bool:
    if record.metadata.confidentiality is not Confidentiality.CONFIDENTIAL:
        return False
    return not administers(asking) and Role.HEAD_OF_BUREAU not in asking.officer.roles


def _empty(value: Any) -> Any:
    if isinstance(value, str):
        return ""
    return () if isinstance(value, tuple) else None
