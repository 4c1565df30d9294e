"""Turns what the two engines found into hits: what this officer may see, and what he does next."""

import dataclasses
from collections.abc import Mapping, Sequence

from jisr.checks import rules, tables
from jisr.checks.model import Basis, Hit, Query
from jisr.checks.view import View
from jisr.names import EvidenceRow, score_of
from jisr.records import actions as records
from jisr.records.document import kind_of
from jisr.records.model import DocumentReference, Name, Record
from jisr.records.profiles import profile
from jisr.records.visibility import shown_to, visible_fields
from jisr.values import PartialDate

SHOWN_SEPARATOR = " · "
"""Stands between several values of one field; no name or number holds it."""


def make_hit(
    view: View, query: Query, record: Record, basis: Basis, reasons: Sequence[EvidenceRow]
) -> Hit:
    """Return one hit as this officer may see it.

    Where the legal reviewer decides, neither owner nor reference are shown: they would tell whom
    to contact, or which state protects the person.
    """
    database = profile(record.database)
    shown, has_more = shown_to(record, view.asking, database)
    reasons = rules.told(reasons, visible_fields(record, view.asking, database))
    is_referred = rules.must_refer(
        query, record, records.protected_from(view.transaction, record.id)
    )
    bits = sum(row.bits for row in reasons)
    return Hit(
        record=record.id,
        version=record.version,
        kind=kind_of(record.subject),
        database=record.database,
        owner="" if is_referred else record.owner,
        reference="" if is_referred else shown.metadata.reference,
        basis=basis,
        bits=bits,
        score=score_of(bits),
        reasons=tuple(reasons),
        shown=shown_fields(shown),
        flags=rules.shown_flags(record.flags),
        instruction=tables.referral() if is_referred else database.on_hit,
        refer_to_reviewer=is_referred,
        owner_can_confirm_more=has_more,
    )


def shown_fields(record: Record) -> Mapping[str, str]:
    """Return the filled fields of a record's subject and its status, each as one text."""
    fields: dict[str, str] = {}
    for each in dataclasses.fields(record.subject):
        value = getattr(record.subject, each.name)
        values = value if isinstance(value, tuple) else (value,)
        text = SHOWN_SEPARATOR.join(filter(None, map(_text, values)))
        if text:
            fields[each.name] = text
    if record.metadata.status is not None:
        fields["status"] = record.metadata.status
    return fields


def _text(value: object) -> str:
    if isinstance(value, Name):
        return value.text
    if isinstance(value, DocumentReference):
        return " ".join(filter(None, (value.country, value.number)))
    if isinstance(value, str | PartialDate):
        return str(value)
    return ""  # a summary is read with the whole record
