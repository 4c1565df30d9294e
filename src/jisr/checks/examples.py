"""Reads example entities in the FollowTheMoney model as questions, and shows hits in it.

Whoever screens with OpenSanctions' yente sends such examples and reads such entities. A value that
cannot be read is left out, as yente does; the query in the answer shows what was understood.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import msgspec

from jisr.checks.hits import SHOWN_SEPARATOR, shown_fields
from jisr.checks.model import DocumentQuery, Hit, PersonQuery, Query, VehicleQuery, VesselQuery
from jisr.checks.queries import prepare
from jisr.errors import InputRefused
from jisr.records.document import kind_of
from jisr.records.model import Kind, Record
from jisr.values import PartialDate

NAMES_ASKED_MAX = 5
"""Names of one example that are asked about, each as one question."""
VALUES_MAX = 50
"""Values of one property that are looked at."""
PERSON_SCHEMATA = frozenset(("Person", "LegalEntity", "Thing"))
_NAMES = ("name", "alias", "weakAlias", "previousName")
_SCHEMATA: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.PERSON: "Person",
        Kind.DOCUMENT: "Passport",
        Kind.VEHICLE: "Vehicle",
        Kind.VESSEL: "Vessel",
        Kind.FIREARM: "Thing",
    }
)
_PROPERTIES: Mapping[str, str] = MappingProxyType(
    {
        "names": "name",
        "former_names": "previousName",
        "name": "name",
        "birth_dates": "birthDate",
        "birth_places": "birthPlace",
        "sex": "gender",
        "nationalities": "nationality",
        "documents": "idNumber",
        "number": "number",
        "country": "country",
        "type": "type",
        "plate": "registrationNumber",
        "make": "model",
        "imo": "imoNumber",
        "mmsi": "mmsi",
        "call_sign": "callSign",
        "flag": "flag",
    }
)
"""The property that a field of a record is in FollowTheMoney; others have none."""
_SEXES = {"male": "M", "female": "F", "other": "X"}


class Example(msgspec.Struct, frozen=True):
    """An entity as the caller knows it; ids are for the caller alone."""

    schema: str
    properties: dict[str, str | list[Any]]
    id: str | None = None


class Entity(msgspec.Struct, frozen=True):
    """A record as an entity."""

    id: str
    caption: str
    schema: str
    properties: dict[str, list[str]]
    datasets: list[str]
    referents: list[str]
    target: bool
    first_seen: str | None
    last_seen: str | None
    last_change: str | None


class ToldEntity(Entity, frozen=True):
    """A record that may be meant, as an entity, with its score and what made it."""

    score: float
    features: dict[str, float]
    explanations: dict[str, dict[str, str | float]]
    match: bool


def queries_of(example: Example, today: datetime.date) -> list[Query]:
    """Return what an example asks; what we hold nothing of asks for nothing, and is traced so."""
    if example.schema in PERSON_SCHEMATA:
        return list(_person_queries(example, today))
    query: Query = PersonQuery()
    if example.schema in {"Passport", "Identification"}:
        query = _filled(DocumentQuery(""), example, today, number=("number",), country=("country",))
    elif example.schema == "Vehicle":
        query = _filled(VehicleQuery(), example, today, plate=("registrationNumber",))
    elif example.schema == "Vessel":
        query = _filled(
            VesselQuery(),
            example,
            today,
            imo=("imoNumber",),
            mmsi=("mmsi",),
            call_sign=("callSign",),
        )
    return [query]


def _person_queries(example: Example, today: datetime.date) -> Sequence[Query]:
    base = _filled(
        PersonQuery(),
        example,
        today,
        birth_date=("birthDate",),
        sex=("gender",),
        nationality=("nationality", "citizenship", "country"),
        document_number=("passportNumber", "idNumber"),
    )
    names = [each for name in _NAMES for each in values_of(example, name)]
    joined = " ".join(
        each
        for name in ("firstName", "secondName", "middleName", "fatherName", "lastName")
        for each in values_of(example, name)[:1]
    )
    asked = [
        each
        for each in dict.fromkeys([*names, joined])
        if each and _is_readable(PersonQuery(name=each), today)
    ][:NAMES_ASKED_MAX]
    return [replace(base, name=each) for each in asked] or [base]


def _filled(query: Any, example: Example, today: datetime.date, **named: tuple[str, ...]) -> Any:
    """Return the query with the first value that can be read for each field."""
    for field, properties in named.items():
        for text in (each for name in properties for each in values_of(example, name)):
            value: Any = _SEXES.get(text.lower(), text) if field == "sex" else text
            try:
                if field == "birth_date":
                    value = PartialDate.parse(text[: len("2026-11-21")])
                filled = replace(query, **{field: value})
                prepare(filled, today=today)
            except InputRefused:
                continue
            query = filled
            break
    return query


def _is_readable(query: Query, today: datetime.date) -> bool:
    try:
        prepare(query, today=today)
    except InputRefused:
        return False
    return True


def values_of(example: Example, name: str) -> list[str]:
    """Return the texts of a property; anything else in it is left out."""
    given = example.properties.get(name, [])
    values = [given] if isinstance(given, str) else given[:VALUES_MAX]
    return [each.strip() for each in values if isinstance(each, str) and each.strip()]


def understood(example: Example, queries: Sequence[Query]) -> dict[str, Any]:
    """Return an example as it was understood."""
    properties: dict[str, list[str]] = {}
    names = {
        "birth_date": "birthDate",
        "sex": "gender",
        "document_number": "idNumber",
        "call_sign": "callSign",
        "plate": "registrationNumber",
        "imo": "imoNumber",
    }
    for query in queries:
        for field in query.__slots__:
            value = getattr(query, field)
            if value:
                told = properties.setdefault(names.get(field, field), [])
                if str(value) not in told:
                    told.append(str(value))
    return {"id": example.id, "schema": example.schema, "properties": properties}


def entity_of(hit: Hit, threshold: float | None) -> ToldEntity:
    """Return a hit as an entity; without a threshold every hit is a match: presumed, not proven."""
    features: dict[str, float] = {}
    explanations: dict[str, dict[str, str | float]] = {}
    for row in hit.reasons:
        features[row.feature] = round(features.get(row.feature, 0.0) + row.bits, 3)
        explanations[row.feature] = {
            "score": features[row.feature],
            "detail": row.rule,
            "query": row.left,
            "candidate": row.right,
        }
    return ToldEntity(
        **_entity(hit.record, hit.kind, hit.database, hit.shown, hit.reference),
        score=round(hit.score, 6),
        features=features,
        explanations=explanations,
        match=threshold is None or hit.score >= threshold,
    )


def entity_shown(record: Record) -> Entity:
    """Return a record, as it is shown to whoever opened it, as an entity."""
    reference = record.metadata.reference
    kind = kind_of(record.subject)
    return Entity(**_entity(record.id, kind, record.database, shown_fields(record), reference))


def _entity(
    record: str, kind: Kind, database: str, shown: Mapping[str, str], reference: str
) -> dict[str, Any]:
    properties: dict[str, list[str]] = {}
    for field, text in shown.items():
        if field in _PROPERTIES:
            properties[_PROPERTIES[field]] = text.split(SHOWN_SEPARATOR)
    caption = next((properties[name][0] for name in ("name", "number") if name in properties), "")
    return {
        "id": record,
        "caption": caption or reference or record,
        "schema": _SCHEMATA[kind],
        "properties": properties,
        "datasets": [str(database)],
        "referents": [],
        "target": kind is Kind.PERSON,
        "first_seen": None,
        "last_seen": None,
        "last_change": None,
    }
