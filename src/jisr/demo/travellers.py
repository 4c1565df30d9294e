"""A generated list of arrivals: most are on no list, a few are recorded under another spelling."""

import datetime
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from anyascii import anyascii

from jisr.demo.members import Issuer, issuers
from jisr.demo.numbers import number_of
from jisr.demo.people import Recorded, other_spelling
from jisr.demo.sources import Lot, day_within, dice, happens, whole_date
from jisr.demo.spelling import by_ear
from jisr.demo.tongues import FullName, full_name
from jisr.kit.outputs import SafeCsv, whole_file
from jisr.records.model import (
    Confidentiality,
    Document,
    Flag,
    HandlingCode,
    Person,
    PersonStatus,
)
from jisr.values import PartialDate

RECORDED_PERCENT = 5
STOLEN_PERCENT = 1.2
AGE_YEARS_MAX = 75
STOLEN_DOCUMENT = "stolen-document"
"""The disguise of a traveller who is on no list himself."""
WITH_DOCUMENT_PERCENT = 50
LATIN_NAME_PERCENT = 60
"""So many travellers arrive with their name in Latin letters whatever their own script."""

_SOUGHT = frozenset(
    {
        PersonStatus.CONVICTED,
        PersonStatus.CHARGED,
        PersonStatus.SUSPECT,
        PersonStatus.MISSING,
        PersonStatus.POSSIBLE_THREAT,
    }
)


@dataclass(frozen=True, slots=True)
class Traveller:
    """A row of the list of arrivals, in the columns that `jisr check list` reads."""

    row: int
    name: str
    birth_date: str = ""
    nationality: str = ""
    sex: str = ""
    document_number: str = ""
    document_country: str = ""
    document_type: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """Who a traveller really is: the record's own reference, and what hides it."""

    row: int
    reference: str
    disguise: str


Disguise = Callable[[random.Random, FullName], str]


def plan_travellers(
    seed: int,
    count: int,
    recorded: Sequence[Recorded],
    stolen: Sequence[tuple[str, Document]],
    today: datetime.date,
) -> tuple[tuple[Traveller, ...], tuple[Key, ...]]:
    """Make a list of arrivals and its key.

    Args:
        seed: the network's seed.
        count: how many travellers arrive.
        recorded: persons of the network who `may_arrive`; some are among the travellers.
        stolen: references and documents of the network; some are carried by travellers.
        today: the day of arrival.
    """
    chance = dice(seed, "travellers")
    sought = chance.sample(recorded, min(len(recorded), round(count * RECORDED_PERCENT / 100)))
    carried = chance.sample(stolen, min(len(stolen), round(count * STOLEN_PERCENT / 100)))
    rows = chance.sample(range(1, count + 1), len(sought) + len(carried))
    travellers = {row: _unknown(chance, row, today) for row in range(1, count + 1)}
    keys = []
    for row, each, (disguise, change) in zip(rows, sought, _endless(), strict=False):
        travellers[row] = _disguised(chance, row, each, disguise, change)
        keys.append(Key(row, each.draft.reference, disguise))
    for row, (reference, document) in zip(rows[len(sought) :], carried, strict=True):
        travellers[row] = _carrying(travellers[row], document)
        keys.append(Key(row, reference, STOLEN_DOCUMENT))
    return tuple(travellers[row] for row in sorted(travellers)), tuple(sorted(keys, key=_row))


def write_arrivals(path: Path, travellers: Sequence[Traveller]) -> None:
    """Write the list as CSV, as a carrier would send it."""
    columns = [field.name for field in fields(Traveller)]
    with whole_file(path) as file:
        arrivals = SafeCsv(file, columns)
        for traveller in travellers:
            arrivals.write(astuple(traveller))


def _row(key: Key) -> int:
    return key.row


def may_arrive(recorded: Recorded) -> bool:
    """Return whether every member would be shown this person at a border."""
    draft = recorded.draft
    return (
        draft.audience.everyone
        and not draft.audience.excluded
        and draft.status in _SOUGHT
        and Flag.ASYLUM not in draft.flags
        and draft.confidentiality is Confidentiality.OFFICIAL_USE
        and HandlingCode.CONFIRM_ONLY not in draft.handling.values()
    )


def _unknown(chance: random.Random, row: int, today: datetime.date) -> Traveller:
    home = _HOMES.draw(chance)
    sex = chance.choice("FM")
    name = full_name(home.tongue_of_person(chance), chance, sex)
    has_document = happens(chance, WITH_DOCUMENT_PERCENT)
    return Traveller(
        row=row,
        name=name.latin if happens(chance, LATIN_NAME_PERCENT) else name.original,
        birth_date=str(whole_date(day_within(chance, today, AGE_YEARS_MAX))),
        nationality=home.member,
        sex=sex,
        document_number=number_of(home.passport, chance) if has_document else "",
        document_country=home.member if has_document else "",
        document_type="passport" if has_document else "",
    )


_HOMES: Lot[Issuer] = Lot((issuer, issuer.weight) for issuer in issuers().values())


def _disguised(
    chance: random.Random, row: int, recorded: Recorded, disguise: str, change: Disguise
) -> Traveller:
    person = recorded.draft.subject
    if not isinstance(person, Person):  # the plan of persons holds nothing else
        raise TypeError(person)
    born = person.birth_dates[0]
    return Traveller(
        row=row,
        name=change(chance, recorded.name),
        birth_date=str(PartialDate(born.year) if disguise == "year-only" else born),
        nationality=person.nationalities[0],
        sex=person.sex,
    )


def _carrying(traveller: Traveller, document: Document) -> Traveller:
    return Traveller(
        row=traveller.row,
        name=traveller.name,
        birth_date=traveller.birth_date,
        nationality=document.country,
        sex=traveller.sex,
        document_number=document.number,
        document_country=document.country,
        document_type=document.type,
    )


def _other_script(_chance: random.Random, name: FullName) -> str:
    """Write the name in another script, by ear where it is Latin already."""
    return name.latin if name.tongue.script != "Latn" else _heard(name, "Cyrl")


def _third_script(_chance: random.Random, name: FullName) -> str:
    """Write the name, by its Latin spelling, in Arabic or Cyrillic letters."""
    return _heard(name, "Cyrl" if name.tongue.script == "Arab" else "Arab")


def _heard(name: FullName, script: str) -> str:
    return " ".join(by_ear(part.latin, script) for part in name.parts())


def _other_spelling(chance: random.Random, name: FullName) -> str:
    """Write the name in other Latin letters, or else in small ones without accents."""
    other = other_spelling(chance, name)
    return other if other != name.latin else anyascii(name.latin).lower()


def _other_order(_chance: random.Random, name: FullName) -> str:
    turned = name.family + name.given if not name.tongue.family_first else name.given + name.family
    return " ".join(part.latin for part in turned).upper()


def _year_only(_chance: random.Random, name: FullName) -> str:
    return name.original


def _mrz(_chance: random.Random, name: FullName) -> str:
    return name.mrz


_DISGUISES: tuple[tuple[str, Disguise], ...] = (
    ("other-script", _other_script),
    ("other-spelling", _other_spelling),
    ("other-order", _other_order),
    ("year-only", _year_only),
    ("mrz", _mrz),
    ("third-script", _third_script),
)


def _endless() -> Iterator[tuple[str, Disguise]]:
    while True:
        yield from _DISGUISES
