"""What callers ask: the one home of the shapes that go over the line, with their bounds."""

from typing import Annotated

import msgspec

from jisr.identifiers.mrz_parse import TEXT_CHARACTERS_MAX
from jisr.names.model import NAME_LENGTH_MAX

BATCH_MAX = 1_000
"""Questions of one batch; longer lists are sent as a stream."""
FIELD_LENGTH_MAX = 100
_Name = Annotated[str, msgspec.Meta(max_length=NAME_LENGTH_MAX, description="In any script.")]
_Text = Annotated[str, msgspec.Meta(max_length=FIELD_LENGTH_MAX)]
_Date = Annotated[
    str, msgspec.Meta(max_length=10, description="1974, 1974-03 or 1974-03-02; empty: unknown.")
]
_Zone = Annotated[
    str,
    msgspec.Meta(max_length=TEXT_CHARACTERS_MAX, description="The lines of the zone as scanned."),
]


class PersonQuestion(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="person"
):
    """A traveller as the officer knows him; a name or a document number is needed."""

    name: _Name = ""
    birth_date: _Date = ""
    sex: _Text = ""
    nationality: _Text = ""
    document_number: _Text = ""
    document_country: _Text = ""
    document_type: _Text = ""


class DocumentQuestion(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="document"
):
    """A travel or identity document."""

    number: _Text
    country: _Text = ""
    type: _Text = ""


class VehicleQuestion(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="vehicle"
):
    """A vehicle by any number that it carries."""

    vin: _Text = ""
    engine_number: _Text = ""
    plate: _Text = ""
    plate_country: _Text = ""


class VesselQuestion(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="vessel"
):
    """A ship or boat by any number that it carries."""

    imo: _Text = ""
    hull_id: _Text = ""
    mmsi: _Text = ""
    call_sign: _Text = ""


class FirearmQuestion(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="firearm"
):
    """A firearm by serial number and maker."""

    serial: _Text
    make: _Text


class ZoneQuestion(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="mrz"
):
    """A document and its bearer as a machine-readable zone names them."""

    zone: _Zone


Question = (
    PersonQuestion
    | DocumentQuestion
    | VehicleQuestion
    | VesselQuestion
    | FirearmQuestion
    | ZoneQuestion
)


class Batch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Many questions of one officer, for one purpose, in one case."""

    checks: Annotated[list[Question], msgspec.Meta(min_length=1, max_length=BATCH_MAX)]
