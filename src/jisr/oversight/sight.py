"""What one officer sees of the ledger: looks up what `rules.may_see` needs, for many at once."""

import dataclasses
from collections.abc import Collection, Iterable
from functools import cached_property

from jisr.access import actions as access
from jisr.access.model import Asking, BureauKind
from jisr.access.rules import member_of
from jisr.checks.dialogue import actions as hits
from jisr.checks.dialogue.model import Side
from jisr.errors import NotFound, OfficerUnknown
from jisr.kit.clock import parse_instant
from jisr.kit.db import Transaction
from jisr.ledger.entry import PlacedEntry, read_act
from jisr.ledger.listing import EntryLine
from jisr.oversight import rules
from jisr.oversight.model import Entry, Known
from jisr.records import actions as records
from jisr.records.model import AudienceClass

NAMED_CLASSES = frozenset((access.EVERY_MEMBER, "oversight"))
"""Audiences that are words; every other is the id of a class."""
_SEES_EVERY_CLASS = (BureauKind.SECRETARIAT, BureauKind.OVERSIGHT)


class Sight:
    """Decides about the entries of one reading; what was looked up once is kept."""

    def __init__(self, transaction: Transaction, asking: Asking) -> None:
        self._transaction = transaction
        self._asking = asking
        self._member = member_of(asking.bureau.id)
        self._sides: dict[str, Side | None] = {}
        self._bureaus: dict[str, str] = {}

    @property
    def classes(self) -> Collection[str] | None:
        """The audience classes in which there may be something to see; None: in any."""
        if self._asking.bureau.kind in _SEES_EVERY_CLASS:
            return None
        found = self._known_classes.values()
        return NAMED_CLASSES | {each.id for each in found if self._is_named(each)}

    def shown(self, lines: Iterable[EntryLine | PlacedEntry]) -> list[Entry]:
        """Return the entries that whoever asks may see, each with the reason."""
        entries = [entry_of(each) for each in lines]
        ids = {each.subject for each in entries if each.kind == "record"}
        provable = records.provable(self._transaction, self._asking, ids) if ids else frozenset()
        found = []
        for entry in entries:
            decision = rules.may_see(self._asking, entry, self._known(entry, provable))
            if decision.allowed:
                found.append(dataclasses.replace(entry, why=decision.why))
        return found

    @cached_property
    def _known_classes(self) -> dict[str, AudienceClass]:
        return dict(records.audience_classes(self._transaction))

    def _is_named(self, known: AudienceClass) -> bool:
        """Return whether the member made a class or stands in it by name, as a side of a hit."""
        return known.owner_member == self._member or self._member in known.statement.members

    def _known(self, entry: Entry, provable: Collection[str]) -> Known:
        known = self._known_classes.get(entry.audience_class)
        named = frozenset() if known is None else frozenset(known.statement.members)
        owner = "" if known is None else known.owner_member
        is_hit = entry.kind in ("hit", "hit_statement")
        is_officer = entry.kind in rules.OFFICERS
        return Known(
            class_owner=owner,
            class_members=named | {owner} - {""},
            is_provable=entry.kind == "record" and entry.subject in provable,
            side=self._side(entry.subject) if is_hit else None,
            officer_bureau=self._bureau(entry.subject) if is_officer else "",
        )

    def _side(self, hit: str) -> Side | None:
        if hit not in self._sides:
            try:
                view = hits.read_hit(self._transaction, self._asking.officer, hit)
            except NotFound:
                self._sides[hit] = None
            else:
                self._sides[hit] = view.side
        return self._sides[hit]

    def _bureau(self, officer: str) -> str:
        if officer not in self._bureaus:
            try:
                self._bureaus[officer] = access.officer(self._transaction, officer).bureau
            except OfficerUnknown:  # no longer active: the bureau that wrote the entry decides
                self._bureaus[officer] = ""
        return self._bureaus[officer]


def entry_of(line: EntryLine | PlacedEntry) -> Entry:
    """Return what an entry says, read from its sealed act."""
    act, version = read_act(line.act)
    return Entry(
        id=line.entry_id,
        position=line.position,
        time=parse_instant(act.time),
        bureau=act.bureau,
        officer=act.officer,
        verb=act.verb,
        subject=act.subject,
        version=version,
        purpose=act.purpose,
        audience_class=act.audience_class,
        is_erased=line.is_erased,
    )
