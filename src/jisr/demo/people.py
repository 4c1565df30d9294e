"""Generated persons as bureaus record them: names, dates, documents, and what each may show."""

import datetime
import functools
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jisr.access.model import DatabaseName, Purpose
from jisr.demo.members import Issuer, audiences, issuers
from jisr.demo.numbers import number_of
from jisr.demo.sources import YEAR_DAYS, Lot, day_within, dice, happens, read_table, whole_date
from jisr.demo.tongues import FullName, full_name
from jisr.records.model import (
    Confidentiality,
    DocumentReference,
    Draft,
    Flag,
    HandlingCode,
    Name,
    NameKind,
    Person,
    PersonStatus,
)
from jisr.values import LANGUAGES, LanguageMap, PartialDate

FOREIGNERS_PERCENT = 12
"""Of the persons that a bureau records, so many are nationals of another member."""
WOMEN_PERCENT = 22
PASSPORT_PERCENT = 60
IDENTITY_CARD_PERCENT = 20
EVENT_YEARS = 6

_AUDIENCES = Lot((("everyone", 86), ("without", 6), ("listed", 6), ("owner", 2)))
_LEVELS = Lot(
    (
        (Confidentiality.OFFICIAL_USE, 90),
        (Confidentiality.RESTRICTED, 8),
        (Confidentiality.CONFIDENTIAL, 2),
    )
)
_HANDLING: Lot[Mapping[str, HandlingCode]] = Lot(
    (
        ({}, 90),
        ({"documents": HandlingCode.CONFIRM_ONLY}, 4),
        ({"birth_places": HandlingCode.CONFIRM_ONLY}, 2),
        ({"summary": HandlingCode.ORIGINATOR_CONTROL}, 2),
        ({"summary": HandlingCode.NO_COURT}, 1),
        ({"nationalities": HandlingCode.POLICE_USE}, 1),
    )
)
_FLAGS: Lot[frozenset[Flag]] = Lot(
    (
        (frozenset(), 970),
        (frozenset({Flag.PUBLIC_SOURCE}), 20),
        (frozenset({Flag.SENSITIVE}), 5),
        (frozenset({Flag.ASYLUM}), 5),
    )
)
_PRECISIONS = Lot((("day", 82), ("month", 6), ("year", 12)))
_FURTHER_NAMES: Lot[NameKind | None] = Lot(
    ((None, 70), (NameKind.ALIAS, 15), (NameKind.WEAK_ALIAS, 5), (NameKind.AT_BIRTH, 10))
)
_NAMELESS = frozenset({PersonStatus.UNIDENTIFIED_PERSON, PersonStatus.UNIDENTIFIED_BODY})


@dataclass(frozen=True, slots=True)
class Event:
    """Why a person is recorded: a row of `events.csv`."""

    status: PersonStatus
    purpose: Purpose
    text: str
    age_min: int
    age_max: int
    summary: LanguageMap


@dataclass(frozen=True, slots=True)
class Recorded:
    """A person's record before it is written, and the name that it was made from."""

    name: FullName
    draft: Draft


def people_of(owner: Issuer, seed: int, count: int, today: datetime.date) -> Iterator[Recorded]:
    """Yield the persons whom one bureau records; the same seed yields the same persons."""
    chance = dice(seed, "people", owner.member)
    for index in range(count):
        yield _recorded(seed, chance, owner, index, today)


def _recorded(
    seed: int, chance: random.Random, owner: Issuer, index: int, today: datetime.date
) -> Recorded:
    event = _events().draw(chance)
    happened = day_within(chance, today, EVENT_YEARS)
    age_days = chance.randrange(int(event.age_min * YEAR_DAYS), int(event.age_max * YEAR_DAYS))
    flags = _FLAGS.draw(chance)
    home = owner
    if Flag.ASYLUM in flags or happens(chance, FOREIGNERS_PERCENT):
        home = chance.choice(tuple(issuers().values()))
    sex = "F" if happens(chance, WOMEN_PERCENT) else "M"
    name = full_name(home.tongue_of_person(chance), chance, sex)
    person = Person(
        names=_names(chance, name, sex, event.status),
        sex=sex,
        birth_dates=(_birth_date(chance, happened - datetime.timedelta(days=age_days)),),
        birth_places=(chance.choice(home.cities),),
        nationalities=(home.member,),
        documents=_documents(chance, owner, home, is_refugee=Flag.ASYLUM in flags),
        summary=event.summary,
    )
    draft = Draft(
        database=DatabaseName.NOMINAL,
        subject=person,
        purpose=event.purpose,
        status=event.status,
        event=event.text,
        event_date=whole_date(happened),
        reference=f"{owner.member}-{happened.year}-{index:05d}",
        confidentiality=_LEVELS.draw(chance),
        flags=flags,
        audience=audiences(seed, owner.member)[_AUDIENCES.draw(chance)],
        handling=_HANDLING.draw(chance),
    )
    return Recorded(name, draft)


@functools.cache
def _events() -> Lot[Event]:
    return Lot((_event(row), int(row["weight"])) for row in read_table("events.csv"))


def _event(row: Mapping[str, str]) -> Event:
    age_min, age_max = map(int, row["ages"].split("-"))
    summary = LanguageMap({tag: row[tag] for tag in LANGUAGES}, frozenset({"en"}))
    status, purpose = PersonStatus(row["status"]), Purpose(row["purpose"])
    return Event(status, purpose, row["event"], age_min, age_max, summary)


def _names(
    chance: random.Random, name: FullName, sex: str, status: PersonStatus
) -> tuple[Name, ...]:
    """Return the person's own name and, for some, what else he is called."""
    if status in _NAMELESS:
        return (Name(name.given[0].latin, NameKind.WEAK_ALIAS),)
    names = [Name(name.original, NameKind.PRIMARY, name.latin, name.mrz)]
    if name.tongue.script == "Jpan":
        names.append(Name(" ".join(part.others[0] for part in name.parts()), NameKind.ALIAS))
        return tuple(names)
    match _FURTHER_NAMES.draw(chance):
        case NameKind.ALIAS:
            other = other_spelling(chance, name)
            if other not in {name.original, name.latin}:
                names.append(Name(other, NameKind.ALIAS))
        case NameKind.WEAK_ALIAS:
            names.append(Name(name.given[0].latin, NameKind.WEAK_ALIAS))
        case NameKind.AT_BIRTH if sex == "F":
            maiden = full_name(name.tongue, chance, sex)
            born = FullName(name.tongue, name.given, maiden.family)
            names.append(Name(born.original, NameKind.AT_BIRTH, born.latin, born.mrz))
    return tuple(names)


def other_spelling(chance: random.Random, name: FullName) -> str:
    """Return the name with each part in another spelling, where it has one."""
    return " ".join(chance.choice(part.others or (part.latin,)) for part in name.parts())


def _birth_date(chance: random.Random, day: datetime.date) -> PartialDate:
    precision = _PRECISIONS.draw(chance)
    if precision == "year":
        return PartialDate(day.year)
    return PartialDate(day.year, day.month, day.day if precision == "day" else None)


def _documents(
    chance: random.Random, owner: Issuer, home: Issuer, *, is_refugee: bool
) -> tuple[DocumentReference, ...]:
    """Return the documents that the person is known to carry; a refugee's are the host's."""
    if is_refugee:
        number = number_of(owner.passport, chance)
        return (DocumentReference(number, owner.member, "refugee-travel-document"),)
    documents = []
    if happens(chance, PASSPORT_PERCENT):
        number = number_of(home.passport, chance)
        documents.append(DocumentReference(number, home.member, "passport"))
    if happens(chance, IDENTITY_CARD_PERCENT):
        number = number_of(home.identity_card, chance)
        documents.append(DocumentReference(number, home.member, "identity-card"))
    return tuple(documents)
