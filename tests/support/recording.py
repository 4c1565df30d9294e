"""Who asks, and what is recorded: builders for the tests of records."""

import dataclasses
import datetime
from typing import Any

from jisr.access.model import (
    AgreementGrant,
    Asking,
    Bureau,
    BureauKind,
    DatabaseName,
    Officer,
    Operation,
    Purpose,
    Role,
)
from jisr.records.model import (
    Document,
    DocumentReference,
    Draft,
    Metadata,
    Name,
    Person,
    PersonStatus,
    Record,
    State,
)
from jisr.values import LanguageMap, PartialDate

TODAY = datetime.date(2026, 11, 21)


def ask_for(
    bureau_id: str = "MAR",
    *roles: Role,
    purpose: Purpose = Purpose.BORDER_MANAGEMENT,
    case: str = "C-1",
    kind: BureauKind | None = None,
    operations: frozenset[Operation] | None = None,
) -> Asking:
    """Return who asks: an officer and head of a national bureau unless something else is said.

    `operations` are what the bureau's one agreement gives it, in every database.
    """
    special = {"GS": BureauKind.SECRETARIAT, "CCF": BureauKind.OVERSIGHT}
    bureau = Bureau(
        id=bureau_id,
        kind=kind or special.get(bureau_id, BureauKind.NATIONAL),
        name=LanguageMap({"en": bureau_id}),
        member=bureau_id[:3] if bureau_id not in special else None,
    )
    given = frozenset(roles) or frozenset({Role.BUREAU_OFFICER, Role.HEAD_OF_BUREAU})
    grants: tuple[AgreementGrant, ...] = ()
    if operations is not None:
        grants = (
            AgreementGrant(
                id="0" * 32,
                bureau=bureau_id,
                databases=frozenset(DatabaseName),
                operations=operations,
                purposes=frozenset(Purpose),
                counterparts=frozenset(),
                starts=datetime.date(2026, 1, 1),
                ends=None,
                source="charter",
            ),
        )
    officer = Officer(f"officer.{bureau_id.lower()}", bureau_id, "An officer", given)
    return Asking(officer, bureau, purpose, case, grants)


def document_draft(**given: Any) -> Draft:
    """Return a stolen Moroccan passport; fields of the subject or of the draft may differ."""
    subject = Document(
        number="AB123456",
        country="MAR",
        type="passport",
        fraud_type="stolen",
        theft_country="MAR",
        stolen=PartialDate(2026, 3),
    )
    draft = Draft(
        database=DatabaseName.TRAVEL_DOCUMENTS,
        subject=subject,
        purpose=Purpose.BORDER_MANAGEMENT,
    )
    return _changed(draft, given)


def person_draft(**given: Any) -> Draft:
    """Return a suspect; fields of the subject or of the draft may differ."""
    subject = Person(
        names=(Name("نور حداد", latin="Nour Haddad"),),
        sex="F",
        birth_dates=(PartialDate(1974, 3, 2),),
        nationalities=("MAR",),
        documents=(DocumentReference("XY998877", "MAR", "passport"),),
    )
    draft = Draft(
        database=DatabaseName.NOMINAL,
        subject=subject,
        purpose=Purpose.LOCATE,
        status=PersonStatus.SUSPECT,
        event="Case 12/2026",
        reference="REF-1",
    )
    return _changed(draft, given)


def _changed(draft: Draft, given: dict[str, Any]) -> Draft:
    own = {name: given.pop(name) for name in list(given) if hasattr(draft, name)}
    subject = dataclasses.replace(draft.subject, **given)
    return dataclasses.replace(draft, **{"subject": subject, **own})


def record_of(draft: Draft, **given: Any) -> Record:
    """Return a record of Morocco with what a draft says."""
    record = Record(
        id="a" * 32,
        version=1,
        database=draft.database,
        owner="MAR",
        state=State.ACTIVE,
        subject=draft.subject,
        metadata=Metadata(
            source="MAR",
            recorded_on=TODAY,
            purpose=draft.purpose,
            confidentiality=draft.confidentiality,
            retained_until=TODAY + datetime.timedelta(days=1826),
            status=draft.status,
            event=draft.event,
            relevance=draft.relevance,
            reference=draft.reference,
        ),
        flags=draft.flags,
        audience=draft.audience,
        handling=draft.handling,
    )
    return dataclasses.replace(record, **given)
