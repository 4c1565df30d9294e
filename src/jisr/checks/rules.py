"""Pure decisions about checks: what is touched, what agrees, what is shown, who may read traces."""

import datetime
import enum
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from jisr.access import countries
from jisr.access.model import (
    Asking,
    BureauKind,
    DatabaseName,
    Officer,
    Operation,
    Role,
    SpecialCode,
)
from jisr.access.reasons import ALLOWED
from jisr.access.rules import may, member_of
from jisr.checks import tables
from jisr.checks.model import (
    DocumentQuery,
    FirearmQuery,
    PersonQuery,
    Query,
    Trace,
    VehicleQuery,
    VesselQuery,
)
from jisr.checks.queries import NUMBERS, Prepared
from jisr.errors import InputRefused
from jisr.identifiers import kinds
from jisr.names.model import EvidenceRow
from jisr.records.audience import may_see
from jisr.records.model import (
    AudienceClass,
    Document,
    DocumentReference,
    Firearm,
    Flag,
    HandlingCode,
    Kind,
    Person,
    Record,
    Subject,
    Vehicle,
    Vessel,
)
from jisr.records.profiles import profile
from jisr.values import Decision

_PAPERS = (DatabaseName.TRAVEL_DOCUMENTS, DatabaseName.ADMINISTRATIVE_DOCUMENTS)
_TRACE_READERS = frozenset(
    (
        Role.BUREAU_OFFICER,
        Role.HEAD_OF_BUREAU,
        Role.SECURITY_OFFICER,
        Role.DATA_PROTECTION_OFFICER,
        Role.COORDINATOR,
    )
)


_UNRESTRICTED = frozenset((BureauKind.SECRETARIAT, BureauKind.OVERSIGHT))
"""Restrictions act against members and other bodies, never against these (RPD Art. 58)."""


class Agreement(enum.Enum):
    """How far two numbers that are equal belong to the same thing."""

    QUALIFIED = "qualified"
    BARE = "bare"


WITHHELD = "…"
"""Stands in a reason for what this officer is not shown."""
_SHOWN_WITH: Mapping[str, str] = MappingProxyType(
    {
        "name": "names",
        "name.token": "names",
        "birth_date": "birth_dates",
        "birth_place": "birth_places",
        "nationality": "nationalities",
        "sex": "sex",
    }
)
"""The field of a person that a reason tells of; an exact number was asked for, so it is known."""

KINDS: Mapping[type, Kind] = MappingProxyType(
    {
        PersonQuery: Kind.PERSON,
        DocumentQuery: Kind.DOCUMENT,
        VehicleQuery: Kind.VEHICLE,
        VesselQuery: Kind.VESSEL,
        FirearmQuery: Kind.FIREARM,
    }
)
"""What each kind of question is about."""


def databases_of(query: Query) -> tuple[DatabaseName, ...]:
    """Return the databases that a question touches.

    A document is also looked for among the papers that persons of the nominal database carry: it
    may be valid and its bearer wanted.
    """
    if isinstance(query, PersonQuery):
        papers = _PAPERS if query.document_number else ()
        return (DatabaseName.NOMINAL, *papers)
    if isinstance(query, DocumentQuery):
        return (*_PAPERS, DatabaseName.NOMINAL)
    if isinstance(query, VehicleQuery):
        return (DatabaseName.VEHICLES,)
    return (DatabaseName.VESSELS if isinstance(query, VesselQuery) else DatabaseName.FIREARMS,)


def exact_rows(prepared: Prepared, record: Record) -> tuple[EvidenceRow, ...]:
    """Return why a record that was found under a number of the question really has it.

    Empty means that it does not agree: a document of another country, a firearm of another maker,
    or a field that its owner only confirms on request, which must never raise a hit.
    """
    rows = (
        _exact_row(prepared, field, record.subject, _confirm_only(record))
        for field in prepared.keys
    )
    return tuple(row for row in rows if row is not None)


def must_refer(query: Query, record: Record, protected_from: Collection[str]) -> bool:
    """Return whether the legal reviewer decides and nobody may contact the record's owner.

    So it is for papers and nationalities of refugees and stateless persons (XXA, XXB, XXC), for
    records that their owner marked, and where the owner is one of the members that the person is
    protected from.
    """
    return (
        Flag.ASYLUM in record.flags
        or member_of(record.owner) in protected_from
        or any(map(_is_protected, _papers_of_query(query)))
        or any(map(_is_protected, _papers_of_subject(record.subject)))
    )


def told(rows: Iterable[EvidenceRow], visible: Collection[str]) -> tuple[EvidenceRow, ...]:
    """Return the reasons without the record's side where this officer may not see the field.

    The officer learns how much the field agrees, which is what matching is for, and never what it
    says.
    """
    return tuple(
        replace(row, right=WITHHELD) if row.right and _is_hidden(row.feature, visible) else row
        for row in rows
    )


def shown_flags(flags: Iterable[Flag]) -> frozenset[Flag]:
    """Return the flags that an answer shows: asylum never, the owner may be the state that gave it.

    What follows from it is in `Hit.refer_to_reviewer`, which has several causes.
    """
    return frozenset(flags) - {Flag.ASYLUM}


def is_stale(data_at: datetime.datetime, now: datetime.datetime, *, stale_seconds: int) -> bool:
    """Return whether the data are older than the network accepts without saying so."""
    return (now - data_at).total_seconds() > stale_seconds


def may_find(
    asking: Asking,
    database: DatabaseName,
    owner: str,
    audience_class: AudienceClass,
    today: datetime.date,
) -> Decision:
    """Decide whether records of one owner and audience can be hits for whoever asks.

    The bureau's agreement, the officer's role, the readers of the database and the audience with
    its purposes must all allow.
    """
    allowed = may(asking, database, Operation.CHECK, owner=owner, today=today)
    if not allowed.allowed:
        return allowed
    if asking.bureau.kind not in profile(database).readers:
        return Decision(allowed=False, why="record.not_shared")
    return may_see(asking, audience_class, today)


def is_restricted(
    asking: Asking,
    database: DatabaseName,
    owner: str,
    audience_class: AudienceClass,
    today: datetime.date,
) -> bool:
    """Return whether nothing but the owner's restriction hides such records from whoever asks.

    What his bureau's agreement or his role does not give him is no restriction of the owner. For
    a purpose that the owner excludes its records are not matched at all, so nothing was hidden.
    """
    given = may(asking, database, Operation.CHECK, owner=owner, today=today)
    if not given.allowed or asking.bureau.kind not in profile(database).readers:
        return False
    allowed = audience_class.statement.purposes
    if asking.bureau.kind in _UNRESTRICTED or (allowed and asking.purpose not in allowed):
        return False
    return not may_see(asking, audience_class, today).allowed


def may_measure(*, measures: bool) -> Decision:
    """Decide whether candidates below the operating point may be shown.

    Only a network that was made to measure shows them: it has no hub and no real records.
    """
    return Decision(measures, ALLOWED if measures else "checks.home_does_not_measure")


def may_read_trace(officer: Officer, trace_bureau: str) -> Decision:
    """Decide whether an officer may see that, when, why and with what outcome a bureau asked."""
    if not officer.is_active:
        return Decision(allowed=False, why="access.officer_inactive")
    if Role.CCF_MEMBER in officer.roles:
        return Decision(allowed=True, why=ALLOWED)
    if officer.bureau != trace_bureau:
        return Decision(allowed=False, why="checks.trace_of_another_bureau")
    allowed = bool(officer.roles & _TRACE_READERS)
    return Decision(allowed, ALLOWED if allowed else "checks.role_reads_no_traces")


def may_read_terms(officer: Officer, trace: Trace, *, case: str) -> Decision:
    """Decide whether an officer may see whom or what a check asked about.

    Only the data-protection officer of the bureau that asked, and the Commission with a case.
    """
    seen = may_read_trace(officer, trace.bureau)
    if not seen.allowed:
        return seen
    if Role.CCF_MEMBER in officer.roles:
        allowed = bool(case.strip())
        return Decision(allowed, ALLOWED if allowed else "checks.terms_need_a_case")
    allowed = Role.DATA_PROTECTION_OFFICER in officer.roles
    return Decision(allowed, ALLOWED if allowed else "checks.terms_only_for_data_protection")


def _is_hidden(feature: str, visible: Collection[str]) -> bool:
    field = _SHOWN_WITH.get(feature)
    return field is not None and field not in visible


def _confirm_only(record: Record) -> frozenset[str]:
    known = set(HandlingCode)
    return frozenset(
        field
        for field, code in record.handling.items()
        # A code that this version does not know is read as the most restrictive one.
        if code == HandlingCode.CONFIRM_ONLY or code not in known
    )


def _exact_row(
    prepared: Prepared, field: str, subject: Subject, hidden: frozenset[str]
) -> EvidenceRow | None:
    query = prepared.query
    asked = DocumentReference("")
    if isinstance(query, PersonQuery):
        asked = DocumentReference(
            query.document_number, query.document_country, query.document_type
        )
    elif isinstance(query, DocumentQuery):
        asked = DocumentReference(query.number, query.country, query.type)
    if asked.number:
        found, agreement = _document_agreement(asked, subject, hidden)
    else:
        found, agreement = _thing_agreement(query, field, subject, hidden)
    if agreement is None:
        return None
    kind = NUMBERS[type(query)][field]
    weight = tables.number_weights()[kind]
    bits = weight.qualified_bits if agreement is Agreement.QUALIFIED else weight.bare_bits
    return EvidenceRow(kind, agreement.value, getattr(query, field), found, bits)


def _document_agreement(
    asked: DocumentReference, subject: Subject, hidden: frozenset[str]
) -> tuple[str, Agreement | None]:
    carried: tuple[DocumentReference, ...] = ()
    if isinstance(subject, Document) and "number" not in hidden:
        carried = (
            DocumentReference(
                subject.number,
                "" if "country" in hidden else subject.country,
                "" if "type" in hidden else subject.type,
            ),
        )
    elif isinstance(subject, Person) and "documents" not in hidden:
        carried = subject.documents
    for each in carried:
        if not _same_number("document", asked.number, each.number):
            continue
        if not _same_type(asked.type, each.type):
            continue
        if not asked.country or not each.country:
            return each.number, Agreement.BARE
        if _same_country(asked.country, each.country):
            return each.number, Agreement.QUALIFIED
    return "", None


def _thing_agreement(
    query: Query, field: str, subject: Subject, hidden: frozenset[str]
) -> tuple[str, Agreement | None]:
    found = "" if field in hidden else getattr(subject, field, "")
    if not _is_about(query, subject) or not _same_number(
        NUMBERS[type(query)][field], getattr(query, field), found
    ):
        return "", None
    if field == "plate" and isinstance(query, VehicleQuery) and isinstance(subject, Vehicle):
        country = "" if "plate_country" in hidden else subject.plate_country
        if not query.plate_country or not country:
            return found, Agreement.BARE
        if not _same_country(query.plate_country, country):
            return "", None
    if isinstance(query, FirearmQuery) and isinstance(subject, Firearm):
        make = "" if "make" in hidden else subject.make
        if _letters(query.make) != _letters(make):
            return "", None
    return found, Agreement.QUALIFIED


def _is_about(query: Query, subject: Subject) -> bool:
    return isinstance(
        subject, {VehicleQuery: Vehicle, VesselQuery: Vessel, FirearmQuery: Firearm}[type(query)]
    )


def _same_number(kind: str, cleaned: str, found: str) -> bool:
    """Return whether a stored number is the cleaned one; an unreadable one is not."""
    try:
        return bool(found) and kinds.clean(kind, found).value == cleaned
    except InputRefused:
        return False


def _same_country(left: str, right: str) -> bool:
    try:
        return countries.resolve(left).code == countries.resolve(right).code
    except InputRefused:
        return left.casefold() == right.casefold()


def _same_type(left: str, right: str) -> bool:
    """Return whether two document types can be one; an unknown type is no objection."""
    ours, theirs = tables.document_group(left), tables.document_group(right)
    return ours is None or theirs is None or ours.group == theirs.group


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _is_protected(paper: tuple[str, str]) -> bool:
    country, type_ = paper
    group = tables.document_group(type_)
    if group is not None and group.is_protected:
        return True
    if not country:
        return False
    try:
        named = countries.resolve(country)
    except InputRefused:
        return False
    return isinstance(named, SpecialCode) and named.is_protected


def _papers_of_query(query: Query) -> Iterable[tuple[str, str]]:
    if isinstance(query, PersonQuery):
        yield query.nationality, ""
        yield query.document_country, query.document_type
    elif isinstance(query, DocumentQuery):
        yield query.country, query.type


def _papers_of_subject(subject: Subject) -> Iterable[tuple[str, str]]:
    if isinstance(subject, Document):
        yield subject.country, subject.type
    elif isinstance(subject, Person):
        for code in subject.nationalities:
            yield code, ""
        for each in subject.documents:
            yield each.country, each.type
