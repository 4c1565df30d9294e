"""A small network for the tests of checks: officers of three bureaus, and a hand to record."""

import dataclasses
import datetime
from pathlib import Path
from typing import Any

from jisr.access import actions as access
from jisr.access.model import (
    AgreementGrant,
    Asking,
    BureauKind,
    DatabaseName,
    Officer,
    Operation,
    Purpose,
    Role,
)
from jisr.access.profiles import load_profile
from jisr.checks.actions import Checker
from jisr.checks.model import Answer, PersonQuery, Query
from jisr.checks.view import DESK_LIMITS, Limits
from jisr.kit.db import Database
from jisr.ledger.keys import create_key
from jisr.ledger.log import ENTRIES_WAKE_UP
from jisr.ledger.sequencer import Sequencer
from jisr.records import actions as records
from jisr.records.model import (
    Audience,
    Document,
    Draft,
    Name,
    Person,
    PersonStatus,
    Record,
    Subject,
    Vehicle,
)
from jisr.records.profiles import SUBJECT_TYPES, profiles
from jisr.settings import Settings
from jisr.values import LanguageMap, PartialDate, new_id

NOBODY_ELSE = Audience(everyone=False)
NOUR = Person(
    (Name("نور الحداد", latin="Nour Al Haddad"),),
    sex="F",
    birth_dates=(PartialDate(1974, 3, 2),),
    nationalities=("LBN",),
)
"""Recorded in Arabic."""
ASKED = PersonQuery(name="Nour Haddad", birth_date=PartialDate(1974, 3, 2), nationality="LB")
"""The same person, as a border officer reads her passport."""
PASSPORT = Document("AB123456", "FRA", "passport", "stolen", theft_country="FRA")
CAR = Vehicle(vin="WVWZZZ1JZXW000001", plate="12 ABC", plate_country="FRA", make="Example")


def person(name: str) -> Person:
    """Return a person of one name."""
    return Person((Name(name),))


class World:
    """The network under test: who acts is named by bureau and role."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._checker: Checker | None = None

    @property
    def checker(self) -> Checker:
        """The one checker of this world, opened when it is first needed."""
        if self._checker is None:
            self._checker = Checker.open(self.database, Settings())
        return self._checker

    def asking(
        self,
        officer: str = "officer@mar",
        purpose: Purpose = Purpose.BORDER_MANAGEMENT,
        case: str = "TNG-1",
    ) -> Asking:
        """Return who asks."""
        with self.database.reading() as transaction:
            return access.ask(transaction, officer, purpose, case)

    def officer(self, officer: str) -> Officer:
        """Return an officer."""
        with self.database.reading() as transaction:
            return access.officer(transaction, officer)

    def record(self, subject: Subject, *, owner: str = "FRA", **more: Any) -> Record:
        """Record something for a bureau; `more` are fields of the draft."""
        draft = draft_of(subject, **more)
        asking = self.asking(f"officer@{owner.lower()}", draft.purpose)
        return self.database.in_transaction(records.add_record, asking, draft)

    def check(
        self,
        query: Query,
        officer: str = "officer@mar",
        *,
        limits: Limits = DESK_LIMITS,
        purpose: Purpose = Purpose.BORDER_MANAGEMENT,
    ) -> Answer:
        """Return the answer to one question."""
        return self.checker.check(self.asking(officer, purpose), query, limits)

    def found(self, query: Query, officer: str = "officer@mar") -> list[str]:
        """Return the records of the hits, in order."""
        return [hit.record for hit in self.check(query, officer).hits]


def draft_of(subject: Subject, **more: Any) -> Draft:
    """Return a draft of the subject for the database that it belongs to."""
    kind = next(kind for kind, each in SUBJECT_TYPES.items() if isinstance(subject, each))
    type_ = getattr(subject, "type", "")
    database = next(
        name
        for name, each in profiles().items()
        if each.kind == kind and (not type_ or type_ in each.document_types)
    )
    if database is DatabaseName.NOMINAL:
        more = {"status": PersonStatus.SUSPECT, "event": "Case 12/2026"} | more
        return Draft(database, subject, Purpose.WANTED_PERSON, **more)
    return Draft(database, subject, min(profiles()[database].purposes), **more)


_ROLES = {
    "officer": Role.BUREAU_OFFICER,
    "guardian": Role.DATA_PROTECTION_OFFICER,
}


def found_network(database: Database, folder: Path, *, measures: bool = False) -> World:
    """Return a world with officers of three members, sequenced as a program would."""
    profile = dataclasses.replace(load_profile("world"), measures=measures)
    first = Officer("root", "GS", "Root", frozenset((Role.COORDINATOR,)))
    key = create_key(folder / "ledger.key", profile.name)
    sequencer = Sequencer(database, profile.name, key, folder / "checkpoint.lock")
    database.listen(ENTRIES_WAKE_UP, sequencer.run)
    database.in_transaction(access.found_network, profile, first)
    for bureau in ("MAR", "FRA", "SYR"):
        head = f"head@{bureau.lower()}"
        database.in_transaction(
            access.register_officer,
            "root",
            Officer(head, bureau, "Head", frozenset((Role.HEAD_OF_BUREAU,))),
        )
        for name, role in _ROLES.items():
            officer = Officer(f"{name}@{bureau.lower()}", bureau, name, frozenset((role,)))
            database.in_transaction(access.register_officer, head, officer)
    _register_port(database)
    return World(database)


def _register_port(database: Database) -> None:
    """Register an agency of MAR that may check vehicles of FRA."""
    name = LanguageMap(dict.fromkeys(("ar", "en", "fr", "es"), "Port"))
    database.in_transaction(access.register_bureau, "head@mar", "MAR.PORT", BureauKind.AGENCY, name)
    clerk = Officer("port@mar", "MAR.PORT", "Port clerk", frozenset((Role.BUREAU_OFFICER,)))
    database.in_transaction(access.register_officer, "head@mar", clerk)
    grant = AgreementGrant(
        id=new_id(),
        bureau="MAR.PORT",
        databases=frozenset((DatabaseName.VEHICLES,)),
        operations=frozenset((Operation.CHECK,)),
        purposes=frozenset((Purpose.BORDER_MANAGEMENT,)),
        counterparts=frozenset(("FRA",)),
        starts=datetime.date(2026, 1, 1),
        ends=None,
        source="agreement 12/2026",
    )
    database.in_transaction(access.grant_agreement, "head@mar", grant)
