"""The sealed document of a version: a record as canonical JSON, and back.

Dates are text, sets are sorted, empty fields are left out; keys are ASCII and there is no number
with a fraction, so the ledger's spelling (RFC 8785) is the only one. Reading is fast, because the
names index is built from it.
"""

import dataclasses
import datetime
import enum
from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import attrgetter
from typing import Any

import msgspec

from jisr.access.model import DatabaseName, Purpose
from jisr.errors import FormatMalformed, to_translate
from jisr.kit.clock import instant_text
from jisr.ledger.canonical import JsonValue
from jisr.records.audience import plain_statement
from jisr.records.model import (
    Audience,
    AudienceClass,
    Confidentiality,
    Document,
    DocumentReference,
    Draft,
    Firearm,
    Flag,
    Kind,
    Metadata,
    Name,
    Opening,
    Person,
    PersonStatus,
    Record,
    State,
    Subject,
    Vehicle,
    Vessel,
)
from jisr.records.profiles import SUBJECT_TYPES, handling_code
from jisr.values import LanguageMap, PartialDate

FORMAT = "jisr-record/v1"
ERASURE_FORMAT = "jisr-erasure/v1"
CLASS_FORMAT = "jisr-audience/v1"
GROUP_FORMAT = "jisr-audience-group/v1"
READING_FORMAT = "jisr-reading/v1"
LISTING_FORMAT = "jisr-listing/v1"
PROTECTION_FORMAT = "jisr-protection/v1"
OPENING_FORMAT = "jisr-opening/v1"
OPENER_FORMAT = "jisr-opener/v1"

_KIND_OF = {subject: kind for kind, subject in SUBJECT_TYPES.items()}


def kind_of(subject: Subject) -> Kind:
    """Return what the subject is."""
    return _KIND_OF[type(subject)]


# ── writing ───────────────────────────────────────────────────────────────────────────────────


def document_of(record: Record, *, reason: str = "") -> dict[str, JsonValue]:
    """Return the document of one version, to be sealed; `reason` says why it was withdrawn."""
    return _filled(
        {
            "format": FORMAT,
            "kind": kind_of(record.subject).value,
            "id": record.id,
            "version": record.version,
            "database": record.database.value,
            "owner": record.owner,
            "state": record.state.value,
            "subject": _plain(record.subject),
            "metadata": _plain(record.metadata),
            "flags": sorted(record.flags),
            "audience": _statement(record.audience),
            "handling": {name: code.value for name, code in record.handling.items()},
            "reason": reason,
        }
    )


def content_of(draft: Draft) -> bytes:
    """Return what the owner said, spelled so that equal drafts have equal bytes."""
    return msgspec.json.encode(
        [
            _plain(draft.subject),
            draft.purpose,
            draft.status,
            draft.event,
            _text(draft.event_date),
            draft.relevance,
            draft.reference,
            draft.source,
            draft.confidentiality,
            _text(draft.retained_until),
            sorted(draft.flags),
            _statement(draft.audience),
            dict(draft.handling),
        ],
        order="sorted",
    )


def erasure_of(
    record_id: str, version: int, database: DatabaseName, owner: str, reason: str
) -> dict[str, JsonValue]:
    """Return the document of an erasure: nothing of the record's data remains in it."""
    return {
        "format": ERASURE_FORMAT,
        "id": record_id,
        "version": version,
        "database": database.value,
        "owner": owner,
        "reason": reason,
    }


def reading_of(record_id: str, version: int, case: str) -> dict[str, JsonValue]:
    """Return the document of a reading: which version was shown, in which case."""
    return {"format": READING_FORMAT, "record": record_id, "version": version, "case": case}


def opening_of(opening: Opening) -> dict[str, JsonValue]:
    """Return the document of an opening, for both members: the bureau is named, never who."""
    return {
        "format": OPENING_FORMAT,
        "id": opening.id,
        "record": opening.record,
        "version": opening.record_version,
        "owner": opening.owner,
        "bureau": opening.bureau,
        "case": opening.case,
        "reason": opening.reason,
        "ends_at": instant_text(opening.ends_at),
    }


def opener_of(opening: Opening) -> dict[str, JsonValue]:
    """Return that an officer opened, for his own member: he is named by the act."""
    return {"format": OPENER_FORMAT, "opening": opening.id, "record": opening.record}


def listing_of(record_ids: list[str], case: str) -> dict[str, JsonValue]:
    """Return the document of a page of a list: which records it showed, in which case."""
    return {"format": LISTING_FORMAT, "records": sorted(record_ids), "case": case}


def group_of(name: str, members: frozenset[str]) -> dict[str, JsonValue]:
    """Return the document of a group in one version."""
    return {"format": GROUP_FORMAT, "name": name, "members": sorted(members)}


def protection_of(record_id: str, members: frozenset[str]) -> dict[str, JsonValue]:
    """Return the document that says from which members a person is protected."""
    return {"format": PROTECTION_FORMAT, "record": record_id, "members": sorted(members)}


def class_document(audience_class: AudienceClass) -> dict[str, JsonValue]:
    """Return the document of an audience class in one epoch."""
    return _filled(
        {
            "format": CLASS_FORMAT,
            "id": audience_class.id,
            "owner_member": audience_class.owner_member,
            "statement": _statement(audience_class.statement),
            "epoch": audience_class.epoch,
            "members": sorted(audience_class.members),
            "widened": sorted(audience_class.widened),
            "widens_on": _text(audience_class.widens_on),
        }
    )


def _filled(document: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if value}


def _text(date: PartialDate | datetime.date | None) -> str:
    return "" if date is None else str(date)


@lru_cache(maxsize=256)  # the audiences of an import are all the same
def _statement(statement: Audience) -> dict[str, Any]:
    return plain_statement(statement)


_NAMES: Mapping[type, tuple[str, ...]] = {
    part: tuple(each.name for each in dataclasses.fields(part))
    for part in (*_KIND_OF, Metadata, Name, DocumentReference)
}
_VALUES: Mapping[type, Callable[[object], tuple[Any, ...]]] = {
    part: attrgetter(*names) for part, names in _NAMES.items()
}


def _plain(value: Any) -> Any:
    """Return a dataclass as an object of its filled fields."""
    part_type = type(value)
    return {
        name: part if type(part) is str else _PLAIN[type(part)](part)
        for name, part in zip(_NAMES[part_type], _VALUES[part_type](value), strict=True)
        if part
    }


def _plain_map(texts: LanguageMap) -> dict[str, Any]:
    return _filled({"texts": dict(texts.texts), "authoritative": sorted(texts.authoritative)})


def _plain_parts(parts: tuple[Any, ...]) -> list[Any]:
    return [part if type(part) is str else _PLAIN[type(part)](part) for part in parts]


def _value(word: enum.StrEnum) -> str:
    return word.value


_PLAIN: Mapping[type, Callable[[Any], Any]] = {
    PartialDate: str,
    datetime.date: str,
    LanguageMap: _plain_map,
    tuple: _plain_parts,
    Name: _plain,
    DocumentReference: _plain,
    **dict.fromkeys((type(each) for each in (*Purpose, *Confidentiality, *PersonStatus)), _value),
    type(Name("").kind): _value,
}


# ── reading ───────────────────────────────────────────────────────────────────────────────────


class _Document(msgspec.Struct):
    stolen: str = ""
    issued: str = ""
    expires: str = ""
    number: str = ""
    country: str = ""
    type: str = ""
    fraud_type: str = ""
    theft_country: str = ""
    batch: str = ""


class _Person(msgspec.Struct):
    names: tuple[Name, ...] = ()
    sex: str = ""
    birth_dates: tuple[str, ...] = ()
    birth_places: tuple[str, ...] = ()
    nationalities: tuple[str, ...] = ()
    documents: tuple[DocumentReference, ...] = ()
    summary: LanguageMap | None = None


class _Metadata(msgspec.Struct):
    source: str
    recorded_on: datetime.date
    purpose: Purpose
    confidentiality: Confidentiality
    retained_until: datetime.date
    relevance: str = ""
    status: PersonStatus | None = None
    event: str = ""
    event_date: str = ""
    reference: str = ""


class _Version(msgspec.Struct):
    format: str
    kind: Kind
    id: str
    version: int
    database: DatabaseName
    owner: str
    state: State
    metadata: _Metadata
    subject: msgspec.Raw = msgspec.Raw(b"{}")
    flags: frozenset[Flag] = frozenset()
    audience: Audience = Audience()
    handling: dict[str, str] = {}
    reason: str = ""


class _State(msgspec.Struct):
    state: State = State.ERASED
    reason: str = ""


class _Class(msgspec.Struct):
    format: str
    id: str
    owner_member: str
    statement: Audience
    epoch: int
    members: frozenset[str]
    widened: frozenset[str] = frozenset()
    widens_on: datetime.date | None = None


_VERSIONS = msgspec.json.Decoder(_Version)
_STATES = msgspec.json.Decoder(_State)
_CLASSES = msgspec.json.Decoder(_Class)
_PERSONS = msgspec.json.Decoder(_Person)
_DOCUMENTS = msgspec.json.Decoder(_Document)
_THINGS: Mapping[Kind, msgspec.json.Decoder[Vehicle | Vessel | Firearm]] = {
    Kind.VEHICLE: msgspec.json.Decoder(Vehicle),
    Kind.VESSEL: msgspec.json.Decoder(Vessel),
    Kind.FIREARM: msgspec.json.Decoder(Firearm),
}


def read_document(encoded: bytes) -> tuple[Record, str]:
    """Return the record that a sealed document holds, and the reason of its version.

    Raises:
        FormatMalformed: it is no document of a version.
    """
    try:
        found = _VERSIONS.decode(encoded)
        if found.format != FORMAT:
            raise _malformed()
        record = Record(
            id=found.id,
            version=found.version,
            database=found.database,
            owner=found.owner,
            state=found.state,
            subject=read_subject(found.kind, found.subject),
            metadata=_metadata(found.metadata),
            flags=found.flags,
            audience=found.audience,
            handling={name: handling_code(code) for name, code in found.handling.items()},
        )
    except msgspec.MsgspecError as error:
        raise _malformed() from error
    return record, found.reason


def read_state(encoded: bytes) -> tuple[State, str]:
    """Return the state and the reason that a version's document tells, erasures included."""
    try:
        found = _STATES.decode(encoded)
    except msgspec.MsgspecError as error:
        raise _malformed() from error
    return found.state, found.reason


def read_class(encoded: bytes) -> AudienceClass:
    """Return the audience class that a document holds; raise `FormatMalformed` for others."""
    try:
        found = _CLASSES.decode(encoded)
    except msgspec.MsgspecError as error:
        raise _malformed() from error
    if found.format != CLASS_FORMAT:
        raise _malformed()
    return AudienceClass(
        id=found.id,
        owner_member=found.owner_member,
        statement=found.statement,
        epoch=found.epoch,
        members=found.members,
        widened=found.widened,
        widens_on=found.widens_on,
    )


def read_subject(kind: Kind, raw: msgspec.Raw) -> Subject:
    """Return the subject that JSON describes; raise `msgspec.MsgspecError` for anything else."""
    if kind is Kind.PERSON:
        person = _PERSONS.decode(raw)
        return Person(
            person.names,
            person.sex,
            tuple([_date(each) for each in person.birth_dates]),
            person.birth_places,
            person.nationalities,
            person.documents,
            person.summary,
        )
    if kind is Kind.DOCUMENT:
        paper = _DOCUMENTS.decode(raw)
        return Document(
            number=paper.number,
            country=paper.country,
            type=paper.type,
            fraud_type=paper.fraud_type,
            theft_country=paper.theft_country,
            batch=paper.batch,
            stolen=_date(paper.stolen) if paper.stolen else None,
            issued=_date(paper.issued) if paper.issued else None,
            expires=_date(paper.expires) if paper.expires else None,
        )
    return _THINGS[kind].decode(raw)


def _metadata(found: _Metadata) -> Metadata:
    return Metadata(
        source=found.source,
        recorded_on=found.recorded_on,
        purpose=found.purpose,
        confidentiality=found.confidentiality,
        retained_until=found.retained_until,
        relevance=found.relevance,
        status=found.status,
        event=found.event,
        event_date=_date(found.event_date) if found.event_date else None,
        reference=found.reference,
    )


@lru_cache(maxsize=65_536)  # birth dates repeat: a century has 36,525 days
def _date(text: str) -> PartialDate:
    return PartialDate.parse(text)


def _malformed() -> FormatMalformed:
    return FormatMalformed(
        thing=to_translate("record"), why=to_translate("its fields are not right")
    )
