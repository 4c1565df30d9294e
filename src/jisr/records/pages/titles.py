"""What records, their fields and their words are called at pages; sentences of the catalogues."""

from collections.abc import Mapping
from typing import Final

from jisr.errors import to_translate
from jisr.records.model import (
    Confidentiality,
    Flag,
    HandlingCode,
    Kind,
    NameKind,
    State,
)

KINDS: Final[Mapping[Kind, str]] = {
    Kind.PERSON: to_translate("Person"),
    Kind.DOCUMENT: to_translate("Document"),
    Kind.VEHICLE: to_translate("Vehicle"),
    Kind.VESSEL: to_translate("Vessel"),
    Kind.FIREARM: to_translate("Firearm"),
}
STATES: Final[Mapping[State, str]] = {
    State.ACTIVE: to_translate("In force"),
    State.WITHDRAWN: to_translate("Withdrawn"),
    State.ERASED: to_translate("Erased"),
}
STATE_TONES: Final[Mapping[State, str]] = {
    State.ACTIVE: "good",
    State.WITHDRAWN: "warn",
    State.ERASED: "alarm",
}
NAME_KINDS: Final[Mapping[NameKind, str]] = {
    NameKind.PRIMARY: to_translate("Name"),
    NameKind.ALIAS: to_translate("Other name"),
    NameKind.WEAK_ALIAS: to_translate("Nickname or weak alias"),
    NameKind.AT_BIRTH: to_translate("Name at birth"),
}
SEXES: Final[Mapping[str, str]] = {
    "F": to_translate("Female"),
    "M": to_translate("Male"),
    "X": to_translate("Other"),
}
CONFIDENTIALITY: Final[Mapping[Confidentiality, str]] = {
    Confidentiality.OFFICIAL_USE: to_translate("For official use only"),
    Confidentiality.RESTRICTED: to_translate("Restricted"),
    Confidentiality.CONFIDENTIAL: to_translate("Confidential"),
}
FLAGS: Final[Mapping[Flag, str]] = {
    Flag.MINOR: to_translate("Under age"),
    Flag.NO_RESTRICTIVE_MEASURES: to_translate("No measure against this person"),
    Flag.SENSITIVE: to_translate("Particularly sensitive"),
    Flag.DECEASED: to_translate("Deceased"),
    Flag.PUBLIC_SOURCE: to_translate("From a public source"),
    Flag.ASYLUM: to_translate("Asylum or refugee: nothing is notified"),
}
CODES: Final[Mapping[HandlingCode, str]] = {
    HandlingCode.OPEN: to_translate("Open to use"),
    HandlingCode.POLICE_USE: to_translate("Police use"),
    HandlingCode.NO_COURT: to_translate("Not for court"),
    HandlingCode.ORIGINATOR_CONTROL: to_translate("Originator control"),
    HandlingCode.CONFIRM_ONLY: to_translate("Confirm only"),
}
CODE_MEANINGS: Final[Mapping[HandlingCode, str]] = {
    HandlingCode.OPEN: to_translate("Whoever may see the record may use this field."),
    HandlingCode.POLICE_USE: to_translate("For police work; never shown to the public."),
    HandlingCode.NO_COURT: to_translate("For police work; never used as evidence in court."),
    HandlingCode.ORIGINATOR_CONTROL: to_translate(
        "Hidden from other bureaus until the owner agrees, or a head of bureau opens it in an "
        "emergency, with a reason."
    ),
    HandlingCode.CONFIRM_ONLY: to_translate(
        "Never shown to another bureau and never matched: the owner answers yes or no."
    ),
}
FIELDS: Final[Mapping[str, str]] = {
    "names": to_translate("Names"),
    "sex": to_translate("Sex"),
    "birth_dates": to_translate("Date of birth"),
    "birth_places": to_translate("Place of birth"),
    "nationalities": to_translate("Nationality"),
    "documents": to_translate("Documents carried"),
    "summary": to_translate("Summary"),
    "number": to_translate("Document number"),
    "country": to_translate("Issuing country"),
    "type": to_translate("Kind of document"),
    "fraud_type": to_translate("What happened to it"),
    "theft_country": to_translate("Country of the theft or loss"),
    "batch": to_translate("Batch of stolen blanks"),
    "stolen": to_translate("Stolen or lost on"),
    "issued": to_translate("Issued on"),
    "expires": to_translate("Valid until"),
    "vin": to_translate("Vehicle identification number (VIN)"),
    "engine_number": to_translate("Engine number"),
    "plate": to_translate("Registration plate"),
    "plate_country": to_translate("Country of the plate"),
    "make": to_translate("Make"),
    "model": to_translate("Model"),
    "colour": to_translate("Colour"),
    "name": to_translate("Name of the vessel"),
    "former_names": to_translate("Former names"),
    "imo": to_translate("IMO number"),
    "hull_id": to_translate("Hull number"),
    "mmsi": to_translate("MMSI"),
    "call_sign": to_translate("Call sign"),
    "registration": to_translate("Registration"),
    "flag": to_translate("Flag state"),
    "serial": to_translate("Serial number"),
    "calibre": to_translate("Calibre"),
    "made_in": to_translate("Country of manufacture"),
    # what every record carries
    "status": to_translate("In what capacity"),
    "purpose": to_translate("Purpose"),
    "event": to_translate("Case or event"),
    "event_date": to_translate("Date of the event"),
    "relevance": to_translate("Why it matters"),
    "reference": to_translate("Your reference"),
    "source": to_translate("Source"),
    "confidentiality": to_translate("Confidentiality"),
    "retained_until": to_translate("Kept until"),
    "recorded_on": to_translate("Recorded on"),
    "flags": to_translate("Marks"),
    "audience": to_translate("Who may see it"),
    "handling": to_translate("How fields may be used"),
    "state": to_translate("State"),
}
"""Every field of every kind of record, by its name in the model."""
VERBS: Final[Mapping[str, str]] = {
    "record.added": to_translate("Recorded"),
    "record.updated": to_translate("Changed"),
    "record.withdrawn": to_translate("Withdrawn"),
    "record.erased": to_translate("Erased"),
    "record.opened": to_translate("Opened in an emergency"),
}
