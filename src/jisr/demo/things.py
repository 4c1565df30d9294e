"""Generated documents, vehicles, vessels and firearms as bureaus record them."""

import datetime
import functools
import random
from collections.abc import Callable, Iterator, Mapping

from jisr.access.model import DatabaseName, Purpose
from jisr.demo.members import Issuer, issuers
from jisr.demo.numbers import number_of, ship_number, vehicle_number
from jisr.demo.sources import YEAR_DAYS, Lot, day_within, dice, happens, read_table, whole_date
from jisr.records.model import Audience, Document, Draft, Firearm, Vehicle, Vessel

STOLEN_YEARS = 4
PASSPORT_YEARS = 10
BATCH_DOCUMENTS = 25
"""Blank documents are stolen by the box: so many with consecutive numbers."""
BLANK_PERCENT = 2
STOLEN_ABROAD_PERCENT = 30
SHIPS_PERCENT = 40
RENAMED_PERCENT = 20
RADIO_PERCENT = 80
THING_PURPOSE = Purpose.IDENTIFY
HULL_MONTHS = "ABCDEFGHIJKL"

_TYPES = Lot(
    (
        ("passport", 700),
        ("identity-card", 240),
        ("residence-permit", 30),
        ("emergency-passport", 15),
        ("refugee-travel-document", 8),
        ("service-passport", 4),
        ("diplomatic-passport", 3),
    )
)
_FRAUDS = Lot((("lost", 56), ("stolen", 34), ("revoked", 6), ("invalid", 4)))
_VEHICLE_NUMBERS = Lot(
    (
        (frozenset(("vin", "plate")), 70),
        (frozenset(("vin", "plate", "engine")), 15),
        (frozenset(("vin",)), 10),
        (frozenset(("engine",)), 3),
        (frozenset(("plate",)), 2),
    )
)
_EVERYONE = Audience()
_MEMBERS = tuple(issuers())
_VALIDITY = datetime.timedelta(days=int(PASSPORT_YEARS * YEAR_DAYS))
_COLOURS = ("white", "black", "grey", "silver", "blue", "red", "green", "brown")
_PLATE_FORMS = ("@@-###-@@", "#####-@-##", "@@@-####", "@-####-@@")

Thing = Vehicle | Vessel | Firearm
Maker = Callable[[random.Random, Issuer, datetime.date], Thing]


def documents_of(owner: Issuer, seed: int, count: int, today: datetime.date) -> Iterator[Draft]:
    """Yield the stolen and lost documents of one country; no number of a type comes twice."""
    documents = _documents(dice(seed, "documents", owner.member), owner, count, today)
    for index, document in enumerate(documents):
        yield Draft(
            DatabaseName.TRAVEL_DOCUMENTS,
            document,
            THING_PURPOSE,
            reference=f"{owner.member}-D-{index:06d}",
            audience=_EVERYONE,
        )


def _documents(
    chance: random.Random, issuer: Issuer, count: int, today: datetime.date
) -> Iterator[Document]:
    blanks = count * BLANK_PERCENT // 100 // BATCH_DOCUMENTS * BATCH_DOCUMENTS
    seen: set[tuple[str, str]] = set()
    for document in _blank_batches(chance, issuer, blanks, today):
        seen.add((document.type, document.number))
        yield document
    while len(seen) < count:
        document = _document(chance, issuer, today)
        if (document.type, document.number) not in seen:
            seen.add((document.type, document.number))
            yield document


def _blank_batches(
    chance: random.Random, issuer: Issuer, count: int, today: datetime.date
) -> Iterator[Document]:
    """Yield boxes of blank passports with consecutive numbers, one hundred numbers apart."""
    form = issuer.passport[:-2] + "##"
    begins: set[str] = set()
    while len(begins) < count // BATCH_DOCUMENTS:
        begin = number_of(form, chance)[:-2]
        if begin in begins:
            continue
        begins.add(begin)
        stolen = whole_date(day_within(chance, today, STOLEN_YEARS))
        for place in range(BATCH_DOCUMENTS):
            yield Document(
                number=f"{begin}{place:02d}",
                country=issuer.member,
                type="passport",
                fraud_type="stolen-blank",
                batch=f"{issuer.member}-{stolen.year}-{len(begins):03d}",
                stolen=stolen,
            )


def _document(chance: random.Random, issuer: Issuer, today: datetime.date) -> Document:
    kind = _TYPES.draw(chance)
    stolen = day_within(chance, today, STOLEN_YEARS)
    issued = day_within(chance, stolen, PASSPORT_YEARS)
    expires = issued + _VALIDITY
    abroad = happens(chance, STOLEN_ABROAD_PERCENT)
    form = issuer.identity_card if kind == "identity-card" else issuer.passport
    return Document(
        number=number_of(form, chance),
        country=issuer.member,
        type=kind,
        fraud_type=_FRAUDS.draw(chance),
        theft_country=chance.choice(_MEMBERS) if abroad else issuer.member,
        stolen=whole_date(stolen),
        issued=whole_date(issued),
        expires=whole_date(expires),
    )


def things_of(
    database: DatabaseName, owner: Issuer, seed: int, count: int, today: datetime.date
) -> Iterator[Draft]:
    """Yield the vehicles, vessels or firearms that one bureau records, no thing twice."""
    chance = dice(seed, database, owner.member)
    made: set[Thing] = set()
    while len(made) < count:
        thing = _MAKERS[database](chance, owner, today)
        if thing in made:
            continue
        reference = f"{owner.member}-{database.value[:3].upper()}-{len(made):05d}"
        made.add(thing)
        event = whole_date(day_within(chance, today, STOLEN_YEARS))
        yield Draft(database, thing, THING_PURPOSE, event_date=event, reference=reference)


def _vehicle(chance: random.Random, owner: Issuer, _today: datetime.date) -> Vehicle:
    row = _rows("vehicles.csv").draw(chance)
    known = _VEHICLE_NUMBERS.draw(chance)
    plate = number_of(chance.choice(_PLATE_FORMS), chance)
    return Vehicle(
        vin=vehicle_number(row["manufacturer"], chance) if "vin" in known else "",
        engine_number=number_of("@@#########", chance) if "engine" in known else "",
        plate=plate if "plate" in known else "",
        plate_country=owner.member if "plate" in known else "",
        make=row["make"],
        model=row["model"],
        colour=chance.choice(_COLOURS),
    )


def _vessel(chance: random.Random, _owner: Issuer, today: datetime.date) -> Vessel:
    flag = _rows("vessels.csv").draw(chance)
    words = read_table("vessel_names.csv")
    name, former = (
        f"{chance.choice(words)['first']} {chance.choice(words)['second']}" for _ in range(2)
    )
    is_ship = happens(chance, SHIPS_PERCENT)
    return Vessel(
        name=name,
        former_names=(former,) if former != name and happens(chance, RENAMED_PERCENT) else (),
        imo=ship_number(chance) if is_ship else "",
        hull_id="" if is_ship else _hull_number(chance, today),
        mmsi=f"{flag['mid']}{chance.randrange(10**6):06d}"
        if happens(chance, RADIO_PERCENT)
        else "",
        call_sign=f"{flag['call_sign']}{number_of('@@##', chance)}" if is_ship else "",
        registration=number_of("@@-######", chance),
        flag=flag["flag"],
    )


def _hull_number(chance: random.Random, today: datetime.date) -> str:
    """Draw a hull number as ISO 10087 writes it: country, maker, serial, month and years."""
    country = number_of("@@", chance)
    built, model = chance.randrange(today.year - 25, today.year), chance.randrange(2)
    month = chance.choice(HULL_MONTHS)
    return (
        f"{country}-{number_of('@@@#####', chance)}{month}{built % 10}{(built + model) % 100:02d}"
    )


def _firearm(chance: random.Random, _owner: Issuer, _today: datetime.date) -> Firearm:
    row = _rows("firearms.csv").draw(chance)
    return Firearm(
        serial=number_of(row["serial"], chance),
        make=row["make"],
        model=row["model"],
        calibre=row["calibre"],
        made_in=row["made_in"],
    )


@functools.cache
def _rows(table: str) -> Lot[Mapping[str, str]]:
    """Return the rows of a table by weight; without that column, all weigh the same."""
    return Lot((row, int(row.get("weight") or 1)) for row in read_table(table))


_MAKERS: Mapping[DatabaseName, Maker] = {
    DatabaseName.VEHICLES: _vehicle,
    DatabaseName.VESSELS: _vessel,
    DatabaseName.FIREARMS: _firearm,
}
