"""Rows of vehicles, vessels and firearms. Their numbers are kept as given; records check them."""

from jisr.access.model import DatabaseName, Purpose
from jisr.kit.tables import Columns
from jisr.records.importing.fields import Fields, as_country
from jisr.records.model import Draft, Firearm, Subject, Vehicle, Vessel
from jisr.values import PartialDate

_SHARED = frozenset({"event", "event_date", "relevance", "reference"})

VEHICLE_COLUMNS = Columns(
    known=_SHARED | {"vin", "engine_number", "plate", "plate_country", "make", "model", "colour"},
    needed=(("vin", "engine_number", "plate"),),
)
VESSEL_COLUMNS = Columns(
    known=_SHARED
    | {"name", "former_names", "imo", "hull_id", "mmsi", "call_sign", "registration", "flag"},
    needed=(("imo", "hull_id", "mmsi", "registration"),),
)
"""A name alone would record the same vessel again at each import."""
FIREARM_COLUMNS = Columns(
    known=_SHARED | {"serial", "make", "model", "calibre", "made_in"},
    needed=(("serial",), ("make",)),
)


def vehicle(fields: Fields, purpose: Purpose) -> Draft:
    """Return the draft of one row; raise `FieldWrong` if a cell cannot be used."""
    subject = Vehicle(
        vin=fields.text("vin"),
        engine_number=fields.text("engine_number"),
        plate=fields.text("plate"),
        plate_country=fields.parsed("plate_country", as_country, ""),
        make=fields.text("make"),
        model=fields.text("model"),
        colour=fields.text("colour"),
    )
    return _draft(DatabaseName.VEHICLES, subject, fields, purpose)


def vessel(fields: Fields, purpose: Purpose) -> Draft:
    """Return the draft of one row; raise `FieldWrong` if a cell cannot be used."""
    subject = Vessel(
        name=fields.text("name"),
        former_names=fields.many("former_names", str),
        imo=fields.text("imo"),
        hull_id=fields.text("hull_id"),
        mmsi=fields.text("mmsi"),
        call_sign=fields.text("call_sign"),
        registration=fields.text("registration"),
        flag=fields.parsed("flag", as_country, ""),
    )
    return _draft(DatabaseName.VESSELS, subject, fields, purpose)


def firearm(fields: Fields, purpose: Purpose) -> Draft:
    """Return the draft of one row; raise `FieldWrong` if a cell cannot be used."""
    subject = Firearm(
        serial=fields.needed("serial"),
        make=fields.needed("make"),
        model=fields.text("model"),
        calibre=fields.text("calibre"),
        made_in=fields.parsed("made_in", as_country, ""),
    )
    return _draft(DatabaseName.FIREARMS, subject, fields, purpose)


def _draft(database: DatabaseName, subject: Subject, fields: Fields, purpose: Purpose) -> Draft:
    return Draft(
        database=database,
        subject=subject,
        purpose=purpose,
        event=fields.text("event"),
        event_date=fields.parsed("event_date", PartialDate.parse, None),
        relevance=fields.text("relevance"),
        reference=fields.text("reference"),
    )
