"""What may be recorded: pure decisions that give the first reason against a draft.

Sources: RPD Art. 5, 10, 21, 36, 37, 40, 44, 49 and the field rules of SLTD.
"""

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from operator import attrgetter

from jisr.access.countries import resolve
from jisr.access.model import Asking, BureauKind, Officer, Operation, Role
from jisr.access.rules import may, member_of
from jisr.errors import ValueMalformed
from jisr.records.model import (
    Confidentiality,
    DatabaseProfile,
    Document,
    DocumentReference,
    Draft,
    Firearm,
    Kind,
    Name,
    Opening,
    Person,
    Record,
    State,
    Subject,
    Vehicle,
    Vessel,
)
from jisr.records.profiles import ISSUING_COUNTRY, SUBJECT_TYPES
from jisr.records.reasons import ALLOWED
from jisr.records.retention import days_max
from jisr.values import Decision, LanguageMap

TEXT_CHARACTERS_MAX = 200
"""A field is a line; the longest name in the public lists has about 120 characters."""
SUMMARY_CHARACTERS_MAX = 10_000
"""A summary is a few paragraphs in one language."""
PARTS_MAX = 100
"""Names, dates, documents of one person; the longest public list entry has about 60 aliases."""
REFERENCE_CHARACTERS_MAX = 25
"""National reference and batch identifier of a document (SLTD field rules)."""
REASON_CHARACTERS_MAX = 200
OPENING_REASON_CHARACTERS_MIN = 20
"""A reason that its owner can judge afterwards is a sentence, not a word."""
AUDIENCE_PARTS_MAX = 1_024
"""As many members as a network can have slots."""

_GROUP_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_YES = Decision(allowed=True, why=ALLOWED)
_LEVELS = tuple(Confidentiality)
_WORDS = ("event", "relevance", "reference", "source")
_READS_OPENINGS = frozenset(
    (
        Role.BUREAU_OFFICER,
        Role.HEAD_OF_BUREAU,
        Role.SECURITY_OFFICER,
        Role.DATA_PROTECTION_OFFICER,
        Role.MACHINE,
        Role.COORDINATOR,
        Role.LEGAL_REVIEWER,
        Role.CCF_MEMBER,
    )
)
_COUNTRY_FIELDS: Mapping[type[Subject], tuple[str, ...]] = {
    Document: ("country", "theft_country"),
    Vehicle: ("plate_country",),
    Vessel: ("flag",),
    Firearm: ("made_in",),
}


def _no(why: str, **details: str) -> Decision:
    return Decision(allowed=False, why=f"record.{why}", details=details)


def may_write(
    draft: Draft, asking: Asking, profile: DatabaseProfile, today: datetime.date
) -> Decision:
    """Decide whether whoever asks may record the draft in the profile's database."""
    decision = may_write_here(asking, profile, today)
    return may_record(draft, asking, profile, today) if decision.allowed else decision


def may_write_here(asking: Asking, profile: DatabaseProfile, today: datetime.date) -> Decision:
    """Decide whether the bureau and its officer write in this database at all.

    A body without a seat of its own needs a grant of an agreement for it (access decides).
    """
    if asking.bureau.kind not in profile.writers:
        return _no("wrong_writer")
    return may(asking, profile.name, Operation.ADD, owner=asking.bureau.id, today=today)


def may_record(
    draft: Draft, asking: Asking, profile: DatabaseProfile, today: datetime.date
) -> Decision:
    """Decide whether the draft fits its database; who writes there is decided already."""
    subject = draft.subject
    if draft.database != profile.name or not isinstance(subject, SUBJECT_TYPES[profile.kind]):
        return _no("wrong_kind")
    if draft.purpose not in profile.purposes:
        return _no("purpose_not_of_database")
    refusals = (
        _required(subject, profile),
        _bounded(draft),
        _countries(subject),
        _status(draft, profile),
        _birth(subject, today),
        _metadata(draft, profile, today),
    )
    for each in refusals:
        if each is not None:
            return each
    if isinstance(subject, Document):
        return _document(draft, subject, asking, profile, today) or _YES
    return _YES


def may_end(record: Record, reason: str) -> Decision:
    """Decide whether its owner can withdraw this record with this reason."""
    return may_erase(reason) if record.state is State.ACTIVE else _no("not_active")


def may_erase(reason: str) -> Decision:
    """Decide whether this is a reason: one line, sealed for ever, so without personal data."""
    if not reason.strip() or len(reason) > REASON_CHARACTERS_MAX or not _is_plain(reason):
        return _no("reason_missing")
    return _YES


def may_open_fields(asking: Asking) -> Decision:
    """Decide whether an officer opens fields that wait for their originator's permission.

    A person who answers for a whole member does: the head of its national bureau. A machine never
    does, nor an agency, which reaches the network through its national bureau (RPD Art. 21).
    """
    roles = asking.officer.roles
    is_trusted = Role.HEAD_OF_BUREAU in roles and Role.MACHINE not in roles
    if not is_trusted or asking.bureau.kind is not BureauKind.NATIONAL:
        return _no("opening_role")
    return _YES


def may_open_for(reason: str) -> Decision:
    """Decide whether this is a reason: one line that says more than a word."""
    is_long_enough = len(" ".join(reason.split())) >= OPENING_REASON_CHARACTERS_MIN
    return _YES if is_long_enough and may_erase(reason).allowed else _no("opening_reason")


def holds_open(opening: Opening, record: Record, asking: Asking) -> bool:
    """Return whether an opening that has not ended holds for whoever asks, as the record is now.

    It is the officer's own, for what he said; a new version closes it, since its owner may have
    said more by it than he knew who opened.
    """
    return (opening.officer, opening.bureau, opening.purpose, opening.case) == (
        asking.officer.id,
        asking.bureau.id,
        asking.purpose,
        asking.case,
    ) and (opening.record, opening.record_version) == (record.id, record.version)


def may_read_openings(officer: Officer) -> Decision:
    """Decide whether an officer reads what his bureau opened, and what was opened of its records.

    The Commission reads all.
    """
    is_trusted = officer.is_active and bool(officer.roles & _READS_OPENINGS)
    return Decision(is_trusted, ALLOWED if is_trusted else "access.no_role")


def is_group_name(name: str) -> bool:
    """Return whether a group can be called so: `gulf`, `arab-league`."""
    return _GROUP_NAME.fullmatch(name) is not None


def _required(subject: Subject, profile: DatabaseProfile) -> Decision | None:
    for names in profile.required_fields:
        if not any(getattr(subject, name) for name in names.split("|")):
            return _no("field_missing", field=names.replace("|", ", "))
    return None


def _status(draft: Draft, profile: DatabaseProfile) -> Decision | None:
    """Check status and event, which each person's record must carry (RPD Art. 37, 44)."""
    if profile.kind is not Kind.PERSON:
        return None if draft.status is None else _no("status_not_for_things")
    if draft.status is None:
        return _no("status_missing")
    if draft.purpose in profile.statuses[draft.status].refused_purposes:
        return _no("status_purpose")
    return None if draft.event.strip() or draft.relevance.strip() else _no("event_missing")


def _birth(subject: Subject, today: datetime.date) -> Decision | None:
    born = subject.birth_dates if isinstance(subject, Person) else ()
    late = any(each.first_day() > today for each in born)
    return _no("date_not_past", field="birth_dates") if late else None


def _metadata(draft: Draft, profile: DatabaseProfile, today: datetime.date) -> Decision | None:
    if _LEVELS.index(draft.confidentiality) < _LEVELS.index(profile.confidentiality):
        return _no("confidentiality_too_low")
    if draft.event_date is not None and draft.event_date.first_day() > today:
        return _no("date_not_past", field="event_date")
    if draft.retained_until is None:
        return None
    if draft.retained_until <= today:
        return _no("retention_past")
    if (draft.retained_until - today).days > days_max(profile, draft.subject):
        return _no("retention_too_long")
    return None


def _document(
    draft: Draft,
    document: Document,
    asking: Asking,
    profile: DatabaseProfile,
    today: datetime.date,
) -> Decision | None:
    """Check the field rules of SLTD; there is no free text, so no personal data either."""
    if document.type not in profile.document_types:
        return _no("document_type_unknown")
    fraud = profile.fraud_types.get(document.fraud_type)
    if fraud is None:
        return _no("fraud_type_unknown")
    if ISSUING_COUNTRY in profile.writers and not _issued_by(document, asking):
        return _no("not_issuing_country")
    if fraud.needs_theft_country and not document.theft_country:
        return _no("theft_country_missing")
    if document.batch and not fraud.allows_batch:
        return _no("batch_not_allowed")
    return _document_ceilings(draft, document, today)


def _document_ceilings(draft: Draft, document: Document, today: datetime.date) -> Decision | None:
    for name, text in (("reference", draft.reference), ("batch", document.batch)):
        if len(text) > REFERENCE_CHARACTERS_MAX:
            return _no("field_too_long", field=name)
    for name, date in (("stolen", document.stolen), ("issued", document.issued)):
        if date is not None and date.first_day() > today:
            return _no("date_not_past", field=name)
    return None


def _issued_by(document: Document, asking: Asking) -> bool:
    # A code that names no present country (an organisation, a former state) has no member that
    # could write; the refugee's travel document bears its issuing country.
    if asking.bureau.kind in (BureauKind.SECRETARIAT, BureauKind.OVERSIGHT):
        return False
    return resolve(document.country).code == member_of(asking.bureau.id)


def _countries(subject: Subject) -> Decision | None:
    if isinstance(subject, Person):
        codes = [("nationalities", code) for code in subject.nationalities]
        codes += [("documents", each.country) for each in subject.documents]
    else:
        codes = [(name, getattr(subject, name)) for name in _COUNTRY_FIELDS[type(subject)]]
    for name, code in codes:
        if code:
            try:
                resolve(code)
            except ValueMalformed:
                return _no("country_unknown", field=name)
    return None


def _bounded(draft: Draft) -> Decision | None:
    """Refuse what is longer than a ceiling or holds a control character (NUL, a line break)."""
    subject = draft.subject
    names = _NAMES[type(subject)]
    for name, value in zip(names, _VALUES[type(subject)](subject), strict=True):
        why = _flaw(value) if value else ""
        if why:
            return _no(why, field=name)
    for name in _WORDS:
        why = _flaw(getattr(draft, name))
        if why:
            return _no(why, field=name)
    for name in draft.handling:
        if name not in names:
            return _no("handling_field_unknown", field=name)
    audience = draft.audience
    for part in (audience.members, audience.groups, audience.excluded, audience.purposes):
        why = _first_flaw(part) if len(part) <= AUDIENCE_PARTS_MAX else "field_too_long"
        if why:
            return _no(why, field="audience")
    return None


def _flaw(value: object) -> str:
    if isinstance(value, str):
        if len(value) > TEXT_CHARACTERS_MAX:
            return "field_too_long"
        return "" if _is_plain(value) else "field_unprintable"
    if isinstance(value, LanguageMap):
        return _summary_flaw(value.texts)
    if isinstance(value, tuple):
        return _first_flaw(value) if len(value) <= PARTS_MAX else "field_too_long"
    if type(value) in _PARTS:
        return _first_flaw(_VALUES[type(value)](value))
    return ""


def _first_flaw(values: Iterable[object]) -> str:
    return next((why for why in map(_flaw, values) if why), "")


def _summary_flaw(texts: Mapping[str, str]) -> str:
    for tag, text in texts.items():
        if len(text) > SUMMARY_CHARACTERS_MAX or len(tag) > TEXT_CHARACTERS_MAX:
            return "field_too_long"
        if not _is_plain(text.replace("\n", " ")) or not tag.isascii():
            return "field_unprintable"
    return ""


# PartialDate and the closed words have bounds of their own; these hold text from outside.
_PARTS = (Name, DocumentReference)


_NAMES: Mapping[type, tuple[str, ...]] = {
    part: tuple(each.name for each in fields(part)) for part in (*SUBJECT_TYPES.values(), *_PARTS)
}
_VALUES: Mapping[type, Callable[[object], tuple[object, ...]]] = {
    part: attrgetter(*names) for part, names in _NAMES.items()
}


def _is_plain(text: str) -> bool:
    return text.isprintable() or all(map(_is_writable, text))


def _is_writable(character: str) -> bool:
    """Accept what scripts need to be written (joiners, direction marks, other spaces).

    Overrides and isolates of direction are refused: with them a name shows what it is not.
    """
    if character in _OVERRIDES:
        return False
    return character.isprintable() or unicodedata.category(character) in {"Cf", "Zs"}
