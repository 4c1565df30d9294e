"""Rows of persons."""

from jisr.access.model import DatabaseName, Purpose
from jisr.errors import ValueMalformed, to_translate
from jisr.kit.tables import Columns
from jisr.records.importing.fields import (
    Fields,
    as_birth_date,
    as_country,
    as_document_type,
    as_name,
    as_sex,
)
from jisr.records.model import DocumentReference, Draft, Flag, Name, NameKind, Person, PersonStatus
from jisr.values import PartialDate

STATUS_UNKNOWN = to_translate("it is none of the twelve statuses of a person")
FLAG_UNKNOWN = to_translate("it is no flag of a person's record")

COLUMNS = Columns(
    known=frozenset(
        {
            *("name", "latin", "aliases", "weak_aliases", "name_at_birth"),
            *("birth_date", "birth_place", "sex", "nationality"),
            *("document_number", "document_country", "document_type"),
            *("status", "event", "event_date", "relevance", "reference", "flags"),
        }
    ),
    needed=(("name",), ("reference",), ("status",)),
)
"""Without a reference of the owner, a second import would record each person twice."""


def draft(fields: Fields, purpose: Purpose) -> Draft:
    """Return the draft of one row.

    Raises:
        FieldWrong: a cell cannot be used.
    """
    return Draft(
        database=DatabaseName.NOMINAL,
        subject=Person(
            names=_names(fields),
            sex=fields.parsed("sex", as_sex, ""),
            birth_dates=fields.many("birth_date", as_birth_date(fields.today)),
            birth_places=fields.many("birth_place", str),
            nationalities=fields.many("nationality", as_country),
            documents=_documents(fields),
        ),
        purpose=purpose,
        status=fields.parsed("status", as_status, None),
        event=fields.text("event"),
        event_date=fields.parsed("event_date", PartialDate.parse, None),
        relevance=fields.text("relevance"),
        reference=fields.needed("reference"),
        flags=frozenset(fields.many("flags", as_flag)),
    )


def as_status(text: str) -> PersonStatus:
    """Return the status that a word names; raise `ValueMalformed` for another word."""
    try:
        return PersonStatus(text.casefold().replace(" ", "-").replace("_", "-"))
    except ValueError as error:
        raise ValueMalformed(field="status", why=STATUS_UNKNOWN) from error


def as_flag(text: str) -> Flag:
    """Return the flag that a word names; raise `ValueMalformed` for another word."""
    try:
        return Flag(text.casefold().replace(" ", "-").replace("_", "-"))
    except ValueError as error:
        raise ValueMalformed(field="flags", why=FLAG_UNKNOWN) from error


def _names(fields: Fields) -> tuple[Name, ...]:
    fields.needed("name")
    names = [Name(fields.parsed("name", as_name, ""), latin=fields.parsed("latin", as_name, ""))]
    for column, kind in (
        ("aliases", NameKind.ALIAS),
        ("weak_aliases", NameKind.WEAK_ALIAS),
        ("name_at_birth", NameKind.AT_BIRTH),
    ):
        names += [Name(each, kind) for each in fields.many(column, as_name)]
    return tuple(names)


def _documents(fields: Fields) -> tuple[DocumentReference, ...]:
    numbers = fields.many("document_number", str)
    country = fields.parsed("document_country", as_country, "")
    kind = fields.parsed("document_type", as_document_type, "")
    return tuple(DocumentReference(number, country, kind) for number in numbers)
