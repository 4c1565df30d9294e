"""Reads a draft that a person or program wrote as JSON; a name that is not known is refused."""

import dataclasses
import datetime
from collections.abc import Mapping
from typing import Any

import msgspec

from jisr.access.model import DatabaseName, Purpose
from jisr.errors import InputTooLarge, ValueMalformed, to_translate
from jisr.records.document import read_subject
from jisr.records.model import Audience, Confidentiality, Draft, Flag, PersonStatus
from jisr.records.profiles import SUBJECT_TYPES, handling_code, profile
from jisr.values import PartialDate

DRAFT_BYTES_MAX = 1_000_000
"""The same ceiling as that of a sealed document."""


class _Draft(msgspec.Struct, forbid_unknown_fields=True):
    database: DatabaseName
    subject: msgspec.Raw
    purpose: Purpose | None = None
    status: PersonStatus | None = None
    event: str = ""
    event_date: str = ""
    relevance: str = ""
    reference: str = ""
    source: str = ""
    confidentiality: Confidentiality = Confidentiality.OFFICIAL_USE
    retained_until: datetime.date | None = None
    flags: frozenset[Flag] = frozenset()
    audience: msgspec.Raw = msgspec.Raw(b"{}")
    handling: Mapping[str, str] = {}


_DRAFTS = msgspec.json.Decoder(_Draft)
_AUDIENCES = msgspec.json.Decoder(Audience)
_OBJECTS = msgspec.json.Decoder(dict[str, Any])


def read_draft(encoded: bytes, purpose: Purpose) -> Draft:
    """Return the draft that JSON describes; fields have the names of the model.

    Args:
        encoded: one JSON object with `database`, `subject` and what else a `Draft` has.
        purpose: the purpose of the record if the JSON names none.

    Raises:
        InputTooLarge: there are more than `DRAFT_BYTES_MAX` bytes.
        ValueMalformed: it is no such object, or a field has not its form.
    """
    if len(encoded) > DRAFT_BYTES_MAX:
        raise InputTooLarge(field=to_translate("record"), limit=DRAFT_BYTES_MAX)
    try:
        found = _DRAFTS.decode(encoded)
        kind = profile(found.database).kind
        _refuse_unknown(found.subject, SUBJECT_TYPES[kind])
        _refuse_unknown(found.audience, Audience)
        return Draft(
            database=found.database,
            subject=read_subject(kind, found.subject),
            purpose=found.purpose or purpose,
            status=found.status,
            event=found.event,
            event_date=PartialDate.parse(found.event_date) if found.event_date else None,
            relevance=found.relevance,
            reference=found.reference,
            source=found.source,
            confidentiality=found.confidentiality,
            retained_until=found.retained_until,
            flags=found.flags,
            audience=_AUDIENCES.decode(found.audience),
            handling={name: handling_code(code) for name, code in found.handling.items()},
        )
    except msgspec.MsgspecError as error:
        raise _malformed() from error


def _refuse_unknown(raw: msgspec.Raw, part: type) -> None:
    known = {each.name for each in dataclasses.fields(part)}
    if not set(_OBJECTS.decode(raw)) <= known:
        raise _malformed()


def _malformed() -> ValueMalformed:
    return ValueMalformed(
        field="record", why=to_translate("it is not JSON with the fields of this kind of record")
    )
