"""FollowTheMoney entities: one JSON entity a line, or one array of them.

Persons, vehicles and vessels become records. A passport or other identification is written with
the person who holds it, because a list of persons does not say that the document is stolen.
Every other schema is counted as left out. Source: https://followthemoney.tech
"""

import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from jisr.access.model import DatabaseName, Purpose
from jisr.errors import FileEmpty, InputTooLarge, JisrError, ValueMalformed, to_translate
from jisr.identifiers.documents import clean_document_number
from jisr.kit.lines import Lines, LineTooLong, opened, shortened, survey
from jisr.kit.tables import JSON_WRONG, LINE_LONG, RejectedRow
from jisr.records.importing.fields import (
    EMPTY,
    as_country,
    as_document_type,
    as_name,
    as_sex,
    read_words,
    reason_of,
)
from jisr.records.importing.model import Item, LeftOut, Proposal, Source
from jisr.records.model import (
    DocumentReference,
    Draft,
    Flag,
    Name,
    NameKind,
    Person,
    PersonStatus,
    Subject,
    Vehicle,
    Vessel,
)
from jisr.values import PartialDate

ARRAY_BYTES_MAX = 64 << 20
"""An array is held in memory whole; a larger list is written one entity a line."""
HELD_DOCUMENTS_MAX = 200_000
"""Documents wait for their holder in memory, about 500 bytes each."""
EVENT_CHARACTERS_MAX = 200

UN_DATASET = "un_sc_sanctions"
NO_TOPIC = "Person (without a topic of police interest)"
DOCUMENT_SCHEMAS = frozenset({"Passport", "Identification"})

_NAMES = (
    ("name", NameKind.PRIMARY),
    ("alias", NameKind.ALIAS),
    ("previousName", NameKind.ALIAS),
    ("weakAlias", NameKind.WEAK_ALIAS),
)
_NUMBERS = (("passportNumber", "passport"), ("idNumber", "identity-card"))


class Entity(msgspec.Struct, frozen=True):
    """One entity, as far as it is read."""

    id: str
    schema: str
    properties: dict[str, list[str]] = {}
    datasets: list[str] = []

    def all(self, *names: str) -> tuple[str, ...]:
        """Return every value of the properties, each once."""
        return tuple(
            dict.fromkeys(each for name in names for each in self.properties.get(name, ()))
        )

    def first(self, *names: str) -> str:
        """Return the first value of the properties, or ""."""
        return next(iter(self.all(*names)), "")


def is_followthemoney(path: Path) -> bool:
    """Return whether the file begins as such a list does, or is called one.

    Raises:
        FileUnreadable, EncodingWrong, InputTooLarge, ValueMalformed: see `open_entities`.
    """
    _, first = next(_read(path), (0, None))
    return isinstance(first, Entity) or path.name.endswith(".ftm.json")


def open_entities(path: Path, purpose: Purpose) -> Source:
    """Survey a list of entities; a position in an array is the running number of the entity.

    Raises:
        FileUnreadable, EncodingWrong: see `jisr.kit.lines.survey`.
        FileEmpty: it holds no entity.
        InputTooLarge: it is an array too large to be held, or names too many documents.
        ValueMalformed: the array is no JSON.
    """
    surveyed = survey(path)
    held = _held_documents(path)

    def read(after_line: int) -> Iterator[Item]:
        for line, entity in _read(path):
            if line <= after_line:
                continue
            if isinstance(entity, RejectedRow):
                yield entity
            else:
                yield _item(line, entity, held, purpose)

    return Source(path.name, surveyed.sha256, "followthemoney", surveyed.lines, read)


def _read(path: Path) -> Iterator[tuple[int, Entity | RejectedRow]]:
    with opened(path) as file:
        if file.peek(1)[:1] != b"[":
            yield from _read_lines(Lines(file, path.name))
            return
        content = file.read(ARRAY_BYTES_MAX + 1)
    if len(content) > ARRAY_BYTES_MAX:
        raise InputTooLarge(field=to_translate("array"), limit=ARRAY_BYTES_MAX)
    try:
        entities = msgspec.json.decode(content, type=list[msgspec.Raw])
    except msgspec.DecodeError as error:
        raise ValueMalformed(field=to_translate("array"), why=JSON_WRONG) from error
    for place, each in enumerate(entities, 1):
        yield place, _entity(place, bytes(each))


def _read_lines(lines: Lines) -> Iterator[tuple[int, Entity | RejectedRow]]:
    while True:
        lines.begin_row()
        try:
            line = next(lines)
        except StopIteration:
            return
        except LineTooLong as error:
            yield lines.number, RejectedRow(lines.number, "", LINE_LONG, shortened(error.head))
            continue
        if line.strip():
            yield lines.number, _entity(lines.number, line.encode())


def _entity(line: int, content: bytes) -> Entity | RejectedRow:
    try:
        return _decoder().decode(content)
    except (msgspec.DecodeError, RecursionError):
        return RejectedRow(line, "", JSON_WRONG, shortened(content.decode().strip()))


@functools.cache
def _decoder() -> msgspec.json.Decoder[Entity]:
    return msgspec.json.Decoder(Entity)


def _held_documents(path: Path) -> Mapping[str, tuple[DocumentReference, ...]]:
    """Return the documents of each holder."""
    held: defaultdict[str, tuple[DocumentReference, ...]] = defaultdict(tuple)
    count, is_empty = 0, True
    for _, entity in _read(path):
        is_empty = False
        if isinstance(entity, RejectedRow) or entity.schema not in DOCUMENT_SCHEMAS:
            continue
        kind = as_document_type(entity.first("type") or entity.schema)
        for holder in entity.all("holder"):
            documents = _documents(entity.all("number"), kind, entity.all("country"))
            count += len(documents)
            if count > HELD_DOCUMENTS_MAX:
                raise InputTooLarge(field=to_translate("documents"), limit=HELD_DOCUMENTS_MAX)
            held[holder] += documents
    if is_empty:
        raise FileEmpty(path=path.name)
    return held


def _documents(
    numbers: tuple[str, ...], kind: str, countries: tuple[str, ...]
) -> tuple[DocumentReference, ...]:
    """Return the documents whose number can be searched."""
    country = next(iter(_countries(countries)), "")
    found = []
    for number in numbers:
        try:
            found.append(DocumentReference(clean_document_number(number).value, country, kind))
        except JisrError:
            continue
    return tuple(found)


def _countries(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the countries that are known; the lists also use codes of their own."""
    found = []
    for code in codes:
        try:
            found.append(as_country(code))
        except ValueMalformed:
            continue
    return tuple(dict.fromkeys(found))


def _item(
    line: int,
    entity: Entity,
    held: Mapping[str, tuple[DocumentReference, ...]],
    purpose: Purpose,
) -> Item:
    if entity.schema == "Person":
        status = _status(entity)
        if status is None:
            return LeftOut(line, NO_TOPIC)
        return _person(line, entity, held.get(entity.id, ()), status, purpose)
    if entity.schema == "Vehicle":
        subject: Subject = Vehicle(
            plate=entity.first("registrationNumber"), model=entity.first("model")
        )
        return Proposal(line, _draft(DatabaseName.VEHICLES, subject, entity, purpose))
    if entity.schema == "Vessel":
        return Proposal(line, _draft(DatabaseName.VESSELS, _vessel(entity), entity, purpose))
    return LeftOut(line, shortened(entity.schema))


def _status(entity: Entity) -> PersonStatus | None:
    if UN_DATASET in entity.datasets:
        return PersonStatus.UN_SANCTIONS
    topics = entity.all("topics")
    found = (status for topic, status in _statuses().items() if topic in topics)
    return next(found, None)


@functools.cache
def _statuses() -> Mapping[str, PersonStatus]:
    return {topic: PersonStatus(status) for topic, status in read_words("topics.csv").items()}


def _person(
    line: int,
    entity: Entity,
    held: tuple[DocumentReference, ...],
    status: PersonStatus,
    purpose: Purpose,
) -> Item:
    if not entity.first("name"):
        return RejectedRow(line, "name", EMPTY, entity.id)
    try:
        person = Person(
            names=_names(entity),
            sex=as_sex(entity.first("gender")) if entity.first("gender") else "",
            birth_dates=tuple(
                PartialDate.parse(each[: len("1974-03-02")]) for each in entity.all("birthDate")
            ),
            birth_places=entity.all("birthPlace"),
            nationalities=_countries(entity.all("nationality", "citizenship")),
            documents=_own_documents(entity, held),
        )
    except JisrError as error:
        column = str(error.details.get("field", ""))
        return RejectedRow(line, column, reason_of(error), entity.id)
    return Proposal(line, _draft(DatabaseName.NOMINAL, person, entity, purpose, status))


def _names(entity: Entity) -> tuple[Name, ...]:
    found: dict[str, Name] = {}
    for name, kind in _NAMES:
        for text in entity.all(name):
            is_alias = kind is NameKind.PRIMARY and bool(found)
            found.setdefault(as_name(text), Name(text, NameKind.ALIAS if is_alias else kind))
    return tuple(found.values())


def _own_documents(
    entity: Entity, held: tuple[DocumentReference, ...]
) -> tuple[DocumentReference, ...]:
    """Return the held documents, and those that the entity names by number alone."""
    numbers = {each.number for each in held}
    own = (each for name, kind in _NUMBERS for each in _documents(entity.all(name), kind, ()))
    return tuple(dict.fromkeys([*held, *(each for each in own if each.number not in numbers)]))


def _vessel(entity: Entity) -> Vessel:
    return Vessel(
        name=entity.first("name"),
        former_names=entity.all("previousName", "pastNames"),
        imo=entity.first("imoNumber"),
        mmsi=entity.first("mmsi"),
        call_sign=entity.first("callSign"),
        registration=entity.first("registrationNumber"),
        flag=next(iter(_countries(entity.all("flag"))), ""),
    )


def _draft(
    database: DatabaseName,
    subject: Subject,
    entity: Entity,
    purpose: Purpose,
    status: PersonStatus | None = None,
) -> Draft:
    origin = ", ".join(entity.datasets)[:EVENT_CHARACTERS_MAX]
    return Draft(
        database=database,
        subject=subject,
        purpose=purpose,
        status=status,
        event=(entity.first("program") or origin or entity.first("topics"))[:EVENT_CHARACTERS_MAX],
        reference=entity.id,
        source=origin,
        flags=frozenset({Flag.PUBLIC_SOURCE}) if status else frozenset(),
    )
