"""The numbers by which a record is found exactly, and what makes two records of one owner one."""

from collections.abc import Mapping
from dataclasses import dataclass

from jisr.access.countries import resolve
from jisr.errors import CheckDigitWrong, InputRefused, to_translate
from jisr.identifiers.kinds import clean
from jisr.records.model import (
    DatabaseProfile,
    Document,
    Firearm,
    HandlingCode,
    IdentifierKind,
    Person,
    Subject,
    Vehicle,
    Vessel,
)
from jisr.values import Decision

CLEANED: Mapping[type[Subject], Mapping[str, str]] = {
    Person: {},
    Document: {"number": "document"},
    Vehicle: {"vin": "vin", "engine_number": "engine", "plate": "plate"},
    Vessel: {"imo": "imo_ship", "hull_id": "hull", "mmsi": "mmsi", "call_sign": "call_sign"},
    Firearm: {"serial": "firearm"},
}
"""Which fields of a subject are numbers, and the kind of number that cleans them."""

_COUNTRIES = frozenset({"country", "plate_country", "flag"})
_MADE_OF: Mapping[type[Subject], Mapping[IdentifierKind, tuple[str, ...]]] = {
    Person: {},
    Document: {
        IdentifierKind.DOCUMENT: ("number",),
        IdentifierKind.COUNTRY_DOCUMENT: ("country", "number"),
    },
    Vehicle: {
        IdentifierKind.VIN: ("vin",),
        IdentifierKind.ENGINE: ("engine_number",),
        IdentifierKind.PLATE: ("plate",),
        IdentifierKind.COUNTRY_PLATE: ("plate_country", "plate"),
    },
    Vessel: {
        IdentifierKind.IMO: ("imo",),
        IdentifierKind.HULL: ("hull_id",),
        IdentifierKind.MMSI: ("mmsi",),
        IdentifierKind.CALL_SIGN: ("call_sign",),
    },
    Firearm: {IdentifierKind.SERIAL: ("serial",)},
}
_KINDS: Mapping[IdentifierKind, str] = {
    IdentifierKind.DOCUMENT: "document",
    IdentifierKind.COUNTRY_DOCUMENT: "document",
    IdentifierKind.PERSON_DOCUMENT: "document",
    IdentifierKind.VIN: "vin",
    IdentifierKind.ENGINE: "engine",
    IdentifierKind.PLATE: "plate",
    IdentifierKind.COUNTRY_PLATE: "plate",
    IdentifierKind.IMO: "imo_ship",
    IdentifierKind.HULL: "hull",
    IdentifierKind.MMSI: "mmsi",
    IdentifierKind.CALL_SIGN: "call_sign",
    IdentifierKind.SERIAL: "firearm",
}

Identifier = tuple[IdentifierKind, str]


def kinds_of_numbers() -> Mapping[IdentifierKind, str]:
    """Return the kinds of numbers that stand alone, and the cleaner of each."""
    parts = {IdentifierKind.COUNTRY_DOCUMENT, IdentifierKind.COUNTRY_PLATE}
    return {kind: cleaner for kind, cleaner in _KINDS.items() if kind not in parts}


@dataclass(frozen=True, slots=True)
class Keys:
    """What is stored beside a record to find it: both follow from its content."""

    identity: str | None
    identifiers: tuple[Identifier, ...]


def keys_of(
    subject: Subject,
    profile: DatabaseProfile,
    *,
    reference: str = "",
    handling: Mapping[str, HandlingCode] | None = None,
) -> Keys:
    """Return identity and identifiers of a subject; a confirm-only field makes no identifier.

    Raises:
        InputRefused: a number has not its form.
    """
    cleaned = _cleaned(subject)
    hidden = {name for name, code in (handling or {}).items() if code is HandlingCode.CONFIRM_ONLY}
    identifiers = [
        (kind, ":".join([cleaned[name] for name in names]))
        for kind, names in _MADE_OF[type(subject)].items()
        if all(cleaned.get(name) and name not in hidden for name in names)
    ]
    if isinstance(subject, Person) and "documents" not in hidden:
        identifiers += _documents_of(subject)
    return Keys(_identity(subject, cleaned, profile, reference), tuple(dict.fromkeys(identifiers)))


def refusal(error: InputRefused) -> Decision:
    """Return the decision that says which number has not its form."""
    if isinstance(error, CheckDigitWrong):
        problem = to_translate("the check digit does not fit")
    else:
        problem = str(error.details.get("why", to_translate("it is too long")))
    details = {"field": str(error.details["field"]), "problem": problem}
    return Decision(allowed=False, why="record.number_malformed", details=details)


def _cleaned(subject: Subject) -> dict[str, str]:
    """Return numbers and countries of the subject in their one spelling."""
    found = {}
    for name, kind in CLEANED[type(subject)].items():
        text = getattr(subject, name)
        if text:
            found[name] = clean(kind, text).value
    for name in _COUNTRIES:
        code = getattr(subject, name, "")
        if code:
            found[name] = resolve(code).code
    return found


def _documents_of(person: Person) -> list[Identifier]:
    found = []
    for each in person.documents:
        try:
            number = clean("document", each.number).value
        except InputRefused:  # a national number of another form: read by people, not matched
            continue
        found.append((IdentifierKind.PERSON_DOCUMENT, number))
    return found


def _identity(
    subject: Subject, cleaned: Mapping[str, str], profile: DatabaseProfile, reference: str
) -> str | None:
    """Return the first alternative of the profile whose fields are all filled."""
    for alternative in profile.identity:
        parts = []
        for name in alternative.split("+"):
            text = reference if name == "reference" else getattr(subject, name)
            parts.append(cleaned.get(name) or " ".join(text.casefold().split()))
        if all(parts):
            return "|".join([alternative, *parts])
    return None
