"""A record as the JSON that its form is filled with and sends: the draft of `/v1/records`."""

import datetime
import json
from collections.abc import Mapping
from typing import Any

from jisr.access.model import DatabaseName, Purpose
from jisr.errors import JisrError, ValueMalformed, to_translate
from jisr.records.document import document_of
from jisr.records.drafts import DRAFT_BYTES_MAX, read_draft
from jisr.records.model import Audience, Draft, Record
from jisr.records.profiles import profile

Plain = dict[str, Any]
METADATA = (
    *("purpose", "status", "event", "event_date", "relevance", "reference", "source"),
    *("confidentiality", "retained_until"),
)
"""What of a record's metadata its owner writes."""
PARTS = (*METADATA, "flags", "audience", "handling")
"""Every part of a draft beside its database and its subject."""
NEW: Mapping[str, DatabaseName] = {
    "person": DatabaseName.NOMINAL,
    "travel-documents": DatabaseName.TRAVEL_DOCUMENTS,
    "administrative-documents": DatabaseName.ADMINISTRATIVE_DOCUMENTS,
    "vehicle": DatabaseName.VEHICLES,
    "vessel": DatabaseName.VESSELS,
    "firearm": DatabaseName.FIREARMS,
}
"""The forms in which something new is recorded, by their word in the address."""


_LEAST: Mapping[str, Plain] = {DatabaseName.FIREARMS.value: {"serial": "", "make": ""}}
"""What a subject cannot be read without; the rules say in words that it is missing."""


def draft_of(record: Record) -> Plain:
    """Return the draft that would write the same version again."""
    document: Plain = dict(document_of(record))
    metadata: Plain = document["metadata"]
    draft = {name: metadata[name] for name in METADATA if name in metadata}
    draft |= {name: document[name] for name in ("flags", "handling") if name in document}
    return {
        "database": document["database"],
        "subject": document.get("subject", {}),
        "audience": document["audience"],
        **draft,
    }


def renewed(record: Record, until: datetime.date) -> Plain:
    """Return the draft that keeps a record until a later day."""
    return {**draft_of(record), "retained_until": until.isoformat()}


def blank(database: DatabaseName, purpose: Purpose) -> Plain:
    """Return the draft with which a form begins."""
    found = profile(database)
    wanted = purpose if purpose in found.purposes else min(found.purposes)
    return {
        "database": database.value,
        "subject": {},
        "purpose": wanted.value,
        "confidentiality": found.confidentiality.value,
        "audience": {"everyone": True},
    }


def read_plain(body: bytes) -> Plain:
    """Return the JSON object of a form that may not be finished.

    Raises:
        ValueMalformed: it is none, or longer than a draft.
    """
    try:
        found = json.loads(body) if len(body) <= DRAFT_BYTES_MAX else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise ValueMalformed(field="body", why=to_translate("it is not what is expected here"))
    return found


def pruned(plain: Plain) -> Plain:
    """Return an unfinished form without the rows that say nothing yet, as it would be sent."""
    given = plain.get("subject")
    subject = given if isinstance(given, dict) else {}
    kept = {**_LEAST.get(str(plain.get("database")), {}), **subject}
    for field, main in (("names", "text"), ("documents", "number")):
        if isinstance(rows := kept.get(field), list):
            kept[field] = [each for each in rows if isinstance(each, dict) and each.get(main)]
    return {**plain, "subject": kept}


def read_whole(plain: Plain, purpose: Purpose) -> Draft | JisrError:
    """Return the draft of a form, or what is wrong with its fields."""
    try:
        return read_draft(json.dumps(plain).encode(), purpose)
    except (JisrError, UnicodeEncodeError) as error:
        return error if isinstance(error, JisrError) else JisrError()


def audience_of(plain: Plain, purpose: Purpose) -> tuple[Audience, Purpose]:
    """Return whom a form names and for what, whatever else it lacks."""
    stub = {
        "database": DatabaseName.VEHICLES,
        "subject": {},
        "audience": plain.get("audience", {}),
        "purpose": plain.get("purpose") or purpose,
    }
    found = read_whole(stub, purpose)
    if isinstance(found, JisrError):
        return Audience(everyone=False), purpose
    return found.audience, found.purpose


def changed_parts(one: Plain, other: Plain) -> set[str]:
    """Return the parts that two drafts say differently: fields of the subject, and the others."""
    fields = {*one["subject"], *other["subject"]}
    found = {each for each in fields if one["subject"].get(each) != other["subject"].get(each)}
    return found | {each for each in PARTS if _said(one, each) != _said(other, each)}


def _said(draft: Plain, part: str) -> Any:
    """Return a part in one spelling: what is empty is not there, sets have no order."""
    value = draft.get(part)
    if part == "flags":
        return sorted(value or [])
    if part == "audience" and isinstance(value, dict):
        filled = {name: each for name, each in value.items() if each or name == "everyone"}
        return {n: sorted(e) if isinstance(e, list) else e for n, e in filled.items()}
    return value or None
