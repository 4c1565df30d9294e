"""Reads the databases and code tables from `records/data`; the rules are driven by them."""

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from importlib import resources
from typing import Any

import msgspec

from jisr.access.model import BureauKind, DatabaseName
from jisr.errors import SettingInvalid, to_translate
from jisr.records.model import (
    DatabaseProfile,
    Document,
    DocumentType,
    Firearm,
    FraudType,
    HandlingCode,
    Kind,
    Person,
    PersonStatus,
    StatusRule,
    Subject,
    Vehicle,
    Vessel,
)
from jisr.values import LANGUAGES, LanguageMap

SUBJECT_TYPES: Mapping[Kind, type[Subject]] = {
    Kind.PERSON: Person,
    Kind.DOCUMENT: Document,
    Kind.VEHICLE: Vehicle,
    Kind.VESSEL: Vessel,
    Kind.FIREARM: Firearm,
}
"""The class of the subject of each kind of record."""

ISSUING_COUNTRY = "issuing-country"
"""Among the writers: only bureaus of the country that issued the document."""

DECLARED = frozenset(
    {
        *("sources", "restrictions", "security", "recording"),
        *("updating", "compliance", "use", "public"),
    }
)
"""The characteristics of RPD Art. 36 that are words only."""

_OUTSIDE_FIELDS = frozenset({"reference"})


@cache
def profiles() -> Mapping[DatabaseName, DatabaseProfile]:
    """Return the profile in force of every database.

    Raises:
        SettingInvalid: a table contradicts itself or the model.
    """
    table = _read("databases.toml")
    found = [_profile(row, table["common"]["declared"]) for row in table["database"]]
    return {each.name: each for each in found if each.valid_until is None}


def profile(name: DatabaseName) -> DatabaseProfile:
    """Return the profile in force of one database."""
    return profiles()[name]


@cache
def handling_order() -> tuple[HandlingCode, ...]:
    """Return the handling codes, mildest first."""
    order = tuple(map(HandlingCode, _read("reference.toml")["handling_order"]))
    if set(order) != set(HandlingCode):
        raise _wrong("handling_order")
    return order


def handling_code(given: str) -> HandlingCode:
    """Return the code that a text names; an unknown one counts as the most restrictive."""
    try:
        return HandlingCode(given)
    except ValueError:
        return handling_order()[-1]


@cache
def document_types() -> Mapping[str, DocumentType]:
    """Return every document type by its code."""
    return {
        code: DocumentType(code, DatabaseName(row["database"]), _titles(row["titles"]))
        for code, row in _read("reference.toml")["document_types"].items()
    }


@cache
def fraud_types() -> Mapping[str, FraudType]:
    """Return every fraud type by its code."""
    return {
        code: FraudType(
            code, _titles(row["titles"]), row["needs_theft_country"], row["allows_batch"]
        )
        for code, row in _read("reference.toml")["fraud_types"].items()
    }


@cache
def statuses() -> Mapping[PersonStatus, StatusRule]:
    """Return what each of the twelve statuses implies."""
    table = _read("reference.toml")["statuses"]
    if set(table) != set(PersonStatus):
        raise _wrong("statuses")
    return {
        PersonStatus(code): msgspec.convert(
            {
                **{key: row[key] for key in ("is_accused", "flags", "refused_purposes")},
                "status": code,
                "title": {"texts": row["titles"]},
            },
            StatusRule,
        )
        for code, row in table.items()
    }


def _profile(row: Mapping[str, Any], common: Mapping[str, str]) -> DatabaseProfile:
    shown = _read("reference.toml")["confidential_shows"]
    try:
        found = msgspec.convert(
            {
                **row,
                "title": {"texts": row["title"]},
                "aim": {"texts": row["aim"]},
                "on_hit": {"texts": row["on_hit"]},
                "declared": {**common, **row.get("declared", {})},
                "document_types": {},
                "fraud_types": {},
                "statuses": {},
                "confidential_shows": shown[row["kind"]],
            },
            DatabaseProfile,
        )
    except (KeyError, msgspec.ValidationError) as error:
        raise _wrong(str(row.get("name", "database"))) from error
    _validate(found)
    return _with_codes(found)


def _with_codes(found: DatabaseProfile) -> DatabaseProfile:
    """Add the code tables that records of this kind refer to."""
    given = {each.name: getattr(found, each.name) for each in fields(found)}
    if found.kind == Kind.DOCUMENT:
        given["fraud_types"] = fraud_types()
        given["document_types"] = {
            code: each for code, each in document_types().items() if each.database == found.name
        }
    if found.kind == Kind.PERSON:
        given["statuses"] = statuses()
    return DatabaseProfile(**given)


def _validate(found: DatabaseProfile) -> None:
    known = {each.name for each in fields(SUBJECT_TYPES[found.kind])}
    named = {name for each in found.required_fields for name in each.split("|")}
    identity = {name for each in found.identity for name in each.split("+")} - _OUTSIDE_FIELDS
    languages = [set(each.texts) for each in (found.title, found.aim, found.on_hit)]
    is_sound = (
        named | identity | found.confidential_shows <= known
        and found.writers <= {*BureauKind, ISSUING_COUNTRY}
        and found.readers <= set(BureauKind)
        and set(found.declared) == DECLARED
        and languages == [set(LANGUAGES)] * 3
        and found.retention_days.get("default", 0) > 0
        and set(found.retention_days) <= {"default", *fraud_types()}
    )
    if not is_sound:
        raise _wrong(found.name)


def _titles(texts: Mapping[str, str]) -> LanguageMap:
    if set(texts) != set(LANGUAGES):
        raise _wrong("titles")
    return LanguageMap(texts)


@cache
def _read(file_name: str) -> dict[str, Any]:
    source = resources.files("jisr.records") / "data" / file_name
    return tomllib.loads(source.read_text(encoding="utf-8"))


def _wrong(name: str) -> SettingInvalid:
    return SettingInvalid(
        name=name, given="records/data", why=to_translate("it does not agree with the model")
    )
