"""Rows of stolen, lost, revoked and invalid documents; records hold them to the rules of SLTD."""

from jisr.access.model import DatabaseName, Purpose
from jisr.kit.tables import Columns
from jisr.records.importing.fields import Fields, as_country, as_document_type
from jisr.records.model import Document, Draft
from jisr.records.profiles import document_types
from jisr.values import PartialDate

COLUMNS = Columns(
    known=frozenset(
        {
            *("number", "country", "type", "fraud_type", "theft_country"),
            *("issued", "expires", "reference", "stolen", "batch"),
        }
    ),
    needed=(("number",), ("country",), ("type",), ("fraud_type",)),
)


def draft(fields: Fields, purpose: Purpose) -> Draft:
    """Return the draft of one row; the type decides between travel and administrative documents.

    Raises:
        FieldWrong: a cell cannot be used.
    """
    code = as_document_type(fields.needed("type"))
    known = document_types().get(code)
    fields.needed("country")
    return Draft(
        database=known.database if known else DatabaseName.TRAVEL_DOCUMENTS,
        subject=Document(
            number=fields.needed("number"),
            country=fields.parsed("country", as_country, ""),
            type=code,
            fraud_type=fields.needed("fraud_type").casefold().replace(" ", "-"),
            theft_country=fields.parsed("theft_country", as_country, ""),
            batch=fields.text("batch"),
            stolen=fields.parsed("stolen", PartialDate.parse, None),
            issued=fields.parsed("issued", PartialDate.parse, None),
            expires=fields.parsed("expires", PartialDate.parse, None),
        ),
        purpose=purpose,
        reference=fields.text("reference"),
    )
