"""A network in which hits become dialogues: who may speak, watch and decide is there."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from check_world import PASSPORT, World, found_network
from jisr.access import actions as access
from jisr.access.model import Officer, Role
from jisr.checks.dialogue import actions
from jisr.checks.dialogue.model import Clocks, DialogueView, Seen, Speaker
from jisr.checks.dialogue.watch_names import HiddenPersons
from jisr.checks.index import PersonIndex
from jisr.checks.model import DocumentQuery, Query
from jisr.kit.db import Database
from jisr.records.model import Record, Subject

CLOCKS = Clocks(600, 3600)
STOLEN = DocumentQuery(PASSPORT.number, PASSPORT.country)
_OTHERS = {
    "guard": ("head", Role.SECURITY_OFFICER),
    "system": ("head", Role.MACHINE),
}


@dataclass(frozen=True, slots=True)
class Desk:
    """The network under test, and short ways to speak in it."""

    world: World

    @property
    def database(self) -> Database:
        """Its database."""
        return self.world.database

    def speaker(self, officer: str) -> Speaker:
        """Return an officer as he speaks."""
        with self.database.reading() as transaction:
            found = access.officer(transaction, officer)
            return Speaker(found, access.bureau(transaction, found.bureau))

    def do(self, officer: str, action: Any, *given: Any, **options: Any) -> Any:
        """Let an officer speak; return what he is shown."""
        return self.database.in_transaction(action, self.speaker(officer), *given, **options)

    def hit(self, subject: Subject = PASSPORT, query: Query = STOLEN, **more: Any) -> DialogueView:
        """Record a thing of FRA, let MAR find it and take the hit up."""
        record = self.world.record(subject, **more)
        return self.open(self.world.check(query).trace, record)

    def open(self, trace: str, record: Record, officer: str = "officer@mar") -> DialogueView:
        """Take up a hit."""
        view: DialogueView = self.do(officer, actions.open_hit, trace, record.id)
        return view

    def asked(self, officer: str = "officer@mar", *, is_urgent: bool = False) -> DialogueView:
        """Return a hit that MAR has put to FRA."""
        view: DialogueView = self.do(
            officer, actions.ask, seen(self.hit()), CLOCKS, is_urgent=is_urgent
        )
        return view

    def read(self, officer: str, view: DialogueView) -> DialogueView:
        """Return a dialogue as an officer is shown it."""
        with self.database.reading() as transaction:
            return actions.read_hit(transaction, self.world.officer(officer), view.dialogue.id)


def seen(view: DialogueView) -> Seen:
    """Return the dialogue and the version that a view shows."""
    return Seen(view.dialogue.id, view.dialogue.version)


def hidden_persons(desk: Desk) -> HiddenPersons:
    """Return what finds hidden persons, as the desk of a process has followed the records."""
    with desk.database.reading() as transaction:
        return HiddenPersons(PersonIndex.build(transaction))


def found_desk(database: Database, folder: Path) -> Desk:
    """Return a network with every role that has to do with hits."""
    world = found_network(database, folder)
    for bureau in ("mar", "fra", "syr"):
        for name, (acting, role) in _OTHERS.items():
            officer = Officer(f"{name}@{bureau}", bureau.upper(), name, frozenset((role,)))
            database.in_transaction(access.register_officer, f"{acting}@{bureau}", officer)
    for officer_id, bureau, role in (
        ("reviewer@gs", "GS", Role.LEGAL_REVIEWER),
        ("guard@ccf", "CCF", Role.SECURITY_OFFICER),
    ):
        officer = Officer(officer_id, bureau, "Someone", frozenset((role,)))
        database.in_transaction(access.register_officer, "root", officer)
    member = Officer("member@ccf", "CCF", "Member", frozenset((Role.CCF_MEMBER,)))
    database.in_transaction(access.register_officer, "guard@ccf", member)
    return Desk(world)
